"""From words at places on pages to lines in reading order, running heads and page numbers told apart."""

import re
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from itertools import pairwise, takewhile
from statistics import median
from typing import NamedTuple

from desktop_app.documents.furniture import is_page_number

SINGLE, LEFT, RIGHT, ACROSS = range(4)  # a page's only column; of two; a line across both
_MOST_FURNITURE = 3  # rows at the top or the bottom of a page
NARROW_GAP = 0.4  # em; less between two characters is no blank
_WIDE_GAP = 1.1  # em; more between two words on one line parts two columns or cells
_APART = 1.2  # of the usual distance between lines
_FEW = 4  # lines; fewer are no column
_DIGITS = re.compile(r"\d+|\s+")


class Piece(NamedTuple):
    """Words on one line: their box from the page's upper left corner, the type size `em` (over 0) likewise.

    `aside`: why they are no part of the text, where the form itself says so.
    """

    left: float
    top: float
    right: float
    bottom: float
    em: float
    text: str
    aside: str = ""


class Row(NamedTuple):
    """A whole line of a page or column. `column`: SINGLE, LEFT, RIGHT or ACROSS."""

    left: float
    top: float
    right: float
    bottom: float
    em: float
    text: str
    aside: str
    column: int


@dataclass
class Page:
    """One page: its number, its height (same unit as its pieces) and its words."""

    number: int
    height: float
    pieces: list[Piece] = field(default_factory=list)


@dataclass(frozen=True)
class LaidPage:
    """A page's running heads, its text in reading order, its running feet."""

    number: int
    heads: list[Row]
    body: list[Row]
    feet: list[Row]


def arrange(pages: list[Page]) -> list[LaidPage]:
    """Return the lines of each page in reading order, running heads and page numbers told apart."""
    printed = []
    for page in pages:
        lines = [_runs(line) for line in _beside_each_other(page.pieces)]
        printed.append((page, lines, [_row(line, SINGLE) for line in lines]))
    repeated = _repeated((page, rows) for page, _lines, rows in printed)
    cut = [_cut_furniture(page, rows, repeated) for page, _lines, rows in printed]
    insides = [
        [piece for line in lines[first:last] for piece in line]
        for (_page, lines, _rows), (first, last, _reasons) in zip(printed, cut, strict=True)
    ]
    gutters = [_gutter(inside) for inside in insides]
    usual = median([gutter for gutter in gutters if gutter is not None] or [0.0])
    return [
        _arrange_page(page, rows, ends, inside, gutter or (usual if _is_free(inside, usual) else None))
        for (page, _lines, rows), ends, inside, gutter in zip(printed, cut, insides, gutters, strict=True)
    ]


def columns(text: str) -> int:
    """Return about how wide a text is set, in half-width columns; quicker than lines.display_width."""
    return 2 * len(text) - len(text.encode("ascii", "ignore"))


def _row(line: list[Piece], column: int) -> Row:
    return Row(*_joined(line), column)


def _runs(line: list[Piece]) -> list[Piece]:
    """Return the pieces of a line with those joined that no wide gap parts."""
    if len(line) == 1:
        return line
    runs, run = [], line[:1]
    for before, piece in pairwise(line):
        if piece.left - before.right > _WIDE_GAP * max(piece.em, before.em):
            runs.append(_joined(run))
            run = []
        run.append(piece)
    return [*runs, _joined(run)]


def _beside_each_other(pieces: list[Piece]) -> list[list[Piece]]:
    """Return the pieces line by line from top to bottom, each line from left to right."""
    groups: list[list[Piece]] = []
    for piece in sorted(pieces, key=lambda piece: piece.top + piece.bottom):
        if groups and _beside(groups[-1][0], piece):
            groups[-1].append(piece)
        else:
            groups.append([piece])
    for group in groups:
        group.sort(key=lambda piece: piece.left)
    return groups


def _beside(one: Piece, other: Piece) -> bool:
    shared = min(one.bottom, other.bottom) - max(one.top, other.top)
    return shared > 0.5 * min(one.bottom - one.top, other.bottom - other.top) and one.aside == other.aside


def _joined(group: list[Piece]) -> Piece:
    """Return the pieces of one line, from left to right, as one."""
    if len(group) == 1:
        return group[0]
    text = group[0].text
    for before, piece in pairwise(group):
        text += _blank_between(before, piece) + piece.text
    return Piece(
        group[0].left,
        min(piece.top for piece in group),
        max(piece.right for piece in group),
        max(piece.bottom for piece in group),
        max(piece.em for piece in group),
        text,
        group[0].aside,
    )


def _blank_between(before: Piece, piece: Piece) -> str:
    gap = (piece.left - before.right) / max(piece.em, before.em)
    if gap > _WIDE_GAP:
        return "  "
    latin = before.text[-1:].isascii() and piece.text[:1].isascii() and gap > 0.15
    return " " if latin or gap > NARROW_GAP else ""


_Place = tuple[str, str, int]


def _place(page: Page, row: Row, end: str) -> _Place:
    """Return what a running head is known by: its words without digits, and its height on the page."""
    height = row.top if end == "head" else page.height - row.bottom
    return end, _DIGITS.sub("", row.text), round(height / max(row.em, 1) * 2)


