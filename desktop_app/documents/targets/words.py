"""A node's words made even for the rules: no white space, one width, names hidden; and the way back."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

Span = tuple[int, int]

# Stands for each character of a name, so that no rule reads a number or a comma inside one.
HIDDEN = "■"
# No rule looks further than this, so that cost grows in proportion to length whatever is typed.
_SENTENCE_REACH, _REACH = 240, 90

SENTENCE_ENDS = "。；！？"
CLAUSE_ENDS = SENTENCE_ENDS + "，："
ITEM_ENDS = CLAUSE_ENDS + "、()"

_UNSEEN = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]")
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(one): ord(other)
    for one, other in zip(",;:!?，；：！？–—−〜∼．", "，；：！？，；：！？---~~.", strict=True)
}
_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3}){1,4}(?![\d,])")

_HIDDEN_PARTS = (
    # Rule 11: titles and quoted names. A mark that was never closed hides up to the next comma or stop.
    re.compile(
        r"《[^《》]{0,120}》|《[^《》，。；]{0,60}"
        r"|“[^“”。；]{0,40}”|“[^“”，。；、]{0,20}|「[^「」]{0,40}」|『[^『』]{0,40}』|‘[^‘’]{0,40}’"
        r"|\"[^\"，。；]{1,15}\"|〔[^〔〕]{0,12}〕"
    ),
    # 12345”热线: the opening mark was lost on the way.
    re.compile(r"[\dA-Za-z+]{1,12}”"),
    # Words in brackets without a number belong to the name before them; (二期), (2020-2022) too.
    re.compile(
        r"\([^()，。；\d一二两三四五六七八九十每前底内末]{0,12}\)|\([一二三四五六七八九十]{1,3}[期批阶段]{0,2}\)"
    ),
    re.compile(r"\((?:19|20)\d\d(?:年?[-~至](?:19|20)\d\d)?年?\)"),
    # Times of day and ratios.
    re.compile(r"(?<!\d)\d{1,3}：\d{1,3}(?:：\d\d)?(?!\d)"),
)
# Rule 11: names with numbers: 1+5, 57N, 5G, 3D, STEM+, 3·15, 1/3; but 100M is a measure.
_LATIN = re.compile(r"[0-9A-Za-z+/·.#]+")
_PLAIN_NUMBER = re.compile(r"[0-9.]+|/|\d{1,9}(?:\.\d{1,4})?(?:Mbps|Gbps|MB|GB|M|km|kg)")


def any_of(*lists: str) -> str:
    """Return a pattern for any of the words (or patterns without spaces) in lists separated by spaces."""
    return "(?:" + "|".join(" ".join(lists).split()) + ")"


def set_of(*lists: str) -> frozenset[str]:
    """Return the words in lists separated by spaces."""
    return frozenset(" ".join(lists).split())


@dataclass(frozen=True)
class Words:
    """The even text, the place of each of its characters in the original, and where its parts end.

    Every position that a rule speaks of is a position in `flat`.
    """

    original: str
    flat: str
    origin: Sequence[int]
    sentence_ends: list[int]
    clause_ends: list[int]
    item_ends: list[int]

    def span(self, start: int, end: int) -> Span:
        """Return the place in the original of flat[start:end], which must not be empty."""
        return self.origin[start], self.origin[end - 1] + 1

    def sentence(self, at: int) -> Span:
        """Return the sentence around a position, at most 240 to either side."""
        return _around(self.sentence_ends, at, len(self.flat), _SENTENCE_REACH)

    def clause(self, at: int) -> Span:
        """Return the part between commas around a position, at most 90 to either side."""
        return _around(self.clause_ends, at, len(self.flat), _REACH)

    def item(self, at: int) -> Span:
        """Return the part between commas, 、 and brackets around a position, at most 90 to either side."""
        return _around(self.item_ends, at, len(self.flat), _REACH)


def read(text: str) -> Words:
    """Return the even form of any text."""
    unseen = {found.start() for found in _UNSEEN.finditer(text)}
    origin = [i for i in range(len(text)) if i not in unseen] if unseen else range(len(text))
    flat = _even(_UNSEEN.sub("", text))
    for pattern in _HIDDEN_PARTS:
        flat = pattern.sub(_hide, flat)
    flat = _LATIN.sub(_hide_name, flat)
    return Words(
        original=text,
        flat=flat,
        origin=origin,
        sentence_ends=_places(flat, SENTENCE_ENDS),
        clause_ends=_places(flat, CLAUSE_ENDS),
        item_ends=_places(flat, ITEM_ENDS),
    )


def _even(squeezed: str) -> str:
    """Return punctuation and digits in one width; the commas inside 1,234 stay, others become ，."""
    flat, done = [], 0
    for found in _THOUSANDS.finditer(squeezed):
        flat += [squeezed[done : found.start()].translate(_WIDTH), found[0]]
        done = found.end()
    return "".join([*flat, squeezed[done:].translate(_WIDTH)])


def _hide(found: re.Match[str]) -> str:
    return HIDDEN * len(found[0])


def _hide_name(found: re.Match[str]) -> str:
    return found[0] if _PLAIN_NUMBER.fullmatch(found[0]) else _hide(found)


def _places(flat: str, ends: str) -> list[int]:
    return [found.start() for found in re.finditer(f"[{ends}]", flat)]


def _around(ends: list[int], at: int, length: int, reach: int) -> Span:
    """Return the part around `at` between two of the sorted `ends`, at most `reach` to either side."""
    after = bisect_left(ends, at)
    start = ends[after - 1] + 1 if after else 0
    end = ends[after] if after < len(ends) else length
    return max(start, at - reach), min(end, at + reach)
