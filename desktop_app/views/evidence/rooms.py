"""Where files are looked after beside the items: the inbox, all files, the search, the revisions."""

from __future__ import annotations

import gc
from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop_app.evidence.rechecking import Faults
from desktop_app.evidence.vault import StoredFile
from desktop_app.i18n import _
from desktop_app.models.keeping import Emptied
from desktop_app.models.queries import rows as item_rows
from desktop_app.models.searching import Hit
from desktop_app.models.values import EvidenceRow
from desktop_app.views.evidence.feeding import Feeding
from desktop_app.views.evidence.files_page import FilesPage
from desktop_app.views.evidence.files_work import Files
from desktop_app.views.evidence.inbox_page import InboxPage
from desktop_app.views.evidence.inbox_work import Inbox
from desktop_app.views.evidence.likely import Suggester
from desktop_app.views.evidence.preview import Preview
from desktop_app.views.evidence.revisions_dialog import RevisionsDialog
from desktop_app.views.evidence.search_dialog import SearchDialog
from desktop_app.views.sidebar import Page
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import Theme

if TYPE_CHECKING:
    from desktop_app.views.evidence.wiring import Evidence

Looks = tuple[Theme, Icons]


class Rooms(QObject):
    """Holds the pages and dialogs of files and connects them with what deals with files."""

    def __init__(self, evidence: Evidence, looks: Looks) -> None:
        super().__init__(evidence)
        self._evidence = evidence
        self._looks = looks
        desk, work, shelf = evidence.desk, evidence.work, evidence.shelf
        self.feeding = Feeding(desk, shelf, evidence.reading, evidence.far, self)
        page = InboxPage(*looks, self._preview(), self._words_of, desk.find)
        self.inbox = Inbox(
            page, shelf, Suggester(evidence.reading, evidence.far, shelf.vault, self), desk, work
        )
        everything = FilesPage(*looks, self._preview())
        self.files = Files(everything, shelf, self.feeding.problems, desk, work)
        self.search = SearchDialog(*looks, self.feeding.find, evidence.dialogs.window)
        self._wire_inbox()
        self._wire_files()
        self.search.hit_chosen.connect(self._open_hit)
        self.feeding.all_read.connect(self.files.count_missing_again)

    def start(self) -> None:
        """Show how much is left, and begin to read what was not read yet.

        Now that all pages stand, Python need not look through them for cycles again: with thousands of files
        coming in, that stopped the window for 0.1 s each time.
        """
        self.inbox.refresh()
        self.feeding.start()
        gc.freeze()

    def stop(self) -> None:
        """Let go of the index; the workers must have ended."""
        gc.unfreeze()
        self.search.hide()
        self.inbox.stop()
        self.files.stop()
        self.feeding.stop()

    def recolour(self) -> None:
        """Draw the icons in the colours in force."""
        self.inbox.page.recolour()
        self.files.page.recolour()
        self.files.refresh()

    def show_page(self, page: Page) -> None:
        """Show the inbox or all files."""
        if page is Page.INBOX:
            self.inbox.show()
        elif page is Page.FILES:
            self.files.show()

    def ask_for_words(self) -> None:
        """Open the search over everything."""
        self._evidence.work.flush()
        self.search.ask()

    def show_revisions(self, evidence_id: str) -> None:
        """Show the revisions of a file."""
        shelf = self._evidence.shelf
        rows = shelf.revisions(evidence_id)
        if rows:
            dialogs = self._evidence.dialogs
            dialog = RevisionsDialog(rows, *self._looks, self._preview(), shelf.editable, dialogs.window)
            self._evidence.wire_list(dialog.files)
            dialog.preview.open_requested.connect(self._evidence.opening.open)
            dialog.return_requested.connect(self._return)
            dialogs.open(dialog)

    def _preview(self) -> Preview:
        return Preview(self._evidence.looker(), self._evidence.shelf.path)

    def _words_of(self, item_id: str) -> tuple[str, str] | None:
        return self.inbox.describe(item_id)

    def _wire_inbox(self) -> None:
        evidence, page = self._evidence, self.inbox.page
        evidence.wire_list(page.files)
        page.files.menu_requested.connect(evidence.show_menu)
        page.preview.open_requested.connect(evidence.opening.open)
        page.files_dropped.connect(evidence.take_into_inbox)
        page.paste_requested.connect(self._paste)
        page.choose_requested.connect(self._choose)
        page.bin_requested.connect(evidence.binning.put)
        self.inbox.placed.connect(evidence.offer_undo)

    def _wire_files(self) -> None:
        evidence, page = self._evidence, self.files.page
        evidence.wire_list(page.files)
        page.files.menu_requested.connect(evidence.show_menu)
        page.files.removal_requested.connect(self._bin_rows)
        page.preview.open_requested.connect(evidence.opening.open)
        page.uses.revisions_requested.connect(self._show_revisions)
        self.files.item_requested.connect(evidence.go_to_item)
        self.files.emptied.connect(self._tell_emptied)
        page.replacing_requested.connect(evidence.choose_replacement)
        page.unbin_requested.connect(evidence.binning.take_back)
        page.form.refused.connect(evidence.refuse)
        page.check_requested.connect(evidence.checking.check_all)
        evidence.checking.found.connect(self._tell_faults)
        evidence.checking.checked.connect(self._tell_checked)

    def _paste(self) -> None:
        self._evidence.paste([])

    def _choose(self) -> None:
        self._evidence.dialogs.choose_evidence([])

    def _bin_rows(self, rows: Sequence[EvidenceRow]) -> None:
        ids = [row.id for row in rows if not row.binned]
        if ids and self._evidence.shelf.editable:
            self._evidence.binning.put(ids)

    def _show_revisions(self) -> None:
        row = self.files.page.files.current_row()
        if row is not None:
            self.show_revisions(row.id)

    def _return(self, newest: EvidenceRow, older: EvidenceRow) -> None:
        stored = StoredFile(older.sha256, older.name, older.size, older.name)
        if self._evidence.shelf.replace(newest.id, stored, {}) is not None:
            self._evidence.offer_undo(_("已恢复成所选的版本，刚才的版本还保留着。"))

    def _open_hit(self, hit: Hit, words: str) -> None:
        if hit.item_id is not None:
            self.search.hide()
            for row in item_rows(self._evidence.desk.workspace, [hit.item_id]):
                self._evidence.go_to_item(row.checklist_id, row.id)
        elif hit.evidence_id is not None:
            self._evidence.show_at(hit.evidence_id, hit.page or 1, words.split(maxsplit=1)[0])

    def _tell_faults(self, faults: Faults) -> None:
        """Show in red what the check in the background found gone or changed, and say so."""
        self._evidence.shelf.note_faults(faults)
        count = len(faults.missing | faults.changed)
        if count:
            words = _("有 {count} 份材料丢失或被改动，已用红色标出；其余材料完好。").format(count=count)
            self._evidence.warn(words, (_("查看"), self._show_faults))

    def _tell_checked(self, count: int, faults: Faults) -> None:
        """Say what a check of all files found; show those that are not as they came."""
        self._evidence.shelf.note_faults(faults)
        missing, changed, unread = len(faults.missing), len(faults.changed), len(faults.unread)
        held = _("有 {count} 份正被别的程序占用，没有读到，请关闭后再检查一次。").format(count=unread)
        if missing or changed:
            words = _(
                "检查了 {count} 份材料：{missing} 份不见了，{changed} 份被改动过，已用红色标出。"
            ).format(count=count, missing=missing, changed=changed)
            self._evidence.warn(words + (held if unread else ""), (_("查看"), self._show_faults))
        elif unread:
            self._evidence.warn(held + _("其余材料完好。"))
        else:
            self._evidence.tell(_("检查了全部 {count} 份材料，都完好。").format(count=count))
        if self.files.shown and (missing or changed):
            self.files.show_bad()

    def _show_faults(self) -> None:
        self._evidence.hide_notice()
        self.files.show_bad()

    def _tell_emptied(self, emptied: Emptied) -> None:
        words = _("已永久删除 {count} 份材料。").format(count=len(emptied.gone))
        if emptied.kept:
            words += _("另有 {count} 份还有用，已保留。").format(count=len(emptied.kept))
        if emptied.stuck:
            words += _("{count} 份正被别的程序打开，关闭后会自动清理。").format(count=len(emptied.stuck))
        self._evidence.tell(words)
