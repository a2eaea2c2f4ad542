"""What comes out of the printer, on one that prints to a file."""

from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]
import pytest
from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

from desktop_app.errors import CancelledError
from desktop_app.views.reports.printing import new_printer, print_pages
from desktop_app.views.widgets.notice import Kind
from tests.views.reports.conftest import ReportDriver
from tests.views.reports.test_paper_view import A4, ACROSS, paper


def nobody() -> bool:
    return False


def unheard(_done: int, _total: int) -> None:
    return None


@pytest.fixture
def printer(tmp_path: Path) -> QPrinter:
    """A real printer of Qt's whose paper is a file."""
    made = new_printer("自评报告")
    made.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    made.setOutputFileName(str(tmp_path / "打印.pdf"))
    made.setResolution(144)
    return made


def test_pages_fill_a4_upright_and_lie_across_turned_to_the_left(printer: QPrinter, tmp_path: Path) -> None:
    steps: list[tuple[int, int]] = []
    data = paper(tmp_path / "报告.pdf", A4, ACROSS)
    assert print_pages(data, printer, lambda *step: steps.append(step), nobody) == 2
    assert steps == [(1, 2), (2, 2)]
    with pypdfium2.PdfDocument(tmp_path / "打印.pdf") as printed:
        assert len(printed) == 2
        upright, across = (page.render(scale=1).to_pil().convert("L") for page in printed)
        assert all(page.get_size() == pytest.approx((595, 842), abs=1) for page in printed)
    wide, high = upright.size
    assert upright.getpixel((wide // 4, high // 2)) < 50  # the left half is black on paper
    assert upright.getpixel((2, high // 2)) < 50  # up to its edge: true to size
    assert upright.getpixel((wide * 3 // 4, high // 2)) > 200
    assert across.getpixel((wide // 2, high * 3 // 4)) < 50  # left has become the foot
    assert across.getpixel((wide // 2, high // 4)) > 200


def test_only_the_pages_asked_for(printer: QPrinter, tmp_path: Path) -> None:
    printer.setFromTo(2, 3)
    assert print_pages(paper(tmp_path / "报告.pdf", *([A4] * 5)), printer, unheard, nobody) == 2


def test_printing_stops_when_asked(printer: QPrinter, tmp_path: Path) -> None:
    with pytest.raises(CancelledError, match="已停止打印"):
        print_pages(paper(tmp_path / "报告.pdf", A4), printer, unheard, lambda: True)


def test_the_pages_shown_are_printed(report: ReportDriver, printer: QPrinter, tmp_path: Path) -> None:
    reports, notice = report.reports, report.window.main.notice
    proof = reports.proofs.proof
    assert proof is not None
    printer.setResolution(72)
    reports.printing.print_to(printer, proof.path, "自评报告")
    report.until(notice.isVisible)
    assert str(len(proof.sizes)) in notice.words.text()
    with pypdfium2.PdfDocument(tmp_path / "打印.pdf") as printed:
        assert len(printed) == len(proof.sizes)


def test_the_systems_dialog_or_a_sentence_where_there_is_no_printer(report: ReportDriver) -> None:
    report.window.click(report.page.pages.print)
    notice, dialog = report.window.main.notice, report.reports.printing.dialog
    if QPrinterInfo.availablePrinterNames():
        assert dialog is not None
        dialog.reject()
    else:
        assert dialog is None
        assert notice.property("kind") == Kind.ERROR
        assert "没有装打印机" in notice.words.text()
