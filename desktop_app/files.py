"""Files that appear whole or not at all, and what is opened and has to be closed."""

import os
import tempfile
from abc import ABC, abstractmethod
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from itertools import count
from pathlib import Path
from typing import Self

from desktop_app.errors import YaodianError
from desktop_app.i18n import _

HALF = ".half-"  # begins the name of a file that is being written


class HeldOpenError(YaodianError):
    """A file is there and may not be replaced: most often WPS or Office has it open."""


class Closable(ABC):
    """Something that is opened and has to be closed, best by `with`."""

    @abstractmethod
    def close(self) -> None:
        """Let go of it; doing so again does no harm."""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_error: object) -> None:
        self.close()


def writable(path: Path) -> Path:
    """Return `path`, or where what is there cannot be replaced, the first free “name (2).pdf” beside it.

    Windows lets nobody replace a file that another program holds open; giving it the name it has is the
    same step with nothing changed, so that this is known before an hour's work.
    """
    if not is_there(path):
        return path
    try:
        path.replace(path)
    except OSError:
        return another_name(path)
    return another_name(path) if path.is_dir() else path


def is_there(path: Path) -> bool:
    """Tell whether something lies at a path; nothing does where the system says that it is too long."""
    try:
        return path.exists()
    except OSError:
        return False


def another_name(path: Path) -> Path:
    """Return the first free one of “name (2).pdf”, “name (3).pdf”, … in the same folder."""
    names = (path.with_name(f"{path.stem} ({number}){path.suffix}") for number in count(2))
    return next(name for name in names if not name.exists())


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path`; on success flush it to disk and rename it over `path`.

    The new name is on disk too when this returns. On any failure the temporary file goes and `path` is as
    it was. Raises YaodianError where the folder cannot be written, HeldOpenError where the old file is held
    open by another program.
    """
    try:
        path.parent.mkdir(exist_ok=True)  # not those above: a stick that is out must not be made of nothing
        handle, name = tempfile.mkstemp(
            dir=path.parent, prefix=f"{HALF}{path.stem[:40]}-", suffix=path.suffix
        )
    except OSError as error:
        raise _no_place_for(path, error) from error
    os.close(handle)
    temporary = Path(name)
    try:
        yield temporary
        with temporary.open("rb+") as written:
            os.fsync(written.fileno())
        _give_usual_mode(temporary)
        temporary.replace(path)
    except OSError as error:
        raise _cannot_write(path, error) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)
    flush_folder(path.parent)


def remove_halves(folder: Path) -> int:
    """Remove what a killed program began by `replacing` in a folder; return how many files went."""
    halves = list(folder.glob(f"{HALF}*"))
    for path in halves:
        with suppress(OSError):
            path.unlink()
    return sum(not path.exists() for path in halves)


def flush_folder(folder: Path) -> None:
    """Make a rename outlive a power cut; Windows does so by itself and opens no folders.

    Some network drives cannot flush a folder: the file is there and whole, so that is no failure.
    """
    if os.name == "posix":
        with suppress(OSError):
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


def _give_usual_mode(path: Path) -> None:
    """Undo mkstemp's 0600: a report is read by others too."""
    if os.name == "posix":
        mask = os.umask(0)
        os.umask(mask)
        path.chmod(0o666 & ~mask)


def _no_place_for(path: Path, error: OSError) -> YaodianError:
    """Say that the folder takes no new file."""
    if isinstance(error, PermissionError):
        return _refused(path, _("没有写入这个文件夹的权限，请换一个文件夹。"))
    return _refused(path, _("请检查磁盘空间和文件名，然后再试。"))


def _cannot_write(path: Path, error: OSError) -> YaodianError:
    """Say that the file was not written or not put in the place of the old one."""
    if isinstance(error, PermissionError) and path.exists():
        return HeldOpenError(str(_refused(path, _("文件可能正被 WPS 或 Office 打开，请关闭后再试。"))))
    return _no_place_for(path, error)


def _refused(path: Path, hint: str) -> YaodianError:
    return YaodianError(_("无法写入“{name}”，原有文件没有改动。{hint}").format(name=path.name, hint=hint))
