"""Copies of a workspace's tables: of one moment, opened in a trial and counted.

Each function has a connection of its own and gives plain values, so that it may run on any thread;
beside `database` the only module that knows it is SQLite.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from sqlalchemy import Table

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models import database
from desktop_app.models.entities import JOURNALED, Base
from desktop_app.models.migrations import OURS

_LISTS = """
SELECT DISTINCT checklist.title FROM journal_change
LEFT JOIN evidence_link ON row_table = 'evidence_link' AND evidence_link.id = row_key
LEFT JOIN target ON row_table = 'target' AND target.id = row_key
LEFT JOIN item ON item.id IN (row_key, evidence_link.item_id, target.item_id)
JOIN checklist ON checklist.id IN (row_key, item.checklist_id)
JOIN journal_entry ON journal_entry.id = entry_id
WHERE entry_id > ? OR entry_id = ? AND at IS NOT ? ORDER BY checklist.title
"""
_DIALECT = database.Dialect()
_LAST = "SELECT id, at FROM journal_entry ORDER BY id DESC LIMIT 1"


class Last(NamedTuple):
    """The journal's last entry: its number, 0 for none, and when it was made or gone on with, as stored."""

    entry: int = 0
    at: str = ""


@dataclass(frozen=True)
class Contents:
    """What tables hold: their version, the rows of each table by its name, the last entry of the journal.

    `recorded`: the SHA-256 of the files that they name.
    """

    stamp: str
    counts: dict[str, int]
    last: Last
    recorded: frozenset[str]

    @property
    def items(self) -> int:
        """How many items there are, deleted ones included."""
        return self.counts.get("item", 0)

    @property
    def files(self) -> int:
        """How many files of evidence there are."""
        return self.counts.get("evidence", 0)


class Snapshot:
    """The tables as they are when this is made, however they go on changing; to be closed.

    Where changes are logged ahead (WAL) the writer goes on meanwhile; elsewhere it waits until the close.
    """

    def __init__(self, path: Path) -> None:
        with database.plain_words():
            try:
                self._source, self.is_empty = _begun(path, "mode=ro")
            except sqlite3.OperationalError as error:
                # Where nothing can be written nobody writes: the file is whole as it stands.
                if not database.cannot_open(error) or database.left_beside(path):
                    raise
                self._source, self.is_empty = _begun(path, "mode=ro&immutable=1")

    def copy_to(self, path: Path) -> Contents:
        """Copy everything into an empty file, try the copy and count both; return what it holds.

        Raises YaodianError where the tables are damaged, or the copy is not what was copied.
        """
        with database.plain_words():
            with closing(sqlite3.connect(path)) as copy:
                # A copy that fails is thrown away: a journal beside it would only be left behind.
                copy.execute("PRAGMA journal_mode=OFF")
                self._source.backup(copy)
            wanted = _contents(self._source)
        try:
            tried = trial(path)
        except database.DamagedError:
            with database.plain_words():
                _tried(self._source)  # where this was damaged before, that is what is to be said
            tried = None
        if tried != wanted:
            raise YaodianError(
                _("备份和原来的数据不一样，没有留下这份备份，现有内容没有改动。请检查磁盘，然后再试。")
            )
        return wanted

    def close(self) -> None:
        """Let go of the moment."""
        self._source.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def trial(path: Path) -> Contents:
    """Open a copy, check every page, reference and value of it, and count.

    Nothing is written, also not beside it. Raises YaodianError where it is damaged.
    """
    with database.plain_words(), closing(_opened(path, "mode=ro&immutable=1")) as connection:
        return _tried(connection)


def trial_of_scratch(path: Path) -> Contents:
    """Do the same with a copy nobody needs any more, what lies beside it included: it may be written."""
    with database.plain_words(), closing(_opened(path, "mode=rw")) as connection:
        return _tried(connection)


def read_all(connection: sqlite3.Connection, *, journal: bool = True) -> None:
    """Read every value as what it is: to SQLite a letter that became another is no damage, here it may be.

    Text, JSON, dates and words of a list are decoded as in use; what an older version did not have yet is
    passed by, and so is the journal where it is not wanted. Raises DamagedError; sqlite3.OperationalError for
    what is no text.
    """
    whole = _stamp(connection) == OURS.newest
    for table in Base.metadata.sorted_tables:
        names = [str(row[1]) for row in connection.execute(f'PRAGMA table_info("{table.name}")').fetchall()]
        if whole and not set(table.c.keys()) <= set(names):
            raise database.damaged()
        if names and (journal or table.name in JOURNALED):
            _read_rows(connection, table, names)


