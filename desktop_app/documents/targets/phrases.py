"""What stands around a number: its comparator, and the period or the thing that it is for."""

import re

from desktop_app.documents.targets.words import any_of, set_of

# Words that may lie between a comparator and its number: 至少开展2次, 不少于每周5节, 不低于总课时的10%.
_GAP = r"[^，。；：！？、()\d]{0,10}"

_SIGNS = {"at_least": ">=", "at_most": "<=", "less": "<", "more": ">", "about": "~"}
# Rule 3, right before the number: the longest that fits decides.
_JUST_BEFORE = re.compile(
    r"""(?:
        (?P<at_least>不(?:得|能|应|可)?(?:少于|低于|小于|短于)|至少|最低|最少|起码|≥)
      | (?P<at_most>不(?:得|能|应|可)?(?:超[过出]?|多于|高于|大于|长于)|至多|最多|最高|≤)
      | (?P<less>低于|少于|小于|不足|不到|不满|<)
      | (?P<more>超过|突破|大于|高于|多于|超出|(?<![赶反])超|逾|>|过(?=百|千|万|半))
      | (?P<about>(?<![预节公条制契签邀履违])约(?:为|占)?|(?<![附最])近|接近|大约|大概)
    )$""",
    re.VERBOSE,
)
_REACHING = re.compile(r"(?:(?<![发表传下到抵雷])达(?:到|至|成)?了?|到达|多达|高达)$")
# The same with a few words between; only words that can mean nothing else.
_BEFORE = tuple(
    (comparator, re.compile(pattern + _GAP + "$"))
    for comparator, pattern in (
        (">=", r"(?:不(?:得|能|应)?(?:少于|低于|小于)|至少)"),
        ("<=", r"(?:不(?:得|能|应)?(?:超过|超出|多于|高于|大于)|至多|最多)"),
    )
)
# 不低于年度公用经费预算总额的10%: however long what the share is of.
_AT_LEAST_SHARE = re.compile(r"不(?:得|能|应)?(?:少于|低于)[^，。；：！？、()\d]{0,24}的$")
# Without one of these there is none of them.
_MAY_COMPARE = re.compile("[不至最达]")
_REACHED_SHARE = re.compile(r"达到?[^，。；：！？、()\d]{0,6}的$")
# Rule 3, right after the unit.
_AFTER = re.compile(
    r"""\(?[及或含]?\)?(?:(?P<at_least>以上|之上)|(?P<at_most>以内|之内|以下|之下))
    | (?P<about>左右|上下) | (?P<more>[余多])""",
    re.VERBOSE,
)
_WITHIN = re.compile(r"内(?!容|部|外|涵|控|设)")
_TIME_UNITS = set_of("小时 分钟 工作日 天 日 周 月 年 学时 课时")

_NOUN = r"[^，。；：！？、()\d一二两三四五六七八九十每各到]"
_PERSONS = any_of(
    "学生 教师 老师 党员 干部 家长 教职工 班主任 导师 校长 园长 督学 儿童 幼儿 人员 成员 同学 人"
)
_SCHOOLS = any_of("学校 中小学校 中小学 小学 初中 中学 高中 幼儿园 校 园")
_PLACES = any_of(
    "学区 集团 乡镇 街镇 街道 镇 乡 县 区 市 村 社区 班级 班(?!子) 支部 党支部 单位 户 次 门 课 项目 工作室",
    "基地 团队",
)
_COUNTED = any_of("教学班 班级 班 学生 教师 学校 常住人口 人口 人 户 社区 村")
_EVERY = "(?:每一?[个所位名家支项]?|各(?:级各类)?)"
# Rule 6. The third line is 一年两次, the fourth 每8个班.
_PER = re.compile(
    rf"""(?P<period>
        每半[年月]|每[二两三四五]个?(?:年|月|周|学期)|每个?学年|每年度?|年均|全年|每个?学期|学期均|每个?季度|每季|季均
      | 每个?月(?!份)|月均|每周(?![岁边年期])|周平均|周均|每个?星期|每天|每日|日均
      | (?<![新第])一(?:学年|年|个?学期|季度|季|个?月|周|天)$
      | (?<![第近前后续来去这十\d])[两二三四五]年$
    )
    | 每(?P<many>\d{{1,6}}|[一二两三四五六七八九十百千万]{{1,3}})(?P<many_of>[个名所位万]{{0,2}}{_COUNTED}?)
    | (?P<person>{_EVERY}{_NOUN}{{0,4}}?{_PERSONS}|每生|人均|生均|师均|每师)
    | (?P<school>{_EVERY}{_NOUN}{{0,4}}?{_SCHOOLS}|校均)
    | {_EVERY}(?P<place>{_PLACES})
    """,
    re.VERBOSE,
)
_EACH_AFTER = re.compile("/" + "(" + any_of("学年 学期 年 季度 月 周 天 人 生 校 班 次") + ")")
# Without one of these there is no period and no recipient; to look for them first is quick.
_PER_SIGN = re.compile("[每均各全一年]")
_PERIOD = re.compile(r"[二两三四五]个?(?:月|周|学期|年)|半[年月]|学年|学期|季|星期|周|月|年|天|日")
_PERIOD_NAMES = {"季": "季度", "星期": "周", "日": "天"}


def comparator(before: str, after: str, *, unit: str, more: bool) -> str | None:
    """Return the printed comparator (rule 3) of a number between two stretches of text, or None.

    `more` says that 余 or 多 is printed inside the number.
    """
    if more:
        return ">"
    found = _JUST_BEFORE.search(before[-8:]) or _AFTER.match(after)
    if found:
        return _SIGNS[found.lastgroup or ""]
    if unit in _TIME_UNITS and _WITHIN.match(after):
        return "<="
    if not _MAY_COMPARE.search(before[-32:]):
        return None
    for sign, pattern in _BEFORE:
        if pattern.search(before[-18:]):
            return sign
    reached = _REACHING.search(before[-4:]) or _REACHED_SHARE.search(before[-12:])
    return ">=" if reached or _AT_LEAST_SHARE.search(before[-32:]) else None


def comparator_end(after: str) -> int:
    """Return how many characters of the text after a number belong to its comparator."""
    found = _AFTER.match(after)
    return found.end() if found else 0


def per(words: str) -> tuple[str | None, bool]:
    """Return the last period, else the last recipient, printed before a number (rule 6).

    The second value says whether one is printed with 每 or the like, not with a mere 各.
    """
    if not _PER_SIGN.search(words):
        return None, False
    period = recipient = None
    every = False
    for found in _PER.finditer(words):
        every = every or found[0][0] != "各"
        if found["period"]:
            period = _period_name(found["period"])
        else:
            recipient = _recipient(found)
    return period or recipient, every


def per_after(words: str) -> str | None:
    """Return the period or recipient in 3次/周."""
    found = _EACH_AFTER.match(words)
    return found[1] if found else None


def _period_name(printed: str) -> str:
    found = _PERIOD.search(printed)
    assert found, printed
    return _PERIOD_NAMES.get(found[0], found[0])


def _recipient(found: re.Match[str]) -> str:
    if found["person"]:
        return "人"
    if found["school"]:
        return "校"
    return f"{found['many']}{found['many_of']}" if found["many"] else found["place"]
