"""What evidence files say, and that no file makes it raise, hang or take the memory."""

import random
import tracemalloc
import zipfile
from datetime import datetime
from pathlib import Path
from time import process_time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image

from desktop_app.evidence.extract import MAX_TEXT, Extracted, Problem, extract
from desktop_app.evidence.pictures import thumbnail
from tests.evidence import samples
from tests.ordinary import ordinary

__all__ = ["ordinary"]
OFFICE = ("a.docx", "a.xlsx", "a.pptx", "a.pdf", "scan.pdf", "a.doc", "a.txt")
KINDS = (*OFFICE, "a.jpg", "a.png", "a.tif", "a.webp", "a.gif", "a.bmp")


def make(path: Path) -> Path:
    ending = path.suffix
    if path.name == "scan.pdf":
        return samples.scan(path)
    if ending == ".doc":
        path.write_bytes(samples.OLD_WORD.read_bytes())
        return path
    if ending == ".txt":
        path.write_text("九月 消防演练\n", "gb18030")
        return path
    if ending == ".pptx":
        return samples.slides(path, "甲", "乙")
    if ending == ".pdf":
        return samples.pdf(path, "第一页 演练", "第二页 总结")
    makers = {".docx": samples.word, ".xlsx": samples.excel}
    return makers[ending](path) if ending in makers else samples.photo(path, taken="2022:09:01 08:30:00")


def test_a_word_file_by_its_pages(tmp_path: Path) -> None:
    found = extract(samples.word(tmp_path / "a.docx"))
    assert found.problem == Problem.NONE
    assert [page.split() for page in found.pages] == [["第一页：消防演练方案"], ["时间", "9月12日"]]


def test_where_word_last_saw_a_page_begin(tmp_path: Path) -> None:
    space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    seen = "<w:lastRenderedPageBreak/>"
    body = (
        f"<w:p><w:r><w:t>一</w:t><w:br w:type='page'/></w:r></w:p><w:p><w:r>{seen}<w:t>二</w:t></w:r></w:p>"
        f"<w:p><w:r>{seen}<w:t>三</w:t></w:r><w:del><w:r><w:delText>删</w:delText></w:r></w:del></w:p>"
    )
    properties = "http://schemas.openxmlformats.org/officeDocument/2006"
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="a" Type="{properties}/relationships/officeDocument" Target="word/document.xml"/>'
        f'<Relationship Id="b" Type="{properties}/relationships/extended-properties" Target="docProps/app.xml"/>'
        "</Relationships>"
    )
    parts = {
        "_rels/.rels": relations,
        "word/document.xml": f'<w:document xmlns:w="{space}"><w:body>{body}</w:body></w:document>',
        "docProps/app.xml": f'<Properties xmlns="{properties}/extended-properties"><Pages>3</Pages></Properties>',
    }
    found = extract(samples.package(tmp_path / "a.docx", parts))
    assert [page.strip() for page in found.pages] == ["一", "二", "三"]
    assert found.page_count == 3


def test_an_excel_file_by_its_sheets(tmp_path: Path) -> None:
    found = extract(samples.excel(tmp_path / "a.xlsx"))
    assert found == Extracted(("签到\n姓名\t学时\n王老师\t32", "汇总\n合计\t32"))


def test_slides_in_the_order_in_which_they_are_shown(tmp_path: Path) -> None:
    found = extract(samples.slides(tmp_path / "a.pptx", "德育工作\n汇报", "谢谢"))
    assert found == Extracted(("德育工作\n汇报", "谢谢"), 2)


def test_a_pdf_by_its_pages(tmp_path: Path) -> None:
    assert extract(samples.pdf(tmp_path / "a.pdf", "第一页 演练", "第二页")) == Extracted(
        ("第一页 演练", "第二页"), 2
    )


def test_an_old_word_file(tmp_path: Path) -> None:
    found = extract(make(tmp_path / "a.doc"))
    assert found.problem == Problem.NONE
    assert any("\u4e00" <= letter <= "\u9fff" for letter in found.pages[0])
    assert not set("\r\x07\x13\x14\x15") & set("".join(found.pages))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("ending", [".txt", ".csv", ".md"])
