"""Backups: what there is is shown; a copy onto a stick is counted and read back; nothing is written over."""

import json
import shutil
import sqlite3
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QMessageBox

from desktop_app.models import backup_keeper, backups, operations, queries
from desktop_app.models.packages import Package
from desktop_app.models.values import Progress
from desktop_app.models.workspace import Workspace
from desktop_app.views.safekeeping.dialog import SafetyDialog
from desktop_app.views.safekeeping.drives import Drive, drives, outside
from tests.views.conftest import Start
from tests.views.driving import Driver
from tests.views.papers import TITLE, write_evidence


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    """A folder that stands for a stick."""
    folder = tmp_path / "KINGSTON"
    folder.mkdir()
    return folder


def page_of(driver: Driver) -> SafetyDialog:
    driver.click(driver.main.safekeeping.foot.button)
    dialog = driver.main.dialogs.current
    assert isinstance(dialog, SafetyDialog)
    return dialog


def choose(driver: Driver, path: Path) -> None:
    """Choose a file or folder in the dialog that asks for it."""
    driver.until(lambda: isinstance(driver.main.dialogs.current, QFileDialog))
    dialog = driver.main.dialogs.current
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(path))
    dialog.close()
    driver.until(lambda: driver.main.dialogs.current is not dialog)


def answer(driver: Driver, words: str) -> None:
    """Click the button of these words in the box that asks."""
    driver.until(lambda: isinstance(driver.main.dialogs.current, QMessageBox))
    box = driver.main.dialogs.current
    assert isinstance(box, QMessageBox)
    next(button for button in box.buttons() if button.text() == words).click()


def back_up(driver: Driver) -> backups.Backup:
    workspace = driver.main.desk.workspace
    workspace.back_up_inside()
    driver.until(lambda: backups.listed(workspace.folder))
    return backups.listed(workspace.folder)[0]


def test_the_page_lists_the_automatic_backups_tried_and_counted(filled: Driver) -> None:
    back_up(filled)
    dialog = page_of(filled)
    row = dialog.list.topLevelItem(0)
    assert row is not None
    assert row.text(0).startswith("今天 ")
    filled.until(lambda: row.text(4) == "已检查，完好")
    items = len(list(filled.main.desk.tree.walk()))
    assert [row.text(column) for column in (1, 2, 3)] == ["1", str(items), "0"]
    assert "还没有" in dialog.outside.text()
    dialog.accept()


def test_past_damaged_backups_the_newest_good_one_is_chosen_and_a_flipped_letter_is_said(
    filled: Driver,
) -> None:
    good = back_up(filled)
    folder, stamp = good.path.parent, good.stamp
    damaged = bytearray(good.path.read_bytes())
    damaged[4096:20480] = b"\xff" * 16384
    for day in ("20990102", "20990103"):
        (folder / f"yaodian-{stamp}-{day}-080000.db").write_bytes(damaged)
    flipped = folder / f"yaodian-{stamp}-20990101-080000.db"
    shutil.copy(good.path, flipped)
    with closing(sqlite3.connect(flipped)) as raw, raw:
        raw.execute("UPDATE checklist SET title = '2021' || substr(title, 5)")
    dialog = page_of(filled)
    rows = [row for number in range(4) if (row := dialog.list.topLevelItem(number)) is not None]
    filled.until(lambda: bool(dialog.list.selectedItems()))
    assert [row.text(4) for row in rows] == ["已损坏，不能用"] * 2 + ["能用，有内容要核对", "已检查，完好"]
    assert dialog.list.selectedItems() == [rows[2]]
    assert rows[2].toolTip(4).startswith("这份备份里有 1 处内容和操作记录不一致，")
    assert dialog.restore.isEnabled()
    dialog.accept()


def test_a_damaged_backup_is_said_and_cannot_be_chosen(filled: Driver) -> None:
    backup = back_up(filled)
    content = bytearray(backup.path.read_bytes())
    content[4096:20480] = b"\xff" * 16384
    backup.path.write_bytes(content)
    dialog = page_of(filled)
    row = dialog.list.topLevelItem(0)
    assert row is not None
    filled.until(lambda: row.text(4) == "已损坏，不能用")
    assert row.isDisabled()
    assert not dialog.restore.isEnabled()
    dialog.accept()


