"""The fields a person can fill in: their names in code, in Chinese, and how a typed word becomes a value."""

import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models.values import EvidenceKind, Progress, Verdict

Value = str | float | int | date | StrEnum | None
DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?")
BETWEEN_NAMES = re.compile(r"[\s、，,；;]+(?:[/／][\s、，,；;]+)*")
# Names with a gap for the eye, as tables have them: 王　芳, 欧阳 娜娜. The surnames of one character are
# the most frequent ones, those of two the ones still in use.
_SURNAMES = "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余"
_DOUBLE = "欧阳|上官|司马|诸葛|夏侯|皇甫|尉迟|公孙|慕容|令狐|东方|司徒|端木|长孙|宇文"
_PARTED = re.compile(
    rf"(?<![^\s、，,；;])([{_SURNAMES}])[ \u3000]+([\u4e00-\u9fff])(?![^\s、，,；;])"
    rf"|(?<![^\s、，,；;])({_DOUBLE})[ \u3000]+([\u4e00-\u9fff]{{1,2}})(?![^\s、，,；;])"
)
MOST_COUNTED = 1_000_000
LONGEST, LONGEST_LINE = 100_000, 10_000  # characters of a text and of what stands on one line


class Kind(StrEnum):
    """How a field is edited and shown."""

    LINE = "line"
    TEXT = "text"
    CHOICE = "choice"
    NUMBER = "number"
    DAY = "day"
    TAGS = "tags"
    COUNT = "count"


@dataclass(frozen=True)
class Field:
    """One field: `name` is the attribute, `label` the word on screen, `words` what people may type for it.

    `choices` are the values of a choice; `required` fields cannot be empty; the others are None (choices,
    numbers, days) or "" (words) while empty.
    """

    name: str
    label: str
    kind: Kind = Kind.LINE
    words: tuple[str, ...] = ()
    choices: tuple[Progress | Verdict | EvidenceKind, ...] = ()
    required: bool = False

    def parse(self, text: str) -> Value:
        """Return the value that a typed text means. Raises YaodianError where it means none."""
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if self.kind in _WORDS:
            return self._words(text)
        return _PARSERS[self.kind](self, text.strip()) if text.strip() else None

    def checked(self, value: object) -> Value:
        """Return a value fit to be stored, from a value of the field's type or a typed text."""
        if isinstance(value, str) and not isinstance(value, StrEnum):
            return self.parse(value)
        if value is None and self.kind not in _WORDS:
            return None
        if self.kind is Kind.CHOICE and value in self.choices:
            return next(choice for choice in self.choices if choice == value)
        if self.kind is Kind.DAY and type(value) is date:
            return value
        if self.kind is Kind.NUMBER and isinstance(value, int | float) and not isinstance(value, bool):
            return self._number(float(value), str(value))
        if self.kind is Kind.COUNT and type(value) is int:
            return self._count(value, str(value))
        raise self.refused(str(value))

    def show(self, value: object) -> str:
        """Return a value as people read it, "" for an empty one."""
        if value is None:
            return ""
        if isinstance(value, Progress | Verdict | EvidenceKind):
            return value.label
        return f"{value:g}" if isinstance(value, float) else str(value)

    def refused(self, text: str) -> YaodianError:
        """Return the sentence for a text that is no value of this field."""
        if self.choices:
            hint = _("可以填：{choices}").format(choices="、".join(choice.label for choice in self.choices))
        else:
            hint = {
                Kind.NUMBER: _("请填不小于 0 的数字，如 8 或 8.5"),
                Kind.DAY: _("请填年月日，如 2022-9-30"),
                Kind.COUNT: _("请填整数，如 12"),
            }.get(self.kind, _("请填文字"))
        shown = text if len(text) <= 20 else f"{text[:20]}…"
        return YaodianError(
            _("“{label}”不能是“{text}”，没有改动。{hint}。").format(label=self.label, text=shown, hint=hint)
        )

    def _words(self, text: str) -> str:
        if self.kind is Kind.TAGS:
            text = "、".join(tags_in(text))
        elif self.kind is Kind.LINE:
            text = " ".join(text.split("\n")).strip()
        if self.required and not text.strip():
            raise YaodianError(_("“{label}”不能是空的，没有改动。请填写文字。").format(label=self.label))
        most = LONGEST if self.kind is Kind.TEXT else LONGEST_LINE
        if len(text) > most:
            raise YaodianError(
                _("“{label}”太长，没有改动。最多可以填 {most} 个字。").format(label=self.label, most=most)
            )
        if not storable(text):
            raise YaodianError(
                _("“{label}”里有无法保存的字符，没有改动。请删去后再试。").format(label=self.label)
            )
        return text

    def _number(self, number: float, text: str) -> float:
        if not math.isfinite(number) or not 0 <= number <= 1_000_000:
            raise self.refused(text)
        return number + 0.0  # -0 is 0

    def _choice(self, text: str) -> Value:
        for choice in self.choices:
            if text.lower() in (choice.label, choice.value):
                return choice
        raise self.refused(text)

    def _typed_number(self, text: str) -> float:
        try:
            number = float(text.removesuffix("分"))
        except ValueError:
            raise self.refused(text) from None
        return self._number(number, text)

    def _typed_count(self, text: str) -> int:
        try:
            count = int(text.removesuffix("页"))
        except ValueError:
            raise self.refused(text) from None
        return self._count(count, text)

    def _count(self, count: int, text: str) -> int:
        if not 0 <= count <= MOST_COUNTED:
            raise self.refused(text)
        return count

    def _day(self, text: str) -> date:
        match = DAY.fullmatch(text)
        try:
            if match:
                return date(*map(int, match.groups()))
        except ValueError:
            pass
        raise self.refused(text)


