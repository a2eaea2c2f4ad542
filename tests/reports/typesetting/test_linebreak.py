"""The line breaker: clreq's basic rules, on chosen lines, on the real documents, and on any text."""

import re
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.reports.typesetting.characters import BLANK_LEFT, BLANK_RIGHT, NO_END, NO_START
from desktop_app.reports.typesetting.linebreak import Breaker, Line
from tests.shared import NAMES, documents

FORBIDDEN_START = set("、，。：；！？）》”’…」』】〕,.:;!?)]}%％")
FORBIDDEN_END = set("（《“‘「『【〔([{")


def measure(character: str) -> float:
    """Chinese characters and full-width marks take an em, others half."""
    return 1.0 if ord(character) > 0x2E7F or character in "“”‘’—…①○●" else 0.5


def texts(text: str, width: float, indent: float = 0.0) -> list[str]:
    return [line.text for line in Breaker(measure).lines(text, width, indent)]


def test_a_plain_text_fills_its_lines() -> None:
    assert texts("一二三四五六七八九十", 5) == ["一二三四五", "六七八九十"]


def test_the_first_line_is_indented() -> None:
    assert [len(line) for line in texts("国" * 30, 10, 2)] == [8, 10, 10, 2]


def test_a_mark_is_squeezed_into_the_line() -> None:
    first, *_rest = Breaker(measure).lines("甲乙）丙丁，戊己庚辛", 5)
    assert first.text == "甲乙）丙丁，"
    assert first.width == pytest.approx(5)


def test_a_mark_that_does_not_fit_takes_its_character_along() -> None:
    assert texts("甲乙丙丁戊，己庚辛壬癸", 5) == ["甲乙丙丁", "戊，己庚辛", "壬癸"]


@pytest.mark.parametrize("mark", sorted(FORBIDDEN_START))
def test_no_line_starts_with_a_closing_mark(mark: str) -> None:
    for before in range(3, 12):
        lines = texts("国" * before + mark + "家" * 9, 6)
        assert not any(line[0] == mark for line in lines), lines


@pytest.mark.parametrize("mark", sorted(FORBIDDEN_END))
def test_no_line_ends_with_an_opening_mark(mark: str) -> None:
    for before in range(1, 12):
        lines = texts("国" * before + mark + "家" * 9, 6)
        assert not any(line[-1] == mark for line in lines), lines


@pytest.mark.parametrize(
    "unit",
    [
        "——",
        "……",
        "2022年",
        "80%",
        "32学时",
        "1,286份",
        "¥300",
        "第3次",
        "COVID-19",
        "1.4个百分点",
        "〔2022〕1号",
        "2021—2025年",
        "3～5个",
        "-5℃",
        "±0.5个",
        "35m²",
        "1,200㎡",
        "２０２６年",
        "8.6万元",
        "12辆",
        "10余万人次",
        "和/或",
        "版）.docx",
        "A/B",
    ],
)
def test_what_belongs_together_stays_on_one_line(unit: str) -> None:
    for before in range(1, 20):
        lines = texts("国" * before + unit + "家" * 12, 10)
        assert any(unit in line for line in lines), lines


def test_a_stroke_begins_no_line_and_ends_none() -> None:
    for before in range(1, 14):
        for stroke in ("/", "／"):
            lines = texts("国" * before + f"师{stroke}生" + "家" * 9, 6)
            assert any(f"师{stroke}生" in line for line in lines), lines


def test_a_dash_between_words_begins_no_line_but_may_begin_a_paragraph() -> None:
    for before in range(3, 12):
        for dash in ("-", "—", "～", "–"):
            lines = texts("国" * before + dash + "家" * 9, 6)
            assert not any(line.startswith(dash) for line in lines), lines
    assert texts("-加强教研", 6) == ["-加强教研"]


