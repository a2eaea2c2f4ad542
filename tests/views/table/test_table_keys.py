"""The cells of the table under real keys: going from cell to cell, editing in place, what cannot be stored."""

from datetime import date

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.models import queries
from desktop_app.models.values import Progress, Verdict
from desktop_app.views.table.cell_editors import CellChoice, CellDay, CellLine
from desktop_app.views.table.columns import Column
from tests.views.driving import LEFT, NO_KEYS, Driver

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key


def at(window: Driver, title: str, column: Column) -> None:
    """Make a cell the current one."""
    tree = window.main.work.tree
    tree.choose([window.item(title).id], column)
    window.main.frame.activateWindow()
    tree.setFocus()
    window.until(tree.hasFocus)


def editor(window: Driver) -> CellLine | CellChoice:
    """Return the one editor that is open."""
    viewport = window.main.work.tree.viewport()
    children: list[QWidget] = viewport.findChildren(
        QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
    )
    (found,) = [one for one in children if isinstance(one, CellLine | CellChoice) and one.isVisible()]
    return found


def no_editor(window: Driver) -> bool:
    viewport = window.main.work.tree.viewport()
    return not [
        one
        for one in viewport.findChildren(QWidget)
        if isinstance(one, CellLine | CellChoice) and one.isVisible()
    ]


def put(window: Driver, words: str) -> CellLine:
    """Type words that come from an input method, in place of what stands in the editor."""
    line = editor(window)
    assert isinstance(line, CellLine)
    line.selectAll()
    line.insert(words)
    line.textEdited.emit(line.text())
    return line


def cell(window: Driver) -> tuple[str, Column]:
    tree = window.main.work.tree
    row = window.main.desk.tree[tree.current_item()]
    return row.title or row.text, tree.current_column()


def test_arrows_open_the_tree_and_go_from_cell_to_cell(filled: Driver) -> None:
    tree = filled.main.work.tree
    at(filled, "开好思政课", Column.TITLE)
    filled.key(Key.Key_Right)
    assert tree.isExpanded(tree.currentIndex())
    filled.key(Key.Key_Right)
    assert cell(filled) == ("开好思政课", Column.PROGRESS)
    filled.key(Key.Key_Right)
    assert cell(filled) == ("开好思政课", Column.VERDICT)
    filled.key(Key.Key_Down)
    assert cell(filled) == ("每学期组织2次集体备课", Column.VERDICT)
    filled.key(Key.Key_Left)
    filled.key(Key.Key_Left)
    assert cell(filled)[1] is Column.TITLE
    filled.key(Key.Key_Left)
    assert cell(filled) == ("开好思政课", Column.TITLE)
    filled.key(Key.Key_Left)
    assert not tree.isExpanded(tree.currentIndex())


def test_tab_goes_through_a_row_and_then_out_of_the_table(filled: Driver) -> None:
    tree = filled.main.work.tree
    at(filled, "开好思政课", Column.TITLE)
    for column in (Column.PROGRESS, Column.VERDICT, Column.LEAD, Column.DUE, Column.EVIDENCE):
        filled.key(Key.Key_Tab)
        assert cell(filled) == ("开好思政课", column)
    filled.key(Key.Key_Tab)
    assert not tree.hasFocus()
    tree.setFocus()
    filled.key(Key.Key_Backtab, SHIFT)
    assert cell(filled)[1] is Column.DUE


def test_enter_edits_stores_and_goes_on_below(filled: Driver) -> None:
    at(filled, "开好思政课", Column.LEAD)
    filled.key(Key.Key_Return)
    QTest.keyClick(put(filled, "德育处"), Key.Key_Return)
    assert filled.stored("开好思政课").lead == "德育处"
    assert cell(filled) == ("办好劳动教育", Column.LEAD)
    assert no_editor(filled)
    assert filled.main.work.tree.hasFocus()
    filled.key(Key.Key_F2)
    QTest.keyClick(put(filled, "总务处"), Key.Key_Tab)
    assert filled.stored("办好劳动教育").lead == "总务处"
    assert cell(filled) == ("办好劳动教育", Column.DUE)


def test_typing_begins_in_an_empty_line_and_esc_gives_up(filled: Driver) -> None:
    filled.main.desk.set_fields([filled.item("开好思政课").id], {"lead": "德育处"})
    at(filled, "开好思政课", Column.LEAD)
    filled.key(Key.Key_A)
    line = editor(filled)
    assert isinstance(line, CellLine)
    assert line.text() == "a"
    QTest.keyClick(line, Key.Key_Escape)
    assert no_editor(filled)
    assert filled.stored("开好思政课").lead == "德育处"


