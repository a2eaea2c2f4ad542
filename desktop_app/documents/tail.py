"""Where the outline's words end and signature, imprint and a web page's end begin."""

from desktop_app.documents.facts import Kind, kind_of
from desktop_app.documents.furniture import is_web_furniture
from desktop_app.documents.lines import Line, Wrapping, ends_sentence
from desktop_app.documents.segments import Segment

_CERTAIN = (Kind.WEB, Kind.IMPRINT, Kind.DATE, Kind.SIGNATURE, Kind.ATTACHMENT, Kind.LABELLED)


def tail_start(lines: list[Line], main: Segment, wrapping: Wrapping) -> int:
    """Return the index of the first line after the last words of the main paper's outline."""
    if not main.headings:
        return main.end
    for index in range(main.headings[-1].index + 1, main.end):
        before, line = lines[index - 1], lines[index]
        if wrapping.is_full(before) and not ends_sentence(before.text):
            continue
        kind = kind_of(line.text)
        if kind in _CERTAIN or is_web_furniture(line.text):
            return index
        if kind is Kind.FORWARDING and line.text.startswith("以上"):
            return index
        if kind in (Kind.ORGANISATION, Kind.RED_HEAD) and _signs(lines, index, main.end):
            return index
    return main.end


def _signs(lines: list[Line], index: int, end: int) -> bool:
    """Tell whether a body's name is a signature: nothing but more names, a date or furniture follows."""
    for line in lines[index + 1 : min(index + 4, end)]:
        kind = kind_of(line.text)
        if kind in _CERTAIN:
            return True
        if kind is not Kind.ORGANISATION:
            return False
    return index + 4 >= end
