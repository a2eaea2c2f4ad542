"""Which column of a table of tasks holds what, known by the words of its header."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from desktop_app.i18n import _


class Role(Enum):
    """What a column of a table of tasks holds."""

    NUMBER = "number"
    CATEGORY = "category"
    TASK = "task"
    MEASURE = "measure"
    SUPERVISOR = "supervisor"
    LEAD = "lead"
    SUPPORT = "support"
    PERSON = "person"
    DEADLINE = "deadline"
    REMARK = "remark"
    OTHER = "other"


_BODY = "(?:单位|部门|科室|处室|股室|机构|主体|方)"
_WORDS = (
    (Role.NUMBER, r"序号?|编号|项号|排序|任务序号|no\.?"),
    (Role.REMARK, r"备注|说明|备注说明"),
    (Role.SUPPORT, rf".{{0,2}}(?:配合|协同|协办|协助|参与|参加){_BODY}?(?:及.*)?"),
    (
        Role.SUPERVISOR,
        r".{0,2}(?:分管|责任|牵头|挂钩|包保|主管)(?:局|校|区)?(?:领导|局长|校长)|分管负责人|领导",
    ),
    (
        Role.PERSON,
        r".{0,4}(?:责任人|负责人|联系人|经办人)(?:员)?|负责同志|具体负责",
    ),
    (
        Role.LEAD,
        rf".{{0,2}}(?:牵头|责任|主责|主办|承办|负责|落实|实施){_BODY}(?:[（(].*)?|牵头|责任分工|分工|(?:部门|科室|单位)",
    ),
    (
        Role.DEADLINE,
        r".{0,4}(?:时限|时间|期限|节点|日期)(?:要求|安排|节点|进度)?|进度安排|(?:时间|推进)?进度",
    ),
    (Role.CATEGORY, r".{0,4}(?:类别|分类|类型|领域|板块|模块|方面|大类)|一级指标|章节?|目标|篇章"),
    (
        Role.MEASURE,
        r".{0,4}(?:措施|举措|做法|要求|细则|路径)|具体(?:内容|任务|工作|事项)|任务分解|(?:实施|分解|推进|建设)内容|"
        r"(?:工作|目标|年度)目标|工作内容及.*|二级指标|三级指标|工作标准|预期成果|成果形式",
    ),
    (
        Role.TASK,
        r"(?:主要|重点|年度|核心|目标|改革|工作|教育|.{0,6}年)*(?:任务|工作|项目|要点|事项|内容|名称)"
        r"(?:名称|内容|事项|要点|清单|项目|任务)?",
    ),
)
_ROLES = tuple((role, re.compile(rf"(?:{words})", re.IGNORECASE)) for role, words in _WORDS)
_BLANKS = re.compile(r"[\s\u3000:：]+")
_LONGEST = 14  # characters of a header's cell


@dataclass(frozen=True)
class Columns:
    """The columns of one table: for each its role and the words of its header."""

    roles: Mapping[int, Role]
    names: Mapping[int, str]

    def of(self, role: Role) -> list[int]:
        """Return the columns of a role, from left to right."""
        return sorted(column for column, other in self.roles.items() if other is role)

    def describe(self) -> str:
        """Return in words which column was taken for what, for a person to confirm."""
        meanings = meaning()
        parts = [
            _("“{column}”作{meaning}").format(column=self.names[column], meaning=meanings[role])
            for column, role in sorted(self.roles.items())
        ]
        return "、".join(parts)


def meaning() -> dict[Role, str]:
    """Return what each role is called on screen."""
    return {
        Role.NUMBER: _("序号"),
        Role.CATEGORY: _("章"),
        Role.TASK: _("要点"),
        Role.MEASURE: _("举措"),
        Role.SUPERVISOR: _("分管领导"),
        Role.LEAD: _("牵头部门"),
        Role.SUPPORT: _("配合部门"),
        Role.PERSON: _("责任人"),
        Role.DEADLINE: _("完成时限"),
        Role.REMARK: _("备注"),
        Role.OTHER: _("其他"),
    }


def find_columns(row: Mapping[int, str]) -> Columns | None:
    """Return the columns that a header row names, None where it is none.

    A header has a column of tasks or measures and at least one more that is known, in short words.
    """
    names = {column: _BLANKS.sub("", text) for column, text in row.items()}
    if len(names) < 2 or any(len(name) > 2 * _LONGEST for name in names.values()):
        return None
    return settle({column: role_of(name) for column, name in names.items()}, names)


def role_of(name: str) -> Role:
    """Return the role that a header's words mean."""
    if len(name) > _LONGEST:
        return Role.OTHER
    return next((role for role, words in _ROLES if words.fullmatch(name)), Role.OTHER)


def settle(roles: dict[int, Role], names: dict[int, str]) -> Columns | None:
    """Return columns of which one is the tasks', None where none can be."""
    tasks = [column for column in sorted(roles) if roles[column] is Role.TASK]
    measures = [column for column in sorted(roles) if roles[column] is Role.MEASURE]
    if not tasks and measures:
        tasks = measures[:1]
        roles[tasks[0]] = Role.TASK
    for column in tasks[1:]:
        roles[column] = Role.MEASURE
    known = sum(role is not Role.OTHER for role in roles.values())
    return Columns(roles, names) if tasks and known >= 2 else None
