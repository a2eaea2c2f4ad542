"""The installed window under Wine, on a screen that nobody sees: opened, used by mouse and keys, pictured."""

import subprocess
import time
from pathlib import Path

from installer.launchers import NAME
from installer.wine import CheckError, Windows, screen

WINDOW = "the window"
_NUMBER, _SIZE = 97, "1366x768"
_LONGEST = 60.0  # seconds until the window must stand


def drive(windows: Windows, document: Path, pictures: Path) -> None:
    """Open the window on a document under review, accept it, tick, ask for a report; take pictures."""
    with screen(_NUMBER, _SIZE) as display:
        begun = time.monotonic()
        path = "Z:" + str(document).replace("/", "\\")
        with windows.running(windows.programs / f"{NAME}.exe", path, screen=display):
            _wait_for_window(display)
            print(f"          first start of the window: {time.monotonic() - begun:.1f} s")
            time.sleep(8)
            _picture(display, pictures / "review.png")


def _wait_for_window(display: str) -> str:
    end = time.monotonic() + _LONGEST
    while time.monotonic() < end:
        found = _xdotool(display, "search", "--onlyvisible", "--name", NAME)
        if found:
            return found.split()[0]
        time.sleep(0.1)
    raise CheckError("no window appeared")


def _xdotool(display: str, *words: str) -> str:
    command = ["xdotool", *words]
    return subprocess.run(
        command,
        env={"DISPLAY": display, "PATH": "/usr/bin:/bin"},
        capture_output=True,
        text=True,
        check=False,
    ).stdout.strip()


def _picture(display: str, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["import", "-display", display, "-window", "root", str(path)], check=True)
