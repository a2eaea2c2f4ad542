"""Which numbered lines are headings, and of what level.

Numbering decides, not looks: a number is a heading where it goes on counting. Counters may run on across
parents or start anew, levels may be missing, depth may differ within one document.
"""

import itertools
import re
from collections import Counter
from dataclasses import dataclass

from desktop_app.documents.bracket_heads import is_bracket_head, with_bracket_heads
from desktop_app.documents.heading import RANK, Heading
from desktop_app.documents.lines import Line, ends_sentence
from desktop_app.documents.lost_numbers import with_lost_numbers
from desktop_app.documents.numbering import Marker, Style, find_marker
from desktop_app.documents.outline import Level

_FEWEST_DECIMALS = 3
_FEWEST_BARE = 4
_SECOND_MEMBER = re.compile(r"[；;]\s*2\s*[.．、](?![0-9])")
_OF_CALENDAR = re.compile(
    r"^[【]?(?:\d{1,2}|[一二三四五六七八九十]{1,2})(?:[-—~～至、](?:\d{1,2}|[一二三四五六七八九十]{1,2}))?"
    r"月(?:份)?(?:工作(?:安排|重点)?)?】?\s*[：:]?$|^第[一二三四五六七八九十\d]{1,3}周\s*[：:]?$"
)
_MOST_MISSING = 6  # a counter may skip this many numbers before it stops being believed


@dataclass(frozen=True)
class Candidate:
    """A numbered line: its index and its number."""

    index: int
    marker: Marker


def find_headings(lines: list[Line]) -> list[Heading]:
    """Return the headings among the lines of one document, in order."""
    candidates = [Candidate(i, marker) for i, line in enumerate(lines) if (marker := find_marker(line.text))]
    candidates = _with_bare_numbers(lines, candidates)
    levels = levels_of(candidates)
    candidates = [candidate for candidate in candidates if candidate.marker.style in levels]
    numbered = _Selection(lines, candidates, levels).run()
    return with_bracket_heads(lines, with_lost_numbers(lines, numbered))


def _with_bare_numbers(lines: list[Line], candidates: list[Candidate]) -> list[Candidate]:
    """Return the candidates; 1 2 3 without any mark are made sure where the whole document counts so."""
    numeric = (Style.ARABIC, Style.ARABIC_BRACKETED, Style.DECIMAL, Style.DEEP_DECIMAL)
    bare = [c for c in candidates if c.marker.style in numeric]
    if len(bare) < _FEWEST_BARE or any(c.marker.sure for c in bare):
        return candidates
    values = [0, *(c.marker.value for c in bare)]
    counts_on = all(value in (1, before + 1) for before, value in itertools.pairwise(values))
    if not counts_on or any(continues_sentence(lines, c.index) for c in bare):
        return candidates
    return [
        Candidate(c.index, c.marker._replace(sure=True)) if c.marker.style is Style.ARABIC else c
        for c in candidates
    ]


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
        levels = dict(zip(present, RANK, strict=False))
        if len(present) == 2 and present[-1] is arabic:
            levels[arabic] = Level.POINT
        return levels
    levels = {Style.CHINESE: Level.SECTION, Style.CHINESE_BRACKETED: Level.SUBSECTION, arabic: Level.POINT}
    if not firsts & {Style.CHINESE, Style.CHINESE_BRACKETED} and _decimals_count_within(candidates):
        if sure[Style.DEEP_DECIMAL] >= _FEWEST_DECIMALS:
            return dict(zip((Style.ARABIC, Style.DECIMAL, Style.DEEP_DECIMAL), RANK, strict=True))
        return {Style.ARABIC: Level.SECTION, Style.DECIMAL: Level.POINT}
    if sure[Style.DECIMAL] >= 3 and Style.ARABIC not in firsts:
        levels = levels | {Style.DECIMAL: Level.POINT}
        del levels[arabic]
    if not any(sure[style] for style in levels):
        return {Style.ORDINAL: Level.POINT}
    if _brackets_lie_below_points(candidates):
        del levels[Style.CHINESE_BRACKETED]
    return levels


