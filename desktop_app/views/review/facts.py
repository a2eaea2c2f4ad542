"""What is known of the document under review, to be corrected: a form that opens below the head."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QComboBox, QGridLayout, QVBoxLayout, QWidget

from desktop_app.documents.dates import day_in_full
from desktop_app.documents.outline import Outline
from desktop_app.documents.typed_facts import typed_fact
from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.views.review.edits import fact_names
from desktop_app.views.widgets.answer_edit import AnswerLine
from desktop_app.views.widgets.controls import plain_label
from desktop_app.views.widgets.theme import XL, M, S

_KINDS = ("plan", "summary")
_WIDTHS = {"document_number": 190, "date": 150, "year": 80}  # pixels that hold what usually stands there


class DrawnBox(QComboBox):
    """A combo box that draws its own arrow: the style sheet's comes only with a picture in one colour."""

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the box and the arrow."""
        super().paintEvent(event)
        painter = QPainter(self)
        place = self.rect().adjusted(0, 0, -S, 0)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, "▾")
        painter.end()


class FactsForm(QWidget):
    """Six fields, each an edit of its own. `correction_requested(name in the outline, value)`."""

    correction_requested = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("factsForm")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        names = fact_names()
        hints = {"date": _("如 2026年2月6日"), "year": _("如 2026"), "document_number": _("没有可不填")}
        self.lines = {
            name: AnswerLine(label, hints.get(name, "")) for name, label in names.items() if name != "kind"
        }
        self.kind = DrawnBox()
        self.kind.setAccessibleName(names["kind"])
        self.kind.addItems([_("工作计划"), _("工作总结")])
        self.trouble = plain_label("", "failed", wrap=True)
        self.trouble.hide()
        self._stored: dict[str, str] = {}
        self._lay_out(names)
        for line in self.lines.values():
            line.committed.connect(self._take)
        self.kind.activated.connect(self._take_kind)
        self.hide()

    def _lay_out(self, names: dict[str, str]) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(S)
        grid.setVerticalSpacing(S)
        rows = (("title", "kind"), ("issuer", "document_number", "date", "year"))
        for row, fields in enumerate(rows):
            for number, name in enumerate(fields):
                field = self.kind if name == "kind" else self.lines[name]
                label = plain_label(names[name], "soft")
                label.setBuddy(field)
                column = 2 * number if name != "kind" else 4
                width = 3 if name == "title" else 3 if name == "kind" else 1
                label.setContentsMargins(M if number else 0, 0, 0, 0)
                grid.addWidget(label, row, column)
                grid.addWidget(field, row, column + 1, 1, width)
                if name in _WIDTHS:
                    field.setFixedWidth(_WIDTHS[name])
        grid.setColumnStretch(1, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, M, XL, M)
        layout.setSpacing(S)
        layout.addLayout(grid)
        layout.addWidget(self.trouble)

    def show_outline(self, outline: Outline, anew: bool = False) -> None:
        """Show what holds now; words being typed are left alone, unless it is another document."""
        shown = _shown(outline)
        for name, line in self.lines.items():
            if anew or shown[name] != self._stored.get(name):
                line.load(shown[name])
        self._stored = shown
        self.kind.setCurrentIndex(_KINDS.index(outline.kind) if outline.kind in _KINDS else 0)
        if not any(line.dirty for line in self.lines.values()):
            self._tell("")

    def flush(self) -> bool:
        """Take over what is being typed; False, with the field chosen, where it means nothing."""
        for line in self.lines.values():
            line.commit()
            if line.dirty:
                self.show()
                line.setFocus()
                line.selectAll()
                return False
        return True

    def go_to(self, name: str) -> None:
        """Open the form at a field."""
        self.show()
        self.lines[name].setFocus()
        self.lines[name].selectAll()

    def holds_focus(self) -> bool:
        """Tell whether one is at work in the form."""
        widget = QApplication.focusWidget()
        return widget is not None and self.isAncestorOf(widget)

    def close_form(self) -> None:
        """Close the form; what is no value is dropped."""
        for name, line in self.lines.items():
            line.commit()
            line.load(self._stored.get(name, ""))
        self._tell("")
        self.hide()

    def _take(self, words: str) -> None:
        line = self.sender()
        name = next(name for name, other in self.lines.items() if other is line)
        try:
            value = typed_fact(name, words)
        except YaodianError as error:
            self._tell(str(error), self.lines[name])
            return
        self._tell("")
        self.lines[name].load(self._stored[name])  # as it holds, until the outline holds another value
        self.correction_requested.emit(name, value)

    def _take_kind(self, row: int) -> None:
        self.correction_requested.emit("kind", _KINDS[row])

    def _tell(self, words: str, about: AnswerLine | None = None) -> None:
        """Say what is wrong with a field, or that nothing is."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        for line in self.lines.values():
            if line.property("wrong") != (line is about):
                line.setProperty("wrong", line is about)
                line.style().unpolish(line)
                line.style().polish(line)


def _shown(outline: Outline) -> dict[str, str]:
    return {
        "title": outline.title,
        "issuer": outline.issuer or "",
        "document_number": outline.document_number or "",
        "date": day_in_full(outline.date) if outline.date else "",
        "year": str(outline.year) if outline.year else "",
    }
