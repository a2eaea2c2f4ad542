"""The binary structures of Word 97 to 2003 (.doc, .wps): text, paragraphs' and characters' properties.

Offsets are those of Microsoft's published description of the format. Everything read is checked against
the length of what holds it: struct.error, IndexError or ValueError tell that a file is damaged.
"""

from bisect import bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from itertools import pairwise
from struct import unpack_from
from typing import Generic, TypeVar

_MAX_UNITS = 6_000_000  # UTF-16 units of text that are read at most
# More than any document has: a file that says so is damaged, or made to take the memory.
_MAX_PIECES, _MAX_PAGES, _MAX_SPANS = 200_000, 8_000, 500_000
_FIRST_FIB = 193  # the number of Word 97's format; older files are built otherwise
_CLX, _STYLES, _CHARACTERS, _PARAGRAPHS, _HEADERS = 33, 1, 12, 13, 11
_LISTS, _LIST_USES = 73, 74
_LEVEL, _LIST, _IN_TABLE, _ROW_END = 0x260A, 0x460B, 0x2416, 0x2417
_HIDDEN, _DELETED = 0x083C, 0x0800
NO_STYLE = 0xFFF
Value = TypeVar("Value")
_OPERANDS = (1, 1, 2, 4, 2, 2, 0, 3)


class TooOldError(ValueError):
    """The file was written by a Word before 97."""


class LockedError(ValueError):
    """The file has a password."""


@dataclass(frozen=True)
class Properties:
    """What the reader needs to know of a paragraph: None where nothing is said."""

    style: int = 0
    list_id: int | None = None
    level: int | None = None
    in_table: bool = False
    row_end: bool = False


