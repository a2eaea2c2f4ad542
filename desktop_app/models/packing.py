"""Packing a whole workspace, evidence included, into one file, as for a USB stick.

Takes and gives plain values and has a connection of its own: it may run on any thread, beside the writer.
"""

import errno
import hashlib
import shutil
import stat
import tempfile
import time
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import BinaryIO

from desktop_app.errors import CancelledError, YaodianError
from desktop_app.evidence.copying import CHUNK, Cancelled, OnProgress, stop_if
from desktop_app.evidence.folders import is_link
from desktop_app.evidence.names import reachable, shown_name
from desktop_app.evidence.vault import ARRIVED, INCOMING
from desktop_app.files import HALF, replacing
from desktop_app.i18n import _
from desktop_app.models import copies
from desktop_app.models.backup_keeper import note_outside
from desktop_app.models.packages import FOLDERS, LIST, SURELY_SMALL, TABLES, Entry, Listing, Package, fits
from desktop_app.models.whereabouts import file_limit

# Kinds that deflate well; all others are packed already, or not worth the time.
_LOOSE = frozenset(
    (".txt", ".csv", ".htm", ".html", ".xml", ".json", ".doc", ".xls", ".ppt", ".wps", ".et", ".rtf", ".bmp")
)
_FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True)
class Packed:
    """What was packed: files, bytes of the package, items and evidence counted in it.

    `changed`: evidence that is not as it came; `left_out`: files that could not be read or cannot be named
    everywhere; `missing`: how many files the tables name that were not there. All three were so before.
    """

    files: int
    size: int
    items: int
    evidence: int
    changed: tuple[str, ...]
    left_out: tuple[str, ...]
    missing: int


def reserves(packed: Packed) -> list[str]:
    """Return in sentences what is not in a package as it should be; nothing where all is."""
    said = [_("内容和登记时不同，照原样备份了：{name}").format(name=name) for name in packed.changed]
    said += [_("没有备份，读不了或名称不合适：{name}").format(name=name) for name in packed.left_out]
    if packed.missing:
        said.append(
            _("有 {count} 份登记过的文件原来就不在了，可用 yaodian verify 查看。").format(
                count=packed.missing
            )
        )
    return said


@dataclass(frozen=True)
class Source:
    """A file that is to be packed: its place in the workspace (a/b), where it lies, bytes, mtime."""

    place: str
    path: Path
    size: int
    modified: float

    @property
    def deflated(self) -> bool:
        """Whether it gets smaller by packing."""
        small = self.size <= SURELY_SMALL and self.path.suffix.lower() in _LOOSE
        return self.place == TABLES or small


def pack(
    folder: Path,
    target: Path,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
    *,
    outside: bool = True,
) -> Packed:
    """Pack the workspace of a folder into a new file, whole or not at all; read it again and compare.

    `outside`: the file is safe when the workspace's disk is not, and is remembered as such a copy.
    `on_progress` gets (bytes done, bytes in all), each byte written and read. Raises YaodianError where the
    file is there already, lies in the workspace, has no room on its disk, or the tables are damaged;
    CancelledError where `cancelled` says so.
    """
    _check_target(folder, target)
    with tempfile.TemporaryDirectory(prefix="yaodian-", ignore_cleanup_errors=True) as scratch:
        tables = Path(scratch) / TABLES
        with copies.Snapshot(folder / TABLES) as snapshot:
            contents = snapshot.copy_to(tables)
        sources, left_out = _sources(folder, tables)
        _check_room(target, sources)
        with replacing(target) as temporary, _plain_words(target):
            work = _Work(sum(source.size for source in sources) * 2, on_progress, cancelled)
            listing, unreadable = _write(temporary, sources, contents, work)
            _read_again(temporary, listing, work)
            size = temporary.stat().st_size
    if outside:
        note_outside(folder, datetime.now(), target)
    there = {place[1] for entry in listing.entries if (place := entry.place.split("/"))[0] == "evidence"}
    return Packed(
        len(listing.entries) - 1,
        size,
        contents.items,
        contents.files,
        _changed(listing),
        (*left_out, *unreadable),
        len(contents.recorded - there),
    )


class _Work:
    """How far it is, for whoever watches, and whether to stop."""

    def __init__(self, total: int, on_progress: OnProgress | None, cancelled: Cancelled | None) -> None:
        self.cancelled = cancelled
        self.done, self._total, self._on_progress = 0, total, on_progress

    def take(self, _entry: Entry, pieces: Iterator[bytes]) -> None:
        """Count what is read."""
        for piece in pieces:
            self.add(len(piece))

    def add(self, count: int) -> None:
        """Count bytes written or read; stop here where that is wanted."""
        self.done += count
        stop_if(self.cancelled)
        if self._on_progress:
            self._on_progress(self.done, max(self._total, self.done))


def _check_target(folder: Path, target: Path) -> None:
    name = shown_name(target)
    with _plain_words(target):
        taken = target.exists() or target.is_symlink()
    if taken:
        raise YaodianError(_("“{name}”已经存在，没有改动它，也没有备份。请换一个文件名。").format(name=name))
    if target.resolve().is_relative_to(folder.resolve()):
        raise YaodianError(_("备份要放在工作区文件夹以外，最好放到 U 盘上；这次没有备份。请换一个位置。"))


def _sources(folder: Path, tables: Path) -> tuple[list[Source], list[str]]:
    """Return what is to be packed, the tables first, and the names that no package can hold."""
    found, left_out = [source_of(TABLES, tables)], []
    try:
        others = files_of(folder, FOLDERS)
    except OSError as error:
        raise _unread(folder) from error
    for source in others:
        if fits(source.place):
            found.append(source)
        else:
            left_out.append(shown_name(source.path))
    return found, left_out


