"""Files of the vault looked at again, in the background slowly and only those that may have become others.

All are read at once where somebody asks for it; `look` reads none. What a file looked like when it was last
found whole is remembered beside the data; where that is lost, all are read again, and nothing else.
"""

import json
import time
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import astuple, dataclass
from pathlib import Path

from desktop_app.errors import YaodianError
from desktop_app.evidence.copying import Cancelled, OnProgress, hash_file, stop_if
from desktop_app.evidence.names import reachable
from desktop_app.evidence.vault import StoredFile, Vault
from desktop_app.files import replacing

DAYS = 30  # after which a file is read again though it looks the same: disks forget
BREATH = 0.01  # seconds of rest after each megabyte, so that nobody feels it


@dataclass(frozen=True)
class Mark:
    """How a file looked: bytes, when its content and (on Unix) anything of it last changed (ns), inode."""

    size: int
    modified: int
    changed: int
    inode: int
    day: int  # when it was read and whole, in days since 1970

    def is_of(self, other: "Mark") -> bool:
        """Tell whether a file looks the same and was read not long before."""
        same = astuple(self)[:-1] == astuple(other)[:-1]
        return same and 0 <= other.day - self.day < DAYS


class Marks:
    """The marks of files by SHA-256, in a file of their own."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._known: dict[str, Mark] = {}
        with suppress(OSError, ValueError, TypeError, AttributeError):
            said = json.loads(path.read_text("utf-8"))
            self._known = {str(key): Mark(*map(int, values)) for key, values in said.items()}

    def get(self, sha256: str) -> Mark | None:
        """Return a file's mark."""
        return self._known.get(sha256)

    def put(self, sha256: str, mark: Mark | None) -> None:
        """Remember a mark, or forget it."""
        self._known.pop(sha256, None)
        if mark is not None:
            self._known[sha256] = mark

    def save(self) -> None:
        """Write them down; where that cannot be they are remembered until the end."""
        with suppress(YaodianError, OSError), replacing(self._path) as temporary:
            temporary.write_text(json.dumps({key: astuple(mark) for key, mark in self._known.items()}))


@dataclass(frozen=True)
class Faults:
    """The SHA-256 of files that are not there any more, that are other files now, and that could not be read.

    The last are held by another program or lie on a disk that refuses: what they are is not known.
    """

    missing: frozenset[str] = frozenset()
    changed: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()


def recheck(
    vault: Vault, files: Iterable[StoredFile], marks: Marks, cancelled: Cancelled, breath: float = BREATH
) -> Faults:
    """Look at every file, read those that do not look as they did; return which are gone or changed.

    `marks` are brought up to date. Raises CancelledError where `cancelled` says so.
    """

    def resting() -> bool:
        time.sleep(breath)
        return cancelled()

    def state_of(file: StoredFile) -> str:
        known, now = marks.get(file.sha256), _mark(vault.path(file.sha256, file.name))
        if now is not None and known is not None and known.is_of(now):
            return "sound"
        return _read_again(vault, file, marks, resting)

    return _sorted_out(files, state_of, cancelled)


def check_all(
    vault: Vault, files: Sequence[StoredFile], marks: Marks, on_progress: OnProgress, cancelled: Cancelled
) -> Faults:
    """Read every file, whatever it looks like; `marks` are brought up to date, progress counts bytes.

    Raises CancelledError where `cancelled` says so; the marks of files that were read are kept.
    """
    total, done = sum(file.size for file in files), 0

    def state_of(file: StoredFile) -> str:
        nonlocal done
        state = _read_again(vault, file, marks, cancelled)
        done += file.size
        on_progress(done, total)
        return state

    return _sorted_out(files, state_of, cancelled)


def look(vault: Vault, files: Iterable[StoredFile], cancelled: Cancelled) -> Faults:
    """Look whether every file is there in its size, without reading any. Raises CancelledError."""

    def state_of(file: StoredFile) -> str:
        now = _mark(vault.path(file.sha256, file.name))
        return "missing" if now is None else "sound" if now.size == file.size else "changed"

    return _sorted_out(files, state_of, cancelled)


def _sorted_out(
    files: Iterable[StoredFile], state_of: Callable[[StoredFile], str], cancelled: Cancelled
) -> Faults:
    found: dict[str, set[str]] = {"missing": set(), "changed": set(), "unread": set(), "sound": set()}
    for file in files:
        stop_if(cancelled)
        found[state_of(file)].add(file.sha256)
    return Faults(frozenset(found["missing"]), frozenset(found["changed"]), frozenset(found["unread"]))


def _read_again(vault: Vault, file: StoredFile, marks: Marks, cancelled: Cancelled) -> str:
    path = vault.path(file.sha256, file.name)
    now = _mark(path)
    marks.put(file.sha256, None)
    if now is None:
        return "missing"
    try:
        sound = now.size == file.size and hash_file(reachable(path), cancelled) == file.sha256
    except OSError:  # held by its program: looked at again the next time
        return "unread"
    if sound:
        marks.put(file.sha256, now)
    return "sound" if sound else "changed"


def _mark(path: Path) -> Mark | None:
    try:
        found = reachable(path).stat()
    except OSError:
        return None
    return Mark(found.st_size, found.st_mtime_ns, found.st_ctime_ns, found.st_ino, int(time.time() // 86_400))
