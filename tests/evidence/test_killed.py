"""Killed at any moment while files are added: no link without its file, no half file, nothing unrecorded.

A child process opens a real workspace, adds files and links them to an item; it is killed (SIGKILL) after a random
time, again and again in the same workspace. YAODIAN_KILLS says how often; the full run is 200.
"""

import os
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest

from desktop_app.evidence.vault import INCOMING
from desktop_app.models import queries
from desktop_app.models.verify import verify
from desktop_app.models.workspace import Workspace
from tests.models.samples import imported

ROOT = Path(__file__).parents[2]
KILLS = int(os.environ.get("YAODIAN_KILLS", "20"))
LONGEST = 0.25  # seconds of work before the kill
CHILD = """
import random, sys, uuid
from pathlib import Path
from desktop_app.models import operations
from desktop_app.models.workspace import Workspace

folder, sources, item = Path(sys.argv[1]), Path(sys.argv[2]), sys.argv[3]
paths = sorted(sources.iterdir())
with Workspace.open(folder) as workspace:
    print("ready", flush=True)
    while True:
        for path in random.sample(paths, 3):
            new = sources.with_name("new")  # a kill must not leave a half source either
            new.write_bytes(uuid.uuid4().bytes + path.read_bytes()[16:])
            new.replace(path)
        stored = list(workspace.vault.store_all(paths))
        operations.attach(workspace, [item], stored)
        print("recorded", flush=True)
"""


@pytest.mark.timeout(60 + 5 * KILLS)
def test_killed_at_any_moment_while_adding(tmp_path: Path) -> None:
    folder, sources = tmp_path / "workspace", tmp_path / "sources"
    sources.mkdir()
    for number, size in enumerate((10, 5_000, 200_000, 3_000_000, 9_000_000)):
        (sources / f"材料{number}.bin").write_bytes(os.urandom(16) + b"x" * size)
    with Workspace.create(folder) as workspace:
        checklist = imported(workspace, tmp_path)
        item = queries.tree(workspace, checklist).points()[0].id
    chance = random.Random(5)
    halves = unrecorded = 0
    for _time in range(KILLS):
        _kill_after(chance.uniform(0, LONGEST), folder, sources, item)
        halves += len(list((folder / "evidence").glob(f"{INCOMING}*/*")))
        whole = len(list((folder / "evidence").glob("[0-9a-f]*/*")))
        with Workspace.open(folder) as workspace:
            assert list(workspace.vault.folder.glob(f"{INCOMING}*")) == []
            report = verify(workspace)
        assert report.ok, report
        assert report.unexpected == ()
        unrecorded += whole - report.sound
    said = f"\n{KILLS} kills: {halves} half copies and {unrecorded} unrecorded files were tidied up\n"
    sys.stdout.write(said)
    if KILLS >= 100:
        assert halves, "never killed in the middle of a file"
        assert unrecorded, "never killed between a file and its record"


def _kill_after(seconds: float, folder: Path, sources: Path, item: str) -> None:
    """Start adding files and kill the process that does so, at the latest when this returns."""
    arguments = [sys.executable, "-c", CHILD, str(folder), str(sources), item]
    with subprocess.Popen(arguments, cwd=ROOT, stdout=subprocess.PIPE) as child:
        assert child.stdout
        assert child.stdout.readline() == b"ready\n"
        time.sleep(seconds)
        assert child.poll() is None, "it ended by itself"
        child.kill()
