"""Which numbered lines are headings, and of what level.

Numbering decides, not looks: a number is a heading where it goes on counting. Counters may run on across parents or
start anew, levels may be missing, depth may differ within one document.
"""

from collections import Counter
from dataclasses import dataclass

from desktop_app.documents.chinese_numbers import to_chinese
from desktop_app.documents.lines import Line, ends_sentence
from desktop_app.documents.numbering import Marker, Style, find_marker
from desktop_app.documents.outline import Level

_RANK = {Level.SECTION: 0, Level.SUBSECTION: 1, Level.POINT: 2}
_MOST_MISSING = 6  # a counter may skip this many numbers before it stops being believed
_LOST_LENGTH = range(6, 46)


@dataclass(frozen=True)
class Heading:
    """The line (its index) at which a section, subsection or point begins.

    `marker` is None where the number got lost and was put back from its place in the sequence.
    """

    index: int
    level: Level
    number: str
    value: int
    marker: Marker | None

    @property
    def rank(self) -> int:
        """0 for a section, 2 for a point."""
        return _RANK[self.level]


@dataclass(frozen=True)
class Candidate:
    """A numbered line: its index and its number."""

    index: int
    marker: Marker


def find_headings(lines: list[Line]) -> list[Heading]:
    """Return the headings among the lines of one document, in order."""
    candidates = [Candidate(i, marker) for i, line in enumerate(lines) if (marker := find_marker(line.text))]
    levels = levels_of(candidates)
    candidates = [candidate for candidate in candidates if candidate.marker.style in levels]
    numbered = _Selection(lines, candidates, levels).run()
    return _with_lost_numbers(lines, numbered)


def levels_of(candidates: list[Candidate]) -> dict[Style, Level]:
    """Return the level of each style of number that makes headings in this document."""
    sure = Counter(c.marker.style for c in candidates if c.marker.sure)
    firsts = {c.marker.style for c in candidates if c.marker.sure and c.marker.value == 1}
    if sure[Style.ARTICLE] >= 3:
        return {
            Style.PART: Level.SECTION,
            Style.CHAPTER: Level.SECTION,
            Style.DIVISION: Level.SUBSECTION,
            Style.ARTICLE: Level.POINT,
        }
    arabic = Style.ARABIC if _is_point_style(candidates) else Style.ARABIC_BRACKETED
    if sure[Style.PART] >= 2 or sure[Style.CHAPTER] >= 2:
        order = [Style.PART, Style.CHAPTER, Style.DIVISION, Style.CHINESE, Style.CHINESE_BRACKETED, arabic]
        present = [style for style in order if style in firsts]
        levels = dict(zip(present, _RANK, strict=False))
        if len(present) == 2 and present[-1] is arabic:
            levels[arabic] = Level.POINT
        return levels
    levels = {Style.CHINESE: Level.SECTION, Style.CHINESE_BRACKETED: Level.SUBSECTION, arabic: Level.POINT}
    if _brackets_lie_below_points(candidates):
        del levels[Style.CHINESE_BRACKETED]
    return levels


def _is_point_style(candidates: list[Candidate]) -> bool:
    """Tell whether 1. numbers the points; where there is none at all, （1） does."""
    return any(c.marker.style is Style.ARABIC and c.marker.sure for c in candidates)


def _brackets_lie_below_points(candidates: list[Candidate]) -> bool:
    """Tell whether （一） counts inside the points (一、 1. （一）) instead of above them."""
    above = below = 0
    for before, candidate in zip(candidates, candidates[1:], strict=False):
        if candidate.marker.style is Style.CHINESE_BRACKETED and candidate.marker.value == 1:
            above += before.marker.style is Style.CHINESE
            below += before.marker.style is Style.ARABIC
    return below >= 2 and below > 2 * above


