"""The school at a glance: one paragraph of figures, a chart of bars by section, a table of the same."""

from dataclasses import replace

from desktop_app.models.values import Progress
from desktop_app.reports import words
from desktop_app.reports.content import Report, Standing
from desktop_app.reports.figures import overview_sentence, standings
from desktop_app.reports.fonts import Role
from desktop_app.reports.paper import styles
from desktop_app.reports.typesetting.grid import AREA_WIDTH, FINE, FINE_LEADING, LEADING, SMALL, SMALL_LEADING
from desktop_app.reports.typesetting.paragraph import Align, Compositor, Style, baseline, kept
from desktop_app.reports.typesetting.strips import Box, Mark, Op, Strip
from desktop_app.reports.typesetting.table import Column, Row, Table

BARS = AREA_WIDTH - 15.5 * FINE  # the longest bar; its figures stand to the right
BAR_HEIGHT = 11.0
DARK = 0.25
CHART_TEXT = Style(Role.SONG, FINE, SMALL_LEADING, align=Align.LEFT)
CHART_NAME = Style(Role.KAI, SMALL, SMALL_LEADING, align=Align.LEFT)
NUMBER_WIDTH, NAME_WIDTH = 40.0, 132.0
MOST_KEPT = 16  # rows of the table that stay on one page


def overview(compositor: Compositor, report: Report) -> list[Strip]:
    """Return the overview, on a new page."""
    title = compositor.paragraph("自评概况", styles.CHAPTER)
    title[0] = replace(title[0], new_page=True, mark=Mark("overview", "自评概况", 0))
    strips = [*kept(title), Strip(LEADING, keep=True)]
    strips += compositor.paragraph(overview_sentence(report), styles.TEXT)
    if report.sections:
        strips.append(Strip(LEADING / 2))
        strips += _chart(compositor, report)
        strips += _table(compositor, report)
    return strips


def _chart(compositor: Compositor, report: Report) -> list[Strip]:
    """Return one bar a section, as long as it has points, dark as far as they are done."""
    most = max(sum(standing.points.values()) for standing in report.sections) or 1
    strips = kept(compositor.paragraph("各章要点进度", styles.CHART_HEAD))
    strips[0] = replace(strips[0], snap=True)
    for standing in report.sections:
        name = kept(compositor.paragraph(standing.heading or "（未命名）", CHART_NAME))
        strips += [*name, _bar(compositor, standing, BARS / most)]
    return strips


def _bar(compositor: Compositor, standing: Standing, unit: float) -> Strip:
    """Return a section's bar; `unit` is the length of one point."""
    x, top = 0.0, (SMALL_LEADING - BAR_HEIGHT) / 2
    ops: list[Op] = []
    for progress in words.ORDER:
        count = standing.points.get(progress, 0)
        if not count:
            continue
        fill = DARK if progress is Progress.DONE else None
        ops.append(Box(x, top, count * unit, BAR_HEIGHT, fill, hatch=progress is Progress.UNDER_WAY))
        x += count * unit
    said = "　".join(
        f"{words.PROGRESS[progress]} {standing.points.get(progress, 0)}" for progress in words.ORDER
    )
    ops.append(compositor.one_line(said, CHART_TEXT, x + FINE, baseline(CHART_TEXT)))
    return Strip(SMALL_LEADING, tuple(ops))


def _table(compositor: Compositor, report: Report) -> list[Strip]:
    """Return the standings as figures, a last row for all."""
    figures = standings(report)
    first = NUMBER_WIDTH if figures.numbered else NAME_WIDTH
    width = (AREA_WIDTH - first) / (len(figures.heads) - 1)
    heads = [
        Column(head, width if at else first, Align.CENTRE if at or figures.numbered else Align.LEFT)
        for at, head in enumerate(figures.heads)
    ]
    head, body = (replace(style, leading=FINE_LEADING) for style in (styles.TABLE_HEAD, styles.TABLE_BODY))
    table = Table(compositor, heads, head, body, pad=(1, 1.5))
    strips = table.strips([Row(row) for row in figures.rows])
    short = len(figures.rows) <= MOST_KEPT
    return [Strip(LEADING / 3), *(kept(strips, last=False) if short else strips)]
