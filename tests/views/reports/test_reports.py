"""The report's page as its user meets it: pages that follow what is typed, files, the way back."""

from dataclasses import replace
from pathlib import Path

import pypdf
import pytest
from docx import Document
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QLabel, QMessageBox, QToolButton, QWidget

from desktop_app.models import operations, queries
from desktop_app.views.office.school_dialog import SchoolDialog
from desktop_app.views.reports.forms import FORMS
from desktop_app.views.reports.page import RESULTS, TEXTS
from desktop_app.views.reports.reports import Reports
from desktop_app.views.settings import ReportChoices, Settings
from desktop_app.views.widgets.notice import Kind
from tests.views.conftest import Start
from tests.views.driving import Driver
from tests.views.papers import TITLE, write_document, write_evidence
from tests.views.reports.conftest import ReportDriver


def text_of(path: Path) -> str:
    """Return what a PDF says, without blanks and line breaks."""
    return "".join("".join(page.extract_text() for page in pypdf.PdfReader(path).pages).split())


def shown_text(report: ReportDriver) -> str:
    proof = report.reports.proofs.proof
    assert proof is not None
    return text_of(proof.path)


def links(widget: QWidget, words: str) -> list[QToolButton]:
    return [one for one in widget.findChildren(QToolButton) if one.text() == words]


def test_it_opens_on_the_real_pages(report: ReportDriver) -> None:
    main, page = report.window.main, report.page
    assert report.window.program.frame.pages.currentWidget() is page
    assert page.title.text() == TITLE
    proof = report.reports.proofs.proof
    assert proof is not None
    assert len(pypdf.PdfReader(proof.path).pages) == page.pages.view.pages > 2
    assert "开好思政课" in shown_text(report)
    QTest.keyClick(page.forms, Qt.Key.Key_Escape)
    assert report.window.program.frame.pages.currentWidget() is main.work


def test_every_form_has_its_pages(report: ReportDriver) -> None:
    page, seen = report.page, {}
    for row, form in enumerate(FORMS):
        page.forms.setCurrentRow(row)
        report.wait_for_pages()
        proof = report.reports.proofs.proof
        assert proof is not None
        assert proof.choice.paper == form.paper
        seen[form.key] = page.pages.view.pages
        assert page.pages.note.isVisible() == (form.form != "pdf")
    assert seen["excel"] == seen["word"] == seen["自评报告"] > seen["一页概览"] == 1


def test_words_typed_here_are_stored_and_printed_at_once(report: ReportDriver) -> None:
    main, page = report.window.main, report.page
    page.tabs.choose(TEXTS)
    page.texts.edits["overall"].setPlainText("全年工作扎实推进。")
    page.texts.edits["glance"].setPlainText("学校有二十八个班。")
    page.texts.flush()
    assert main.desk.opened is not None
    assert main.desk.opened.overall == "全年工作扎实推进。"
    assert queries.school(main.desk.workspace).glance == "学校有二十八个班。"
    report.until(lambda: report.reports.proofs.proof)
    assert "全年工作扎实推进" in shown_text(report)
    main.actions.undo.trigger()
    main.actions.undo.trigger()
    assert page.texts.edits["overall"].toPlainText() == ""
    report.until(lambda: report.reports.proofs.proof)
    assert "全年工作扎实推进" not in shown_text(report)


def test_the_schools_data_is_edited_from_here(report: ReportDriver) -> None:
    report.page.tabs.choose(TEXTS)
    report.window.click(report.page.texts.school)
    dialog = report.window.main.dialogs.current
    assert isinstance(dialog, SchoolDialog)
    dialog.lines["name"].setText("云溪区实验小学")
    report.window.click(dialog.save)
    assert report.page.texts.name.text() == "云溪区实验小学"
    report.until(lambda: report.reports.proofs.proof)
    assert "云溪区实验小学" in shown_text(report)


