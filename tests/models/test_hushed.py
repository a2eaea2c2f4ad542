"""Which findings a school does not want to see again."""

from pathlib import Path

import pytest

from desktop_app.errors import YaodianError
from desktop_app.models import hushed
from desktop_app.models.packing import pack
from desktop_app.models.unpacking import unpack
from desktop_app.models.workspace import Workspace

KEYS = frozenset({("a" * 32, "number", "32学时"), ("", "overall", "总体评价")})


def test_what_is_hushed_is_read_again_also_from_a_package(tmp_path: Path) -> None:
    folder = tmp_path / "工作区"
    with Workspace.create(folder):
        assert hushed.read(folder) == frozenset()
        hushed.write(folder, KEYS)
        assert hushed.read(folder) == KEYS
    pack(folder, tmp_path / "备份.yaodian")
    unpack(tmp_path / "备份.yaodian", tmp_path / "恢复")
    assert hushed.read(tmp_path / "恢复") == KEYS


@pytest.mark.parametrize(
    "stored", ["", "{", "3", '{"a": 1}', '[["a", "b"], 3, [1, 2, 3], null]', "[" * 9_999, "\x00"]
)
def test_what_cannot_be_understood_hushes_nothing(stored: str, tmp_path: Path) -> None:
    place = tmp_path / hushed.PLACE
    place.parent.mkdir()
    place.write_text(stored, "utf-8")
    assert hushed.read(tmp_path) == frozenset()


def test_where_nothing_can_be_written_it_is_said(tmp_path: Path) -> None:
    (tmp_path / "reports").write_text("in the way", "utf-8")
    with pytest.raises(YaodianError):
        hushed.write(tmp_path, KEYS)
