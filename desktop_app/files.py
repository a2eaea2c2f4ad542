"""Files that appear whole or not at all."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from desktop_app.errors import YaodianError
from desktop_app.i18n import _


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield a temporary path beside `path`; on success flush it to disk and rename it over `path`.

    The new name is on disk too when this returns. On any failure the temporary file goes and `path` is as
    it was. Raises YaodianError where the folder cannot be written or the old file is held open by another
    program.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.stem[:40]}-", suffix=path.suffix)
    except OSError as error:
        raise _cannot_write(path, error) from error
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


def _cannot_write(path: Path, error: OSError) -> YaodianError:
    if isinstance(error, PermissionError) and path.exists():
        hint = _("文件可能正被 WPS 或 Office 打开，请关闭后再试。")
    elif isinstance(error, PermissionError):
        hint = _("没有写入这个文件夹的权限，请换一个文件夹。")
    else:
        hint = _("请检查磁盘空间和文件名，然后再试。")
    return YaodianError(_("无法写入“{name}”，原有文件没有改动。{hint}").format(name=path.name, hint=hint))
