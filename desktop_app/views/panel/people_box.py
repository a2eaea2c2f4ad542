"""The part of the item panel that says who does it, until when, and under which tags it is found."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop_app.documents.dates import deadline
from desktop_app.i18n import _
from desktop_app.models.values import ItemRow, TargetRow
from desktop_app.views.widgets.answer_edit import AnswerLine
from desktop_app.views.widgets.controls import link, plain_label
from desktop_app.views.widgets.day_line import DayLine
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.name_line import NameLine
from desktop_app.views.widgets.theme import XS, S
from desktop_app.views.widgets.words import day_from_words, day_in_words


@dataclass(frozen=True)
class Suggestion:
    """What the document says of who and when: `words` to show; `due` alone where it is a day in the text."""

    words: str
    due: date | None = None


class PeopleBox(QWidget):
    """Lead, supporting, person in charge, supervisor, due day and tags.

    Signals: `fields_requested({field: value})`, `duty_requested()` where what the document says is to be
    taken over.
    """

    fields_requested = Signal(object)
    duty_requested = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._year = date.today().year
        self._editable = True
        self._suggested: Suggestion | None = None
        self.names = {
            "lead": NameLine(_("牵头部门")),
            "supporting": NameLine(_("配合部门")),
            "person": NameLine(_("责任人")),
            "supervisor": NameLine(_("分管领导")),
            "tags": NameLine(_("标签"), _("如 迎检、重点")),
        }
        self.due = DayLine(_("完成时限"), icons)
        self.suggestion = plain_label(look="soft", wrap=True)
        self.take = link(_("采用"))
        self.refusal = plain_label(look="failed", wrap=True)
        self.refusal.setVisible(False)
        self._lay_out()
        self.names["lead"].committed.connect(self._commit_lead)
        self.names["supporting"].committed.connect(self._commit_supporting)
        self.names["person"].committed.connect(self._commit_person)
        self.names["supervisor"].committed.connect(self._commit_supervisor)
        self.names["tags"].committed.connect(self._commit_tags)
        self.due.committed.connect(self._commit_due)
        self.due.day_chosen.connect(self._take_day)
        self.take.clicked.connect(self._take_suggestion)

    @property
    def lines(self) -> dict[str, AnswerLine]:
        """Every line by its field."""
        return {**self.names, "due": self.due}

    def _lay_out(self) -> None:
        suggested = QHBoxLayout()
        suggested.setSpacing(S)
        suggested.addWidget(self.suggestion, 1)
        suggested.addWidget(self.take, 0, Qt.AlignmentFlag.AlignTop)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(S)
        layout.setVerticalSpacing(XS)
        layout.addLayout(suggested, 0, 0, 1, 2)
        fields = ("lead", "supporting", "person", "supervisor", "due", "tags")
        for number, field in enumerate(fields):
            part: QWidget = self.due if field == "due" else self.names[field]
            label = plain_label(self.lines[field].accessibleName(), "soft")
            label.setBuddy(part)
            row, column = 1 + 2 * (number // 2), number % 2
            layout.addWidget(label, row, column)
            layout.addWidget(part, row + 1, column)
        layout.addWidget(self.refusal, 7, 0, 1, 2)
        layout.setColumnStretch(0, 1)
        layout.setColumnStretch(1, 1)

    def offer(self, names: Callable[[], Sequence[str]], tags: Callable[[], Sequence[str]]) -> None:
        """Offer what these return where a name or a tag is typed; nothing is asked before."""
        for field, line in self.names.items():
            line.offer_from(tags if field == "tags" else names)

    def show_row(self, row: ItemRow, targets: Sequence[TargetRow], year: int, another: bool) -> None:
        """Show an item's people and day; `another` tells that it is not the one shown before."""
        self._year = year
        self.due.show_day(row.due, year)
        for field, line in self.lines.items():
            words = self._due_in_words(row.due) if field == "due" else getattr(row, field)
            if another:
                line.load(words)
            else:
                line.show_text(words)
        if another:
            self.refusal.setVisible(False)
        self._suggested = suggestion_for(row, targets, year)
        self.suggestion.setText(self._suggested.words if self._suggested else "")
        self.suggestion.setVisible(self._suggested is not None)
        self.take.setVisible(self._suggested is not None and self._editable)

    def set_editable(self, editable: bool) -> None:
        """Let the lines be edited, or only read."""
        self._editable = editable
        self.take.setVisible(editable and self._suggested is not None)
        for line in self.lines.values():
            line.setReadOnly(not editable)

    def commit(self) -> None:
        """Hand over what is being typed."""
        for line in self.lines.values():
            line.commit()

    def recolour(self) -> None:
        """Draw the icons in the colours in force."""
        self.due.recolour()

    def _due_in_words(self, due: date | None) -> str:
        """Return a day as it is typed: without a year one of the checklist's year is meant."""
        return day_in_words(due, date(self._year, 1, 1)) if due else ""

    def _ask(self, field: str, value: object) -> None:
        self.fields_requested.emit({field: value})

    def _take_suggestion(self) -> None:
        if self._suggested is not None and self._suggested.due is not None:
            self._ask("due", self._suggested.due)
        else:
            self.duty_requested.emit()

    def _take_day(self, day: object) -> None:
        self._ask("due", day)

    def _commit_lead(self, words: str) -> None:
        self._ask("lead", words)

    def _commit_supporting(self, words: str) -> None:
        self._ask("supporting", words)

    def _commit_person(self, words: str) -> None:
        self._ask("person", words)

    def _commit_supervisor(self, words: str) -> None:
        self._ask("supervisor", words)

    def _commit_tags(self, words: str) -> None:
        self._ask("tags", words)

    def _commit_due(self, words: str) -> None:
        try:
            due = day_from_words(words, self._year) if words else None
        except ValueError:
            said = _("没有看懂“{words}”，没有改动。请写成 6月30日 或 2026-6-30。")
            self.refusal.setText(said.format(words=words))
            self.refusal.setVisible(True)
            return
        self.refusal.setVisible(False)
        self.due.setText(self._due_in_words(due))
        self._ask("due", due)


def suggestion_for(row: ItemRow, targets: Sequence[TargetRow], year: int) -> Suggestion | None:
    """Return what the document says of who does an item, or by when, that the school has not yet."""
    if left_to_take(row, year):
        return Suggestion(duty_in_words(row))
    if row.due is not None:
        return None
    days = {target.by: deadline(target.by, year) for target in targets if target.by}
    known = {words: day for words, day in days.items() if day is not None}
    if not known:
        return None
    words = max(known, key=lambda one: known[one])
    day = day_in_words(known[words], date(year, 1, 1))
    return Suggestion(_("文中的时限：{words}，即 {day}").format(words=words, day=day), known[words])


def left_to_take(row: ItemRow, year: int) -> bool:
    """Tell whether the document names someone, or a time limit, that the school has not filled in."""
    names = ("lead", "supporting", "person", "supervisor")
    if any(getattr(row.duty, name) and not getattr(row, name) for name in names):
        return True
    return row.due is None and deadline(row.duty.due, year) is not None


def duty_in_words(row: ItemRow) -> str:
    """Return what the document says: 文件写明：牵头 组织科 · 完成时限 10月底."""
    duty = row.duty
    parts = (
        (_("牵头 {names}"), duty.lead),
        (_("配合 {names}"), duty.supporting),
        (_("责任人 {names}"), duty.person),
        (_("分管 {names}"), duty.supervisor),
        (_("完成时限 {names}"), duty.due),
    )
    said = [words.format(names=names) for words, names in parts if names]
    return _("文件写明：{duty}").format(duty=" · ".join(said))
