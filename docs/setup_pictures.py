"""Take a picture of each page of the set-up program and the uninstaller, for the manual and to look at.

    .venv/bin/python docs/setup_pictures.py docs/pictures [--into FOLDER]

Builds the set-up program without packing it and goes through it by keys under Wine, on a screen that nobody
sees (Debian or Ubuntu, as installer/check.py). Wine draws as Windows does but for the title bar.
"""

import argparse
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from manual_pictures import SETUP_PAGES, save
from PIL import Image

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from desktop_app import __version__  # noqa: E402
from installer.build import folder_of_program, write_setup  # noqa: E402
from installer.launchers import NAME  # noqa: E402
from installer.window import wait_for_window, xdotool  # noqa: E402
from installer.wine import CheckError, Windows, install_packages, screen  # noqa: E402

FONT = ROOT / "resources" / "fonts" / "NotoSansSC-Regular.ttf"
LONGEST = 300.0  # seconds until a page must stand
SETTLED = 4.0  # seconds in which a page that is drawn does not change
TALL = {
    "setup-installing": 160,
    "uninstall": 225,
    "uninstall-done": 405,
}  # pixels; below there is nothing to see
HEAD = 60  # pixels from above in which every page has words, dark on light
# The faces that the set-up program and Windows' own dialogs ask for: none of them is free, ours stands in.
FACES = ("Microsoft YaHei UI", "MS Shell Dlg", "MS Shell Dlg 2", "Segoe UI", "Tahoma")


class Pages:
    """One walk through installing, installing while the program runs, and uninstalling."""

    def __init__(self, windows: Windows, display: str, setup: Path, into: Path) -> None:
        self._windows, self._display, self._setup, self._into = windows, display, setup, into

    def take(self) -> None:
        """Take every picture; raises CheckError where a page does not come."""
        self._dress()
        self._install()
        self._install_while_running()
        self._uninstall()

    def _dress(self) -> None:
        """Give Wine the looks of Windows: smooth letters, our face where none of Windows' is there."""
        for face in FACES:
            self._note("HKCU\\Software\\Wine\\Fonts\\Replacements", face, "REG_SZ", "Noto Sans SC")
        self._note("HKCU\\Control Panel\\Desktop", "FontSmoothing", "REG_SZ", "2")
        self._note("HKCU\\Control Panel\\Desktop", "FontSmoothingType", "REG_DWORD", "1")

    def _note(self, key: str, name: str, kind: str, value: str) -> None:
        self._windows.run("reg", "add", key, "/v", name, "/t", kind, "/d", value, "/f")

    def _install(self) -> None:
        program = self._windows.programs
        with self._windows.running(self._setup, python=self._setup.name):
            self._page("setup-folder")
            self._press("Return")
            until((program / "app" / "packages" / "PySide6").exists)
            self._page("setup-installing", moving=True)
            until((self._windows.home / f"{NAME}.lnk").exists)
            self._page("setup-done")

    def _install_while_running(self) -> None:
        python = self._windows.programs / "app" / "python" / "python.exe"
        waiting = ("-c", "print(1, flush=True); input()")
        with self._windows.running(python, *waiting, python=python.name) as process:
            assert process.stdout is not None
            process.stdout.readline()
            with self._windows.running(self._setup, python=self._setup.name):
                self._page("setup-running")  # the first page, until the next one is taken
                self._press("Return")
                self._page("setup-running")

    def _uninstall(self) -> None:
        uninstaller = self._windows.programs / "uninstall.exe"
        with self._windows.running(uninstaller, python=uninstaller.name):
            self._page("uninstall")
            self._press("Return")
            until(lambda: not uninstaller.exists())
            self._page("uninstall-done")
            self._press("Return")

    def _press(self, key: str) -> None:
        xdotool(self._display, "key", key)
        time.sleep(SETTLED)

    def _page(self, name: str, *, moving: bool = False) -> None:
        """Take a page once it has its words, and, unless it is `moving`, nothing in it changes any more."""
        before, now = None, self._taken()
        while not _has_words(now) or not (moving or now == before):
            time.sleep(SETTLED)
            before, now = now, self._taken()
        save(now.crop((0, 0, now.width, TALL.get(name, now.height))), self._into / f"{name}.png")

    def _taken(self) -> Image.Image:
        window = wait_for_window(self._display, NAME)
        command = ["import", "-display", self._display, "-window", window, "png:-"]
        return Image.open(BytesIO(subprocess.run(command, capture_output=True, check=True).stdout)).convert(
            "RGB"
        )


def _has_words(page: Image.Image) -> bool:
    darkest, _lightest = page.convert("L").crop((0, 0, page.width, HEAD)).getextrema()
    return darkest < 80


def until(condition: Callable[[], bool]) -> None:
    """Wait until something is so; raises CheckError where it does not come to that."""
    end = time.monotonic() + LONGEST
    while not condition():
        if time.monotonic() > end:
            raise CheckError("a page of the set-up program did not come")
        time.sleep(0.2)


def main() -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--into", type=Path, default=ROOT / "dist", help="where downloads are kept")
    words = parser.parse_args()
    words.folder.mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stopped, it ends Wine's server too
    install_packages()
    tree = folder_of_program(words.into / "downloads")
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder, screen("1024x768") as display:
        setup = Path(folder) / f"Yaodian-{__version__}-setup.exe"
        write_setup(tree, __version__, setup, quick=True)
        windows = Windows(Path(folder), FONT, display)
        try:
            windows.start()
            Pages(windows, display, setup, words.folder).take()
        finally:
            windows.end()
    missing = [name for name in SETUP_PAGES if not (words.folder / f"{name}.png").exists()]
    return len(missing)


if __name__ == "__main__":
    sys.exit(main())
