"""Comparing rows with the journal, which holds what each became last.

SQLite keeps no sums over its rows: a letter that a failing disk made another is whole and sound to it.
"""

from collections import Counter
from typing import Any

from sqlalchemy import Connection, select

from desktop_app.models.entities import CHANGE, ENTRY
from desktop_app.models.journal import TABLES, encode

_IN_FORCE = (
    select(CHANGE.c.row_table, CHANGE.c.row_key, CHANGE.c.after)
    .join(ENTRY, ENTRY.c.id == CHANGE.c.entry_id)
    .where(~ENTRY.c.undone)
    .order_by(CHANGE.c.entry_id, CHANGE.c.seq)
)


def changed_outside(connection: Connection) -> Counter[str]:
    """Return by table how many rows are not as the journal left them, or are gone without it.

    Rows of which the journal knows nothing are passed by.
    """
    wanted: dict[str, dict[str, dict[str, Any] | None]] = {name: {} for name in TABLES}
    for name, key, after in connection.execute(_IN_FORCE):
        rows = wanted.setdefault(name, {})
        rows[key] = None if after is None else {**(rows.get(key) or {}), **after}
    return +Counter(
        {name: _differing(connection, name, rows) for name, rows in wanted.items() if name in TABLES}
    )


def _differing(connection: Connection, name: str, wanted: dict[str, dict[str, Any] | None]) -> int:
    left = {key for key, row in wanted.items() if row is not None}
    differing = 0
    for row in connection.execute(select(TABLES[name])).mappings():
        left.discard(row["id"])
        told = wanted.get(row["id"]) or {}
        differing += any(column in row and encode(row[column]) != value for column, value in told.items())
    return differing + len(left)
