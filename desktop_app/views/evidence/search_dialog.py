"""The search over everything: items, what was written of them, and the text of every file."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QObject,
    QPoint,
    QRect,
    QSize,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.models.searching import Hit
from desktop_app.views.widgets.controls import plain_label
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.rows import draw_ground
from desktop_app.views.widgets.theme import XL, L, M, Role, S, Theme, sized
from desktop_app.views.widgets.tree_model import NOWHERE, Index
from desktop_app.views.widgets.words import icon_of_file

LIMIT = 200
_HEIGHT = 56
_ICON = 18
_REST = 120  # milliseconds after the last key before one searches
_SIZE = QSize(860, 600)

FindHits = Callable[[str, int], Sequence[Hit]]


def place_of(hit: Hit) -> str:
    """Return where in an item or a file the words stand."""
    if hit.page is not None and hit.evidence_id is not None:
        return _("材料 · 第 {page} 页").format(page=hit.page)
    kind = _("条目") if hit.item_id is not None else _("材料")
    return f"{kind} · {hit.field}" if hit.field else kind


class HitsModel(QAbstractListModel):
    """Places where words were found."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hits: list[Hit] = []

    def show(self, hits: Sequence[Hit]) -> None:
        """Show these places."""
        self.beginResetModel()
        self.hits = list(hits)
        self.endResetModel()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of places."""
        return 0 if parent.isValid() else len(self.hits)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the title of what holds the words."""
        if not index.isValid():
            return None
        hit = self.hits[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return hit.title
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{hit.title}，{place_of(hit)}，{hit.around}"
        return None


class _HitDelegate(QStyledItemDelegate):
    def __init__(self, model: HitsModel, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._icons = icons

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(100, _HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        hit = self._model.hits[index.row()]
        rect: QRect = option.rect
        painter.save()
        draw_ground(painter, option.rect, option.state, self._theme)
        name = "list" if hit.item_id is not None else icon_of_file(hit.name)
        pixmap = self._icons.pixmap(name, _ICON, Role.SOFT, painter.device().devicePixelRatioF())
        painter.drawPixmap(rect.left() + M, rect.top() + 10, pixmap)
        words = rect.adjusted(M + _ICON + M, 8, -M, -8)
        painter.setFont(sized(option.font, -1))
        painter.setPen(self._theme.color(Role.FAINT))
        place = place_of(hit)
        painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, place)
        room = words.width() - QFontMetrics(painter.font()).horizontalAdvance(place) - M
        painter.setFont(sized(option.font, 0, medium=True))
        painter.setPen(self._theme.color(Role.INK))
        title = QFontMetrics(painter.font()).elidedText(hit.title, Qt.TextElideMode.ElideRight, room)
        painter.drawText(words, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, title)
        self._paint_around(painter, words, hit, option.font)
        painter.restore()

    def _paint_around(self, painter: QPainter, box: QRect, hit: Hit, font: QFont) -> None:
        """Draw the words around, those found on a ground of their own."""
        metrics = QFontMetrics(font)
        painter.setFont(font)
        painter.setClipRect(box)
        top = box.bottom() - metrics.height()
        for start, end in hit.marks:
            left = box.left() + metrics.horizontalAdvance(hit.around[:start])
            width = metrics.horizontalAdvance(hit.around[:end]) - (left - box.left())
            painter.fillRect(QRect(left, top, width, metrics.height()), self._theme.color(Role.FOUND))
        painter.setPen(self._theme.color(Role.SOFT))
        shown = metrics.elidedText(hit.around, Qt.TextElideMode.ElideRight, box.width())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignBottom, shown)


class SearchDialog(QDialog):
    """Finds as one types. `hit_chosen(Hit, words)`."""

    hit_chosen = Signal(object, str)

    def __init__(self, theme: Theme, icons: Icons, find: FindHits, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("全文查找"))
        self._find = find
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("在条目、完成情况和所有材料的文字里找"))
        self.line.setAccessibleName(_("全文查找"))
        self.line.setClearButtonEnabled(True)
        self.line.setFont(sized(self.font(), 1))
        self.found = HitsModel(self)
        self.list = QListView()
        self.list.setAccessibleName(_("找到的地方"))
        self.list.setModel(self.found)
        self._delegate = _HitDelegate(self.found, theme, icons, self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.state = plain_label(look="faint")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(L, L, L, M)
        layout.setSpacing(S)
        layout.addWidget(self.line)
        layout.addWidget(self.list, 1)
        layout.addWidget(self.state)
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_REST)
        self._pause.timeout.connect(self.search)
        self.line.textChanged.connect(self._rest)
        self.line.installEventFilter(self)
        self.list.clicked.connect(self._choose)
        self._say("")

    def ask(self) -> None:
        """Open over the window, what was typed the last time chosen."""
        window = self.parentWidget()
        if window is not None and not self.isVisible():
            self.resize(_SIZE.boundedTo(window.size() - QSize(4 * XL, 4 * XL)))
            room = window.size() - self.size()
            self.move(window.mapToGlobal(QPoint(room.width() // 2, room.height() // 2)))
        self.show()
        self.activateWindow()
        self.line.setFocus()
        self.line.selectAll()
        self.search()

    def search(self) -> None:
        """Show where the words stand now."""
        self._pause.stop()
        words = self.line.text().strip()
        hits = self._find(words, LIMIT) if words else []
        self.found.show(hits)
        if hits:
            self.list.setCurrentIndex(self.found.index(0))
        self._say(words)

    def _say(self, words: str) -> None:
        count = len(self.found.hits)
        if not words:
            text = _("写几个字，几个词之间用空格隔开。照片和扫描件里没有文字，找不到。")
        elif count == LIMIT:
            text = _("找到很多，先列出 {count} 处；再加一个词会更准。").format(count=count)
        elif count:
            text = _("找到 {count} 处　↑ ↓ 选择　回车 打开").format(count=count)
        else:
            text = _("没有找到“{words}”").format(words=words)
        self.state.setText(text)

    def _rest(self) -> None:
        self._pause.start()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list with the arrows and choose with Enter while typing goes on."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: 8, Qt.Key.Key_PageUp: -8}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            last = len(self.found.hits) - 1
            at = min(max(self.list.currentIndex().row() + step, 0), last)
            self.list.setCurrentIndex(self.found.index(at))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if self._pause.isActive():
                self.search()
            self._choose(self.list.currentIndex())
            return True
        return super().eventFilter(watched, event)

    def _choose(self, index: Index) -> None:
        if index.isValid():
            self.hit_chosen.emit(self.found.hits[index.row()], self.line.text().strip())
