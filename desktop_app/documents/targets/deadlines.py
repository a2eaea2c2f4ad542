"""Dates that something is due by: where they are printed, what they govern, what is to be done by them."""

import re
from bisect import bisect_left
from typing import NamedTuple

from desktop_app.documents.targets.words import Span, Words, any_of
from desktop_app.documents.vocabulary import DUE

_YEAR = r"(?:(?:19|20)\d\d年|今年|明年|本年|来年)度?"
_MONTH = r"(?:(?:1[0-2]|0?[1-9]|十[一二]|[二三四五六七八九十])月份?|一月(?=份|底|末|前|初|[上中下]旬))"
_DAY = r"(?:[上中下]旬|(?:3[01]|[12]\d|0?[1-9])[日号])"
_QUARTER = r"(?:第?[一二三四1-4]季度|[上下]半年)"
_TERM = r"(?:(?:[春秋]季|本|下|上|新)?学期|[春秋]季(?:开学|招生|入学)?|暑假|暑期|寒假|学年|开学)"
_EDGE = r"(?:(?:期?[底末]|初|期间|结束)?(?:之前|以前|前|之内|内)?)"
_DATE = re.compile(
    rf"""(?=[\d一二三四五六七八九十第今明本来年月上下春秋新学开暑寒中高国元教])
    (?=[\d一二三四五六七八九十第今明本来上下]|[春秋暑寒]|年[内度底末中]|月底|新?学[期年]|开学|[中高]考|国庆|元旦|教师)
    (?<![\d.])(?:
      (?P<year>{_YEAR})(?P<of_year>(?:{_MONTH}{_DAY}?|{_QUARTER}|{_TERM}|年)?{_EDGE})
    | (?P<month>(?:\d{{1,2}}月?[-~至到])?{_MONTH}{_DAY}?|{_QUARTER}){_EDGE}
    | (?P<word>年内|年度内|年底前?|年末前?|年中前|月底前|{_TERM}(?:(?:结束|开始)前|期?[底末]前?|前|内)
      |(?:暑期|暑假|寒假)(?=完成|竣工|建成|投用)|(?:中考|高考|国庆节?|元旦|春节|教师节)前)(?:之前|以前)?
    )""",
    re.VERBOSE,
)
# What may not follow: the rest of a range, the mark of a start, 级 and 版 after a year.
_BARRED_AFTER = re.compile(
    r"年?[-~至到](?:19|20)\d\d|[-~至到]\d{1,2}[月日]|起|以来|开始|至今|[级版代龄是]|的(?!基础)"
)
# What may not stand before: a range's first end, 每年9月, 三年内, 第二学期.
_BARRED_BEFORE = re.compile(
    r"(?:[-~]|每|每年|每学年|第|个|(?:19|20)\d\d年?[至到]|[一二两三四五六七八九十\d])$"
)
# 完成时限：12月底 says by when the whole item is due.
_STATED = re.compile(f"(?:{DUE})：$")
_STARTS = re.compile(r"起|开始|以来")
_UP_TO = re.compile(r"(?:到|至|截至|截止|截止到|赶在|于)$")
_LEADING = re.compile(
    any_of(
        "力争 争取 确保 保证 计划 预计 拟 将 要 须 需 应 在 于 到 至 截至 截止 务必 务于 原则上 并",
        "同时 其中 赶在 实现 努力",
    )
    + "*"
)
# The object of a verb, not a date for it: 做好2024年招生, 开展5月文明行动月活动.
_OBJECT_OF = re.compile(
    any_of(
        "做好 开展 组织 制定 制订 编制 完成 推进 落实 召开 举办 筹备 迎接 实施 参加 参与 按照 根据",
        "结合 以 对 启动 总结 完善",
        "建立 承办 申报 纳入 作为 列入 用于",
    )
    + "$"
)

# Things that are done or not done by a date; the first list is enough even for a bare year.
_DONE_FIRMLY = any_of(
    "完成 建成 竣工 完工 启用 投用 投入使用 投入运行 开办 开学 开园 开工 交付 验收 出台 印发 发布",
    "上线 开通 到位 落成 配齐 开齐",
    "配足 开足 成立 挂牌 搬迁 移交 接收 封顶 投运 达标 全覆盖 全面覆盖 全部 清零 归零 销号 试运行",
    "上报 报送 提交 接入 联网 联通",
    "贯通 入驻 创成 自评 成功[创申入通获]",
)
_DONE_ANYHOW = any_of(
    _DONE_FIRMLY,
    "招生 迁入 运营 进行 举办 召开 举行 启动 制定 制订 编制 修订 开展 (?<!党)组织 建立 整改 公布 公示 签订",
    "签约 到岗 入职 推出 办理",
    "开放(?![日周性]) 评估(?=[、，。；]|$)",
    "投放 结项 结题 改造 评选 评审 申报 确定 选派 招聘 录用 派出 培训 安装 配备 更换 修缮 维修 覆盖",
    "发放 拨付 兑现 述职",
    "(?:通过|接受|迎接)[^，。；]{0,20}(?:验收|评估|认定|评审|审核|检查)",
    "形成[^，。；]{0,12}(?:报告|方案|清单|台账|汇编|意见|文件|手册|案例|规划|计划)",
)
# 开学准备, 完成情况, 启动会: the word is part of a name.
_OF_NAME = (
    "(?!" + any_of("准备 筹备 典礼 仪式 方案 计划 制度 机制 情况 标准 时间 会(?!议) 后 前 率 度 量") + ")"
)
# Rule 4: outcomes of degree, and hedged ones, are no targets; nor are 时间节点.
_HEDGED = any_of(
    "取得 突破 优化 改善 提高 提升 增强 增长 明显 显著 逐步 逐渐 基本 初步 有效 不断 进一步 稳步 持续",
    "积极 探索 加快 加大 力度",
    "形成 节点 契机 时机 机会",
)
_FIRST_OF = {
    True: re.compile(f"(?P<done>{_DONE_ANYHOW}{_OF_NAME})|{_HEDGED}"),
    False: re.compile(f"(?P<done>{_DONE_FIRMLY}{_OF_NAME})|{_HEDGED}"),
}
# 年底前全部完成 says only when the amounts before it are due.
_NOTHING_ELSE = re.compile(
    rf"[力争可将要]*(?:(?:全部|全面|均|都)(?:如期|按期|正式|{_DONE_ANYHOW}|并|、)+"
    r"|(?:如期|按期)?(?:完成|完工|竣工|建成|交付|投用|启用|投入使用)+)"
    r"(?:建设|改造|施工|任务|工作)?"
)


