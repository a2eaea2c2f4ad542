"""Making a workspace of a package: in a new folder, compared, without the files that are damaged in it."""

import os
import shutil
import uuid
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from desktop_app.errors import YaodianError
from desktop_app.evidence.copying import Cancelled, OnProgress
from desktop_app.evidence.names import reachable, shown_name
from desktop_app.files import flush_folder
from desktop_app.i18n import _
from desktop_app.models import backups, copies
from desktop_app.models.database import DamagedError
from desktop_app.models.migrations import OURS
from desktop_app.models.packages import FOLDERS, TABLES, DamagedPackageError, Entry, Package
from desktop_app.models.whereabouts import check_length

_NAMED = 3  # files in a sentence


@dataclass(frozen=True)
class Unpacked:
    """What was restored: where, how many files, items and evidence, and when it was packed (ISO 8601).

    `damaged`: the names of the files that were left out, since they are not as they were packed.
    """

    folder: Path
    files: int
    items: int
    evidence: int
    made: str
    damaged: tuple[str, ...] = ()

    @property
    def checked(self) -> str:
        """What comparing every file found, in words."""
        if not self.damaged:
            return _("全部核对无误。")
        names = _("、").join(_("“{name}”").format(name=name) for name in self.damaged[:_NAMED])
        more = _("等") if len(self.damaged) > _NAMED else ""
        return _(
            "但有 {count} 个文件在这份备份里已经损坏，没有恢复：{names}{more}。其余核对无误。"
            "丢失的材料在要点里标红，请从别的备份找回，或用“替换…”放回。"
        ).format(names=names, more=more, count=len(self.damaged))


def unpack(
    path: Path,
    folder: Path,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
    known: Collection[str] = OURS.known,
) -> Unpacked:
    """Make a workspace of a package in a folder that is new or empty; nothing is ever overwritten.

    Every file is compared with its SHA-256, and left out where that differs: one bad spot on a stick must not
    cost a year. The tables are tried and counted. `known`: the versions of the tables that this program can
    open. Raises YaodianError, with nothing left behind, where the tables or the list of the package are
    damaged or newer, the folder holds something, or the disk refuses; CancelledError where `cancelled` says
    so.
    """
    check_free(folder)
    with Package(path) as package:
        listing = package.listing
        if listing.stamp not in known:
            raise package.newer()
        with new_folder(folder, listing.size) as beside:
            damaged: list[str] = []

            def write(entry: Entry, pieces: Iterator[bytes]) -> None:
                try:
                    _write(beside / entry.place, entry, pieces)
                except DamagedPackageError:
                    if entry.place == TABLES:
                        raise
                    damaged.append(shown_name(_left_out(beside / entry.place)))

            package.read_all(write, on_progress, cancelled)
            for name in (*FOLDERS, backups.FOLDER):
                (beside / name).mkdir(exist_ok=True)
            try:
                contents = copies.trial(beside / TABLES)
            except DamagedError as error:
                raise package.damaged() from error
            if (contents.stamp, contents.counts) != (listing.stamp, listing.counts):
                raise package.damaged()
    files = len(listing.entries) - 1 - len(damaged)
    return Unpacked(folder, files, contents.items, contents.files, listing.made, tuple(damaged))


def check_free(folder: Path) -> None:
    """Raise YaodianError where something lies in a folder already, or no workspace can by its name."""
    check_length(folder)
    try:
        taken = folder.exists() and (not folder.is_dir() or any(folder.iterdir()))
    except OSError as error:
        raise _cannot_write(folder) from error
    if taken:
        raise YaodianError(
            _("“{name}”里已经有内容，没有改动它，也没有恢复。请选择一个新的或空的文件夹。").format(
                name=shown_name(folder)
            )
        )


def _write(path: Path, entry: Entry, pieces: Iterator[bytes]) -> None:
    path = reachable(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as file:  # names that differ in small and capital letters alone may be one here
        for piece in pieces:
            file.write(piece)
        file.flush()
        os.fsync(file.fileno())
    os.utime(path, (entry.modified, entry.modified))


def _left_out(path: Path) -> Path:
    """Remove a file that turned out to be another than was packed, and its folder where nothing else is."""
    reachable(path).unlink(missing_ok=True)
    with suppress(OSError):
        reachable(path).parent.rmdir()
    return path


@contextmanager
def new_folder(folder: Path, size: int) -> Iterator[Path]:
    """Yield a folder beside that becomes `folder` where all goes well, and else is removed."""
    beside = folder.absolute().with_name(f".{folder.name[:40]}-{uuid.uuid4().hex[:8]}")
    try:
        beside.mkdir(parents=True)
        if size > shutil.disk_usage(beside).free:
            raise YaodianError(
                _("磁盘空间不够，没有恢复任何内容：需要 {size} MB。请腾出空间，或换一个磁盘。").format(
                    size=(size >> 20) + 1
                )
            )
        yield beside
        if folder.exists():
            folder.rmdir()  # an empty one; where something came into it meanwhile, this fails
        beside.rename(folder)
        flush_folder(folder.absolute().parent)
    except (OSError, OverflowError) as error:
        raise _cannot_write(folder) from error
    finally:
        shutil.rmtree(reachable(beside), ignore_errors=True)


def _cannot_write(folder: Path) -> YaodianError:
    return YaodianError(
        _("无法在“{name}”写入，没有恢复任何内容。请检查磁盘空间和写入权限，或换一个新文件夹。").format(
            name=shown_name(folder)
        )
    )
