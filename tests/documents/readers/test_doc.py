"""Files of Word 97: text, tables, fields and automatic numbers; how the samples were made: make_files.py."""

import struct
from contextlib import suppress
from pathlib import Path

import pytest

from desktop_app.documents import read_outline
from desktop_app.documents.outline import Level
from desktop_app.documents.readers import doc, read_source
from desktop_app.errors import YaodianError
from tests.documents.readers.make_files import WORDS

FILES = Path(__file__).parent / "files"
TYPED = FILES / "typed.doc"


def lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]


def patched(tmp_path: Path, changes: dict[int, bytes], name: str = "typed.doc") -> Path:
    """Copy the sample with bytes of its WordDocument stream (it lies whole in the file) changed."""
    data = bytearray((FILES / name).read_bytes())
    begin = data.index(b"\xec\xa5")
    for place, change in changes.items():
        data[begin + place : begin + place + len(change)] = change
    file = tmp_path / name
    file.write_bytes(data)
    return file


def test_typed_numbers_and_every_word() -> None:
    source = doc.read(TYPED)
    assert lines(source.text) == lines(WORDS)
    assert source.warnings == ()


def test_automatic_numbers_are_written_out() -> None:
    outline = read_outline(FILES / "automatic.doc")
    assert [outline.count(level) for level in (Level.SECTION, Level.POINT)] == [2, 5]
    # LibreOffice's own export of the file to text counts the points of the second section from 1 too.
    assert [node.number for node in outline.walk() if node.level is Level.POINT] == ["1", "2", "3", "1", "2"]


def test_tables_links_hidden_and_deleted_words_headers() -> None:
    source = doc.read(FILES / "rich.doc")
    assert source.text.split("\n") == [
        "云溪区教育局2026年任务",
        "一、详见附件网页和说明。",
        "序号\t任务\t科室",
        "1\t开学检查\t督导科",
        "2\t\t人事科",
        "表后的𠮷字。",
        "云溪教育内部文件",
    ]
    assert [(aside.text, aside.reason) for aside in source.asides] == [("云溪教育内部文件", "header")]
    assert [(mark.kind, source.text[slice(*mark.span)][:2]) for mark in source.marks] == [("table", "序号")]


@pytest.mark.parametrize("name", ["要点.doc", "要点.wps", "要点.docx", "要点.txt"])
def test_whatever_it_is_called(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(TYPED.read_bytes())
    assert read_source(file).text == doc.read(TYPED).text


def test_lost_lists_are_a_warning(tmp_path: Path) -> None:
    # The table stream's part 73 holds the lists: let it begin far outside.
    file = patched(tmp_path, {0x9A + 8 * 73: struct.pack("<I", 0x7FFFFFF0)}, "automatic.doc")
    source = doc.read(file)
    assert [warning.code for warning in source.warnings] == ["numbers_lost"]
    assert "加强党的建设" in source.text


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({0x0A: b"\xff\xff"}, "密码"),
        ({0: b"\xdc\xa5"}, "很早的 Word"),
        ({2: b"\x68\x00"}, "很早的 Word"),
        ({0x9A + 8 * 33: b"\xff\xff\xff\x7f"}, "损坏"),
    ],
)
def test_protected_old_and_damaged_files(tmp_path: Path, change: dict[int, bytes], says: str) -> None:
    with pytest.raises(YaodianError, match=says):
        doc.read(patched(tmp_path, change))


@pytest.mark.parametrize("length", [8, 511, 512, 2048, 6000])
def test_truncated_files(tmp_path: Path, length: int) -> None:
    file = tmp_path / "短.doc"
    file.write_bytes(TYPED.read_bytes()[:length])
    with pytest.raises(YaodianError, match="损坏"):
        doc.read(file)


def test_an_index_that_claims_too_much_is_refused_at_once(tmp_path: Path) -> None:
    data = bytearray(TYPED.read_bytes())
    data[0x44:0x4C] = struct.pack("<II", 0, 0xFFFFFF)
    file = tmp_path / "大.doc"
    file.write_bytes(data)
    with pytest.raises(YaodianError, match="损坏"):
        doc.read(file)


def test_a_page_of_properties_that_counts_too_many_is_damaged(tmp_path: Path) -> None:
    """Found by the fuzzing: it pointed outside of itself."""
    whole = (FILES / "automatic.doc").read_bytes()
    for place in range(511, len(whole), 512):
        (tmp_path / "a.doc").write_bytes(whole[:place] + b"\x65" + whole[place + 1 :])
        with suppress(YaodianError):
            doc.read(tmp_path / "a.doc")
