"""Writes the manual as a PDF: cover, contents, chapters with numbered steps, tables and pictures."""

import io
from dataclasses import replace
from functools import partial
from itertools import pairwise
from pathlib import Path

from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from desktop_app import __version__
from desktop_app.reports import manual_text
from desktop_app.reports.fonts import Role
from desktop_app.reports.manual_text import Block, Heading, Rows, Words, blocks_of, quoted
from desktop_app.reports.paper import styles
from desktop_app.reports.paper.chapters import chapter
from desktop_app.reports.paper.front import NAME, bound, contents, folio
from desktop_app.reports.paper.output import Paper, label_pages, write_paper
from desktop_app.reports.progress import Cancelled, OnProgress, Steps
from desktop_app.reports.typesetting.grid import AREA_HEIGHT, AREA_WIDTH, FINE, LEADING, SMALL, SMALL_LEADING
from desktop_app.reports.typesetting.pages import Page, paginate
from desktop_app.reports.typesetting.paragraph import Align, Compositor, Style, baseline, kept
from desktop_app.reports.typesetting.pen import Pen
from desktop_app.reports.typesetting.strips import Mark, Picture, Rule, Strip
from desktop_app.reports.typesetting.table import Column, Row, Table

SET, DRAWN = 50, 90  # hundredths of the work
PROGRAM, MANUAL = "要点自评", "用户手册"
LISTED = 2  # depths of headings that stand in the contents
TEXT = Style(Role.SONG, SMALL, SMALL_LEADING, indent=2)
LISTED_WORDS = replace(TEXT, indent=0, left=2 * SMALL)
NOTE = Style(Role.KAI, SMALL, SMALL_LEADING, left=SMALL)
SECTION = Style(Role.HEI, 14, SMALL_LEADING * 1.25, align=Align.LEFT)
UNDER = Style(Role.KAI, FINE, SMALL_LEADING, align=Align.CENTRE)
BELOW_NAME = Style(Role.KAI, 16, LEADING, align=Align.CENTRE)
APART = SMALL_LEADING / 4  # points between a step and the next
DOT = 0.36  # points a pixel of a picture, where it does not fill the width
TALLEST = AREA_HEIGHT * 0.62
FIRST_COLUMN = 0.36  # of a table of two columns


def write_manual(
    source: Path, path: Path, on_progress: OnProgress | None = None, cancelled: Cancelled | None = None
) -> None:
    """Write the manual that `source` holds, whole or not at all; the same manual gives the same bytes.

    Raises YaodianError where the file cannot be written, CancelledError where `cancelled` says so.
    """
    steps = Steps(on_progress, cancelled)
    blocks = blocks_of(source.read_text("utf-8"))
    draw = partial(_draw, blocks, source.parent, steps)
    write_paper(Paper(f"{PROGRAM}{MANUAL}", PROGRAM), path, steps, draw)


def _draw(blocks: list[Block], folder: Path, steps: Steps, compositor: Compositor, canvas: Canvas) -> None:
    front, body = _pages(blocks, folder, steps, compositor)
    pen = Pen(canvas, compositor.book)
    for at, page in enumerate((*front, *body)):
        steps.within(SET, DRAWN, at, len(front) + len(body))
        pen.page(page)
        number = at - len(front) + 1
        if number >= 1:
            pen.page(Page([folio(compositor, number)]))
        canvas.showPage()
    label_pages(canvas, len(front))


def _pages(
    blocks: list[Block], folder: Path, steps: Steps, compositor: Compositor
) -> tuple[list[Page], list[Page]]:
    """Return the cover and the contents, and the rest."""
    first = next(at for at, block in enumerate(blocks) if isinstance(block, Heading) and block.depth == 1)
    strips: list[Strip] = []
    for at, block in enumerate(blocks):
        steps.within(0, SET, at, len(blocks))
        strips += _strips(compositor, block, at, folder) if at >= first else []
    body = paginate(strips)
    said = [strip for at in range(first) for strip in _strips(compositor, blocks[at], at, folder)]
    return bound(_cover(compositor, said), contents(compositor, body, LISTED)), body