_WORDS = (Kind.LINE, Kind.TEXT, Kind.TAGS)
_PARSERS: dict[Kind, Callable[[Field, str], Value]] = {
    Kind.CHOICE: Field._choice,
    Kind.NUMBER: Field._typed_number,
    Kind.DAY: Field._day,
    Kind.COUNT: Field._typed_count,
}

ITEM_FIELDS = (
    Field("number", _("编号"), words=("编号", "序号")),
    Field("title", _("标题"), words=("标题", "要点", "名称"), required=True),
    Field("text", _("正文"), Kind.TEXT, words=("正文", "文字", "内容")),
    Field("progress", _("进度"), Kind.CHOICE, words=("进度",), choices=tuple(Progress)),
    Field("verdict", _("自评结论"), Kind.CHOICE, words=("结论", "自评结论"), choices=tuple(Verdict)),
    Field("verdict_reason", _("不适用的理由"), Kind.TEXT, words=("理由", "不适用理由", "不适用的理由")),
    Field("full_score", _("分值"), Kind.NUMBER, words=("分值", "满分")),
    Field("score", _("自评得分"), Kind.NUMBER, words=("得分", "自评得分")),
    Field("weight", _("权重"), Kind.NUMBER, words=("权重",)),
    Field("lead", _("牵头部门"), words=("牵头部门", "牵头")),
    Field("supporting", _("配合部门"), words=("配合部门", "配合")),
    Field("person", _("责任人"), words=("责任人", "负责人")),
    Field("supervisor", _("分管领导"), words=("分管领导",)),
    Field("due", _("完成时限"), Kind.DAY, words=("时限", "完成时限", "期限")),
    Field("narrative", _("完成情况"), Kind.TEXT, words=("完成情况",)),
    Field("problem", _("存在问题"), Kind.TEXT, words=("存在问题", "问题")),
    Field("improvement", _("改进措施"), Kind.TEXT, words=("改进措施", "改进")),
    Field("note", _("备注"), Kind.TEXT, words=("备注",)),
    Field("tags", _("标签"), Kind.TAGS, words=("标签",)),
)
SCHOOL_FIELDS = (
    Field("name", _("学校名称"), words=("学校", "学校名称", "校名")),
    Field("code", _("学校代码"), words=("代码", "学校代码")),
    Field("stage", _("学段"), words=("学段",)),
    Field("address", _("地址"), words=("地址",)),
    Field("principal", _("校长"), words=("校长",)),
    Field("contact", _("联系人"), words=("联系人",)),
    Field("phone", _("联系电话"), words=("电话", "联系电话")),
    Field("glance", _("学校概况"), Kind.TEXT, words=("概况", "学校概况")),
)
CHECKLIST_TEXTS = (
    Field("organised", _("自评组织情况"), Kind.TEXT, words=("组织", "组织情况", "自评组织情况")),
    Field("overall", _("总体评价"), Kind.TEXT, words=("总体", "总体评价")),
    Field("outlook", _("下一步打算"), Kind.TEXT, words=("打算", "下一步", "下一步打算")),
)
EVIDENCE_FIELDS = (
    Field("title", _("材料名称"), words=("名称", "标题", "材料名称"), required=True),
    Field("date", _("材料日期"), Kind.DAY, words=("日期", "材料日期")),
    Field("person", _("责任人"), words=("责任人", "负责人")),
    Field("pages", _("页数"), Kind.COUNT, words=("页数",)),
    Field("kind", _("类别"), Kind.CHOICE, words=("类别", "种类"), choices=tuple(EvidenceKind)),
    Field("note", _("备注"), Kind.TEXT, words=("备注",)),
    Field("caption", _("图片说明"), words=("说明", "图片说明")),
)
LINK_PAGE = Field("page", _("所在页"), words=("页", "页码", "所在页"))
CHECKLIST_TITLE = Field("title", _("清单名称"), required=True)
TARGET_ACTUAL = Field("actual", _("实际完成"), words=("实际", "实际完成"))


