"""Take a picture of each screen of the window, for the manual and to look at.

    python docs/screenshots.py FOLDER --manual docs/pictures
    python docs/screenshots.py FOLDER --all
    python docs/screenshots.py FOLDER [--document FILE] [--dark] [--size 1366x768] [--font system]

Runs on whatever screen there is, Xvfb or `QT_QPA_PLATFORM=offscreen` included. The document (the sample, if
none is named) is imported into a workspace made for the purpose and thrown away afterwards. `--all` takes
both sizes, light and dark, each into a folder of its own: 1366×768, and 1920×1080 at 150 %. `--manual` also
makes the manual's pictures anew: few colours, cut to what is spoken of.
"""

import argparse
import json
import os
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from manual_pictures import PICTURES, SETUP_PAGES, Box, make
from photographer import Photographer
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication

from desktop_app.app import Program, bundled_family, dress
from desktop_app.resources import SAMPLE

SIZES = {"1366x768": ("1366x768", "1"), "1920x1080": ("1280x720", "1.5")}  # logical pixels, and their scale


def take_all(folder: Path, others: list[str]) -> int:
    """Take all at both sizes, light and dark, each by a program of its own; 0 where all is well."""
    status = 0
    for name, (size, scale) in SIZES.items():
        for look in ("light", "dark"):
            words = [sys.executable, __file__, str(folder / f"{name}-{look}"), "--size", size, *others]
            words += ["--dark"] if look == "dark" else []
            status |= subprocess.run(
                words, env=os.environ | {"QT_SCALE_FACTOR": scale}, check=False
            ).returncode
    return status


def take(words: argparse.Namespace) -> dict[str, Box]:
    """Take the pictures of one size and look; return where in each a dialog stands."""
    words.folder.mkdir(parents=True, exist_ok=True)
    width, height = map(int, words.size.split("x"))
    app = QApplication(_screen(words.folder, width, height))
    dress(app)
    if words.font == "bundled":
        font = app.font()
        font.setFamilies([bundled_family()])
        app.setFont(font)
    with TemporaryDirectory() as place:
        folder = Path(place)
        programs = []
        dialogs: dict[str, Box] = {}
        for name in ("window", "other"):  # the other one finds the workspace taken
            settings = QSettings(str(folder / f"{name}.ini"), QSettings.Format.IniFormat)
            program = Program(app, folder / "workspace", settings, folder / name)
            programs.append(program)
            program.theme.use(words.dark)
            program.frame.setGeometry(0, 0, width, height)
            program.frame.show()
            photographer = Photographer(app, program, words.folder)
            if name == "window":
                photographer.walk(words.document)
                dialogs = photographer.dialogs
                program.frame.hide()
            else:
                photographer.look_only()
        for program in reversed(programs):
            program.frame.close()
            program.stop()
    return dialogs


def make_for_manual(folder: Path, dialogs: dict[str, Box], into: Path) -> None:
    """Make the manual's pictures of those in a folder; what is no longer one of them goes."""
    into.mkdir(exist_ok=True)
    for old in into.glob("*.png"):
        if old.stem not in SETUP_PAGES:
            old.unlink()
    for name, shot in PICTURES.items():
        (taken,) = folder.glob(f"[0-9][0-9]-{shot.screen}.png")
        make(taken, shot, dialogs.get(shot.screen), into / f"{name}.png")


def _screen(folder: Path, width: int, height: int) -> list[str]:
    """Return the words that give a platform without a screen one of this size: lists open inside of it."""
    if os.environ.get("QT_QPA_PLATFORM") != "offscreen":
        return []
    scale = float(os.environ.get("QT_SCALE_FACTOR", "1"))
    screen = {"name": "screen", "x": 0, "y": 0, "logicalDpi": 96, "dpr": 1}
    screen |= {"width": round(width * scale), "height": round(height * scale)}
    file = folder / "screen.json"
    file.write_text(json.dumps({"screens": [screen]}), "utf-8")
    return ["screenshots", "-platform", f"offscreen:configfile={file}"]


def main() -> int:
    """Take the pictures."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path)
    parser.add_argument("--manual", type=Path, metavar="FOLDER")
    parser.add_argument("--all", action="store_true")
    parser.add_argument("--document", type=Path, default=next(SAMPLE.glob("*.txt")))
    parser.add_argument("--dark", action="store_true")
    parser.add_argument("--size", default="1366x768")
    parser.add_argument("--font", choices=("bundled", "system"), default="bundled")
    words = parser.parse_args()
    if words.all:
        return take_all(words.folder, ["--document", str(words.document), "--font", words.font])
    dialogs = take(words)
    if words.manual is not None:
        make_for_manual(words.folder, dialogs, words.manual)
    return 0


if __name__ == "__main__":
    sys.exit(main())
