"""What the review asks and lets be corrected: readings of a date, the document's facts, all of it reversible."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop_app.models import queries
from desktop_app.views.review.page import ReviewPage
from tests.views.driving import LEFT, NO_KEYS, Driver
from tests.views.papers import TEXT
from tests.views.review.test_review_editing import BROKEN, CONTROL, choose, outline_of, press, review_of

ALT, SHIFT = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
EATEN = TEXT + "\n云溪区教育局\n202624\n"
TWO_WAYS = TEXT + "\n云溪区教育局\n2026111\n"
NO_WAY = TEXT + "\n云溪区教育局\n20269940\n"


def asked_row(review: ReviewPage) -> int:
    return [warning.code for warning in outline_of(review).warnings].index("date_unclear")


def click(review: ReviewPage, row: int, words: str) -> None:
    review.warnings.scrollTo(review.warnings.model().index(row, 0))
    place = next(one.box.center() for one in review.warnings.buttons(row) if one.act.words == words)
    QTest.mouseClick(review.warnings.viewport(), LEFT, NO_KEYS, place)


def words_of(review: ReviewPage, row: int) -> list[str]:
    return [one.act.words for one in review.warnings.buttons(row)]


def fill(review: ReviewPage, name: str, words: str) -> None:
    line = review.facts_form.lines[name]
    line.setFocus()
    line.selectAll()
    QApplication.clipboard().setText(words)
    QTest.keyClick(line, Qt.Key.Key_V, CONTROL)
    QTest.keyClick(line, Qt.Key.Key_Return)


def test_a_date_with_several_readings_is_asked_for(window: Driver, tmp_path: Path) -> None:
    review = review_of(window, tmp_path, TWO_WAYS)
    row = asked_row(review)
    assert words_of(review, row) == ["暂不选择", "2026年1月11日", "2026年11月1日", "其他日期…"]
    assert "没有日期" in review.head.facts.text()
    click(review, row, "2026年11月1日")
    assert outline_of(review).date == "2026-11-01"
    assert "date_unclear" not in [warning.code for warning in outline_of(review).warnings]
    assert "2026年11月1日" in review.head.facts.text()
    review.undo()
    assert outline_of(review) is review.read
    review.redo()
    window.click(review.accept)
    window.until(lambda: window.main.desk.opened)
    assert window.main.desk.opened is not None
    document = queries.document(window.main.desk.workspace, window.main.desk.opened.id)
    assert str(document.date) == "2026-11-01"


def test_the_readings_stand_below_the_sentence_and_apart(window: Driver, tmp_path: Path) -> None:
    review = review_of(window, tmp_path, EATEN)
    row = asked_row(review)
    rect = review.warnings.visualRect(review.warnings.model().index(row, 0))
    boxes = [one.box for one in review.warnings.buttons(row)]
    assert len(boxes) == 6  # four readings, another, none
    for number, box in enumerate(boxes):
        assert rect.contains(box)
        assert not any(box.intersects(other) for other in boxes[number + 1 :])
    assert all(box.top() > boxes[0].top() for box in boxes[1:])


@pytest.mark.parametrize("key", [Qt.Key.Key_Return, Qt.Key.Key_Space])
def test_a_reading_is_chosen_by_keys(window: Driver, tmp_path: Path, key: Qt.Key) -> None:
    review = review_of(window, tmp_path, TWO_WAYS)
    review.warnings.setFocus()
    review.warnings.setCurrentRow(asked_row(review))
    QTest.keyClick(review.warnings, key)
    assert review.warnings.menu is not None
    QTest.keyClick(review.warnings.menu, Qt.Key.Key_Down)
    QTest.keyClick(review.warnings.menu, Qt.Key.Key_Return)
    assert outline_of(review).date == "2026-11-01"


def test_a_question_can_be_left_open_and_none_is_answered_by_accepting_all(
    window: Driver, tmp_path: Path
) -> None:
    review = review_of(window, tmp_path, BROKEN + "\n云溪区教育局\n2026111\n")
    count = len(outline_of(review).warnings)
    assert review.warning_title.text() == f"{count} 处需要看一眼，其中 1 处请选择"
    QTest.keyClick(review, Qt.Key.Key_F8, CONTROL)
    assert [warning.code for warning in outline_of(review).warnings] == ["date_unclear"]
    click(review, 0, "暂不选择")
    assert outline_of(review).warnings == ()
    assert outline_of(review).date is None


def test_another_date_is_typed(window: Driver, tmp_path: Path) -> None:
    review = review_of(window, tmp_path, NO_WAY)
    row = asked_row(review)
    assert words_of(review, row) == ["暂不选择", "其他日期…"]
    click(review, row, "其他日期…")
    line = review.facts_form.lines["date"]
    assert line.hasFocus()
    fill(review, "date", "2026/9/4")
    assert outline_of(review).date == "2026-09-04"
    assert line.text() == "2026年9月4日"
    assert "date_unclear" not in [warning.code for warning in outline_of(review).warnings]


def test_facts_are_corrected_and_reach_the_checklist(window: Driver, tmp_path: Path) -> None:
    review = review_of(window, tmp_path)
    QTest.keyClick(review.tree, Qt.Key.Key_Return, ALT)
    assert review.facts_form.lines["title"].hasFocus()
    for name, words in (
        ("title", "云溪区2027年教育工作要点"),
        ("issuer", "云溪区教育局"),
        ("document_number", "云教〔2027〕3号"),
        ("date", "2027年1月8日"),
        ("year", "2027"),
    ):
        fill(review, name, words)
    review.facts_form.kind.setCurrentIndex(1)
    review.facts_form.kind.activated.emit(1)
    edited = outline_of(review)
    assert (edited.title, edited.year, edited.kind) == ("云溪区2027年教育工作要点", 2027, "summary")
    assert review.head.title.text() == "云溪区2027年教育工作要点"
    assert review.head.facts.text().startswith(
        "工作总结 · 2027年度 · 云溪区教育局 · 云教〔2027〕3号 · 2027年1月8日"
    )
    window.click(review.accept)
    window.until(lambda: window.main.desk.opened)
    opened = window.main.desk.opened
    assert opened is not None
    assert (opened.title, opened.year) == ("云溪区2027年教育工作要点", 2027)
    document = queries.document(window.main.desk.workspace, opened.id)
    assert (document.issuer, document.document_number) == ("云溪区教育局", "云教〔2027〕3号")
    assert (str(document.date), document.kind) == ("2027-01-08", "summary")


def test_a_corrected_fact_is_taken_back_like_any_edit(window: Driver, tmp_path: Path) -> None:
    review = review_of(window, tmp_path)
    window.click(review.head.edit_facts)
    fill(review, "title", "要点")
    fill(review, "year", "")
    assert (outline_of(review).title, outline_of(review).year) == ("要点", None)
    QTest.keyClick(review.facts_form.lines["year"], Qt.Key.Key_Z, CONTROL)
    assert outline_of(review).year == 2026
    assert review.facts_form.lines["year"].text() == "2026"
    review.undo()
    assert outline_of(review) is review.read
    assert review.facts_form.lines["title"].text() == outline_of(review).title


def test_a_bad_date_is_refused_in_a_sentence(window: Driver, tmp_path: Path) -> None:
    review = review_of(window, tmp_path)
    window.click(review.head.edit_facts)
    fill(review, "date", "2026年13月6日")
    assert outline_of(review) is review.read
    assert review.facts_form.trouble.isVisible()
    assert review.facts_form.trouble.text().startswith("“2026年13月6日”不是一个日期，没有改动。")
    window.click(review.accept)  # not accepted without what was meant
    assert not window.main.workers.busy
    assert review.facts_form.lines["date"].hasFocus()
    assert window.main.flows.under_review is not None
    fill(review, "date", "2026年12月6日")
    assert not review.facts_form.trouble.isVisible()
    assert outline_of(review).date == "2026-12-06"
    fill(review, "title", "  ")
    assert "标题不能为空" in review.facts_form.trouble.text()
    QTest.keyClick(review.facts_form.lines["title"], Qt.Key.Key_Escape)
    assert not review.facts_form.isVisible()
    assert window.main.flows.under_review is not None
    assert review.facts_form.lines["title"].text() == outline_of(review).title


def test_every_step_has_its_key_and_names_it(window: Driver, tmp_path: Path) -> None:
    review = review_of(window, tmp_path, BROKEN)
    tools = review.tools
    for action, keys in (
        (tools.rename, "F2"),
        (tools.up, "Alt+←"),
        (tools.down, "Alt+→"),
        (tools.join, "退格"),
        (tools.split, "Ctrl+回车"),
        (tools.leave_out, "Delete"),
        (tools.undo, "Ctrl+Z"),
        (tools.redo, "Ctrl+Y"),
    ):
        assert keys in action.toolTip()
    for button, keys in (
        (review.accept, "Ctrl+Shift+回车"),
        (review.cancel, "Esc"),
        (review.head.edit_facts, "Alt+回车"),
        (review.accept_all, "Ctrl+F8"),
    ):
        assert keys in button.toolTip()
    assert "回车" in review.warnings.item(0).toolTip()


def test_warnings_are_gone_through_and_accepted_by_keys_alone(window: Driver, tmp_path: Path) -> None:
    review = review_of(window, tmp_path, BROKEN)
    count = len(outline_of(review).warnings)
    assert count >= 2
    rows = []
    for _each in range(count + 1):
        focus = QApplication.focusWidget()
        assert focus is not None
        QTest.keyClick(focus, Qt.Key.Key_F8)
        rows.append(review.warnings.currentRow())
        span = outline_of(review).warnings[rows[-1]].source
        marked = review.source.extraSelections()[-1]  # it owns its cursor
        assert marked.cursor.selectionStart() == span[0]
    assert sorted(set(rows)) == list(range(count))
    assert rows[0] == rows[-1]
    QTest.keyClick(review.warnings, Qt.Key.Key_F8, SHIFT)
    assert review.warnings.currentRow() == rows[-2]
    QTest.keyClick(review.warnings, Qt.Key.Key_Space)
    assert len(outline_of(review).warnings) == count - 1
    assert review.warnings.hasFocus()
    QTest.keyClick(review.warnings, Qt.Key.Key_F6)
    assert review.source.hasFocus()
    QTest.keyClick(review.source, Qt.Key.Key_F6)
    assert review.tree.hasFocus()
    QTest.keyClick(review.tree, Qt.Key.Key_Return, CONTROL | SHIFT)
    window.until(lambda: window.main.desk.opened)


def test_the_year_of_a_document_without_one_follows_its_date(window: Driver, tmp_path: Path) -> None:
    review = review_of(window, tmp_path, TWO_WAYS.replace("2026年工作要点", "工作要点"))
    choose(review, "加强德育工作")
    press(review, Qt.Key.Key_F6)
    click(review, asked_row(review), "2026年1月11日")
    assert outline_of(review).year == 2026
