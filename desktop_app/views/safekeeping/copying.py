"""The whole workspace onto a stick, beside, or to another place: what is asked, done and said afterwards."""

from collections.abc import Callable
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QStandardPaths, QUrl, Signal
from PySide6.QtWidgets import QFileDialog, QMessageBox

from desktop_app.evidence.names import safe_name
from desktop_app.files import another_name
from desktop_app.i18n import _
from desktop_app.models.backups import Backup
from desktop_app.models.naming import free_folder, moved, of_backup
from desktop_app.models.packages import SUFFIX
from desktop_app.models.packing import Packed, pack, reserves
from desktop_app.models.relocating import Copied, copy_workspace
from desktop_app.models.unpacking import Unpacked
from desktop_app.models.whereabouts import cloud_of, on_network
from desktop_app.models.workspace import FILE, Workspace
from desktop_app.views.desk import Desk
from desktop_app.views.dialogs import Dialogs, plain_box
from desktop_app.views.safekeeping.dialog import moment_told
from desktop_app.views.safekeeping.drives import Drive, drive_of, drives, is_apart, outside
from desktop_app.views.safekeeping.restoring import Restoring, restored_in_words
from desktop_app.views.safekeeping.waiting import Waiting
from desktop_app.views.widgets.notice import Kind, Notice
from desktop_app.views.work import Cancelled, OnProgress, Workers


