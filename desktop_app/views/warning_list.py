"""The places that a person may want to look at before accepting a document, each with what can be done."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QCursor, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.documents.editing import can_revert
from desktop_app.documents.outline import Warning
from desktop_app.i18n import _
from desktop_app.views.icons import Icons
from desktop_app.views.theme import XS, L, M, Role, S, Theme

_ICON = 16
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_Index = QModelIndex | QPersistentModelIndex


class WarningList(QListWidget):
    """Lists warnings, each with 接受 and, where the repair can be taken back, 撤回.

    Signals: `accept_requested(row)`, `revert_requested(row)`. By keys: Enter and Backspace.
    """

    accept_requested = Signal(int)
    revert_requested = Signal(int)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[Warning] = []
        self.delegate = _WarningDelegate(self, theme, icons)
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
        self._rows = list(warnings)
        self.blockSignals(True)
        self.clear()
        for warning in warnings:
            item = QListWidgetItem(warning.message)
            item.setToolTip(_("接受：按回车") + ("\n" + _("撤回：按退格") if can_revert(warning) else ""))
            self.addItem(item)
        self.setCurrentRow(min(row, len(self._rows) - 1))
        self.blockSignals(False)
        self._offer(self.currentRow())

    def can_revert(self, row: int) -> bool:
        """Tell whether the repair that a row reports can be taken back."""
        return can_revert(self._rows[row])

    def button_box(self, row: int, revert: bool) -> QRect:
        """Return where 接受 or 撤回 of a row stands in the viewport."""
        rect = self.visualItemRect(self.item(row))
        return self.delegate.button_box(rect, revert)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Show over what one can click."""
        over = self._button_at(event.position().toPoint()) is not None
        self.viewport().setCursor(
            QCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        )
        self.viewport().update()
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Ask for what was clicked."""
        super().mouseReleaseEvent(event)
        hit = self._button_at(event.position().toPoint())
        if hit is not None and event.button() is Qt.MouseButton.LeftButton:
            row, revert = hit
            (self.revert_requested if revert else self.accept_requested).emit(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Accept on Enter, take back on Backspace."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._accept_current()
        elif event.key() == Qt.Key.Key_Backspace:
            self._revert_current()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802
        """Wrap the sentences anew."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

    def _button_at(self, place: Any) -> tuple[int, bool] | None:  # noqa: ANN401
        row = self.indexAt(place).row()
        if row < 0:
            return None
        for revert in (False, True):
            if self.button_box(row, revert).contains(place) and (not revert or self.can_revert(row)):
                return row, revert
        return None

    def _accept_current(self) -> None:
        if self.currentRow() >= 0:
            self.accept_requested.emit(self.currentRow())

    def _revert_current(self) -> None:
        row = self.currentRow()
        if row >= 0 and self.can_revert(row):
            self.revert_requested.emit(row)

    def _offer(self, row: int) -> None:
        self.accept_action.setEnabled(row >= 0)
        self.revert_action.setEnabled(row >= 0 and self.can_revert(row))


class _WarningDelegate(QStyledItemDelegate):
    """Draws a sign, the sentence over as many lines as it takes, and the words that one can click."""

    def __init__(self, view: WarningList, theme: Theme, icons: Icons) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        self._icons = icons
        self._words = {False: _("接受"), True: _("撤回")}

    def button_box(self, rect: QRect, revert: bool) -> QRect:
        """Return where 接受 (always the rightmost) or 撤回 stands in a row."""
        metrics = self._view.fontMetrics()
        widths = [metrics.horizontalAdvance(words) + 2 * S for words in self._words.values()]
        right = rect.right() - S - (widths[0] if revert else 0)
        width = widths[int(revert)]
        return QRect(right - width, rect.top() + XS, width, metrics.height() + 2 * XS)

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:  # noqa: N802
        """Return the room for the whole sentence."""
        width = self._view.viewport().width()
        box = self._text_box(QRect(0, 0, width, 0))
        metrics = QFontMetrics(self._view.font())
        words = str(index.data())
        height = metrics.height()
        if metrics.horizontalAdvance(words) > box.width():
            height = metrics.boundingRect(QRect(0, 0, max(box.width(), 1), 10_000), _WRAP, words).height()
        return QSize(width, height + 2 * S)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw a row."""
        rect: QRect = option.rect
        painter.save()
        hovered = rect.contains(self._view.viewport().mapFromGlobal(QCursor.pos()))
        if index.row() == self._view.currentRow():
            painter.fillRect(rect, self._theme.color(Role.SELECTED))
        elif hovered:
            painter.fillRect(rect, self._theme.color(Role.HOVER))
        sign = QRect(rect.left() + S, rect.top() + S + 1, _ICON, _ICON)
        self._icons.icon("warning", Role.MOSTLY).paint(painter, sign)
        painter.setPen(self._theme.color(Role.INK))
        painter.drawText(self._text_box(rect), _WRAP, str(index.data()))
        painter.setPen(self._theme.color(Role.ACCENT))
        for revert in (False, True) if self._view.can_revert(index.row()) else (False,):
            box = self.button_box(rect, revert)
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, self._words[revert])
        painter.restore()

    def _text_box(self, rect: QRect) -> QRect:
        left = rect.left() + S + _ICON + S
        right = self.button_box(rect, True).left() - M
        return QRect(left, rect.top() + S, right - left, max(rect.height() - 2 * S, L))
