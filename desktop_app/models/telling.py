"""What the journal kept of a row, in words that a clerk understands."""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from desktop_app.i18n import _
from desktop_app.models import fields as f
from desktop_app.models.addresses import steps
from desktop_app.models.changes import look_up
from desktop_app.models.entities import (
    ITEM,
    Checklist,
    Department,
    Evidence,
    EvidenceLink,
    Person,
    Target,
)
from desktop_app.models.journal import KEYS_A_QUERY, TABLES, Image, decode
from desktop_app.models.values import FieldChange, Level

_LABELS = {
    "item": {field.name: field for field in f.ITEM_FIELDS},
    "school": {field.name: field for field in f.SCHOOL_FIELDS},
    "checklist": {field.name: field for field in (f.CHECKLIST_TITLE, *f.CHECKLIST_TEXTS)},
    "target": {"actual": f.TARGET_ACTUAL},
    "evidence": {field.name: field for field in f.EVIDENCE_FIELDS},
    "evidence_link": {"page": f.LINK_PAGE},
    "department": {"name": f.Field("name", _("部门"))},
    "person": {"name": f.Field("name", _("姓名")), "post": f.Field("post", _("职务"))},
}
_LEVELS = {
    Level.SECTION: _("章"),
    Level.SUBSECTION: _("节"),
    Level.POINT: _("要点"),
    Level.MEASURE: _("举措"),
}
_WHOLE = ("item", "checklist", "department", "person")  # of which one is told that it came or went


class _Place(NamedTuple):
    """What a path needs of an item."""

    id: str
    parent_id: str | None
    level: Level
    number: str
    title: str


class Teller:
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
            if image.table == "evidence_link" and (image.before is None or image.after is None)
        }
        self._targets = _by_id(session, Target, keys.get("target", ()))
        self._named = {
            kind.__tablename__: _by_id(session, kind, keys.get(kind.__tablename__, ()))
            for kind in (Checklist, Department, Evidence, Person)
        }
        sides = [side for image in images for side in (image.before, image.after) if side]
        of_people = {str(side["department_id"]) for side in sides if side.get("department_id")}
        self._departments = _by_id(session, Department, of_people)
        items = keys.get("item", set()) | {link["item_id"] for link in self._links.values()}
        items |= {target["item_id"] for target in self._targets.values()}
        items |= {str(side[name]) for side in sides for name in ("item_id", "parent_id") if side.get(name)}
        self._items = item_names(session, items)

    def lines(self, image: Image) -> list[FieldChange]:
        """Return an image in words, one line a field; a line without values says all by its field."""
        if image.table == "evidence_link":
            return list(self._link_lines(image))
        subject = self._subject(image)
        came, went = image.before is None, image.after is None
        if came or went:
            if image.table in _WHOLE:
                return [FieldChange(subject, _("新增") if came else _("删除"), "", "")]
            if image.table == "evidence" and went:
                return [FieldChange(subject, _("永久删除"), "", "")]
            if image.table != "school":
                return []
        lines = list(self._field_lines(image, subject))
        if not lines and "position" in (image.after or {}):
            lines = [FieldChange(subject, _("移动"), "", "")]
        return lines

    def _field_lines(self, image: Image, subject: str) -> Iterator[FieldChange]:
        before, after = image.before or {}, image.after or {}
        known = _LABELS.get(image.table, {})
        for name in {**before, **after}:
            old, new = before.get(name), after.get(name)
            if name == "binned":
                yield FieldChange(subject, _("移到回收站") if new else _("取回"), "", "")
            elif name == "deleted":
                yield FieldChange(subject, _("删除") if new else _("恢复"), "", "")
            elif name in known:
                column = TABLES[image.table].c[name]
                was, now = (known[name].show(decode(column, one)) for one in (old, new))
                if was != now:
                    yield FieldChange(subject, known[name].label, was, now)
            else:
                (label, was), (_label, now) = self._other(name, old), self._other(name, new)
                if was != now:
                    yield FieldChange(subject, label, was, now)

    def _other(self, name: str, value: Any) -> tuple[str, str]:  # noqa: ANN401 -- JSON's types
        """Return label and value of a column that nobody types, "" for one that nobody sees."""
        match name:
            case "parent_id":
                above = _("最上一级") if value is None else self._items.get(value, _("已不在的条目"))
                return _("移动"), above
            case "level":
                return _("级别"), "" if value is None else _LEVELS[Level(value)]
            case "department_id":
                return _("部门"), str(self._departments.get(value, {}).get("name", ""))
            case "confirmed":
                return _("量化指标"), _("已确认") if value else _("待确认")
            case "grades":
                return _("评定等级"), "、".join(f"{one['label']} {one['least']:.0%}" for one in value or ())
        return "", ""

    def _link_lines(self, image: Image) -> Iterator[FieldChange]:
        link = self._links.get(image.key, {})
        name = str(link.get("name", ""))
        for side, before, after in ((image.before, name, ""), (image.after, "", name)):
            if side and "item_id" in side:
                yield FieldChange(self._items.get(side["item_id"], ""), _("佐证材料"), before, after)
        if image.before and image.after:
            yield from self._changed_link(link, image.before, image.after)

    def _changed_link(
        self, link: dict[str, Any], before: dict[str, Any], after: dict[str, Any]
    ) -> Iterator[FieldChange]:
        subject = self._items.get(str(link.get("item_id")), "")
        if "evidence_id" in after:
            was, now = (str(side.get("name", link.get("name"))) for side in (before, after))
            yield FieldChange(subject, _("佐证材料换为新版本"), was, now)
        if "page" in after:
            yield FieldChange(subject, f.LINK_PAGE.label, before["page"], after["page"])

    def _subject(self, image: Image) -> str:
        kept = image.after or image.before or {}
        if image.table == "item":
            # An item whose adding was undone is named by what the journal kept of it.
            return self._items.get(image.key) or str(kept.get("title", ""))
        if image.table == "target":
            target = self._targets.get(image.key, {})
            return self._items.get(str(target.get("item_id")), "")
        if image.table in self._named:
            named = self._named[image.table].get(image.key, kept)
            return str(named.get("title", named.get("name", "")))
        return _("学校信息") if image.table == "school" else ""


def _by_id(session: Session, kind: Any, keys: Iterable[str]) -> dict[str, dict[str, Any]]:  # noqa: ANN401
    table: Table = kind.__table__
    wanted = list(keys)
    found: dict[str, dict[str, Any]] = {}
    for start in range(0, len(wanted), KEYS_A_QUERY):
        some = select(table).where(table.c.id.in_(wanted[start : start + KEYS_A_QUERY]))
        found.update((row["id"], dict(row)) for row in session.execute(some).mappings())
    return found


def item_names(session: Session, ids: Iterable[str]) -> dict[str, str]:
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
