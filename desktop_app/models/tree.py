"""The items of one checklist as a tree in memory, with the progress that follows from below."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from desktop_app.models.values import ItemRow, Level, Progress, Verdict


@dataclass(frozen=True)
class Tally:
    """How many leaves below an item there are, and how many of them are under way or done."""

    total: int = 0
    under_way: int = 0
    done: int = 0

    def __add__(self, other: "Tally") -> "Tally":
        return Tally(self.total + other.total, self.under_way + other.under_way, self.done + other.done)

    @property
    def progress(self) -> Progress:
        """The progress that follows from the leaves."""
        if self.total and self.done == self.total:
            return Progress.DONE
        return Progress.UNDER_WAY if self.done or self.under_way else Progress.NOT_STARTED


class ItemTree:
    """The items of one checklist. Rows are replaced by `update`; a changed shape needs a new tree.

    Progress of a leaf is its own; of any other item it follows from its leaves unless set by hand on it.
    """

    def __init__(self, rows: Iterable[ItemRow]) -> None:
        self._rows: dict[str, ItemRow] = {}
        self._children: dict[str | None, list[str]] = {}
        for row in sorted(rows, key=lambda row: row.position):
            self._rows[row.id] = row
            self._children.setdefault(row.parent_id, []).append(row.id)
        self._tallies: dict[str, Tally] = {}

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
        """Yield all rows below an item (None: every row), in document order."""
        stack = list(reversed(self.children(item_id)))
        while stack:
            row = self._rows[stack.pop()]
            yield row
            stack.extend(reversed(self.children(row.id)))

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
            self._rows[row.id] = row
            touched.update((row.id, *self.ancestors(row.id)))
        for item_id in touched:
            self._tallies.pop(item_id, None)
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

    def by_hand(self, item_id: str) -> bool:
        """Tell whether an item with children had its progress set by hand."""
        return bool(self.children(item_id)) and self._rows[item_id].progress is not None

    def points(self) -> list[ItemRow]:
        """Return what a report counts: the lowest items that are not measures."""
        return [
            row
            for row in self.walk()
            if row.level is not Level.MEASURE
            and all(self._rows[child].level is Level.MEASURE for child in self.children(row.id))
        ]

    def evidence_below(self, item_id: str) -> int:
        """Return how many pieces of evidence are linked to an item and to all below it."""
        own = self._rows[item_id].evidence_count
        return own + sum(row.evidence_count for row in self.walk(item_id))

    def lacks_evidence(self, item_id: str) -> bool:
        """Tell whether work has begun on an item that applies, and nothing shows it yet."""
        applies = self._rows[item_id].verdict is not Verdict.NOT_APPLICABLE
        begun = self.progress(item_id) is not Progress.NOT_STARTED
        return applies and begun and not self.evidence_below(item_id)

    def _count(self, item_id: str) -> Tally:
        children = self.children(item_id)
        own = self._rows[item_id].progress
        if children and own is None:
            return sum((self.tally(child) for child in children), Tally())
        total = sum(self.tally(child).total for child in children) or 1
        return Tally(total, total if own is Progress.UNDER_WAY else 0, total if own is Progress.DONE else 0)
