"""A whole workspace in one file and back: everything compared, nothing overwritten, nothing let in."""

import hashlib
import json
import os
import shutil
import sqlite3
import threading
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from desktop_app.errors import CancelledError, YaodianError
from desktop_app.evidence.vault import ARRIVED, INCOMING
from desktop_app.files import HALF
from desktop_app.models import backup_keeper, operations, queries, whereabouts
from desktop_app.models.packages import LIST, Package, fits
from desktop_app.models.packing import files_of, pack
from desktop_app.models.unpacking import unpack
from desktop_app.models.verify import verify
from desktop_app.models.workspace import Workspace
from tests.models.samples import bytes_of, contents, imported, stored

NAMES = ("照片.jpg", "总结.txt", "很长的名字" * 10 + ".docx")


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    with Workspace.create(tmp_path / "ws") as ws:
        item = queries.tree(ws, imported(ws, tmp_path)).points()[0].id
        files = [stored(ws, tmp_path, name, f"{name}的内容" * 500) for name in NAMES]
        operations.attach(ws, [item], files)
    (ws.folder / "reports" / "报告.pdf").write_bytes(os.urandom(3000))
    return ws.folder


@pytest.fixture
def package(closed: Path, tmp_path: Path) -> Path:
    pack(closed, tmp_path / "学校.yaodian")
    return tmp_path / "学校.yaodian"


def _payload(folder: Path) -> dict[str, bytes]:
    return {
        name: data
        for name, data in bytes_of(folder).items()
        if name.startswith(("evidence/", "reports/")) and not name.endswith(ARRIVED)
    }


def _refused(path: Path, tmp_path: Path, words: str) -> None:
    """It is refused in a sentence, and nothing is left."""
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(YaodianError, match=words):
        unpack(path, tmp_path / "neu")
    assert sorted(tmp_path.rglob("*")) == before


def _forged(package: Path, change: Callable[[dict[str, object]], None], *more: tuple[str, bytes]) -> None:
    """Write a package anew with another list, and with more in it."""
    with zipfile.ZipFile(package) as old:
        parts = [(info.filename, old.read(info)) for info in old.infolist() if info.filename != LIST]
        facts = json.loads(old.read(LIST))
    change(facts)
    with zipfile.ZipFile(package, "w", zipfile.ZIP_DEFLATED) as new:
        for name, data in (*parts, *more, (LIST, json.dumps(facts).encode())):
            new.writestr(name, data)


def test_what_is_packed_comes_back_byte_for_byte(closed: Path, tmp_path: Path) -> None:
    with Workspace.open(closed) as ws:
        wanted = contents(ws)
        packed = pack(closed, tmp_path / "学校.yaodian")  # beside the writer
    assert (packed.evidence, packed.files) == (len(NAMES), len(NAMES) + 2)
    assert (packed.changed, packed.left_out, packed.missing) == ((), (), 0)
    restored = unpack(tmp_path / "学校.yaodian", tmp_path / "neu")
    assert (restored.evidence, restored.items) == (packed.evidence, packed.items)
    assert _payload(tmp_path / "neu") == _payload(closed)
    with Workspace.open(tmp_path / "neu") as ws:
        assert contents(ws) == wanted
        assert verify(ws).ok
        assert operations.undo(ws), "undo goes on"
    assert not list(tmp_path.glob(".*")), "something was left"