def _repeated(printed: Iterable[tuple[Page, list[Row]]]) -> Counter[_Place]:
    """Count on how many pages the same words stand at the same height, near either end of the page."""
    places = Counter[_Place]()
    for page, rows in printed:
        heads = {_place(page, row, "head") for row in rows[:_MOST_FURNITURE]}
        feet = {_place(page, row, "foot") for row in rows[-_MOST_FURNITURE:]}
        places.update(heads | feet)
    return places


_Cut = tuple[int, int, dict[int, str]]  # the first row of the text, the one after its last, others' reasons


def _cut_furniture(page: Page, rows: list[Row], repeated: Counter[_Place]) -> _Cut:
    """Tell which rows at a page's ends are running heads, feet and page numbers."""

    def reason(row: Row, end: str) -> str:
        if row.aside:
            return row.aside
        if is_page_number(row.text):
            return "page_number"
        kind, words, height = _place(page, row, end)
        times = max(repeated[kind, words, near] for near in (height - 1, height, height + 1))
        return "running_head" if times >= 2 and len(words) > 1 else ""

    heads = _reasons(rows, lambda row: reason(row, "head"))
    feet = _reasons(rows[len(heads) :][::-1], lambda row: reason(row, "foot"))
    # A running head stands apart from the text; a line that merely comes again at a page's start does not.
    apart = _APART * median([below.top - above.top for above, below in pairwise(rows)] or [0.0])
    while heads and heads[-1] == "running_head" and not _stands_apart(rows, len(heads), apart):
        heads.pop()
    while feet and feet[-1] == "running_head" and not _stands_apart(rows, len(rows) - len(feet), apart):
        feet.pop()
    last = len(rows) - len(feet)
    found = dict(enumerate(heads)) | {len(rows) - 1 - place: why for place, why in enumerate(feet)}
    return len(heads), last, found


def _stands_apart(rows: list[Row], place: int, least: float) -> bool:
    """Tell whether more than the usual distance parts a row from the one before it."""
    return not 0 < place < len(rows) or rows[place].top - rows[place - 1].top > least


def _arrange_page(
    page: Page, rows: list[Row], cut: _Cut, inside: list[Piece], gutter: float | None
) -> LaidPage:
    first, last, reasons = cut
    furniture = [row._replace(aside=reasons.get(place, "")) for place, row in enumerate(rows)]
    body = rows[first:last] if gutter is None else _in_columns(inside, gutter)
    return LaidPage(page.number, furniture[:first], body, furniture[last:])


def _reasons(rows: list[Row], reason: Callable[[Row], str]) -> list[str]:
    """Return why each of the first rows is furniture, up to the first that is not."""
    return list(takewhile(bool, (reason(row) for row in rows[:_MOST_FURNITURE])))


def _in_columns(pieces: list[Piece], gutter: float) -> list[Row]:
    """Return the lines of a page set in two columns, the left one first, between lines across both."""
    order: list[Row] = []
    band: list[Piece] = []
    for piece in sorted(pieces, key=lambda piece: piece.top + piece.bottom):
        if piece.left < gutter < piece.right:
            order += [*_side_by_side(band, gutter), _row([piece], ACROSS)]
            band = []
        else:
            band.append(piece)
    return order + _side_by_side(band, gutter)


def _side_by_side(band: list[Piece], gutter: float) -> list[Row]:
    left = [piece for piece in band if piece.right <= gutter]
    right = [piece for piece in band if piece.right > gutter]
    return [
        *(_row(line, LEFT) for line in _beside_each_other(left)),
        *(_row(line, RIGHT) for line in _beside_each_other(right)),
    ]


def _gutter(pieces: list[Piece]) -> float | None:
    """Return the middle of the white strip between two columns of running text, None where there is none."""
    if len(pieces) < 8:
        return None
    left, right = min(piece.left for piece in pieces), max(piece.right for piece in pieces)
    width = right - left
    narrow = [piece for piece in pieces if piece.right - piece.left < 0.55 * width]
    if 4 * len(narrow) < 3 * len(pieces):
        return None
    ends = sorted(piece.right for piece in narrow if 0.3 < (piece.right - left) / width < 0.7)
    begins = sorted(piece.left for piece in narrow if 0.3 < (piece.left - left) / width < 0.7)
    if not ends or not begins:
        return None
    # The strip lies between where most lines of the left column end and those of the right one begin.
    begin = begins[len(begins) // 10]
    gutter = (max((end for end in ends if end < begin), default=begin) + begin) / 2
    sides = [
        [p for p in narrow if p.right <= gutter],
        [p for p in narrow if p.left >= gutter],
    ]
    crossing = len(pieces) - len(sides[0]) - len(sides[1])
    spans = (gutter - left, right - gutter)
    if 4 * crossing > len(pieces) or min(spans) < 0.3 * width:
        return None
    return gutter if all(_is_column(*side) for side in zip(sides, spans, strict=True)) else None


def _is_free(pieces: list[Piece], gutter: float) -> bool:
    """Tell whether a strip that parts the columns of other pages parts this page too."""
    left = sum(piece.right <= gutter for piece in pieces)
    right = sum(piece.left >= gutter for piece in pieces)
    return gutter > 0 and min(left, right) >= _FEW and 10 * (left + right) >= 9 * len(pieces)


def _is_column(pieces: list[Piece], width: float) -> bool:
    """Tell whether lines fill a column as running text does: many of them reach its right edge."""
    full = sum(piece.right - piece.left > 0.75 * width for piece in pieces)
    return len(pieces) >= _FEW and 3 * full >= len(pieces)