def test_a_copy_on_a_stick_is_counted_in_and_out_and_read_back(filled: Driver, stick: Path) -> None:
    point = filled.item("规范食堂管理")
    files = write_evidence(stick.parent, "陪餐记录.txt", "照片.txt")
    filled.main.safekeeping.copying.drives = lambda: [Drive(stick, "KINGSTON", True)]
    filled.main.work.tree.files_dropped.emit([point.id], files)
    filled.until(lambda: filled.item("规范食堂管理").evidence_count == 2)
    page_of(filled).save.click()
    target = stick / "学校.yaodian"
    choose(filled, target)
    notice = filled.main.notice
    filled.until(lambda: "已备份到" in notice.words.text())
    with Package(target) as package:
        listing = package.listing
    assert (
        f"条目 {listing.counts['item']} 个，佐证材料 2 份，文件 {len(listing.entries) - 1} 个"
        in notice.words.text()
    )
    assert "全部读回核对，一个不少" in notice.words.text()
    filled.click(notice.first)
    assert filled.opened == [stick]
    dialog = page_of(filled)
    assert str(target) in dialog.outside.text()
    assert "上次：今天" in dialog.outside.text()
    dialog.accept()


def test_a_copy_on_the_same_disk_is_no_copy_outside(filled: Driver, tmp_path: Path) -> None:
    copying, notice = filled.main.safekeeping.copying, filled.main.notice
    copying.drives = lambda: [Drive(Path(tmp_path.anchor), "C", False)]
    copying.pack_to(tmp_path / "同盘.yaodian")
    filled.until(lambda: "已备份到" in notice.words.text())
    assert "同一个盘上" in notice.words.text()
    assert "请再存一份到 U 盘" in notice.words.text()
    assert filled.main.desk.workspace.backup_state.outside is None


def test_a_copy_on_a_second_fixed_disk_counts_and_is_doubted(filled: Driver, stick: Path) -> None:
    copying, notice = filled.main.safekeeping.copying, filled.main.notice
    copying.drives = lambda: [Drive(Path(stick.anchor), "C", False), Drive(stick, "D", False)]
    copying.pack_to(stick / "另一盘.yaodian")
    filled.until(lambda: "已备份到" in notice.words.text())
    assert "如果这个盘也装在这台电脑里" in notice.words.text()
    assert filled.main.desk.workspace.backup_state.outside is not None


def test_what_is_being_typed_is_in_the_copy(filled: Driver, stick: Path) -> None:
    filled.choose("开好思政课")
    filled.type_into(filled.main.work.panel.narrative, "已经写好")
    filled.main.safekeeping.copying.pack_to(stick / "a.yaodian")
    filled.until(lambda: "已备份到" in filled.main.notice.words.text())
    assert filled.item("开好思政课").narrative == "已经写好"


def test_no_file_is_written_over_without_asking(filled: Driver, stick: Path) -> None:
    old = stick / "学校.yaodian"
    old.write_bytes(b"an older copy")
    copying = filled.main.safekeeping.copying
    copying.save()
    choose(filled, old)
    answer(filled, "另存为“学校 (2).yaodian”")
    filled.until(lambda: "已备份到" in filled.main.notice.words.text())
    assert old.read_bytes() == b"an older copy"
    assert (stick / "学校 (2).yaodian").exists()
    filled.main.notice.hide()
    copying.save()
    choose(filled, old)
    answer(filled, "换掉它")
    filled.until(filled.main.notice.isVisible)
    with Package(old) as package:
        assert package.listing.counts["checklist"] == 1
    assert sorted(path.name for path in stick.iterdir()) == ["学校 (2).yaodian", "学校.yaodian"]


def test_a_copy_can_be_stopped_and_leaves_nothing(filled: Driver, stick: Path) -> None:
    keeping, stopped = filled.main.safekeeping, Event()
    keeping.workers.start("", lambda _on_progress, _cancelled: stopped.wait(200))
    keeping.copying.pack_to(stick / "a.yaodian")
    filled.until(filled.main.status.stop.isVisible)
    filled.click(filled.main.status.stop)
    stopped.set()
    filled.until(lambda: "没有留下任何改动" in filled.main.notice.words.text())
    assert list(stick.iterdir()) == []


def test_a_copy_that_the_closing_cut_off_is_told_at_the_next_start(
    start: Start, filled: Driver, stick: Path
) -> None:
    folder = filled.main.desk.workspace.folder
    keeping, closed = filled.main.safekeeping, Event()
    keeping.workers.start("", lambda _on_progress, _cancelled: closed.wait(200))
    keeping.copying.pack_to(stick / "a.yaodian")
    filled.program.frame.close()
    closed.set()
    filled.program.stop()
    assert list(stick.iterdir()) == []
    again = start(folder)
    assert "备份到“a.yaodian”还没有做完" in again.main.notice.words.text()
    assert again.program.settings.value.unsaid == ""


