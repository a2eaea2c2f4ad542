"""Killed at any moment of a day's work: what was acknowledged is there, nothing is half, undo is exact.

A child process edits, attaches, undoes, imports, reports and backs up in a real workspace; it is killed (SIGKILL)
after a random time, again and again in the same workspace. YAODIAN_KILLS says how often; the full run is 1,000.
"""

import json
import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.evidence.vault import INCOMING
from desktop_app.models import backups, operations
from desktop_app.models.copies import trial
from desktop_app.models.verify import verify
from desktop_app.models.workspace import FILE, Workspace
from tests.models.samples import contents, imported

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("YAODIAN_KILLS", "20"))
LONGEST = 0.35  # seconds of work before the kill
CHILD = """
import json, random, sqlite3, sys
from pathlib import Path
from desktop_app.models import filling, operations, queries
from desktop_app.models.workspace import Workspace
from desktop_app.reports import content
from desktop_app.reports.writers import write
from tests.models.samples import sample, stored
from tests.models.test_killed_at_work import head_of

folder, scratch, checklist = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
chance, number, own = random.Random(int(sys.argv[4])), 0, 0
CHOICE = ["edit"] * 6 + ["attach"] * 3 + ["undo"] * 2 + ["redo", "import", "report", "backup"]

with Workspace.open(folder) as ws:
    points = [one.id for one in queries.tree(ws, checklist).points()]
    reader = sqlite3.connect(folder / "yaodian.db", isolation_level=None)
    print(json.dumps(head_of(reader)), flush=True)
    while True:
        number += 1
        word = f"{sys.argv[4]}-{number}"
        what = chance.choice(CHOICE)
        if what == "edit":
            filling.set_fields(ws, [chance.choice(points)], narrative=word)
            own += 1
        elif what == "attach":
            file = stored(ws, scratch, f"{word}.txt", word * chance.choice([1, 1000, 300000]))
            operations.attach(ws, [chance.choice(points)], [file])
            own += 1
        elif what == "import":
            operations.import_outline(ws, sample(word), stored(ws, scratch, "new.txt", word))
            own += 1
        elif what == "undo" and own:
            operations.undo(ws)
            own -= 1
        elif what == "redo":
            own += operations.redo(ws) is not None
        elif what == "report":
            write("excel", content.gather(ws, checklist), folder / "reports" / f"{number % 5}.xlsx")
        elif what == "backup":
            ws.back_up_inside()
        print(json.dumps(head_of(reader)), flush=True)
"""


def head_of(raw: sqlite3.Connection) -> list[int]:
    """Return the journal's last entry, how many entries are undone, and how many rows it recorded."""
    entries = raw.execute("SELECT max(id), sum(undone) FROM journal_entry").fetchone()
    return [*entries, raw.execute("SELECT count(*) FROM journal_change").fetchone()[0]]


@pytest.mark.timeout(120 + 8 * KILLS)
def test_killed_at_any_moment_of_work_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    folder, scratch = tmp_path / "ws", tmp_path / "scratch"
    scratch.mkdir()
    with Workspace.create(folder) as ws:
        checklist = imported(ws, tmp_path)
    chance = random.Random(11)
    acknowledged = halves = unclean = 0
    for number in range(KILLS):
        said = _kill_after(chance.uniform(0, LONGEST), folder, scratch, checklist, number)
        acknowledged += len(said) - 1
        halves += len(list((folder / "evidence").glob(f"{INCOMING}*/*")))
        _check_file(folder, said[-1])
        with Workspace.open(folder) as ws:
            unclean += "没有正常关闭" in (ws.notice or "")
            report = verify(ws)
            _check_undo(ws)
        assert report.ok, report
        assert report.unexpected == ()
        _check_no_half_file(folder)
    sys.stdout.write(
        f"\n{KILLS} kills: {acknowledged} acknowledged steps there, {halves} half copies tidied up\n"
    )
    assert unclean == KILLS
    assert acknowledged > KILLS


def _kill_after(seconds: float, folder: Path, scratch: Path, checklist: str, seed: int) -> list[list[int]]:
    """Let it work, kill it; return what it said was done, step by step."""
    arguments = [sys.executable, "-c", CHILD, str(folder), str(scratch), checklist, str(seed)]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout
        first = child.stdout.readline()
        time.sleep(seconds)
        assert child.poll() is None, "it ended by itself"
        child.kill()
        lines = child.stdout.read().split(b"\n")[:-1]  # what follows the last end of line was not yet said
    return [json.loads(line) for line in (first, *lines)]


def _check_file(folder: Path, said: list[int]) -> None:
    """What was last said is there, or one step more; every answer is what the journal says it became last."""
    with closing(sqlite3.connect(folder / FILE)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        last, undone, rows = head_of(raw)
        if last == said[0]:
            assert rows == said[2]
            assert abs(undone - said[1]) <= 1
        else:
            assert last == said[0] + 1
            assert rows > said[2]
            assert undone == said[1]
        changes = raw.execute(
            "SELECT row_key, before, after, undone FROM journal_change JOIN journal_entry ON id = entry_id"
            " WHERE row_table = 'item' AND after LIKE '%narrative%' AND before IS NOT NULL ORDER BY entry_id"
        )
        expected: dict[str, str] = {}
        for key, before, after, is_undone in changes:
            if not is_undone:
                expected[key] = json.loads(after)["narrative"]
            else:
                expected.setdefault(key, json.loads(before)["narrative"])
        found = dict(raw.execute("SELECT id, narrative FROM item WHERE narrative != ''"))
        assert found == {key: words for key, words in expected.items() if words}


def _check_undo(ws: Workspace) -> None:
    """Taking three back and doing them again gives exactly the rows there were."""
    before = contents(ws)
    taken = sum(operations.undo(ws) is not None for _step in range(3))
    assert taken == 0 or contents(ws) != before
    for _step in range(taken):
        assert operations.redo(ws)
    assert contents(ws) == before


def _check_no_half_file(folder: Path) -> None:
    for one in backups.listed(folder):
        trial(one.path)
    for path in _files(folder):
        assert not path.name.startswith((".incoming", f".{FILE}")), path
        assert path.name != "yaodian.open"
    for report in (folder / "reports").glob("[0-9].xlsx"):
        with report.open("rb") as file:
            assert file.read(2) == b"PK"


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
