"""Who is responsible for an item, as its end says: （责任科室：…）, 牵头单位：…, 完成时限：…."""

import re
from collections.abc import Iterator

from desktop_app.documents.measures import DEPARTMENTS
from desktop_app.documents.outline import NO_DUTY, Duty
from desktop_app.documents.vocabulary import DUE, LEAD, SUPERVISOR, SUPPORTING

_LABELS = {
    "lead": rf"{LEAD}|责任主体|(?:实施|执行)单位|(?<!\w)(?:牵头|负责)",
    "supporting": rf"{SUPPORTING}|参加(?:单位|部门)|(?<!\w)(?:配合|协助)",
    "person": r"责任人|承办人|负责人",
    "supervisor": rf"{SUPERVISOR}|(?:分管|责任)(?:局|校|副局|副校)长",
    "due": rf"{DUE}|(?<!\w)时限",
}
_FIRST = ("牵头", "主办", "主责")
_ANY = "|".join(_LABELS.values())
# 责任科室： 责任科室及责任人： 【责任科室】
_LABEL = re.compile(
    r"(?=[【\[\s牵责主承落负实执配协参分包完办时])"  # what a label begins with: to look for that is quick
    r"(?P<open>[【\[])?\s*(?:"
    + "|".join(f"(?P<{role}>{words})" for role, words in _LABELS.items())
    + rf")(?:[及和与、/](?:{_ANY}))?\s*(?(open)(?:[】\]]\s*[：:∶]?|[：:∶])|[：:∶])\s*"
)
# Without a colon or a bracket in the last sentence nothing is said.
_SIGN = re.compile(r"[：:∶】\])）〕］]")
_LAST_SENTENCE = re.compile("[。；;]")
_STOPS = "。；; \u3000\t\n"
# 责 任 单 位 ：
_SPREAD = re.compile(r"(?<!\w)\w(?:[ \u3000]+\w){2,7}(?=[ \u3000]*[：:∶])")
_BETWEEN = re.compile(r"[\s；;。，,、（()）【】\[\]［］〔〕]*")
_OPENING, _CLOSING = "（([【［〔", "）)]】］〕"
_EDGES = " \u3000\t\n、,，；;"
_TAIL = 400  # characters at an item's end in which such statements stand
# 责任科室：办公室，各科室配合
_THEN_SUPPORTED = re.compile(r"(?P<lead>[^，,]+)[，,](?P<supporting>[^，,]+?)(?:配合|协助|参与)")

# （体卫艺科牵头，人事科、财务科配合）
_LAST_BRACKET = re.compile(r"[（(【\[〔]\s*([^（()）【】\[\]〔〕。]{2,120})[）)】\]〕]\s*[。；;]?\s*$")
_AND_OTHERS = "(?:等(?:有关|相关)?(?:部门|单位|科室)?)?(?:分别|共同)?(?:按照?职责(?:分工)?|分工)?"
_LED_BY = re.compile(
    rf"由?(?P<lead>[^，,；;]+?){_AND_OTHERS}(?:牵头|主办|负责)(?:落实|实施)?"
    rf"(?:[，,；;]\s*(?P<supporting>[^，,；;]+?){_AND_OTHERS}(?:配合|协助|参与|负责|落实))?"
)
_BODY = re.compile(
    r"\w{0,16}(?:[科室处股办部局委厅院校园馆队组会镇乡]|中心|单位|街道|中学|小学|学校|幼儿园)(?:等)?"
)


def find_duty(text: str) -> Duty:
    """Return what the end of an item's text says about who does it and by when.

    Only statements that run to the very end count; of one role stated twice both are kept, joined by 、.
    """
    tail = text[-_TAIL:]
    if not _SIGN.search(_LAST_SENTENCE.split(tail.rstrip(_STOPS))[-1]):  # quick, and so with most texts
        return NO_DUTY
    tail = _SPREAD.sub(lambda spread: "".join(spread[0].split()), tail)
    parts: dict[str, list[str]] = {}
    said = list(_statements(tail))
    has_leader = any(label in _FIRST for _, _, label in said)
    for role, names, label in reversed(said):
        # 牵头单位：甲 责任单位：乙: one leads, so the other does not.
        beside = role == "lead" and has_leader and label not in _FIRST
        parts.setdefault("supporting" if beside else role, []).append(names)
    return Duty(**{role: "、".join(names) for role, names in (parts or _by_bracket(tail)).items()})


def _statements(tail: str) -> Iterator[tuple[str, str, str]]:
    """Yield role, names and the label's first two characters of each statement, the last first.

    They end where anything else stands between two of them.
    """
    end = len(tail)
    for label in reversed(list(_LABEL.finditer(tail))):
        stop = _names_end(tail, label.end(), end)
        names = re.sub(r"\s*\n\s*", "", tail[label.end() : stop]).strip(_EDGES)
        if not names or not _BETWEEN.fullmatch(tail, stop, end):
            return
        role = next(role for role in _LABELS if label[role])
        shared = _THEN_SUPPORTED.fullmatch(names) if role == "lead" else None
        if shared:
            yield "supporting", shared["supporting"].strip(_EDGES), ""
        yield role, shared["lead"].strip(_EDGES) if shared else names, label[role][:2]
        end = label.start()


def _names_end(tail: str, start: int, end: int) -> int:
    """Return where a statement's names end: at a stop, a line's end or the bracket around the statement."""
    depth = 0
    for place in range(start, end):
        char = tail[place]
        if char in _OPENING:
            depth += 1
        elif char in _CLOSING:
            depth -= 1
        listed = char == "\n" and tail[start:place].rstrip().endswith(("、", "，", ","))
        if depth < 0 or (depth == 0 and char in "；;。\n" and not listed):
            return place
    return end


def _by_bracket(tail: str) -> dict[str, list[str]]:
    """Return what a last bracket without labels says: （思政科、团工委）, （教研室牵头，人事科配合）."""
    departments = DEPARTMENTS.search(tail)
    if departments:
        return {"lead": [re.sub(r"[，,；;\s]+", "、", departments[1].strip())]}
    bracket = _LAST_BRACKET.search(tail)
    led = _LED_BY.fullmatch(bracket[1].strip()) if bracket else None
    if led is None:
        return {}
    found = {role: names for role, names in led.groupdict().items() if names}
    bodies = [body for names in found.values() for body in re.split(r"[、/\s]+", names.strip())]
    return {role: [names] for role, names in found.items()} if all(map(_BODY.fullmatch, bodies)) else {}
