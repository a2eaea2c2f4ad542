"""How Chinese characters are read in Latin letters: what ldsr and lideshuren mean in a search."""

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from desktop_app.evidence.spellings import readings

LONGEST = 24  # letters; a longer word is no pinyin that anybody types
MOST_WAYS = 16  # of cutting one word into syllables; real words have two or three
_VOWELS = frozenset("aeiouv")


class Pinyin:
    """Knows the readings of the characters it was shown, all of them where a character has several."""

    def __init__(self) -> None:
        self._known: set[str] = set()
        self._characters: dict[str, set[str]] = {}  # by reading: lv for 绿
        self._beginning: dict[str, str] = {}  # by the first letters of a reading

    def learn(self, characters: Iterable[str]) -> None:
        """Look up the characters that are new. Imports pypinyin (50 ms) where there are any."""
        new = {one for one in characters if one >= "\u3007"} - self._known
        if not new:
            return
        self._known |= new
        self._beginning.clear()
        for character in new:
            for reading in readings(character):
                self._characters.setdefault(reading, set()).add(character)

    def pattern(self, word: str) -> re.Pattern[str] | None:
        """Return what finds a word of the letters a to z in a text, None where no text can hold it.

        Each letter is a character's first one (ldsr), or the letters are whole syllables of which the last
        may be unfinished (lid, lideshur). What finds a word finds its beginnings too.
        """
        if len(word) > LONGEST:
            return None
        ways = [list(word), *islice(self._syllables(word), MOST_WAYS)]
        found = ["".join(parts) for way in ways if all(parts := [self._class(part) for part in way])]
        return re.compile("|".join(dict.fromkeys(found))) if found else None

    def _syllables(self, word: str) -> Iterator[list[str]]:
        """Yield the ways to cut a word into readings, the last of which may be a beginning; longest first."""
        if self._class(word):
            yield [word]
        for end in range(len(word) - 1, 0, -1):
            if word[:end] in self._characters and not _VOWELS.isdisjoint(word[:end]):
                for rest in self._syllables(word[end:]):
                    yield [f"{word[:end]}'", *rest]

    def _class(self, part: str) -> str:
        """Return the pattern for one character whose reading begins so, or is so where ' ends it."""
        known = self._beginning.get(part)
        if known is None:
            whole = part.endswith("'")
            groups = (
                characters
                for reading, characters in self._characters.items()
                if (reading == part[:-1] if whole else reading.startswith(part))
            )
            members = "".join(sorted(set().union(*groups)))
            known = self._beginning[part] = f"[{members}]" if members else ""
        return known
