"""A workspace whose tables are damaged: which backup there is, what it lacks, and how it is put back."""

import os
import shutil
import tempfile
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop_app.errors import YaodianError
from desktop_app.evidence.vault import ARRIVED, SHA256
from desktop_app.files import flush_folder, replacing
from desktop_app.i18n import _
from desktop_app.models import backups, copies, database, mirror
from desktop_app.models.backup_keeper import DOUBT
from desktop_app.models.backups import Backup

BESIDE = ("-wal", "-shm", "-journal")  # what SQLite may keep beside its file; worthless beside another


@dataclass(frozen=True)
class Offer:
    """A sound backup: what it holds, and what came after it.

    `actions_lost`: how many actions came later, None where damage hides it. `files_left`: how many files in
    the evidence folder it does not know; they stay there. `lists_changed`: the titles of the lists in which
    something was done later, as far as can still be read. `doubt`: what in the backup is not as its journal
    left it, in a sentence, "" where all is. `there`, `lacking`: how many of the files that it names are in
    the evidence folder, and how many are not.
    """

    backup: Backup
    items: int
    files: int
    actions_lost: int | None
    files_left: int
    lists_changed: tuple[str, ...] = ()
    doubt: str = ""
    there: int = 0
    lacking: int = 0

    @property
    def material(self) -> str:
        """What became of the files of evidence, in a sentence, "" where the backup names none."""
        if self.lacking:
            return _("备份里登记的 {every} 个材料文件，有 {count} 个不在了。").format(
                every=self.there + self.lacking, count=self.lacking
            )
        return _("备份里登记的 {count} 个材料文件都还在。").format(count=self.there) if self.there else ""


class DamagedWorkspaceError(database.DamagedError):
    """The tables cannot be used; `offer` is the newest backup that can, None without one."""

    def __init__(self, words: str, offer: Offer | None) -> None:
        super().__init__(words)
        self.offer = offer


def damaged_at(folder: Path, file: str, known: Collection[str]) -> DamagedWorkspaceError:
    """Return what to say of a workspace that is damaged, with the newest good backup. Changes nothing."""
    found = backups.newest_good(folder, known)
    if found is None:
        words = _(
            "工作区里的数据文件已损坏，程序没有改动它和材料文件。这里没有完好的备份，请用您自己的备份恢复。"
        )
        return DamagedWorkspaceError(words, None)
    backup, contents = found
    stored = _stored(folder / "evidence")
    actions, lists = _came_after(folder / file, contents.last)
    offer = Offer(
        backup,
        contents.items,
        contents.files,
        actions,
        len(stored - contents.recorded),
        lists,
        doubt_of(backup.path),
        len(contents.recorded & stored),
        len(contents.recorded - stored),
    )
    return DamagedWorkspaceError(_words(offer), offer)


def doubt_of(backup: Path) -> str:
    """Return what in a sound backup is not as its journal left it, in a sentence, "" where all is."""
    with suppress(YaodianError):  # rows of an older version cannot be compared
        said = mirror.said_of_copy(backup)
        return _("这份备份里{doubt}").format(doubt=said) if said else ""
    return ""


def put_back(folder: Path, file: str, known: Collection[str]) -> Offer:
    """Put the newest good backup in the place of damaged tables, these kept aside; return what it was.

    The caller holds the right to write. Raises YaodianError, with nothing changed, where the tables are
    sound, there is no good backup, or the disk refuses.
    """
    if _is_sound(folder / file):
        raise YaodianError(_("数据文件是完好的，不需要恢复，没有改动。请直接打开。"))
    error = damaged_at(folder, file, known)
    if error.offer is None:
        raise error
    _put_aside(folder, file)
    with replacing(folder / file) as temporary:
        shutil.copyfile(error.offer.backup.path, temporary)
        copies.trial(temporary)
        for ending in BESIDE:
            (folder / f"{file}{ending}").unlink(missing_ok=True)
    # What the damaged tables knew and the backup does not counts no longer as just arrived: it must stay.
    with suppress(OSError):
        (folder / "evidence" / ARRIVED).unlink(missing_ok=True)
    with suppress(OSError):
        (folder / backups.FOLDER / DOUBT).unlink(missing_ok=True)  # it was said of other rows
    return error.offer


def _words(offer: Offer) -> str:
    said = _(
        "工作区里的数据文件已损坏，程序没有改动它。{material}"
        "最近能用的备份是 {moment:%Y-%m-%d %H:%M} 的，有条目 {items} 个、佐证材料 {files} 份，可以用它恢复"
    ).format(material=offer.material, moment=offer.backup.moment, items=offer.items, files=offer.files)
    if offer.actions_lost is None:
        said += _("；在那以后的操作要重做")
    elif offer.actions_lost:
        said += _("；在那以后的 {count} 次操作要重做").format(count=offer.actions_lost)
    if offer.files_left:
        said += _("；后来添加的 {count} 份材料仍在文件夹里，要重新添加").format(count=offer.files_left)
    return said + _("。") + offer.doubt


def _is_sound(path: Path) -> bool:
    if not path.exists():
        return False
    try:
        database.check_looks_sound(path)
        with tempfile.TemporaryDirectory(prefix="yaodian-") as folder:
            copies.trial_of_scratch(_copied(path, Path(folder)))
    except database.DamagedError:
        return False
    return True


def _came_after(path: Path, last: copies.Last) -> tuple[int | None, tuple[str, ...]]:
    """Return how many actions came after that, and in which lists, as far as is told."""
    with tempfile.TemporaryDirectory(prefix="yaodian-", ignore_cleanup_errors=True) as folder:
        try:
            copy = _copied(path, Path(folder))
        except OSError:
            return None, ()
        return copies.entries_after(copy, last), copies.lists_after(copy, last)


def _copied(path: Path, folder: Path) -> Path:
    """Copy the tables with what lies beside them, so that looking at them changes nothing."""
    for ending in ("", "-wal", "-journal"):
        with suppress(FileNotFoundError):
            shutil.copyfile(f"{path}{ending}", folder / f"{path.name}{ending}")
    return folder / path.name


def _put_aside(folder: Path, file: str) -> None:
    moment = datetime.now().strftime("%Y%m%d-%H%M%S")
    try:
        aside = Path(tempfile.mkdtemp(dir=folder / backups.FOLDER, prefix=f"damaged-{moment}-"))
        for copy in _copied(folder / file, aside).parent.iterdir():
            with copy.open("rb+") as written:
                os.fsync(written.fileno())
    except OSError as error:
        raise YaodianError(
            _("没有地方存放损坏的数据文件，没有改动它。请腾出磁盘空间，检查写入权限，然后再试。")
        ) from error
    flush_folder(aside)


def _stored(folder: Path) -> set[str]:
    """Return the SHA-256 of what is kept in an evidence folder, as its names tell."""
    return {name for name in _names(folder) if SHA256.fullmatch(name) and _names(folder / name)}


def _names(folder: Path) -> list[str]:
    try:
        return [path.name for path in folder.iterdir()]
    except OSError:
        return []
