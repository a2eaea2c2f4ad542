"""The vault: evidence files and originals, each kept once, whole, under its own name."""

import re
import shutil
import tempfile
import threading
from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from desktop_app.errors import CancelledError, YaodianError
from desktop_app.evidence.copying import (
    Cancelled,
    OnProgress,
    check_room,
    copy_hashed,
    empty,
    hash_file,
    plain_write_errors,
    size_to_store,
    stop_if,
)
from desktop_app.evidence.names import LONGEST_NAME, reachable, safe_name
from desktop_app.files import flush_folder
from desktop_app.i18n import _

OnFile = Callable[[int, int, int], None]

INCOMING = ".incoming-"
ARRIVED = ".arrived"  # the SHA-256, a line each, of what came in since the workspace was opened to write
SHA256 = re.compile(r"[0-9a-f]{64}")


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


@dataclass(frozen=True)
class Refused:
    """A file that was not stored, and the sentence that says why."""

    path: Path
    reason: str


@dataclass(frozen=True)
class Tidied:
    """What `tidy` removed: copies that never arrived, and whole files that nothing was recorded of."""

    halves: int = 0
    unrecorded: tuple[str, ...] = ()


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
        self._check_writable()
        size_to_store(path)  # what is refused makes no folder
        with _incoming(self.folder) as incoming:
            return self._store(path, incoming, on_progress, cancelled)

    def store_all(
        self,
        paths: Iterable[Path],
        on_progress: OnFile | None = None,
        cancelled: Cancelled | None = None,
    ) -> Iterator[StoredFile | Refused]:
        """Copy files into the vault one after the other; yield what became of each, in their order.

        Nothing is held but the file in hand, so `paths` may be as many as there are and come lazily.
        `on_progress` gets (files finished, bytes of the present one done, its bytes in all). Raises
        CancelledError where `cancelled` says so: what was yielded before is whole and stays. Raises
        YaodianError where the vault is read-only or cannot be made.
        """
        self._check_writable()
        with _incoming(self.folder) as incoming:
            for number, path in enumerate(paths):
                stop_if(cancelled)
                try:
                    yield self._store(path, incoming, _counting(number, on_progress), cancelled)
                except CancelledError:
                    raise
                except YaodianError as error:
                    yield Refused(path, str(error))

    def path(self, stored_sha256: str, name: str) -> Path:
        """Return where a stored file lies, whether or not it is there; the name is a hint."""
        folder = self._folder_of(stored_sha256)
        named = folder / safe_name(name)
        if not reachable(named).exists():
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

    def tidy(self, recorded: Callable[[], Collection[str]] | None = None) -> Tidied:
        """Remove what a killed program left, and tell what that was; only while nobody is storing.

        `recorded` gives the SHA-256 of all that the tables and their journal know. With it goes also what
        arrived whole but was not recorded before the end; it is asked only where there is such a file.
        """
        if self.read_only:
            return Tidied()
        halves = list(self.folder.glob(f"{INCOMING}*"))
        for left in halves:
            shutil.rmtree(reachable(left), ignore_errors=True)
        gone = sum(not left.exists() for left in halves)
        return Tidied(gone, self.settle(recorded) if recorded else ())

    def settle(self, recorded: Callable[[], Collection[str]]) -> tuple[str, ...]:
        """Remove what arrived since `tidy` and is not recorded; return the SHA-256 of what went.

        For the end of work with the vault, so that afterwards nothing counts as newly arrived: a file is
        removed only where the program that put it here never came to record it.
        """
        note = self.folder / ARRIVED
        with self._placing:
            try:
                arrived = dict.fromkeys(SHA256.findall(note.read_text("ascii", "replace")))
            except OSError:
                return ()
            known = recorded()
            gone = tuple(sha256 for sha256 in arrived if sha256 not in known and self._remove(sha256))
            with suppress(OSError):
                note.unlink()
        return gone

    def remove(self, sha256: str) -> bool:
        """Remove a file for good, whatever became of it; tell whether nothing of it is left.

        False where the system holds on to it, as Windows does while another program has it open.
        """
        self._check_writable()
        folder = reachable(self._folder_of(sha256))
        with self._placing, suppress(OSError):
            for path in _files_in(folder):
                path.unlink()
            folder.rmdir()
        return not folder.exists()

    def _check_writable(self) -> None:
        if self.read_only:
            raise YaodianError(
                _("工作区是只读打开的，不能添加材料。请关闭另一个窗口或换一个可写的位置后再试。")
            )

    def _store(
        self, path: Path, incoming: Path, on_progress: OnProgress | None, cancelled: Cancelled | None
    ) -> StoredFile:
        total = size_to_store(path)
        check_room(incoming, path, total)
        given = safe_name(path.name)
        copy = reachable(incoming / given)
        try:
            sha256, size = copy_hashed(path, copy, total, on_progress, cancelled)
            if size == 0:
                raise empty(path)
            with self._placing, plain_write_errors(path):
                name = self._place(copy, sha256)
        finally:
            with suppress(OSError):
                copy.unlink(missing_ok=True)
        return StoredFile(sha256, name, size, given)

    def _remove(self, sha256: str) -> bool:
        """Remove a file that is as it came, and its folder; tell whether there was one."""
        folder = reachable(self._folder_of(sha256))
        removed = False
        with suppress(OSError):
            for path in _files_in(folder):
                if hash_file(path) == sha256:
                    path.unlink()
                    removed = True
            folder.rmdir()
        return removed

    def _folder_of(self, sha256: str) -> Path:
        if not SHA256.fullmatch(sha256):
            raise ValueError(f"not a SHA-256: {sha256!r}")
        return self.folder / sha256

    def _place(self, copy: Path, sha256: str) -> str:
        """Move a finished copy to its place, or find the sound one there; return the name in force."""
        folder = reachable(self._folder_of(sha256))
        present = _files_in(folder)
        for path in present:
            if path.stat().st_size == copy.stat().st_size and hash_file(path) == sha256:
                return path.name
        # What lies here was changed by somebody: it may be their work, so it stays, under another name.
        name = present[0].name if len(present) == 1 else copy.name
        if (folder / name).exists():
            (folder / name).rename(_free_name(folder / name))
        with (self.folder / ARRIVED).open("a", encoding="ascii") as note:
            note.write(f"{sha256}\n")
        folder.mkdir(exist_ok=True)
        try:
            copy.replace(folder / name)
        except OSError:
            with suppress(OSError):
                folder.rmdir()
            raise
        flush_folder(folder)
        flush_folder(self.folder)
        return name


