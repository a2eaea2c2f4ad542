"""A whole workspace copied beside or onto another disk, each file compared; the old one stays as it is.

Takes and gives plain values: it may run on any thread.
"""

import os
import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from desktop_app.errors import YaodianError
from desktop_app.evidence.copying import Cancelled, OnProgress, copy_hashed, hash_file
from desktop_app.evidence.names import reachable, shown_name
from desktop_app.i18n import _
from desktop_app.models import backups, copies
from desktop_app.models.packages import FOLDERS, TABLES
from desktop_app.models.packing import Source, files_of, source_of
from desktop_app.models.unpacking import check_free, new_folder

_TOPS = (*FOLDERS, backups.FOLDER)


@dataclass(frozen=True)
class Copied:
    """What was copied: where to, how many files, items and evidence."""

    folder: Path
    files: int
    items: int
    evidence: int


def copy_workspace(
    folder: Path,
    target: Path,
    backup: Path | None = None,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
) -> Copied:
    """Copy a workspace with its evidence into a new or empty folder; each file is read back and compared.

    The tables are those of this moment, or those of a `backup`, where the workspace's own may be damaged.
    `on_progress` gets (bytes done, bytes in all), each byte copied and read back. Nothing in `folder` is
    changed. Raises YaodianError, with nothing left behind, where a file cannot be copied whole or there is no
    room; CancelledError where `cancelled` says so.
    """
    check_free(target)
    if target.resolve().is_relative_to(folder.resolve()):
        raise YaodianError(_("新文件夹不能放在工作区里面，没有复制任何内容。请换一个位置。"))
    with tempfile.TemporaryDirectory(prefix="yaodian-", ignore_cleanup_errors=True) as scratch:
        tables = Path(scratch) / TABLES
        contents = _tables(folder, tables, backup)
        sources = _sources(folder, tables)
        size = sum(source.size for source in sources)
        with new_folder(target, size) as beside:
            for name in _TOPS:
                (beside / name).mkdir()
            _copy_all(sources, beside, size * 2, on_progress, cancelled)
            if copies.trial(beside / TABLES) != contents:
                raise YaodianError(_("复制出来的数据和原来的不一样，没有留下它。请检查磁盘，再试一次。"))
    return Copied(target, len(sources) - 1, contents.items, contents.files)


def _sources(folder: Path, tables: Path) -> list[Source]:
    try:
        return [source_of(TABLES, tables), *files_of(folder, _TOPS)]
    except OSError as error:
        raise YaodianError(
            _("读取“{name}”时出错，没有复制任何内容。请检查工作区所在的磁盘，再试一次。").format(
                name=folder.name
            )
        ) from error


def _tables(folder: Path, tables: Path, backup: Path | None) -> copies.Contents:
    if backup is None:
        with copies.Snapshot(folder / TABLES) as snapshot:
            return snapshot.copy_to(tables)
    try:
        shutil.copyfile(backup, tables)
    except OSError as error:
        raise YaodianError(
            _("无法读取备份“{name}”，没有改动任何内容。请换一份备份。").format(name=shown_name(backup))
        ) from error
    return copies.trial(tables)


def _copy_all(
    sources: list[Source],
    beside: Path,
    total: int,
    on_progress: OnProgress | None,
    cancelled: Cancelled | None,
) -> None:
    done = 0
    for source in sources:
        copy = reachable(beside / source.place)
        copy.parent.mkdir(parents=True, exist_ok=True)
        sha256, size = copy_hashed(source.path, copy, source.size, None, cancelled)
        os.utime(copy, (source.modified, source.modified))
        if hash_file(copy, cancelled) != sha256:
            raise YaodianError(
                _("“{name}”没有复制完整，没有留下新文件夹，原来的没有改动。请检查磁盘，再试一次。").format(
                    name=shown_name(source.path)
                )
            )
        done += size * 2
        if on_progress:
            on_progress(done, max(total, done))
