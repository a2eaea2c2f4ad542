"""Killed at any moment of a day's work: what was acknowledged is there, nothing is half, undo is exact.

A child process opens a real workspace, edits, attaches, undoes, imports, reports and backs up; it is killed (SIGKILL)
after a random time, again and again in the same workspace. YAODIAN_KILLS says how often; the full run is 1,000.
"""

import json
import multiprocessing
import os
import random
import shutil
import sqlite3
import sys
import time
from collections.abc import Iterator
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest

from desktop_app.evidence.vault import INCOMING
from desktop_app.files import HALF
from desktop_app.models import backups, operations
from desktop_app.models.copies import trial
from desktop_app.models.opening import OPEN
from desktop_app.models.workspace import FILE, Workspace
from tests.models.killed_child import head_of, work
from tests.models.samples import contents, imported
from tests.trouble.work import check_whole

KILLS = int(os.environ.get("YAODIAN_KILLS", "8"))
LONGEST = 0.3  # seconds from a step done, or the start of a child, to its kill
A_WORKSPACE = 25  # kills, before a fresh one: each round checks all that is there

if sys.platform == "win32":
    START = multiprocessing.get_context("spawn")
else:  # a server that has imported everything forks each child
    START = multiprocessing.get_context("forkserver")
START.set_forkserver_preload(["tests.models.killed_child"])


@pytest.mark.timeout(600 + 8 * KILLS)
def test_killed_at_any_moment_of_work_nothing_acknowledged_is_lost(tmp_path: Path) -> None:
    new, folder, scratch = tmp_path / "new", tmp_path / "ws", tmp_path / "scratch"
    scratch.mkdir()
    with Workspace.create(new) as ws:
        checklist = imported(ws, tmp_path)
    chance = random.Random(11)
    acknowledged = halves = unclean = 0
    for number in range(KILLS):
        if number % A_WORKSPACE == 0:
            shutil.rmtree(folder, ignore_errors=True)
            shutil.copytree(new, folder)
        with closing(sqlite3.connect(folder / FILE)) as raw:
            before = head_of(raw)
        moment = chance.choice((0, 1, 2, 5)), chance.uniform(0, LONGEST)
        said = _kill_after(*moment, folder, scratch, checklist, number)
        acknowledged += len(said)
        halves += sum(path.name.startswith((INCOMING, HALF)) for path in folder.rglob(".*"))
        _check_file(folder, said[-1] if said else before)
        with Workspace.open(folder) as ws:
            ended = "没有正常关闭" in (ws.notice or "")
            assert ended or not said
            unclean += ended
            check_whole(ws)
            _check_undo(ws)
        _check_no_half_file(folder)
    sys.stdout.write(
        f"\n{KILLS} kills, {unclean} while it was open: {acknowledged} acknowledged steps there,"
        f" {halves} half files tidied up\n"
    )
    assert unclean >= KILLS / 2
    assert acknowledged >= KILLS


def _kill_after(
    steps: int, seconds: float, folder: Path, scratch: Path, checklist: str, seed: int
) -> list[list[Any]]:
    """Let it do some steps and a little more, kill it; return what it said was done, step by step."""
    ours, theirs = START.Pipe(duplex=False)
    with ours:
        child = START.Process(target=work, args=(folder, scratch, checklist, seed, theirs))
        child.start()
        theirs.close()
        said = [ours.recv() for _step in range(steps)]
        time.sleep(seconds)
        assert child.is_alive(), "it ended by itself"
        child.kill()
        child.join()
        with suppress(EOFError):
            while True:
                said.append(ours.recv())
    return said


def _check_file(folder: Path, said: list[Any]) -> None:
    """What was last said is there, or one step more; every answer is what the journal says it became last."""
    with closing(sqlite3.connect(folder / FILE)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        last, undone, rows, moment = head_of(raw)
        assert moment >= said[3]  # what goes on with an entry is there too
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
    """After a close: every backup passes its trial, every report is whole, nothing is hidden or open."""
    for one in backups.listed(folder):
        trial(one.path)
    for path in _files(folder):
        assert not path.name.startswith("."), path
        assert path.name != OPEN
    for report in (folder / "reports").glob("报告.*"):
        assert report.read_bytes()[:2] in (b"PK", b"%P"), report


def _files(folder: Path) -> Iterator[Path]:
    return (path for path in folder.rglob("*") if path.is_file())
