"""Writes a form as a PDF: a table across A4, page after page, its head repeated, signed at its end.

A page lies as it is bound into an upright paper (GB/T 9704-2012, 7.10): turned a quarter, its
number where it is on the other pages.
"""

from dataclasses import replace
from functools import partial
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from desktop_app.reports import words
from desktop_app.reports.content import Counts, Report
from desktop_app.reports.fonts import Role
from desktop_app.reports.forms import Form, FormRow, titled
from desktop_app.reports.paper.booklet import front_pages
from desktop_app.reports.paper.front import folio
from desktop_app.reports.paper.output import paper_of, write_paper
from desktop_app.reports.progress import Cancelled, OnProgress, Steps
from desktop_app.reports.typesetting import grid
from desktop_app.reports.typesetting.grid import AREA_HEIGHT, AREA_WIDTH, FINE, LEADING
from desktop_app.reports.typesetting.pages import Page, paginate
from desktop_app.reports.typesetting.paragraph import Align, Compositor, Style, baseline, kept
from desktop_app.reports.typesetting.pen import Pen
from desktop_app.reports.typesetting.strips import Mark, Op, Strip
from desktop_app.reports.typesetting.table import Column, Row, Table

WIDTH, HEIGHT = AREA_HEIGHT, AREA_WIDTH  # the type area lies on its side
SET, DRAWN = 60, 90  # hundredths of the work
SMALLEST = 9.0  # 小五
SIGNED_WITH = 3  # strips of the table stay on the page that is signed
TITLE = Style(Role.TITLE, 18, LEADING, align=Align.CENTRE)
UNDER = Style(Role.SONG, FINE, LEADING * 2 / 3, align=Align.LEFT)
HEAD = Style(Role.HEI, SMALLEST, 13)
BODY = Style(Role.SONG, SMALLEST, 13, literal=True)
BAND = Style(Role.HEI, SMALLEST, 13, literal=True)
SIGNED = Style(Role.SONG, FINE, LEADING * 1.5, align=Align.LEFT)


def write_form(
    form: Form,
    report: Report,
    path: Path,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
    watermark: str = "",
) -> Counts:
    """Write one form of a report, whole or not at all; return how many rows were found again in the file.

    `items` of what is returned counts the items shown; a form shows those that belong into it. The same
    report gives the same bytes. Raises YaodianError where the file cannot be written, CancelledError where
    `cancelled` says so.
    """
    steps = Steps(on_progress, cancelled)
    paper = paper_of(report, titled(report, form.name))
    return write_paper(paper, path, steps, partial(_draw, form, report, watermark, steps))


def _draw(
    form: Form, report: Report, watermark: str, steps: Steps, compositor: Compositor, canvas: Canvas
) -> None:
    cover, upright = front_pages(compositor, report, form.name) if form.booklet else ([], [])
    across = paginate(_strips(form, report, compositor), HEIGHT)
    pen = Pen(canvas, compositor.book)
    count = len(upright) + len(across)
    for at, page in enumerate((*cover, *upright)):
        pen.watermark(watermark)
        pen.page(page)
        if at >= len(cover):
            pen.page(Page([folio(compositor, at - len(cover) + 1)]))
        canvas.showPage()
    for number, page in enumerate(across, len(upright) + 1):
        steps.within(SET, DRAWN, number, count)
        canvas.setPageSize((grid.PAGE_HEIGHT, grid.PAGE_WIDTH))  # reportlab turns the sides of a turned page
        canvas.setPageRotation(90)
        canvas.saveState()
        # Right becomes up, down becomes right: the table's head lies at the left edge of the upright page.
        canvas.transform(0, 1, -1, 0, grid.LEFT + grid.PAGE_HEIGHT - grid.TOP, grid.BOTTOM - grid.LEFT)
        pen.watermark(watermark, WIDTH, HEIGHT)
        pen.page(page)
        canvas.restoreState()
        pen.page(Page([folio(compositor, number)]))
        canvas.showPage()


def _strips(form: Form, report: Report, compositor: Compositor) -> list[Strip]:
    title = compositor.title(titled(report, form.name), TITLE, WIDTH)
    title[0] = replace(title[0], mark=Mark("form", form.name, 0))
    school = f"学校：{words.school_name(report)}"
    if report.total.score is not None and form.name == "自评表":
        total = report.total
        school += f"　　自评得分：{words.scored(total.score, total.full_score, total.grade)}"
    day = f"填报日期：{words.long_date(report.made_on)}"
    x = WIDTH - compositor.width(day, UNDER.role, UNDER.size)
    under = Strip(
        UNDER.leading,
        (
            compositor.one_line(school, UNDER, 0, baseline(UNDER)),
            compositor.one_line(day, UNDER, x, baseline(UNDER)),
        ),
        keep=True,
    )
    legend = f"具体措施前的符号：{words.signs_told()}。" if form.legend else ""
    above = [under, *kept(compositor.paragraph(legend, UNDER, WIDTH))]
    shown, rows = form.printed(report)
    whole = sum(column.part for column in shown)
    columns = [
        Column(one.head, WIDTH * one.part / whole, Align.CENTRE if one.centred else Align.LEFT)
        for one in shown
    ]
    table = Table(
        compositor, columns, HEAD, BODY, pad=(3.0, 2.5), band=BAND, ruled=True, longest=form.longest
    )
    title = [replace(strip, keep=True) for strip in title]
    strips = table.strips([_row(row) for row in rows])
    ended = [replace(strip, keep=True) for strip in strips[-SIGNED_WITH:]]  # not a name alone
    foot = [Strip(LEADING / 2, keep=True), _signed(form, compositor)]
    return [*title, *above, *strips[:-SIGNED_WITH], *ended, *foot]


def _row(row: FormRow) -> Row:
    """Return a row of the table; where it goes on on another page its number stands there again."""
    number = ("" if row.band else row.cells[0], *("" for _cell in row.cells[1:]))
    tag = None if row.item is None else ("Item", row.item)
    return Row(row.cells, tag, row.band, also=row.folded, strong=row.total, again=number)


def _signed(form: Form, compositor: Compositor) -> Strip:
    """Return the line that is signed and sealed."""
    step = WIDTH / len(form.signed)
    ops: list[Op] = [
        compositor.one_line(said, SIGNED, at * step, baseline(SIGNED)) for at, said in enumerate(form.signed)
    ]
    return Strip(SIGNED.leading, tuple(ops))
