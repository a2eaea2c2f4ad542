"""The part of the item panel that sets what was promised beside what was reached."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.models.values import TargetRow
from desktop_app.views.answer_edit import AnswerLine
from desktop_app.views.controls import plain_label
from desktop_app.views.theme import XS, S


class _ActualLine(AnswerLine):
    """The value reached for one target. `reached(target id, words)`."""

    reached = Signal(str, str)

    def __init__(self, row: TargetRow) -> None:
        super().__init__(_("{target}，实际").format(target=row.text), _("实际"))
        self._target_id = row.id
        self.committed.connect(self._tell)

    def _tell(self, words: str) -> None:
        self.reached.emit(self._target_id, words)


class TargetsBox(QWidget):
    """Each number that the text promises, with a line for the one reached.

    `actual_requested(target id, words)`.
    """

    actual_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ids: list[str] = []
        self._lines: list[_ActualLine] = []
        self._labels: list[QLabel] = []
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addWidget(plain_label(_("量化指标"), "soft"))
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
        if [row.id for row in rows] != self._ids:
            self._rebuild(rows)
        for row, line in zip(rows, self._lines, strict=True):
            if another:
                line.load(row.actual)
            else:
                line.show_text(row.actual)

    def set_editable(self, editable: bool) -> None:
        """Let the values be edited, or only read."""
        for line in self._lines:
            line.setReadOnly(not editable)

    def commit(self) -> None:
        """Hand over what is being typed."""
        for line in self._lines:
            line.commit()

    def _rebuild(self, rows: Sequence[TargetRow]) -> None:
        for widget in (*self._labels, *self._lines):
            self._grid.removeWidget(widget)
            widget.deleteLater()
        self._ids = [row.id for row in rows]
        self._labels = [plain_label(row.text, wrap=True) for row in rows]
        self._lines = [_ActualLine(row) for row in rows]
        for number, (label, line) in enumerate(zip(self._labels, self._lines, strict=True)):
            self._grid.addWidget(label, number, 0)
            self._grid.addWidget(line, number, 1)
            line.reached.connect(self.actual_requested)
