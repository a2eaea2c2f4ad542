"""Clusters: what no line break may part, with the width it takes and the blank it can give up.

All widths are in em. `measure` gives the width of one character.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache

from desktop_app.reports.typesetting import characters

HALF = 0.5
LATIN_GAP = 1 / 6  # between Chinese and Latin
LATIN_GAP_LEAST = 1 / 12
LATIN_GAP_MOST = 1 / 4
STOP_SHRINK = 0.25  # what a comma or stop inside a line gives up at most
FULL = 0.9  # a mark at least this wide has blank of its own

Measure = Callable[[str], float]


@dataclass(frozen=True, slots=True)
class Gap:
    """What is between two neighbours: blank added (or taken, below 0), and how much more can be given up."""

    blank: float = 0.0
    shrink: float = 0.0
    latin: bool = False


PLAIN = Gap()
_BESIDE_BRACKET = Gap(-HALF)
_LATIN = Gap(LATIN_GAP, LATIN_GAP - LATIN_GAP_LEAST, latin=True)


@dataclass(frozen=True, slots=True)
class Atom:
    """What is drawn as one: a character, a Western word, a dash of two em."""

    text: str
    width: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Atoms that stay together; `gaps` are those between them (one fewer).

    `end_trim` is the blank that the last mark gives up at a line's end. `ends` are the directed first and
    last characters with their widths: what decides the gap to the neighbours;
    between two ideographs there is none.
    """

    text: str
    atoms: tuple[Atom, ...]
    gaps: tuple[Gap, ...]
    width: float
    shrink: float
    end_trim: float
    first: tuple[str, float]
    last: tuple[str, float]
    starts_han: bool
    ends_han: bool
    space: bool


@lru_cache(maxsize=20_000)
def gap_between(left: tuple[str, float], right: tuple[str, float]) -> Gap:
    """Return the gap between two characters, each given with its width."""
    (before, before_width), (after, after_width) = left, right
    gives_right = before in characters.BLANK_RIGHT and before_width >= FULL
    gives_left = after in characters.BLANK_LEFT and after_width >= FULL
    if gives_right and (after in characters.BLANK_RIGHT or after in characters.BLANK_LEFT):
        return _BESIDE_BRACKET
    if gives_left and before in characters.BLANK_LEFT:
        return _BESIDE_BRACKET
    if gives_right:
        return Gap(0.0, HALF if before in characters.BRACKETS else STOP_SHRINK)
    if gives_left:
        return Gap(0.0, HALF)
    if characters.is_ideograph(before):
        return _LATIN if characters.is_latin(after) else PLAIN
    return _LATIN if characters.is_latin(before) and characters.is_ideograph(after) else PLAIN


@lru_cache(maxsize=20_000)
def literal_gap_between(left: tuple[str, float], right: tuple[str, float]) -> Gap:
    """Return the gap between two characters of a text in which Latin stands close (a file's name)."""
    gap = gap_between(left, right)
    return PLAIN if gap.latin else gap


class Clusters:
    """Cuts texts into clusters for one width function, and remembers those it has seen."""

    def __init__(self, measure: Measure, literal: bool = False) -> None:
        self._gap = literal_gap_between if literal else gap_between
        self._measure = measure
        self._known: dict[tuple[str, str] | str, Cluster] = {}

    def between(self, left: Cluster, right: Cluster) -> Gap:
        """Return the gap between two neighbours."""
        if left.ends_han and right.starts_han:
            return PLAIN
        return self._gap(left.last, right.first)

    def cut(self, text: str) -> list[Cluster]:
        """Return the clusters of a text; joined they are the text."""
        directed = characters.with_directed_quotes(text)
        pieces = [match[0] for match in characters.CLUSTER.finditer(directed) if match[0]]
        if directed is text:
            return [self._known.get(piece) or self._make(piece, piece) for piece in pieces]
        clusters, start = [], 0
        for piece in pieces:
            clusters.append(self._make(text[start : start + len(piece)], piece))
            start += len(piece)
        return clusters

    def split(self, cluster: Cluster, width: float, force: bool) -> tuple[Cluster, Cluster] | None:
        """Part a cluster that had better stayed whole so that its first part fits a width.

        A place after a separator (_ - . /) is best, then one that breaks no rule of a line's start and end,
        then any. None where not even the first character fits, unless `force` holds, or it has but one.
        """
        text = cluster.text
        for place in self._places(text, width, force):
            first = self._make(text[:place], text[:place])
            if place == 1 or first.width - first.end_trim <= width:
                return first, self._make(text[place:], text[place:])
        return None

    def _places(self, text: str, width: float, force: bool) -> list[int]:
        """Return where a text can be parted so that its first part fits, best place first."""
        used, fits = 0.0, 0
        for character in text[:-1]:
            used += self._measure(character)
            if used > width:
                break
            fits += 1
        places = range(fits, 0, -1)
        lawful = [
            place
            for place in places
            if text[place] not in characters.NO_START
            and text[place - 1] not in characters.NO_END
            and not characters.parts_pair(text, place)
        ]
        good = [p for p in lawful if text[p - 1] in characters.BREAKABLE_AFTER and p * 3 >= fits]
        whole = [place for place in places if not characters.parts_pair(text, place)]
        return good + lawful + whole + ([1] if force and len(text) > 1 else [])

    def _make(self, text: str, directed: str) -> Cluster:
        cluster = self._single(text, directed) if len(text) == 1 else self._composed(text, directed)
        if text == directed:
            self._known[text] = cluster
        return cluster

    def _single(self, text: str, directed: str) -> Cluster:
        """Make a cluster of one character: most are."""
        width = self._measure(text)
        end = (directed, width)
        trim = HALF if directed in characters.BLANK_RIGHT and width >= FULL else 0.0
        han = characters.is_ideograph(directed)
        atoms = (Atom(text, width),)
        return Cluster(text, atoms, (), width, 0.0, trim, end, end, han, han, text.isspace())

    def _composed(self, text: str, directed: str) -> Cluster:
        widths = [self._measure(character) for character in text]
        spans = [match.span() for match in characters.ATOM.finditer(directed)]
        atoms = tuple([Atom(text[start:end], sum(widths[start:end])) for start, end in spans])
        firsts = [(directed[start], widths[start]) for start, _end in spans]
        lasts = [(directed[end - 1], widths[end - 1]) for _start, end in spans]
        gaps = tuple(map(self._gap, lasts, firsts[1:]))
        last = lasts[-1]
        return Cluster(
            text=text,
            atoms=atoms,
            gaps=gaps,
            width=sum([atom.width for atom in atoms]) + sum([gap.blank for gap in gaps]),
            shrink=sum([gap.shrink for gap in gaps]),
            end_trim=HALF if last[0] in characters.BLANK_RIGHT and last[1] >= FULL else 0.0,
            first=firsts[0],
            last=last,
            starts_han=characters.is_ideograph(directed[0]),
            ends_han=characters.is_ideograph(last[0]),
            space=directed.isspace(),
        )
