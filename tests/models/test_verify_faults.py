"""Fifty faults, planted among many files: each is found, and nothing else."""

import os
import random
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from desktop_app.evidence.vault import StoredFile
from desktop_app.models import keeping, linking, operations, queries
from desktop_app.models.tree import ItemTree
from desktop_app.models.verify import verify
from desktop_app.models.workspace import Workspace
from tests.models.samples import stored

FILES = int(os.environ.get("YAODIAN_FAULT_FILES", "600"))  # 10,000 where there is time
EACH = 10  # faults of a kind


def _filled(ws: Workspace, items: ItemTree, folder: Path) -> list[StoredFile]:
    """Link every file to a point, or leave it in the inbox, or bin it, or put a newer revision in its place."""
    source = folder / "source"
    source.mkdir()
    files = []
    for number in range(FILES):
        path = source / f"材料{number}.txt"
        path.write_text(f"第{number}份材料" * 20, "utf-8")
        files.append(ws.vault.store(path))
        path.unlink()
    points = [row.id for row in items.points()]
    half = len(files) // 2
    for place, point in enumerate(points):
        operations.attach(ws, [point], files[place : half : len(points)])
    rows, _changes = linking.add_to_inbox(ws, files[half:])
    keeping.put_in_bin(ws, [row.id for row in rows[:5]])
    keeping.replace(ws, rows[10].id, files[half + 20])
    return files


def test_fifty_planted_faults_are_found_and_nothing_else(
    ws: Workspace, items: ItemTree, checklist: str, tmp_path: Path
) -> None:
    files = _filled(ws, items, tmp_path)
    assert verify(ws).ok
    assert verify(ws).sound == FILES + 1
    chosen = random.Random(50).sample(files, 4 * EACH)
    removed, changed, truncated, renamed = (
        chosen[start : start + EACH] for start in range(0, 4 * EACH, EACH)
    )
    missing = {file.sha256 for file in removed}
    for number, file in enumerate(removed):
        path = ws.vault.path(file.sha256, file.name)
        if number % 2:
            path.unlink()
        else:
            shutil.rmtree(path.parent)
    for number, file in enumerate(changed):  # one bit, of the same size and time
        path = ws.vault.path(file.sha256, file.name)
        moment, content = path.stat(), bytearray(path.read_bytes())
        content[number * 7] ^= 1
        path.write_bytes(content)
        os.utime(path, ns=(moment.st_atime_ns, moment.st_mtime_ns))
    for number, file in enumerate(truncated):
        path = ws.vault.path(file.sha256, file.name)
        path.write_bytes(path.read_bytes()[: -1 - number] if number else b"")
    unexpected = set()
    for number, file in enumerate(renamed[: EACH // 2]):  # beside the right one, and in place of it
        path = ws.vault.path(file.sha256, file.name)
        shutil.copy(path, path.with_name("副本.txt"))
        unexpected.add(f"{file.sha256}/副本.txt")
        stranger = ws.vault.folder / ("ab" * 32 if number else "外来") / f"陌生{number}.txt"
        stranger.parent.mkdir(exist_ok=True)
        stranger.write_text("x", "utf-8")
        unexpected.add(stranger.relative_to(ws.vault.folder).as_posix())
    for file in renamed[EACH // 2 :]:  # the only file of its folder is the one meant, whatever its name
        path = ws.vault.path(file.sha256, file.name)
        path.rename(path.with_name("改名.txt"))
    with closing(sqlite3.connect(ws.folder / "yaodian.db")) as raw, raw:
        links = [row[0] for row in raw.execute("SELECT id FROM evidence_link ORDER BY id LIMIT 10")]
        for number, link in enumerate(links):
            column = "item_id" if number % 2 else "evidence_id"
            raw.execute(f"UPDATE evidence_link SET {column} = 'nowhere' WHERE id = ?", (link,))
    report = verify(ws)
    assert {file.sha256 for file in report.missing} == missing
    assert {file.sha256 for file in report.changed} == {file.sha256 for file in (*changed, *truncated)}
    assert set(report.unexpected) == unexpected
    assert len(report.unexpected) == EACH
    assert report.tables == ("有 10 处佐证材料找不到所属的内容。",)
    assert report.sound == FILES + 1 - len(missing) - 2 * EACH


def test_older_revisions_and_the_bin_are_verified_too(ws: Workspace, items: ItemTree, tmp_path: Path) -> None:
    (old,), _changes = linking.add_to_inbox(ws, [stored(ws, tmp_path, "旧.txt")])
    new, _changes = keeping.replace(ws, old.id, stored(ws, tmp_path, "新.txt"))
    keeping.put_in_bin(ws, [new.id])
    for row in queries.all_evidence(ws):
        ws.vault.path(row.sha256, row.name).unlink()
    assert {file.name for file in verify(ws).missing} == {"旧.txt", "新.txt"}
