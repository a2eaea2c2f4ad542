"""Finds the printed numbers that have a unit, Arabic or Chinese: their values, their unit, their place."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from desktop_app.documents.chinese_numbers import to_int
from desktop_app.documents.targets.words import set_of

# Units that measure: a number before one is an amount, however it is written.
MEASURES = set_of(
    "学时 课时 小时 分钟 工作日 百分点 学分 % ‰ 倍 字 万元 亿元 元",
    "人次 件次 户次 校次 所次 家次 批次 场次 课次 台次 门次 班次 节次 轮次 例次 篇次 期次 项次",
    "平方米 平方公里 立方米 平米 ㎡ 公里 千米 km 米 公顷 亩 公斤 千克 kg 克 吨 兆 Mbps Gbps MB GB M",
)
# Units that count events, and things that one can point at.
_EVENTS = set_of("次 场 轮 节 堂")
_THINGS = set_of(
    "所 家 名 位 人 门 期 篇 件 卷 册 本 份 幅 套 台 辆 间 栋 幢 座 块 片 处 支 部 首 枚 张 对 组 批",
    "户 例 起 宗 面",
    "道 款 盏 棵 株 艘 架 页 集 讲 颗 盆 床 席 路 只 根 箱 笔 则 封 队 学位 校 班 分 检",
)
# Units that count anything, also the parts of a scheme.
LOOSE = set_of("个 项 条 种")
# Units of time; most are amounts only after a comparator. 月 is one in 3个月 and 日 in 15日内 alone.
TIMES = set_of("年 月 周 天 日")

# What may not follow a unit, since the two are then another word: 3部门, 二十条例, 一人工, 百家长 …
_NOT_BEFORE = {
    "人": "制|才|员|工|大|民|均|物|体|格|岗",
    "家": "长|庭|校[^外]|委|访|政[^府]",
    "位": "于|置|列|一体",
    "名": "单|录|称|额|师工作|校工程",
    "所": "属",
    "场": "所|馆|地|景",
    "期": "间|末|中|望",
    "本": "科|土",
    "份": "额",
    "台": "账|阶",
    "部": "门|分|署|委|级|长",
    "间": "隔|断",
    "处": "级|理|室|置|罚|分|长",
    "组": "织|长|建|团|成",
    "对": "[一\\d]|于|口|接|标|象|照|外|内",
    "起": "来|步|草|点",
    "例": "如|会",
    "条": "例|件|线|龙|块",
    "面": "向|对|积|试|临|貌",
    "道": "德|路",
    "首": "次|批|届|席",
    "支": "队(?!伍)|持|教|撑|委|出|付|部",
    "项": "目(?!标)",
    "款": "项",
    "种": "子|植",
    "节": "日|点|约|能|假|气",
    "讲": "座|坛|师|话|解|好|述|授",
    "门": "类|户|店|禁|诊",
    "座": "谈|落",
    "批": "评|准|改|复",
    "轮": "岗|换|训|值",
    "倍": "增",
    "米": "饭",
    "元": "素|旦|宵|化",
    "字": "样|体",
    "集": "团|中|体|聚|群|合|会|市",
    "盆": "景",
    "架": "构",
    "幅": "度",
    "户": "外|籍",
    "年": "级|代|龄|版",
    "周": "岁|边|年|末|期",
    "天": "然",
    "席": "位",
    "次": "序|数|性|要",
    "页": "面",
    "张": "贴",
    "队": "伍|员|长",
    "路": "线|径|灯|段|由|口",
    "校": "长|区|园|级|本|际|内|外|车|舍|服|医|门|友|庆|史|训|企|地|[一1]",
    "检": "[查测验修察索举讨]",
    "克": "服|制|隆|难|扣",
    "班": "主|子|级|额|组|队|次|长|车|会|规",
    "分": "钟|之|类|别|层|级|批|校|布|析|享|管|工|期|段|片|组|步|阶|配|局|支|馆|部|项|年|学|园|会|散|解|流"
    "|数|区|中心|论",
    "只": "增|减|有|能|要|是|做|限",
    "根": "据|本|植|源",
}


def _pattern(unit: str) -> str:
    barred = _NOT_BEFORE.get(unit)
    return re.escape(unit) + (f"(?!{barred})" if barred else "")


_ALL = sorted(
    (MEASURES | _EVENTS | _THINGS | LOOSE | TIMES) - {"万元", "亿元", "个", "月", "日"},
    key=lambda unit: (-len(unit), unit),
)
_UNIT = "|".join(_pattern(unit) for unit in _ALL)
_AFTER_GE = "学时|课时|小时|工作日|百分点|月|批次|场次|课次|学分"
_ARABIC = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,9})(?:\.\d{1,6})?(?![\d,.]\d)(?!\d)"
_CHINESE = r"[零〇一二两三四五六七八九十百千]{1,8}"
_NUMBER = rf"(?:{_ARABIC}|{_CHINESE}|万(?=兆))"

_QUANTITY = re.compile(
    rf"""(?=[\d零〇一二两三四五六七八九十百千万])(?<![\d.])(?P<hundredth>百分之)?
    (?P<low>{_NUMBER})
    (?:(?P<first_unit>[%个名所次项家场万])?(?P<to>[-~至到或])(?P<high>{_NUMBER}))?
    (?P<more>[余多])?(?P<scale>[百千]?万|亿|[百千](?![米克]))?(?P<more_later>[余多])?
    (?P<unit>个(?:{_AFTER_GE})|{_UNIT}|个|日(?=[以之]?内)|成(?=以上|以内|左右|[，。；]))?
    """,
    re.VERBOSE,
)
_SCALES = {
    "十": 10,
    "百": 100,
    "千": 1000,
    "万": 10_000,
    "亿": 100_000_000,
    "百万": 1_000_000,
    "千万": 10_000_000,
}
_TENS = set("十百千")
# 一两项, 三四个, 二三十名: two neighbouring digits are a range (rule 2).
_NEIGHBOURS = re.compile(r"(一[两二]|[二两]三|三[四五]|四五|五六|六七|七八|八九)([十百千])?")


class Quantity(NamedTuple):
    """A number with its unit, at flat[start:end]; words like 以上 that follow are not part of it.

    `printed` is the (first) number as it is printed, `unit` "" where none is (系数不超过0.5), and `more` says
    that 余 or 多 is printed inside it.
    """

    start: int
    end: int
    low: float
    high: float | None
    unit: str
    printed: str
    more: bool

    @property
    def chinese(self) -> bool:
        """Whether it is printed in Chinese digits."""
        return not self.printed[0].isdigit()


def quantities(flat: str) -> Iterator[Quantity]:
    """Yield every number that can be an amount, in order; none of them overlap."""
    for found in _QUANTITY.finditer(flat):
        quantity = _quantity(found)
        if quantity is not None:
            yield quantity


def _quantity(found: re.Match[str]) -> Quantity | None:
    hundredth, low, high, scale, unit = found.group("hundredth", "low", "high", "scale", "unit")
    unit = "%" if hundredth else unit or ""
    if not unit and not low[0].isdigit():
        return None
    unit = unit[1:] if len(unit) > 1 and unit[0] == "个" else unit
    if unit == "元" and scale and scale[-1] in "万亿":  # rule 8: 万元 stays a unit
        unit, scale = scale[-1] + unit, scale[:-1]
    values: tuple[Decimal | int, Decimal | int | None] | None
    if low.isdecimal() and not high and not scale:  # the usual number
        values = int(low), None
    else:
        values = _values(low, high, Decimal(_SCALES.get(scale or "", 1)))
    if values is None:
        return None
    return Quantity(
        start=found.start(),
        end=found.end(),
        low=float(values[0]),
        high=None if values[1] is None else float(values[1]),
        unit=unit,
        printed=low,
        more=bool(found["more"] or found["more_later"]),
    )


def _values(low: str, high: str | None, scale: Decimal) -> tuple[Decimal, Decimal | None] | None:
    """Return the number or the two ends of a range; None where they make no sense."""
    if high is None and (pair := _NEIGHBOURS.fullmatch(low)):
        tens = _SCALES.get(pair[2] or "", 1) * scale
        return (to_int(pair[1][0]) or 0) * tens, (to_int(pair[1][1]) or 0) * tens
    first = _value(low)
    if first is None:
        return None
    if high is None:
        return first * scale, None
    last = _value(high)
    return None if last is None or last <= first else (first * scale, last * scale)


def _value(number: str) -> Decimal | None:
    if number[0].isdigit():
        return Decimal(number.replace(",", ""))
    if number in _SCALES:  # 近百名, 万兆; whether it counts is for the rules to say
        return Decimal(_SCALES[number])
    if len(number) > 1 and not _TENS.intersection(number):  # 二〇二三, 一二三
        return None
    value = to_int(number)
    return None if value is None else Decimal(value)
