"""Full-text search: over the items' words and answers, and over what every evidence file says."""

import hashlib
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from desktop_app.evidence.extract import Extracted
from desktop_app.evidence.vault import StoredFile
from desktop_app.files import Closable
from desktop_app.i18n import _
from desktop_app.models import fields as f
from desktop_app.models.entities import CHECKLIST, ENTRY, EVIDENCE, ITEM
from desktop_app.models.evidence_rows import IS_OLDER, SERVES
from desktop_app.models.grams import Found, TextIndex, fold, tidy
from desktop_app.models.journal import KEYS_A_QUERY
from desktop_app.models.values import Changes
from desktop_app.models.workspace import Workspace

FILE = "search.db"
ITEM_WORDS = ("title", "text", "narrative", "problem", "improvement", "verdict_reason", "note", "tags")
EVIDENCE_WORDS = ("title", "name", "person", "note", "caption")
BEFORE, AROUND = 20, 80  # characters before the first word, and of the whole excerpt
_SLICE = 50  # owners taken in between two looks at the clock
MOST_PENDING = 500  # files told at a time whose text is to be read
_STAMP = select(func.coalesce(func.max(ENTRY.c.id), 0), func.count().filter(ENTRY.c.undone)).select_from(
    ENTRY
)
_ITEMS = (
    select(ITEM.c.id)
    .join(CHECKLIST, CHECKLIST.c.id == ITEM.c.checklist_id)
    .where(~ITEM.c.deleted, ~CHECKLIST.c.deleted)
)
_FILES = select(EVIDENCE.c.id)
_LABELS = {field.name: field.label for field in f.ITEM_FIELDS}
_FILE_LABELS = {field.name: field.label for field in f.EVIDENCE_FIELDS} | {"name": _("文件名")}


@dataclass(frozen=True)
class Hit:
    """A place where all words were found: in an item (`field` says in which of its fields) or in evidence.

    `name` is the file's, "" of an item.
    `page` counts from 1, None where the words stand in what was said of the file. `around` are the words with
    what stands around them on one line, `marks` where each word begins and ends in it. Of a hit whose words
    stand on several pages, one page is told.
    """

    title: str
    around: str
    marks: tuple[tuple[int, int], ...]
    item_id: str | None = None
    evidence_id: str | None = None
    field: str = ""
    page: int | None = None
    name: str = ""


class _Text(NamedTuple):
    """What is to be searched of one item or of what was said of one file."""

    owner: str
    texts: tuple[tuple[str, str], ...]
    digest: str


