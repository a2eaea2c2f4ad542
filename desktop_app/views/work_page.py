"""The page one works on: checklists and views on the left, the tree-table, the current item on the right."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPushButton, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import ChecklistRow, Level
from desktop_app.views.frame import PANEL, SIDEBAR
from desktop_app.views.panel.panel import ItemPanel
from desktop_app.views.places import Census, Place
from desktop_app.views.sidebar import Page, Sidebar
from desktop_app.views.table.columns import Sorting
from desktop_app.views.table.filter_chip import FilterChip
from desktop_app.views.table.item_model import MOST_RUNS, ItemModel, surroundings
from desktop_app.views.table.item_tree_view import ItemTreeView
from desktop_app.views.widgets.controls import plain_label
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import M, Theme, scaled, sized

_WIDTHS = (SIDEBAR, 760, PANEL)

_OPENED_HITS = 200  # hits whose points are opened: of thousands, as the first letters find them, no more


class WorkPage(QSplitter):
    """Shows one checklist, filtered by a view of it and by what is searched for.

    `find_cleared()` when the search is to be taken back, `settings_requested()` where a view needs to know
    who sits here, `addition_requested()` where a list is empty; all else is told by `sidebar`, `tree`,
    `panel`.
    """

    find_cleared = Signal()
    settings_requested = Signal()
    addition_requested = Signal()

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.model = ItemModel(self)
        self.sidebar = Sidebar(theme, icons)
        self.tree = ItemTreeView(self.model, theme)
        self.panel = ItemPanel(theme, icons)
        self.chip = FilterChip(icons)
        self.empty_words = plain_label(look="soft")
        self.empty_button = QPushButton(_("显示全部"))
        self._middle = QStackedWidget()
        self._lay_out()
        self.place = Place.ALL
        self.page_shown: QWidget | None = None  # what stands in the place of table and panel
        self._spot = Page.OVERVIEW
        self._items = ItemTree([])
        self._checklist = ""
        self._census: Census | None = None
        self._hits: list[str] | None = None
        self._some: list[str] | None = None
        self._editable = True
        self._open_rows: set[str] = set()
        self.empty_button.clicked.connect(self._leave_empty)
        self.chip.left.connect(self._leave_chip)
        self.tree.columns.sorting_requested.connect(self.sort)

    def _lay_out(self) -> None:
        empty = QWidget()
        layout = QVBoxLayout(empty)
        layout.setSpacing(M)
        layout.addStretch(2)
        self.empty_words.setFont(sized(self.font(), 1))
        layout.addWidget(self.empty_words, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addWidget(self.empty_button, 0, Qt.AlignmentFlag.AlignCenter)
        layout.addStretch(3)
        self._middle.addWidget(self.tree)
        self._middle.addWidget(empty)
        centre = QWidget()
        column = QVBoxLayout(centre)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.chip)
        column.addWidget(self._middle)
        for part in (self.sidebar, centre, self.panel):
            self.addWidget(part)
        self.setHandleWidth(1)
        self.setChildrenCollapsible(False)
        self.sidebar.setMinimumWidth(scaled(160, self.font()))
        self._middle.setMinimumWidth(420)
        self.setSizes([scaled(width, self.font()) for width in _WIDTHS])
        for part_number, stretch in enumerate((0, 1, 0)):
            self.setStretchFactor(part_number, stretch)

    # What is shown

    @property
    def checklist_id(self) -> str:
        """The checklist that is shown, "" where none is or it holds nothing."""
        return self._checklist

    def add_page(self, page: QWidget) -> None:
        """Take a page that can stand in the place of table and panel."""
        self._middle.addWidget(page)

    def show_page(self, page: QWidget, spot: Page) -> None:
        """Show a page in the place of table and panel, marked on the left."""
        self.page_shown, self._spot = page, spot
        self._set_some("", None)
        self.sidebar.mark_place(spot)
        self._middle.setCurrentWidget(page)
        self.panel.hide()

    def leave_page(self) -> None:
        """Show table and panel again."""
        if self.page_shown is not None:
            self.page_shown = None
            self.panel.show()
            self.sidebar.mark_place(self.place)
            self._middle.setCurrentWidget(self.tree)
            self.tree.setFocus()

    def take_keys(self) -> None:
        """Let keys go to what stands in the middle."""
        (self.page_shown or self.tree).setFocus()

    def show_tree(self, items: ItemTree, census: Census, editable: bool) -> None:
        """Show a tree from its start; where it is the same checklist, what was open and chosen stays so."""
        spot = self.tree.spot()
        checklist = next((row.checklist_id for row in items.walk()), "")
        same = checklist == self._checklist
        self._checklist = checklist
        self._keep_open_rows()
        if not same:
            self.place = Place.ALL
            self._open_rows = {
                row.id for row in items.walk() if row.level in (Level.SECTION, Level.SUBSECTION)
            }
            self._set_some("", None)
            self.leave_page()
        self._items, self._census, self._editable, self._hits = items, census, editable, None
        self._apply()
        if not (same and self.tree.return_to(spot)):
            self.tree.choose(row.id for row in items.points()[:1])

    def show_sidebar(self, checklists: Sequence[ChecklistRow], opened: str) -> None:
        """Show the checklists and the counts of the open one's views."""
        self.sidebar.show_checklists(checklists, opened, self._census)
        self.sidebar.mark_place(self.place if self.page_shown is None else self._spot)

    def flush(self) -> None:
        """Hand over what is being typed, in a cell or on the right, before something else happens."""
        self.tree.flush()
        self.panel.flush()

    def show_changed(self, item_ids: Iterable[str]) -> None:
        """Draw the rows of these items anew; a row leaves a view only when the view is chosen again."""
        ids = list(item_ids)
        self.model.refresh(ids)
        if len(ids) > MOST_RUNS:
            self.tree.viewport().update()

    def show_census(self, census: Census) -> None:
        """Take over counts that were made anew; rows leave a view only when it is chosen again."""
        self._census = census
        if self.place is Place.MINE:
            self.choose_place(Place.MINE)

    def choose_place(self, place: Place) -> None:
        """Show one view of the checklist."""
        self._keep_open_rows()
        self._set_some("", None)
        self.leave_page()
        self.place = place
        self.sidebar.mark_place(place)
        self._apply_and_keep_current()

    def sort(self, sorting: Sorting | None) -> None:
        """Show the points in the order of a column; None shows the tree again."""
        self._keep_open_rows()
        self.model.sorting = sorting
        self.tree.columns.show_sorting(sorting)
        spot = self.tree.spot()
        self._apply()
        self.tree.return_to(spot)

    def show_some(self, words: str, item_ids: Iterable[str]) -> None:
        """Show these items alone, with a chip that names them (逾期 2 项) and leads back to all."""
        self._keep_open_rows()
        self.leave_page()
        self.place = Place.ALL
        self.sidebar.mark_place(Place.ALL)
        self._set_some(words, [item_id for item_id in item_ids if item_id in self._items])
        self._apply_and_keep_current()

    def show_hits(self, words: str, hits: list[str] | None) -> None:
        """Show only these items, the words marked in them; None shows all again."""
        self._keep_open_rows()
        if hits is not None:
            self.leave_page()
        self._hits = hits
        self.tree.cells.found = words.split() if hits is not None else []
        self._apply_and_keep_current()

    def reveal(self, item_ids: Iterable[str]) -> None:
        """Choose these items' rows, and open or unfilter what hides them."""
        wanted = self._lifted({item_id for item_id in item_ids if item_id in self._items})
        if not wanted:
            return
        self.leave_page()
        if any(not self.model.index_of(item_id).isValid() for item_id in wanted):
            self._clear_filter()
        self.tree.open_rows({above for item_id in wanted for above in self._items.ancestors(item_id)})
        self.tree.choose(wanted)

    def go_to_field(self, item_id: str, field: str, words: str) -> None:
        """Choose an item, and put the cursor into a field of it, at these words where they stand there."""
        self.reveal([item_id])
        self.tree.setFocus()
        self.panel.go_to(field, words)
        QTimer.singleShot(0, self, self._show_cursor)  # once everything has the room that is left to it

    def _show_cursor(self) -> None:
        self.tree.scrollTo(self.tree.currentIndex())
        self.panel.show_cursor()

    def _lifted(self, item_ids: set[str]) -> set[str]:
        """Put a point in the place of its measures where all of them are meant."""
        points = {
            self._items[item].parent_id for item in item_ids if self._items[item].level is Level.MEASURE
        }
        whole = [
            point
            for point in points
            if point is not None and item_ids.issuperset(self._items.children(point))
        ]
        return item_ids.difference(*map(self._items.children, whole)).union(whole)

    def open_all(self) -> None:
        """Show the children of every row."""
        self.tree.open_all()

    def close_points(self) -> None:
        """Show headings and points, but no measures."""
        current = self.tree.current_item()
        self._open_rows = {
            row.id for row in self._items.walk() if row.level in (Level.SECTION, Level.SUBSECTION)
        }
        self._apply(keep=False)
        above = [current, *self._items.ancestors(current)] if current in self._items else []
        self.tree.choose([key for key in above if self._items[key].level is not Level.MEASURE][:1])

    def _keep_open_rows(self) -> None:
        if self._shows_all() and self.model.tree is self._items and self.model.sorting is None:
            self._open_rows = self.tree.opened() or self._open_rows

    def _shows_all(self) -> bool:
        everything = self.place is Place.ALL and self._some is None
        return self._census is None or (everything and self._hits is None)

    def _visible(self) -> set[str] | None:
        everything = self.place is Place.ALL and self._some is None
        if self._census is None or self._shows_all():
            return None
        found: Iterable[str] = self._census.members(self.place)
        if self._some is not None:  # of these some may be deleted, and come back with undo
            found = [item for item in self._some if item in self._items]
        if self._hits is not None:
            inside = None if everything else surroundings(self._items, found)
            found = [item for item in self._hits if inside is None or item in inside]
        return surroundings(self._items, found)

    def _apply_and_keep_current(self) -> None:
        current = self.tree.current_item()
        self._apply()
        found = self._hits is None or current in self._hits  # not only the heading above what was found
        if not (found and self.tree.choose([current])):
            self.tree.choose(self._first_hit())

    def _apply(self, keep: bool = True) -> None:
        visible = self._visible()
        self.model.show(self._items, visible, self._editable)
        opened = self._open_rows if visible is None else self._to_open(visible)
        self.tree.open_rows(opened)
        if keep or visible is not None:
            self._show_middle(visible)

    def _to_open(self, visible: set[str]) -> set[str]:
        """Return the rows to open in a filtered tree: headings, and points with hits among their measures."""
        opened = {item for item in visible if self._items[item].level in (Level.SECTION, Level.SUBSECTION)}
        for item in (self._hits or ())[:_OPENED_HITS]:
            opened.update(self._items.ancestors(item))
        return opened

    def _first_hit(self) -> list[str]:
        if self._hits is not None:
            return self._hits[:1]
        if self._some is not None:
            return self._some[:1]
        return self._census.members(self.place)[:1] if self._census else []

    def _show_middle(self, visible: set[str] | None) -> None:
        nothing = not self._items or (visible is not None and not visible)
        if self.page_shown is None:
            self._middle.setCurrentIndex(1 if nothing else 0)
        if not self._items:
            self.empty_words.setText(_("这份清单里还没有条目"))
        elif nothing and self._hits is not None:
            self.empty_words.setText(_("没有找到“{words}”").format(words=" ".join(self.tree.cells.found)))
        elif nothing and self._asks_who():
            self.empty_words.setText(_("先在设置里选择我是谁，这里就会列出我负责的要点"))
        elif nothing:
            self.empty_words.setText(self.place.empty_words)
        self.empty_button.setText(self._empty_offer())
        self.empty_button.setVisible(bool(self._items) or self._editable)
        if nothing:
            self.panel.show_nothing()

    def _empty_offer(self) -> str:
        """Return what the button of an empty middle offers."""
        if not self._items:
            return _("新增一条")
        return _("选择我是谁…") if self._asks_who() else _("显示全部")

    def _asks_who(self) -> bool:
        """Tell whether 我负责的 is empty only for want of knowing who sits here."""
        return self.place is Place.MINE and self._hits is None and not (self._census and self._census.me)

    def _leave_empty(self) -> None:
        if not self._items:
            self._middle.setCurrentIndex(0)
            self.addition_requested.emit()
        elif self._asks_who():
            self.settings_requested.emit()
        else:
            self._clear_filter()

    def _leave_chip(self) -> None:
        self._keep_open_rows()
        self._set_some("", None)
        self._apply_and_keep_current()
        self.tree.setFocus()

    def _set_some(self, words: str, item_ids: list[str] | None) -> None:
        self._some = item_ids
        self.chip.show_words(words)

    def _clear_filter(self) -> None:
        self._set_some("", None)
        self.place = Place.ALL
        self.sidebar.mark_place(Place.ALL)
        if self._hits is None:
            self._apply_and_keep_current()
        else:
            self.find_cleared.emit()
