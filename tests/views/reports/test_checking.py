"""A click on what a check found leads into the field that it is about, and back."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtWidgets import QApplication

from desktop_app.models.values import Verdict
from desktop_app.reports.checks import Code
from desktop_app.views.office.school_dialog import SchoolDialog
from desktop_app.views.reports.page import CHECKS
from tests.views.reports.conftest import ReportDriver


def test_a_check_leads_to_its_item_and_back(report: ReportDriver) -> None:
    main, page = report.window.main, report.page
    report.reports.close()
    report.window.go_to("规范食堂管理")
    main.work.tree.tick_chosen()
    main.actions.report.trigger()
    report.wait_for_pages()
    current = report.reports.proofs.current
    assert current is not None
    finding = [one for one in current.findings if one.item_id][-1]
    assert str(len(current.findings)) in page.tabs.button(CHECKS).text()
    page.checks.tree.chosen.emit(finding)
    assert report.window.program.frame.pages.currentWidget() is main.work
    assert main.work.panel.item_id == finding.item_id
    assert main.notice.words.text() == finding.message
    report.window.click(main.notice.first)
    assert report.window.program.frame.pages.currentWidget() is page


def test_a_check_leads_into_the_very_field(report: ReportDriver) -> None:
    """The keys go into what is to be written, which is in sight, and so is the row above the notice."""
    main, page, frame = report.window.main, report.page, report.window.program.frame
    row = report.window.item("规范食堂管理")
    report.reports.close()
    main.desk.set_fields([row.id], {"verdict": Verdict.NOT_ACHIEVED, "narrative": "组织陪餐××次，记录完整。"})
    report.window.go_to("开好思政课")
    seen = {}
    for code in (Code.NO_PROBLEM, Code.PLACEHOLDER, Code.SCHOOL_DATA, Code.OVERALL):
        main.actions.report.trigger()
        report.until(lambda: any(one.code == Code.PLACEHOLDER for one in page.checks._findings))
        finding = [one for one in page.checks._findings if one.code == code][-1]
        page.checks.tree.chosen.emit(finding)
        seen[code] = finding
        QApplication.processEvents()
        if finding.item_id is not None:
            panel = main.work.panel
            edit = panel.problem if code == Code.NO_PROBLEM else panel.narrative
            assert frame.focusWidget() is edit
            place = QRect(edit.mapTo(panel.viewport(), QPoint()), edit.size())
            assert panel.viewport().rect().contains(place)
            tree = main.work.tree
            assert tree.viewport().rect().contains(tree.visualRect(tree.currentIndex()))
            assert edit.textCursor().selectedText() == finding.words
    dialog = main.dialogs.current
    assert isinstance(dialog, SchoolDialog)
    assert dialog.focusWidget() is dialog.lines[seen[Code.SCHOOL_DATA].field]
    assert seen[Code.SCHOOL_DATA].field != "name"
    dialog.close()
    assert page.texts.focusWidget() is page.texts.edits[seen[Code.OVERALL].field]
