"""A tree of items that takes files and its own rows where they are dropped."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QWidget

from desktop_app.views.table.item_model import ItemModel
from desktop_app.views.table.row_drops import Landing, dragged_items, landing
from desktop_app.views.widgets.drops import dragged_evidence, dropped_files, item_to_leave
from desktop_app.views.widgets.quiet_tree import QuietTree
from desktop_app.views.widgets.theme import Role, Theme
from desktop_app.views.widgets.tree_model import Index


class DropTree(QuietTree):
    """Shows where files or rows would go while they hang over it.

    Signals: `files_dropped(item ids, paths)`, `rows_dropped(item ids, Landing)`,
    `evidence_dropped(item ids, file ids, the item that they leave or "")`.
    """

    files_dropped = Signal(object, object)
    evidence_dropped = Signal(object, object, str)
    rows_dropped = Signal(object, object)

    def __init__(self, model: ItemModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._items = model
        self._drop_row = ""
        self._landing: Landing | None = None
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)
        self.setAutoScroll(True)

    def chosen(self) -> list[str]:
        """Return the items of the chosen rows in the order shown."""
        chosen = {self._items.key(index) for index in self.selectionModel().selectedRows()}
        return [key for key in self._items.keys() if key in chosen] if len(chosen) > 1 else list(chosen)  # noqa: SIM118

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files, those of the window's lists too, and rows of this table."""
        event.setAccepted(bool(dropped_files(event) or dragged_evidence(event) or dragged_items(event)))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Show the row that would get the files, or where rows would go; nothing where they may not."""
        super().dragMoveEvent(event)  # it scrolls near the edges
        at = event.position().toPoint()
        items = dragged_items(event)
        if items:
            editable = self._items.editable
            self._show_target("", landing(self, self._items, items, at) if editable else None)
            event.setDropAction(Qt.DropAction.MoveAction)
        else:
            self._show_target(self._row_at(at), None)
        event.setAccepted(bool(self._drop_row or self._landing))

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Forget what went elsewhere."""
        super().dragLeaveEvent(event)
        self._show_target("", None)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files to whoever attaches them, the rows to whoever moves them."""
        item_id, place = self._row_at(event.position().toPoint()), self._landing
        items, paths, evidence = dragged_items(event), dropped_files(event), dragged_evidence(event)
        self._show_target("", None)
        self.stopAutoScroll()
        self.setState(QAbstractItemView.State.NoState)
        if items and place:
            event.setDropAction(Qt.DropAction.IgnoreAction)  # the row follows when the move has been stored
            event.accept()
            self.rows_dropped.emit(items, place)
        elif item_id and (paths or evidence):
            event.acceptProposedAction()
            chosen = self.chosen()
            taking = chosen if item_id in chosen else [item_id]
            if evidence:
                self.evidence_dropped.emit(taking, evidence, item_to_leave(event))
            else:
                self.files_dropped.emit(taking, paths)

    def _row_at(self, place: QPoint) -> str:
        index = self.indexAt(place)
        droppable = index.isValid() and index.flags() & Qt.ItemFlag.ItemIsDropEnabled
        return self._items.key(index) if droppable else ""

    def _show_target(self, item_id: str, place: Landing | None) -> None:
        if (item_id, place) != (self._drop_row, self._landing):
            self._drop_row, self._landing = item_id, place
            self.viewport().update()

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        """Draw a row, and a frame around it while it would get what hangs over it."""
        super().drawRow(painter, options, index)
        framed = self._landing.parent_id if self._landing and not self._landing.line else self._drop_row
        if framed and self._items.key(index) == framed:
            painter.setPen(QPen(self.theme.color(Role.ACCENT), 2))
            painter.drawRect(self.row_box(options).adjusted(1, 1, -1, -1))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, and the line where dragged ones would go."""
        super().paintEvent(event)
        if self._landing is not None and self._landing.line is not None:
            y, left = self._landing.line
            painter = QPainter(self.viewport())
            line = QRect(left, y - 1, self.viewport().width() - left, 2)
            painter.fillRect(line, self.theme.color(Role.ACCENT))
            painter.end()
