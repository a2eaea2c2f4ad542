"""A day's work without an end, for a process that is killed in the middle of it."""

import random
import sqlite3
from contextlib import closing
from itertools import count
from multiprocessing.connection import Connection
from pathlib import Path

from desktop_app.models import filling, operations, queries
from desktop_app.models.workspace import FILE, Workspace
from tests.models.samples import sample, stored
from tests.trouble.work import STEPS

REPORTS = ("report excel", "report word", "report pdf")
CHOICE = ("edit",) * 8 + ("attach",) * 4 + ("undo",) * 3 + ("redo", "import", "backup", *REPORTS)


def head_of(raw: sqlite3.Connection) -> list[int]:
    """Return the journal's last entry, how many entries are undone, and how many rows it recorded."""
    entries = raw.execute("SELECT max(id), sum(undone) FROM journal_entry").fetchone()
    return [*entries, raw.execute("SELECT count(*) FROM journal_change").fetchone()[0]]


def work(folder: Path, scratch: Path, checklist: str, seed: int, said: "Connection[object, object]") -> None:
    """Do one thing after the other in a workspace; after each say where the journal then is."""
    chance = random.Random(seed)
    own = 0  # what this process did itself: only that it takes back
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