def named(word: str, fields: Iterable[Field] = ITEM_FIELDS) -> Field:
    """Return the field that a typed word means, in English or Chinese. Raises YaodianError."""
    fields = tuple(fields)
    field = find_named(word, fields)
    if field is None:
        known = "、".join(field.label for field in fields)
        raise YaodianError(
            _("没有叫“{word}”的栏目，没有改动。可以填的有：{known}。").format(word=word, known=known)
        )
    return field


def find_named(word: str, fields: Iterable[Field]) -> Field | None:
    """Return the field that a typed word means, None where none of these is called so."""
    key = word.strip().lower()
    for field in fields:
        if key == field.name or key in field.words or key == field.label:
            return field
    return None


def tags_in(text: str) -> list[str]:
    """Return the tags in a text, each once: 、，,；; and spaces stand between them, or a / between spaces."""
    return list(dict.fromkeys(name for name in BETWEEN_NAMES.split(text) if name))


def names_in(text: str) -> list[str]:
    """Return the names in a text, parted as tags are; a name with a gap after the surname is one name."""
    return tags_in(closed_up(text))


def closed_up(text: str) -> str:
    """Return a text of names without the gaps inside names: 王芳 for 王　芳, 欧阳娜娜 for 欧阳 娜娜."""
    return _PARTED.sub(lambda found: "".join(part for part in found.groups() if part), text)


def renamed(text: str, old: str, new: str) -> str:
    """Return a text of names in which one name is another; what stands between them stays."""
    if old not in names_in(text):
        return text
    if old not in tags_in(text):
        text = closed_up(text)
    if new in names_in(text):
        return "、".join(name for name in names_in(text) if name != old)
    parts = re.split(f"({BETWEEN_NAMES.pattern})", text)
    return "".join(new if part == old else part for part in parts)


def checked(values: dict[str, object], fields: Iterable[Field] = ITEM_FIELDS) -> dict[str, Value]:
    """Return attribute → value, fit to be stored, from names (either language) → typed values or texts."""
    found: dict[str, Value] = {}
    for word, value in values.items():
        field = named(word, fields)
        found[field.name] = field.checked(value)
    return found


def storable(text: str) -> bool:
    """Tell whether a text can be written to a file: half characters from a broken name cannot."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\x00" not in text
