"""RTF, which many a .doc is: words, numbers, tables, what stands apart; how the samples were made: make_files.py."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.documents import read_outline
from desktop_app.documents.outline import Level
from desktop_app.documents.readers import read_source, rtf
from desktop_app.documents.source import SourceText
from desktop_app.errors import YaodianError
from tests.documents.readers.make_files import WORDS

FILES = Path(__file__).parent / "files"
FONTS = rb"{\fonttbl{\f0\fcharset0 Times;}{\f1\fcharset134 \'cb\'ce\'cc\'e5;}}"


def coded(text: str) -> bytes:
    """Return Chinese as RTF writes it: GBK's bytes in hexadecimal."""
    return b"".join(b"\\'%02x" % byte for byte in text.encode("gb18030"))


def read(tmp_path: Path, body: bytes, head: bytes = rb"\ansi\ansicpg936\deff0" + FONTS) -> SourceText:
    file = tmp_path / "要点.doc"
    file.write_bytes(rb"{\rtf1" + head + body + b"}")
    return read_source(file)


def test_typed_numbers_and_every_word() -> None:
    found = read_source(FILES / "typed.rtf").text
    assert [line for line in found.split("\n") if line] == [line for line in WORDS.split("\n") if line]


def test_automatic_numbers_are_read() -> None:
    outline = read_outline(FILES / "automatic.rtf")
    assert [outline.count(level) for level in (Level.SECTION, Level.POINT)] == [2, 5]
    assert [node.number for node in outline.walk() if node.level is Level.POINT] == ["1", "2", "3", "1", "2"]


def test_tables_links_hidden_and_deleted_words_headers() -> None:
    source = read_source(FILES / "rich.rtf")
    assert [line for line in source.text.split("\n") if line] == [
        "云溪区教育局2026年任务",
        "一、详见附件网页和说明。",
        "序号\t任务\t科室",
        "1\t开学检查\t督导科",
        "2\t\t人事科",
        "表后的𠮷字。",
        "云溪教育内部文件",
        "— 1 —",
    ]
    assert [aside.reason for aside in source.asides] == ["header", "footer"]
    assert [(mark.kind, source.text[slice(*mark.span)][:2]) for mark in source.marks] == [("table", "序号")]


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (rb"\f1 " + coded("一、党建"), "一、党建"),
        (coded("一、党建"), "一、党建"),  # the file's own code page where the font's is Western
        (rb"\f1 " + "一、党建".encode("gb18030"), "一、党建"),
        (rb"\f1 \'81 ", "\ufffd "),  # half a character
        (rb"\u20826?\u24314?", "党建"),
        (rb"\uc2\u20826\'b5\'b3\u24314xy!", "党建!"),
        (rb"\uc0\u-10179 \u-9216 ", "\U0001f400"),
        (rb"a\tab b\line c\par d\'7b\{", "a\tb\nc\nd{{"),
        (rb"{\v " + coded("密") + rb"}a{\deleted b}c\v x\v0 y\v z\plain w", "acyw"),
        (rb"{\pict\wmetafile8 00ff}a{\*\unknown b}c{\object{\result x}}", "ac"),
        (rb"a\bin5 {{{}}b", "ab"),
        (rb"{\field{\*\fldinst HYPERLINK x}{\fldrslt a}}b", "ab"),
        (rb"\ldblquote a\rdblquote\emdash b", "“a”—b"),
        (rb"a}}}b", "ab"),
    ],
)
def test_characters(tmp_path: Path, body: bytes, text: str) -> None:
    assert read(tmp_path, rb"x\par " + body).text.split("\n", 1)[1].rstrip("\n") == text


def test_notes_boxes_and_pages(tmp_path: Path) -> None:
    body = (
        rb"{\header h\par}a{\footnote note}b\page c{\shp{\*\shpinst{\sp{\sn x}{\sv 1}}{\shptxt box\par}}}\par"
    )
    source = read(tmp_path, body)
    assert source.text.split("\n") == ["ab", "c", "h", "note", "box"]
    assert [(aside.text, aside.reason) for aside in source.asides] == [("h", "header"), ("note", "footnote")]
    assert [(mark.value, source.text[slice(*mark.span)].split("\n")[0]) for mark in source.marks] == [
        ("1", "ab"),
        ("2", "c"),
    ]


def test_characters_by_their_codes_are_read_many_at_a_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    taken, take = 0, rtf._Reader._take

    def counted(reader: rtf._Reader, found: re.Match[str]) -> int:
        nonlocal taken
        taken += 1
        return take(reader, found)

    monkeypatch.setattr(rtf._Reader, "_take", counted)
    monkeypatch.setattr(rtf, "MAX_SECONDS", 1000.0)
    source = read(tmp_path, b"\\'d2\\'bb\\'a1\\'a2" * 2_000_000)
    assert taken < 10_000  # one at a time only a part was read in time
    assert len(source.text) > 2_500_000
    assert [warning.code for warning in source.warnings] == ["text_left_out"]


def test_a_file_without_words_is_refused(tmp_path: Path) -> None:
    with pytest.raises(YaodianError, match="没有文字"):
        read(tmp_path, rb"\par\par")


SIGNS = (
    *("{", "}", "\\", "\\par", "\\u20826", "\\'b5", "\\cell", "\\row", "\\intbl", "\\v", "\\f1"),
    *("\\uc3", "\\*", "\\footnote", "\\bin2", "\\page", " ", "a", "一"),
)


@given(signs=st.lists(st.sampled_from(SIGNS)))
def test_nothing_is_too_broken(signs: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    file = tmp_path_factory.getbasetemp() / "broken.rtf"
    file.write_bytes(b"{\\rtf1 x " + "".join(signs).encode("gb18030"))
    assert "x" in rtf.read(file).text