def _cover(compositor: Compositor, said: list[Strip]) -> list[Strip]:
    """Return the cover: the names, and at its foot what the manual says before its first chapter."""
    name = compositor.paragraph(PROGRAM, NAME)
    name[0] = replace(name[0], mark=Mark("cover", "封面", 0))
    below = compositor.paragraph(f"{MANUAL}\n（版本 {__version__}）", BELOW_NAME)
    strips = [Strip(LEADING * 6, firm=True), *name, Strip(LEADING / 2), *below]
    left = AREA_HEIGHT - sum(strip.height for strip in (*strips, *said))
    return kept([*strips, Strip(max(left - LEADING, 0)), *said], last=False)


def _strips(compositor: Compositor, block: Block, at: int, folder: Path) -> list[Strip]:
    if isinstance(block, Heading):
        return _heading(compositor, block, f"part-{at}")
    if isinstance(block, manual_text.Picture):
        return _picture(compositor, block, folder)
    if isinstance(block, Rows):
        return _table(compositor, block)
    return _words(compositor, block)


def _heading(compositor: Compositor, block: Heading, key: str) -> list[Strip]:
    """Return a chapter's title on a new page, or a section's; the manual's own stands on the cover."""
    if block.depth == 0:
        return []
    if block.depth == 1:
        return chapter(compositor, block.text, key)
    lines = compositor.paragraph(block.text, SECTION)
    lines[0] = replace(lines[0], mark=Mark(key, block.text, 1))
    return [Strip(SMALL_LEADING * 0.75), *kept(lines), Strip(APART, keep=True)]


def _words(compositor: Compositor, block: Words) -> list[Strip]:
    text = quoted(block.text)
    if block.note:
        bar = Rule(0, 0, 0, NOTE.leading, 2, styles.RULE_GRAY)
        lines = [replace(line, ops=(bar, *line.ops)) for line in compositor.paragraph(text, NOTE)]
        return [Strip(APART), *lines, Strip(APART)]
    if not block.sign:
        return [*compositor.paragraph(text, TEXT), Strip(APART)]
    lines = compositor.paragraph(text, LISTED_WORDS)
    size = SMALL if block.sign[0].isdigit() else SMALL / 2
    style = replace(LISTED_WORDS, role=Role.HEI, size=size)
    x = LISTED_WORDS.left - SMALL / 2 - compositor.width(block.sign, style.role, size)
    sign = compositor.one_line(block.sign, style, x, baseline(style))
    lines[0] = replace(lines[0], ops=(sign, *lines[0].ops))
    return [*lines, Strip(APART)]


def _table(compositor: Compositor, block: Rows) -> list[Strip]:
    first = AREA_WIDTH * (FIRST_COLUMN if len(block.head) == 2 else 1 / len(block.head))
    rest = (AREA_WIDTH - first) / max(len(block.head) - 1, 1)
    columns = [Column(head, rest if at else first) for at, head in enumerate(block.head)]
    body = replace(styles.TABLE_BODY, literal=False)
    table = Table(compositor, columns, styles.TABLE_HEAD, body)
    strips = table.strips([Row(tuple(map(quoted, row))) for row in block.rows])
    return [*(replace(strip, snap=False) for strip in strips), Strip(SMALL_LEADING / 2)]


def _picture(compositor: Compositor, block: manual_text.Picture, folder: Path) -> list[Strip]:
    """Return a picture in the middle of the width with a thin frame, and its caption."""
    content = (folder / block.place).read_bytes()
    across, down = ImageReader(io.BytesIO(content)).getSize()
    scale = min(DOT, AREA_WIDTH / across, TALLEST / down)
    wide, tall = across * scale, down * scale
    x, gap = (AREA_WIDTH - wide) / 2, APART
    corners = [(x, gap), (x + wide, gap), (x + wide, gap + tall), (x, gap + tall), (x, gap)]
    frame = [Rule(*one, *other, 0.35, styles.RULE_GRAY) for one, other in pairwise(corners)]
    caption = compositor.paragraph(quoted(block.caption), UNDER)
    return [
        Strip(tall + gap, (Picture(x, gap, wide, tall, content), *frame), keep=True),
        *caption,
        Strip(SMALL_LEADING / 2),
    ]
