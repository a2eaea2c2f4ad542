"""An index over texts in a file of its own: finds words of any length in them, Chinese above all.

Built on SQLite's FTS5 with its trigram tokenizer. Words of one or two characters, which trigrams alone cannot
find, are looked up among the trigrams that begin with them. The file is a cache: it holds nothing that is
not elsewhere too, and where it is damaged or of another version it is made anew. What is searched for is only
ever a parameter, and in the index's own syntax a quoted string of letters.
"""

import re
import sqlite3
import unicodedata
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, TypeVar

from desktop_app.files import Closable

VERSION = 1
KINDS = ("item", "evidence", "file")
MOST_GRAMS = 400  # beginning with one short word; one that has more is frequent, and found by looking
MOST_SCATTERED = 200  # owners looked through whose words stand in several texts
MOST_READ = 20_000  # texts looked through for words that the index cannot narrow
_CJK = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f"
_BREAK = re.compile(rf"(?<=[{_CJK}])\s+(?=[{_CJK}])")
_SPACE = re.compile(r"\s+")
_UNSEEN = re.compile("[\x00-\x08\x0e-\x1b\x7f\ud800-\udfff]")  # nobody types these, and some cannot be stored
_END = "\x02\x02"  # after each text, so that its last two characters begin trigrams too
_SCHEMA = """
CREATE TABLE said (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE known (kind TEXT NOT NULL, owner TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (kind, owner))
    WITHOUT ROWID;
"""
_SCHEMA_OF = """
CREATE TABLE {kind}_text (id INTEGER PRIMARY KEY, owner TEXT NOT NULL, place TEXT NOT NULL,
    body TEXT NOT NULL);
CREATE INDEX {kind}_owner ON {kind}_text (owner);
CREATE VIRTUAL TABLE {kind}_gram USING fts5(body, content='', tokenize='trigram case_sensitive 1',
    detail=none, columnsize=0);
CREATE VIRTUAL TABLE {kind}_word USING fts5vocab({kind}_gram, row);
"""
Given = TypeVar("Given")


class Found(NamedTuple):
    """A text in which words occur: whose it is, where in it (a page, a field), and all of it."""

    owner: str
    place: str
    body: str


def tidy(text: str) -> str:
    """Return a text on one line, without the breaks that a page's layout makes between Chinese characters."""
    text = _UNSEEN.sub("", unicodedata.normalize("NFC", text))
    return _SPACE.sub(" ", _BREAK.sub("", text)).strip()


def fold(text: str) -> str:
    """Return a tidy text as it is compared: no capitals, half width where there are two widths."""
    return unicodedata.normalize("NFKC", text).casefold()


