"""Numbers in a narrative that are not the recorded ones, and targets that were not reached.

A number counts as another one than recorded only where its words name the same thing, it is the amount of the
whole year, and neither the recorded number nor parts that sum up to it stand in the same text.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from desktop_app.documents.targets import phrases
from desktop_app.documents.targets.quantities import LOOSE, TIMES, Quantity, quantities
from desktop_app.documents.targets.words import Words, any_of, read, set_of
from desktop_app.i18n import _
from desktop_app.models.values import TargetRow, Verdict
from desktop_app.reports.checks.finding import Code, Finding
from desktop_app.reports.checks.told import Told, finding_at
from desktop_app.reports.content import Entry

_MOST_NUMBERS = 200  # of a text; a longer table of figures is not a narrative
_TIMES_OF = {"万元": ("元", 10_000), "亿元": ("元", 100_000_000), "千米": ("公里", 1)}
_SAME = {"名": "人", "位": "人", "平米": "平方米", "㎡": "平方米"}

# --- what a number speaks of ---

_FILLERS = re.compile(
    any_of(
        "全年 全校 全体 全部 本年度 今年 本学年 年度 一年来 累计 共计 合计 总计 共 学校 我校 各校 每校",
        "教师 学生 师生",
        "各级各类 各级 各类 比例 班主任 中小学 各中小学 书记 校长 人均 生均 师均 年均 平均 不少于 不低于",
        "不超过 至少 达到 达 以上 以内 以下 左右 超过",
        "约 近 为 是 有 了 的 和 与 及 、 每学年 每学期 每年 每月 每周 每季度 每半年 每次 每 开展 组织",
        "举办 召开 举行 完成 推出",
        "参加 安排 开设 建设 进行 建立 落实 投入 新增 购置 用于 稳定 保持 实际 其中 均 都 并 在 由 到 对",
        "将 把",
    )
)
_NO_WORDS = re.compile(r"[^\u4e00-\u9fa5]+")
# A narrower or another group than the one that was promised, unless the promise names it too.
_NARROWER = re.compile(
    any_of(
        "国家级 省级 市级 区级 县级 校级 院级 骨干 新教师 青年教师 年轻 中层 行政 党员 班主任 语文 数学",
        "英语 音乐 美术 科学",
        "年级 班级 毕业班 线上 线下 校内 校外 校本 部分 个别 名师 困难 男生 女生 寄宿 留守 随迁 上门 网络",
        "专题 综合",
    )
)
_LIKENESS = 0.6  # the least share of the pairs of characters around a number that the promise has too


def _pairs(words: str) -> set[str]:
    """Return the pairs of neighbouring characters of what is left without filling words."""
    found: set[str] = set()
    for run in _NO_WORDS.sub(" ", _FILLERS.sub(" ", words)).split():
        found.update(run[at : at + 2] for at in range(len(run) - 1))
    return found


def _around(words: Words, quantity: Quantity, previous: int) -> str:
    """Return the words that say what a number counts; where its part of the clause is bare, more before it.

    `previous` is where the number before it ends: what stands before that is about the other one.
    """
    first, last = words.item(quantity.start)
    own = words.flat[max(first, previous) : quantity.start] + "，" + words.flat[quantity.end : last]
    if _pairs(own):
        return own
    start = words.sentence(quantity.start)[0]
    before = words.clause(max(start, words.clause(quantity.start)[0] - 1))
    return words.flat[max(start, before[0]) : quantity.start] + own


# --- which numbers are an amount of the whole year ---

_ORDINAL = re.compile("(?:第|前|附件|附表|表|图|届|排名|位列|位居)$")
_PART = re.compile(
    any_of(
        r"其中 分别 每(?!年|一) 各[班年校部组科] 另外?(?!行) 再 增加 增长 减少 提高了? 下降 上升 高出 低于",
        r"比 较 去年 上年 同期",
        "原来 计划 拟 力争 争取 要求 标准 规定 按照 对照 目标 任务 不少于 不低于 不超过 至少 上半年 下半年",
        "季度 上学期 下学期 本学期",
        r"学期 [\d一二三四五六七八九十]月 \d日 春季 秋季 暑 寒假 假期 还差 仍差 尚缺 近[两三四五几]年",
        r"年来累计 明年 下一?年 首 最",
        r"20\d\d年 剩余 未 平均每 单 上次 原 以来",
    )
)
_NOT_AFTER = re.compile(
    r"(?:的(?:要求|标准|目标|任务|规定|基础)|以[上内下]的?(?:要求|标准|目标)|[^，。；]{0,8}(?:提高|增加|增|升|提升|扩大|"
    r"发展|下降|降|减少|上升)[到至为])"
)
_PARTS_OF_YEAR = set_of("学期 季度 月 周 天 半年 班 次 两周 校")


@dataclass(frozen=True)
class _Amount:
    """A number of a text in the unit that things are compared in.

    `around` are the words that say what it counts, `whole` whether it is the amount of the whole year.
    """

    quantity: Quantity
    unit: str
    low: float
    high: float | None
    comparator: str | None
    around: str
    whole: bool

    def agrees(self, recorded: float) -> bool:
        """Return whether the number says the recorded one, as exactly as it is printed."""
        if self.high is not None:
            return self.low <= recorded <= self.high
        if self.comparator == "~":
            return abs(self.low - recorded) <= 0.1 * recorded
        if self.comparator == ">":
            return self.low <= recorded
        if self.comparator in {"<", "<="}:
            return recorded <= self.low
        if self.comparator == ">=":
            return self.low <= recorded
        return _rounded_same(self.low, recorded)


def _rounded_same(one: float, other: float) -> bool:
    decimals = min(_decimals(one), _decimals(other))
    return abs(one - other) < 1e-9 or round(one, decimals) == round(other, decimals)


def _decimals(number: float) -> int:
    return len(f"{number:.4f}".rstrip("0").partition(".")[2])


def _amounts(words: Words, units: Collection[str]) -> list[_Amount]:
    """Return the numbers of a text that have one of the units, at most so many."""
    found: list[_Amount] = []
    previous = 0
    for quantity in quantities(words.flat):
        unit, times = _unit(quantity.unit)
        if unit in units and not _names_a_scheme(quantity) and len(found) < _MOST_NUMBERS:
            found.append(_amount(words, quantity, unit, times, previous))
        previous = quantity.end
    return found


def _unit(unit: str) -> tuple[str, float]:
    plain, times = _TIMES_OF.get(unit, (unit, 1))
    return _SAME.get(plain, plain), times


def _names_a_scheme(quantity: Quantity) -> bool:
    """三项制度, 一支队伍: Chinese digits that count nothing."""
    return quantity.chinese and (quantity.low <= 1 or quantity.unit in LOOSE)


def _amount(words: Words, quantity: Quantity, unit: str, times: float, previous: int) -> _Amount:
    flat = words.flat
    clause = words.clause(quantity.start)
    before = flat[max(clause[0], previous) : quantity.start]
    after = flat[quantity.end : clause[1]]
    comparator = phrases.comparator(before, after, unit=quantity.unit, more=quantity.more)
    if comparator == ">=" and not phrases.comparator("", after, unit=quantity.unit, more=False):
        comparator = None if not re.search("不(?:得|能)?(?:少|低)于[^，]*$|至少[^，]*$", before) else ">="
    per = phrases.per(flat[clause[0] : quantity.start])[0]
    part = per in _PARTS_OF_YEAR or bool(_PART.search(flat[clause[0] : quantity.start]))
    whole = not (part or _ORDINAL.search(before) or _NOT_AFTER.match(after))
    return _Amount(
        quantity,
        unit,
        quantity.low * times,
        None if quantity.high is None else quantity.high * times,
        comparator,
        _around(words, quantity, previous),
        whole,
    )


# --- what is recorded ---


@dataclass(frozen=True)
class _Recorded:
    """What the school recorded for a target: the values in the target's unit, one as a rule."""

    target: TargetRow
    unit: str
    values: tuple[float, ...]

    @property
    def total(self) -> float:
        """The sum of what was recorded: 上半年2次，下半年3次."""
        return sum(self.values)