class Copying(QObject):
    """Asks where to, copies on a worker, says what came of it.

    Signals: `leaving()` before anything is copied, so that what is being typed is stored first,
    `saved()` when a copy is outside, `reopen_requested(folder, what to say there)`.
    """

    leaving = Signal()
    saved = Signal()
    reopen_requested = Signal(object, str)

    def __init__(self, desk: Desk, dialogs: Dialogs, notice: Notice, workers: Workers) -> None:
        super().__init__(dialogs)
        self._desk, self._dialogs, self._notice, self._workers = desk, dialogs, notice, workers
        self.drives: Callable[[], list[Drive]] = drives
        self.restoring: Restoring | None = None
        self.packing: Path | None = None  # the file that is being written

    @property
    def _folder(self) -> Path:
        return self._desk.workspace.folder

    # Onto a stick

    def save(self) -> None:
        """Ask where a copy of everything is to be put; sticks are offered first."""
        places = outside(self._folder, self.drives())
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        first = str(places[0].root) if places else documents
        dialog = QFileDialog(self._dialogs.window, _("存一份到 U 盘"), first)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setOption(QFileDialog.Option.DontConfirmOverwrite)  # it is asked below, in plain words
        dialog.setNameFilter(_("备份 (*{suffix})").format(suffix=SUFFIX))
        dialog.setDefaultSuffix(SUFFIX.lstrip("."))
        dialog.setSidebarUrls(
            [QUrl.fromLocalFile(place) for place in (*(str(one.root) for one in places), documents)]
        )
        dialog.selectFile(self.proposed_name())
        dialog.fileSelected.connect(self._take_target)
        self._dialogs.open_files(dialog)

    def proposed_name(self) -> str:
        """Return the name that a copy made today is to have."""
        name = self._desk.school().name.strip() or _("要点自评")
        return safe_name(f"{name} {date.today().isoformat()}{SUFFIX}")

    def _take_target(self, path: str) -> None:
        target, taken = Path(path), False
        with suppress(OSError):  # what is wrong with it is said when it is written
            taken = target.exists()
        if taken:
            self._ask_to_replace(target)
        else:
            self.pack_to(target)

    def _ask_to_replace(self, target: Path) -> None:
        other = another_name(target)
        words = _("“{name}”已经存在。要换成新的备份吗？新的写好、核对过以后才会换掉它。")
        box = self._box(QMessageBox.Icon.Question, words.format(name=target.name))
        keep = box.addButton(_("另存为“{name}”").format(name=other.name), QMessageBox.ButtonRole.AcceptRole)
        replace = box.addButton(_("换掉它"), QMessageBox.ButtonRole.DestructiveRole)
        box.addButton(_("取消"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        keep.clicked.connect(partial(self.pack_to, other))
        replace.clicked.connect(partial(self.pack_to, other, target))
        self._dialogs.open(box)

    def pack_to(self, target: Path, instead: Path | None = None, _checked: bool = False) -> None:
        """Pack everything into a new file, which then takes the place of another one where that is wished."""
        self.leaving.emit()
        self.packing = target
        folder = self._folder
        reserve, apart = self._where_it_lies(target)

        def work(on_progress: OnProgress, cancelled: Cancelled) -> tuple[Path, Packed]:
            packed = pack(folder, target, on_progress, cancelled, outside=apart)
            return _put_in_place(target, instead), packed

        task = self._workers.start(_("正在备份到“{name}”").format(name=(instead or target).name), work)
        task.finished.connect(partial(self._say_packed, reserve))
        task.refused.connect(self._refuse)
        task.cancelled.connect(self._say_stopped)
        task.ended.connect(self._end_packing)

    def _where_it_lies(self, target: Path) -> tuple[str, bool]:
        """Return what is to be said of where a copy lies, and whether it counts as one outside."""
        every = self.drives()
        if not is_apart(self._folder, target, every):
            return _("它和工作区在同一个盘上，盘坏了会一起丢，不算电脑以外的备份：请再存一份到 U 盘。"), False
        drive, own = drive_of(target, every), drive_of(self._folder, every)
        if drive and not drive.removable and not (own and own.removable):
            return _("如果这个盘也装在这台电脑里，请再存一份到 U 盘。"), True
        return "", True

    def _end_packing(self) -> None:
        self.packing = None

    def _say_packed(self, reserve: str, made: tuple[Path, Packed]) -> None:
        path, packed = made
        words = _(
            "已备份到“{name}”：条目 {items} 个，佐证材料 {evidence} 份，文件 {files} 个，共 {size} MB；"
            "写完后又全部读回核对，一个不少。"
        )
        said = words.format(
            name=path,
            items=packed.items,
            evidence=packed.evidence,
            files=packed.files,
            size=(packed.size >> 20) + 1,
        )
        kept = [*reserves(packed), *([reserve] if reserve else [])]
        self._notice.show_words(
            Kind.WARNING if kept else Kind.DONE,
            "".join((said, *kept)),
            (_("打开所在文件夹"), QUrl.fromLocalFile(str(path.parent))),
        )
        self.saved.emit()

    # From a backup

    def restore(self, backup: Backup) -> None:
        """Ask whether an automatic backup is to become a workspace beside this one."""
        target = free_folder(self._folder, of_backup(backup.moment))
        words = _(
            "用 {moment} 的备份恢复：在旁边新建工作区“{name}”，材料一起复制过去。现在的工作区不会改动。"
        )
        moment = moment_told(backup.moment, datetime.now())
        box = self._box(QMessageBox.Icon.Question, words.format(moment=moment, name=target.name))
        restore = box.addButton(_("恢复"), QMessageBox.ButtonRole.AcceptRole)
        box.addButton(_("取消"), QMessageBox.ButtonRole.RejectRole)
        restore.clicked.connect(partial(self.copy_to, target, backup))
        self._dialogs.open(box)

    def choose_package(self) -> None:
        """Ask which copy on a stick is to become a workspace beside this one."""
        places = outside(self._folder, self.drives())
        dialog = QFileDialog(self._dialogs.window, _("选择备份"), str(places[0].root) if places else "")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilters([_("备份 (*{suffix})").format(suffix=SUFFIX), _("所有文件 (*)")])
        dialog.fileSelected.connect(self._take_package)
        self._dialogs.open_files(dialog)

    def _take_package(self, path: str) -> None:
        self.restoring = Restoring(Path(path), self._folder, self._workers, self._dialogs.window)
        self.restoring.ended.connect(self._say_unpacked)
        self.restoring.ask()

    def _say_unpacked(self, restored: Unpacked | None) -> None:
        if restored is not None:
            self._offer_to_open(restored.folder, restored_in_words(restored))

    def copy_to(self, target: Path, backup: Backup, _checked: bool = False) -> None:
        """Make a workspace of an automatic backup in a new folder, with all evidence."""
        self._copy(target, backup.path, self._say_restored)

    def _say_restored(self, copied: Copied) -> None:
        words = _(
            "已恢复：条目 {items} 个，佐证材料 {evidence} 份，文件 {files} 个都已核对。工作区在“{folder}”。"
        )
        self._offer_to_open(copied.folder, _counts(words, copied))

    def _offer_to_open(self, folder: Path, words: str) -> None:
        opened = _("现在打开的是“{folder}”；原来的工作区还在“{old}”。")
        there = opened.format(folder=folder, old=self._folder)
        self._notice.show_words(
            Kind.DONE, words, (_("打开它"), partial(self.reopen_requested.emit, folder, there))
        )

    # To another place

    def choose_place(self) -> None:
        """Ask where the workspace is to be moved to; this computer's own disk is proposed."""
        dialog = QFileDialog(self._dialogs.window, _("选择放工作区的位置"), str(local_place()))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._take_place)
        self._dialogs.open_files(dialog)

    def _take_place(self, place: str) -> None:
        target = Path(place)
        with suppress(OSError):  # what is wrong with it is said when it is written
            target = free_folder(target / self._folder.name, moved(date.today()))
        self.move_to(target)

    def move_to(self, target: Path) -> None:
        """Copy the workspace, compare, and open it there; the old one stays as it is."""
        self._copy(target, None, self._go_there)

    def _go_there(self, copied: Copied) -> None:
        words = _(
            "已移到“{folder}”：条目 {items} 个，佐证材料 {evidence} 份，文件 {files} 个都已核对。"
            "以后打开的就是它；原来的文件夹“{old}”还在，确认无误后可以自己删掉。"
        )
        self.reopen_requested.emit(copied.folder, _counts(words, copied, old=self._folder))

    def choose_other(self) -> None:
        """Ask which other workspace is to be opened."""
        dialog = QFileDialog(self._dialogs.window, _("选择工作区文件夹"), str(self._folder.parent))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.fileSelected.connect(self._take_other)
        self._dialogs.open_files(dialog)

    def _take_other(self, place: str) -> None:
        folder = Path(place)
        if folder == self._folder:
            return
        if (folder / FILE).is_file():
            self.reopen_requested.emit(folder, _("现在打开的是“{folder}”。").format(folder=folder))
        else:
            words = _("“{name}”里没有学校的数据，仍然开着原来的工作区。请选择放有数据的文件夹。")
            self._refuse(words.format(name=folder.name or place))

    def _copy(self, target: Path, backup: Path | None, done: Callable[[Copied], None]) -> None:
        self.leaving.emit()
        folder = self._folder

        def work(on_progress: OnProgress, cancelled: Cancelled) -> Copied:
            return copy_workspace(folder, target, backup, on_progress, cancelled)

        task = self._workers.start(_("正在复制到“{name}”").format(name=target.name), work)
        Waiting(task, self._dialogs.window)
        task.finished.connect(done)
        task.refused.connect(self._refuse)
        task.cancelled.connect(self._say_stopped)

    def _refuse(self, words: str) -> None:
        self._notice.show_words(Kind.ERROR, words)

    def _say_stopped(self, words: str) -> None:
        self._notice.show_words(Kind.WARNING, words or _("已停止，没有留下任何改动。"))

    def _box(self, icon: QMessageBox.Icon, words: str) -> QMessageBox:
        return plain_box(icon, words, self._dialogs.window)


def local_place() -> Path:
    """Return where on this computer a workspace lies well: in the documents, unless a cloud copies them."""
    documents = Workspace.default_folder().parent
    return Path.home() if cloud_of(documents) or on_network(documents) else documents


def _counts(words: str, copied: Copied, **more: object) -> str:
    facts = {"items": copied.items, "evidence": copied.evidence, "files": copied.files}
    return words.format(folder=copied.folder, **facts, **more)


def _put_in_place(made: Path, instead: Path | None) -> Path:
    """Give a finished copy the name of an older one; where that is held open, both stay."""
    if instead is None:
        return made
    try:
        return made.replace(instead)
    except OSError:
        return made
