"""Writes a paper as a PDF file: whole or not at all, its properties filled in, read back when it is done."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from reportlab import rl_config
from reportlab.pdfgen.canvas import Canvas

from desktop_app.files import replacing
from desktop_app.reports import words
from desktop_app.reports.content import Counts, Report
from desktop_app.reports.fonts import FontBook, Role
from desktop_app.reports.pdf_reading import read_tags
from desktop_app.reports.progress import Steps
from desktop_app.reports.typesetting import grid
from desktop_app.reports.typesetting.paragraph import Compositor

SAVED = 95  # hundredths of the work

Draw = Callable[[Compositor, Canvas], None]


@dataclass(frozen=True)
class Paper:
    """What a file's properties say: its title, whose it is, of what, and from which day (None: no day)."""

    title: str
    author: str = ""
    subject: str = ""
    made_on: date | None = None


def paper_of(report: Report, title: str) -> Paper:
    """Return the properties of a paper of a report; its day is the report's own, not the hour of writing."""
    return Paper(title, report.school.name.strip(), words.document_name(report), report.made_on)


def new_canvas(path: Path, book: FontBook) -> Canvas:
    """Return a canvas of A4 pages in Chinese; the same pages give the same bytes."""
    return Canvas(
        str(path),
        pagesize=(grid.PAGE_WIDTH, grid.PAGE_HEIGHT),
        pageCompression=1,
        invariant=1,
        lang="zh-CN",
        # Else every page names Helvetica, which is not embedded. The stubs take the name for a number.
        initialFontName=book.face(Role.SONG).name,  # type: ignore[arg-type]
    )


def write_paper(paper: Paper, path: Path, steps: Steps, draw: Draw) -> Counts:
    """Write the pages that `draw` puts on a canvas; return what was found again in the finished file."""
    book = FontBook()
    with replacing(path) as temporary:
        canvas = new_canvas(temporary, book)
        with _binary_streams():
            draw(Compositor(book), canvas)
            _describe(canvas, paper, book)
            canvas.save()
        steps.at(SAVED)
        tags = read_tags(temporary)
        steps.at(100)
    return Counts(
        items=len(tags.get("Item", ())),
        evidence=len(tags.get("Evidence", ())),
        missing=tuple(sorted(book.missing)),
    )


def label_pages(canvas: Canvas, front: int) -> None:
    """Let a viewer show the numbers that are printed; the pages before page 1 get Roman ones."""
    canvas.addPageLabel(0, style="ROMAN_LOWER", start=1)
    canvas.addPageLabel(front, style="ARABIC", start=1)


@contextmanager
def _binary_streams() -> Iterator[None]:
    """Keep reportlab from writing pages and pictures in ASCII: a tenth of the time, a quarter more room."""
    before = rl_config.useA85
    rl_config.useA85 = 0
    try:
        yield
    finally:
        rl_config.useA85 = before


def _describe(canvas: Canvas, paper: Paper, book: FontBook) -> None:
    """Fill in the document's properties."""
    canvas.setTitle(book.clean(paper.title))
    canvas.setAuthor(book.clean(paper.author))
    canvas.setSubject(book.clean(paper.subject))
    canvas.setKeywords(f"字体——{book.used()}")
    canvas.setCreator("要点自评 Yaodian")
    if paper.made_on is not None:
        stamp = f"D:{paper.made_on:%Y%m%d}000000Z"
        canvas.setDateFormatter(lambda *_now: stamp)
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.showOutline()
