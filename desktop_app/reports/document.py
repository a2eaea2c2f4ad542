"""What the Word report is made of: pages, numbered feet, paragraphs, tables whose heads repeat, forms."""

from collections.abc import Container, Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.enum.section import WD_SECTION
from docx.enum.table import WD_ALIGN_VERTICAL, WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.oxml.text.paragraph import CT_P
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Mm, Pt
from docx.table import Table, _Cell, _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from desktop_app.reports.office import writable
from desktop_app.reports.word_fields import add_field
from desktop_app.reports.word_styles import (
    CAPTION,
    CELL,
    CENTRED,
    COVER_LABEL,
    COVER_VALUE,
    FIGURE_CAPTION,
    FORM_LINE,
    GRID,
    HEAD,
    HEADING,
    LABEL,
    LEADING,
    OPINION,
    SIGNED,
    TABLE,
    style_id,
)

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
_AFTER_BORDERS = ("w:shd", "w:noWrap", "w:tcMar", "w:textDirection", "w:tcFitText", "w:vAlign", "w:hideMark")


def set_page(section: Section) -> None:
    """Set a section to the page of GB/T 9704."""
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(37), Mm(35)
    section.left_margin, section.right_margin = Mm(28), Mm(26)
    section.header_distance, section.footer_distance = Mm(15), Mm(22)  # the foot: 7 mm below the type area


def add_leaf(document: WordDocument) -> Section:
    """Begin a new section on a leaf of its own."""
    section: Section = document.add_section(WD_SECTION.ODD_PAGE)
    set_page(section)
    return section


def number_pages(document: WordDocument, section: Section) -> None:
    """Put numbers from 1 on the pages of a section: odd right, even left."""
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
        paragraph.add_run("— ")
        add_field(paragraph, " PAGE ", "1")
        paragraph.add_run(" —")


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
    if style != "Normal":
        set_style(paragraph, style)
    if label:
        _mark(paragraph.add_run(label))
    if text:
        paragraph.add_run(writable(text))
    return paragraph


def add_heading(document: WordDocument, words: str, new_page: bool = True) -> Paragraph:
    """Add a chapter's title, on a new page as its style says, or below what is there."""
    paragraph = add(document, words, HEADING.format(1))
    if not new_page:
        layout = paragraph.paragraph_format
        layout.page_break_before, layout.space_before = False, Pt(LEADING)
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
    table = _table(document, widths, TABLE)
    for number, row in enumerate([heads, *rows]):
        table_row = _row(table)
        for at, (cell, words) in enumerate(zip(table_row.cells, row, strict=True)):
            paragraph = cell.paragraphs[0]
            in_middle = CENTRED if at in centred else CELL
            set_style(paragraph, in_middle if number else HEAD)
            paragraph.add_run(writable(words))
        properties = table_row._tr.get_or_add_trPr()
        properties.append(OxmlElement("w:cantSplit"))
        if number == 0:
            properties.append(OxmlElement("w:tblHeader"))
    return table


def add_caption(document: WordDocument, words: str) -> None:
    """Add the line above a table, with its number as a field."""
    shown = str(len(document.tables))  # the first table is the cover's form
    _numbered(add(document, "", CAPTION), "表", shown, words)


def add_figure_caption(document: WordDocument, words: str, number: int) -> None:
    """Add the line below a chart, with its number as a field."""
    _numbered(add(document, "", FIGURE_CAPTION), "图", str(number), words)


def _numbered(paragraph: Paragraph, kind: str, number: str, words: str) -> None:
    paragraph.add_run(kind)
    add_field(paragraph, f" SEQ {kind} \\* ARABIC ", number)
    paragraph.add_run(f"　{words}")


def add_form(document: WordDocument, fields: Sequence[tuple[str, str, str]]) -> None:
    """Add lines to be filled in: a label, its value on a rule, and a word after it."""
    table = _table(document, (28, 86, 30), "Normal Table")
    styles = (COVER_LABEL, COVER_VALUE, FORM_LINE)
    for row in fields:
        made = _row(table)
        made.height = Pt(LEADING * 1.25)
        for at, (cell, words) in enumerate(zip(made.cells, row, strict=True)):
            cell.vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
            paragraph = cell.paragraphs[0]
            set_style(paragraph, styles[at])
            paragraph.add_run(writable(words))
            if at == 1:
                _border(cell, "bottom")


def add_signed(
    document: WordDocument, names: Sequence[str], opinions: Sequence[tuple[str, str, str]]
) -> None:
    """Add the form that is signed: a line of names, then for each opinion its label, signature and seal."""
    table = _table(document, (52, 52, 52))
    row = _row(table)
    row.height = Pt(LEADING * 1.5)
    for cell, name in zip(row.cells, names, strict=True):
        cell.vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        _write(cell.paragraphs[0], name, FORM_LINE)
    form = _table(document, (18, 138))
    for label, signed, sealed in opinions:
        row = _row(form)
        row.height = Mm(72)
        row.cells[0].vertical_alignment = WD_ALIGN_VERTICAL.CENTER
        row.cells[1].vertical_alignment = WD_ALIGN_VERTICAL.BOTTOM
        _write(row.cells[0].paragraphs[0], "\n".join(label), OPINION)
        _write(row.cells[1].paragraphs[0], f"{signed}\t{sealed}", SIGNED)
        _write(row.cells[1].add_paragraph(), "\t年　　月　　日", SIGNED)


def _table(document: WordDocument, widths: Sequence[float], style: str = GRID) -> Table:
    """Add a table without rows; widths in millimetres."""
    table: Table = document.add_table(rows=0, cols=len(widths), style=style)
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    return table


def _row(table: Table) -> _Row:
    """Add a row: python-docx leaves this one function without types."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    return row


def _write(paragraph: Paragraph, words: str, style: str) -> None:
    set_style(paragraph, style)
    paragraph.add_run(words)


def _mark(run: Run) -> None:
    """Give a run the style of labels by its id."""
    run._r.style = LABEL


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
