"""The outline of a document under review, for Qt."""

from typing import Any

from PySide6.QtCore import QObject, Qt

from desktop_app.documents.outline import Node, Outline
from desktop_app.i18n import _
from desktop_app.views.tree_model import NOWHERE, Index, TreeModel
from desktop_app.views.words import with_number


class OutlineModel(TreeModel[int]):
    """Shows an outline's nodes; a node's key is its place in document order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._shown: list[Node] = []

    def show(self, outline: Outline) -> None:
        """Show another outline."""
        self.beginResetModel()
        self._shown = []
        pairs: list[tuple[int, int | None]] = []
        stack: list[tuple[Node, int | None]] = [(node, None) for node in reversed(outline.children)]
        while stack:
            node, above = stack.pop()
            place = len(self._shown)
            self._shown.append(node)
            pairs.append((place, above))
            stack.extend((child, place) for child in reversed(node.children))
        self._grow(pairs)
        self.endResetModel()

    def node(self, index: Index) -> Node:
        """Return the node at a valid index."""
        return self._shown[self.key(index)]

    def place_of(self, node: Node) -> int:
        """Return a node's place in document order."""
        return next(place for place, shown in enumerate(self._shown) if shown is node)

    def columnCount(self, _parent: Index = NOWHERE) -> int:  # noqa: N802
        """Return 1: an outline is a list of headings."""
        return 1

    def headerData(  # noqa: N802
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:  # noqa: ANN401
        """Return the words of the header."""
        if orientation is Qt.Orientation.Horizontal and section == 0 and role == Qt.ItemDataRole.DisplayRole:
            return _("结构")
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return a node's number and words."""
        if index.isValid() and role == Qt.ItemDataRole.DisplayRole:
            node = self.node(index)
            return with_number(node.level, node.number, node.title or " ".join(node.text.split()))
        return None
