"""A package that is damaged in places: what is whole comes back, and what is not is named."""

import zipfile
from pathlib import Path

import pytest

from desktop_app.errors import YaodianError
from desktop_app.evidence.vault import ARRIVED
from desktop_app.models import operations, queries
from desktop_app.models.packages import LIST
from desktop_app.models.packing import pack
from desktop_app.models.unpacking import unpack
from desktop_app.models.verify import verify
from desktop_app.models.workspace import Workspace
from tests.models.samples import bytes_of, contents, imported, stored


@pytest.fixture
def package(tmp_path: Path) -> Path:
    """Everything of a workspace in ws/, with three files of evidence and a report."""
    with Workspace.create(tmp_path / "ws") as ws:
        item = queries.tree(ws, imported(ws, tmp_path)).points()[0].id
        names = ("照片.jpg", "总结.txt", "通知.docx")
        operations.attach(ws, [item], [stored(ws, tmp_path, name, f"{name}的内容" * 500) for name in names])
    (tmp_path / "ws" / "reports" / "报告.pdf").write_bytes(bytes(range(256)) * 9)
    pack(tmp_path / "ws", tmp_path / "学校.yaodian")
    return tmp_path / "学校.yaodian"


def _payload(folder: Path) -> dict[str, bytes]:
    return {
        name: data
        for name, data in bytes_of(folder).items()
        if name.startswith(("evidence/", "reports/")) and not name.endswith(ARRIVED)
    }


def _spoil(package: Path, place: str, at: int = 5) -> None:
    """Flip a byte of one file in a package."""
    with zipfile.ZipFile(package) as archive:
        info = archive.getinfo(place)
    content = bytearray(package.read_bytes())
    content[info.header_offset + 30 + len(place.encode()) + at] ^= 0x55
    package.write_bytes(content)


def test_a_damaged_file_is_left_out_and_named_and_all_else_comes_back(package: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        places = [name for name in archive.namelist() if name.startswith("evidence/")]
    spoilt = [next(place for place in places if place.endswith(kind)) for kind in (".jpg", "总结.txt")]
    for place in spoilt:
        _spoil(package, place)
    told: list[int] = []
    restored = unpack(package, tmp_path / "neu", lambda done, total: told.append(total - done))
    assert set(restored.damaged) == {"照片.jpg", "总结.txt"}
    assert "“照片.jpg”" in restored.checked
    assert "但有 2 个文件在这份备份里已经损坏，没有恢复：“" in restored.checked
    assert told[-1] == 0
    wanted = {place: data for place, data in _payload(tmp_path / "ws").items() if place not in spoilt}
    assert _payload(tmp_path / "neu") == wanted
    with Workspace.open(tmp_path / "ws") as before, Workspace.open(tmp_path / "neu") as ws:
        assert contents(ws) == contents(before)
        report = verify(ws)
    assert {file.name for file in report.missing} == set(restored.damaged)
    assert (report.changed, report.unexpected, report.tables) == ((), (), ())


def test_where_every_file_is_damaged_the_first_are_named(package: Path, tmp_path: Path) -> None:
    with zipfile.ZipFile(package) as archive:
        places = [name for name in archive.namelist() if name.startswith(("evidence/", "reports/"))]
    for place in places:
        _spoil(package, place)
    restored = unpack(package, tmp_path / "neu")
    assert len(restored.damaged) == len(places) == 5
    assert restored.files == 0
    assert restored.checked.count("“") == 3 + 1
    assert "5 个文件" in restored.checked
    assert "等。其余核对无误。" in restored.checked
    assert _payload(tmp_path / "neu") == {}
    assert all((tmp_path / "neu" / name).is_dir() for name in ("evidence", "reports", "backups"))


@pytest.mark.parametrize("place", ["yaodian.db", LIST])
def test_damaged_tables_or_a_damaged_list_are_refused(package: Path, tmp_path: Path, place: str) -> None:
    _spoil(package, place)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(YaodianError, match="没有恢复任何内容"):
        unpack(package, tmp_path / "neu")
    assert sorted(tmp_path.rglob("*")) == before
