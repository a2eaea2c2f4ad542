"""Decides which printed numbers are promises (rules 10 and 11); each test names what it keeps out."""

import re
from collections.abc import Callable
from typing import NamedTuple

from desktop_app.documents.targets.quantities import LOOSE, MEASURES, TIMES, Quantity
from desktop_app.documents.targets.words import any_of, set_of


class Seen(NamedTuple):
    """A quantity with the words of its sentence before (64 at most) and after it, and what they say of it.

    `every` says that its period or recipient is printed with 每 or the like, not with a mere 各.
    """

    quantity: Quantity
    before: str
    after: str
    comparator: str | None
    per: str | None
    every: bool

    @property
    def said_to_count(self) -> bool:
        """Whether a comparator, a period or a range says that the number is meant as an amount."""
        return bool(self.comparator or self.every or self.quantity.high is not None)


def promised(seen: Seen) -> bool:
    """Return whether a quantity is a target by rules 10 and 11."""
    for test in _NEVER if seen.said_to_count else _NEVER_UNSAID:
        if test(seen):
            return False
    if not seen.quantity.unit:
        return _counts_without_unit(seen)
    if seen.quantity.unit in TIMES and not _time_counts(seen):
        return False
    return not seen.quantity.chinese or _chinese_counts(seen)


# --- never, whatever else is printed ---

_ORDINAL_BEFORE = re.compile(
    r"(?:第|附件|附表|每|每隔|(?<![底末月日年内学旬度目提之以此])前|排名|位列|位居|(?:排名|排在)[后末]|(?<![期周月年度学季])末)$"
)


def _ordinal(seen: Seen) -> bool:
    """第26届, 每8个班, 前10名, 附件2."""
    return bool(_ORDINAL_BEFORE.search(seen.before[-12:]))


_GROUP = re.compile(
    r"及?以[上下]的?" + any_of("超?大班 小规模 教学点 班级 普通学校 学校 单位 校车 客车 学生 的")
)
_GROUPED = set_of("人 名 年 月 座")


_SHARE_OF_GROUP = re.compile(r"及?以[上下]的?[^，。；：、\d]{1,10}(?:比例|占比|比率|[^概效]率)")
_THRESHOLD = re.compile("及?以[上下]的?" + any_of("采购 项目 支出 合同 工程 设备 物品 资金 开支"))
_TOO_LARGE = re.compile(r"及?以上[^。；]{0,16}大?班额")
_OUT_OF = re.compile(r"[^，。；：、]{1,12}(?<![初高附集其一二三四五六七八九十\d])中，[^，。；\d]{0,4}\d")


def _defines_group(seen: Seen) -> bool:
    """5人以上的学校, 10M以上的学校比例, 37所学校中，35所…: the number says of which, not how many."""
    if _SHARE_OF_GROUP.match(seen.after) or _OUT_OF.match(seen.after):
        return seen.quantity.unit != "%"
    if seen.quantity.unit == "人" and _TOO_LARGE.match(seen.after):
        return True
    if seen.quantity.unit in {"元", "万元"} and _THRESHOLD.match(seen.after):
        return True
    return seen.quantity.unit in _GROUPED and bool(_GROUP.match(seen.after))


_FROM = re.compile(r"(?:从|由)[^，。；：]{0,14}$")
_TO = re.compile(r"[^，。；\d]{0,12}?[到至为](?:了|约|近)?[\d一二两三四五六七八九十]")
_GROWN_TO = re.compile(
    any_of("提高 提升 增加 增 扩大 上升 升 下降 降 减少 减 压减") + r"[到至](?:每[^，。；\d]{1,6})?\d"
)


def _starting_point(seen: Seen) -> bool:
    """由58%提高到79%, 3所增至5所: only the end of the way is promised."""
    return bool(_GROWN_TO.match(seen.after) or (_FROM.search(seen.before) and _TO.match(seen.after)))


_LAST_YEARS = re.compile(
    any_of("去年 前年 上年度? 上一年度? 上学年 上学期 原来 原有")
    + "(?:同期)?(?:的|仅|只)?(?:为|是|有|达到?)?$"
)
_AS_BASE = re.compile("[^，。；：、]{0,6}的?基础之?上")


def _base_figure(seen: Seen) -> bool:
    """去年为52%, 在85%的基础上: what there was before."""
    return bool(_LAST_YEARS.search(seen.before[-12:]) or _AS_BASE.match(seen.after))


_EACH_ONE = re.compile(r"[，、]?[一1][案策档品表卡册课题讲特评报测查结责师室团队景主访会议问例训览]")
_EACH = set_of("人 户 家 项 月 周 年 天 日")


