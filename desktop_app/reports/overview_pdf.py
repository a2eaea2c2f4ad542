"""One page for the head to print: the year in figures, how sections stand, the curve, what is late."""

from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from desktop_app.models.overview import Overview, Section
from desktop_app.models.values import Progress, Verdict
from desktop_app.reports import words
from desktop_app.reports.content import Counts, Report, heading_of
from desktop_app.reports.fonts import Role
from desktop_app.reports.forms import titled
from desktop_app.reports.overview_sheet import Sheet, sheet_of
from desktop_app.reports.paper import styles
from desktop_app.reports.paper.output import paper_of, write_paper
from desktop_app.reports.papers import ONE_PAGE
from desktop_app.reports.progress import Cancelled, OnProgress, Steps
from desktop_app.reports.typesetting import grid
from desktop_app.reports.typesetting.grid import AREA_WIDTH, FINE, LEADING, SMALL_LEADING
from desktop_app.reports.typesetting.pages import Page, paginate
from desktop_app.reports.typesetting.paragraph import Align, Compositor, Style, baseline
from desktop_app.reports.typesetting.pen import Pen
from desktop_app.reports.typesetting.strips import Box, Op, Rule, Strip, Text

DRAWN = 80  # hundredths of the work
DARK = 0.25
FIGURE = Style(Role.HEI, 22, LEADING, align=Align.LEFT)
LABEL = Style(Role.SONG, FINE, grid.FINE_LEADING * 1.2, align=Align.LEFT, gray=styles.QUIET)
LINE = Style(Role.SONG, FINE, SMALL_LEADING, align=Align.LEFT)
CELL = replace(LINE, leading=grid.FINE_LEADING)
NAME = Style(Role.KAI, FINE, grid.FINE_LEADING, align=Align.LEFT, literal=True)
NAME_WIDTH, BAR_WIDTH, BAR_HEIGHT, DONE_WIDTH, CELL_WIDTH = 124.0, 52.0, 9.0, 36.0, 28.0
CURVE_HEIGHT = 4.5 * LEADING
ROOM = grid.AREA_HEIGHT + 2 * LEADING  # no page number stands below
MOST_SECTIONS, MOST_LATE = 20, 30  # rows that can fit at all


def write_overview(
    report: Report,
    path: Path,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
    watermark: str = "",
) -> Counts:
    """Write the page as a PDF, whole or not at all; it counts no items. The same report gives the same bytes.

    Raises YaodianError where the file cannot be written, CancelledError where `cancelled` says so.
    """
    steps = Steps(on_progress, cancelled)
    sheet = sheet_of(report)
    return write_paper(
        paper_of(report, titled(report, ONE_PAGE)), path, steps, partial(_draw, sheet, watermark, steps)
    )


def _draw(sheet: Sheet, watermark: str, steps: Steps, compositor: Compositor, canvas: Canvas) -> None:
    page = _page(compositor, sheet)
    steps.at(DRAWN)
    pen = Pen(canvas, compositor.book)
    pen.watermark(watermark)
    pen.page(page)
    canvas.showPage()


def _page(compositor: Compositor, sheet: Sheet) -> Page:
    """Return the page: as many sections as it has room for, then as many late points."""
    head, curve = _head(compositor, sheet), _curve(compositor, sheet.overview)
    for sections in range(min(len(sheet.overview.sections), MOST_SECTIONS), -1, -1):
        strips = [*head, *_sections(compositor, sheet.overview, sections), Strip(LEADING / 2), *curve]
        if len(paginate(strips, ROOM)) == 1:
            break
    style = replace(LINE, literal=True)
    late = [Strip(SMALL_LEADING, (_line(compositor, line, style),)) for line in sheet.late[:MOST_LATE]]
    for count in range(len(late), -1, -1):
        pages = paginate([*strips, *_late(compositor, late[:count], len(sheet.late))], ROOM)
        if len(pages) == 1:
            break
    return pages[0]


def _head(compositor: Compositor, sheet: Sheet) -> list[Strip]:
    """Return what the page begins with: whose it is, and the head figures."""
    overview = sheet.overview
    title = replace(styles.CHAPTER, leading=LEADING * 0.9)
    strips = compositor.title(sheet.title, title)[:2]
    under = f"{sheet.school}　截至{words.long_date(overview.today)}".strip("　")
    strips += compositor.paragraph(under, replace(LINE, align=Align.CENTRE))
    return [*strips, Strip(LEADING / 3), _figures(compositor, overview), Strip(LEADING / 2)]


