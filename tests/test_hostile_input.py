"""What is made to do harm and comes in by more than one door; which test shows what: docs/developer-guide.md."""

import hashlib
import json
import os
import subprocess
import zipfile
from pathlib import Path

import docx
import openpyxl
import pypdfium2  # type: ignore[import-untyped]
import pytest
from docx.oxml.ns import qn

from desktop_app.documents.readers import read_source
from desktop_app.errors import BIDI, YaodianError
from desktop_app.evidence.extract import extract
from desktop_app.evidence.folders import Tally, walk
from desktop_app.evidence.vault import ARRIVED, Vault
from desktop_app.models import filling, operations, queries
from desktop_app.models.packages import LIST, fits
from desktop_app.models.packing import pack
from desktop_app.models.unpacking import unpack
from desktop_app.models.verify import verify
from desktop_app.models.workspace import Workspace
from desktop_app.reports import gathering
from desktop_app.reports.writers import write
from desktop_app.views.evidence.opening import is_dangerous
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
    path = tmp_path / ("x" * 200 + ".docx")  # few bytes, but too many letters for Windows' 260
    path.write_text("又一份")
    assert Vault(tmp_path / "v").store(path).name == "x" * 95 + ".docx"
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


def test_links_in_a_dropped_folder_bring_nothing_from_elsewhere(tmp_path: Path) -> None:
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "密.txt").write_text("密")
    (tmp_path / "drop").mkdir()
    (tmp_path / "drop" / "好.txt").write_text("好")
    if os.name == "nt":
        link = ["cmd", "/c", "mklink", "/J", str(tmp_path / "drop" / "路"), str(tmp_path / "secret")]
        subprocess.run(link, check=True, capture_output=True)  # a junction
    else:
        (tmp_path / "drop" / "路").symlink_to(tmp_path / "secret", target_is_directory=True)
    tally = Tally()
    assert [found.path.name for found in walk([tmp_path / "drop"], tally)] == ["好.txt"]
    assert tally.links == 1


SHORTCUT = b"L\0\0\0\x01\x14\x02\0\0\0\0\0\xc0\0\0\0\0\0\0F" + bytes(60) + "C:\\密.docx".encode("utf-16-le")


def test_shortcuts_of_windows_are_refused_as_documents(tmp_path: Path) -> None:
    (tmp_path / "要点.docx.lnk").write_bytes(SHORTCUT)
    with pytest.raises(YaodianError, match="没有导入"):
        read_source(tmp_path / "要点.docx.lnk")


def test_shortcuts_of_windows_as_evidence_are_kept_as_they_are_and_not_followed(tmp_path: Path) -> None:
    path = tmp_path / "总结.docx.lnk"
    path.write_bytes(SHORTCUT)
    vault = Vault(tmp_path / "v")
    kept = vault.store(path)
    assert kept.name == path.name, "its ending must be seen"
    assert vault.path(kept.sha256, kept.name).read_bytes() == SHORTCUT
    assert extract(vault.path(kept.sha256, kept.name)).pages == ()
    assert is_dangerous(kept.name)


def test_a_note_of_what_arrived_in_a_package_takes_nothing_away(tmp_path: Path) -> None:
    """`.arrived` names what may be tidied away; one that somebody made names all there is."""
    with Workspace.create(tmp_path / "ws") as ws:
        [point, *_others] = queries.tree(ws, imported(ws, tmp_path)).points()
        kept = stored(ws, tmp_path, "材料.txt")
        operations.attach(ws, [point.id], [kept])
    pack(tmp_path / "ws", tmp_path / "a.yaodian")
    _add_to(tmp_path / "a.yaodian", f"evidence/{ARRIVED}", kept.sha256.encode())
    unpack(tmp_path / "a.yaodian", tmp_path / "restored")
    with Workspace.open(tmp_path / "restored") as ws:
        assert verify(ws).ok


MARKUP = """<b>粗</b><font color="red">红</font><a href="http://evil.example">链</a>
<img src="/etc/passwd"/>&amp;<para>]]><script>alert(1)</script>\\textbf{}<w:t>"""


@pytest.mark.parametrize(("kind", "ending"), [("pdf", "pdf"), ("word", "docx"), ("excel", "xlsx")])
def test_markup_injected_into_a_report_stays_words(kind: str, ending: str, tmp_path: Path) -> None:
    path = tmp_path / f"报告.{ending}"
    with Workspace.create(tmp_path / "ws") as ws:
        checklist = imported(ws, tmp_path)
        [point, *_others] = queries.tree(ws, checklist).points()
        filling.set_fields(ws, [point.id], narrative=MARKUP)
        write(kind, gathering.gather(ws, checklist), path)
    words = _all_words(path)
    for piece in MARKUP.split("\n"):
        assert "".join(piece.split()) in words
    assert b"http://evil.example)" not in path.read_bytes()  # no link in a PDF


def _all_words(path: Path) -> str:
    """Return what a file says to a reader that is not ours, without its gaps."""
    if path.suffix == ".pdf":
        with pypdfium2.PdfDocument(path) as document:
            words = "".join(page.get_textpage().get_text_bounded() for page in document)
    elif path.suffix == ".docx":
        words = "".join(node.text or "" for node in docx.Document(str(path)).element.body.iter(qn("w:t")))
    else:
        book = openpyxl.load_workbook(path)
        words = "".join(
            str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.value
        )
    return "".join(words.split())


def _add_to(package: Path, place: str, data: bytes) -> None:
    with zipfile.ZipFile(package) as old:
        parts = {name: old.read(name) for name in old.namelist()}
    facts = json.loads(parts[LIST])
    sha256 = hashlib.sha256(data).hexdigest()
    facts["files"].append({"place": place, "size": len(data), "modified": 1, "sha256": sha256})
    parts |= {place: data, LIST: json.dumps(facts).encode()}
    with zipfile.ZipFile(package, "w") as new:
        for name, content in parts.items():
            new.writestr(name, content)