def _read_rows(connection: sqlite3.Connection, table: Table, names: list[str]) -> None:
    kinds = {place: table.c[name].type for place, name in enumerate(names) if name in table.c}
    read_by = {
        place: kind.dialect_impl(_DIALECT).result_processor(_DIALECT, None) for place, kind in kinds.items()
    }
    readers = [(place, read) for place, read in read_by.items() if read is not None]
    with closing(connection.execute(f'SELECT * FROM "{table.name}"')) as rows:
        for row in rows:
            if bytes in map(type, row):  # one flipped bit makes it of a text; no column of ours holds it
                raise database.damaged()
            try:
                for place, read in readers:
                    read(row[place])
            except (ValueError, LookupError, TypeError) as error:
                raise database.damaged() from error


def entries_after(path: Path, last: Last) -> int | None:
    """Return how many actions came, or were gone on with, after that; None where damage hides it.

    The file is a copy nobody needs any more: it may be written.
    """
    query = "SELECT count(*) FROM journal_entry WHERE id > ? OR id = ? AND at IS NOT ?"
    try:
        with closing(_opened(path, "mode=rw")) as connection:
            return int(connection.execute(query, (last.entry, *last)).fetchone()[0])
    except (sqlite3.Error, UnicodeDecodeError):
        return None


def lists_after(path: Path, last: Last) -> tuple[str, ...]:
    """Return the titles of the lists in which something was done after that; none where damage hides it.

    The file is a copy nobody needs any more: it may be written.
    """
    try:
        with closing(_opened(path, "mode=rw")) as connection:
            return tuple(str(row[0]) for row in connection.execute(_LISTS, (last.entry, *last)))
    except (sqlite3.Error, UnicodeDecodeError):
        return ()


def head(path: Path, *, still: bool = False) -> tuple[Last, int]:
    """Return the journal's last entry and how many are undone; `still`: nobody writes the file, now or later.

    Raises YaodianError where that cannot be read.
    """
    query = "SELECT ifnull(sum(undone), 0) FROM journal_entry"
    with database.plain_words(), closing(_opened(path, f"mode=ro&immutable={int(still)}")) as connection:
        return _last(connection), int(connection.execute(query).fetchone()[0])


def _last(connection: sqlite3.Connection) -> Last:
    return Last(*(connection.execute(_LAST).fetchone() or ()))


def _opened(path: Path, how: str, *, any_thread: bool = False) -> sqlite3.Connection:
    address = f"{database.uri(path)}?{how}"
    return sqlite3.connect(address, uri=True, isolation_level=None, check_same_thread=not any_thread)


def _begun(path: Path, how: str) -> tuple[sqlite3.Connection, bool]:
    """Return a connection whose moment is fixed (by asking it), and whether nothing was ever done."""
    connection = _opened(path, how, any_thread=True)
    with _closed_on_error(connection):
        connection.execute("BEGIN")
        return connection, connection.execute("SELECT 1 FROM journal_entry LIMIT 1").fetchone() is None


@contextmanager
def _closed_on_error(connection: sqlite3.Connection) -> Iterator[None]:
    try:
        yield
    except BaseException:  # goes on; the file must not stay open
        connection.close()
        raise


def _tried(connection: sqlite3.Connection) -> Contents:
    found = connection.execute("PRAGMA integrity_check(1)").fetchone()
    if found[0] != "ok" or connection.execute("PRAGMA foreign_key_check").fetchone():
        raise database.damaged()
    contents = _contents(connection)
    read_all(connection)
    return contents


def _contents(connection: sqlite3.Connection) -> Contents:
    # Fetched at once: what an error still holds keeps the file open, and Windows replaces no open file.
    tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    names = [row[0] for row in tables]
    if not {"alembic_version", "document", "item", "evidence", "journal_entry"} <= set(names):
        raise database.damaged()
    quoted = {name: '"{}"'.format(name.replace('"', '""')) for name in names}
    counts = {
        name: connection.execute(f"SELECT count(*) FROM {quoted[name]}").fetchone()[0] for name in names
    }
    files = connection.execute("SELECT sha256 FROM document UNION SELECT sha256 FROM evidence").fetchall()
    recorded = frozenset(str(row[0]) for row in files)
    return Contents(_stamp(connection), counts, _last(connection), recorded)


def _stamp(connection: sqlite3.Connection) -> str:
    stamp = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    if stamp is None:
        raise database.damaged()
    return str(stamp[0])
