"""Leaving a review and coming back to it; and that nothing is lost or ignored while its document is stored."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QLineEdit

from desktop_app.views.review.page import ReviewPage
from tests.views.driving import LEFT, Driver
from tests.views.papers import TEXT, write_document
from tests.views.review.test_review_editing import (
    BROKEN,
    choose,
    chosen,
    outline_of,
    press,
    review_of,
    shown_rows,
)
from tests.views.review.test_review_opening import TWO_PLANS


def edit(review: ReviewPage) -> None:
    """Make two edits, and take the second back."""
    choose(review, "办好劳动教育")
    press(review, Qt.Key.Key_Delete)
    choose(review, "加强校园安全")
    press(review, Qt.Key.Key_Backspace)
    review.undo()


@pytest.mark.parametrize("way", ["button", "key"])
def test_a_review_that_was_left_comes_back_as_it_was(window: Driver, tmp_path: Path, way: str) -> None:
    review, main = review_of(window, tmp_path), window.main
    edit(review)
    edited, names = outline_of(review), review.step_names
    if way == "button":
        window.click(review.cancel)
    else:
        QTest.keyClick(review.tree, Qt.Key.Key_Escape)
        assert main.frame.pages.currentWidget() is review
        assert "再按一次 Esc" in main.status.message.text()
        QTest.keyClick(review.tree, Qt.Key.Key_Escape)
    assert main.frame.pages.currentWidget() is main.welcome
    assert main.notice.isVisible()
    assert main.notice.words.text() == "已放弃导入“云溪区教育局2026年工作要点”，没有留下任何改动。"
    window.click(main.notice.first)
    assert main.frame.pages.currentWidget() is review
    assert main.notice.isHidden()
    assert outline_of(review) is edited
    assert shown_rows(review) == list(edited.walk())
    assert review.step_names == names
    assert chosen(review).title == "加强校园安全"
    review.undo()
    assert outline_of(review) is review.read
    window.click(review.accept)
    window.until(lambda: main.desk.opened)
    assert main.notice.isHidden()


def test_the_undo_key_leads_back_while_the_notice_stands(window: Driver, tmp_path: Path) -> None:
    review, main = review_of(window, tmp_path), window.main
    read = outline_of(review)
    for closed in (False, True):
        QTest.keyClick(review.tree, Qt.Key.Key_Escape)  # nothing was edited: once is enough
        assert main.frame.pages.currentWidget() is main.welcome
        assert main.actions.undo.text().endswith("放弃导入")
        if closed:
            window.click(main.notice.close_button)
            assert not main.actions.undo.isEnabled()
        QTest.keyClick(window.program.frame, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
        assert (main.flows.under_review is None) == closed
    assert review.read is None
    assert main.notice.isHidden()
    assert read.children


def test_an_edit_between_two_escapes_makes_the_second_a_first(window: Driver, tmp_path: Path) -> None:
    review = review_of(window, tmp_path)
    edit(review)
    press(review, Qt.Key.Key_Escape)
    review.undo()
    press(review, Qt.Key.Key_Escape)
    assert window.main.flows.under_review is not None
    press(review, Qt.Key.Key_Escape)
    assert window.main.flows.under_review is None


def test_escape_ends_what_is_typed_before_it_leaves(window: Driver, tmp_path: Path) -> None:
    review = review_of(window, tmp_path)
    press(review, Qt.Key.Key_F2)
    assert review.tree.state() is QAbstractItemView.State.EditingState
    editor = review.tree.findChild(QLineEdit)
    assert editor is not None
    QTest.keyClick(editor, Qt.Key.Key_Escape)
    assert review.tree.state() is not QAbstractItemView.State.EditingState
    assert window.main.flows.under_review is not None


def test_another_file_puts_an_edited_review_aside(window: Driver, tmp_path: Path) -> None:
    review, main = review_of(window, tmp_path), window.main
    edit(review)
    edited = outline_of(review)
    other = write_document(tmp_path, TEXT.replace("2026年工作", "2027年工作"), "另一份.txt")
    window.drop(window.program.frame, [other])
    window.until(lambda: review.head.title.text().startswith("云溪区教育局2027年"))
    assert "云溪区教育局2026年工作要点" in main.notice.words.text()
    assert "修改都还在" in main.notice.words.text()
    window.click(main.notice.first)
    assert outline_of(review) is edited
    assert review.head.title.text() == "云溪区教育局2026年工作要点"
    window.click(review.cancel)
    window.click(main.notice.first)
    assert outline_of(review) is edited


def test_choosing_the_other_plan_says_nothing_unless_there_were_edits(window: Driver, tmp_path: Path) -> None:
    review, main = review_of(window, tmp_path, TWO_PLANS), window.main
    before = outline_of(review)
    review.head.papers.activated.emit(1 - before.paper)
    window.until(lambda: review.outline is not before)
    assert main.notice.isHidden()
    press(review, Qt.Key.Key_Delete)
    edited = outline_of(review)
    review.head.papers.activated.emit(before.paper)
    window.until(lambda: review.outline is not edited)
    assert main.notice.isVisible()
    window.click(main.notice.first)
    assert outline_of(review) is edited


def test_nothing_can_be_edited_while_the_document_is_stored(window: Driver, tmp_path: Path) -> None:
    review, main = review_of(window, tmp_path), window.main
    edit(review)
    edited = outline_of(review)
    release = Event()
    main.workers.start("等一等", lambda _report, _stopped: release.wait(200))  # storing waits for its turn
    window.click(review.accept)
    assert review.accept.text() == "正在生成…"
    for part in (review.accept, review.cancel, review.head.edit_facts, review.warnings, review.facts_form):
        assert not part.isEnabled()
    for action in (*review.tools.heading_actions, review.tools.undo, main.actions.undo):
        assert not action.isEnabled()
    choose(review, "规范食堂管理")
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace, Qt.Key.Key_Escape):
        press(review, key)
    place = review.tree.visualRect(review.tree.currentIndex()).center()
    QTest.mouseDClick(review.tree.viewport(), LEFT, Qt.KeyboardModifier.NoModifier, place)
    assert review.tree.state() is not QAbstractItemView.State.EditingState
    review.undo()
    told: list[str] = []
    review.told.connect(told.append)
    QTest.keyClick(review.source, Qt.Key.Key_Return)
    assert told == []
    assert outline_of(review) is edited
    release.set()
    window.until(lambda: main.desk.opened)
    assert [row.title for row in main.desk.tree.points()] == [
        node.title for node in edited.walk() if node.level.value == "point"
    ]
    assert main.flows.left is None


def test_a_refused_original_gives_the_review_back(window: Driver, tmp_path: Path) -> None:
    review, main = review_of(window, tmp_path), window.main
    edit(review)
    edited = outline_of(review)
    (tmp_path / "要点.txt").unlink()
    window.click(review.accept)
    window.until(main.notice.isVisible)
    assert outline_of(review) is edited
    assert review.accept.isEnabled()
    assert review.accept.text() == "生成清单"
    assert review.tools.undo.isEnabled()


def test_the_next_document_begins_at_its_first_warning(window: Driver, tmp_path: Path) -> None:
    review = review_of(window, tmp_path, BROKEN)
    review.warnings.setCurrentRow(1)
    other = write_document(tmp_path, BROKEN.replace("2026年工作", "2027年工作"), "另一份.txt")
    window.drop(window.program.frame, [other])
    window.until(lambda: review.head.title.text().startswith("云溪区教育局2027年"))
    assert review.warnings.currentRow() == -1
    QTest.keyClick(review.tree, Qt.Key.Key_F8)
    assert review.warnings.currentRow() == 0
