"""What a file's name, folders and text give away: their terms, themes, days and item numbers."""

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from itertools import pairwise

from desktop_app.evidence.school_words import listed, offices, plain, themes
from desktop_app.evidence.spellings import miswritten, spelled

MANY = 5  # duties of an office by which its name says little of a file
LONGER = 1.4  # what a word of three characters and more says of its theme, against 1 for a pair
_CJK = "\u3400-\u4dbf\u4e00-\u9fff"
_BETWEEN = re.compile(rf"[^{_CJK}]+")
_NO_LETTER = re.compile(r"[\W\d_]+")
_LATIN = re.compile(r"[a-z]{2,}")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
# What cameras, messengers, scanners and office programs call a file: it says nothing of its content.
_MADE_UP = re.compile(
    r"微信(?:图片|视频|截图)?[_\d]*|mmexport\d*"
    r"|(?<![a-z])(?:img|dsc[fn]?|vid|pano|screenshot|wx_camera|qq图片)[-_\d]*(?![a-z])"
    r"|屏幕截图|截屏|截图|企业微信|微信(?:文件|聊天)?|钉钉(?:文件)?|手机(?:相册|照片|备份)|相册|桌面|下载|备份|[c-fu]盘"
    r"|camscanner|扫描件|扫描全能王|扫描|新建|文本文档|工作表|演示文稿|文档|文件夹?|附件|副本"
    r"|(?<![a-z])(?:microsoft|word|excel|powerpoint|docx?|xlsx?|pptx?|pdf|jpe?g|png|txt|wps|copy|final)(?![a-z])"
    r"|最终版?|最新版?|终稿|定稿|修改稿?|修订稿?|送审稿|初稿|草稿|上报版|正式版|盖章版?|模板|空表|样例|打印版?"
)
_OF_ANY_PICTURE = re.compile(
    r"照片|相片|图片|图像|拍照|拍摄|无标题|未命名|保存的?|美图(?:秀秀)?|相机|现场|活动|[上下]午|[年月日号时分秒第张的]"
)
_IDEOGRAPH = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_DAY = re.compile(
    r"(?<!\d)(?P<year>20\d\d)[-._/年]?(?P<month>0[1-9]|1[0-2]|[1-9](?!\d))[-._/月]?"
    r"(?P<day>3[01]|[12]\d|0?[1-9])(?!\d(?!\d{5}(?!\d)))"
)
# Where a word of a theme only seems to stand: 导师 in 指导师, 学时 in 放学时, 十岁 in 五十岁.
_MISREAD = re.compile(r"(?<=指)导(?=师)|(?<=[放上开入同]学)(?=时)|(?<=[一二三四五六七八九几])十(?=岁)")
_MONTH = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月")
_TOLD = re.compile(r"(?<!\d)(1[0-2]|0?[1-9])月(3[01]|[12]\d|0?[1-9])[日号]")
_SPOKEN = re.compile(r"(?<!\d)(1[0-2]|[1-9])月(3[01]|[12]\d|[1-9])[日号]")
_TOLD_IN_NAME = re.compile(r"(?<![\d.])(1[0-2]|0?[1-9])[.．-](3[01]|[12]\d|0?[1-9])(?![\d.])")
_EPOCH = re.compile(r"(?<!\d)(1[5-9]\d{8})\d{3}(?!\d)")  # milliseconds, as a phone's messenger names pictures
_HERE = timedelta(hours=8)  # the messenger counts in UTC, the school lives by Peking time
_OLDEST = 2000  # a camera whose clock was never set says 1970 or 1980
_NAMED = re.compile(
    r"(?:要点|第|条目|任务)\s*(\d{1,3})(?!\d)\s*(?:条|项|点|号|(?=[^\d周届期次节课单页批讲集稿版组轮章名回天场季册卷学部篇阶考排年个]|$))"
)
_LEADING = re.compile(
    r"(\d{1,3})(?:\s*[-—.．(（_]\s*(\d{1,2}))?\s*[)）]?"
    r"(?=[、.．\s_—-]|[^\d年月日周期班届次级点个人天时名%])"
)


@dataclass(frozen=True)
class Words:
    """A text's terms with how often each occurs, and its themes with how much of each it uses."""

    terms: Counter[str]
    themes: dict[int, float]
    passing: frozenset[int] = frozenset()  # the themes that only words of the setting speak of, once


@dataclass(frozen=True)
class Number:
    """A number in a name that may name an item: `below` the measure that follows it (13-2), 0 for none.

    `named` where the name says that it is an item's (要点13).
    """

    value: str
    below: int = 0
    named: bool = False

    @property
    def may_be_a_day(self) -> bool:
        """Tell whether it can be a month and a day too (5-12)."""
        return int(self.value) <= 12


