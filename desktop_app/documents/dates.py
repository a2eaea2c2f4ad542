"""Dates as official paper writes them, and what is left of them when a web page has eaten their marks."""

import re
from calendar import monthrange
from datetime import date

from desktop_app.documents.chinese_numbers import ZERO, to_int
from desktop_app.i18n import _

_CN = f"[{ZERO}一二三四五六七八九十]"
_DATE = (
    r"(?P<y>(?:19|20)\d{2})\s*(?:年|[-./])\s*(?P<m>\d{1,2})\s*(?:月|[-./])\s*(?P<d>\d{1,2})\s*[日号]?"
    rf"|(?P<cy>[二一][{ZERO}九]{_CN}{{2}})\s*年\s*(?P<cm>{_CN}{{1,2}})\s*月\s*(?P<cd>{_CN}{{1,3}})\s*日"
)
FIND = re.compile(_DATE)
_ALONE = re.compile(
    rf"^[（(\[【]?\s*(?:{_DATE})(?P<time>[\sT]*\d{{1,2}}[:：]\d{{2}}(?:[:：]\d{{2}})?)?\s*[）)\]】]?$"
)
_LIMIT_YEAR = re.compile(r"(20\d{2})年")
_LIMIT_MONTH = re.compile(r"(?P<month>\d{1,2})月(?:份)?(?:(?P<day>\d{1,2})[日号])?")
_LIMIT_PARTS = (
    (re.compile(r"[一1]季度"), 3),
    (re.compile(r"上半年|[二2]季度"), 6),
    (re.compile(r"[三3]季度"), 9),
    (re.compile(r"年底|年末|年内|全年|年终|下半年|[四4]季度"), 12),
)
_BLANK = re.compile(r"\s")
_EATEN = re.compile(r"^(20\d{2})(年?)(\d{0,4})(月?)(\d{0,2})(日?)$")


def day_in_full(iso: str) -> str:
    """Return a day (ISO) as documents write it: 2026年2月6日."""
    year, month, day = (int(part) for part in iso.split("-"))
    return _("{year}年{month}月{day}日").format(year=year, month=month, day=day)


def find_date(text: str) -> str | None:
    """Return the first date in the text as ISO, or None."""
    found = FIND.search(text)
    return _iso(found) if found else None


def date_alone(text: str) -> tuple[str, bool] | None:
    """Return (ISO date, whether a time of day stands with it) where the line is nothing but a date."""
    found = _ALONE.match(text)
    if not found:
        return None
    iso = _iso(found)
    return (iso, bool(found["time"])) if iso else None


def eaten_date(text: str) -> tuple[list[str], bool] | None:
    """Return what a date that lost its marks can mean, and whether one of the marks is left (20221月26).

    None where the line is no such thing.
    """
    found = _EATEN.match(_BLANK.sub("", text)) if text.lstrip()[:1] == "2" else None
    if not found or len(found[0]) < 6:
        return None
    year, _mark, first, month_mark, second, _day = found.groups()
    digits = first + second
    splits = [(first, second)] if month_mark else [(digits[:1], digits[1:]), (digits[:2], digits[2:])]
    readings = {
        iso for month, day in splits if month and day and (iso := _valid(int(year), int(month), int(day)))
    }
    if not readings and len(digits) < 2:
        return None
    return sorted(readings), any(mark in text for mark in "年月日")


def possible_dates(text: str) -> list[str]:
    """Return the days (ISO) that a date with its marks eaten can mean, likeliest first.

    Where its digits can be read in one way only, what ate every mark may have eaten the first digit of the
    month or of the day as well: 202424 is 2月4日 first, then 2月14日, 2月24日 and 12月4日.
    """
    readings, marked = eaten_date(text) or ([], False)
    if marked or len(readings) != 1:
        return readings
    day = date.fromisoformat(readings[0])
    longer = [(day.month, day.day + tens) for tens in (10, 20, 30) if day.day < 10]
    longer += [(day.month + 10, day.day)] * (day.month < 10)
    return readings + [iso for month, of_month in longer if (iso := _valid(day.year, month, of_month))]


def deadline(words: str, year: int) -> date | None:
    """Return the last day of a time limit: 12月底, 6月30日前, 第三季度, 上半年, 年底; None where it has none.

    A limit without a year is meant in `year`.
    """
    named = _LIMIT_YEAR.search(words)
    in_year = int(named[1]) if named else year
    month = _LIMIT_MONTH.search(words)
    if month:
        return _day_of(in_year, int(month["month"]), int(month["day"]) if month["day"] else None)
    for pattern, last_month in _LIMIT_PARTS:
        if pattern.search(words):
            return _day_of(in_year, last_month, None)
    return None


def _day_of(year: int, month: int, day: int | None) -> date | None:
    """Return a day, the month's last where none is said; None where there is no such day."""
    try:
        return date(year, month, day or monthrange(year, month)[1])
    except ValueError:
        return None


def _iso(found: re.Match[str]) -> str | None:
    if found["y"]:
        return _valid(int(found["y"]), int(found["m"]), int(found["d"]))
    year, month, day = (to_int(found[name]) for name in ("cy", "cm", "cd"))
    return _valid(year or 0, month or 0, day or 0)


def _valid(year: int, month: int, day: int) -> str | None:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None
