"""The tree-table in the middle of the window."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QSignalBlocker,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemDelegate, QAbstractItemView, QStyleOptionViewItem, QWidget

from desktop_app.i18n import _
from desktop_app.models.values import Level, Progress
from desktop_app.views.table.cell_editors import CellChoice, CellLine, Leave
from desktop_app.views.table.columns import Column
from desktop_app.views.table.header import TableHeader
from desktop_app.views.table.item_delegate import ItemDelegate
from desktop_app.views.table.item_model import ItemModel
from desktop_app.views.widgets.drop_tree import DropTree
from desktop_app.views.widgets.theme import Role, Theme
from desktop_app.views.widgets.tree_model import Index

_SELECT = QItemSelectionModel.SelectionFlag
_Trigger = QAbstractItemView.EditTrigger


@dataclass(frozen=True)
class Spot:
    """Where one is in the table: the rows chosen, the current cell, how far it is scrolled, what is near.

    `near` are the rows to go to where all those chosen are gone, the better one first.
    """

    chosen: tuple[str, ...] = ()
    current: str = ""
    column: Column = Column.TITLE
    scrolled: int = 0
    near: tuple[str, ...] = ()


class ItemTreeView(DropTree):
    """Shows the items of a checklist; its cells are edited in place, its rows ticked, dragged and dropped on.

    Signals: `item_chosen(item id or "")`, `tick_requested(item ids, done)`, those of a DropTree,
    `menu_requested(place on the screen)`, `files_wanted()` where Enter was pressed on a count of files.
    """

    item_chosen = Signal(str)
    tick_requested = Signal(object, bool)
    menu_requested = Signal(QPoint)
    files_wanted = Signal()

    def __init__(self, model: ItemModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(model, theme, parent)
        self._open: set[str] = set()
        self._wrong: CellLine | CellChoice | None = None
        self.columns = TableHeader(self)
        self.setHeader(self.columns)
        self.setModel(model)
        self.cells = ItemDelegate(model, theme, self)
        self.setItemDelegate(self.cells)
        self._set_up()
        self.cells.ticked.connect(self._tick_around)
        self.cells.left.connect(self._move_on)
        self.cells.chosen = self.chosen
        self.columns.columns_changed.connect(self._show_columns)
        self.columns.start()
        self.expanded.connect(self._note_opened)
        self.collapsed.connect(self._note_closed)

    def _set_up(self) -> None:
        self.setAccessibleName(_("清单"))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(_Trigger.EditKeyPressed | _Trigger.AnyKeyPressed | _Trigger.DoubleClicked)
        self.setExpandsOnDoubleClick(False)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)

    def _show_columns(self) -> None:
        self.cells.shown = self.columns.shown()
        if self.columns.isSectionHidden(max(0, self.currentIndex().column())):
            self.setCurrentIndex(self.currentIndex().siblingAtColumn(Column.TITLE))
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Give the title the room that came or went."""
        super().resizeEvent(event)
        self.columns.fit()

    # What is chosen

    def current_item(self) -> str:
        """Return the item of the current row, or an empty string."""
        index = self.currentIndex()
        return self._items.key(index) if index.isValid() else ""

    def current_column(self) -> Column:
        """Return the column of the current cell."""
        return Column(max(0, self.currentIndex().column()))

    def choose(self, item_ids: Iterable[str], column: Column | None = None) -> bool:
        """Choose the rows of these items and bring the first into sight; False where none is shown."""
        at = self.current_column() if column is None else column
        shown = [key for key in item_ids if self._items.index_of(key).isValid()]
        indexes = [self._items.index_of(key, at) for key in shown]
        if not indexes:
            return False
        first = min(indexes, key=lambda index: index.internalId())
        self._choose_indexes(indexes, first)
        self.scrollTo(first)
        return True

    def _choose_indexes(self, indexes: Sequence[Index], current: Index) -> None:
        self.selectionModel().setCurrentIndex(current, _SELECT.NoUpdate)
        selection = QItemSelection()
        for first, last in self._items.runs(map(self._items.key, indexes)):
            selection.select(first, last)
        self.selectionModel().select(selection, _SELECT.ClearAndSelect)

    def spot(self) -> Spot:
        """Return where one is. A sibling below is the nearest, else the row above."""
        current = self.current_item()
        if not current:
            return Spot()
        chosen = tuple(self.chosen())
        inside, tree = {*chosen, current}, self._items.tree
        after = self._first_outside(inside, self.indexBelow)
        before = self._first_outside(inside, self.indexAbove)
        beside = after and tree[after].parent_id == tree[current].parent_id
        near = (after, before) if beside else (before, after)
        return Spot(chosen, current, self.current_column(), self.verticalScrollBar().value(), near)

    def _first_outside(self, item_ids: set[str], step: Callable[[Index], QModelIndex]) -> str:
        """Return the next row shown that is none of these and below none of them, "" where there is none."""
        index = self.currentIndex()
        while index.isValid():
            key = self._items.key(index)
            if key not in item_ids and item_ids.isdisjoint(self._items.tree.ancestors(key)):
                return key
            index = step(index)
        return ""

    def return_to(self, spot: Spot) -> bool:
        """Go back to where one was, or to what was near where that is gone; False where nothing is left."""
        shown = [key for key in (spot.current, *spot.chosen) if self._items.index_of(key).isValid()]
        wanted = shown or [key for key in spot.near if self._items.index_of(key).isValid()][:1]
        if not wanted:
            return False
        chosen = [key for key in wanted if key in spot.chosen] or wanted
        current = self._items.index_of(wanted[0], spot.column)
        self._choose_indexes([self._items.index_of(key) for key in chosen], current)
        self.executeDelayedItemsLayout()
        self.verticalScrollBar().setValue(spot.scrolled)
        self.scrollTo(current)
        return True

    def currentChanged(self, current: Index, previous: Index) -> None:
        """Tell which item has become the current one."""
        super().currentChanged(current, previous)
        self.viewport().update()
        if current.internalId() != previous.internalId() or not (current.isValid() and previous.isValid()):
            self.item_chosen.emit(self._items.key(current) if current.isValid() else "")

    # What is open

    def opened(self) -> set[str]:
        """Return the items whose children are shown."""
        return set(self._open)

    def open_rows(self, item_ids: Iterable[str]) -> None:
        """Show the children of these items; after a reset of the model this costs one layout for all."""
        with QSignalBlocker(self):
            for item_id in item_ids:
                index = self._items.index_of(item_id)
                if index.isValid() and item_id not in self._open:
                    self._open.add(item_id)
                    self.setExpanded(index, True)

    def open_all(self) -> None:
        """Show the children of every row."""
        self.expandAll()
        model = self._items
        self._open = {key for key in model.keys() if model.rowCount(model.index_of(key))}  # noqa: SIM118

    def reset(self) -> None:
        """Forget what was open, as the base does when the model shows something else."""
        self._open.clear()
        super().reset()

    def _note_opened(self, index: Index) -> None:
        self._open.add(self._items.key(index))

    def _note_closed(self, index: Index) -> None:
        self._open.discard(self._items.key(index))

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with the space bar, edit with Enter, go from cell to cell with the arrows."""
        key = event.key()
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key == Qt.Key.Key_Space:
            self.tick_chosen()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.edit_cell()
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._moves_sideways(key):
            self.step(1 if key == Qt.Key.Key_Right else -1, 0)
        else:
            super().keyPressEvent(event)

    def _moves_sideways(self, key: int) -> bool:
        """Tell whether an arrow goes to another cell: in the title it opens and closes first."""
        index = self.currentIndex()
        if not index.isValid():
            return False
        if index.column() != Column.TITLE:
            return True
        return key == Qt.Key.Key_Right and (self.isExpanded(index) or not self._items.hasChildren(index))

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Go on to the next cell of the row with Tab; from its last one out of the table."""
        return self.step(1 if forwards else -1, 0) or super().focusNextPrevChild(forwards)

    def step(self, right: int, down: int) -> bool:
        """Go so many cells to the right and rows down; False where there is no such cell."""
        index = self.currentIndex()
        columns = self.columns.shown()
        if not index.isValid() or index.column() not in columns:
            return False
        place = columns.index(Column(index.column())) + right
        for _row in range(abs(down)):
            index = self.indexBelow(index) if down > 0 else self.indexAbove(index)
        if not index.isValid() or not 0 <= place < len(columns):
            return False
        index = index.siblingAtColumn(columns[place])
        keep = self.selectionModel().isSelected(index)
        flags = _SELECT.NoUpdate if keep else _SELECT.ClearAndSelect | _SELECT.Rows
        self.selectionModel().setCurrentIndex(index, flags)
        self.scrollTo(index)
        return True

    def _move_on(self, leave: Leave) -> None:
        self.step(leave.right, leave.down)

    def tick_chosen(self) -> None:
        """Tick the chosen rows, or take their ticks back, as the space bar does."""
        if self.currentIndex().isValid():
            self._tick(self.chosen() or [self.current_item()], self.current_item())

    def _tick_around(self, item_id: str, _done: bool) -> None:
        """Tick the row whose sign was clicked, and with it all chosen rows if it is one of them."""
        chosen = self.chosen()
        self._tick(chosen if item_id in chosen else [item_id], item_id)

    def _tick(self, item_ids: list[str], leading: str) -> None:
        editable = self._items.index_of(leading).flags() & Qt.ItemFlag.ItemIsUserCheckable
        if editable and self._items.tree.applies(leading):
            self.tick_requested.emit(item_ids, self._items.tree.progress(leading) is not Progress.DONE)

    # Editing

    def edit_current(self) -> None:
        """Edit the title of the current row in place."""
        self.edit_column(Column.TITLE)

    def edit_cell(self) -> None:
        """Edit the current cell in place; where it counts files, ask for some."""
        if self.current_column() is Column.EVIDENCE:
            self.files_wanted.emit()
        else:
            self.edit_column(self.current_column())

    def edit_column(self, column: Column) -> bool:
        """Edit the current row in a column that is shown; False where that cannot be."""
        index = self.currentIndex().siblingAtColumn(column)
        if not index.flags() & Qt.ItemFlag.ItemIsEditable or self.columns.isSectionHidden(column):
            return False
        self.selectionModel().setCurrentIndex(index, _SELECT.NoUpdate)
        self.scrollTo(index)
        self.edit(index)
        return True

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        """Close an editor, but keep one whose words could not be stored: nothing typed is lost."""
        if isinstance(editor, CellLine | CellChoice):
            if editor.wrong:
                self._wrong = editor
                QTimer.singleShot(0, self, self._return_to_wrong)
                return
            editor.closed = True  # that it loses the focus now is no wish to store
        super().closeEditor(editor, hint)

    def flush(self) -> None:
        """Store what is typed in a cell, before something else happens."""
        for editor in self.viewport().findChildren(
            QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly
        ):
            if isinstance(editor, CellLine | CellChoice) and not editor.closed:
                editor.hand_over()

    def _return_to_wrong(self) -> None:
        editor, self._wrong = self._wrong, None
        if editor is not None and editor.wrong:
            index = self._items.index_of(editor.item_id, editor.column)
            self.selectionModel().setCurrentIndex(index, _SELECT.ClearAndSelect | _SELECT.Rows)
            editor.setFocus()

    # The menu

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Ask for the menu, beside the current row where a key asks."""
        if event.reason() is QContextMenuEvent.Reason.Mouse:
            if self.indexAt(event.pos()).isValid():
                self.menu_requested.emit(event.globalPos())
        elif self.currentIndex().isValid():
            self.scrollTo(self.currentIndex())
            rect = self.visualRect(self.currentIndex())
            self.menu_requested.emit(self.viewport().mapToGlobal(rect.bottomLeft()))

    # Drawing

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        """Draw a line above a section, and the row."""
        box = self.row_box(options)
        if self._items.item(index).level is Level.SECTION and box.top() > 0:
            painter.fillRect(QRect(0, box.top(), box.width(), 1), self.theme.color(Role.LINE))
        super().drawRow(painter, options, index)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows, and the frame of the current cell."""
        super().paintEvent(event)
        if self.hasFocus() and self.currentIndex().isValid():
            cell = self.visualRect(self.currentIndex())
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self.theme.color(Role.ACCENT), 1.5))
            painter.drawRoundedRect(cell.toRectF().adjusted(1.5, 1.5, -1.5, -1.5), 4, 4)
            painter.end()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Show the frame of the current cell."""
        super().focusInEvent(event)
        self.viewport().update()
