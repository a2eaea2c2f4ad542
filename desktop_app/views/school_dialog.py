"""The school's own profile, as printed on the cover of a report."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.models.values import SchoolRow
from desktop_app.views.controls import plain_label
from desktop_app.views.theme import XL, M, S, sized


class SchoolDialog(QDialog):
    """Edits a SchoolRow. `school_requested({field: words})` with the fields that changed."""

    school_requested = Signal(object)

    def __init__(self, row: SchoolRow, editable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("学校信息"))
        self.setModal(True)
        self._row = row
        names = {
            "name": _("学校名称"),
            "address": _("学校地址"),
            "principal": _("校长"),
            "contact": _("联系人"),
            "phone": _("联系电话"),
        }
        title = plain_label(_("学校信息"))
        title.setFont(sized(self.font(), 3, medium=True))
        hint = plain_label(_("这些内容会印在自评报告的封面上。"), "soft")
        grid = QGridLayout()
        grid.setHorizontalSpacing(M)
        grid.setVerticalSpacing(S)
        self.lines: dict[str, QLineEdit] = {}
        for number, (field, name) in enumerate(names.items()):
            line = self.lines[field] = QLineEdit(getattr(row, field))
            line.setAccessibleName(name)
            line.setReadOnly(not editable)
            label = plain_label(name, "soft")
            label.setBuddy(line)
            grid.addWidget(label, number, 0)
            grid.addWidget(line, number, 1)
        self.save = QPushButton(_("保存"))
        self.save.setProperty("primary", True)
        self.save.setDefault(True)
        self.save.setEnabled(editable)
        self.cancel = QPushButton(_("取消"))
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self.cancel)
        buttons.addWidget(self.save)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, XL, XL, XL)
        layout.setSpacing(M)
        layout.addWidget(title)
        layout.addWidget(hint)
        layout.addLayout(grid)
        layout.addSpacing(S)
        layout.addLayout(buttons)
        self.setMinimumWidth(460)
        self.save.clicked.connect(self._save)
        self.cancel.clicked.connect(self.reject)

    def _save(self) -> None:
        words = {field: line.text().strip() for field, line in self.lines.items()}
        changed = {field: text for field, text in words.items() if text != getattr(self._row, field)}
        if changed:
            self.school_requested.emit(changed)
        self.accept()
