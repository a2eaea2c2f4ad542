"""The items that were deleted from a checklist, to be brought back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.models.values import ItemRow
from desktop_app.views.widgets.controls import button_row, plain_label, primary_button, title_label
from desktop_app.views.widgets.theme import XL, L, M
from desktop_app.views.widgets.words import numbered_heading

_ID = Qt.ItemDataRole.UserRole
_SIZE = (640, 480)


class DeletedDialog(QDialog):
    """Lists deleted items. `restore_requested(item ids)`; each comes back with all that was below it."""

    restore_requested = Signal(object)

    def __init__(self, rows: Sequence[ItemRow], editable: bool, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("已删除的条目"))
        self.setModal(True)
        self._editable = editable
        self.list = QListWidget()
        self.list.setAccessibleName(_("已删除的条目"))
        self.list.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.restore = primary_button(_("恢复"))
        self.close_button = QPushButton(_("关闭"))
        self._lay_out(bool(rows))
        for row in tops(rows):
            item = QListWidgetItem(numbered_heading(row))
            item.setData(_ID, row.id)
            self.list.addItem(item)
        self.list.itemSelectionChanged.connect(self._show_count)
        self.list.itemActivated.connect(self._restore)
        self.restore.clicked.connect(self._restore)
        self.close_button.clicked.connect(self.reject)
        self._show_count()

    def _lay_out(self, anything: bool) -> None:
        title = title_label(_("已删除的条目"))
        hint = (
            _("填写过的内容和材料都还在，恢复后回到原来的位置。")
            if anything
            else _("这份清单没有删除过条目。")
        )
        buttons = button_row(self.close_button, self.restore)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, L, XL, L)
        layout.setSpacing(M)
        layout.addWidget(title)
        layout.addWidget(plain_label(hint, "soft"))
        layout.addWidget(self.list, 1)
        layout.addLayout(buttons)
        self.list.setVisible(anything)
        self.restore.setVisible(anything)
        if anything:
            self.resize(*_SIZE)
        else:
            layout.addStretch(1)

    def _chosen(self) -> list[str]:
        return [str(item.data(_ID)) for item in self.list.selectedItems()]

    def _show_count(self) -> None:
        count = len(self._chosen())
        self.restore.setEnabled(bool(count) and self._editable)
        self.restore.setText(_("恢复 {count} 项").format(count=count) if count else _("恢复"))

    def _restore(self) -> None:
        chosen = self._chosen()
        if chosen and self._editable:
            self.restore_requested.emit(chosen)
            self.accept()


def tops(rows: Sequence[ItemRow]) -> list[ItemRow]:
    """Return the deleted items that no other deleted item stands above: those below come back with them."""
    ids = {row.id for row in rows}
    return [row for row in rows if row.parent_id not in ids]
