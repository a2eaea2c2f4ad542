"""The ways into a review: a file's name, a drop, the clipboard; and the suggestions that follow it."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFileDialog

from desktop_app.cli.arguments import parse
from desktop_app.documents import read_outline
from desktop_app.models import queries
from tests.views.conftest import Start
from tests.views.driving import LEFT, Driver
from tests.views.papers import TEXT, write_document

TWO_PLANS = "\n".join(
    f"附件{number}\n云溪区2026年{name}工作要点\n一、加强{name}建设\n1. 开好{name}会议。每月开展1次学习。\n"
    f"2. 办好{name}活动。每季度开展1次活动。\n3. 管好{name}资料。建立台账。"
    for number, name in enumerate(("德育", "体育"), start=1)
)
WITH_DUTY = TEXT.replace(
    "完善门卫管理制度。", "完善门卫管理制度。（牵头单位：安全科；配合单位：总务科；完成时限：10月底）"
)


def test_from_a_double_click_on_a_file_to_a_checklist_in_three_clicks(start: Start, tmp_path: Path) -> None:
    window = start(tmp_path / "工作区", write_document(tmp_path))
    clicks = 2  # the double click: the system starts the program with the file's name
    window.until(lambda: window.main.flows.under_review)
    assert window.main.frame.pages.currentWidget() is window.main.review
    QTest.mouseClick(window.main.review.accept, LEFT)
    clicks += 1
    window.until(lambda: window.main.desk.opened)
    assert clicks <= 3
    assert window.main.desk.opened is not None
    assert window.main.desk.opened.title == "云溪区教育局2026年工作要点"
    assert window.main.notice.isHidden()
    assert window.main.frame.pages.currentWidget() is window.main.work


def test_the_command_line_knows_a_file_from_a_verb(tmp_path: Path) -> None:
    path = write_document(tmp_path)
    assert parse([str(path)]).document == path
    assert parse(["-w", str(tmp_path), str(path)]).document == path
    assert parse([f"--workspace={tmp_path}", str(path)]).document == path
    assert parse(["-w", str(tmp_path)]).document is None
    assert parse([]).document is None
    assert parse(["outline", str(path)]).document is None
    with pytest.raises(SystemExit):
        parse([str(tmp_path / "没有.txt")])


def test_pasted_words_become_a_checklist(window: Driver) -> None:
    QApplication.clipboard().setText(TEXT)
    assert window.main.actions.paste.shortcut() == QKeySequence(QKeySequence.StandardKey.Paste)
    window.main.actions.paste.trigger()
    window.until(lambda: window.main.flows.under_review)
    window.click(window.main.review.accept)
    window.until(lambda: window.main.desk.opened)
    assert window.main.desk.opened is not None
    row = queries.document(window.main.desk.workspace, window.main.desk.opened.id)
    assert row.file_name == "云溪区教育局2026年工作要点.txt"
    original = window.main.desk.original()
    assert original is not None
    assert original.read_text("utf-8") == TEXT
    # Where lines are filled in, the keys mean the line.
    assert window.main.actions.paste.shortcut().isEmpty()


def test_a_copied_file_is_read_and_an_empty_clipboard_explained(window: Driver, tmp_path: Path) -> None:
    QApplication.clipboard().clear()
    window.click(window.main.welcome.paste)
    assert "还没有复制文字" in window.main.notice.words.text()
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(write_document(tmp_path)))])
    QApplication.clipboard().setMimeData(data)
    window.click(window.main.welcome.paste)
    window.until(lambda: window.main.flows.under_review)
    assert window.main.notice.isHidden()


def test_of_two_plans_one_is_chosen(window: Driver, tmp_path: Path) -> None:
    path = write_document(tmp_path, TWO_PLANS)
    window.drop(window.program.frame, [path])
    window.until(lambda: window.main.flows.under_review)
    review, head = window.main.review, window.main.review.head
    assert review.outline is not None
    assert head.papers_title.text() == "文件里有 2 份计划"
    assert [head.papers.itemText(row) for row in range(2)] == list(review.outline.papers)
    other = 1 - review.outline.paper
    before = review.outline
    head.papers.setFocus()
    head.papers.setCurrentIndex(other)
    head.papers.activated.emit(other)
    window.until(lambda: review.outline is not before)
    assert review.outline == read_outline(path, other)
    assert head.papers.currentIndex() == other
    window.click(review.accept)
    window.until(lambda: window.main.desk.opened)
    assert window.main.desk.opened is not None
    assert window.main.desk.opened.title == read_outline(path, other).title


def test_the_chooser_names_the_plan_that_is_shown(window: Driver, tmp_path: Path) -> None:
    path = write_document(tmp_path, TWO_PLANS)
    window.drop(window.program.frame, [path])
    window.until(lambda: window.main.flows.under_review)
    review, head = window.main.review, window.main.review.head
    assert review.outline is not None
    shown = review.outline.paper
    path.unlink()
    head.papers.setCurrentIndex(1 - shown)
    head.papers.activated.emit(1 - shown)
    window.until(window.main.notice.isVisible)
    assert (head.papers.currentIndex(), review.outline.paper) == (shown, shown)


def test_a_single_plan_offers_no_choice_and_a_summary_is_called_one(window: Driver, tmp_path: Path) -> None:
    text = TEXT.replace("工作要点", "工作总结")
    window.drop(window.program.frame, [write_document(tmp_path, text)])
    window.until(lambda: window.main.flows.under_review)
    head = window.main.review.head
    assert not head.papers.isVisible()
    assert head.facts.text().startswith("工作总结 · ")


def test_the_file_dialog_offers_every_form_that_is_read(window: Driver) -> None:
    window.main.actions.import_file.trigger()
    dialog = window.main.dialogs.current
    assert isinstance(dialog, QFileDialog)
    for form in (
        "docx",
        "doc",
        "wps",
        "pdf",
        "ofd",
        "html",
        "htm",
        "mht",
        "txt",
        "xlsx",
        "jpg",
        "png",
        "tif",
    ):
        assert f"*.{form}" in dialog.nameFilters()[0]
    dialog.reject()


def test_a_duty_from_the_document_is_taken_over_once(window: Driver, tmp_path: Path) -> None:
    window.import_document(write_document(tmp_path, WITH_DUTY))
    main, people = window.main, window.main.work.panel.people
    window.go_to("加强校园安全")
    assert people.suggestion.text() == "文件写明：牵头 安全科 · 配合 总务科 · 完成时限 10月底"
    QTest.mouseClick(people.take, LEFT)
    row = window.stored("加强校园安全")
    assert (row.lead, row.supporting) == ("安全科", "总务科")
    assert row.due is not None
    assert (row.due.month, row.due.day) == (10, 31)
    assert people.lines["lead"].text() == "安全科"
    assert people.suggestion.isHidden()
    assert people.take.isHidden()
    main.actions.undo.trigger()
    assert window.stored("加强校园安全").lead == ""
    assert not people.suggestion.isHidden()
    window.go_to("办好劳动教育")
    assert people.suggestion.isHidden()


def test_a_target_is_a_suggestion_until_it_is_confirmed(window: Driver, tmp_path: Path) -> None:
    window.import_document(write_document(tmp_path))
    box = window.main.work.panel.targets
    item = window.go_to("每学期组织2次").id
    assert box.caption.text() == "量化指标，1 项待确认"
    assert box.buttons[0].text() == "确认"
    QTest.mouseClick(box.buttons[0], LEFT)
    assert [row.confirmed for row in window.main.desk.targets(item)] == [True]
    assert box.caption.text() == "量化指标"
    QTest.mouseClick(box.buttons[0], LEFT)
    assert [row.confirmed for row in window.main.desk.targets(item)] == [False]
    window.main.actions.undo.trigger()
    assert box.buttons[0].text() == "✓ 已确认"
