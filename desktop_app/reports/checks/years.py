"""Days and years that are not the checklist's: what was left over from last year's report."""

import re
from collections.abc import Collection, Iterator
from datetime import date

from desktop_app.documents.chinese_numbers import to_int
from desktop_app.documents.targets.words import Span, Words, any_of
from desktop_app.i18n import _
from desktop_app.reports.checks.finding import Code, Finding
from desktop_app.reports.checks.told import Told
from desktop_app.reports.content import Report

_YEAR = r"(?:(?:19|20)\d\d|二[〇○零][〇○零一二][〇○零一二三四五六七八九])"
_SEEN = re.compile(
    rf"(?<![\d.〇○零一二三四五六七八九])(?P<first>{_YEAR})年?[-~至到](?P<last>{_YEAR})(?P<term>学年)?"
    rf"|(?<![\d.〇○零一二三四五六七八九-])(?P<year>{_YEAR})(?:(?P<school_year>学年)|年|[-.]\d{{1,2}}[-.]\d{{1,2}}(?!\d))"
)
_SIGN = re.compile(r"(?:19|20|１９|２０)[\d０-９]|二[〇○零]")  # without it there is no year
_YEARS = re.compile(r"(?:19|20)\d\d")
_SCHOOL_YEAR = re.compile("学年")

# Before a year: what it is compared with, or since when.
_BEFORE = re.compile(
    "(?:比|较|与|同|和|跟|由|从|自|早在|继|始于|建于|成立于|高于|低于|相对|多于|少于|对照|除)$"
)
# After it: a span of time, those of that year, a law's version, what bears the year's name.
_DATE_REST = r"(?:\d{1,2}月)?(?:\d{1,2}日)?(?:[春秋夏冬]季?|[上下]半年|[年月][初中底末]|度)?"
_AFTER = re.compile(
    _DATE_REST
    + "(?:"
    + any_of(
        "起 以来 开始 至今 之后 后 至 到 - ~ 同期 相比 级 届 版 修订 基础上 的基础",
        "[^，。；：、的了]{1,12}的",
    )
    + ")"
)
# What a school may well tell of years ago in this year's report.
_HISTORY = re.compile(
    any_of(
        "获评 荣获 被评 评为 授予 命名 认定 入选 创成 建校 挂牌 建成 投入使用 印发 颁布 出台 施行 修订版",
        "课程标准",
        "相比 同比 同期 增幅 提高到 提升到 增加到 下降到 降至 增至 升至 近[两二三四五几]年 连续 历年 逐年",
        "去年 上年 十四五 十五五",
    )
)
_FORWARD = re.compile(any_of("将 拟 计划 预计 力争 争取 前 到 至 规划 下一 明年 继续 打算 准备 完成时限"))

_REST = re.compile(
    r"[^，。；：、！？\s]{1,8}"
)  # shown after the year, so that one knows which place is meant


class Years:
    """The years that a report may speak of without a word."""

    def __init__(self, report: Report) -> None:
        named = f"{report.title} {report.document.title}"
        self._made_on = report.made_on
        self._year = report.year or report.document.year
        self._allowed = {int(year) for year in _YEARS.findall(named)}
        if self._year:
            self._allowed.add(self._year)
            if _SCHOOL_YEAR.search(named):
                self._allowed.add(self._year + 1)

    def outside(self, told: Told) -> Iterator[Finding]:
        """Yield the first year in a text that is not the report's, and for which the words give no reason."""
        if self._year is None or not _SIGN.search(told.text):
            return
        words = told.words
        for found in _SEEN.finditer(words.flat):
            if self._is_left_over(words, found):
                start, end = words.span(*found.span())
                shown = "".join(told.text[start:end].split())
                rest = _REST.match(told.text, end)
                message = _("{field}里有“{words}”，这份清单是 {year} 年的。").format(
                    field=told.field, words=shown + (rest[0] if rest else ""), year=self._year
                )
                yield told.finding(Code.OUTSIDE_YEAR, message, shown)
                return

    def _is_left_over(self, words: Words, found: re.Match[str]) -> bool:
        if found["first"]:
            ends = {_value(found["first"]), _value(found["last"])}
            return bool(found["term"]) and not ends & self._allowed and not _excused(words, found)
        year = _value(found["year"])
        if found["school_year"]:
            return not {year, year + 1} & self._allowed and not _excused(words, found)
        if year in self._allowed or _says_one_of(words, words.sentence(found.start()), self._allowed):
            return False
        if year > max(self._allowed):
            return self._in_future(words, found, year)
        return not _excused(words, found)

    def _in_future(self, words: Words, found: re.Match[str], year: int) -> bool:
        """Return whether a later year is told of as past, though it had not come when the report was made."""
        sentence = words.flat[slice(*words.sentence(found.start()))]
        return date(year, 1, 1) > self._made_on and not _FORWARD.search(sentence)


def _value(year: str) -> int:
    return to_int(year) or 0


def _says_one_of(words: Words, span: Span, years: Collection[int]) -> bool:
    """Return whether a sentence names one of the years too: it compares, or lists year after year."""
    return any(int(year) in years for year in _YEARS.findall(words.flat, *span))


def _excused(words: Words, found: re.Match[str]) -> bool:
    start, end = words.sentence(found.start())
    before, after = words.flat[start : found.start()], words.flat[found.end() : end]
    return bool(_BEFORE.search(before[-4:]) or _AFTER.match(after) or _HISTORY.search(before + after))
