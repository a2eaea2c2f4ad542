"""The charts of the paper, legible on a black-and-white copy: parts by pattern, their figures in words."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from desktop_app.reports.charts import (
    DARK,
    Parts,
    Pattern,
    progress_parts,
    score_bars,
    score_words,
    verdict_parts,
)
from desktop_app.reports.content import Report
from desktop_app.reports.fonts import Role
from desktop_app.reports.paper import styles
from desktop_app.reports.typesetting.grid import AREA_WIDTH, FINE, FINE_LEADING, LEADING, SMALL_LEADING
from desktop_app.reports.typesetting.paragraph import ASCENT, Align, Compositor, Style, baseline, kept
from desktop_app.reports.typesetting.strips import Box, Op, Strip, Text

NAME = Style(Role.KAI, FINE, FINE_LEADING * 0.8, align=Align.LEFT, literal=True)
NAME_WIDTH = 12 * FINE
BAR_X = NAME_WIDTH + FINE
BARS = AREA_WIDTH - BAR_X  # the longest bar
SCORES = 8.5 * FINE  # for the figures right of a bar of scores
BAR_HEIGHT, BETWEEN = 13.0, 2.5
TEXT = Style(Role.SONG, FINE, SMALL_LEADING, align=Align.LEFT)
FIGURE = Style(Role.HEI, 9.0, BAR_HEIGHT, align=Align.LEFT)  # inside a bar
SAMPLE = 10.0  # the side of a pattern's sample
PLATE = 1.5  # white around a figure on a pattern


Part = Box | Text


def progress_chart(compositor: Compositor, report: Report) -> list[Strip]:
    """Return one bar a section, as long as it has points, dark as far as they are done."""
    return _parts_chart(compositor, progress_parts(report))


def verdict_chart(compositor: Compositor, report: Report) -> list[Strip]:
    """Return one bar a section, all equally long, parted by its points' verdicts; none without verdicts."""
    parts = verdict_parts(report)
    return _parts_chart(compositor, parts) if parts else []


def score_chart(compositor: Compositor, report: Report) -> list[Strip]:
    """Return one frame a section, as long as its full score, dark as far as that was earned; none without."""
    scores = score_bars(report)
    if scores is None:
        return []
    unit = (BARS - SCORES) / scores.longest
    rows = [(heading, _score_bar(compositor, got, full, unit)) for heading, got, full in scores.rows]
    return _chart(compositor, scores.title, _rows(compositor, rows))


def _parts_chart(compositor: Compositor, parts: Parts) -> list[Strip]:
    rows = []
    for heading, counts in parts.rows:
        unit = BARS / (sum(counts) if parts.alike else parts.longest)
        rows.append((heading, _bar(compositor, zip(parts.patterns, counts, strict=True), unit)))
    return _chart(compositor, parts.title, [*_legend(compositor, parts), *_rows(compositor, rows)])


def _box(pattern: Pattern, x: float, y: float, width: float, height: float) -> Box:
    """Return a box filled as a pattern says."""
    return Box(x, y, width, height, pattern.fill, pattern.hatch, pattern.crossed)


def _chart(compositor: Compositor, title: str, strips: Sequence[Strip]) -> list[Strip]:
    head = kept(compositor.paragraph(title, styles.CHART_HEAD))
    return [Strip(LEADING / 2), *head, *strips]


def _rows(compositor: Compositor, rows: Sequence[tuple[str, Sequence[Part]]]) -> list[Strip]:
    """Return a row for each heading, with its bar in the middle of the heading's lines.

    All are equally high, but for headings of more than two lines.
    """
    names = [compositor.texts(heading, NAME, NAME_WIDTH) for heading, _bar in rows]
    usual = min(max(map(len, names)), 2)
    strips = []
    for name, (_heading, bar) in zip(names, rows, strict=True):
        height = max(SMALL_LEADING, max(usual, len(name)) * NAME.leading + BETWEEN)
        top = (height - len(name) * NAME.leading) / 2
        ops: list[Op] = [
            replace(text, y=text.y + top + line * NAME.leading)
            for line, texts in enumerate(name)
            for text in texts
        ]
        middle = (height - BAR_HEIGHT) / 2
        ops += [replace(part, x=part.x + BAR_X, y=part.y + middle) for part in bar]
        strips.append(Strip(height, tuple(ops)))
    return strips


def _bar(compositor: Compositor, counted: Iterable[tuple[Pattern, int]], unit: float) -> list[Part]:
    """Return the parts of a bar, each with its figure where it has room; `unit`: the length of one point."""
    x = 0.0
    ops: list[Part] = []
    for pattern, count in counted:
        if count:
            ops.append(_box(pattern, x, 0, count * unit, BAR_HEIGHT))
            ops += _inside(compositor, str(count), pattern, x, count * unit)
            x += count * unit
    return ops


def _inside(compositor: Compositor, figure: str, pattern: Pattern, x: float, width: float) -> list[Part]:
    """Return a figure in the middle of a part, on a white plate where the part is hatched."""
    wide = compositor.width(figure, FIGURE.role, FIGURE.size)
    if wide + 4 * PLATE > width:
        return []
    left = x + (width - wide) / 2
    ops: list[Part] = []
    if pattern.hatch:
        plate = Box(left - PLATE, PLATE, wide + 2 * PLATE, BAR_HEIGHT - 2 * PLATE, 1.0, framed=False)
        ops.append(plate)
    y = (BAR_HEIGHT - FIGURE.size) / 2 + ASCENT * FIGURE.size
    return [*ops, compositor.one_line(figure, replace(FIGURE, gray=pattern.figure), left, y)]


def _legend(compositor: Compositor, parts: Parts) -> list[Strip]:
    """Return what each pattern means, with how many points in all and their share; lines as needed."""
    lines: list[list[Op]] = [[]]
    x, top = 0.0, (SMALL_LEADING - SAMPLE) / 2
    for at, said in parts.legend():
        width = SAMPLE + 3 + compositor.width(said, TEXT.role, TEXT.size)
        if x and x + width > AREA_WIDTH:
            lines.append([])
            x = 0.0
        lines[-1].append(_box(parts.patterns[at], x, top, SAMPLE, SAMPLE))
        lines[-1].append(compositor.one_line(said, TEXT, x + SAMPLE + 3, baseline(TEXT)))
        x += width + FINE / 2
    return [Strip(SMALL_LEADING, tuple(ops), keep=True) for ops in lines if ops]


def _score_bar(compositor: Compositor, got: float, full: float, unit: float) -> list[Part]:
    y = (BAR_HEIGHT - TEXT.size) / 2 + ASCENT * TEXT.size
    return [
        Box(0, 0, full * unit, BAR_HEIGHT),
        Box(0, 0, min(got, full) * unit, BAR_HEIGHT, DARK),
        compositor.one_line(score_words(got, full), TEXT, full * unit + FINE / 2, y),
    ]
