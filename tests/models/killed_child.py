"""A day's work without an end, for a process that is killed in the middle of it."""

import random
import sqlite3
from contextlib import closing
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from desktop_app.models import filling, operations, queries
from desktop_app.models.workspace import FILE, Workspace
from tests.models.samples import sample, stored
from tests.trouble.work import STEPS

REPORTS = ("report excel", "report word", "report pdf")
CHOICE = (
    ("edit",) * 4 + ("type",) * 4 + ("attach",) * 4 + ("undo",) * 3 + ("redo", "import", "backup", *REPORTS)
)


def head_of(raw: sqlite3.Connection) -> list[Any]:
    """Return the journal's last entry, how many are undone, how many rows it recorded, and its last moment."""
    entries = raw.execute("SELECT max(id), sum(undone) FROM journal_entry").fetchone()
    rows = raw.execute("SELECT count(*) FROM journal_change").fetchone()
    return [*entries, *rows, *raw.execute("SELECT max(at) FROM journal_entry").fetchone()]


class Typist:
    """Types on and on in one narrative, and at times goes to another."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        self._point = self._words = ""

    def type(self, ws: Workspace, points: list[str], word: str) -> None:
        """Type a word more, and store what stands there by now."""
        if not self._point or self._chance.random() < 0.2:
            self._point, self._words = self._chance.choice(points), ""
        self._words = f"{self._words} {word}".strip()
        with ws.typing():
            filling.set_fields(ws, [self._point], narrative=self._words)


def work(folder: Path, scratch: Path, checklist: str, seed: int, said: "Connection[object, object]") -> None:
    """Do one thing after the other in a workspace; after each say where the journal then is."""
    chance = random.Random(seed)
    own = 0  # what this process did itself: only that it takes back
    typist = Typist(chance)
    with (
        Workspace.open(folder) as ws,
        closing(sqlite3.connect(folder / FILE, isolation_level=None)) as reader,
    ):
        points = [one.id for one in queries.tree(ws, checklist).points()]
        for number in count(1):
            word = f"{seed}-{number}"
            match chance.choice(CHOICE):
                case "edit":
                    filling.set_fields(ws, [chance.choice(points)], narrative=word)
                    own += 1
                case "type":
                    last = head_of(reader)[0]
                    typist.type(ws, points, word)
                    own += head_of(reader)[0] > last
                case "attach":
                    file = stored(ws, scratch, f"{word}.txt", word * chance.choice((1, 1000, 300000)))
                    operations.attach(ws, [chance.choice(points)], [file])
                    own += 1
                case "import":
                    operations.import_outline(ws, sample(word), stored(ws, scratch, "new.txt", word))
                    own += 1
                case "undo" if own:
                    operations.undo(ws)
                    own -= 1
                case "redo":
                    own += operations.redo(ws) is not None
                case "backup":
                    ws.back_up_inside()
                case report if report in REPORTS:
                    STEPS[report](ws, scratch, number)
            said.send(head_of(reader))
