"""Damaged copies of a workspace: each is recovered or refused with a sentence, and never made worse.

Bytes flipped, files cut, parts deleted, at random. YAODIAN_DAMAGED says how many; the full run is 500.
"""

import os
import random
import shutil
import sys
from collections import Counter
from pathlib import Path

import pytest

from desktop_app.errors import YaodianError
from desktop_app.models import operations, queries
from desktop_app.models.opening import OPEN
from desktop_app.models.rescue import DamagedWorkspaceError
from desktop_app.models.verify import verify
from desktop_app.models.workspace import FILE, Workspace
from tests.models.samples import bytes_of, contents, imported, stored

DAMAGED = int(os.environ.get("YAODIAN_DAMAGED", "25"))
OURS_TO_CHANGE = ("yaodian.lock", OPEN, f"{FILE}-shm")


@pytest.mark.timeout(600 + 2 * DAMAGED)
def test_a_damaged_copy_is_recovered_or_refused_with_a_sentence(tmp_path: Path) -> None:
    original = _year(tmp_path)
    with Workspace.open(original, read_only=True) as ws:
        wanted = contents(ws)
    before = bytes_of(original)
    chance, became = random.Random(3), Counter[str]()
    for number in range(DAMAGED):
        folder = tmp_path / "copy"
        shutil.copytree(original, folder)
        what = _damage(folder, chance)
        if number % 2:
            (folder / OPEN).write_text("{}")  # as after a power cut
        became[_outcome(folder, wanted, what)] += 1
        shutil.rmtree(folder)
    assert bytes_of(original) == before
    sys.stdout.write(f"\n{DAMAGED} damaged copies: {dict(became)}\n")
    assert became["opened, an answer is other"] == 0  # the journal knows every letter
    assert became["opened"] >= DAMAGED / 10
    assert became["restored"] >= DAMAGED / 10


def _year(tmp_path: Path) -> Path:
    with Workspace.create(tmp_path / "ws") as ws:
        points = queries.tree(ws, imported(ws, tmp_path)).points()
        for number, point in enumerate(points):
            operations.attach(ws, [point.id], [stored(ws, tmp_path, f"材料{number}.txt", f"{number}" * 999)])
    with Workspace.open(ws.folder) as ws:
        operations.tick(ws, [point.id for point in points])
    return ws.folder


def _damage(folder: Path, chance: random.Random) -> str:
    """Damage one file, the tables most often; return what was done."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != "yaodian.lock")
    path = chance.choice([folder / FILE] * 2 * len(files) + files)
    how = chance.choice(["flip", "flip", "many", "page", "cut", "empty", "delete"])
    content = bytearray(path.read_bytes())
    place = chance.randrange(len(content))
    if how == "flip":
        content[place] ^= 1 << chance.randrange(8)
    elif how == "many":
        for _time in range(50):
            content[chance.randrange(len(content))] ^= 0xFF
    elif how == "page":
        start = place // 4096 * 4096
        content[start : start + 4096] = bytes(len(content[start : start + 4096]))
    if how == "delete":
        path.unlink()
    else:
        path.write_bytes(content[: {"cut": place, "empty": 0}.get(how, len(content))])
    return f"{how} {path.relative_to(folder)} {place}"


def _outcome(folder: Path, wanted: dict[str, list[tuple[object, ...]]], what: str) -> str:
    before, refused = _theirs(folder), None
    try:
        with Workspace.open(folder) as ws:
            _read_everything(ws)
            report = verify(ws)
            if not report.ok:
                return "opened, trouble said"
            return "opened" if contents(ws) == wanted else "opened, an answer is other"
    except YaodianError as error:
        refused = error
    said = str(refused)
    assert "没有改动" in said, what
    if "损坏" not in said:
        assert _theirs(folder) == before, what
        return "refused"
    if isinstance(refused, DamagedWorkspaceError):
        assert _theirs(folder) == before, what
        assert refused.offer, what
    else:  # met while reading what was opened
        assert _evidence(_theirs(folder)) == _evidence(before), what
        (folder / OPEN).write_text("{}")
    Workspace.restore_backup(folder)
    with Workspace.open(folder) as ws:
        _read_everything(ws)
        assert verify(ws).ok, what
    return "restored" if isinstance(refused, DamagedWorkspaceError) else "restored, once met"


def _read_everything(ws: Workspace) -> None:
    for checklist in queries.checklists(ws):
        queries.tree(ws, checklist.id)
        queries.document(ws, checklist.id)
        queries.evidence(ws, checklist.id)
    queries.history(ws)
    queries.school(ws)


def _theirs(folder: Path) -> dict[str, bytes]:
    return {name: data for name, data in bytes_of(folder).items() if name not in OURS_TO_CHANGE}


def _evidence(files: dict[str, bytes]) -> dict[str, bytes]:
    return {name: data for name, data in files.items() if name.startswith("evidence/")}
