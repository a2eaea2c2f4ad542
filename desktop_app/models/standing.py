"""How a point stands besides progress and verdict: what is due, who does it, whether something is wrong."""

from datetime import date

from desktop_app.models.fields import names_in
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import ItemRow, Progress, Verdict


def open_days(tree: ItemTree, item_id: str) -> list[date]:
    """Return the due days of an item and of all below it that are not done; none where it does not apply."""
    row = tree[item_id]
    if not tree.applies(item_id) or row.progress is Progress.DONE:
        return []
    days = [] if row.due is None else [row.due]
    children = tree.children(item_id)
    for below in children:
        days += open_days(tree, below)
    # Only where there is a day does it matter whether all is done: most items have none.
    return [] if days and children and tree.progress(item_id) is Progress.DONE else days


def is_late(tree: ItemTree, item_id: str, today: date) -> bool:
    """Tell whether something of an item was due before today and is not done."""
    return any(day < today for day in open_days(tree, item_id))


def has_problem(tree: ItemTree, item_id: str) -> bool:
    """Tell whether there is something to put right at an item or anything below it."""
    return any(to_put_right(row) and tree.applies(row.id) for row in _with_below(tree, item_id))


def to_put_right(row: ItemRow) -> bool:
    """Tell whether a row that applies has a problem: the one rule of all lists and counts of problems.

    It has where a problem or an improvement is written down, or where its verdict falls short.
    """
    return is_short_of(row.verdict) or bool(row.problem.strip() or row.improvement.strip())


def is_short_of(verdict: Verdict | None) -> bool:
    """Tell whether a verdict says that there is something to put right."""
    return verdict in (Verdict.MOSTLY_ACHIEVED, Verdict.NOT_ACHIEVED)


def people_of(tree: ItemTree, item_id: str) -> frozenset[str]:
    """Return all that are named for an item and what is below it: who leads, helps, does it, supervises."""
    fields = (
        field
        for row in _with_below(tree, item_id)
        for field in (row.lead, row.supporting, row.person, row.supervisor)
        if field
    )
    return frozenset(name for field in fields for name in names_in(field))


def _with_below(tree: ItemTree, item_id: str) -> list[ItemRow]:
    found, at = [tree[item_id]], 0
    while at < len(found):
        found += [tree[child] for child in tree.children(found[at].id)]
        at += 1
    return found
