"""The vault: evidence files and originals, each kept once, whole, under its own name."""

import hashlib
import os
import re
import shutil
import tempfile
import threading
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.errors import CancelledError, YaodianError
from desktop_app.files import flush_folder
from desktop_app.i18n import _

OnProgress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

CHUNK = 1 << 20
INCOMING = ".incoming-"
SHA256 = re.compile(r"[0-9a-f]{64}")
LONGEST_NAME = 100  # characters: WORKSPACE\evidence\<64>\<name> must stay below Windows' 260
LONGEST_NAME_BYTES = 240  # Linux allows 255 bytes a name
FULL_WIDTH = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
DEVICES = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)")
BIDI = re.compile(r"[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True)
class StoredFile:
    """A file of the vault: its content's SHA-256 (64 hex digits), its name there, its size in bytes.

    `given` is the name under which it came this time, "" where it did not just come.
    """

    sha256: str
    name: str
    size: int
    given: str = field(default="", compare=False)


@dataclass(frozen=True)
class VaultReport:
    """What a check of the vault found; `unexpected` are places inside the vault's folder, as `a/b`."""

    sound: tuple[StoredFile, ...] = ()
    missing: tuple[StoredFile, ...] = ()
    changed: tuple[StoredFile, ...] = ()
    unexpected: tuple[str, ...] = ()


class Vault:
    """A folder of files, each at `<sha256>/<its own name>`, readable without this program.

    The SHA-256 alone says which file is meant; the name is the first one under which it came. Only one
    process stores at a time (the workspace sees to that); several threads may.
    """

    def __init__(self, folder: Path, *, read_only: bool = False) -> None:
        self.folder = folder
        self.read_only = read_only
        self._placing = threading.Lock()

    def store(
        self,
        path: Path,
        on_progress: OnProgress | None = None,
        cancelled: Cancelled | None = None,
    ) -> StoredFile:
        """Copy a file into the vault, whole or not at all, and return what to find it by.

        `on_progress` gets (bytes done, bytes in all). A file already here is found by its content and keeps
        its first name. Raises YaodianError where it cannot be read, is empty or is no file, or the vault
        cannot be written; CancelledError where `cancelled` says so. In each case nothing is left behind.
        """
        if self.read_only:
            raise YaodianError(
                _("工作区是只读打开的，不能添加材料。请关闭另一个窗口或换一个可写的位置后再试。")
            )
        total = size_to_store(path)
        with _incoming(self.folder) as incoming:
            given = safe_name(path.name)
            copy = incoming / given
            sha256, size = _copy_hashed(path, copy, total, on_progress, cancelled)
            if size == 0:
                raise _empty(path)
            with self._placing, _plain_write_errors(path.name):
                name = self._place(copy, sha256)
        return StoredFile(sha256, name, size, given)

    def path(self, stored_sha256: str, name: str) -> Path:
        """Return where a stored file lies, whether or not it is there; the name is a hint."""
        folder = self._folder_of(stored_sha256)
        named = folder / safe_name(name)
        if not named.exists():
            others = _files_in(folder)
            if len(others) == 1:
                return others[0]
        return named

    def check(
        self,
        expected: Iterable[StoredFile],
        on_progress: OnProgress | None = None,
        cancelled: Cancelled | None = None,
    ) -> VaultReport:
        """Read every expected file again and compare; name the files that nobody expects.

        `on_progress` gets (files done, files in all). Raises CancelledError where `cancelled` says so.
        """
        wanted = {file.sha256: file for file in expected}
        found: dict[str, list[StoredFile]] = {"sound": [], "missing": [], "changed": []}
        seen: set[Path] = set()
        for done, file in enumerate(wanted.values(), 1):
            path = self.path(file.sha256, file.name)
            seen.add(path)
            found[_state_of(path, file.sha256, cancelled)].append(file)
            if on_progress:
                on_progress(done, len(wanted))
        unexpected = sorted(
            path.relative_to(self.folder).as_posix() for path in _all_files(self.folder) if path not in seen
        )
        return VaultReport(
            tuple(found["sound"]), tuple(found["missing"]), tuple(found["changed"]), tuple(unexpected)
        )

    def clear_incoming(self) -> None:
        """Remove what a power cut left of files that never arrived; only while nobody is storing."""
        with suppress(OSError):
            for left in self.folder.glob(f"{INCOMING}*"):
                shutil.rmtree(left, ignore_errors=True)

    def _folder_of(self, sha256: str) -> Path:
        if not SHA256.fullmatch(sha256):
            raise ValueError(f"not a SHA-256: {sha256!r}")
        return self.folder / sha256

    def _place(self, copy: Path, sha256: str) -> str:
        """Move a finished copy to its place, or find the sound one there; return the name in force."""
        folder = self._folder_of(sha256)
        present = _files_in(folder)
        for path in present:
            if path.stat().st_size == copy.stat().st_size and hash_file(path) == sha256:
                return path.name
        # What lies here was changed by somebody: it may be their work, so it stays, under another name.
        name = present[0].name if len(present) == 1 else copy.name
        if (folder / name).exists():
            (folder / name).rename(_free_name(folder / name))
        folder.mkdir(parents=True, exist_ok=True)
        try:
            copy.replace(folder / name)
        except OSError:
            with suppress(OSError):
                folder.rmdir()
            raise
        flush_folder(folder)
        flush_folder(self.folder)
        return name


def safe_name(name: str) -> str:
    """Return a file name that Windows, Linux and macOS all accept, as near to `name` as can be."""
    name = name.encode("utf-8", "replace").decode("utf-8")
    name = BIDI.sub("", unicodedata.normalize("NFC", name)).translate(FULL_WIDTH)
    name = "".join(letter for letter in name if unicodedata.category(letter) != "Cc").strip().rstrip(". ")
    if DEVICES.match(name):
        name = f"_{name}"
    return _shortened(name) or _("材料")


def hash_file(path: Path, cancelled: Cancelled | None = None) -> str:
    """Return a file's SHA-256 in hex. Raises OSError; CancelledError where `cancelled` says so."""
    digest = hashlib.sha256()
    with path.open("rb") as source:
        while chunk := source.read(CHUNK):
            _stop_if(cancelled)
            digest.update(chunk)
    return digest.hexdigest()


def _shortened(name: str) -> str:
    """Cut the stem, never the suffix, until the name is short enough for every file system."""
    stem, dot, suffix = name.rpartition(".")
    if not stem or len(suffix) > 10:
        stem, dot, suffix = name, "", ""
    while stem and (
        len(stem + dot + suffix) > LONGEST_NAME or len((stem + dot + suffix).encode()) > LONGEST_NAME_BYTES
    ):
        stem = stem[:-1].rstrip(". ")
    return stem + dot + suffix


def size_to_store(path: Path) -> int:
    """Return a file's size in bytes, or say in a sentence why it cannot be stored."""
    try:
        if path.is_dir():
            raise YaodianError(
                _("“{name}”是一个文件夹，没有添加。请选择里面的文件。").format(name=path.name or str(path))
            )
        if not path.exists():
            raise YaodianError(_("找不到文件“{name}”，没有添加。请检查名称和位置。").format(name=path.name))
        if not path.is_file():
            raise YaodianError(_("“{name}”不是普通文件，没有添加。").format(name=path.name))
        size = path.stat().st_size
    except (OSError, ValueError) as error:
        raise _unreadable(path) from error
    if size == 0:
        raise _empty(path)
    return size


def _empty(path: Path) -> YaodianError:
    return YaodianError(_("文件“{name}”是空的，没有添加。请检查是否已经保存好内容。").format(name=path.name))


def _unreadable(path: Path) -> YaodianError:
    return YaodianError(
        _("无法读取文件“{name}”，没有添加。它可能正被别的程序占用，或没有读取的权限。").format(name=path.name)
    )


@contextmanager
def _plain_write_errors(name: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise YaodianError(
            _("无法把“{name}”存入工作区，原有材料没有改动。请检查磁盘空间和写入权限。").format(name=name)
        ) from error


@contextmanager
def _incoming(folder: Path) -> Iterator[Path]:
    """Yield a new folder beside the stored files that is gone afterwards, whatever happens."""
    with _plain_write_errors(folder.name):
        folder.mkdir(parents=True, exist_ok=True)
        incoming = Path(tempfile.mkdtemp(dir=folder, prefix=INCOMING))
    try:
        yield incoming
    finally:
        shutil.rmtree(incoming, ignore_errors=True)


def _copy_hashed(
    path: Path, copy: Path, total: int, on_progress: OnProgress | None, cancelled: Cancelled | None
) -> tuple[str, int]:
    """Copy in one pass, safely on disk at the end; return the SHA-256 and the size of what was copied."""
    digest, done = hashlib.sha256(), 0
    try:
        source = path.open("rb")
    except OSError as error:
        raise _unreadable(path) from error
    with source, _plain_write_errors(path.name), copy.open("wb") as target:
        while chunk := _read(source.read, path):
            _stop_if(cancelled)
            digest.update(chunk)
            target.write(chunk)
            done += len(chunk)
            if on_progress:
                on_progress(done, max(done, total))
        _stop_if(cancelled)
        target.flush()
        os.fsync(target.fileno())
        taken = os.fstat(source.fileno())
    with suppress(OSError):
        os.utime(copy, ns=(taken.st_atime_ns, taken.st_mtime_ns))
    return digest.hexdigest(), done


def _read(read: Callable[[int], bytes], path: Path) -> bytes:
    try:
        return read(CHUNK)
    except OSError as error:
        raise _unreadable(path) from error


def _stop_if(cancelled: Cancelled | None) -> None:
    if cancelled and cancelled():
        raise CancelledError(_("已取消，没有留下任何改动。"))


def _state_of(path: Path, sha256: str, cancelled: Cancelled | None) -> str:
    if not path.is_file():
        return "missing"
    try:
        return "sound" if hash_file(path, cancelled) == sha256 else "changed"
    except OSError:
        return "changed"


def _files_in(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.is_file())
    except OSError:
        return []


def _all_files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if not path.is_dir())


def _free_name(path: Path) -> Path:
    """Return a name beside `path` that is free, for a file that was changed after it was stored."""
    number = 1
    while True:
        ending = _("（已改动 {number}）").format(number=number)
        free = path.with_name(path.stem[: LONGEST_NAME // 2] + ending + path.suffix)
        if not free.exists():
            return free
        number += 1
