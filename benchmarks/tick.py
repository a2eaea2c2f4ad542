"""A tick that is safely on disk against one raw SQLite commit in the same folder."""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Figure, compare
from desktop_app.documents import read_outline
from desktop_app.models import operations, queries
from desktop_app.models.values import Level
from desktop_app.models.workspace import Workspace
from desktop_app.resources import SAMPLE


def figures() -> Iterator[Figure]:
    """Measure a tick of one measure, and of one point with all its measures."""
    with TemporaryDirectory() as folder, Workspace.create(Path(folder) / "workspace") as workspace:
        document = next(SAMPLE.glob("*.txt"))
        checklist, _changes = operations.import_outline(
            workspace, read_outline(document), workspace.vault.store(document)
        )
        tree = queries.tree(workspace, checklist)
        measure = next(row.id for row in tree.walk() if row.level is Level.MEASURE)
        point = next(row.id for row in tree.walk() if row.level is Level.POINT)
        peer = _raw_commits(Path(folder) / "raw.db")
        for name, item in (("a measure", measure), ("a point with its measures", point)):
            state = [True]

            def tick(item: str = item, state: list[bool] = state) -> None:
                operations.tick(workspace, [item], state[0])
                state[0] = not state[0]

            mine, theirs = compare(tick, peer, 60)
            yield Figure(
                f"ticking {name} against a raw commit",
                mine / theirs,
                3,
                f"{mine * 1000:.2f} ms, raw {theirs * 1000:.2f} ms",
            )


class _raw_commits:  # noqa: N801 -- called like a function
    """One update and commit at a time, with the same safety: WAL, synchronous=FULL."""

    def __init__(self, path: Path) -> None:
        self._connection = sqlite3.connect(path, isolation_level=None)
        self._connection.execute("PRAGMA journal_mode=WAL")
        self._connection.execute("PRAGMA synchronous=FULL")
        self._connection.execute("CREATE TABLE item (id TEXT PRIMARY KEY, progress TEXT)")
        self._connection.execute("INSERT INTO item VALUES ('a', 'not_started')")
        self._count = 0

    def __call__(self) -> None:
        self._count += 1
        self._connection.execute("BEGIN")
        self._connection.execute("UPDATE item SET progress = ? WHERE id = 'a'", (str(self._count),))
        self._connection.execute("COMMIT")
