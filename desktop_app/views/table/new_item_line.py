"""The line in which a new item is typed, between the rows where it will stand."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit

from desktop_app.i18n import _
from desktop_app.views.table.item_model import ItemModel
from desktop_app.views.table.item_tree_view import ItemTreeView
from desktop_app.views.widgets.theme import XS
from desktop_app.views.widgets.unstored import Unstored


@dataclass(frozen=True)
class NewPlace:
    """Where a new item goes: below a parent (None: the top), after a sibling or last."""

    parent_id: str | None
    after_id: str | None


class NewItemLine(Unstored, QLineEdit):
    """Takes the title of a new item; nothing is made before there is one.

    Signals: `typed(NewPlace, title, go on)`, where `go on` tells that another may follow.
    """

    typed = Signal(object, str, bool)

    def __init__(self, tree: ItemTreeView, model: ItemModel) -> None:
        super().__init__(tree.viewport())
        self._tree = tree
        self._model = model
        self._place = NewPlace(None, None)
        self._below = ""
        self.setProperty("inPlace", True)
        self.setAccessibleName(_("新条目的标题"))
        self.hide()
        self.textChanged.connect(self.tell_words)
        tree.verticalScrollBar().valueChanged.connect(self._lay)

    @property
    def dirty(self) -> bool:
        """Whether a title stands in it of which no item was made yet."""
        return bool(self.text().strip())

    def try_again(self) -> None:
        """Make the item of it, if that is possible by now."""
        self.flush()

    def open(self, place: NewPlace, words: str = "") -> None:
        """Wait for a title at a place in the table; `words` are those refused before."""
        self._place = place
        self.refused = bool(words)
        below = place.after_id or place.parent_id
        if place.after_id is None and place.parent_id:
            self._tree.open_rows([place.parent_id])
        self._below = below or ""
        self.setText(words)
        child = place.after_id is None and place.parent_id is not None
        self.setPlaceholderText(
            _("新的下级：输入标题，按回车添加，按 Esc 结束")
            if child
            else _("新条目：输入标题，按回车添加，按 Esc 结束")
        )
        self._tree.scrollTo(self._last_row())
        self._lay()
        self.show()
        self.raise_()
        self.setFocus()

    def _last_row(self) -> QModelIndex:
        """Return the last row shown of those after which the new one comes."""
        index = self._model.index_of(self._below)
        while index.isValid() and self._tree.isExpanded(index) and self._model.rowCount(index):
            index = self._model.index(self._model.rowCount(index) - 1, 0, index)
        return index

    def _lay(self) -> None:
        index = self._last_row()
        rect = self._tree.visualRect(index) if index.isValid() else QRect()
        beside = self._tree.visualRect(self._model.index_of(self._below)) if self._below else rect
        indent = self._tree.indentation() if self._place.after_id is None and self._place.parent_id else 0
        height = max(rect.height(), self.sizeHint().height())
        top = min(rect.bottom() + 1, self._tree.viewport().height() - height) if index.isValid() else 0
        self.setTextMargins(max(0, beside.left() + indent), 0, 0, 0)  # it covers its whole row
        self.setGeometry(XS, top + 1, self._tree.viewport().width() - 2 * XS, height - 2)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Add with Enter, with Ctrl+Enter let another follow; Esc ends, or Enter where nothing is typed."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self.text().strip():
                go_on = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
                if not go_on:
                    self.close_line()
                self._hand_over(go_on)
            else:
                self.close_line()
        elif event.key() == Qt.Key.Key_Escape:
            self.clear()
            self.close_line()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Add what was typed on leaving: nothing typed is lost."""
        super().focusOutEvent(event)
        keeps = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
        if event.reason() not in keeps and self.isVisible():
            self.hide()
            if self.text().strip():
                self._hand_over(False)

    def flush(self) -> None:
        """Add what is typed, before the window closes."""
        if self.isVisible() and self.text().strip():
            self.hide()
            self._hand_over(False)

    def close_line(self) -> None:
        """End, and go back to the table."""
        self.hide()
        self._tree.setFocus()

    def _hand_over(self, go_on: bool) -> None:
        title = self.text().strip()
        self.clear()
        self.typed.emit(self._place, title, go_on)
