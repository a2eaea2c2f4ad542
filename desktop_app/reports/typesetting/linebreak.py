"""Breaks a Chinese paragraph into lines and justifies them; usable by itself.

    lines = Breaker(measure=lambda character: 1.0).lines("教育局要求……", width=28, first_indent=2)

No line starts with a stop or a closing mark, none ends with an opening one; —— and …… stay whole, a number
keeps its unit, a Western word its letters. A line that is a little too full is squeezed; only where that is
not enough its end goes to the next line. A paragraph does not end with a line of one character.
"""

from dataclasses import dataclass
from itertools import pairwise

from desktop_app.reports.typesetting import characters
from desktop_app.reports.typesetting.clusters import PLAIN, Cluster, Clusters, Measure
from desktop_app.reports.typesetting.justify import Piece, place

SLIGHT = 1e-6
LOOSEST = 0.2  # of the line's width: a word that leaves more blank than this is broken instead
LONG_WORD = 12


@dataclass(frozen=True, slots=True)
class Line:
    """One line: its words, its first character's place in the source, and where each piece of it is drawn.

    `width` is what the line takes, in em, without blank given up at its end. It is at most the width asked
    for, except where a single character is wider.
    """

    text: str
    start: int
    pieces: tuple[Piece, ...]
    width: float


class Breaker:
    """Breaks paragraphs; `measure` gives the width of a character in em, and what it said is remembered.

    In a `literal` text (a file's name) nothing is put between Chinese and Latin.
    """

    def __init__(self, measure: Measure, literal: bool = False) -> None:
        self._clusters = Clusters(measure, literal)
        self._between = self._clusters.between

    def natural_width(self, text: str) -> float:
        """Return the width of a text set on one line, in em."""
        clusters = self._clusters.cut(text)
        gaps = (self._between(a, b).blank for a, b in pairwise(clusters))
        return sum(cluster.width for cluster in clusters) + sum(gaps)

    def places(self, text: str) -> list[int]:
        """Return where a text may be parted without breaking a rule."""
        ends, at = [], 0
        for cluster in self._clusters.cut(text)[:-1]:
            at += len(cluster.text)
            ends.append(at)
        return ends

    def lines(self, text: str, width: float, first_indent: float = 0.0, justify: bool = True) -> list[Line]:
        """Return the lines of one paragraph.

        `width` is that of a line, `first_indent` the blank before the first one, both in em. White space at a
        line's ends is dropped; no other character is.
        """
        clusters = self._clusters.cut(text.rstrip())
        spans = self._spans(clusters, width, first_indent)
        self._keep_last_company(clusters, spans, width)
        lines, offset, at = [], 0, 0
        for number, (start, end) in enumerate(spans):
            if at < start:  # blank between two lines
                offset += sum([len(cluster.text) for cluster in clusters[at:start]])
            words = clusters[start:end]
            room = width - (first_indent if number == 0 else 0)
            last = number == len(spans) - 1
            pieces, used = place(words, room, self._between, fill=justify and not last)
            said = "".join([cluster.text for cluster in words])
            lines.append(Line(said, offset, pieces, used))
            offset += len(said)
            at = end
        return lines

    def _spans(self, clusters: list[Cluster], width: float, first_indent: float) -> list[tuple[int, int]]:
        """Return the first and one past the last cluster of each line; may part clusters in the list."""
        spans: list[tuple[int, int]] = []
        start = 0
        while start < len(clusters):
            if clusters[start].space:
                start += 1
                continue
            room = width - (0 if spans else first_indent)
            end = self._fill(clusters, start, room)
            spans.append((start, _without_space(clusters, start, end)))
            start = end
        return spans

    def _fill(self, clusters: list[Cluster], start: int, room: float) -> int:
        """Return one past the last cluster of the line that begins at `start`."""
        natural = shrink = trimmed = 0.0
        for at in range(start, len(clusters)):
            cluster = clusters[at]
            gap = self._between(clusters[at - 1], cluster) if at > start else PLAIN
            width = natural + gap.blank + cluster.width
            if width > room and not cluster.space:
                # Squeeze first where a mark or a unit would take its neighbour to the next line (clreq); a
                # single character only where that changes the line less than leaving it out would.
                over = width - cluster.end_trim - room
                most = shrink + gap.shrink + cluster.shrink
                wanted = len(cluster.atoms) > 1 or over <= room - trimmed or at == len(clusters) - 1
                if over > SLIGHT and not (over <= most and wanted):
                    return self._overfull(clusters, start, at, room - natural - gap.blank, room)
            natural = width
            shrink += gap.shrink + cluster.shrink
            if not cluster.space:
                trimmed = width - cluster.end_trim
        return len(clusters)

    def _overfull(self, clusters: list[Cluster], start: int, at: int, left: float, room: float) -> int:
        """Return the line's end where the cluster at `at` does not fit; part that cluster if need be."""
        cluster = clusters[at]
        too_loose = left > LOOSEST * room and any(len(atom.text) >= LONG_WORD for atom in cluster.atoms)
        if at > start and not too_loose:
            return at
        parts = self._clusters.split(cluster, left, force=at == start)
        if parts is None:
            return max(at, start + 1)
        clusters[at : at + 1] = parts
        return at + 1

    def _keep_last_company(self, clusters: list[Cluster], spans: list[tuple[int, int]], width: float) -> None:
        """Where the last line has but one character (and its marks), bring it the end of the line before."""
        if len(spans) < 2:
            return
        (before, before_end), (start, end) = spans[-2:]
        last = "".join(cluster.text for cluster in clusters[start:end])
        if len(last.rstrip(characters.NO_START).lstrip(characters.NO_END)) > 1:
            return
        cut = _without_space(clusters, before, before_end - 1)
        company = clusters[before_end - 1]
        moved = company.width + self._between(company, clusters[start]).blank
        if cut > before and moved + sum(cluster.width for cluster in clusters[before_end:end]) <= width:
            spans[-2:] = [(before, cut), (before_end - 1, end)]


def _without_space(clusters: list[Cluster], start: int, end: int) -> int:
    while end > start and clusters[end - 1].space:
        end -= 1
    return end
