"""Reads finished PDFs back, character by character, and says which of their lines break a rule of typesetting."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]
from pypdfium2 import raw

# Kept apart from the program's own lists: clreq 3.1.3 and GB/T 15834-2011, 5.1.
NO_START = frozenset("、，。．：；！？…）〕］｝》〉」』】〗”’·,.:;!?)]}%‰％℃°")
NO_END = frozenset("（〔［｛《〈「『【〖“‘([{¥￥$№")
UNIT = re.compile(r"[年月日个项名人次元所节篇场份批家处%％‰℃]")
CELL = 1.6  # em: a wider blank parts two cells of a table, or two labels of a form
SAME_LINE = 0.4  # points


@dataclass(frozen=True)
class Character:
    """One character: its origin, the right end of its ink and its size, in points from the page's lower left."""

    text: str
    x: float
    y: float
    right: float
    size: float


@dataclass(frozen=True)
class Line:
    """Characters that stand on one baseline with no wide blank between them."""

    page: int
    characters: tuple[Character, ...]

    @property
    def text(self) -> str:
        """Its words, without blanks at its ends."""
        halves = "".join(one.text for one in self.characters).strip()  # pdfium counts in UTF-16
        return halves.encode("utf-16", "surrogatepass").decode("utf-16", "replace")

    @property
    def left(self) -> float:
        """Where its first character begins."""
        return self.characters[0].x

    @property
    def right(self) -> float:
        """Where the ink of its last character ends."""
        return max(one.right for one in self.characters if one.text.strip())

    @property
    def y(self) -> float:
        """Its baseline."""
        return self.characters[0].y

    @property
    def size(self) -> float:
        """The size of its type."""
        return max(one.size for one in self.characters)


def lines_of(path: Path, turned: bool = False) -> list[Line]:
    """Return every line of every page, pages counted from 0, in the order in which they were written.

    `turned`: of words that run upwards, x is how far up and y how far left of the page's left edge.
    """
    found: list[Line] = []
    with pdfium.PdfDocument(path) as document:
        for number in range(len(document)):
            characters = list(_characters(document[number].get_textpage(), turned))
            found += [Line(number, part) for part in _parted(characters)]
    return [line for line in found if line.text]


def _characters(page: pdfium.PdfTextPage, turned: bool) -> Iterator[Character]:
    """Yield a page's characters; pdfium adds blanks and line ends of its own, which have no place."""
    x, y = raw.c_double(), raw.c_double()
    for at in range(page.count_chars()):
        if raw.FPDFText_IsGenerated(page, at) == 1:
            continue
        code = raw.FPDFText_GetUnicode(page, at)
        if not raw.FPDFText_GetCharOrigin(page, at, x, y):
            continue
        _left, _bottom, right, top = page.get_charbox(at)
        size = raw.FPDFText_GetFontSize(page, at)
        if turned:
            yield Character(chr(code), y.value, -x.value, top, size)
        else:
            yield Character(chr(code), x.value, y.value, right, size)


def _parted(characters: Sequence[Character]) -> Iterator[tuple[Character, ...]]:
    """Cut characters into lines: at another baseline, at a step back, at a blank as wide as between cells."""
    line: list[Character] = []
    for one in characters:
        if line and _begins_anew(line[-1], one):
            yield tuple(line)
            line = []
        line.append(one)
    if line:
        yield tuple(line)


def _begins_anew(before: Character, after: Character) -> bool:
    return (
        abs(before.y - after.y) > SAME_LINE
        or after.x < before.x
        or after.x - max(before.right, before.x + before.size / 2) > CELL * before.size
    )


def broken_rules(lines: Sequence[Line]) -> list[str]:
    """Return a sentence for each line that breaks a basic rule of line breaking."""
    found = []
    for before, line in pairwise([None, *lines]):
        assert line is not None
        follows = before is not None and _goes_on(before, line)
        if follows and line.text[0] in NO_START:
            found.append(f"page {line.page}: starts with {line.text[0]}: {line.text}")
        if line.text[-1] in NO_END:
            found.append(f"page {line.page}: ends with {line.text[-1]}: {line.text}")
        if follows and before is not None:
            found += _parted_units(before, line)
    return found


def _goes_on(before: Line, line: Line) -> bool:
    """Tell whether a line is the next one of the same column: below it (or on the next page), the same type."""
    if before.size != line.size:
        return False
    below = before.page == line.page and 0 < before.y - line.y < 2.2 * line.size
    return below or before.page + 1 == line.page


def _parted_units(before: Line, line: Line) -> Iterator[str]:
    end, start = before.text, line.text
    full = before.right - before.left > 8 * before.size  # else the paragraph may just end there
    for mark in "—…":
        run = len(end) - len(end.rstrip(mark))
        if run % 2 and start[0] == mark:
            yield f"page {line.page}: parts {mark}{mark}: {end} | {start}"
    if full and end[-1].isdigit() and (UNIT.match(start) or start[0].isdigit()):
        yield f"page {line.page}: parts a number: {end} | {start}"
    if full and re.search(r"[A-Za-z]$", end) and re.match(r"[A-Za-z]", start):
        yield f"page {line.page}: parts a word: {end} | {start}"
