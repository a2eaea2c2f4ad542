"""How the Word report looks: styles, pages, numbered feet, tables whose heads repeat."""

from collections.abc import Container, Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from desktop_app.reports.office import writable
from desktop_app.reports.word_fields import add_field

BODY, SMALL, FINE = 16.0, 12.0, 10.5  # 3号, 小四, 五号; Word knows half points only
LEADING, SMALL_LEADING = 28.95, 19.3
CELL_MARGIN = 40  # twentieths of a point
BLACK, QUIET = RGBColor(0, 0, 0), RGBColor(0x6B, 0x6B, 0x6B)

# Word refuses a document whose elements are not in the order of the standard (ECMA-376): what follows ours.
_AFTER_NUMBERS = (
    "w:cols",
    "w:formProt",
    "w:vAlign",
    "w:noEndnote",
    "w:titlePg",
    "w:textDirection",
    "w:docGrid",
)
_AFTER_MARGINS = ("w:tblLook", "w:tblCaption", "w:tblDescription")
_AFTER_BORDERS = ("w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark")

# name, face, size, leading, bold, first line in by so many characters
_STYLES = (
    ("报告名称", "方正小标宋简体", 36.0, 60.0, False, 0),
    ("报告标题", "方正小标宋简体", 22.0, 36.0, False, 0),
    ("状态", "宋体", SMALL, SMALL_LEADING, False, 0),
    ("举措", "楷体", SMALL, SMALL_LEADING, False, 0),
    ("举措说明", "宋体", SMALL, SMALL_LEADING, False, 0),
    ("教育局原文", "楷体", SMALL, SMALL_LEADING, False, 2),
    ("佐证", "宋体", SMALL, SMALL_LEADING, False, 0),
    ("未填写", "楷体", SMALL, SMALL_LEADING, False, 0),
    ("表格文字", "宋体", FINE, 16.0, False, 0),
)
_HEADINGS = (("Heading 1", "方正小标宋简体", 18.0), ("Heading 2", "黑体", BODY), ("Heading 3", "楷体", BODY))
CAPTION = "Caption"
POINT_STYLE = ("Heading 4", "仿宋", BODY)


def add_styles(document: WordDocument) -> None:
    """Set the styles that come with Word to the faces of official papers, and add our own."""
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _set(normal, "仿宋", BODY, LEADING, first=2)
    # Without its language a program breaks Chinese lines before any mark.
    language = OxmlElement("w:lang")
    language.set(qn("w:val"), "en-US")
    language.set(qn("w:eastAsia"), "zh-CN")
    properties = normal.element.get_or_add_rPr()
    for old in properties.findall(qn("w:lang")):
        properties.remove(old)
    properties.append(language)
    for name, face, size in (*_HEADINGS, POINT_STYLE):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        _set(style, face, size, LEADING, bold=name == POINT_STYLE[0], first=0 if name == "Heading 1" else 2)
        style.paragraph_format.keep_with_next = True
        style.font.italic = False
        if name == "Heading 1":
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
            style.paragraph_format.space_before = style.paragraph_format.space_after = Pt(LEADING / 2)
        if name == POINT_STYLE[0]:
            style.paragraph_format.space_before = Pt(SMALL / 2)
    caption = _paragraph_style(document, CAPTION)
    _set(caption, "黑体", SMALL, SMALL_LEADING)
    caption.paragraph_format.keep_with_next, caption.paragraph_format.space_before = True, Pt(SMALL / 2)
    for name, face, size, leading, bold, first in _STYLES:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        style.base_style = normal
        _set(style, face, size, leading, bold, first)
    for name in ("报告名称", "报告标题", CAPTION):
        _paragraph_style(document, name).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _paragraph_style(document, "状态").paragraph_format.keep_with_next = True
    for name, left in (
        ("状态", 2.0),
        ("举措", 4.5),
        ("举措说明", 4.5),
        ("教育局原文", 3.0),
        ("佐证", 2.0),
        ("未填写", 2.0),
    ):
        _paragraph_style(document, name).paragraph_format.left_indent = Pt(left * SMALL)
    _paragraph_style(document, "举措").paragraph_format.first_line_indent = Pt(-1.5 * SMALL)
    _paragraph_style(document, "未填写").font.color.rgb = QUIET