class Search(Closable):
    """Searches one workspace; its index is a cache beside the tables that may be deleted at any time.

    Used from the workspace's thread; closed before it, best by `with`. Every change of the workspace goes to
    `update`. New items and answers are taken in at the latest by `find`; `warm` does it bit by bit before.
    The text of files comes by `feed`.
    """

    def __init__(self, ws: Workspace) -> None:
        self._ws = ws
        self._index = TextIndex(ws.folder / FILE)
        self._due: dict[tuple[str, str], None] | None = None  # kind and owner; None: not compared yet
        self._known: dict[str, dict[str, str]] = {}  # what the index had when all was compared
        self._due_stamp = ""

    def close(self) -> None:
        """Let go of the index."""
        self._index.close()

    def find(self, words: str, limit: int = 50) -> list[Hit]:
        """Return where every word occurs: items, then files, the latest first, each once; at most `limit`."""
        wanted = words.split()
        if not fold(tidy(words)):
            return []
        for _attempt in range(2):  # an index that proved damaged was made anew, and needs all again
            self.warm()
            items, files, said = (
                self._index.find(kind, wanted, limit) for kind in ("item", "file", "evidence")
            )
            if self._index.said("stamp"):
                break
        with self._ws.session() as session:
            titles = _titles(session, [one.owner for one in items])
            held = _named(session, EVIDENCE.c.sha256, [one.owner for one in files])
            named = _named(session, EVIDENCE.c.id, [one.owner for one in said])
        hits = [_item_hit(one, titles[one.owner], wanted) for one in items if one.owner in titles]
        hits += [_file_hit(one, held[one.owner], wanted) for one in files if one.owner in held]
        told = {hit.evidence_id for hit in hits}
        hits += [
            _file_hit(one, named[one.owner], wanted)
            for one in said
            if one.owner in named and one.owner not in told
        ]
        return hits[:limit]

    def warm(self, seconds: float | None = None) -> bool:
        """Take in what changed while nobody told, for about so long (None: all); tell whether all is in."""
        if self._due is None or (not self._due and self._index.said("stamp") != self._stamp()):
            self._compare()
        due = self._due or {}
        end = None if seconds is None else time.perf_counter() + seconds
        while due:
            if end is not None and time.perf_counter() > end:
                return False
            some = list(islice(due, _SLICE))
            kind = some[0][0]
            self._take(kind, [owner for one, owner in some if one == kind])
            for one in some:
                if one[0] == kind:
                    del due[one]
        if self._index.said("stamp") != self._due_stamp:
            self._index.say("stamp", self._due_stamp)
        return True

    def update(self, changes: Changes) -> None:
        """Note what an action changed. Actions not told of are noticed, and all is compared anew."""
        if self._due is None:
            return
        stamp = self._stamp()
        if changes.reshaped or changes.checklists or not _is_next(self._due_stamp, stamp):
            self._due = None
            return
        for kind, ids in (("item", changes.items), ("evidence", changes.evidence)):
            for owner in sorted(ids):
                self._due[kind, owner] = None
                self._known.get(kind, {}).pop(owner, None)
        self._due_stamp = stamp

    def pending(self) -> list[StoredFile]:
        """Return files whose text was not taken in yet, without what is binned, the latest first.

        At most `MOST_PENDING`: who has read these asks again.
        """
        known = self._index.owners("file")
        hashes = select(EVIDENCE.c.sha256).where(~EVIDENCE.c.binned).order_by(EVIDENCE.c.added_at.desc())
        chosen = select(EVIDENCE.c.sha256, EVIDENCE.c.name, EVIDENCE.c.size)
        with self._ws.session() as session:
            unread = [one for one in session.scalars(hashes) if one not in known][:MOST_PENDING]
            rows = session.execute(chosen.where(EVIDENCE.c.sha256.in_(unread)))
            found = {row.sha256: StoredFile(*row) for row in rows}
        return [found[one] for one in unread]

    def feed(self, sha256: str, extracted: Extracted) -> None:
        """Take in what a file says. A worker may do the same with a TextIndex of its own, by `text_of`."""
        self._index.put("file", [text_of(sha256, extracted)])

    def problems(self) -> dict[str, str]:
        """Return what is wrong with the files whose text was taken in, by SHA-256, "" for nothing."""
        return self._index.owners("file")

    def _stamp(self) -> str:
        with self._ws.session() as session:
            last, undone = session.execute(_STAMP).one()
        return f"{last} {undone}"

    def _compare(self) -> None:
        """Note that all there is, and all that the index has, is to be compared."""
        self._due_stamp = self._stamp()
        self._due = {}
        with self._ws.session() as session:
            every = (("item", list(session.scalars(_ITEMS))), ("evidence", list(session.scalars(_FILES))))
        for kind, owners in every:
            self._known[kind] = self._index.owners(kind)
            self._due.update(((kind, owner), None) for owner in (*self._known[kind], *owners))

    def _take(self, kind: str, owners: Sequence[str]) -> None:
        """Take in those owners' texts that are new or changed; forget those that are gone."""
        texts = _item_texts if kind == "item" else _evidence_texts
        known = self._known.get(kind, {})
        with self._ws.session() as session:
            found = {one.owner: one for one in texts(session, owners)}
        gone = [one for one in owners if one not in found]
        if gone:
            self._index.drop(kind, gone)
        changed = [one for one in found.values() if known.get(one.owner) != one.digest]
        if changed:
            self._index.put(kind, changed)


def text_of(sha256: str, extracted: Extracted) -> tuple[str, tuple[tuple[str, str], ...], str]:
    """Return what a TextIndex is given for a file (of the kind "file")."""
    pages = tuple((str(number), page) for number, page in enumerate(extracted.pages, start=1))
    return sha256, pages, str(extracted.problem)


def _is_next(old: str, new: str) -> bool:
    """Tell whether one action, undo or redo at most lies between two stamps."""
    if not old:
        return False
    steps = (abs(int(one) - int(other)) for one, other in zip(old.split(), new.split(), strict=True))
    return sum(steps) <= 1


