"""The school's departments and persons, as they are offered wherever a name is asked for."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.models.values import DepartmentRow, PersonRow
from desktop_app.views.table.clipboard_table import cells_of
from desktop_app.views.widgets.controls import plain_label, primary_button, title_label
from desktop_app.views.widgets.theme import XL, L, M, S

_ID = Qt.ItemDataRole.UserRole
_SIZE = (760, 520)
_DEPARTMENTS_WIDTH = 240


class NamesTable(QTableWidget):
    """A table with an empty row at its end, where one goes on typing, as in a sheet.

    Signals: `row_typed(id or "", texts)`, `removal_requested(ids)`, `rows_pasted(rows of texts)`.
    """

    row_typed = Signal(str, object)
    removal_requested = Signal(object)
    rows_pasted = Signal(object)

    def __init__(self, headers: Sequence[str], editable: bool, parent: QWidget | None = None) -> None:
        super().__init__(0, len(headers), parent)
        self._editable = editable
        self.setHorizontalHeaderLabels(list(headers))
        self.verticalHeader().setVisible(False)
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        if not editable:
            self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.itemChanged.connect(self._tell)

    def show_rows(self, rows: Sequence[tuple[str, Sequence[str]]]) -> None:
        """Show rows of (id, texts), and the empty one."""
        at = (self.currentRow(), self.currentColumn())
        self.blockSignals(True)
        empty = [("", [""] * self.columnCount())] if self._editable else []
        shown = [*rows, *empty]
        self.setRowCount(len(shown))
        for number, (row_id, texts) in enumerate(shown):
            for column, text in enumerate(texts):
                cell = QTableWidgetItem(text)
                cell.setData(_ID, row_id)
                self.setItem(number, column, cell)
        self.blockSignals(False)
        if shown:
            self.setCurrentCell(min(max(at[0], 0), len(shown) - 1), max(at[1], 0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Remove the chosen rows with Delete, take rows from a sheet with Ctrl+V."""
        if not self._editable:
            super().keyPressEvent(event)
        elif event.key() == Qt.Key.Key_Delete:
            ids = self.chosen()
            if ids:
                self.removal_requested.emit(ids)
        elif event.matches(QKeySequence.StandardKey.Paste):
            cells = [[text.strip() for text in row] for row in cells_of(QGuiApplication.clipboard().text())]
            rows = [row for row in cells if any(row)]
            if rows:
                self.rows_pasted.emit(rows)
        else:
            super().keyPressEvent(event)

    def chosen(self) -> list[str]:
        """Return the ids of the chosen rows, in order."""
        rows = sorted({index.row() for index in self.selectedIndexes()})
        cells = [self.item(row, 0) for row in rows]
        return [str(cell.data(_ID)) for cell in cells if cell is not None and cell.data(_ID)]

    def _tell(self, changed: QTableWidgetItem) -> None:
        cells = [self.item(changed.row(), column) for column in range(self.columnCount())]
        texts = [cell.text().strip() if cell is not None else "" for cell in cells]
        row_id = str(changed.data(_ID) or "")
        if row_id or any(texts):
            self.row_typed.emit(row_id, texts)


class PeopleDialog(QDialog):
    """Lists departments and persons; what is typed is stored at once, and undone like everything else.

    Signals: `department_typed(id or "", name)`, `person_typed(id or "", name, department, post)`,
    `removal_requested(ids)`, `departments_pasted(names)`, `people_pasted([name, department, post] each)`.
    """

    department_typed = Signal(str, str)
    person_typed = Signal(str, str, str, str)
    removal_requested = Signal(object)
    departments_pasted = Signal(object)
    people_pasted = Signal(object)

    def __init__(self, editable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("部门和人员"))
        self.setModal(True)
        self.departments = NamesTable([_("部门")], editable)
        self.departments.setAccessibleName(_("部门"))
        self.people = NamesTable([_("姓名"), _("部门"), _("职务")], editable)
        self.people.setAccessibleName(_("人员"))
        self.close_button = primary_button(_("完成"))
        self._lay_out()
        self.departments.row_typed.connect(self._tell_department)
        self.people.row_typed.connect(self._tell_person)
        self.departments.removal_requested.connect(self.removal_requested)
        self.people.removal_requested.connect(self.removal_requested)
        self.departments.rows_pasted.connect(self._tell_departments)
        self.people.rows_pasted.connect(self._tell_people)
        self.close_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        title = title_label(_("部门和人员"))
        words = _(
            "填写牵头部门、责任人时会提示这里的名字。在最后一行接着写，或从 Excel 粘贴；改名会改到所有条目。"
        )
        tables = QHBoxLayout()
        tables.setSpacing(L)
        self.departments.setFixedWidth(_DEPARTMENTS_WIDTH)
        tables.addWidget(self.departments)
        tables.addWidget(self.people, 1)
        buttons = QHBoxLayout()
        buttons.addWidget(plain_label(_("Delete 键删除所选的行"), "faint"), 1)
        buttons.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, L, XL, L)
        layout.setSpacing(M)
        layout.addWidget(title)
        layout.addWidget(plain_label(words, "soft", wrap=True))
        layout.addLayout(tables, 1)
        layout.addSpacing(S)
        layout.addLayout(buttons)
        self.close_button.setAutoDefault(False)
        self.resize(*_SIZE)

    def show_people(self, departments: Sequence[DepartmentRow], people: Sequence[PersonRow]) -> None:
        """Show what is stored now."""
        self.departments.show_rows([(row.id, [row.name]) for row in departments])
        self.people.show_rows([(row.id, [row.name, row.department, row.post]) for row in people])

    def _tell_department(self, row_id: str, texts: list[str]) -> None:
        self.department_typed.emit(row_id, texts[0])

    def _tell_person(self, row_id: str, texts: list[str]) -> None:
        name, department, post = texts
        if name or row_id:  # a department or a post alone waits for its person
            self.person_typed.emit(row_id, name, department, post)

    def _tell_departments(self, rows: list[list[str]]) -> None:
        self.departments_pasted.emit([row[0] for row in rows])

    def _tell_people(self, rows: list[list[str]]) -> None:
        self.people_pasted.emit([[*row, "", ""][:3] for row in rows])
