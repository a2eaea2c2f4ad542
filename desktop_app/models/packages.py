"""A package: one file that holds a whole workspace, a zip with a list of what is in it and of each SHA-256.

Reading trusts nothing of it: a file from anywhere may be opened here.
"""

import hashlib
import json
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, BinaryIO

from desktop_app.errors import YaodianError
from desktop_app.evidence.copying import CHUNK, Cancelled, OnProgress, stop_if
from desktop_app.evidence.names import DEVICES, shown_name
from desktop_app.files import Closable
from desktop_app.i18n import _

FORMAT = 1
SUFFIX = ".yaodian"
LIST = "yaodian.json"
TABLES = "yaodian.db"
FOLDERS = ("evidence", "reports")
BLOWN_UP, SURELY_SMALL = 500, 16 << 20  # no file that we deflate is both larger and denser
_MOST_LISTED = 64 << 20  # bytes of the list, and of the zip's own
_TAIL = (1 << 16) + 128  # bytes at a zip's end among which its last record lies
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError, ValueError, NotImplementedError)
_SHA256 = re.compile("[0-9a-f]{64}")
_UNFIT = re.compile(r'[\x00-\x1f\x7f\\:*?"<>|]|[ .]$|^\.{1,2}$')


class DamagedPackageError(YaodianError):
    """A package, or one file in it, is not as it was made."""


@dataclass(frozen=True)
class Entry:
    """A file of a package: its place in the workspace's folder (a/b), bytes, SHA-256, mtime in seconds."""

    place: str
    size: int
    sha256: str
    modified: int


@dataclass(frozen=True)
class Listing:
    """What a package says of itself: the tables' version and rows, when it was made (ISO 8601), its files."""

    stamp: str
    counts: dict[str, int]
    made: str
    entries: tuple[Entry, ...]

    def to_json(self) -> bytes:
        """Return the list as it is written."""
        facts = {
            "format": FORMAT,
            "stamp": self.stamp,
            "made": self.made,
            "counts": self.counts,
            "files": [asdict(entry) for entry in self.entries],
        }
        return json.dumps(facts, ensure_ascii=False).encode()

    @property
    def size(self) -> int:
        """Bytes of all files."""
        return sum(entry.size for entry in self.entries)


def fits(place: str) -> bool:
    """Tell whether a place may be in a package: below the workspace's folder on every system."""
    parts = place.split("/")
    known = place == TABLES or (parts[0] in FOLDERS and len(parts) > 1)
    short = len(parts) <= 16 and all(0 < len(part.encode("utf-8", "replace")) <= 255 for part in parts)
    try:
        place.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return known and short and not any(_UNFIT.search(part) or DEVICES.match(part) for part in parts)


