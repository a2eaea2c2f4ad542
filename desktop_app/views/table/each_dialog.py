"""One value for many items: a small dialog with the one line to fill in."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QDialog, QPushButton, QVBoxLayout, QWidget

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models.values import ItemRow
from desktop_app.views.table.cell_editors import CellDay, CellLine, Leave
from desktop_app.views.table.columns import Column
from desktop_app.views.widgets.controls import button_row, plain_label, primary_button, title_label
from desktop_app.views.widgets.theme import L, M, S


class EachDialog(QDialog):
    """Asks for a value in one column of several items. `value_requested(item ids, Column, value)`."""

    value_requested = Signal(object, object, object)

    def __init__(
        self,
        column: Column,
        rows: Sequence[ItemRow],
        names: Sequence[str],
        year: int,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._column = column
        self._item_ids = [row.id for row in rows]
        self.setModal(True)
        self.setWindowTitle(_("批量设置{column}").format(column=column.label))
        if column is Column.DUE:
            self.line: CellLine = CellDay(rows[0], year, QIcon(), self)
        else:
            self.line = CellLine(rows[0], column, year, self)
            self.line.offer(names)
        self.line.setProperty("inPlace", False)
        if column is Column.TAGS:
            self.line.load("")
        self.refusal = plain_label(look="failed", wrap=True)
        self.refusal.setVisible(False)
        self.fill = primary_button(_("填入 {count} 项").format(count=len(rows)))
        self.cancel = QPushButton(_("取消"))
        self._lay_out(len(rows))
        self.line.left.connect(self._take_key)
        self.line.given_up.connect(self.reject)
        self.fill.clicked.connect(self._fill)
        self.cancel.clicked.connect(self.reject)

    def _lay_out(self, count: int) -> None:
        words = (
            _("给选中的 {count} 项加上标签")
            if self._column is Column.TAGS
            else _("选中的 {count} 项的{column}")
        )
        title = title_label(words.format(count=count, column=self._column.label), 1, wrap=True)
        buttons = button_row(self.cancel, self.fill)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(L, L, L, L)
        layout.setSpacing(S)
        layout.addWidget(title)
        layout.addWidget(self.line)
        layout.addWidget(self.refusal)
        layout.addSpacing(M)
        layout.addLayout(buttons)
        self.setMinimumWidth(360)

    def _take_key(self, leave: Leave) -> None:
        """Fill in with Enter; Tab goes on to the buttons."""
        if leave.down or leave.everyone:
            self._fill()
        elif leave.right:
            self.fill.setFocus()

    def _fill(self) -> None:
        try:
            value = self.line.value()
        except YaodianError as error:
            self.refusal.setText(str(error))
            self.refusal.setVisible(True)
            self.line.setFocus()
            return
        self.accept()
        self.value_requested.emit(self._item_ids, self._column, value)
