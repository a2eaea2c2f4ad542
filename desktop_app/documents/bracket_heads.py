"""Headings without a number: lines that stand wholly in 【】, again and again through the text."""

import re
from collections import Counter
from collections.abc import Sequence

from desktop_app.documents.chinese_numbers import to_chinese
from desktop_app.documents.heading import Heading
from desktop_app.documents.lines import Line
from desktop_app.documents.numbering import Marker, Style, find_marker
from desktop_app.documents.outline import Level

_HEAD = re.compile(r"([【〖])\s*[^【】〖〗。；;，,]{2,20}?\s*[】〗]\s*[：:]?")
_FEWEST = 2


def with_bracket_heads(lines: Sequence[Line], numbered: list[Heading]) -> list[Heading]:
    """Return the headings with the lines in brackets as sections, where the document has none with numbers.

    They are counted, so that a point below them can be named (二/3), though the number is not in the text.
    """
    if any(heading.level is Level.SECTION for heading in numbered):
        return numbered
    found = [(index, head[1]) for index, line in enumerate(lines) if (head := _head(line.text))]
    kinds = Counter(sign for _index, sign in found)
    kept = [(index, sign) for index, sign in found if kinds[sign] >= _FEWEST]
    taken = {heading.index for heading in numbered}
    sections = [
        Heading(index, Level.SECTION, to_chinese(value), value, Marker(Style.BRACKETED_TITLE, value, "", 1))
        for value, (index, _sign) in enumerate((one for one in kept if one[0] not in taken), start=1)
    ]
    return sorted([*numbered, *sections], key=lambda heading: heading.index)


def is_bracket_head(text: str) -> bool:
    """Tell whether a line is a title in brackets."""
    return _head(text) is not None


def _head(text: str) -> re.Match[str] | None:
    found = _HEAD.fullmatch(text)
    return None if found and find_marker(text) else found