def telling(name: str) -> str:
    """Return what of a name, without its ending, says something of the content.

    Words of papers of every kind go, but not out of a word of a theme: 教师 in 教师节.
    """
    return _generic().sub(lambda found: found["theme"] or " ", _MADE_UP.sub(" ", plain(name)))


def says_something(words: str) -> bool:
    """Tell whether a name or title says anything of the content; IMG_2034 and 照片 do not."""
    return bool(words_of(telling(words)).terms)


def was_named(stem: str) -> bool:
    """Tell whether somebody gave a picture its name: 会议现场, but not IMG_2034, 微信图片_2026 or 照片3.

    An ideograph is left of it without what devices and messengers write and what is true of every picture.
    Letters alone are taken for a device's: there are more of these than can be listed.
    """
    return bool(_IDEOGRAPH.search(_OF_ANY_PICTURE.sub("", _MADE_UP.sub("", plain(stem)))))


def without_day(words: str, day: date | None) -> str:
    """Return a file's name without the day that stands before it anyway, all of it where nothing is left."""
    if day is None:
        return words
    year, month, of_month = f"{day.year}", f"0?{day.month}", f"0?{day.day}"
    said = rf"{year}{day:%m%d}|(?:{year}\s*[-.年])?\s*{month}[-.月]{of_month}日?"
    return re.sub(rf"\s*[（(]?(?<!\d)(?:{said})(?!\d)[）)]?\s*", "", words) or words


def words_of(text: str, *, triples: bool = True) -> Words:
    """Return the terms (pairs and triples of characters, Latin words) and the themes of a plain text."""
    text = _MISREAD.sub(" ", text)
    runs = _BETWEEN.sub(" ", text)
    terms = Counter(map("".join, pairwise(runs)))
    if triples:
        terms.update(map("".join, zip(runs, runs[1:], runs[2:], strict=False)))
    for one in [one for one in terms if " " in one]:  # across the end of a run
        del terms[one]
    terms.update(_LATIN.findall(text))
    themes, passing = _themes(text, terms)
    for one in _generic_terms() & terms.keys():
        del terms[one]
    return Words(terms, themes, passing)


def words_of_name(name: str) -> Words:
    """Return the terms and themes of a name, without its ending, with what it means but misspells."""
    text = _SPOKEN.sub(r" \1.\2 ", telling(name))
    meant = set(spelled(_LATIN.findall(text)))
    found = words_of(text)
    if not found.themes:
        meant.update(word for run in _BETWEEN.split(text) for word in miswritten(run))
    return words_of(f"{text} {' '.join(sorted(meant))}") if meant else found


def with_wholes(found: Mapping[int, float], share: float) -> dict[int, float]:
    """Return the themes of a text with those that they are a part of: 防溺水 is 安全 too."""
    whole = dict(found)
    for theme, much in found.items():
        for above in themes()[theme].under:
            whole[above] = max(whole.get(above, 0.0), share * much)
    return whole


def settings_in(terms: Mapping[str, float]) -> set[str]:
    """Return those of the terms that are where or among whom things happen at any school: 操场, 班主任."""
    return terms.keys() & _setting_terms()


def elsewhere(text: str) -> frozenset[str]:
    """Return the words of a plain text that speak of what proves no work point."""
    latin = set(_LATIN.findall(text))
    return frozenset(
        word for word in listed("elsewhere") if (word in latin if word.isascii() else word in text)
    )


def desks_in(text: str) -> frozenset[int]:
    """Return the offices that a plain text names, as their places among all."""
    return frozenset(
        place for place, office in enumerate(offices()) if any(name in text for name in office.names)
    )


def names_office(name: str) -> bool:
    """Tell whether a name is nothing but that of an office with many duties: it says who, not what."""
    bare = _NO_LETTER.sub("", plain(name))
    return any(bare in office.names for office in offices() if len(office.duties) >= MANY)


def day_in(name: str, taken: date | None) -> date | None:
    """Return the day that a name tells, else the day on which it was taken, None where neither is known."""
    text = plain(name)
    for found in _DAY.finditer(text):
        try:
            return date(int(found["year"]), int(found["month"]), int(found["day"]))
        except ValueError:  # 20260231
            continue
    epoch = _EPOCH.search(text)
    if epoch:
        return (datetime.fromtimestamp(int(epoch[1]), UTC) + _HERE).date()
    return taken if taken and taken.year >= _OLDEST else None


def days_told(name: str, text: str) -> frozenset[tuple[int, int]]:
    """Return the days (month, day) on which a paper says that something was: 4月8日, in a name 4.8 too."""
    found = _TOLD.findall(plain(f"{name}\n{text}")) + _TOLD_IN_NAME.findall(plain(name))
    days = {(int(month), int(day)) for month, day in found}
    own = day_in(name, None)
    return frozenset(days | ({(own.month, own.day)} if own else set()))


