"""Which files of the vault the tables know of."""

from sqlalchemy import Connection, select

from desktop_app.models.entities import CHANGE, Document, Evidence


def recorded_files(connection: Connection) -> frozenset[str]:
    """Return the SHA-256 of every file that a row names, or named once: undo and redo bring rows back."""
    found: set[str | None] = set(connection.scalars(select(Document.sha256)))
    found.update(connection.scalars(select(Evidence.sha256)))
    for image in (CHANGE.c.before, CHANGE.c.after):
        of_a_file = CHANGE.c.row_table.in_(("document", "evidence")) & image.is_not(None)
        found.update(connection.scalars(select(image["sha256"].as_string()).where(of_a_file)))
    return frozenset(sha256 for sha256 in found if sha256)
