"""What the foot says of the words typed is true at each moment: stored, about to be, or not."""

import sqlite3
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMessageBox

from desktop_app.models import queries
from desktop_app.views.office.school_dialog import SchoolDialog
from desktop_app.views.table.cell_editors import CellLine
from desktop_app.views.table.columns import Column
from tests.views.driving import Driver
from tests.views.safekeeping.test_trouble import driver_of

SAVED, TYPING, REFUSED = "全部改动已保存", "正在填写，会自动保存", "有内容没有保存"
FULL = "磁盘空间不足，这一步没有保存，之前的内容都在。请清理磁盘后再试。"
LONG = "很长的一段" * 2000


def foot(driver: Driver) -> str:
    """Return what the foot says of the words typed."""
    status = driver.main.status
    assert status.saved.isVisible() != status.unsaved.isVisible()
    return status.unsaved.text() if status.unsaved.isVisible() else status.saved.text()


@pytest.fixture
def fill_disk(filled: Driver) -> Iterator[Callable[[bool], None]]:
    """Return what fills the disk, or makes room on it again, as the tables find it."""
    workspace = filled.main.desk.workspace
    drivers: list[sqlite3.Connection] = []

    def fill(full: bool) -> None:
        drivers.append(driver_of(workspace))
        pages = drivers[-1].execute("PRAGMA page_count").fetchone()[0]
        drivers[-1].execute(f"PRAGMA max_page_count={pages if full else 1000000}")

    yield fill
    fill(False)


def test_every_field_tells_at_the_foot_what_is_not_stored_yet(filled: Driver) -> None:
    main = filled.main
    panel, tree = main.work.panel, main.work.tree
    filled.go_to("开好思政课")
    assert foot(filled) == SAVED
    for field in (panel.narrative, panel.problem, panel.people.lines["person"], panel.score.lines["weight"]):
        filled.type_into(field, "1")
        assert foot(filled) == TYPING
        panel.flush()
        assert foot(filled) == SAVED
    filled.type_into(panel.score.lines["full_score"], "8.0")
    panel.flush()
    filled.type_into(panel.score.lines["full_score"], ".0")  # the same number
    assert foot(filled) == TYPING
    panel.flush()
    assert (foot(filled), panel.score.lines["full_score"].text()) == (SAVED, "8")
    tree.setCurrentIndex(main.work.model.index_of(filled.item("开好思政课").id, Column.LEAD))
    tree.edit(tree.currentIndex())
    editor = tree.findChild(CellLine)
    assert editor is not None
    filled.type_into(editor, "德育处")
    assert foot(filled) == TYPING
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    filled.until(lambda: foot(filled) == SAVED)
    main.table.actions.add.trigger()
    filled.type_into(main.table.new_line, "新的一条")
    assert foot(filled) == TYPING
    QTest.keyClick(main.table.new_line, Qt.Key.Key_Return)
    assert foot(filled) == SAVED
    main.reports.open()
    filled.type_into(main.reports.page.texts.edits["overall"], "完成得好")
    assert foot(filled) == TYPING
    main.reports.close()
    assert foot(filled) == SAVED
    assert main.desk.opened is not None
    assert main.desk.opened.overall == "完成得好"


def test_what_a_full_disk_refused_is_said_is_kept_and_is_stored_once_there_is_room(
    filled: Driver, fill_disk: Callable[[bool], None]
) -> None:
    main, workspace = filled.main, filled.main.desk.workspace
    panel, notice = main.work.panel, main.notice
    main.saving._again.setInterval(50)
    first, second = filled.item("开好思政课"), filled.item("规范食堂管理")
    filled.go_to("开好思政课")
    fill_disk(True)
    panel.people.lines["person"].setText("王" * 100)
    panel.narrative.setPlainText(LONG)
    panel.flush()
    assert foot(filled) == REFUSED
    panel.narrative.commit()  # as its timer does while one types on
    assert notice.words.text() == f"{FULL}没有保存的还在窗口里，一能保存就会自动存好。"
    assert notice.first.isVisible()
    filled.go_to("规范食堂管理")
    assert (panel.narrative.toPlainText(), foot(filled)) == ("", REFUSED)
    filled.click(notice.close_button)
    panel.problem.setPlainText(LONG)
    panel.problem.commit()
    filled.bot.wait(150)  # tried again meanwhile, without saying so anew
    assert not notice.isVisible()
    panel.problem.setPlainText("")
    filled.click(main.status.unsaved)
    assert main.work.tree.current_item() == first.id
    assert panel.narrative.toPlainText() == LONG
    assert notice.says(FULL)
    main.work.reveal([second.id])
    fill_disk(False)
    filled.until(lambda: foot(filled) == SAVED)
    assert not notice.isVisible()
    row = queries.rows(workspace, [first.id])[0]
    assert row.narrative == LONG
    assert row.person in ("王" * 100, "")


