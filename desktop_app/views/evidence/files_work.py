"""The page of all files at work: filled, filtered, its bin emptied, its findings followed."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QMessageBox

from desktop_app.evidence.rechecking import Faults, look
from desktop_app.evidence.vault import StoredFile
from desktop_app.i18n import _
from desktop_app.models.missing import Missing, lacking
from desktop_app.models.people import names
from desktop_app.models.queries import rows as item_rows
from desktop_app.models.values import EvidenceRow
from desktop_app.reports.photos import evidence_of
from desktop_app.views.desk import Desk
from desktop_app.views.evidence.details_form import ids_meant
from desktop_app.views.evidence.files_page import Facts, FilesPage, Filter, Tab, Use, passes, year_of
from desktop_app.views.evidence.shelf import Shelf
from desktop_app.views.sidebar import Page
from desktop_app.views.work import Cancelled, OnProgress, Workers
from desktop_app.views.work_page import WorkPage

Problems = Callable[[], dict[str, str]]
Seen = tuple[list[EvidenceRow], Faults]


class Files(QObject):
    """Shows the page and does what is wished there.

    Signals: `item_requested(checklist id, item id)`, `emptied(Emptied)`.
    """

    item_requested = Signal(str, str)
    emptied = Signal(object)

    def __init__(self, page: FilesPage, shelf: Shelf, problems: Problems, desk: Desk, work: WorkPage) -> None:
        super().__init__(page)
        self.page = page
        self._shelf = shelf
        self._problems = problems
        self._desk = desk
        self._work = work
        self._every: list[EvidenceRow] = []
        self._rows: list[EvidenceRow] = []
        self._looking = Workers(self)
        self._binned: list[EvidenceRow] = []
        self._lists: dict[str, str] = {}
        self.question: QMessageBox | None = None
        self._counting = QTimer(self)  # after the files stand: what is missing takes as long again
        self._counting.setSingleShot(True)
        self._counting.timeout.connect(self._count_missing)
        shelf.changed.connect(self.refresh)
        desk.items_changed.connect(self.count_missing_again)
        page.tab_chosen.connect(self._choose)
        page.filter_changed.connect(self._apply)
        page.emptying_requested.connect(self.ask_to_empty)
        page.files.current_changed.connect(self._show_uses)
        page.form.fields_requested.connect(self._describe)
        page.form.offer(lambda: names(desk.workspace))
        page.uses.item_requested.connect(self.item_requested)
        page.missing.chosen.connect(self._follow)
        work.add_page(page)

    @property
    def shown(self) -> bool:
        """Whether the page is seen."""
        return self._work.page_shown is self.page

    def show(self, tab: Tab = Tab.FILES) -> None:
        """Show the page in the middle of the window."""
        self._work.flush()
        self._work.show_page(self.page, Page.FILES)
        self._choose(tab)
        self.page.files.setFocus()

    def stop(self) -> None:
        """Hand over what is being typed; stop looking."""
        self.page.form.commit()
        self._looking.stop()

    def show_bad(self) -> None:
        """Show the files that are gone or changed."""
        self.page.clear_filter()
        self.page.use.setCurrentIndex(self.page.use.findData(Use.BAD))
        self.show()

    def refresh(self) -> None:
        """Show what there is now, while the page is seen."""
        if not self.shown:
            return
        every = self._every = self._shelf.every()
        older = {row.previous_id for row in every}
        self._rows = [row for row in every if not row.binned and (row.id not in older or row.item_ids)]
        self._rows.sort(key=lambda row: row.added_at, reverse=True)
        self._binned = self._shelf.binned()
        self._lists = {}
        ids = list({one for row in self._rows for one in row.item_ids})
        if ids:
            self._lists = {row.id: row.checklist_id for row in item_rows(self._desk.workspace, ids)}
        years = sorted({year_of(row) for row in self._rows}, reverse=True)
        self.page.show_choices([(row.id, row.title) for row in self._desk.checklists], years)
        self._apply()
        self._counting.start()

    def count_missing_again(self) -> None:
        """Count what is missing, soon, while the page is seen."""
        self._counting.start()

    def _count_missing(self) -> None:
        if not self.shown:
            return
        opened = self._desk.opened
        every = self._shelf.every()
        found = lacking(self._desk.tree, opened.year, every, self._problems()) if opened else []
        self.page.show_missing(found)
        self.page.show_counts(len(self._rows), len(found), len(self._binned))

    def _choose(self, tab: Tab) -> None:
        self.page.show_tab(tab)
        self.refresh()

    def _apply(self, _filter: Filter | None = None) -> None:
        if self.page.tab is Tab.BIN:
            rows = self._binned
        else:
            facts = Facts(self._list_of, self._shelf.state)
            wanted = self.page.filter()
            if wanted.use is Use.BAD and not self._shelf.seen(self._every):
                self._look()
                return
            every = self._every if wanted.use is Use.BAD else self._rows  # a lost old version is a loss too
            rows = [row for row in every if passes(row, wanted, facts)]
        self.page.show_rows(rows, self._desk.editable)
        self._show_uses(self.page.files.current_row())

    def _look(self) -> None:
        """Look on a worker whether all files are there, then show those that are not."""
        self.page.show_looking()
        if self._looking.busy:
            return
        rows, vault = self._every, self._shelf.vault
        files = [StoredFile(row.sha256, row.name, row.size) for row in rows]

        def work(_on_progress: OnProgress, cancelled: Cancelled) -> Seen:
            return rows, look(vault, files, cancelled)

        task = self._looking.start("", work)
        task.finished.connect(self._note_seen)

    def _note_seen(self, seen: Seen) -> None:
        self._shelf.note_seen(*seen)
        self._apply()

    def _list_of(self, item_id: str) -> str:
        return self._lists.get(item_id, "")

    def _show_uses(self, row: EvidenceRow | None) -> None:
        self.page.uses.setVisible(row is not None)
        if row is None:
            self.page.show_details(None, self._desk.year, "", editable=False)
        elif self.shown:
            revisions = len(self._shelf.revisions(row.id)) if row.previous_id else 1
            places = self._shelf.where_was(row.id) if row.binned else self._shelf.where(row.id)
            self.page.uses.show_places(places, revisions, before=row.binned)
            first = item_rows(self._desk.workspace, [one.item_id for one in places[:1]])
            what = evidence_of(first[0]) if first else ""
            self.page.show_details(row, self._desk.year, what, editable=self._desk.editable)

    def _describe(self, fields: dict[str, Any]) -> None:
        row = self.page.files.current_row()
        if row is not None:
            self._shelf.describe(ids_meant(row, self.page.files.chosen(), fields), fields)

    def _follow(self, one: Missing) -> None:
        """Go to the item or the file that a finding is about."""
        if one.evidence_id is None and one.item_id is not None and self._desk.opened is not None:
            self.item_requested.emit(self._desk.opened.id, one.item_id)
        elif one.evidence_id is not None:
            self.page.clear_filter()
            self._choose(Tab.FILES)
            self.page.files.go_to(one.evidence_id)

    # The bin

    def ask_to_empty(self) -> None:
        """Ask whether the binned files may go for good: this alone cannot be taken back."""
        words = _(
            "回收站里的 {count} 份材料会从这台电脑上永久删除，不能撤销。\n已经用于条目的材料不受影响。"
        ).format(count=len(self._binned))
        box = self.question = QMessageBox(
            QMessageBox.Icon.Warning, _("清空回收站"), words, parent=self._work.window()
        )
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        keep = box.addButton(_("先不删"), QMessageBox.ButtonRole.RejectRole)
        delete = _("永久删除 {count} 份").format(count=len(self._binned))
        box.addButton(delete, QMessageBox.ButtonRole.DestructiveRole).clicked.connect(self._empty)
        box.setDefaultButton(keep)
        box.destroyed.connect(self._forget)
        box.open()

    def _forget(self) -> None:
        self.question = None

    def _empty(self) -> None:
        emptied = self._shelf.empty_bin()
        if emptied is not None:
            self.emptied.emit(emptied)
