"""The right side: everything about the current item, on one page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QFrame, QLabel, QScrollArea, QStackedLayout, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.models.scores import score_of
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import EvidenceRow, Progress, TargetRow, Verdict
from desktop_app.views.evidence.box import EvidenceBox
from desktop_app.views.panel.drafts import Drafts
from desktop_app.views.panel.history_box import HistoryBox
from desktop_app.views.panel.people_box import PeopleBox
from desktop_app.views.panel.score_box import ScoreBox
from desktop_app.views.panel.targets_box import TargetsBox
from desktop_app.views.panel.words_box import WordsBox
from desktop_app.views.widgets.answer_edit import AnswerEdit, AnswerLine
from desktop_app.views.widgets.controls import (
    Choice,
    Chooser,
    ElidedLabel,
    bring_into_sight,
    link,
    plain_label,
    title_label,
)
from desktop_app.views.widgets.drops import dropped_files
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import XL, XS, L, M, S, Theme, scaled
from desktop_app.views.widgets.words import (
    PROGRESS_ICONS,
    PROGRESS_ROLES,
    VERDICT_ICONS,
    VERDICT_ROLES,
    heading,
    numbered_heading,
)


@dataclass(frozen=True)
class ItemPage:
    """What the panel shows: an item in its tree, its evidence and its targets, and what may be done."""

    tree: ItemTree
    item_id: str
    evidence: Sequence[EvidenceRow]
    targets: Sequence[TargetRow]
    year: int
    editable: bool


class ItemPanel(QScrollArea):
    """Shows and edits one item. It stores nothing: it asks.

    Signals: `fields_requested(item id, {field: value})`, `actual_requested(target id, words)`,
    `attach_requested(item id)`, `files_dropped(item ids, paths)`, `original_requested(item id)`,
    `restore_requested(item id)`, `history_requested(item id)`, `all_history_requested()`,
    `duty_requested(item id)`,
    `confirmation_requested(target id, confirmed)`.
    """

    fields_requested = Signal(str, object)
    actual_requested = Signal(str, str)
    attach_requested = Signal(str)
    files_dropped = Signal(object, object)
    original_requested = Signal(str)
    restore_requested = Signal(str)
    history_requested = Signal(str)
    all_history_requested = Signal()
    duty_requested = Signal(str)
    confirmation_requested = Signal(str, bool)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item_id = ""
        self._progress: Progress | None = None
        self.drafts = Drafts()
        self.setObjectName("panel")
        self.setAccessibleName(_("条目"))
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMinimumWidth(scaled(340, self.font()))
        self.viewport().setAcceptDrops(True)
        self._make_parts(theme, icons)
        self._lay_out()
        self._connect()

    # Building

    def _make_parts(self, theme: Theme, icons: Icons) -> None:
        self.crumb = ElidedLabel("faint")
        self.title = title_label(wrap=True)
        self.title.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.progress = Chooser(
            _("进度"),
            [Choice(p.value, p.label, PROGRESS_ICONS[p], PROGRESS_ROLES[p]) for p in Progress],
            icons,
        )
        self.progress_note = plain_label(look="faint")
        self.progress_reset = link(_("改为按举措计算"))
        self.verdict = Chooser(
            _("自评结论"),
            [Choice(v.value, v.label, VERDICT_ICONS[v], VERDICT_ROLES[v]) for v in Verdict],
            icons,
        )
        self.reason = AnswerLine(_("不适用的原因"), _("为什么不适用？写好后按回车"))
        self.words = WordsBox(theme)
        self.narrative = AnswerEdit(_("完成情况"), _("做了什么，什么时候，多少人次，效果怎样"), 4)
        self.problem = AnswerEdit(_("存在问题"), _("问题和原因"), 2)
        self.improvement = AnswerEdit(_("改进措施"), _("下一步怎么做"), 2)
        self.evidence = EvidenceBox(theme, icons)
        self.people = PeopleBox(icons)
        self.score = ScoreBox()
        self.history = HistoryBox()
        self.targets = TargetsBox()
        self._texts = {"narrative": self.narrative, "problem": self.problem, "improvement": self.improvement}

    def _lay_out(self) -> None:
        page = QWidget(self)
        layout = QVBoxLayout(page)
        layout.setContentsMargins(L, M, L, L)
        layout.setSpacing(S)
        head: tuple[QWidget, ...] = (self.crumb, self.title, self.progress, self.progress_note)
        for part in (*head, self.progress_reset, self.verdict, self.reason, self.words):
            layout.addWidget(part)
        parts: tuple[tuple[str, QWidget], ...] = (
            (_("完成情况"), self.narrative),
            ("", self.evidence),
            ("", self.targets),
            (_("存在问题"), self.problem),
            (_("改进措施"), self.improvement),
            ("", self.score),
            ("", self.people),
            ("", self.history),
        )
        for words, part in parts:
            layout.addSpacing(XS)
            if words:
                layout.addWidget(self._caption(words, part))
            layout.addWidget(part)
        layout.addStretch(1)
        empty = plain_label(_("在中间选一条要点，\n这里就可以填写完成情况、添加佐证材料。"), "soft")
        empty.setAlignment(Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignTop)
        empty.setContentsMargins(L, 6 * XL, L, L)
        whole = QWidget(self)
        self._pages = QStackedLayout(whole)
        self._pages.addWidget(empty)
        self._pages.addWidget(page)
        self.setWidget(whole)

    def _caption(self, words: str, buddy: QWidget) -> QLabel:
        label = plain_label(words, "soft")
        label.setBuddy(buddy)
        return label

    def _connect(self) -> None:
        self.progress.chosen.connect(self._choose_progress)
        self.progress_reset.clicked.connect(self._follow_measures)
        self.verdict.chosen.connect(self._choose_verdict)
        self.reason.committed.connect(self._give_reason)
        self.narrative.committed.connect(self._commit_narrative)
        self.problem.committed.connect(self._commit_problem)
        self.improvement.committed.connect(self._commit_improvement)
        self.people.fields_requested.connect(self._ask)
        self.score.fields_requested.connect(self._ask)
        self.history.wanted.connect(self._ask_for_history)
        self.history.all_requested.connect(self.all_history_requested)
        self.people.duty_requested.connect(self._ask_for_duty)
        self.targets.actual_requested.connect(self.actual_requested)
        self.targets.confirmation_requested.connect(self.confirmation_requested)
        self.words.opened.connect(self._ask_for_original)
        self.words.fields_requested.connect(self._ask)
        self.words.restore_requested.connect(self._ask_for_restoring)
        self.evidence.attach_requested.connect(self._ask_for_files)
        self.evidence.form_opened.connect(self._show_form)

    # Showing

    @property
    def item_id(self) -> str:
        """The item shown, or an empty string."""
        return self._item_id

    def show_nothing(self) -> None:
        """Say what this place is for."""
        self._leave()
        self._item_id = ""
        self._pages.setCurrentIndex(0)

    def show_page(self, page: ItemPage) -> None:
        """Show an item; where it is the one already shown, words being typed stay."""
        another = page.item_id != self._item_id
        if another:
            self._leave()
        self._item_id = page.item_id
        row = page.tree[page.item_id]
        above = [numbered_heading(page.tree[item]) for item in reversed(page.tree.ancestors(row.id))]
        self.crumb.show_words(" › ".join(above))
        self.title.setText(numbered_heading(row))
        self._show_progress(page)
        self.verdict.show_value(row.verdict or "")
        self.reason.setVisible(row.verdict is Verdict.NOT_APPLICABLE)
        self._show_words(self.reason, row.verdict_reason, another)
        self.words.show_row(row)
        for name, edit in self._texts.items():
            self._show_words(edit, getattr(row, name), another)
        below = page.tree.evidence_below(row.id) - row.evidence_count
        self.evidence.show_rows(page.evidence, below, row.id, page.year, heading(row))
        self.targets.show_rows(page.targets, another)
        self.people.show_row(row, page.targets, page.year, another)
        self.score.show_row(row, score_of(page.tree, row.id), another)
        self.history.refresh()
        self._enable(page.editable)
        self._pages.setCurrentIndex(1)
        if another:
            self.verticalScrollBar().setValue(0)
            self._bring_back()

    @staticmethod
    def _show_words(edit: AnswerEdit | AnswerLine, words: str, another: bool) -> None:
        if another:
            edit.load(words)
        else:
            edit.show_text(words)

    def _show_progress(self, page: ItemPage) -> None:
        tree, item_id = page.tree, page.item_id
        by_hand = tree.by_hand(item_id)
        tally = tree.tally(item_id)
        self._progress = tree.state(item_id)
        self.progress.show_value(self._progress or "")
        follows = bool(tree.children(item_id)) and not by_hand
        self.progress_note.setVisible(follows or self._progress is None)
        note = _("按下面 {total} 项计算，已完成 {done} 项").format(total=tally.total, done=tally.done)
        self.progress_note.setText(_("不适用，不计入进度") if self._progress is None else note)
        self.progress_reset.setVisible(by_hand and page.editable)

    def _enable(self, editable: bool) -> None:
        self.progress.setEnabled(editable and self._progress is not None)
        self.verdict.setEnabled(editable)
        for edit in self._texts.values():
            edit.setReadOnly(not editable)
        self.reason.setReadOnly(not editable)
        self.words.set_editable(editable)
        self.people.set_editable(editable)
        self.score.set_editable(editable)
        self.targets.set_editable(editable)
        self.evidence.set_editable(editable)
        self.viewport().setAcceptDrops(editable)

    @property
    def _fields(self) -> dict[str, AnswerEdit | AnswerLine]:
        """Every field of the item itself; a line for a number reached goes by its target's id."""
        lines = {**self.people.lines, **self.score.lines, **self.targets.lines, "verdict_reason": self.reason}
        return {**self._texts, "title": self.words.title, "text": self.words.text, **lines}

    def flush(self) -> None:
        """Hand over whatever is being typed, before something else happens."""
        if self._item_id:
            for edit in self._texts.values():
                edit.commit()
            if self.reason.isVisible():
                self.reason.commit()
            self.words.commit()
            self.people.commit()
            self.score.commit()
            self.targets.commit()
            self.evidence.commit()

    def _leave(self) -> None:
        """Hand over what is being typed; what is refused waits here until it is stored or shown again."""
        self.flush()
        if self._item_id:
            self.drafts.keep(self._item_id, self._fields)

    def _bring_back(self) -> None:
        back = self.drafts.bring_back(self._item_id, self._fields)
        if "verdict_reason" in back:
            self.reason.setVisible(True)
        if "title" in back or "text" in back:
            self.words.begin_editing()

    def go_to(self, field: str, words: str) -> None:
        """Put the cursor into a text, progress, a score, evidence or actual; at these words in a text.

        What is no field here leaves the cursor where it is.
        """
        done = self.progress.button((self._progress or Progress.DONE).value)
        parts: dict[str, QWidget] = {"progress": done, "evidence": self.evidence.add}
        part = self.targets.line_of(words) if field == "actual" else parts.get(field)
        if field in self._texts:
            self._texts[field].go_to(words)
        elif field in self._fields:
            self._fields[field].setFocus(Qt.FocusReason.OtherFocusReason)
        elif part is not None:
            part.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_cursor(self) -> None:
        """Scroll the field that the cursor is in into sight, with what stands above it."""
        focused = self.window().focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            bring_into_sight(self, focused)

    def _show_form(self) -> None:
        """Scroll to what is said of a file, once it has its place below the list."""
        QTimer.singleShot(0, self, lambda: bring_into_sight(self, self.evidence.form))

    def recolour(self) -> None:
        """Draw the icons in the colours in force."""
        self.progress.recolour()
        self.verdict.recolour()
        self.evidence.recolour()
        self.words.recolour()
        self.people.recolour()

    # Asking

    def _ask(self, fields: dict[str, Any]) -> None:
        if self._item_id:
            self.fields_requested.emit(self._item_id, fields)

    def _choose_progress(self, value: str) -> None:
        self._ask({"progress": Progress(value) if value else None})

    def _follow_measures(self) -> None:
        self._ask({"progress": None})

    def _choose_verdict(self, value: str) -> None:
        if value != Verdict.NOT_APPLICABLE:
            self._ask({"verdict": Verdict(value) if value else None})
            return
        self.reason.setVisible(True)
        self.reason.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_reason(self, words: str) -> None:
        if words:
            self._ask({"verdict": Verdict.NOT_APPLICABLE, "verdict_reason": words})

    def _commit_narrative(self, words: str) -> None:
        self._ask({"narrative": words})

    def _commit_problem(self, words: str) -> None:
        self._ask({"problem": words})

    def _commit_improvement(self, words: str) -> None:
        self._ask({"improvement": words})

    def _ask_for_duty(self) -> None:
        self.duty_requested.emit(self._item_id)

    def _ask_for_history(self) -> None:
        self.history_requested.emit(self._item_id)

    def _ask_for_restoring(self) -> None:
        self.restore_requested.emit(self._item_id)

    def _ask_for_original(self) -> None:
        self.original_requested.emit(self._item_id)

    def _ask_for_files(self) -> None:
        self.attach_requested.emit(self._item_id)

    # Files dropped on the panel

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files for the item shown."""
        event.setAccepted(bool(self._item_id and dropped_files(event)))
        self.evidence.invite(event.isAccepted())

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Forget files that went elsewhere."""
        self.evidence.invite(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Hand the files to whoever attaches them."""
        self.evidence.invite(False)
        paths = dropped_files(event)
        if paths and self._item_id:
            event.acceptProposedAction()
            self.files_dropped.emit([self._item_id], paths)
