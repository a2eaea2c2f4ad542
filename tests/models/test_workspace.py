import os
import shutil
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop_app.errors import YaodianError
from desktop_app.models import backups, operations, queries, whereabouts
from desktop_app.models.copies import Snapshot
from desktop_app.models.entities import Checklist
from desktop_app.models.locking import LOCK
from desktop_app.models.tree import ItemTree
from desktop_app.models.workspace import FILE, Workspace
from tests.models.samples import bytes_of, contents, imported, stored
from tests.ordinary import forbid_writing


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    """A workspace with a checklist, closed."""
    with Workspace.create(tmp_path / "工作区") as ws:
        imported(ws, tmp_path)
    return ws.folder


def test_a_new_workspace_is_a_folder_with_its_parts(tmp_path: Path) -> None:
    folder = tmp_path / "新 学校" / ("要点#1%20" if os.name == "nt" else "要点#1%20?")
    with Workspace.create(folder) as ws:
        assert ws.folder == folder
        assert queries.checklists(ws) == []
        assert not ws.read_only
    names = {path.name for path in folder.iterdir()}
    assert (
        {"yaodian.db", "evidence", "backups", "reports"}
        <= names
        <= {
            "yaodian.db",
            "evidence",
            "backups",
            "reports",
            "yaodian.lock",
        }
    )


def test_the_promises_about_safety_are_kept_by_the_database_itself(ws: Workspace) -> None:
    with ws._engine.connect() as connection:
        asked = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("foreign_keys", "journal_mode", "synchronous")
        }
    assert asked == {"foreign_keys": 1, "journal_mode": "wal", "synchronous": 2}
    with ws.session() as session:
        assert session.connection().exec_driver_sql("PRAGMA foreign_keys").scalar() == 1


def test_creating_twice_is_refused_and_opening_or_creating_is_not(closed: Path) -> None:
    before = bytes_of(closed)
    with pytest.raises(YaodianError, match="已经有"):
        Workspace.create(closed)
    assert bytes_of(closed) == before
    with Workspace.open_or_create(closed) as ws:
        assert len(queries.checklists(ws)) == 1
    with Workspace.open_or_create(closed.parent / "另一个") as ws:
        assert queries.checklists(ws) == []


def test_a_folder_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(YaodianError, match="不是工作区"):
        Workspace.open(tmp_path)
    with pytest.raises(YaodianError, match="不是工作区"):
        Workspace.open(tmp_path / "没有")
    assert list(tmp_path.iterdir()) == []


def test_a_file_in_the_way_of_the_folder_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "文件").write_text("x")
    with pytest.raises(YaodianError, match="不能写入"):
        Workspace.create(tmp_path / "文件" / "工作区")


def test_a_second_writer_is_refused_and_a_reader_is_not(closed: Path) -> None:
    with Workspace.open(closed) as first:
        with pytest.raises(YaodianError, match="另一个窗口"):
            Workspace.open(closed)
        with Workspace.open(closed, read_only=True) as reader:
            (checklist,) = queries.checklists(reader)
            operations.rename_checklist(first, checklist.id, "新名字")
            assert queries.checklists(reader)[0].title == "新名字"
    with Workspace.open(closed) as again:
        assert queries.can_undo(again) == "清单改名为“新名字”"


def test_a_writer_in_another_process_is_refused_too(closed: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from desktop_app.models.workspace import Workspace; "
        "Workspace.open(Path(sys.argv[1]))"
    )
    with Workspace.open(closed):
        run = subprocess.run(
            [sys.executable, "-c", code, str(closed)], check=False, capture_output=True, encoding="utf-8"
        )
    assert run.returncode == 1
    assert "HeldError" in run.stderr


def test_the_right_to_write_ends_with_a_crash(closed: Path, tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from desktop_app.models import operations; "
        "from desktop_app.models.workspace import Workspace; "
        "ws = Workspace.open(Path(sys.argv[1])); operations.set_school(ws, name='实验小学'); os._exit(1)"
    )
    subprocess.run([sys.executable, "-c", code, str(closed)], check=False)
    with Workspace.open(closed) as ws:
        assert queries.school(ws).name == "实验小学"


