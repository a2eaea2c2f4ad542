"""The automatic lists of Word 97 to 2003: which list a paragraph belongs to, and how it counts."""

from struct import unpack_from

from desktop_app.documents.readers.word97 import NO_STYLE, Properties, Word97
from desktop_app.documents.readers.word_lists import LEVELS, ListCounter, ListLevel, ListUse

_NO_LIST = 0x7FF
_NO_VALUE = 0xFFFFFFFF
_DEEPEST = 30
_MAX_FAMILIES = 4096
_SUFFIXES = ("tab", "space", "nothing")
_FORMATS = {
    **{0: "decimal", 1: "upperRoman", 2: "lowerRoman", 3: "upperLetter", 4: "lowerLetter"},
    **{10: "ideographDigital", 11: "japaneseCounting", 14: "decimalFullWidth", 18: "decimalEnclosedCircle"},
    **{19: "decimalFullWidth2", 22: "decimalZero", 23: "bullet", 26: "decimalEnclosedFullstop"},
    **{27: "decimalEnclosedParen", 28: "decimalEnclosedCircleChinese", 29: "ideographEnclosedCircle"},
    **{30: "ideographTraditional", 31: "ideographZodiac", 33: "taiwaneseCounting"},
    **{34: "ideographLegalTraditional", 35: "taiwaneseCountingThousand", 36: "taiwaneseDigital"},
    **{37: "chineseCounting", 38: "chineseLegalSimplified", 39: "chineseCountingThousand"},
    **{57: "numberInDash", 255: "none"},
}


class Lists97:
    """The lists of a file; `label` counts a paragraph and gives its number as Word shows it."""

    def __init__(self, file: Word97) -> None:
        """Read them; raises struct.error, IndexError or ValueError where they are damaged."""
        plan, uses = file.lists()
        families = _families(plan) if plan and uses else {}
        self._uses = _uses(uses, families) if families else {}
        self._styles = file.styles() if self._uses else {}
        self._counter = ListCounter()

    def label(self, properties: Properties) -> str:
        """Return the number of the next paragraph, "" where it has none."""
        if not self._uses:
            return ""
        list_id, level = properties.list_id, properties.level
        style = properties.style
        for _step in range(_DEEPEST):
            if (list_id is not None and level is not None) or style not in self._styles:
                break
            style, inherited = self._styles[style]
            list_id = inherited.list_id if list_id is None else list_id
            level = inherited.level if level is None else level
            if style == NO_STYLE:
                break
        use = self._uses.get(list_id or 0)
        return "" if use is None else self._counter.next_label(str(list_id), use, min(level or 0, LEVELS - 1))


def _families(data: bytes) -> dict[int, dict[int, ListLevel]]:
    """Return the levels of each family of lists, by the family's own number."""
    count = unpack_from("<H", data, 0)[0]
    if count > _MAX_FAMILIES:
        raise ValueError
    offset = 2 + 28 * count
    families = {}
    for index in range(count):
        family = unpack_from("<i", data, 2 + 28 * index)[0]
        simple = data[2 + 28 * index + 26] & 1
        levels = {}
        for level in range(1 if simple else LEVELS):
            levels[level], offset = _level(data, offset)
        families[family] = levels
    return families


def _level(data: bytes, offset: int) -> tuple[ListLevel, int]:
    """Return the level described at a place, and the place after it."""
    start, style, flags = unpack_from("<iBB", data, offset)
    places = data[offset + 6 : offset + 15]
    follow, characters, paragraph, limit = (data[offset + at] for at in (15, 24, 25, 26))
    offset += 28 + characters + paragraph
    length = unpack_from("<H", data, offset)[0]
    words = data[offset + 2 : offset + 2 + 2 * length].decode("utf-16-le", "replace")
    template = "".join(
        f"%{ord(char) + 1}" if index in places and ord(char) < LEVELS else char
        for index, char in enumerate(words, 1)
    )
    level = ListLevel(
        start=start,
        style=_FORMATS.get(style, "decimal"),
        template=template,
        suffix=_SUFFIXES[follow] if follow < 3 else "tab",
        restart=limit if flags & 8 else None,
        legal=bool(flags & 4),
    )
    return level, offset + 2 + 2 * length


def _uses(data: bytes, families: dict[int, dict[int, ListLevel]]) -> dict[int, ListUse]:
    """Return the lists that paragraphs refer to, by their numbers from 1."""
    count = min(unpack_from("<I", data, 0)[0], _NO_LIST - 1)
    offset = 4 + 16 * count
    uses = {}
    for index in range(count):
        family = unpack_from("<i", data, 4 + 16 * index)[0]
        overrides = data[4 + 16 * index + 12]
        levels = dict(families.get(family, {}))
        starts = {}
        if unpack_from("<I", data, offset)[0] == _NO_VALUE or overrides:
            offset += 4
        for _override in range(overrides):
            start, flags = unpack_from("<iI", data, offset)
            offset += 8
            level = flags & 0xF
            if flags & 0x20:
                levels[level], offset = _level(data, offset)
                start = levels[level].start
            if flags & 0x10:
                starts[level] = start
        if levels:
            uses[index + 1] = ListUse(str(family), levels, starts)
    return uses
