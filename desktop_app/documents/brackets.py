"""What stands inside quotation marks, book-title marks and brackets."""

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
_OPENING = frozenset("".join(_PAIRS.values()))
CLOSING = frozenset(_PAIRS)
_LONGEST = 400


def inside(text: str) -> bytearray:
    """Return for each character 1 where it stands inside a pair of marks (the closing one included), else 0.

    A mark without its partner encloses nothing: publishing loses quotation marks. A pair ends with its
    paragraph.
    """
    change = [0] * (len(text) + 1)
    open_places: list[int] = []
    for place, char in enumerate(text):
        if char in _OPENING:
            open_places.append(place)
        elif char in CLOSING:
            begin = _partner(text, open_places, char)
            if begin is not None and place - begin <= _LONGEST:
                change[begin + 1] += 1
                change[place + 1] -= 1
        elif char == "\n":
            open_places.clear()
    return _sum_up(change)


def _partner(text: str, open_places: list[int], closing: str) -> int | None:
    """Take the nearest opening mark that fits off the pile, and what lies unclosed above it."""
    for index in range(len(open_places) - 1, max(-1, len(open_places) - 20), -1):
        if text[open_places[index]] in _PAIRS[closing]:
            begin = open_places[index]
            del open_places[index:]
            return begin
    return None


def _sum_up(change: list[int]) -> bytearray:
    depth = 0
    flags = bytearray(len(change) - 1)
    for place in range(len(flags)):
        depth += change[place]
        flags[place] = depth > 0
    return flags
