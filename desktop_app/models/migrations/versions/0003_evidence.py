"""What evidence needs: its fields, its revisions, the page that proves a point, the bin."""

from typing import Any

import sqlalchemy as sa
from alembic import op

from desktop_app.models.migrations.whole_rows import complete_images

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
    complete_images(op.get_bind(), NEW)