def test_straight_quotes_open_and_close_by_turns() -> None:
    for before in range(1, 12):
        lines = texts("国" * before + '"家国"' + "天" * 8, 6)
        breaks = [sum(map(len, lines[:count])) for count in range(1, len(lines))]
        assert before + 1 not in breaks  # right behind the opening one
        assert before + 3 not in breaks  # right before the closing one


def test_no_paragraph_ends_with_a_single_character() -> None:
    for length in range(7, 40):
        last = texts("国" * length + "。", 6)[-1]
        assert len(last.rstrip("。")) > 1


def test_blanks_at_a_line_break_are_dropped_and_others_kept() -> None:
    assert texts("one two three", 3) == ["one", "two", "three"]
    assert texts("一 二三", 4) == ["一 二三"]


def test_a_long_file_name_is_broken_after_a_separator() -> None:
    lines = texts("材料IMG_20220901_123456789_附件最终版.jpg等若干份材料", 9)
    assert lines[0].endswith("_")
    assert "".join(lines) == "材料IMG_20220901_123456789_附件最终版.jpg等若干份材料"


def test_neighbouring_marks_share_their_blank() -> None:
    breaker = Breaker(measure)
    assert breaker.natural_width("中，“国") == pytest.approx(3.5)
    assert breaker.natural_width("中”）。国") == pytest.approx(4.0)
    assert breaker.natural_width("中(国") == pytest.approx(2.5)


def test_latin_stands_apart_from_chinese_unless_literal() -> None:
    assert Breaker(measure).natural_width("第5届") == pytest.approx(2.5 + 2 / 6)
    assert Breaker(measure, literal=True).natural_width("第5届") == pytest.approx(2.5)


def test_a_justified_line_ends_at_the_margin() -> None:
    first, *_rest = Breaker(measure).lines("共有32所学校参加了2022年的活动，效果很好", 10)
    assert first.width == pytest.approx(10)
    last = first.pieces[-1]
    width = sum(map(measure, last.text)) + last.spacing * (len(last.text) - 1)
    assert last.x + width == pytest.approx(10)


def test_half_and_full_width_marks_break_alike() -> None:
    full = texts("推进工作，开展活动（重点）。" * 6, 9)
    half = texts("推进工作,开展活动(重点)." * 6, 9)
    assert not any(line[0] in FORBIDDEN_START for line in full + half)
    assert not any(line[-1] in FORBIDDEN_END for line in full + half)


@pytest.mark.parametrize("name", NAMES)
def test_no_line_of_a_real_document_breaks_a_rule(name: str) -> None:
    breaker = Breaker(measure)
    for paragraph in (documents() / f"{name}.txt").read_text("utf-8").splitlines():
        lines = breaker.lines(paragraph.strip(), 28, 2)
        for number, line in enumerate(lines):
            assert line.width <= 28 - (2 if number == 0 else 0) + 1e-6
            assert number == 0 or line.text[0] not in NO_START, line.text
            assert line.text[-1] not in NO_END, line.text
            assert not re.search(r"(?<!—)(—|…)$", line.text) or line.text.endswith(("——", "……", "—")), (
                line.text
            )
        assert len(lines) < 2 or len(lines[-1].text.rstrip(NO_START)) > 1, lines[-1].text


ALPHABET = st.sampled_from(
    "国家教育中小学一二，。、；：！？（）《》“”‘’—…·〔〕,.;:!?()[]\"' 　\tabcXYZ0123456789%¥年月日个项学时_-/@１😀𠮷"
)
ANY_TEXT = st.one_of(st.text(ALPHABET, max_size=120), st.text(max_size=60))


@settings(max_examples=400, deadline=None)
@given(ANY_TEXT, st.integers(1, 30), st.integers(0, 3), st.booleans(), st.booleans())
def test_no_text_loses_a_character_or_leaves_its_column(
    text: str, width: int, indent: int, justify: bool, literal: bool
) -> None:
    lines = Breaker(measure, literal).lines(text, width, min(indent, width - 1), justify)
    assert "".join("".join(line.text for line in lines).split()) == "".join(text.split())
    for number, line in enumerate(lines):
        room = width - (min(indent, width - 1) if number == 0 else 0)
        assert line.width <= room + 1e-6 or len(line.text.strip()) <= 1, line
        assert text[line.start : line.start + len(line.text)] == line.text
        assert "".join(piece.text for piece in line.pieces) == line.text
        xs = [piece.x for piece in line.pieces]
        assert xs == sorted(xs)


