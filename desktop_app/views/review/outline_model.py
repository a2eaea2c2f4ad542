"""The outline of a document under review, for Qt."""

from collections.abc import Sequence
from itertools import count

from PySide6.QtCore import QModelIndex, QObject, Qt, Signal

from desktop_app.documents.numbering import PRINTED
from desktop_app.documents.outline import Level, Node, Outline, shown_number
from desktop_app.i18n import _
from desktop_app.views.widgets.tree_model import NOWHERE, Index, TreeModel
from desktop_app.views.widgets.words import with_number

_Role = Qt.ItemDataRole
# Made once: the tree asks for them twice a row whenever it lays out.
_AS_MEASURE = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
_AS_HEADING = _AS_MEASURE | Qt.ItemFlag.ItemIsEditable


class OutlineModel(TreeModel[int]):
    """Shows an outline's nodes under keys that stay theirs while the outline is edited.

    `title_requested(key, title)` when a heading was renamed in place.
    """

    title_requested = Signal(int, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: dict[int, Node] = {}
        self._keys = count()
        self._source = ""

    def show(self, outline: Outline) -> None:
        """Show another outline."""
        self.beginResetModel()
        self._shown = {}
        self._keys = count()
        self._source = outline.source_text
        self._grow([])
        self._put_in(0, 0, outline.children)
        self.endResetModel()

    def follow(self, outline: Outline) -> list[int]:
        """Show the outline after an edit; what is as it was keeps its row. Return the keys that are new."""
        known = set(self._shown)
        self._follow(0, outline.children)
        return [key for key in self._shown if key not in known]

    def node(self, index: Index) -> Node:
        """Return the node at a valid index."""
        return self._shown[self.key(index)]

    def place_of(self, node: Node) -> int:
        """Return the key of a node that is shown."""
        return next(key for key, shown in self._shown.items() if shown is node)

    def columnCount(self, _parent: Index = NOWHERE) -> int:
        """Return 1: an outline is a list of headings."""
        return 1

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a row: headings have a title, measures only their words."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _AS_MEASURE if self.node(index).level is Level.MEASURE else _AS_HEADING

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        """Return the words of the header."""
        if orientation is Qt.Orientation.Horizontal and section == 0 and role == _Role.DisplayRole:
            return _("结构")
        return None

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """Return a node's number and words; to be edited, its title."""
        if not index.isValid():
            return None
        if role == _Role.DisplayRole:
            return self._words(self.node(index))
        return self.node(index).title if role == _Role.EditRole else None

    def setData(self, index: Index, value: object, role: int = _Role.EditRole) -> bool:
        """Ask for another title; the row follows when the outline has it."""
        if role != _Role.EditRole or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        self.title_requested.emit(self.key(index), str(value))
        return True

    # Following an edit

    def _follow(self, parent: int, nodes: Sequence[Node]) -> None:
        """Make the children of a place these nodes, and go on below those that were there before."""
        old = [self._shown[self._key_at(place)] for place in self._nodes[parent].children]
        head = _common(old, nodes)
        tail = min(_common(old[::-1], nodes[::-1]), len(old) - head, len(nodes) - head)
        above = self._index_at(parent)
        if head + tail < len(old):
            self.beginRemoveRows(above, head, len(old) - tail - 1)
            self._take_out(parent, head, len(old) - tail)
            self.endRemoveRows()
        if head + tail < len(nodes):
            self.beginInsertRows(above, head, len(nodes) - tail - 1)
            self._put_in(parent, head, nodes[head : len(nodes) - tail])
            self.endInsertRows()
        rows = [*range(head), *range(len(nodes) - tail, len(nodes))]
        for row in rows:
            self._renew(self._nodes[parent].children[row], nodes[row])

    def _renew(self, place: int, node: Node) -> None:
        key = self._key_at(place)
        old = self._shown[key]
        if old is node:
            return
        self._shown[key] = node
        if self._words(old) != self._words(node):
            index = self._index_at(place)
            self.dataChanged.emit(index, index)
        if old.children is not node.children:
            self._follow(place, node.children)

    def _put_in(self, parent: int, row: int, nodes: Sequence[Node]) -> None:
        """Take in nodes with all below them; to be called within an insertion or a reset."""
        stack = [(node, parent, row + number) for number, node in enumerate(nodes)][::-1]
        while stack:
            node, above, at = stack.pop()
            key = next(self._keys)
            self._shown[key] = node
            place = self._insert(key, above, at)
            stack.extend((child, place, number) for number, child in reversed(list(enumerate(node.children))))

    def _take_out(self, parent: int, first: int, end: int) -> None:
        """Let go of rows with all below them; to be called within a removal."""
        for key in self._drop(parent, first, end):
            del self._shown[key]

    def _key_at(self, place: int) -> int:
        key = self._nodes[place].key
        assert key is not None
        return key

    def _words(self, node: Node) -> str:
        """Return a node's number, as the document prints it, and its words."""
        printed = self._source[node.source[0] : node.source[0] + PRINTED]
        number = shown_number(node.level, node.number, printed)
        return with_number(number, node.title or " ".join(node.text.split()))

    def _index_at(self, place: int) -> QModelIndex:
        return self.createIndex(self._nodes[place].row, 0, place) if place else QModelIndex()


def _common(old: Sequence[Node], new: Sequence[Node]) -> int:
    """Return how many nodes at the beginning are the same ones, edited or not."""
    pairs = zip(old, new, strict=False)
    same = (
        a is b or (a.level is b.level and a.source[0] == b.source[0] and a.number == b.number)
        for a, b in pairs
    )
    return next((number for number, is_same in enumerate(same) if not is_same), min(len(old), len(new)))