def files_of(folder: Path, tops: Sequence[str]) -> list[Source]:
    """Return the files in some folders of a workspace; not what is just coming in, nor links."""
    paths = [path for top in tops for path in sorted(_files_below(folder / top))]
    return [source_of(path.relative_to(folder).as_posix(), path) for path in paths]


def _files_below(folder: Path) -> Iterator[Path]:
    """Yield the files below a folder, those in places that only the long form of a path names too."""
    names: list[str] = []
    with suppress(OSError):
        names = [entry.name for entry in reachable(folder).iterdir()]
    for name in names:
        if name == ARRIVED or name.startswith((INCOMING, HALF)):
            continue  # not looked at either: it goes at any moment while files come in or a backup is made
        path = folder / name
        found = reachable(path).lstat()
        if is_link(found):
            continue
        if stat.S_ISDIR(found.st_mode):
            yield from _files_below(path)
        elif stat.S_ISREG(found.st_mode):
            yield path


def source_of(place: str, path: Path) -> Source:
    """Return a file as what is to be written at a place. Raises OSError."""
    found = reachable(path).stat()
    return Source(place, path, found.st_size, found.st_mtime)


def _check_room(target: Path, sources: list[Source]) -> None:
    """Raise YaodianError, before anything is written, where a disk cannot hold what does not get smaller."""
    least = sum(source.size for source in sources if not source.deflated)
    parent = target.parent
    if not parent.is_dir():
        raise YaodianError(
            _("没有文件夹“{name}”，没有备份。请检查 U 盘是否插好，或换一个位置。").format(
                name=shown_name(parent)
            )
        )
    limit = file_limit(parent)
    if limit is not None and least > limit:
        raise _too_large(target)
    if least > shutil.disk_usage(parent).free:
        raise _full(target)


def _write(
    path: Path, sources: list[Source], contents: copies.Contents, work: _Work
) -> tuple[Listing, list[str]]:
    entries, unreadable = [], []
    with zipfile.ZipFile(path, "w", allowZip64=True, strict_timestamps=False) as archive:
        for source in sources:
            try:
                stream = reachable(source.path).open("rb", buffering=0)
            except OSError:
                unreadable.append(shown_name(source.path))
                continue
            with stream:
                entries.append(_add(archive, source, stream, work))
        made = datetime.now().isoformat(timespec="seconds")
        listing = Listing(contents.stamp, contents.counts, made, tuple(entries))
        archive.writestr(LIST, listing.to_json(), zipfile.ZIP_DEFLATED)
    return listing, unreadable


def _add(archive: zipfile.ZipFile, source: Source, stream: BinaryIO, work: _Work) -> Entry:
    moment = time.localtime(source.modified)[:6]
    year = min(max(moment[0], 1980), 2107)  # what a zip can say
    info = zipfile.ZipInfo(source.place, (year, *moment[1:]))
    info.compress_type = zipfile.ZIP_DEFLATED if source.deflated else zipfile.ZIP_STORED
    info.external_attr = 0o644 << 16
    digest, size = hashlib.sha256(), 0
    with archive.open(info, "w", force_zip64=source.size > 1 << 30) as packed:
        while piece := _read(stream, source.path):
            digest.update(piece)
            packed.write(piece)
            size += len(piece)
            work.add(len(piece))
    return Entry(source.place, size, digest.hexdigest(), int(source.modified))


def _read(stream: BinaryIO, path: Path) -> bytes:
    try:
        return stream.read(CHUNK)
    except OSError as error:
        raise _unread(path) from error


def _unread(path: Path) -> YaodianError:
    return YaodianError(
        _("读取“{name}”时出错，没有备份。请检查工作区所在的磁盘，再试一次。").format(name=shown_name(path))
    )


def _read_again(path: Path, listing: Listing, work: _Work) -> None:
    """Compare every byte of a finished package with what went in."""
    before = work.done
    try:
        with Package(path) as package:
            sound = package.listing == listing
            package.read_all(work.take)
    except CancelledError:
        raise
    except YaodianError:  # its sentence is for one who restores
        sound = False
    if not sound or work.done - before != listing.size:
        raise YaodianError(_("备份没有写完整，没有留下它。请检查要写到的磁盘，再试一次。"))


def _changed(listing: Listing) -> tuple[str, ...]:
    """Return the names of evidence whose content is not that of its folder's name."""
    parts = [(entry.place.split("/"), entry.sha256) for entry in listing.entries]
    return tuple(place[-1] for place, sha256 in parts if place[0] == "evidence" and place[1] != sha256)


@contextmanager
def _plain_words(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise _full(target) from error
        if error.errno == errno.EFBIG:
            raise _too_large(target) from error
        if error.errno == errno.ENAMETOOLONG:
            raise YaodianError(
                _(
                    "“{name}”的名称太长，没有备份，工作区没有改动。请换一个短一些的名称，或少几层文件夹。"
                ).format(name=shown_name(target))
            ) from error
        raise YaodianError(
            _("无法写入“{name}”，没有备份，工作区没有改动。请检查 U 盘是否还连着、有没有写入的权限。").format(
                name=shown_name(target)
            )
        ) from error


def _full(target: Path) -> YaodianError:
    return YaodianError(
        _("磁盘空间不够，“{name}”没有写成，工作区没有改动。请腾出空间，或换一个 U 盘。").format(
            name=shown_name(target)
        )
    )


def _too_large(target: Path) -> YaodianError:
    return YaodianError(
        _(
            "这个 U 盘的格式（FAT32）放不下超过 4 GB 的文件，“{name}”没有写成，工作区没有改动。"
            "请换一个 exFAT 或 NTFS 格式的 U 盘。"
        ).format(name=shown_name(target))
    )
