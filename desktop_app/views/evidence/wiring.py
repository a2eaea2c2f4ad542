"""Everything about files in the window: built once, and connected with the panel, the desk and the pages."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QPoint, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from desktop_app.evidence.apart import Apart
from desktop_app.i18n import _
from desktop_app.models.values import Changes, EvidenceRow, Level
from desktop_app.reports.photos import evidence_of
from desktop_app.views.desk import Desk
from desktop_app.views.dialogs import Dialogs
from desktop_app.views.evidence.arriving import Arrived, Arriving, refusals_in_words
from desktop_app.views.evidence.binning import Binning
from desktop_app.views.evidence.box import EvidenceBox
from desktop_app.views.evidence.bringing import Bringing
from desktop_app.views.evidence.checking import Checking
from desktop_app.views.evidence.details_form import ids_meant
from desktop_app.views.evidence.file_list import FileList
from desktop_app.views.evidence.living import FOLDER, Living
from desktop_app.views.evidence.looking import Looker
from desktop_app.views.evidence.menu import FileMenu
from desktop_app.views.evidence.opening import Opening
from desktop_app.views.evidence.preview import PreviewDialog
from desktop_app.views.evidence.sharing import Sharing
from desktop_app.views.evidence.shelf import Shelf
from desktop_app.views.evidence.taking import coming, pasted
from desktop_app.views.evidence.thumbs import Thumbs
from desktop_app.views.sidebar import Page
from desktop_app.views.status_line import StatusLine
from desktop_app.views.undo_offer import UndoOffer
from desktop_app.views.widgets.notice import Kind, Notice, Target
from desktop_app.views.work import Workers
from desktop_app.views.work_page import WorkPage

_SOON = 300  # milliseconds after the start until the pages of files are made

if TYPE_CHECKING:
    from desktop_app.views.evidence.rooms import Looks, Rooms


class Evidence(QObject):
    """Holds the parts that deal with files."""

    def __init__(
        self, desk: Desk, work: WorkPage, dialogs: Dialogs, notice: Notice, status: StatusLine, looks: Looks
    ) -> None:
        super().__init__(work)
        self.desk, self.work, self.dialogs, self._looks = desk, work, dialogs, looks
        self._notice = notice
        self._undo_offer = UndoOffer(desk, work, notice)
        self._status = status
        self.near, self.far = Apart(), Apart()
        self._aside: TemporaryDirectory[str] | None = None
        self.copying, self.looking, self.reading = Workers(self), Workers(self), Workers(self)
        self.shelf = Shelf(desk, self)
        self.binning = Binning(self.shelf, self.offer_undo, dialogs.window)
        self.sharing = Sharing(self.shelf, lambda: desk.tree, self.offer_undo)
        self.thumbs = Thumbs(self.looking, self.near, self.shelf.path, self)
        self.arriving = Arriving(self.copying, self.shelf.vault, self)
        self.bringing = Bringing(desk, self)
        self.living = Living(self.shelf, self.copying, self._working_folder(), self)
        self.checking = Checking(desk, (self.copying, self.looking, self.reading), self)
        self.opening = Opening(self.living, dialogs.window)
        self.menu = FileMenu(self.shelf, dialogs.window)
        self.preview = PreviewDialog(self.looker(), self.shelf.path, dialogs.window)
        self._listed: FileList | None = None  # the list whose files the preview goes through
        self._wire()
        self._wire_box(work.panel.evidence)
        self._rooms: Rooms | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_SOON)
        self._soon.timeout.connect(self._open_rooms)
        work.sidebar.page_chosen.connect(self.show_page)
        work.sidebar.files_dropped.connect(self.take_into_inbox)

    def looker(self) -> Looker:
        """Return what looks into files for one preview: each has its own, for only its last wish counts."""
        return Looker(self.looking, self.near, self)

    @property
    def rooms(self) -> Rooms:
        """The inbox, the page of all files and the search; made when first asked for."""
        if self._rooms is None:
            from desktop_app.views.evidence.rooms import Rooms  # with what they need: the window stands first

            self._rooms = Rooms(self, self._looks)
            self._rooms.start()
        return self._rooms

    def _open_rooms(self) -> None:
        self.rooms.inbox.refresh()

    def show_page(self, page: Page) -> None:
        """Show the inbox or all files."""
        if page is not Page.OVERVIEW:
            self.rooms.show_page(page)

    def show_inbox(self) -> None:
        """Show the inbox."""
        self.rooms.show_page(Page.INBOX)

    def show_files(self) -> None:
        """Show all files."""
        self.rooms.show_page(Page.FILES)

    def ask_for_words(self) -> None:
        """Open the search over everything."""
        self.rooms.ask_for_words()

    def take_into_inbox(self, paths: Sequence[Path]) -> None:
        """Copy files and folders in that serve nothing yet."""
        self.take_paths([], paths)

    def start(self) -> None:
        """Look after what was left open the last time, once the window stands."""
        self._soon.start()
        self.living.start()
        self.checking.start()

    def stop(self) -> None:
        """Record what has come, stop all work and let go of everything."""
        self.bringing.finish()
        self.checking.stop()
        self.preview.hide()
        self.living.stop()
        self.thumbs.stop()
        every = (self.copying, self.looking, self.reading)
        for workers in every:
            workers.cancel()
        for eyes in (self.near, self.far):
            eyes.close()  # first: a worker would wait for what its reader does
        for workers in every:
            workers.stop()
        self._soon.stop()
        if self._rooms is not None:
            self._rooms.stop()
        if self._aside is not None:
            self._aside.cleanup()

    def _working_folder(self) -> Path:
        """Return where working copies lie: beside the data, or aside where nothing may be written there."""
        if self.desk.editable:
            return self.desk.workspace.folder / FOLDER
        self._aside = TemporaryDirectory(prefix="yaodian-", ignore_cleanup_errors=True)
        return Path(self._aside.name)

    # Wiring

    def _wire(self) -> None:
        menu = self.menu
        self.copying.started.connect(self._status.follow)
        self.arriving.arrived.connect(self._take)
        self.arriving.refused.connect(self.refuse)
        self.arriving.stopped.connect(self._status.tell)
        self.bringing.told.connect(self._status.tell)
        self.bringing.brought.connect(self._tell_brought)
        self.bringing.fell_short.connect(self._tell_short)
        self.checking.begun.connect(self._status.follow)
        self.checking.stopped.connect(self._status.tell)
        self.living.returned.connect(self._tell_returned)
        self.living.refused.connect(self.refuse)
        self.opening.refused.connect(self.refuse)
        self.dialogs.evidence_chosen.connect(self.take_paths)
        self.dialogs.replacement_chosen.connect(self._replace)
        self.work.tree.files_dropped.connect(self.take_paths)
        self.work.tree.evidence_dropped.connect(self.sharing.give)
        self.work.panel.files_dropped.connect(self.take_paths)
        menu.open_requested.connect(self.opening.open)
        menu.preview_requested.connect(self._preview)
        menu.folder_requested.connect(self._open_folder)
        menu.replacing_requested.connect(self.choose_replacement)
        menu.item_requested.connect(self.go_to_item)
        menu.revisions_requested.connect(self._show_revisions)
        menu.detach_requested.connect(self.shelf.detach)
        menu.order_requested.connect(self.shelf.arrange)
        menu.bin_requested.connect(self.binning.put)
        menu.unbin_requested.connect(self.binning.take_back)
        self.preview.step_requested.connect(self._step_preview)
        self.preview.open_requested.connect(self.opening.open)

    def _wire_box(self, box: EvidenceBox) -> None:
        self.wire_list(box.files)
        box.files.menu_requested.connect(self._show_item_menu)
        box.files.order_requested.connect(self.shelf.arrange)
        box.files.removal_requested.connect(self._detach)
        box.paste_requested.connect(self._paste_on_item)
        box.replacing_requested.connect(self.choose_replacement)
        box.form.fields_requested.connect(self._describe)
        box.form.page_requested.connect(self._set_page)
        box.form.refused.connect(self.refuse)
        self.shelf.changed.connect(self._refresh_box)

    def recolour(self) -> None:
        """Draw the icons in the colours in force."""
        if self._rooms is not None:
            self._rooms.recolour()

    def wire_list(self, files: FileList) -> None:
        """Let a list show pictures and what is wrong, and open and preview its files."""
        files.delegate.picture_of = self.thumbs.get
        files.delegate.state_of = self.shelf.state
        self.thumbs.came.connect(files.viewport().update)
        files.open_requested.connect(self.opening.open)
        files.preview_requested.connect(self._preview)

    # In

    def take_paths(self, item_ids: Sequence[str], paths: Sequence[Path]) -> None:
        """Copy files and folders in for items; for the inbox where there are none."""
        self._notice.hide()
        self.arriving.take(coming(paths), item_ids)

    def _paste_on_item(self) -> None:
        item_id = self.work.panel.item_id
        if item_id:
            self.paste([item_id])

    def paste(self, item_ids: Sequence[str]) -> None:
        """Take in what the clipboard holds."""
        what = pasted()
        if what:
            self._notice.hide()
            self.arriving.take(what, item_ids)
        else:
            words = _("剪贴板里没有文件，也没有图片。请先在资源管理器或微信里复制，再回到这里粘贴。")
            self._notice.show_words(Kind.WARNING, words)

    def _take(self, arrived: Arrived) -> None:
        """Record what was copied in, and name what was not."""
        here = [item_id for item_id in arrived.item_ids if item_id in self.desk.tree]
        if arrived.replaces:
            self._put_in_place(arrived)
        elif here or not arrived.item_ids:
            self.shelf.trust(arrived.stored)
            self.bringing.take(arrived, tuple(here))
        if arrived.refusals:
            self._tell_refused(arrived)

    def _put_in_place(self, arrived: Arrived) -> None:
        """Let a file stand for another; where it is the very same, only what was lost is there again."""
        stored = arrived.stored[0]
        if any(row.sha256 == stored.sha256 for row in self.shelf.rows([arrived.replaces])):
            self.shelf.put_back(stored)
            self.tell(_("“{name}”已放回，和收到时一样。").format(name=stored.name))
        elif self.shelf.replace(arrived.replaces, stored, arrived.facts) is not None:
            self.offer_undo(_("已替换，原来的版本还保留着。"))

    def _tell_brought(self, arrived: Arrived, changes: Changes) -> None:
        """Say how many came into the inbox, and how many were here before, or twice: these stay there."""
        if arrived.item_ids or not arrived.stored:
            return
        self.rooms.inbox.note_folders(arrived.folders)
        new = {row.sha256 for row in self.shelf.rows(list(changes.evidence))}
        known = len(arrived.stored) - len(new)
        if known and arrived.refusals:
            self._tell_refused(arrived, known)
        elif not arrived.refusals:
            some = _("收到 {count} 份，其中 {known} 份以前收到过，或者内容相同，没有重复添加。")
            words = some if known else _("收到 {count} 份。")
            self.tell(words.format(count=len(arrived.stored), known=known))

    def _tell_short(self, came: int, left_out: int, why: str) -> None:
        """Say that not all came in, and that nothing is lost."""
        if not why:
            self._status.tell(_("已撤销，其余 {count} 份没有再添加。").format(count=left_out))
            return
        words = _(
            "已添加 {came} 份，另有 {count} 份没有添加，原来的文件都在原处。再拖一次就能补上，不会重复。"
        ).format(came=came, count=left_out)
        self._notice.show_words(Kind.ERROR, f"{why}\n{words}")

    def _tell_refused(self, arrived: Arrived, known: int = 0) -> None:
        """Name what could not come in; `known` are the files of those that came that were here before."""
        self.warn(refusals_in_words(arrived, known))

    def choose_replacement(self, row: EvidenceRow) -> None:
        """Ask which file is to stand in the place of another."""
        self.dialogs.choose_replacement(row.id, row.name)

    def _replace(self, evidence_id: str, path: Path) -> None:
        self._notice.hide()
        self.arriving.take(coming([path]), (), evidence_id)

    # Done with files

    def _detach(self, rows: Sequence[EvidenceRow]) -> None:
        item_id = self.work.panel.item_id
        if item_id and self.desk.editable:
            self.shelf.detach(item_id, [row.id for row in rows])

    def show_menu(self, rows: Sequence[EvidenceRow], place: QPoint) -> None:
        """Open the menu of files in a list of their own."""
        sender = self.sender()
        self._listed = sender if isinstance(sender, FileList) else self._listed
        self.menu.show(rows, place, describe=self._listed.describe if self._listed else None)

    def _show_item_menu(self, rows: Sequence[EvidenceRow], place: QPoint) -> None:
        files = self._listed = self.work.panel.evidence.files
        order = [row.id for row in files.files.rows]
        self.menu.show(rows, place, self.work.panel.item_id, files.describe, order)

    def _describe(self, fields: dict[str, Any]) -> None:
        """Say something of the current file; of all chosen ones where it can be true of several."""
        files = self.work.panel.evidence.files
        current, chosen = files.current_row(), files.chosen()
        if current is None:
            return
        self.shelf.describe(ids_meant(current, chosen, fields), fields)

    def _set_page(self, words: str) -> None:
        panel = self.work.panel
        row = panel.evidence.files.current_row()
        if row is not None and panel.item_id:
            self.shelf.set_page(panel.item_id, row.id, words)

    def _refresh_box(self) -> None:
        """Show the current item's files as they are now."""
        panel = self.work.panel
        if panel.item_id in self.desk.tree:
            item = self.desk.tree[panel.item_id]
            below = self.desk.tree.evidence_below(item.id) - item.evidence_count
            rows = self.desk.evidence(item.id)
            is_below = item.level is Level.MEASURE  # its photos are printed with its point
            point = self.desk.tree[item.parent_id] if is_below and item.parent_id else item
            panel.evidence.show_rows(rows, below, item.id, self.desk.year, evidence_of(point))

    # Seen, opened, gone to

    def _preview(self, row: EvidenceRow) -> None:
        sender = self.sender()
        self._listed = sender if isinstance(sender, FileList) else self._listed
        self.preview.show_file(row)

    def show_at(self, evidence_id: str, page: int, words: str) -> None:
        """Show a file at a page, with words marked."""
        self._listed = None
        for row in self.shelf.rows([evidence_id]):
            self.preview.show_file(row, page, words)

    def _show_revisions(self, row: EvidenceRow) -> None:
        self.rooms.show_revisions(row.id)

    def _step_preview(self, by: int) -> None:
        if self._listed is not None and (row := self._listed.step(by)) is not None:
            self.preview.show_file(row)

    def _open_folder(self, row: EvidenceRow) -> None:
        folder = self.shelf.path(row).parent
        if folder.is_dir():
            QDesktopServices.openUrl(QUrl.fromLocalFile(str(folder)))
        else:
            self.refuse(_("“{name}”不见了。请从备份恢复，或用“替换…”放回原来的文件。").format(name=row.name))

    def go_to_item(self, checklist_id: str, item_id: str) -> None:
        """Show an item, in its checklist."""
        self.work.flush()
        self.desk.open(checklist_id)
        self.work.reveal([item_id])
        self.work.tree.setFocus()

    # Said

    def _tell_returned(self, row: EvidenceRow) -> None:
        self.offer_undo(_("“{name}”改过了，已存为新的版本；原来的版本还保留着。").format(name=row.name))

    def offer_undo(self, words: str) -> None:
        """Say what was done, with a way to take it back."""
        self._undo_offer.make(words)

    def tell(self, words: str) -> None:
        """Say what was done where there is no way back."""
        self._notice.show_words(Kind.DONE, words)

    def warn(self, words: str, *ways: tuple[str, Target]) -> None:
        """Say what to mind, with ways to go on."""
        self._notice.show_words(Kind.WARNING, words, *ways)

    def hide_notice(self) -> None:
        """Take back what was said."""
        self._notice.hide()

    def refuse(self, words: str) -> None:
        """Say what could not be."""
        self._notice.show_words(Kind.ERROR, words)
