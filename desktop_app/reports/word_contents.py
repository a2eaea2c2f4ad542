"""The contents of the Word report: Word's own table of contents, its lines and pages already there.

On opening Word asks whether to work it out anew; until then, and in other programs, the pages are ours.
"""

from docx.document import Document as WordDocument
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph

from desktop_app.reports.document import add, add_leaf, style_of
from desktop_app.reports.word_fields import add_field, begin_field, end_field
from desktop_app.reports.word_pages import pages_of
from desktop_app.reports.word_styles import CONTENTS, CONTENTS_LINE, HEADING, style_id

TITLE = "目　录"


def bookmark(number: int) -> str:
    """Return the name of the place that a line of the contents leads to; lines are counted from 1."""
    return f"_Toc{number:08d}"


def add_contents(document: WordDocument) -> Paragraph:
    """Add the title of the contents on a leaf of its own, and return it: the lines are to be filled in."""
    add_leaf(document)
    return add(document, TITLE, CONTENTS)


def fill_contents(document: WordDocument, title: Paragraph, deepest: int) -> None:
    """Add a line for each heading, down to a level, and make each the place that its line leads to."""
    levels = {style_id(HEADING.format(level)): level for level in range(1, deepest + 1)}
    last = title._p
    headings = [one for one in document.paragraphs if style_of(one) in levels]
    pages = pages_of(document, headings)
    for number, (heading, page) in enumerate(zip(headings, pages, strict=True), 1):
        line = add(document, "", CONTENTS_LINE.format(levels[style_of(heading) or ""]))
        if number == 1:
            begin_field(line, f' TOC \\o "1-{deepest}" \\h \\z \\u ', dirty=True)
        line.add_run(f"{heading.text}\t")
        add_field(line, f" PAGEREF {bookmark(number)} \\h ", str(page))
        if number == len(headings):
            end_field(line)
        last.addnext(line._p)
        last = line._p
        _mark(heading, number)


def _mark(paragraph: Paragraph, number: int) -> None:
    """Make a heading the place of a line of the contents."""
    for tag in ("w:bookmarkStart", "w:bookmarkEnd"):
        element = OxmlElement(tag)
        element.set(qn("w:id"), str(number))
        if tag == "w:bookmarkStart":
            element.set(qn("w:name"), bookmark(number))
        paragraph._p.append(element)
