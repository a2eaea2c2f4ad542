"""Everything about backups on one page: what there is, where the last outside copy is, what one can do."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QPushButton,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.models.backup_keeper import BackupState
from desktop_app.models.backups import Backup
from desktop_app.models.copies import Contents
from desktop_app.views.widgets.controls import ElidedLabel, link, plain_label, primary_button, title_label
from desktop_app.views.widgets.theme import XL, XS, L, S
from desktop_app.views.widgets.words import day_in_words

_BACKUP = Qt.ItemDataRole.UserRole
_SIZE = (720, 560)
_WIDTHS = (200, 90, 100, 100)
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SMALL_WAIT = "……"


@dataclass(frozen=True)
class Looked:
    """A backup that was opened and checked: what it holds, None where it is damaged.

    `doubt`: what in it is not as its journal left it, in a sentence, "" where all is.
    """

    backup: Backup
    contents: Contents | None
    doubt: str = ""


class SafetyDialog(QDialog):
    """Shows how safe the data is.

    Signals: `save_requested()` onto a stick, `restore_requested(Backup)`, `package_requested()`,
    `move_requested()`, `other_requested()`, `folder_requested()`.
    """

    save_requested = Signal()
    restore_requested = Signal(object)
    package_requested = Signal()
    move_requested = Signal()
    other_requested = Signal()
    folder_requested = Signal()

    def __init__(
        self, folder: Path, state: BackupState, backups: Sequence[Backup], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("数据安全"))
        self.place = ElidedLabel("soft")
        self.place.show_words(str(folder))
        self.open_folder = link(_("打开文件夹"))
        self.move_away = link(_("移到别处…"))
        self.other = link(_("打开别的工作区…"))
        self.outside = plain_label(wrap=True)
        self.save = primary_button(_("存一份到 U 盘…"))
        self.list = _list()
        words = _("还没有自动备份。导入清单后再改动一处，或关闭程序时，会做第一份。")
        self.none = plain_label(words, "soft", wrap=True)
        self.restore = QPushButton(_("用选中的备份恢复…"))
        self.package = QPushButton(_("从 U 盘上的备份恢复…"))
        self.close_button = QPushButton(_("关闭"))
        self._now = datetime.now()
        self._lay_out()
        self._show_outside(state)
        self._show_backups(backups)
        self._connect()
        self.save.setFocus()

    def _connect(self) -> None:
        for button, signal in (
            (self.save, self.save_requested),
            (self.package, self.package_requested),
            (self.move_away, self.move_requested),
            (self.other, self.other_requested),
            (self.open_folder, self.folder_requested),
        ):
            button.clicked.connect(signal)
        self.restore.clicked.connect(self._ask_to_restore)
        self.list.itemSelectionChanged.connect(self._offer)
        self.close_button.clicked.connect(self.accept)

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, L, XL, L)
        layout.setSpacing(S)
        layout.addWidget(title_label(_("数据安全")))
        where = QHBoxLayout()
        where.setSpacing(L)
        where.addWidget(self.place, 1)
        for part in (self.open_folder, self.move_away, self.other):
            where.addWidget(part)
        layout.addLayout(where)
        layout.addWidget(_line())
        layout.addWidget(title_label(_("放在这台电脑以外的备份"), 1))
        out = QHBoxLayout()
        out.setSpacing(L)
        out.addWidget(self.outside, 1)
        out.addWidget(self.save, 0, Qt.AlignmentFlag.AlignTop)
        layout.addLayout(out)
        layout.addWidget(_line())
        layout.addWidget(title_label(_("程序自动做的备份"), 1))
        hint = _("每天第一次改动前、导入前、关闭时各做一份，做完就打开检查；留 12 天、10 周、9 个月的。")
        layout.addWidget(plain_label(hint, "soft", wrap=True))
        layout.addWidget(self.none)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)  # takes the room where there is no list: the lines above stay together
        foot = QHBoxLayout()
        foot.setSpacing(S)
        foot.addWidget(self.restore)
        foot.addWidget(self.package)
        foot.addStretch(1)
        foot.addWidget(self.close_button)
        layout.addSpacing(XS)
        layout.addLayout(foot)
        self.resize(*_SIZE)

    def _show_outside(self, state: BackupState) -> None:
        if state.outside is None:
            words = _("还没有。电脑坏了、丢了的时候，只有它能找回全部清单和材料。建议每月存一份到 U 盘。")
        else:
            words = _("上次：{moment}").format(moment=moment_told(state.outside, self._now))
            days = (self._now.date() - state.outside.date()).days
            if days > 0:
                words += _("，{days} 天前").format(days=days)
            if state.where:
                words += _("，存为“{where}”").format(where=state.where)
            words += _("。")
        self.outside.setText(words)

    def _show_backups(self, backups: Sequence[Backup]) -> None:
        for backup in backups:
            row = QTreeWidgetItem([moment_told(backup.moment, self._now), *[_SMALL_WAIT] * 4])
            row.setData(0, _BACKUP, backup)
            for column in range(1, 5):
                row.setTextAlignment(column, _RIGHT)
            self.list.addTopLevelItem(row)
        self.none.setVisible(not backups)
        self.list.setVisible(bool(backups))
        self.restore.setVisible(bool(backups))
        self._offer()

    def show_looked(self, every: Sequence[Looked]) -> None:
        """Show what was found in the backups."""
        found = {looked.backup.path: looked for looked in every}
        for number in range(self.list.topLevelItemCount()):
            row = self.list.topLevelItem(number)
            assert row is not None
            looked = found.get(row.data(0, _BACKUP).path)
            if looked is not None:
                for column, words in enumerate(_told(looked), start=1):
                    row.setText(column, words)
                    row.setToolTip(column, looked.doubt)
                row.setDisabled(looked.contents is None)
        if not self.list.selectedItems():
            self._choose_newest_good()

    def _choose_newest_good(self) -> None:
        for number in range(self.list.topLevelItemCount()):
            row = self.list.topLevelItem(number)
            if row is not None and not row.isDisabled():
                self.list.setCurrentItem(row)
                return

    def _offer(self) -> None:
        self.restore.setEnabled(bool(self.list.selectedItems()))

    def _ask_to_restore(self) -> None:
        for row in self.list.selectedItems():
            self.restore_requested.emit(row.data(0, _BACKUP))


def moment_told(moment: datetime, now: datetime) -> str:
    """Return a moment as 今天 8:02 or 5月3日 8:02."""
    day = _("今天") if moment.date() == now.date() else day_in_words(moment.date(), now.date())
    return f"{day} {moment.hour}:{moment.minute:02}"


def _told(looked: Looked) -> tuple[str, str, str, str]:
    contents = looked.contents
    if contents is None:
        return "", "", "", _("已损坏，不能用")
    lists = contents.counts.get("checklist", 0)
    found = _("能用，有内容要核对") if looked.doubt else _("已检查，完好")
    return str(lists), str(contents.items), str(contents.files), found


def _list() -> QTreeWidget:
    rows = QTreeWidget()
    rows.setHeaderLabels([_("时间"), _("清单"), _("条目"), _("材料"), _("检查")])
    rows.setAccessibleName(_("程序自动做的备份"))
    rows.setRootIsDecorated(False)
    rows.setUniformRowHeights(True)
    rows.setAllColumnsShowFocus(True)
    for column, width in enumerate(_WIDTHS):
        rows.setColumnWidth(column, width)
    for column in range(1, len(_WIDTHS) + 1):
        rows.headerItem().setTextAlignment(column, _RIGHT)
    rows.header().setSectionResizeMode(len(_WIDTHS), QHeaderView.ResizeMode.Stretch)
    return rows


def _line() -> QFrame:
    line = QFrame()
    line.setObjectName("divider")
    line.setFixedHeight(1)
    return line
