"""Files that appear whole or not at all, and stay through a power cut."""

import os
import stat
from pathlib import Path

import pytest

from desktop_app.errors import YaodianError
from desktop_app.files import HeldOpenError, replacing, writable
from tests.watching import Disk, disk

__all__ = ["disk"]


def test_the_words_are_on_disk_before_they_have_their_name(tmp_path: Path, disk: Disk) -> None:
    path = tmp_path / "报告.pdf"
    with replacing(path) as temporary:
        temporary.write_bytes(b"new")
    assert path.read_bytes() == b"new"
    assert disk.steps[:2] == ["file on disk", "renamed"]


@pytest.mark.skipif(os.name == "nt", reason="Windows flushes names by itself")
def test_the_name_is_on_disk_at_the_end(tmp_path: Path, disk: Disk) -> None:
    with replacing(tmp_path / "报告.pdf") as temporary:
        temporary.write_bytes(b"new")
    assert disk.steps == ["file on disk", "renamed", "folder on disk"]


def test_a_folder_that_cannot_be_flushed_is_no_failure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fsync = os.fsync

    def only_files(handle: int) -> None:
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            raise OSError(22, "Invalid argument")
        fsync(handle)

    monkeypatch.setattr(os, "fsync", only_files)
    with replacing(tmp_path / "报告.pdf") as temporary:
        temporary.write_bytes(b"new")
    assert (tmp_path / "报告.pdf").read_bytes() == b"new"


def test_a_disk_that_refuses_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "报告.pdf"
    path.write_bytes(b"old")

    def full(_handle: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(YaodianError, match="原有文件没有改动"), replacing(path) as temporary:
        temporary.write_bytes(b"new")
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["报告.pdf"]


def test_an_old_file_that_may_be_replaced_keeps_its_name(tmp_path: Path) -> None:
    path = tmp_path / "报告.pdf"
    assert writable(path) == path
    path.write_bytes(b"old")
    assert writable(path) == path
    assert path.read_bytes() == b"old"


def test_one_that_may_not_leaves_the_first_free_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "报告.pdf"
    path.write_bytes(b"old")
    (tmp_path / "报告 (2).pdf").write_bytes(b"older")

    def held(_source: object, _target: object) -> None:  # as Windows does while WPS has it open
        raise PermissionError(13, "The process cannot access the file")

    monkeypatch.setattr(os, "replace", held)
    assert writable(path) == tmp_path / "报告 (3).pdf"
    with pytest.raises(HeldOpenError, match="WPS"), replacing(path) as temporary:
        temporary.write_bytes(b"new")
    assert path.read_bytes() == b"old"


def test_a_folder_of_that_name_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "报告.pdf").mkdir()
    assert writable(tmp_path / "报告.pdf") == tmp_path / "报告 (2).pdf"
