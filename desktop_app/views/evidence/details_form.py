"""What is said of a file: a small form that saves by itself, line by line."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QGridLayout, QLabel, QLineEdit, QWidget

from desktop_app.i18n import _
from desktop_app.models.values import EvidenceKind, EvidenceRow
from desktop_app.reports.gathering import own_title
from desktop_app.reports.photos import default_caption
from desktop_app.views.widgets.answer_edit import AnswerLine
from desktop_app.views.widgets.controls import Choice, Chooser, plain_label
from desktop_app.views.widgets.day_line import DayLine
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.name_line import NameLine
from desktop_app.views.widgets.theme import XS, Role, S
from desktop_app.views.widgets.words import day_from_words, day_in_words, icon_of_file

_KIND_ICONS = {
    EvidenceKind.PLAN: "calendar",
    EvidenceKind.PROCESS: "under_way",
    EvidenceKind.RESULT: "check",
    EvidenceKind.FEEDBACK: "flag",
}


class DetailsForm(QWidget):
    """Edits one file, or what several have in common to be.

    Signals: `fields_requested({field: value})`, `page_requested(words)` for where the item is proved,
    `refused(sentence)` where a line's words mean nothing.
    """

    fields_requested = Signal(object)
    page_requested = Signal(str)
    refused = Signal(str)

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = AnswerLine(_("材料名称"))
        self.day = DayLine(_("材料日期"), icons)
        self.person = NameLine(_("责任人"))
        self.kind = Chooser(
            _("类别"), [Choice(k.value, k.label, _KIND_ICONS[k], Role.ACCENT) for k in EvidenceKind], icons
        )
        self.pages = AnswerLine(_("页数"))
        self.page = AnswerLine(_("见第几页"), _("如 3 或 3–5"))
        self.caption = AnswerLine(_("图片说明"))
        self.note = AnswerLine(_("备注"))
        self.propose = QAction(self.caption)
        self.caption.addAction(self.propose, QLineEdit.ActionPosition.TrailingPosition)
        self._icons = icons
        self._what = ""
        self._labels: dict[QWidget, QLabel] = {}
        self._grid = QGridLayout(self)
        self._row: EvidenceRow | None = None
        self._year = date.today().year
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        grid = self._grid
        grid.setContentsMargins(S, XS, 0, XS)
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(XS)
        grid.setColumnStretch(1, 3)
        grid.setColumnStretch(3, 2)
        self._add(grid, self.title, 0, 0, 3)
        self._add(grid, self.kind, 1, 0, 3)
        self._add(grid, self.day, 2, 0, 1)
        self._add(grid, self.person, 2, 2, 1)
        self._add(grid, self.page, 3, 0, 1)
        self._add(grid, self.pages, 3, 2, 1)
        self._add(grid, self.caption, 4, 0, 3)
        self._add(grid, self.note, 5, 0, 3)

    def _add(self, grid: QGridLayout, part: QWidget, row: int, column: int, span: int) -> None:
        short: dict[QWidget, str] = {
            self.title: _("名称"),
            self.day: _("日期"),
            self.page: _("见页"),
            self.caption: _("说明"),  # as wide as the others: the buttons beside them fill the panel
        }
        label = plain_label(short.get(part, part.accessibleName()), "soft")
        label.setBuddy(part)
        self._labels[part] = label
        grid.addWidget(label, row, column)
        grid.addWidget(part, row, column + 1, 1, span)

    def _connect(self) -> None:
        self.title.committed.connect(self._name)
        self.day.committed.connect(self._date)
        self.day.day_chosen.connect(self._take_day)
        self.person.committed.connect(self._blame)
        self.kind.chosen.connect(self._sort)
        self.pages.committed.connect(self._count)
        self.page.committed.connect(self.page_requested)
        self.caption.committed.connect(self._caption)
        self.note.committed.connect(self._note)
        self.propose.triggered.connect(self._take_proposal)

    def show_row(self, row: EvidenceRow, item_id: str, year: int, what: str = "") -> None:
        """Show what is said of a file, and where it proves an item; what is being typed stays.

        `what` is for what a photo is evidence, in words.
        """
        another = self._row is None or row.id != self._row.id
        self._row, self._year = row, year
        day = row.date
        words = {
            self.title: row.title,
            self.day: day_in_words(day, date(year, 1, 1)) if day else "",
            self.person: row.person,
            self.pages: "" if row.pages is None else str(row.pages),
            self.page: row.page_in(item_id) if item_id else "",
            self.caption: row.caption,
            self.note: row.note,
        }
        for line, text in words.items():
            if another:
                line.load(text)
            else:
                line.show_text(text)
        self.day.show_day(day, year)
        self.kind.show_value(row.kind.value if row.kind else "")
        picture = icon_of_file(row.name) == "file_image"
        self._show(self.caption, picture)
        self._show(self.page, bool(item_id))
        self._show(self.pages, bool(item_id) or not picture)
        self._place(self.pages, 3, 2 if item_id else 0)  # first in its line where no item is proved
        self._what = what
        proposal = proposed_caption(row, what)
        self.caption.setPlaceholderText(_("如 {proposal}").format(proposal=proposal))
        self.propose.setVisible(not row.caption and not self.caption.isReadOnly())
        self.propose.setToolTip(_("填入：{proposal}").format(proposal=proposal))

    def offer(self, names: Callable[[], Sequence[str]]) -> None:
        """Offer the people that this returns where one is typed; nothing is asked before."""
        self.person.offer_from(names)

    def set_editable(self, editable: bool) -> None:
        """Let everything be edited, or only read."""
        for line in (self.title, self.day, self.person, self.pages, self.page, self.caption, self.note):
            line.setReadOnly(not editable)
        self.kind.setEnabled(editable)

    def commit(self) -> None:
        """Hand over what is being typed."""
        for line in (self.title, self.day, self.person, self.pages, self.page, self.caption, self.note):
            line.commit()

    def recolour(self) -> None:
        """Draw the icons in the colours in force."""
        self.kind.recolour()
        self.day.recolour()
        self.propose.setIcon(self._icons.icon("check", Role.ACCENT))

    def _show(self, part: QWidget, shown: bool) -> None:
        part.setVisible(shown)
        self._labels[part].setVisible(shown)

    def _place(self, part: QWidget, row: int, column: int) -> None:
        self._grid.addWidget(self._labels[part], row, column)
        self._grid.addWidget(part, row, column + 1)

    def _ask(self, **fields: object) -> None:
        self.fields_requested.emit(fields)

    def _name(self, words: str) -> None:
        if words:
            self._ask(title=words)
        elif self._row is not None:
            self.title.load(self._row.title)

    def _date(self, words: str) -> None:
        try:
            self._ask(date=day_from_words(words, self._year) if words else None)
        except ValueError:
            self.refused.emit(
                _("看不懂日期“{words}”，没有改动。请写成 6月30日 或 2026-6-30。").format(words=words)
            )

    def _take_day(self, day: date) -> None:
        self._ask(date=day)

    def _blame(self, words: str) -> None:
        self._ask(person=words)

    def _sort(self, value: str) -> None:
        self._ask(kind=EvidenceKind(value) if value else None)

    def _count(self, words: str) -> None:
        self._ask(pages=words)

    def _caption(self, words: str) -> None:
        self._ask(caption=words)

    def _take_proposal(self) -> None:
        if self._row is not None:
            self._ask(caption=proposed_caption(self._row, self._what))

    def _note(self, words: str) -> None:
        self._ask(note=words)


def ids_meant(current: EvidenceRow, chosen: Sequence[EvidenceRow], fields: Mapping[str, Any]) -> list[str]:
    """Return the files that words are for: all chosen ones where it can be true of several."""
    own = fields.keys() & {"title", "pages", "caption"}
    return [current.id] if own else [row.id for row in chosen]


def proposed_caption(row: EvidenceRow, what: str) -> str:
    """Return a photo's caption as the report prints it where none is written; `what` by `evidence_of`."""
    day = row.date or (row.taken.date() if row.taken else None)
    return default_caption(row.shown, own_title(row), day, what)