class _Selection:
    """Walks the numbered lines once and keeps those that go on counting."""

    def __init__(self, lines: list[Line], candidates: list[Candidate], levels: dict[Style, Level]) -> None:
        self._lines = lines
        self._candidates = candidates
        self._levels = levels
        self._last: dict[Style, int] = {}
        self._fresh: set[Style] = set(levels)  # styles above which a new heading began since their last number
        self._inner: set[int] = set()  # candidates found to belong to a list inside a point
        self._next_of_style = self._link()

    def run(self) -> list[Heading]:
        """Return the headings in order."""
        found = []
        for position, candidate in enumerate(self._candidates):
            if position not in self._inner and self._accepts(position):
                found.append(self._keep(candidate))
        return found

    def _link(self) -> list[int | None]:
        """For each candidate the position of the next one of its style."""
        following: dict[Style, int] = {}
        links: list[int | None] = [None] * len(self._candidates)
        for position in range(len(self._candidates) - 1, -1, -1):
            style = self._candidates[position].marker.style
            links[position] = following.get(style)
            following[style] = position
        return links

    def _keep(self, candidate: Candidate) -> Heading:
        marker = candidate.marker
        level = self._levels[marker.style]
        self._last[marker.style] = marker.value
        self._fresh.discard(marker.style)
        self._fresh.update(s for s, other in self._levels.items() if _RANK[other] > _RANK[level])
        return Heading(candidate.index, level, marker.number, marker.value, marker)

    def _accepts(self, position: int) -> bool:
        marker = self._candidates[position].marker
        last = self._last.get(marker.style, 0)
        if not marker.sure:
            return self._accepts_unsure(position, last)
        if marker.value == last + 1:
            return True
        if marker.value == 1:
            return marker.style in self._fresh or not self._starts_inner_list(position, last)
        if last < marker.value <= last + _MOST_MISSING or marker.value == last:
            return not self._continues_sentence(position)
        following = self._value_after(position)
        if marker.value > last:
            return following == marker.value + 1
        return following in (last + 2, marker.value + 1) and not self._continues_sentence(position)

    def _accepts_unsure(self, position: int, last: int) -> bool:
        """A number without its mark is one only where exactly it is missing, and a sentence may begin there."""
        marker = self._candidates[position].marker
        expected = last + 1 if marker.style not in self._fresh or last else 1
        if marker.value != expected or self._continues_sentence(position):
            return False
        following = self._next_of_style[position]
        if following is None:
            return last >= 2
        after = self._candidates[following].marker
        return after.value == marker.value + 1 or (after.value == 1 and after.sure and last >= 2)

    def _value_after(self, position: int) -> int | None:
        following = self._next_of_style[position]
        return None if following is None else self._candidates[following].marker.value

    def _continues_sentence(self, position: int) -> bool:
        """Tell whether the line before breaks off in mid-sentence, so that this number may belong to it."""
        index = self._candidates[position].index
        if index == 0:
            return False
        before = self._lines[index - 1].text
        return before[-1] in "，,、（(“《" or (len(before) > 60 and not ends_sentence(before))

    def _starts_inner_list(self, position: int, last: int) -> bool:
        """Tell whether 1. begins a list inside a point, and if so pass over the whole list.

        It does where the counter of the points goes on after it, or where the line before announces a list.
        """
        run = [position]
        above = self._end_of_parent(position)
        while True:
            following = self._next_of_style[run[-1]]
            expected = self._candidates[run[-1]].marker.value + 1
            if following is None or following >= above or self._candidates[following].marker.value != expected:
                break
            if expected == last + 1 and self._is_heading_like(following) and not self._is_heading_like(run[0]):
                break
            run.append(following)
        goes_on = following is not None and self._candidates[following].marker.value == last + 1
        index = self._candidates[position].index
        announced = index > 0 and self._lines[index - 1].text[-1] in "：:"
        if goes_on or announced:
            self._inner.update(run)
            return True
        return False

    def _end_of_parent(self, position: int) -> int:
        """Return the position of the next candidate that ranks above."""
        rank = _RANK[self._levels[self._candidates[position].marker.style]]
        for later in range(position + 1, len(self._candidates)):
            marker = self._candidates[later].marker
            if marker.sure and _RANK[self._levels[marker.style]] < rank:
                return later
        return len(self._candidates)

    def _is_heading_like(self, position: int) -> bool:
        candidate = self._candidates[position]
        words = self._lines[candidate.index].text[candidate.marker.length :]
        return len(words) > 60 or "。" in words[:-1] or not ends_sentence(words)


def _with_lost_numbers(lines: list[Line], numbered: list[Heading]) -> list[Heading]:
    """Put back the headings that lost their number: a short line of its own right above a numbered one."""
    lost = _LostNumbers(lines, numbered)
    found: list[Heading] = []
    for heading in numbered:
        if heading.rank:
            repaired = lost.above(heading, found)
            if repaired:
                found.append(repaired)
        found.append(heading)
    return found


class _LostNumbers:
    """Finds the unnumbered line that is the heading above a numbered one."""

    def __init__(self, lines: list[Line], numbered: list[Heading]) -> None:
        self._lines = lines
        self._numbered = numbered
        self._taken = {heading.index for heading in numbered}

    def above(self, heading: Heading, found: list[Heading]) -> Heading | None:
        """Return the lost heading in the line before `heading`, given all headings found so far."""
        index = heading.index - 1
        if index <= 0 or index in self._taken or not found or not self._stands_alone(index):
            return None
        parents = [other for other in found if other.rank < heading.rank]
        if not parents:
            return None
        level = self._level(heading, parents[-1])
        siblings = [other for other in parents if other.level is level]
        restarts = heading.value == 1 and found[-1].level is heading.level
        if not siblings or not (restarts or self._resembles(index, siblings)):
            return None
        value = siblings[-1].value + 1
        return Heading(index, level, to_chinese(value), value, None)

    def _stands_alone(self, index: int) -> bool:
        """Tell whether a line could be a heading: short, no stop, after a finished text, not a title's only text."""
        words = self._lines[index].text
        before = self._lines[index - 1]
        if len(words) not in _LOST_LENGTH or ends_sentence(words) or "。" in words or words[-1] in "，,、":
            return False
        after_bare_title = index - 1 in self._taken and len(before.text) < 50 and not ends_sentence(before.text)
        return not after_bare_title and before.text[-1] not in "，,、"

    def _level(self, heading: Heading, parent: Heading) -> Level:
        if heading.level is Level.SUBSECTION or parent.level is Level.SECTION:
            return Level.SECTION
        later = (h for h in self._numbered if h.index > heading.index and h.level is Level.SUBSECTION)
        following = next(later, None)
        skips = following is not None and following.value == parent.value + 2
        return Level.SUBSECTION if skips or following is None else Level.SECTION

    def _resembles(self, index: int, siblings: list[Heading]) -> bool:
        """Tell whether the line is built like the headings of its level: alike in length, a comma where they have one."""
        words = self._lines[index].text
        others = [self._lines[s.index].text[s.marker.length :] for s in siblings if s.marker]
        commas = all("，" in other or "," in other for other in others)
        long_enough = len(words) >= 0.6 * min(map(len, others), default=0)
        return long_enough and max(map(len, others), default=0) < 60 and (not commas or "，" in words or "," in words)
