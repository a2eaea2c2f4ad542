"""Brings the journal's images of whole rows up to new columns, so that undo stays exact after a migration."""

import json
from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa

New = Mapping[str, Mapping[str, Any]]  # table → column → what it holds where a row came before it


def complete_images(bind: sa.Connection, new: New) -> None:
    """Add the new columns to every image of a whole row in the journal."""
    chosen = sa.text(
        "SELECT entry_id, seq, row_table, before, after FROM journal_change "
        "WHERE row_table IN :tables AND (before IS NULL OR after IS NULL)"
    ).bindparams(sa.bindparam("tables", list(new), expanding=True))
    change = sa.text(
        "UPDATE journal_change SET before = :before, after = :after WHERE entry_id = :entry AND seq = :seq"
    )
    rows = [
        {
            "entry": entry,
            "seq": seq,
            "before": _complete(new[table], before),
            "after": _complete(new[table], after),
        }
        for entry, seq, table, before, after in bind.execute(chosen).all()
    ]
    if rows:
        bind.execute(change, rows)


def _complete(columns: Mapping[str, Any], stored: str | None) -> str | None:
    return None if stored is None else json.dumps({**json.loads(stored), **columns}, ensure_ascii=False)
