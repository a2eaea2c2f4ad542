"""What a report says beyond the items, in the school's own words: typed here, stored as they are typed."""

from typing import Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.models.fields import CHECKLIST_TEXTS, SCHOOL_FIELDS
from desktop_app.models.values import ChecklistRow, SchoolRow
from desktop_app.views.widgets.answer_edit import AnswerEdit
from desktop_app.views.widgets.controls import ElidedLabel, bring_into_sight, link, plain_label
from desktop_app.views.widgets.theme import XS, L, M

_GLANCE = next(field for field in SCHOOL_FIELDS if field.name == "glance")
_FIELDS = (_GLANCE, *CHECKLIST_TEXTS)
_HINTS = {
    "glance": lambda: _("如：学校有 28 个班、1,240 名学生、86 名教职工……"),
    "organised": lambda: _("如：成立自评小组，分工收集材料，逐项核对……"),
    "overall": lambda: _("如：全年各项要点基本完成，……"),
    "outlook": lambda: _("如：针对存在的问题，下一年将……"),
}


class TextsBox(QScrollArea):
    """Shows the texts, and whose report it is.

    Signals: `school_requested()` for the school's other facts, `glance_typed(words)`,
    `texts_typed({field: words})` of the checklist.
    """

    school_requested = Signal()
    glance_typed = Signal(str)
    texts_typed = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.name = ElidedLabel()
        self.school = link(_("学校信息…"))
        self.edits = {field.name: AnswerEdit(field.label, _HINTS[field.name](), lines=3) for field in _FIELDS}
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(M, XS, M, L)
        column.setSpacing(XS)
        head = QHBoxLayout()
        head.addWidget(self.name, 1)
        head.addWidget(self.school)
        column.addLayout(head)
        for field in _FIELDS:
            edit = self.edits[field.name]
            label = plain_label(field.label, "soft")
            label.setBuddy(edit)
            column.addSpacing(XS)
            column.addWidget(label)
            column.addWidget(edit)
            edit.committed.connect(self._tell)
        column.addStretch(1)
        self.setWidget(inside)
        self.school.clicked.connect(self.school_requested)

    def show_rows(self, school: SchoolRow, checklist: ChecklistRow, editable: bool, other: bool) -> None:
        """Show what is stored; `other` where this is another checklist than before."""
        self.name.show_words(school.name or _("还没有填写学校名称"))
        for name, edit in self.edits.items():
            words = getattr(school if name == _GLANCE.name else checklist, name)
            edit.load(words) if other else edit.show_text(words)
            edit.setReadOnly(not editable)

    def go_to(self, field: str, words: str) -> None:
        """Put the cursor into a text, at these words where they stand there."""
        if field in self.edits:
            self.edits[field].go_to(words)
            bring_into_sight(self, self.edits[field])

    def flush(self) -> None:
        """Hand over what is being typed."""
        for edit in self.edits.values():
            edit.commit()

    def sizeHint(self) -> QSize:
        """Be as wide as the side it stands in, whatever is in it."""
        return QSize(0, 0)

    def _tell(self, words: str) -> None:
        fields: dict[str, Any] = {name: words for name, edit in self.edits.items() if edit is self.sender()}
        if _GLANCE.name in fields:
            self.glance_typed.emit(words)
        else:
            self.texts_typed.emit(fields)
