"""How the workbook's sheets look: named styles, widths, print settings; cells that hold text as text."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from unicodedata import east_asian_width

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.reports.office import writable

A4 = 9  # Excel's number for the paper
LINE_HEIGHT, MOST_HEIGHT = 14.0, 409.0  # points; Excel allows no more for a row
LONGEST_CELL = 32_767  # units of UTF-16; Excel allows no more in a cell
CONTINUED = "（续）"  # in the first column: the row goes on with the texts of the row above
MARGIN = 0.5  # inches
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")

_THIN = Side(style="thin", color="FFB8BEC6")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)


@dataclass(frozen=True)
class Column:
    """One column: its head, its width in digits, and the named style of its cells."""

    head: str
    width: float
    style: str


def add_styles(workbook: Workbook) -> None:
    """Add the named styles that the sheets use, so that a user can change one in one place."""
    text, figure = Alignment(vertical="center", wrap_text=True), Alignment("center", "center", wrap_text=True)
    for name, font, alignment, fill, border in (
        ("报告标题", Font("黑体", 16), Alignment("center", "center"), None, None),
        ("报告说明", Font("宋体", 10.5), Alignment(vertical="center", wrap_text=True), None, None),
        ("表头", Font("黑体", 10.5, color="FF1F2933"), figure, "FFDCE4EC", _GRID),
        ("正文", Font("宋体", 10.5), text, None, _GRID),
        ("居中", Font("宋体", 10.5), figure, None, _GRID),
        ("章", Font("黑体", 11), Alignment(vertical="center"), "FFEDF1F5", _GRID),
        ("节", Font("楷体", 11), Alignment(vertical="center"), "FFF7F9FB", _GRID),
        ("举措", Font("楷体", 10.5), text, None, _GRID),
    ):
        style = NamedStyle(name, font=font, alignment=alignment, border=border or Border())
        if fill:
            style.fill = PatternFill("solid", fgColor=fill)
        workbook.add_named_style(style)


def put(sheet: Worksheet, row: int, column: int, value: str | float | None, style: str) -> Cell:
    """Write a cell; a text stays a text whatever it begins with."""
    cell = sheet.cell(row, column)
    cell.style = style
    if isinstance(value, str):
        cell.value = writable(value)
        if value.startswith(FORMULA_SIGNS):
            cell.data_type = "s"
            cell.quotePrefix = True
    elif value is not None:
        cell.value = value
    assert isinstance(cell, Cell)
    return cell


def put_row(sheet: Worksheet, row: int, values: Sequence[str | float | None], styles: Sequence[str]) -> int:
    """Write a row, what no cell can hold in further rows below; return the last row written.

    The rows below begin with CONTINUED and hold nothing but the texts that go on.
    """
    parts = [pieces(value) if isinstance(value, str) else [value] for value in values]
    last = row + max(map(len, parts)) - 1
    for at, (cells, style) in enumerate(zip(parts, styles, strict=True), 1):
        for below in range(last - row + 1):
            put(sheet, row + below, at, cells[below] if below < len(cells) else None, style)
    for below in range(row + 1, last + 1):
        put(sheet, below, 1, CONTINUED, styles[0])
        sheet.row_dimensions[below].height = MOST_HEIGHT
    return last


def pieces(text: str) -> list[str | float | None]:
    """Return a text in pieces that a cell can hold, none lost; an empty one is one empty cell."""
    text = writable(text)
    most = LONGEST_CELL if not text or max(text) <= "\uffff" else LONGEST_CELL // 2  # it counts in UTF-16
    return [text[start : start + most] for start in range(0, len(text), most)] or [None]


def put_title(sheet: Worksheet, title: str, columns: int) -> None:
    """Write the sheet's title across its columns."""
    put(sheet, 1, 1, title, "报告标题")
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=columns)
    sheet.row_dimensions[1].height = 30


def put_heads(sheet: Worksheet, row: int, columns: Sequence[Column]) -> None:
    """Write the head of a table and give its columns their widths."""
    for number, column in enumerate(columns, 1):
        put(sheet, row, number, column.head, "表头")
        sheet.column_dimensions[get_column_letter(number)].width = column.width
    sheet.row_dimensions[row].height = 24


def fit_height(sheet: Worksheet, row: int, texts: Sequence[tuple[str, float]]) -> None:
    """Give a row the height that its texts need, each with its column's width in digits."""
    lines = max((_lines(text, width) for text, width in texts), default=1)
    sheet.row_dimensions[row].height = min(max(lines * LINE_HEIGHT + 6, 20), MOST_HEIGHT)


def _lines(text: str, width: float) -> int:
    room = max(width - 1.5, 1)
    return sum(max(1, ceil(_digits(part) / room)) for part in text.split("\n"))


def _digits(text: str) -> int:
    """Return a text's width in digits: a Chinese character takes two."""
    return sum(2 if east_asian_width(character) in "WFA" else 1 for character in text)


def set_for_print(sheet: Worksheet, head_rows: int, landscape: bool) -> None:
    """Set a sheet for A4: one page wide, head repeated, page numbers in the foot."""
    sheet.page_setup.paperSize = A4
    sheet.page_setup.orientation = "landscape" if landscape else "portrait"
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"1:{head_rows}"
    sheet.print_options.horizontalCentered = True
    margins = sheet.page_margins
    margins.left = margins.right = margins.top = MARGIN
    margins.bottom, margins.footer = MARGIN * 1.5, MARGIN * 0.6
    foot = sheet.oddFooter
    assert foot is not None  # every new sheet has one
    foot.center.text = "第 &P 页，共 &N 页"
    sheet.sheet_view.showGridLines = False
