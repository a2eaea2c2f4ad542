"""The cells of an Excel file as a person sees them, sheet by sheet."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from lxml import etree

from desktop_app.safety.zips import MAX_MAIN_PART, Package

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(r"([A-Z]{1,3})(\d{1,7})")
_MAX_CELLS, _MAX_COLUMNS, _MAX_MERGED = 300_000, 200, 20_000
_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))
_PERCENTS = frozenset((9, 10))
_QUOTED = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')
_DAY_ZERO = {False: datetime(1899, 12, 30), True: datetime(1904, 1, 1)}


@dataclass
class Sheet:
    """One sheet: its name, the words of its cells by row and column (from 0), and where merged ones begin.

    `merged`: for each cell covered by a merged one, the row and column of that one's first cell.
    """

    name: str
    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    merged: dict[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    cut: bool = False


def sheets_of(package: Package) -> Iterator[Sheet]:
    """Yield the sheets that are shown, in order; raises YaodianError where the file is damaged."""
    main = package.main_part("xl/workbook.xml")
    book = package.xml(main)
    parts = package.relations(main)
    kinds = dict(parts.values())
    shared = _shared_strings(package, kinds.get("sharedStrings", ""))
    styles = _styles(package, kinds.get("styles", ""))
    settings = book.find(f"{_S}workbookPr")
    since_1904 = settings is not None and settings.get("date1904") in ("1", "true")
    for element in book.iter(f"{_S}sheet"):
        kind, part = parts.get(element.get(_ID, ""), ("", ""))
        if kind == "worksheet" and element.get("state", "visible") == "visible" and part in package:
            sheet = Sheet(element.get("name", ""))
            _Reader(sheet, shared, styles, since_1904).run(package, part)
            yield sheet


def _shared_strings(package: Package, part: str) -> list[str]:
    if part not in package:
        return []
    root = package.xml(part, MAX_MAIN_PART // 4)
    return [_string(item) for item in root.iterchildren(f"{_S}si")]


def _string(element: etree._Element) -> str:
    """Return a cell's rich text, without the readings over Japanese words."""
    return "".join(t.text or "" for t in element.iter(f"{_S}t") if not _is_reading(t))


def _is_reading(element: etree._Element) -> bool:
    parent = element.getparent()
    return parent is not None and parent.tag == f"{_S}rPh"


def _styles(package: Package, part: str) -> list[str]:
    """Return for each cell style "percent", the parts of a date it shows ("ymd", "ym" …), or nothing."""
    if part not in package:
        return []
    root = package.xml(part)
    codes = {e.get("numFmtId", ""): e.get("formatCode", "") for e in root.iter(f"{_S}numFmt")}
    formats = root.find(f"{_S}cellXfs")
    return [_kind_of(e.get("numFmtId", "0"), codes) for e in (() if formats is None else formats)]


def _kind_of(number: str, codes: dict[str, str]) -> str:
    if number in codes:
        code = _QUOTED.sub("", codes[number]).lower()
        if "%" in code:
            return "percent"
        return "".join(part for part in "ymd" if part in code) if "y" in code or "d" in code else ""
    value = int(number) if number.isdecimal() and len(number) < 4 else 0
    if value in _PERCENTS:
        return "percent"
    if value not in _DATES or value in (18, 19, 20, 21, 45, 46, 47):
        return ""
    return "ym" if value in (17, 27, 36, 50, 57, 52, 55) else "ymd"


class _Reader:
    """Fills one sheet."""

    def __init__(self, sheet: Sheet, shared: list[str], styles: list[str], since_1904: bool) -> None:
        self._sheet = sheet
        self._shared = shared
        self._styles = styles
        self._day_zero = _DAY_ZERO[since_1904]
        self._row = -1
        self._cells = 0

    def run(self, package: Package, part: str) -> None:
        """Read the part of the sheet, row by row; what has been read does not stay in memory."""
        for element in package.elements(part, (f"{_S}row", f"{_S}mergeCell")):
            if element.tag == f"{_S}mergeCell":
                self._merge(element.get("ref", ""))
            elif self._cells <= _MAX_CELLS:
                self._read_row(element)
            else:
                self._sheet.cut = True

    def _read_row(self, element: etree._Element) -> None:
        given = element.get("r", "")
        self._row = int(given) - 1 if given.isdecimal() and len(given) < 9 else self._row + 1
        if element.get("hidden") in ("1", "true"):
            return
        row: dict[int, str] = {}
        column = -1
        for cell in element.iterchildren(f"{_S}c"):
            place = _PLACE.match(cell.get("r", ""))
            column = _column(place[1]) if place else column + 1
            text = self._words(cell)
            if text and column < _MAX_COLUMNS:
                row[column] = text
        if row:
            self._cells += len(row)
            self._sheet.cells[self._row] = row

    def _words(self, cell: etree._Element) -> str:
        kind = cell.get("t", "n")
        if kind == "inlineStr":
            return _string(cell).strip()
        value = cell.findtext(f"{_S}v") or ""
        if kind == "s":
            index = int(value) if value.isdecimal() and len(value) < 9 else len(self._shared)
            return self._shared[index].strip() if index < len(self._shared) else ""
        if kind == "n":
            style = cell.get("s", "0")
            index = int(style) if style.isdecimal() and len(style) < 9 else 0
            return self._number(value, self._styles[index] if index < len(self._styles) else "")
        return "" if kind == "e" else value.strip()

    def _number(self, text: str, style: str) -> str:
        try:
            value = float(text)
        except ValueError:
            return text.strip()
        if style == "percent":
            return f"{round(value * 100, 2):g}%"
        if style and 1 <= value < 2_958_466:
            day = self._day_zero + timedelta(days=value)
            shown = {"y": f"{day.year}年", "m": f"{day.month}月", "d": f"{day.day}日"}
            return "".join(shown[part] for part in style)
        return str(int(value)) if value == int(value) and abs(value) < 10**15 else f"{value:.12g}"

    def _merge(self, area: str) -> None:
        first, _colon, last = area.partition(":")
        start, end = _PLACE.fullmatch(first), _PLACE.fullmatch(last)
        if not start or not end:
            return
        top, left, bottom, right = int(start[2]), _column(start[1]), int(end[2]), _column(end[1])
        if (bottom - top + 1) * (right - left + 1) > _MAX_MERGED - len(self._sheet.merged):
            return
        for row in range(top - 1, bottom):
            for column in range(left, right + 1):
                self._sheet.merged[row, column] = (top - 1, left)


def _column(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1
