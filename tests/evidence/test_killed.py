"""Killed at any moment while files are added: no link without its file, no half file, nothing unrecorded.

A child process opens a real workspace, adds files and links them to an item, all at once or a few at a time as the
window does; it is killed (SIGKILL) after a random time, again and again in the same workspace. What came by then goes
and comes back as one. YAODIAN_KILLS says how often; the full run is 200.
"""

import os
import random
import re
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop_app.evidence.vault import INCOMING
from desktop_app.models import operations, queries
from desktop_app.models.verify import verify
from desktop_app.models.workspace import Workspace
from tests.models.samples import imported

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("YAODIAN_KILLS", "8"))
LONGEST = 0.25  # seconds of work before the kill
RECORDING = 0.08  # the same where all files are in the vault and are being recorded
MANY = 12  # small files beside the large ones
ALTERED = 8  # files that are others each time
CHILD = """
import random, sys, uuid
from pathlib import Path
from desktop_app.models import linking, operations
from desktop_app.models.workspace import Workspace

folder, sources, item = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
paths = sorted(sources.iterdir())
with Workspace.open(folder) as workspace:
    print("ready", flush=True)
    while True:
        for path in random.sample(paths, int(sys.argv[4])):
            new = sources.with_name("new")  # a kill must not leave a half source either
            new.write_bytes(uuid.uuid4().bytes + path.read_bytes()[16:])
            new.replace(path)
        stored = list(workspace.vault.store_all(paths))
        print("stored", flush=True)
        if random.random() < 0.3:
            operations.attach(workspace, [item], stored)
        coming = linking.BringingIn(workspace, [item], stored)
        while coming.left:
            coming.step(4)
"""


@pytest.mark.timeout(600 + 5 * KILLS)
def test_killed_at_any_moment_while_adding(tmp_path: Path) -> None:
    folder, sources = tmp_path / "workspace", tmp_path / "sources"
    sources.mkdir()
    for number, size in enumerate((10, 5_000, 200_000, 3_000_000, 9_000_000)):
        (sources / f"材料{number}.bin").write_bytes(os.urandom(16) + b"x" * size)
    for number in range(MANY):
        (sources / f"签到{number}.txt").write_bytes(os.urandom(30))
    with Workspace.create(folder) as workspace:
        checklist = imported(workspace, tmp_path)
        item = queries.tree(workspace, checklist).points()[0].id
    chance = random.Random(5)
    halves = unrecorded = split = 0
    last: set[tuple[str, str]] = set()
    for number in range(KILLS):
        seconds = chance.uniform(0, RECORDING if number % 2 else LONGEST)
        _kill_after(seconds, "stored" if number % 2 else "ready", [str(folder), str(sources), item])
        halves += len(list((folder / "evidence").glob(f"{INCOMING}*/*")))
        whole = len(list((folder / "evidence").glob("[0-9a-f]*/*")))
        with Workspace.open(folder) as workspace:
            assert list(workspace.vault.folder.glob(f"{INCOMING}*")) == []
            report = verify(workspace)
            came = _comes_and_goes_as_one(workspace, item)
        split += came != last and 0 < len(came) < ALTERED
        last = came
        assert report.ok, report
        assert report.unexpected == ()
        unrecorded += whole - report.sound
    said = f"\n{KILLS} kills: {halves} half copies and {unrecorded} unrecorded files were tidied up; "
    sys.stdout.write(f"{said}{split} times an arrival was recorded in part\n")
    if KILLS >= 100:
        assert halves, "never killed in the middle of a file"
        assert unrecorded, "never killed between a file and its record"
        assert split, "never killed between two parts of an arrival"


def _comes_and_goes_as_one(workspace: Workspace, item: str) -> set[tuple[str, str]]:
    """Undo and redo the last arrival; return what came with it. Its name is true of that."""
    name, before = queries.can_undo(workspace), _links(workspace, item)
    assert name is not None
    if "添加材料" not in name:  # nothing came yet
        return set()
    operations.undo(workspace)
    gone = before - _links(workspace, item)
    assert gone
    operations.redo(workspace)
    assert _links(workspace, item) == before
    counted = re.search(r"等 (\d+) 份$", name)
    assert len(gone) <= (int(counted[1]) if counted else 2)
    return gone


def _links(workspace: Workspace, item: str) -> set[tuple[str, str]]:
    return {
        (row.sha256, name) for row in queries.item_evidence(workspace, item) for name in row.names_in(item)
    }


def _kill_after(seconds: float, word: str, arguments: list[str]) -> None:
    """Start adding files; kill the process that does so a while after it has said this."""
    words = [sys.executable, "-c", CHILD, *arguments, str(ALTERED)]
    with subprocess.Popen(words, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout
        assert word in map(str.strip, child.stdout)
        time.sleep(seconds)
        assert child.poll() is None, "it ended by itself"
        child.kill()
