"""A sheet of the workbook: its rows as they stand in the file, all that is around them by openpyxl.

openpyxl writes a cell several times slower than this does, and a formula without its figure: a preview that
does not calculate, as on a phone, would show blanks.
"""

import errno
import io
import os
import re
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil
from typing import IO
from xml.sax.saxutils import escape

from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.writer.excel import ExcelWriter

from desktop_app.reports.office import writable
from desktop_app.reports.workbook.looks import Look, Looks

LINE_HEIGHT, MOST_HEIGHT, LEAST_HEIGHT, PAD = 14.0, 409.0, 21.0, 6.0  # points; Excel has no higher row
MOST_LINES = int((MOST_HEIGHT - PAD) / LINE_HEIGHT)
MOST_LINKS = 65_000  # of a sheet; Excel takes 65,530
CONTINUED = "（续）"  # in the first column: the row goes on with the texts of the row above
EDGES = 1.5  # digits that a cell keeps free beside its words

_EPOCH = date(1899, 12, 30)  # the day 0 of Excel's dates after February 1900
_SIGNS = tuple("=+-@＝＋－＠")  # what begins a formula, the wide ones too
_BLANK = " \t\r\n\v\f\u00a0\u3000\u200b\ufeff"
_CODED = re.compile("_(?=x[0-9A-Fa-f]{4}_)")  # Excel reads _x0041_ as A
_DATA = re.compile(rb"<sheetData\s*/>|<sheetData>.*?</sheetData>", re.DOTALL)


@dataclass(frozen=True)
class Formula:
    """A formula without its sign, and the figure or the words that it gives now."""

    words: str
    value: float | str | None


@dataclass(frozen=True)
class Column:
    """One column: its head, its width in digits, the style of its cells, whether they are to be filled.

    `hidden`: it is neither seen nor printed until somebody shows it.
    """

    head: str
    width: float
    style: str
    fill: bool = False
    hidden: bool = False


Value = str | float | date | Formula | None
Folded = list[list[tuple[Value, int]]]  # by column: the parts of a text, and how many lines each takes


class Book:
    """A workbook and its sheets."""

    def __init__(self) -> None:
        self.workbook = Workbook()
        self.looks = Looks(self.workbook)
        self.sheets: list[Sheet] = []
        self.workbook.remove(self.workbook.worksheets[0])

    def sheet(self, title: str, columns: Sequence[Column]) -> "Sheet":
        """Add a sheet."""
        made = Sheet(self, title, columns)
        self.sheets.append(made)
        return made

    def save(self, stream: IO[bytes]) -> None:
        """Write the package, not compressed: openpyxl's own with our rows in its sheets."""
        around = io.BytesIO()
        for sheet in self.sheets:
            sheet.close()
        with zipfile.ZipFile(around, "w", zipfile.ZIP_STORED) as archive:
            ExcelWriter(self.workbook, archive).save()
        rows = {f"xl/worksheets/sheet{at}.xml": sheet for at, sheet in enumerate(self.sheets, 1)}
        with zipfile.ZipFile(around) as before, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as after:
            for name in before.namelist():
                part = before.read(name)
                if name in rows:
                    part = rows[name].put_into(part)
                after.writestr(name, part)


