"""The school's own profile, as printed on the cover of a report, and its scale of grades."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.models.fields import SCHOOL_FIELDS, Kind
from desktop_app.models.scores import STANDARD
from desktop_app.models.values import Grade, SchoolRow
from desktop_app.views.widgets.answer_edit import AnswerLine
from desktop_app.views.widgets.controls import button_row, link, plain_label, primary_button, title_label
from desktop_app.views.widgets.theme import XL, L, M, S, tabular

_GRADES = 5  # lines for grades; what is left empty counts nothing
_LEAST_WIDTH = 72
_ON_COVER = tuple(field for field in SCHOOL_FIELDS if field.kind is Kind.LINE)


class SchoolDialog(QDialog):
    """Edits a SchoolRow and the scale of grades.

    Signals: `school_requested({field: words})` with the fields that changed, `grades_requested(grades)`.
    """

    school_requested = Signal(object)
    grades_requested = Signal(object)

    def __init__(
        self, row: SchoolRow, grades: Sequence[Grade], editable: bool, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("学校信息"))
        self.setModal(True)
        self._row = row
        self._grades = tuple(grades)
        self.lines = {field.name: AnswerLine(field.label) for field in _ON_COVER}
        for name, line in self.lines.items():
            line.load(getattr(row, name))
        self.grade_lines = [(QLineEdit(), QLineEdit()) for _number in range(_GRADES)]
        self.usual = link(_("恢复常用等级"))
        self.refusal = plain_label(look="failed", wrap=True)
        self.refusal.setVisible(False)
        self.save = primary_button(_("保存"))
        self.save.setDefault(True)
        self.cancel = QPushButton(_("取消"))
        self._lay_out()
        self._show_grades(self._grades)
        every: list[QLineEdit] = [*self.lines.values(), *(line for pair in self.grade_lines for line in pair)]
        for one in every:
            one.setReadOnly(not editable)
        self.save.setEnabled(editable)
        self.usual.setVisible(editable)
        self.usual.clicked.connect(self._show_usual)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        title = title_label(_("学校信息"))
        buttons = button_row(self.cancel, self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, XL, XL, XL)
        layout.setSpacing(M)
        layout.addWidget(title)
        layout.addWidget(plain_label(_("这些内容会印在自评报告的封面上。"), "soft"))
        layout.addLayout(self._profile())
        layout.addSpacing(S)
        layout.addLayout(self._scale())
        layout.addWidget(self.refusal)
        layout.addSpacing(S)
        layout.addLayout(buttons)
        self.setMinimumWidth(520)

    def _profile(self) -> QGridLayout:
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(S)
        for number, field in enumerate(_ON_COVER):
            line = self.lines[field.name]
            label = plain_label(field.label, "soft")
            label.setBuddy(line)
            grid.addWidget(label, number, 0)
            grid.addWidget(line, number, 1)
        return grid

    def _scale(self) -> QVBoxLayout:
        head = QHBoxLayout()
        head.addWidget(plain_label(_("自评等级：得分占总分的百分之几起"), "soft"), 1)
        head.addWidget(self.usual)
        row = QHBoxLayout()
        row.setSpacing(L)
        for number, (label, least) in enumerate(self.grade_lines, start=1):
            label.setAccessibleName(_("第 {number} 级").format(number=number))
            least.setAccessibleName(_("第 {number} 级的百分比").format(number=number))
            least.setFont(tabular(least.font()))
            least.setPlaceholderText("%")
            pair = QVBoxLayout()
            pair.setSpacing(S // 2)
            for line in (label, least):
                line.setMinimumWidth(_LEAST_WIDTH)
                pair.addWidget(line)
            row.addLayout(pair)
        whole = QVBoxLayout()
        whole.setSpacing(S)
        whole.addLayout(head)
        whole.addLayout(row)
        return whole

    def _show_usual(self) -> None:
        self._show_grades(STANDARD)

    def _show_grades(self, grades: Sequence[Grade]) -> None:
        for number, (label, least) in enumerate(self.grade_lines):
            shown = grades[number] if number < len(grades) else None
            label.setText(shown.label if shown else "")
            least.setText(f"{shown.least * 100:g}" if shown else "")

    def _save(self) -> None:
        try:
            grades = self._typed_grades()
        except ValueError as error:
            self.show_refusal(str(error))
            return
        self.show_refusal("")
        words = {field: line.text().strip() for field, line in self.lines.items()}
        changed = {field: text for field, text in words.items() if text != getattr(self._row, field)}
        if changed:
            self.school_requested.emit(changed)
        if grades != self._grades:
            self.grades_requested.emit(grades)
        if not self.refusal.text():  # what was refused stays here, and so does the dialog
            self.accept()

    def show_refusal(self, words: str) -> None:
        """Say why it could not be saved; what is typed stays."""
        self.refusal.setText(words)
        self.refusal.setVisible(bool(words))

    def _typed_grades(self) -> tuple[Grade, ...]:
        """Return the scale as typed. Raises ValueError with the sentence to show."""
        grades = []
        for label, least in self.grade_lines:
            name, share = label.text().strip(), least.text().strip().removesuffix("%").strip()
            if not name and not share:
                continue
            try:
                number = float(share)
            except ValueError:
                number = -1.0
            if not name or not 0 <= number <= 100:
                raise ValueError(_("每一级都要有名称和 0 到 100 的百分比，如 优秀 90。"))
            grades.append(Grade(name, number / 100))
        for part in ({one.label for one in grades}, {one.least for one in grades}):
            if len(part) < len(grades):
                raise ValueError(_("等级的名称和下限都不能重复，没有改动。请改好再保存。"))
        return tuple(grades)