def _each_has_one(seen: Seen) -> bool:
    """一人一案, 一户一策: a manner, not an amount."""
    return seen.quantity.low == 1 and seen.quantity.unit in _EACH and bool(_EACH_ONE.match(seen.after))


_RADIUS = re.compile(r"[^，。；]{0,14}圈")
_SCALE_OF_SCHOOL = re.compile(
    r"(?:教学)?班(?:规模|建制|制|的|及?以[上下]|幼儿园|小学|初中|中学|高中|学校|九年|完全|寄宿|公办|标准化)"
)
_ROUND_THE_CLOCK = re.compile(
    "[^，。；、]{0,6}"
    + any_of("值班 值守 不间断 在线 监控 监测 全天 制 开放 热线 响应 巡 服务 专线 备勤 双[人岗]")
)
_NOT_A_LENGTH = re.compile("跑|短跑|接力|内|范围")
_TEST_ITEM = re.compile("跳绳|仰卧起坐")
_OUTSIDE = re.compile(r"之?以?外")
_RATE_WITHIN = re.compile(r"内[^，。；]{0,6}率")
_CLOCK_UNITS = set_of("分钟 小时 天 工作日")


def _attribute(seen: Seen) -> bool:
    """15分钟服务圈, 24小时值班, 八小时以外, 24小时内响应率, 1分钟跳绳."""
    unit, after = seen.quantity.unit, seen.after
    if unit not in _CLOCK_UNITS:
        return False
    if _RADIUS.match(after) or _OUTSIDE.match(after) or _RATE_WITHIN.match(after):
        return True
    if unit == "分钟":
        return bool(_TEST_ITEM.match(after))
    return unit == "小时" and seen.quantity.low == 24 and bool(_ROUND_THE_CLOCK.match(after))


def _size_of_school(seen: Seen) -> bool:
    """36个班规模的学校, 城西小学(36班)."""
    unit, after = seen.quantity.unit, seen.after
    if unit == "班":
        return after.startswith(")") or bool(_SCALE_OF_SCHOOL.match(unit + after))
    return unit == "个" and bool(_SCALE_OF_SCHOOL.match(after))


def _distance(seen: Seen) -> bool:
    """周边200米内, 50米跑, 3公里服务圈."""
    far = seen.quantity.unit in {"公里", "千米", "米"}
    return far and bool(_RADIUS.match(seen.after) or _NOT_A_LENGTH.match(seen.after))


_SCORED = re.compile(any_of("分 成绩 满意度 评价 考核 测评 指数") + "[^，。；：、()]{0,8}$")
_SCORES_OF_GROUP = re.compile(r"及?以[上下][^，。；：、]{0,6}\d")
_NUMBERED_CLASS = re.compile(r"[级高初小中大][一二三1-9]?$")


def _no_count(seen: Seen) -> bool:
    """一校, 八年级3班, 得20分: 校, 班 and 分 count only in Arabic digits, 分 only after what is scored."""
    unit = seen.quantity.unit
    if unit not in {"校", "班", "分"}:
        return False
    if seen.quantity.chinese:
        return True
    if unit == "分":
        return not _SCORED.search(seen.before[-12:]) or bool(_SCORES_OF_GROUP.match(seen.after))
    return unit == "班" and bool(_NUMBERED_CLASS.search(seen.before[-2:]))


_LEANT_ON = re.compile(r"(?:依托|借助|利用|根据|结合|×|(?:可|能)(?:同时)?容纳|可供)$")
_SOME = re.compile(r"[数几]$")


def _leant_on(seen: Seen) -> bool:
    """依托12所实验校, 7×24小时, 可容纳300人; 数十场 is no number."""
    return bool(_LEANT_ON.search(seen.before[-12:]) or (seen.quantity.chinese and _SOME.search(seen.before)))


def _describes_event(seen: Seen) -> bool:
    """每年一次的考核: how often an existing event takes place."""
    once = seen.quantity.low == 1 and seen.quantity.unit in {"次", "期", "轮"}
    return once and seen.every and seen.comparator is None and seen.after.startswith("的")


_CONGRESS = re.compile(r"届[^，。；\d]{0,6}$")


def _numbered_meeting(seen: Seen) -> bool:
    """十一届七次全会: which meeting, not how many."""
    called = _CONGRESS.search(seen.before[-12:]) or seen.after.startswith("全会")
    return seen.quantity.unit == "次" and bool(called)


