"""The cover, and the contents with page numbers."""

from collections.abc import Sequence
from dataclasses import replace

from desktop_app.documents.outline import Level
from desktop_app.reports import words
from desktop_app.reports.content import Report
from desktop_app.reports.fonts import Role
from desktop_app.reports.paper import styles
from desktop_app.reports.parts import cover_fields
from desktop_app.reports.typesetting import grid
from desktop_app.reports.typesetting.grid import AREA_HEIGHT, AREA_WIDTH, BODY, LEADING, SMALL, SMALL_LEADING
from desktop_app.reports.typesetting.pages import Page, Placed, paginate
from desktop_app.reports.typesetting.paragraph import ASCENT, Align, Compositor, Style, baseline, kept
from desktop_app.reports.typesetting.strips import Link, Mark, Op, Rule, Strip

NAME = Style(Role.TITLE, 36, LEADING * 2, align=Align.CENTRE)  # 小初
SUBJECT = Style(Role.TITLE, 22, LEADING * 4 / 3, left=BODY, right=BODY, align=Align.CENTRE, literal=True)
FIELD = Style(Role.BODY, BODY, LEADING * 1.25, literal=True)
FOLIO = Style(Role.SONG, grid.FOLIO, grid.FOLIO)
FIELD_X, FIELD_WIDTH = 3.5 * BODY, 20.5 * BODY
LABEL_WIDTH = 5.5 * BODY
PAGE_WIDTH = 2.5 * SMALL
CONTENTS_LEADINGS = (SMALL_LEADING, SMALL_LEADING * 0.9, SMALL_LEADING * 0.8, SMALL_LEADING * 1.2)
LEAST_FILLED = 1 / 3  # of the last page of the contents


def cover(compositor: Compositor, report: Report, paper: str = words.REPORT_NAME) -> list[Strip]:
    """Return the cover: the document's name, the paper's, and the lines about the school."""
    subject = compositor.title(report.title, SUBJECT)
    name = compositor.paragraph(paper, NAME)
    subject[0] = replace(subject[0], mark=Mark("cover", "封面", 0))
    year = f"（{report.year}年度）" if report.year else ""
    part = f"自评范围：{report.range}" if report.range else ""
    below = replace(styles.TEXT, role=Role.KAI, indent=0, align=Align.CENTRE)
    under = compositor.paragraph("\n".join(filter(None, (year, part))), below)
    strips = [*subject, Strip(LEADING / 2), *name, *under]
    lines = [strip for field in cover_fields(report) for strip in _field(compositor, *field)]
    used = sum(strip.height for strip in (*strips, *lines))
    top = Strip(LEADING * 3.5, firm=True)
    middle = Strip(max(AREA_HEIGHT - top.height - used - LEADING, 0))
    return kept([top, *strips, middle, *lines], last=False)


def _field(compositor: Compositor, label: str, value: str, after: str) -> list[Strip]:
    """Return a line of the cover: a label, and its value on a rule."""
    at = FIELD_X + LABEL_WIDTH
    width = FIELD_WIDTH - LABEL_WIDTH
    lines = compositor.texts(value or "　", replace(FIELD, align=Align.CENTRE), width) or [[]]
    words_before = compositor.one_line(label, replace(FIELD, role=Role.HEI), FIELD_X, baseline(FIELD))
    strips = []
    for number, line in enumerate(lines):
        y = baseline(FIELD) + 5
        ops: list[Op] = [replace(text, x=text.x + at) for text in line]
        ops.append(Rule(at, y, at + width, y, 0.6))
        if number == 0:
            ops.append(words_before)
        if after and number == len(lines) - 1:
            ops.append(compositor.one_line(after, FIELD, at + width + 4, baseline(FIELD)))
        strips.append(Strip(FIELD.leading, tuple(ops)))
    return strips