def test_a_part_as_a_draft(report: ReportDriver) -> None:
    page = report.page
    whole = page.pages.view.pages
    report.window.click(page.part.some)
    for row in range(1, page.part.list.count()):
        page.part.list.item(row).setCheckState(Qt.CheckState.Unchecked)
    page.draft.setChecked(True)
    report.until(lambda: report.reports.proofs.proof)
    first, second = report.window.item("加强德育工作"), report.window.item("守牢安全底线")
    assert first.title in shown_text(report)
    assert second.title not in shown_text(report)
    assert page.pages.view.pages <= whole
    report.window.click(page.maker.make)
    report.until(lambda: page.results.count == 1)
    (made,) = list((report.window.main.desk.workspace.folder / "reports").iterdir())
    assert "草稿" in made.name
    assert made.name != f"{TITLE}自评报告.pdf"
    page.part.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    assert page.part.none.isVisible()
    assert page.part.tops == ()


def test_all_forms_at_once(report: ReportDriver, tmp_path: Path) -> None:
    main, page = report.window.main, report.page
    page.forms.tick(form.key for form in FORMS)
    assert str(len(FORMS)) in page.maker.make.text()
    steps: list[str] = []
    page.maker.bar.valueChanged.connect(lambda _value: steps.append(page.maker.step.text()))
    QTest.keyClick(page.forms, Qt.Key.Key_Return)
    report.until(lambda: not page.maker.busy and page.results.count == len(FORMS))
    folder = main.desk.workspace.folder / "reports"
    names = {path.name for path in folder.iterdir()}
    assert names == {form.file_name(TITLE, "", "") for form in FORMS}
    assert "开好思政课" in text_of(folder / f"{TITLE}自评报告.pdf")
    book = load_workbook(folder / f"{TITLE}自评数据.xlsx")
    assert any("开好思政课" in str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row)
    words = Document(str(folder / f"{TITLE}自评报告.docx"))
    assert any("开好思政课" in one.text for one in words.paragraphs)
    assert page.sides.currentIndex() == RESULTS
    report.window.click(links(page.results, "打开")[0])
    report.window.click(links(page.results, "在文件夹中显示")[0])
    assert report.window.opened == [folder / f"{TITLE}自评报告.pdf", folder]
    assert any(said.startswith(f"{len(FORMS)} / {len(FORMS)}") for said in steps)


def test_what_is_ticked_is_made_and_what_one_looks_at_only_where_nothing_is(report: ReportDriver) -> None:
    page, folder = report.page, report.window.main.desk.workspace.folder / "reports"
    assert page.maker.make.text() == "生成“自评报告”"
    assert page.maker.folder.text() == "工作区的报告文件夹"
    page.forms.show_form("一页概览")
    assert page.maker.make.text() == "生成“一页概览”"
    page.forms.tick(("问题清单", "照片页"))
    assert page.maker.make.text() == "生成“问题清单”等 2 份"
    page.forms.show_form("自评表")
    assert page.maker.make.text() == "生成“问题清单”等 2 份"
    assert page.maker.make.toolTip() == "问题清单\n照片页"
    report.window.click(page.maker.make)
    report.until(lambda: page.results.count == 2)
    assert {path.name for path in folder.iterdir()} == {f"{TITLE}问题清单.pdf", f"{TITLE}照片页.pdf"}
    said = [label.text() for label in page.results.findChildren(QLabel)]
    assert not any("条目" in words for words in said)  # 0 of photos, and the headings above the problems


def test_making_can_be_cancelled(report: ReportDriver) -> None:
    page, folder = report.page, report.window.main.desk.workspace.folder / "reports"
    page.forms.tick(form.key for form in FORMS)
    report.window.click(page.maker.make)
    report.window.click(page.maker.cancel)
    report.until(lambda: not page.maker.busy)
    notice = report.window.main.notice
    report.until(notice.isVisible)
    assert "已停止" in notice.words.text()
    made = list(folder.iterdir()) if folder.exists() else []
    assert len(made) == page.results.count < len(FORMS)


