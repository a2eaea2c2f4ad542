"""Writes the self-evaluation as a PDF: an official paper on its 22-line grid, with bookmarks and links."""

from functools import partial
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from desktop_app.reports import words
from desktop_app.reports.content import Counts, Report
from desktop_app.reports.paper.chapters import chapter, glance, told
from desktop_app.reports.paper.closing import evidence_list, signatures
from desktop_app.reports.paper.front import bound, contents, cover, deepest_listed, folio
from desktop_app.reports.paper.output import label_pages, paper_of, write_paper
from desktop_app.reports.paper.overview import overview
from desktop_app.reports.paper.points import Points
from desktop_app.reports.paper.problems import problems
from desktop_app.reports.parts import ORGANISED, OUTLOOK, POINTS
from desktop_app.reports.progress import Cancelled, OnProgress, Steps
from desktop_app.reports.typesetting.pages import Page, paginate
from desktop_app.reports.typesetting.paragraph import Compositor
from desktop_app.reports.typesetting.pen import Pen

SET, DRAWN = 45, 80  # hundredths of the work


def write_pdf(
    report: Report,
    path: Path,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
    watermark: str = "",
) -> Counts:
    """Write a report as a PDF, whole or not at all; return what was found again in the finished file.

    The same report gives the same bytes. Raises YaodianError where the file cannot be written and
    CancelledError where `cancelled` says so.
    """
    paper = paper_of(report, f"{report.title}{words.REPORT_NAME}")
    steps = Steps(on_progress, cancelled)
    return write_paper(paper, path, steps, partial(_draw, report, watermark, steps))


def _pages(report: Report, compositor: Compositor, steps: Steps) -> tuple[list[Page], list[Page]]:
    """Return the pages before page 1 (an even number, so that page 1 is on the right) and the rest."""
    strips = glance(compositor, report)
    strips += told(compositor, ORGANISED, "organised", report.organised, new_page=not strips)
    strips += overview(compositor, report, new_page=not strips)
    strips += chapter(compositor, POINTS, "points")
    strips += Points(compositor, report).strips(steps, 0, SET)
    strips += problems(compositor, report)
    strips += told(compositor, OUTLOOK, "outlook", report.outlook, new_page=False)
    strips += evidence_list(compositor, report)
    strips += signatures(compositor)
    body = paginate(strips)
    return bound(cover(compositor, report), contents(compositor, body, deepest_listed(report))), body


def _draw(report: Report, watermark: str, steps: Steps, compositor: Compositor, canvas: Canvas) -> None:
    front, body = _pages(report, compositor, steps)
    pen = Pen(canvas, compositor.book)
    for at, page in enumerate((*front, *body)):
        steps.within(SET, DRAWN, at, len(front) + len(body))
        pen.watermark(watermark)
        pen.page(page)
        number = at - len(front) + 1
        if number >= 1:
            pen.page(Page([folio(compositor, number)]))
        canvas.showPage()
    label_pages(canvas, len(front))
