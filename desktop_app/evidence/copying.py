"""Copying one file whole while hashing it, in one pass, and every way in which that can fail in words."""

import errno
import hashlib
import os
import shutil
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from desktop_app.errors import CancelledError, YaodianError
from desktop_app.evidence.names import reachable, shown_name
from desktop_app.i18n import _

OnProgress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

CHUNK = 1 << 20
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_SPARE = 8 << 20  # bytes that stay free: the tables have to be written too


def size_to_store(path: Path) -> int:
    """Return a file's size in bytes, or say in a sentence why it cannot be stored. Links are not followed."""
    try:
        found = reachable(path).lstat()
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    if not stat.S_ISREG(found.st_mode):
        raise _no_file(path, found.st_mode)
    if found.st_size == 0:
        raise empty(path)
    return found.st_size


def check_room(folder: Path, path: Path, size: int) -> None:
    """Raise YaodianError where a disk has no room for a file, before anything of it is copied."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        return  # a network drive that does not say; writing will tell
    if size + _SPARE > free:
        raise _disk_full(shown_name(path))


def copy_hashed(
    path: Path, copy: Path, total: int, on_progress: OnProgress | None, cancelled: Cancelled | None
) -> tuple[str, int]:
    """Copy in one pass, safely on disk at the end; return the SHA-256 and the size of what was copied.

    `on_progress` gets (bytes done, bytes in all). Raises YaodianError where the file cannot be read to its
    end, changes meanwhile, or the copy cannot be written; CancelledError where `cancelled` says so.
    """
    digest, done = hashlib.sha256(), 0
    with _opened(path) as source, plain_write_errors(path), copy.open("wb", buffering=0) as target:
        before = os.fstat(source.fileno())
        for chunk in _chunks(source, path):
            stop_if(cancelled)
            digest.update(chunk)
            _write(target, chunk)
            done += len(chunk)
            if on_progress:
                on_progress(done, max(done, total))
        stop_if(cancelled)
        os.fsync(target.fileno())
        after = os.fstat(source.fileno())
    if (after.st_size, after.st_mtime_ns) != (done, before.st_mtime_ns):
        raise YaodianError(
            _("文件“{name}”在复制时被改动了，没有添加。请先保存并关闭它，再重新添加。").format(
                name=shown_name(path)
            )
        )
    with suppress(OSError):
        os.utime(copy, ns=(after.st_atime_ns, after.st_mtime_ns))
    return digest.hexdigest(), done


def hash_file(path: Path, cancelled: Cancelled | None = None) -> str:
    """Return a file's SHA-256 in hex. Raises OSError; CancelledError where `cancelled` says so."""
    digest, buffer = hashlib.sha256(), memoryview(bytearray(CHUNK))
    with path.open("rb", buffering=0) as source:
        while count := source.readinto(buffer):
            stop_if(cancelled)
            digest.update(buffer[:count])
    return digest.hexdigest()


def stop_if(cancelled: Cancelled | None) -> None:
    """Raise CancelledError where the user wants to stop."""
    if cancelled and cancelled():
        raise CancelledError(_("已取消，没有留下任何改动。"))


def empty(path: Path) -> YaodianError:
    """Return the sentence for a file without content."""
    return YaodianError(
        _("文件“{name}”是空的，没有添加。请检查是否已经保存好内容。").format(name=shown_name(path))
    )


def unreadable(path: Path, error: OSError | ValueError) -> YaodianError:
    """Return the sentence for a file that cannot be read, by what the system says of it.

    Windows gives the same error (PermissionError) where WPS or Word holds a file and where a right is
    missing; the likelier cause comes first.
    """
    name = shown_name(path)
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return YaodianError(_("找不到文件“{name}”，没有添加。请检查名称和位置。").format(name=name))
    if isinstance(error, PermissionError):
        return YaodianError(
            _(
                "无法读取文件“{name}”，没有添加。它可能正被 WPS 等程序打开，请关闭后再试；"
                "或者您没有读取它的权限。"
            ).format(name=name)
        )
    return YaodianError(
        _("无法读取文件“{name}”，没有添加。请检查它所在的磁盘、U 盘或网络是否还连着，再重新添加。").format(
            name=name
        )
    )


@contextmanager
def plain_write_errors(path: Path) -> Iterator[None]:
    """Say in a sentence why a file could not be written into the workspace."""
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise _disk_full(shown_name(path)) from error
        raise YaodianError(
            _("无法把“{name}”存入工作区，原有材料没有改动。请检查磁盘空间和写入权限。").format(
                name=shown_name(path)
            )
        ) from error


def _disk_full(name: str) -> YaodianError:
    return YaodianError(
        _(
            "工作区所在的磁盘空间不够，“{name}”没有添加，原有材料没有改动。请腾出磁盘空间后再重新添加。"
        ).format(name=name)
    )


def _no_file(path: Path, mode: int) -> YaodianError:
    name = shown_name(path)
    if stat.S_ISDIR(mode):
        return YaodianError(_("“{name}”是一个文件夹，没有添加。请选择里面的文件。").format(name=name))
    if stat.S_ISLNK(mode):
        return YaodianError(
            _("“{name}”只是指向别处的链接，没有添加。请添加它指向的那个文件。").format(name=name)
        )
    return YaodianError(_("“{name}”不是普通文件，没有添加。请把内容另存为文件后再添加。").format(name=name))


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """Yield a file open to read: the one that was asked for, even if it was changed for a link or pipe."""
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    try:
        handle = os.open(reachable(path), flags | getattr(os, "O_NONBLOCK", 0))
    except (OSError, ValueError) as error:
        raise unreadable(path, error) from error
    with os.fdopen(handle, "rb", buffering=0) as source:
        mode = os.fstat(handle).st_mode
        if not stat.S_ISREG(mode):
            raise _no_file(path, mode)
        yield source


def _chunks(source: BinaryIO, path: Path) -> Iterator[memoryview]:
    """Yield a file's bytes, each time in the same memory."""
    buffer = memoryview(bytearray(CHUNK))
    while True:
        try:
            count = source.readinto(buffer)  # type: ignore[attr-defined]
        except OSError as error:
            raise unreadable(path, error) from error
        if not count:
            return
        yield buffer[:count]


def _write(target: BinaryIO, chunk: memoryview) -> None:
    """Write all of a chunk: a disk that fills up takes a part of it first, and fails at the next."""
    while chunk:
        chunk = chunk[target.write(chunk) :]
