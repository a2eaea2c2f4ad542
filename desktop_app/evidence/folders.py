"""What dropped files and folders mean: the files in them, in the order in which a person counts."""

import os
import re
import stat
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from desktop_app.evidence.names import reachable

_LEFT_OUT = re.compile(
    r"\.|~\$|.*\.(tmp|temp|crdownload|part|partial)$"
    r"|(thumbs\.db|ehthumbs\.db|desktop\.ini|icon\r|\$recycle\.bin|system volume information|__macosx)$",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"([0-9]+)")
# Windows' marks: hidden, system, temporary; and a folder that is a way to another one (junction).
_UNSEEN = stat.FILE_ATTRIBUTE_HIDDEN | stat.FILE_ATTRIBUTE_SYSTEM | stat.FILE_ATTRIBUTE_TEMPORARY
_DEEPEST = 64  # folders in folders; deeper ones are made by programs


@dataclass(frozen=True)
class Found:
    """A file below what was dropped: where it is, its size in bytes, the folders between, outermost first."""

    path: Path
    size: int
    folders: tuple[str, ...] = ()


@dataclass
class Tally:
    """What was come across so far: files and their bytes, and what was left out, by why."""

    files: int = 0
    size: int = 0
    hidden: int = 0
    links: int = 0
    special: int = 0
    unreadable: int = 0


def walk(paths: Iterable[Path], tally: Tally | None = None) -> Iterator[Found]:
    """Yield every regular file that was dropped or lies below a dropped folder, one by one.

    In the order in which people count (2 before 10), a folder's own files before those of its folders.
    Hidden, system and temporary files are left out, links are not followed; `tally` counts as it goes. What
    was dropped itself is taken even where its name is a hidden one: somebody chose it. A file is yielded
    once, though it was dropped beside its folder. Raises nothing for what cannot be read.
    """
    tally = tally if tally is not None else Tally()
    seen: set[tuple[int, int]] = set()
    for path in paths:
        found = _look(path, tally)
        if found is None:
            continue
        if stat.S_ISDIR(found.st_mode):
            yield from _below(path, (path.name,) if path.name else (), tally, seen)
        else:
            yield from _file(path, found, (), tally, seen)


def natural(name: str) -> tuple[tuple[int, int, str], ...]:
    """Return what sorts names as people count: 第2周 before 第10周."""
    parts = _DIGITS.split(name.casefold())
    return tuple(
        (0, int(part[:18]), part) if place % 2 else (1, 0, part) for place, part in enumerate(parts) if part
    )


def is_link(found: os.stat_result) -> bool:
    """Tell whether `lstat` found a way to another place: a link, or what Windows calls a junction."""
    mount_point = getattr(stat, "IO_REPARSE_TAG_MOUNT_POINT", 0xA0000003)
    return stat.S_ISLNK(found.st_mode) or getattr(found, "st_reparse_tag", 0) == mount_point


def _below(
    folder: Path, folders: tuple[str, ...], tally: Tally, seen: set[tuple[int, int]]
) -> Iterator[Found]:
    """Yield the files of a folder, then those of its folders; a stack, so that no depth is too much."""
    waiting = [(folder, folders)]
    while waiting:
        folder, folders = waiting.pop()
        below = []
        for path in _entries(folder, tally):
            found = _look(path, tally, hidden=False)
            if found is None:
                continue
            if stat.S_ISDIR(found.st_mode):
                below.append((path, (*folders, path.name)))
            else:
                yield from _file(path, found, folders, tally, seen)
        if len(folders) < _DEEPEST:
            waiting.extend(reversed(below))


def _entries(folder: Path, tally: Tally) -> list[Path]:
    try:
        return sorted(reachable(folder).iterdir(), key=lambda path: (natural(path.name), path.name))
    except (OSError, ValueError):
        tally.unreadable += 1
        return []


def _look(path: Path, tally: Tally, *, hidden: bool = True) -> os.stat_result | None:
    """Return what is known of a file or folder; None where it is left out, which is counted."""
    if not hidden and _LEFT_OUT.match(path.name):
        tally.hidden += 1
        return None
    try:
        found = reachable(path).lstat()
    except (OSError, ValueError):
        tally.unreadable += 1
        return None
    if is_link(found):
        tally.links += 1
        return None
    if not hidden and getattr(found, "st_file_attributes", 0) & _UNSEEN:
        tally.hidden += 1
        return None
    return found


def _file(
    path: Path, found: os.stat_result, folders: tuple[str, ...], tally: Tally, seen: set[tuple[int, int]]
) -> Iterator[Found]:
    if not stat.S_ISREG(found.st_mode):
        tally.special += 1
        return
    known = (found.st_dev, found.st_ino)
    if known in seen and found.st_ino:
        return
    seen.add(known)
    tally.files += 1
    tally.size += found.st_size
    yield Found(path, found.st_size, folders)