class TextIndex(Closable):
    """Texts by kind and owner, in `path`; in memory where that is None or cannot be written.

    One thread uses one object; several objects may be open on one file. Closed at the end, best by `with`.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._connection = self._opened()

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    def said(self, name: str) -> str:
        """Return what was noted under a name, "" for nothing."""
        return self._safely(lambda: self._said(name), "")

    def say(self, name: str, value: str) -> None:
        """Note something."""
        statement = "INSERT OR REPLACE INTO said VALUES (?, ?)"
        self._safely(lambda: self._connection.execute(statement, (name, value)), None)

    def put(self, kind: str, texts: Iterable[tuple[str, Sequence[tuple[str, str]], str]]) -> None:
        """Put owners' texts in the place of those they had: owner, (place, text) …, and a note on it.

        All of them or none.
        """
        given = list(texts)
        self._safely(lambda: self._put(kind, given), None)

    def drop(self, kind: str, owners: Iterable[str]) -> None:
        """Forget owners and their texts."""
        gone = list(owners)
        self._safely(lambda: self._drop_all(kind, gone), None)

    def owners(self, kind: str) -> dict[str, str]:
        """Return the owners that are known, each with the note on it."""
        statement = "SELECT owner, note FROM known WHERE kind = ?"
        return self._safely(lambda: dict(self._connection.execute(statement, (kind,))), {})

    def find(self, kind: str, words: Sequence[str], limit: int) -> list[Found]:
        """Return texts of owners in whose texts every word occurs, the latest put first; at most `limit`.

        Texts that hold all the words come first; then, for owners whose words stand in several texts, the one
        that holds the longest.
        """
        folded = sorted({fold(tidy(word)) for word in words} - {""}, key=len, reverse=True)
        if not folded:
            return []
        return self._safely(lambda: self._find(kind, folded, limit), [])

    def _said(self, name: str) -> str:
        row = self._connection.execute("SELECT value FROM said WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else ""

    def _put(self, kind: str, given: Sequence[tuple[str, Sequence[tuple[str, str]], str]]) -> None:
        with self._writing() as run:
            for owner, texts, note in given:
                self._forget(kind, owner)
                run("INSERT INTO known VALUES (?, ?, ?)", (kind, owner, note))
                for place, text in texts:
                    body = tidy(text)
                    if not body:
                        continue
                    row = run(
                        f"INSERT INTO {kind}_text (owner, place, body) VALUES (?, ?, ?)", (owner, place, body)
                    )
                    run(
                        f"INSERT INTO {kind}_gram (rowid, body) VALUES (?, ?)",
                        (row.lastrowid, fold(body) + _END),
                    )

    def _drop_all(self, kind: str, owners: Iterable[str]) -> None:
        with self._writing():
            for owner in owners:
                self._forget(kind, owner)

    def _forget(self, kind: str, owner: str) -> None:
        run = self._connection.execute
        for row_id, body in run(f"SELECT id, body FROM {kind}_text WHERE owner = ?", (owner,)).fetchall():
            run(
                f"INSERT INTO {kind}_gram ({kind}_gram, rowid, body) VALUES ('delete', ?, ?)",
                (row_id, fold(body) + _END),
            )
        run(f"DELETE FROM {kind}_text WHERE owner = ?", (owner,))
        run("DELETE FROM known WHERE kind = ? AND owner = ?", (kind, owner))

    def _find(self, kind: str, words: Sequence[str], limit: int) -> list[Found]:
        found: dict[str, Found] = {}
        for one in self._holding(kind, words):
            found.setdefault(one.owner, one)
            if len(found) == limit:
                return list(found.values())
        if len(words) > 1:
            for one in self._scattered(kind, words, found.keys()):
                found[one.owner] = one
                if len(found) == limit:
                    break
        return list(found.values())

    def _scattered(self, kind: str, words: Sequence[str], without: Collection[str]) -> Iterator[Found]:
        """Yield, for owners whose texts hold all words though none alone does, the one with the longest."""
        statement = (
            f"SELECT DISTINCT t.owner FROM {kind}_gram AS g JOIN {kind}_text AS t ON t.id = g.rowid "
            f"WHERE {kind}_gram MATCH ?"
        )
        asked = [one for one in (self._condition(kind, word) for word in words) if one is not None]
        owners: set[str] | None = None
        for condition in asked:
            some = {row[0] for row in self._connection.execute(statement, (condition,))}
            owners = some if owners is None else owners & some
        for owner in sorted((owners or set()).difference(without))[:MOST_SCATTERED]:
            rows = self._connection.execute(
                f"SELECT owner, place, body FROM {kind}_text WHERE owner = ? ORDER BY id", (owner,)
            ).fetchall()
            bodies = [fold(row[2]) for row in rows]
            if all(any(word in body for body in bodies) for word in words):
                yield Found(*next(row for row, body in zip(rows, bodies, strict=True) if words[0] in body))

    def _holding(self, kind: str, words: Sequence[str]) -> Iterator[Found]:
        """Yield the texts that hold all words, the latest first."""
        wanted = [one for one in (self._condition(kind, word) for word in words) if one is not None]
        statement = f"SELECT t.owner, t.place, t.body FROM {kind}_text AS t ORDER BY t.id DESC LIMIT ?"
        values: tuple[object, ...] = (MOST_READ,)
        if wanted:
            statement = (
                f"SELECT t.owner, t.place, t.body FROM {kind}_gram AS g "
                f"JOIN {kind}_text AS t ON t.id = g.rowid "
                f"WHERE {kind}_gram MATCH ? ORDER BY g.rowid DESC LIMIT ?"
            )
            values = (" AND ".join(wanted), MOST_READ)
        for row in self._connection.execute(statement, values):
            body = fold(row[2])
            if all(word in body for word in words):
                yield Found(*row)

    def _condition(self, kind: str, word: str) -> str | None:
        """Return what the index is asked for a word; None where it cannot help."""
        if len(word) > 2:
            grams = dict.fromkeys(word[at : at + 3] for at in range(len(word) - 2))
            return "(" + " AND ".join(map(_quoted, grams)) + ")"
        beginning = f"SELECT term FROM {kind}_word WHERE term >= ? AND term < ? LIMIT ?"
        last = word + "\U0010ffff"
        terms = [row[0] for row in self._connection.execute(beginning, (word, last, MOST_GRAMS + 1))]
        if len(terms) > MOST_GRAMS:
            return None
        return "(" + " OR ".join(map(_quoted, terms or [_NOWHERE])) + ")"

    def _safely(self, work: Callable[[], Given], nothing: Given) -> Given:
        """Do something; a file that proves damaged is made anew, and then it holds nothing.

        A full disk or another program at it is no damage: then nothing is done, for a cache can do without.
        """
        for _attempt in range(2):
            try:
                return work()
            except sqlite3.Error as error:
                if not _is_damage(error):
                    break
            self._make_anew()
        return nothing

    def _writing(self) -> "_Transaction":
        return _Transaction(self._connection)

    def _make_anew(self) -> None:
        self._connection.close()
        if self.path:
            _remove(self.path)
        self._connection = self._opened()

    def _opened(self) -> sqlite3.Connection:
        if self.path is None:
            return _ready(":memory:")
        for _attempt in range(2):
            try:
                return _ready(self.path)
            except sqlite3.Error as error:
                if not _is_damage(error):
                    break
            _remove(self.path)
        return _ready(":memory:")  # for this time


_NOWHERE = "\x01\x01\x01"
_DAMAGE = (sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_FORMAT)


class _Transaction:
    """All of what is done inside or nothing; gives what runs a statement."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __enter__(self) -> Callable[..., sqlite3.Cursor]:
        self._connection.execute("BEGIN IMMEDIATE")
        return self._connection.execute

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._connection.execute("COMMIT" if kind is None else "ROLLBACK")


