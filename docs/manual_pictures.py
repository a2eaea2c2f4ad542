"""The manual's pictures: which screen each shows, and how it is cut and made small."""

from dataclasses import dataclass
from pathlib import Path

from PIL import Image

COLOURS = 256  # fewer would take the signs their colours
EDGE = 1  # pixels around a dialog: its frame

Box = tuple[int, int, int, int]  # x, y, width, height in pixels


@dataclass(frozen=True)
class Shot:
    """A picture of the photographer's walk, and what is shown: all, its `dialog` alone, or a `part`."""

    screen: str
    part: Box | None = None
    dialog: bool = False


PICTURES = {
    "welcome": Shot("welcome", (0, 0, 1366, 600)),
    "review": Shot("review-warning"),
    "school": Shot("school", (0, 0, 722, 330), dialog=True),
    "list": Shot("list"),
    "panel": Shot("list", (990, 80, 376, 655)),
    "inbox": Shot("inbox", (0, 80, 1366, 440)),
    "missing": Shot("missing", (0, 80, 1366, 320)),
    "overview": Shot("overview"),
    "report": Shot("report-page"),
    "safety": Shot("safety", (0, 87, 722, 220), dialog=True),
    "report-made": Shot("report-made"),
}
# What docs/setup_pictures.py makes under Wine.
SETUP_PAGES = (
    "setup-folder",
    "setup-installing",
    "setup-done",
    "setup-running",
    "uninstall",
    "uninstall-done",
)


def make(taken: Path, shot: Shot, dialog: Box | None, path: Path) -> None:
    """Cut a screen's picture as its shot says and save it with few colours.

    Raises ValueError where a dialog is to be shown and there was none.
    """
    with Image.open(taken) as whole:
        picture = whole.convert("RGB")
    if shot.dialog:
        if dialog is None:
            raise ValueError(f"{taken.name} shows no dialog")
        x, y, width, height = dialog
        picture = picture.crop((x - EDGE, y - EDGE, x + width + EDGE, y + height + EDGE))
    if shot.part is not None:
        x, y, width, height = shot.part
        picture = picture.crop((x, y, min(x + width, picture.width), y + height))
    save(picture, path)


def save(picture: Image.Image, path: Path) -> None:
    """Save a picture with few colours."""
    few = picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE)
    few.save(path, optimize=True)
