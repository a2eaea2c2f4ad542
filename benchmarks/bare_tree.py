"""The peer of the workbench: a plain QTreeView on rows held in lists, and how both are watched painting."""

import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, Qt
from PySide6.QtWidgets import QApplication, QMainWindow, QTreeView, QWidget

NOWHERE = QModelIndex()
_PATIENCE = 30  # seconds


@dataclass(slots=True)
class BareRow:
    """One row: the words of its cells, and where it stands."""

    cells: list[str]
    parent: "BareRow | None"
    place: int
    children: list["BareRow"] = field(default_factory=list)


class BareModel(QAbstractItemModel):
    """As little as a tree of rows needs."""

    def __init__(self, rows: Iterable[tuple[str, str | None, Sequence[str]]], columns: int) -> None:
        """Take rows in document order, each as (key, the key above it or None, the words of its cells)."""
        super().__init__()
        self._columns = columns
        self._top = BareRow([], None, 0)
        known: dict[str | None, BareRow] = {None: self._top}
        for key, above, cells in rows:
            siblings = known[above].children
            known[key] = BareRow(list(cells), known[above], len(siblings))
            siblings.append(known[key])
        self._known = known  # an index carries a bare pointer: the rows must stay

    def change(self, key: str, column: int, words: str) -> None:
        """Give a cell other words and tell the view."""
        row = self._known[key]
        row.cells[column] = words
        index = self.createIndex(row.place, column, row)
        self.dataChanged.emit(index, index)

    def columnCount(self, _parent: QModelIndex = NOWHERE) -> int:  # type: ignore[override]
        """Return the number of columns."""
        return self._columns

    def rowCount(self, parent: QModelIndex = NOWHERE) -> int:  # type: ignore[override]
        """Return the number of rows below an index."""
        return len(self._row(parent).children)

    def index(self, row: int, column: int, parent: QModelIndex = NOWHERE) -> QModelIndex:  # type: ignore[override]
        """Return the index of a cell."""
        siblings = self._row(parent).children
        return self.createIndex(row, column, siblings[row]) if 0 <= row < len(siblings) else QModelIndex()

    def parent(self, index: QModelIndex) -> QModelIndex:  # type: ignore[override]
        """Return the index above."""
        above = self._row(index).parent
        if above is None or above is self._top:
            return QModelIndex()
        return self.createIndex(above.place, 0, above)

    def data(self, index: QModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> str | None:  # type: ignore[override]
        """Return the words of a cell."""
        return self._row(index).cells[index.column()] if role == Qt.ItemDataRole.DisplayRole else None

    def _row(self, index: QModelIndex) -> BareRow:
        if not index.isValid():
            return self._top
        row: BareRow = index.internalPointer()
        return row


class BareWindow(QMainWindow):
    """A window of the same size with nothing in it but the tree."""

    def __init__(self, size: tuple[int, int]) -> None:
        super().__init__()
        self.tree = QTreeView()
        self.tree.setUniformRowHeights(True)
        self.setCentralWidget(self.tree)
        self.resize(*size)
        self.show()

    def open(self, model: BareModel) -> None:
        """Show a model with the top rows open, as the window opens a checklist."""
        self.tree.setModel(model)
        for row in range(model.rowCount()):
            self.tree.expand(model.index(row, 0))


class Watch(QObject):
    """Waits until a widget was painted after something was done."""

    def __init__(self, widget: QWidget) -> None:
        super().__init__()
        self._painted = False
        self._widget = widget
        widget.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note that it is being painted."""
        if event.type() == QEvent.Type.Paint and watched is self._widget:
            self._painted = True
        return False

    def painted(self, act: Callable[[], object]) -> None:
        """Do something and return when what it changed stands on the screen and nothing is left to do."""
        self._painted = False
        act()
        QApplication.processEvents()
        end = time.monotonic() + _PATIENCE
        while not self._painted:
            QApplication.processEvents()
            if time.monotonic() > end:
                raise TimeoutError("nothing was painted")
