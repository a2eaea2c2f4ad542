"""Measures in the review, and splitting where the cursor stands."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop_app.documents.outline import Level
from desktop_app.views.review.page import ReviewPage
from tests.views.driving import Driver
from tests.views.papers import TEXT
from tests.views.review.test_review_editing import (
    ALT,
    CONTROL,
    choose,
    chosen,
    click_into,
    node_of,
    outline_of,
    press,
    review_of,
    shown_rows,
    titles,
)


@pytest.fixture
def review(window: Driver, tmp_path: Path) -> ReviewPage:
    return review_of(window, tmp_path)


def test_a_measure_says_what_cannot_be_done_to_it(review: ReviewPage) -> None:
    choose(review, "每学期组织2次")
    tools = review.tools
    for action, words in (
        (tools.rename, "举措是正文里的一句"),
        (tools.up, "举措随它的要点"),
        (tools.down, "举措随它的要点"),
        (tools.join, "第一项举措"),
    ):
        assert not action.isEnabled()
        assert words in action.toolTip()
    choose(review, "建立校领导听课制度")
    assert tools.join.isEnabled()
    assert tools.join.toolTip() == "并入上一条（退格）"
    choose(review, "加强德育工作")
    assert "最上面一级" in tools.up.toolTip()
    assert tools.rename.isEnabled()


def test_a_measure_is_left_out(review: ReviewPage) -> None:
    choose(review, "建立校领导听课制度")
    press(review, Qt.Key.Key_Delete)
    assert titles(outline_of(review), Level.MEASURE)[:2] == ["每学期组织2次集体备课", "开辟校园农场"]
    assert [piece.text for piece in outline_of(review).set_aside if piece.reason == "left_out"] == [
        "建立校领导听课制度。"
    ]
    assert chosen(review).title == "开好思政课"
    assert shown_rows(review) == list(outline_of(review).walk())
    review.undo()
    assert outline_of(review) is review.read


def test_a_measure_joins_the_one_before(review: ReviewPage) -> None:
    choose(review, "建立校领导听课制度")
    press(review, Qt.Key.Key_Backspace)
    assert titles(outline_of(review), Level.MEASURE)[0] == "每学期组织2次集体备课，建立校领导听课制度"


def test_a_measure_is_split_into_two_where_one_clicked(review: ReviewPage) -> None:
    click_into(review, "陪餐制度")
    QTest.keyClick(review.source, Qt.Key.Key_Return)
    assert titles(outline_of(review), Level.MEASURE)[-2:] == ["落实负责人", "陪餐制度"]
    assert len(titles(outline_of(review), Level.POINT)) == 5


def test_without_a_cursor_a_measure_is_not_split(window: Driver, review: ReviewPage) -> None:
    choose(review, "建立校领导听课制度")
    press(review, Qt.Key.Key_Return, CONTROL)
    assert outline_of(review) is review.read
    assert "点一下" in window.main.status.message.text()
    assert window.main.status.message.isVisible()  # the line folds away in a review while it says nothing
    assert "句子中间" in review.tools.split.toolTip()


def test_a_title_is_split_at_the_cursor_in_its_editor(window: Driver, review: ReviewPage) -> None:
    choose(review, "规范食堂管理")
    press(review, Qt.Key.Key_F2)
    editor = review.tree.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_Return, CONTROL)  # all of it is chosen: no place within it yet
    assert outline_of(review) is review.read
    assert "标题中间" in window.main.status.message.text()
    press(review, Qt.Key.Key_F2)
    editor = review.tree.findChildren(QLineEdit)[-1]
    editor.setCursorPosition(2)
    QTest.keyClick(editor, Qt.Key.Key_Return, CONTROL)
    assert chosen(review).title == "食堂管理"
    assert chosen(review).text == "落实负责人陪餐制度"
    assert node_of(review, "规范").title == "规范"
    review.undo()
    assert outline_of(review) is review.read


def test_a_point_moved_up_keeps_its_measures_and_leaves_the_next_where_they_were(
    window: Driver, review: ReviewPage
) -> None:
    choose(review, "开好思政课")
    press(review, Qt.Key.Key_Left, ALT)
    assert chosen(review).level is Level.SUBSECTION
    assert [child.level for child in chosen(review).children] == [Level.MEASURE] * 2
    assert [child.title for child in node_of(review, "落实立德树人").children] == ["办好劳动教育"]
    assert outline_of(review).warnings == ()
    assert review.tools.undo.toolTip().endswith("升一级")
    press(review, Qt.Key.Key_Right, ALT)
    assert outline_of(review) == review.read


def test_measures_that_become_mere_text_are_told_of(window: Driver, tmp_path: Path) -> None:
    text = TEXT.replace("4. 加强校园安全", "1. 加强校园安全").replace("5. 规范食堂", "2. 规范食堂")
    text = text.replace("二、守牢安全底线", "4. 守牢安全底线。人人有责。")
    review = review_of(window, tmp_path, text)
    choose(review, "守牢安全底线")
    press(review, Qt.Key.Key_Left, ALT)
    assert [child.title for child in chosen(review).children] == ["加强校园安全", "规范食堂管理"]
    assert "“守牢安全底线”的 1 项举措现在是它的正文" in window.main.status.message.text()
