"""What can be asked: plain frozen values out, never an ORM object."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, String, Table, false, func, select, type_coerce
from sqlalchemy.orm import Session

from desktop_app.documents.numbering import PRINTED
from desktop_app.documents.outline import NO_DUTY, Duty, Level
from desktop_app.documents.outline import Warning as OutlineWarning
from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models import journal
from desktop_app.models.entities import (
    SCHOOL_ID,
    Checklist,
    Document,
    Evidence,
    EvidenceLink,
    Item,
    School,
    Target,
)
from desktop_app.models.history import history
from desktop_app.models.journal import KEYS_A_QUERY
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import (
    ChecklistRow,
    DocumentRow,
    EvidenceRow,
    ItemRow,
    Progress,
    SchoolRow,
    TargetRow,
    Verdict,
)
from desktop_app.models.workspace import Workspace

__all__ = ["history"]

ITEM: Table = Item.__table__  # type: ignore[assignment]
LINK: Table = EvidenceLink.__table__  # type: ignore[assignment]
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


def checklists(ws: Workspace) -> list[ChecklistRow]:
    """Return the checklists that are not deleted, newest first."""
    chosen = select(
        Checklist.id, Checklist.document_id, Checklist.title, Checklist.year, Checklist.created_at
    ).where(~Checklist.deleted)
    with ws.session() as session:
        rows = session.execute(chosen.order_by(Checklist.created_at.desc(), Checklist.id))
        return [ChecklistRow(*row) for row in rows]


def document(ws: Workspace, checklist_id: str) -> DocumentRow:
    """Return the document that a checklist was made from. Raises YaodianError."""
    names = [getattr(Document, name) for name in DocumentRow.__dataclass_fields__]
    chosen = select(*names).join(Checklist, Checklist.document_id == Document.id)
    with ws.session() as session:
        row = session.execute(chosen.where(Checklist.id == checklist_id)).first()
    if row is None:
        raise _no_checklist()
    return DocumentRow(*row)


def warnings(ws: Workspace, checklist_id: str) -> list[OutlineWarning]:
    """Return the places where the parser decided something, as they were at the import."""
    chosen = select(Document.warnings).join(Checklist, Checklist.document_id == Document.id)
    with ws.session() as session:
        found = session.scalar(chosen.where(Checklist.id == checklist_id))
    return [OutlineWarning(**{**one, "source": tuple(one["source"])}) for one in found or ()]


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


def evidence(ws: Workspace, checklist_id: str) -> list[EvidenceRow]:
    """Return the files that serve a checklist, in the order in which its items first name them."""
    serving = select(LINK.c.evidence_id).join(ITEM, ITEM.c.id == LINK.c.item_id)
    chosen = serving.where(ITEM.c.checklist_id == checklist_id, ~ITEM.c.deleted)
    with ws.session() as session:
        return evidence_rows(session, Evidence.id.in_(chosen), checklist_id)


def item_evidence(ws: Workspace, item_id: str) -> list[EvidenceRow]:
    """Return the files of one item, each once, in the order in which they came."""
    linked = select(LINK.c.evidence_id).where(LINK.c.item_id == item_id).order_by(LINK.c.position)
    with ws.session() as session:
        order = list(dict.fromkeys(session.scalars(linked)))
        if not order:  # as most are
            return []
        found = {row.id: row for row in evidence_rows(session, Evidence.id.in_(order))}
    return [replace(found[one], here=found[one].names_in(item_id)) for one in order]


def all_evidence(ws: Workspace) -> list[EvidenceRow]:
    """Return every file, those that serve no item included, oldest first."""
    with ws.session() as session:
        found = evidence_rows(session, Evidence.id.is_not(None))
    return sorted(found, key=lambda row: (row.added_at, row.name))


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


def evidence_names(
    ws: Workspace, checklist_id: str, item_ids: Iterable[str] | None = None
) -> dict[str, list[str]]:
    """Return the names of the files of a checklist's items (of some of them), by item id; none without."""
    chosen = select(LINK.c.item_id, LINK.c.name).order_by(LINK.c.item_id, LINK.c.position)
    of_list = chosen.join(ITEM, ITEM.c.id == LINK.c.item_id).where(ITEM.c.checklist_id == checklist_id)
    ids = None if item_ids is None else list(item_ids)
    found: dict[str, list[str]] = {}
    with ws.session() as session:
        for start in range(0, 1 if ids is None else len(ids), KEYS_A_QUERY):
            some = (
                of_list
                if ids is None
                else chosen.where(LINK.c.item_id.in_(ids[start : start + KEYS_A_QUERY]))
            )
            for item_id, name in session.execute(some):
                found.setdefault(item_id, []).append(name)
    return found


