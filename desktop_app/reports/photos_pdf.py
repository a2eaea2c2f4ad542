"""Writes the photo sheets: A4 upright, two photos a page, a line under each; each section begins a page.

A photo is read when its page is drawn and let go with it, at the size at which it is printed.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from desktop_app.evidence.pictures import photograph
from desktop_app.reports import words
from desktop_app.reports.content import Counts, Report
from desktop_app.reports.fonts import Role
from desktop_app.reports.forms import titled
from desktop_app.reports.paper import styles
from desktop_app.reports.paper.front import folio
from desktop_app.reports.paper.output import paper_of, write_paper
from desktop_app.reports.papers import PHOTOS
from desktop_app.reports.photos import A_PAGE, DOTS, Photo, lost_words, photos_of
from desktop_app.reports.progress import Cancelled, OnProgress, Steps
from desktop_app.reports.typesetting.grid import AREA_HEIGHT, AREA_WIDTH, FINE, LEADING, SMALL, SMALL_LEADING
from desktop_app.reports.typesetting.pages import Page, Placed
from desktop_app.reports.typesetting.paragraph import Align, Compositor, Style, baseline, kept
from desktop_app.reports.typesetting.pen import Pen
from desktop_app.reports.typesetting.strips import Mark, Op, Picture, Rule, Strip

DRAWN = 90  # hundredths of the work
MOST_LINES = 3  # of a caption; the list of evidence has the whole of it
SECTION = Style(Role.HEI, SMALL, LEADING, align=Align.LEFT, literal=True)
PLACE = Style(Role.KAI, SMALL, SMALL_LEADING, align=Align.LEFT, literal=True)
NUMBER = Style(Role.SONG, SMALL, SMALL_LEADING)
CAPTION = Style(Role.SONG, SMALL, SMALL_LEADING, left=SMALL, right=SMALL, align=Align.CENTRE)
LOST = Style(Role.KAI, SMALL, SMALL_LEADING, left=SMALL, right=SMALL, align=Align.CENTRE, gray=styles.QUIET)
NONE = Style(Role.KAI, SMALL, SMALL_LEADING, align=Align.CENTRE, gray=styles.QUIET)
ABOVE, BELOW = 3.0, 4.0  # points between a photo and the words around it
EMPTY = (4.0, 3.0)  # how wide and high a photo is taken to be that cannot be shown
FRAME = 0.35
WATERMARK_ALPHA = 0.5


@dataclass(frozen=True)
class _Sheet:
    """The photos of one page, and the heading above them; `opens`: the first page of its section."""

    section: str
    photos: tuple[Photo, ...]
    opens: bool


def write_photos(
    report: Report,
    path: Path,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
    watermark: str = "",
) -> Counts:
    """Write the photos of a report, whole or not at all; return how many were found again in the file.

    A photo that is gone or cannot be read has a box that says so. The same report and photos give the same
    bytes. Raises YaodianError where the file cannot be written, CancelledError where `cancelled` says so.
    """
    steps = Steps(on_progress, cancelled)
    paper = paper_of(report, titled(report, PHOTOS))
    return write_paper(paper, path, steps, partial(_draw, report, watermark, steps))


def _draw(report: Report, watermark: str, steps: Steps, compositor: Compositor, canvas: Canvas) -> None:
    sheets = _sheets(photos_of(report))
    pen = Pen(canvas, compositor.book)
    for number, sheet in enumerate(sheets or [None], 1):
        steps.within(0, DRAWN, number, len(sheets))
        strips = _title(compositor, report) if number == 1 else []
        if sheet is None:
            strips += compositor.paragraph("（没有照片）", NONE)
        else:
            strips += _strips(compositor, sheet, AREA_HEIGHT - sum(strip.height for strip in strips))
        pen.page(Page([*_placed(strips), folio(compositor, number)]))
        canvas.saveState()
        canvas.setFillAlpha(WATERMARK_ALPHA)  # over the photos: below them nobody would see it
        pen.watermark(watermark)
        canvas.restoreState()
        canvas.showPage()


def _sheets(photos: Sequence[Photo]) -> list[_Sheet]:
    """Return the photos page by page; each section begins one."""
    found = []
    for section, some in groupby(photos, key=lambda photo: photo.section):
        of_section = tuple(some)
        for at in range(0, len(of_section), A_PAGE):
            found.append(_Sheet(section, of_section[at : at + A_PAGE], at == 0))
    return found


def _placed(strips: Sequence[Strip]) -> list[Placed]:
    placed, y = [], 0.0
    for strip in strips:
        placed.append(Placed(y, strip))
        y += strip.height
    return placed


def _title(compositor: Compositor, report: Report) -> list[Strip]:
    strips = compositor.title(titled(report, PHOTOS), styles.CHAPTER)
    strips[0] = replace(strips[0], mark=Mark("photos", PHOTOS, 0))
    under = replace(NUMBER, align=Align.CENTRE)
    return [*kept(strips), *compositor.paragraph(f"学校：{words.school_name(report)}", under)]


def _strips(compositor: Compositor, sheet: _Sheet, room: float) -> list[Strip]:
    """Return a page: its heading, then its photos, each in its half of the `room` left (points)."""
    strips = []
    if sheet.section:
        text = compositor.shortened(sheet.section, SECTION, AREA_WIDTH)
        ops: list[Op] = [compositor.one_line(text, SECTION, 0, baseline(SECTION))]
        ops.append(Rule(0, LEADING - 3, AREA_WIDTH, LEADING - 3, 0.5, styles.RULE_GRAY))
        first = sheet.photos[0].number
        mark = Mark(f"photos-{first}", sheet.section, 1) if sheet.opens else None
        strips.append(Strip(LEADING, tuple(ops), mark=mark))
    half = (room - sum(strip.height for strip in strips)) / A_PAGE
    for photo in sheet.photos:
        strips += _photo(compositor, photo, half)
    return strips


def _photo(compositor: Compositor, photo: Photo, room: float) -> list[Strip]:
    """Return one photo in so much height: what it shows, the photo, the line under it."""
    number = f"〔{photo.number}〕"
    wide = compositor.width(number, NUMBER.role, NUMBER.size)
    place = compositor.shortened(photo.place, PLACE, AREA_WIDTH - wide - SMALL)
    y = baseline(PLACE) + FINE / 2
    head: list[Op] = [
        compositor.one_line(place, PLACE, 0, y),
        compositor.one_line(number, NUMBER, AREA_WIDTH - wide, y),
    ]
    lines = compositor.paragraph(photo.caption, CAPTION, tag=("Evidence", photo.number))[:MOST_LINES]
    top = Strip(PLACE.leading + FINE / 2, tuple(head))
    under = sum(line.height for line in lines) + BELOW + FINE / 2
    height = room - top.height - under
    return [top, _picture(compositor, photo, height), Strip(BELOW), *lines, Strip(FINE / 2)]


def _picture(compositor: Compositor, photo: Photo, height: float) -> Strip:
    """Return the photo in the middle of its box, or a box that says why there is none."""
    high = height - 2 * ABOVE
    shown = None
    if photo.path is not None:
        shown = photograph(photo.path, round(AREA_WIDTH * DOTS), round(high * DOTS))
    wide, tall = (float(shown.width), float(shown.height)) if shown else EMPTY
    scale = min(AREA_WIDTH / wide, high / tall)
    wide, tall = wide * scale, tall * scale
    x, y = (AREA_WIDTH - wide) / 2, (height - tall) / 2
    ops: list[Op] = []
    if shown:
        ops.append(Picture(x, y, wide, tall, shown.jpeg))
    else:
        ops += _lost(compositor, photo, wide, tall, x, y)
    ops += [
        Rule(x, y, x + wide, y, FRAME, styles.RULE_GRAY),
        Rule(x, y + tall, x + wide, y + tall, FRAME, styles.RULE_GRAY),
        Rule(x, y, x, y + tall, FRAME, styles.RULE_GRAY),
        Rule(x + wide, y, x + wide, y + tall, FRAME, styles.RULE_GRAY),
    ]
    return Strip(height, tuple(ops))


def _lost(compositor: Compositor, photo: Photo, wide: float, tall: float, x: float, y: float) -> list[Op]:
    """Return the words in the box of a photo that is gone or cannot be read."""
    lines = compositor.texts(f"（{lost_words(photo)}）\n{photo.name}", LOST, wide)[:4]
    top = y + (tall - len(lines) * LOST.leading) / 2
    return [
        replace(text, x=text.x + x, y=text.y + top + at * LOST.leading)
        for at, line in enumerate(lines)
        for text in line
    ]
