"""The left side: the checklists, the views of the one that is open, and the files."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPoint, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.models.values import ChecklistRow
from desktop_app.views.places import Census, Place
from desktop_app.views.widgets.drops import dropped_files
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import RADIUS, ROW, L, M, Role, S, Theme, sized, tabular
from desktop_app.views.widgets.tree_model import NOWHERE, Index

_PLACE_ICONS = {
    Place.ALL: ("list", Role.SOFT),
    Place.MINE: ("person", Role.SOFT),
    Place.THIS_MONTH: ("calendar", Role.SOFT),
    Place.OVERDUE: ("clock", Role.FAILED),
    Place.LACKING: ("clip", Role.MOSTLY),
    Place.PROBLEMS: ("flag", Role.MOSTLY),
    Place.DONE: ("done", Role.DONE),
}
# Views whose count is a call to do something.
_WARNING_ROLES = {Place.OVERDUE: Role.FAILED, Place.LACKING: Role.MOSTLY, Place.PROBLEMS: Role.MOSTLY}


class Page(StrEnum):
    """What else than a view of a checklist can be shown beside the left side."""

    OVERVIEW = "overview"
    INBOX = "inbox"
    FILES = "files"

    @property
    def label(self) -> str:
        """The words on screen."""
        return {"overview": _("概览"), "inbox": _("材料收件箱"), "files": _("全部材料")}[self.value]


Spot = Place | Page
_FILES = (Page.INBOX, Page.FILES)
_PAGE_ICONS = {Page.OVERVIEW: "overview", Page.INBOX: "inbox", Page.FILES: "folder"}


@dataclass(frozen=True)
class Entry:
    """One line of the left side: a checklist (no place), one view of it, a page, or a year above checklists.

    A year has no checklist's id, and cannot be chosen.
    """

    checklist_id: str
    words: str
    place: Place | None = None
    count: int | None = None
    page: Page | None = None

    @property
    def heading(self) -> bool:
        """Whether the line stands above others: a checklist's title, a year."""
        return self.place is None and self.page is None

    @property
    def spot(self) -> Spot | None:
        """The view or page that the line leads to."""
        return self.place or self.page

    @property
    def open(self) -> bool:
        """Whether the line leads anywhere."""
        return bool(self.checklist_id or self.page)


class SidebarModel(QAbstractListModel):
    """The lines of the left side, the open checklist's views below it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.entries: list[Entry] = []

    def show(
        self, checklists: Sequence[ChecklistRow], opened: str, census: Census | None, left: int = 0
    ) -> None:
        """Show these checklists, with the views of the open one; `left` files lie in the inbox."""
        entries = []
        years = {row.year for row in checklists}
        year: int | None = None
        for row in sorted(checklists, key=lambda row: -(row.year or 0)):
            if len(years) > 1 and row.year != year:
                year = row.year
                entries.append(Entry("", _("{year}年").format(year=year) if year else _("没有年份")))
            entries.append(Entry(row.id, row.title))
            if row.id == opened and census is not None:
                entries.append(Entry(row.id, Page.OVERVIEW.label, page=Page.OVERVIEW))
                entries += [Entry(row.id, place.label, place, census.count(place)) for place in Place]
        entries.append(Entry("", Page.INBOX.label, count=left, page=Page.INBOX))
        entries.append(Entry("", Page.FILES.label, page=Page.FILES))
        lines = [(entry.checklist_id, entry.words, entry.place) for entry in entries]
        if lines == [(entry.checklist_id, entry.words, entry.place) for entry in self.entries]:
            self.entries = entries
            self.dataChanged.emit(self.index(0), self.index(len(entries) - 1))
            return
        self.beginResetModel()
        self.entries = entries
        self.endResetModel()

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that a line can be chosen, unless it is a year."""
        if index.isValid() and self.entries[index.row()].open:
            return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        return Qt.ItemFlag.NoItemFlags

    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of lines."""
        return 0 if parent.isValid() else len(self.entries)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return the words of a line."""
        if not index.isValid():
            return None
        entry = self.entries[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return entry.words
        if role == Qt.ItemDataRole.AccessibleTextRole and entry.count is not None:
            return _("{words} {count} 项").format(words=entry.words, count=entry.count)
        return None


def _two_lines(words: str, metrics: QFontMetrics, width: int) -> list[str]:
    """Return words on one line or on two: the year of a plan often stands at the end of its title."""
    if metrics.horizontalAdvance(words) <= width:
        return [words]
    first = next((at for at in range(len(words), 0, -1) if metrics.horizontalAdvance(words[:at]) <= width), 1)
    return [words[:first], metrics.elidedText(words[first:], Qt.TextElideMode.ElideRight, width)]


class _EntryDelegate(QStyledItemDelegate):
    def __init__(self, model: SidebarModel, theme: Theme, icons: Icons, parent: QListView) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme
        self._icons = icons
        self._list = parent

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        entry = self._model.entries[index.row()]
        metrics = QFontMetrics(sized(option.font, medium=True))
        height = max(ROW, round(metrics.height() * 1.7))
        if entry.heading:
            lines = _two_lines(entry.words, metrics, self._list.viewport().width() - 4 * S)
            height += (S if index.row() else 0) + (len(lines) - 1) * metrics.lineSpacing()
        elif entry.page is Page.INBOX:
            height += M
        return QSize(120, height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        entry = self._model.entries[index.row()]
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        gap = M if entry.page is Page.INBOX else S if entry.heading and index.row() else 0
        box = rect.adjusted(S, gap + 1, -S, -1)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        lit = QStyle.StateFlag.State_Selected | QStyle.StateFlag.State_MouseOver
        if state & lit and entry.open:
            chosen = bool(state & QStyle.StateFlag.State_Selected)
            painter.setBrush(self._theme.color(Role.SELECTED if chosen else Role.HOVER))
            painter.drawRoundedRect(QRectF(box), RADIUS, RADIUS)
        font = tabular(option.font)
        painter.setFont(sized(font, medium=True) if entry.heading else font)
        self._paint_entry(painter, box.adjusted(S, 0, -S, 0), entry)
        painter.restore()

    def _paint_entry(self, painter: QPainter, box: QRect, entry: Entry) -> None:
        metrics = QFontMetrics(painter.font())
        middle = Qt.AlignmentFlag.AlignVCenter
        if entry.heading:
            painter.setPen(self._theme.color(Role.INK if entry.checklist_id else Role.FAINT))
            if not entry.checklist_id:
                painter.setFont(sized(self._list.font(), -1))
            lines = "\n".join(_two_lines(entry.words, metrics, box.width()))
            painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, lines)
            return
        quiet = Role.SOFT
        name, role = (
            _PLACE_ICONS[entry.place] if entry.place else (_PAGE_ICONS[entry.page or Page.FILES], quiet)
        )
        device = painter.device()
        pixmap = self._icons.pixmap(name, 16, role if entry.count else quiet, device.devicePixelRatioF())
        painter.drawPixmap(QPoint(box.left(), box.center().y() - 7), pixmap)
        painter.setPen(self._theme.color(Role.INK))
        painter.drawText(box.adjusted(L + S, 0, 0, 0), middle | Qt.AlignmentFlag.AlignLeft, entry.words)
        if entry.count is None:
            return
        warning = _WARNING_ROLES.get(entry.place, quiet) if entry.place else quiet
        painter.setPen(self._theme.color(warning if entry.count else quiet))
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, str(entry.count))


