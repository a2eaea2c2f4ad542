"""A whole workspace copied elsewhere: every file compared, the old one as it was, nothing half left behind."""

import shutil
from pathlib import Path

import pytest

from desktop_app.errors import CancelledError, YaodianError
from desktop_app.models import backups, operations, queries
from desktop_app.models.copies import Last, Snapshot, entries_after, lists_after, trial
from desktop_app.models.relocating import copy_workspace
from desktop_app.models.workspace import FILE, Workspace
from tests.models.samples import bytes_of, contents, imported, sample, stored


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    with Workspace.create(tmp_path / "ws") as ws:
        imported(ws, tmp_path)
        stored(ws, tmp_path, "记录.txt", "陪餐记录")
    return ws.folder


def test_the_copy_is_the_whole_workspace_and_the_old_one_is_as_it_was(closed: Path, tmp_path: Path) -> None:
    before = kept(closed)
    steps: list[tuple[int, int]] = []
    copied = copy_workspace(closed, tmp_path / "D" / "ws", on_progress=lambda *step: steps.append(step))
    assert kept(closed) == before
    after = kept(copied.folder)
    assert {name: content for name, content in after.items() if name != FILE} == {
        name: content
        for name, content in before.items()
        if name.partition("/")[0] in ("evidence", "reports", "backups")
    }
    with Workspace.open(closed) as old, Workspace.open(copied.folder) as new:
        assert contents(old) == contents(new)
    assert copied.items == trial(copied.folder / FILE).items
    assert steps[-1][0] == steps[-1][1]


def test_changes_that_are_not_yet_in_the_file_are_copied_too(closed: Path, tmp_path: Path) -> None:
    with Workspace.open(closed) as ws:
        operations.set_school(ws, name="刚填的学校")
        copied = copy_workspace(closed, tmp_path / "new")
    with Workspace.open(copied.folder) as new:
        assert queries.school(new).name == "刚填的学校"


def test_a_backup_becomes_a_workspace_with_all_evidence(closed: Path, tmp_path: Path) -> None:
    backup = backups.listed(closed)[0]
    (closed / FILE).write_bytes(b"\x00" * 5000)  # the tables themselves are not even opened
    copied = copy_workspace(closed, tmp_path / "new", backup.path)
    with Workspace.open(copied.folder) as new:
        assert len(queries.checklists(new)) == 1
    assert (closed / FILE).read_bytes() == b"\x00" * 5000


@pytest.mark.parametrize("place", ["ws/inside", "taken", "ws"])
def test_a_place_that_is_taken_or_inside_is_refused_untouched(
    closed: Path, tmp_path: Path, place: str
) -> None:
    (tmp_path / "taken").mkdir()
    (tmp_path / "taken" / "x.txt").write_text("", "utf-8")
    before = bytes_of(tmp_path)
    with pytest.raises(YaodianError, match=r"没有改动它|没有复制任何内容"):
        copy_workspace(closed, tmp_path / place)
    assert bytes_of(tmp_path) == before


def test_what_is_stopped_or_full_leaves_nothing(
    closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "D").mkdir()
    with pytest.raises(CancelledError):
        copy_workspace(closed, tmp_path / "D" / "new", cancelled=lambda: True)
    full = shutil.disk_usage(tmp_path)._replace(free=100)
    monkeypatch.setattr(shutil, "disk_usage", lambda _path: full)
    with pytest.raises(YaodianError, match="磁盘空间不够"):
        copy_workspace(closed, tmp_path / "D" / "new")
    assert list((tmp_path / "D").iterdir()) == []


def test_in_which_lists_something_was_done_after_a_backup(closed: Path, tmp_path: Path) -> None:
    with Workspace.open(closed) as ws:
        other = imported(ws, tmp_path, sample("党建要点"))
        last = trial_of(ws, tmp_path / "moment.db")
        point = queries.tree(ws, other).points()[0]
        operations.set_fields(ws, [point.id], narrative="后来写的")
        after = tmp_path / "after.db"
        trial_of(ws, after)
    assert (entries_after(after, last), lists_after(after, last)) == (1, ("党建要点",))
    assert lists_after(after, Last()) == ("2022年工作要点", "党建要点")
    after.write_bytes(b"\x00" * 5000)
    assert lists_after(after, last) == ()


def kept(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder but for what SQLite leaves beside its own while somebody reads."""
    return {
        name: content for name, content in bytes_of(folder).items() if not name.endswith(("-wal", "-shm"))
    }


def trial_of(ws: Workspace, path: Path) -> Last:
    """Copy the tables of this moment; return the last entry of their journal."""
    with Snapshot(ws.folder / FILE) as snapshot:
        return snapshot.copy_to(path).last