def test_a_day_that_was_refused_is_stored_as_the_day_it_names(filled: Driver) -> None:
    main, workspace = filled.main, filled.main.desk.workspace
    row = filled.go_to("开好思政课")
    workspace.read_only = True
    for words in ("下周三", "6月30日"):
        main.work.panel.people.due.setText(words)
        filled.go_to("规范食堂管理")
        assert foot(filled) == REFUSED
        filled.go_to("开好思政课")
    filled.go_to("规范食堂管理")
    workspace.read_only = False
    main.saving.try_again()
    assert queries.rows(workspace, [row.id])[0].due == date(main.desk.year, 6, 30)
    assert foot(filled) == SAVED


def test_words_wait_for_the_disk_beside_what_no_disk_would_take(
    filled: Driver, fill_disk: Callable[[bool], None]
) -> None:
    main, panel = filled.main, filled.main.work.panel
    main.saving._again.setInterval(50)
    row = filled.go_to("开好思政课")
    fill_disk(True)
    panel.narrative.setPlainText(LONG)
    panel.score.lines["score"].setText("很多")
    panel.flush()
    assert "“自评得分”不能是" in main.notice.words.text()
    filled.click(main.notice.close_button)
    filled.bot.wait(150)  # both are tried again meanwhile, without saying so anew
    assert not main.notice.isVisible()
    fill_disk(False)
    filled.until(lambda: queries.rows(main.desk.workspace, [row.id])[0].narrative == LONG)
    assert foot(filled) == REFUSED
    panel.score.lines["score"].setText("")
    panel.flush()
    assert foot(filled) == SAVED


def test_words_on_any_page_are_stored_or_asked_about_before_the_window_closes(
    filled: Driver, fill_disk: Callable[[bool], None]
) -> None:
    main, frame = filled.main, filled.program.frame
    main.reports.open()
    fill_disk(True)
    main.reports.page.texts.edits["overall"].setPlainText(LONG)
    frame.close()
    assert frame.isVisible()
    assert isinstance(main.dialogs.current, QMessageBox)
    assert FULL in main.dialogs.current.text()
    fill_disk(False)
    frame.close()
    assert not frame.isVisible()
    assert queries.checklists(main.desk.workspace)[0].overall == LONG


def test_the_question_at_the_close_goes_once_the_words_are_stored_behind_it(
    filled: Driver, fill_disk: Callable[[bool], None]
) -> None:
    main, frame = filled.main, filled.program.frame
    main.saving._again.setInterval(50)
    filled.go_to("开好思政课")
    fill_disk(True)
    main.work.panel.narrative.setPlainText(LONG)
    frame.close()
    assert isinstance(main.dialogs.current, QMessageBox)
    fill_disk(False)
    filled.until(lambda: main.dialogs.current is None)
    assert frame.isVisible()
    assert filled.item("开好思政课").narrative == LONG


def test_words_that_cannot_go_along_to_another_place_are_asked_about_and_then_it_opens_there(
    filled: Driver, fill_disk: Callable[[bool], None], tmp_path: Path
) -> None:
    main, moved = filled.main, tmp_path / "别处"
    filled.go_to("开好思政课")
    fill_disk(True)
    main.work.panel.narrative.setPlainText(LONG)
    main.work.panel.flush()
    keeper = main.desk.workspace._keeper
    assert keeper is not None
    keeper._wait()  # the day's first backup
    assert foot(filled) == REFUSED
    main.safekeeping.copying.move_to(moved)
    filled.until(lambda: isinstance(main.dialogs.current, QMessageBox))
    box = main.dialogs.current
    assert isinstance(box, QMessageBox)
    assert "把它复制到记事本里" in box.text()
    next(button for button in box.buttons() if button.text() == "放弃这些内容并关闭").click()
    filled.until(lambda: filled.program.main is not None and filled.program.main is not main)
    assert filled.main.desk.workspace.folder == moved
    assert "已移到" in filled.main.notice.words.text()


