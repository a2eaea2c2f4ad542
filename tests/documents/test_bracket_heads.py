"""Titles in brackets are sections where no numbers make any."""

import pytest

from desktop_app.documents import outline_of
from desktop_app.documents.outline import Level, shown_number
from tests.documents.readers.test_plan_tables import nothing_lost

PLAIN = "【德育工作】\n开展活动。\n【教学工作】\n抓好课堂。\n【安全工作】\n开展演练。\n"


def test_paragraphs_below_titles_in_brackets() -> None:
    outline = outline_of(f"2026年工作计划\n{PLAIN}")
    assert [(node.number, node.numbered, node.title) for node in outline.children] == [
        ("一", False, "德育工作"),
        ("二", False, "教学工作"),
        ("三", False, "安全工作"),
    ]
    assert [child.title for child in outline.children[1].children] == ["抓好课堂"]
    assert outline.warnings == ()
    assert nothing_lost(outline)


def test_points_below_them_count_anew() -> None:
    words = "【德育】：\n1.家访。每学期1次。\n2.活动。每月1次。\n【教学】：\n1.听课。每周1节。\n2.教研。每周1次。\n"
    outline = outline_of(f"2026年工作计划\n{words}")
    assert [[point.title for point in section.children] for section in outline.children] == [
        ["家访", "活动"],
        ["听课", "教研"],
    ]
    assert outline.warnings == ()


@pytest.mark.parametrize(
    "words",
    [
        "一、德育\n【说明】\n开展活动。\n二、教学\n【说明】\n抓好课堂。\n",  # numbers make the sections
        "【内部资料】\n1.家访。每学期1次。\n2.活动。每月1次。\n",  # a single one is no heading
    ],
)
def test_other_lines_in_brackets_are_none(words: str) -> None:
    outline = outline_of(f"2026年工作计划\n{words}")
    assert not any("说明" in node.title or "内部" in node.title for node in outline.children)


def test_nothing_stands_before_them_in_print() -> None:
    outline = outline_of(f"2026年工作计划\n{PLAIN}")
    first = outline.children[0]
    assert shown_number(first.level, first.number, outline.source_text[first.source[0] :]) == ""


@pytest.mark.parametrize(
    ("level", "number", "words", "shown"),
    [
        (Level.SECTION, "三", "第三章　总则", "第三章 "),
        (Level.POINT, "十二", "第十二条 校长负责。", "第十二条 "),
        (Level.SECTION, "一", "一、党建", "一、"),
        (Level.SUBSECTION, "二", "(二)宣传", "(二)"),
        (Level.POINT, "3", "**3、**活动", "3、"),
        (Level.POINT, "1.2", "1.2 活动", "1.2"),
        (Level.POINT, "40", "40完善制度", "40."),  # the document lost the mark
        (Level.POINT, "4", "3.活动", "4."),  # counted anew by hand
        (Level.SECTION, "一", "", "一、"),
        (Level.SECTION, "二", "加强党建", "二、"),  # a number put back
        (Level.MEASURE, "1", "（1）活动", ""),
    ],
)
def test_numbers_are_shown_as_printed(level: Level, number: str, words: str, shown: str) -> None:
    assert shown_number(level, number, words) == shown


def test_more_of_them_than_any_numeral_counts() -> None:
    outline = outline_of("【德育工作】\n加强管理。\n" * 1001)
    assert [node.number for node in outline.children[-3:]] == ["九百九十九", "1000", "1001"]