class _List(QListView):
    """Takes files where they are dropped on the inbox. `files_dropped(paths)`."""

    files_dropped = Signal(object)

    def __init__(self, model: SidebarModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._entries = model
        self.setModel(model)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(False)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer."""
        event.setAccepted(bool(dropped_files(event)))

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        """Take them over the inbox alone, and show it."""
        index = self.indexAt(event.position().toPoint())
        over = index.isValid() and self._entries.entries[index.row()].page is Page.INBOX
        event.setAccepted(over)
        if over:
            event.setDropAction(Qt.DropAction.CopyAction)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files over to be copied in."""
        paths = dropped_files(event)
        if paths:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)


class Sidebar(QWidget):
    """Lists checklists and views.

    Signals: `checklist_chosen(id)`, `page_chosen(Page)`, `place_chosen(Place)`,
    `menu_requested(id, place on the screen)`, `files_dropped(paths)` on the inbox.
    """

    checklist_chosen = Signal(str)
    page_chosen = Signal(object)
    place_chosen = Signal(object)
    menu_requested = Signal(str, object)
    files_dropped = Signal(object)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("sidebar")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.model = SidebarModel(self)
        self.list = _List(self.model, self)
        self.list.setObjectName("sidebarList")
        self.list.setAccessibleName(_("清单和视图"))
        self._delegate = _EntryDelegate(self.model, theme, icons, self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setMouseTracking(True)
        self.list.setResizeMode(QListView.ResizeMode.Adjust)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, S, 0, S)
        layout.addWidget(self.list)
        self._opened = ""
        self._spot: Spot = Place.ALL
        self._shown: tuple[Sequence[ChecklistRow], str, Census | None] = ((), "", None)
        self._left = 0
        self._marking = False  # showing which view is on is no choice of the user's
        self.list.selectionModel().currentChanged.connect(self._choose)
        self.list.files_dropped.connect(self.files_dropped)
        self.list.customContextMenuRequested.connect(self._ask_for_menu)

    def show_checklists(self, checklists: Sequence[ChecklistRow], opened: str, census: Census | None) -> None:
        """Show the checklists and the views of the open one, with the counts as they are now."""
        self._opened = opened
        self._shown = checklists, opened, census
        self.model.show(checklists, opened, census, self._left)
        self.mark_place(self._spot)

    def show_left(self, count: int) -> None:
        """Show how many files lie in the inbox."""
        self._left = count
        self.show_checklists(*self._shown)

    def mark_place(self, spot: Spot) -> None:
        """Show which view or page is on, without choosing it anew."""
        self._spot = spot
        for row, entry in enumerate(self.model.entries):
            if entry.checklist_id in (self._opened, "") and entry.spot is spot:
                self._marking = True
                self.list.setCurrentIndex(self.model.index(row))
                self._marking = False

    def _choose(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if self._marking or not current.isValid():
            return
        entry = self.model.entries[current.row()]
        if entry.page is not None:
            self._spot = entry.page
            self.page_chosen.emit(entry.page)
        elif entry.checklist_id != self._opened:
            self._spot = Place.ALL
            self.checklist_chosen.emit(entry.checklist_id)
        else:
            self._spot = entry.place or Place.ALL
            self.place_chosen.emit(self._spot)

    def _ask_for_menu(self, place: QPoint) -> None:
        index = self.list.indexAt(place)
        if index.isValid():
            entry = self.model.entries[index.row()]
            self.menu_requested.emit(entry.checklist_id, self.list.viewport().mapToGlobal(place))
