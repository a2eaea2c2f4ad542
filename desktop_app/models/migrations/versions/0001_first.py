"""The first tables."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make every table in an empty file."""
    _documents()
    _items()
    _evidence()
    _journal()


def _documents() -> None:
    op.create_table(
        "document",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("issuer", sa.Text()),
        sa.Column("document_number", sa.Text()),
        sa.Column("date", sa.String(10)),
        sa.Column("year", sa.Integer()),
        sa.Column("preamble", sa.Text(), nullable=False),
        sa.Column("source_text", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.Column("file_name", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("imported_at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_document"),
    )
    op.create_table(
        "checklist",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("document_id", sa.String(32), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("year", sa.Integer()),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        _refers("checklist", "document_id", "document"),
        sa.PrimaryKeyConstraint("id", name="pk_checklist"),
    )
    op.create_table(
        "school",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("principal", sa.Text(), nullable=False),
        sa.Column("contact", sa.Text(), nullable=False),
        sa.Column("phone", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_school"),
    )


def _items() -> None:
    words = ("lead", "supporting", "person", "supervisor")
    texts = ("narrative", "problem", "improvement", "note")
    op.create_table(
        "item",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("checklist_id", sa.String(32), nullable=False),
        sa.Column("parent_id", sa.String(32)),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("deleted", sa.Boolean(), nullable=False),
        sa.Column("level", sa.String(24), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("numbered", sa.Boolean(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("source_title", sa.Text()),
        sa.Column("source_text", sa.Text()),
        sa.Column("source_start", sa.Integer()),
        sa.Column("source_end", sa.Integer()),
        sa.Column("duty", sa.JSON(), nullable=False),
        sa.Column("progress", sa.String(24)),
        sa.Column("verdict", sa.String(24)),
        sa.Column("verdict_reason", sa.Text(), nullable=False),
        sa.Column("full_score", sa.Float(53)),
        sa.Column("score", sa.Float(53)),
        *(sa.Column(name, sa.Text(), nullable=False) for name in words),
        sa.Column("due", sa.Date()),
        *(sa.Column(name, sa.Text(), nullable=False) for name in texts),
        _refers("item", "checklist_id", "checklist"),
        _refers("item", "parent_id", "item"),
        sa.PrimaryKeyConstraint("id", name="pk_item"),
    )
    op.create_index("ix_item_checklist_id", "item", ["checklist_id"])
    op.create_index("ix_item_parent_id", "item", ["parent_id"])
    op.create_table(
        "target",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("item_id", sa.String(32), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("comparator", sa.Text(), nullable=False),
        sa.Column("value", sa.Float(53)),
        sa.Column("unit", sa.Text()),
        sa.Column("per", sa.Text()),
        sa.Column("by", sa.Text()),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("actual", sa.Text(), nullable=False),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        _refers("target", "item_id", "item"),
        sa.PrimaryKeyConstraint("id", name="pk_target"),
    )
    op.create_index("ix_target_item_id", "target", ["item_id"])


def _evidence() -> None:
    op.create_table(
        "evidence",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_evidence"),
        sa.UniqueConstraint("sha256", name="uq_evidence_sha256"),
    )
    op.create_table(
        "evidence_link",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("item_id", sa.String(32), nullable=False),
        sa.Column("evidence_id", sa.String(32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        _refers("evidence_link", "item_id", "item"),
        _refers("evidence_link", "evidence_id", "evidence"),
        sa.PrimaryKeyConstraint("id", name="pk_evidence_link"),
        sa.UniqueConstraint(
            "item_id", "evidence_id", "name", name="uq_evidence_link_item_id_evidence_id_name"
        ),
    )
    op.create_index("ix_evidence_link_evidence_id", "evidence_link", ["evidence_id"])


def _journal() -> None:
    op.create_table(
        "journal_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("who", sa.Text(), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column("undone", sa.Boolean(), nullable=False),
        sa.Column("dropped", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_journal_entry"),
    )
    op.create_table(
        "journal_change",
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("row_table", sa.String(32), nullable=False),
        sa.Column("row_key", sa.String(32), nullable=False),
        sa.Column("before", sa.JSON()),
        sa.Column("after", sa.JSON()),
        _refers("journal_change", "entry_id", "journal_entry"),
        sa.PrimaryKeyConstraint("entry_id", "seq", name="pk_journal_change"),
    )
    op.create_index("ix_journal_change_row_table_row_key", "journal_change", ["row_table", "row_key"])


def _refers(table: str, column: str, target: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], [f"{target}.id"], name=f"fk_{table}_{column}", deferrable=True, initially="DEFERRED"
    )