def test_our_own_files_are_renewed_and_others_asked_about(report: ReportDriver) -> None:
    page, reports = report.page, report.reports
    path = report.window.main.desk.workspace.folder / "reports" / f"{TITLE}自评报告.pdf"
    report.window.click(page.maker.make)
    report.until(lambda: page.results.count == 1)
    report.window.click(page.maker.make)
    assert reports.overwriting.question is None
    report.until(lambda: not page.maker.busy)
    path.write_bytes(path.read_bytes() + b"%by hand")
    by_hand = path.read_bytes()
    report.window.click(page.maker.make)
    box = reports.overwriting.question
    assert isinstance(box, QMessageBox)
    assert path.name in box.text()
    box.defaultButton().click()
    report.until(lambda: page.results.count == 2)
    assert path.read_bytes() == by_hand
    assert text_of(path.with_name(f"{path.stem} (2).pdf")) == text_of(path)


def test_a_file_that_is_held_open_gets_another_name_and_that_is_said(report: ReportDriver) -> None:
    page = report.page
    path = report.window.main.desk.workspace.folder / "reports" / f"{TITLE}自评报告.pdf"
    path.mkdir(parents=True)  # nothing can be put in the place of a folder
    reports = report.reports
    report.window.click(page.maker.make)
    box = reports.overwriting.question
    assert box is not None
    (overwrite,) = [one for one in box.buttons() if one.text() == "覆盖"]
    overwrite.click()
    report.until(lambda: page.results.count == 1)
    said = [one.text() for one in page.results.findChildren(QWidget) if hasattr(one, "text")]
    assert f"{path.stem} (2).pdf" in said
    assert any("无法覆盖" in words and path.name in words for words in said)


def test_one_that_cannot_be_written_stops_no_other(report: ReportDriver, tmp_path: Path) -> None:
    page = report.page
    blocked = tmp_path / "文件"
    blocked.write_text("这里不能有文件夹")
    report.window.click(page.pages.save)
    dialog = report.window.main.dialogs.current
    assert isinstance(dialog, QFileDialog)
    (proposal,) = dialog.selectedFiles()
    assert Path(proposal).name == f"{TITLE}自评报告.pdf"
    dialog.fileSelected.emit(str(blocked / "报告.pdf"))
    dialog.close()
    report.until(lambda: not page.maker.busy)
    report.until(lambda: page.sides.currentIndex() == RESULTS)
    assert page.results.count == 0
    said = [one.text() for one in page.results.findChildren(QWidget) if hasattr(one, "text")]
    assert any("无法写入" in words for words in said)
    report.window.click(page.maker.make)
    report.until(lambda: page.results.count == 1)


def test_the_school_data_is_no_place_for_a_report(report: ReportDriver) -> None:
    folder = report.window.main.desk.workspace.folder
    report.window.main.dialogs.report_named.emit(folder / "yaodian.pdf")
    report.until(lambda: not report.page.maker.busy)
    report.until(lambda: report.page.sides.currentIndex() == RESULTS)
    assert not (folder / "yaodian.pdf").exists()
    assert report.page.results.count == 0


def test_what_changed_elsewhere_is_in_the_pages(report: ReportDriver, tmp_path: Path) -> None:
    main = report.window.main
    report.reports.close()
    report.window.go_to("加强校园安全")
    papers = write_evidence(tmp_path, "演练方案.docx")
    report.window.drop(main.work.panel.narrative.viewport(), papers)
    report.until(lambda: report.window.item("加强校园安全").evidence_count == 1)
    main.work.panel.narrative.setPlainText("演练两次，全体师生参加。")
    main.actions.report.trigger()  # what is being typed goes along
    report.wait_for_pages()
    assert "演练两次" in shown_text(report)
    assert "演练方案.docx" in shown_text(report)


def test_an_empty_checklist_says_so(filled: Driver, tmp_path: Path) -> None:
    main = filled.main
    rows = list(main.desk.tree.children(None))
    main.desk.do(lambda ws: operations.delete_items(ws, rows))
    main.actions.report.trigger()
    page = main.reports.page
    assert "还没有条目" in page.pages.words.text()
    assert not page.maker.make.isEnabled()
    assert not page.pages.head.isVisible()
    filled.click(page.pages.button)
    assert filled.program.frame.pages.currentWidget() is main.work


