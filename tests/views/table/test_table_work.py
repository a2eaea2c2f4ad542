"""Many rows at once, the clipboard, and the order of things, by real keys and mouse."""

from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.modeltest import ModelTester

from desktop_app.models import operations, queries
from desktop_app.models.values import Level
from desktop_app.views.table.columns import Column, Sorting
from desktop_app.views.table.each_dialog import EachDialog
from desktop_app.views.table.item_model import ITEMS
from desktop_app.views.table.split_dialog import SplitDialog
from tests.views.conftest import Start
from tests.views.driving import LEFT, NO_KEYS, Driver
from tests.views.papers import write_evidence
from tests.views.table.test_table_keys import at
from tests.views.trees import check

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key
POINTS = ("开好思政课", "办好劳动教育", "守护心理健康", "加强校园安全", "规范食堂管理")


def clip(words: str | None = None) -> str:
    if words is not None:
        QGuiApplication.clipboard().setText(words)
    return QGuiApplication.clipboard().text()


def choose(window: Driver, column: Column, *titles: str) -> None:
    at(window, titles[0], column)
    window.main.work.tree.choose([window.item(title).id for title in titles], column)


def children(window: Driver, title: str | None) -> list[str]:
    tree = window.main.desk.tree
    parent = window.item(title).id if title else None
    return [tree[key].title or tree[key].text for key in tree.children(parent)]


def drag(window: Driver, titles: list[str], place: QPoint) -> bool:
    """Drag rows to a place and let go; tell whether they were taken."""
    tree = window.main.work.tree
    model = window.main.work.model
    data: QMimeData = model.mimeData([model.index_of(window.item(title).id) for title in titles])
    assert data.hasFormat(ITEMS)
    action = Qt.DropAction.MoveAction
    enter = QDragEnterEvent(place, action, data, LEFT, NO_KEYS)
    move = QDragMoveEvent(place, action, data, LEFT, NO_KEYS)
    drop = QDropEvent(QPointF(place), action, data, LEFT, NO_KEYS)
    QApplication.sendEvent(tree.viewport(), enter)
    move.accept()
    QApplication.sendEvent(tree.viewport(), move)
    if move.isAccepted():
        QApplication.sendEvent(tree.viewport(), drop)
    return move.isAccepted()


def test_one_day_for_many_through_the_menu(filled: Driver) -> None:
    choose(filled, Column.TITLE, "开好思政课", "规范食堂管理")
    filled.main.table.actions.each[Column.DUE].trigger()
    dialog = filled.main.dialogs.current
    assert isinstance(dialog, EachDialog)
    dialog.line.setText("不知道")
    filled.click(dialog.fill)
    assert dialog.refusal.isVisible()
    dialog.line.setText("9月1日")
    QTest.keyClick(dialog.line, Key.Key_Return)
    assert str(filled.stored("规范食堂管理").due) == "2026-09-01"
    assert str(filled.stored("开好思政课").due) == "2026-09-01"


def test_tags_are_added_to_those_there(filled: Driver) -> None:
    filled.main.desk.set_fields([filled.item("开好思政课").id], {"tags": "重点"})
    choose(filled, Column.TITLE, "开好思政课", "规范食堂管理")
    filled.main.table.actions.each[Column.TAGS].trigger()
    dialog = filled.main.dialogs.current
    assert isinstance(dialog, EachDialog)
    dialog.line.setText("迎检 重点")
    QTest.keyClick(dialog.line, Key.Key_Return)
    assert filled.stored("开好思政课").tags == "重点、迎检"
    assert filled.stored("规范食堂管理").tags == "迎检、重点"


# Adding, and the order of things


def test_insert_adds_items_one_after_another(filled: Driver, qtmodeltester: ModelTester) -> None:
    check(qtmodeltester, filled.main.work.model)
    at(filled, "加强校园安全", Column.TITLE)
    filled.key(Key.Key_Insert)
    line = filled.main.table.new_line
    assert line.isVisible()
    line.setText("加强消防安全")
    QTest.keyClick(line, Key.Key_Return, CONTROL)
    line.setText("加强交通安全")
    QTest.keyClick(line, Key.Key_Return, CONTROL)
    assert line.isVisible()
    QTest.keyClick(line, Key.Key_Escape)
    assert children(filled, "守牢安全底线") == [
        "加强校园安全",
        "加强消防安全",
        "加强交通安全",
        "规范食堂管理",
    ]
    assert filled.main.work.tree.current_item() == filled.item("加强交通安全").id
    assert filled.item("加强消防安全").level is Level.POINT
    filled.main.actions.undo.trigger()
    assert "加强交通安全" not in filled.shown()