def test_kinds_that_are_packed_already_are_only_stored(package: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        kinds = {Path(info.filename).suffix: info.compress_type for info in archive.infolist()}
    assert kinds[".jpg"] == kinds[".docx"] == kinds[".pdf"] == zipfile.ZIP_STORED
    assert kinds[".txt"] == kinds[".db"] == zipfile.ZIP_DEFLATED


def test_a_copy_outside_is_remembered(closed: Path, tmp_path: Path) -> None:
    assert backup_keeper.state_of(closed, datetime.now()).outside is None
    pack(closed, tmp_path / "学校.yaodian")
    outside = backup_keeper.state_of(closed, datetime.now()).outside
    assert outside
    assert abs((datetime.now() - outside).total_seconds()) < 60


def test_neither_packing_nor_unpacking_overwrites(closed: Path, package: Path, tmp_path: Path) -> None:
    before = package.read_bytes()
    with pytest.raises(YaodianError, match="已经存在"):
        pack(closed, package)
    assert package.read_bytes() == before
    for place in (closed / "reports" / "a.yaodian", closed / "a.yaodian"):
        with pytest.raises(YaodianError, match="工作区文件夹以外"):
            pack(closed, place)
    was = bytes_of(closed)
    with pytest.raises(YaodianError, match="已经有内容"):
        unpack(package, closed)
    assert bytes_of(closed) == was
    (tmp_path / "file").write_text("x")
    with pytest.raises(YaodianError, match="已经有内容"):
        unpack(package, tmp_path / "file")
    (tmp_path / "leer").mkdir()
    assert unpack(package, tmp_path / "leer").files


def test_stopping_leaves_nothing(closed: Path, package: Path, tmp_path: Path) -> None:
    seen: list[tuple[int, int]] = []
    pack(closed, tmp_path / "b.yaodian", lambda done, total: seen.append((done, total)))
    assert seen == sorted(seen)
    assert seen[-1][0] == seen[-1][1]
    (tmp_path / "b.yaodian").unlink()
    before = sorted(tmp_path.rglob("*"))
    for after in (0, 2, len(seen) - 1):
        calls = iter([False] * after + [True] * 10_000)
        with pytest.raises(CancelledError):
            pack(closed, tmp_path / "b.yaodian", cancelled=calls.__next__)
    for after in (0, 3):
        calls = iter([False] * after + [True] * 10_000)
        with pytest.raises(CancelledError):
            unpack(package, tmp_path / "neu", cancelled=calls.__next__)
    assert sorted(tmp_path.rglob("*")) == before


def test_what_was_wrong_before_is_packed_as_it_is_and_said(closed: Path, tmp_path: Path) -> None:
    changed, gone = (
        sorted((closed / "evidence").glob("*/*.txt"))[0],
        next((closed / "evidence").glob("*/*.jpg")),
    )
    changed.write_text("有人改过")
    shutil.rmtree(gone.parent)
    if os.name != "nt":
        (closed / "reports" / "a:b.txt").write_text("x")
        (closed / "reports" / "aux.txt").write_text("x")
        (closed / "reports" / "link.txt").symlink_to(tmp_path / "secret")
    packed = pack(closed, tmp_path / "学校.yaodian")
    assert packed.changed == (changed.name,)
    assert packed.missing == 1
    assert packed.left_out == (() if os.name == "nt" else ("a:b.txt", "aux.txt"))
    unpack(tmp_path / "学校.yaodian", tmp_path / "neu")
    again = tmp_path / "neu" / changed.relative_to(closed)
    assert again.read_text() == "有人改过"
    assert not (tmp_path / "neu" / "reports" / "link.txt").exists()


def test_what_is_not_what_the_list_says_is_not_written(package: Path, tmp_path: Path) -> None:
    """Its own sum in the zip is right: only the list's tells that it is another file."""

    def lie(facts: dict[str, object]) -> None:
        files = facts["files"]
        assert isinstance(files, list)
        files.append({"place": "reports/坏.txt", "size": 3, "modified": 1, "sha256": "0" * 64})

    _forged(package, lie, ("reports/坏.txt", b"bad"))
    assert unpack(package, tmp_path / "neu").damaged == ("坏.txt",)
    assert not (tmp_path / "neu" / "reports" / "坏.txt").exists()


def test_every_flipped_byte_and_every_cut_is_found(package: Path, tmp_path: Path) -> None:
    whole = package.read_bytes()
    with Workspace.open(tmp_path / "ws") as ws:
        wanted = contents(ws)
    was = _payload(tmp_path / "ws")
    bad = tmp_path / "bad.yaodian"
    unharmed = 0
    for place in range(0, len(whole), max(1, len(whole) // 60)):
        bad.write_bytes(whole[:place] + bytes([whole[place] ^ 0x55]) + whole[place + 1 :])
        try:
            restored = unpack(bad, tmp_path / "neu")
        except YaodianError:
            assert not (tmp_path / "neu").exists()
            continue
        unharmed += not restored.damaged  # a byte of a date, or of what says how Unix would open it
        there = _payload(tmp_path / "neu")
        assert there.items() <= was.items()
        assert len(was) - len(there) == len(restored.damaged) <= 1
        with Workspace.open(tmp_path / "neu") as ws:
            assert contents(ws) == wanted
        shutil.rmtree(tmp_path / "neu")
    assert unharmed < 10
    for part in (0, 1, 100, len(whole) // 2, len(whole) - 1):
        bad.write_bytes(whole[:part])
        _refused(bad, tmp_path, "没有恢复任何内容")


@pytest.mark.parametrize(
    "place",
    [
        "../x",
        "evidence/../../x",
        "/etc/x",
        "evidence/../x",
        "C:/x",
        "evidence\\x",
        "evidence/a:b",
        "yaodian.lock",
        "evidence/",
        "evidence/a\x00",
        "backups/x.db",
        "evidence//x",
        "evidence/ ./x",
        "evidence/" + "长" * 100,
        "reports/aux.pdf",
        "reports/CON",
        "reports/com1 .txt/x",
    ],
)
def test_a_place_outside_the_workspace_is_refused(package: Path, tmp_path: Path, place: str) -> None:
    assert not fits(place)

    def add(facts: dict[str, object]) -> None:
        files = facts["files"]
        assert isinstance(files, list)
        files.append(
            {
                "place": place,
                "size": 1,
                "modified": 1,
                "sha256": "2d711642b726b04401627ca9fbac32f5c8530fb1903cc4db02258717921a4881",
            }
        )

    _forged(package, add, (place, b"x"))
    _refused(package, tmp_path, "没有恢复任何内容")


def test_a_newer_program_s_package_is_refused(package: Path, tmp_path: Path) -> None:
    _forged(package, lambda facts: facts.update(format=2))
    _refused(package, tmp_path, "更新版本")
    _forged(package, lambda facts: facts.update(format=1, stamp="9999"))
    _refused(package, tmp_path, "更新版本")


def test_a_package_that_counts_other_rows_or_has_more_in_it_is_refused(package: Path, tmp_path: Path) -> None:
    whole = package.read_bytes()
    _forged(package, lambda facts: facts["counts"].update(item=1))  # type: ignore[attr-defined]
    _refused(package, tmp_path, "损坏或被改动过")
    package.write_bytes(whole)
    _forged(package, lambda facts: None, ("evidence/x.txt", b"x"))
    _refused(package, tmp_path, "损坏或被改动过")
    for wrong in ((), 1, None, {"format": 1}, {"format": "x"}):
        with zipfile.ZipFile(package, "w") as new:
            new.writestr(LIST, json.dumps(wrong))
        _refused(package, tmp_path, "没有恢复任何内容")
    with zipfile.ZipFile(package, "w") as new:
        new.writestr("word/document.xml", "<x/>")
    _refused(package, tmp_path, "不是完整的备份文件")


def test_a_bomb_is_refused_before_it_is_unpacked(package: Path, tmp_path: Path) -> None:
    """It is on its list with its right size and sum: nothing but how dense it is tells of it."""
    place, content = "reports/零.txt", bytes(20 << 20)

    def add(facts: dict[str, object]) -> None:
        files = facts["files"]
        assert isinstance(files, list)
        digest = hashlib.sha256(content).hexdigest()
        files.append({"place": place, "size": len(content), "modified": 1, "sha256": digest})

    _forged(package, add, (place, content))
    _refused(package, tmp_path, "损坏或被改动过")


def test_a_text_that_deflates_very_well_comes_back(closed: Path, tmp_path: Path) -> None:
    (closed / "reports" / "空白.txt").write_bytes(bytes(40 << 20))
    pack(closed, tmp_path / "a.yaodian")
    unpack(tmp_path / "a.yaodian", tmp_path / "neu")
    assert (tmp_path / "neu" / "reports" / "空白.txt").stat().st_size == 40 << 20


def test_a_stick_that_cannot_hold_it_is_named(
    closed: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    large = closed / "reports" / "录像.mp4"
    with large.open("wb") as file:
        file.truncate((4 << 30) + 1)
    monkeypatch.setattr(whereabouts, "mounted_kind", lambda _path: "vfat")
    if os.name != "nt":
        with pytest.raises(YaodianError, match="FAT32"):
            pack(closed, tmp_path / "a.yaodian")
    monkeypatch.undo()
    with large.open("wb") as file:
        file.truncate(shutil.disk_usage(tmp_path).free + (1 << 30) if os.name != "nt" else 1)
    if os.name != "nt":
        with pytest.raises(YaodianError, match="磁盘空间不够"):
            pack(closed, tmp_path / "a.yaodian")
    with pytest.raises(YaodianError, match="没有文件夹"):
        pack(closed, tmp_path / "nirgends" / "a.yaodian")
    assert not list(tmp_path.glob("*.yaodian"))


@pytest.mark.skipif(os.name == "nt", reason="a limit on the size of files is Unix's")
def test_a_disk_that_fills_up_leaves_nothing(closed: Path, tmp_path: Path) -> None:
    import resource
    import signal

    (closed / "reports" / "照片.jpg").write_bytes(os.urandom(3 << 20))
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    was = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (2 << 20, hard))
    try:
        with pytest.raises(YaodianError, match="没有写成"):
            pack(closed, tmp_path / "a.yaodian")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, was)
    assert not [path for path in tmp_path.iterdir() if "yaodian" in path.name]


def test_damaged_tables_are_not_packed(closed: Path, tmp_path: Path) -> None:
    with closing(sqlite3.connect(closed / "yaodian.db")) as raw, raw:
        raw.execute("UPDATE item SET checklist_id = 'none' WHERE rowid = 3")
    with pytest.raises(YaodianError, match="损坏"):
        pack(closed, tmp_path / "a.yaodian")
    assert not list(tmp_path.glob("*.yaodian"))


def test_the_list_of_a_package_is_what_it_holds(package: Path) -> None:
    with Package(package) as opened, zipfile.ZipFile(package) as archive:
        places = [entry.place for entry in opened.listing.entries]
        assert places[0] == "yaodian.db"
        assert [*places, LIST] == archive.namelist()


@pytest.mark.parametrize("begin", [INCOMING, HALF])
def test_files_that_come_in_or_are_written_meanwhile_stop_no_packing(tmp_path: Path, begin: str) -> None:
    folder = tmp_path / "evidence"
    folder.mkdir()
    for number in range(300):
        (folder / str(number)).touch()
    ended = threading.Event()

    def come_and_go() -> None:
        while not ended.is_set():
            for number in range(50):
                (folder / f"{begin}{number}").touch()
            for number in range(50):
                (folder / f"{begin}{number}").unlink()

    coming = threading.Thread(target=come_and_go)
    coming.start()
    try:
        for _time in range(100):
            assert len(files_of(tmp_path, ["evidence"])) == 300
    finally:
        ended.set()
        coming.join()
