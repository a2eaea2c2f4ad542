"""What the page for the head says; needs none of what a writer needs."""

from dataclasses import dataclass

from desktop_app.models.overview import Overview
from desktop_app.models.standing import open_days
from desktop_app.models.tree import ItemTree
from desktop_app.reports.content import heading_of
from desktop_app.reports.words import long_date


@dataclass(frozen=True)
class Sheet:
    """The overview, whose it is, and a line for each point that is late."""

    overview: Overview
    title: str
    school: str
    late: tuple[str, ...] = ()


def sheet_of(tree: ItemTree, overview: Overview, title: str, school: str) -> Sheet:
    """Return the page of one checklist: each late point with who leads it and since when it is late."""
    lines = []
    for item_id in overview.total.late:
        row = tree[item_id]
        day = min(day for day in open_days(tree, item_id) if day < overview.today)
        said = "，".join(filter(None, (row.lead or row.person, f"应于{long_date(day)}前完成")))
        lines.append(f"{heading_of(row)}（{said}）")
    return Sheet(overview, title, school, tuple(lines))
