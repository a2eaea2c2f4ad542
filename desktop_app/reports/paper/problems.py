"""Problems and measures gathered from all points, each leading to its point."""

from dataclasses import replace

from desktop_app.reports import parts
from desktop_app.reports.content import Report
from desktop_app.reports.paper import styles
from desktop_app.reports.paper.chapters import chapter
from desktop_app.reports.paper.points import links_of
from desktop_app.reports.typesetting.grid import AREA_WIDTH
from desktop_app.reports.typesetting.paragraph import Align, Compositor
from desktop_app.reports.typesetting.strips import Strip
from desktop_app.reports.typesetting.table import Column, Row, Table

PLACE, POINT, WHO = 40.0, 84.0, 87.0
SAID = (AREA_WIDTH - PLACE - POINT - WHO) / 2
COLUMNS = tuple(
    Column(head, width, Align.LEFT if at else Align.CENTRE)
    for at, (head, width) in enumerate(zip(parts.PROBLEM_HEADS, (PLACE, POINT, SAID, SAID, WHO), strict=True))
)


def problems(compositor: Compositor, report: Report) -> list[Strip]:
    """Return the chapter of problems, on a new page; where there are none, one quiet line where it comes."""
    links = links_of(report)
    rows = [Row(cells, ("Problem", number), link=links[number]) for number, cells in parts.problems(report)]
    strips = chapter(compositor, parts.PROBLEMS, "problems", new_page=bool(rows))
    if not rows:
        quiet = replace(styles.QUIET_LINE, left=0, align=Align.CENTRE)
        return strips + compositor.paragraph(parts.NO_PROBLEMS, quiet)
    return strips + Table(compositor, COLUMNS, styles.TABLE_HEAD, styles.TABLE_BODY).strips(rows)