def _paragraph_style(document: WordDocument, name: str) -> ParagraphStyle:
    style = document.styles[name]
    assert isinstance(style, ParagraphStyle)
    return style


def _set(
    style: ParagraphStyle, face: str, size: float, leading: float, bold: bool = False, first: int = 0
) -> None:
    """Set a style's face for Chinese and Latin, its size, exact leading and first line."""
    font, layout = style.font, style.paragraph_format
    font.name, font.size, font.bold, font.color.rgb = face, Pt(size), bold, BLACK
    fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:ascii", "w:hAnsi", "w:eastAsia"):
        fonts.set(qn(script), face)
    for theme in ("w:asciiTheme", "w:hAnsiTheme", "w:eastAsiaTheme", "w:cstheme"):
        fonts.attrib.pop(qn(theme), None)
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(leading)
    layout.space_before = layout.space_after = Pt(0)
    layout.first_line_indent = Pt(first * size)


def set_page(section: Section) -> None:
    """Set a section to the page of GB/T 9704."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.footer_distance = Mm(25)


def number_pages(document: WordDocument) -> Section:
    """Begin a new section on a leaf of its own, its pages numbered from 1: odd right, even left."""
    section: Section = document.add_section(WD_SECTION.ODD_PAGE)
    set_page(section)
    document.settings.odd_and_even_pages_header_footer = True
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    _insert(section._sectPr, start, _AFTER_NUMBERS)
    for footer, side in (
        (section.footer, WD_ALIGN_PARAGRAPH.RIGHT),
        (section.even_page_footer, WD_ALIGN_PARAGRAPH.LEFT),
    ):
        footer.is_linked_to_previous = False
        paragraph = footer.paragraphs[0]
        paragraph.alignment = side
        layout = paragraph.paragraph_format
        layout.first_line_indent = Pt(0)
        layout.left_indent = layout.right_indent = Pt(14)
        _add_number(paragraph)
    return section


def _add_number(paragraph: Paragraph) -> None:
    """Write — 1 — with the page's number as a field."""
    paragraph.add_run("— ")
    add_field(paragraph, " PAGE ", "1")
    paragraph.add_run(" —")
    for run in paragraph.runs:
        run.font.size, run.font.name = Pt(14), "宋体"


def style_id(name: str) -> str:
    """Return the id under which python-docx keeps a style."""
    return name.replace(" ", "")


def set_style(paragraph: Paragraph, name: str) -> None:
    """Give a paragraph a style by its id; by its name, python-docx would search all styles each time."""
    paragraph._p.style = style_id(name)


def style_of(paragraph: Paragraph) -> str | None:
    """Return the id of a paragraph's style, None for the document's own."""
    found: str | None = paragraph._p.style
    return found


def add(document: WordDocument, text: str, style: str, label: str = "") -> Paragraph:
    """Add a paragraph, a label in 黑体 before its words."""
    paragraph = _new_paragraph(document)
    set_style(paragraph, style)
    if label:
        run = paragraph.add_run(label)
        run.font.name = "黑体"
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "黑体")
    paragraph.add_run(writable(text))
    return paragraph


def _new_paragraph(document: WordDocument) -> Paragraph:
    """Add an empty paragraph; python-docx would look through all of the document for the place each time."""
    element = OxmlElement("w:p")
    assert isinstance(element, CT_P)
    document.element.body[-1].addprevious(element)  # the page's settings come last
    return Paragraph(element, document._body)