def _item_texts(session: Session, ids: Sequence[str]) -> Iterable[_Text]:
    columns = [ITEM.c[name] for name in ITEM_WORDS]
    chosen = _ITEMS.with_only_columns(ITEM.c.id, *columns)
    return _texts(ITEM_WORDS, session.execute(chosen.where(ITEM.c.id.in_(ids))))


def _evidence_texts(session: Session, ids: Sequence[str]) -> Iterable[_Text]:
    columns = [EVIDENCE.c[name] for name in EVIDENCE_WORDS]
    chosen = select(EVIDENCE.c.id, *columns).where(EVIDENCE.c.id.in_(ids))
    return _texts(EVIDENCE_WORDS, session.execute(chosen))


def _texts(names: Sequence[str], rows: Iterable[Sequence[Any]]) -> Iterable[_Text]:
    for owner, *values in rows:
        texts = tuple((name, value) for name, value in zip(names, values, strict=True) if value)
        digest = hashlib.blake2b(repr(texts).encode("utf-8", "backslashreplace"), digest_size=8)
        yield _Text(owner, texts, digest.hexdigest())


def _titles(session: Session, ids: Sequence[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for start in range(0, len(ids), KEYS_A_QUERY):
        some = ITEM.c.id.in_(ids[start : start + KEYS_A_QUERY])
        for one, title, text in session.execute(select(ITEM.c.id, ITEM.c.title, ITEM.c.text).where(some)):
            found[one] = title or text
    return found


def _named(session: Session, key: Any, owners: Sequence[str]) -> dict[str, tuple[str, str, str]]:  # noqa: ANN401
    """Return id, title and name of the files to be found: not binned, no loose older revision."""
    found: dict[str, tuple[str, str, str]] = {}
    for start in range(0, len(owners), KEYS_A_QUERY):
        chosen = select(key, EVIDENCE.c.id, EVIDENCE.c.title, EVIDENCE.c.name).where(
            key.in_(owners[start : start + KEYS_A_QUERY]), ~EVIDENCE.c.binned, ~IS_OLDER | SERVES
        )
        found.update((owner, (one, title, name)) for owner, one, title, name in session.execute(chosen))
    return found


def _item_hit(found: Found, title: str, words: Sequence[str]) -> Hit:
    return Hit(title, *excerpt(found.body, words), item_id=found.owner, field=_LABELS[found.place])


def _file_hit(found: Found, file: tuple[str, str, str], words: Sequence[str]) -> Hit:
    evidence_id, title, name = file
    around, marks = excerpt(found.body, words)
    if found.place.isdecimal():
        return Hit(title, around, marks, evidence_id=evidence_id, page=int(found.place), name=name)
    return Hit(title, around, marks, evidence_id=evidence_id, field=_FILE_LABELS[found.place], name=name)


def excerpt(body: str, words: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Return part of a tidy text with the words in it, and where in that part each begins and ends."""
    folded, at = _mapped(body)
    wanted = sorted({fold(tidy(word)) for word in words} - {""}, key=len, reverse=True)
    first = next((place for place in map(folded.find, wanted) if place >= 0), 0)
    begin = max(0, at[first] - BEFORE)
    end = min(len(body), begin + AROUND)
    marks = []
    for word in wanted:
        place = folded.find(word)
        while place >= 0:
            start, stop = at[place], at[place + len(word)]
            if begin <= start and stop <= end:
                marks.append((start, stop))
            place = folded.find(word, place + len(word))
    return _framed(body, begin, end, marks)


def _framed(
    body: str, begin: int, end: int, marks: Iterable[tuple[int, int]]
) -> tuple[str, tuple[tuple[int, int], ...]]:
    before = "…" if begin else ""
    shift = len(before) - begin
    shown = before + body[begin:end] + ("…" if end < len(body) else "")
    joined: list[tuple[int, int]] = []
    for start, stop in sorted(set(marks)):
        if joined and start < joined[-1][1]:  # words that overlap are one mark
            joined[-1] = joined[-1][0], max(stop + shift, joined[-1][1])
        else:
            joined.append((start + shift, stop + shift))
    return shown, tuple(joined)


def _mapped(body: str) -> tuple[str, list[int]]:
    """Return a text folded, and for each of its characters, and its end, the place in the text as it was."""
    letters: list[str] = []
    at: list[int] = []
    for place, letter in enumerate(body):
        for one in fold(letter):
            letters.append(one)
            at.append(place)
    return "".join(letters), [*at, len(body)]
