"""Another school's name where our own should stand: what was left over from another school's report.

A name counts only where a sentence or clause begins with it: that is where a school speaks of itself. Names
that the bureau's document or a file's name has, and sentences about partners, are no leftovers.
"""

import re
from collections.abc import Iterator

from desktop_app.documents.targets.words import Words, any_of
from desktop_app.documents.vocabulary import OPENING_ADVERBS, OPENING_VERBS
from desktop_app.i18n import _
from desktop_app.reports.checks.finding import Code, Finding
from desktop_app.reports.checks.told import Told
from desktop_app.reports.content import Report

_KIND = "小学|中学|幼儿园|学校"
_NAME = re.compile(
    rf"(?:^|(?<=[，。；：！？]))(?P<name>(?P<own>[\u4e00-\u9fa5]{{2,12}}?)(?P<kind>{_KIND}))"
    r"(?![、与和及等的生段校习]|阶段|名师|特级|一行|教育|之间)"
)
# What no proper name holds: little words, verbs, and what tells kinds of schools apart.
_NO_NAME = re.compile(
    "[我本该各全每等了着过为是使让给把将被由从自赴往及或不所在些此这其他她们以多少几两名个位校]|"
    + any_of(
        "教师 学生 组织 开展 举办 邀请 参加 参观 走进 前往 联合 承办 带领 选派 作为 成为 优秀 示范 特色",
        "家长 附近 周边 兄弟 农村 乡村 乡镇",
        "城区 薄弱 优质 普通 初级 高级 完全 寄宿 民办 公办 平安 绿色 文明 健康 智慧 数字 先进 试点 基地",
        "项目 友好 结对 成员 集团",
        "职业 专门 业余 少年 老年 专业 涉及 服务 传统 品牌 龙头 受援 现代 书香 美丽 节水 节约 生态 党校",
        "社区 校外 中小 实施",
        f"{OPENING_VERBS}|{OPENING_ADVERBS}".replace("|", " "),
        "形成 区域 继续 推动 进一步 改善 突出 挖掘 做 抓 扩大",
        "基层 初中 高中 新建 聚焦 维护 减轻 保障 帮助 协助 监督",
        "检查 督查 调研 依托 面向 走访 对接 联系 有关 相关 区内 市内 同类",
    )
)
# 学校 follows much that is no name; a name is followed by what a school does or has.
_ITS_OWN = re.compile(
    any_of(
        "全体 教师 师生 教职工 领导 党 成立 坚持 认真 制定 制订 组织 开展 建立 召开 高度 积极 落实 严格 把",
        "将 始终 按照 充分",
        "体质 食堂 校园 体育 共 现 在 于 以 通过 加强 健全 完善 举 推 德育 教导 教务 总务 膳食 办学 深入",
        "扎实 围绕 根据",
    )
)
_SHORTEST = 4  # characters of a former name; a shorter one is a word, or was typed by mistake
_PARTNER = re.compile(
    any_of(
        "结对 对口 来访 来校 到校 我校 本校 我园 交流 联合 联盟 集团 共同体 兄弟 友好 姊妹 手拉手 携手",
        "帮扶 支教 送教 跟岗",
        "参观 观摩 衔接 升入 毕业 共建 合作 互访 一行 派驻 托管 牵手 接待 附近 周边 代表 选手 片区 学区",
    )
)


class Schools:
    """Knows which schools' names may stand in a report.

    What the school itself was called before must not, but for what may well be short for what it is called.
    """

    def __init__(self, report: Report) -> None:
        self._own = report.school.name.strip()
        self._earlier = [name for name in map(str.strip, report.school_names) if self._is_other(name)]
        document = report.document
        self._known = "\n".join(
            (
                document.source_text,
                document.preamble,
                *(f"{file.name} {file.title}" for file in report.evidence),
            )
        )

    def _is_other(self, name: str) -> bool:
        return len(name) >= _SHORTEST and not _within(name, self._own)

    def others(self, told: Told) -> Iterator[Finding]:
        """Yield the first name of another school in a text; nothing while our own name is not known."""
        if not self._own:
            return
        name = next((name for name in self._earlier if name in told.text), "") or self._self_named(told)
        if name:
            message = _("{field}里有“{words}”，不是本校的名字。").format(field=told.field, words=name)
            yield told.finding(Code.OTHER_SCHOOL, message, name)

    def _self_named(self, told: Told) -> str:
        """Return the name by which a clause calls the school it speaks of, "" where it is ours or none."""
        if not any(kind in told.text for kind in _KIND.split("|")):
            return ""
        for found in _NAME.finditer(told.words.flat):
            if self._is_strange(found, told.words):
                return found["name"]
        return ""

    def _is_strange(self, found: re.Match[str], words: Words) -> bool:
        own, name = found["own"], found["name"]
        if _NO_NAME.search(own) or own.endswith(("中", "大", "省", "市", "区", "县", "镇", "级", "型", "性")):
            return False
        if found["kind"] == "学校" and not _ITS_OWN.match(words.flat, found.end()):
            return False
        if _within(name, self._own) or _within(self._own, name) or name in self._known:
            return False
        return not _PARTNER.search(words.flat, *words.sentence(found.start()))


def _within(short: str, name: str) -> bool:
    """Return whether a name is a short form of another: its characters stand there in the same order."""
    rest = iter(name)
    return all(char in rest for char in short)
