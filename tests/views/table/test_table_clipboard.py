"""Columns and blocks from Excel in the table, rows copied to it, and filling down."""

from itertools import pairwise

from PySide6.QtCore import Qt

from desktop_app.models.values import Level, Progress, Verdict
from desktop_app.views.table.columns import Column
from tests.views.driving import Driver
from tests.views.table.test_table_keys import at
from tests.views.table.test_table_work import CONTROL, POINTS, choose, clip

Key = Qt.Key


def test_a_column_from_excel_goes_down_the_points(filled: Driver) -> None:
    clip("德育处\r\n\r\n总务处\r\n教导处\r\n")
    at(filled, "开好思政课", Column.LEAD)
    filled.key(Key.Key_V, CONTROL)
    assert [filled.stored(title).lead for title in POINTS] == ["德育处", "", "总务处", "教导处", ""]
    assert filled.main.notice.words.text() == "已填入 3 行"
    filled.click(filled.main.notice.first)
    assert [filled.stored(title).lead for title in POINTS] == [""] * 5


def test_a_block_fills_the_columns_as_they_are_shown(filled: Driver) -> None:
    clip("已完成\t达成\t德育处\t6月30日\n进行中\t\t总务处\t")
    at(filled, "加强校园安全", Column.PROGRESS)
    filled.key(Key.Key_V, CONTROL)
    first, second = filled.stored("加强校园安全"), filled.stored("规范食堂管理")
    assert (first.verdict, first.lead, str(first.due)) == (Verdict.ACHIEVED, "德育处", "2026-06-30")
    assert (second.verdict, second.lead, second.due) == (None, "总务处", None)
    assert filled.main.desk.tree.progress(second.id) is Progress.UNDER_WAY


def test_rows_copied_and_pasted_back_change_nothing(filled: Driver) -> None:
    columns = filled.main.work.tree.columns
    for column in (Column.FULL_SCORE, Column.SCORE):
        columns.actions_of[column].setChecked(True)
    first = filled.item("开好思政课").id
    filled.main.desk.set_fields([first], {"full_score": 8.0, "score": 7.0, "due": "2026-6-30"})
    before = list(filled.main.desk.tree.walk())
    choose(filled, Column.TITLE, "加强德育工作", "落实立德树人", "开好思政课")
    filled.key(Key.Key_C, CONTROL)
    filled.key(Key.Key_V, CONTROL)
    assert list(filled.main.desk.tree.walk()) == before


def test_more_lines_than_rows_are_said(filled: Driver) -> None:
    clip("一\n二\n三\n四")
    at(filled, "加强校园安全", Column.LEAD)
    filled.key(Key.Key_V, CONTROL)
    assert filled.main.notice.words.text() == "已填入 2 行；剪贴板里还有 2 行，下面没有条目可填"


def test_a_wrong_cell_pastes_nothing(filled: Driver) -> None:
    clip("6月30日\n六月底左右")
    at(filled, "加强校园安全", Column.DUE)
    filled.key(Key.Key_V, CONTROL)
    assert filled.stored("加强校园安全").due is None
    assert filled.main.notice.words.text().startswith("第 2 行")


def test_blank_lines_count_where_a_row_is_named_that_cannot_be(filled: Driver) -> None:
    clip("达成\n\n\n不适用")
    at(filled, "开好思政课", Column.VERDICT)
    filled.key(Key.Key_V, CONTROL)
    assert filled.main.notice.words.text().startswith("第 4 行")
    assert filled.stored("开好思政课").verdict is None


def test_one_value_goes_into_all_chosen_rows(filled: Driver) -> None:
    clip("德育处")
    choose(filled, Column.LEAD, "开好思政课", "规范食堂管理")
    filled.key(Key.Key_V, CONTROL)
    assert [filled.stored(title).lead for title in POINTS] == ["德育处", "", "", "", "德育处"]


def test_rows_are_copied_as_excel_takes_them(filled: Driver) -> None:
    filled.main.desk.set_fields([filled.item("开好思政课").id], {"lead": "德育处"})
    choose(filled, Column.LEAD, "开好思政课", "办好劳动教育")
    filled.key(Key.Key_C, CONTROL)
    assert clip() == "1. 开好思政课\t未开始\t\t德育处\t\t\n2. 办好劳动教育\t未开始\t\t\t\t"
    at(filled, "开好思政课", Column.LEAD)
    filled.key(Key.Key_C, CONTROL)
    assert clip() == "德育处"


def test_filling_down(filled: Driver) -> None:
    filled.main.desk.set_fields([filled.item("开好思政课").id], {"lead": "德育处"})
    choose(filled, Column.LEAD, "开好思政课", "办好劳动教育", "规范食堂管理")
    filled.key(Key.Key_D, CONTROL)
    assert [filled.stored(title).lead for title in POINTS] == ["德育处", "德育处", "", "", "德育处"]
    undo = filled.main.desk.undo_name
    assert undo is not None
    assert "2" in undo


def test_filling_down_passes_headings_over(filled: Driver) -> None:
    tree, desk = filled.main.desk.tree, filled.main.desk
    rows = list(tree.walk())
    places = [place for place, row in enumerate(rows) if row.level is Level.POINT]
    last, point = next(
        (rows[one], rows[other])
        for one, other in pairwise(places)
        if any(row.level is Level.SUBSECTION for row in rows[one:other])
    )
    heading = next(row for row in rows[: rows.index(point)][::-1] if row.level is Level.SUBSECTION)
    desk.set_fields([last.id], {"lead": "总务处"})
    desk.set_fields([heading.id, point.id], {"lead": "教导处"})
    at(filled, last.title, Column.LEAD)
    filled.main.work.tree.choose([last.id, heading.id, point.id], Column.LEAD)
    filled.key(Key.Key_D, CONTROL)
    assert [desk.tree[one.id].lead for one in (last, heading, point)] == ["总务处", "教导处", "总务处"]
    desk.undo()
    filled.main.work.tree.choose([point.id], Column.LEAD)
    filled.key(Key.Key_D, CONTROL)
    assert desk.tree[point.id].lead == "总务处"
    assert desk.tree[heading.id].lead == "教导处"


def test_one_row_takes_what_stands_above_it(filled: Driver) -> None:
    filled.main.desk.set_fields([filled.item("加强校园安全").id], {"lead": "总务处"})
    at(filled, "规范食堂管理", Column.LEAD)
    filled.key(Key.Key_D, CONTROL)
    assert filled.stored("规范食堂管理").lead == "总务处"
