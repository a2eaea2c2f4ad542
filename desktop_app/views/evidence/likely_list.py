"""The points that a file may belong to: each with its key, its words and how sure it is."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QAbstractListModel, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.i18n import _
from desktop_app.views.evidence.likely import sureness
from desktop_app.views.widgets.rows import draw_ground
from desktop_app.views.widgets.theme import XS, M, Role, S, Theme, sized, tabular
from desktop_app.views.widgets.tree_model import NOWHERE, Index

_HEIGHT = 60
_KEY = 22
_BAR = 56


@dataclass(frozen=True)
class Choice:
    """A point to choose: its words, what stands above it, how sure it is (None where it was searched for)."""

    item_id: str
    words: str
    above: str
    score: float | None = None

    @property
    def sure(self) -> str:
        """How sure it is, in words."""
        return "" if self.score is None else sureness(self.score).words


class ChoicesModel(QAbstractListModel):
    """Points to choose from, best first."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.choices: list[Choice] = []

    def show(self, choices: Sequence[Choice]) -> None:
        """Offer these points."""
        if list(choices) != self.choices:
            self.beginResetModel()
            self.choices = list(choices)
            self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of points."""
        return 0 if parent.isValid() else len(self.choices)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a point's words."""
        if not index.isValid():
            return None
        one = self.choices[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return one.words
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{one.above}\n{one.words}" if one.above else one.words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("{words}，{sure}").format(words=one.words, sure=one.sure) if one.sure else one.words
        return None


class _ChoiceDelegate(QStyledItemDelegate):
    def __init__(self, model: ChoicesModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        one = self._model.choices[index.row()]
        rect: QRect = option.rect.adjusted(0, 1, 0, -1)
        painter.save()
        draw_ground(painter, option.rect, option.state, self._theme)
        self._paint_key(painter, rect, option, index.row())
        words = rect.adjusted(_KEY + S + M, S, -S, -S)
        if one.score is not None:
            self._paint_bar(painter, words, option, one.score)
        painter.setFont(sized(option.font, -1))
        painter.setPen(self._theme.color(Role.FAINT))
        metrics = QFontMetrics(painter.font())
        room = words.width() - (_BAR + metrics.horizontalAdvance(one.sure) + M if one.sure else 0)
        above = metrics.elidedText(one.above, Qt.TextElideMode.ElideRight, room)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, above)
        painter.setFont(option.font)
        painter.setPen(self._theme.color(Role.INK))
        shown = QFontMetrics(option.font).elidedText(one.words, Qt.TextElideMode.ElideRight, words.width())
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, shown)
        painter.restore()

    def _paint_key(self, painter: QPainter, rect: QRect, option: QStyleOptionViewItem, row: int) -> None:
        if row > 8:
            return
        box = QRect(rect.left() + S, rect.center().y() - _KEY // 2, _KEY, _KEY)
        painter.setPen(self._theme.color(Role.EDGE))
        painter.setBrush(self._theme.color(Role.RAISED))
        painter.drawRoundedRect(QRectF(box).adjusted(0.5, 0.5, -0.5, -0.5), XS, XS)
        painter.setFont(tabular(sized(option.font, -1)))
        painter.setPen(self._theme.color(Role.SOFT))
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, str(row + 1))

    def _paint_bar(self, painter: QPainter, words: QRect, option: QStyleOptionViewItem, score: float) -> None:
        sure = sureness(score)
        painter.setFont(sized(option.font, -1))
        painter.setPen(self._theme.color(sure.role))
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, sure.words)
        metrics = QFontMetrics(painter.font())
        right = words.right() - metrics.horizontalAdvance(sure.words) - XS
        track = QRectF(right - _BAR, words.top() + metrics.height() / 2 - 2, _BAR, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(Role.TRACK))
        painter.drawRoundedRect(track, 2, 2)
        track.setWidth(max(4.0, _BAR * score))
        painter.setBrush(self._theme.color(sure.role))
        painter.drawRoundedRect(track, 2, 2)


class LikelyList(QListView):
    """Offers points; a click or Enter takes one. `taken(item id)`."""

    taken = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("最可能的条目"))
        self.offered = ChoicesModel(self)
        self.setModel(self.offered)
        self._delegate = _ChoiceDelegate(self.offered, theme, self)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.clicked.connect(self._take)
        self.activated.connect(self._take)

    def item_at(self, row: int) -> str:
        """Return the item of a line, "" where there is none."""
        choices = self.offered.choices
        return choices[row].item_id if 0 <= row < len(choices) else ""

    def _take(self, index: Index) -> None:
        item_id = self.item_at(index.row())
        if item_id:
            self.taken.emit(item_id)