def test_a_step_that_a_full_disk_refused_is_said_to_be_done_again_beside_words_that_wait(
    filled: Driver, fill_disk: Callable[[bool], None]
) -> None:
    main, notice = filled.main, filled.main.notice
    main.saving._again.setInterval(50)
    main.work.panel.setFocus()
    filled.go_to("开好思政课")
    fill_disk(True)
    main.desk.rename_checklist(main.desk.checklists[0].id, "名" * 4000)
    filled.until(lambda: notice.words.text() == f"{FULL}之前填写的都已保存，这一步请再做一次。")
    assert foot(filled) == SAVED
    main.work.panel.narrative.setPlainText(LONG)
    main.work.panel.flush()
    assert foot(filled) == REFUSED
    kept = "这一步没有做成，要再做一次；填写的内容还在窗口里，一能保存就会自动存好。"
    assert notice.words.text() == FULL + kept
    filled.bot.wait(100)  # tried again meanwhile
    assert notice.words.text() == FULL + kept
    fill_disk(False)
    filled.until(lambda: foot(filled) == SAVED)
    assert notice.words.text() == "填写的内容都已保存。刚才有一步没有做成，请再做一次。"


def test_the_red_line_goes_with_the_first_thing_stored_after_it(
    filled: Driver, fill_disk: Callable[[bool], None]
) -> None:
    main = filled.main
    fill_disk(True)
    main.desk.rename_checklist(main.desk.checklists[0].id, "名" * 150)
    main.desk.set_fields([filled.item("开好思政课").id], {"narrative": LONG})
    assert main.notice.says(FULL)
    assert foot(filled) == SAVED  # nothing waits: what was typed is not in a field
    fill_disk(False)
    filled.click_sign("规范食堂管理")
    assert not main.notice.isVisible()


def test_a_dialog_whose_words_were_refused_stays_with_them(filled: Driver) -> None:
    main = filled.main
    main.office.edit_school()
    dialog = main.dialogs.current
    assert isinstance(dialog, SchoolDialog)
    dialog.lines["name"].setText("实验小学")
    assert foot(filled) == "正在填写……"
    main.desk.workspace.read_only = True
    dialog.save.click()
    assert dialog.isVisible()
    assert "没有改动" in dialog.refusal.text()
    main.desk.workspace.read_only = False
    dialog.save.click()
    assert main.dialogs.current is not dialog or not dialog.isVisible()
    assert main.desk.school().name == "实验小学"
    filled.until(lambda: foot(filled) == SAVED)


def test_long_typing_is_stored_often_and_is_one_step_back(filled: Driver) -> None:
    main = filled.main
    panel, row = main.work.panel, filled.go_to("开好思政课")
    before = main.desk.undo_name
    for words in ("全年开课", "三十六节，", "每月一次教研。"):
        filled.type_into(panel.narrative, words)
        panel.narrative.commit()  # as its timer does every three seconds
    told = [one for one in queries.history(main.desk.workspace, row.id) if one.changes]
    assert [one.changes[0].after for one in told] == ["全年开课三十六节，每月一次教研。"]
    main.actions.undo.trigger()
    assert (panel.narrative.toPlainText(), main.desk.undo_name) == ("", before)
    main.actions.redo.trigger()
    assert panel.narrative.toPlainText() == "全年开课三十六节，每月一次教研。"
    filled.type_into(panel.narrative, "完")  # where one was, not before all of it
    assert panel.narrative.toPlainText() == "全年开课三十六节，每月一次教研。完"


def test_undo_takes_back_what_is_being_typed_into_the_report_too(filled: Driver) -> None:
    main = filled.main
    main.reports.open()
    overall = main.reports.page.texts.edits["overall"]
    for words in ("全年开课", "三十六节"):
        overall.commit()  # as its timer does; the last words were typed since
        filled.type_into(overall, words)
    main.actions.undo.trigger()
    assert (overall.toPlainText(), overall.dirty) == ("", False)
    main.actions.redo.trigger()
    assert overall.toPlainText() == "全年开课三十六节"
