"""How the Word report looks: styles, pages, numbered feet, tables whose heads repeat."""

from collections.abc import Container, Sequence

from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.table import Table
from docx.text.paragraph import Paragraph

from desktop_app.reports.office import writable

BODY, SMALL, FINE = 16.0, 12.0, 10.5  # 3号, 小四, 五号; Word knows half points only
LEADING, SMALL_LEADING = 28.95, 19.3
BLACK, QUIET = RGBColor(0, 0, 0), RGBColor(0x6B, 0x6B, 0x6B)

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
POINT_STYLE = ("Heading 4", "仿宋", BODY)


def add_styles(document: WordDocument) -> None:
    """Set the styles that come with Word to the faces of official papers, and add our own."""
    normal = document.styles["Normal"]
    assert isinstance(normal, ParagraphStyle)
    _set(normal, "仿宋", BODY, LEADING, first=2)
    for name, face, size in (*_HEADINGS, POINT_STYLE):
        style = document.styles[name]
        assert isinstance(style, ParagraphStyle)
        _set(style, face, size, LEADING, bold=name == POINT_STYLE[0], first=0 if name == "Heading 1" else 2)
        style.paragraph_format.keep_with_next = True
        style.font.italic = False
        if name == "Heading 1":
            style.paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
            style.paragraph_format.space_after = Pt(LEADING / 2)
    for name, face, size, leading, bold, first in _STYLES:
        style = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        assert isinstance(style, ParagraphStyle)
        style.base_style = normal
        _set(style, face, size, leading, bold, first)
    for name in ("报告名称", "报告标题"):
        _paragraph_style(document, name).paragraph_format.alignment = WD_ALIGN_PARAGRAPH.CENTER
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
    """Begin a new section whose pages are numbered from 1: odd ones on the right, even ones on the left."""
    section = document.add_section(WD_SECTION.NEW_PAGE)
    set_page(section)
    document.settings.odd_and_even_pages_header_footer = True
    start = OxmlElement("w:pgNumType")
    start.set(qn("w:start"), "1")
    section._sectPr.append(start)
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
    for text in ("— ", None, " —"):
        run = paragraph.add_run(text or "")
        run.font.size, run.font.name = Pt(14), "宋体"
        if text is None:
            for kind in ("begin", None, "end"):
                part = OxmlElement("w:fldChar" if kind else "w:instrText")
                if kind:
                    part.set(qn("w:fldCharType"), kind)
                else:
                    part.text = " PAGE "
                run._r.append(part)


def add(document: WordDocument, text: str, style: str, label: str = "") -> Paragraph:
    """Add a paragraph, a label in 黑体 before its words."""
    paragraph = document.add_paragraph(style=style)
    if label:
        run = paragraph.add_run(label)
        run.font.name = "黑体"
        run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), "黑体")
    paragraph.add_run(writable(text))
    return paragraph


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
    table = document.add_table(rows=1, cols=len(heads), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for cell, head in zip(table.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].style = "表格文字"
        cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
        run = cell.paragraphs[0].add_run(head)
        run.font.bold = True
    for row in rows:
        for at, (cell, words) in enumerate(zip(table.add_row().cells, row, strict=True)):
            cell.paragraphs[0].style = "表格文字"
            cell.paragraphs[0].add_run(writable(words))
            if at in centred:
                cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for number, table_row in enumerate(table.rows):
        for cell, width in zip(table_row.cells, widths, strict=True):
            cell.width = Mm(width)
        properties = table_row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
    return table