def bound(cover: Sequence[Strip], contents: Sequence[Strip] = ()) -> list[Page]:
    """Return the pages before page 1: each part begins on the right, as page 1 does, on a leaf of its own."""
    pages: list[Page] = []
    for strips in (cover, contents):
        pages += paginate(strips)
        pages += [Page()] * (len(pages) % 2)
    return pages


def contents(compositor: Compositor, body: Sequence[Page], deepest: int) -> list[Strip]:
    """Return the contents of the body's pages, the first of which is page 1: marks less deep than `deepest`.

    Where few lines would be left for a last page they are set closer, or, if that does not do, wider apart.
    """
    first = _contents(compositor, body, deepest, CONTENTS_LEADINGS[0])
    if _fills(first):
        return first
    others = (_contents(compositor, body, deepest, leading) for leading in CONTENTS_LEADINGS[1:])
    return next(filter(_fills, others), first)


def _fills(strips: Sequence[Strip]) -> bool:
    pages = paginate(strips)
    last = pages[-1].placed[-1]
    return len(pages) == 1 or last.y + last.strip.height >= LEAST_FILLED * AREA_HEIGHT


def _contents(compositor: Compositor, body: Sequence[Page], deepest: int, leading: float) -> list[Strip]:
    title = compositor.paragraph("目　录", styles.CHAPTER)
    title[0] = replace(title[0], new_page=True, mark=Mark("contents", "目录", 0))
    strips = [*kept(title), Strip(LEADING / 2, keep=True)]
    for number, page in enumerate(body, 1):
        for placed in page.placed:
            mark = placed.strip.mark
            if mark is not None and mark.title and mark.depth < deepest:
                strips += _line(compositor, mark, number, leading)
    return strips


def deepest_listed(report: Report) -> int:
    """Return from which depth on the contents list nothing: points stand in them where there are not many."""
    if sum(report.total.points.values()) <= words.MOST_LISTED:
        return 99
    depth, entries = 1, report.entries
    while entries and entries[0].item.level is not Level.POINT:
        depth, entries = depth + 1, entries[0].children
    return max(depth, 2)


def _line(compositor: Compositor, mark: Mark, page: int, leading: float) -> list[Strip]:
    """Return a heading, dots and its page; the whole of it leads there."""
    role = Role.HEI if mark.depth == 0 else Role.SONG
    style = Style(
        role, SMALL, leading, left=max(mark.depth - 1, 0) * 1.5 * SMALL, align=Align.LEFT, literal=True
    )
    lines = compositor.texts(mark.title, replace(style, right=PAGE_WIDTH + SMALL), AREA_WIDTH)
    strips = []
    for number, line in enumerate(lines):
        ops: list[Op] = [*line, Link(style.left, 0, AREA_WIDTH - style.left, style.leading, mark.key)]
        if number == len(lines) - 1:
            figure = str(page)
            width = compositor.width(figure, Role.SONG, SMALL)
            y = baseline(style)
            text = line[-1]
            end = text.x + max(compositor.width("".join(p.text for p in text.pieces), role, SMALL), 0)
            ops.append(Rule(end + 4, y - 2, AREA_WIDTH - PAGE_WIDTH, y - 2, 0.7, 0.3, dots=True))
            ops.append(compositor.one_line(figure, replace(style, role=Role.SONG), AREA_WIDTH - width, y))
        strips.append(Strip(style.leading, tuple(ops)))
    return kept(strips, last=False)


def folio(compositor: Compositor, number: int) -> Placed:
    """Return a page's number: on odd pages right less one character, on even ones left plus one."""
    said = f"— {number} —"
    width = compositor.width(said, FOLIO.role, FOLIO.size)
    x = AREA_WIDTH - FOLIO.size - width if number % 2 else FOLIO.size
    text = compositor.one_line(said, FOLIO, x, ASCENT * FOLIO.size)
    return Placed(AREA_HEIGHT + grid.FOLIO_BELOW, Strip(FOLIO.leading, (text,)))
