"""Who is responsible for an item, as its end says: （责任科室：…）, 牵头单位：…, 完成时限：…."""

import re

from desktop_app.documents.measures import DEPARTMENTS
from desktop_app.documents.outline import Duty
from desktop_app.documents.vocabulary import DUE

_ROLES = {
    "lead": "牵头单位|牵头部门|牵头科室|牵头处室|责任单位|责任部门|责任科室|责任处室|责任股室|"
    "主办单位|主责单位|承办单位|承办科室|落实单位|负责单位|负责科室",
    "supporting": "配合单位|配合部门|配合科室|协助单位|协办单位|参与单位",
    "person": "责任人|承办人",
    "supervisor": "分管领导|责任领导|牵头领导|包联领导",
    "due": DUE,
}
_ROLE_OF = {label: role for role, labels in _ROLES.items() for label in labels.split("|")}
_STATEMENT = re.compile(rf"(?P<label>{'|'.join(_ROLE_OF)})\s*[：:]\s*(?P<names>[^；;。\n）)】\]]+)")
_BETWEEN = re.compile(r"[\s；;。，,（()）【】\[\]]*")
_TAIL = 300  # characters at an item's end in which such statements stand


def find_duty(text: str) -> Duty:
    """Return what the end of an item's text says about who does it and by when.

    Only statements that run to the very end count; of one role stated twice both are kept, joined by 、.
    """
    tail = text[-_TAIL:]
    parts: dict[str, list[str]] = {}
    end = len(tail)
    stated = _STATEMENT.finditer(tail) if "：" in tail or ":" in tail else ()
    for statement in reversed(list(stated)):
        if not _BETWEEN.fullmatch(tail, statement.end(), end):
            break
        parts.setdefault(_ROLE_OF[statement["label"]], []).insert(0, statement["names"].strip(" 　、,，"))
        end = statement.start()
    named = DEPARTMENTS.search(tail) if not parts else None
    if named:
        parts["lead"] = [re.sub(r"[，,；;\s]+", "、", named[1].strip())]
    return Duty(**{role: "、".join(names) for role, names in parts.items()})
