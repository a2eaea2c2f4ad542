"""The right to write into a workspace: one window on one computer has it at a time."""

import errno
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models.database import may_write
from desktop_app.models.opening import holder, is_closing

LOCK = "yaodian.lock"


class HeldError(YaodianError):
    """Another window has the right to write.

    `who` it is, on which computer, since when, "" where not told; `closing`: it is about to let it go.
    """

    def __init__(self, words: str, who: str, *, closing: bool) -> None:
        super().__init__(words)
        self.who, self.closing = who, closing


def locked(folder: Path, *, new: bool = False) -> FileLock:
    """Take the right to write into a workspace, or where a `new` one is to be.

    Raises HeldError where another window has it, YaodianError elsewhere.
    """
    lock = FileLock(folder / LOCK, thread_local=False)
    try:
        lock.acquire(timeout=0)
    except Timeout as error:
        raise _held(folder) from error
    except OSError as error:
        raise (cannot_write(folder, error) if new else only_to_look(folder)) from error
    return lock


def check_may_write(file: Path) -> None:
    """Raise YaodianError where the tables may not be written: SQLite says so only at the first change."""
    if not may_write(file):
        raise only_to_look(file.parent)


def only_to_look(folder: Path) -> YaodianError:
    """Return the sentence for a workspace that may be read and not be written."""
    words = _(
        "工作区“{name}”不能写入，里面的内容没有改动。"
        "请让管电脑的老师开通写入权限，或在“文件 › 数据安全”里点“移到别处”。"
    )
    return YaodianError(words.format(name=folder.name))


@contextmanager
def kept_on_success(lock: FileLock) -> Iterator[FileLock]:
    """Let go of the lock on any failure."""
    try:
        yield lock
    except BaseException:  # whatever it was, it goes on; only the lock must not stay
        lock.release()
        raise


def cannot_write(folder: Path, error: OSError) -> YaodianError:
    """Return the sentence for a folder in which nothing can be written."""
    if error.errno == errno.ENAMETOOLONG:
        return YaodianError(
            _("“{name}”的名称太长，没有改动。请换一个短一些的名称，或少几层文件夹。").format(name=folder.name)
        )
    return YaodianError(
        _("文件夹“{name}”不能写入，没有改动。请换一个可以写入的文件夹。").format(name=folder.name)
    )


def _held(folder: Path) -> HeldError:
    who = holder(folder)
    return HeldError(
        _("“{name}”正在另一个窗口中打开{who}，没有改动。请关闭那个窗口后再打开。").format(
            name=folder.name, who=_("（{who}）").format(who=who) if who else ""
        ),
        who,
        closing=is_closing(folder),
    )
