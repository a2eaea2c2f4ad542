"""The script that takes the manual's pictures goes through every screen."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from desktop_app.reports.manual_text import Picture, blocks_of
from desktop_app.resources import MANUAL, RESOURCES
from desktop_app.views.places import Place
from docs.manual_pictures import PICTURES, SETUP_PAGES

ROOT = RESOURCES.parent


def test_every_screen_gets_its_picture(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            *(sys.executable, "docs/screenshots.py", str(tmp_path), "--dark", "--size", "1366x768"),
            *("--manual", str(tmp_path / "manual")),
        ],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    pictures = sorted(tmp_path.glob("*.png"))
    names = {picture.stem.partition("-")[2] for picture in pictures}
    assert len(names) > 50
    places = {f"place-{place.value}" for place in Place}
    assert names >= {"welcome", "review", "list", "overview", "find-nothing", "panel-compare", *places}
    assert names >= {"columns-menu", "rows-menu", "calendar", "completer", "palette", "history", "read-only"}
    assert names >= {"report", "report-page", "report-part", "report-making", "report-made", "report-empty"}
    assert names >= {"inbox", "inbox-empty", "files", "missing"}
    assert names >= {"safety", "safety-restore", "fault-record", "rescue", "stick-gone"}
    for picture in pictures:
        image = QImage(str(picture))
        colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 5)}
        assert len(colours) > 10, picture.name
    made = {path.stem for path in (tmp_path / "manual").iterdir()}
    assert made == set(PICTURES)


def test_the_manual_shows_what_the_script_makes_and_it_is_there_and_small() -> None:
    shown = [block.place for block in blocks_of(MANUAL.read_text("utf-8")) if isinstance(block, Picture)]
    assert sorted(shown) == sorted(f"pictures/{name}.png" for name in (*PICTURES, *SETUP_PAGES))
    files = sorted((MANUAL.parent / "pictures").iterdir())
    assert [f"pictures/{file.name}" for file in files] == sorted(shown)
    assert sum(file.stat().st_size for file in files) < 1_500_000
