"""Opening after a crash, in a cloud's folder, beside another window, and with damaged tables."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.errors import YaodianError
from desktop_app.evidence.vault import INCOMING
from desktop_app.files import HALF
from desktop_app.models import backups, operations, queries
from desktop_app.models.backup_keeper import DOUBT
from desktop_app.models.opening import OPEN
from desktop_app.models.rescue import DamagedWorkspaceError
from desktop_app.models.verify import verify
from desktop_app.models.whereabouts import cloud_of
from desktop_app.models.workspace import FILE, Workspace
from tests.models.samples import bytes_of, contents, imported, stored

CRASH = """
import os, sys
from pathlib import Path
from desktop_app.models import operations
from desktop_app.models.workspace import Workspace
ws = Workspace.open(Path(sys.argv[1]))
operations.set_school(ws, name='实验小学')
ws.vault.store(Path(sys.argv[2]))
os._exit(1)
"""


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    with Workspace.create(tmp_path / "ws") as ws:
        imported(ws, tmp_path)
    return ws.folder


def _crash(folder: Path, file: Path) -> None:
    subprocess.run([sys.executable, "-c", CRASH, str(folder), str(file)], check=False)


def _spoil(folder: Path) -> None:
    path = folder / FILE
    content = bytearray(path.read_bytes())
    content[4096 * 3 :] = b"\xff" * (len(content) - 4096 * 3)
    path.write_bytes(content)
    (folder / OPEN).write_text("{}")  # the power failed, which is how such damage comes


def test_after_a_crash_everything_is_checked_and_tidied_and_said(closed: Path, tmp_path: Path) -> None:
    file = tmp_path / "甲.txt"
    file.write_text("甲")
    _crash(closed, file)
    half = closed / "evidence" / f"{INCOMING}x"
    half.mkdir()
    (half / "乙.txt").write_text("半")
    (closed / "reports" / f"{HALF}报告-x.pdf").write_text("半")
    (closed / "backups" / f"{HALF}2026-x.db").write_text("半")
    before = len(backups.listed(closed))
    with Workspace.open(closed) as ws:
        assert ws.notice == (
            "上次没有正常关闭：数据已全部检查，完好。清理了 2 个没有写完的报告或备份。清理了 1 份没有复制完的材料。"
            "清理了 1 份还没有登记的材料，请重新添加。"
        )
        assert queries.school(ws).name == "实验小学"
        assert verify(ws).unexpected == ()
    assert not list(closed.rglob(".*"))
    assert len(backups.listed(closed)) == before + 1, "what the crash left is in no backup"
    with Workspace.open(closed) as ws:
        assert ws.notice == ""


def test_after_a_crash_a_flipped_letter_is_said_at_once(closed: Path) -> None:
    with closing(sqlite3.connect(closed / FILE)) as raw, raw:
        raw.execute("UPDATE checklist SET title = '2021' || substr(title, 5)")
    (closed / OPEN).write_text("{}")
    with Workspace.open(closed) as ws:
        assert ws.notice.startswith("上次没有正常关闭：数据已全部检查。有 1 处内容和操作记录不一致，")


def test_after_a_crash_damage_is_found_at_once(closed: Path) -> None:
    with Workspace.open(closed) as ws:
        path = ws.folder / FILE
    content = bytearray(path.read_bytes())
    content[-4096:] = b"\xff" * 4096  # a page that opening alone does not read
    path.write_bytes(content)
    (closed / OPEN).write_text("{}")
    with pytest.raises(DamagedWorkspaceError, match="损坏"):
        Workspace.open(closed)


def test_a_second_window_is_told_who_has_the_workspace(closed: Path) -> None:
    with Workspace.open(closed):
        with pytest.raises(YaodianError) as refused:
            Workspace.open(closed)
        mark = json.loads((closed / OPEN).read_text("utf-8"))
        assert f"（{mark['who']}，{mark['host']}，" in str(refused.value)
        (closed / OPEN).write_text("[")
        with pytest.raises(YaodianError, match="打开，没有改动"):
            Workspace.open(closed)
    assert not (closed / OPEN).exists()


@pytest.mark.parametrize(
    ("place", "cloud"),
    [
        ("OneDrive/文档/要点自评", "OneDrive"),
        ("OneDrive - 实验小学/要点", "OneDrive"),
        ("WPSDrive/123456/WPS云盘/要点", "WPS 云盘"),
        ("WPS云盘/要点", "WPS 云盘"),
        ("Nutstore/1/我的坚果云/要点", "坚果云"),
        ("BaiduSyncdisk/要点", "百度网盘"),
        ("文档/要点自评", None),
        ("OneDriver 说明/要点", None),
    ],
)
def test_a_clouds_folder_is_known_by_its_name(tmp_path: Path, place: str, cloud: str | None) -> None:
    assert cloud_of(tmp_path / place, {}) == cloud


def test_a_clouds_folder_is_known_by_what_onedrive_says_of_itself(tmp_path: Path) -> None:
    said = {"OneDriveCommercial": str(tmp_path / "云")}
    assert cloud_of(tmp_path / "云" / "要点", said) == "OneDrive"
    assert cloud_of(tmp_path / "要点", said) is None


def test_in_a_clouds_folder_the_plain_journal_is_used_and_it_is_said(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "WPS云盘" / "要点") as ws:
        assert "WPS 云盘" in ws.place
        with ws._engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
        imported(ws, tmp_path)
        operations.set_school(ws, name="实验小学")
        assert not list(ws.folder.glob("*-wal"))
    assert backups.listed(ws.folder)
    assert ws.backup_state.trouble == ""


def test_a_damaged_workspace_offers_its_newest_good_backup_and_says_what_it_lacks(
    closed: Path, tmp_path: Path
) -> None:
    with Workspace.open(closed) as ws:
        item = queries.tree(ws, queries.checklists(ws)[0].id).points()[0].id
        operations.attach(ws, [item], [stored(ws, tmp_path, "甲.txt")])
    good = backups.listed(closed)[0]
    with Workspace.open(closed) as ws:
        operations.attach(ws, [item], [stored(ws, tmp_path, "乙.txt")])
        operations.tick(ws, [item])
    for later in backups.listed(closed):
        if later != good and (later.moment, later.number) > (good.moment, good.number):
            later.path.write_bytes(b"damaged")
    _spoil(closed)
    before = bytes_of(closed)
    with pytest.raises(DamagedWorkspaceError) as refused:
        Workspace.open(closed)
    offer = refused.value.offer
    assert offer
    assert (offer.backup, offer.files, offer.files_left) == (good, 1, 1)
    assert f"{good.moment:%Y-%m-%d %H:%M}" in str(refused.value)
    assert "1 份材料仍在" in str(refused.value)
    assert "备份里登记的 2 个材料文件都还在。" in str(refused.value)
    now = bytes_of(closed)
    assert {**now, "yaodian.lock": b""} == {**before, "yaodian.lock": b""}


def test_files_that_are_gone_too_are_not_said_to_be_there(closed: Path, tmp_path: Path) -> None:
    with Workspace.open(closed) as ws:
        item = queries.tree(ws, queries.checklists(ws)[0].id).points()[0].id
        operations.attach(ws, [item], [stored(ws, tmp_path, "甲.txt")])
    _spoil(closed)
    gone = next(closed.glob("evidence/*/甲.txt"))
    gone.unlink()
    with pytest.raises(DamagedWorkspaceError, match="备份里登记的 2 个材料文件，有 1 个不在了。"):
        Workspace.open(closed)
    shutil.rmtree(closed / "evidence")
    with pytest.raises(DamagedWorkspaceError, match="有 2 个不在了。") as refused:
        Workspace.open(closed)
    assert "都还在" not in str(refused.value)
    shutil.rmtree(closed / "backups")
    with pytest.raises(DamagedWorkspaceError, match="没有完好的备份") as refused:
        Workspace.open(closed)
    assert "都还在" not in str(refused.value)


def test_what_came_after_the_backup_is_counted_where_the_damage_lets_it(closed: Path) -> None:
    with Workspace.open(closed) as ws:
        operations.set_school(ws, name="实验小学")
        operations.set_school(ws, name="实验学校")
    backups.listed(closed)[0].path.unlink()
    with closing(sqlite3.connect(closed / FILE)) as raw, raw:
        raw.execute("UPDATE item SET checklist_id = 'none' WHERE rowid = 3")
    (closed / OPEN).write_text("{}")
    with pytest.raises(DamagedWorkspaceError, match="在那以后的 2 次操作要重做") as refused:
        Workspace.open(closed)
    assert refused.value.offer
    assert refused.value.offer.actions_lost == 2


def test_the_backup_is_put_back_and_the_damaged_file_kept(closed: Path, tmp_path: Path) -> None:
    with Workspace.open(closed) as ws:
        operations.set_school(ws, name="实验小学")
        wanted = contents(ws)
        item = queries.tree(ws, queries.checklists(ws)[0].id).points()[0].id
    good = backups.listed(closed)[0]
    with Workspace.open(closed) as ws:
        operations.attach(ws, [item], [stored(ws, tmp_path, "后来.txt")])
    backups.listed(closed)[0].path.unlink()
    _spoil(closed)
    (closed / f"{FILE}-journal").write_bytes(b"a journal of the damaged file's")
    (closed / "backups" / DOUBT).write_text("有 1 处内容和操作记录不一致。", "utf-8")
    damaged = (closed / FILE).read_bytes()
    offer = Workspace.restore_backup(closed)
    assert (offer.backup, offer.files_left) == (good, 1)
    (aside,) = (closed / "backups").glob("damaged-*")
    assert (aside / FILE).read_bytes() == damaged
    with Workspace.open(closed) as ws:
        assert contents(ws) == wanted
        assert ws.backup_state.doubt == "", "it was said of what is replaced"
        assert operations.undo(ws), "undo goes on where the backup was made"
        assert len(verify(ws).unexpected) == 1, "evidence that the backup does not know stays"


def test_a_backup_that_is_offered_with_a_flipped_letter_says_so(closed: Path) -> None:
    with closing(sqlite3.connect(closed / FILE)) as raw, raw:
        raw.execute("UPDATE checklist SET title = '2021' || substr(title, 5)")
    with Workspace.open(closed) as ws:
        operations.set_school(ws, name="实验小学")
    _spoil(closed)
    with pytest.raises(DamagedWorkspaceError, match="这份备份里有 1 处内容和操作记录不一致，") as refused:
        Workspace.open(closed)
    assert refused.value.offer
    assert refused.value.offer.backup == backups.listed(closed)[0]


def test_sound_tables_are_not_replaced_and_without_a_backup_nothing_is(closed: Path) -> None:
    before = bytes_of(closed)
    with pytest.raises(YaodianError, match="完好"):
        Workspace.restore_backup(closed)
    assert bytes_of(closed) == before
    _spoil(closed)
    for one in backups.listed(closed):
        one.path.unlink()
    before = bytes_of(closed)
    with pytest.raises(DamagedWorkspaceError, match="没有完好的备份") as refused:
        Workspace.restore_backup(closed)
    assert refused.value.offer is None
    assert bytes_of(closed) == before
    with pytest.raises(YaodianError, match="不是工作区"):
        Workspace.restore_backup(closed / "nowhere")


@pytest.mark.skipif(os.name == "nt", reason="a folder that refuses a file, as Linux does it")
def test_a_mark_that_cannot_be_left_stops_nobody(closed: Path) -> None:
    (closed / OPEN).mkdir()
    with Workspace.open(closed) as ws:
        operations.set_school(ws, name="实验小学")


@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to read"])
def test_damage_within_is_found_after_an_end_that_was_one_and_nothing_is_written(
    closed: Path, read_only: bool
) -> None:
    """A disk spoils pages while the program is not running: no mark of a bad end tells of it."""
    content = bytearray((closed / FILE).read_bytes())
    middle = len(content) // 2 // 4096 * 4096
    content[middle : middle + 4096] = bytes(range(256)) * 16
    (closed / FILE).write_bytes(content)
    before = bytes_of(closed)
    with pytest.raises(DamagedWorkspaceError) as error:
        Workspace.open(closed, read_only=read_only)
    assert error.value.offer is not None
    assert bytes_of(closed) == before
