"""`yaodian` without a verb: the window."""

import ctypes
import os
import sys
from pathlib import Path

from desktop_app.errors import YaodianError
from desktop_app.i18n import _

TASK_BAR_NAME = "Yaodian.Yaodian"


def has_display() -> bool:
    """Tell whether there is a screen to open a window on."""
    if sys.platform in ("win32", "darwin"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def _name_in_task_bar() -> None:
    """Tell Windows that this is not just some Python: the task bar groups and pins by this name.

    The shortcuts of the set-up program have the same one.
    """
    if sys.platform == "win32":
        ctypes.windll.shell32.SetCurrentProcessExplicitAppUserModelID(TASK_BAR_NAME)


def open_window(folder: Path | None, document: Path | None = None) -> int:
    """Open the window on a workspace, None for the user's own; return the exit status when it is closed.

    A document is opened for review.
    """
    if not has_display() and "QT_QPA_PLATFORM" not in os.environ:
        raise YaodianError(_("这里没有屏幕，窗口打不开。不用窗口的命令见 yaodian --help。"))
    try:
        from desktop_app import app
    except ImportError as error:
        if "PySide6" not in f"{error.name} {error.path}":
            raise
        raise YaodianError(
            _("窗口打不开，电脑上缺少它需要的系统组件。请运行 python3 run.py，它会说明怎样安装。")
        ) from error
    _name_in_task_bar()
    return app.run(folder, sys.argv[:1], document)