_NEVER: tuple[Callable[[Seen], bool], ...] = (
    _ordinal,
    _defines_group,
    _starting_point,
    _base_figure,
    _no_count,
    _each_has_one,
    _attribute,
    _size_of_school,
    _distance,
    _leant_on,
    _describes_event,
    _numbered_meeting,
)

# --- unless a comparator or a period says that it is an amount ---

_SCHEME = {
    "个": re.compile(
        any_of(
            r"\d 方面 维度 环节 层面 领域 阶段 板块 模块 步骤 要素 要点 到位 一(?!体|流|级|线|站) 层次",
            "角度 原则 要求",
            "目标 任务 抓手 着力点 体系 机制 制度 意识 自信 维护 关系 责任 确保 必须 严禁 不 坚持",
            "统一 转变 结合",
            "突出 强化 注重 加强 聚焦 提升(?!行动|工程|项目) 重点(?=[，。；、]|方面|环节|领域|任务|工作)",
        )
    ),
    "条": re.compile(
        "[^，。；、]{0,6}" + any_of("措施 举措 办法 意见 规定 准则 要求 禁令 政策 红线 标准 原则 主线 底线")
    ),
    "项": re.compile(
        "[^，。；、]{0,6}"
        + any_of(
            "措施 举措 规定(?!动作) 准则 原则 要求 机制 职责 标准(?!化) 制度 禁令 职能 权利 义务 纪律 功能"
        )
    ),
}
_MADE = re.compile(
    any_of("制定 制订 修订 新建 新增 建立 健全 完善 梳理 收集 征集 征求 采纳 提出 反馈 办理 整改")
    + "[了到]?$"
)


def _scheme_part(seen: Seen) -> bool:
    """9个方面, 27条措施, 十项准则; but 修订12项制度 counts."""
    pattern = _SCHEME.get(seen.quantity.unit)
    if pattern is None or not pattern.match(seen.after):
        return False
    return seen.quantity.unit == "个" or seen.quantity.chinese or not _MADE.search(seen.before)


_FOLLOWED = re.compile(
    any_of("落实 贯彻 围绕 聚焦 对照 按照 执行 遵守 坚持 紧扣 突出 新 明确 涵盖 包括 包含 涉及 方面")
    + "[好了]?$|(?:对照|对标|围绕|按照)[^，。；：]{0,40}$"
)
_CONCRETE = re.compile(
    "[^，。；：、]{0,18}?"
    + any_of(
        "基地 中心 学校 幼儿园 园区 项目 课程 工作室 团队 集团 学区 联盟 联合体 实验室 教室 场馆 案例",
        "学位 专业 平台 课题",
        "赛事 奖 示范点 学习点 服务点 监测点 实验点 试点 托育点 站点 工作站 服务站",
    )
)


def _followed_scheme(seen: Seen) -> bool:
    """围绕6项重点任务, 新16条; but 落实15个民生项目 counts."""
    loose = seen.quantity.unit in LOOSE and bool(_FOLLOWED.search(seen.before))
    return loose and not _CONCRETE.match(seen.after)


_WORKING_AS_ONE = re.compile(any_of("一体 合一 联动 融合 并举 协同"))
_ACTION = re.compile("[^，。；：、]{2,14}(?:行动|工程|计划)")
_PHASE = re.compile(r"[期批](?:工程|项目|建设|改造)")


def _name(seen: Seen) -> bool:
    """3个联动, 2期工程, 1000名教师关爱行动 as a whole sentence."""
    unit = seen.quantity.unit
    if not seen.before and _ACTION.fullmatch(seen.after):
        return True
    return bool(_PHASE.match(unit + seen.after) or (unit == "个" and _WORKING_AS_ONE.match(seen.after)))


_NEVER_UNSAID: tuple[Callable[[Seen], bool], ...] = (*_NEVER, _scheme_part, _followed_scheme, _name)

_ENDS = re.compile(r"以[上内下]|左右|[，。；、)]|$")


def _counts_without_unit(seen: Seen) -> bool:
    """差异系数不超过0.5; not 达到2025年, 12345热线."""
    quantity = seen.quantity
    a_year = 1900 <= quantity.low < 2100 and quantity.low.is_integer()
    alone = quantity.high is None and not a_year and bool(_ENDS.match(seen.after))
    return alone and seen.comparator not in {None, "~"}


_SPAN_OF_YEARS = re.compile(r"[内以之及左上]")
_LASTING = re.compile(
    "为期$|" + any_of("历时 跟岗 支教 挂职 培训 集训 轮训 脱产 研修") + "(?:学习|研修|锻炼|培训|时间)?$"
)


