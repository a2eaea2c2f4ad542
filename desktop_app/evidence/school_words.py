"""What schools call things: the lists of `resources/words`, each read once.

A file says 灭火器 or 撤离, the bureau says 应急疏散: both are words of one theme (`themes.txt`). A theme may
be part of others: what is about 防溺水 is about 安全 too. `offices.txt` says what offices are called and
which themes they deal with. Words of papers that prove no work point are in `elsewhere.txt`, those of papers
of every kind in `everywhere.txt`, places and people that any text may mention in `settings.txt`, those by
which a paper shows that it speaks of a school at all in `school.txt`.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from desktop_app.resources import WORDS


@dataclass(frozen=True)
class Theme:
    """Words that mean one matter; `under` are the places, among all themes, of those that it is a part of."""

    name: str
    words: tuple[str, ...]
    under: tuple[int, ...] = ()


@dataclass(frozen=True)
class Office:
    """What an office is called, and the places of the themes that it deals with."""

    names: tuple[str, ...]
    duties: frozenset[int]


def plain(text: str) -> str:
    """Return a text in one width and one case."""
    return unicodedata.normalize("NFKC", text).lower()


@cache
def themes() -> tuple[Theme, ...]:
    """Return the themes. Raises KeyError where one names another that is not there."""
    lines = [(*head.partition("<"), words) for head, words in _entries("themes")]
    places = {name.strip(): place for place, (name, *_) in enumerate(lines)}
    return tuple(
        Theme(name.strip(), tuple(words), tuple(places[one] for one in under.split()))
        for name, _, under, words in lines
    )


@cache
def offices() -> tuple[Office, ...]:
    """Return the offices. Raises KeyError where one deals with a theme that is not there."""
    places = {theme.name: place for place, theme in enumerate(themes())}
    return tuple(
        Office(tuple(names.split()), frozenset(places[one] for one in duties))
        for names, duties in _entries("offices")
    )


@cache
def listed(name: str) -> tuple[str, ...]:
    """Return the words of a list without themes: elsewhere, everywhere, settings or school."""
    return tuple(dict.fromkeys(word for line in _lines(name) for word in line.split()))


def _entries(name: str) -> Iterator[tuple[str, list[str]]]:
    """Yield what stands before the colon of each entry, and its words, those of the indented lines too."""
    whole = "\n".join(_lines(name)).replace("\n ", " ")
    for line in whole.splitlines():
        head, _, words = line.partition(":")
        yield head, list(dict.fromkeys(words.split()))


def _lines(name: str) -> list[str]:
    text = plain((WORDS / f"{name}.txt").read_text("utf-8"))
    return [line for line in text.splitlines() if line.strip() and not line.startswith("#")]