@contextmanager
def _incoming(folder: Path) -> Iterator[Path]:
    """Yield a new folder beside the stored files that is gone afterwards, whatever happens."""
    with plain_write_errors(folder):
        folder.mkdir(exist_ok=True)  # not those above: a stick that is out must not be made of nothing
        incoming = Path(tempfile.mkdtemp(dir=folder, prefix=INCOMING))
    try:
        yield incoming
    finally:
        shutil.rmtree(reachable(incoming), ignore_errors=True)


def _counting(number: int, on_progress: OnFile | None) -> OnProgress | None:
    if on_progress is None:
        return None
    return lambda done, total: on_progress(number, done, total)


def _state_of(path: Path, sha256: str, cancelled: Cancelled | None) -> str:
    path = reachable(path)
    if not path.is_file():
        return "missing"
    try:
        return "sound" if hash_file(path, cancelled) == sha256 else "changed"
    except OSError:
        return "changed"


def _files_in(folder: Path) -> list[Path]:
    try:
        return sorted(folder / path.name for path in reachable(folder).iterdir() if path.is_file())
    except OSError:
        return []


def _all_files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if not path.is_dir() and path.name != ARRIVED)


def _free_name(path: Path) -> Path:
    """Return a name beside `path` that is free, for a file that was changed after it was stored."""
    number = 1
    while True:
        ending = _("（已改动 {number}）").format(number=number)
        free = path.with_name(path.stem[: LONGEST_NAME // 2] + ending + path.suffix)
        if not free.exists():
            return free
        number += 1