def test_choices_are_remembered(start: Start, tmp_path: Path) -> None:
    folder, places = tmp_path / "工作区", tmp_path / "上报"
    places.mkdir()
    first = start(folder)
    first.import_document(write_document(tmp_path))
    first.main.actions.report.trigger()
    page = first.main.reports.page
    page.forms.tick(("自评表", "word"))
    page.forms.show_form("自评表")
    first.main.dialogs.folder_chosen.emit(places)
    first.program.frame.close()
    first.program.stop()
    again = start(folder)
    again.main.actions.report.trigger()
    page = again.main.reports.page
    assert [form.key for form in page.forms.ticked] == ["自评表", "word"]
    assert page.forms.form.key == "自评表"
    assert page.maker.folder.text() == "上报"
    places.rmdir()
    again.main.reports.close()
    again.main.actions.report.trigger()
    assert page.maker.folder.text() != "上报"  # a stick that was pulled out


def test_files_made_after_one_went_elsewhere_are_told_there(report: ReportDriver) -> None:
    main = report.window.main
    report.window.click(report.page.maker.make)
    report.reports.close()
    report.until(main.notice.isVisible)
    assert main.notice.property("kind") == Kind.DONE
    report.window.click(main.notice.first)
    assert report.reports.shown
    assert report.page.results.count == 1


def test_another_checklist_is_another_report(report: ReportDriver, tmp_path: Path) -> None:
    page = report.page
    report.window.click(page.part.some)
    page.part.list.item(0).setCheckState(Qt.CheckState.Unchecked)
    other = tmp_path / "另一份.txt"
    other.write_text("某区教育局2027年工作要点\n一、夯实基础\n1.做好一件事。内容。\n", "utf-8")
    report.reports.close()
    report.window.import_document(other)
    report.window.main.actions.report.trigger()
    report.wait_for_pages()
    assert page.part.tops == ()
    assert "做好一件事" in shown_text(report)


@pytest.mark.parametrize("stored", [None, [], {"ticked": 3, "shown": None, "folder": []}, {"ticked": [1]}])
def test_choices_that_cannot_be_read_are_the_usual_ones(stored: object) -> None:
    assert Settings.from_json({"report": stored}).report == ReportChoices()


def test_choices_go_through_json() -> None:
    chosen = replace(Settings(), report=ReportChoices(("word",), "word", "上报"))
    assert Settings.from_json(chosen.to_json()) == chosen


def test_the_page_is_made_when_it_is_first_shown(filled: Driver) -> None:
    assert isinstance(filled.main.reports, Reports)
    assert filled.main.reports._page is None


def test_keys(report: ReportDriver) -> None:
    main, page, reports = report.window.main, report.page, report.reports
    QTest.keyClick(page.forms, Qt.Key.Key_Down)
    assert page.forms.form.paper == "自评表"
    QTest.keyClick(page.forms, Qt.Key.Key_Space)
    assert [form.key for form in page.forms.ticked] == ["自评表"]
    report.wait_for_pages()
    proof = report.reports.proofs.proof
    QTest.keyClick(page, Qt.Key.Key_F5)
    assert report.reports.proofs.proof is None
    report.wait_for_pages()
    assert report.reports.proofs.proof is not proof
    QTest.keyClick(page, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)  # here it prints what is seen
    assert main.notice.isVisible() or reports.printing.dialog is not None
    QTest.keyClick(page.texts.edits["overall"], Qt.Key.Key_Escape)
    assert main.frame.pages.currentWidget() is main.work


def test_every_control_is_reached_by_tab(report: ReportDriver) -> None:
    page = report.page
    wanted = {page.back, page.forms, page.part.all, page.draft, page.maker.change, page.maker.make}
    wanted |= {page.pages.at, page.pages.zoom, page.pages.print, page.pages.save, page.pages.view}
    wanted |= {page.tabs.button(TEXTS)}
    on, reached = page.forms.nextInFocusChain(), set()
    while on is not None and on is not page.forms:
        if on.focusPolicy() & Qt.FocusPolicy.TabFocus and on.isVisible() and on.isEnabled():
            reached.add(on)
        on = on.nextInFocusChain()
    assert wanted - reached - {page.forms} == set()


def test_a_tree_is_not_shared_with_the_worker(report: ReportDriver) -> None:
    material = report.reports.proofs.material(())
    assert material is not None
    assert material.stored.tree is not report.window.main.desk.tree