class Deadline(NamedTuple):
    """A date at flat[start:end].

    `governs` is the stretch of its sentence in which it is the deadline of every amount; `leads` says that it
    heads its clause; `first` that no other stands before it in its sentence; `firm` that its form is one of a
    deadline (年底前, 6月, 一季度), not a bare year. `until` is where the next date starts. `stated` is where
    完成时限： starts if that is printed before it: then it governs what comes before, up to the last such.
    """

    start: int
    end: int
    governs: Span
    leads: bool
    first: bool
    firm: bool
    until: int
    stated: int | None

    def printed(self, words: Words) -> str:
        """Return the date as it is printed, without white space."""
        return "".join([words.original[i] for i in words.origin[self.start : self.end]])


def deadlines(words: Words) -> list[Deadline]:
    """Return every date that can be a deadline, in order."""
    printed = [one for one in _DATE.finditer(words.flat) if _ends_region(words.flat, one)]
    starts = [one.start() for one in printed] + [len(words.flat)]
    found: list[Deadline] = []
    since = 0
    for i, one in enumerate(printed):
        if not _can_be_deadline(words.flat, one):
            continue
        date = _deadline(words, one, previous=starts[i - 1] if i else -1, until=starts[i + 1])
        if date.stated is not None:
            date, since = date._replace(governs=(since, date.end)), date.end
        found.append(date)
    return found


def due_by(words: Words, deadline: Deadline) -> Span | None:
    """Return the run from a date to its first concrete deliverable (rule 4), or None where there is none."""
    if deadline.stated is not None:
        return deadline.stated, deadline.end
    clause_end = words.clause(deadline.start)[1]
    end = min(clause_end, deadline.until)
    if (
        deadline.leads
        and deadline.end == clause_end < deadline.until
        and words.flat[clause_end : clause_end + 1] == "，"
    ):
        end = min(words.clause(clause_end + 1)[1], deadline.until)  # 6月底前，完成…
    bracket = words.flat.find(")", deadline.end, end)  # (6月底前完成)
    end = end if bracket < 0 else bracket
    found = _FIRST_OF[deadline.firm].search(words.flat, deadline.end, end)
    if found is None or found["done"] is None or not (deadline.firm or deadline.leads):
        return None
    return deadline.start, end


def also_due(words: Words, deadline: Deadline, amounts: list[int]) -> Span | None:
    """Return the first clause without an amount that a date with amounts governs too (rule 5).

    到2025年，入学率达到98%，建成数据中心: the centre is one more thing that is done or not. `amounts` are the
    places of the amounts, in order.
    """
    if not deadline.leads or deadline.stated is not None:
        return None
    start = words.clause(deadline.start)[1] + 1
    while start < deadline.governs[1]:
        end = min(words.clause(start)[1], deadline.governs[1])
        found = _FIRST_OF[False].search(words.flat, start, end)
        if bisect_left(amounts, start) == bisect_left(amounts, end) and found and found["done"]:
            return start, end
        start = max(end, start) + 1
    return None


def only_says_when(words: Words, deadline: Deadline) -> bool:
    """Return whether a date's clause names no thing of its own: …10所，年底前全部完成."""
    return (deadline.leads and deadline.first) and bool(
        _NOTHING_ELSE.fullmatch(words.flat, deadline.end, words.clause(deadline.start)[1])
    )


def _ends_region(flat: str, found: re.Match[str]) -> bool:
    """Return whether what follows a date is no longer due by the date before; so also after 4月起."""
    return bool(_STARTS.match(flat, found.end())) or _can_be_deadline(flat, found)


def _can_be_deadline(flat: str, found: re.Match[str]) -> bool:
    before = flat[max(0, found.start() - 7) : found.start()]
    if _BARRED_AFTER.match(flat, found.end()) or _BARRED_BEFORE.search(before):
        return False
    return found[0][-1] in "前内" or not _OBJECT_OF.search(before)


def _deadline(words: Words, found: re.Match[str], *, previous: int, until: int) -> Deadline:
    start, end = found.span()
    clause, sentence = words.clause(start), words.sentence(start)
    before = words.flat[clause[0] : start]
    leads = bool(_LEADING.fullmatch(before))
    stated = _STATED.search(words.flat[max(0, start - 8) : start])
    return Deadline(
        start=start,
        end=end,
        governs=(start, max(end, min(sentence[1], until))) if leads else clause,
        leads=leads,
        first=previous < sentence[0],
        firm=found["year"] is None or bool(found["of_year"]) or bool(_UP_TO.search(before)),
        until=until,
        stated=start - len(stated[0]) if stated else None,
    )
