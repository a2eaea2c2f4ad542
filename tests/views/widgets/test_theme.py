import re
from itertools import product

import pytest
from PySide6.QtGui import QFont
from PySide6.QtWidgets import QApplication

from desktop_app.views.widgets.style import style_sheet
from desktop_app.views.widgets.theme import DARK, LIGHT, Role, Theme, sized

WORDS = (
    Role.INK,
    Role.SOFT,
    Role.FAINT,
    Role.ACCENT,
    Role.NOT_STARTED,
    Role.UNDER_WAY,
    Role.DONE,
    Role.MOSTLY,
    Role.FAILED,
    Role.NOT_APPLICABLE,
)
GROUNDS = (Role.GROUND, Role.CHROME, Role.RAISED, Role.HOVER, Role.SELECTED)
STRIPS = (Role.WARNING_SOFT, Role.ERROR_SOFT, Role.DONE_SOFT, Role.ACCENT_SOFT)
TINTS = (
    Role.FOUND,
    Role.TINT_SECTION,
    Role.TINT_SUBSECTION,
    Role.TINT_POINT,
    Role.TINT_MEASURE,
    Role.TINT_CURRENT,
)


def contrast(first: str, second: str) -> float:
    """Return the WCAG contrast ratio (1 to 21) of two colours given as #rrggbb."""
    high, low = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_contrast_is_the_one_of_the_standard() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_all_words_can_be_read(colours: dict[Role, str]) -> None:
    pairs = [*product(WORDS, GROUNDS), *product((Role.INK, Role.SOFT), STRIPS), (Role.ON_ACCENT, Role.ACCENT)]
    pairs += [(Role.ON_ACCENT, Role.ACCENT_STRONG), *((Role.INK, tint) for tint in TINTS)]
    poor = {(ink, ground): round(contrast(colours[ink], colours[ground]), 2) for ink, ground in pairs}
    assert {pair: ratio for pair, ratio in poor.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("colours", [LIGHT, DARK], ids=["light", "dark"])
def test_focus_can_be_seen(colours: dict[Role, str]) -> None:
    for ground in (Role.GROUND, Role.CHROME, Role.RAISED):
        assert contrast(colours[Role.ACCENT], colours[ground]) >= 3


def test_both_schemes_have_every_role() -> None:
    assert set(LIGHT) == set(DARK) == set(Role)


def test_the_sheet_uses_the_colours_in_force(qapp: QApplication) -> None:
    theme = Theme()
    theme.use(False)
    light = style_sheet(theme)
    told: list[bool] = []
    theme.changed.connect(lambda: told.append(theme.dark))
    theme.use(True)
    theme.use(True)
    assert told == [True]
    assert LIGHT[Role.ACCENT] in light
    assert DARK[Role.ACCENT] in style_sheet(theme)
    assert "$" not in light


def test_no_size_of_text_is_fixed(qapp: QApplication) -> None:
    assert not re.search(r"font", style_sheet(Theme()))


def test_sizes_follow_the_systems_font() -> None:
    font = QFont()
    font.setPointSizeF(13)
    assert sized(font, 3).pointSizeF() == 16
    assert sized(font, medium=True).weight() == QFont.Weight.Medium
    assert font.pointSizeF() == 13