def test_sticks_are_offered_first(tmp_path: Path) -> None:
    own, fixed = Drive(Path("/"), "C", removable=False), Drive(Path("/data"), "D", removable=False)
    stick = Drive(Path("/media/KINGSTON"), "E", removable=True)
    assert outside(tmp_path, [own, fixed, stick]) == [stick, fixed]
    assert outside(Path("/media/KINGSTON/要点自评"), [own, stick]) == [own]
    assert all(drive.root.is_dir() for drive in drives())


def test_the_dialog_for_a_copy_begins_on_the_stick(filled: Driver, stick: Path) -> None:
    copying = filled.main.safekeeping.copying
    copying.drives = lambda: [Drive(stick, "KINGSTON", removable=True)]
    copying.save()
    dialog = filled.main.dialogs.current
    assert isinstance(dialog, QFileDialog)
    assert Path(dialog.directory().absolutePath()) == stick
    assert stick in [Path(url.toLocalFile()) for url in dialog.sidebarUrls()]
    assert dialog.selectedFiles()[0].endswith(f"{date.today().isoformat()}.yaodian")
    dialog.close()


def test_an_automatic_backup_comes_back_beside_and_nothing_is_overwritten(filled: Driver) -> None:
    folder = filled.main.desk.workspace.folder
    back_up(filled)
    filled.click_sign("规范食堂管理")
    dialog = page_of(filled)
    filled.until(dialog.restore.isEnabled)
    dialog.restore.click()
    answer(filled, "恢复")
    notice = filled.main.notice
    filled.until(lambda: "已恢复" in notice.words.text())
    beside = folder.with_name(f"{folder.name}（{date.today()} 的备份）")
    assert filled.main.desk.workspace.folder == folder
    filled.click(notice.first)
    filled.until(lambda: filled.program.main and filled.main.desk.workspace.folder == beside)
    assert filled.item("规范食堂管理").progress is not Progress.DONE
    assert f"现在打开的是“{beside}”；原来的工作区还在“{folder}”" in filled.main.notice.words.text()
    with Workspace.open(folder) as old:
        assert [row.title for row in queries.checklists(old)] == [TITLE]
        assert queries.can_undo(old) is not None


def test_a_copy_on_a_stick_comes_back_beside(filled: Driver, stick: Path) -> None:
    folder = filled.main.desk.workspace.folder
    target = stick / "a.yaodian"
    filled.main.safekeeping.copying.pack_to(target)
    filled.until(target.exists)
    filled.until(lambda: not filled.main.safekeeping.workers.busy)
    page_of(filled).package.click()
    choose(filled, target)
    copying = filled.main.safekeeping.copying
    restoring = copying.restoring
    assert restoring is not None
    assert restoring.box is not None
    restoring.box.buttons()[0].click()
    beside = folder.with_name(f"{folder.name}（{date.today()} 恢复）")
    filled.until(lambda: "已恢复" in filled.main.notice.words.text())
    with Workspace.open(beside) as restored:
        assert [row.title for row in queries.checklists(restored)] == [TITLE]


def _age(folder: Path, days: int) -> None:
    backup_keeper.note_outside(folder, datetime.now() - timedelta(days=days), Path("E:/学校.yaodian"))


def test_an_old_copy_outside_is_a_reminder_that_can_be_put_off_for_a_week(
    start: Start, tmp_path: Path
) -> None:
    folder = tmp_path / "工作区"
    with Workspace.create(folder) as workspace:
        operations.set_school(workspace, name="实验小学")
    _age(folder, 40)
    first = start(folder)
    notice = first.main.notice
    assert "上次备份到 U 盘是" in notice.words.text()
    assert first.main.safekeeping.foot.button.text() == "请备份到 U 盘"
    first.click(notice.second)
    assert not notice.isVisible()
    first.program.frame.close()
    first.program.stop()
    kept = json.loads((tmp_path / "logs" / "settings.json").read_text("utf-8"))["put_off"]
    assert list(kept.values()) == [(date.today() + timedelta(days=7)).isoformat()]
    second = start(folder)
    assert not second.main.notice.isVisible()
    second.program.settings.put_off(next(iter(kept)), date.today())
    second.program.frame.close()
    second.program.stop()
    assert start(folder).main.notice.isVisible()


def test_a_new_copy_outside_ends_the_reminder(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "工作区"
    with Workspace.create(folder) as workspace:
        operations.set_school(workspace, name="实验小学")
    _age(folder, 3)
    assert not start(folder).main.notice.isVisible()


def test_the_page_is_reached_by_the_menu_and_by_keys(filled: Driver) -> None:
    filled.main.actions.safety.trigger()
    dialog = filled.main.dialogs.current
    assert isinstance(dialog, SafetyDialog)
    assert dialog.save.hasFocus() or dialog.save.isDefault() or dialog.focusWidget() is dialog.save
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    filled.until(lambda: not dialog.isVisible())
