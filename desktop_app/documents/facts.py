"""What the lines around the outline say about the document: issuer, number, date."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from desktop_app.documents.chinese_numbers import ZERO, to_int
from desktop_app.documents.dates import FIND, date_alone, day_in_full, eaten_date, find_date, possible_dates
from desktop_app.documents.furniture import is_web_furniture
from desktop_app.documents.lines import Line, plain
from desktop_app.documents.outline import Found, SetAside, Warning
from desktop_app.documents.vocabulary import (
    ADDRESSEES,
    ATTACHMENT,
    CONTACT,
    FORWARDING,
    IMPRINT,
    NOTICE_TITLE,
    ORGANISATION,
    RED_HEAD,
    TITLE_END,
    simplified,
)
from desktop_app.i18n import _


class Kind(StrEnum):
    """What a line outside the outline is."""

    WEB = "web"
    LABELLED = "labelled"
    NUMBER = "document_number"
    RED_HEAD = "red_head"
    DATE = "date"
    ORGANISATION = "organisation"
    SIGNATURE = "signature"  # a body and the date on one line
    ADDRESSEES = "addressees"
    FORWARDING = "forwarding"
    ATTACHMENT = "attachment"
    IMPRINT = "imprint"
    NOTICE_TITLE = "notice_title"
    TITLE = "title"
    TEXT = "text"


_NUMBER = re.compile(
    r"[\u4e00-\u9fa5A-Za-z（）()]{1,16}\s*[〔\[［（(【﹝]\s*(20\d{2}|"
    r"19\d{2})\s*[〕\]］）)】﹞]\s*第?\s*(\d+)\s*号"
)
_CODE = re.compile(r"^(?:[A-Z]{1,6}\d{4,}[-－–]\d{2,}(?:[-－–]\d+)*|[0-9A-Z]{6,20}[/／]\d{4}[-－–]\d{3,})$")
_EMPTY_NUMBER = re.compile(r"^无\s*[〔\[（(]?\d*[〕\]）)]?\s*无?号?$")
_ISSUER_LABELS = (
    "公开主体|发文机关|发文单位|发布机构|发布机关|制发机关|制发单位|发布单位|信息所属单位|公开机构|"
    "公开单位|成文单位|所属机构|公开责任部门|公开部门|发文机构"
)
_SOURCE_LABELS = "信息来源|稿件来源|文章来源|来源|作者|发布者|发布人|供稿"
_NUMBER_LABELS = "发文字号|发文文号|文件编号|文件字号|文号|文\\s*号|字\\s*号"
_DATE_LABELS = (
    "成文日期|成文时间|发文日期|发文时间|印发日期|印发时间|签发日期|制发日期|签署日期|签署时间|公文生成日期"
)
_OTHER_LABELS = (
    "索\\s*引\\s*号|信息索引号|主题分类|主题词|关键词|体裁分类|组配分类|信息分类|分类|公开日期|"
    "公开时间|登记日期|所属主题|信息时效期|信息名称|内容概览|统一登记号|实施日期|废止日期|联合发文单位|"
    "公开范围|公开方式|公开属性|公开类别|公开形式|发布日期|发布时间|生成日期|生成时间|更新时间|"
    "更新日期|有效性|有效期|效力状态|时效性|生效日期|生效时间|失效日期|失效时间|废止时间|废止记录|"
    "浏览次数|浏览量|浏览|阅读次数|阅读量|阅读|点击次数|点击数|点击|访问量|访问次数|字体大小|字体|字号|"
    "语音播报|标\\s*题|名\\s*称|文件名称|规范性文件统一编号|统一编号|登记号|编号|文档编号|服务对象|"
    "内容概述|内容摘要|备注"
)
_LABEL = re.compile(
    rf"(?:^|(?<=[\s•·|｜\]】）)]))[\[【]?(?P<label>{_ISSUER_LABELS}|{_SOURCE_LABELS}|{_NUMBER_LABELS}|"
    rf"{_DATE_LABELS}|{_OTHER_LABELS})(?:[\]】]?\s*[:：]|[\]】]|[ \u3000]*\t)"
)
_BLANKS = re.compile(r"\s+")
_LEADING_TIME = re.compile(r"^20\d{2}[-/.年]\d{1,2}[-/.月]\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?[\s|｜]+")
_YEAR = re.compile(
    r"(20\d{2})(?:(?:\s*[-—–－~～至]\s*20\d{2})?\s*(?:学?年)|(?<=^.{4})(?=[\u4e00-\u9fa5]))"
    rf"|(二[{ZERO}][{ZERO}一二三四五六七八九]{{2}})\s*年"
)
_AREAS = "方面|部分|大类|板块|领域|专题|章|大任务|大工程|大行动|大项|类|工程|行动|大"
_ITEMS = (
    "工作任务|重点工作|重点任务|具体工作|具体任务|具体举措|具体措施|工作要点|主要任务|工作措施|任务|工作|"
    "举措|措施|要点|重点|项目|内容|事项"
)
_COUNT = r"(\d{1,3}|[一二两三四五六七八九十百]{1,4})"
_CLAIMS = re.compile(
    rf"{_COUNT}\s*(?:个|大)?\s*(?:{_AREAS})[^。；\d一二三四五六七八九十]{{0,16}}{_COUNT}\s*(?:个|项|条|"
    rf"点)\s*(?:{_ITEMS})?"
)


def kind_of(text: str) -> Kind:
    """Return what a line outside the outline is."""
    words, solid = _words_of(text)
    return next((kind for kind, is_one in _KINDS if is_one(words, solid)), Kind.TEXT)


def is_date(text: str) -> bool:
    """Tell whether a line's kind is DATE; quick where it is not."""
    return _says_date(*_words_of(text)) and kind_of(text) is Kind.DATE


