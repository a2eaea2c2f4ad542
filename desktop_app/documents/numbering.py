"""The number a line begins with: 一、 （一） 1. （1） ① 第X章 第X条, in half or full width."""

import re
from enum import StrEnum
from typing import NamedTuple

from desktop_app.documents.chinese_numbers import NUMERAL, to_int


class Style(StrEnum):
    """How a number is written; the order is the usual order of rank."""

    PART = "part"  # 第一部分 第一篇
    CHAPTER = "chapter"  # 第一章
    DIVISION = "division"  # 第一节
    ARTICLE = "article"  # 第一条
    CHINESE = "chinese"  # 一、
    CHINESE_BRACKETED = "chinese_bracketed"  # （一）
    ARABIC = "arabic"  # 1.
    DECIMAL = "decimal"  # 1.1
    DEEP_DECIMAL = "deep_decimal"  # 1.1.1
    ARABIC_BRACKETED = "arabic_bracketed"  # （1） 1）
    CIRCLED = "circled"  # ①
    ORDINAL = "ordinal"  # 第一， 一是
    BRACKETED_TITLE = "bracketed_title"  # 【党建工作】, counted though it has no number


class Marker(NamedTuple):
    """A number at the start of a line. `length` counts the characters it takes, marks and spaces included.

    `sure` is False where a mark is missing (40完善…): then only its place in a sequence makes it a number.
    """

    style: Style
    value: int
    number: str
    length: int
    sure: bool = True


# What the members of a list inside a text begin with.
LIST_MEMBER = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}[，,、]|(?:首先|其次|再次|最后)[，,]"
    r"|[（(][0-9０-９]{1,2}[）)]|[①-⒇]|[0-9]{1,2}[)）]|[0-9]{1,2}[.．、](?![0-9])|[0-9]{1,2}\.[0-9]{1,2}[\s、])"
)
# Ornaments before a number: Markdown's marks, list bullets, spaces and their entities.
ORNAMENT = re.compile(r"(?:[\s\u200b\ufeff#*•·●■◆▲◇□★☆○◎▌▍▎▶►➤➢☞✦✧❖◈※√✓→]|&[ne]m?b?sp;)+")

PRINTED = 60  # characters of a heading that are enough to see its number

_CN = f"[{NUMERAL}壹贰叁肆伍陆柒捌玖拾]{{1,5}}"
_AR = r"[0-9０-９]{1,3}"
_SPACE = r"[\s*]*"
_ORDINAL = re.compile(rf"第\s*({_CN}|{_AR})\s*(部分|篇|编|章|节|条)[\s、：:.．]*")
_PATTERNS = (
    (Style.CHINESE, re.compile(rf"({_CN})\s*[、.．]{_SPACE}")),
    (Style.CHINESE, re.compile(rf"【\s*({_CN})\s*】{_SPACE}")),
    (Style.CHINESE_BRACKETED, re.compile(rf"[（(〔]\s*({_CN})\s*[）)〕]\s*[、.．]?{_SPACE}")),
    (Style.ARABIC_BRACKETED, re.compile(rf"[（(【]\s*({_AR})\s*[）)】]\s*[、.．]?{_SPACE}")),
    (Style.ARABIC_BRACKETED, re.compile(rf"({_AR})\s*[）)]{_SPACE}")),
    (Style.ORDINAL, re.compile(rf"第\s*({_CN})\s*[，,、：:]\s*")),
    (Style.ORDINAL, re.compile(rf"({_CN})是(?![{NUMERAL}否的])[，,]?")),
    (
        Style.DEEP_DECIMAL,
        re.compile(r"([1-9]\d?(?:[.．][1-9]\d?){2})(?:[、.．]|\s+|(?=[\u4e00-\u9fa5“《]))\s*"),
    ),
    (Style.DECIMAL, re.compile(r"([1-9]\d?[.．][1-9]\d?)(?:[、.．]|\s+|(?=[\u4e00-\u9fa5“《]))\s*")),
    (
        Style.ARABIC,
        re.compile(rf"({_AR})\s*[、.．。，,](?:(?![0-9０-９])|(?=20[0-9]{{2}}年|1?[0-9]\s*月)){_SPACE}"),
    ),
)
_UNSURE = (
    (Style.ARABIC, re.compile(rf"({_AR})[\s*]*(?![0-9０-９.．、%％])")),
    (Style.ARABIC, re.compile(rf"({_AR})[.．](?=[0-9]{{3,}}[^0-9.．%％])")),
    (Style.CHINESE, re.compile(rf"({_CN})(?:[，,：:]|\s+)(?=\S)")),
    (Style.CHINESE_BRACKETED, re.compile(rf"[（(]\s*({_CN})(?=[^{NUMERAL}）)])")),
    (Style.CHINESE_BRACKETED, re.compile(rf"({_CN})\s*[）)]{_SPACE}")),
)
# What all of these begin with; most lines begin with something else.
_BEGINS = frozenset(f"第（(〔【{NUMERAL}壹贰叁肆伍陆柒捌玖拾0123456789０１２３４５６７８９")
_ORDINALS = {
    "部分": Style.PART,
    "篇": Style.PART,
    "编": Style.PART,
    "章": Style.CHAPTER,
    "节": Style.DIVISION,
    "条": Style.ARTICLE,
}
# What follows a numeral that counts something instead of numbering a line: 三、四年级, 12 个, 5 月.
_COUNTED = re.compile(
    rf"\s*(?:[{NUMERAL}]+\s*(?:年级|级|类|批|次|等|个|是)|[年月日所次篇件万千亿元%％周岁届期级类种套批点多余至到号]"
    r"|个(?![性别])|名(?![师校])|项(?!目)|人(?![才事民文])|家(?![校长庭园])|场(?![地馆])|条(?!件)|台(?!账)"
    r"|学[时分年期]|时(?![事代间机段])|分(?![类级层])|以[上下内]|[-－—~～/]\s*[0-9])"
)
# 一、二年级 and 三、四月份 are two numerals that count up, not a number and a title (叁、三个提升).
_ENUMERATED = re.compile(rf"([{NUMERAL}]+)(?:年级|[级类批次等个是月岁周期轮季线楼班届校区]|学期|五年)")
_CIRCLED = {chr(0x2460 + i): i + 1 for i in range(20)} | {chr(0x2776 + i): i + 1 for i in range(10)}
_BRACKETED_SIGNS = {chr(0x2474 + i): i + 1 for i in range(20)}
_CHINESE_SIGNS = {chr(0x3220 + i): i + 1 for i in range(10)}
_HALF_WIDTH = str.maketrans("０１２３４５６７８９．", "0123456789.")


