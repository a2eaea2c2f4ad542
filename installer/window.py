"""The installed window under Wine, on a screen that nobody sees: opened, used by mouse and keys, pictured."""

import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from installer.launchers import NAME
from installer.wine import CheckError, Windows, windows_path

_LONGEST = 300.0  # seconds until the window must stand, or a key must have worked, on a busy machine too
_STILL = 1.5  # seconds in which nothing moves
_FILLED = 40_000  # bytes of a picture with text in the window; the frame alone has half
_FOLDER = "C:\\窗口 试用"
_PYTHON = "pythonw.exe"


def drive(windows: Windows, display: str, document: Path, pictures: Path) -> None:
    """Close the window; open it with a document, accept that, tick a point, ask for a report; picture each.

    What is stored is read with the installed command. Raises CheckError where it is not as it should be.
    """
    with _window(windows, display, "first") as process:
        windows.run("taskkill", "/im", _PYTHON)  # without /f: as its own button closes it
        _until(lambda: process.poll() is not None, "the window did not close")
    noted = windows.registry("HKCU\\Software\\yaodian\\window")
    if _FOLDER not in noted:
        raise CheckError(f"the window noted no workspace for the uninstaller: {noted}")
    with _window(windows, display, "second", windows_path(document)):
        _use(windows, display, pictures)


@contextmanager
def _window(windows: Windows, display: str, which: str, *words: str) -> Iterator[subprocess.Popen[bytes]]:
    begun = time.monotonic()
    program = windows.programs / f"{NAME}.exe"
    with windows.running(program, "-w", _FOLDER, *words, python=_PYTHON) as process:
        wait_for_window(display, NAME)
        print(f"          {which} start of the window: {time.monotonic() - begun:.1f} s")
        yield process


def _use(windows: Windows, display: str, pictures: Path) -> None:
    tables = windows.drive / _FOLDER.removeprefix("C:\\") / "yaodian.db"
    _until(tables.exists, "the window made no workspace")
    _picture(display, pictures / "1-review.png")
    xdotool(display, "key", "ctrl+shift+Return")
    _until(lambda: bool(_items(windows)), "accepting the document made no checklist")
    _picture(display, pictures / "2-checklist.png")
    xdotool(display, "key", "Down")
    xdotool(display, "key", "space")
    _until(lambda: '"progress": "done"' in _items(windows), "ticking stored nothing")
    _picture(display, pictures / "3-ticked.png")
    xdotool(display, "key", "ctrl+p")
    _picture(display, pictures / "4-report.png", stills=4)  # the pages are set, and little moves meanwhile


def _items(windows: Windows) -> str:
    """Return the checklist as the installed command prints it beside the window, "" where there is none."""
    try:
        return windows.run(windows.programs / "yaodian.exe", "list", "--json", "-w", _FOLDER)
    except CheckError:
        return ""


def _until(condition: Callable[[], bool], words: str) -> None:
    end = time.monotonic() + _LONGEST
    while not condition():
        if time.monotonic() > end:
            raise CheckError(words)
        time.sleep(1)


def wait_for_window(display: str, title: str) -> str:
    """Wait for a window, give it the keys, for no window manager is there to do it, and return which it is.

    Raises CheckError where none comes.
    """
    end = time.monotonic() + _LONGEST
    while not (found := xdotool(display, "search", "--onlyvisible", "--name", title)):
        if time.monotonic() > end:
            raise CheckError("no window appeared")
        time.sleep(0.1)
    newest = found.split()[-1]
    xdotool(display, "windowfocus", newest)
    return newest


def xdotool(display: str, *words: str) -> str:
    """Use a window of that screen as a person would, by xdotool's words; returns what it prints."""
    variables = {"DISPLAY": display, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["xdotool", *words], env=variables, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _picture(display: str, path: Path, stills: int = 1) -> None:
    """Take a picture once nothing has moved for so many moments, but for the text cursor."""
    command = ["import", "-display", display, "-window", "root", str(path)]
    before, same = b"", 0
    end = time.monotonic() + _LONGEST
    while same < stills and time.monotonic() < end:
        time.sleep(_STILL)
        subprocess.run(command, check=True)
        now = path.read_bytes()
        same = same + 1 if abs(len(now) - len(before)) < 200 and len(now) > _FILLED else 0
        before = now
