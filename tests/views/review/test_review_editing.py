"""Putting an outline right by hand before it is accepted: by keys, by mouse, and back again."""

from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.modeltest import ModelTester

from desktop_app.documents import editing
from desktop_app.documents.outline import Level, Node, Outline
from desktop_app.views.review.page import ReviewPage
from tests.views.driving import LEFT, NO_KEYS, Driver
from tests.views.papers import TEXT, write_document
from tests.views.trees import check

CONTROL, ALT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier
BROKEN = TEXT.replace("3. 守护心理健康", "3守护心理健康").replace("5. 规范食堂", "7. 规范食堂")


def review_of(window: Driver, folder: Path, text: str = TEXT) -> ReviewPage:
    window.drop(window.program.frame, [write_document(folder, text)])
    window.until(lambda: window.main.flows.under_review)
    window.program.frame.activateWindow()  # keys go to the active window alone
    window.until(window.program.frame.isActiveWindow)
    window.main.review.tree.setFocus()
    return window.main.review


@pytest.fixture
def review(window: Driver, tmp_path: Path) -> ReviewPage:
    return review_of(window, tmp_path)


def outline_of(review: ReviewPage) -> Outline:
    assert review.outline is not None
    return review.outline


def node_of(review: ReviewPage, words: str) -> Node:
    return next(node for node in outline_of(review).walk() if words in node.title)


def choose(review: ReviewPage, words: str) -> None:
    review.tree.setCurrentIndex(review.model.index_of(review.model.place_of(node_of(review, words))))


def chosen(review: ReviewPage) -> Node:
    return review.model.node(review.tree.currentIndex())