_IN_ALL = re.compile(any_of("全年 本年度 共计 合计 累计 总计 共"))


def _recorded(target: TargetRow) -> _Recorded | None:
    """Return what was recorded, None where it is no number in the target's unit."""
    if not target.actual.strip() or target.unit is None:
        return None
    wanted = _unit(target.unit)[0]
    flat = read(target.actual).flat
    in_all = _IN_ALL.search(flat)  # 每学期1次，全年3次
    values = []
    for quantity in quantities(flat[in_all.end() if in_all else 0 :]):
        if quantity.unit:
            unit, times = _unit(quantity.unit)
        else:
            unit, times = _unit(target.unit)
        if unit == wanted and quantity.high is None:
            values.append(quantity.low * times)
    return _Recorded(target, wanted, tuple(values)) if values else None


# --- the checks ---


def numbers(entry: Entry, told: Told) -> Iterator[Finding]:
    """Yield the numbers of an item's narrative that are not those recorded for its targets."""
    recorded = [one for target in _targets_of(entry) if (one := _recorded(target))]
    if not recorded or not told.text:
        return
    found = _amounts(told.words, {one.unit for one in recorded})
    known = {value for one in recorded for value in (*one.values, one.total)}
    for one in recorded:
        wrong = _contradicting(one, found, known, entry)
        if wrong is not None:
            start, end = told.words.span(wrong.quantity.start, wrong.quantity.end)
            words = "".join(told.text[start:end].split())
            message = _("{field}写的是“{words}”，量化指标记录的是“{actual}”（{target}）。").format(
                field=told.field,
                words=words,
                actual=one.target.actual.strip(),
                target=_short(one.target.text),
            )
            yield told.finding(Code.NUMBER, message, words)


