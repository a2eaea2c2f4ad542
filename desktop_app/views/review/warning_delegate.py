"""How a warning is drawn: its sentence, the words to click beside it, and the readings it offers below."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QCursor, QFontMetrics, QPainter, QPen
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem

from desktop_app.i18n import _
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import RADIUS, XS, L, M, Role, S, Theme

if TYPE_CHECKING:  # it is the list that has the delegate
    from desktop_app.views.review.warning_list import WarningList

_ICON = 16
_WRAP = Qt.TextFlag.TextWordWrap | Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop
_CENTRE = Qt.AlignmentFlag.AlignCenter
_BESIDE = ("accept", "revert")  # stand beside the sentence; all else below it
_Index = QModelIndex | QPersistentModelIndex


@dataclass(frozen=True)
class Act:
    """Something that can be done about a warning: accept, revert, choose (a reading) or other."""

    name: str
    words: str
    choice: str = ""


@dataclass(frozen=True)
class Button:
    """Something that can be clicked, and where it stands in the viewport."""

    act: Act
    box: QRect


class WarningDelegate(QStyledItemDelegate):
    """Draws a sign, the sentence over as many lines as it takes, and what one can click."""

    indent = L + _ICON + S  # pixels before the sentence

    def __init__(self, view: "WarningList", theme: Theme, icons: Icons) -> None:
        super().__init__(view)
        self._view = view
        self._theme = theme
        self._icons = icons
        self._heights: dict[tuple[str, str, int], int] = {}  # asked for at every layout, so measured once

    def buttons(self, rect: QRect, row: int) -> list[Button]:
        """Return the words beside a row's sentence, from the right, and the readings in lines below it."""
        acts = self._view.acts(row)
        beside = [act for act in acts if act.name in _BESIDE]
        found, right = [], rect.right() - S
        for act in beside:
            width = self._width(act, S)
            found.append(Button(act, QRect(right - width, rect.top() + XS, width, self._height)))
            right -= width
        below = [act for act in acts if act.name not in _BESIDE]
        if not below:
            return found
        left, top = rect.left() + self.indent, rect.top() + S + self._sentence(rect, row) + XS
        for act in below:
            width = self._width(act, M)
            if left + width > rect.right() - S and left > rect.left() + self.indent:
                left, top = rect.left() + self.indent, top + self._height + XS
            found.append(Button(act, QRect(left, top, width, self._height)))
            left += width + S
        return found

    def sizeHint(self, _option: QStyleOptionViewItem, index: _Index) -> QSize:
        """Return the room for the whole sentence and what stands below it."""
        width, row = self._view.viewport().width(), index.row()
        key = (self._view.words(row), self._view.font().key(), width)
        if key not in self._heights:
            rect = QRect(0, 0, width, 0)
            lowest = max(button.box.bottom() for button in self.buttons(rect, row))
            self._heights[key] = max(self._sentence(rect, row) + 2 * S, lowest + XS + 1)
        return QSize(width, self._heights[key])

    def forget_heights(self) -> None:
        """Measure the rows anew: their width is another."""
        self._heights.clear()

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        """Draw a row."""
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pointer = self._view.viewport().mapFromGlobal(QCursor.pos())
        if index.row() == self._view.currentRow():
            painter.fillRect(rect, self._theme.color(Role.SELECTED))
            if self._view.hasFocus():
                mark = QRect(rect.left(), rect.top(), 3, rect.height())
                painter.fillRect(mark, self._theme.color(Role.ACCENT))
        elif rect.contains(pointer):
            painter.fillRect(rect, self._theme.color(Role.HOVER))
        sign = QRect(rect.left() + L, rect.top() + S + 1, _ICON, _ICON)
        self._icons.icon("warning", Role.MOSTLY).paint(painter, sign)
        painter.setPen(self._theme.color(Role.INK))
        width = self._text_width(rect, self._view.acts(index.row()))
        text = QRect(rect.left() + self.indent, rect.top() + S, width, rect.height())
        painter.drawText(text, _WRAP, str(index.data()))
        for button in self.buttons(rect, index.row()):
            self._paint_button(painter, button, button.box.contains(pointer))
        painter.restore()

    def _paint_button(self, painter: QPainter, button: Button, hovered: bool) -> None:
        ink = Role.ACCENT if self._view.isEnabled() else Role.FAINT
        if button.act.name not in _BESIDE:
            painter.setPen(QPen(self._theme.color(Role.EDGE), 1))
            painter.setBrush(self._theme.color(Role.HOVER if hovered else Role.RAISED))
            painter.drawRoundedRect(button.box.toRectF().adjusted(0.5, 0.5, -0.5, -0.5), RADIUS, RADIUS)
        painter.setPen(self._theme.color(ink))
        painter.drawText(button.box, _CENTRE, button.act.words)

    @property
    def _height(self) -> int:
        return self._metrics.height() + 2 * XS

    @property
    def _metrics(self) -> QFontMetrics:
        return QFontMetrics(self._view.font())

    def _width(self, act: Act, margin: int) -> int:
        return self._metrics.horizontalAdvance(act.words) + 2 * margin

    def _text_width(self, rect: QRect, acts: list[Act]) -> int:
        """Return the width left for the sentence, as if two words stood beside each: so all align."""
        beside = sum(self._width(act, S) for act in acts if act.name in _BESIDE)
        usual = 2 * self._width(Act("", _("接受")), S)
        return max(rect.width() - self.indent - max(beside, usual) - S - M, L)

    def _sentence(self, rect: QRect, row: int) -> int:
        """Return the height in pixels of a row's sentence."""
        words, metrics = self._view.words(row), self._metrics
        width = self._text_width(rect, self._view.acts(row))
        if metrics.horizontalAdvance(words) <= width:
            return metrics.height()
        return metrics.boundingRect(QRect(0, 0, width, 10_000), _WRAP, words).height()
