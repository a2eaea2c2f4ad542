import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.errors import CancelledError
from desktop_app.models import filling, operations, queries
from desktop_app.models.addresses import resolve
from desktop_app.models.tree import ItemTree
from desktop_app.models.verify import CheckedFile, check_files, expected, verify
from desktop_app.models.workspace import Workspace
from tests.models.samples import stored


def test_all_is_well(ws: Workspace, items: ItemTree, tmp_path: Path) -> None:
    operations.attach(ws, [resolve(items, "1")], [stored(ws, tmp_path, "甲.txt")])
    report = verify(ws)
    assert report.ok
    assert (report.sound, report.missing, report.changed, report.unexpected, report.tables) == (
        2,  # the original too
        (),
        (),
        (),
        (),
    )


def test_what_is_wrong_is_named_with_what_it_serves(ws: Workspace, items: ItemTree, tmp_path: Path) -> None:
    gone, changed = stored(ws, tmp_path, "丢了.txt"), stored(ws, tmp_path, "改了.txt")
    operations.attach(ws, [resolve(items, "1"), resolve(items, "3/2")], [gone, changed])
    document = queries.document(ws, next(items.walk()).checklist_id)
    ws.vault.path(gone.sha256, gone.name).unlink()
    ws.vault.path(changed.sha256, changed.name).write_text("x")
    ws.vault.path(document.sha256, document.file_name).unlink()
    stranger = stored(ws, tmp_path, "陌生.txt")
    report = verify(ws)
    assert not report.ok
    serves = ("一/1 推进三进", "二/一/3/2 听课")
    assert report.missing == (
        CheckedFile("要点.txt", document.sha256, ("文件原文",)),
        CheckedFile("丢了.txt", gone.sha256, serves),
    )
    assert report.changed == (CheckedFile("改了.txt", changed.sha256, serves),)
    assert report.unexpected == (f"{stranger.sha256}/陌生.txt",)
    assert report.sound == 0


def test_an_unexpected_file_alone_does_no_harm(ws: Workspace, checklist: str, tmp_path: Path) -> None:
    stored(ws, tmp_path, "陌生.txt")
    assert verify(ws).ok
    assert len(verify(ws).unexpected) == 1


def test_a_file_whose_attaching_was_undone_is_not_unexpected(
    ws: Workspace, items: ItemTree, tmp_path: Path
) -> None:
    operations.attach(ws, [resolve(items, "1")], [stored(ws, tmp_path, "甲.txt")])
    operations.undo(ws)
    operations.undo(ws)  # the import too
    report = verify(ws)
    assert (report.unexpected, report.sound) == ((), 0)
    operations.redo(ws)
    operations.redo(ws)
    assert verify(ws).sound == 2


def test_evidence_of_a_deleted_item_is_still_kept(ws: Workspace, items: ItemTree, tmp_path: Path) -> None:
    operations.attach(ws, [resolve(items, "1")], [stored(ws, tmp_path, "甲.txt")])
    operations.delete_items(ws, [resolve(items, "1")])
    assert verify(ws).sound == 2


def test_a_loose_reference_is_trouble(ws: Workspace, items: ItemTree) -> None:
    with ws._engine.connect() as connection:
        driver = connection.connection.driver_connection
        assert driver is not None
        driver.execute("PRAGMA foreign_keys=OFF")
        driver.execute("UPDATE target SET item_id = 'nowhere'")
    report = verify(ws)
    assert not report.ok
    assert report.tables == ("有 1 处量化指标找不到所属的内容。",)


def test_a_letter_that_became_another_is_trouble(ws: Workspace, items: ItemTree) -> None:
    """SQLite has no sums over its rows; the journal holds what each became last."""
    [point, *_others] = items.points()
    filling.set_fields(ws, [point.id], narrative="每月学习1次")
    operations.undo(ws)
    operations.redo(ws)
    assert verify(ws).ok
    with closing(sqlite3.connect(ws.folder / "yaodian.db")) as raw, raw:
        raw.execute("UPDATE item SET narrative = '每月学习7次' WHERE id = ?", (point.id,))
    [said] = verify(ws).tables
    assert said.startswith(f"有 1 处内容和操作记录不一致（“{point.title}”），")


def test_damage_in_the_file_is_trouble(ws: Workspace, items: ItemTree) -> None:
    with closing(sqlite3.connect(ws.folder / "yaodian.db")) as raw, raw:
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute("DELETE FROM sqlite_master WHERE name = 'ix_item_parent_id'")
    ws._engine.dispose()  # what it knows of the tables it read at the opening
    report = verify(ws)
    assert not report.ok
    assert report.tables == ("数据文件有 1 处损坏，请尽快从备份恢复。",)


def test_the_files_are_read_without_the_workspace(ws: Workspace, checklist: str) -> None:
    wanted = expected(ws)
    steps: list[tuple[int, int]] = []
    ws.close()
    report = check_files(ws.vault, wanted, lambda done, total: steps.append((done, total)))
    assert report.sound == 1
    assert steps == [(1, 1)]
    with pytest.raises(CancelledError):
        check_files(ws.vault, wanted, cancelled=lambda: True)
