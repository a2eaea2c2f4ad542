"""What is made to do harm and comes in by more than one door; which test shows what: docs/developer-guide.md."""

import os
import zipfile
from pathlib import Path

import pytest

from desktop_app.documents.readers import read_source
from desktop_app.errors import BIDI, YaodianError
from desktop_app.evidence.vault import Vault
from desktop_app.models import operations, queries
from desktop_app.models.packages import fits
from desktop_app.models.packing import pack
from desktop_app.models.unpacking import unpack
from desktop_app.models.workspace import Workspace
from tests.models.samples import imported, stored

TURNED = "年报\u202excod.exe"  # is shown as 年报exe.docx


def test_bidi_tricks_in_file_names_are_shown_as_they_are(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "ws") as ws:
        checklist = imported(ws, tmp_path)
        [point, *_others] = queries.tree(ws, checklist).points()
        operations.attach(ws, [point.id], [stored(ws, tmp_path, TURNED, "内容")])
        [row] = queries.evidence(ws, checklist)
        assert row.name == "年报xcod.exe"
        assert not BIDI.search(row.title)
    (tmp_path / TURNED).write_bytes(b"")
    for refuse in (
        lambda: read_source(tmp_path / TURNED),
        lambda: Vault(tmp_path / "v").store(tmp_path / TURNED),
    ):
        with pytest.raises(YaodianError) as refused:
            refuse()
        assert "年报xcod.exe" in str(refused.value)


def test_overlong_names_are_cut_before_their_ending(tmp_path: Path) -> None:
    path = tmp_path / ("长" * 80 + ".docx")
    path.write_text("内容")
    name = Vault(tmp_path / "v").store(path).name
    assert name.endswith("长.docx")
    assert len(name.encode()) <= 255
    assert not fits(f"evidence/{'a' * 64}/{'长' * 90}.docx")


@pytest.mark.skipif(os.name == "nt", reason="Windows lets only an administrator make links")
def test_links_in_a_package_are_written_as_plain_files(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "ws") as ws:
        imported(ws, tmp_path)
    pack(tmp_path / "ws", tmp_path / "a.yaodian")
    with (
        zipfile.ZipFile(tmp_path / "a.yaodian") as whole,
        zipfile.ZipFile(tmp_path / "b.yaodian", "w") as forged,
    ):
        for info in whole.infolist():
            info.external_attr = 0o120777 << 16  # a symbolic link, to what its bytes say
            forged.writestr(info, whole.read(info.filename))
    unpack(tmp_path / "b.yaodian", tmp_path / "restored")
    assert not any(path.is_symlink() for path in (tmp_path / "restored").rglob("*"))


@pytest.mark.skipif(os.name == "nt", reason="Windows lets only an administrator make links")
def test_hard_links_are_copied_and_never_shared(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("原来")
    (tmp_path / "b.txt").hardlink_to(tmp_path / "a.txt")
    vault = Vault(tmp_path / "v")
    kept = vault.store(tmp_path / "b.txt")
    (tmp_path / "a.txt").write_text("改了")
    assert vault.path(kept.sha256, kept.name).read_text() == "原来"


def test_shortcuts_of_windows_are_refused_as_documents(tmp_path: Path) -> None:
    shortcut = tmp_path / "要点.docx.lnk"
    shortcut.write_bytes(
        b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + bytes(60) + "C:\\要点.docx".encode("utf-16-le")
    )
    with pytest.raises(YaodianError, match="没有导入"):
        read_source(shortcut)
