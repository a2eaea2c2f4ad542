"""Everything that was changed: who, when, what it was, what it became."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLineEdit,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.models.values import HistoryRow
from desktop_app.views.panel.history_box import change_in_words
from desktop_app.views.widgets.controls import button_row, plain_label, title_label
from desktop_app.views.widgets.theme import XL, L, M, S
from desktop_app.views.widgets.words import day_in_words

PAGE = 200  # entries read at once
_REST = 250  # milliseconds after the last key before one searches
_SIZE = (860, 560)
_WIDTHS = (150, 110)


class HistoryDialog(QDialog):
    """Lists the journal, newest first. `page_requested(words, id of the oldest entry shown or None)`."""

    page_requested = Signal(str, object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("操作记录"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("按做了什么、谁来找"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(_("查找记录"))
        self.list = QTreeWidget()
        self.list.setHeaderLabels([_("时间"), _("谁"), _("做了什么")])
        self.list.setAccessibleName(_("操作记录"))
        self.list.setUniformRowHeights(True)
        self.list.setAllColumnsShowFocus(True)
        for column, width in enumerate(_WIDTHS):
            self.list.setColumnWidth(column, width)
        self.list.header().setSectionResizeMode(len(_WIDTHS), QHeaderView.ResizeMode.Stretch)
        self.empty = plain_label(_("还没有记录。导入文件以后，每一次改动都会记在这里，也都能撤销。"), "soft")
        self.older = QPushButton(_("更早的记录"))
        self.close_button = QPushButton(_("关闭"))
        self.close_button.setDefault(True)
        self._oldest: int | None = None
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_REST)
        self._lay_out()
        self._pause.timeout.connect(self.start)
        self.search.textEdited.connect(self._rest)
        self.older.clicked.connect(self._ask_for_older)
        self.close_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        title = title_label(_("操作记录"))
        head = QHBoxLayout()
        head.addWidget(title, 1)
        self.search.setFixedWidth(280)
        head.addWidget(self.search)
        foot = button_row(self.close_button, left=(self.older,))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, L, XL, L)
        layout.setSpacing(M)
        layout.addLayout(head)
        layout.addWidget(self.empty)
        layout.addWidget(self.list, 1)
        layout.addLayout(foot)
        layout.setSpacing(S)
        self.resize(*_SIZE)

    def start(self) -> None:
        """Ask for the newest entries that hold the words searched for."""
        self._pause.stop()
        self._oldest = None
        self.list.clear()
        self.page_requested.emit(self.search.text().strip(), None)

    def add_rows(self, rows: Sequence[HistoryRow]) -> None:
        """Show entries below those shown already, newest first."""
        today = datetime.now().astimezone().date()
        for row in rows:
            moment = f"{day_in_words(row.at.date(), today)} {row.at.hour}:{row.at.minute:02}"
            action = row.action + (_("（已撤销）") if row.undone else "")
            entry = QTreeWidgetItem([moment, row.who, action])
            for change in row.changes:
                line = QTreeWidgetItem(entry)
                line.setText(
                    2, " · ".join(part for part in (change.subject, change_in_words(change)) if part)
                )
            if row.undone:
                for column in range(3):
                    entry.setForeground(column, self.palette().placeholderText())
            entry.setData(0, Qt.ItemDataRole.UserRole, row.id)
            self.list.addTopLevelItem(entry)
            self._oldest = row.id
        self.older.setVisible(len(rows) == PAGE)
        nothing = self.list.topLevelItemCount() == 0
        self.empty.setText(
            _("没有找到这样的记录。")
            if self.search.text().strip()
            else _("还没有记录。导入文件以后，每一次改动都会记在这里，也都能撤销。")
        )
        self.empty.setVisible(nothing)
        self.list.setVisible(not nothing)

    def _rest(self) -> None:
        self._pause.start()

    def _ask_for_older(self) -> None:
        self.page_requested.emit(self.search.text().strip(), self._oldest)
