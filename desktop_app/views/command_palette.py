"""One line for everything: type what you want to do, or where you want to go, and press Enter."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFontMetrics, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.models.finding import fold
from desktop_app.models.pinyin import Pinyin
from desktop_app.views.widgets.controls import keys_in_words, plain_label
from desktop_app.views.widgets.theme import ROW, XS, M, Role, S, Theme
from desktop_app.views.widgets.tree_model import Index

WIDTH, TOP = 560, 72  # logical pixels: its width, and its distance from the window's upper edge
ROWS = 12  # lines seen at once
MOST_ITEMS = 30
ALSO = "also"  # the property of an action that holds other words for it
_ENTRY = Qt.ItemDataRole.UserRole


@dataclass(frozen=True)
class Entry:
    """A line of the palette: `words`, a faint `hint` at its right (keys, or its kind), and what it does.

    `action` is triggered where it is one, else `item_id` is gone to. `also` are other words that mean it.
    """

    words: str
    hint: str
    action: QAction | None = None
    item_id: str = ""
    also: str = ""


ItemFinder = Callable[[str], Sequence[tuple[str, str]]]


class CommandPalette(QDialog):
    """Offers every action that is possible now, and the items of the list. `item_chosen(item id)`."""

    item_chosen = Signal(str)

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setObjectName("palette")
        self._pinyin = Pinyin()
        self._commands: list[Entry] = []
        self._find_items: ItemFinder = _nothing
        self.line = QLineEdit()
        self.line.setPlaceholderText(_("要做什么，或去哪一条？可以用拼音首字母"))
        self.line.setAccessibleName(_("命令"))
        self.list = QListWidget()
        self.list.setAccessibleName(_("可以做的"))
        self.list.setItemDelegate(_EntryDelegate(theme, self.list))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setUniformItemSizes(True)
        self.nothing = plain_label(_("没有这样的命令或条目"), "soft")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(S, S, S, S)
        layout.setSpacing(S)
        for part in (self.line, self.list, self.nothing):
            layout.addWidget(part)
        self.setFixedWidth(WIDTH)
        self.line.installEventFilter(self)
        self.line.textChanged.connect(self._show_matches)
        self.list.itemClicked.connect(self._run)

    def ask(self, menus: Sequence[QMenu], find_items: ItemFinder) -> None:
        """Open with the commands of the menus; `find_items(words)` gives (item id, words) of the found."""
        self._commands = [entry for menu in menus for entry in commands_of(menu)]
        self._find_items = find_items
        self.line.clear()
        self._show_matches("")
        window = self.parentWidget()
        if window is not None:
            self.move(window.mapToGlobal(QPoint((window.width() - WIDTH) // 2, TOP)))
        self.show()
        self.line.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Move in the list with the arrows, run with Enter, while typing goes on."""
        if event.type() is not QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_PageDown: ROWS, Qt.Key.Key_PageUp: -ROWS}
        step = steps.get(Qt.Key(event.key()))
        if step is not None:
            last = self.list.count() - 1
            self.list.setCurrentRow(min(max(self.list.currentRow() + step, 0), last))
            return True
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            current = self.list.currentItem()
            if current is not None:
                self._run(current)
            return True
        return super().eventFilter(watched, event)

    def entries(self) -> list[Entry]:
        """Return what is offered now, best first."""
        items = [self.list.item(row) for row in range(self.list.count())]
        return [item.data(_ENTRY) for item in items if item is not None]

    def _show_matches(self, words: str) -> None:
        self.list.clear()
        for entry in (*self._matching(words), *self._found(words)):
            item = QListWidgetItem(entry.words)
            item.setData(_ENTRY, entry)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{entry.words}，{entry.hint}")
            self.list.addItem(item)
        count = self.list.count()
        self.list.setCurrentRow(0)
        self.list.setVisible(count > 0)
        self.nothing.setVisible(count == 0)
        row = max(ROW, round(QFontMetrics(self.list.font()).height() * 1.7))
        self.list.setFixedHeight(row * max(1, min(count, ROWS)) + 2 * self.list.frameWidth())
        self.adjustSize()

    def _matching(self, words: str) -> list[Entry]:
        wanted = fold(words).split()
        if not wanted:
            return self._commands
        if any(word.isascii() and word.isalpha() for word in wanted):
            self._pinyin.learn("".join(entry.words + entry.also for entry in self._commands))
        return [entry for entry in self._commands if all(self._holds(entry, word) for word in wanted)]

    def _holds(self, entry: Entry, word: str) -> bool:
        text = fold(f"{entry.words} {entry.also}")
        if word in text:
            return True
        pattern = self._pinyin.pattern(word) if word.isascii() and word.isalpha() else None
        return pattern is not None and pattern.search(text) is not None

    def _found(self, words: str) -> list[Entry]:
        if not words.strip():
            return []
        found = list(self._find_items(words))[:MOST_ITEMS]
        return [Entry(title, _("条目"), item_id=item_id) for item_id, title in found]

    def _run(self, item: QListWidgetItem) -> None:
        entry: Entry = item.data(_ENTRY)
        self.hide()
        if entry.action is not None:
            entry.action.trigger()
        else:
            self.item_chosen.emit(entry.item_id)


def commands_of(menu: QMenu, above: str = "") -> list[Entry]:
    """Return the actions of a menu that are possible now, those of the menus below it with their path."""
    found = []
    for action in menu.actions():
        below = action.menu()
        name = action.text().partition("\t")[0].replace("&", "").rstrip("…")
        if isinstance(below, QMenu):
            found += commands_of(below, f"{above}{name} › ")
        elif action.isEnabled() and action.isVisible() and not action.isSeparator() and name:
            keys = action.text().partition("\t")[2] or keys_in_words(action)
            found.append(Entry(above + name, keys, action, also=str(action.property(ALSO) or "")))
    return found


def _nothing(_words: str) -> Sequence[tuple[str, str]]:
    return ()


class _EntryDelegate(QStyledItemDelegate):
    """Draws the words at the left, elided, and the hint faint at the right."""

    def __init__(self, theme: Theme, parent: QListWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def sizeHint(self, option: QStyleOptionViewItem, _index: Index) -> QSize:
        return QSize(WIDTH // 2, max(ROW, round(QFontMetrics(option.font).height() * 1.7)))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry: Entry = index.data(_ENTRY)
        box: QRect = option.rect.adjusted(0, 0, 0, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        state: QStyle.StateFlag = option.state
        if state & (QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver):
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(Role.SELECTED if chosen else Role.HOVER))
            painter.drawRoundedRect(box, XS, XS)
        metrics = QFontMetrics(option.font)
        painter.setFont(option.font)
        inside = box.adjusted(M, 0, -M, 0)
        hint = metrics.horizontalAdvance(entry.hint)
        painter.setPen(self._theme.color(Role.FAINT))
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, entry.hint)
        painter.setPen(self._theme.color(Role.INK))
        words = metrics.elidedText(entry.words, Qt.TextElideMode.ElideRight, inside.width() - hint - M)
        painter.drawText(inside, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        painter.restore()
