"""Counting Word's automatic lists, whatever file they were read from."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from desktop_app.documents.readers.number_formats import format_number

LEVELS = 9
_PLACE = re.compile("%([1-9])")
_SUFFIXES = {"tab": "\t", "space": " ", "nothing": ""}


@dataclass(frozen=True)
class ListLevel:
    """One level of a list: where it starts, how it writes a number and what stands around it.

    `template` holds %1 to %9 for the numbers of the levels; `restart` is the number (from 1) of the level
    that makes this one start anew, 0 where none does, None where every higher one does; `legal` writes every
    number in it as 1, 2, 3.
    """

    start: int = 1
    style: str = "decimal"
    template: str = ""
    suffix: str = "tab"
    restart: int | None = None
    legal: bool = False


@dataclass(frozen=True)
class ListUse:
    """A list as paragraphs refer to it: lists of the same `family` count together.

    `starts`: the levels that start anew, and with which number, where the list is first used.
    """

    family: str
    levels: Mapping[int, ListLevel]
    starts: Mapping[int, int] = field(default_factory=dict)


class ListCounter:
    """Gives each numbered paragraph its number, in the order of the document."""

    def __init__(self) -> None:
        self._counts: dict[str, list[int | None]] = {}
        self._begun: set[tuple[str, int]] = set()

    def next_label(self, key: str, use: ListUse, level: int) -> str:
        """Count one paragraph of the list known as `key` and return its label, suffix included."""
        this = use.levels.get(level)
        if this is None:
            return ""
        counts = self._counts.setdefault(use.family, [None] * LEVELS)
        before = counts[level]
        if (key, level) not in self._begun:
            self._begun.add((key, level))
            before = None if level in use.starts else before
        counts[level] = use.starts.get(level, this.start) if before is None else before + 1
        for deeper in range(level + 1, LEVELS):
            restart = use.levels[deeper].restart if deeper in use.levels else None
            if restart is None or level < restart:
                counts[deeper] = None
        label = _label(this, use, counts)
        return label + _SUFFIXES.get(this.suffix, "\t") if label else ""


def _label(this: ListLevel, use: ListUse, counts: list[int | None]) -> str:
    if this.style == "bullet":
        return _bullet(this.template)

    def number(place: re.Match[str]) -> str:
        index = int(place[1]) - 1
        level = use.levels.get(index, ListLevel())
        value = counts[index]
        if value is None:
            value = use.starts.get(index, level.start)
        style = "decimal" if this.legal and level.style != "none" else level.style
        return format_number(value, style)

    return _PLACE.sub(number, this.template)


def _bullet(template: str) -> str:
    """Return a bullet that any font can show; a symbol font's own code means nothing outside it."""
    if not template or "\ue000" <= template[0] <= "\uf8ff" or template in ("o", "l", "n", "u", "Ø", "ü", "§"):
        return "•" if template else ""
    return template
