"""The report in the window: when its page is shown, what it is made of, and what is done with the files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QUrl, Signal

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models import operations
from desktop_app.models.tree import ItemTree
from desktop_app.reports.words import DRAFT
from desktop_app.views.desk import Desk
from desktop_app.views.dialogs import Dialogs
from desktop_app.views.flows import Flows
from desktop_app.views.frame import Frame
from desktop_app.views.reports.making import Made, Order, Outcome, make
from desktop_app.views.reports.overwriting import Overwriting
from desktop_app.views.reports.painter import Painter
from desktop_app.views.reports.printing import Printing
from desktop_app.views.reports.proofs import Choice, Composed, Proof, Proofs
from desktop_app.views.settings import ReportChoices, SettingsStore
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.notice import Kind, Notice, Target
from desktop_app.views.widgets.theme import Theme
from desktop_app.views.widgets.words import with_number
from desktop_app.views.work import Cancelled, OnProgress, Workers

if TYPE_CHECKING:
    from desktop_app.reports.checks import Finding
    from desktop_app.reports.gathering import Stored
    from desktop_app.views.reports.checking import Checking
    from desktop_app.views.reports.forms import Form
    from desktop_app.views.reports.page import ReportPage

_SIDES = "reportSides"
_LONGEST_PART = 20  # characters of a part's name in a file's


class Reports(QObject):
    """Shows the report and makes its files.

    Signals: `shown_changed()` where the page comes or goes, `item_requested(item id, field, words)` where
    these words are to be seen, `school_requested()` where the school's facts are to be filled in,
    `school_field_requested(field)` where one of them is.
    """

    shown_changed = Signal()
    item_requested = Signal(str, str, str)
    school_requested = Signal()
    school_field_requested = Signal(str)

    def __init__(
        self,
        frame: Frame,
        looks: tuple[Theme, Icons],
        desk: Desk,
        ways: tuple[Flows, Dialogs, Notice],
        settings: SettingsStore,
        printer: Workers,
    ) -> None:
        super().__init__(frame)
        self._frame, self._looks, self._desk, self._settings = frame, looks, desk, settings
        self._flows, self._dialogs, self._notice = ways
        self.painter = Painter(self)
        self.workers = Workers(self)
        self.proofs = Proofs(self._read, self.workers, self)
        self.printing = Printing(printer, frame)
        self.overwriting = Overwriting(frame)
        self.shown = False
        self._page: ReportPage | None = None
        self._checking: Checking
        self._checklist = ""
        desk.acted.connect(self._renew)
        desk.tree_changed.connect(self._renew)
        self._dialogs.report_named.connect(self._save_as)
        self._dialogs.folder_chosen.connect(self._take_folder)

    # The page

    @property
    def page(self) -> ReportPage:
        """The page; made when it is first shown."""
        if self._page is None:
            from desktop_app.views.reports.checking import Checking
            from desktop_app.views.reports.page import ReportPage

            self._page = ReportPage(*self._looks, self.painter)
            self._frame.add_page(self._page)
            self._checking = Checking(self._desk, self._page)
            self._wire(self._page)
            choices = self._settings.value.report
            self._page.forms.tick(choices.ticked)
            self._page.forms.show_form(choices.shown)
            sides = self._frame.settings.value(_SIDES)
            if sides is not None:
                self._page.restoreState(sides)
        return self._page

    def _wire(self, page: ReportPage) -> None:
        page.left.connect(self.close)
        page.renewal_requested.connect(self._renew_at_once)
        page.forms.form_shown.connect(self._show)
        page.forms.form_shown.connect(self._show_wish)
        page.part.range_changed.connect(self._show)
        page.draft.toggled.connect(self._show)
        page.forms.ticks_changed.connect(self._show_wish)
        page.maker.make_requested.connect(self._make_ticked)
        page.maker.folder_requested.connect(self._ask_for_folder)
        page.pages.print_requested.connect(self._print)
        page.pages.save_requested.connect(self._ask_where)
        page.texts.glance_typed.connect(self._set_glance)
        page.texts.texts_typed.connect(self._set_texts)
        page.texts.school_requested.connect(self.school_requested)
        self._checking.school_requested.connect(self.school_field_requested)
        self._checking.item_requested.connect(self._go_to_item)
        self._checking.refused.connect(self._refuse)
        page.results.open_requested.connect(self._flows.open_path)
        page.results.folder_requested.connect(self._open_folder)
        self.proofs.composed.connect(self._take_report)
        self.proofs.proofed.connect(self._take_proof)
        self.proofs.busy_changed.connect(page.pages.show_busy)
        self.proofs.progressed.connect(page.pages.show_progress)
        self.proofs.refused.connect(page.pages.say)
        self.printing.refused.connect(self._refuse)
        self.printing.printed.connect(self._tell_printed)
        self.overwriting.settled.connect(self._make)

    def open(self, paper: str = "") -> None:
        """Show the page, at one of the PAPERS where that is said."""
        if self._desk.opened is None:
            return
        self._flows.leaving.emit()
        self._notice.hide()
        page = self.page
        if paper:
            page.forms.show_form(paper)
        self.shown = True
        self._renew_at_once()
        self.shown_changed.emit()
        page.forms.setFocus()

    def close(self) -> None:
        """Go back to the checklist."""
        if self.shown:
            self._leave()
            self.shown_changed.emit()

    def flush(self) -> None:
        """Hand over what is being typed here, before something else happens."""
        if self._page is not None:
            self._page.texts.flush()

    def stop(self) -> None:
        """Remember what was chosen, and let go of everything."""
        if self._page is not None:
            self._leave()
            self._frame.settings.setValue(_SIDES, self._page.saveState())
        self.painter.stop()
        self.workers.stop()
        self.proofs.stop()

    def recolour(self) -> None:
        """Draw the page in the colours in force."""
        if self._page is not None:
            self._page.recolour()

    def _leave(self) -> None:
        page = self.page
        page.texts.flush()
        self.shown = False
        self.proofs.rest()
        self._remember(self._settings.value.report.folder)

    def _remember(self, folder: str) -> None:
        page = self.page
        ticked = tuple(form.key for form in page.forms.ticked)
        self._settings.remember_report(ReportChoices(ticked, page.forms.form.key, folder))

    # What is shown

    def _read(self) -> Stored | None:
        """Return the rows of the open checklist; a tree of its own, for a worker calculates in it."""
        from desktop_app.reports.gathering import read

        desk = self._desk
        if desk.opened is None or not len(desk.tree):
            return None
        return read(desk.workspace, desk.opened.id, ItemTree(desk.tree.walk()))

    def _renew(self) -> None:
        if self.shown:
            self._refresh(at_once=False)

    def _renew_at_once(self) -> None:
        self._refresh(at_once=True)

    def _refresh(self, at_once: bool) -> None:
        desk, page = self._desk, self.page
        if desk.opened is None:
            self.close()
            return
        other = desk.opened.id != self._checklist
        if other:
            self._checklist = desk.opened.id
            page.part.show_all()
            page.pages.view.clear()
            self._checking.show(())
        tree = desk.tree
        tops = [tree[top] for top in tree.children(None)]
        page.title.show_words(desk.opened.title)
        page.part.show_headings([(row.id, with_number(row.shown_number, row.title)) for row in tops])
        page.texts.show_rows(desk.school(), desk.opened, desk.editable, other)
        self.proofs.renew(at_once)
        self._show_wish()
        self._show()

    def _show(self) -> None:
        page, form = self.page, self.page.forms.form
        page.pages.show_note(form.preview_words)
        if len(self._desk.tree):
            self.proofs.show(Choice(form.paper, page.part.tops, self._watermark))
        else:
            self.proofs.rest()
            page.pages.say(_("这份清单里还没有条目，没有可以写进报告的内容。先添加条目，再来生成。"), True)

    @property
    def _watermark(self) -> str:
        return DRAFT if self.page.draft.isChecked() else ""

    def _show_wish(self) -> None:
        page = self.page
        folder = self._folder()
        page.maker.show_place(_("工作区的报告文件夹") if folder == self._usual else folder.name, folder)
        page.maker.show_wish(page.forms.wanted, bool(len(self._desk.tree)))

    def _take_report(self, composed: Composed) -> None:
        self._checking.show(composed.findings)

    def _take_proof(self, proof: Proof) -> None:
        self.page.pages.show_pages(proof.path, proof.sizes)

    def _go_to_item(self, finding: Finding) -> None:
        """Leave for the field that a check is about; the way back is offered."""
        self.close()
        self._notice.show_words(Kind.WARNING, finding.message, self._way_back)
        self.item_requested.emit(finding.item_id, finding.field, finding.words)

    @property
    def _way_back(self) -> tuple[str, Target]:
        return _("回到报告"), partial(self.open, "")

    # Words and places

    def _set_glance(self, words: str) -> None:
        self._desk.type(lambda ws: operations.set_school(ws, glance=words))

    def _set_texts(self, fields: dict[str, str]) -> None:
        checklist = self._checklist
        self._desk.type(lambda ws: operations.set_checklist_texts(ws, checklist, **fields))

    def _folder(self) -> Path:
        """Return where files go: where they went last, as long as that is there."""
        chosen = self._settings.value.report.folder
        return Path(chosen) if chosen and Path(chosen).is_dir() else self._usual

    @property
    def _usual(self) -> Path:
        return self._desk.workspace.folder / "reports"

    def _take_folder(self, folder: Path) -> None:
        self._remember("" if folder == self._usual else str(folder))
        self._show_wish()

    def _ask_for_folder(self) -> None:
        self._dialogs.choose_folder(self._folder())

    def _name_of(self, form: Form) -> str:
        assert self._desk.opened is not None
        part, current = "", self.proofs.current
        if self.page.part.tops:
            part = current.report.range if current else ""
            part = part if 0 < len(part) <= _LONGEST_PART else "部分章节"
        return form.file_name(self._desk.opened.title, part, self._watermark)

    # Making files

    def _make_ticked(self) -> None:
        folder = self._folder()
        orders = [Order(form, folder / self._name_of(form)) for form in self.page.forms.wanted]
        if not self.page.maker.busy:
            self.overwriting.ask(orders)

    def _ask_where(self) -> None:
        form = self.page.forms.form
        self._dialogs.name_report(form.label, self._folder() / self._name_of(form))

    def _save_as(self, path: Path) -> None:
        self._take_folder(path.parent)
        self._make([Order(self.page.forms.form, path)])

    def _make(self, orders: Sequence[Order]) -> None:
        page = self.page
        page.texts.flush()
        self._flows.leaving.emit()
        try:
            material = self.proofs.material(page.part.tops)
        except YaodianError as error:
            self._refuse(str(error))
            return
        if material is None or page.maker.busy:
            return
        watermark = self._watermark

        def work(on_progress: OnProgress, cancelled: Cancelled) -> Outcome:
            return make(material, orders, watermark, on_progress, cancelled)

        self.proofs.make_way()
        task = self.workers.start("", work)
        page.maker.follow(task, orders)
        task.finished.connect(self._take_outcome)
        task.refused.connect(self._refuse)

    def _take_outcome(self, outcome: Outcome) -> None:
        self.overwriting.note(outcome.made)
        self.page.results.add(outcome.made, datetime.now())
        if outcome.made:
            self.page.show_made()
        if outcome.cancelled:
            words = _("已停止。生成好的 {count} 份留着，没有留下不完整的文件。")
            self._refuse(words.format(count=len(outcome.made)), Kind.WARNING)
        elif not self.shown:
            self._tell_made(outcome.made)

    def _tell_made(self, made: Sequence[Made]) -> None:
        """Say it where one has gone elsewhere meanwhile."""
        done = [one.path for one in made if one.path is not None]
        words = _("已生成 {count} 份报告。").format(count=len(done))
        if len(done) < len(made):
            words += _("{count} 份没有写成，请到“生成报告”里看原因。").format(count=len(made) - len(done))
        places = [(_("打开所在文件夹"), QUrl.fromLocalFile(str(done[0].parent)))] if done else []
        kind = Kind.DONE if len(done) == len(made) else Kind.WARNING
        self._notice.show_words(kind, words, self._way_back, *places)

    def _open_folder(self, path: Path) -> None:
        self._flows.open_path(path.parent)

    def _refuse(self, words: str, kind: Kind = Kind.ERROR) -> None:
        self._notice.show_words(kind, words)

    def _print(self) -> None:
        proof = self.proofs.proof
        if proof is not None:
            self.printing.ask(proof.path, proof.choice.paper, len(proof.sizes))

    def _tell_printed(self, sides: int) -> None:
        self._notice.show_words(Kind.DONE, _("已送到打印机：{count} 页。").format(count=sides))
