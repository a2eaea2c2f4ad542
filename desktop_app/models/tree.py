"""The items of one checklist as a tree in memory, with the progress that follows from below."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop_app.models.values import ItemRow, Level, Progress, Verdict


@dataclass(frozen=True)
class Tally:
    """How many leaves below an item apply, and how many of them are under way or done."""

    total: int = 0
    under_way: int = 0
    done: int = 0

    @property
    def progress(self) -> Progress:
        """The progress that follows from the leaves."""
        if self.total and self.done == self.total:
            return Progress.DONE
        return Progress.UNDER_WAY if self.done or self.under_way else Progress.NOT_STARTED


_LEAVES = {
    None: Tally(1),
    Progress.NOT_STARTED: Tally(1),
    Progress.UNDER_WAY: Tally(1, under_way=1),
    Progress.DONE: Tally(1, done=1),
}


class ItemTree:
    """The items of one checklist. Rows are replaced by `update`; a changed shape needs a new tree.

    Progress of a leaf is its own; of any other item it follows from its leaves unless set by hand on it.
    What does not apply counts nowhere, neither as done nor as to do: whoever counts asks for `state`.
    What follows from below is calculated when it is first asked for and kept until something below changes.
    """

    def __init__(self, rows: Iterable[ItemRow]) -> None:
        self._rows: dict[str, ItemRow] = {}
        self._children: dict[str | None, list[str]] = {}
        for row in sorted(rows, key=lambda row: row.position):
            self._rows[row.id] = row
            self._children.setdefault(row.parent_id, []).append(row.id)
        self._tallies: dict[str, Tally] = {}
        self._files: dict[str, int] = {}
        self._order: list[str] = []  # all ids in document order, and where each stands in it
        self._places: dict[str, int] = {}
        self._ends: dict[str, int] = {}  # by id: the place after the last item below

    def __len__(self) -> int:
        return len(self._rows)

    def __contains__(self, item_id: object) -> bool:
        return item_id in self._rows

    def __getitem__(self, item_id: str) -> ItemRow:
        return self._rows[item_id]

    def children(self, item_id: str | None) -> list[str]:
        """Return the ids right below an item (None: the top), in order."""
        return self._children.get(item_id, [])

    def walk(self, item_id: str | None = None) -> Iterator[ItemRow]:
        """Return all rows below an item (None: every row), in document order."""
        if not self._order:
            self._note_order()
        if item_id is None:
            return map(self._rows.__getitem__, self._order)
        if item_id not in self._children or item_id not in self._places:
            return iter(())
        inside = self._order[self._places[item_id] + 1 : self._ends[item_id]]
        return map(self._rows.__getitem__, inside)

    def _note_order(self) -> None:
        """Note where each item stands: the shape stays, and many ask."""
        order, stack = self._order, self.children(None)[::-1]
        while stack:
            item_id = stack.pop()
            self._places[item_id] = len(order)
            order.append(item_id)
            stack.extend(reversed(self.children(item_id)))
        ends = self._ends
        for item_id in reversed(order):
            below = self.children(item_id)
            ends[item_id] = ends[below[-1]] if below else self._places[item_id] + 1

    def ancestors(self, item_id: str) -> list[str]:
        """Return the ids above an item, nearest first."""
        found = []
        parent = self._rows[item_id].parent_id
        while parent is not None:
            found.append(parent)
            parent = self._rows[parent].parent_id
        return found

    def update(self, rows: Iterable[ItemRow]) -> set[str]:
        """Replace rows; return the ids whose row or derived progress may have changed, ancestors too."""
        touched: set[str] = set()
        for row in rows:
            judged = {self._rows[row.id].verdict, row.verdict}
            self._rows[row.id] = row
            touched.update((row.id, *self.ancestors(row.id)))
            if len(judged) > 1 and Verdict.NOT_APPLICABLE in judged:
                touched.update(below.id for below in self.walk(row.id))
        for item_id in touched:
            self._tallies.pop(item_id, None)
            self._files.pop(item_id, None)
        return touched

    def tally(self, item_id: str) -> Tally:
        """Return the counts of the leaves below an item; one set by hand counts all its leaves as it says."""
        known = self._tallies.get(item_id)
        if known is None:
            known = self._tallies[item_id] = self._count(item_id)
        return known

    def progress(self, item_id: str) -> Progress:
        """Return the progress in force: set by hand, or following from below."""
        return self._rows[item_id].progress or self.tally(item_id).progress

    def state(self, item_id: str) -> Progress | None:
        """Return the progress in force of what applies, None of what does not: the one rule of all counts."""
        return self.progress(item_id) if self.applies(item_id) else None

    def by_hand(self, item_id: str) -> bool:
        """Tell whether an item with children had its progress set by hand."""
        return bool(self.children(item_id)) and self._rows[item_id].progress is not None

    def points(self) -> list[ItemRow]:
        """Return what a report counts: the lowest items that are not measures."""
        higher = [row for row in self.walk() if row.level is not Level.MEASURE]
        above = {row.parent_id for row in higher}
        return [row for row in higher if row.id not in above]

    def applies(self, item_id: str) -> bool:
        """Tell whether neither an item, nor anything above it, nor all below it was judged not to apply."""
        return self.tally(item_id).total > 0 and all(
            self._rows[one].verdict is not Verdict.NOT_APPLICABLE for one in self.ancestors(item_id)
        )

    def evidence_below(self, item_id: str) -> int:
        """Return how many pieces of evidence are linked to an item and to all below it."""
        known = self._files.get(item_id)
        if known is None:
            own = self._rows[item_id].evidence_count
            known = self._files[item_id] = own + sum(map(self.evidence_below, self.children(item_id)))
        return known

    def lacks_evidence(self, item_id: str) -> bool:
        """Tell whether work has begun on an item that applies, and nothing shows it yet."""
        begun = self.state(item_id) not in (None, Progress.NOT_STARTED)
        return begun and not self.evidence_below(item_id)

    def _count(self, item_id: str) -> Tally:
        own = self._rows[item_id].progress
        if self._rows[item_id].verdict is Verdict.NOT_APPLICABLE:
            return Tally()
        below = self._children.get(item_id)
        if below is None:
            return _LEAVES[own]
        tallies = [self.tally(child) for child in below]
        total = sum(tally.total for tally in tallies)
        if own is Progress.NOT_STARTED:
            return Tally(total)
        if own is not None:
            return Tally(total, done=total) if own is Progress.DONE else Tally(total, under_way=total)
        return Tally(total, sum(tally.under_way for tally in tallies), sum(tally.done for tally in tallies))