class Sheet:
    """One sheet, written from the top."""

    def __init__(self, book: Book, title: str, columns: Sequence[Column]) -> None:
        self.around = book.workbook.create_sheet(title)
        self.columns = columns
        self.row = 0  # the last one written
        self.looks = [book.looks.look(column.style, column.fill) for column in columns]
        self._book = book
        self._letters = [get_column_letter(number) for number in range(1, len(columns) + 1)]
        self._rows: list[str] = []
        self._links = 0
        for letter, column in zip(self._letters, columns, strict=True):
            self.around.column_dimensions[letter].width = column.width
            self.around.column_dimensions[letter].hidden = column.hidden

    def put_into(self, part: bytes) -> bytes:
        """Return openpyxl's part of this sheet with the rows. Raises OSError where that is not whole."""
        head, *tail = _DATA.split(part, maxsplit=1)
        if not tail:  # it goes by way of a temporary file, and lxml tells nobody that the disk is full
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return b"".join((head, b"<sheetData>", self.data(), b"</sheetData>", *tail))

    def look(self, style: str, fill: bool = False) -> Look:
        """Return the look of a named style."""
        return self._book.looks.look(style, fill)

    def letter(self, column: int) -> str:
        """Return the letter of a column, counted from 1."""
        return self._letters[column - 1]

    def add(self, values: Iterable[Value], looks: Sequence[Look], height: float = LEAST_HEIGHT) -> int:
        """Write a row, a value a column; return its number."""
        self.row = row = self.row + 1
        cells = "".join(
            _cell(f"{letter}{row}", look, value)
            for letter, look, value in zip(self._letters, looks, values, strict=True)
        )
        self._rows.append(f'<row r="{row}" ht="{height:g}" customHeight="1">{cells}</row>')
        return row

    def skip(self, rows: int) -> None:
        """Leave rows empty."""
        self.row += rows

    def across(self, words: Value, style: str, height: float = LEAST_HEIGHT, fill: bool = False) -> int:
        """Write one cell over the whole width."""
        look = self.look(style, fill)
        row = self.add([words, *[None] * (len(self.columns) - 1)], [look] * len(self.columns), height)
        if len(self.columns) > 1:
            self.around.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(self.columns))
        return row

    def paragraph(self, words: str, style: str = "报告说明", fill: bool = False) -> None:
        """Write a text over the whole width, in as many rows as show all of it."""
        for part, lines in fold(words, sum(column.width for column in self.columns)):
            self.across(part, style, height_of(lines), fill)

    def heads(self) -> int:
        """Write the heads of the columns; those of what is to be filled stand out."""
        styles = [self.look("填写表头" if column.fill else "表头") for column in self.columns]
        return self.add([column.head for column in self.columns], styles, 24)

    def fold(self, values: Sequence[Value]) -> Folded:
        """Return the values in the parts that rows can show."""
        return [
            fold(value, column.width) if isinstance(value, str) else [(value, 1)]
            for value, column in zip(values, self.columns, strict=True)
        ]

    def add_folded(self, folded: Folded, looks: Sequence[Look]) -> int:
        """Write a row, what it cannot show in further rows below; return the first one's number.

        The rows below begin with CONTINUED and hold nothing but the texts that go on.
        """
        first = self.row + 1
        for at in range(max(map(len, folded))):
            parts = [cell[at] if at < len(cell) else (None, 1) for cell in folded]
            values = [value for value, _lines in parts]
            if at:
                values[0] = CONTINUED
            self.add(values, looks, height_of(max(lines for _value, lines in parts)))
        return first

    def link(self, row: int, column: int, address: str) -> None:
        """Let a click on a cell open a file."""
        if self._links < MOST_LINKS:
            self._links += 1
            cell = self.around.cell(row, column)
            cell.hyperlink = Hyperlink(ref=cell.coordinate, target=address)

    def offer(self, cells: str, choices: Iterable[str]) -> None:
        """Let cells be filled from a list."""
        listed = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
        listed.error, listed.errorTitle = "请从列表中选择。", self.around.title
        listed.add(cells)
        self.around.add_data_validation(listed)

    def close(self) -> None:
        """Tell openpyxl how large the sheet is."""
        self.around.cell(max(self.row, 1), len(self.columns))

    def data(self) -> bytes:
        """Return the rows as they stand in the file."""
        return "".join(self._rows).encode()


def is_formula_like(text: str) -> bool:
    """Tell whether a spreadsheet could take a text for a formula, blanks before its sign passed by."""
    return text.lstrip(_BLANK).startswith(_SIGNS)


def fold(text: str, width: float) -> list[tuple[Value, int]]:
    """Return a text in parts that the highest row can show, none of it lost, each with its lines.

    `width` is the column's in digits: a Chinese character takes two.
    """
    if not text:
        return [(None, 1)]
    text, room = _clean(text), max(width - EDGES, 2)
    lines = sum(max(1, ceil(_digits(part) / room)) for part in text.split("\n"))
    return [(text or None, lines)] if lines <= MOST_LINES else _parts(text, room)


def _parts(text: str, room: float) -> list[tuple[Value, int]]:
    found: list[tuple[Value, int]] = []
    start, lines, used = 0, 1, 0
    for at, character in enumerate(text):
        wide = _digits(character)
        if used + wide > room or (at and text[at - 1] == "\n"):
            lines, used = lines + 1, 0
            if lines > MOST_LINES:
                found.append((text[start:at], MOST_LINES))
                start, lines = at, 1
        used += wide
    return [*found, (text[start:], lines)]


def height_of(lines: int) -> float:
    """Return the height in points that so many lines need."""
    return min(max(lines * LINE_HEIGHT + PAD, LEAST_HEIGHT), MOST_HEIGHT)


def _digits(text: str) -> int:
    """Return a text's width in digits: GB 18030 takes one byte for what is half a Chinese character wide."""
    return len(text.encode("gb18030"))


def _cell(place: str, look: Look, value: Value) -> str:
    if value is None or value == "":
        return f'<c r="{place}" s="{look.plain}"/>'
    if isinstance(value, str):
        style, text = look.quoted if is_formula_like(value) else look.plain, _text(value)
        return f'<c r="{place}" s="{style}" t="inlineStr"><is><t xml:space="preserve">{text}</t></is></c>'
    if isinstance(value, Formula):
        return _formula(place, look, value)
    figure = (value - _EPOCH).days if isinstance(value, date) else value
    return f'<c r="{place}" s="{look.plain}"><v>{figure:.15g}</v></c>'


def _formula(place: str, look: Look, formula: Formula) -> str:
    words, value = escape(formula.words), formula.value
    if value is None or isinstance(value, str):
        return f'<c r="{place}" s="{look.plain}" t="str"><f>{words}</f><v>{_text(value or "")}</v></c>'
    return f'<c r="{place}" s="{look.plain}"><f>{words}</f><v>{value:.15g}</v></c>'


def _clean(text: str) -> str:
    """Return a text as a cell can hold it: one sign for each line's end."""
    return writable(text).replace("\r\n", "\n").replace("\r", "\n")


def _text(text: str) -> str:
    text = _clean(text)
    return escape(_CODED.sub("_x005F_", text) if "_x" in text else text)
