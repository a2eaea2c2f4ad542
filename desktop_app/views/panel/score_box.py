"""The part of the item panel that says what an item can earn, and what it earned."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from desktop_app.i18n import _
from desktop_app.models.scores import Score
from desktop_app.models.values import ItemRow
from desktop_app.views.widgets.answer_edit import AnswerLine
from desktop_app.views.widgets.controls import plain_label
from desktop_app.views.widgets.theme import XS, S, tabular

_FIELDS = {"score": _("自评得分"), "full_score": _("分值"), "weight": _("权重")}


class ScoreBox(QWidget):
    """Score, full score and weight; where these follow from below, that is said.

    `fields_requested({field: words})`.
    """

    fields_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        layout = QGridLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setHorizontalSpacing(S)
        layout.setVerticalSpacing(XS)
        self.lines: dict[str, AnswerLine] = {}
        for column, (field, name) in enumerate(_FIELDS.items()):
            line = self.lines[field] = AnswerLine(name)
            line.setFont(tabular(line.font()))
            line.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            label = plain_label(name, "soft")
            label.setBuddy(line)
            layout.addWidget(label, 0, column)
            layout.addWidget(line, 1, column)
            layout.setColumnStretch(column, 1)
        self.lines["weight"].setToolTip(_("上一级合计时乘上它；不填就是 1"))
        self.note = plain_label(look="faint")
        layout.addWidget(self.note, 2, 0, 1, len(_FIELDS))
        self.lines["score"].committed.connect(self._commit_score)
        self.lines["full_score"].committed.connect(self._commit_full)
        self.lines["weight"].committed.connect(self._commit_weight)

    def show_row(self, row: ItemRow, score: Score, another: bool) -> None:
        """Show an item's scores; what follows from below stands faint in the empty lines."""
        for field, line in self.lines.items():
            value: float | None = getattr(row, field)
            words = "" if value is None else f"{value:g}"
            if another:
                line.load(words)
            else:
                line.show_text(words)
        follows = {"score": (row.score, score.got), "full_score": (row.full_score, score.full)}
        for field, (own, sum_) in follows.items():
            hint = "" if own is not None or sum_ is None else f"{sum_:.4g}"
            self.lines[field].setPlaceholderText(hint)
        self.lines["weight"].setPlaceholderText("1")
        derived = [name for name, (own, sum_) in follows.items() if own is None and sum_ is not None]
        self.note.setText(_("浅色的数由下面各项合计") if derived else "")
        self.note.setVisible(bool(derived))

    def set_editable(self, editable: bool) -> None:
        """Let the scores be edited, or only read."""
        for line in self.lines.values():
            line.setReadOnly(not editable)

    def commit(self) -> None:
        """Hand over what is being typed; a new full score first, for no score may be above it."""
        for field in ("full_score", "score", "weight"):
            self.lines[field].commit()

    def _commit_score(self, words: str) -> None:
        self.fields_requested.emit({"score": words})

    def _commit_full(self, words: str) -> None:
        self.fields_requested.emit({"full_score": words})

    def _commit_weight(self, words: str) -> None:
        self.fields_requested.emit({"weight": words})
