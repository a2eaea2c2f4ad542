"""A package that was opened by a double click: everything in it becomes a workspace of its own."""

from datetime import date
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_app.i18n import _
from desktop_app.models.naming import free_folder, restored
from desktop_app.models.packages import SUFFIX
from desktop_app.models.unpacking import Unpacked, unpack
from desktop_app.views.dialogs import plain_box
from desktop_app.views.safekeeping.waiting import Waiting
from desktop_app.views.work import Cancelled, OnProgress, Workers


def is_package(document: Path | None) -> bool:
    """Tell by its name whether a file that is to be opened is a package."""
    return document is not None and document.suffix.lower() == SUFFIX


class Restoring(QObject):
    """Asks, restores, says `ended(what was restored)`; None where the user did not want it, or it failed."""

    ended = Signal(object)

    def __init__(self, package: Path, usual: Path, workers: Workers, window: QWidget) -> None:
        super().__init__(window)
        self._package, self._workers, self._window = package, workers, window
        self._folder = usual
        self._usual = usual
        self._restored: Unpacked | None = None
        self.box: QMessageBox | None = None

    def ask(self) -> None:
        """Ask whether to restore, and say where to."""
        try:
            self._folder = free_folder(self._usual, restored(date.today()))
        except OSError:
            self._folder = self._usual  # what is wrong with it is said when it is opened
        words = _("“{name}”是一份备份。恢复后，里面的清单和佐证材料会放在新的工作区“{folder}”。")
        said = words.format(name=self._package.name, folder=self._folder)
        if self._folder != self._usual:
            said += _("现在的工作区不会改动。")
        self.box = plain_box(QMessageBox.Icon.Question, said, self._window)
        restore = self.box.addButton(_("恢复"), QMessageBox.ButtonRole.AcceptRole)
        cancel = self.box.addButton(_("不恢复"), QMessageBox.ButtonRole.RejectRole)
        self.box.setDefaultButton(restore)
        self.box.setEscapeButton(cancel)
        self.box.accepted.connect(self._restore)
        self.box.rejected.connect(self._end)
        self.box.open()

    def _restore(self) -> None:
        def work(on_progress: OnProgress, cancelled: Cancelled) -> Unpacked:
            return unpack(self._package, self._folder, on_progress, cancelled)

        task = self._workers.start(_("正在恢复“{name}”").format(name=self._package.name), work)
        Waiting(task, self._window)
        task.finished.connect(self._keep)
        task.refused.connect(self._refuse)
        task.cancelled.connect(self._refuse)

    def _keep(self, restored: Unpacked) -> None:
        self._restored = restored
        self._end()

    def _refuse(self, sentence: str) -> None:
        self.box = plain_box(QMessageBox.Icon.Warning, sentence or _("已停止。"), self._window)
        self.box.addButton(_("知道了"), QMessageBox.ButtonRole.AcceptRole)
        self.box.finished.connect(self._end)
        self.box.open()

    def _end(self) -> None:
        self.ended.emit(self._restored)


def restored_in_words(restored: Unpacked) -> str:
    """Return what was restored, in a sentence."""
    words = _("已恢复 {made} 的备份：条目 {items} 个，佐证材料 {evidence} 份，{checked}工作区在“{folder}”。")
    return words.format(
        made=restored.made.replace("T", " ")[:16],
        items=restored.items,
        evidence=restored.evidence,
        checked=restored.checked,
        folder=restored.folder,
    )