def _decimals_count_within(candidates: list[Candidate]) -> bool:
    """Tell whether 1.1 1.2 count within 1 and 2.1 within 2, the whole numbers with or without a mark."""
    whole: set[str] = set()
    inside: set[str] = set()
    decimals = 0
    for candidate in candidates:
        marker = candidate.marker
        if marker.style is Style.ARABIC:
            whole.add(marker.number)
        elif marker.style in (Style.DECIMAL, Style.DEEP_DECIMAL) and marker.sure:
            decimals += 1
            inside.add(marker.number.partition(".")[0])
    return decimals >= _FEWEST_DECIMALS and bool(inside) and inside <= whole


def _is_point_style(candidates: list[Candidate]) -> bool:
    """Tell whether 1. numbers the points; where there is none at all, （1） does."""
    return any(c.marker.style is Style.ARABIC and c.marker.sure for c in candidates)


def _brackets_lie_below_points(candidates: list[Candidate]) -> bool:
    """Tell whether （一） counts inside the points (一、 1. （一）) instead of above them."""
    above = below = 0
    for before, candidate in itertools.pairwise(candidates):
        if candidate.marker.style is Style.CHINESE_BRACKETED and candidate.marker.value == 1:
            above += before.marker.style is Style.CHINESE
            below += before.marker.style is Style.ARABIC
    return below >= 2 and below > 2 * above


def continues_sentence(lines: list[Line], index: int) -> bool:
    """Tell whether the line before breaks off in mid-sentence, so that a number here may belong to it."""
    if index == 0:
        return False
    before = lines[index - 1].text
    return before[-1] in "，,、（(“《" or (len(before) > 60 and not ends_sentence(before))


