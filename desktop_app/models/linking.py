"""What a person can do with files and items: bring files in, say which items they serve, and where."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_app.evidence.vault import StoredFile
from desktop_app.i18n import _
from desktop_app.models import fields as f
from desktop_app.models import journal
from desktop_app.models.chosen import evidence_of, gone, items_of, joined, what
from desktop_app.models.entities import LINK, Evidence, EvidenceLink, Item, new_id
from desktop_app.models.evidence_rows import chain, rows_by_id
from desktop_app.models.journal import KEYS_A_QUERY
from desktop_app.models.values import Changes, EvidenceRow, FileFacts
from desktop_app.models.workspace import Workspace

A_STEP = 60  # rows written at a time: what nobody notices, also on an old PC
NO_FACTS: Mapping[str, FileFacts] = MappingProxyType({})
Pair = tuple[str, str]


class _Links:
    """The links of some files to some items: says which are there, and adds others after all of an item's.

    `ends` are the next places by item where these are known, and stay true: to find them, all links of an
    item are read. Empty, they are filled in.
    """

    def __init__(
        self,
        session: Session,
        item_ids: Sequence[str],
        evidence_ids: Iterable[str],
        ends: dict[str, int] | None = None,
    ) -> None:
        self._session = session
        self._there: dict[str, set[tuple[str, str]]] = {}
        self._ends = {} if ends is None else ends
        last = select(LINK.c.item_id, func.max(LINK.c.position)).group_by(LINK.c.item_id)
        for some in _by_key([] if self._ends else item_ids):
            found = session.execute(last.where(LINK.c.item_id.in_(some)))
            self._ends.update(dict.fromkeys(some, 0))
            self._ends.update((item_id, position + 1) for item_id, position in found)
        there = select(LINK.c.item_id, LINK.c.evidence_id, LINK.c.name)
        for some in _by_key(evidence_ids):
            for item_id, evidence_id, name in session.execute(there.where(LINK.c.evidence_id.in_(some))):
                self._there.setdefault(item_id, set()).add((evidence_id, name))

    def add(self, item_id: str, evidence_id: str, name: str, page: str = "") -> None:
        """Link a file to an item, last there; one linked under this name already stays as it is."""
        there = self._there.setdefault(item_id, set())
        if (evidence_id, name) in there:
            return
        there.add((evidence_id, name))
        position = self._ends[item_id]
        self._ends[item_id] += 1
        link = EvidenceLink(id=new_id(), item_id=item_id, evidence_id=evidence_id, name=name, page=page)
        link.position = position
        self._session.add(link)


def attach(
    ws: Workspace,
    item_ids: Sequence[str],
    stored: Sequence[StoredFile],
    *,
    page: str = "",
    facts: Mapping[str, FileFacts] = NO_FACTS,
) -> tuple[list[EvidenceRow], Changes]:
    """Link files of the vault to items; a file or link that is there already stays as it is.

    A link keeps the name that the file was given, whatever the vault calls it. `page` is where the files
    prove it; `facts` are what new files say of themselves, by their SHA-256. Returns the evidence in the
    order of `stored`, each once. What was binned is out of the bin again.
    """
    where = str(f.LINK_PAGE.checked(page))
    with ws.action("") as action:
        session = action.session
        items = items_of(session, item_ids)
        action.name = _added(items, stored)
        found = _put_with(session, items, stored, facts, where)
    return _rows(ws, found.values()), action.changes


def add_to_inbox(
    ws: Workspace, stored: Sequence[StoredFile], *, facts: Mapping[str, FileFacts] = NO_FACTS
) -> tuple[list[EvidenceRow], Changes]:
    """Take files of the vault in that serve nothing yet; those that are there already stay as they are.

    Returns the evidence in the order of `stored`, each once. What was binned is out of the bin again.
    """
    with ws.action(_received(stored)) as action:
        found = put_evidence(action.session, stored, facts)
    return _rows(ws, found.values()), action.changes


class BringingIn:
    """Files of the vault on their way to items, or to the inbox, a few at a time so that nobody waits.

    All of it is one action, undone as one, unless somebody does something in between: then the rest is an
    action of its own. An action is called by what came with it so far, so that it says the truth wherever
    it ends. Where what came so far was undone meanwhile, the rest stays out: `undone` is then true. `left`
    are the files still to come, `came` those that did.
    """

    def __init__(
        self,
        ws: Workspace,
        item_ids: Sequence[str],
        stored: Sequence[StoredFile],
        facts: Mapping[str, FileFacts] = NO_FACTS,
    ) -> None:
        self._ws = ws
        self._item_ids = tuple(item_ids)
        self._stored = tuple(stored)
        self._facts = facts
        self._at = 0
        self._first = 0  # of the files of the action that is under way
        self._entry: int | None = None
        self._ends: dict[str, int] = {}  # places after the items' links, while nobody else adds any
        self.came = 0
        self.undone = False

    @property
    def left(self) -> int:
        """How many files are still to come."""
        return len(self._stored) - self._at

    def step(self, at_most: int = A_STEP) -> Changes:
        """Take the next few in, for which about so many rows are written.

        Raises YaodianError, and nothing more comes then; what came stays.
        """
        many = max(1, at_most // (1 + len(self._item_ids)))
        begin, self._at = self._at, len(self._stored)  # no more of it, unless this goes well
        end = min(begin + many, len(self._stored))
        with self._ws.action("", goes_on=self._entry) as action:
            self.undone = self._entry is not None and journal.is_undone(action.connection, self._entry)
            if self.undone:
                return action.changes
            items = items_of(action.session, self._item_ids) if self._item_ids else []
            if self._entry is None or not journal.is_last(action.connection, self._entry):
                self._first, self._ends = begin, {}
            so_far = self._stored[self._first : end]
            action.name = _added(items, so_far) if items else _received(so_far)
            _put_with(action.session, items, self._stored[begin:end], self._facts, ends=self._ends)
        self._at = self.came = end
        self._entry = action.entry
        return action.changes


def detach(ws: Workspace, item_id: str, *evidence_ids: str) -> Changes:
    """Take files from an item; they stay in the vault, and with the other items they serve."""
    with ws.action("") as action:
        (item,) = items_of(action.session, [item_id])
        links = [one for each in evidence_ids for one in _links_between(action.session, item_id, each)]
        action.name = _("从{what}移除材料：{names}").format(
            what=_what([item]), names=joined(link.name for link in links)
        )
        for link in links:
            action.session.delete(link)
    return action.changes


def link(ws: Workspace, pairs: Iterable[Pair]) -> Changes:
    """Let files serve items too: `pairs` of evidence id and item id. Raises YaodianError.

    A file goes by its own name there, or by that of its first link. What was binned is out of the bin again.
    """
    wanted = list(dict.fromkeys(pairs))
    with ws.action("") as action:
        session = action.session
        files = {one.id: one for one in evidence_of(session, [one for one, _item in wanted])}
        items = items_of(session, list(dict.fromkeys(item for _one, item in wanted)))
        action.name = _("为{what}添加材料：{names}").format(
            what=_what(items), names=joined(one.name for one in files.values())
        )
        out_of_bin(session, files.values())
        links = _Links(session, [item.id for item in items], files)
        names = _first_names(session, list(files))
        served = _served(session, list(files))
        for evidence_id, item_id in wanted:
            if (evidence_id, item_id) not in served:
                links.add(item_id, evidence_id, names.get(evidence_id, files[evidence_id].name))
    return action.changes


def move(ws: Workspace, source: str, item_ids: Sequence[str], evidence_ids: Sequence[str]) -> Changes:
    """Let files of an item serve others in its place: their names and pages go with them.

    One that serves another already stays there as it is. Raises YaodianError.
    """
    with ws.action("") as action:
        session = action.session
        (left,) = items_of(session, [source])
        items = items_of(session, item_ids)
        leaving = [one for each in evidence_ids for one in _links_between(session, left.id, each)]
        action.name = _("把材料移到{what}：{names}").format(
            what=_what(items), names=joined(one.name for one in leaving)
        )
        links, served = _Links(session, item_ids, evidence_ids), _served(session, list(evidence_ids))
        for one in leaving:
            for item in items:
                if (one.evidence_id, item.id) not in served:
                    links.add(item.id, one.evidence_id, one.name, one.page)
            if left not in items:
                session.delete(one)
    return action.changes


def set_link_page(ws: Workspace, item_id: str, evidence_id: str, page: str) -> Changes:
    """Say where in a file an item is proved: 3, 3–5, 附件2; "" for all of it. Raises YaodianError."""
    where = str(f.LINK_PAGE.checked(page))
    with ws.action("") as action:
        (item,) = items_of(action.session, [item_id])
        links = _links_between(action.session, item_id, evidence_id)
        if not links:
            raise gone()
        action.name = _("填写材料“{name}”在{what}的所在页").format(name=links[0].name, what=_what([item]))
        for one in links:
            one.page = where
    return action.changes


def arrange_evidence(ws: Workspace, item_id: str, evidence_ids: Sequence[str]) -> Changes:
    """Put the files of an item into another order; those not named come after. Raises YaodianError."""
    rank = {evidence_id: place for place, evidence_id in enumerate(evidence_ids)}
    with ws.action("") as action:
        (item,) = items_of(action.session, [item_id])
        action.name = _("调整{what}的材料顺序").format(what=_what([item]))
        chosen = select(EvidenceLink).where(LINK.c.item_id == item_id).order_by(LINK.c.position)
        links = list(action.session.scalars(chosen))
        if not rank.keys() <= {one.evidence_id for one in links}:
            raise gone()
        links.sort(key=lambda one: rank.get(one.evidence_id, len(rank)))
        for place, one in enumerate(links):
            one.position = place
    return action.changes


def put_evidence(
    session: Session, stored: Iterable[StoredFile], facts: Mapping[str, FileFacts] = NO_FACTS
) -> dict[str, str]:
    """Return SHA-256 → id of files in their order, each once.

    Those not known are added; those known and binned come out of the bin.
    """
    files = {file.sha256: file for file in stored}
    known: dict[str, Evidence] = {}
    for some in _by_key(files):
        found = session.scalars(select(Evidence).where(Evidence.sha256.in_(some)))
        known.update((one.sha256, one) for one in found)
    out_of_bin(session, known.values())
    for sha256, file in files.items():
        if sha256 not in known:
            title = file.name.rpartition(".")[0] or file.name
            said = facts.get(sha256, FileFacts())
            one = Evidence(id=new_id(), sha256=sha256, name=file.name, size=file.size, title=title)
            one.pages = said.pages
            one.taken = said.taken.astimezone() if said.taken else None
            one.date = said.taken.date() if said.taken else None
            session.add(one)
            known[sha256] = one
    return {sha256: known[sha256].id for sha256 in files}


def _put_with(
    session: Session,
    items: Sequence[Item],
    stored: Sequence[StoredFile],
    facts: Mapping[str, FileFacts],
    page: str = "",
    ends: dict[str, int] | None = None,
) -> dict[str, str]:
    """Put files of the vault in and let them serve items, of which there may be none; return SHA-256 → id."""
    found = put_evidence(session, stored, facts)
    if items:
        links = _Links(session, [item.id for item in items], found.values(), ends)
        for file in stored:
            for item in items:
                links.add(item.id, found[file.sha256], file.given or file.name, page)
    return found


def _received(stored: Sequence[StoredFile]) -> str:
    return _("收到材料：{names}").format(names=joined(file.given or file.name for file in stored))


def _added(items: Sequence[Item], stored: Sequence[StoredFile]) -> str:
    names = joined(file.given or file.name for file in stored)
    return _("为{what}添加材料：{names}").format(what=_what(items), names=names)


def out_of_bin(session: Session, files: Iterable[Evidence]) -> None:
    """Take files and their other revisions out of the bin."""
    for one in files:
        if one.binned:
            for revision in evidence_of(session, chain(session, one.id)):
                revision.binned = False


def _by_key(ids: Iterable[str]) -> Iterator[list[str]]:
    """Yield ids, each once, as many at a time as a query takes."""
    once = list(dict.fromkeys(ids))
    for start in range(0, len(once), KEYS_A_QUERY):
        yield once[start : start + KEYS_A_QUERY]


def _rows(ws: Workspace, ids: Iterable[str]) -> list[EvidenceRow]:
    order = list(ids)
    with ws.session() as session:
        found = rows_by_id(session, order)
    return [found[one] for one in order]


def _links_between(session: Session, item_id: str, evidence_id: str) -> list[EvidenceLink]:
    """Return the links of a file to an item, one a name, in their order there."""
    chosen = (LINK.c.item_id == item_id) & (LINK.c.evidence_id == evidence_id)
    return list(session.scalars(select(EvidenceLink).where(chosen).order_by(LINK.c.position)))


def _served(session: Session, evidence_ids: list[str]) -> set[Pair]:
    """Return the pairs of file and item that are linked, under whatever name."""
    found: set[Pair] = set()
    pairs = select(LINK.c.evidence_id, LINK.c.item_id)
    for some in _by_key(evidence_ids):
        found.update((one, item) for one, item in session.execute(pairs.where(LINK.c.evidence_id.in_(some))))
    return found


def _first_names(session: Session, evidence_ids: list[str]) -> dict[str, str]:
    """Return the names that files go by in the first item that they serve."""
    found: dict[str, str] = {}
    named = select(LINK.c.evidence_id, LINK.c.name)
    for some in _by_key(evidence_ids):
        for evidence_id, name in session.execute(named.where(LINK.c.evidence_id.in_(some))):
            found.setdefault(evidence_id, name)
    return found


def _what(items: Sequence[Item]) -> str:
    return what([item.title for item in items])