def _figures(compositor: Compositor, overview: Overview) -> Strip:
    """Return the head figures side by side, large, each with its name below."""
    total = overview.total
    figures = [
        ("已完成", f"{len(total.done)}", f"/ {total.points}"),
        ("已逾期", f"{len(total.late)}", ""),
        ("缺佐证", f"{len(total.lacking)}", ""),
        ("有问题", f"{len(total.problems)}", ""),
    ]
    if total.score.full:
        got = "—" if total.score.got is None else words.figure(total.score.got)
        name = f"自评得分　{overview.grade}".strip()
        if overview.unscored:
            name = f"自评得分（{len(overview.unscored)}项未评）"
        figures.append((name, got, f"/ {words.figure(total.score.full)}"))
    ops: list[Op] = []
    step = min(AREA_WIDTH / len(figures), AREA_WIDTH * 0.19)  # the last has more to say
    for at, (name, figure, rest) in enumerate(figures):
        x, y = at * step, baseline(FIGURE)
        ops.append(compositor.one_line(figure, FIGURE, x, y))
        width = compositor.width(figure, FIGURE.role, FIGURE.size)
        if rest:
            ops.append(compositor.one_line(rest, LABEL, x + width + 4, y))
        ops.append(compositor.one_line(name, LABEL, x, FIGURE.leading + baseline(LABEL)))
    height = FIGURE.leading + LABEL.leading
    ops.append(Rule(0, height + 6, AREA_WIDTH, height + 6, 0.5, styles.RULE_GRAY))
    return Strip(height + 8, tuple(ops))


def _sections(compositor: Compositor, overview: Overview, most: int) -> list[Strip]:
    """Return a row a section: its heading, a bar, and the figures of its verdicts, lateness and score."""
    strips = compositor.paragraph("各章进展", styles.CHART_HEAD)
    heads = [*_VERDICT_HEADS, ("", "逾期"), ("缺", "佐证")]
    ops: list[Op] = []
    for at, head in enumerate(heads):
        for line, said in enumerate(head):
            if said:
                y = line * LABEL.leading + baseline(LABEL)
                ops.append(_right(compositor, said, LABEL, _cell_end(at), y))
    if overview.total.score.full:
        ops.append(_right(compositor, "得分", LABEL, AREA_WIDTH, LABEL.leading + baseline(LABEL)))
    strips.append(Strip(2 * LABEL.leading, tuple(ops)))
    shown = overview.sections[:most]
    strips += [_section(compositor, section) for section in shown]
    left = len(overview.sections) - len(shown)
    if left:
        strips += compositor.paragraph(f"另有{left}章，见清单。", LINE)
    return strips


def _section(compositor: Compositor, section: Section) -> Strip:
    standing = section.standing
    heading = heading_of(section.item) if section.item else "不在任何一章里的要点"
    names = compositor.texts(heading, NAME, NAME_WIDTH)
    if len(names) > 2:
        names = compositor.texts(f"{_start(heading)}……", NAME, NAME_WIDTH)[:2]
    height = max(len(names), 1) * NAME.leading + 5
    ops: list[Op] = [
        replace(text, y=text.y + line * NAME.leading) for line, texts in enumerate(names) for text in texts
    ]
    middle = (height - 5) / 2
    y = middle - CELL.leading / 2 + baseline(CELL)
    x = NAME_WIDTH + FINE / 2
    for progress in words.ORDER:
        width = (BAR_WIDTH - FINE / 2) * len(standing.progress[progress]) / max(standing.points, 1)
        if width:
            fill = DARK if progress is Progress.DONE else None
            hatch = progress is Progress.UNDER_WAY
            ops.append(Box(x, middle - BAR_HEIGHT / 2, width, BAR_HEIGHT, fill, hatch))
        x += width
    ops.append(compositor.one_line(f"{len(standing.done)}/{standing.points}", CELL, x + 4, y))
    figures = [*(standing.verdicts[one] for one in Verdict), standing.late, standing.lacking]
    for at, ids in enumerate(figures):
        if ids:
            ops.append(_right(compositor, str(len(ids)), CELL, _cell_end(at), y))
    if standing.score.full is not None:
        got = "—" if standing.score.got is None else words.figure(standing.score.got)
        ops.append(_right(compositor, f"{got}/{words.figure(standing.score.full)}", CELL, AREA_WIDTH, y))
    ops.append(Rule(0, height - 2, AREA_WIDTH, height - 2, 0.35, styles.RULE_GRAY))
    return Strip(height, tuple(ops))


