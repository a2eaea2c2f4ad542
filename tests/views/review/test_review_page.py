from pathlib import Path

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest

from desktop_app.documents.outline import Level
from desktop_app.views.review.head import facts_in_words
from tests.views.driving import LEFT, NO_KEYS, Driver
from tests.views.papers import TEXT, write_document

BROKEN = TEXT.replace("3. 守护心理健康", "4. 守护心理健康")


def under_review(window: Driver, folder: Path, text: str = TEXT) -> Driver:
    window.drop(window.program.frame, [write_document(folder, text)])
    window.until(lambda: window.main.flows.under_review)
    return window


def marked(window: Driver) -> str:
    selections = window.main.review.source.extraSelections()
    return str(selections[-1].cursor.selectedText())


def test_choosing_a_heading_marks_its_words(window: Driver, tmp_path: Path) -> None:
    review = under_review(window, tmp_path).main.review
    assert review.outline is not None
    for node in review.outline.walk():
        review.tree.setCurrentIndex(review.model.index_of(review.model.place_of(node)))
        assert marked(window) == TEXT[slice(*node.source)].replace("\n", "\u2029")


def test_clicking_into_the_words_chooses_the_heading(window: Driver, tmp_path: Path) -> None:
    review = under_review(window, tmp_path).main.review
    cursor = review.source.document().find("门卫管理")
    place = review.source.cursorRect(cursor).center()
    QTest.mouseClick(review.source.viewport(), LEFT, NO_KEYS, place - QPoint(2, 0))
    node = review.model.node(review.tree.currentIndex())
    assert node.level is Level.MEASURE
    assert node.title.startswith("完善门卫管理") or node.text.startswith("完善门卫管理")
    assert marked(window).startswith("完善门卫管理")


def test_each_warning_leads_to_its_place(window: Driver, tmp_path: Path) -> None:
    review = under_review(window, tmp_path, BROKEN).main.review
    assert review.outline is not None
    warnings = review.outline.warnings
    assert warnings
    assert review.warning_title.text() == f"{len(warnings)} 处需要看一眼"
    for number, warning in enumerate(warnings):
        review.warnings.setCurrentRow(number)
        assert review.warnings.item(number).text() == warning.message
        assert marked(window) == BROKEN[slice(*warning.source)].replace("\n", "\u2029")


def test_nothing_is_stored_when_the_review_is_left(window: Driver, tmp_path: Path) -> None:
    main = under_review(window, tmp_path).main
    window.click(main.review.cancel)
    assert main.frame.pages.currentWidget() is main.welcome
    assert main.desk.undo_name is None
    assert list(main.desk.workspace.vault.folder.iterdir()) == []


def test_the_sample_is_one_click_away(window: Driver) -> None:
    main = window.main
    window.click(main.welcome.sample)
    window.until(lambda: main.flows.under_review)
    window.click(main.review.accept)
    window.until(lambda: main.desk.opened)
    assert main.desk.opened is not None
    assert main.desk.opened.title == "云溪区教育局2026年工作要点"


def test_a_file_that_is_no_document_is_refused_in_words(window: Driver, tmp_path: Path) -> None:
    picture = tmp_path / "照片.txt"
    picture.write_bytes(b"\xff\xd8\xff\xe0" + bytes(range(256)) * 20)
    window.drop(window.program.frame, [picture])
    window.until(window.main.notice.isVisible)
    assert window.main.notice.property("kind") == "error"
    assert window.main.flows.under_review is None
    assert window.main.frame.pages.currentWidget() is window.main.welcome
    window.click(window.main.notice.close_button)
    assert not window.main.notice.isVisible()


def test_facts_on_one_line(window: Driver, tmp_path: Path) -> None:
    review = under_review(window, tmp_path).main.review
    assert review.outline is not None
    assert facts_in_words(review.outline).endswith("2 章 2 节 5 条要点 9 项举措")


def test_a_double_click_makes_one_checklist(window: Driver, tmp_path: Path) -> None:
    main = under_review(window, tmp_path).main
    window.click(main.review.accept)
    window.click(main.review.accept)
    window.until(lambda: main.desk.opened and not main.workers.busy)
    assert len(main.desk.checklists) == 1


def test_during_a_review_nothing_else_is_undone(filled: Driver, tmp_path: Path) -> None:
    assert filled.main.actions.undo.isEnabled()
    under_review(filled, tmp_path)
    assert not filled.main.actions.undo.isEnabled()
    assert not filled.main.actions.tick.isEnabled()
    filled.click(filled.main.review.cancel)
    assert filled.main.actions.undo.isEnabled()


def test_a_document_that_vanished_can_be_accepted_again(window: Driver, tmp_path: Path) -> None:
    main = under_review(window, tmp_path).main
    document = tmp_path / "要点.txt"
    document.rename(tmp_path / "别处.txt")
    window.click(main.review.accept)
    window.until(main.notice.isVisible)
    assert main.desk.checklists == []
    assert main.frame.pages.currentWidget() is main.review
    (tmp_path / "别处.txt").rename(document)
    window.click(main.review.accept)
    window.until(lambda: main.desk.opened)
