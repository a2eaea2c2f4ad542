from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.models.values import Progress, Verdict
from desktop_app.views.places import Place
from desktop_app.views.table.cell_editors import CellLine
from desktop_app.views.table.columns import Column
from tests.views.driving import LEFT, NO_KEYS, Driver
from tests.views.papers import write_evidence

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def test_the_first_point_is_chosen_and_points_are_closed(filled: Driver) -> None:
    main = filled.main
    assert main.work.panel.item_id == filled.item("开好思政课").id
    model, tree = main.work.model, main.work.tree
    assert tree.isExpanded(model.index_of(filled.item("落实立德树人").id))
    assert not tree.isExpanded(model.index_of(filled.item("开好思政课").id))


def test_space_ticks_all_chosen_rows_as_the_current_one(filled: Driver) -> None:
    filled.go_to("开好思政课")
    filled.key(Qt.Key.Key_Down, SHIFT)
    filled.key(Qt.Key.Key_Space)
    progress = [
        filled.main.desk.tree.progress(filled.item(title).id) for title in ("开好思政课", "办好劳动教育")
    ]
    assert progress == [Progress.DONE, Progress.DONE]
    assert filled.main.desk.undo_name
    filled.key(Qt.Key.Key_Space)
    assert filled.main.desk.tree.progress(filled.item("开好思政课").id) is Progress.NOT_STARTED


def test_a_click_on_a_sign_of_several_ticks_them_all(filled: Driver) -> None:
    filled.choose("加强校园安全", "规范食堂管理")
    filled.click_sign("规范食堂管理", CONTROL)
    assert filled.main.desk.census.count(Place.DONE) in (1, 2)
    filled.main.actions.undo.trigger()
    filled.go_to("规范食堂管理")
    filled.click_sign("规范食堂管理")
    assert filled.main.desk.census.count(Place.DONE) == 1


def test_a_click_beside_the_sign_only_chooses(filled: Driver) -> None:
    tree = filled.main.work.tree
    QTest.mouseClick(tree.viewport(), LEFT, NO_KEYS, filled.place_of("规范食堂管理"))
    assert filled.main.work.panel.item_id == filled.item("规范食堂管理").id
    assert filled.main.desk.census.count(Place.DONE) == 0


def test_f2_edits_the_title_in_place(filled: Driver) -> None:
    filled.go_to("开好思政课")
    filled.key(Qt.Key.Key_F2)
    (editor,) = filled.main.work.tree.viewport().findChildren(CellLine)
    assert editor.text() == "开好思政课"
    editor.setText("上好每一堂思政课")
    QTest.keyClick(editor, Qt.Key.Key_Return)
    filled.until(lambda: filled.main.desk.undo_name and "修改" in filled.main.desk.undo_name)
    row = filled.stored("上好每一堂思政课")
    assert row.source_title == "开好思政课"
    assert filled.main.work.tree.current_item() == filled.item("办好劳动教育").id  # Enter goes on below
    filled.key(Qt.Key.Key_Up)
    assert filled.main.work.panel.title.text() == "1. 上好每一堂思政课"


def test_files_dropped_between_rows_go_nowhere(filled: Driver, tmp_path: Path) -> None:
    tree = filled.main.work.tree
    place = tree.viewport().rect().bottomLeft()
    assert tree.indexAt(place).isValid() is False
    assert filled.drop(tree.viewport(), write_evidence(tmp_path, "照片.jpg"), place) is False


def test_one_tick_draws_no_row_that_did_not_change(filled: Driver) -> None:
    model = filled.main.work.model
    told: list[str] = []
    resets: list[bool] = []
    model.dataChanged.connect(lambda first, *_more: told.append(model.key(first)))
    model.modelReset.connect(lambda: resets.append(True))
    measure = filled.item("每学期组织2次集体备课")
    filled.main.desk.tick([measure.id], True)
    above = [measure.id, *filled.main.desk.tree.ancestors(measure.id)]
    assert sorted(told) == sorted(above)
    assert resets == []


def test_what_was_open_stays_open_through_a_search(filled: Driver) -> None:
    work = filled.main.work
    point = filled.item("办好劳动教育")
    work.tree.setExpanded(work.model.index_of(point.id), True)
    section = filled.item("加强德育工作")
    work.tree.setExpanded(work.model.index_of(section.id), False)
    filled.main.bar.search.setText("食堂")
    filled.main.bar.search.clear()
    assert work.tree.isExpanded(work.model.index_of(point.id))
    assert not work.tree.isExpanded(work.model.index_of(section.id))


def test_closing_and_opening_all_points(filled: Driver) -> None:
    work, actions = filled.main.work, filled.main.actions
    index = work.model.index_of(filled.item("办好劳动教育").id)
    actions.open_all.trigger()
    assert work.tree.isExpanded(index)
    actions.close_points.trigger()
    assert not work.tree.isExpanded(work.model.index_of(filled.item("办好劳动教育").id))
    assert work.tree.isExpanded(work.model.index_of(filled.item("加强德育工作").id))


def test_a_view_keeps_a_row_until_it_is_chosen_again(filled: Driver) -> None:
    work = filled.main.work
    filled.go_to("规范食堂管理")
    filled.key(Qt.Key.Key_Space)
    filled.main.actions.places[Place.DONE].trigger()
    filled.key(Qt.Key.Key_Space)
    assert "规范食堂管理" in filled.shown()
    filled.main.actions.places[Place.DONE].trigger()
    assert "规范食堂管理" not in filled.shown()
    assert work.empty_words.text() == "还没有已完成的要点"


def test_undo_shows_where_it_happened_even_out_of_view(filled: Driver) -> None:
    filled.go_to("规范食堂管理")
    filled.key(Qt.Key.Key_Space)
    filled.main.bar.search.setText("思政")
    filled.main.actions.undo.trigger()
    assert filled.main.work.tree.chosen() == [filled.item("规范食堂管理").id]
    assert filled.main.status.message.text().startswith("已撤销：")


def test_the_menu_sets_verdict_and_progress_of_all_chosen(filled: Driver) -> None:
    filled.choose("加强校园安全", "规范食堂管理")
    filled.main.actions.verdicts[Verdict.MOSTLY_ACHIEVED].trigger()
    filled.main.actions.progress[Progress.UNDER_WAY].trigger()
    for title in ("加强校园安全", "规范食堂管理"):
        assert filled.stored(title).verdict is Verdict.MOSTLY_ACHIEVED
        assert filled.main.desk.tree.progress(filled.item(title).id) is Progress.UNDER_WAY
    filled.main.actions.verdicts[None].trigger()
    assert filled.stored("规范食堂管理").verdict is None


def test_it_can_be_drawn_in_both_schemes(filled: Driver, qapp: QApplication) -> None:
    filled.main.actions.verdicts[Verdict.NOT_ACHIEVED].trigger()
    theme, tree = filled.program.theme, filled.main.work.tree
    light = tree.grab().toImage()
    theme.use(True)
    dark = tree.grab().toImage()
    theme.use(False)
    assert light.pixelColor(5, 5).lightness() > 200
    assert dark.pixelColor(5, 5).lightness() < 60
    assert tree.columnWidth(Column.TITLE) > 200