def test_shift_insert_adds_a_measure_and_leaving_keeps_it(filled: Driver) -> None:
    at(filled, "规范食堂管理", Column.TITLE)
    filled.key(Key.Key_Insert, SHIFT)
    line = filled.main.table.new_line
    line.setText("公示每周食谱")
    filled.main.work.tree.setFocus()
    filled.until(lambda: "公示每周食谱" in children(filled, "规范食堂管理"))
    assert filled.item("公示每周食谱").level is Level.MEASURE


def test_alt_arrows_move_rows_and_keep_what_is_chosen(filled: Driver, qtmodeltester: ModelTester) -> None:
    work = filled.main.work
    check(qtmodeltester, work.model)
    open_before = work.tree.opened()
    at(filled, "办好劳动教育", Column.LEAD)
    filled.key(Key.Key_Up, ALT)
    assert children(filled, "落实立德树人")[:2] == ["办好劳动教育", "开好思政课"]
    assert (work.tree.current_item(), work.tree.current_column()) == (
        filled.item("办好劳动教育").id,
        Column.LEAD,
    )
    assert work.tree.chosen() == [filled.item("办好劳动教育").id]
    assert work.tree.opened() == open_before
    filled.key(Key.Key_Down, ALT)
    assert children(filled, "落实立德树人")[:2] == ["开好思政课", "办好劳动教育"]


def test_alt_arrows_sideways_change_the_level(filled: Driver) -> None:
    at(filled, "办好劳动教育", Column.TITLE)
    filled.key(Key.Key_Right, ALT)
    assert "层级就太多了" in filled.main.notice.words.text()
    filled.key(Key.Key_Insert)
    filled.main.table.new_line.setText("开学第一课")
    QTest.keyClick(filled.main.table.new_line, Key.Key_Return)
    at(filled, "开学第一课", Column.TITLE)
    filled.key(Key.Key_Right, ALT)
    assert "开学第一课" in children(filled, "办好劳动教育")
    work = filled.main.work
    assert work.tree.current_item() == filled.item("开学第一课").id
    assert work.tree.visualRect(work.tree.currentIndex()).isValid()
    filled.key(Key.Key_Left, ALT)
    assert children(filled, "落实立德树人") == ["开好思政课", "办好劳动教育", "开学第一课"]


def test_rows_are_dragged_before_after_and_below_others(filled: Driver, qtmodeltester: ModelTester) -> None:
    work = filled.main.work
    check(qtmodeltester, work.model)

    def rect_of(title: str) -> tuple[QPoint, QPoint, QPoint]:
        rect = work.tree.visualRect(work.model.index_of(filled.item(title).id))
        return rect.topLeft() + QPoint(40, 2), rect.center(), rect.bottomLeft() + QPoint(40, -2)

    assert drag(filled, ["规范食堂管理"], rect_of("加强校园安全")[0])
    assert children(filled, "守牢安全底线") == ["规范食堂管理", "加强校园安全"]
    assert drag(filled, ["规范食堂管理"], rect_of("加强校园安全")[2])
    assert children(filled, "守牢安全底线") == ["加强校园安全", "规范食堂管理"]
    assert drag(filled, ["规范食堂管理"], rect_of("关心学生成长")[1])
    assert children(filled, "关心学生成长") == ["守护心理健康", "规范食堂管理"]
    assert drag(filled, ["规范食堂管理"], rect_of("关心学生成长")[2])
    assert children(filled, "关心学生成长") == ["规范食堂管理", "守护心理健康"]
    assert not drag(filled, ["加强德育工作"], rect_of("守护心理健康")[1])


