"""From lines of print to source text: lines that the edge of the column broke are joined again.

Only what the places on the page prove is joined here; the parser decides about the rest by the words.
"""

import re
from collections import Counter
from collections.abc import Iterable
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from desktop_app.documents.lines import ends_sentence
from desktop_app.documents.numbering import find_marker
from desktop_app.documents.outline import SetAside, Warning
from desktop_app.documents.readers.page_layout import LaidPage, Page, Row, arrange, columns
from desktop_app.documents.source import Mark, SourceText

_EM_SPACE = "\u3000"
_CELL_GAP = "  "
_FIRST_INDENT = 2.6  # em; a line that begins further right is centred or set to the right
_MOST_OUTSIDE = 1.2  # em; a line that ends further outside the column ended by itself
_NARROWEST = 10  # em; in a narrower column nothing shows that its lines are full
_SLIGHT = 0.7  # em; less is no indent
_WORD = re.compile(r"[“‘（《〈【〔(\[]*(?:[A-Za-z0-9.%‰+&;#-]+|.)[”’）》〉】〕)\],.，。、；：;:！？!?％]*")
_NUMBER = re.compile(r"[\d一二三四五六七八九十百第（(①-⑳*#]")  # what a heading's number may begin with
_MAY_HANG = tuple("，。、；：！？,.;:!?”’）》)")
_LATIN = re.compile(r"[A-Za-z0-9]")


class _Edges(NamedTuple):
    """Where the lines of a column begin and end."""

    left: float
    right: float


_Column = tuple[int, int]  # the column, and whether the page's number is odd


def lay_out(pages: list[Page], warnings: Iterable[Warning] = ()) -> SourceText:
    """Return the text of the pages; running heads and page numbers are asides, each page is a mark.

    A line that begins further right than its column is led by one or two full-width spaces.
    """
    laid = arrange(pages)
    flow = _Flow(laid)
    writer = _Writer()
    for page in laid:
        writer.begin_page(page.number)
        for row in page.heads:
            writer.set_aside(row)
        for row in page.body:
            if row.aside:
                writer.set_aside(row)
            else:
                goes_on = flow.goes_on(row, page.number)
                writer.write(row.text if goes_on else flow.indented(row, page.number), goes_on=goes_on)
        for row in page.feet:
            writer.set_aside(row)
    return writer.finished(tuple(warnings))