def test_a_reader_writes_nothing(closed: Path, tmp_path: Path) -> None:
    before = bytes_of(closed)
    with Workspace.open(closed, read_only=True) as ws:
        assert ws.read_only
        (checklist,) = queries.checklists(ws)
        items = queries.tree(ws, checklist.id)
        for attempt in (
            lambda: operations.tick(ws, [items.points()[0].id]),
            lambda: operations.undo(ws),
            lambda: operations.redo(ws),
            lambda: stored(ws, tmp_path, "甲.txt"),
        ):
            with pytest.raises(YaodianError, match="只读"):
                attempt()
        with ws._engine.connect() as connection, pytest.raises(Exception, match="readonly"):
            connection.exec_driver_sql("DELETE FROM item")
    assert bytes_of(closed) == before


def test_a_folder_that_cannot_be_written_opens_read_only(ordinary: Path) -> None:
    with Workspace.create(ordinary / "ws") as ws:
        imported(ws, ordinary)
    forbid_writing(ordinary / "ws")
    before = bytes_of(ordinary / "ws")
    with pytest.raises(YaodianError, match="不能写入"):
        Workspace.open(ordinary / "ws")
    with Workspace.open(ordinary / "ws", read_only=True) as ws:
        (checklist,) = queries.checklists(ws)
        assert len(queries.tree(ws, checklist.id)) == 13
        with pytest.raises(YaodianError, match="只读"):
            operations.set_school(ws, name="x")
    assert bytes_of(ordinary / "ws") == before


@pytest.mark.usefixtures("bound")
def test_tables_that_cannot_be_written_open_read_only_until_they_can(closed: Path) -> None:
    (closed / "yaodian.db").chmod(0o400)
    with pytest.raises(YaodianError, match=r"不能写入.*开通写入权限，或在“文件 › 数据安全”里点“移到别处”"):
        Workspace.open(closed)
    with Workspace.open(closed, read_only=True) as ws:
        assert len(queries.checklists(ws)) == 1
    (closed / "yaodian.db").chmod(0o600)
    with Workspace.open(closed) as ws:
        operations.set_school(ws, name="实验小学")


@pytest.mark.usefixtures("bound")
def test_what_was_refused_for_want_of_the_right_to_write_is_written_once_it_is_there(closed: Path) -> None:
    with Workspace.open(closed) as ws:
        ws._engine.dispose()
        (closed / "yaodian.db").chmod(0o400)
        for _try in range(2):
            with pytest.raises(YaodianError, match="没有写入工作区的权限"):
                operations.set_school(ws, name="实验小学")
        (closed / "yaodian.db").chmod(0o600)
        operations.set_school(ws, name="实验小学")
    with Workspace.open(closed) as ws:
        assert queries.school(ws).name == "实验小学"


def test_a_file_that_may_not_be_read_is_a_sentence(ordinary: Path) -> None:
    if os.name == "nt":
        pytest.skip("chmod does not forbid reading on Windows")
    Workspace.create(ordinary / "ws").close()
    (ordinary / "ws" / "yaodian.db").chmod(0)
    for read_only in (False, True):
        with pytest.raises(YaodianError, match="无法读取"):
            Workspace.open(ordinary / "ws", read_only=read_only)


def test_what_a_crash_left_beside_the_file_is_read_from_a_folder_that_cannot_be_written(
    ordinary: Path,
) -> None:
    with Workspace.create(ordinary / "ws") as ws:
        checklist = imported(ws, ordinary)
        operations.rename_checklist(ws, checklist, "断电之前")
        shutil.copytree(ws.folder, ordinary / "crashed")
    (ordinary / "crashed" / "yaodian.db-shm").unlink()
    assert (ordinary / "crashed" / "yaodian.db-wal").stat().st_size
    forbid_writing(ordinary / "crashed")
    before = bytes_of(ordinary / "crashed")
    with Workspace.open(ordinary / "crashed", read_only=True) as ws:
        assert queries.checklists(ws)[0].title == "断电之前"
    assert bytes_of(ordinary / "crashed") == before


