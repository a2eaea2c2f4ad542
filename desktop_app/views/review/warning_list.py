"""The places that a person may want to look at before accepting a document, each with what can be done."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QCursor, QKeyEvent, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QMenu, QWidget

from desktop_app.documents.dates import day_in_full
from desktop_app.documents.editing import asks, can_revert
from desktop_app.documents.outline import Warning
from desktop_app.i18n import _
from desktop_app.views.review.warning_delegate import Act, Button, WarningDelegate
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import Theme

_ACCEPT_KEYS = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class WarningList(QListWidget):
    """Lists warnings: each is accepted or taken back, one that asks is answered or passed over.

    Signals: `accept_requested(row)`, `revert_requested(row)`, `choice_requested(row, reading)`,
    `other_requested(row)` where none of the readings offered is the right one. By keys: Enter or Space,
    Backspace.
    """

    accept_requested = Signal(int)
    revert_requested = Signal(int)
    choice_requested = Signal(int, str)
    other_requested = Signal(int)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Warning] = []
        self._pressed: tuple[int, Act] | None = None
        self.menu: QMenu | None = None  # of the readings, while it is open
        self.delegate = WarningDelegate(self, theme, icons)
        self.setItemDelegate(self.delegate)
        self.setObjectName("warningList")
        self.setAccessibleName(_("需要看一眼的地方"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setMouseTracking(True)
        self.accept_action = QAction(_("接受\t回车"), self)
        self.revert_action = QAction(_("撤回\t退格"), self)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.addActions([self.accept_action, self.revert_action])
        self.accept_action.triggered.connect(self._accept_current)
        self.revert_action.triggered.connect(self._revert_current)
        self.currentRowChanged.connect(self._offer)

    def show_warnings(self, warnings: Sequence[Warning]) -> None:
        """Show these warnings; the current row stays where it was, without telling anyone."""
        if self._rows == list(warnings):
            return
        row = self.currentRow()
        self.blockSignals(True)
        self.clear()
        self._rows = list(warnings)  # the delegate asks for what a row holds as soon as there is one
        self.addItems([warning.message for warning in warnings])
        for number, warning in enumerate(warnings):
            self.model().setData(self._index(number), _hint(warning), Qt.ItemDataRole.ToolTipRole)
        self.setCurrentRow(min(row, len(self._rows) - 1))
        self.blockSignals(False)
        self._offer(self.currentRow())

    def point_out(self, row: int) -> None:
        """Make a row the current one without telling anyone."""
        self.blockSignals(True)
        self.setCurrentRow(row)
        self.blockSignals(False)
        self._offer(row)

    def can_revert(self, row: int) -> bool:
        """Tell whether the repair that a row reports can be taken back."""
        return can_revert(self._rows[row])

    def buttons(self, row: int) -> list[Button]:
        """Return what can be clicked in a row, and where it stands in the viewport."""
        return self.delegate.buttons(self.visualRect(self._index(row)), row)

    def words(self, row: int) -> str:
        """Return the sentence of a row."""
        return self._rows[row].message

    def acts(self, row: int) -> list[Act]:
        """Return what can be done about a row."""
        warning = self._rows[row]
        if not asks(warning):
            revert = [Act("revert", _("撤回"))] if can_revert(warning) else []
            return [Act("accept", _("接受")), *revert]
        readings = [Act("choose", day_in_full(choice), choice) for choice in warning.choices]
        return [Act("accept", _("暂不选择")), *readings, Act("other", _("其他日期…"))]

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show over what one can click."""
        over = self._button_at(event.position().toPoint()) is not None
        self.viewport().setCursor(
            QCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        )
        self.viewport().update()
        super().mouseMoveEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Note what is being clicked."""
        super().mousePressEvent(event)
        self._pressed = self._button_at(event.position().toPoint())

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Take a double click as one: its second half would hit what has moved up there."""
        super().mouseDoubleClickEvent(event)
        self._pressed = None

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Ask for what was clicked."""
        super().mouseReleaseEvent(event)
        pressed, self._pressed = self._pressed, None
        hit = self._button_at(event.position().toPoint())
        if hit is not None and hit == pressed and event.button() is Qt.MouseButton.LeftButton:
            self._ask_for(*hit)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Accept or answer on Enter and Space, take back on Backspace."""
        if event.key() in _ACCEPT_KEYS and not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self._accept_current()
        elif event.key() == Qt.Key.Key_Backspace:
            self._revert_current()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Wrap the sentences anew."""
        super().resizeEvent(event)
        self.delegate.forget_heights()
        self.scheduleDelayedItemsLayout()

    def _button_at(self, place: QPoint) -> tuple[int, Act] | None:
        row = self.indexAt(place).row()
        if row < 0:
            return None
        hits = [(row, button.act) for button in self.buttons(row) if button.box.contains(place)]
        return hits[0] if hits else None

    def _ask_for(self, row: int, act: Act) -> None:
        if act.name == "choose":
            self.choice_requested.emit(row, act.choice)
            return
        wishes = {
            "accept": self.accept_requested,
            "revert": self.revert_requested,
            "other": self.other_requested,
        }
        wishes[act.name].emit(row)

    def _accept_current(self) -> None:
        row = self.currentRow()
        if row < 0:
            return
        if asks(self._rows[row]):
            self._open_menu(row)
        else:
            self.accept_requested.emit(row)

    def _revert_current(self) -> None:
        row = self.currentRow()
        if row >= 0 and self.can_revert(row):
            self.revert_requested.emit(row)

    def _open_menu(self, row: int) -> None:
        """Offer the readings to the keys: the arrows and Enter, or the figure before each."""
        menu = self.menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        passing, *readings = self.acts(row)
        for number, act in enumerate([*readings, passing], start=1):
            action = menu.addAction(f"&{number}  {act.words}")
            action.setData((row, act))
        menu.setActiveAction(menu.actions()[0])
        menu.triggered.connect(self._take_from_menu)
        menu.destroyed.connect(self._forget_menu)
        box = self.visualRect(self._index(row))
        menu.popup(self.viewport().mapToGlobal(box.bottomLeft() + QPoint(self.delegate.indent, 0)))

    def _index(self, row: int) -> QModelIndex:
        return self.model().index(row, 0)

    def _take_from_menu(self, action: QAction) -> None:
        self._ask_for(*action.data())

    def _forget_menu(self) -> None:
        self.menu = None

    def _offer(self, row: int) -> None:
        asking = row >= 0 and asks(self._rows[row])
        self.accept_action.setText(_("选择…\t回车") if asking else _("接受\t回车"))
        self.accept_action.setEnabled(row >= 0)
        self.revert_action.setEnabled(row >= 0 and self.can_revert(row))


def _hint(warning: Warning) -> str:
    """Return the keys for a warning."""
    if asks(warning):
        return _("选择：按回车或空格")
    hint = _("接受：按回车或空格")
    return hint + "\n" + _("撤回：按退格") if can_revert(warning) else hint