class _Writer:
    """Collects lines, asides and the marks of pages; an aside inside a paragraph moves behind it."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._length = 0  # of the lines with their ends
        self._waiting: list[Row] = []
        self._asides: list[SetAside] = []
        self._pages: list[tuple[int, int, int]] = []

    def begin_page(self, number: int) -> None:
        """Count what follows to a page."""
        self._pages.append((number, -1, -1))

    def write(self, text: str, *, goes_on: bool) -> None:
        """Write a line of print: as the end of the line before, or as a new one."""
        if goes_on and self._lines:
            before = self._lines[-1]
            gap = " " if _LATIN.match(before[-1:]) and _LATIN.match(text[:1]) else ""
            start = self._length - 1 + len(gap)
            self._lines[-1] = before + gap + text
            self._length += len(gap) + len(text)
        else:
            self._write_asides()
            start = self._length
            self._append(text)
        number, begin, _end = self._pages[-1]
        self._pages[-1] = (number, start if begin < 0 else begin, self._length - 1)

    def set_aside(self, row: Row) -> None:
        """Keep a line apart from the text, after the paragraph that it interrupts."""
        self._waiting.append(row)

    def finished(self, warnings: tuple[Warning, ...]) -> SourceText:
        """Return what was written."""
        self._write_asides()
        marks = [Mark("page", str(number), (start, end)) for number, start, end in self._pages if end >= 0]
        return SourceText("\n".join(self._lines), tuple(self._asides), warnings, tuple(marks))

    def _write_asides(self) -> None:
        for row in self._waiting:
            text = row.text.strip()
            self._asides.append(SetAside(text, row.aside, (self._length, self._length + len(text))))
            self._append(text)
        self._waiting.clear()

    def _append(self, line: str) -> None:
        self._lines.append(line)
        self._length += len(line) + 1


class _Flow:
    """Knows the edges of the columns, and so which line goes on where the one before ended."""

    def __init__(self, laid: list[LaidPage]) -> None:
        self._edges = _find_edges(laid)
        self._before: tuple[Row, int] | None = None
        self._has_indents = self._sees_indents(laid)

    def goes_on(self, row: Row, page: int) -> bool:
        """Tell whether a line goes on in the paragraph of the line asked about before it."""
        before, self._before = self._before, (row, page)
        if before is None or not self._was_broken(*before, row) or self._indent(row, page) > _SLIGHT:
            return False
        finished = ends_sentence(before[0].text)
        if finished and not self._has_indents:
            return False
        marker = find_marker(row.text) if _NUMBER.match(row.text) else None
        return marker is None or not (marker.sure or finished)

    def indented(self, row: Row, page: int) -> str:
        """Return a line with its indent, two em at most."""
        em = max(0, round(min(2.0, self._indent(row, page))))
        return _EM_SPACE * em + row.text

    def _indent(self, row: Row, page: int) -> float:
        """Return how many em further right than its column a line begins."""
        return (row.left - self._edges[row.column, page % 2].left) / row.em

    def _was_broken(self, before: Row, page: int, row: Row) -> bool:
        """Tell whether a line ended because the next one's first word found no room in it."""
        if _CELL_GAP in before.text or _CELL_GAP in row.text or self._indent(before, page) > _FIRST_INDENT:
            return False
        if not 0.8 * before.em < row.em < 1.25 * before.em:
            return False
        edges = self._edges[before.column, page % 2]
        if edges.right - edges.left < _NARROWEST * before.em:
            return False
        room = (edges.right - before.right) / before.em - 0.3
        if room < 0.5:
            return room > -_MOST_OUTSIDE
        word = _WORD.match(row.text)
        return word is not None and room < columns(word[0][:24]) / 2

    def _sees_indents(self, laid: list[LaidPage]) -> bool:
        """Tell whether paragraphs here begin with an indent: most lines after a short line do."""
        indented = flush = 0
        for page in laid:
            for before, row in pairwise(page.body):
                if self._was_broken(before, page.number, row):
                    continue
                by = self._indent(row, page.number)
                indented += _SLIGHT < by < _FIRST_INDENT
                flush += by <= _SLIGHT
        return indented > flush


def _find_edges(laid: list[LaidPage]) -> dict[_Column, _Edges]:
    """Return where line after line of each column begins and ends, for odd and even pages apart."""
    columns: dict[_Column, list[Row]] = {}
    for page in laid:
        for row in page.body:
            columns.setdefault((row.column, page.number % 2), []).append(row)
    edges = {column: _edges(rows) for column, rows in columns.items()}
    return {column: _widest(own, edges.get((column[0], 1 - column[1]))) for column, own in edges.items()}


def _widest(own: _Edges, other: _Edges | None) -> _Edges:
    """Return the edges of a column, or those of the facing pages where it lies within them.

    Facing pages are set off both ways; a column within the other is one whose lines show less of it.
    """
    within = other is not None and other.left <= own.left and own.right <= other.right
    return other if other is not None and within else own


def _edges(rows: list[Row]) -> _Edges:
    em = median(row.em for row in rows)
    left = -_outermost([-row.left for row in rows], em / 2)
    # A mark at a line's end may hang over the edge.
    ends = [row.right - (row.em if row.text[-1:] in _MAY_HANG else 0) for row in rows]
    right = _outermost(ends, em / 2)
    return _Edges(_left_of_indents(rows, left, right), right)


def _left_of_indents(rows: list[Row], left: float, right: float) -> float:
    """Return where a column begins whose lines nearly all begin a paragraph, at `left`.

    One line that goes on below a full one, an indent further left, shows it.
    """
    for before, row in pairwise(rows):
        if before.right >= right - row.em and 1.7 < (left - row.left) / row.em < _FIRST_INDENT:
            return row.left
    return left


def _outermost(places: list[float], step: float) -> float:
    """Return the largest place that comes again and again: a few lines may stand further out."""
    counts = Counter(round(place / step) for place in places)
    least = max(2, 0.04 * len(places))
    often = [bin_ for bin_ in counts if counts[bin_] + counts[bin_ - 1] >= least]
    bound = (max(often, default=max(counts)) + 0.5) * step
    return max((place for place in places if place <= bound), default=bound)