@settings(max_examples=400, deadline=None)
@given(st.text(ALPHABET, max_size=120), st.integers(12, 30))
def test_no_line_breaks_a_rule_where_it_need_not(text: str, width: int) -> None:
    """A rule gives way only where what must stay together (a run of marks, a long word) is wider than a line."""
    text = text.replace('"', "")
    for before, line in zip([None, *(lines := Breaker(measure).lines(text, width))], lines, strict=False):
        if before is None or not before.text:
            continue
        around = before.text[-width:] + line.text[:width]
        if re.search(rf"[^\s国家教育中小学一二]{{{width // 2},}}", around):
            continue  # marks and letters in such a row may have to be parted
        assert line.text[0] not in NO_START
        assert before.text[-1] not in NO_END


def places(line: Line) -> list[tuple[str, float]]:
    """Return each character of a line with its place, in em."""
    found = []
    for piece in line.pieces:
        x = piece.x
        for character in piece.text:
            found.append((character, x))
            x += measure(character) + piece.spacing
    return found


@settings(max_examples=400, deadline=None)
@given(st.text(ALPHABET, max_size=120), st.integers(8, 30), st.booleans())
def test_squeezing_takes_at_most_half_an_em_of_a_mark_and_nothing_of_a_word(
    text: str, width: int, justify: bool
) -> None:
    for line in Breaker(measure).lines(text.replace('"', ""), width, justify=justify):
        for (character, x), (after, right) in pairwise(places(line)):
            blank = 0.5 if character in BLANK_RIGHT or after in BLANK_LEFT else 0.0
            assert right - x >= measure(character) - blank - 1e-6, line


CHINESE = st.text(st.sampled_from("国家教育中小学一二，。、；：！？（）《》“”‘’…·2a"), max_size=120)


@settings(max_examples=400, deadline=None)
@given(CHINESE, st.integers(8, 30))
def test_neighbouring_marks_always_share_their_blank_and_latin_always_stands_apart(
    text: str, width: int
) -> None:
    """Of two marks beside each other one gives up half an em; between Chinese and Latin is 1/12 to 1/4 em."""
    for line in Breaker(measure).lines(text, width, justify=False):
        for (before, x), (after, right) in pairwise(places(line)):
            gap = right - x - measure(before)
            marks = before in BLANK_RIGHT and after in BLANK_RIGHT | BLANK_LEFT
            if marks or (before in BLANK_LEFT and after in BLANK_LEFT):
                assert gap == pytest.approx(-0.5), line
            if {before, after} & set("2a") and {before, after} & set("国家教育中小学一二"):
                assert 1 / 12 - 1e-6 <= gap <= 1 / 4 + 1e-6, line


@settings(max_examples=400, deadline=None)
@given(st.text(st.sampled_from("国家教育中小学一二三四，。、"), min_size=1, max_size=120), st.integers(8, 30))
def test_no_last_line_is_a_single_character(text: str, width: int) -> None:
    lines = texts(re.sub("[，。、]{2,}", "，", text).strip("，。、"), width, 2)
    assert len(lines) < 2 or len(lines[-1].rstrip("，。、")) > 1


def test_a_mark_that_would_take_its_neighbour_along_is_squeezed_first() -> None:
    """甲（乙）丙，丁戊己 has two em and a half to give up: the comma stays on the line."""
    first, *_rest = Breaker(measure).lines("甲（乙）丙丁戊己，庚辛壬癸", 8)
    assert first.text == "甲（乙）丙丁戊己，"
    assert first.width == pytest.approx(8)
