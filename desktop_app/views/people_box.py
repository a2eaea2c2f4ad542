"""The part of the item panel that says who does it, and until when."""

from datetime import date
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from desktop_app.documents.dates import deadline
from desktop_app.i18n import _
from desktop_app.models.values import ItemRow
from desktop_app.views.answer_edit import AnswerLine
from desktop_app.views.controls import link, plain_label
from desktop_app.views.theme import XS, S
from desktop_app.views.words import day_from_words, day_in_words


class PeopleBox(QWidget):
    """Lead, supporting, person in charge, supervisor and due day.

    Signals: `fields_requested({field: value})`, `duty_requested()` where what the document says is to be
    taken over.
    """

    fields_requested = Signal(object)
    duty_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._year = date.today().year
        names = {
            "lead": _("牵头部门"),
            "supporting": _("配合部门"),
            "person": _("责任人"),
            "supervisor": _("分管领导"),
            "due": _("完成时限"),
        }
        self.lines = {field: AnswerLine(name) for field, name in names.items()}
        self.lines["due"].setPlaceholderText(_("如 6月30日"))
        self._editable = True
        self.suggestion = plain_label(look="soft", wrap=True)
        self.take = link(_("采用"))
        self.refusal = plain_label(look="failed", wrap=True)
        self.refusal.setVisible(False)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(S)
        layout.setVerticalSpacing(XS)
        for number, (field, name) in enumerate(names.items()):
            label = plain_label(name, "soft")
            label.setBuddy(self.lines[field])
            row, column = 1 + 2 * (number // 2), number % 2
            layout.addWidget(label, row, column)
            layout.addWidget(self.lines[field], row + 1, column)
        layout.addWidget(self.refusal, 7, 0, 1, 2)
        suggested = QHBoxLayout()
        suggested.setSpacing(S)
        suggested.addWidget(self.suggestion, 1)
        suggested.addWidget(self.take, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(suggested, 0, 0, 1, 2)
        layout.setColumnStretch(0, 1)
        layout.setColumnStretch(1, 1)
        self.lines["lead"].committed.connect(self._commit_lead)
        self.lines["supporting"].committed.connect(self._commit_supporting)
        self.lines["person"].committed.connect(self._commit_person)
        self.lines["supervisor"].committed.connect(self._commit_supervisor)
        self.lines["due"].committed.connect(self._commit_due)
        self.take.clicked.connect(self._ask_for_duty)

    def show_row(self, row: ItemRow, year: int, another: bool) -> None:
        """Show an item's people and day; `another` tells that it is not the one shown before."""
        self._year = year
        for field, line in self.lines.items():
            words = self._due_in_words(row.due) if field == "due" else getattr(row, field)
            if another:
                line.load(words)
            else:
                line.show_text(words)
        if another:
            self.refusal.setVisible(False)
        words = duty_in_words(row) if left_to_take(row, year) else ""
        self.suggestion.setText(words)
        self.suggestion.setVisible(bool(words))
        self.take.setVisible(bool(words) and self._editable)

    def set_editable(self, editable: bool) -> None:
        """Let the lines be edited, or only read."""
        self._editable = editable
        self.take.setVisible(editable and not self.suggestion.isHidden())
        for line in self.lines.values():
            line.setReadOnly(not editable)

    def commit(self) -> None:
        """Hand over what is being typed."""
        for line in self.lines.values():
            line.commit()

    @staticmethod
    def _due_in_words(due: date | None) -> str:
        return day_in_words(due, date.today()) if due else ""

    def _ask(self, field: str, value: Any) -> None:  # noqa: ANN401
        self.fields_requested.emit({field: value})

    def _ask_for_duty(self) -> None:
        self.duty_requested.emit()

    def _commit_lead(self, words: str) -> None:
        self._ask("lead", words)

    def _commit_supporting(self, words: str) -> None:
        self._ask("supporting", words)

    def _commit_person(self, words: str) -> None:
        self._ask("person", words)

    def _commit_supervisor(self, words: str) -> None:
        self._ask("supervisor", words)

    def _commit_due(self, words: str) -> None:
        try:
            due = day_from_words(words, self._year) if words else None
        except ValueError:
            self.refusal.setText(_("没有看懂“{words}”。请写成 6月30日 或 2026-6-30。").format(words=words))
            self.refusal.setVisible(True)
            return
        self.refusal.setVisible(False)
        self.lines["due"].setText(self._due_in_words(due))
        self._ask("due", due)


def left_to_take(row: ItemRow, year: int) -> bool:
    """Tell whether the document says something of who does an item, or by when, that the school has not."""
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
