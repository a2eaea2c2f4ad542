"""The part of the item panel that sets what was promised beside what was reached."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from desktop_app.documents.recurrence import expected_in_year
from desktop_app.i18n import _
from desktop_app.models.values import TargetRow
from desktop_app.views.widgets.answer_edit import AnswerLine
from desktop_app.views.widgets.controls import plain_label
from desktop_app.views.widgets.theme import XS, S


class _ActualLine(AnswerLine):
    """The value reached for one target. `reached(target id, words)`."""

    reached = Signal(str, str)

    def __init__(self, row: TargetRow) -> None:
        super().__init__(_("{target}，实际").format(target=row.text), _("实际"))
        self.target_id = row.id
        self.committed.connect(self._tell)

    def _tell(self, words: str) -> None:
        self.reached.emit(self.target_id, words)


class _ConfirmButton(QToolButton):
    """Confirms a suggested target, or takes that back. `wished(target id, confirmed)`."""

    wished = Signal(str, bool)

    def __init__(self, row: TargetRow) -> None:
        super().__init__()
        self._target_id = row.id
        self._confirmed = row.confirmed
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setText(_("✓ 已确认") if row.confirmed else _("确认"))
        self.setProperty("quietLink" if row.confirmed else "link", True)
        self.setAccessibleName(f"{row.text} {self.text()}")
        self.setToolTip(_("改回未确认") if row.confirmed else _("程序从原文里找出的，对的话请确认"))
        self.clicked.connect(self._tell)

    def _tell(self) -> None:
        self.wished.emit(self._target_id, not self._confirmed)


class TargetsBox(QWidget):
    """Each number that the text promises, suggested until it is confirmed, with a line for the one reached.

    Signals: `actual_requested(target id, words)`, `confirmation_requested(target id, confirmed)`.
    """

    actual_requested = Signal(str, str)
    confirmation_requested = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._shown: list[tuple[str, bool]] = []
        self.buttons: list[_ConfirmButton] = []
        self._lines: list[_ActualLine] = []
        self._labels: list[QLabel] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        self.caption = plain_label(look="soft")
        layout.addWidget(self.caption)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(S)
        self._grid.setVerticalSpacing(XS)
        self._grid.setColumnStretch(0, 2)
        self._grid.setColumnStretch(1, 1)
        layout.addLayout(self._grid)
        self.setVisible(False)

    def show_rows(self, rows: Sequence[TargetRow], another: bool) -> None:
        """Show these targets; hidden where there are none."""
        self.setVisible(bool(rows))
        shown = [(row.id, row.confirmed) for row in rows]
        if [row_id for row_id, _confirmed in shown] != [row_id for row_id, _confirmed in self._shown]:
            self._rebuild(rows)
        elif shown != self._shown:
            self._show_confirmed(rows)
        self._shown = shown
        left = sum(not row.confirmed for row in rows)
        words = _("量化指标，{count} 项待确认").format(count=left) if left else _("量化指标")
        self.caption.setText(words)
        for row, line in zip(rows, self._lines, strict=True):
            if another:
                line.load(row.actual)
            else:
                line.show_text(row.actual)

    def set_editable(self, editable: bool) -> None:
        """Let the values be edited, or only read."""
        for line in self._lines:
            line.setReadOnly(not editable)
        for button in self.buttons:
            button.setEnabled(editable)

    @property
    def lines(self) -> dict[str, AnswerLine]:
        """The line of each target by its id."""
        return {line.target_id: line for line in self._lines}

    def line_of(self, actual: str) -> AnswerLine | None:
        """Return the line in which this value stands, None where there is none."""
        return next((line for line in self._lines if line.text().strip() == actual), None)

    def commit(self) -> None:
        """Hand over what is being typed."""
        for line in self._lines:
            line.commit()

    def _rebuild(self, rows: Sequence[TargetRow]) -> None:
        for widget in (*self._labels, *self._lines):
            self._grid.removeWidget(widget)
            widget.deleteLater()
        self._labels = [plain_label(_promise(row), wrap=True) for row in rows]
        self._lines = [_ActualLine(row) for row in rows]
        for number, (label, line) in enumerate(zip(self._labels, self._lines, strict=True)):
            self._grid.addWidget(label, number, 0)
            self._grid.addWidget(line, number, 1)
            line.reached.connect(self.actual_requested)
        self._show_confirmed(rows)

    def _show_confirmed(self, rows: Sequence[TargetRow]) -> None:
        """Show which targets are confirmed; lines in which one types stay as they are."""
        for button in self.buttons:
            self._grid.removeWidget(button)
            button.deleteLater()
        self.buttons = [_ConfirmButton(row) for row in rows]
        for number, (row, label, button) in enumerate(zip(rows, self._labels, self.buttons, strict=True)):
            label.setProperty("faint", not row.confirmed)
            label.style().polish(label)
            self._grid.addWidget(button, number, 2)
            button.wished.connect(self.confirmation_requested)


def _promise(row: TargetRow) -> str:
    """Return a target's words, and how many the year expects of one that recurs within it."""
    expected = expected_in_year(row.value, row.per)
    if expected is None or expected == row.value:
        return row.text
    words = _("{text}（全年应 {expected:g} {unit}）")
    return words.format(text=row.text, expected=expected, unit=row.unit or _("次"))
