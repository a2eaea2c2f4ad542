"""Fields of the Word report: what Word and LibreOffice work out themselves, such as the page of a heading."""

from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.text.paragraph import Paragraph


def add_field(paragraph: Paragraph, code: str, shown: str) -> None:
    """Add a field that shows `shown` until it is worked out."""
    begin_field(paragraph, code)
    paragraph.add_run(shown)
    end_field(paragraph)


def begin_field(paragraph: Paragraph, code: str, dirty: bool = False) -> None:
    """Begin a field; what it shows comes next. Word works it out on opening where it is `dirty`."""
    _character(paragraph, "begin", dirty)
    instruction = OxmlElement("w:instrText")
    instruction.set(qn("xml:space"), "preserve")
    instruction.text = code
    paragraph.add_run()._r.append(instruction)
    _character(paragraph, "separate")


def end_field(paragraph: Paragraph) -> None:
    """End the field that was begun last."""
    _character(paragraph, "end")


def _character(paragraph: Paragraph, kind: str, dirty: bool = False) -> None:
    element = OxmlElement("w:fldChar")
    element.set(qn("w:fldCharType"), kind)
    if dirty:
        element.set(qn("w:dirty"), "true")
    paragraph.add_run()._r.append(element)
