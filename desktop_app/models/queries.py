"""What can be asked: plain frozen values out, never an ORM object."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, String, func, select, type_coerce
from sqlalchemy.orm import Session

from desktop_app.documents.numbering import PRINTED
from desktop_app.documents.outline import NO_DUTY, Duty, Level
from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models import journal
from desktop_app.models.entities import (
    CHANGE,
    ENTRY,
    ITEM,
    LINK,
    SCHOOL_ID,
    Checklist,
    Document,
    Item,
    School,
    Target,
)
from desktop_app.models.evidence_rows import (
    all_evidence,
    binned,
    evidence,
    evidence_by_id,
    evidence_names,
    inbox,
    item_evidence,
    revisions,
    where_linked,
    where_was_linked,
)
from desktop_app.models.history import history
from desktop_app.models.journal import KEYS_A_QUERY
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import (
    ChecklistRow,
    DocumentRow,
    ItemRow,
    Progress,
    SchoolRow,
    TargetRow,
    Verdict,
)
from desktop_app.models.workspace import Workspace

__all__ = [
    "all_evidence",
    "binned",
    "evidence",
    "evidence_by_id",
    "evidence_names",
    "history",
    "inbox",
    "item_evidence",
    "revisions",
    "where_linked",
    "where_was_linked",
]

# ItemRow's fields, in its order, as the columns they are stored in.
_OWN = [
    column
    for name in ItemRow.__dataclass_fields__
    if name not in ("evidence_count", "source_head")
    for column in (("source_start", "source_end") if name == "source" else (name,))
]
_SOURCE = _OWN.index("source_start")
_LIST, _LEVEL = _OWN.index("checklist_id"), _OWN.index("level")
_DUTY = _OWN.index("duty")
_CHOICES = [(_OWN.index("progress"), Progress), (_OWN.index("verdict"), Verdict)]
_LEVELS = {level.value: level for level in Level}
# As they lie in the file: converted here, where most are empty, it takes half the time.
_PLAIN = ("level", "progress", "verdict", "duty")
_COLUMNS = [type_coerce(ITEM.c[name], String) if name in _PLAIN else ITEM.c[name] for name in _OWN]

_FIELDS = tuple(ItemRow.__dataclass_fields__)


def checklists(ws: Workspace) -> list[ChecklistRow]:
    """Return the checklists that are not deleted, newest first."""
    names = [getattr(Checklist, name) for name in ChecklistRow.__dataclass_fields__]
    chosen = select(*names).where(~Checklist.deleted)
    with ws.session() as session:
        rows = session.execute(chosen.order_by(Checklist.created_at.desc(), Checklist.id))
        return [ChecklistRow(*row) for row in rows]


def made_from(ws: Workspace, source_text: str) -> str | None:
    """Return the id of the newest checklist made of this very text, None where there is none."""
    chosen = select(Checklist.id).join(Document, Document.id == Checklist.document_id)
    same = chosen.where(Document.source_text == source_text, ~Checklist.deleted)
    with ws.session() as session:
        return session.scalar(same.order_by(Checklist.created_at.desc()))


def document(ws: Workspace, checklist_id: str) -> DocumentRow:
    """Return the document that a checklist was made from. Raises YaodianError."""
    names = [getattr(Document, name) for name in DocumentRow.__dataclass_fields__]
    chosen = select(*names).join(Checklist, Checklist.document_id == Document.id)
    with ws.session() as session:
        row = session.execute(chosen.where(Checklist.id == checklist_id)).first()
    if row is None:
        raise _no_checklist()
    return DocumentRow(*row)


def tree(ws: Workspace, checklist_id: str) -> ItemTree:
    """Return a checklist's items that are not deleted. Raises YaodianError where there is no such list."""
    with ws.session() as session:
        if session.scalar(select(Checklist.id).where(Checklist.id == checklist_id)) is None:
            raise _no_checklist()
        return ItemTree(_item_rows(session, (ITEM.c.checklist_id == checklist_id) & ~ITEM.c.deleted))


def rows(ws: Workspace, item_ids: Iterable[str]) -> list[ItemRow]:
    """Return the rows of items in the order asked, without those deleted or not there."""
    ids = list(item_ids)
    found: dict[str, ItemRow] = {}
    with ws.session() as session:
        for start in range(0, len(ids), KEYS_A_QUERY):
            chosen = ITEM.c.id.in_(ids[start : start + KEYS_A_QUERY]) & ~ITEM.c.deleted
            found.update((row.id, row) for row in _item_rows(session, chosen))
    return [found[item_id] for item_id in ids if item_id in found]


def deleted(ws: Workspace, checklist_id: str) -> list[ItemRow]:
    """Return a checklist's deleted items, in the order of their positions; `restore_items` takes them."""
    with ws.session() as session:
        return _item_rows(session, (ITEM.c.checklist_id == checklist_id) & ITEM.c.deleted)


