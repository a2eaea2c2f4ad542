"""A list of files: a small picture or an icon, the title, what is known of each; red where one is gone."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from PySide6.QtCore import (
    QAbstractListModel,
    QItemSelection,
    QItemSelectionModel,
    QMimeData,
    QObject,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QKeySequence, QPainter, QPixmap
from PySide6.QtWidgets import (
    QAbstractItemView,
    QListView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.models.values import EvidenceRow
from desktop_app.views.evidence.shelf import State
from desktop_app.views.widgets.drops import EVIDENCE, evidence_to_drag
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.rows import draw_ground
from desktop_app.views.widgets.theme import M, Role, S, Theme, sized, tabular
from desktop_app.views.widgets.tree_model import NOWHERE, Index, runs_of
from desktop_app.views.widgets.words import day_in_words, icon_of_file, moment_in_words, size_in_words

HEIGHT = 52
_PICTURE = 40
_ICON = 22
_SEEN_AT_ONCE = 7  # rows of a list inside a page; it scrolls beyond that

Hint = tuple[str, Role]
Key = Qt.Key
_BY: dict[int, int] = {Key.Key_Up: -1, Key.Key_Down: 1}


def title_of(row: EvidenceRow) -> str:
    """Return what a file is called: by its title where it was given one, else by its name."""
    stem = row.name.rpartition(".")[0] or row.name
    return row.shown if row.title in ("", stem) else row.title


def facts_in_words(row: EvidenceRow, item_id: str = "") -> str:
    """Return a file's day, size, pages, kind, the page that proves the item, and how many items it serves."""
    now = datetime.now(row.added_at.tzinfo)
    day = row.date or (row.taken.date() if row.taken else None)
    facts = [
        day_in_words(day, now.date()) if day else moment_in_words(row.added_at, now),
        size_in_words(row.size),
    ]
    if row.pages and icon_of_file(row.name) != "file_image":
        facts.append(_("{count} 页").format(count=row.pages))
    if row.kind is not None:
        facts.append(row.kind.label)
    if item_id and row.page_in(item_id):
        facts.append(_("见第 {page} 页").format(page=row.page_in(item_id)))
    if len(row.item_ids) > 1:
        facts.append(_("用于 {count} 个条目").format(count=len(row.item_ids)))
    return " · ".join(facts)


class FilesModel(QAbstractListModel):
    """Files in a given order."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: list[EvidenceRow] = []
        self.place_of: dict[str, int] = {}  # by a file's id
        self.item_id = ""

    def show(self, rows: Sequence[EvidenceRow], item_id: str) -> bool:
        """Show these files, as those of an item where one is given; tell whether they are others."""
        if list(rows) == self.rows and item_id == self.item_id:
            return False
        self.beginResetModel()
        self.rows, self.item_id = list(rows), item_id
        self.place_of = {row.id: at for at, row in enumerate(self.rows)}
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of files."""
        return 0 if parent.isValid() else len(self.rows)

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a line: it is chosen, and dragged to an item."""
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsDragEnabled if index.isValid() else flags

    def mimeTypes(self) -> list[str]:
        """Return the one form in which files are dragged."""
        return [EVIDENCE]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        """Return the files of lines that are dragged, in the order shown."""
        chosen = sorted({index.row() for index in indexes})
        return evidence_to_drag((self.rows[at].id for at in chosen), self.item_id)

    def supportedDragActions(self) -> Qt.DropAction:
        """Return copying: a file that is dragged is never taken out of the list by the list itself."""
        return Qt.DropAction.CopyAction | Qt.DropAction.LinkAction

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a file's title, its name on hover, or what is read aloud."""
        if not index.isValid():
            return None
        row = self.rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return title_of(row)
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{row.shown}\n{facts_in_words(row, self.item_id)}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{title_of(row)}，{facts_in_words(row, self.item_id)}"
        return None


def _no_picture(_row: EvidenceRow) -> QPixmap | None:
    return None


def _sound(_row: EvidenceRow) -> State:
    return State.SOUND


def _no_hint(_row: EvidenceRow) -> Hint | None:
    return None


