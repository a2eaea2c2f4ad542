"""How values are put into words and signs on screen."""

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime
from pathlib import PurePath

from desktop_app.i18n import _
from desktop_app.models.values import ItemRow, Progress, Verdict
from desktop_app.views.widgets.theme import Role

PROGRESS_ROLES = {
    Progress.NOT_STARTED: Role.NOT_STARTED,
    Progress.UNDER_WAY: Role.UNDER_WAY,
    Progress.DONE: Role.DONE,
}
PROGRESS_ICONS = {
    Progress.NOT_STARTED: "not_started",
    Progress.UNDER_WAY: "under_way",
    Progress.DONE: "done",
}
VERDICT_ROLES = {
    Verdict.ACHIEVED: Role.DONE,
    Verdict.MOSTLY_ACHIEVED: Role.MOSTLY,
    Verdict.NOT_ACHIEVED: Role.FAILED,
    Verdict.NOT_APPLICABLE: Role.NOT_APPLICABLE,
}
VERDICT_ICONS = {
    Verdict.ACHIEVED: "check",
    Verdict.MOSTLY_ACHIEVED: "mostly_achieved",
    Verdict.NOT_ACHIEVED: "close",
    Verdict.NOT_APPLICABLE: "not_applicable",
}
_FILE_ICONS = {
    "file_text": "doc docx wps wpt rtf txt odt md",
    "file_table": "xls xlsx et csv ods",
    "file_slides": "ppt pptx dps odp",
    "file_pdf": "pdf ofd",
    "file_image": "jpg jpeg png gif bmp webp heic tif tiff",
    "file_video": "mp4 mov avi wmv mkv m4v",
}
_ICON_OF_SUFFIX = {suffix: icon for icon, suffixes in _FILE_ICONS.items() for suffix in suffixes.split()}


def heading(row: ItemRow) -> str:
    """Return an item's own words on one line: its title, or the start of its text where it has none."""
    return row.title or " ".join(row.text.split())


def numbered_heading(row: ItemRow) -> str:
    """Return number and words of an item on one line."""
    return with_number(row.shown_number, heading(row))


def with_number(number: str, words: str) -> str:
    """Return a number as it is shown before its words, as in 一、加强 or 3. 推进."""
    return f"{number} {words}" if number.endswith(".") else number + words


def without_number(row: ItemRow, words: str) -> str:
    """Return words without the item's number, where they begin with it as they do when rows are copied."""
    rest = words.removeprefix(with_number(row.shown_number, "").strip()).strip()
    # 3.5 is a number of its own, not 5 below the third
    return words if not rest or rest[0].isdecimal() else rest


def icon_of_file(name: str) -> str:
    """Return the name of the icon that stands for a file of this name."""
    return _ICON_OF_SUFFIX.get(PurePath(name).suffix.lower().lstrip("."), "file")


def size_in_words(size: int) -> str:
    """Return a size in bytes as people read it: 12 KB, 3.4 MB."""
    if size < 1024 * 1024:
        return f"{max(1, round(size / 1024))} KB"
    if size < 1024**3:
        return f"{size / 1024**2:.1f} MB"
    return f"{size / 1024**3:.1f} GB"


def day_in_words(day: date, today: date) -> str:
    """Return a day without the year where it is this year's: 6月30日, 2027年1月5日."""
    short = _("{month}月{day}日").format(month=day.month, day=day.day)
    if day.year == today.year:
        return short
    return _("{year}年{short}").format(year=day.year, short=short)


def moment_in_words(moment: datetime, now: datetime) -> str:
    """Return a time of today as 今天 8:02, for 12:17 alone reads like a length; of another day that day."""
    if moment.date() == now.date():
        return _("今天 {time}").format(time=f"{moment.hour}:{moment.minute:02}")
    return day_in_words(moment.date(), now.date())


_DAY = re.compile(
    r"(?:(?P<year>\d{4})\s*[-./年]\s*)?(?P<month>\d{1,2})\s*(?:[-./月]\s*(?P<day>\d{1,2})\s*日?|月(?P<end>底)?)"
)


def day_from_words(words: str, year: int) -> date:
    """Return the day that 2026-6-30, 6月30日 or 6月 (its last day) names, in `year` where none is said.

    Raises ValueError where the words name no day.
    """
    found = _DAY.fullmatch(unicodedata.normalize("NFKC", words).strip())
    if found is None:
        raise ValueError(words)
    first = date(int(found["year"] or year), int(found["month"]), 1)
    return first.replace(day=int(found["day"] or monthrange(first.year, first.month)[1]))