def test_control_enter_stores_in_all_chosen_rows_at_once(filled: Driver) -> None:
    titles = ("开好思政课", "办好劳动教育", "规范食堂管理")
    filled.choose(*titles)
    at_first = filled.main.work.tree
    at_first.edit_column(Column.LEAD)
    QTest.keyClick(put(filled, "德育处"), Key.Key_Return, CONTROL)
    assert [filled.stored(title).lead for title in titles] == ["德育处"] * 3
    assert set(at_first.chosen()) == {filled.item(title).id for title in titles}
    filled.main.actions.undo.trigger()
    assert [filled.stored(title).lead for title in titles] == [""] * 3


@pytest.mark.parametrize(("key", "progress"), [(Key.Key_2, Progress.UNDER_WAY), (Key.Key_Y, Progress.DONE)])
def test_one_key_sets_progress(filled: Driver, key: Qt.Key, progress: Progress) -> None:
    at(filled, "规范食堂管理", Column.PROGRESS)
    filled.key(key)
    assert filled.main.desk.tree.progress(filled.item("规范食堂管理").id) is progress
    assert no_editor(filled)
    assert filled.main.work.tree.hasFocus()


def test_a_verdict_from_the_list_by_arrows_and_by_a_click(filled: Driver) -> None:
    at(filled, "规范食堂管理", Column.VERDICT)
    filled.key(Key.Key_Return)
    choice = editor(filled)
    assert isinstance(choice, CellChoice)
    assert choice.height() >= choice.height_of_list() - 2
    QTest.keyClick(choice.list, Key.Key_Down)
    QTest.keyClick(choice.list, Key.Key_Return)
    assert filled.stored("规范食堂管理").verdict is Verdict.MOSTLY_ACHIEVED
    at(filled, "规范食堂管理", Column.VERDICT)
    filled.key(Key.Key_F2)
    choice = editor(filled)
    assert isinstance(choice, CellChoice)
    assert choice.list.currentRow() == 1
    rect = choice.list.visualItemRect(choice.list.item(2))
    QTest.mouseClick(choice.list.viewport(), LEFT, NO_KEYS, rect.center())
    assert filled.stored("规范食堂管理").verdict is Verdict.NOT_ACHIEVED


def test_what_does_not_apply_asks_for_its_reason_in_place(filled: Driver) -> None:
    at(filled, "规范食堂管理", Column.VERDICT)
    filled.key(Key.Key_4)
    choice = editor(filled)
    assert isinstance(choice, CellChoice)
    assert choice.asks_reason
    QTest.keyClick(choice.reason_line, Key.Key_Return)
    assert "理由" in filled.main.notice.words.text()
    assert filled.stored("规范食堂管理").verdict is None
    choice.reason_line.setText("学校没有食堂")
    QTest.keyClick(choice.reason_line, Key.Key_Return)
    row = filled.stored("规范食堂管理")
    assert (row.verdict, row.verdict_reason) == (Verdict.NOT_APPLICABLE, "学校没有食堂")
    assert not filled.main.notice.isVisible()
    assert filled.main.desk.undo_name is not None
    filled.main.actions.undo.trigger()
    assert filled.stored("规范食堂管理").verdict_reason == ""


def test_a_day_is_typed_as_people_say_it(filled: Driver) -> None:
    at(filled, "规范食堂管理", Column.DUE)
    filled.key(Key.Key_Return)
    QTest.keyClick(put(filled, "6月30日"), Key.Key_Return)
    assert filled.stored("规范食堂管理").due == date(2026, 6, 30)


def test_a_day_is_picked_from_the_calendar(filled: Driver) -> None:
    at(filled, "规范食堂管理", Column.DUE)
    filled.key(Key.Key_Return)
    line = editor(filled)
    assert isinstance(line, CellDay)
    QTest.keyClick(line, Key.Key_Down, ALT)
    assert line.menu is not None
    assert line.menu.isVisible()
    line.menu.calendar.clicked.emit(line.menu.calendar.selectedDate().addDays(1))
    assert filled.stored("规范食堂管理").due is not None
    assert no_editor(filled)


def test_a_wrong_day_stays_to_be_mended(filled: Driver) -> None:
    at(filled, "规范食堂管理", Column.DUE)
    filled.key(Key.Key_Return)
    line = put(filled, "13月40日")
    QTest.keyClick(line, Key.Key_Return)
    assert "13月40日" in filled.main.notice.words.text()
    assert editor(filled) is line
    other = filled.place_of("加强校园安全")
    QTest.mouseClick(filled.main.work.tree.viewport(), LEFT, NO_KEYS, other)
    filled.until(lambda: filled.main.work.tree.current_item() == filled.item("规范食堂管理").id)
    assert editor(filled) is line
    assert line.text() == "13月40日"
    line.setText("12月4日")
    QTest.keyClick(line, Key.Key_Return)
    assert filled.stored("规范食堂管理").due == date(2026, 12, 4)
    assert not filled.main.notice.isVisible()