def _time_counts(seen: Seen) -> bool:
    """不少于3年, 15日内, 为期3个月, 3天; not 三年行动, 2025年, 3年内, 3年以上教龄, 8周."""
    unit, compared = seen.quantity.unit, seen.comparator in {">=", "<=", ">"}
    if unit == "天":
        return True
    if unit == "年":
        return compared and seen.quantity.low < 100 and not _SPAN_OF_YEARS.match(seen.after)
    return compared or seen.every or bool(_LASTING.search(seen.before))


# --- Chinese digits, which name schemes more often than they count ---

_BUILT = " ".join(
    [
        "新建 新增 增设 创建 建成 建设 建好 打造 培育 评选 评出 遴选 选树 认定 命名 设立 成立 组建 新开 申报",
        "开发 开设 完成",
    ]
)
_HELD = "举办 承办 开办 召开 举行 组织 开展"
_VERB_BEFORE = re.compile(
    any_of(
        _BUILT,
        _HELD,
        "选派 引进 招聘 招录 招收 改造 扩建 改建 修缮 撤并 发展 获 获得 荣获 形成 推出 配备 配置 安排",
        "培训 表彰 确定 明确",
        "指定 建立 启用 编写 编印 编制 出版 制作 拍摄 撰写 提交 发布 写 读 听 学习 阅读 承担 提供",
    )
    + "[好了出约近]?$"
)
_BUILT_BEFORE = re.compile(any_of(_BUILT, "承办 举办 获 获得") + "[好了出]?$")
_HELD_BEFORE = re.compile(any_of(_HELD) + "了?$")
_ABSTRACT = re.compile("[^，。；：、]{0,10}?" + any_of("机制 体系 制度 办法 标准 流程 模式 [战仗]"))
_CLEAR_MEASURES = (MEASURES | {"天"}) - set_of("元 字 米 亩 兆 吨 公里 千米")
# 新一轮, 再一次, 这一项, 唯一, 不让一名…
_PART_OF_WORD = re.compile(
    any_of("新 再 这 同 首 另 某 任何 唯 进 统 不让 不落 不落下 不漏 专 之 单 前 后 头 逐 一 哪怕") + "$"
)
_LAST_OR_NEXT = re.compile("[上下]$")
_PARTICLE = re.compile("性|体(?![育质能验艺检])|采集|办[好成结]|告知|到位|申报|登录|录入")
_BUILDINGS = set_of("座 所 间 栋 幢 套 处 名 台 辆 家 片 块")
_ENDS_ITEM = re.compile("[，。；、)]|$")
_BUILT_BEFORE_ALL = re.compile(any_of(_BUILT) + "[^。；]*$")
_SCHEME_THINGS = set_of("支 讲 批")


def _chinese_counts(seen: Seen) -> bool:
    """一次, 两所 after a verb that makes or holds; not 三项制度, 一支队伍, 新一轮."""
    quantity = seen.quantity
    if quantity.low == 0 or (quantity.low == 1 and _one_is_part_of_word(seen)):
        return False
    if quantity.printed == "二" and not seen.every:  # 二次装修; two things are 两
        return False
    if quantity.printed in {"百", "千", "万"}:  # 近百场, 千兆到校 count, 百名 is a name
        connects = quantity.unit == "兆" and seen.after.startswith(("到", "进", "入"))
        return connects or seen.comparator in {"~", ">", ">="}
    if seen.said_to_count:
        return True
    if quantity.unit in MEASURES or quantity.unit == "天":
        return quantity.unit in _CLEAR_MEASURES
    return _is_made(seen)


def _one_is_part_of_word(seen: Seen) -> bool:
    if _PARTICLE.match(seen.after):
        return True
    if _PART_OF_WORD.search(seen.before):
        return seen.comparator != "<="  # 考试后一周内
    return not seen.every and bool(_LAST_OR_NEXT.search(seen.before))


def _is_made(seen: Seen) -> bool:
    """Return whether the words around Chinese digits say that something is made, held or named."""
    unit = seen.quantity.unit
    if unit in LOOSE:
        return bool(_BUILT_BEFORE.search(seen.before) and _CONCRETE.match(seen.after))
    if unit in _SCHEME_THINGS or _ABSTRACT.match(seen.after):
        return False
    if unit in {"次", "场"}:
        return True
    if unit in _BUILDINGS and _ENDS_ITEM.match(seen.after) and _BUILT_BEFORE_ALL.search(seen.before[-60:]):
        return True  # 建成…科普馆2个、天文台一座
    verb = _HELD_BEFORE if unit == "期" else _VERB_BEFORE
    return seen.per is not None or bool(verb.search(seen.before))