class Package(Closable):
    """A package opened to read; `listing` says what is in it. To be closed, best by `with`.

    Raises YaodianError where it is none, is not whole, is a newer program's, or tries to do harm.
    """

    def __init__(self, path: Path) -> None:
        self.name = shown_name(path)
        self._size = _size(path, self.name)
        try:
            _check_tail(path, self._size)
            self._zip = zipfile.ZipFile(path)
        except FileNotFoundError as error:
            raise YaodianError(
                _("找不到“{name}”，没有恢复任何内容。请检查名称和位置。").format(name=self.name)
            ) from error
        except OSError as error:
            raise self.unreadable() from error
        except _BROKEN as error:
            raise self.none() from error
        try:
            with self._plain_words():
                self.listing = self._listing()
        except BaseException:  # goes on; the file must not stay open
            self._zip.close()
            raise

    def close(self) -> None:
        """Let go of the file."""
        self._zip.close()

    def read_all(
        self,
        write: Callable[[Entry, Iterator[bytes]], None],
        on_progress: OnProgress | None = None,
        cancelled: Cancelled | None = None,
    ) -> None:
        """Give every file to `write`, which takes all of its bytes; each is compared with the list.

        `on_progress` gets (bytes done, bytes in all). Where one differs, `write` meets DamagedPackageError in
        the midst of its bytes: it lets that pass, and all ends here, or goes without the file. Raises
        YaodianError where the package cannot be read; CancelledError where `cancelled` says so.
        """
        done, total = 0, self.listing.size

        def pieces(entry: Entry) -> Iterator[bytes]:
            nonlocal done
            digest, size = hashlib.sha256(), 0
            with self._plain_words(), self._zip.open(entry.place) as stream:
                while piece := stream.read(CHUNK):
                    stop_if(cancelled)
                    size += len(piece)
                    if size > entry.size:
                        raise self.damaged()
                    digest.update(piece)
                    yield piece
                    done += len(piece)
                    if on_progress:
                        on_progress(done, total)
            if (size, digest.hexdigest()) != (entry.size, entry.sha256):
                raise self.damaged()

        for entry in self.listing.entries:
            stop_if(cancelled)
            after = done + entry.size
            write(entry, pieces(entry))
            if done < after:  # it was left out
                done = after
                if on_progress:
                    on_progress(done, total)

    def none(self) -> YaodianError:
        """Return the sentence for a file that is something else."""
        return YaodianError(
            _("“{name}”不是完整的备份文件，没有恢复任何内容。请选择备份时生成的 .yaodian 文件。").format(
                name=self.name
            )
        )

    def damaged(self) -> DamagedPackageError:
        """Return the sentence for a package that is not as it was made."""
        return DamagedPackageError(
            _("备份“{name}”已损坏或被改动过，没有恢复任何内容。请换一份备份。").format(name=self.name)
        )

    def newer(self) -> YaodianError:
        """Return the sentence for a package of a newer program."""
        return YaodianError(
            _("备份“{name}”是用更新版本的程序做的，没有恢复任何内容。请安装最新版本后再试。").format(
                name=self.name
            )
        )

    def unreadable(self) -> YaodianError:
        """Return the sentence for a file that the system will not give."""
        return YaodianError(
            _(
                "无法读取“{name}”，没有恢复任何内容。请检查 U 盘是否还连着、有没有读取的权限，再试一次。"
            ).format(name=self.name)
        )

    @contextmanager
    def _plain_words(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise self.unreadable() from error
        except (*_BROKEN, KeyError, TypeError, OverflowError, RecursionError) as error:
            raise self.damaged() from error

    def _listing(self) -> Listing:
        infos = self._zip.infolist()
        names = [info.filename for info in infos]
        if LIST not in names:
            raise self.none()
        self._check_no_bomb(infos)
        facts = json.loads(_some(self._zip, LIST, _MOST_LISTED))
        if int(facts["format"]) > FORMAT:
            raise self.newer()
        listing = _listing_of(facts)
        places = [entry.place for entry in listing.entries]
        if len(set(names)) != len(names) or sorted(names) != sorted([*places, LIST]):
            raise self.damaged()
        if TABLES not in places or not all(map(_is_fit, listing.entries)):
            raise self.damaged()
        if any(self._zip.getinfo(entry.place).file_size != entry.size for entry in listing.entries):
            raise self.damaged()
        return listing

    def _check_no_bomb(self, infos: list[zipfile.ZipInfo]) -> None:
        for info in infos:
            usual = info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
            blown_up = info.file_size > max(SURELY_SMALL, BLOWN_UP * info.compress_size)
            if not usual or blown_up or info.flag_bits & 1:
                raise self.damaged()
        if sum(info.compress_size for info in infos) > self._size:  # parts that lie over each other
            raise self.damaged()


def _is_fit(entry: Entry) -> bool:
    return fits(entry.place) and entry.size >= 0 and bool(_SHA256.fullmatch(entry.sha256))


def _listing_of(facts: Any) -> Listing:  # noqa: ANN401 -- JSON from anywhere
    """Raise KeyError, TypeError or ValueError where the list is not as ours."""
    counts = {str(name): int(count) for name, count in facts["counts"].items()}
    entries = tuple(
        Entry(str(one["place"]), int(one["size"]), str(one["sha256"]), int(one["modified"]))
        for one in facts["files"]
    )
    return Listing(str(facts["stamp"]), counts, str(facts["made"]), entries)


def _some(archive: zipfile.ZipFile, name: str, most: int) -> bytes:
    with archive.open(name) as stream:
        data = stream.read(most + 1)
    if len(data) > most:
        raise ValueError("too long")
    return data


def _size(path: Path, name: str) -> int:
    try:
        return path.stat().st_size if path.is_file() else 0
    except OSError as error:
        raise YaodianError(
            _("找不到“{name}”，没有恢复任何内容。请检查名称和位置。").format(name=name)
        ) from error


def _check_tail(path: Path, size: int) -> None:
    """Raise ValueError for a zip whose own list is longer than any of ours, before all of it is read.

    APPNOTE.TXT 6.3.10 of PKWARE: 4.3.16, end of central directory; 4.3.14, the same for zip64.
    """
    with path.open("rb") as file:
        tail = _tail(file, size)
    end = tail.rfind(b"PK\x05\x06")
    large = tail.rfind(b"PK\x06\x06")
    if end < 0:
        raise ValueError("no zip")
    listed = int.from_bytes(tail[end + 12 : end + 16], "little")
    if large >= 0:
        listed = max(int.from_bytes(tail[large + 40 : large + 48], "little"), listed % 0xFFFFFFFF)
    if listed > _MOST_LISTED:
        raise ValueError("too long")


def _tail(file: BinaryIO, size: int) -> bytes:
    file.seek(max(0, size - _TAIL))
    return file.read(_TAIL)