def _words_of(text: str) -> tuple[str, str]:
    """Return a line without its ornaments, and the same without blanks where it is short."""
    words = simplified(plain(text).strip("#*•·> "))
    return words, _BLANKS.sub("", words) if len(words) < 60 else words


def _says_date(words: str, solid: str) -> bool:
    return bool(date_alone(words) or date_alone(solid) or eaten_date(words))


def _is_number_line(words: str) -> bool:
    found = _NUMBER.search(words) if "号" in words else None
    alone = found is not None and len(words) - len(found[0]) <= 12
    return alone or bool(_CODE.match(words)) or bool(_EMPTY_NUMBER.match(words))


def _signature(words: str) -> tuple[str, str] | None:
    """Return (body, ISO date) where a line is both."""
    words = words.strip("（）()")
    found = FIND.search(words) if len(words) < 60 else None
    if not found or found.end() < len(words):
        return None
    body, iso = _BLANKS.sub("", words[: found.start()]), find_date(found[0])
    return (body, iso) if iso and ORGANISATION.match(body) else None


def _is_short(words: str) -> bool:
    """Tell whether a line may be a title: no more than a line or two, and no sentence."""
    return len(words) <= 80 and not re.search("[。；！]", words)


# What a line is, by the first of these that it is: each is asked of its words, and of these without blanks.
_KINDS: tuple[tuple[Kind, Callable[[str, str], object]], ...] = (
    (Kind.IMPRINT, lambda words, _solid: IMPRINT.search(words) or CONTACT.match(words)),
    (Kind.LABELLED, lambda words, _solid: len(words) < 200 and _LABEL.match(_LEADING_TIME.sub("", words))),
    (Kind.WEB, lambda words, _solid: is_web_furniture(words)),
    (Kind.DATE, _says_date),
    (Kind.SIGNATURE, lambda words, _solid: _signature(words)),
    (Kind.ATTACHMENT, lambda words, _solid: ATTACHMENT.match(words)),
    (Kind.NUMBER, lambda words, _solid: _is_number_line(words)),
    (Kind.RED_HEAD, lambda words, _solid: RED_HEAD.match(words)),
    (Kind.ADDRESSEES, lambda words, _solid: ADDRESSEES.match(words)),
    (Kind.FORWARDING, lambda words, _solid: len(words) < 240 and FORWARDING.search(words)),
    (Kind.NOTICE_TITLE, lambda words, _solid: _is_short(words) and NOTICE_TITLE.search(words)),
    (Kind.TITLE, lambda words, _solid: _is_short(words) and TITLE_END.search(words)),
    (Kind.ORGANISATION, lambda _words, solid: len(solid) <= 40 and ORGANISATION.match(solid)),
)


