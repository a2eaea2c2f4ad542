"""The look that all trees of the window share: whole rows, chevrons, no lines."""

from PySide6.QtCore import QEvent, QPoint, QRect, Qt
from PySide6.QtGui import QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from desktop_app.views.widgets.theme import XS, Role, S, Theme
from desktop_app.views.widgets.tree_model import Index

_DRAWN_BY_ROW = (
    QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_HasFocus
)


class QuietCells(QStyledItemDelegate):
    """Draws the words of a cell alone: the tree draws the ground of the whole row."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Take from a cell what its row shows."""
        super().initStyleOption(option, index)
        option.state &= ~_DRAWN_BY_ROW


class QuietTree(QTreeView):
    """A tree whose rows are drawn from edge to edge, with a mark at the current one."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.theme = theme
        self._pointer_y = -1
        self.setFrameShape(QTreeView.Shape.NoFrame)
        self.setUniformRowHeights(True)
        self.setIndentation(18)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Keep in mind which row lies under the pointer."""
        self._pointer_y = round(event.position().y())
        super().mouseMoveEvent(event)

    def leaveEvent(self, event: QEvent) -> None:
        """No row lies under the pointer any more."""
        self._pointer_y = -1
        self.viewport().update()
        super().leaveEvent(event)

    def row_box(self, options: QStyleOptionViewItem) -> QRect:
        """Return the place of a row from edge to edge."""
        rect: QRect = options.rect
        return QRect(0, rect.top(), self.viewport().width(), rect.height())

    def drawRow(self, painter: QPainter, options: QStyleOptionViewItem, index: Index) -> None:
        """Draw the ground of a row, its cells, and the mark of the current one."""
        box = self.row_box(options)
        if self.selectionModel().isSelected(index):
            painter.fillRect(box, self.theme.color(Role.SELECTED))
        elif box.top() <= self._pointer_y < box.top() + box.height():
            painter.fillRect(box, self.theme.color(Role.HOVER))
        super().drawRow(painter, options, index)
        if index == self.currentIndex():
            painter.fillRect(QRect(0, box.top(), 3, box.height()), self.theme.color(Role.ACCENT))

    def drawBranches(self, painter: QPainter, rect: QRect, index: Index) -> None:
        """Draw a chevron before a row that has others below it."""
        if not self.model().rowCount(index):
            return
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self.theme.color(Role.SOFT), 1.5))
        painter.translate(rect.right() - S - 1, rect.center().y() + 0.5)
        if self.isExpanded(index):
            painter.rotate(90)
        painter.drawPolyline([QPoint(-2, -XS), QPoint(2, 0), QPoint(-2, XS)])
        painter.restore()
