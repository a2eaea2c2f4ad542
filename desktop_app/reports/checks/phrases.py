"""Phrases that say nothing by themselves, and the texts that hold nothing else."""

import re
from collections.abc import Iterator

from desktop_app.documents.targets.words import any_of
from desktop_app.i18n import _
from desktop_app.reports.checks.finding import Code, Finding
from desktop_app.reports.checks.told import Told

# The one list: phrases as they stand in school reports, parts that vary left open.
_EMPTY = re.compile(
    any_of(
        # to hold important
        "认真(?:学习)?(?:贯彻|落实)(?:落实|执行)? 深入(?:学习)?贯彻(?:落实)? 全面贯彻落实 高度重视 领导重视",
        "提高(?:政治)?(?:站位|认识) 提升(?:政治)?站位 统一思想 积极响应 加强(?:组织)?领导 强化(?:组织)?领导",
        "健全(?:工作)?机制 完善(?:工作)?机制 严格按照(?:上级|有关)",
        # to do
        "精心(?:组织|部署|安排|策划|谋划) 周密(?:部署|安排|组织) 多措并举 真抓实干",
        "狠抓(?:各项)?(?:措施|工作)?落实",
        "扎实(?:推进|开展|做好|有效) 有序(?:推进|开展) 稳步推进 (?:有力|有效|得力)(?:的)?措施",
        "措施(?:得力|有力)",
        "责任到人 压实责任 齐抓共管 通力(?:合作|协作) 密切配合 群策群力 常抓不懈 抓(?:实抓细|紧抓好)",
        "大力弘扬",
        "(?:落|抓)(?:到|在)实处 落地(?:见效|生根) 走深走实 创新(?:工作)?(?:思路|方法)",
        "探索(?:有效|新的?)(?:途径|路径|方法)",
        # to have done
        "(?:显著|良好|明显|突出|优异|可喜|丰硕|实实在在|较好)的?(?:工作)?(?:成效|成绩|成果|效果|实效)",
        "(?:成效|效果|成绩|成果)(?:显著|明显|良好|突出|斐然|丰硕|喜人) 圆满完成",
        "(?:明显|显著|稳步|不断|持续|有效)(?:提升|提高|增强|改善)",
        "再?上(?:了)?(?:一个)?新(?:的)?(?:台阶|水平) (?:广泛|一致|高度|普遍)(?:的)?(?:好评|赞誉|认可|肯定)",
        "亮点(?:纷呈|突出) 特色鲜明 (?:良好|浓厚)的?(?:工作)?(?:氛围|局面)",
        "进一步(?:加强|增强|提高|提升|完善|规范)",
        "(?:责任感|使命感) 持续稳定",
    )
)
_DIGITS = "[二两三四五六七八九十百千]"
# What an inspector can check: a number, a day, a name, a file, a prize.
_FACT = re.compile(
    r"[\dA-Za-z《０-９]|“[^”]{5,}”|[一二三四五六七八九十]月"
    rf"|{_DIGITS}[余多]?(?:个(?:月|班|小时|社团|年级)|"
    + any_of(
        "次 场 节 名 人 位 篇 份 门 期 轮 户 所 件 小时 分钟 学时 课时 天 周 年级 间 台 支 本 册 讲 幅 分之"
    )
    + r")|[一二三特]等奖|[金银铜]奖|第[一二三四五六]名|[国省市区县]级"
    r"|(?:教师|老师|校长|书记|主任|学生|同学)[王李张刘陈杨赵黄周吴徐孙胡朱郭何罗林郑梁谢宋唐许邓冯韩曹]"
    r"[\u4e00-\u9fa5]|[王李张刘陈杨赵黄周吴徐孙胡朱郭何罗林郑梁谢宋唐许邓冯韩曹][\u4e00-\u9fa5]{0,2}"
    r"(?:老师|校长|书记|同学)"
)
# What part of a text its phrases must be: two of them, or one alone.
_SHARE, _SHARE_OF_ONE = 0.2, 0.4


def empty_phrases(told: Told) -> Iterator[Finding]:
    """Yield that a text consists of phrases, without one fact that can be checked.

    A phrase or two in a text that tells something else is a habit of writing, and nothing is said of it.
    """
    if _FACT.search(told.text):
        return
    found = list(dict.fromkeys(one[0] for one in _EMPTY.finditer(told.text)))
    least = _SHARE if len(found) > 1 else _SHARE_OF_ONE
    if not found or sum(map(len, found)) < least * len(told.text):
        return
    message = _("{field}写了“{words}”，但没有一个数字、日期、人名或文件，检查的人看不到做了什么。")
    words = "”“".join(found[:2])
    yield told.finding(Code.EMPTY_PHRASE, message.format(field=told.field, words=words), found[0])
