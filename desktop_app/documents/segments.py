"""One file, several papers: a notice, the plan it forwards, annexes."""

from dataclasses import dataclass

from desktop_app.documents.facts import Kind, is_date, kind_of
from desktop_app.documents.heading import Heading
from desktop_app.documents.headings import find_headings
from desktop_app.documents.lines import Line
from desktop_app.documents.numbering import find_marker
from desktop_app.documents.vocabulary import ATTACHMENT, ATTACHMENT_ALONE

_LOOK_BACK = 4


@dataclass(frozen=True)
class Segment:
    """Lines [start, end) of one paper, and its headings (indices count from the file's first line)."""

    start: int
    end: int
    headings: tuple[Heading, ...]


def split_papers(lines: list[Line]) -> list[Segment]:
    """Return the papers a file holds, in order; together they are all of its lines."""
    starts = sorted({0, *_starts(lines)})
    segments = []
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        headings = find_headings(lines[start:end])
        moved = tuple(Heading(h.index + start, h.level, h.number, h.value, h.marker) for h in headings)
        segments.append(Segment(start, end, moved))
    return segments


def main_paper(segments: list[Segment]) -> Segment:
    """Return the paper that the file is about: the one with the most headings, the first of equals."""
    return max(segments, key=lambda segment: (len(segment.headings), -segment.start))


def _starts(lines: list[Line]) -> list[int]:
    """Return where another paper may begin: at 附件, or at a title after a signature's date."""
    return [
        i for i, line in enumerate(lines) if i and (_is_attachment(line) or _is_title_after_date(lines, i))
    ]


def _is_attachment(line: Line) -> bool:
    return line.text[0] == "附" and bool(ATTACHMENT_ALONE.match(line.text) or ATTACHMENT.match(line.text))


def _is_title_after_date(lines: list[Line], index: int) -> bool:
    """Tell whether this line follows a date of its own, and a paper's title comes within the next lines."""
    if index < 4 or len(lines[index].text) > 60:  # a date in the head of a web page; a text
        return False
    if not is_date(lines[index - 1].text):
        return False
    following = lines[index : index + _LOOK_BACK]
    return any(kind_of(line.text) is Kind.TITLE and not find_marker(line.text) for line in following)
