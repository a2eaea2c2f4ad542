"""The installed window under Wine, on a screen that nobody sees: opened, used by mouse and keys, pictured."""

import subprocess
import time
from collections.abc import Callable
from pathlib import Path

from installer.launchers import NAME
from installer.wine import CheckError, Windows, screen

_NUMBER, _SIZE = 97, "1366x768"
_LONGEST = 90.0  # seconds until the window must stand, or a key must have worked
_STILL = 3.0  # seconds in which nothing moves
_FOLDER = "C:\\窗口 试用"


def drive(windows: Windows, document: Path, pictures: Path) -> None:
    """Open a document in the window, accept it, tick a point, ask for a report; take a picture of each.

    That the tick is stored is read with the installed command. Raises CheckError where it is not.
    """
    path = "Z:" + str(document).replace("/", "\\")
    for which, more in (("first", []), ("second", [path])):
        with screen(_NUMBER, _SIZE) as display:
            begun = time.monotonic()
            words = ["-w", _FOLDER, *more]
            with windows.running(windows.programs / f"{NAME}.exe", *words, screen=display):
                _wait_for_window(display)
                print(f"          {which} start of the window: {time.monotonic() - begun:.1f} s")
                if more:
                    _use(windows, display, pictures)


def _use(windows: Windows, display: str, pictures: Path) -> None:
    tables = windows.drive / _FOLDER.removeprefix("C:\\") / "yaodian.db"
    _until(tables.exists, "the window made no workspace")
    _picture(display, pictures / "1-review.png")
    _xdotool(display, "key", "ctrl+shift+Return")
    _until(lambda: bool(_items(windows)), "accepting the document made no checklist")
    _picture(display, pictures / "2-checklist.png")
    _xdotool(display, "key", "Down")
    _xdotool(display, "key", "space")
    _until(lambda: '"progress": "done"' in _items(windows), "ticking stored nothing")
    _picture(display, pictures / "3-ticked.png")
    _xdotool(display, "key", "ctrl+p")
    time.sleep(3 * _STILL)  # the pages are set, and little moves meanwhile
    _picture(display, pictures / "4-report.png")


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


def _wait_for_window(display: str) -> None:
    """Wait for the window, and give it the keys: no window manager is there to do it."""
    end = time.monotonic() + _LONGEST
    while not (found := _xdotool(display, "search", "--onlyvisible", "--name", NAME)):
        if time.monotonic() > end:
            raise CheckError("no window appeared")
        time.sleep(0.1)
    _xdotool(display, "windowfocus", found.split()[0])


def _xdotool(display: str, *words: str) -> str:
    variables = {"DISPLAY": display, "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"}
    done = subprocess.run(["xdotool", *words], env=variables, capture_output=True, text=True, check=False)
    return done.stdout.strip()


def _picture(display: str, path: Path) -> None:
    """Take a picture once nothing moves any more, but for the text cursor."""
    command = ["import", "-display", display, "-window", "root", str(path)]
    before = b""
    end = time.monotonic() + _LONGEST
    while time.monotonic() < end:
        time.sleep(_STILL)
        subprocess.run(command, check=True)
        now = path.read_bytes()
        if abs(len(now) - len(before)) < 200:
            return
        before = now
