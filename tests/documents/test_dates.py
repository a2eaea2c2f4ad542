"""Dates and time limits as official paper writes them."""

from datetime import date

import pytest

from desktop_app.documents.dates import date_alone, deadline, eaten_date, find_date


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("2026年2月3日", "2026-02-03"),
        ("（2026年2月3日）", "2026-02-03"),
        ("2026 年 2 月 3 日", "2026-02-03"),
        ("2026-02-03 10:20:30", "2026-02-03"),
        ("2026.2.3", "2026-02-03"),
        ("二〇二六年二月十三日", "2026-02-13"),
        ("二○二六年十二月三十一日", "2026-12-31"),
    ],
)
def test_a_line_that_is_a_date(text: str, iso: str) -> None:
    found = date_alone(text)
    assert found
    assert found[0] == iso


@pytest.mark.parametrize("text", ["2026年2月30日", "2026年2月", "2026年2月3日印发", "电话2026-02-0312", ""])
def test_a_line_that_is_none(text: str) -> None:
    assert date_alone(text) is None


def test_a_date_inside_a_line() -> None:
    assert find_date("云溪区教育局办公室 2026年2月7日印发") == "2026-02-07"


@pytest.mark.parametrize(
    ("text", "readings", "marked"),
    [
        ("20261月26", ["2026-01-26"], True),
        ("202624", ["2026-02-04"], False),
        ("2026111", ["2026-01-11", "2026-11-01"], False),
        ("20261226", ["2026-12-26"], False),
    ],
)
def test_what_an_eaten_date_can_mean(text: str, readings: list[str], marked: bool) -> None:
    assert eaten_date(text) == (readings, marked)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("12月底", date(2026, 12, 31)),
        ("2月底前", date(2026, 2, 28)),
        ("6月30日前", date(2026, 6, 30)),
        ("2027年3月", date(2027, 3, 31)),
        ("第三季度", date(2026, 9, 30)),
        ("上半年", date(2026, 6, 30)),
        ("年底", date(2026, 12, 31)),
        ("长期坚持", None),
        ("13月", None),
        ("", None),
    ],
)
def test_a_time_limit(words: str, day: date | None) -> None:
    assert deadline(words, 2026) == day