def press(review: ReviewPage, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
    QTest.keyClick(review.tree, key, modifiers)


def titles(outline: Outline, level: Level) -> list[str]:
    return [node.title for node in outline.walk() if node.level is level]


def click_into(review: ReviewPage, words: str) -> None:
    """Click before these words of the original."""
    found = review.source.document().find(words)
    cursor = QTextCursor(found)
    cursor.setPosition(found.selectionStart())
    place = review.source.cursorRect(cursor).center() + QPoint(1, 0)
    QTest.mouseClick(review.source.viewport(), LEFT, NO_KEYS, place)


def type_title(review: ReviewPage, words: str) -> None:
    editor = review.tree.findChild(QLineEdit)
    assert editor is not None
    assert editor.selectedText() == editor.text()
    QApplication.clipboard().setText(words)
    QTest.keyClick(editor, Qt.Key.Key_V, CONTROL)
    QTest.keyClick(editor, Qt.Key.Key_Return)
    QApplication.processEvents()  # Qt takes the words over once the key has been handled


def shown_rows(review: ReviewPage) -> list[Node]:
    """Return the nodes of all rows, as the tree has them."""
    found, stack = [], [review.model.index(row, 0) for row in range(review.model.rowCount())][::-1]
    while stack:
        index = stack.pop()
        found.append(review.model.node(index))
        rows = range(review.model.rowCount(index))
        stack.extend([review.model.index(row, 0, index) for row in rows][::-1])
    return found


def test_a_title_is_changed_in_place(review: ReviewPage) -> None:
    choose(review, "开好思政课")
    press(review, Qt.Key.Key_F2)
    type_title(review, "上好思政课")
    assert chosen(review).title == "上好思政课"
    assert review.tree.currentIndex().data() == "1. 上好思政课"
    assert outline_of(review) == editing.rename(_read(review), 2, "上好思政课")


def test_a_double_click_changes_a_title_too(review: ReviewPage) -> None:
    choose(review, "加强校园安全")
    place = review.tree.visualRect(review.tree.currentIndex()).center()
    QTest.mouseClick(review.tree.viewport(), LEFT, NO_KEYS, place)
    QTest.mouseDClick(review.tree.viewport(), LEFT, NO_KEYS, place)
    type_title(review, "抓好校园安全")
    assert chosen(review).title == "抓好校园安全"


def _read(review: ReviewPage) -> Outline:
    assert review.read is not None
    return review.read


def test_levels_are_moved_by_key(review: ReviewPage) -> None:
    choose(review, "关心学生成长")
    press(review, Qt.Key.Key_Left, ALT)
    assert chosen(review).level is Level.SECTION
    assert [child.title for child in chosen(review).children] == ["守护心理健康"]
    assert review.head.facts.text().endswith("3 章 1 节 5 条要点 9 项举措")
    assert not review.tools.up.isEnabled()
    press(review, Qt.Key.Key_Right, ALT)
    assert chosen(review).level is Level.SUBSECTION
    assert shown_rows(review) == list(outline_of(review).walk())


def test_a_heading_joins_the_one_before(review: ReviewPage) -> None:
    choose(review, "办好劳动教育")
    press(review, Qt.Key.Key_Backspace)
    assert chosen(review).title == "开好思政课"
    assert "办好劳动教育。开辟校园农场" in chosen(review).text
    assert review.head.facts.text().endswith("4 条要点 10 项举措")
    selections = review.source.extraSelections()  # they own their cursors
    assert selections[-1].cursor.selectedText().endswith("组织学生下厂下乡。")


@pytest.mark.parametrize("way", ["enter", "keys", "button"])
def test_a_point_is_split_where_one_clicked(review: ReviewPage, way: str) -> None:
    click_into(review, "组织学生下厂")
    if way == "enter":
        QTest.keyClick(review.source, Qt.Key.Key_Return)
    elif way == "keys":
        QTest.keyClick(review.source, Qt.Key.Key_Return, CONTROL)
    else:
        QTest.mouseClick(review.tools.button(review.tools.split), LEFT)
    assert chosen(review).title == "组织学生下厂下乡"
    assert chosen(review).level is Level.POINT
    assert node_of(review, "办好劳动教育").text == "开辟校园农场。"
    assert outline_of(review).warnings == _read(review).warnings


def test_a_title_that_ran_on_is_split(review: ReviewPage) -> None:
    choose(review, "规范食堂管理")
    click_into(review, "食堂管理")
    QTest.keyClick(review.source, Qt.Key.Key_Return)
    assert chosen(review).title == "食堂管理"
    assert chosen(review).text == "落实负责人陪餐制度"
    assert chosen(review).level is Level.POINT


def test_where_nothing_can_be_split_one_is_told_how(window: Driver, review: ReviewPage) -> None:
    choose(review, "加强德育工作")
    press(review, Qt.Key.Key_Return, CONTROL)
    assert "点一下" in window.main.status.message.text()
    assert outline_of(review) is _read(review)


def test_what_is_not_wanted_is_left_out(review: ReviewPage) -> None:
    choose(review, "加强德育工作")
    press(review, Qt.Key.Key_Delete)
    assert titles(outline_of(review), Level.SECTION) == ["守牢安全底线"]
    assert chosen(review).title == "守牢安全底线"
    assert shown_rows(review) == list(outline_of(review).walk())


def test_everything_can_be_left_out_and_brought_back(review: ReviewPage) -> None:
    for _each in range(2):
        press(review, Qt.Key.Key_Delete)
    assert review.model.rowCount() == 0
    press(review, Qt.Key.Key_Delete)
    press(review, Qt.Key.Key_Backspace)
    review.undo()
    review.undo()
    assert outline_of(review) is _read(review)


def test_undo_and_redo_are_exact(window: Driver, review: ReviewPage, qtmodeltester: ModelTester) -> None:
    check(qtmodeltester, review.model)  # and again at every change from here on
    stages = [(outline_of(review), "加强德育工作")]
    steps = (
        ("关心学生成长", Qt.Key.Key_Left, ALT),
        ("办好劳动教育", Qt.Key.Key_Backspace, NO_KEYS),
        ("守护心理健康", Qt.Key.Key_Left, ALT),
        ("加强校园安全", Qt.Key.Key_Delete, NO_KEYS),
        ("守牢安全底线", Qt.Key.Key_Right, ALT),
    )
    for words, key, modifiers in steps:
        choose(review, words)
        press(review, key, modifiers)
        assert shown_rows(review) == list(outline_of(review).walk())
        stages.append((outline_of(review), words))
    for outline, _words in reversed(stages[:-1]):
        QTest.keyClick(window.program.frame, Qt.Key.Key_Z, CONTROL)
        assert outline_of(review) is outline
        assert shown_rows(review) == list(outline.walk())
    assert not window.main.actions.undo.isEnabled()
    assert chosen(review).title == "关心学生成长"
    for outline, _words in stages[1:]:
        QTest.keyClick(window.program.frame, Qt.Key.Key_Y, CONTROL)
        assert outline_of(review) is outline
    assert not review.tools.redo.isEnabled()
    QTest.mouseClick(review.tools.button(review.tools.undo), LEFT)
    assert outline_of(review) is stages[-2][0]


def test_a_new_edit_drops_what_was_taken_back(review: ReviewPage) -> None:
    choose(review, "关心学生成长")
    press(review, Qt.Key.Key_Delete)
    review.undo()
    choose(review, "守牢安全底线")
    press(review, Qt.Key.Key_Delete)
    edited = outline_of(review)
    review.redo()
    assert outline_of(review) is edited


def test_the_checklist_is_made_of_the_edited_outline(window: Driver, review: ReviewPage) -> None:
    choose(review, "开好思政课")
    press(review, Qt.Key.Key_F2)
    type_title(review, "上好思政课")
    choose(review, "办好劳动教育")
    press(review, Qt.Key.Key_Delete)
    window.click(review.accept)
    window.until(lambda: window.main.desk.opened)
    points = [row.title for row in window.main.desk.tree.points()]
    assert points == ["上好思政课", "守护心理健康", "加强校园安全", "规范食堂管理"]
    assert window.main.desk.undo_name is not None
    assert "导入" in window.main.desk.undo_name


def test_a_warning_is_accepted_and_taken_back(window: Driver, tmp_path: Path) -> None:
    review = review_of(window, tmp_path, BROKEN)
    warnings = outline_of(review).warnings
    codes = [warning.code for warning in warnings]
    row = codes.index("number_gap")
    QTest.mouseClick(review.warnings.viewport(), LEFT, NO_KEYS, _button(review, row, "接受"))
    assert outline_of(review).warnings == warnings[:row] + warnings[row + 1 :]
    assert review.warning_title.text() == f"{len(warnings) - 1} 处需要看一眼"
    assert review.warnings.count() == len(warnings) - 1
    review.undo()
    assert outline_of(review).warnings == warnings
    row = codes.index("mark_lost")
    assert review.warnings.can_revert(row)
    QTest.mouseClick(review.warnings.viewport(), LEFT, NO_KEYS, _button(review, row, "撤回"))
    assert "mark_lost" not in [warning.code for warning in outline_of(review).warnings]
    assert "守护心理健康" not in titles(outline_of(review), Level.POINT)
    review.undo()
    assert outline_of(review).warnings == warnings
    assert "守护心理健康" in titles(outline_of(review), Level.POINT)


def test_a_double_click_accepts_one_warning(window: Driver, tmp_path: Path) -> None:
    review = review_of(window, tmp_path, BROKEN)
    warnings = outline_of(review).warnings
    assert len(warnings) > 1
    clicked, place = review.warnings.viewport(), _button(review, 0, "接受")
    QTest.mouseClick(clicked, LEFT, NO_KEYS, place)
    QTest.mouseDClick(clicked, LEFT, NO_KEYS, place)  # the second press of a double click
    QTest.mouseRelease(clicked, LEFT, NO_KEYS, place)
    assert outline_of(review).warnings == warnings[1:]


def test_a_click_begun_elsewhere_asks_for_nothing(window: Driver, tmp_path: Path) -> None:
    review = review_of(window, tmp_path, BROKEN)
    warnings = outline_of(review).warnings
    place = _button(review, 0, "接受")
    QTest.mousePress(review.warnings.viewport(), LEFT, NO_KEYS, QPoint(30, place.y()))
    QTest.mouseRelease(review.warnings.viewport(), LEFT, NO_KEYS, place)
    assert outline_of(review).warnings == warnings


def test_what_is_offered_follows_the_warning_pointed_out(window: Driver, tmp_path: Path) -> None:
    review = review_of(window, tmp_path, BROKEN)
    outline, offered = outline_of(review), set()
    for node in editing.headings(outline):
        review.tree.setCurrentIndex(review.model.index_of(review.model.place_of(node)))
        row = review.warnings.currentRow()
        assert review.warnings.revert_action.isEnabled() == review.warnings.can_revert(row)
        offered.add(review.warnings.can_revert(row))
    assert offered == {True, False}


def _button(review: ReviewPage, row: int, words: str) -> QPoint:
    review.warnings.scrollTo(review.warnings.model().index(row, 0))
    return next(one.box.center() for one in review.warnings.buttons(row) if one.act.words == words)


def test_warnings_by_keys_and_all_at_once(window: Driver, tmp_path: Path) -> None:
    review = review_of(window, tmp_path, BROKEN)
    warnings = outline_of(review).warnings
    assert len(warnings) > 1
    gap = [warning.code for warning in warnings].index("number_gap")
    review.warnings.setFocus()
    review.warnings.setCurrentRow(gap)
    QTest.keyClick(review.warnings, Qt.Key.Key_Backspace)  # nothing was repaired here
    assert outline_of(review).warnings == warnings
    QTest.keyClick(review.warnings, Qt.Key.Key_Return)
    assert warnings[gap] not in outline_of(review).warnings
    if review.accept_all.isVisible():
        QTest.mouseClick(review.accept_all, LEFT)
    else:
        QTest.keyClick(review.warnings, Qt.Key.Key_Return)
    assert outline_of(review).warnings == ()
    assert review.warning_title.text() == "没有需要核对的地方"
    assert not review.warnings.isVisible()
    review.undo()
    assert review.warnings.isVisible()


def test_what_was_put_right_is_no_longer_warned_of(window: Driver, tmp_path: Path) -> None:
    text = TEXT.replace("，办好家门口", "，做好两个方面4项工作，办好家门口")
    review = review_of(window, tmp_path, text)
    if outline_of(review).claims is None:
        pytest.fail("the preamble's own counts were not read")
    assert "claims_differ" in [warning.code for warning in outline_of(review).warnings]
    choose(review, "规范食堂管理")
    press(review, Qt.Key.Key_Delete)
    assert "claims_differ" not in [warning.code for warning in outline_of(review).warnings]
    review.undo()
    assert "claims_differ" in [warning.code for warning in outline_of(review).warnings]


def test_choosing_one_shows_the_other_two(window: Driver, tmp_path: Path) -> None:
    review = review_of(window, tmp_path, BROKEN)
    gap = [warning.code for warning in outline_of(review).warnings].index("number_gap")
    review.warnings.setCurrentRow(gap)
    assert chosen(review).title.startswith("规范食堂管理")
    choose(review, "加强德育工作")
    review.warnings.setCurrentRow(1 - gap)
    choose(review, "规范食堂管理")
    assert review.warnings.currentRow() == gap
    click_into(review, "守护心理健康")
    assert review.warnings.currentRow() == 1 - gap
    review.source.setFocus()
    for _line in range(2):
        QTest.keyClick(review.source, Qt.Key.Key_Up)
    assert chosen(review).title == "关心学生成长"


def big_document() -> str:
    """Return a plan of 5,020 headings."""
    ones = "一二三四五六七八九"
    sections = [*ones, "十", *(f"十{one}" for one in ones), "二十"]
    lines = ["云溪区教育局2026年工作要点", "", "2026年，全区教育工作要点如下。", ""]
    for section in sections:
        lines.append(f"{section}、加强各方面工作")
        for subsection in (*ones, "十"):
            lines.append(f"（{subsection}）落实各类任务")
            lines += [
                f"{point}. 守护心理健康。配齐心理教师。每学年开展{point}次全员筛查。完善值班制度。"
                for point in range(1, 25)
            ]
    return "\n".join(lines) + "\n"


def test_a_big_document_is_tinted_only_where_it_is_seen(window: Driver, tmp_path: Path) -> None:
    review = review_of(window, tmp_path, big_document())
    headings = editing.headings(outline_of(review))
    assert len(headings) > 5000
    review.tree.setCurrentIndex(review.model.index_of(review.model.place_of(headings[2500])))
    for key, modifiers in (
        (Qt.Key.Key_Left, ALT),
        (Qt.Key.Key_Right, ALT),
        (Qt.Key.Key_Backspace, NO_KEYS),
        (Qt.Key.Key_Delete, NO_KEYS),
    ):
        press(review, key, modifiers)
        QApplication.processEvents()
        assert len(review.source.extraSelections()) < 2000
    assert shown_rows(review) == list(outline_of(review).walk())
