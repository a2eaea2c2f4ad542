"""Puts the parts together: from one node's words to its targets, each with its place."""

import re
from bisect import bisect_left
from collections.abc import Iterator

from desktop_app.documents.outline import Target
from desktop_app.documents.targets import phrases
from desktop_app.documents.targets.deadlines import Deadline, also_due, deadlines, due_by, only_says_when
from desktop_app.documents.targets.quantities import Quantity, quantities
from desktop_app.documents.targets.rules import Seen, promised
from desktop_app.documents.targets.runs import run
from desktop_app.documents.targets.words import Span, Words, any_of, read, set_of

# A summary's forward promises (将于明年…), and its part that looks ahead.
_FORWARD = re.compile(
    any_of(
        "将(?:于|在|新|建|开|完|实现|达|投|启|增|有) 拟(?!定|订|态) 争取(?!到|了) 预计",
        "计划[于在新到明招] 力争 明年 来年",
    )
)
_FORWARD_SENTENCE = re.compile(any_of("下一步 下阶段 下一阶段 下一年 下学期 明年 来年"))
_LOOKS_AHEAD = re.compile(
    "[^。]{0,12}" + any_of("下一步 工作打算 工作计划 工作思路 下阶段 明年工作 工作安排")
)
# Units whose period carries over to the amounts listed after it: 每半年分析1次…，听取1次….
_CARRIED = set_of("次 场 节 堂 课时 学时 小时 分钟 天 周 日 期 轮 篇 份 件")
# Units of what is there rather than of what happens: a period before one amount says nothing of the next.
_STOCKS = set_of("% 个 名 人 所 家 项")

_BEFORE = 64  # characters before a number in which the rules look for what it is

# A number without a unit can only be an amount right after the last character of a comparator.
_COMPARED = set("于过到达成破出超逾足满≥≤<>")

# Rule 7: a period, then something that is done, and no number.
_EVERY = re.compile(
    r"每(?:个?(?:半年|学年|学期|季度|年度|月|星期)|季|年|周|天|日|[两二三四五]个?(?:年|月|周|学期))"
    r"(?![份岁边期]|度?[底初末]?考|[一1][次届度期]的|一(?![次度届场期节轮堂份篇天课个]))"
)
_REGULARLY = re.compile(
    r"[^，。；：]{0,60}?(?:"
    + any_of("进行 开展 举办 召开 组织 参加 举行 听取 召集 发布 评选 完成 安排 提交 撰写 上好 讲授 设立")
    + r"(?=[^，。；：的])|"
    + any_of("报送 上报 更新 通报 走访 公布 公示 轮换 体检 评比 更换 全覆盖")
    + ")|(?:都|均|定期|至少|要|应|须)*"
    + any_of(
        "检查 督查 督导 巡查 分析 研究 培训 演练 测评 测试 监测 评估 考核 评价 汇报 报告 排查 抽查 总结 学习",
        "研讨 教研 反馈 家访 锻炼",
    )
)
_REGULARLY_OF = re.compile(
    r"[^，。；：]{0,12}?(?:的[^，。；：]{0,8}(?:要求|情况|数|比例)|制度|方案|机制|安排表)"
)
_THEN_HOW_OFTEN = re.compile(r"[，(](?:每次|原则上)?(?:不少于|不低于|至少)")

_Placed = tuple[int, Target, Span]


def find_targets(text: str, *, reports_results: bool = False) -> list[tuple[Target, Span]]:
    """Return the measurable targets in one node's words (title and text), in the order of their numbers.

    Each comes with the [start, end) of its run: its own `text` is exactly text[start:end], white space
    included. Runs lie within one sentence; the two ends of a range share one run, and runs of neighbouring
    numbers can overlap. `reports_results` says that the words are a summary's, whose figures are results
    unless they look forward. Never raises; takes time in proportion to the length.
    """
    words = read(text)
    ahead = not reports_results or bool(_LOOKS_AHEAD.match(words.flat))
    amounts = _amounts(words)
    dates = deadlines(words)
    found = sorted(
        [
            *_amount_targets(words, amounts, dates, ahead=ahead),
            *_frequency_targets(words, amounts, ahead=ahead),
            *_deadline_targets(words, amounts, dates, ahead=ahead),
        ],
        key=lambda placed: placed[0],
    )
    return [(target, span) for _, target, span in found]


def _amounts(words: Words) -> list[Seen]:
    """Return the numbers that are targets."""
    kept: list[Seen] = []
    for quantity in quantities(words.flat):
        if not quantity.unit and words.flat[quantity.start - 1 : quantity.start] not in _COMPARED:
            continue
        seen = _see(words, quantity, kept[-1] if kept else None)
        if promised(seen):
            kept.append(seen)
    return kept


