"""How the workbook looks: named styles, each to be changed in one place; A4 pages with head and foot."""

from dataclasses import dataclass

from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Border, Font, NamedStyle, PatternFill, Protection, Side
from openpyxl.workbook import Workbook
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

A4 = 9  # Excel's number for the paper
MARGIN = 0.45  # inches
LONGEST_HEAD = 60  # characters of a page's head: Excel allows 255 in all
DAY, LONG_DAY, SHARE = "yyyy-mm-dd", 'yyyy"年"m"月"d"日"', "0.0%"
NO_ZERO = "General;-General;"
WATERMARK_SIZE, WATERMARK_COLOUR = 36, "C8C8C8"

_THIN = Side(style="thin", color="FFB8BEC6")
_GRID = Border(left=_THIN, right=_THIN, top=_THIN, bottom=_THIN)
_TEXT = Alignment(vertical="center", wrap_text=True)
_MIDDLE = Alignment("center", "center", wrap_text=True)
_LINE = Alignment(vertical="center")
_SONG = Font("宋体", 10.5)

# name, font, alignment, fill, border, number format
_STYLES = (
    ("报告标题", Font("黑体", 16), Alignment("center", "center"), None, None, "General"),
    ("报告说明", _SONG, _TEXT, None, None, "General"),
    ("小标题", Font("黑体", 12), _LINE, None, None, "General"),
    ("表头", Font("黑体", 10.5, color="FF1F2933"), _MIDDLE, "FFDCE4EC", _GRID, "General"),
    ("填写表头", Font("黑体", 10.5, color="FF1F2933"), _MIDDLE, "FFFBE9C6", _GRID, "General"),
    ("正文", _SONG, _TEXT, None, _GRID, "General"),
    ("居中", _SONG, _MIDDLE, None, _GRID, "General"),
    ("章", Font("黑体", 11), _LINE, "FFEDF1F5", _GRID, "General"),
    ("节", Font("楷体", 11), _LINE, "FFF7F9FB", _GRID, "General"),
    ("举措", Font("楷体", 10.5), _TEXT, None, _GRID, "General"),
    ("合计", Font("黑体", 10.5), _MIDDLE, "FFF3F5F8", _GRID, "General"),
    ("合计得分率", Font("黑体", 10.5), _MIDDLE, "FFF3F5F8", _GRID, SHARE),
    ("计数", _SONG, _MIDDLE, None, _GRID, NO_ZERO),
    ("比率", _SONG, _MIDDLE, None, _GRID, SHARE),
    ("日期", _SONG, _MIDDLE, None, _GRID, DAY),
    ("期限", _SONG, _MIDDLE, None, _GRID, LONG_DAY),
    ("文件", Font("宋体", 10.5, color="FF1D5FA8", underline="single"), _MIDDLE, None, _GRID, "General"),
)


@dataclass(frozen=True)
class Look:
    """The number of a cell's look in the file; `quoted` is the same for text that must never be a formula."""

    plain: int
    quoted: int


class Looks:
    """The looks of one workbook's cells, by the name of their style and whether they may be filled in."""

    def __init__(self, workbook: Workbook) -> None:
        for name, font, alignment, fill, border, number_format in _STYLES:
            style = NamedStyle(name, font=font, alignment=alignment, border=border or Border())
            style.number_format = number_format
            if fill:
                style.fill = PatternFill("solid", fgColor=fill)
            workbook.add_named_style(style)
        self._sheet = workbook.worksheets[0]
        self._known: dict[tuple[str, bool], Look] = {}

    def look(self, style: str, open_to_fill: bool = False) -> Look:
        """Return the look of a named style; one that is open stays so on a protected sheet."""
        key = (style, open_to_fill)
        if key not in self._known:
            self._known[key] = Look(self._number(*key, quoted=False), self._number(*key, quoted=True))
        return self._known[key]

    def _number(self, style: str, open_to_fill: bool, quoted: bool) -> int:
        cell = Cell(self._sheet, row=1, column=1)
        cell.style = style
        if open_to_fill:
            cell.protection = Protection(locked=False)
        cell.quotePrefix = quoted
        return cell.style_id


@dataclass(frozen=True)
class Margins:
    """What stands on each page's edge: the school's and the paper's name, the day, a watermark ("": none)."""

    school: str
    title: str
    day: str
    watermark: str


def set_page(sheet: Worksheet, margins: Margins, head_rows: int) -> None:
    """Set a sheet for A4 across: one page wide, its head repeated, names above and page numbers below."""
    setup = sheet.page_setup
    setup.paperSize, setup.orientation = A4, "landscape"
    setup.fitToWidth, setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    if head_rows:
        sheet.print_title_rows = f"1:{head_rows}"
    sheet.print_options.horizontalCentered = True
    edges = sheet.page_margins
    edges.left = edges.right = MARGIN
    edges.top, edges.header = MARGIN * (2.4 if margins.watermark else 1.8), MARGIN * 0.7
    edges.bottom, edges.footer = MARGIN * 1.6, MARGIN * 0.7
    head, foot = sheet.oddHeader, sheet.oddFooter
    assert head is not None  # every new sheet has both
    assert foot is not None
    head.left.text, head.right.text = _in_head(margins.school), _in_head(margins.title)
    if margins.watermark:
        head.center.text, head.center.size = _in_head(margins.watermark), WATERMARK_SIZE
        head.center.color = WATERMARK_COLOUR
    foot.left.text, foot.center.text = margins.day, "第 &P 页，共 &N 页"
    sheet.sheet_view.showGridLines = False


def protect(sheet: Worksheet) -> None:
    """Lock what is calculated; filtering and other widths and heights stay possible. There is no password."""
    guard = sheet.protection
    guard.sheet = True
    guard.autoFilter = guard.formatColumns = guard.formatRows = guard.formatCells = False


def _in_head(words: str) -> str:
    """Return words for a page's head, in which & begins a code."""
    shown = words if len(words) <= LONGEST_HEAD else words[: LONGEST_HEAD - 1] + "…"
    return shown.replace("&", "&&")