def test_text_in_any_encoding(tmp_path: Path, encoding: str, ending: str) -> None:
    file = tmp_path / f"a{ending}"
    file.write_bytes("姓名,学时\r\n王老师,32\r\n".encode(encoding))
    assert extract(file) == Extracted(("姓名,学时\n王老师,32\n",))


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_a_very_long_text_is_read_as_far_as_there_is_room(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "a.txt"
    file.write_bytes("x".encode(encoding) + ("消防" * (MAX_TEXT + 1)).encode(encoding.replace("16", "16-le")))
    found = extract(file)
    assert found.problem == Problem.TOO_MUCH
    assert len(found.pages[0]) == MAX_TEXT


@pytest.mark.parametrize("ending", [".jpg", ".png", ".webp"])
def test_when_a_photo_was_taken(tmp_path: Path, ending: str) -> None:
    found = extract(samples.photo(tmp_path / f"a{ending}", taken="2022:09:01 08:30:00"))
    assert found == Extracted((), 1, datetime(2022, 9, 1, 8, 30))


@pytest.mark.parametrize("taken", ["", "0000:00:00 00:00:00", "2022:13:45 08:30:00", "gestern", "\x00" * 19])
def test_a_camera_whose_clock_was_never_set(tmp_path: Path, taken: str) -> None:
    assert extract(samples.photo(tmp_path / "a.jpg", taken=taken)) == Extracted((), 1, None)


def test_the_pages_of_a_scan_in_one_tif(tmp_path: Path) -> None:
    image = Image.new("L", (10, 10))
    image.save(tmp_path / "a.tif", save_all=True, append_images=[image, image])
    assert extract(tmp_path / "a.tif").page_count == 3


def test_a_scan_has_pages_and_no_text(tmp_path: Path) -> None:
    assert extract(samples.scan(tmp_path / "a.pdf", 3)) == Extracted(("", "", ""), 3, None, Problem.NO_TEXT)


def test_passwords_are_told(tmp_path: Path) -> None:
    assert extract(samples.pdf(tmp_path / "a.pdf", "x", password="secret")).problem == Problem.LOCKED
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le")
    (tmp_path / "a.docx").write_bytes(ole)
    assert extract(tmp_path / "a.docx").problem in (Problem.LOCKED, Problem.UNREADABLE)
    old = bytearray(samples.OLD_WORD.read_bytes())
    place = old.find(b"\xec\xa5")
    old[place + 0x0B] |= 1
    (tmp_path / "a.doc").write_bytes(old)
    assert extract(tmp_path / "a.doc").problem == Problem.LOCKED


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("空.docx", b"", Problem.EMPTY),
        ("a.docx", b"not a zip", Problem.UNREADABLE),
        ("a.docx", b"PK\x03\x04 cut", Problem.UNREADABLE),
        ("a.pdf", b"hello", Problem.UNREADABLE),
        ("a.pdf", b"%PDF-1.7\n%%EOF", Problem.UNREADABLE),
        ("a.jpg", b"<html>", Problem.UNREADABLE),
        ("a.jpg", b"\xff\xd8\xff\xe0", Problem.UNREADABLE),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 cut", Problem.UNREADABLE),
        ("a.txt", bytes(range(256)) * 20, Problem.UNREADABLE),
        ("a.txt", b" \n\t ", Problem.NO_TEXT),
        ("a.mp4", b"\x00\x00\x00\x18ftypmp42", Problem.OTHER),
        ("a.exe", b"MZ\x90", Problem.OTHER),
        ("没有后缀", b"some bytes", Problem.OTHER),
    ],
)
def test_what_cannot_be_read_is_a_value(tmp_path: Path, name: str, content: bytes, problem: Problem) -> None:
    (tmp_path / name).write_bytes(content)
    assert extract(tmp_path / name) == Extracted(problem=problem, pages=extract(tmp_path / name).pages)


