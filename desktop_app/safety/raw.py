"""The bytes of a file, or a sentence that says why not."""

from pathlib import Path

from desktop_app.errors import YaodianError
from desktop_app.i18n import _

MAX_BYTES = 32 * 1024 * 1024


class UnknownFormError(YaodianError):
    """The file may be whole, but is of a form that only another program reads."""


def read_bytes(path: Path, most: int = MAX_BYTES) -> bytes:
    """Return a file's bytes.

    Raises YaodianError with a sentence for the user where it is a folder, missing, unreadable, empty or has
    more than `most` bytes; a file too large is not read at all.
    """
    name = path.name
    try:
        if path.is_dir():
            raise YaodianError(_("“{name}”是文件夹，没有导入任何内容。请选择其中的文件。").format(name=name))
        size = path.stat().st_size
        if size > most:
            raise _too_large(name, size, most)
        data = path.read_bytes()
    except FileNotFoundError as error:
        words = _("找不到文件“{name}”，没有导入任何内容。请检查文件名，或者重新选择。")
        raise YaodianError(words.format(name=name)) from error
    except (OSError, ValueError) as error:
        words = _("无法读取“{name}”，没有导入任何内容。请关闭正在用它的程序，检查权限，再试一次。")
        raise YaodianError(words.format(name=name)) from error
    if not data:
        raise YaodianError(_("“{name}”是空文件，没有导入任何内容。请确认选对了文件。").format(name=name))
    return data


def _too_large(name: str, size: int, most: int) -> YaodianError:
    return YaodianError(
        _("“{name}”有 {size} MB，超过 {limit} MB 的限度，没有导入任何内容。请确认选对了文件。").format(
            name=name, size=size // 1024 // 1024, limit=most // 1024 // 1024
        )
    )