def test_what_a_crash_left_beside_the_file_is_there_again(ws: Workspace, checklist: str) -> None:
    operations.rename_checklist(ws, checklist, "断电之前")
    crashed = ws.folder.parent / "crashed"
    shutil.copytree(ws.folder, crashed, ignore=shutil.ignore_patterns(LOCK))  # Windows lets nobody read that
    (crashed / "evidence" / ".incoming-x").mkdir()
    with Workspace.open(crashed) as again:
        assert queries.checklists(again)[0].title == "断电之前"
        assert not (crashed / "evidence" / ".incoming-x").exists()


@pytest.mark.skipif(os.name == "nt", reason="Windows says so by itself")
@pytest.mark.parametrize("below", ["/".join(["很长的文件夹名称"] * 20), "甲/" + "长" * 90 + "/要点自评"])
def test_a_path_that_is_too_long_makes_nothing(tmp_path: Path, below: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(YaodianError, match="名称太长，放不了工作区，没有改动"):
        Workspace.create(tmp_path / below)
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.skipif(os.name == "nt", reason="Windows says so by itself")
def test_as_long_as_a_path_may_be_everything_works(tmp_path: Path) -> None:
    folder = tmp_path
    while (left := 432 - len(os.fsencode(folder))) > 1:
        folder /= "x" * min(100, left - 1)
    with Workspace.create(folder) as ws:
        imported(ws, tmp_path)
        assert ws.backup_state.trouble == ""
    assert len(os.fsencode(folder)) in (431, 432)
    assert backups.listed(folder)
    with pytest.raises(YaodianError, match="太长"):
        Workspace.create(folder.with_name(folder.name + "yy"))


def test_a_folder_that_cannot_be_written_makes_no_workspace(ordinary: Path) -> None:
    (ordinary / "locked").mkdir()
    forbid_writing(ordinary / "locked")
    for folder in (ordinary / "locked", ordinary / "locked" / "ws"):
        with pytest.raises(YaodianError, match="不能写入"):
            Workspace.create(folder)
    assert list((ordinary / "locked").iterdir()) == []


@pytest.mark.parametrize("content", [b"", b"hello", b"x" * 5000, b"SQLite format 3\x00" + b"\xff" * 5000])
def test_a_file_that_is_no_database_is_refused_and_untouched(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "yaodian.db").write_bytes(content)
    for read_only in (False, True):
        with pytest.raises(YaodianError, match="损坏"):
            Workspace.open(tmp_path, read_only=read_only)
        assert (tmp_path / "yaodian.db").read_bytes() == content


@pytest.mark.parametrize("part", [0.01, 0.5, 0.99])
def test_a_truncated_file_is_refused_and_untouched(closed: Path, part: float) -> None:
    path = closed / "yaodian.db"
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * part)])
    before = bytes_of(closed)
    for read_only in (False, True):
        with pytest.raises(YaodianError, match="损坏"):
            Workspace.open(closed, read_only=read_only)
        assert {name: now for name, now in bytes_of(closed).items() if name != "yaodian.lock"} == {
            name: was for name, was in before.items() if name != "yaodian.lock"
        }


def test_damage_inside_the_file_is_a_sentence_where_it_is_met(closed: Path) -> None:
    path = closed / "yaodian.db"
    content = bytearray(path.read_bytes())
    content[4096 * 3 :] = b"\xff" * (len(content) - 4096 * 3)
    path.write_bytes(content)
    with pytest.raises(YaodianError, match="损坏"), Workspace.open(closed) as ws:
        queries.tree(ws, queries.checklists(ws)[0].id)


def test_a_database_of_another_program_is_refused_and_untouched(tmp_path: Path) -> None:
    path = tmp_path / "yaodian.db"
    with closing(sqlite3.connect(path)) as other, other:
        other.execute("CREATE TABLE item (x)")
    content = path.read_bytes()
    for read_only in (False, True):
        with pytest.raises(YaodianError, match="不是本程序的"):
            Workspace.open(tmp_path, read_only=read_only)
        assert path.read_bytes() == content


def test_after_closing_the_folder_can_be_moved(closed: Path) -> None:
    with Workspace.open(closed) as ws:
        before = contents(ws)
    moved = closed.rename(closed.parent / "U盘")
    with Workspace.open(moved) as ws:
        assert contents(ws) == before
    shutil.rmtree(moved)


