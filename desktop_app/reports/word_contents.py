"""The contents of the Word report: a line a heading, its page a field that Word and LibreOffice work out.

There is no TOC field around the lines: LibreOffice takes what stands in one for finished, pages and all.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from desktop_app.reports.office import writable
from desktop_app.reports.word_fields import add_field

TITLE = "目　录"
WIDTH, SIZE, LEADING, STEP = 156, 12.0, 19.3, 18.0  # millimetres; points
_STYLE = "toc {}"  # Word's own names: a table of contents that a user puts in its place keeps to them


@dataclass(frozen=True)
class Listed:
    """A heading in the contents; `level` runs from 1 as in Word."""

    title: str
    level: int


def bookmark(number: int) -> str:
    """Return the name of the place that a line of the contents leads to; lines are counted from 1."""
    return f"_Toc{number:08d}"


def add_contents(document: WordDocument, listed: Sequence[Listed]) -> None:
    """Add the contents on a page of their own: one line a heading, with its page as a field.

    The headings are to get their places by `mark`, numbered in the same order.
    """
    title = document.add_paragraph(TITLE)
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    layout = title.paragraph_format
    layout.page_break_before, layout.first_line_indent = True, Pt(0)
    for level in sorted({one.level for one in listed}):
        _add_style(document, level)
    for number, one in enumerate(listed, 1):
        paragraph = document.add_paragraph()
        paragraph.style = document.styles[_STYLE.format(one.level)]
        paragraph.add_run(writable(one.title) + "\t")
        add_field(paragraph, f" PAGEREF {bookmark(number)} \\h ", "–", dirty=True)


def mark(paragraph: Paragraph, number: int) -> None:
    """Make a heading the place of a line of the contents."""
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        element = OxmlElement(tag)
        element.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            element.set(qn("w:name"), bookmark(number))
        paragraph._p.append(element)


def _add_style(document: WordDocument, level: int) -> None:
    style = document.styles.add_style(_STYLE.format(level), WD_STYLE_TYPE.PARAGRAPH, builtin=True)
    assert isinstance(style, ParagraphStyle)
    style.base_style = document.styles["Normal"]
    style.font.size = Pt(SIZE)
    layout = style.paragraph_format
    layout.line_spacing_rule, layout.line_spacing = WD_LINE_SPACING.EXACTLY, Pt(LEADING)
    layout.first_line_indent, layout.left_indent = Pt(0), Pt(max(level - 2, 0) * STEP)
    layout.right_indent = Pt(SIZE * 2)
    layout.tab_stops.add_tab_stop(Mm(WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
