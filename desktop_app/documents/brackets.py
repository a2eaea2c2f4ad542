"""What stands inside quotation marks, book-title marks and brackets."""

import re

_PAIRS = {
    "”": "“",
    "’": "‘",
    "」": "「",
    "』": "『",
    "》": "《",
    "〉": "〈",
    "）": "（(",
    ")": "(（",
    "】": "【",
    "]": "[",
    "〕": "〔",
}
CLOSING = frozenset(_PAIRS)
_MARKS = re.compile("[" + re.escape("".join({*_PAIRS, *"".join(_PAIRS.values())})) + "\n]")
OPENING = re.compile("[" + re.escape("".join(sorted({*"".join(_PAIRS.values())}))) + "]")
_LONGEST = 400


def inside(text: str) -> bytearray:
    """Return for each character 1 where it stands inside a pair of marks (the closing one included), else 0.

    A mark without its partner encloses nothing: publishing loses quotation marks. A pair ends with its
    paragraph.
    """
    flags = bytearray(len(text))
    open_places: list[int] = []
    for mark in _MARKS.finditer(text):
        place, char = mark.start(), mark[0]
        if char in CLOSING:
            begin = _partner(text, open_places, char)
            if begin is not None and place - begin <= _LONGEST:
                flags[begin + 1 : place + 1] = b"\1" * (place - begin)
        elif char == "\n":
            open_places.clear()
        else:
            open_places.append(place)
    return flags


def _partner(text: str, open_places: list[int], closing: str) -> int | None:
    """Take the nearest opening mark that fits off the pile, and what lies unclosed above it."""
    for index in range(len(open_places) - 1, max(-1, len(open_places) - 20), -1):
        if text[open_places[index]] in _PAIRS[closing]:
            begin = open_places[index]
            del open_places[index:]
            return begin
    return None
