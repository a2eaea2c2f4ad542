"""What a report says beyond its items: the school at a glance, how it went, overall, what comes next."""

import sqlalchemy as sa
from alembic import op

from desktop_app.models.migrations.whole_rows import complete_images

revision = "0004"
down_revision = "0003"

NEW = {"school": {"glance": ""}, "checklist": {"organised": "", "overall": "", "outlook": ""}}


def upgrade() -> None:
    """Add columns, and give the journal's whole rows the new columns too: undo stays exact."""
    for table, names in NEW.items():
        for name in names:
            op.add_column(table, sa.Column(name, sa.Text(), nullable=False, server_default=""))
    complete_images(op.get_bind(), NEW)