def test_sorted_rows_are_not_moved(filled: Driver) -> None:
    filled.main.work.sort(Sorting(Column.LEAD))
    tree, model = filled.main.work.tree, filled.main.work.model
    place = tree.visualRect(model.index_of(filled.item("守护心理健康").id)).center()
    assert not drag(filled, ["规范食堂管理"], place)
    assert not filled.main.table.actions.up.isEnabled()


def test_joining_and_splitting(filled: Driver) -> None:
    at(filled, "办好劳动教育", Column.TITLE)
    filled.main.table.actions.join.trigger()
    assert "办好劳动教育" not in children(filled, "落实立德树人")
    filled.main.actions.undo.trigger()
    filled.main.desk.set_fields([filled.item("规范食堂管理").id], {"text": "落实陪餐制度。公示每周食谱。"})
    at(filled, "规范食堂管理", Column.TITLE)
    filled.main.table.actions.split.trigger()
    dialog = filled.main.dialogs.current
    assert isinstance(dialog, SplitDialog)
    assert dialog.edit.textCursor().position() == len("落实陪餐制度。")
    filled.click(dialog.split)
    assert children(filled, "守牢安全底线")[-1].startswith("公示每周食谱")


def test_numbers_anew_and_the_bureaus_again(filled: Driver) -> None:
    at(filled, "规范食堂管理", Column.TITLE)
    filled.key(Key.Key_Up, ALT)
    filled.main.table.actions.renumber.trigger()
    assert filled.item("规范食堂管理").number == "4"
    filled.main.table.actions.restore_numbers.trigger()
    assert filled.item("规范食堂管理").number == "5"


def test_the_menu_of_a_row_by_key_and_by_mouse(filled: Driver) -> None:
    at(filled, "规范食堂管理", Column.LEAD)
    tree = filled.main.work.tree
    filled.main.table.show_menu(tree.viewport().mapToGlobal(QPoint(10, 10)))
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    words = [action.text().partition("\t")[0] for action in menu.actions()]
    assert {"复制", "粘贴", "新增条目", "清空牵头部门", "上移", "合并到上一条"} <= set(words)
    menu.close()


# Columns


def test_columns_are_chosen_moved_and_remembered(filled: Driver) -> None:
    header = filled.main.work.tree.columns
    header.actions_of[Column.PERSON].setChecked(True)
    header.actions_of[Column.VERDICT].setChecked(False)
    header.moveSection(header.visualIndex(Column.PERSON), 1)
    header.resizeSection(Column.PERSON, 123)
    shown = header.shown()
    assert shown[:2] == [Column.TITLE, Column.PERSON]
    kept = header.layout_words()
    header.show_usual()
    assert Column.PERSON not in header.shown()
    header.restore(kept)
    assert header.shown() == shown
    assert header.sectionSize(Column.PERSON) == 123
    header.restore("no such thing")
    assert header.shown() == shown
    total = sum(header.sectionSize(column) for column in shown)
    assert total == header.viewport().width()


def test_a_click_on_the_header_sorts_and_the_third_shows_the_tree(filled: Driver) -> None:
    main = filled.main
    for title, lead in zip(POINTS, ("总务处", "", "德育处", "办公室", "德育处"), strict=True):
        main.desk.set_fields([filled.item(title).id], {"lead": lead})
    header = main.work.tree.columns
    place = QPoint(header.sectionViewportPosition(Column.LEAD) + 10, 10)
    whole = filled.shown()

    def points() -> list[str]:
        return [title for title in filled.shown() if title in POINTS]

    QTest.mouseClick(header.viewport(), LEFT, NO_KEYS, place)
    assert points() == ["加强校园安全", "守护心理健康", "规范食堂管理", "开好思政课", "办好劳动教育"]
    assert main.work.model.headerData(Column.LEAD, Qt.Orientation.Horizontal) == "牵头部门 ↑"
    assert "加强德育工作" not in filled.shown()
    QTest.mouseClick(header.viewport(), LEFT, NO_KEYS, place)
    assert points() == ["开好思政课", "守护心理健康", "规范食堂管理", "加强校园安全", "办好劳动教育"]
    QTest.mouseClick(header.viewport(), LEFT, NO_KEYS, place)
    assert filled.shown() == whole
    assert main.work.tree.isExpanded(main.work.model.index_of(filled.item("加强德育工作").id))


