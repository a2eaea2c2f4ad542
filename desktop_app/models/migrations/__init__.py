"""The versions of the tables, and the way from an older one to the newest.

Alembic is imported only where a migration runs: opening an up-to-date workspace never needs it.
"""

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, insert

from desktop_app.models.entities import STAMP, Base


@dataclass(frozen=True)
class Versions:
    """The versions that a program knows, oldest first, and where their scripts lie."""

    known: tuple[str, ...]
    scripts: Path

    @property
    def newest(self) -> str:
        """The version that this program writes."""
        return self.known[-1]


OURS = Versions(known=("0001", "0002", "0003", "0004"), scripts=Path(__file__).parent)


def make_tables(connection: Connection, versions: Versions = OURS) -> None:
    """Make all tables of the newest version in an empty file (a test holds this equal to the migrations)."""
    Base.metadata.create_all(connection)
    STAMP.create(connection)
    connection.execute(insert(STAMP).values(version_num=versions.newest))


def migrate(connection: Connection, versions: Versions = OURS) -> None:
    """Bring the tables to the newest version, inside the connection's transaction."""
    from alembic import command  # 100 ms that an up-to-date workspace need not wait
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(versions.scripts).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, versions.newest)
