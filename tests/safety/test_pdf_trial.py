"""A PDF that makes PDFium take all memory, or never end, is told before this process opens it."""

from pathlib import Path

import pytest

from desktop_app.documents.readers import pdf
from desktop_app.errors import YaodianError
from desktop_app.safety.pdf_trial import PdfTrial
from tests.evidence import samples


def test_pages_are_told_up_to_the_one_that_harms(tmp_path: Path) -> None:
    with PdfTrial(samples.pdf(tmp_path / "a.pdf", "第一页", "第二页")) as trial:
        assert trial.opens(1)
        assert trial.opens(0)
        assert not trial.opens(2)
    greedy = tmp_path / "greedy.pdf"
    greedy.write_bytes(samples.nested_pdf(3, 2).replace(b"<</X 7", b"<,/X 7"))
    with PdfTrial(greedy, patience=0.5) as trial:
        assert not trial.opens(0)


def test_what_pdfium_refuses_by_itself_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7 nothing")
    with PdfTrial(tmp_path / "a.pdf") as trial:
        assert trial.opens(0)


@pytest.mark.parametrize("content", [(3, 2, b"<,/X 7"), (8, 10, b"<</X 7")], ids=["memory", "time"])
def test_a_page_that_harms_is_refused_with_a_sentence(
    tmp_path: Path, content: tuple[int, int, bytes]
) -> None:
    depth, width, changed = content
    (tmp_path / "a.pdf").write_bytes(samples.nested_pdf(depth, width).replace(b"<</X 7", changed))
    with pytest.raises(YaodianError, match="已损坏"):
        pdf.read(tmp_path / "a.pdf")
