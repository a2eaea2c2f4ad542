"""The script that takes the manual's pictures goes through every screen."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtGui import QImage

from desktop_app.resources import RESOURCES
from desktop_app.views.places import Place

ROOT = RESOURCES.parent


def test_every_screen_gets_its_picture(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "docs/screenshots.py", str(tmp_path), "--dark", "--size", "1366x768"],
        cwd=ROOT,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    assert done.returncode == 0, done.stderr
    assert "Traceback" not in done.stderr
    pictures = sorted(tmp_path.glob("*.png"))
    names = {picture.stem.partition("-")[2] for picture in pictures}
    assert len(names) > 50
    places = {f"place-{place.value}" for place in Place}
    assert names >= {"welcome", "review", "list", "overview", "find-nothing", "panel-compare", *places}
    assert names >= {"columns-menu", "rows-menu", "calendar", "completer", "palette", "history", "read-only"}
    assert names >= {"report", "report-part", "report-making", "report-made", "report-empty"}
    for picture in pictures:
        image = QImage(str(picture))
        colours = {image.pixel(x, y) for x in range(0, image.width(), 7) for y in range(0, image.height(), 5)}
        assert len(colours) > 10, picture.name
