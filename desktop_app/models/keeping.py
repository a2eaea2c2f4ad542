"""What a person can do with a file itself: describe it, replace it by a newer one, bin it, let it go."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from desktop_app.errors import YaodianError
from desktop_app.evidence.vault import StoredFile
from desktop_app.i18n import _
from desktop_app.models import fields as f
from desktop_app.models.chosen import evidence_of, joined
from desktop_app.models.entities import CHANGE, ENTRY, LINK, Document, Evidence, EvidenceLink
from desktop_app.models.evidence_rows import chain, links_before_bin, rows_by_id
from desktop_app.models.journal import KEYS_A_QUERY, Values
from desktop_app.models.linking import NO_FACTS, out_of_bin, put_evidence
from desktop_app.models.values import Changes, EvidenceRow, FileFacts
from desktop_app.models.workspace import Workspace

CARRIED = ("title", "date", "person", "kind", "note", "caption")


@dataclass(frozen=True)
class Emptied:
    """What emptying the bin did, by the names of files: gone for good, and kept because still needed.

    `stuck` could not be removed from the disk, for another program has them open; nothing here knows of them.
    """

    gone: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    stuck: tuple[str, ...] = ()


def set_evidence(ws: Workspace, evidence_ids: Sequence[str], **values: object) -> Changes:
    """Describe files; names and words may be Chinese (类别="结果"). Raises YaodianError."""
    new = f.checked(values, f.EVIDENCE_FIELDS)
    labels = "、".join(f.named(word, f.EVIDENCE_FIELDS).label for word in values)
    with ws.action("") as action:
        files = evidence_of(action.session, evidence_ids)
        action.name = _("修改材料{names}：{fields}").format(
            names=joined(one.name for one in files), fields=labels
        )
        for one in files:
            for name, value in new.items():
                setattr(one, name, value)
    return action.changes


def replace(
    ws: Workspace, evidence_id: str, stored: StoredFile, facts: Mapping[str, FileFacts] = NO_FACTS
) -> tuple[EvidenceRow, Changes]:
    """Put a newer revision in a file's place; return it. The old one is kept as its revision before.

    It serves all that the old one served, and what was said of that is said of it.
    An older revision's file makes that one the newest again. Raises YaodianError where the file is an older
    revision itself or binned, or the new one has revisions of its own.
    """
    with ws.action("") as action:
        session = action.session
        (old,) = evidence_of(session, [evidence_id])
        known = chain(session, old.id)
        _check_replaceable(old, newest=known[0] == old.id)
        new_id = put_evidence(session, [stored], facts)[stored.sha256]
        session.flush()  # what is asked next must see it
        new = session.get_one(Evidence, new_id)
        action.name = _("用“{new}”替换材料“{old}”").format(new=stored.given or new.name, old=old.name)
        if new is not old:
            _take_out(session, new, known)
            new.previous_id = old.id
            for name in CARRIED:
                setattr(new, name, getattr(old, name) or getattr(new, name))
            _hand_over(session, old, new, stored.given or new.name)
    with ws.session() as reading:
        return rows_by_id(reading, [new_id])[new_id], action.changes


def put_in_bin(ws: Workspace, evidence_ids: Sequence[str]) -> Changes:
    """Put files aside, with their older revisions: they serve nothing any more. Raises YaodianError."""
    with ws.action("") as action:
        session = action.session
        named = evidence_of(session, evidence_ids)
        action.name = _("把材料移到回收站：{names}").format(names=joined(one.name for one in named))
        older = [one for each in named if each.previous_id for one in _older(session, each.id)]
        serving = _linked(session, older)
        files = [*named, *(session.get_one(Evidence, one) for one in older if one not in serving)]
        for one in files:
            one.binned = True
        for link in _links_of(session, [one.id for one in named]):
            session.delete(link)
    return action.changes


def take_from_bin(ws: Workspace, evidence_ids: Sequence[str]) -> Changes:
    """Bring files back, with their revisions; they serve again what they served. Raises YaodianError."""
    with ws.action("") as action:
        files = evidence_of(action.session, evidence_ids)
        action.name = _("从回收站取回材料：{names}").format(names=joined(one.name for one in files))
        links = links_before_bin(action.session, [one.id for one in files if one.binned])
        out_of_bin(action.session, files)
        _link_again(action.session, links)
    return action.changes


def empty_bin(ws: Workspace) -> tuple[Emptied, Changes]:
    """Let all that is binned go for good, the files too; say what went. This alone cannot be undone.

    What serves an item, or is a revision before something that stays, is kept. Undo passes this action by,
    and refuses to take back what would need a file that went. Raises YaodianError.
    """
    with ws.action("") as action:
        session = action.session
        binned = list(session.scalars(select(Evidence).where(Evidence.binned).order_by(Evidence.added_at)))
        going = _can_go(session, binned)
        action.name = _("清空回收站，永久删除：{names}").format(names=joined(one.name for one in going))
        action.final = True
        needed = _needed_otherwise(session, [one.sha256 for one in going])
        files = [(one.sha256, one.name) for one in going]
        for one in going:
            session.delete(one)
    # The tables first: a file without a row is tidied up, a row without its file would be a loss.
    stuck = [name for sha256, name in files if sha256 not in needed and not ws.vault.remove(sha256)]
    gone = tuple(one.name for one in going)
    stays = {one.id for one in binned} - {one.id for one in going}
    kept = tuple(one.name for one in binned if one.id in stays)
    return Emptied(gone, kept, tuple(stuck)), action.changes


def _check_replaceable(old: Evidence, *, newest: bool) -> None:
    if not newest:
        raise YaodianError(_("“{name}”是旧版本，没有替换。请在它的最新版本上替换。").format(name=old.name))
    if old.binned:
        raise YaodianError(_("“{name}”在回收站里，没有替换。请先取回再替换。").format(name=old.name))


def _take_out(session: Session, new: Evidence, known: Sequence[str]) -> None:
    """Take a file that was there before out of the revisions that it is to follow. Raises YaodianError."""
    if new.id in known:
        after = session.get_one(Evidence, known[known.index(new.id) - 1])
        after.previous_id = new.previous_id
    elif len(chain(session, new.id)) > 1:
        raise YaodianError(
            _("“{name}”已经是另一份材料的版本，没有替换。请直接使用那一份。").format(name=new.name)
        )


def _hand_over(session: Session, old: Evidence, new: Evidence, name: str) -> None:
    """Let a new revision serve all that the old one serves, under its own name."""
    there = {link.item_id for link in _links_of(session, [new.id])}
    for link in _links_of(session, [old.id]):
        if link.item_id in there:  # under another name, or in its own right
            session.delete(link)
        else:
            there.add(link.item_id)
            link.evidence_id, link.name = new.id, name


def _older(session: Session, evidence_id: str) -> list[str]:
    revisions = chain(session, evidence_id)
    return revisions[revisions.index(evidence_id) + 1 :]


def _links_of(session: Session, ids: Sequence[str]) -> list[EvidenceLink]:
    found: list[EvidenceLink] = []
    for start in range(0, len(ids), KEYS_A_QUERY):
        chosen = select(EvidenceLink).where(LINK.c.evidence_id.in_(ids[start : start + KEYS_A_QUERY]))
        found.extend(session.scalars(chosen.order_by(LINK.c.position)))
    return found


def _link_again(session: Session, links: Sequence[Values]) -> None:
    """Add links as they were, in their old places; last where another file took the place meanwhile."""
    taken: dict[str, set[int]] = {}
    there = set[tuple[str, str, str]]()
    items = list({link["item_id"] for link in links})
    for start in range(0, len(items), KEYS_A_QUERY):
        chosen = select(EvidenceLink).where(LINK.c.item_id.in_(items[start : start + KEYS_A_QUERY]))
        for known in session.scalars(chosen):
            taken.setdefault(known.item_id, set()).add(known.position)
            there.add((known.item_id, known.evidence_id, known.name))
    for link in sorted(links, key=lambda one: int(one["position"])):
        if (link["item_id"], link["evidence_id"], link["name"]) in there:
            continue
        places = taken.setdefault(link["item_id"], set())
        place = link["position"] if link["position"] not in places else max(places) + 1
        places.add(place)
        session.add(EvidenceLink(**{**link, "position": place}))


def _linked(session: Session, ids: Sequence[str]) -> set[str]:
    return {link.evidence_id for link in _links_of(session, ids)}


def _can_go(session: Session, binned: Sequence[Evidence]) -> list[Evidence]:
    """Return what may go: nothing linked, nothing that a revision which stays comes after."""
    linked = _linked(session, [one.id for one in binned])
    going = {one.id for one in binned} - linked
    followed = select(Evidence.previous_id, Evidence.id).where(Evidence.previous_id.is_not(None))
    after = {before: later for before, later in session.execute(followed) if before}
    stays = [before for before, later in after.items() if before in going and later not in going]
    while stays:
        one = stays.pop()
        if one in going:
            going.remove(one)
            stays.extend(before for before, later in after.items() if later == one)
    return [one for one in binned if one.id in going]


def _needed_otherwise(session: Session, hashes: Iterable[str]) -> set[str]:
    """Return which files a document was read from, or an import that may be redone: these stay."""
    originals = set(session.scalars(select(Document.sha256)))
    undone = select(CHANGE.c.after["sha256"].as_string()).join(ENTRY, ENTRY.c.id == CHANGE.c.entry_id)
    chosen = undone.where(CHANGE.c.row_table == "document", CHANGE.c.before.is_(None), ENTRY.c.undone)
    originals.update(session.scalars(chosen))
    return originals & set(hashes)
