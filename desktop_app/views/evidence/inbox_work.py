"""The inbox at work: kept in step with what is left, compared with the open checklist, placed by the page."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.evidence.matching import Match
from desktop_app.i18n import _
from desktop_app.models.placing import points_of
from desktop_app.models.queries import evidence_names
from desktop_app.models.values import EvidenceRow
from desktop_app.views.desk import Desk
from desktop_app.views.evidence.inbox_page import InboxPage
from desktop_app.views.evidence.likely import Folders, Placed, Suggester
from desktop_app.views.evidence.shelf import Shelf
from desktop_app.views.sidebar import Page
from desktop_app.views.widgets.words import numbered_heading
from desktop_app.views.work_page import WorkPage

_REST = 300  # milliseconds after the last change before all is compared again
NAMES = "inbox.json"


class Inbox(QObject):
    """Shows the inbox and places its files. `placed(words)` where some were, so that it can be taken back."""

    placed = Signal(str)

    def __init__(
        self, page: InboxPage, shelf: Shelf, suggester: Suggester, desk: Desk, work: WorkPage
    ) -> None:
        super().__init__(page)
        self.page = page
        self._shelf = shelf
        self._suggester = suggester
        self._desk = desk
        self._work = work
        self.folders = Folders(desk.workspace.folder / NAMES, read_only=not desk.editable)
        self._rows: list[EvidenceRow] = []
        self._compared: tuple[str, frozenset[str]] = ("", frozenset())
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_REST)
        self._pause.timeout.connect(self._compare)
        shelf.changed.connect(self.refresh)
        suggester.suggested.connect(self._show_places)
        page.accepted.connect(self._place)
        work.add_page(page)

    def show(self) -> None:
        """Show the inbox in the middle of the window."""
        self._work.flush()
        self.page.set_editable(self._desk.editable)
        self._work.show_page(self.page, Page.INBOX)
        self.refresh()
        self.page.setFocus()

    def stop(self) -> None:
        """Compare nothing any more."""
        self._pause.stop()

    def refresh(self) -> None:
        """Show what is left now."""
        self._rows = self._shelf.inbox()
        self._work.sidebar.show_left(len(self._rows))
        if self._work.page_shown is self.page:
            self.page.show_rows(self._rows)
            self._pause.start()

    def note_folders(self, folders: Mapping[str, tuple[str, ...]]) -> None:
        """Remember which folders files lay in that came just now."""
        self.folders.note(folders, (row.sha256 for row in self._rows))

    def describe(self, item_id: str) -> tuple[str, str] | None:
        """Return an item's number and words, and what stands above it."""
        tree = self._desk.tree
        if item_id not in tree:
            return None
        above = [numbered_heading(tree[one]) for one in reversed(tree.ancestors(item_id))]
        return numbered_heading(tree[item_id]), " › ".join(above)

    def _compare(self) -> None:
        """Compare the files with the open checklist, unless all of them have been."""
        opened = self._desk.opened
        ids = frozenset(row.id for row in self._rows)
        if opened is None or (self._compared[0] == opened.id and ids <= self._compared[1]):
            return
        self._compared = opened.id, ids
        points = points_of(self._desk.tree, evidence_names(self._desk.workspace, opened.id))
        files = [Placed(row.id, row.sha256, row.name, self.folders.of(row.sha256)) for row in self._rows]
        self._suggester.suggest(files, points)

    def _show_places(self, places: Mapping[str, Sequence[Match]], whole: bool) -> None:
        self.page.show_places(places, whole)

    def _place(self, pairs: Sequence[tuple[str, str]]) -> None:
        if self._shelf.link(pairs) is None:
            return
        said = self.describe(pairs[0][1])
        if len({item for _file, item in pairs}) == 1 and said is not None:
            words = _("{count} 份材料归入“{item}”").format(count=len(pairs), item=said[0])
        else:
            words = _("{count} 份材料归入最可能的条目").format(count=len(pairs))
        self.placed.emit(words)
