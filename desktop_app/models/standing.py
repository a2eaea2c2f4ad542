"""How a point stands besides progress and verdict: what is due, who does it, whether something is wrong."""

import re
from collections.abc import Iterator
from datetime import date

from desktop_app.models.tree import ItemTree
from desktop_app.models.values import ItemRow, Progress, Verdict

_BETWEEN_NAMES = re.compile(r"[\s、，,；;]+")


def open_days(tree: ItemTree, item_id: str) -> list[date]:
    """Return the due days of an item and of all below it that are not done; none where it does not apply."""
    row = tree[item_id]
    if row.verdict is Verdict.NOT_APPLICABLE or tree.progress(item_id) is Progress.DONE:
        return []
    days = [row.due] if row.due else []
    for below in tree.children(item_id):
        days += open_days(tree, below)
    return days


def is_late(tree: ItemTree, item_id: str, today: date) -> bool:
    """Tell whether something of an item was due before today and is not done."""
    return any(day < today for day in open_days(tree, item_id))


def has_problem(tree: ItemTree, item_id: str) -> bool:
    """Tell whether a problem is written down, or a result not achieved, for an item or anything below it."""
    return any(
        row.problem.strip() or row.verdict is Verdict.NOT_ACHIEVED for row in _with_below(tree, item_id)
    )


def people_of(tree: ItemTree, item_id: str) -> frozenset[str]:
    """Return all that are named for an item and what is below it: who leads, helps, does it, supervises."""
    fields = (
        field
        for row in _with_below(tree, item_id)
        for field in (row.lead, row.supporting, row.person, row.supervisor)
        if field
    )
    return frozenset(name for field in fields for name in _BETWEEN_NAMES.split(field) if name)


def _with_below(tree: ItemTree, item_id: str) -> Iterator[ItemRow]:
    yield tree[item_id]
    yield from tree.walk(item_id)