def school_in(text: str) -> bool:
    """Tell whether a plain text speaks of a school at all."""
    return any(word in text for word in listed("school"))


def months_in(text: str) -> frozenset[int]:
    """Return the months that a text names."""
    return frozenset(int(found) for found in _MONTH.findall(plain(text)))


def numbers_in(name: str) -> list[Number]:
    """Return the numbers in a name, without its ending, that may be an item's."""
    text = plain(name).strip()
    found = [Number(str(int(one)), named=True) for one in _NAMED.findall(text)]
    leading = _LEADING.match(text)
    if leading and not _DAY.match(text):
        found.append(Number(str(int(leading[1])), int(leading[2] or 0)))
    return found


def _themes(text: str, terms: Counter[str]) -> tuple[dict[int, float], frozenset[int]]:
    """Return the themes of a text, and those of them that are only touched in passing."""
    starts, keys = _by_start(), terms.keys()
    words = {
        word: its
        for term in sorted((starts.keys() & keys) | (starts.keys() & _FIGURE.findall(text)))
        for word, pairs, its in starts[term]
        if pairs <= keys and (len(word) == len(term) or word in text)
    }
    around = defaultdict[str, list[str]](list)
    for word in words:
        for part in _parts().get(word, ()):
            if part in words:
                around[part].append(word)
    found: dict[int, float] = defaultdict(float)
    meant: set[int] = set()
    for word, its in words.items():
        own = its - _of_longer(word, text, around[word], words) if word in around else its
        for theme in own:
            found[theme] += (1.0 if len(word) <= 2 else LONGER) / len(own)
        if word not in _setting_words() or terms[word[:2]] > 2:
            meant |= own
    return found, frozenset(found.keys() - meant)


def _of_longer(
    word: str, text: str, around: Sequence[str], words: Mapping[str, frozenset[int]]
) -> frozenset[int]:
    """Return the themes that a word loses, standing only inside of words of others: 家教 in 有偿家教."""
    if text.count(word) > max(text.count(one) for one in around):
        return frozenset()
    return words[word].difference(*(words[one] for one in around))


@cache
def _by_start() -> dict[str, list[tuple[str, frozenset[str], frozenset[int]]]]:
    """Return the words of all themes, what pairs follow in each and its themes, by the pair it begins with.

    One that begins with a number or a Latin word is there by that: 50米. To look for all words then takes no
    longer than the text has terms.
    """
    meant: dict[str, set[int]] = defaultdict(set)
    for place, theme in enumerate(themes()):
        for word in theme.words:
            meant[word].add(place)
    found: dict[str, list[tuple[str, frozenset[str], frozenset[int]]]] = {}
    for word in meant.keys() - _everywhere():
        whole = _FIGURE.match(word) or _LATIN.match(word)
        start = whole[0] if whole else word[:2]
        pairs = frozenset(one for one in map("".join, pairwise(word[1:])) if not _BETWEEN.search(one))
        found.setdefault(start, []).append((word, pairs, frozenset(meant[word])))
    return {start: sorted(words, key=lambda one: one[0]) for start, words in found.items()}


@cache
def _everywhere() -> frozenset[str]:
    return frozenset(listed("everywhere"))


@cache
def _generic_terms() -> frozenset[str]:
    return frozenset(one for word in _everywhere() for one in (word, word[:3], word[-3:]))


@cache
def _generic() -> re.Pattern[str]:
    """Return what finds the words of papers of every kind, and the words of themes that they would break."""
    generic = _everywhere()
    starts = {one[:size] for one in generic for size in range(1, len(one))}
    broken = {
        word
        for word in _words_of_themes() - generic
        if any(one in word for one in generic) or any(word[at:] in starts for at in range(1, len(word)))
    }
    of_themes, others = (
        "|".join(sorted(map(re.escape, words), key=lambda one: (-len(one), one)))
        for words in (broken, generic)
    )
    return re.compile(f"(?P<theme>{of_themes})|{others}")


@cache
def _setting_words() -> frozenset[str]:
    return frozenset(listed("settings"))


@cache
def _setting_terms() -> frozenset[str]:
    return frozenset(
        word[at : at + size]
        for word in listed("settings")
        for size in (2, 3)
        for at in range(len(word) - size + 1)
    )


@cache
def _parts() -> dict[str, list[str]]:
    """Return, for each word of a theme that holds shorter ones, those."""
    found = {}
    for one in _words_of_themes():
        inside = {one[at : at + size] for size in range(2, len(one)) for at in range(len(one) - size + 1)}
        if parts := sorted(inside & _words_of_themes()):
            found[one] = parts
    return found


@cache
def _words_of_themes() -> frozenset[str]:
    return frozenset(word for theme in themes() for word in theme.words)
