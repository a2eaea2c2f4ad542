"""Reading a Word file and a PDF against the libraries merely handing over their text; growth with length."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import docx
import pypdfium2  # type: ignore[import-untyped]

from benchmarks.measure import Figure, compare, seconds
from benchmarks.parsing import sample_text
from desktop_app.documents import read_outline
from desktop_app.documents.parser import parse
from desktop_app.documents.readers import read_source
from desktop_app.resources import SAMPLE
from tests.documents.readers.published import write_pdf

PAGES_TEXT = 165_000  # characters: about 300 pages
LONGEST = 5_000_000  # characters


def figures() -> Iterator[Figure]:
    """Measure .docx, .pdf, and parsing at 5 million characters."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        word, pdf = folder / "sample.docx", folder / "sample.pdf"
        # A document as it is, and its points again and again; each holds four targets, more than most do.
        for text in (next(SAMPLE.glob("*.txt")).read_text(encoding="utf-8"), sample_text(50_000)):
            _write_word(text, word)
            mine, theirs = compare(lambda: read_outline(word), lambda: _paragraphs(word))
            yield Figure(
                f"reading and parsing a .docx of {len(text):,} characters against python-docx's paragraphs",
                mine / theirs,
                3,
                f"{mine * 1000:.0f} ms, python-docx {theirs * 1000:.0f} ms",
            )
        write_pdf(sample_text(PAGES_TEXT), pdf)
        pages = len(pypdfium2.PdfDocument(pdf))
        mine, theirs = compare(lambda: read_source(pdf), lambda: _page_texts(pdf), 3)
        yield Figure(
            f"reading a PDF of {pages} pages against pypdfium2's text",
            mine / theirs,
            2,
            f"{mine:.2f} s, pypdfium2 {theirs:.2f} s",
        )
    half, whole = sample_text(LONGEST // 10), sample_text(LONGEST)
    growth = seconds(lambda: parse(whole), 1) / seconds(lambda: parse(half), 1) / 10
    yield Figure("cost a character at 5,000,000 against 500,000", growth, 1.5, "1 is in proportion")


def _write_word(text: str, path: Path) -> None:
    document = docx.Document()
    for line in text.split("\n"):
        document.add_paragraph(line)
    document.save(str(path))


def _paragraphs(path: Path) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(str(path)).paragraphs]


def _page_texts(path: Path) -> list[str]:
    with pypdfium2.PdfDocument(path) as document:
        return [page.get_textpage().get_text_bounded() for page in document]