def test_what_is_not_there_or_no_file_is_a_value(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.pdf", tmp_path, Path("a\0b"), Path("/dev/zero")):
        assert extract(path).problem == Problem.UNREADABLE


def test_what_may_not_be_read_is_a_value(ordinary: Path) -> None:
    secret = ordinary / "a.txt"
    secret.write_text("x")
    secret.chmod(0)
    if not hasattr(secret, "owner") or secret.stat().st_mode & 0o400:
        pytest.skip("chmod does not forbid reading on Windows")
    assert extract(secret).problem == Problem.UNREADABLE


def test_another_zip_is_of_another_kind(tmp_path: Path) -> None:
    found = extract(samples.package(tmp_path / "照片.zip", {"a.txt": "x"}))
    assert found.problem in (Problem.OTHER, Problem.UNREADABLE)
    assert found.pages == ()


def measured(path: Path) -> tuple[Extracted, int]:
    """Return what a file says and the most bytes of Python's memory that reading it took."""
    tracemalloc.start()
    try:
        found = extract(path)
        return found, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


def test_a_zip_bomb_is_told_and_not_unpacked(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    with (
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package,
        package.open("word/document.xml", "w") as part,
    ):
        for _time in range(400):
            part.write(b" " * 1024 * 1024)
    found, memory = measured(file)
    assert found.problem == Problem.TOO_MUCH
    assert memory < 64 << 20


def test_an_entity_bomb_is_told_and_not_blown_up(tmp_path: Path) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    bomb = (
        f'<!DOCTYPE x [<!ENTITY e0 "lol">{entities}]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:p><w:r><w:t>&e11;</w:t></w:r></w:p></w:document>"
    )
    found, memory = measured(samples.package(tmp_path / "a.docx", {"word/document.xml": bomb}))
    assert found == Extracted(problem=Problem.UNREADABLE)
    assert memory < 64 << 20


def test_an_entity_that_names_a_file_is_not_followed(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("geheim")
    for name, space in (
        ("word/document.xml", "wordprocessingml"),
        ("ppt/presentation.xml", "presentationml"),
    ):
        text = (
            f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><w:p xmlns:w='
            f'"http://schemas.openxmlformats.org/{space}/2006/main"><w:r><w:t>&e;</w:t></w:r></w:p>'
        )
        found = extract(samples.package(tmp_path / "a.docx", {name: text}))
        assert "geheim" not in "".join(found.pages)


def test_a_long_string_that_every_cell_repeats_is_cut(tmp_path: Path) -> None:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    kinds = "".join(
        f'<Relationship Id="{name}" Type="{relation}/{kind}" Target="{name}.xml"/>'
        for name, kind in (("s", "sharedStrings"), ("w", "worksheet"))
    )
    row = "<row>" + '<c t="s"><v>0</v></c>' * 100 + "</row>"
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{relation}"><sheets>'
        '<sheet name="a" r:id="w"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/'
        f'relationships">{kinds}</Relationships>',
        "xl/s.xml": f'<sst xmlns="{space}"><si><t>{"长" * 30_000}</t></si></sst>',
        "xl/w.xml": f'<worksheet xmlns="{space}"><sheetData>{row * 2000}</sheetData></worksheet>',
    }
    found, memory = measured(samples.package(tmp_path / "a.xlsx", parts))
    assert found.problem == Problem.TOO_MUCH
    assert sum(map(len, found.pages)) <= MAX_TEXT + 1000
    assert memory < 128 << 20


def test_time_is_bounded_between_the_pages(tmp_path: Path) -> None:
    found = extract(samples.pdf(tmp_path / "a.pdf", *["页"] * 50), seconds=0)
    assert found.problem in (Problem.TOO_MUCH, Problem.NONE)
    assert len(found.pages) < 50
    assert found.page_count == 50


def test_a_pdf_that_unpacks_to_gigabytes_is_told(tmp_path: Path) -> None:
    objects = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Contents 4 0 R>>",
        samples.stream(b" " * (300 << 20)),
    ]
    (tmp_path / "a.pdf").write_bytes(samples.raw_pdf(objects))
    assert extract(tmp_path / "a.pdf").problem == Problem.TOO_MUCH
    assert thumbnail(tmp_path / "a.pdf") is None


def damaged(data: bytes, chance: random.Random) -> bytes:
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
        elif chance.randrange(3) == 0:
            del broken[place:]
    return bytes(broken)


def damaged_inside(path: Path, chance: random.Random) -> None:
    """Damage one part of a zip; the zip itself stays whole."""
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    victim = chance.choice(sorted(parts))
    with zipfile.ZipFile(path, "w") as target:
        for name, content in parts.items():
            target.writestr(name, damaged(content, chance) if name == victim else content)


@pytest.mark.parametrize("name", KINDS)
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(seed=st.integers(0, 2**32), inside=st.booleans())
def test_no_damaged_file_raises_or_hangs(tmp_path: Path, name: str, seed: int, inside: bool) -> None:
    good = tmp_path / f"good-{name}"
    if not good.exists():
        make(tmp_path / name).rename(good)
    chance = random.Random(seed)
    file = tmp_path / name
    file.write_bytes(
        good.read_bytes() if inside and name.endswith("x") else damaged(good.read_bytes(), chance)
    )
    if inside and name.endswith("x"):
        damaged_inside(file, chance)
    begin = process_time()
    found, picture = extract(file), thumbnail(file, 64)
    assert process_time() - begin < 30  # of work; it is a tenth of one
    assert isinstance(found.problem, Problem)
    assert sum(map(len, found.pages)) <= MAX_TEXT
    for page in found.pages:
        page.encode("utf-8")
    assert picture is None or max(picture.width, picture.height) <= 64


@given(content=st.binary(max_size=3000), ending=st.sampled_from([".txt", ".csv", ".pdf", ".doc", ".jpg", ""]))
@settings(
    max_examples=200,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_no_bytes_raise(tmp_path: Path, content: bytes, ending: str) -> None:
    file = tmp_path / f"a{ending}"
    file.write_bytes(content)
    for page in extract(file).pages:
        page.encode("utf-8")
