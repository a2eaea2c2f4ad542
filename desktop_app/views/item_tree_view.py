"""The tree-table in the middle of the window."""

from collections.abc import Iterable

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QPoint, QRect, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QKeyEvent,
    QPainter,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QStyleOptionViewItem, QWidget

from desktop_app.i18n import _
from desktop_app.models.values import Level, Progress
from desktop_app.views.drops import dropped_files
from desktop_app.views.item_delegate import ItemDelegate
from desktop_app.views.item_model import Column, ItemModel
from desktop_app.views.quiet_tree import QuietTree
from desktop_app.views.theme import Role, Theme
from desktop_app.views.tree_model import Index

_WIDTHS = {Column.PROGRESS: 108, Column.VERDICT: 92, Column.LEAD: 76, Column.DUE: 76, Column.EVIDENCE: 48}


class ItemTreeView(QuietTree):
    """Shows the items of a checklist. The space bar ticks the chosen rows, files dropped on a row attach.

    Signals: `item_chosen(item id or "")`, `tick_requested(item ids, done)`, `files_dropped(item ids, paths)`.
    """

    item_chosen = Signal(str)
    tick_requested = Signal(object, bool)
    files_dropped = Signal(object, object)

    def __init__(self, model: ItemModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self._items = model
        self._drop_row = ""
        self.setModel(model)
        self.cells = ItemDelegate(model, theme, self)
        self.setItemDelegate(self.cells)
        self._set_up()
        self._set_up_header()
        self.cells.ticked.connect(self._tick_around)

    def _set_up(self) -> None:
        self.setAccessibleName(_("清单"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.EditKeyPressed)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)

    def _set_up_header(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setHighlightSections(False)
        header.setDefaultAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        header.setMinimumSectionSize(44)
        for column, width in _WIDTHS.items():
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self.setColumnWidth(column, width)
        header.setSectionResizeMode(Column.TITLE, QHeaderView.ResizeMode.Stretch)

    # What is chosen

    def chosen(self) -> list[str]:
        """Return the items of the chosen rows in document order."""
        chosen = {self._items.key(index) for index in self.selectionModel().selectedRows()}
        return [key for key in self._items.keys() if key in chosen] if len(chosen) > 1 else list(chosen)  # noqa: SIM118

    def current_item(self) -> str:
        """Return the item of the current row, or an empty string."""
        index = self.currentIndex()
        return self._items.key(index) if index.isValid() else ""

    def choose(self, item_ids: Iterable[str]) -> bool:
        """Choose the rows of these items and bring the first into sight; False where none is shown."""
        indexes = [index for index in map(self._items.index_of, item_ids) if index.isValid()]
        if not indexes:
            return False
        first = min(indexes, key=lambda index: index.internalId())
        self.selectionModel().setCurrentIndex(first, QItemSelectionModel.SelectionFlag.NoUpdate)
        selection = QItemSelection()
        for index in indexes:
            selection.select(index, index.siblingAtColumn(len(Column) - 1))
        self.selectionModel().select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self.scrollTo(first)
        return True

    def currentChanged(self, current: Index, previous: Index) -> None:  # noqa: N802
        """Tell which item has become the current one."""
        super().currentChanged(current, previous)
        self.item_chosen.emit(self._items.key(current) if current.isValid() else "")

    # What is open

    def opened(self) -> set[str]:
        """Return the items whose children are shown."""
        model = self._items
        return {key for key in model.keys() if self.isExpanded(model.index_of(key))}  # noqa: SIM118

    def open_rows(self, item_ids: Iterable[str]) -> None:
        """Show the children of these items; after a reset of the model this costs one layout for all."""
        for item_id in item_ids:
            index = self._items.index_of(item_id)
            if index.isValid():
                self.setExpanded(index, True)

    # Keys and mouse

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Tick all chosen rows with the space bar: as the current one is not yet done, or undone."""
        if event.key() == Qt.Key.Key_Space and not event.modifiers():
            self.tick_chosen()
            return
        super().keyPressEvent(event)

    def tick_chosen(self) -> None:
        """Tick the chosen rows, or take their ticks back, as the space bar does."""
        if self.currentIndex().isValid():
            self._tick(self.chosen() or [self.current_item()], self.current_item())

    def edit_current(self) -> None:
        """Edit the title of the current row in place."""
        index = self.currentIndex().siblingAtColumn(Column.TITLE)
        if index.flags() & Qt.ItemFlag.ItemIsEditable:
            self.edit(index)

    def _tick_around(self, item_id: str, _done: bool) -> None:
        """Tick the row whose sign was clicked, and with it all chosen rows if it is one of them."""
        chosen = self.chosen()
        self._tick(chosen if item_id in chosen else [item_id], item_id)

    def _tick(self, item_ids: list[str], leading: str) -> None:
        editable = self._items.index_of(leading).flags() & Qt.ItemFlag.ItemIsUserCheckable
        if editable:
            self.tick_requested.emit(item_ids, self._items.tree.progress(leading) is not Progress.DONE)

    # Files dropped on a row

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:  # noqa: N802
        """Take files."""
        event.setAccepted(bool(dropped_files(event)))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:  # noqa: N802
        """Show the row that would get the files; none where there is no row."""
        self._show_drop_row(self._row_at(event.position().toPoint()))
        event.setAccepted(bool(self._drop_row))

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:  # noqa: N802
        """Forget files that went elsewhere."""
        self._show_drop_row("")

    def dropEvent(self, event: QDropEvent) -> None:  # noqa: N802
        """Hand the files to whoever attaches them."""
        item_id, paths = self._row_at(event.position().toPoint()), dropped_files(event)
        self._show_drop_row("")
        if item_id and paths:
            event.acceptProposedAction()
            chosen = self.chosen()
            self.files_dropped.emit(chosen if item_id in chosen else [item_id], paths)

    def _row_at(self, place: QPoint) -> str:
        index = self.indexAt(place)
        droppable = index.isValid() and index.flags() & Qt.ItemFlag.ItemIsDropEnabled
        return self._items.key(index) if droppable else ""

    def _show_drop_row(self, item_id: str) -> None:
        if item_id != self._drop_row:
            self._drop_row = item_id
            self.viewport().update()

    # Drawing

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        """Draw a line above a section, the row, and a frame around it while files hang over it."""
        box = self.row_box(options)
        key = self._items.key(index)
        if self._items.tree[key].level is Level.SECTION and box.top() > 0:
            painter.fillRect(QRect(0, box.top(), box.width(), 1), self.theme.color(Role.LINE))
        super().drawRow(painter, options, index)
        if key == self._drop_row:
            painter.setPen(QPen(self.theme.color(Role.ACCENT), 2))
            painter.drawRect(box.adjusted(1, 1, -1, -1))