def test_a_score_above_the_full_one_is_refused_and_kept(filled: Driver) -> None:
    filled.main.work.tree.columns.actions_of[Column.SCORE].setChecked(True)
    filled.main.desk.set_fields([filled.item("规范食堂管理").id], {"full_score": 5.0})
    at(filled, "规范食堂管理", Column.SCORE)
    filled.key(Key.Key_8)
    line = editor(filled)
    QTest.keyClick(line, Key.Key_Return)
    assert "超过了分值" in filled.main.notice.words.text()
    assert editor(filled) is line
    QTest.keyClick(line, Key.Key_Escape)
    assert no_editor(filled)
    assert filled.stored("规范食堂管理").score is None
    filled.key(Key.Key_4)
    QTest.keyClick(editor(filled), Key.Key_Return)
    assert filled.stored("规范食堂管理").score == 4.0


def test_a_click_elsewhere_stores_what_was_typed(filled: Driver) -> None:
    at(filled, "规范食堂管理", Column.LEAD)
    filled.key(Key.Key_Return)
    put(filled, "总务处")
    QTest.mouseClick(filled.main.work.tree.viewport(), LEFT, NO_KEYS, filled.place_of("加强校园安全"))
    assert filled.stored("规范食堂管理").lead == "总务处"
    assert no_editor(filled)
    assert filled.main.work.tree.current_item() == filled.item("加强校园安全").id


def test_a_double_click_edits(filled: Driver) -> None:
    place = filled.place_of("规范食堂管理")
    viewport = filled.main.work.tree.viewport()
    QTest.mouseClick(viewport, LEFT, NO_KEYS, place)
    QTest.mouseDClick(viewport, LEFT, NO_KEYS, place)
    assert isinstance(editor(filled), CellLine)
    QTest.keyClick(editor(filled), Key.Key_Escape)


def test_names_in_use_are_offered(filled: Driver) -> None:
    filled.main.desk.set_fields([filled.item("开好思政课").id], {"lead": "德育处"})
    at(filled, "规范食堂管理", Column.LEAD)
    filled.key(Key.Key_Return)
    line = put(filled, "德")
    filled.until(lambda: line.offering)
    popup = QApplication.activePopupWidget()
    assert popup is not None
    QTest.keyClick(popup, Key.Key_Down)
    QTest.keyClick(popup, Key.Key_Return)
    filled.until(lambda: filled.stored("规范食堂管理").lead == "德育处")


def test_delete_empties_a_cell_and_deletes_a_row(filled: Driver) -> None:
    filled.main.desk.set_fields([filled.item("规范食堂管理").id], {"lead": "总务处"})
    at(filled, "规范食堂管理", Column.LEAD)
    filled.key(Key.Key_Delete)
    assert filled.stored("规范食堂管理").lead == ""
    filled.choose("开好思政课", "办好劳动教育")
    at_title = filled.main.work.tree
    at_title.setFocus()
    at_title.step(-at_title.columns.shown().index(at_title.current_column()), 0)
    filled.key(Key.Key_Delete)
    assert filled.main.notice.words.text() == "已删除 2 项"
    assert not any(title.startswith(("开好", "办好")) for title in filled.shown())
    assert at_title.current_item() == filled.item("落实立德树人").id
    filled.click(filled.main.notice.first)
    assert "开好思政课" in filled.shown()
    assert not filled.main.notice.isVisible()


def test_nothing_is_edited_where_one_may_only_look(filled: Driver) -> None:
    work = filled.main.work
    work.model.show(filled.main.desk.tree, editable=False)
    at(filled, "规范食堂管理", Column.LEAD)
    filled.key(Key.Key_Return)
    filled.key(Key.Key_A)
    assert no_editor(filled)
    assert work.tree.visualRect(work.tree.currentIndex()).contains(QPoint(0, 0)) is False


def test_what_is_typed_in_a_cell_is_stored_when_the_window_closes(filled: Driver) -> None:
    workspace = filled.main.desk.workspace
    at(filled, "规范食堂管理", Column.LEAD)
    filled.key(Key.Key_Return)
    put(filled, "总务处")
    row = filled.item("规范食堂管理")
    filled.program.frame.close()
    assert queries.rows(workspace, [row.id])[0].lead == "总务处"


def test_undo_while_a_cell_is_edited_takes_back_what_was_typed(filled: Driver) -> None:
    filled.main.desk.tick([filled.item("加强校园安全").id], True)
    at(filled, "规范食堂管理", Column.LEAD)
    filled.key(Key.Key_Return)
    put(filled, "总务处")
    filled.main.actions.undo.trigger()
    assert filled.stored("规范食堂管理").lead == ""
    assert filled.main.desk.tree.progress(filled.item("加强校园安全").id) is Progress.DONE
    filled.main.actions.redo.trigger()
    assert filled.stored("规范食堂管理").lead == "总务处"
