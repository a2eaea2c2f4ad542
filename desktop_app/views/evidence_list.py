"""The evidence of one item: a list of files that open, go, and come by being dropped."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractListModel, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import QListView, QStyle, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from desktop_app.i18n import _
from desktop_app.models.values import EvidenceRow
from desktop_app.views.icons import Icons
from desktop_app.views.theme import RADIUS, Role, S, Theme, sized, tabular
from desktop_app.views.tree_model import NOWHERE, Index
from desktop_app.views.words import icon_of_file, moment_in_words, size_in_words

_HEIGHT = 44
_ICON = 20


class EvidenceModel(QAbstractListModel):
    """The evidence of one item, in the order in which it was added."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[EvidenceRow] = []

    def show(self, rows: Sequence[EvidenceRow]) -> None:
        """Show these files."""
        if list(rows) != self.rows:
            self.beginResetModel()
            self.rows = list(rows)
            self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:  # noqa: N802
        """Return the number of files."""
        return 0 if parent.isValid() else len(self.rows)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:  # noqa: ANN401
        """Return a file's name, or what is read aloud."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return row.shown
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.shown}，{facts_in_words(row)}"
        return None


def facts_in_words(row: EvidenceRow) -> str:
    """Return size, day, and how many items a file serves."""
    facts = [size_in_words(row.size), moment_in_words(row.added_at, datetime.now(row.added_at.tzinfo))]
    if len(row.item_ids) > 1:
        facts.append(_("用于 {count} 个条目").format(count=len(row.item_ids)))
    return " · ".join(facts)


class _FileDelegate(QStyledItemDelegate):
    def __init__(self, model: EvidenceModel, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._icons = icons

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:  # noqa: N802
        return QSize(100, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        row = self._model.rows[index.row()]
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(Role.SELECTED if chosen else Role.HOVER))
            painter.drawRoundedRect(QRectF(rect), RADIUS, RADIUS)
        ratio = painter.device().devicePixelRatioF()
        pixmap = self._icons.pixmap(icon_of_file(row.name), _ICON, Role.SOFT, ratio)
        painter.drawPixmap(rect.left() + S, rect.center().y() - _ICON // 2, pixmap)
        words = rect.adjusted(_ICON + 2 * S, 4, -S, -4)
        font = option.font
        self._paint_line(painter, words, row.shown, Role.INK, font, Qt.AlignmentFlag.AlignTop)
        self._paint_line(
            painter, words, facts_in_words(row), Role.FAINT, sized(font, -1), Qt.AlignmentFlag.AlignBottom
        )
        painter.restore()

    def _paint_line(
        self,
        painter: QPainter,
        box: QRect,
        words: str,
        role: Role,
        font: QFont,
        side: Qt.AlignmentFlag,
    ) -> None:
        painter.setFont(tabular(font))
        painter.setPen(self._theme.color(role))
        shown = QFontMetrics(painter.font()).elidedText(words, Qt.TextElideMode.ElideMiddle, box.width())
        painter.drawText(box, side | Qt.AlignmentFlag.AlignLeft, shown)


class EvidenceList(QListView):
    """Lists files, as high as they are many.

    Signals: `open_requested(EvidenceRow)`, `removal_requested(EvidenceRow)`.
    """

    open_requested = Signal(object)
    removal_requested = Signal(object)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(_("佐证材料"))
        self.files = EvidenceModel(self)
        self.setModel(self.files)
        self._delegate = _FileDelegate(self.files, theme, icons, self)
        self.setItemDelegate(self._delegate)
        self.setMouseTracking(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.activated.connect(self._open)
        self.show_rows([])

    def show_rows(self, rows: Sequence[EvidenceRow]) -> None:
        """Show these files."""
        self.files.show(rows)
        self.setFixedHeight(_HEIGHT * len(rows) + 2)
        self.setVisible(bool(rows))

    def current_row(self) -> EvidenceRow | None:
        """Return the chosen file."""
        index = self.currentIndex()
        return self.files.rows[index.row()] if index.isValid() else None

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802
        """Take the chosen file off the item with the Delete key."""
        if event.key() == Qt.Key.Key_Delete:
            self.remove_current()
            return
        super().keyPressEvent(event)

    def remove_current(self) -> None:
        """Ask for the chosen file to be taken off the item."""
        row = self.current_row()
        if row is not None:
            self.removal_requested.emit(row)

    def _open(self, index: Index) -> None:
        self.open_requested.emit(self.files.rows[index.row()])
