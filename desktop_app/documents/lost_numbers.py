"""Headings that lost their number on the way, put back from their place in the sequence."""

import re
from dataclasses import dataclass

from desktop_app.documents.chinese_numbers import to_chinese
from desktop_app.documents.heading import RANK, Heading
from desktop_app.documents.lines import Line, Wrapping, ends_sentence
from desktop_app.documents.numbering import find_marker
from desktop_app.documents.outline import Level
from desktop_app.documents.titles import first_stop
from desktop_app.documents.vocabulary import RESPONSIBLE

_PARENT_LENGTH = range(6, 46)
_NO_HEADING = re.compile(rf"^[（(【\[\-–—·•]|[。：:]|(?:{RESPONSIBLE})|[，,、；;！？!?]$")
_POINT_TITLE = range(4, 31)


def with_lost_numbers(lines: list[Line], numbered: list[Heading]) -> list[Heading]:
    """Put back the headings that lost their number.

    Above a numbered heading that is a short line of its own; among the points, where the counter skips, a
    paragraph that is built like a point.
    """
    return _with_lost_points(lines, _with_lost_parents(lines, numbered))


def _with_lost_parents(lines: list[Line], numbered: list[Heading]) -> list[Heading]:
    lost = _LostParents(lines, numbered)
    found: list[Heading] = []
    for heading in numbered:
        repaired = lost.above(heading) if heading.rank else None
        for kept in (repaired, heading):
            if kept:
                found.append(kept)
                lost.learn(kept)
    return found


@dataclass
class _Likeness:
    """How the numbered headings of one level are built: their lengths, and whether all have a comma."""

    shortest: int = 1000
    longest: int = 0
    commas: bool = True

    def learn(self, words: str) -> None:
        self.shortest = min(self.shortest, len(words))
        self.longest = max(self.longest, len(words))
        self.commas = self.commas and _has_comma(words)

    def fits(self, words: str) -> bool:
        """Tell whether a line without a number is built alike."""
        alike = 0.6 * self.shortest <= len(words) and self.longest < 60
        return alike and (_has_comma(words) or not self.commas)


class _LostParents:
    """Finds the unnumbered line that is the heading above a numbered one."""

    def __init__(self, lines: list[Line], numbered: list[Heading]) -> None:
        self._lines = lines
        self._wrapping: Wrapping | None = None  # measured where it is asked for
        self._taken = {heading.index for heading in numbered}
        self._following = {level: _following(numbered, level) for level in (Level.SECTION, Level.SUBSECTION)}
        self._last: dict[Level, Heading] = {}
        self._latest: Heading | None = None
        self._built: dict[Level, _Likeness] = {level: _Likeness() for level in RANK}

    def learn(self, heading: Heading) -> None:
        """Take in a heading in document order."""
        self._last[heading.level] = self._latest = heading
        if heading.marker:
            self._built[heading.level].learn(self._lines[heading.index].text[heading.marker.length :])

    def above(self, heading: Heading) -> Heading | None:
        """Return the lost heading in the line before `heading`, given all headings learnt so far."""
        index = heading.index - 1
        above = [other for other in self._last.values() if other.rank < heading.rank]
        if index <= 0 or index in self._taken or not above or not self._stands_alone(index):
            return None
        if self._goes_on(index):
            return None
        if self._latest and self._is_only_text_of(self._latest, index):
            return None
        level = self._level(heading, max(above, key=lambda other: other.index))
        sibling = self._last.get(level)
        restarts = heading.value == 1 and self._latest is not None and self._latest.level is heading.level
        if not sibling or not (restarts or self._built[level].fits(self._lines[index].text)):
            return None
        following = self._following[level][heading.index]
        if following is not None and following.value == sibling.value + 1:  # the count misses none
            return None
        return Heading(index, level, to_chinese(sibling.value + 1), sibling.value + 1, None)

    def _is_only_text_of(self, heading: Heading, index: int) -> bool:
        """Tell whether a line is all that stands below a heading whose number has a line of its own."""
        alone = heading.marker is not None and heading.marker.length >= len(self._lines[heading.index].text)
        return alone and index <= heading.index + 2

    def _stands_alone(self, index: int) -> bool:
        """Tell whether a line could be a heading: short, no stop, after a finished text."""
        words = self._lines[index].text
        before = self._lines[index - 1].text
        if len(words) not in _PARENT_LENGTH or _NO_HEADING.search(words) or find_marker(words):
            return False
        after_bare_title = index - 1 in self._taken and len(before) < 50 and not ends_sentence(before)
        return not after_bare_title and before[-1] not in "，,、"

    def _goes_on(self, index: int) -> bool:
        """Tell whether a line goes on with a text that a hard line end broke."""
        if self._wrapping is None:
            self._wrapping = Wrapping.of(self._lines)
        before = self._lines[index - 1]
        return self._wrapping.is_full(before) and not ends_sentence(before.text)

    def _level(self, heading: Heading, parent: Heading) -> Level:
        if heading.level is Level.SUBSECTION or parent.level is Level.SECTION:
            return Level.SECTION
        following = self._following[Level.SUBSECTION][heading.index]
        skips = following is not None and following.value == parent.value + 2
        return Level.SUBSECTION if skips or following is None else Level.SECTION


def _has_comma(words: str) -> bool:
    return "，" in words or "," in words


def _following(numbered: list[Heading], level: Level) -> dict[int, Heading | None]:
    """For each heading (by its line) the next one of a level after it."""
    following: dict[int, Heading | None] = {}
    nearest = None
    for heading in reversed(numbered):
        following[heading.index] = nearest
        if heading.level is level:
            nearest = heading
    return following


def _with_lost_points(lines: list[Line], headings: list[Heading]) -> list[Heading]:
    found: list[Heading] = []
    taken = {heading.index for heading in headings}
    before: Heading | None = None
    for heading in headings:
        if heading.level is Level.POINT:
            if before and heading.value > before.value + 1:
                found += _lost_points(lines, taken, before, heading)
            before = heading
        found.append(heading)
    return sorted(found, key=lambda heading: heading.index)


def _lost_points(lines: list[Line], taken: set[int], before: Heading, after: Heading) -> list[Heading]:
    """Return the points missing between two, where exactly as many paragraphs are built like one.

    `taken` are the lines that are headings already.
    """
    places = [
        i
        for i in range(before.index + 1, after.index)
        if i not in taken and _is_built_like_point(lines, i, taken)
    ]
    missing = range(before.value + 1, after.value)
    if len(places) != len(missing):
        return []
    return [
        Heading(place, Level.POINT, str(value), value, None)
        for place, value in zip(places, missing, strict=True)
    ]


def _is_built_like_point(lines: list[Line], index: int, taken: set[int]) -> bool:
    """Tell whether a line is a short title, a full stop and a text, after a finished text or a heading."""
    words = lines[index].text
    stop = first_stop(words)
    before = lines[index - 1].text
    finished = ends_sentence(before) or (index - 1 in taken and first_stop(before) is None)
    return finished and stop in _POINT_TITLE and len(words) - (stop or 0) > 10 and not find_marker(words)
