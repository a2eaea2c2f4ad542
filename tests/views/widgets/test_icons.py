import re

import pytest
from PySide6.QtWidgets import QApplication

from desktop_app.resources import ICONS, RESOURCES
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import Role, Theme

NAMES = sorted(path.stem for path in ICONS.glob("*.svg"))
# The program's own, and what the style sheet takes by itself: a grey that can be seen on light and dark, ticks for each.
FIXED = {"app", "chevron", "tick", "tick_dark"}
USED = re.compile(r'"([a-z_]+)"')


@pytest.mark.parametrize("name", NAMES)
def test_each_drawing_takes_the_colour_of_its_role(qapp: QApplication, name: str) -> None:
    theme = Theme()
    theme.use(False)
    image = Icons(theme).pixmap(name, 32, Role.FAILED).toImage()
    inks = {
        image.pixelColor(x, y).name()
        for x in range(32)
        for y in range(32)
        if image.pixelColor(x, y).alpha() > 250
    }
    assert inks
    if name not in FIXED:
        assert theme.name(Role.FAILED) in inks
        assert "#" not in (ICONS / f"{name}.svg").read_text("utf-8")


def test_every_drawing_is_used() -> None:
    sources = "".join(path.read_text("utf-8") for path in (RESOURCES.parent / "desktop_app").rglob("*.py"))
    assert set(NAMES) - set(USED.findall(sources)) - FIXED == set()


def test_a_pixmap_is_as_sharp_as_the_screen(qapp: QApplication) -> None:
    pixmap = Icons(Theme()).pixmap("check", 16, ratio=1.5)
    assert (pixmap.width(), pixmap.devicePixelRatio()) == (24, 1.5)