def test_a_closed_workspace_is_used_no_more(ws: Workspace, items: ItemTree) -> None:
    ws.close()
    ws.close()
    with pytest.raises(RuntimeError, match="closed"):
        queries.checklists(ws)
    with pytest.raises(RuntimeError, match="closed"):
        operations.tick(ws, [items.points()[0].id])


def test_a_session_sees_one_moment(ws: Workspace, checklist: str) -> None:
    with ws.session() as session:
        before = session.scalar(select(Checklist.title))
        operations.rename_checklist(ws, checklist, "新名字")
        assert session.scalar(select(Checklist.title)) == before
    with ws.session() as session:
        assert session.scalar(select(Checklist.title)) == "新名字"


def test_a_full_disk_is_a_sentence_and_leaves_everything(ws: Workspace, items: ItemTree) -> None:
    with ws._engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
    before = contents(ws)

    with ws._engine.connect() as connection:
        connection.connection.driver_connection.execute(f"PRAGMA max_page_count={pages}")  # type: ignore[union-attr]
    with pytest.raises(YaodianError, match="磁盘空间"):
        operations.set_fields(ws, [items.points()[0].id], narrative="很长" * 20_000)
    assert contents(ws) == before


def test_a_file_locked_by_another_program_is_a_sentence(ws: Workspace, items: ItemTree) -> None:
    with ws._engine.connect() as connection:
        connection.connection.driver_connection.execute("PRAGMA busy_timeout=10")  # type: ignore[union-attr]
    with closing(sqlite3.connect(ws.folder / "yaodian.db", isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(YaodianError, match="占用"):
            operations.tick(ws, [items.points()[0].id])
        other.execute("ROLLBACK")
    operations.tick(ws, [items.points()[0].id])


def test_a_backup_holds_what_is_not_yet_in_the_file_itself(ws: Workspace, checklist: str) -> None:
    operations.rename_checklist(ws, checklist, "最后一改")
    restored = ws.folder.parent / "restored"
    restored.mkdir()
    with Snapshot(ws.folder / FILE) as snapshot:
        snapshot.copy_to(restored / FILE)
    with Workspace.open(restored) as again:
        assert queries.checklists(again)[0].title == "最后一改"
        assert contents(again) == contents(ws)


@pytest.mark.parametrize(
    ("drive", "share"),
    [
        ("C:", False),
        ("\\\\server\\教务处", True),
        ("\\\\?\\UNC\\server\\教务处", True),
        ("\\\\?\\C:", False),
        ("\\\\.\\C:", False),
    ],
)
def test_a_network_share_of_windows_is_known_by_its_name(drive: str, share: bool) -> None:
    assert whereabouts.is_share(drive) is share


@pytest.mark.skipif(os.name == "nt", reason="asks Windows itself there")
def test_on_a_network_share_the_plain_journal_is_used(closed: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(whereabouts, "mounted_kind", lambda _path: "cifs")
    with Workspace.open(closed) as ws:
        assert ws.place != ""
        with ws._engine.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "delete"
        operations.set_school(ws, name="实验小学")
    monkeypatch.undo()
    with Workspace.open(closed) as ws:
        assert ws.place == ""
        assert queries.school(ws).name == "实验小学"


@pytest.mark.skipif(os.name == "nt", reason="Linux and macOS")
def test_the_default_folder_is_in_the_users_documents(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    assert Workspace.default_folder() == tmp_path / "Documents" / "要点自评"
    (tmp_path / "文档").mkdir()
    assert Workspace.default_folder() == tmp_path / "文档" / "要点自评"
    (tmp_path / ".config").mkdir()
    (tmp_path / ".config" / "user-dirs.dirs").write_text('# x\nXDG_DOCUMENTS_DIR="$HOME/我的"\n', "utf-8")
    assert Workspace.default_folder() == tmp_path / "我的" / "要点自评"
    (tmp_path / ".config" / "user-dirs.dirs").write_text("XDG_MUSIC_DIR=x\n", "utf-8")
    assert Workspace.default_folder() == tmp_path / "文档" / "要点自评"
