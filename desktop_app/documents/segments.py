"""One file, several papers: a notice, the plan it forwards, annexes."""

import re
from dataclasses import dataclass

from desktop_app.documents.chinese_numbers import NUMERAL
from desktop_app.documents.facts import Kind, is_date, kind_of
from desktop_app.documents.heading import Heading
from desktop_app.documents.headings import find_headings
from desktop_app.documents.lines import Line, ends_sentence
from desktop_app.documents.numbering import Style, find_marker
from desktop_app.documents.vocabulary import ATTACHMENT, ATTACHMENT_ALONE, PAPERS

_LOOK_BACK = 4
_TITLE_LENGTH = 60
_MAY_COUNT = re.compile(r"[^，。；]{0,8}?[一二三四五六七八九十]")
_COUNT = f"(?:[0-9]{{1,2}}|[{NUMERAL}]{{1,2}})"
# A paper's own name: a year, a body or 关于 with it, or its place among others (第2篇, 篇二), and no mark
# of a sentence in it.
_NAMES_PAPER = re.compile(
    rf"^(?:关于[^，。；：]{{4,}}|[^，。；：]*(?:20\d{{2}}|学年|学期|[局校园委])[^，。；：]*)(?:{PAPERS})$"
    rf"|^[^，。；：]{{0,40}}(?:{PAPERS})(?:范文)?\s*[（(【]?(?:第\s*{_COUNT}\s*篇|篇\s*{_COUNT})[）)】]?$"
)


@dataclass(frozen=True)
class Segment:
    """Lines [start, end) of one paper, and its headings (indices count from the file's first line)."""

    start: int
    end: int
    headings: tuple[Heading, ...]


def split_papers(lines: list[Line], headings: list[Heading]) -> list[Segment]:
    """Return the papers a file holds, in order; together they are all of its lines.

    `headings` are those of a file that holds one; each of several counts for itself.
    """
    starts = sorted({0, *_starts(lines)})
    if len(starts) == 1:
        return [Segment(0, len(lines), tuple(headings))]
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
    ] + _titles_before_new_count(lines)


def _titles_before_new_count(lines: list[Line]) -> list[int]:
    """Return where a title stands after 一、 二、 and before the next 一、: there another paper begins."""
    found = []
    last, title = 0, None
    for index, line in enumerate(lines):
        marker = find_marker(line.text) if _MAY_COUNT.match(line.text) else None
        if marker and marker.sure and marker.style is Style.CHINESE:
            if marker.value == 1 and last > 1 and title is not None:
                found.append(title)
            last, title = marker.value, None
        elif last > 1 and title is None and len(line.text) <= _TITLE_LENGTH and _is_title(lines, index):
            title = index
    return found


def _is_title(lines: list[Line], index: int) -> bool:
    """Tell whether a line without a number names a paper, after a finished text."""
    words = lines[index].text
    finished = ends_sentence(lines[index - 1].text) or len(lines[index - 1].text) < _TITLE_LENGTH
    return finished and not find_marker(words) and bool(_NAMES_PAPER.search(words))


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
