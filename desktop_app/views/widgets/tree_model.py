"""The shape that the window's tree models share: nodes held by the model, indexes that carry a number."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Generic, TypeVar

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QObject, QPersistentModelIndex

Key = TypeVar("Key")
Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


@dataclass(slots=True)
class _Node(Generic[Key]):
    key: Key | None
    parent: int
    row: int
    children: list[int] = field(default_factory=list)


class TreeModel(QAbstractItemModel, Generic[Key]):
    """A tree of keys. An index carries its node's place in a list that the model holds: none can dangle."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._nodes: list[_Node[Key]] = [_Node(None, -1, 0)]
        self._places: dict[Key, int] = {}

    def _grow(self, pairs: Iterable[tuple[Key, Key | None]]) -> None:
        """Take new nodes from (key, parent's key) in document order; to be called within a reset."""
        self._nodes = [_Node(None, -1, 0)]
        self._places = {}
        for key, parent_key in pairs:
            parent = 0 if parent_key is None else self._places[parent_key]
            siblings = self._nodes[parent].children
            place = len(self._nodes)
            self._nodes.append(_Node(key, parent, len(siblings)))
            siblings.append(place)
            self._places[key] = place

    def _grown(self) -> tuple[list[_Node[Key]], dict[Key, int]]:
        """Return the nodes there are, to be shown again later; nothing may be inserted or dropped then."""
        return self._nodes, self._places

    def _show_grown(self, grown: tuple[list[_Node[Key]], dict[Key, int]]) -> None:
        """Show nodes again that stood here before; to be called within a reset."""
        self._nodes, self._places = grown

    def _insert(self, key: Key, parent: int, row: int) -> int:
        """Take a new node as a row below a place, and return its own; to be called within an insertion."""
        siblings = self._nodes[parent].children
        place = len(self._nodes)
        self._nodes.append(_Node(key, parent, row))
        siblings.insert(row, place)
        self._number(siblings, row + 1)
        self._places[key] = place
        return place

    def _drop(self, parent: int, first: int, end: int) -> list[Key]:
        """Let go of rows [first, end) below a place; return all keys gone. To be called within a removal."""
        siblings = self._nodes[parent].children
        stack, gone = siblings[first:end], []
        while stack:
            node = self._nodes[stack.pop()]
            assert node.key is not None
            gone.append(node.key)
            del self._places[node.key]
            stack.extend(node.children)
        del siblings[first:end]
        self._number(siblings, first)
        return gone

    def _number(self, siblings: list[int], first: int) -> None:
        for row in range(first, len(siblings)):
            self._nodes[siblings[row]].row = row

    def key(self, index: Index) -> Key:
        """Return the key at a valid index."""
        key = self._nodes[index.internalId()].key
        assert key is not None
        return key

    def index_of(self, key: Key, column: int = 0) -> QModelIndex:
        """Return the index of a key, or an invalid one where it is not shown."""
        place = self._places.get(key)
        if place is None:
            return QModelIndex()
        return self.createIndex(self._nodes[place].row, column, place)

    def keys(self) -> list[Key]:
        """Return all keys in document order."""
        return list(self._places)

    def runs(self, keys: Iterable[Key]) -> list[tuple[QModelIndex, QModelIndex]]:
        """Return the rows of keys that are shown as runs of neighbours: first cell and last of each."""
        rows_below: dict[int, list[int]] = {}
        for key in keys:
            place = self._places.get(key)
            if place is not None:
                rows_below.setdefault(self._nodes[place].parent, []).append(self._nodes[place].row)
        column = self.columnCount() - 1
        found = []
        for parent, rows in rows_below.items():
            siblings = self._nodes[parent].children
            for first, last in runs_of(sorted(rows)):
                ends = (
                    self.createIndex(first, 0, siblings[first]),
                    self.createIndex(last, column, siblings[last]),
                )
                found.append(ends)
        return found

    # Qt's side of the model. Views ask these for every row they lay out: nothing here calls back into Qt.

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        """Return the index of a cell."""
        if parent.isValid():
            if parent.column() != 0:
                return QModelIndex()
            children = self._nodes[parent.internalId()].children
        else:
            children = self._nodes[0].children
        if 0 <= row < len(children) and (column == 0 or 0 < column < self.columnCount()):
            return self.createIndex(row, column, children[row])
        return QModelIndex()

    def sibling(self, row: int, column: int, index: Index) -> QModelIndex:
        """Return another cell of the same row, or of a row beside it."""
        if not index.isValid() or not 0 <= column < self.columnCount():
            return QModelIndex()
        if row == index.row():
            return self.createIndex(row, column, index.internalId())
        return self.index(row, column, self.parent(index))

    def hasChildren(self, parent: Index = NOWHERE) -> bool:
        """Tell whether rows lie below an index."""
        if not parent.isValid():
            return bool(self._nodes[0].children)
        return parent.column() == 0 and bool(self._nodes[parent.internalId()].children)

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        """Return the index above, in column 0."""
        if not index.isValid():
            return QModelIndex()
        above = self._nodes[index.internalId()].parent
        return self.createIndex(self._nodes[above].row, 0, above) if above else QModelIndex()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return how many rows lie below an index; only column 0 has any."""
        if not parent.isValid():
            return len(self._nodes[0].children)
        return len(self._nodes[parent.internalId()].children) if parent.column() == 0 else 0


def runs_of(rows: list[int]) -> list[tuple[int, int]]:
    """Return the runs of following numbers as (first, last)."""
    if not rows:
        return []
    ends = [(before, after) for before, after in pairwise(rows) if after != before + 1]
    firsts = [rows[0], *(after for _before, after in ends)]
    lasts = [*(before for before, _after in ends), rows[-1]]
    return list(zip(firsts, lasts, strict=True))
