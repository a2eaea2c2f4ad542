"""Finds items as one types: in numbers, words, answers, people, tags, names of files; by pinyin too."""

import time
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice

from desktop_app.models.pinyin import Pinyin
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import ItemRow, Level

Names = Mapping[str, Sequence[str]]
_AT_ONCE = 64  # items, or characters, prepared between two looks at the clock


def fold(words: str) -> str:
    """Return words as they are compared: no capitals, half width where there are two widths."""
    return unicodedata.normalize("NFKC", words).casefold()


class FindIndex:
    """What is searched of every item of one tree, made ready once and again only where something changed.

    `names` are the names of the files of each item. Nothing is made ready before the first search; `warm`
    does it bit by bit before that.
    """

    def __init__(self, tree: ItemTree, names: Names) -> None:
        self._tree = tree
        self._names = dict(names)
        self._order = [row.id for row in tree.walk()]
        self._texts: dict[str, str] = {}
        self._ready = 0  # how many of the order have their text
        self._pinyin = Pinyin()
        self._unread: set[str] = set()  # characters whose readings were not looked up yet
        self._last: tuple[list[str], list[str]] = ([], [])  # the words searched last, and what was found

    def find(self, words: str) -> list[str]:
        """Return the ids of the items in which every word occurs, in document order; none for no words."""
        wanted = sorted(set(fold(words).split()), key=len, reverse=True)  # long words leave less to search
        if not wanted:
            return []
        self._make_ready()
        hits = self._where_to_look(wanted)
        texts = self._texts
        for word in wanted:
            holds = self._test(word)
            hits = [item_id for item_id in hits if holds(texts[item_id])]
        self._last = wanted, hits
        return hits

    def update(self, item_ids: Iterable[str], names: Names) -> None:
        """Take over items that changed in the tree, with the names of their files as they are now.

        The items of the tree must be the same ones, in the same order.
        """
        self._last = [], []
        for item_id in item_ids:
            self._names[item_id] = names.get(item_id, ())
            self._take(item_id)
            for below in self._tree.children(item_id):
                if self._tree[below].level is Level.MEASURE:  # it is found by its point's number
                    self._take(below)

    def warm(self, seconds: float) -> bool:
        """Prepare for the first search, for about so long; return whether all is ready."""
        end = time.perf_counter() + seconds
        while self._ready < len(self._order):
            self._make_ready(_AT_ONCE)
            if time.perf_counter() > end:
                return False
        while self._unread:
            self._read(_AT_ONCE)
            if time.perf_counter() > end:
                return False
        return True

    def _where_to_look(self, wanted: list[str]) -> list[str]:
        """Return the items among which the hits are: the last ones where more letters were typed."""
        before, hits = self._last
        narrower = before and all(any(word.startswith(old) for word in wanted) for old in before)
        return hits if narrower else self._order

    def _make_ready(self, most: int | None = None) -> None:
        end = len(self._order) if most is None else min(len(self._order), self._ready + most)
        for item_id in self._order[self._ready : end]:
            if item_id not in self._texts:
                self._take(item_id)
        self._ready = end

    def _take(self, item_id: str) -> None:
        row = self._tree[item_id]
        text = fold("\n".join((*_numbers(self._tree, row), *_words(row), *self._names.get(item_id, ()))))
        self._texts[item_id] = text
        self._unread.update(text)

    def _test(self, word: str) -> Callable[[str], object]:
        """Return what tells whether a text holds a word."""
        pattern = None
        if word.isascii() and word.isalpha():
            self._read()
            pattern = self._pinyin.pattern(word)
        if pattern is None:
            return lambda text: word in text
        search = pattern.search
        return lambda text: word in text or search(text)

    def _read(self, most: int | None = None) -> None:
        some = list(islice(self._unread, most))
        self._pinyin.learn(some)
        self._unread.difference_update(some)


def _numbers(tree: ItemTree, row: ItemRow) -> tuple[str, ...]:
    """Return an item's number as it is printed and as people say it: 一、, 13., 3.2."""
    if row.level is not Level.MEASURE or row.parent_id is None:
        return (row.shown_number,)
    place = tree.children(row.parent_id).index(row.id) + 1
    return row.number, f"{tree[row.parent_id].number}.{place}"


def _words(row: ItemRow) -> tuple[str, ...]:
    answers = (row.narrative, row.problem, row.improvement, row.note, row.tags)
    return (row.title, row.text, *answers, row.lead, row.supporting, row.person, row.supervisor)
