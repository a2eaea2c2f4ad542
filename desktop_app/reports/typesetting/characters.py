"""What a character may do at a line's start and end (W3C clreq, GB/T 15834), and where its own blank is.

Half-width and full-width marks are treated alike: published documents mix them.
"""

import re

OPENING = "（〔［｛《〈「『【〖“‘〝([{"
CLOSING = "）〕］｝》〉」』】〗”’〞)]}"
STOPS = "、，。．：；！？·・•,.:;!?…‥％‰%℃℉°′″～〜–‐々²³¹⁰⁴⁵⁶⁷⁸⁹㎎㎏㎜㎝㎞㎡㎥"
NO_START = STOPS + CLOSING
STROKES = "/／"  # begin no line and end none (GB/T 15834-2011, 5.1.10)
PREFIXES = "¥￥$€£＄№"
NO_END = OPENING + PREFIXES

# Marks whose own blank is on their right or left half, as drawn in fonts for the mainland.
BLANK_RIGHT = frozenset("、，。．：；）〕］｝》〉」』】〗”’")
BLANK_LEFT = frozenset("（〔［｛《〈「『【〖“‘")
BRACKETS = frozenset("）〕］｝》〉」』】〗”’（〔［｛《〈「『【〖“‘")

_UNITS = (
    "个百分点|平方公里|平方米|立方米|公里|千米|厘米|毫米|公斤|千克|毫克|毫升|公顷|英寸|千瓦时|千瓦|人次|课时|学时"
    "|小时|分钟|学年|学期|年级|季度|月份"
    "|[年月日号天周岁届秒分个项名人位元吨米条所门节篇场期本册间台套件份批班类种级倍成处支家轮章页亩度步次例幅辆座栋幢副"
    "部道根盏升克封首幕趟站户组队块片颗棵株只头桌席集讲课旬刻点款角番遍回顿餐盒箱瓶袋包床扇张枚面顶艘架把斤里]"
)
_LETTER = "A-Za-z0-9０-９À-ɏ"
_WORD = (
    rf"(?:(?<![{_LETTER}])[-−+±](?=\d))?"
    rf"[{_LETTER}]+(?:(?:[-.,:/_@&'’+#~=?%．]+|(?<=\d)[—–～](?=\d))[{_LETTER}]+)*"
)
_NUMBER_UNIT = rf"(?:(?<=\d)[余多]?[万亿千百]?(?: ?(?:{_UNITS}))?)?"

_ENDING = rf"\.[A-Za-z][A-Za-z0-9]{{1,4}}(?![{_LETTER}])"  # of a file's name

# What no line break may part: openings with what follows, a core, and what may not start a line.
_UNPARTED = (
    rf"(?:[{re.escape(NO_END)}]\s*)*"
    rf"(?:第?{_WORD}{_NUMBER_UNIT}|—{{2}}|[^\s{re.escape(NO_END + STROKES)}])?"
    rf"(?:\s*(?:—(?!—)|-(?!\d)|{_ENDING}|[{re.escape(NO_START)}]))*"
)
CLUSTER = re.compile(
    r"[一-鿿](?=[一-鿿])"  # the last line would find the same, a quarter more slowly in all
    rf"|\s+(?![\s{re.escape(NO_START + STROKES)}])"
    rf"|〔\d{{4}}〕\d+号[{re.escape(NO_START)}]*"
    rf"|{_UNPARTED}(?:\s*[{STROKES}]\s*{_UNPARTED})*"
)
# What is set as one piece inside a cluster.
ATOM = re.compile(rf"[¥$€£]?{_WORD}[%‰℃°]*|——|……|\s+|.", re.DOTALL)

# Better places than any other to break a word that must be broken (long file names, addresses).
BREAKABLE_AFTER = frozenset("-_./@&=?,:")
_IDEOGRAPH = re.compile(r"[々〇぀-ヿ㄀-ㄯ㐀-䶿一-鿿豈-﫿𠀀-𳎯]")
_LATIN = re.compile(r"[A-Za-z0-9À-ɏͰ-ӿ%‰℃¥$€£]")


def is_ideograph(character: str) -> bool:
    """Tell whether Latin beside this character stands a little apart."""
    return _IDEOGRAPH.match(character) is not None


def is_latin(character: str) -> bool:
    """Tell whether this is a letter or digit of a Western word, or a sign of a number."""
    return _LATIN.match(character) is not None


def with_directed_quotes(text: str) -> str:
    """Return the text with straight double quotes turned, by turns, into opening and closing ones."""
    parts = text.split('"')
    if len(parts) == 1:
        return text
    quotes = ["“" if index % 2 == 0 else "”" for index in range(len(parts) - 1)]
    return "".join(part + quote for part, quote in zip(parts, [*quotes, ""], strict=True))


def parts_pair(text: str, place: int) -> bool:
    """Tell whether a break before `place` would part a —— or ……."""
    mark = text[place]
    before = len(text[:place]) - len(text[:place].rstrip(mark))
    return mark in "—…" and before % 2 == 1