def targets(ws: Workspace, item_id: str) -> list[TargetRow]:
    """Return the numbers that one item promises, in the order of its text."""
    with ws.session() as session:
        return _target_rows(session, Target.item_id == item_id)


def checklist_targets(ws: Workspace, checklist_id: str) -> dict[str, list[TargetRow]]:
    """Return the numbers that a checklist promises, by item id."""
    of_list = select(Item.id).where(Item.checklist_id == checklist_id, ~Item.deleted)
    found: dict[str, list[TargetRow]] = {}
    with ws.session() as session:
        for row in _target_rows(session, Target.item_id.in_(of_list)):
            found.setdefault(row.item_id, []).append(row)
    return found


def school(ws: Workspace) -> SchoolRow:
    """Return the school's profile; empty until filled in."""
    names = [getattr(School, name) for name in SchoolRow.__dataclass_fields__]
    with ws.session() as session:
        row = session.execute(select(*names).where(School.id == SCHOOL_ID)).first()
    return SchoolRow(*row) if row else SchoolRow()


def earlier_school_names(ws: Workspace) -> tuple[str, ...]:
    """Return what the school was called before it was called as it is now, by the journal, the last first."""
    before = CHANGE.c.before["name"].as_string()
    chosen = select(before).join(ENTRY, ENTRY.c.id == CHANGE.c.entry_id)
    asked = chosen.where(CHANGE.c.row_table == School.__tablename__, ~ENTRY.c.undone)
    with ws.session() as session:
        names = list(session.scalars(asked.order_by(ENTRY.c.id.desc())))
    now = school(ws).name
    return tuple(dict.fromkeys(name for name in names if name and name.strip() and name != now))


def can_undo(ws: Workspace) -> str | None:
    """Return the name of the action that undo would take back, None where there is none."""
    with ws.session() as session:
        row = session.execute(journal.NEXT_UNDO).first()
    return row.action if row else None


def can_redo(ws: Workspace) -> str | None:
    """Return the name of the action that redo would do again, None where there is none."""
    with ws.session() as session:
        row = session.execute(journal.NEXT_REDO).first()
    return row.action if row else None


def _item_rows(session: Session, chosen: ColumnElement[bool]) -> list[ItemRow]:
    """Return rows by columns: a list of 5,000 opens in the time that objects would take for 500."""
    counts: dict[str, int] = {}
    files = func.count(LINK.c.evidence_id.distinct())
    linked = select(LINK.c.item_id, files).join(ITEM, ITEM.c.id == LINK.c.item_id).where(chosen)
    for item_id, count in session.execute(linked.group_by(LINK.c.item_id)):
        counts[item_id] = count
    rows = session.execute(select(*_COLUMNS).where(chosen).order_by(ITEM.c.position)).all()
    texts = _texts(session, {row[_LIST] for row in rows if row[_LEVEL] != Level.MEASURE.value})
    return [_item_row(row, counts.get(row[0], 0), texts.get(row[_LIST], "")) for row in rows]


def _texts(session: Session, checklist_ids: Iterable[str]) -> dict[str, str]:
    """Return the source texts of checklists' documents, by the checklists' ids."""
    chosen = select(Checklist.id, Document.source_text).join(Document, Document.id == Checklist.document_id)
    found = session.execute(chosen.where(Checklist.id.in_(checklist_ids)))
    return {row.id: row.source_text for row in found}


def _item_row(row: Sequence[Any], count: int, text: str) -> ItemRow:
    start, level = row[_SOURCE], _LEVELS[row[_LEVEL]]
    headed = start is not None and level is not Level.MEASURE
    values = [*row, count, text[start : start + PRINTED] if headed else ""]
    values[_LEVEL] = level
    for place, kind in _CHOICES:
        if values[place] is not None:
            values[place] = kind(values[place])
    duty = json.loads(values[_DUTY]) if values[_DUTY] and values[_DUTY] != "{}" else None
    values[_DUTY] = Duty(**duty) if duty else NO_DUTY
    values[_SOURCE : _SOURCE + 2] = [None if start is None else (start, values[_SOURCE + 1])]
    made = ItemRow.__new__(ItemRow)  # its __init__ would set 35 frozen fields one by one: twice the time
    vars(made).update(zip(_FIELDS, values, strict=True))
    return made


def _target_rows(session: Session, chosen: ColumnElement[bool]) -> list[TargetRow]:
    names = [getattr(Target, name) for name in TargetRow.__dataclass_fields__]
    found = session.execute(select(*names).where(chosen).order_by(Target.item_id, Target.position))
    return [TargetRow(*row) for row in found]


def _no_checklist() -> YaodianError:
    return YaodianError(_("找不到这份清单，没有改动。请重新选择。"))
