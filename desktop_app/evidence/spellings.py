"""Words of themes as hurried people write them: by the initials of their sounds, or with one wrong character.

Initials come from GB 2312, which orders its common characters by their sounds.
"""

from bisect import bisect_right
from collections import defaultdict
from functools import cache

from desktop_app.evidence.school_words import themes

# The first of the common characters of each initial; no sound begins with i, u or v.
_FIRST = tuple(zip("啊芭擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝", "abcdefghjklmnopqrstwxyz", strict=True))
_COMMON = ("啊", "座")  # what lies outside is ordered by its strokes
_SHORTEST = 4  # letters: fewer are the initials of too many words
_WRONG = range(3, 7)  # characters of a word in which one wrong character still leaves it plain


def abbreviated(letters: str) -> frozenset[str]:
    """Return the words whose initials a run of Latin letters begins with, the longest: xfyljh is 消防演练."""
    for size in range(len(letters), _SHORTEST - 1, -1):
        found = _by_initials().get(letters[:size])
        if found:
            return found
    return frozenset()


def miswritten(run: str) -> frozenset[str]:
    """Return the words that stand in a run of characters but for one of them, which sounds alike: 消防演炼.

    In a word of four characters and more it may be any.
    """
    found = {
        word
        for size in _WRONG
        for start in range(len(run) - size + 1)
        for hole in range(size)
        for word in _with_hole().get(_holed(run[start : start + size], hole), ())
        if size > _WRONG.start or initial(run[start + hole]) == initial(word[hole]) != ""
    }
    return frozenset(found)


@cache
def initial(character: str) -> str:
    """Return the letter that a character's sound begins with, "" for one that is not common."""
    try:
        code = character.encode("gb2312")
    except UnicodeEncodeError:
        return ""
    first, last = (one.encode("gb2312") for one in _COMMON)
    if not first <= code <= last:
        return ""
    return _FIRST[bisect_right(_starts(), code) - 1][1]


@cache
def _starts() -> list[bytes]:
    return [one.encode("gb2312") for one, _letter in _FIRST]


def _holed(word: str, hole: int) -> tuple[str, str]:
    return word[:hole], word[hole + 1 :]


@cache
def _by_initials() -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = defaultdict(set)
    for word in _words():
        letters = [initial(one) for one in word]
        if len(word) >= _SHORTEST and all(letters):
            found["".join(letters)].add(word)
    return {letters: frozenset(words) for letters, words in found.items()}


@cache
def _with_hole() -> dict[tuple[str, str], list[str]]:
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for word in _words():
        if len(word) in _WRONG:
            for hole in range(len(word)):
                found[_holed(word, hole)].append(word)
    return found


def _words() -> list[str]:
    return sorted({word for theme in themes() for word in theme.words if not word.isascii()})
