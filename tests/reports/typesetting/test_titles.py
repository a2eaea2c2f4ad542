"""Titles: broken between words, in lines of different length."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.reports.fonts import FontBook, Role
from desktop_app.reports.typesetting.characters import NO_END, NO_START
from desktop_app.reports.typesetting.linebreak import Breaker
from desktop_app.reports.typesetting.paragraph import Align, Compositor, Style
from desktop_app.reports.typesetting.strips import Text
from desktop_app.reports.typesetting.titles import title_lines


def lines_of(text: str, width: float) -> list[str] | None:
    breaker = Breaker(lambda character: 1.0 if ord(character) > 0x2E7F else 0.5, literal=True)
    return title_lines(text, width, breaker.natural_width, breaker.places(text))


@pytest.mark.parametrize(
    ("title", "width", "lines"),
    [
        ("云溪区2026年工作要点", 18, ["云溪区2026年工作要点"]),
        (
            "中共云溪区教育工作委员会2026年党建工作要点",
            18,
            ["中共云溪区教育工作委员会", "2026年党建工作要点"],
        ),
        (
            "云溪区教育局关于印发《云溪区义务教育优质均衡发展三年行动计划》的通知",
            18,
            ["云溪区教育局关于印发《云溪区义务教育", "优质均衡发展三年行动计划》的通知"],
        ),
        (
            "关于进一步加强全区中小学幼儿园校园安全管理工作实施方案的通知",
            20,
            ["关于进一步加强全区中小学", "幼儿园校园安全管理工作实施方案的通知"],
        ),
    ],
)
def test_a_title_is_broken_between_words(title: str, width: float, lines: list[str]) -> None:
    found = lines_of(title, width)
    assert found == lines


@settings(max_examples=150, deadline=None)
@given(
    st.text(st.sampled_from("云溪区教育局关于印发工作要点的通知《》（）2026年、——，"), max_size=60),
    st.integers(8, 24),
)
def test_a_title_keeps_its_characters_and_breaks_no_rule(title: str, width: int) -> None:
    lines = lines_of(title.strip(), width)
    if lines is None:
        return
    assert "".join(lines) == title.strip()
    breaker = Breaker(lambda character: 1.0 if ord(character) > 0x2E7F else 0.5, literal=True)
    assert all(breaker.natural_width(line) <= width for line in lines)
    for before, after in pairwise(lines):
        assert before[-1] not in NO_END
        assert after[0] not in NO_START


def test_lines_of_a_title_stand_in_the_middle_and_stay_together() -> None:
    style = Style(Role.TITLE, 22, 40, align=Align.CENTRE)
    strips = Compositor(FontBook(folders=[])).title("中共云溪区教育工作委员会2026年党建工作要点", style, 400)
    assert [strip.keep for strip in strips] == [True, False]
    first, second = (op for strip in strips for op in strip.ops if isinstance(op, Text))
    assert 400 - 2 * first.x == pytest.approx(12 * 22)
    assert first.x < second.x


def test_a_title_without_any_place_to_break_is_set_all_the_same() -> None:
    strips = Compositor(FontBook(folders=[])).title("x" * 300, Style(Role.TITLE, 22, 40), 400)
    assert len(strips) > 4
