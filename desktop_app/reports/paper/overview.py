"""The result overall: the school's words, a paragraph of figures, the same as a table, charts by section."""

from dataclasses import replace

from desktop_app.reports.content import Report
from desktop_app.reports.figures import overview_sentence, standings
from desktop_app.reports.paper import styles
from desktop_app.reports.paper.chapters import chapter
from desktop_app.reports.paper.charts import progress_chart, score_chart, verdict_chart
from desktop_app.reports.parts import OVERALL
from desktop_app.reports.typesetting.grid import AREA_WIDTH, FINE_LEADING, LEADING
from desktop_app.reports.typesetting.paragraph import Align, Compositor, kept
from desktop_app.reports.typesetting.strips import Strip
from desktop_app.reports.typesetting.table import Column, Row, Table

NUMBER_WIDTH, NAME_WIDTH = 28.0, 132.0
MOST_KEPT = 16  # rows of a chart or of the table that stay on one page


def overview(compositor: Compositor, report: Report, new_page: bool = True) -> list[Strip]:
    """Return the result overall."""
    strips = chapter(compositor, OVERALL, "overview", new_page)
    strips += compositor.paragraph(report.overall, styles.TEXT)
    strips += compositor.paragraph(overview_sentence(report), styles.TEXT)
    if report.sections:
        strips += [Strip(LEADING / 2), *_table(compositor, report)]
        for chart in (progress_chart, verdict_chart, score_chart):
            strips += _whole(report, chart(compositor, report))
    return strips


def _whole(report: Report, strips: list[Strip]) -> list[Strip]:
    """Keep a chart on one page where it has few rows."""
    return kept(strips, last=False) if len(report.sections) <= MOST_KEPT // 2 else strips


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
    return kept(strips, last=False) if len(figures.rows) <= MOST_KEPT else strips