class FileDelegate(QStyledItemDelegate):
    """Draws a file. What it cannot know is asked of `picture_of`, `state_of` and `hint_of`."""

    def __init__(self, model: FilesModel, theme: Theme, icons: Icons, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._icons = icons
        self.picture_of: Callable[[EvidenceRow], QPixmap | None] = _no_picture
        self.state_of: Callable[[EvidenceRow], State] = _sound
        self.hint_of: Callable[[EvidenceRow], Hint | None] = _no_hint

    def sizeHint(self, _option: QStyleOptionViewItem, _index: Index) -> QSize:
        """Return the size of a line; all are as high."""
        return QSize(100, HEIGHT)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw picture or icon, the title, the facts, and a hint at the right."""
        row = self._model.rows[index.row()]
        rect: QRect = option.rect
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        draw_ground(painter, option.rect, option.state, self._theme)
        sound = self.state_of(row)
        self._paint_picture(
            painter, QRect(rect.left() + S, rect.center().y() - _PICTURE // 2, _PICTURE, _PICTURE), row, sound
        )
        words = rect.adjusted(_PICTURE + S + M, 7, -S, -7)
        hint = self.hint_of(row)
        if hint:
            painter.setFont(sized(option.font, -1))
            painter.setPen(self._theme.color(hint[1]))
            painter.drawText(words, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, hint[0])
            words.setRight(words.right() - QFontMetrics(painter.font()).horizontalAdvance(hint[0]) - S)
        role = Role.INK if sound is State.SOUND else Role.FAILED
        self._paint_line(painter, words, title_of(row), role, option.font, Qt.AlignmentFlag.AlignTop)
        words.setRight(rect.right() - S)
        below = sound.words or facts_in_words(row, self._model.item_id)
        role = Role.FAINT if sound is State.SOUND else Role.FAILED
        self._paint_line(painter, words, below, role, sized(option.font, -1), Qt.AlignmentFlag.AlignBottom)
        painter.restore()

    def _paint_picture(self, painter: QPainter, box: QRect, row: EvidenceRow, sound: State) -> None:
        picture = self.picture_of(row) if sound is not State.MISSING else None
        if picture is None or picture.isNull():
            ratio = painter.device().devicePixelRatioF()
            name = icon_of_file(row.name) if sound is State.SOUND else "warning"
            role = Role.SOFT if sound is State.SOUND else Role.FAILED
            pixmap = self._icons.pixmap(name, _ICON, role, ratio)
            painter.drawPixmap(box.center() - QPoint(_ICON // 2, _ICON // 2), pixmap)
            return
        size = picture.size().scaled(box.size(), Qt.AspectRatioMode.KeepAspectRatio)
        place = QRect(QPoint(0, 0), size)
        place.moveCenter(box.center())
        painter.drawPixmap(place, picture)
        painter.setPen(self._theme.color(Role.LINE))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRect(place.adjusted(0, 0, -1, -1))

    def _paint_line(
        self, painter: QPainter, box: QRect, words: str, role: Role, font: QFont, side: Qt.AlignmentFlag
    ) -> None:
        """Draw a line; of a name both ends are kept, of what is said of it the beginning."""
        painter.setFont(tabular(font))
        painter.setPen(self._theme.color(role))
        name = side == Qt.AlignmentFlag.AlignTop
        mode = Qt.TextElideMode.ElideMiddle if name else Qt.TextElideMode.ElideRight
        shown = QFontMetrics(painter.font()).elidedText(words, mode, box.width())
        painter.drawText(box, side | Qt.AlignmentFlag.AlignLeft, shown)


class FileList(QListView):
    """Lists files; several can be chosen.

    Signals: `open_requested(EvidenceRow)`, `preview_requested(EvidenceRow)`, `removal_requested(rows)`,
    `menu_requested(rows, place on the screen)`, `paste_requested()`, `current_changed(EvidenceRow or None)`,
    `order_requested(item id, ids)` for the files of an item.
    """

    open_requested = Signal(object)
    preview_requested = Signal(object)
    removal_requested = Signal(object)
    menu_requested = Signal(object, object)
    paste_requested = Signal()
    current_changed = Signal(object)
    order_requested = Signal(str, object)

    def __init__(
        self, theme: Theme, icons: Icons, inside: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._inside = inside  # inside a page that scrolls: as high as it has files, up to a bound
        self.setAccessibleName(_("佐证材料"))
        self.describe: Callable[[], None] | None = None  # opens the form beside the list, where there is one
        self.files = FilesModel(self)
        self.setModel(self.files)
        self.delegate = FileDelegate(self.files, theme, icons, self)
        self.setItemDelegate(self.delegate)
        self.setMouseTracking(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setUniformItemSizes(True)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._ask_for_menu)
        self.activated.connect(self._open)
        self.selectionModel().currentChanged.connect(self._tell_current)
        self.show_rows([])

    def show_rows(self, rows: Sequence[EvidenceRow], item_id: str = "") -> None:
        """Show these files; what was chosen of them stays so."""
        chosen, current = {row.id for row in self.chosen()}, self.current_row()
        if self.files.show(rows, item_id):
            self.choose(chosen, current.id if current else "")
        if self._inside:
            self.setFixedHeight(HEIGHT * min(len(rows), _SEEN_AT_ONCE) + 2)
            self.setVisible(bool(rows))

    def choose(self, ids: Iterable[str], current: str = "") -> None:
        """Choose these files, as far as they are shown."""
        chosen, place_of = QItemSelection(), self.files.place_of
        model = self.selectionModel()
        if current in place_of:
            index = self.files.index(place_of[current])
            model.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.NoUpdate)
        places = sorted(place_of[one] for one in set(ids) if one in place_of)
        for first, last in runs_of(places):  # thousands of single rows would make each drawing slow
            chosen.select(self.files.index(first), self.files.index(last))
        model.select(chosen, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        self._tell_current()

    def go_to(self, evidence_id: str) -> bool:
        """Make a file the current one; tell whether it is shown."""
        at = self.files.place_of.get(evidence_id)
        if at is not None:
            self.setCurrentIndex(self.files.index(at))
        return at is not None

    def current_row(self) -> EvidenceRow | None:
        """Return the current file."""
        index = self.currentIndex()
        return self.files.rows[index.row()] if index.isValid() else None

    def chosen(self) -> list[EvidenceRow]:
        """Return the chosen files in the order shown, the current one where none is."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        if not rows and self.currentIndex().isValid():
            rows = [self.currentIndex().row()]
        return [self.files.rows[at] for at in rows]

    def step(self, by: int) -> EvidenceRow | None:
        """Go on to another file; return it, None where there is none in that direction."""
        at = self.currentIndex().row() + by
        if not 0 <= at < len(self.files.rows):
            return None
        self.setCurrentIndex(self.files.index(at))
        return self.files.rows[at]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take files away with Delete, look at one with the space bar, paste with Ctrl+V.

        Alt with an arrow moves the current one of an item up or down, as it moves rows of the table.
        """
        row = self.current_row()
        if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in _BY:
            self._move(_BY[event.key()])
        elif event.key() == Key.Key_Delete:
            self.remove_chosen()
        elif event.key() == Key.Key_Space and row is not None:
            self.preview_requested.emit(row)
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste_requested.emit()
        elif event.key() in (Key.Key_Return, Key.Key_Enter) and row is not None:
            self.open_requested.emit(row)
        else:
            super().keyPressEvent(event)

    def remove_chosen(self) -> None:
        """Ask for the chosen files to be taken away."""
        rows = self.chosen()
        if rows:
            self.removal_requested.emit(rows)

    def _move(self, by: int) -> None:
        at, ids = self.currentIndex().row(), [row.id for row in self.files.rows]
        if self.files.item_id and at >= 0 and 0 <= at + by < len(ids):
            ids.insert(at + by, ids.pop(at))
            self.order_requested.emit(self.files.item_id, ids)

    def _ask_for_menu(self, place: QPoint) -> None:
        rows = self.chosen()
        if rows:
            self.menu_requested.emit(rows, self.viewport().mapToGlobal(place))

    def _tell_current(self) -> None:
        self.current_changed.emit(self.current_row())

    def _open(self, index: Index) -> None:
        self.open_requested.emit(self.files.rows[index.row()])
