"""Words of themes as hurried people write them: in Latin letters, or with one wrong character."""

import os
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from itertools import accumulate, product

from desktop_app.evidence.school_words import themes

_READINGS = 2  # of a character, the usual ones: by its rare ones anything sounds alike
_INITIALS = 4  # letters: fewer are the initials of too many words
_SOUNDS = range(5, 25)  # letters; one less where they are all of a run
_WRONG = range(3, 7)  # characters of a word in which one wrong character still leaves it plain
_Words = dict[str, frozenset[str]]


def spelled(runs: Sequence[str]) -> frozenset[str]:
    """Return the words that runs of Latin letters mean: fangnishui, jiazhang hui; xfyl by initials."""
    meant = {word for run in runs if len(run) >= _INITIALS for word in _by_initials().get(run, ())}
    whole, starts = "".join(runs), {0, *accumulate(map(len, runs))}
    at = 0
    while at < len(whole):
        least = _SOUNDS.start - (at in starts)
        ends = (at + size for size in range(_SOUNDS.stop, least - 1, -1) if at + size <= len(whole))
        for end in ends:
            found = _by_sounds().get(whole[at:end])
            if found and (end - at >= _SOUNDS.start or end in starts):
                meant |= found
                at = end
                break
        else:
            at = min((one for one in starts if one > at), default=len(whole))
    return frozenset(meant)


def miswritten(run: str) -> frozenset[str]:
    """Return the words that stand in a run of characters but for one of them, which sounds alike: 防逆水.

    In a word of four characters and more it may be any.
    """
    found = {
        word
        for size in _WRONG
        for start in range(len(run) - size + 1)
        for hole in range(size)
        for word in _with_hole().get(_holed(run[start : start + size], hole), ())
        if size > _WRONG.start or set(_sounds(run[start + hole])) & set(_sounds(word[hole]))
    }
    return frozenset(found)


@cache
def readings(character: str) -> tuple[str, ...]:
    """Return how a character is read, in Latin letters, the usual way first; nothing where none is known."""
    # Its phrases would be four fifths of the import, and characters are looked up one by one.
    os.environ.setdefault("PYPINYIN_NO_PHRASES", "true")
    from pypinyin import Style, pinyin  # 50 ms: no window waits for it at its start

    found = pinyin(character, style=Style.NORMAL, heteronym=True, errors="ignore")
    return tuple(found[0]) if found else ()


def _sounds(character: str) -> tuple[str, ...]:
    return readings(character)[:_READINGS]


def _holed(word: str, hole: int) -> tuple[str, str]:
    return word[:hole], word[hole + 1 :]


@cache
def _by_initials() -> _Words:
    return _by(lambda sound: sound[0], _INITIALS)


@cache
def _by_sounds() -> _Words:
    return _by(lambda sound: sound, 2)


def _by(part: Callable[[str], str], shortest: int) -> _Words:
    """Return the words by the letters that a part of each character's sound makes together."""
    found: dict[str, set[str]] = defaultdict(set)
    for word in _words():
        if len(word) >= shortest:
            for letters in product(*({part(one) for one in _sounds(character)} for character in word)):
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


def _words() -> Iterator[str]:
    return iter(sorted({word for theme in themes() for word in theme.words if not word.isascii()}))