_VERDICT_HEADS = (("", "达成"), ("基本", "达成"), ("未", "达成"), ("不", "适用"))


def _cell_end(at: int) -> float:
    """Return where a column of figures ends."""
    return NAME_WIDTH + BAR_WIDTH + DONE_WIDTH + (at + 1) * CELL_WIDTH


def _right(compositor: Compositor, said: str, style: Style, end: float, y: float) -> Text:
    return compositor.one_line(said, style, end - compositor.width(said, style.role, style.size), y)


def _start(heading: str) -> str:
    """Return what of a heading fits on two lines beside the sign that it goes on."""
    return heading[: int(2 * NAME_WIDTH / FINE) - 4]


def _curve(compositor: Compositor, overview: Overview) -> list[Strip]:
    """Return what was done (heavy) against what was due (thin), each named at its end."""
    strips = compositor.paragraph(f"{overview.years}年进度", styles.CHART_HEAD)
    months, most = overview.curve, max(overview.total.points, 1)
    left, right = 2.5 * FINE, 6 * FINE
    step = (AREA_WIDTH - left - right) / max(len(months), 1)
    top, bottom = FINE, CURVE_HEIGHT - FINE * 1.5

    def place(at: int, count: int) -> tuple[float, float]:
        return left + (at + 1) * step, bottom - (bottom - top) * count / most

    first, day = months[0].first, overview.today
    passed = (day.year - first.year) * 12 + day.month - first.month + (day.day - 1) / 31
    today = left + passed * step
    ops: list[Op] = []
    for count in sorted({0, most}):
        y = place(0, count)[1]
        ops.append(Rule(left, y, AREA_WIDTH - right, y, 0.35, styles.RULE_GRAY))
        ops.append(compositor.one_line(str(count), LABEL, 0, y + 3))
    every = 1 if len(months) <= 12 else 3
    for at in range(0, len(months), every):
        said = f"{months[at].first.month}月"
        width = compositor.width(said, LABEL.role, LABEL.size)
        ops.append(compositor.one_line(said, LABEL, left + (at + 0.5) * step - width / 2, CURVE_HEIGHT))
    done = [len(month.done) for month in months if month.done is not None]
    due = [len(month.due) for month in months]
    ends = []
    for counts, name, weight in ((due if months[-1].due else [], "应完成", 0.7), (done, "已完成", 2.0)):
        before = (left, bottom)
        for at, count in enumerate(counts):
            after = place(at, count)
            if counts is done:  # known up to today, not to the end of its month
                after = (min(after[0], today), after[1])
            ops.append(Rule(*before, *after, weight))
            before = after
        if counts:
            ends.append((before, f"{name}{counts[-1]}"))
    ops += _end_names(compositor, ends)
    left_out = len(overview.total.verdicts[Verdict.NOT_APPLICABLE])
    said = "" if months[-1].due else "尚未填写完成时限，应完成的曲线从略。"
    if left_out:
        said += f"不适用的{left_out}项不计在内。"
    if said:
        strips += compositor.paragraph(said, replace(LINE, gray=styles.QUIET))
    return [*strips, Strip(CURVE_HEIGHT + FINE / 2, tuple(ops))]


def _end_names(compositor: Compositor, ends: Sequence[tuple[tuple[float, float], str]]) -> list[Op]:
    """Return the lines' names beside their ends, apart where the ends are close."""
    places = [[x, y] for (x, y), _said in ends]
    if len(places) == 2 and abs(places[0][1] - places[1][1]) < FINE * 1.2:
        upper = 0 if places[0][1] <= places[1][1] else 1
        places[upper][1] -= FINE * 0.7
        places[1 - upper][1] += FINE * 0.7
    return [
        compositor.one_line(said, LINE, x + 5, y + FINE * 0.35)
        for (x, y), (_end, said) in zip(places, ends, strict=True)
    ]


def _late(compositor: Compositor, lines: Sequence[Strip], count: int) -> list[Strip]:
    """Return the first late points one a line, and how many more of all of them there are."""
    if not count:
        return []
    strips = [Strip(LEADING / 3), *compositor.paragraph("已逾期的要点", styles.CHART_HEAD), *lines]
    if len(lines) < count:
        strips += compositor.paragraph(f"{'另' if lines else '共'}有{count - len(lines)}项，见清单。", LINE)
    return strips


def _line(compositor: Compositor, said: str, style: Style) -> Text:
    return compositor.one_line(compositor.shortened(said, style, AREA_WIDTH), style, 0, baseline(style))