def evidence_rows(
    session: Session, chosen: ColumnElement[bool], checklist_id: str | None = None
) -> list[EvidenceRow]:
    """Return files, each with the items it serves (of one checklist or of all) in checklist order.

    The files come in the order of their first items, those that serve none at the end.
    """
    place = _places(session, checklist_id)
    links = select(LINK.c.evidence_id, LINK.c.item_id, LINK.c.position, LINK.c.name).join(
        Evidence, Evidence.id == LINK.c.evidence_id
    )
    serves: dict[str, list[tuple[int, int, str, str]]] = {}
    for evidence_id, item_id, position, name in session.execute(links.where(chosen)):
        if item_id in place:
            serves.setdefault(evidence_id, []).append((place[item_id], position, item_id, name))
    names = (
        Evidence.id,
        Evidence.sha256,
        Evidence.name,
        Evidence.size,
        Evidence.added_at,
        Evidence.title,
    )
    found = list(session.execute(select(*names).where(chosen)))
    last = (len(place), 0, "", "")
    found.sort(key=lambda row: min(serves.get(row.id, [last])))
    return [_evidence_row(row, sorted(serves.get(row.id, ()))) for row in found]


def _evidence_row(row: Sequence[Any], links: Iterable[tuple[int, int, str, str]]) -> EvidenceRow:
    """Return a file with its links: place of the item, position there, item id, name there; in order."""
    given: dict[str, list[str]] = {}
    for _place, _position, item_id, name in links:
        given.setdefault(item_id, []).append(name)
    return replace(EvidenceRow(*row), item_ids=tuple(given), given=tuple(map(tuple, given.values())))


def _places(session: Session, checklist_id: str | None) -> dict[str, int]:
    """Return each item's place in document order, checklist by checklist, without deleted ones."""
    chosen = (
        select(ITEM.c.id, ITEM.c.parent_id)
        .join(Checklist, Checklist.id == ITEM.c.checklist_id)
        .where(~ITEM.c.deleted, Checklist.deleted == false())
        .order_by(Checklist.created_at, Checklist.id, ITEM.c.position)
    )
    if checklist_id:
        chosen = chosen.where(ITEM.c.checklist_id == checklist_id)
    children: dict[str | None, list[str]] = {}
    for item_id, parent_id in session.execute(chosen):
        children.setdefault(parent_id, []).append(item_id)
    order: dict[str, int] = {}
    stack = children.get(None, [])[::-1]
    while stack:
        item_id = stack.pop()
        order[item_id] = len(order)
        stack.extend(reversed(children.get(item_id, ())))
    return order


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
    return ItemRow(*values)


def _target_rows(session: Session, chosen: ColumnElement[bool]) -> list[TargetRow]:
    names = [getattr(Target, name) for name in TargetRow.__dataclass_fields__]
    found = session.execute(select(*names).where(chosen).order_by(Target.item_id, Target.position))
    return [TargetRow(*row) for row in found]


def _no_checklist() -> YaodianError:
    return YaodianError(_("找不到这份清单，没有改动。请刷新后重新选择。"))
