"""The charts of the paper, legible on a black-and-white copy: parts by pattern, their figures in words."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_app.models.values import Progress, Verdict
from desktop_app.reports import words
from desktop_app.reports.content import Report, Standing
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
DARK, PALE = 0.25, 0.85


@dataclass(frozen=True)
class Pattern:
    """What a part of a bar is called and how it is filled; `figure` is the gray of a figure in it."""

    name: str
    fill: float | None = None
    hatch: bool = False
    crossed: bool = False
    figure: float = 0.0

    def box(self, x: float, y: float, width: float, height: float) -> Box:
        """Return a box filled so."""
        return Box(x, y, width, height, self.fill, self.hatch, self.crossed)


Part = Box | Text
Counted = Sequence[tuple[Pattern, int]]
PROGRESS: Mapping[Progress | None, Pattern] = {
    Progress.DONE: Pattern(words.STATES[Progress.DONE], DARK, figure=1.0),
    Progress.UNDER_WAY: Pattern(words.STATES[Progress.UNDER_WAY], hatch=True),
    Progress.NOT_STARTED: Pattern(words.STATES[Progress.NOT_STARTED]),
    None: Pattern(words.STATES[None], PALE),
}
VERDICTS: Mapping[Verdict | None, Pattern] = {
    Verdict.ACHIEVED: Pattern(words.VERDICT[Verdict.ACHIEVED], DARK, figure=1.0),
    Verdict.MOSTLY_ACHIEVED: Pattern(words.VERDICT[Verdict.MOSTLY_ACHIEVED], hatch=True),
    Verdict.NOT_ACHIEVED: Pattern(words.VERDICT[Verdict.NOT_ACHIEVED], hatch=True, crossed=True),
    Verdict.NOT_APPLICABLE: Pattern(words.VERDICT[Verdict.NOT_APPLICABLE], PALE),
    None: Pattern("未作结论"),
}


def progress_chart(compositor: Compositor, report: Report) -> list[Strip]:
    """Return one bar a section, as long as it has points, dark as far as they are done."""
    unit = BARS / (max(sum(one.points.values()) for one in report.sections) or 1)
    rows = [(one.heading, _bar(compositor, _progress(one), unit)) for one in report.sections]
    legend = _legend(compositor, _progress(report.total))
    return _chart(compositor, "各章要点进度", [*legend, *_rows(compositor, rows)])


def verdict_chart(compositor: Compositor, report: Report) -> list[Strip]:
    """Return one bar a section, all equally long, parted by its points' verdicts; none without verdicts."""
    if not any(report.total.verdicts.get(verdict) for verdict in Verdict):
        return []
    shown = [one for one in report.sections if sum(one.points.values())]
    rows = []
    for standing in (*shown, replace(report.total, heading="合计")):
        counted = _verdicts(standing)
        rows.append((standing.heading, _bar(compositor, counted, BARS / sum(n for _part, n in counted))))
    legend = _legend(compositor, _verdicts(report.total))
    return _chart(compositor, "自评结论构成", [*legend, *_rows(compositor, rows)])


def score_chart(compositor: Compositor, report: Report) -> list[Strip]:
    """Return one frame a section, as long as its full score, dark as far as that was earned; none without."""
    scored = [
        (one.heading, one.score, one.full_score)
        for one in report.sections
        if one.full_score and one.score is not None
    ]
    if not scored:
        return []
    unit = (BARS - SCORES) / max(full for _heading, _got, full in scored)
    rows = [(heading, _score_bar(compositor, got, full, unit)) for heading, got, full in scored]
    return _chart(compositor, "各章自评得分", _rows(compositor, rows))


def _progress(standing: Standing) -> Counted:
    return [(pattern, standing.points.get(state, 0)) for state, pattern in PROGRESS.items()]


def _verdicts(standing: Standing) -> Counted:
    return [(pattern, standing.verdicts.get(verdict, 0)) for verdict, pattern in VERDICTS.items()]


def _chart(compositor: Compositor, title: str, strips: Sequence[Strip]) -> list[Strip]:
    head = kept(compositor.paragraph(title, styles.CHART_HEAD))
    return [Strip(LEADING / 2), *head, *strips]


def _rows(compositor: Compositor, rows: Sequence[tuple[str, Sequence[Part]]]) -> list[Strip]:
    """Return a row for each heading, with its bar in the middle of the heading's lines.

    All are equally high, but for headings of more than two lines.
    """
    names = [compositor.texts(heading or "（未命名）", NAME, NAME_WIDTH) for heading, _bar in rows]
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


def _bar(compositor: Compositor, counted: Counted, unit: float) -> list[Part]:
    """Return the parts of a bar, each with its figure where it has room; `unit`: the length of one point."""
    x = 0.0
    ops: list[Part] = []
    for pattern, count in counted:
        if count:
            ops.append(pattern.box(x, 0, count * unit, BAR_HEIGHT))
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


def _legend(compositor: Compositor, counted: Counted) -> list[Strip]:
    """Return what each pattern means, with how many points in all and their share; lines as needed."""
    whole = sum(count for _pattern, count in counted) or 1
    lines: list[list[Op]] = [[]]
    x, top = 0.0, (SMALL_LEADING - SAMPLE) / 2
    for pattern, count in counted:
        if not count:
            continue
        said = f"{pattern.name} {count}（{100 * count / whole:.0f}%）"
        width = SAMPLE + 3 + compositor.width(said, TEXT.role, TEXT.size)
        if x and x + width > AREA_WIDTH:
            lines.append([])
            x = 0.0
        lines[-1].append(pattern.box(x, top, SAMPLE, SAMPLE))
        lines[-1].append(compositor.one_line(said, TEXT, x + SAMPLE + 3, baseline(TEXT)))
        x += width + FINE / 2
    return [Strip(SMALL_LEADING, tuple(ops), keep=True) for ops in lines if ops]


def _score_bar(compositor: Compositor, got: float, full: float, unit: float) -> list[Part]:
    said = f"{words.figure(got)}/{words.figure(full)}　{100 * got / full:.0f}%"
    y = (BAR_HEIGHT - TEXT.size) / 2 + ASCENT * TEXT.size
    return [
        Box(0, 0, full * unit, BAR_HEIGHT),
        Box(0, 0, min(got, full) * unit, BAR_HEIGHT, DARK),
        compositor.one_line(said, TEXT, full * unit + FINE / 2, y),
    ]
