"""Files made to do harm, and files broken by chance: a result or one sentence, in time and memory."""

import io
import random
import subprocess
import sys
import zipfile
from pathlib import Path
from time import process_time

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.documents.readers import read_source, rtf
from desktop_app.documents.readers.table_rows import Grid
from desktop_app.documents.source import SourceText
from desktop_app.errors import YaodianError
from tests.documents.readers.word_files import NS, p, word_file, write_parts

FILES = Path(__file__).parent / "files"
SAMPLES = ("automatic.doc", "rich.doc", "automatic.docx", "rich.docx", "rich.rtf", "tasks.xlsx")
W = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'


def sample(name: str) -> bytes:
    if name != "tasks.xlsx":
        return (FILES / name).read_bytes()
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in (["序号", "任务", "部门"], [1, "甲", "一科"], [None, "乙", "二科"]):
        book.active.append(row)
    book.active.merge_cells("A2:A3")
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def read(file: Path) -> SourceText | None:
    """Read a file; None where it is refused with a sentence of one line. Nothing else may be raised."""
    begin = process_time()
    source, said = None, ""
    try:
        source = read_source(file)
    except YaodianError as error:
        said = str(error)
    assert process_time() - begin < 40  # of work: what is read in time takes 3 s of it at most
    assert "\n" not in said
    if source:
        for span in (*(aside.source for aside in source.asides), *(mark.span for mark in source.marks)):
            assert 0 <= span[0] <= span[1] <= len(source.text)
    return source


def damage(data: bytes, seed: int) -> bytes:
    """Return bytes with some flipped, overwritten or cut out."""
    chance = random.Random(seed)
    broken = bytearray(data)
    for _time in range(chance.choice([1, 3, 20])):
        place = chance.randrange(max(len(broken), 1))
        kind = chance.randrange(4)
        if kind == 0:
            broken[place : place + 1] = bytes([chance.randrange(256)])
        elif kind == 1:
            broken[place : place + 4] = chance.choice([b"\xff\xff\xff\xff", b"\0\0\0\0", b"\0\0\0\x80"])
        elif kind == 2:
            del broken[place : place + chance.randrange(1, 60)]
        elif chance.randrange(4) == 0:
            del broken[place:]
    return bytes(broken)


def damage_inside(data: bytes, seed: int) -> bytes:
    """Return a zip with one of its parts damaged, itself whole."""
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    victim = sorted(parts)[seed % len(parts)]
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        for name, content in parts.items():
            package.writestr(name, damage(content, seed) if name == victim else content)
    return stream.getvalue()


@pytest.mark.parametrize("name", SAMPLES)
@settings(
    max_examples=150,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32), inside=st.booleans())
def test_damaged_files(tmp_path: Path, name: str, seed: int, inside: bool) -> None:
    file = tmp_path / name
    data = sample(name)
    zipped = name.endswith("x")
    file.write_bytes(damage_inside(data, seed) if inside and zipped else damage(data, seed))
    read(file)


