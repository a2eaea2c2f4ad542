"""What no reader here reads is converted by the office program of the PC, whatever its files are called."""

import os
import re
import shutil
import struct
import sys
from pathlib import Path, PureWindowsPath
from time import sleep

import pytest

from desktop_app.documents import read_outline
from desktop_app.documents.outline import Level
from desktop_app.documents.readers import office, read_source
from desktop_app.errors import YaodianError
from tests.documents.readers.test_doc import patched

FILES = Path(__file__).parent / "files"
OFFICE = shutil.which("soffice") or shutil.which("libreoffice")
needs_office = pytest.mark.skipif(OFFICE is None or sys.platform == "win32", reason="needs LibreOffice")
on_unix = pytest.mark.skipif(sys.platform == "win32", reason="the stand-in is a shell script")
LISTS_LOST = {0x9A + 8 * 73: struct.pack("<I", 0x7FFFFFF0)}
HOSTILE = [
    "a'; Remove-Item x; '.doc",
    'a" & calc & ".doc',
    "$(touch pwned) `touch pwned`.doc",
    "$env:TEMP;%TEMP%.doc",
    "第一行\n第二行.doc",
    "-o --convert-to txt 要点 2026.doc",
    "--headless.doc",
]


def stand_in(folder: Path, script: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Make a program called soffice the only one that is found."""
    program = folder / "soffice"
    program.write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{folder}{os.pathsep}/usr/bin{os.pathsep}/bin")


@pytest.fixture(autouse=True)
def _patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a busy machine take as long as it will for what is to be converted."""
    monkeypatch.setattr(office, "SECONDS", 250.0)


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder in which temporary folders are made."""
    place = tmp_path / "临时 文件"
    place.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(place))
    return place


@needs_office
@pytest.mark.parametrize("name", HOSTILE[-2:])
def test_lost_numbers_come_back_whatever_the_file_is_called(
    tmp_path: Path, temporary: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    file = tmp_path / name
    shutil.copyfile(FILES / "automatic.doc", file)
    source = office.read(file)
    assert source is not None
    assert "1.\t落实“第一议题”制度" in source.text
    assert [warning.code for warning in source.warnings] == ["converted"]
    assert "LibreOffice" in source.warnings[0].message
    assert list(temporary.iterdir()) == []
    assert [entry.name for entry in tmp_path.iterdir() if entry != temporary] == [name]


@needs_office
def test_forms_without_a_reader_here_are_converted(tmp_path: Path) -> None:
    flat = """<?xml version="1.0" encoding="UTF-8"?>
    <w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml"><w:body>
    <w:p><w:r><w:t>一、党建</w:t></w:r></w:p><w:p><w:r><w:t>1.学习。</w:t></w:r></w:p>
    </w:body></w:wordDocument>"""
    file = tmp_path / "要点.doc"
    file.write_text(flat, encoding="utf-8")
    outline = read_outline(file)
    assert [outline.count(level) for level in (Level.SECTION, Level.POINT)] == [1, 1]
    assert "converted" in [warning.code for warning in outline.warnings]


@on_unix
@pytest.mark.parametrize("name", ["o'$(id) 要点.doc", *HOSTILE])
def test_the_command_gets_a_name_of_ours_and_the_result_is_read(
    tmp_path: Path, temporary: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    log = tmp_path / "log"
    made = FILES / "automatic.docx"
    script = (
        f'printf "%s\\n" "$@" > "{log}"\nfor last; do :; done\ncp "{made}" "${{last%/*}}/made/source.docx"'
    )
    stand_in(tmp_path, script, monkeypatch)
    file = patched(tmp_path, LISTS_LOST, "automatic.doc").rename(tmp_path / name)
    before = set(tmp_path.iterdir())
    source = read_source(file)
    assert [warning.code for warning in source.warnings] == ["converted"]
    assert "（一）" in source.text or "一、" in source.text
    said = log.read_text(encoding="utf-8")
    assert name not in said
    assert said.strip().endswith("source.doc")
    assert list(temporary.iterdir()) == []
    assert set(tmp_path.iterdir()) == before | {log}


@on_unix
def test_a_converter_that_hangs_is_ended_with_all_it_started(
    tmp_path: Path, temporary: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended, alive = tmp_path / "ended", tmp_path / "alive"
    late = f'(while [ ! -e "{ended}" ]; do sleep 0.05; done; echo > "{alive}")'
    stand_in(tmp_path, f"{late} & sleep 3600", monkeypatch)
    assert office.read(FILES / "automatic.doc", seconds=0.5) is None
    ended.touch()
    sleep(0.5)  # whoever is left has told by then
    assert not alive.exists()
    assert list(temporary.iterdir()) == []


@on_unix
@pytest.mark.parametrize(
    "script", ["exit 3", "exit 0", 'for l; do :; done; echo x > "${l%/*}/made/source.docx"']
)
def test_a_converter_that_fails_leaves_what_was_said_before(
    tmp_path: Path, script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, script, monkeypatch)
    lost = patched(tmp_path, LISTS_LOST, "automatic.doc")
    assert [warning.code for warning in read_source(lost).warnings] == ["numbers_lost"]
    with pytest.raises(YaodianError, match="很早的 Word"):
        read_source(patched(tmp_path, {2: b"\x68\x00"}))


@on_unix
def test_no_program_is_asked_where_the_reader_here_is_enough(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = tmp_path / "asked"
    stand_in(tmp_path, f'echo > "{asked}"', monkeypatch)
    for name in ("automatic.doc", "rich.doc", "typed.docx"):
        assert "converted" not in [warning.code for warning in read_source(FILES / name).warnings]
    with pytest.raises(YaodianError, match="损坏"):
        read_source(patched(tmp_path, {0x9A + 8 * 33: b"\xff\xff\xff\x7f"}))
    with pytest.raises(YaodianError, match="密码"):
        read_source(patched(tmp_path, {0x0A: b"\xff\xff"}))
    assert not asked.exists()


@pytest.mark.parametrize("name", HOSTILE)
def test_on_windows_paths_are_never_part_of_the_script(name: str) -> None:
    folder = PureWindowsPath(r"C:\Users") / name.replace("\n", " ")
    source, target = Path(folder / "source.doc"), Path(folder / "made" / "source.docx")
    shell = Path(r"C:\Windows\System32\WindowsPowerShell\v1.0\powershell.exe")
    made = office.by_automation("KWPS.Application", shell, source, target)
    assert made.name == "WPS"
    assert made.command[0] == str(shell)
    assert made.command[-2] == "-Command"
    assert all(name not in part and "Users" not in part for part in made.command)
    assert made.environment["YAODIAN_SOURCE"] == str(source)
    assert made.environment["YAODIAN_TARGET"] == str(target)
    script = made.command[-1]
    # No sign in it that the command line or PowerShell would take apart.
    assert script.isascii()
    assert '"' not in script
    assert "AutomationSecurity = 3" in script
    assert script.count("{") == script.count("}")
    assert set(made.environment) == set(re.findall(r"\$env:(\w+)", script))


@on_unix
def test_where_there_is_no_room_for_a_copy_nothing_is_converted(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in(tmp_path, f"cp {FILES / 'automatic.docx'} made/source.docx", monkeypatch)
    assert office.read(FILES / "automatic.doc") is not None
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    assert office.read(FILES / "automatic.doc") is None