@dataclass
class Facts:
    """Collects what is said about the document; of two claims the weightier wins, of equals the first.

    `note` files each line: as a fact found, or set aside with a reason.
    """

    values: dict[str, tuple[int, str]] = field(default_factory=dict)
    found: list[Found] = field(default_factory=list)
    set_aside: list[SetAside] = field(default_factory=list)
    warnings: list[Warning] = field(default_factory=list)
    _awaited: str = ""  # a label whose value stands on the next line

    def get(self, name: str) -> str | None:
        """Return what is known of issuer, document_number or date."""
        return self.values.get(name, (0, None))[1]

    def claim(self, name: str, weight: int, value: str | None) -> bool:
        """Offer a value for a fact; tell whether it is of use."""
        if not value:
            return False
        if weight > self.values.get(name, (0, ""))[0]:
            self.values[name] = (weight, value)
        return True

    def note(self, line: Line, kind: Kind, reason: str, *, signed: bool = False) -> None:
        """File a line outside the outline; `signed`: it stands where a signature and its date stand."""
        words = plain(line.text).strip("#*•·> ")
        awaited, self._awaited = self._awaited, ""
        if awaited and kind is not Kind.LABELLED:
            name = self._take_label(awaited, words)
        else:
            name = self._take(words, kind, signed, line)
        if name:
            self.found.append(Found(name, line.text, (line.start, line.end)))
        else:
            why = kind.value if kind in (Kind.WEB, Kind.IMPRINT) else reason
            self.set_aside.append(SetAside(line.text, why, (line.start, line.end)))

    def _take(self, words: str, kind: Kind, signed: bool, line: Line) -> str:  # noqa: PLR0911 -- one line for each kind
        if kind is Kind.LABELLED:
            return self._labels(words)
        if kind is Kind.NUMBER:
            return self._number(words, 80)
        if kind is Kind.RED_HEAD:
            return "issuer" * self.claim("issuer", 80, re.sub(r"文\s*件$", "", words))
        if kind is Kind.ORGANISATION:
            return "issuer" * self.claim("issuer", 90 if signed else 75, re.sub(r"\s", "", words))
        if kind is Kind.SIGNATURE:
            body, iso = _signature(words) or ("", "")
            return "signature" * (self.claim("issuer", 90, body) + self.claim("date", 90, iso) > 0)
        if kind is Kind.IMPRINT:
            return "date" * self.claim("date", 60, find_date(words) if "印" in words else None)
        if kind is Kind.DATE:
            return self._date(words, signed, line)
        if kind in (Kind.TEXT, Kind.WEB) and len(words) < 60 and _NUMBER.search(words):
            return self._number(words, 60)
        return ""

    def _labels(self, words: str) -> str:
        """Read 标签：值 pairs, several on a line perhaps; a value may stand on the next line."""
        marks = list(_LABEL.finditer(simplified(words)))  # of the same length: the places hold for `words`
        name = ""
        for mark, following in zip(marks, [*marks[1:], None], strict=False):
            value = words[mark.end() : following.start() if following else None].strip(" |｜　\t[【")
            if value:
                name = self._take_label(mark["label"], value) or name
            elif following is None:
                self._awaited = mark["label"]
        return name

    def _take_label(self, label: str, value: str) -> str:
        if re.fullmatch(_NUMBER_LABELS, label):
            return self._number(value, 90)
        if re.fullmatch(_DATE_LABELS, label):
            return "date" * self.claim("date", 100, find_date(value))
        if re.fullmatch(_ISSUER_LABELS, label):
            return "issuer" * self.claim("issuer", 70, value if ORGANISATION.match(value) else None)
        if re.fullmatch(_SOURCE_LABELS, label):
            return "issuer" * self.claim("issuer", 20, value if ORGANISATION.match(value) else None)
        return ""

    def _number(self, words: str, weight: int) -> str:
        found = _NUMBER.search(simplified(words))
        if found:
            number = words[found.start() : found.end()]
            opened = number[0] in "（(" and not re.search("[）)]", number[: found.start(1) - found.start()])
            number = number[1:] if opened else number
            return "document_number" * self.claim("document_number", weight, re.sub(r"\s", "", number))
        return "document_number" * self.claim("document_number", 30, words if _CODE.match(words) else None)

    def _date(self, words: str, signed: bool, line: Line) -> str:
        whole = date_alone(words) or date_alone(_BLANKS.sub("", words))
        if whole:
            weight = 20 if whole[1] else 90 if signed else 70
            return "date" * self.claim("date", weight, whole[0])
        readings, marked = eaten_date(words) or ([], False)
        if len(readings) == 1 and marked:
            self._warn(
                "date_repaired",
                _("日期“{words}”缺字，按 {date} 处理。").format(words=words, date=day_in_full(readings[0])),
                line,
            )
            return "date" * self.claim("date", 50, readings[0])
        message = _("日期“{words}”缺字，请确认是哪一天。").format(words=words)
        self._warn("date_unclear", message, line, possible_dates(words))
        return ""

    def _warn(self, code: str, message: str, line: Line, choices: Sequence[str] = ()) -> None:
        self.warnings.append(Warning(code, message, "", (line.start, line.end), tuple(choices)))


def year_of(text: str) -> int | None:
    """Return the year a title names: 2023年, 2022—2023学年 (the first), 二〇二三年."""
    found = _YEAR.search(text)
    if not found:
        return None
    return int(found[1]) if found[1] else to_int(found[2])


def claims_of(text: str) -> dict[str, int] | None:
    """Return what the document says it holds: 六个方面19项工作 is 6 sections, 19 points; else None."""
    found = _CLAIMS.search(text)
    if not found:
        return None
    sections, points = to_int(found[1]), to_int(found[2])
    if not sections or not points or points < sections:
        return None
    return {"sections": sections, "points": points}
