from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.views.widgets.words import (
    day_from_words,
    day_in_words,
    icon_of_file,
    moment_in_words,
    size_in_words,
    with_number,
)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("2027-1-5", date(2027, 1, 5)),
        ("2027/01/05", date(2027, 1, 5)),
        ("2027年1月5日", date(2027, 1, 5)),
        ("6月30日", date(2026, 6, 30)),
        ("６月３０日", date(2026, 6, 30)),
        ("6-30", date(2026, 6, 30)),
        ("6.30", date(2026, 6, 30)),
        ("2月", date(2026, 2, 28)),
        ("2028年2月底", date(2028, 2, 29)),
        (" 12月 ", date(2026, 12, 31)),
    ],
)
def test_days_as_people_write_them(words: str, day: date) -> None:
    assert day_from_words(words, 2026) == day


@pytest.mark.parametrize(
    "words", ["明天", "13月", "2月30日", "0月", "2026", "6", "6月30日前后", "", "2026-0-1"]
)
def test_what_is_no_day_is_refused(words: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 -- the words of the error are not shown
        day_from_words(words, 2026)


@given(st.dates(date(1900, 1, 1), date(2999, 12, 31)), st.dates(date(1900, 1, 1), date(2999, 12, 31)))
def test_a_day_shown_is_read_back(day: date, today: date) -> None:
    assert day_from_words(day_in_words(day, today), today.year) == day


def test_numbers_before_words() -> None:
    assert with_number("一、", "加强") == "一、加强"
    assert with_number("（二）", "加强") == "（二）加强"
    assert with_number("3.", "加强") == "3. 加强"
    assert with_number("", "加强") == "加强"


@pytest.mark.parametrize(
    ("size", "words"),
    [(1, "1 KB"), (2048, "2 KB"), (3 * 1024**2 + 500_000, "3.5 MB"), (2 * 1024**3, "2.0 GB")],
)
def test_sizes(size: int, words: str) -> None:
    assert size_in_words(size) == words


def test_moments() -> None:
    now = datetime(2026, 5, 4, 16, 30)
    assert moment_in_words(datetime(2026, 5, 4, 8, 2), now) == "今天 8:02"
    assert moment_in_words(datetime(2026, 5, 3, 8, 2), now) == "5月3日"
    assert moment_in_words(datetime(2025, 5, 4, 8, 2), now) == "2025年5月4日"


def test_files_have_the_icon_of_their_kind() -> None:
    assert icon_of_file("方案.DOCX") == "file_text"
    assert icon_of_file("签到.et") == "file_table"
    assert icon_of_file("没有后缀") == "file"
