"""The number a line begins with, and numerals."""

import doctest

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.documents import chinese_numbers
from desktop_app.documents.chinese_numbers import to_chinese, to_int
from desktop_app.documents.numbering import Style, find_marker


@pytest.mark.parametrize(
    ("line", "style", "value", "sure"),
    [
        ("一、落实", Style.CHINESE, 1, True),
        ("十二．落实", Style.CHINESE, 12, True),
        ("（十二）加强", Style.CHINESE_BRACKETED, 12, True),
        ("(三) 加强", Style.CHINESE_BRACKETED, 3, True),
        ("㈢加强", Style.CHINESE_BRACKETED, 3, True),
        ("1.推进", Style.ARABIC, 1, True),
        ("１２．推进", Style.ARABIC, 12, True),
        ("7、推进", Style.ARABIC, 7, True),
        ("1.2026年招生", Style.ARABIC, 1, True),
        ("**3.** 推进", Style.ARABIC, 3, True),
        ("## 二、推进", Style.CHINESE, 2, True),
        ("&nbsp;&nbsp;2.推进", Style.ARABIC, 2, True),
        ("40完善制度", Style.ARABIC, 40, False),
        ("（1）推进", Style.ARABIC_BRACKETED, 1, True),
        ("2）推进", Style.ARABIC_BRACKETED, 2, True),
        ("③推进", Style.CIRCLED, 3, True),
        ("2.3 推进", Style.DECIMAL, 3, True),
        ("第三章 保障", Style.CHAPTER, 3, True),
        ("第十条　学校应当", Style.ARTICLE, 10, True),
        ("第一节课后", Style.DIVISION, 1, False),
        ("二 推进", Style.CHINESE, 2, False),
        ("第二，推进", Style.ORDINAL, 2, True),
        ("三是推进", Style.ORDINAL, 3, True),
        ("叁、推进", Style.CHINESE, 3, True),
    ],
)
def test_numbers(line: str, style: Style, value: int, sure: bool) -> None:
    marker = find_marker(line)
    assert marker
    assert (marker.style, marker.value, marker.sure) == (style, value, sure)


@pytest.mark.parametrize(
    "line",
    [
        "2026年是",
        "12个项目",
        "3月底前",
        "2.0行动",
        "12345热线",
        "三、四年级学生",
        "十四五规划",
        "5—8月",
        "80%以上",
        "",
        "　",
    ],
)
def test_no_numbers(line: str) -> None:
    assert find_marker(line) is None


@given(st.integers(1, 999))
def test_numerals_go_there_and_back(value: int) -> None:
    assert to_int(to_chinese(value)) == value


def test_examples_in_the_docstrings() -> None:
    assert doctest.testmod(chinese_numbers).failed == 0
