"""A workspace whose data file is damaged: what is left is said, and one chooses how to go on."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import (
    QDialog,
    QFileDialog,
    QPushButton,
    QRadioButton,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.models.naming import free_folder, of_backup
from desktop_app.models.packages import SUFFIX
from desktop_app.models.relocating import Copied, copy_workspace
from desktop_app.models.rescue import DamagedWorkspaceError, Offer
from desktop_app.models.unpacking import Unpacked
from desktop_app.models.workspace import Workspace
from desktop_app.views.safekeeping.dialog import moment_told
from desktop_app.views.safekeeping.restoring import Restoring, restored_in_words
from desktop_app.views.safekeeping.waiting import Waiting
from desktop_app.views.widgets.controls import button_row, plain_label, primary_button, title_label
from desktop_app.views.widgets.theme import XL, XS, L, M, S
from desktop_app.views.work import Cancelled, OnProgress, Task, Workers

_WIDTH = 640


class RescueDialog(QDialog):
    """Says what is damaged and what a backup would bring back; `accepted` with one of the ways chosen."""

    def __init__(
        self, folder: Path, offer: Offer | None, beside: Path, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("要点自评"))
        title = title_label(_("数据文件损坏了，可以从备份恢复") if offer else _("数据文件损坏了"))
        self.said = plain_label(what_there_is(folder, offer, datetime.now()), wrap=True)
        self.trouble = plain_label(look="failed", wrap=True)
        self.trouble.hide()
        self.beside = QRadioButton(_("恢复到旁边的新文件夹“{name}”（推荐）").format(name=beside.name))
        self.in_place = QRadioButton(_("在原来的文件夹里恢复"))
        self.package = QRadioButton(_("从 U 盘上的备份恢复"))
        self.restore = primary_button(_("恢复并打开"))
        self.restore.setDefault(True)
        self.leave = QPushButton(_("退出"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, L, XL, L)
        layout.setSpacing(M)
        for words in (title, self.said, self.trouble):
            layout.addWidget(words)
        layout.addSpacing(S)
        for choice, hint in (
            (self.beside, _("材料一起复制过去；损坏的文件夹原样留着，一个字也不动。")),
            (self.in_place, _("不占地方，很快；损坏的数据文件另存在它的 backups 文件夹里。")),
            (self.package, _("选择以前存在 U 盘上的一份，恢复成新的文件夹。")),
        ):
            told = plain_label(hint, "soft", wrap=True)
            told.setContentsMargins(XL, 0, 0, 0)
            both = QVBoxLayout()
            both.setSpacing(XS)
            both.addWidget(choice)
            both.addWidget(told)
            layout.addLayout(both)
            choice.setVisible(offer is not None or choice is self.package)
            told.setVisible(offer is not None or choice is self.package)
        (self.beside if offer else self.package).setChecked(True)
        self.restore.setFocus()
        buttons = button_row(self.leave, self.restore)
        layout.addSpacing(S)
        layout.addLayout(buttons)
        self.setFixedWidth(_WIDTH)
        self._fit()
        self.restore.clicked.connect(self.accept)
        self.leave.clicked.connect(self.reject)

    def show_trouble(self, words: str) -> None:
        """Say why the last try did not do."""
        self.trouble.setText(words)
        self.trouble.setVisible(bool(words))
        self._fit()

    def _fit(self) -> None:
        """Be as high as the words need at this width: left to itself the layout cuts off the last lines."""
        layout = self.layout()
        assert layout is not None
        self.setMinimumHeight(layout.totalHeightForWidth(_WIDTH))


class Rescue(QObject):
    """Asks, restores as was chosen, and asks again where that failed.

    `ended(folder, what to say there)` when there is something to open, `left()` where nothing is wanted.
    """

    ended = Signal(object, str)
    left = Signal()

    def __init__(self, folder: Path, error: DamagedWorkspaceError, workers: Workers, window: QWidget) -> None:
        super().__init__(window)
        self._folder, self._offer, self._workers, self._window = folder, error.offer, workers, window
        moment = error.offer.backup.moment if error.offer else datetime.now()
        self._target = free_folder(folder, of_backup(moment))
        self.restoring: Restoring | None = None
        self.dialog = RescueDialog(folder, error.offer, self._target, window)
        self.dialog.accepted.connect(self._restore)
        self.dialog.rejected.connect(self.left)

    def ask(self) -> None:
        """Ask how to go on."""
        self.dialog.open()

    def _restore(self) -> None:
        if self.dialog.package.isChecked() or self._offer is None:
            self._choose_package()
            return
        if self.dialog.in_place.isChecked():
            task = self._workers.start(_("正在恢复"), self._put_back)
            task.finished.connect(self._say_put_back)
        else:
            words = _("正在恢复到“{name}”").format(name=self._target.name)
            task = self._workers.start(words, self._copy)
            task.finished.connect(self._say_copied)
        self._follow(task)

    def _put_back(self, _on_progress: OnProgress, _cancelled: Cancelled) -> Offer:
        return Workspace.restore_backup(self._folder)

    def _copy(self, on_progress: OnProgress, cancelled: Cancelled) -> Copied:
        assert self._offer is not None
        return copy_workspace(self._folder, self._target, self._offer.backup.path, on_progress, cancelled)

    def _follow(self, task: Task) -> None:
        Waiting(task, self._window)
        task.refused.connect(self._ask_again)
        task.cancelled.connect(self._ask_again)

    def _ask_again(self, words: str) -> None:
        self.dialog.show_trouble(words)
        self.dialog.open()

    def _say_put_back(self, offer: Offer) -> None:
        words = _(
            "已恢复 {moment} 的备份：条目 {items} 个，佐证材料 {files} 份。"
            "损坏的数据文件留在 backups 文件夹里。"
        )
        self.ended.emit(self._folder, _told(words, offer))

    def _say_copied(self, copied: Copied) -> None:
        assert self._offer is not None
        words = _(
            "已恢复 {moment} 的备份：条目 {items} 个，佐证材料 {files} 份。以后打开的是“{folder}”；"
            "损坏的文件夹原样留着。"
        )
        self.ended.emit(copied.folder, _told(words, self._offer, folder=copied.folder))

    def _choose_package(self) -> None:
        dialog = QFileDialog(self._window, _("选择备份"))
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("备份 (*{suffix})").format(suffix=SUFFIX), _("所有文件 (*)")])
        dialog.fileSelected.connect(self.take_package)
        dialog.rejected.connect(self.ask)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def take_package(self, path: str) -> None:
        """Make a workspace of a copy on a stick."""
        self.restoring = Restoring(Path(path), self._folder, self._workers, self._window)
        self.restoring.ended.connect(self._say_unpacked)
        self.restoring.ask()

    def _say_unpacked(self, restored: Unpacked | None) -> None:
        if restored is None:
            self.ask()
        else:
            self.ended.emit(restored.folder, restored_in_words(restored))


def what_there_is(folder: Path, offer: Offer | None, now: datetime) -> str:
    """Return what is damaged, what is safe, what the newest good backup holds and what it lacks."""
    said = _("“{name}”里的数据文件读不出来了，程序没有改动它。").format(name=folder.name)
    if offer is None:
        return said + _("这里没有完好的自动备份。")
    said += offer.material
    words = _("\n\n最近能用的备份是 {moment} 的：条目 {items} 个，佐证材料 {files} 份。")
    said += words.format(moment=moment_told(offer.backup.moment, now), items=offer.items, files=offer.files)
    return "\n".join(filter(None, (said, what_is_missing(offer), offer.doubt)))


def what_is_missing(offer: Offer) -> str:
    """Return what was done after a backup was made and has to be done again."""
    if offer.actions_lost == 0 and not offer.files_left:
        return _("备份以后没有再改动过，恢复后什么也不缺。")
    said = _("备份以后又改动过，次数看不出来了，要重做。")
    if offer.actions_lost is not None:
        said = _("备份以后的 {count} 次改动不在里面，要重做。").format(count=offer.actions_lost)
    if offer.lists_changed:
        names = _("、").join(_("“{title}”").format(title=title) for title in offer.lists_changed)
        said += _("改动过的清单：{names}。").format(names=names)
    if offer.files_left:
        said += _("后来添加的 {count} 份材料文件还在，要重新添加到条目。").format(count=offer.files_left)
    return said


def _told(words: str, offer: Offer, **more: object) -> str:
    moment = moment_told(offer.backup.moment, datetime.now())
    return words.format(moment=moment, items=offer.items, files=offer.files, **more)
