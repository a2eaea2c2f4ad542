"""What the page for the head says; needs none of what a writer needs."""

from dataclasses import dataclass

from desktop_app.models.overview import Overview, overview
from desktop_app.models.standing import open_days
from desktop_app.reports.content import Report, heading_of
from desktop_app.reports.forms import titled
from desktop_app.reports.words import long_date


@dataclass(frozen=True)
class Sheet:
    """The overview, whose it is, and a line for each point that is late."""

    overview: Overview
    title: str
    school: str
    late: tuple[str, ...] = ()


def sheet_of(report: Report) -> Sheet:
    """Return the page of a report, as of its day: each late point with who leads it and since when."""
    tree, day = report.tree, report.made_on
    year = overview(tree, report.moments, day, report.year or day.year, report.grades)
    lines = []
    for item_id in year.total.late:
        row = tree[item_id]
        due = min(due for due in open_days(tree, item_id) if due < day)
        said = "，".join(filter(None, (row.lead or row.person, f"应于{long_date(due)}前完成")))
        lines.append(f"{heading_of(row)}（{said}）")
    return Sheet(year, titled(report, ""), report.school.name.strip(), tuple(lines))
