"""What the workbench needs: the bureau's number, weights, tags, the school's people, its scale of grades."""

import json
from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add columns and tables, and give the journal's whole rows the new columns too: undo stays exact."""
    op.add_column("item", sa.Column("source_number", sa.Text()))
    op.add_column("item", sa.Column("weight", sa.Float(53)))
    op.add_column("item", sa.Column("tags", sa.Text(), nullable=False, server_default=""))
    for name in ("code", "stage"):
        op.add_column("school", sa.Column(name, sa.Text(), nullable=False, server_default=""))
    op.add_column("school", sa.Column("grades", sa.JSON(), nullable=False, server_default="[]"))
    _people()
    # No column kept the bureau's number before: the images of the import do, whatever it became since.
    numbers = _complete_images()
    item = sa.table("item", sa.column("id"), sa.column("source_number"))
    change = item.update().where(item.c.id == sa.bindparam("key"))
    rows = [{"key": key, "source_number": number} for key, number in numbers.items()]
    if rows:
        op.get_bind().execute(change, rows)


def _people() -> None:
    op.create_table(
        "department",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_department"),
    )
    op.create_table(
        "person",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("department_id", sa.String(32)),
        sa.Column("post", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"],
            ["department.id"],
            name="fk_person_department_id",
            deferrable=True,
            initially="DEFERRED",
        ),
        sa.PrimaryKeyConstraint("id", name="pk_person"),
    )


def _complete_images() -> dict[str, str]:
    """Add the new columns to every whole row in the journal; return item id → number at its import."""
    bind = op.get_bind()
    numbers: dict[str, str] = {}
    whole = "row_table IN ('item', 'school') AND (before IS NULL OR after IS NULL)"
    chosen = sa.text(
        "SELECT seq, row_table, row_key, before, after FROM journal_change "
        f"WHERE entry_id = :entry AND {whole}"
    )
    change = sa.text(
        "UPDATE journal_change SET before = :before, after = :after WHERE entry_id = :entry AND seq = :seq"
    )
    entries = bind.scalars(sa.text(f"SELECT DISTINCT entry_id FROM journal_change WHERE {whole}")).all()
    for entry in entries:
        rows = []
        for seq, table, key, before, after in bind.execute(chosen, {"entry": entry}).all():
            images = [_complete(table, image) for image in (before, after)]
            for image in images:
                if image and image.get("source_number") is not None:
                    numbers[key] = image["source_number"]
            old, new = (None if image is None else json.dumps(image) for image in images)
            rows.append({"entry": entry, "seq": seq, "before": old, "after": new})
        bind.execute(change, rows)
    return numbers


def _complete(table: str, stored: str | None) -> dict[str, Any] | None:
    image: dict[str, Any] | None = None if stored is None else json.loads(stored)
    if image is None:
        return None
    if table == "school":
        return {**image, "code": "", "stage": "", "grades": []}
    number = None if image["source_title"] is None else image["number"]
    return {**image, "source_number": number, "weight": None, "tags": ""}