def skip_ornament(text: str) -> int:
    """Return how many characters of Markdown marks, bullets and spaces a line begins with."""
    found = ORNAMENT.match(text)
    return found.end() if found else 0


def find_marker(text: str) -> Marker | None:
    """Return the number the line begins with, or None; ornaments before it count to its length."""
    skipped = skip_ornament(text)
    rest = text[skipped : skipped + 40]
    if not rest:
        return None
    marker = _sign(rest)
    if marker is None and rest[0] in _BEGINS:
        marker = _ordinal(rest) or _plain(rest)
    if marker is None or not skipped:
        return marker
    return marker._replace(length=marker.length + skipped)


def printed_number(text: str, number: str) -> str | None:
    """Return how a number is printed at the start of a heading's text, None where it does not stand there.

    A blank follows 第三章 and its like; a title in brackets has no number in print.
    """
    if text.startswith(("【", "〖")) and find_marker(text) is None:
        return ""
    marker = find_marker(text)
    if marker is None or not marker.sure or marker.number != number:
        return None
    printed = text[skip_ornament(text) : marker.length].replace("*", "").strip()
    return f"{printed} " if printed[-1] in "分篇编章节条" else printed


def _sign(rest: str) -> Marker | None:
    """Find a number that is a single character: ① ⑴ ㈠."""
    tables = (
        (_CIRCLED, Style.CIRCLED),
        (_BRACKETED_SIGNS, Style.ARABIC_BRACKETED),
        (_CHINESE_SIGNS, Style.CHINESE_BRACKETED),
    )
    for table, style in tables:
        if rest[0] in table:
            value = table[rest[0]]
            length = 1 + len(rest[1:]) - len(rest[1:].lstrip(" \u3000、.．"))
            number = "一二三四五六七八九十"[value - 1] if style is Style.CHINESE_BRACKETED else str(value)
            return Marker(style, value, number, length)
    return None


def _ordinal(rest: str) -> Marker | None:
    """Find 第X章 and its like; 第一节课 and 第三条主线 inside a sentence are not."""
    found = _ORDINAL.match(rest)
    if not found:
        return None
    value = to_int(found[1].translate(_HALF_WIDTH))
    if not value:
        return None
    separated = found[0][-1] in " \u3000\t、：:.．" or found.end() == len(rest)
    return Marker(_ORDINALS[found[2]], value, found[1], found.end(), sure=separated)


def _plain(rest: str) -> Marker | None:
    for sure, patterns in ((True, _PATTERNS), (False, _UNSURE)):
        for style, pattern in patterns:
            found = pattern.match(rest)
            if found and not _counts(style, rest, found, sure):
                number = found[1].translate(_HALF_WIDTH)
                value = to_int(number.rsplit(".", 1)[-1])
                if value:
                    return Marker(style, value, number, found.end(), sure)
    return None


def _counts(style: Style, rest: str, found: re.Match[str], sure: bool) -> bool:
    """Tell whether the numeral counts what follows it."""
    if style in (Style.CHINESE_BRACKETED, Style.ARABIC_BRACKETED):
        return False
    if style is Style.CHINESE:
        second = _ENUMERATED.match(rest[found.end() :])
        return second is not None and (to_int(second[1]) or 0) > (to_int(found[1]) or 0)
    if style in (Style.DECIMAL, Style.DEEP_DECIMAL):
        return bool(_COUNTED.match(rest[found.end(1) :]))
    return not sure and bool(_COUNTED.match(rest[found.end(1) :]))
