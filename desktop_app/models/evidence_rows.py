"""What can be asked of the files: those of an item, of a checklist, the inbox, the bin, older revisions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, bindparam, func, select
from sqlalchemy.orm import Session

from desktop_app.models.entities import CHANGE, CHECKLIST, ENTRY, EVIDENCE, ITEM, LINK
from desktop_app.models.journal import KEYS_A_QUERY, Values
from desktop_app.models.telling import item_names
from desktop_app.models.values import EvidenceRow, LinkRow
from desktop_app.models.workspace import Workspace

_STORED = [EVIDENCE.c[name] for name in EvidenceRow.__dataclass_fields__ if name in EVIDENCE.c]
_LATER = EVIDENCE.alias()
IS_OLDER = EVIDENCE.c.id.in_(select(_LATER.c.previous_id).where(_LATER.c.previous_id.is_not(None)))
SERVES = EVIDENCE.c.id.in_(select(LINK.c.evidence_id))
Place = tuple[datetime, str, tuple[tuple[int, str], ...]]

# Links of items that are there, with what it takes to put the items in order. Built once: building a
# statement costs more than running it.
_LINKS = (
    select(
        LINK.c.evidence_id,
        LINK.c.item_id,
        LINK.c.position,
        LINK.c.name,
        LINK.c.page,
        ITEM.c.position.label("place"),
        ITEM.c.parent_id,
        CHECKLIST.c.created_at,
        CHECKLIST.c.id.label("checklist_id"),
    )
    .join(ITEM, ITEM.c.id == LINK.c.item_id)
    .join(CHECKLIST, CHECKLIST.c.id == ITEM.c.checklist_id)
    .where(~ITEM.c.deleted, ~CHECKLIST.c.deleted)
)
_ITEMS = (
    select(
        ITEM.c.id.label("item_id"),
        ITEM.c.position.label("place"),
        ITEM.c.parent_id,
        CHECKLIST.c.created_at,
        CHECKLIST.c.id.label("checklist_id"),
    )
    .join(CHECKLIST, CHECKLIST.c.id == ITEM.c.checklist_id)
    .where(~ITEM.c.deleted, ~CHECKLIST.c.deleted, ITEM.c.id.in_(bindparam("ids", expanding=True)))
)
_BINNINGS = (  # the last entry that put each of some files into the bin
    select(CHANGE.c.row_key, func.max(CHANGE.c.entry_id))
    .join(ENTRY, ENTRY.c.id == CHANGE.c.entry_id)
    .where(CHANGE.c.row_table == "evidence", CHANGE.c.row_key.in_(bindparam("ids", expanding=True)))
    .where(CHANGE.c.after["binned"].as_boolean(), ~ENTRY.c.undone)
    .group_by(CHANGE.c.row_key)
)
_LINKS_TAKEN = select(CHANGE.c.before).where(
    CHANGE.c.entry_id == bindparam("entry"), CHANGE.c.row_table == "evidence_link", CHANGE.c.after.is_(None)
)
_ABOVE = select(ITEM.c.id, ITEM.c.parent_id, ITEM.c.position).where(
    ITEM.c.id.in_(bindparam("ids", expanding=True))
)
_OF_ITEM = select(LINK.c.evidence_id).where(LINK.c.item_id == bindparam("item")).order_by(LINK.c.position)
_LINKS_BY_ID = _LINKS.where(LINK.c.evidence_id.in_(bindparam("ids", expanding=True)))
_ROWS_BY_ID = select(*_STORED).where(EVIDENCE.c.id.in_(bindparam("ids", expanding=True)))
_ROW_ID = select(EVIDENCE.c.id).where(EVIDENCE.c.id == bindparam("id"))
_AFTER = select(EVIDENCE.c.id).where(EVIDENCE.c.previous_id == bindparam("id"))
_BEFORE = select(EVIDENCE.c.previous_id).where(EVIDENCE.c.id == bindparam("id"))
_ALL = select(EVIDENCE.c.id).order_by(EVIDENCE.c.added_at, EVIDENCE.c.name, EVIDENCE.c.id)
_INBOX = _ALL.where(~EVIDENCE.c.binned, ~SERVES, ~IS_OLDER)
_BINNED = _ALL.where(EVIDENCE.c.binned, ~IS_OLDER)
_ONLY: Place = (datetime.min, "", ())  # where there is but one item, its place does not matter


def evidence(ws: Workspace, checklist_id: str) -> list[EvidenceRow]:
    """Return the files that serve a checklist, in the order in which its items first name them."""
    serving = select(LINK.c.evidence_id).join(ITEM, ITEM.c.id == LINK.c.item_id)
    chosen = serving.where(ITEM.c.checklist_id == checklist_id, ~ITEM.c.deleted)
    with ws.session() as session:
        # The links by their list alone: with their files too, SQLite would try each item with each file.
        links = list(session.execute(_LINKS.where(CHECKLIST.c.id == checklist_id)))
        place = _places(session, links)
        stored = session.execute(select(*_STORED).where(EVIDENCE.c.id.in_(chosen)))
        rows = _with_links(stored, links, place)
    first: dict[str, tuple[Place, int]] = {}
    for link in links:
        here = (place[link.item_id], link.position)
        first[link.evidence_id] = min(here, first.get(link.evidence_id, here))
    return sorted((row for row in rows if row.id in first), key=lambda row: first[row.id])


def item_evidence(ws: Workspace, item_id: str) -> list[EvidenceRow]:
    """Return the files of one item, each once, in their order there."""
    order = ids_of_item(ws, item_id)
    if not order:  # as most are
        return []
    return [replace(row, here=row.names_in(item_id)) for row in evidence_by_id(ws, order)]


def evidence_by_id(ws: Workspace, evidence_ids: Iterable[str]) -> list[EvidenceRow]:
    """Return files in the order asked, without those that are not there."""
    ids = list(evidence_ids)
    with ws.session() as session:
        found = rows_by_id(session, ids)
    return [found[one] for one in ids if one in found]


def all_evidence(ws: Workspace) -> list[EvidenceRow]:
    """Return every file, oldest first: those that serve no item, older revisions and the binned too."""
    return evidence_by_id(ws, ids_of_all(ws))


def inbox(ws: Workspace) -> list[EvidenceRow]:
    """Return what serves nothing yet, oldest first: neither binned nor the older revision of another."""
    return evidence_by_id(ws, ids_of_inbox(ws))


def binned(ws: Workspace) -> list[EvidenceRow]:
    """Return what was put into the bin, oldest first, each with its newest revision alone."""
    return evidence_by_id(ws, ids_of_binned(ws))


def ids_of_all(ws: Workspace) -> list[str]:
    """Return the ids of every file, oldest first."""
    return _ids(ws, _ALL)


def ids_of_inbox(ws: Workspace) -> list[str]:
    """Return the ids of what serves nothing yet, oldest first."""
    return _ids(ws, _INBOX)


def ids_of_binned(ws: Workspace) -> list[str]:
    """Return the ids of what was put into the bin, oldest first."""
    return _ids(ws, _BINNED)


def ids_of_item(ws: Workspace, item_id: str) -> list[str]:
    """Return the ids of the files of one item, each once, in their order there."""
    with ws.session() as session:
        return list(dict.fromkeys(session.scalars(_OF_ITEM, {"item": item_id})))


def revisions(ws: Workspace, evidence_id: str) -> list[EvidenceRow]:
    """Return all revisions of a file, the newest first; the file may be any of them."""
    with ws.session() as session:
        ids = chain(session, evidence_id)
        found = rows_by_id(session, ids)
    return [found[one] for one in ids]


def where_linked(ws: Workspace, evidence_id: str) -> list[LinkRow]:
    """Return every item that a file serves, in order, the newest checklist last."""
    with ws.session() as session:
        links = sorted(
            session.execute(_LINKS_BY_ID, {"ids": [evidence_id]}), key=lambda link: int(link.position)
        )
        return _link_rows(session, links, {link.item_id: link.page for link in links})


def where_was_linked(ws: Workspace, evidence_id: str) -> list[LinkRow]:
    """Return the items that a file in the bin served until it went there, in order: it gets them back."""
    with ws.session() as session:
        links = sorted(links_before_bin(session, [evidence_id]), key=lambda link: int(link["position"]))
        pages = {link["item_id"]: link["page"] for link in links}
        items = list(session.execute(_ITEMS, {"ids": list(pages)}))
        return _link_rows(session, items, pages)


def links_before_bin(session: Session, evidence_ids: Sequence[str]) -> list[Values]:
    """Return the links (column → value) that files in the bin had until they went there.

    The journal has them: what bins a file takes its links away in the same entry. Links to items that are
    not there any more are left out.
    """
    found: list[Values] = []
    for start in range(0, len(evidence_ids), KEYS_A_QUERY):
        some = {"ids": evidence_ids[start : start + KEYS_A_QUERY]}
        entries = dict(session.execute(_BINNINGS, some).all())
        for entry in dict.fromkeys(entries.values()):
            taken = session.scalars(_LINKS_TAKEN, {"entry": entry})
            found.extend(link for link in taken if entries.get(link["evidence_id"]) == entry)
    ids = list({link["item_id"] for link in found})
    there: set[str] = set()
    for start in range(0, len(ids), KEYS_A_QUERY):
        there.update(session.scalars(_ITEMS, {"ids": ids[start : start + KEYS_A_QUERY]}))
    return [link for link in found if link["item_id"] in there]


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


def chain(session: Session, evidence_id: str) -> list[str]:
    """Return the ids of all revisions of a file, the newest first; none where it is not there."""
    found = list(session.scalars(_ROW_ID, {"id": evidence_id}))
    while found and (later := session.scalar(_AFTER, {"id": found[0]})):
        found.insert(0, later)
    while found and (earlier := session.scalar(_BEFORE, {"id": found[-1]})):
        found.append(earlier)
    return found


def rows_by_id(session: Session, ids: Sequence[str]) -> dict[str, EvidenceRow]:
    """Return files by their ids, each with all the items that it serves."""
    found: dict[str, EvidenceRow] = {}
    for start in range(0, len(ids), KEYS_A_QUERY):
        some = {"ids": ids[start : start + KEYS_A_QUERY]}
        links = list(session.execute(_LINKS_BY_ID, some))
        rows = _with_links(session.execute(_ROWS_BY_ID, some), links, _places(session, links))
        found.update((row.id, row) for row in rows)
    return found


def _ids(ws: Workspace, statement: Select[tuple[str]]) -> list[str]:
    with ws.session() as session:
        return list(session.scalars(statement))


def _link_rows(
    session: Session, items: Sequence[Row[*tuple[Any, ...]]], pages: Mapping[str, str]
) -> list[LinkRow]:
    """Return items, each once, as what a file serves."""
    place = _places(session, items)
    lists = dict(session.execute(select(CHECKLIST.c.id, CHECKLIST.c.title)).all())
    names = item_names(session, set(place))
    once = {one.item_id: one.checklist_id for one in items}
    return [
        LinkRow(item_id, names[item_id], once[item_id], lists[once[item_id]], pages[item_id])
        for item_id in sorted(once, key=lambda item_id: place[item_id])
    ]


def _with_links(
    stored: Iterable[Row[*tuple[Any, ...]]],
    links: Iterable[Row[*tuple[Any, ...]]],
    place: Mapping[str, Place],
) -> list[EvidenceRow]:
    """Return files with their links, these in the order of their items and there in their own."""
    serves: dict[str, list[Row[*tuple[Any, ...]]]] = {}
    for link in links:
        serves.setdefault(link.evidence_id, []).append(link)
    found = []
    for row in stored:
        given: dict[str, list[str]] = {}
        pages: dict[str, str] = {}
        own = serves.get(row.id, [])
        if len(own) > 1:
            own.sort(key=lambda link: (place[link.item_id], link.position))
        for link in own:
            given.setdefault(link.item_id, []).append(link.name)
            pages.setdefault(link.item_id, link.page)
        found.append(
            EvidenceRow(
                **row._mapping,
                item_ids=tuple(given),
                given=tuple(map(tuple, given.values())),
                item_pages=tuple(pages.values()),
            )
        )
    return found


def _places(session: Session, links: Sequence[Row[*tuple[Any, ...]]]) -> dict[str, Place]:
    """Return what puts the items of links in document order, checklist by checklist.

    Asks only for what stands above them: an item with one file must not wait for the whole list.
    """
    known = {link.item_id: (link.parent_id, link.place) for link in links}
    if len(known) < 2:
        return dict.fromkeys(known, _ONLY)
    todo = {parent for parent, _place in known.values() if parent} - known.keys()
    while todo:
        some = list(todo)[:KEYS_A_QUERY]
        todo.difference_update(some)
        for item_id, parent, position in session.execute(_ABOVE, {"ids": some}):
            known[item_id] = parent, position
            if parent and parent not in known:
                todo.add(parent)
    return {link.item_id: (link.created_at, link.checklist_id, _way(link.item_id, known)) for link in links}


def _way(item_id: str, known: Mapping[str, tuple[str | None, int]]) -> tuple[tuple[int, str], ...]:
    """Return the positions on the way down to an item; those of twins are told apart by their ids."""
    way = []
    at: str | None = item_id
    while at is not None:
        parent, position = known[at]
        way.append((position, at))
        at = parent
    return tuple(reversed(way))
