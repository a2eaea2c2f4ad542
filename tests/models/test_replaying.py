"""Undo and redo a few rows at a time: seen all at once at the end, and where they stop, not at all."""

import subprocess
import sys
from itertools import islice
from pathlib import Path

import pytest

from desktop_app.errors import YaodianError
from desktop_app.evidence.vault import StoredFile
from desktop_app.models import linking, operations, queries
from desktop_app.models.replaying import A_SLICE, whole
from desktop_app.models.tree import ItemTree
from desktop_app.models.workspace import Workspace
from tests.models.samples import contents, imported

MANY = 2 * A_SLICE + 7
KILLED = """
import os, sys
from itertools import islice
from pathlib import Path
from desktop_app.models.workspace import Workspace
with Workspace.open(Path(sys.argv[1])) as ws:
    for _slice in islice(ws.steps(back=sys.argv[2] == "back"), int(sys.argv[3])):
        pass
    os._exit(9)
"""


def bring(ws: Workspace, item_id: str, many: int = MANY) -> None:
    files = [StoredFile(f"{number:064}", f"记录{number}.txt", number) for number in range(many)]
    linking.attach(ws, [item_id], files)


@pytest.fixture
def item(ws: Workspace, items: ItemTree) -> str:
    item_id = items.points()[0].id
    bring(ws, item_id)
    return item_id


def slices_in(ws: Workspace, *, back: bool) -> int:
    """Return in how many slices an action goes back, or comes again, and do it."""
    return sum(1 for _slice in ws.steps(back=back))


@pytest.mark.parametrize("back", [True, False])
def test_nothing_is_seen_before_all_is_there(ws: Workspace, item: str, back: bool) -> None:
    there = contents(ws)
    assert operations.undo(ws)
    gone = contents(ws)
    assert len(there["evidence"]) - len(gone["evidence"]) == MANY
    if back:
        assert operations.redo(ws)
    before, after = (there, gone) if back else (gone, there)
    seen = 0
    for done, total in ws.steps(back=back):
        assert contents(ws) == before
        assert len(queries.item_evidence(ws, item)) == len(before["evidence_link"])
        assert seen < done <= total == 3 * 2 * MANY
        seen = done
    assert contents(ws) == after
    assert (queries.can_redo if back else queries.can_undo)(ws)


@pytest.mark.parametrize("back", [True, False])
def test_what_is_let_go_in_the_middle_never_was(ws: Workspace, item: str, back: bool) -> None:
    if not back:
        operations.undo(ws)
    before = contents(ws)
    many = slices_in(ws, back=back)
    (operations.redo if back else operations.undo)(ws)
    assert many > 10
    for stop in (1, many // 2, many):
        steps = ws.steps(back=back)
        assert len(list(islice(steps, stop))) == stop
        with pytest.raises(RuntimeError, match="nest"):
            operations.tick(ws, [item])
        steps.close()
        assert contents(ws) == before
    operations.tick(ws, [item])  # the right to write was given back


@pytest.mark.parametrize("place", [0, MANY // 2, MANY - 1])
def test_refuses_wherever_a_row_is_not_as_recorded(ws: Workspace, item: str, place: int) -> None:
    with ws._engine.begin() as connection:
        connection.exec_driver_sql("UPDATE evidence SET note = 'x' WHERE sha256 = ?", (f"{place:064}",))
    before, name = contents(ws), queries.can_undo(ws)
    with pytest.raises(YaodianError, match="没有改动"):
        whole(ws.steps(back=True))
    assert contents(ws) == before
    assert queries.can_undo(ws) == name


def test_a_disk_that_fills_up_in_the_middle_leaves_all_as_it_was(ws: Workspace, item: str) -> None:
    operations.undo(ws)
    with ws._engine.connect() as connection:
        connection.connection.rollback()
        connection.exec_driver_sql("COMMIT")
        connection.exec_driver_sql("VACUUM")
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count={pages}")
        connection.exec_driver_sql("BEGIN")
    before = contents(ws)
    with pytest.raises(YaodianError, match="磁盘空间不足"):
        operations.redo(ws)
    assert contents(ws) == before
    with ws._engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
    assert operations.redo(ws)
    assert len(queries.item_evidence(ws, item)) == MANY


@pytest.mark.parametrize("way", ["back", "forth"])
def test_killed_in_the_middle_it_never_began(tmp_path: Path, way: str) -> None:
    folder = tmp_path / "工作区"
    with Workspace.create(folder) as ws:
        bring(ws, queries.tree(ws, imported(ws, tmp_path)).points()[0].id)
        if way == "forth":
            operations.undo(ws)
        before = contents(ws)
        many = slices_in(ws, back=way == "back")
        (operations.redo if way == "back" else operations.undo)(ws)
    for stop in (2, many):
        words = [sys.executable, "-c", KILLED, str(folder), way, str(stop)]
        assert subprocess.run(words, check=False, timeout=60).returncode == 9
        with Workspace.open(folder) as ws:
            assert contents(ws) == before
    with Workspace.open(folder) as ws:
        assert (operations.undo if way == "back" else operations.redo)(ws)
