"""What evidence needs: its fields, its revisions, the page that proves a point, the bin."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

# Column → what it holds where a row came before it, as the journal writes it.
EVIDENCE: dict[str, Any] = {
    "date": None,
    "person": "",
    "pages": None,
    "kind": None,
    "note": "",
    "caption": "",
    "taken": None,
    "previous_id": None,
    "binned": False,
}
NEW: dict[str, dict[str, Any]] = {"evidence": EVIDENCE, "evidence_link": {"page": ""}}


def upgrade() -> None:
    """Add columns, and give the journal's whole rows the new columns too: undo stays exact."""
    with op.batch_alter_table("evidence") as evidence:
        evidence.add_column(sa.Column("date", sa.Date()))
        evidence.add_column(sa.Column("person", sa.Text(), nullable=False, server_default=""))
        evidence.add_column(sa.Column("pages", sa.Integer()))
        evidence.add_column(sa.Column("kind", sa.String(24)))
        evidence.add_column(sa.Column("note", sa.Text(), nullable=False, server_default=""))
        evidence.add_column(sa.Column("caption", sa.Text(), nullable=False, server_default=""))
        evidence.add_column(sa.Column("taken", sa.DateTime()))
        evidence.add_column(sa.Column("previous_id", sa.String(32)))
        evidence.add_column(sa.Column("binned", sa.Boolean(), nullable=False, server_default=sa.false()))
        evidence.create_foreign_key(
            "fk_evidence_previous_id",
            "evidence",
            ["previous_id"],
            ["id"],
            deferrable=True,
            initially="DEFERRED",
        )
    op.create_index("ix_evidence_previous_id", "evidence", ["previous_id"])
    op.add_column("evidence_link", sa.Column("page", sa.Text(), nullable=False, server_default=""))
    op.add_column(
        "journal_entry", sa.Column("final", sa.Boolean(), nullable=False, server_default=sa.false())
    )
    _complete_images()


def _complete_images() -> None:
    """Add the new columns to every whole row in the journal."""
    bind = op.get_bind()
    chosen = sa.text(
        "SELECT entry_id, seq, row_table, before, after FROM journal_change "
        "WHERE row_table IN ('evidence', 'evidence_link') AND (before IS NULL OR after IS NULL)"
    )
    change = sa.text(
        "UPDATE journal_change SET before = :before, after = :after WHERE entry_id = :entry AND seq = :seq"
    )
    rows = [
        {"entry": entry, "seq": seq, "before": _complete(table, before), "after": _complete(table, after)}
        for entry, seq, table, before, after in bind.execute(chosen).all()
    ]
    if rows:
        bind.execute(change, rows)


def _complete(table: str, stored: str | None) -> str | None:
    return None if stored is None else json.dumps({**json.loads(stored), **NEW[table]}, ensure_ascii=False)