@pytest.mark.parametrize("name", SAMPLES)
@settings(
    max_examples=40,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(share=st.floats(0, 0.999))
def test_truncated_files(tmp_path: Path, name: str, share: float) -> None:
    file = tmp_path / name
    data = sample(name)
    file.write_bytes(data[: int(len(data) * share)])
    read(file)


def test_a_bomb_is_refused_before_it_is_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("word/document.xml", "w") as part,
    ):
        part.write(W.encode())
        for _time in range(300):
            part.write(b" " * 1024 * 1024)
    with pytest.raises(YaodianError, match="大得不像"):
        read_source(file)


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("word/document.xml", b" " * 30_000_000)
    data = file.read_bytes().replace((30_000_000).to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    file.write_bytes(data)
    assert read(file) is None


def test_a_zip_of_too_many_parts(tmp_path: Path) -> None:
    parts: dict[str, str | bytes] = {f"word/{number}.xml": "" for number in range(30_000)}
    file = write_parts(tmp_path / "a.docx", parts | {"word/document.xml": ""})
    with pytest.raises(YaodianError, match="大得不像"):
        read_source(file)


@pytest.mark.parametrize("padding", [0, 10_000])
def test_entities_are_not_expanded(tmp_path: Path, padding: int) -> None:
    steps = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    head = f'<?xml version="1.0"?>{" " * padding}<!DOCTYPE d [<!ENTITY e0 "哈">{steps}]>'
    file = tmp_path / "a.docx"
    body = f"{W}<w:body><w:p><w:r><w:t>甲&e9;</w:t></w:r></w:p></w:body></w:document>"
    write_parts(file, {"word/document.xml": head + body})
    source = read(file)
    assert source is None or len(source.text) < 100


def test_no_file_outside_is_read(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    head = f'<?xml version="1.0"?>{" " * 10_000}<!DOCTYPE d [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'
    body = f"{W}<w:body><w:p><w:r><w:t>甲&e;</w:t></w:r></w:p></w:body></w:document>"
    source = read(write_parts(tmp_path / "a.docx", {"word/document.xml": head + body}))
    assert source is None or "秘密" not in source.text


@pytest.mark.parametrize("depth", [20, 60, 84, 5000])
def test_deep_nesting(tmp_path: Path, depth: int) -> None:
    tables = "<w:tbl><w:tr><w:tc>" * depth + p("深") + "</w:tc></w:tr></w:tbl>" * depth
    source = read(word_file(tmp_path / "a.docx", tables))
    assert source is None or source.text == "深"
    controls = "<w:sdt><w:sdtContent>" * depth + p("深") + "</w:sdtContent></w:sdt>" * depth
    inline = "<w:ins>" * 2 * depth + "<w:r><w:t>深</w:t></w:r>" + "</w:ins>" * 2 * depth
    for body in (controls, f"<w:p>{inline}</w:p>"):
        source = read(word_file(tmp_path / "a.docx", body))
        assert source is None or source.text == "深"


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no resource module to measure memory with")
def test_a_hundred_thousand_paragraphs_in_bounded_memory(tmp_path: Path) -> None:
    look = '<w:rPr><w:rFonts w:eastAsia="仿宋"/><w:sz w:val="32"/></w:rPr>'
    body = "".join(
        f"<w:p><w:pPr>{look}</w:pPr><w:r>{look}<w:t>{number}.推进学校各项工作。</w:t></w:r></w:p>"
        for number in range(100_000)
    )
    file = word_file(tmp_path / "a.docx", body)
    measure = (
        "import resource, sys; from pathlib import Path; "
        "from desktop_app.documents.readers import docx, read_source; docx.MAX_SECONDS = 1000.0; "
        "source = read_source(Path(sys.argv[1])); print(len(source.text.splitlines()), source.warnings); "
        "print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)"
    )
    done = subprocess.run([sys.executable, "-c", measure, file], capture_output=True, text=True, check=True)
    said, memory = done.stdout.strip().split("\n")
    assert said == "100000 ()"
    assert int(memory) < 1000


@pytest.mark.parametrize("element", ["<w:p>{}</w:p>", "<w:odd>{}</w:odd>"])
def test_an_element_too_long_to_hold(tmp_path: Path, element: str) -> None:
    runs = "<w:r><w:t>甲</w:t></w:r>" * 1_200_000
    file = word_file(tmp_path / "a.docx", p("一、德育") + element.format(runs))
    with pytest.raises(YaodianError, match="大得不像"):
        read_source(file)


def test_cells_that_claim_to_be_wide_take_no_places() -> None:
    grid = Grid()
    grid.add([(["甲"], 99, True)] * 50)
    assert grid.sheet.cells[0][49 * 99] == "甲"
    assert len(grid.sheet.merged) <= 200


def test_no_more_lines_than_there_is_time_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rtf, "MAX_SECONDS", 1000.0)  # it is the count of lines that ends it
    file = tmp_path / "a.rtf"
    file.write_bytes(b"{\\rtf1\\ansi " + b"a\\par " * 150_000 + b"}")
    source = read(file)
    assert source is not None
    assert [warning.code for warning in source.warnings] == ["text_left_out"]
    assert 100_000 < source.text.count("\n") < 140_000


def test_a_sheet_that_claims_a_million_rows(tmp_path: Path) -> None:
    data = sample("tasks.xlsx")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        contents = {name: package.read(name) for name in package.namelist()}
    parts: dict[str, str | bytes] = {**contents}
    sheet = "xl/worksheets/sheet1.xml"
    parts[sheet] = (
        contents[sheet].replace(b'ref="A2:A3"', b'ref="A1:XFD1048576"').replace(b'r="3"', b'r="1048576"')
    )
    source = read(write_parts(tmp_path / "a.xlsx", parts))
    assert source is not None
    assert "1.甲" in source.text


def test_paragraph_markup_outside_a_body_is_no_crash(tmp_path: Path) -> None:
    for document in ("", "<a/>", f"<w:p {NS}/>", f"<w:document {NS}/>", "<w:document>"):
        file = write_parts(tmp_path / "a.docx", {"word/document.xml": document})
        assert read(file) is None