def _ready(path: Path | str) -> sqlite3.Connection:
    """Open a file and see that it is ours, or make it. Raises sqlite3.Error."""
    connection = sqlite3.connect(path, timeout=2, isolation_level=None)
    try:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=NORMAL")
        version = connection.execute("PRAGMA user_version").fetchone()[0]
        if version == 0:
            every = "".join(_SCHEMA_OF.format(kind=kind) for kind in KINDS)
            connection.executescript(
                f"BEGIN IMMEDIATE; {_SCHEMA} {every} PRAGMA user_version={VERSION}; COMMIT;"
            )
        elif version != VERSION:
            raise sqlite3.DatabaseError("another version")
        connection.execute("SELECT 1 FROM known LIMIT 1").fetchone()
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _is_damage(error: sqlite3.Error) -> bool:
    """Tell whether the file itself is at fault, rather than the disk or another program."""
    code = getattr(error, "sqlite_errorcode", None)
    return code is None or code & 0xFF in _DAMAGE


def _remove(path: Path) -> None:
    for part in (path, path.with_name(f"{path.name}-wal"), path.with_name(f"{path.name}-shm")):
        with suppress(OSError):
            part.unlink()


def _quoted(gram: str) -> str:
    return '"' + gram.replace('"', '""') + '"'
