"""A real window on a real workspace."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSettings, QUrl, Slot
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QApplication, QMessageBox
from pytestqt.qtbot import QtBot

from desktop_app.app import Program
from tests.ordinary import bound
from tests.views.driving import Driver
from tests.views.papers import write_document

__all__ = ["bound"]

Start = Callable[..., Driver]


class _System(QObject):
    """Stands for the programs that would open a file: notes which."""

    def __init__(self) -> None:
        super().__init__()
        self.opened: list[Path] = []

    @Slot(QUrl)
    def take(self, url: QUrl) -> None:
        self.opened.append(Path(url.toLocalFile()))


@pytest.fixture
def start(qapp: QApplication, qtbot: QtBot, tmp_path: Path) -> Iterator[Start]:
    """Return what opens a window on a workspace folder and waits for it to be ready."""
    system = _System()
    QDesktopServices.setUrlHandler("file", system, "take")  # type: ignore[arg-type]
    programs: list[Program] = []
    drivers: dict[Program, Driver] = {}

    def begin(folder: Path | None, document: Path | None = None, *, wait: bool = True) -> Driver:
        settings = QSettings(str(tmp_path / "window.ini"), QSettings.Format.IniFormat)
        program = Program(qapp, folder, settings, tmp_path / "logs")
        program.document = document
        programs.append(program)
        program.theme.use(False)
        program.frame.resize(1366, 740)
        program.frame.show()
        driver = drivers.setdefault(program, Driver(program, qtbot))
        driver.opened = system.opened
        if wait:
            driver.until(lambda: program.main or program.refusal or program.restoring or _asks(program))
        return driver

    yield begin
    for program in reversed(programs):
        _close(program)
        program.stop()
        program.frame.deleteLater()
        program.deleteLater()
    QDesktopServices.unsetUrlHandler("file")
    faults = tmp_path / "logs" / "faults.txt"  # the window's own hook keeps them from pytest
    if faults.exists() and not any(driver.fault_expected for driver in drivers.values()):
        pytest.fail(faults.read_text("utf-8"))
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def _close(program: Program) -> None:
    """Close a window; what could not be stored, and keeps it open, is given up."""
    program.frame.close()
    box = program.main.dialogs.current if program.main and program.frame.isVisible() else None
    if isinstance(box, QMessageBox):
        roles = QMessageBox.ButtonRole
        (give_up,) = (one for one in box.buttons() if box.buttonRole(one) is roles.DestructiveRole)
        give_up.click()
        assert not program.frame.isVisible()


def _asks(program: Program) -> bool:
    """Tell whether something has to be decided before a workspace can be opened."""
    return program.entry is not None and bool(program.entry.rescue or program.entry.box)


@pytest.fixture
def window(start: Start, tmp_path: Path) -> Driver:
    """A window that was opened for the first time."""
    return start(tmp_path / "工作区")


@pytest.fixture
def filled(window: Driver, tmp_path: Path) -> Driver:
    """A window with one checklist."""
    window.import_document(write_document(tmp_path))
    return window