class _Selection:
    """Walks the numbered lines once and keeps those that go on counting."""

    def __init__(self, lines: list[Line], candidates: list[Candidate], levels: dict[Style, Level]) -> None:
        self._lines = lines
        self._candidates = candidates
        self._levels = levels
        self._last: dict[Style, int] = {}
        self._fresh: set[Style] = set(
            levels
        )  # styles above which a new heading began since their last number
        self._inner: set[int] = set()  # candidates found to belong to a list inside a point
        self._next_of_style = self._link()
        self._parents_end = self._find_parents_ends()

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
        self._fresh.update(s for s, other in self._levels.items() if RANK[other] > RANK[level])
        return Heading(candidate.index, level, marker.number, marker.value, marker)

    def _accepts(self, position: int) -> bool:
        marker = self._candidates[position].marker
        last = self._last.get(marker.style, 0)
        if not marker.sure:
            return self._accepts_unsure(position, last)
        if marker.value == 1:
            return self._begins_count(position, last)
        if marker.value == last + 1:
            return True
        if last < marker.value <= last + _MOST_MISSING or marker.value == last:
            return not continues_sentence(self._lines, self._candidates[position].index)
        following = self._value_after(position)
        if marker.value > last:
            return following == marker.value + 1
        return following in (last + 2, marker.value + 1) and not continues_sentence(
            self._lines, self._candidates[position].index
        )

    def _begins_count(self, position: int, last: int) -> bool:
        """Tell whether 1. is the first of its kind or starts anew, and no list inside a text."""
        if self._is_listed(position) or self._lists_in_one_line(position) or self._is_of_a_month(position):
            return False
        fresh = last == 0 or self._candidates[position].marker.style in self._fresh
        return fresh or not self._starts_inner_list(position, last)

    def _accepts_unsure(self, position: int, last: int) -> bool:
        """Tell whether a number without its mark is the one missing, where a sentence may begin."""
        marker = self._candidates[position].marker
        expected = last + 1 if marker.style not in self._fresh or last else 1
        if marker.value != expected or continues_sentence(self._lines, self._candidates[position].index):
            return False
        following = self._next_of_style[position]
        if following is None:
            return last >= 2
        after = self._candidates[following].marker
        return after.value == marker.value + 1 or (after.value == 1 and after.sure and last >= 2)

    def _value_after(self, position: int) -> int | None:
        following = self._next_of_style[position]
        return None if following is None else self._candidates[following].marker.value

    def _starts_inner_list(self, position: int, last: int) -> bool:
        """Tell whether 1. begins a list inside a point, and if so pass over the whole list.

        It does where the counter of the points goes on after it, or where the line before announces a list.
        """
        run = [position]
        above = self._parents_end[position]
        while True:
            following = self._next_of_style[run[-1]]
            expected = self._candidates[run[-1]].marker.value + 1
            if (
                following is None
                or following >= above
                or self._candidates[following].marker.value != expected
            ):
                break
            if (
                expected == last + 1
                and self._is_heading_like(following)
                and not self._is_heading_like(run[0])
            ):
                break
            run.append(following)
        goes_on = following is not None and self._candidates[following].marker.value == last + 1
        index = self._candidates[position].index
        before = self._lines[index - 1].text if index else ""
        announced = before[-1:] in ("：", ":") and not is_bracket_head(before)
        if goes_on or announced:
            self._inner.update(run)
            return True
        return False

    def _lists_in_one_line(self, position: int) -> bool:
        """Tell whether 1. and all that counts on from it stand in one line: a paragraph's own list."""
        candidate = self._candidates[position]
        following = self._next_of_style[position]
        counts_on = following is not None and self._candidates[following].marker.value == 2
        return not counts_on and bool(_SECOND_MEMBER.search(self._lines[candidate.index].text))

    def _is_listed(self, position: int) -> bool:
        """Tell whether 1. begins a list that the text before announces; if so pass over the whole list.

        The line before says something, then ends with a colon; semicolons part the members.
        """
        index = self._candidates[position].index
        before = self._lines[index - 1].text if index else ""
        if before[-1:] not in tuple("：:") or "。" not in before:
            return False
        run = [position]
        following = self._next_of_style[position]
        while following is not None and following < self._parents_end[position]:
            member = self._candidates[following]
            parted = self._lines[member.index - 1].text[-1] in "；;"
            if not parted or member.marker.value != self._candidates[run[-1]].marker.value + 1:
                break
            run.append(following)
            following = self._next_of_style[following]
        if len(run) == 1:
            return False
        self._inner.update(run)
        return True

    def _is_of_a_month(self, position: int) -> bool:
        """Tell whether 1. begins what a calendar lists below 九月份： or 第三周; if so pass over the list."""
        candidate = self._candidates[position]
        numbered = candidate.marker.style in (Style.ARABIC, Style.ARABIC_BRACKETED)
        if (
            not numbered
            or not candidate.index
            or not _OF_CALENDAR.match(self._lines[candidate.index - 1].text)
        ):
            return False
        run: int | None = position
        value = 1
        while run is not None and run < self._parents_end[position]:
            if self._candidates[run].marker.value != value:
                break
            self._inner.add(run)
            run, value = self._next_of_style[run], value + 1
        return True

    def _find_parents_ends(self) -> list[int]:
        """For each candidate the position of the next sure one that ranks above it."""
        nearest = [len(self._candidates)] * len(RANK)  # by rank: the next candidate of this rank or above
        ends = [0] * len(self._candidates)
        for position in range(len(self._candidates) - 1, -1, -1):
            marker = self._candidates[position].marker
            rank = RANK[self._levels[marker.style]]
            ends[position] = nearest[rank - 1] if rank else len(self._candidates)
            if marker.sure:
                nearest[rank:] = [position] * (len(RANK) - rank)
        return ends

    def _is_heading_like(self, position: int) -> bool:
        candidate = self._candidates[position]
        words = self._lines[candidate.index].text[candidate.marker.length :]
        return len(words) > 60 or "。" in words[:-1] or not ends_sentence(words)
