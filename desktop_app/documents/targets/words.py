"""A node's words made even for the rules: no white space, one width, names hidden; and the way back."""

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

Span = tuple[int, int]

# Stands for each character of a name, so that no rule reads a number or a comma inside one.
HIDDEN = "■"
# No rule looks further than this, so that cost grows in proportion to length whatever is typed.
_SENTENCE_REACH, _REACH = 240, 90

SENTENCE_ENDS = "。；！？"
CLAUSE_ENDS = SENTENCE_ENDS + "，："
ITEM_ENDS = CLAUSE_ENDS + "、()"
_ITEM_END = re.compile(f"[{ITEM_ENDS}]")

_UNSEEN = re.compile(r"[\s\u200b\u200c\u200d\u2060\ufeff]+")
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {
    ord(one): ord(other)
    for one, other in zip(",;:!?，；：！？–—−〜∼．", "，；：！？，；：！？---~~.", strict=True)
}
_EVEN = {chr(code): chr(even) for code, even in _WIDTH.items() if code != even}
_UNEVEN = re.compile(f"[{re.escape(''.join(_EVEN))}]")
_THOUSANDS = re.compile(r"(?<![\d,.])\d{1,3}(?:,\d{3}){1,4}(?![\d,])")

# An amount that is quoted as its project's name stays to be read: “新增公办学位3.2万个”.
_QUOTED_AMOUNT = (
    "(?:新[增建改]|改扩?建|建[成设]|完成|培[训养]|招[聘录]|改造|投入)"
    r"[^“”，。；]{2,30}\d[万千余多]{0,2}(?:[个所名人套间座处台]|个学位|人次|平方米|[万亿]?元)”"
)
# Each with a sign without which there is none of them: a search for one character is quick.
_HIDDEN_PARTS = (
    # Rule 11: titles and quoted names. A mark that was never closed hides up to the next comma or stop.
    (
        "",
        re.compile(
            r"《[^《》]{0,120}》|《[^《》，。；]{0,60}"
            rf"|“(?!{_QUOTED_AMOUNT})(?:[^“”。；]{{0,40}}”|[^“”，。；、]{{0,20}})"
            r"|「[^「」]{0,40}」|『[^『』]{0,40}』|‘[^‘’]{0,40}’"
            r"|\"[^\"，。；]{1,15}\"|〔[^〔〕]{0,12}〕"
        ),
    ),
    # 12345”热线: the opening mark was lost on the way.
    ("”", re.compile(r"[\dA-Za-z+]{1,12}”")),
    # Words in brackets without a number belong to the name before them; (二期), (2020-2022) too.
    (
        ")",
        re.compile(
            r"\([^()，。；\d一二两三四五六七八九十每前底内末]{0,12}\)|\([一二三四五六七八九十]{1,3}[期批阶段]{0,2}\)"
        ),
    ),
    (")", re.compile(r"\((?:19|20)\d\d(?:年?[-~至](?:19|20)\d\d)?年?\)")),
    # Times of day and ratios.
    ("：", re.compile(r"(?<!\d)\d{1,3}：\d{1,3}(?:：\d\d)?(?!\d)")),
)
# Rule 11: names with numbers: 1+5, 57N, 5G, 3D, STEM+, 3·15, 1/3; but 100M is a measure.
_NO_NUMBER = re.compile(r"[A-Za-z+/·#]")
_LATIN = re.compile(rf"[0-9.]*{_NO_NUMBER.pattern}[0-9A-Za-z+/·.#]*")
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

    @cached_property
    def sentence_ends(self) -> list[int]:
        """The places of the marks that end a sentence."""
        return [place for place in self.clause_ends if self.flat[place] in SENTENCE_ENDS]

    @cached_property
    def clause_ends(self) -> list[int]:
        """The places of those and of the marks that end a clause."""
        return [place for place in self.item_ends if self.flat[place] in CLAUSE_ENDS]

    @cached_property
    def item_ends(self) -> list[int]:
        """The places of all marks that part words."""
        return [found.start() for found in _ITEM_END.finditer(self.flat)]

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
    squeezed = _UNSEEN.sub("", text)
    flat = _even(squeezed)
    for sign, pattern in _HIDDEN_PARTS:
        if sign in flat:
            flat = pattern.sub(_hide, flat)
    if _NO_NUMBER.search(flat):
        flat = _LATIN.sub(_hide_name, flat)
    return Words(text, flat, range(len(text)) if len(squeezed) == len(text) else _seen_places(text))


def _seen_places(text: str) -> list[int]:
    """Return the place of each character that is not white space."""
    places: list[int] = []
    done = 0
    for gap in _UNSEEN.finditer(text):
        places.extend(range(done, gap.start()))
        done = gap.end()
    places.extend(range(done, len(text)))
    return places


def _even(squeezed: str) -> str:
    """Return punctuation and digits in one width; the commas inside 1,234 stay, others become ，."""
    if "," not in squeezed:
        return _in_one_width(squeezed)
    flat, done = [], 0
    for found in _THOUSANDS.finditer(squeezed):
        flat += [_in_one_width(squeezed[done : found.start()]), found[0]]
        done = found.end()
    return "".join([*flat, _in_one_width(squeezed[done:])])


def _in_one_width(words: str) -> str:
    return _UNEVEN.sub(_even_sign, words)


def _even_sign(found: re.Match[str]) -> str:
    return _EVEN[found[0]]


def _hide(found: re.Match[str]) -> str:
    return HIDDEN * len(found[0])


def _hide_name(found: re.Match[str]) -> str:
    return found[0] if _PLAIN_NUMBER.fullmatch(found[0]) else _hide(found)


def _around(ends: list[int], at: int, length: int, reach: int) -> Span:
    """Return the part around `at` between two of the sorted `ends`, at most `reach` to either side."""
    after = bisect_left(ends, at)
    start = ends[after - 1] + 1 if after else 0
    end = ends[after] if after < len(ends) else length
    return start if start > at - reach else at - reach, end if end < at + reach else at + reach