def _targets_of(entry: Entry) -> Iterator[TargetRow]:
    """Yield an item's targets and those of the measures right below it: its narrative speaks of both."""
    yield from entry.targets
    for measure in entry.measures:
        yield from measure.targets


def _contradicting(
    recorded: _Recorded, found: Sequence[_Amount], known: Collection[float], entry: Entry
) -> _Amount | None:
    same = [amount for amount in found if amount.unit == recorded.unit]
    said = {*recorded.values, recorded.total}
    if any(amount.agrees(value) for amount in same for value in said) or _sums_up(same, said):
        return None
    promise = _promise(recorded.target, entry)
    for amount in same:
        about = amount.whole and not _belongs_elsewhere(amount, recorded, known)
        if about and _names_the_same(amount.around, promise):
            return amount
    return None


def _sums_up(amounts: Sequence[_Amount], said: Collection[float]) -> bool:
    """Return whether neighbouring numbers sum up to what is recorded: 消防演练3次、防震演练2次."""
    for start in range(len(amounts)):
        total = 0.0
        for amount in amounts[start : start + 12]:
            total += amount.low
            if any(_rounded_same(total, value) for value in said):
                return True
    return False


def _belongs_elsewhere(amount: _Amount, recorded: _Recorded, known: Collection[float]) -> bool:
    """Return whether a number is recorded for another target, or is the promise, or a year's of a term's."""
    target = recorded.target
    if any(amount.agrees(value) for value in known):
        return True
    if amount.comparator in {">=", "<=", ">", "<"} and amount.low == (target.value or 0.0):
        return True
    whole_times = recorded.total and amount.low % recorded.total == 0
    return target.per in _PARTS_OF_YEAR and bool(whole_times)


def _promise(target: TargetRow, entry: Entry) -> str:
    """Return the words of a target with those of the sentence that it stands in, up to its end."""
    for one in (entry, *entry.measures):
        text = one.item.title + one.item.text
        at = text.find(target.text) if any(row.id == target.id for row in one.targets) else -1
        if at >= 0:
            start = max(text.rfind(stop, 0, at) for stop in "。；") + 1
            return text[start : at + len(target.text)]
    return target.text


def _names_the_same(around: str, promise: str) -> bool:
    if any(word not in promise for word in _NARROWER.findall(around)):
        return False
    pairs = _pairs(around)
    return bool(pairs) and len(pairs & _pairs(promise)) >= _LIKENESS * len(pairs)


def _short(words: str) -> str:
    line = "".join(words.split())
    return line if len(line) <= 24 else line[:23] + "…"


_NOTHING_DONE = re.compile(
    r"^\s*(?:未|没有|没|尚未|暂未|无|暂无)(?:开展|完成|达到|达标|组织|落实|进行)?\s*[。.]?\s*$"
)


def missed(entry: Entry, verdict: Verdict | None) -> Iterator[Finding]:
    """Yield the targets not reached of an item judged 达成 (`verdict`: its own, else its point's)."""
    if verdict is not Verdict.ACHIEVED:
        return
    for target in entry.targets:
        recorded = _recorded(target)
        nothing = bool(_NOTHING_DONE.match(target.actual)) and bool(target.actual.strip())
        if nothing or (recorded is not None and not _reached(recorded)):
            actual = target.actual.strip()
            message = _("自评为“{verdict}”，但“{target}”实际是“{actual}”，没有达到。").format(
                verdict=verdict.label, target=_short(target.text), actual=actual
            )
            yield finding_at(entry, Code.TARGET_MISSED, message, "actual", actual)


def _reached(recorded: _Recorded) -> bool:
    """Return whether what is recorded keeps the promise, in doubt that it does."""
    target = recorded.target
    if target.value is None:
        return True
    times = _unit(target.unit or "")[1]
    value, most = target.value * times, max(*recorded.values, recorded.total)
    if target.comparator in {"<=", "<"}:
        return target.per is not None or min(recorded.values) <= value
    if target.comparator == "~":
        return most >= 0.9 * value
    if target.comparator == ">":
        return most > value or target.unit in TIMES
    return most >= value or (target.comparator == "=" and target.unit in TIMES)
