"""The audit trail in words: who changed what, from what to what."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Table, and_, func, select, true
from sqlalchemy.orm import Session

from desktop_app.i18n import _
from desktop_app.models import fields as f
from desktop_app.models.addresses import steps
from desktop_app.models.changes import look_up
from desktop_app.models.entities import Checklist, EvidenceLink, Item, Target
from desktop_app.models.journal import CHANGE, ENTRY, KEYS_A_QUERY, TABLES, Image, decode
from desktop_app.models.values import FieldChange, HistoryRow, Level
from desktop_app.models.workspace import Workspace

ITEM: Table = Item.__table__  # type: ignore[assignment]
_LABELS = {
    "item": {field.name: field for field in f.ITEM_FIELDS},
    "school": {field.name: field for field in f.SCHOOL_FIELDS},
    "checklist": {"title": f.CHECKLIST_TITLE},
    "target": {"actual": f.TARGET_ACTUAL},
}


class _Place(NamedTuple):
    """What a path needs of an item."""

    id: str
    parent_id: str | None
    level: Level
    number: str
    title: str


def history(ws: Workspace, item_id: str | None = None, limit: int = 200, most: int = 100) -> list[HistoryRow]:
    """Return the last actions, newest first; of one item where `item_id` is given.

    What came with an import is told by the import alone, not item by item. Of an action on more than `most`
    things only so many are told, and how many more there are.
    """
    with ws.session() as session:
        chosen = select(ENTRY.c.id, ENTRY.c.at, ENTRY.c.who, ENTRY.c.action, ENTRY.c.undone)
        about = _about(item_id) if item_id else true()
        if item_id:
            chosen = chosen.where(ENTRY.c.id.in_(select(CHANGE.c.entry_id).where(about)))
        entries = list(session.execute(chosen.order_by(ENTRY.c.id.desc()).limit(limit)))
        ids = [entry.id for entry in entries]
        images = _images(session, ids, about, most)
        counts = _counts(session, ids, about)
        subjects = _Subjects(session, [image for every in images.values() for image in every])
    told = []
    for entry in entries:
        shown = images.get(entry.id, ())
        lines = [line for image in shown for line in subjects.lines(image)]
        left = counts.get(entry.id, 0) - len(shown)
        if left > 0:
            lines.append(FieldChange(_("另有 {count} 项").format(count=left), "", "", ""))
        told.append(HistoryRow(*entry, tuple(lines)))
    return told


class _Subjects:
    """Knows what each changed row is called: items by number path and title, files by name."""

    def __init__(self, session: Session, images: Iterable[Image]) -> None:
        images = list(images)
        keys: dict[str, set[str]] = {}
        for image in images:
            keys.setdefault(image.table, set()).add(image.key)
        self._links = _by_id(session, EvidenceLink, keys.get("evidence_link", ()))
        self._links |= {
            image.key: {**(image.before or {}), **(image.after or {})}
            for image in images
            if image.table == "evidence_link"
        }
        self._targets = _by_id(session, Target, keys.get("target", ()))
        self._checklists = _by_id(session, Checklist, keys.get("checklist", ()))
        items = keys.get("item", set()) | {link["item_id"] for link in self._links.values()}
        items |= {target["item_id"] for target in self._targets.values()}
        self._items = _item_names(session, items)

    def lines(self, image: Image) -> list[FieldChange]:
        """Return an image in words, one line a field."""
        if image.table == "evidence_link":
            return [self._link_line(image)]
        subject = self._subject(image)
        if image.before is None or image.after is None:
            if image.table in ("item", "checklist"):
                return [FieldChange(subject, *_came_or_went(came=image.before is None))]
            if image.table != "school":
                return []
        known = _LABELS.get(image.table, {})
        before, after = image.before or {}, image.after or {}
        lines = []
        for name in {**before, **after}:
            if name == "deleted":
                lines.append(FieldChange(subject, *_came_or_went(came=not after[name])))
            elif name in known:
                column = TABLES[image.table].c[name]
                old = known[name].show(decode(column, before.get(name)))
                new = known[name].show(decode(column, after.get(name)))
                if old != new:
                    lines.append(FieldChange(subject, known[name].label, old, new))
        return lines

    def _link_line(self, image: Image) -> FieldChange:
        link = self._links[image.key]
        name = str(link["name"])
        came = image.before is None
        subject = self._items.get(link["item_id"], "")
        return FieldChange(subject, _("佐证材料"), "" if came else name, name if came else "")

    def _subject(self, image: Image) -> str:
        if image.table == "item":
            # An item whose adding was undone is named by what the journal kept of it.
            return self._items.get(image.key) or str((image.after or image.before or {}).get("title", ""))
        if image.table == "target":
            target = self._targets.get(image.key, {})
            return self._items.get(str(target.get("item_id")), "")
        if image.table == "checklist":
            kept = image.after or image.before or {}
            return str(self._checklists.get(image.key, kept).get("title", ""))
        return _("学校信息") if image.table == "school" else ""


def _came_or_went(*, came: bool) -> tuple[str, str, str]:
    there, gone = _("在清单中"), _("已删除")
    return (_("增删"), "", there) if came else (_("增删"), there, gone)


def _about(item_id: str) -> ColumnElement[bool]:
    """Return the condition for changes of an item, of its targets and of its files."""
    links = select(CHANGE.c.row_key).where(
        CHANGE.c.row_table == "evidence_link",
        (CHANGE.c.after["item_id"].as_string() == item_id)
        | (CHANGE.c.before["item_id"].as_string() == item_id),
    )
    targets = select(Target.id).where(Target.item_id == item_id)
    return (
        and_(CHANGE.c.row_table == "item", CHANGE.c.row_key == item_id)
        | and_(CHANGE.c.row_table == "target", CHANGE.c.row_key.in_(targets))
        | and_(CHANGE.c.row_table == "evidence_link", CHANGE.c.row_key.in_(links))
    )


def _told(entry_ids: list[int], about: ColumnElement[bool]) -> ColumnElement[bool]:
    """Return the condition for changes of entries, without the thousands of rows that an import brought."""
    imports = select(CHANGE.c.entry_id).where(CHANGE.c.row_table == "document", CHANGE.c.before.is_(None))
    part_of_import = CHANGE.c.entry_id.in_(imports) & CHANGE.c.row_table.in_(("item", "target", "document"))
    return CHANGE.c.entry_id.in_(entry_ids) & ~part_of_import & about


def _images(
    session: Session, entry_ids: list[int], about: ColumnElement[bool], most: int
) -> dict[int, list[Image]]:
    place = func.row_number().over(partition_by=CHANGE.c.entry_id, order_by=CHANGE.c.seq).label("place")
    columns = (CHANGE.c.entry_id, CHANGE.c.row_table, CHANGE.c.row_key, CHANGE.c.before, CHANGE.c.after)
    found: dict[int, list[Image]] = {}
    for start in range(0, len(entry_ids), KEYS_A_QUERY):
        some = select(*columns, place).where(_told(entry_ids[start : start + KEYS_A_QUERY], about)).subquery()
        chosen = (
            select(*list(some.c)[:-1]).where(some.c.place <= most).order_by(some.c.entry_id, some.c.place)
        )
        for entry_id, *image in session.execute(chosen):
            found.setdefault(entry_id, []).append(Image(*image))
    return found


def _counts(session: Session, entry_ids: list[int], about: ColumnElement[bool]) -> dict[int, int]:
    found: dict[int, int] = {}
    for start in range(0, len(entry_ids), KEYS_A_QUERY):
        some = _told(entry_ids[start : start + KEYS_A_QUERY], about)
        chosen = select(CHANGE.c.entry_id, func.count()).where(some).group_by(CHANGE.c.entry_id)
        found.update((entry_id, count) for entry_id, count in session.execute(chosen))
    return found


def _by_id(session: Session, kind: Any, keys: Iterable[str]) -> dict[str, dict[str, Any]]:  # noqa: ANN401
    table: Table = kind.__table__
    wanted = list(keys)
    found: dict[str, dict[str, Any]] = {}
    for start in range(0, len(wanted), KEYS_A_QUERY):
        some = select(table).where(table.c.id.in_(wanted[start : start + KEYS_A_QUERY]))
        found.update((row["id"], dict(row)) for row in session.execute(some).mappings())
    return found


def _item_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
    """Return number path and title of items, reading only what stands above them and beside these."""
    connection = session.connection()
    parents: set[str] = set()
    tops: set[str] = set()
    todo = set(ids)
    while todo:
        above = set(look_up(connection, ITEM.c.parent_id, ITEM.c.id, list(todo)))
        tops.update(look_up(connection, ITEM.c.checklist_id, ITEM.c.id, list(todo)))
        todo = {parent for parent in above if parent} - parents
        parents |= todo
    families: dict[tuple[str, str | None], list[_Place]] = {}
    columns = (ITEM.c.checklist_id, ITEM.c.id, ITEM.c.parent_id, ITEM.c.level, ITEM.c.number, ITEM.c.title)
    top = ITEM.c.parent_id.is_(None) & ITEM.c.checklist_id.in_(tops)
    below = ITEM.c.parent_id.in_(parents)
    for checklist_id, *place in session.execute(
        select(*columns).where(top | below).order_by(ITEM.c.position)
    ):
        one = _Place(*place)
        families.setdefault((checklist_id if one.parent_id is None else "", one.parent_id), []).append(one)
    known = {
        one.id: (one, step)
        for family in families.values()
        for one, step in zip(family, steps(family), strict=True)
    }
    return {item_id: _name(item_id, known) for item_id in ids if item_id in known}


def _name(item_id: str, known: dict[str, tuple[_Place, str]]) -> str:
    path = []
    at: str | None = item_id
    while at is not None:
        one, step = known[at]
        path.append(step)
        at = one.parent_id
    return f"{'/'.join(reversed(path))} {known[item_id][0].title}".strip()
