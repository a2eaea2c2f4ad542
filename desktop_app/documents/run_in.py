"""Headings that run in with the line before them: a number in mid-line, missed at the start of any line."""

import re
from dataclasses import dataclass
from itertools import pairwise

from desktop_app.documents.chinese_numbers import NUMERAL, to_chinese
from desktop_app.documents.heading import Heading
from desktop_app.documents.headings import find_headings
from desktop_app.documents.lines import BLANK, Line, display_width
from desktop_app.documents.numbering import Marker, Style, find_marker

_BEFORE = r"(?<=[。；;！？!?”》）)：:\s])"
_FORMS = {
    Style.CHINESE: "{value}\\s*[、.．]",
    Style.CHINESE_BRACKETED: "[（(]\\s*{value}\\s*[）)]",
    Style.ARABIC: "(?<![0-9]){value}\\s*[.．、](?![0-9])",
}
_ANY = re.compile(
    rf"{_BEFORE}(?:[{NUMERAL}]{{1,3}}、|[（(][{NUMERAL}]{{1,3}}[）)]|[0-9]{{1,2}}[.．、](?![0-9]))"
)
_POINT = re.compile(rf"{_BEFORE}([0-9]{{1,2}})[.．、](?![0-9])")
_AFTER_STOP = re.compile(r"(?<=。)\s*([0-9]{1,2})[.．、](?![0-9])")
# A section's bare title, right before the first number below it: 二、工作目标1、加强…
_BARE_TITLE = re.compile(
    rf"(?:(?<=^)|{_BEFORE})(?:[{NUMERAL}]{{1,3}}、|[（(][{NUMERAL}]{{1,3}}[）)])[^，,。；;：:、\s]{{2,30}}?"
    rf"(?=[（(][{NUMERAL}]{{1,3}}[）)]|[0-9]{{1,2}}[.．、](?![0-9]))"
)
_FEWEST_POINTS = 3
_LINES_OF_POINT = 12  # lines in which points run in after a first one
_FIRST_OF_CHAIN = re.compile(rf"{_BEFORE}(?:一、|[（(]一[）)])[^{NUMERAL}]")


@dataclass(frozen=True)
class _Numbered:
    """A heading whose number was printed: its line, value and number."""

    index: int
    value: int
    marker: Marker


def split_run_in_headings(lines: list[Line]) -> tuple[list[Line], list[Heading]]:
    """Return the lines, cut where a heading's number stands inside one, and the headings among them.

    A number inside a line is a heading only where the counter of the headings at line starts misses just it,
    where all points 1. 2. run in and count on without a gap, or where no line begins with a number at all and
    a chain 一、二、 runs through the text.
    """
    found = find_headings(lines)
    headings = [_Numbered(h.index, h.value, h.marker) for h in found if h.marker]
    cuts: dict[int, list[int]] = {}
    if _is_one_line(lines, headings):
        _cut_chains(lines, cuts)
    elif headings and all(heading.marker.style is not Style.ARABIC for heading in headings):
        _cut_points(lines, headings, cuts)
    last: dict[Style, _Numbered] = {}
    above: _Numbered | None = None
    for heading in headings:
        style = heading.marker.style
        before = last.get(style)
        if before and heading.value > before.value + 1:
            _find(lines, before, heading, range(before.value + 1, heading.value), cuts)
        elif above and heading.value == 2 and (before is None or before.value > 1):
            _find(lines, above, heading, range(1, 2), cuts)
        last[style] = above = heading
    _cut_first_points(lines, headings, cuts)
    if not cuts:
        return lines, found
    lines = _apply(lines, cuts)
    return lines, find_headings(lines)


def _find(
    lines: list[Line], before: _Numbered, after: _Numbered, missing: range, cuts: dict[int, list[int]]
) -> None:
    """Look for the missing numbers, in order, in the lines from one heading to the next; all or none."""
    style = after.marker.style
    form = _FORMS.get(style)
    if not form or len(missing) > 10:
        return
    index = before.index
    offset = before.marker.length
    places = []
    for value in missing:
        number = to_chinese(value) if style is not Style.ARABIC else str(value)
        pattern = re.compile(_BEFORE + form.format(value=number))
        found = None
        while index < after.index and not (found := pattern.search(lines[index].text, offset)):
            index, offset = index + 1, 0
        if not found:
            return
        places.append((index, found.start()))
        offset = found.end()
    for line, place in places:
        cuts.setdefault(line, []).append(place)