def test_deleting_the_last_of_several_goes_to_the_row_above(filled: Driver) -> None:
    tree = filled.main.work.tree
    at(filled, "规范食堂管理", Column.TITLE)
    filled.key(Key.Key_Delete)
    assert tree.current_item() == filled.item("加强校园安全").id
    assert not tree.isExpanded(tree.currentIndex())  # its measures stay closed


def test_files_copied_elsewhere_are_pasted_as_evidence(filled: Driver, tmp_path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in write_evidence(tmp_path, "照片.jpg")])
    QGuiApplication.clipboard().setMimeData(data)
    at(filled, "规范食堂管理", Column.LEAD)
    filled.key(Key.Key_V, CONTROL)
    filled.until(lambda: filled.item("规范食堂管理").evidence_count == 1)


def test_the_numbers_promised_have_a_column(filled: Driver) -> None:
    main = filled.main
    main.work.tree.columns.actions_of[Column.TARGETS].setChecked(True)
    item = filled.item("每月开展1次应急疏散演练")
    row = main.desk.targets(item.id)[0]
    main.desk.set_actual(row.id, "12次")
    assert main.work.model.words(item.id, Column.TARGETS).endswith("1次 · 实际 12次")


def test_a_column_moved_is_there_at_the_next_start(start: Start, tmp_path: Path) -> None:
    window = start(tmp_path / "工作区")
    header = window.main.work.tree.columns
    header.actions_of[Column.TAGS].setChecked(True)
    header.moveSection(header.visualIndex(Column.TAGS), 1)
    window.program.frame.close()
    window.program.stop()
    other = start(tmp_path / "工作区")
    assert other.main.work.tree.columns.shown()[:2] == [Column.TITLE, Column.TAGS]


def test_what_is_searched_for_stays_while_rows_come_and_go(filled: Driver) -> None:
    main = filled.main
    main.bar.search.setText("安全")
    assert filled.shown()[:2] == ["守牢安全底线", "加强校园安全"]
    at(filled, "完善门卫管理制度", Column.TITLE)
    filled.key(Key.Key_Delete)
    assert main.bar.search.text() == "安全"
    assert "加强德育工作" not in filled.shown()
    assert "完善门卫管理制度" not in filled.shown()


def test_a_list_without_items_offers_to_add_one(filled: Driver) -> None:
    main = filled.main
    tops = main.desk.tree.children(None)
    main.desk.do(lambda ws: operations.delete_items(ws, tops))
    assert len(main.desk.tree) == 0
    assert main.work.empty_words.isVisible()
    assert main.work.empty_words.text() == "这份清单里还没有条目"
    filled.click(main.work.empty_button)
    line = main.table.new_line
    filled.until(line.isVisible)
    line.setText("学校自加的要点")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert [row.title for row in main.desk.tree.walk()] == ["学校自加的要点"]


def test_the_title_of_a_new_item_survives_a_refusal_and_closing(filled: Driver) -> None:
    table = filled.main.table
    at(filled, "规范食堂管理", Column.TITLE)
    filled.key(Key.Key_Insert)
    table.new_line.setText("长" * 20_000)
    QTest.keyClick(table.new_line, Key.Key_Return)
    assert table.new_line.isVisible()
    assert len(table.new_line.text()) == 20_000
    table.new_line.setText("公示食谱")
    workspace, opened = filled.main.desk.workspace, filled.main.desk.opened
    assert opened is not None
    filled.program.frame.close()
    assert "公示食谱" in [row.title for row in queries.tree(workspace, opened.id).walk()]


def test_a_new_item_whose_place_is_gone_is_typed_on_at_another(filled: Driver) -> None:
    table = filled.main.table
    at(filled, "规范食堂管理", Column.TITLE)
    filled.key(Key.Key_Insert)
    table.new_line.setText("甲")
    QTest.keyClick(table.new_line, Key.Key_Return, CONTROL)
    filled.main.desk.undo()
    table.new_line.setText("乙")
    QTest.keyClick(table.new_line, Key.Key_Return)
    assert table.new_line.text() == "乙"
    QTest.keyClick(table.new_line, Key.Key_Return)
    assert filled.item("乙").level is Level.POINT