def _see(words: Words, quantity: Quantity, previous: Seen | None) -> Seen:
    flat, start, end = words.flat, quantity.start, quantity.end
    sentence_start, sentence_end = words.sentence(start)
    before, after = flat[max(sentence_start, start - _BEFORE) : start], flat[end : max(end, sentence_end)]
    per, every = phrases.per(flat[words.clause(start)[0] : start])
    if per is None and (after_slash := phrases.per_after(after)):
        per, every = after_slash, True
    if per is None and previous is not None and previous.quantity.start >= sentence_start:
        units = {quantity.unit, previous.quantity.unit}
        if previous.per and (units <= _CARRIED or (len(units) == 1 and not units <= _STOCKS)):
            per, every = previous.per, previous.every
    return Seen(
        quantity=quantity,
        before=before,
        after=after,
        comparator=phrases.comparator(before, after, unit=quantity.unit, more=quantity.more)
        or _shared_comparator(words, quantity, previous),
        per=per,
        every=every,
    )


def _shared_comparator(words: Words, quantity: Quantity, previous: Seen | None) -> str | None:
    """Return the comparator before the first of 不少于10小时、9小时、8小时."""
    if previous is None or previous.quantity.unit != quantity.unit:
        return None
    between = words.flat[previous.quantity.end : quantity.start]
    return previous.comparator if between in ("、", "和", "及") else None


def _amount_targets(
    words: Words, amounts: list[Seen], dates: list[Deadline], *, ahead: bool
) -> Iterator[_Placed]:
    ends = [seen.quantity.end + phrases.comparator_end(seen.after) for seen in amounts]
    starts = [seen.quantity.start for seen in amounts] + [len(words.flat)]
    by = _due_dates(words, starts[:-1], dates)
    for i, seen in enumerate(amounts):
        start = seen.quantity.start
        span = words.span(*run(words, (start, ends[i]), ends[i - 1] if i else 0, starts[i + 1]))
        forward = ahead or _is_forward(words, start)
        date = by[i] if forward else None
        for sign, value in _bounds(seen):
            target = Target(
                text=words.original[span[0] : span[1]],
                comparator=sign,
                value=value,
                unit=seen.quantity.unit or None,
                per=seen.per,
                by=None if date is None else date.printed(words),
                kind="target" if forward else "result",
            )
            yield start, target, span


def _bounds(seen: Seen) -> list[tuple[str, float]]:
    """Return the comparator and value, or those of both ends of a range (rule 2)."""
    quantity = seen.quantity
    if quantity.high is None:
        return [(seen.comparator or "=", quantity.low)]
    return [(">=", quantity.low), ("<=", quantity.high)]


def _due_dates(words: Words, places: list[int], dates: list[Deadline]) -> list[Deadline | None]:
    """Return the date that governs each place (rule 5): the last before it, or one in the same clause."""
    found: list[Deadline | None] = [None] * len(places)
    for date in dates:
        if not (date.firm or date.leads):
            continue
        first, last = date.governs
        if only_says_when(words, date):
            first = words.sentence(date.start)[0]
        for i in range(bisect_left(places, first), bisect_left(places, last)):
            if found[i] is None or places[i] > date.start:
                found[i] = date
    return found


def _frequency_targets(words: Words, amounts: list[Seen], *, ahead: bool) -> Iterator[_Placed]:
    """Yield 每学期进行学业述评: once in each period (rule 7)."""
    places = [seen.quantity.start for seen in amounts]
    for found in _EVERY.finditer(words.flat):
        start, end = found.span()
        until = words.clause(start)[1]
        if not _REGULARLY.match(words.flat, end, until) or _REGULARLY_OF.match(words.flat, end, until):
            continue
        how_often_follows = _THEN_HOW_OFTEN.match(words.flat, until)
        if how_often_follows or bisect_left(places, start) < bisect_left(places, until):
            continue
        span = words.span(*run(words, (start, until), words.item(start)[0], until))
        target = Target(
            text=words.original[span[0] : span[1]],
            comparator="=",
            value=1.0,
            per=phrases.per(found[0])[0],
            kind="target" if ahead or _is_forward(words, start) else "result",
        )
        yield start, target, span


def _deadline_targets(
    words: Words, amounts: list[Seen], dates: list[Deadline], *, ahead: bool
) -> Iterator[_Placed]:
    """Yield 9月如期开办: what is to be done by a date, without a number (rule 4)."""
    places = [seen.quantity.start for seen in amounts]
    for date in dates:
        due = due_by(words, date)
        first = words.clause(date.start)[0] if date.stated is None else date.governs[0]
        if bisect_left(places, first) < bisect_left(places, due[1] if due else date.governs[1]):
            due = also_due(words, date, places)  # rule 5: the date is the `by` of those amounts
        elif only_says_when(words, date) and _any_before(words, places, date):
            continue
        if due is None or not (ahead or _is_forward(words, date.start) or _is_forward(words, due[1] - 1)):
            continue
        span = words.span(*due)
        target = Target(
            text=words.original[span[0] : span[1]], comparator="by", value=None, by=date.printed(words)
        )
        yield due[0], target, span


def _any_before(words: Words, places: list[int], date: Deadline) -> bool:
    return bisect_left(places, words.sentence(date.start)[0]) < bisect_left(places, date.start)


def _is_forward(words: Words, at: int) -> bool:
    """Return whether a summary's words around a place promise instead of report."""
    clause, sentence = words.clause(at), words.sentence(at)
    return bool(_FORWARD.search(words.flat, *clause) or _FORWARD_SENTENCE.search(words.flat, sentence[0], at))