def _cut_first_points(lines: list[Line], headings: list[_Numbered], cuts: dict[int, list[int]]) -> None:
    """Cut before 2. and 3. that follow in the text of a heading 1., each after a full stop.

    So where no other line goes on with 2.; members that semicolons part are a paragraph's own list.
    """
    ends = [*(heading.index for heading in headings), len(lines)][1:]
    for heading, following, end in zip(headings, [*headings[1:], None], ends, strict=False):
        if heading.marker.style is not Style.ARABIC or heading.value != 1:
            continue
        if following and following.marker.style is Style.ARABIC and following.value > 1:
            continue
        value = 1
        for index in range(heading.index, min(end, heading.index + _LINES_OF_POINT)):
            for number in _AFTER_STOP.finditer(lines[index].text):
                if int(number[1]) == value + 1:
                    value += 1
                    cuts.setdefault(index, []).append(number.start())


def _is_one_line(lines: list[Line], headings: list[_Numbered]) -> bool:
    """Tell whether all headings run in with text.

    No line begins with a first number and a chain 一、二、 runs through them, or 一、 is the only one of its
    kind that begins a line, and 二、 and 三、 follow inside lines.
    """
    if not headings:
        return any(_FIRST_OF_CHAIN.search(line.text) for line in lines)
    chinese = [heading for heading in headings if heading.marker.style is Style.CHINESE]
    if not chinese:  # numbers that line ends of print brought to a line's start
        return all(heading.value > 1 for heading in headings) and _runs_through(lines, "一二")
    return len(chinese) == 1 and chinese[0].value == 1 and _runs_through(lines[chinese[0].index :], "二三")


def _runs_through(lines: list[Line], numbers: str) -> bool:
    """Tell whether numbers such as 二、 三、 follow one another inside the lines."""
    awaited = list(numbers)
    for line in lines:
        while awaited and re.search(rf"{_BEFORE}{awaited[0]}、", line.text):
            del awaited[0]
    return not awaited


def _cut_chains(lines: list[Line], cuts: dict[int, list[int]]) -> None:
    """Cut every line before the numbers 一、 （一） 1、 in it."""
    for index, line in enumerate(lines):
        starts = {found.start() for found in _ANY.finditer(line.text)}
        starts |= {found.end() for found in _BARE_TITLE.finditer(line.text)}
        places = [start for start in sorted(starts) if find_marker(line.text[start : start + 40])]
        if places:
            cuts[index] = places


def _cut_points(lines: list[Line], headings: list[_Numbered], cuts: dict[int, list[int]]) -> None:
    """Cut before points 1. 2. that all stand in mid-line, where they count on without a gap.

    They may start anew below a heading. A list announced by a colon, or parted by semicolons, is text.
    """
    starts = {heading.index for heading in headings}
    found: list[tuple[int, int]] = []
    last, fresh = 0, True
    for index, line in enumerate(lines[min(starts) :], start=min(starts)):
        fresh = fresh or index in starts
        for number in _POINT.finditer(line.text):
            value = int(number[1])
            listed = line.text[: number.start()].rstrip()[-1:] in tuple("：:；;，,")
            if listed or value not in (last + 1, 1 if fresh else 0):
                return
            found.append((index, number.start()))
            last, fresh = value, False
    if len(found) >= _FEWEST_POINTS:
        for index, place in found:
            cuts.setdefault(index, []).append(place)


def _apply(lines: list[Line], cuts: dict[int, list[int]]) -> list[Line]:
    result = []
    for index, line in enumerate(lines):
        edges = [0, *sorted(set(cuts.get(index, []))), len(line.text)]
        for start, end in pairwise(edges):
            part = line.text[start:end]
            text = part.strip(BLANK)
            if text:
                begin = line.start + start + part.index(text)
                if start == 0:
                    result.append(Line(begin, begin + len(text), text, line.indent, line.after_page))
                else:
                    before = line.indent + display_width(line.text[:start])
                    result.append(Line(begin, begin + len(text), text, cut_after=before))
    return result
