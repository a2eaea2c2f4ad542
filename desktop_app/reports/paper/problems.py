"""Problems and measures gathered from all points, each leading to its point."""

from dataclasses import replace

from desktop_app.documents.outline import Level
from desktop_app.reports import words
from desktop_app.reports.content import Entry, Report
from desktop_app.reports.paper import styles
from desktop_app.reports.paper.chapters import PROBLEMS, chapter
from desktop_app.reports.paper.points import key_of
from desktop_app.reports.typesetting.grid import AREA_WIDTH
from desktop_app.reports.typesetting.paragraph import Align, Compositor
from desktop_app.reports.typesetting.strips import Strip
from desktop_app.reports.typesetting.table import Column, Row, Table

PLACE, POINT, WHO = 40.0, 84.0, 87.0
SAID = (AREA_WIDTH - PLACE - POINT - WHO) / 2
COLUMNS = (
    Column("序号", PLACE, Align.CENTRE),
    Column("要点", POINT),
    Column("存在问题", SAID),
    Column("改进措施", SAID),
    Column("责任与时限", WHO),
)
NONE = "（本次自评没有填写存在问题）"


def problems(compositor: Compositor, report: Report) -> list[Strip]:
    """Return the chapter of problems, on a new page; where there are none, one quiet line where it comes."""
    rows = []
    link = ""
    for number, entry in enumerate(report.walk(), 1):
        if entry.item.level is not Level.MEASURE or not link:  # a measure has no bookmark of its own
            link = key_of(number)
        if words.has_problem(entry):
            rows.append(Row(_cells(entry), ("Problem", number), link=link))
    strips = chapter(compositor, PROBLEMS, "problems", new_page=bool(rows))
    if not rows:
        quiet = replace(styles.QUIET_LINE, left=0, align=Align.CENTRE)
        return strips + compositor.paragraph(NONE, quiet)
    return strips + Table(compositor, COLUMNS, styles.TABLE_HEAD, styles.TABLE_BODY).strips(rows)


def _cells(entry: Entry) -> tuple[str, ...]:
    row = entry.item
    due = words.long_date(row.due) if row.due else ""
    who = (row.lead.strip(), row.person.strip(), due)
    title = row.title.strip() or entry.heading or entry.bureau_words
    verdict = words.VERDICT[row.verdict] if row.verdict and words.is_short_of(row.verdict) else ""
    return (
        entry.place,
        f"{title}（{verdict}）" if verdict else title,
        row.problem.strip() or "（未填写）",
        row.improvement.strip() or "（未填写）",
        "\n".join(filter(None, who)),
    )
