"""A package that is opened with the program becomes a workspace, and nothing else changes."""

import zipfile
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMessageBox

from desktop_app.models import operations, queries
from desktop_app.models.packing import pack
from desktop_app.models.workspace import Workspace
from desktop_app.views.evidence.shelf import State
from desktop_app.views.safekeeping.restoring import Restoring
from tests.models.samples import stored
from tests.views.conftest import Start
from tests.views.driving import Driver


@pytest.fixture
def package(filled: Driver, tmp_path: Path) -> Path:
    """A workspace with one checklist in one file."""
    target = tmp_path / "U 盘" / "学校.yaodian"
    target.parent.mkdir()
    pack(filled.main.desk.workspace.folder, target)
    return target


def restoring(driver: Driver) -> Restoring:
    assert driver.program.restoring is not None
    return driver.program.restoring


def answer(driver: Driver, words: str) -> None:
    """Click the button of these words in the box that asks."""
    box = restoring(driver).box
    assert isinstance(box, QMessageBox)
    next(button for button in box.buttons() if button.text() == words).click()


def test_a_package_is_restored_where_nothing_was_yet(package: Path, start: Start, tmp_path: Path) -> None:
    usual = tmp_path / "文档" / "要点自评"
    driver = start(usual, package)
    assert driver.program.main is None
    answer(driver, "恢复")
    driver.until(lambda: driver.program.main is not None)
    assert driver.main.desk.workspace.folder == usual
    assert [row.title for row in queries.checklists(driver.main.desk.workspace)] != []
    assert "全部核对无误" in driver.main.notice.words.text()


def test_a_workspace_that_is_there_stays_as_it_is(package: Path, start: Start, tmp_path: Path) -> None:
    usual = tmp_path / "文档" / "要点自评"
    Workspace.create(usual).close()
    driver = start(usual, package)
    box = restoring(driver).box
    assert box is not None
    assert "现在的工作区不会改动" in box.text()
    answer(driver, "恢复")
    driver.until(lambda: driver.program.main is not None)
    assert driver.main.desk.workspace.folder == usual.with_name(f"要点自评（{date.today()} 恢复）")
    with Workspace.open(usual) as untouched:
        assert queries.checklists(untouched) == []


def test_who_does_not_want_it_works_on(package: Path, start: Start, tmp_path: Path) -> None:
    usual = tmp_path / "要点自评"
    driver = start(usual, package)
    answer(driver, "不恢复")
    driver.until(lambda: driver.program.main is not None)
    assert queries.checklists(driver.main.desk.workspace) == []


def test_a_damaged_file_in_it_is_said_and_shown_as_missing(
    filled: Driver, start: Start, tmp_path: Path
) -> None:
    workspace = filled.main.desk.workspace
    point = queries.tree(workspace, queries.checklists(workspace)[0].id).points()[0]
    operations.attach(workspace, [point.id], [stored(workspace, tmp_path, "集体备课照片.txt", "照片" * 99)])
    package = tmp_path / "坏了一处.yaodian"
    pack(workspace.folder, package)
    with zipfile.ZipFile(package) as archive:
        info = next(one for one in archive.infolist() if one.filename.endswith("集体备课照片.txt"))
    content = bytearray(package.read_bytes())
    content[info.header_offset + 30 + len(info.filename.encode())] ^= 0x55
    package.write_bytes(content)
    driver = start(tmp_path / "新电脑" / "要点自评", package)
    answer(driver, "恢复")
    driver.until(lambda: driver.program.main is not None)
    assert "1 个文件在这份备份里已经损坏，没有恢复：“集体备课照片.txt”" in driver.main.notice.words.text()
    shelf = driver.main.evidence.shelf
    assert [shelf.state(row) for row in shelf.every()] == [State.MISSING]


def test_a_damaged_package_is_refused_in_words(start: Start, tmp_path: Path) -> None:
    package = tmp_path / "坏.yaodian"
    package.write_bytes(b"not a package")
    driver = start(tmp_path / "要点自评", package)
    answer(driver, "恢复")
    driver.until(lambda: restoring(driver).box is not None and "坏.yaodian" in _said(driver))
    answer(driver, "知道了")
    driver.until(lambda: driver.program.main is not None)
    assert queries.checklists(driver.main.desk.workspace) == []


def _said(driver: Driver) -> str:
    box = restoring(driver).box
    return box.text() if box is not None and box.icon() == QMessageBox.Icon.Warning else ""
