"""Comparing rows with the journal, which holds what each became last.

SQLite keeps no sums over its rows: a letter that a failing disk made another is whole and sound to it.
"""

from pathlib import Path
from typing import Any

from sqlalchemy import Connection, select

from desktop_app.i18n import _
from desktop_app.models import database
from desktop_app.models.entities import CHANGE, ENTRY
from desktop_app.models.journal import KEYS_A_QUERY, TABLES, encode

_IN_FORCE = (
    select(CHANGE.c.row_table, CHANGE.c.row_key, CHANGE.c.after)
    .join(ENTRY, ENTRY.c.id == CHANGE.c.entry_id)
    .where(~ENTRY.c.undone)
    .order_by(CHANGE.c.entry_id, CHANGE.c.seq)
)


_NAMED = 3  # titles in a sentence


def said_of_copy(path: Path) -> str:
    """Return what `said_of` says of a copy that nobody writes. Raises YaodianError where it is damaged."""
    engine = database.engine_at(path, mode="ro", read_only=True)
    try:
        with database.plain_words(), engine.connect() as connection:
            return said_of(connection)
    finally:
        engine.dispose()


def said_of(connection: Connection) -> str:
    """Return in a sentence what is not as the journal left it, "" where all is."""
    found = changed_outside(connection)
    if not found:
        return ""
    titles = _titles(connection, found)
    names = "、".join(_("“{title}”").format(title=title) for title in titles[:_NAMED])
    return _(
        "有 {count} 处内容和操作记录不一致{where}，可能是磁盘出错，或被别的程序改过，请和更早的备份核对。"
    ).format(count=sum(map(len, found.values())), where=_("（{names}）").format(names=names) if names else "")


def changed_outside(connection: Connection) -> dict[str, set[str]]:
    """Return by table the keys of the rows that are not as the journal left them, or are gone without it.

    Rows of which the journal knows nothing are passed by, and so are tables in which all is well.
    """
    wanted: dict[str, dict[str, dict[str, Any] | None]] = {name: {} for name in TABLES}
    for name, key, after in connection.execute(_IN_FORCE):
        rows = wanted.setdefault(name, {})
        rows[key] = None if after is None else {**(rows.get(key) or {}), **after}
    found = {name: _differing(connection, name, rows) for name, rows in wanted.items() if name in TABLES}
    return {name: keys for name, keys in found.items() if keys}


def _differing(connection: Connection, name: str, wanted: dict[str, dict[str, Any] | None]) -> set[str]:
    left = {key for key, row in wanted.items() if row is not None}
    differing = set()
    for row in connection.execute(select(TABLES[name])).mappings():
        left.discard(row["id"])
        told = wanted.get(row["id"]) or {}
        if any(column in row and encode(row[column]) != value for column, value in told.items()):
            differing.add(row["id"])
    return differing | left


def _titles(connection: Connection, found: dict[str, set[str]]) -> list[str]:
    """Return the titles of the items that are meant or that rows belong to, as far as they are there."""
    items = set(found.get("item", ()))
    for name in ("target", "evidence_link"):
        below = TABLES[name].c
        keys = list(found.get(name, ()))[:KEYS_A_QUERY]
        items |= set(connection.scalars(select(below.item_id).where(below.id.in_(keys))))
    item = TABLES["item"].c
    asked = select(item.title).where(item.id.in_(list(items)[:KEYS_A_QUERY])).order_by(item.position)
    return list(connection.scalars(asked))
