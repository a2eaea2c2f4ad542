"""The rows of the checks: a line for each kind with its count, below it each finding in whole sentences."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPalette, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.reports.checks import Code, Finding
from desktop_app.views.widgets.theme import ROW, XS, L, M, S, sized

SHOWN = 100  # rows of a kind at first: nobody reads more at once, and each has to be measured
_MARK = 3  # pixels, at the current line as in the window's other lists
_CHOOSE = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)
_HUSH = (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_ROLE = Qt.ItemDataRole.UserRole
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Group:
    """The line above the findings of one kind."""

    code: str
    count: int

    @property
    def words(self) -> str:
        """Its words on screen."""
        return Code(self.code).label


@dataclass(frozen=True)
class More:
    """The line below the first findings of a kind that has many."""

    code: str
    count: int

    @property
    def words(self) -> str:
        """Its words on screen."""
        return _("再看其余 {count} 条").format(count=self.count)


Row = Finding | Group | More


class ChecksTree(QTreeWidget):
    """Shows findings by kind. Signals: `chosen(Finding)`, `hushed(Finding)`."""

    chosen = Signal(object)
    hushed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole: set[str] = set()  # the kinds of which every row is shown
        self._findings: Sequence[Finding] = ()
        self._rows_delegate = _Rows(self)
        self.setItemDelegate(self._rows_delegate)
        self.setHeaderHidden(True)
        self.setRootIsDecorated(False)
        self.setIndentation(0)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setAccessibleName(_("打印前检查"))
        self.setExpandsOnDoubleClick(False)

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """Show findings, which come by kind; what was closed stays closed, and one stays where one was."""
        here, at = self._row(self.currentItem()), self.verticalScrollBar().value()
        closed = self._closed
        self._findings = findings
        self._rows_delegate.forget()
        self.clear()
        for code, members in groupby(findings, key=lambda one: str(one.code)):
            self._add_group(code, list(members), code in closed)
        self._go_to(here)
        self.verticalScrollBar().setValue(at)

    @property
    def _closed(self) -> Collection[str]:
        rows = [self._row(one) for one in self._groups() if not one.isExpanded()]
        return {row.code for row in rows if row is not None}

    def _groups(self) -> list[QTreeWidgetItem]:
        """Return the lines above the findings of a kind."""
        found = map(self.topLevelItem, range(self.topLevelItemCount()))
        return [one for one in found if one is not None]

    def _add_group(self, code: str, members: Sequence[Finding], closed: bool) -> None:
        top = self._item(Group(code, len(members)))
        self.addTopLevelItem(top)
        shown = members if code in self._whole else members[:SHOWN]
        rows: list[Row] = list(shown)
        if len(shown) < len(members):
            rows.append(More(code, len(members) - len(shown)))
        top.addChildren([self._item(row) for row in rows])
        top.setExpanded(not closed)

    def _item(self, row: Row) -> QTreeWidgetItem:
        item = QTreeWidgetItem([in_words(row)])
        item.setData(0, _ROLE, row)
        if isinstance(row, Finding):
            item.setToolTip(0, _("点一下到这一条；按 Delete 不再提示。"))
        return item

    @staticmethod
    def _row(item: QTreeWidgetItem | None) -> Row | None:
        row = item.data(0, _ROLE) if item is not None else None
        return row if isinstance(row, Finding | Group | More) else None

    def _go_to(self, row: Row | None) -> None:
        """Make the row that shows the same the current one, else the one that took its place."""
        children = (top.child(number) for top in self._groups() for number in range(top.childCount()))
        found = next((child for child in children if child is not None and self._row(child) == row), None)
        if found is not None:
            self.setCurrentItem(found)

    def row_at(self, index: _Index) -> Row | None:
        """Return what a line shows."""
        row = index.data(_ROLE)
        return row if isinstance(row, Finding | Group | More) else None

    def hush_box(self, index: QModelIndex) -> QRect:
        """Return the place of 不再提示 in a line."""
        return self._rows_delegate.hush_box(self.visualRect(index))

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Show a hand over what can be clicked."""
        over = isinstance(self.row_at(self.indexAt(event.position().toPoint())), Finding | More)
        self.viewport().setCursor(Qt.CursorShape.PointingHandCursor if over else Qt.CursorShape.ArrowCursor)
        super().mouseMoveEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Do what a click on a line means."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        row = self.row_at(index)
        if event.button() != Qt.MouseButton.LeftButton or row is None or index != self.currentIndex():
            return
        if isinstance(row, Finding) and self.hush_box(index).contains(event.position().toPoint()):
            self._hush(row)
        else:
            self._act(row)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter or Space goes to the item, Delete or Backspace hushes, all else moves about."""
        row = self.row_at(self.currentIndex())
        if row is not None and event.key() in _CHOOSE:
            self._act(row)
        elif isinstance(row, Finding) and event.key() in _HUSH:
            self._hush(row)
        else:
            super().keyPressEvent(event)

    def _act(self, row: Row) -> None:
        if isinstance(row, Finding):
            self.chosen.emit(row)
        elif isinstance(row, Group):
            index = self.currentIndex()
            self.setExpanded(index, not self.isExpanded(index))
        else:
            self._whole.add(row.code)
            self.show_findings(self._findings)

    def _hush(self, row: Finding) -> None:
        """Hush a finding; the one below, else above, becomes the current one, so that Delete goes on."""
        for step in (self.itemBelow, self.itemAbove):
            current = self.currentItem()
            item = step(current) if current is not None else None
            while item is not None and not isinstance(self._row(item), Finding):
                item = step(item)
            if item is not None:
                self.setCurrentItem(item)
                break
        self.hushed.emit(row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Measure the lines for their new width."""
        super().resizeEvent(event)
        self._rows_delegate.forget()
        self.scheduleDelayedItemsLayout()

    def changeEvent(self, event: QEvent) -> None:
        """Measure the lines for other text."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._rows_delegate.forget()
            self.scheduleDelayedItemsLayout()


def in_words(row: Row) -> str:
    """Return a line as it is read aloud."""
    if isinstance(row, Group):
        return _("{words} {count} 处").format(words=row.words, count=row.count)
    return row.words if isinstance(row, More) else f"{where(row)} {row.message}"


def where(finding: Finding) -> str:
    """Return the item of a finding in words: its number and title, or how the papers name it."""
    if finding.item_id is None:
        return _("整份报告")
    return finding.heading or finding.place


class _Rows(QStyledItemDelegate):
    """Draws the lines."""

    def __init__(self, view: ChecksTree) -> None:
        super().__init__(view)
        self._view = view
        self._heights: dict[str, int] = {}  # of a message over as many lines as it takes

    def forget(self) -> None:
        """Measure the lines anew."""
        self._heights.clear()

    def hush_box(self, rect: QRect) -> QRect:
        """Return the place of 不再提示 in a line's rectangle."""
        metrics = QFontMetrics(self._small)
        width = metrics.horizontalAdvance(_("不再提示")) + 2 * S
        return QRect(rect.right() - width - S, rect.top() + XS, width, metrics.height() + S)

    @property
    def _small(self) -> QFont:
        return sized(self._view.font(), -1)

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the room that a line takes."""
        row = self._view.row_at(index)
        if not isinstance(row, Finding):
            return QSize(0, max(ROW, QFontMetrics(self._view.font()).height() + M))
        if row.message not in self._heights:
            room = QRect(0, 0, self._view.viewport().width() - L - M, 10_000)
            metrics = QFontMetrics(self._view.font())
            self._heights[row.message] = metrics.boundingRect(room, _WRAP, row.message).height()
        return QSize(0, S + QFontMetrics(self._small).height() + XS + self._heights[row.message] + S)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw a line."""
        row = self._view.row_at(index)
        rect: QRect = option.rect
        painter.save()
        if isinstance(row, Finding):
            self._paint_ground(painter, option)
            self._paint_finding(painter, rect, row, self._is_pointed_at(option))
        elif row is not None:
            self._paint_line(painter, rect, row, index)
        painter.restore()

    def _is_pointed_at(self, option: QStyleOptionViewItem) -> bool:
        state: QStyle.StateFlag = option.state
        return bool(state & (QStyle.StateFlag.State_MouseOver | QStyle.StateFlag.State_Selected))

    def _paint_ground(self, painter: QPainter, option: QStyleOptionViewItem) -> None:
        palette, state = self._view.palette(), option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(option.rect, palette.color(QPalette.ColorRole.Highlight))
            mark = QRect(option.rect.left(), option.rect.top(), _MARK, option.rect.height())
            painter.fillRect(mark, palette.color(QPalette.ColorRole.Link))
        elif state & QStyle.StateFlag.State_MouseOver:
            painter.fillRect(option.rect, palette.color(QPalette.ColorRole.AlternateBase))

    def _paint_finding(self, painter: QPainter, rect: QRect, row: Finding, pointed_at: bool) -> None:
        palette, box = self._view.palette(), self.hush_box(rect)
        metrics = QFontMetrics(self._small)
        top = QRect(rect.left() + L, rect.top() + S, rect.width() - L - M, metrics.height())
        painter.setFont(self._small)
        if pointed_at:
            painter.setPen(palette.color(QPalette.ColorRole.Link))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _("不再提示"))
            top.setRight(box.left() - XS)
        painter.setPen(palette.color(QPalette.ColorRole.PlaceholderText))
        painter.drawText(top, _LEFT, metrics.elidedText(where(row), Qt.TextElideMode.ElideRight, top.width()))
        painter.setFont(self._view.font())
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        words = QRect(top.left(), top.bottom() + XS, rect.width() - L - M, rect.bottom() - top.bottom())
        painter.drawText(words, _WRAP, row.message)

    def _paint_line(self, painter: QPainter, rect: QRect, row: Group | More, index: _Index) -> None:
        palette = self._view.palette()
        inside = rect.adjusted(L, 0, -M, 0)
        if isinstance(row, More):
            painter.setPen(palette.color(QPalette.ColorRole.Link))
            painter.drawText(inside, _LEFT, row.words)
            return
        painter.fillRect(rect, palette.color(QPalette.ColorRole.AlternateBase))
        self._paint_chevron(painter, rect, self._view.isExpanded(cast(QModelIndex, index)))
        inside.setLeft(rect.left() + L + M)
        painter.setPen(palette.color(QPalette.ColorRole.Text))
        count = str(row.count)
        painter.drawText(inside, _RIGHT, count)
        painter.setFont(sized(self._view.font(), 0, medium=True))
        metrics = QFontMetrics(painter.font())
        room = inside.width() - metrics.horizontalAdvance(count) - M
        painter.drawText(inside, _LEFT, metrics.elidedText(row.words, Qt.TextElideMode.ElideRight, room))

    def _paint_chevron(self, painter: QPainter, rect: QRect, opened: bool) -> None:
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._view.palette().color(QPalette.ColorRole.PlaceholderText), 1.5))
        painter.translate(rect.left() + L, rect.center().y() + 0.5)
        if opened:
            painter.rotate(90)
        painter.drawPolyline([QPoint(-2, -XS), QPoint(2, 0), QPoint(-2, XS)])
        painter.restore()