def add_table(
    document: WordDocument,
    heads: Sequence[str],
    widths: Sequence[float],
    rows: Sequence[Sequence[str]],
    centred: Container[int],
) -> Table:
    """Add a table whose head repeats on each page and whose rows no page end parts.

    `widths` in millimetres; `centred` are the columns whose words stand in the middle.
    """
    table = _table(document, widths)
    _set_margins(table)
    rows = [heads, *rows]
    for number, row in enumerate(rows):
        table_row = _row(table)
        for at, (cell, words) in enumerate(zip(table_row.cells, row, strict=True)):
            paragraph = cell.paragraphs[0]
            set_style(paragraph, "表格文字")
            paragraph.add_run(writable(words)).font.bold = number == 0
            if number == 0 or at in centred:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        properties = table_row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
    return table


def add_caption(document: WordDocument, words: str) -> None:
    """Add the line above a table, with its number as a field."""
    paragraph = document.add_paragraph()
    set_style(paragraph, CAPTION)
    paragraph.add_run("表")
    add_field(paragraph, " SEQ 表 \\* ARABIC ", str(len(document.tables)))  # the first is the cover's form
    paragraph.add_run(f"　{words}")


def add_form(document: WordDocument, fields: Sequence[tuple[str, str, str]]) -> None:
    """Add lines to be filled in: a label, its value on a rule, and a word after it."""
    table = _table(document, (28, 76, 34), "Normal Table")
    for row in fields:
        for at, (cell, words) in enumerate(zip(_row(table).cells, row, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.first_line_indent = Pt(0)
            run = paragraph.add_run(writable(words))
            if at == 0:
                _face(run, "黑体")
            if at == 1:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
                _border(cell, "bottom")


def add_signed(
    document: WordDocument, names: Sequence[str], opinions: Sequence[tuple[str, str, str]]
) -> None:
    """Add the form that is signed: a line of names, then for each opinion its label, signature and seal."""
    table = _table(document, (52, 52, 52))
    for cell, name in zip(_row(table).cells, names, strict=True):
        _plain(cell.paragraphs[0], name)
    form = _table(document, (18, 138))
    for label, signed, sealed in opinions:
        row = _row(form)
        row.height = Mm(70)
        row.cells[0].vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        row.cells[1].vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
        _plain(row.cells[0].paragraphs[0], "\n".join(label), WD_ALIGN_PARAGRAPH.CENTER)
        _plain(row.cells[1].paragraphs[0], f"{signed}　　　　　　　　{sealed}", WD_ALIGN_PARAGRAPH.CENTER)
        _plain(row.cells[1].add_paragraph(), "年　　月　　日　　", WD_ALIGN_PARAGRAPH.RIGHT)


def _table(document: WordDocument, widths: Sequence[float], style: str = "Table Grid") -> Table:
    """Add a table without rows; widths in millimetres."""
    table: Table = document.add_table(rows=0, cols=len(widths), style=style)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def _set_margins(table: Table) -> None:
    """Leave little beside the words of narrow cells, so that a head of three characters stays on one line."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), str(CELL_MARGIN))
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    _insert(table._tbl.tblPr, margins, _AFTER_MARGINS)


def _row(table: Table) -> _Row:
    """Add a row: python-docx leaves this one function without types."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row


def _plain(paragraph: Paragraph, words: str, align: WD_ALIGN_PARAGRAPH = WD_ALIGN_PARAGRAPH.LEFT) -> None:
    paragraph.paragraph_format.first_line_indent = Pt(0)
    paragraph.alignment = align
    paragraph.add_run(words)


def _face(run: Run, face: str) -> None:
    """Set a run's face for Latin and Chinese."""
    run.font.name = face
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), face)


def _border(cell: _Cell, side: str) -> None:
    """Draw one side of a cell."""
    borders, line = OxmlElement("w:tcBorders"), OxmlElement(f"w:{side}")
    for name, value in (("w:val", "single"), ("w:sz", "6"), ("w:space", "0"), ("w:color", "000000")):
        line.set(qn(name), value)
    borders.append(line)
    _insert(cell._tc.get_or_add_tcPr(), borders, _AFTER_BORDERS)


def _insert(parent: BaseOxmlElement, element: Any, following: Sequence[str]) -> None:  # noqa: ANN401 -- lxml's
    """Put an element before the first of those that must follow it."""
    parent.insert_element_before(element, *following)