@dataclass(frozen=True)
class Word97:
    """One file's streams, and its text as UTF-16 units, the stories one after the other."""

    document: bytes
    table: bytes
    text: str = field(repr=False)
    pieces: list[tuple[int, int, int]] = field(repr=False)  # first unit, its place in `document`, width

    def stories(self) -> dict[str, tuple[int, int]]:
        """Return where each story begins and ends in the text."""
        names = ("body", "footnote", "header", "macro", "comment", "endnote", "text_box", "header_box")
        found, start = {}, 0
        for name, length in zip(names, unpack_from("<8i", self.document, 0x4C), strict=True):
            end = min(start + max(length, 0), len(self.text))
            found[name] = (start, end)
            start = end
        return found

    def lists(self) -> tuple[bytes, bytes]:
        """Return the parts that say how lists count, and which of them paragraphs refer to.

        Raises ValueError where they lie outside the file.
        """
        place, length = part_of(self.document, _LISTS)
        if length and place + length > len(self.table):
            raise ValueError
        return self.table[place:] if length else b"", self._part(_LIST_USES)

    def header_edges(self) -> list[int]:
        """Return where in the story of headers and footers each begins."""
        data = self._part(_HEADERS)
        return list(unpack_from(f"<{len(data) // 4}I", data, 0))

    def _part(self, index: int) -> bytes:
        place, length = part_of(self.document, index)
        return self.table[place : place + length]

    def place_of(self, unit: int) -> int:
        """Return the place in the document stream of a unit of the text."""
        first, place, width = self.pieces[bisect_right(self.pieces, (unit, 1 << 40, 0)) - 1]
        return place + (unit - first) * width

    def paragraphs(self) -> Callable[[int], Properties]:
        """Return a function that gives the properties of the paragraph that a unit ends."""
        runs = _Runs(self.document, self._part(_PARAGRAPHS), _paragraph_of)
        return lambda unit: runs.at(self.place_of(unit)) or Properties()

    def unseen(self) -> list[tuple[int, int]]:
        """Return the spans of text that paper does not show: hidden, or deleted by a tracked change."""
        runs = _Runs(self.document, self._part(_CHARACTERS), _is_unseen)
        spans: list[tuple[int, int]] = []
        for index, (first, place, width) in enumerate(self.pieces):
            last = self.pieces[index + 1][0] if index + 1 < len(self.pieces) else len(self.text)
            for start, end, unseen in runs.between(place, place + (last - first) * width):
                if unseen and len(spans) < _MAX_SPANS:
                    spans.append((first + (start - place) // width, first + (end - place) // width))
        return spans

    def styles(self) -> dict[int, tuple[int, Properties]]:
        """Return each style's base and what it says of numbering."""
        data = self._part(_STYLES)
        offset = 2 + unpack_from("<H", data, 0)[0]
        count, base_size = unpack_from("<HH", data, 2)
        found = {}
        for index in range(count):
            size = unpack_from("<H", data, offset)[0]
            if size >= base_size:
                found[index] = _style(data[offset + 2 : offset + 2 + size], base_size)
            offset += 2 + size + size % 2
        return found


def open_word97(document: bytes, table_of: Callable[[str], bytes]) -> Word97:
    """Return the structures of a WordDocument stream; `table_of` gives another stream by its name."""
    mark, version = unpack_from("<HH", document, 0)
    flags = unpack_from("<H", document, 0x0A)[0]
    if mark == 0xA5DC or version < _FIRST_FIB:
        raise TooOldError
    if flags & 0x0100:
        raise LockedError
    table = table_of("1Table" if flags & 0x0200 else "0Table")
    text, pieces = _text(document, table)
    return Word97(document, table, text, pieces)


def part_of(document: bytes, index: int) -> tuple[int, int]:
    """Return place and length of a part of the table stream."""
    if index >= unpack_from("<H", document, 0x98)[0]:
        return 0, 0
    place, length = unpack_from("<2I", document, 0x9A + 8 * index)
    return place, length


def modifiers(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each property change (its code and its operand) of a list of them; a cut list ends early."""
    offset = 0
    while offset + 2 < len(data):
        code = unpack_from("<H", data, offset)[0]
        size = _OPERANDS[code >> 13]
        begin = offset + 2
        if size == 0:
            if code == 0xD608 and begin + 2 <= len(data):  # a table's definition has a longer count
                size = unpack_from("<H", data, begin)[0] + 1
            else:
                size = data[begin] + 1
        yield code, data[begin : begin + size]
        offset = begin + size


def _text(document: bytes, table: bytes) -> tuple[str, list[tuple[int, int, int]]]:
    """Return the text and its pieces, as the piece table puts them together."""
    place, length = part_of(document, _CLX)
    data = table[place : place + length]
    offset = 0
    while data[offset] == 1:
        offset += 3 + unpack_from("<H", data, offset + 1)[0]
    if data[offset] != 2:
        raise ValueError
    size = unpack_from("<I", data, offset + 1)[0]
    plan = data[offset + 5 : offset + 5 + size]
    count = (len(plan) - 4) // 12
    if count > _MAX_PIECES:
        raise ValueError
    edges = unpack_from(f"<{count + 1}I", plan, 0)
    parts, pieces, total = [], [], 0
    for index in range(count):
        encoded = unpack_from("<I", plan, 4 * (count + 1) + 8 * index + 2)[0]
        units = min(edges[index + 1] - edges[index], _MAX_UNITS - total)
        if units <= 0:
            continue
        width = 1 if encoded & 0x40000000 else 2
        start = (encoded & 0x3FFFFFFF) // (2 if width == 1 else 1)
        raw = document[start : start + units * width]
        part = raw.decode("cp1252", "replace") if width == 1 else _units(raw)
        pieces.append((total, start, width))
        # What a cut file lacks keeps its room, so that all that follows keeps its place.
        parts.append(part.ljust(units, "\0"))
        total += units
    if not pieces:
        raise ValueError
    return "".join(parts), pieces


def _units(raw: bytes) -> str:
    return "".join(map(chr, unpack_from(f"<{len(raw) // 2}H", raw, 0)))


class _Runs(Generic[Value]):
    """Properties by their place in the document stream: pages of 512 bytes, each with a table of runs."""

    def __init__(self, document: bytes, plan: bytes, read: Callable[[bytes, int, int], Value]) -> None:
        runs: dict[int, tuple[int, Value]] = {}
        count = (len(plan) - 4) // 8
        if count > _MAX_PAGES:
            raise ValueError
        pages = unpack_from(f"<{count}I", plan, 4 * (count + 1)) if count > 0 else ()
        for number in dict.fromkeys(number & 0x3FFFFF for number in pages):
            page = document[512 * number : 512 * number + 512]
            if len(page) == 512:
                edges = unpack_from(f"<{page[511] + 1}I", page, 0) if page[511] < 102 else ()
                for index, (start, end) in enumerate(pairwise(edges)):
                    runs[start] = (end, read(page, len(edges), index))
        self._starts = sorted(runs)
        self._runs = [runs[start] for start in self._starts]

    def at(self, place: int) -> Value | None:
        """Return what holds at a place."""
        index = bisect_right(self._starts, place) - 1
        if index < 0 or place >= self._runs[index][0]:
            return None
        return self._runs[index][1]

    def between(self, start: int, end: int) -> Iterator[tuple[int, int, Value]]:
        """Yield each run that lies between two places, cut to them."""
        for index in range(max(bisect_right(self._starts, start) - 1, 0), len(self._starts)):
            first, (last, value) = self._starts[index], self._runs[index]
            if first >= end:
                return
            if last > start:
                yield max(first, start), min(last, end), value


def _paragraph_of(page: bytes, edges: int, index: int) -> Properties:
    offset = 2 * page[4 * edges + 13 * index]
    if not offset:
        return Properties()
    if page[offset]:
        begin, size = offset + 1, 2 * page[offset] - 1
    else:
        begin, size = offset + 2, 2 * page[offset + 1]
    return paragraph_properties(page[begin : begin + size])


def paragraph_properties(data: bytes) -> Properties:
    """Return what a style's number and a list of changes say of a paragraph."""
    if len(data) < 2:
        return Properties()
    list_id = level = None
    switches = {_IN_TABLE: False, _ROW_END: False}
    for code, operand in modifiers(data[2:]):
        if code == _LEVEL and operand:
            level = operand[0]
        elif code == _LIST and len(operand) == 2:
            list_id = unpack_from("<H", operand, 0)[0]
        elif code in switches and operand:
            switches[code] = bool(operand[0])
    return Properties(unpack_from("<H", data, 0)[0], list_id, level, switches[_IN_TABLE], switches[_ROW_END])


def _is_unseen(page: bytes, edges: int, index: int) -> bool:
    offset = 2 * page[4 * edges + index]
    if not offset:
        return False
    changes = modifiers(page[offset + 1 : offset + 1 + page[offset]])
    return any(code in (_HIDDEN, _DELETED) and operand[:1] == b"\x01" for code, operand in changes)


def _style(data: bytes, base_size: int) -> tuple[int, Properties]:
    """Return the base of a style and its properties; a base of 0xFFF is none."""
    kind_and_base, parts = unpack_from("<HH", data, 2)
    if kind_and_base & 0xF != 1 or not parts & 0xF:
        return NO_STYLE, Properties()
    # Its name: a count, the characters, a zero; then its paragraph's properties, counted too.
    offset = base_size + 2 + 2 * unpack_from("<H", data, base_size)[0] + 2
    size = unpack_from("<H", data, offset)[0]
    return kind_and_base >> 4, paragraph_properties(data[offset + 2 : offset + 2 + size])
