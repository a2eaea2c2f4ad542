"""What the frame holds once it stands: the pages, and all wiring between them, the desk and the errands."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, QPoint
from PySide6.QtWidgets import QWidget

from desktop_app.i18n import _
from desktop_app.models.values import Changes
from desktop_app.models.workspace import Workspace
from desktop_app.reports.papers import ONE_PAGE
from desktop_app.views.actions import Actions
from desktop_app.views.command_palette import CommandPalette
from desktop_app.views.desk import Desk
from desktop_app.views.dialogs import Dialogs
from desktop_app.views.errands import Errands
from desktop_app.views.evidence.wiring import Evidence
from desktop_app.views.flows import Flows
from desktop_app.views.frame import Frame
from desktop_app.views.memory import Memory
from desktop_app.views.office.manual import Manual
from desktop_app.views.office.office import Office
from desktop_app.views.overview.year import Year
from desktop_app.views.panel.side import ItemSide
from desktop_app.views.reports.reports import Reports
from desktop_app.views.review.page import ReviewPage
from desktop_app.views.safekeeping.leaving import Leaving
from desktop_app.views.safekeeping.safekeeping import Safekeeping
from desktop_app.views.safekeeping.saving import Saving
from desktop_app.views.settings import SettingsStore
from desktop_app.views.status_line import StatusLine
from desktop_app.views.table.work import TableWork
from desktop_app.views.welcome_page import WelcomePage
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.notice import Kind, Notice
from desktop_app.views.widgets.theme import Theme
from desktop_app.views.widgets.words import numbered_heading
from desktop_app.views.work import Workers
from desktop_app.views.work_page import WorkPage


class MainWindow(QObject):
    """Shows the pages of the window and connects everything."""

    def __init__(
        self,
        frame: Frame,
        theme: Theme,
        icons: Icons,
        workers: Workers,
        desk: Desk,
        settings: SettingsStore,
    ) -> None:
        super().__init__(frame)
        self.frame = frame
        self.theme = theme
        self.workers = workers
        self.desk = desk
        self.notice = Notice(icons)
        self.status = StatusLine()
        self.work = WorkPage(theme, icons)
        self.welcome = WelcomePage(theme, icons)
        self.review = ReviewPage(theme, icons)
        self.actions = Actions(icons, self)
        self.errands = Errands(workers, self)
        self.dialogs = Dialogs(frame, frame.settings)
        self.office = Office(desk, self.dialogs, settings, self)
        self.side = ItemSide(self.work.panel, desk, self.office, self)
        self.memory = Memory(frame, self.work, desk, settings, self)
        self.palette = CommandPalette(theme, frame)
        self.flows = Flows(desk, self.errands, self.dialogs, self.notice)
        self.manual = Manual(self.dialogs, self.notice, workers)
        self.year = Year(theme, desk, self.work, self.flows)
        ways = (self.flows, self.dialogs, self.notice)
        self.reports = Reports(frame, (theme, icons), desk, ways, settings, workers)
        self.evidence = Evidence(desk, self.work, self.dialogs, self.notice, self.status, (theme, icons))
        self.safekeeping = Safekeeping(desk, self.dialogs, self.notice, self.status, settings, icons)
        self.actions.fill(frame.menus)
        self.table = TableWork(desk, self.office, self.work, self.actions, self.notice, self.dialogs)
        self.table.start(frame)
        self.bar = frame.bar
        actions = self.actions
        self.bar.take_actions(actions.import_file, actions.undo, actions.redo, actions.report)
        frame.add_strips(self.notice, self.status)
        frame.add_banner(self.safekeeping.banner)
        for page in (self.work, self.welcome, self.review):
            frame.add_page(page)
        self._wire()

    def start(self, held: str = "") -> None:
        """Show what the workspace holds; `held` is why one may only look at it, "" where one may write."""
        self.saving.start()
        self.memory.start()
        self.safekeeping.start(held)
        if self.desk.editable:
            self.frame.start_taking_files()
        self.evidence.start()

    # All wiring. Facts are shown; wishes go to the desk, the errands, the dialogs.

    def _wire(self) -> None:
        self._wire_facts()
        self._wire_changes()
        self._wire_files()
        self._wire_views()
        self._wire_safekeeping()

    def _wire_safekeeping(self) -> None:
        keeping = self.safekeeping
        shown = (self.work, self.status, self.notice)
        self.saving = Saving(self.frame, self.desk, self.side, shown, self.review)
        self.leaving = Leaving(self.frame, self.work, self.saving, self.dialogs)
        keeping.leaving.connect(self.work.flush)
        keeping.folder_requested.connect(self.flows.open_folder)
        keeping.there_changed.connect(self._show_there)
        self.actions.safety.triggered.connect(keeping.show)
        self.actions.save_outside.triggered.connect(keeping.copying.save)

    def _show_there(self, there: bool) -> None:
        """Touch nothing while the workspace is gone; what is being typed goes in when it is there again."""
        for part in (self.frame.pages, self.frame.bar):
            part.setEnabled(there)
        if there:
            self.work.flush()

    def _wire_facts(self) -> None:
        desk, errands, flows = self.desk, self.errands, self.flows
        desk.tree_changed.connect(self._show_tree)
        desk.items_changed.connect(self._show_items)
        desk.census_changed.connect(self._show_census)
        desk.checklists_changed.connect(self._show_checklists)
        desk.history_changed.connect(self._show_history)
        desk.stepped.connect(self._show_step)
        desk.stepping.told.connect(self.status.tell)
        errands.document_read.connect(flows.review)
        errands.original_stored.connect(flows.make_checklist)
        errands.refused.connect(self.show_refusal)
        errands.told.connect(self.status.tell)
        flows.leaving.connect(self.work.flush)
        flows.review_changed.connect(self._show_page)
        flows.storing_changed.connect(self.review.freeze)
        self.workers.started.connect(self.status.follow)
        self.work.tree.item_chosen.connect(self.side.show)
        self.theme.changed.connect(self.recolour)

    def _wire_changes(self) -> None:
        desk, menus, tree = self.desk, self.actions, self.work.tree
        tree.tick_requested.connect(desk.tick)
        self.work.model.tick_requested.connect(desk.tick)
        self.work.model.edit_requested.connect(desk.set_fields)
        menus.progress_requested.connect(self._set_progress)
        menus.verdict_requested.connect(self._set_verdict)
        menus.tick.triggered.connect(tree.tick_chosen)
        menus.rename.triggered.connect(tree.edit_current)
        menus.undo.triggered.connect(self._undo)
        menus.redo.triggered.connect(self._redo)

    def _wire_files(self) -> None:
        errands, dialogs, flows, menus = self.errands, self.dialogs, self.flows, self.actions
        panel, welcome, review = self.work.panel, self.welcome, self.review
        menus.import_file.triggered.connect(dialogs.choose_document)
        welcome.choose_requested.connect(dialogs.choose_document)
        dialogs.document_chosen.connect(errands.read)
        self.frame.files_dropped.connect(self._read_dropped)
        self.frame.files_dragged.connect(welcome.invite)
        menus.sample.triggered.connect(flows.read_sample)
        welcome.sample_requested.connect(flows.read_sample)
        review.accepted.connect(flows.accept)
        review.paper_requested.connect(flows.read_paper)
        review.steps_changed.connect(self._show_history)
        review.told.connect(self.status.tell)
        menus.paste.triggered.connect(flows.paste)
        self.table.document_pasted.connect(flows.paste)
        welcome.paste_requested.connect(flows.paste)
        review.cancelled.connect(flows.leave_review)
        self.notice.close_button.clicked.connect(self._show_history)
        review.put_aside.connect(flows.offer_return)
        menus.attach.triggered.connect(self._choose_evidence)
        panel.attach_requested.connect(self._choose_evidence)
        menus.report.triggered.connect(self._open_report)
        self.year.page.print_requested.connect(self._open_overview_sheet)
        self.reports.shown_changed.connect(self._show_page)
        self.reports.item_requested.connect(self.work.go_to_field)
        self.reports.school_requested.connect(self.office.edit_school)
        self.reports.school_field_requested.connect(self.office.edit_school_field)
        panel.original_requested.connect(flows.open_original)
        menus.folder.triggered.connect(flows.open_folder)

    def _wire_views(self) -> None:
        desk, dialogs, menus, work = self.desk, self.dialogs, self.actions, self.work
        work.sidebar.checklist_chosen.connect(self._open_checklist)
        work.sidebar.place_chosen.connect(work.choose_place)
        work.sidebar.menu_requested.connect(self._show_checklist_menu)
        work.find_cleared.connect(self.bar.search.clear)
        self.status.place_chosen.connect(work.choose_place)
        menus.place_requested.connect(work.choose_place)
        menus.overview.triggered.connect(self.year.show)
        menus.inbox.triggered.connect(self.evidence.show_inbox)
        menus.files.triggered.connect(self.evidence.show_files)
        menus.find_all.triggered.connect(self.evidence.ask_for_words)
        menus.open_all.triggered.connect(work.open_all)
        menus.close_points.triggered.connect(work.close_points)
        menus.find.triggered.connect(self.bar.go_to_find)
        self.bar.find_changed.connect(self._find)
        self.bar.find_left.connect(work.tree.setFocus)
        menus.school.triggered.connect(self.office.edit_school)
        menus.people.triggered.connect(self.office.edit_people)
        menus.settings.triggered.connect(self.office.edit_settings)
        work.settings_requested.connect(self.office.edit_settings)
        menus.history.triggered.connect(self.office.show_history)
        menus.deleted.triggered.connect(self.office.show_deleted)
        work.panel.all_history_requested.connect(self.office.show_history)
        menus.commands.triggered.connect(self._ask_for_command)
        self.palette.item_chosen.connect(self._go_to)
        dialogs.checklist_named.connect(desk.rename_checklist)
        dialogs.deletion_requested.connect(desk.delete_checklist)
        menus.about.triggered.connect(dialogs.show_about)
        menus.manual.triggered.connect(self.manual.show)
        menus.leave.triggered.connect(self.frame.close)
        self.frame.closing.connect(self.close)
        menus.connect_groups()

    # Facts

    def _show_tree(self) -> None:
        desk = self.desk
        if desk.opened is None or desk.opened.id != self.work.checklist_id:
            self.bar.search.clear()
        self.work.show_tree(desk.tree, desk.census, desk.editable)
        if self.bar.search.text():
            self._find(self.bar.search.text())
        if self.work.panel.item_id not in desk.tree:  # an empty list chooses no row by itself
            self.work.panel.show_nothing()
        self._show_checklists()
        self._show_page()

    def _show_checklists(self) -> None:
        opened = self.desk.opened
        self.work.show_sidebar(self.desk.checklists, opened.id if opened else "")
        self.status.show_census(self.desk.census if opened else None)
        program = self._program_and_place()
        self.frame.setWindowTitle(f"{opened.title} — {program}" if opened else program)

    def _program_and_place(self) -> str:
        """Return the program's name, with that of the workspace's folder where it is not the usual one."""
        folder = self.desk.workspace.folder
        if folder.name == Workspace.default_folder().name:
            return _("要点自评")
        return _("要点自评（工作区“{name}”）").format(name=folder.name)

    def _show_items(self, item_ids: set[str]) -> None:
        self.work.show_changed(item_ids)
        self._show_checklists()
        self.side.refresh(item_ids)

    def _show_census(self) -> None:
        self.work.show_census(self.desk.census)
        self._show_checklists()

    def _show_history(self) -> None:
        if self.flows.under_review is not None:  # what is undone is what was done to the review
            self.actions.show_steps(*self.review.step_names, True)
        elif self.flows.can_go_back:
            self.actions.show_steps(_("放弃导入"), None, True)
        else:
            self.actions.show_steps(self.desk.undo_name, self.desk.redo_name, self.desk.editable)

    def _show_step(self, changes: Changes, back: bool) -> None:
        words = _("已撤销：{name}") if back else _("已重做：{name}")
        self.status.tell(words.format(name=changes.action))
        if self.work.page_shown is None:  # who is among the files stays: the same keys do other things here
            self.desk.open_where(changes)
            self.work.reveal(changes.items)

    def show_refusal(self, words: str) -> None:
        """Say why something could not be done."""
        self.notice.show_words(Kind.ERROR, words)

    def _show_page(self) -> None:
        """Show the review while there is one, the welcome where there is nothing yet, else the work."""
        read = self.flows.under_review
        if read is None:
            self.review.clear(keep=self.flows.left is not None)
        elif self.review.read is not read.outline:
            self.review.show_outline(read.outline)
        listed = self.desk.opened is not None
        page: QWidget = self.review if read else self.work if listed else self.welcome
        if page is self.work and self.reports.shown:
            page = self.reports.page
        if self.frame.pages.currentWidget() is not page:
            self.frame.pages.setCurrentWidget(page)
            if page is self.work:
                self.work.tree.setFocus()
        self.bar.setVisible(page is self.work)
        self.status.show_counts(page is self.work, page not in (self.review, self.welcome))
        self.actions.enable(page is self.work, self.desk.editable)
        self.table.enable(page is self.work)
        self.actions.enable_paste(page is not self.work and self.desk.editable)
        self._show_history()

    def recolour(self) -> None:
        """Draw everything in the colours in force."""
        work = self.work
        banner = self.safekeeping.banner
        for part in (self.actions, self.bar, banner, self.notice, self.welcome, self.review):
            part.recolour()
        work.chip.recolour()
        work.panel.recolour()
        self.evidence.recolour()
        self.reports.recolour()
        self.work.tree.viewport().update()
        self.work.sidebar.list.viewport().update()

    # Wishes

    def _set_progress(self, progress: object) -> None:
        self._set_on_chosen({"progress": progress})

    def _set_verdict(self, verdict: object) -> None:
        self._set_on_chosen({"verdict": verdict})

    def _set_on_chosen(self, fields: dict[str, Any]) -> None:
        self.work.flush()
        chosen = self.work.tree.chosen()
        if chosen:
            self.desk.set_fields(chosen, fields)

    def _choose_evidence(self) -> None:
        chosen = self.work.tree.chosen()
        if chosen:
            self.dialogs.choose_evidence(chosen)

    def _undo(self) -> None:
        if self.flows.under_review is not None:
            self.review.undo()
            return
        if self.flows.can_go_back:
            self.flows.go_back()
            return
        self.work.flush()
        self.reports.flush()
        self.desk.undo()

    def _redo(self) -> None:
        if self.flows.under_review is not None:
            self.review.redo()
            return
        self.work.flush()
        self.reports.flush()
        self.desk.redo()

    def _find(self, words: str) -> None:
        hits = self.desk.find(words) if words.strip() else None
        self.bar.show_hits(None if hits is None else len(hits))
        self.work.show_hits(words, hits)

    def _open_checklist(self, checklist_id: str) -> None:
        self.work.flush()
        self.desk.open(checklist_id)

    def _ask_for_command(self) -> None:
        self.work.flush()
        self.palette.ask(list(self.frame.menus.values()), self._found)

    def _found(self, words: str) -> list[tuple[str, str]]:
        if self.flows.under_review is not None:
            return []
        tree = self.desk.tree
        return [(item_id, numbered_heading(tree[item_id])) for item_id in self.desk.find(words)]

    def _go_to(self, item_id: str) -> None:
        self.work.reveal([item_id])
        self.work.tree.setFocus()

    def _open_report(self) -> None:
        self.reports.open()

    def _open_overview_sheet(self) -> None:
        self.reports.open(ONE_PAGE)

    def _show_checklist_menu(self, checklist_id: str, place: QPoint) -> None:
        row = next((row for row in self.desk.checklists if row.id == checklist_id), None)
        if row is not None and self.desk.editable:
            self.dialogs.checklist_menu(row).popup(place)

    def _read_dropped(self, paths: Sequence[Path]) -> None:
        self.errands.read(paths[0])

    def close(self) -> None:
        """Store what is being typed before everything ends."""
        self.work.flush()
        self.desk.stepping.finish()
        self.safekeeping.stop()
        self.reports.stop()
        self.evidence.stop()
        self.desk.stop()
