import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.documents.parser import parse
from desktop_app.documents.readers import ofd
from desktop_app.documents.source import SourceText
from desktop_app.errors import YaodianError
from tests.documents.readers.published import write_ofd

TEXT = "云溪区教育局2026年工作要点\n一、抓好德育\n1.落实任务。" + "各校要把学生的身心健康放在首位。" * 8
SPACE = 'xmlns:ofd="http://www.ofdspec.org/2016"'


def made(path: Path, objects: str, page_parts: dict[str, str] | None = None, prolog: str = "") -> Path:
    """Write a file of one page that holds the objects."""
    parts = {
        "OFD.xml": f"<ofd:OFD {SPACE}><ofd:DocBody><ofd:DocRoot>/Doc_0/Document.xml</ofd:DocRoot></ofd:DocBody></ofd:OFD>",
        "Doc_0/Document.xml": f'<ofd:Document {SPACE}><ofd:Pages><ofd:Page ID="1" BaseLoc="Page.xml"/></ofd:Pages></ofd:Document>',
        "Doc_0/Page.xml": f"{prolog}<ofd:Page {SPACE}><ofd:Content><ofd:Layer>{objects}</ofd:Layer></ofd:Content></ofd:Page>",
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in (parts | (page_parts or {})).items():
            archive.writestr(name, part)
    return path


def words(text: str, y: float, code: str = 'X="0" Y="5"', about: str = "") -> str:
    return f'<ofd:TextObject Boundary="30 {y} 150 6" Size="5.6" {about}><ofd:TextCode {code}>{text}</ofd:TextCode></ofd:TextObject>'


def sentence(path: Path) -> str:
    with pytest.raises(YaodianError) as caught:
        ofd.read(path)
    return str(caught.value)


def test_joins_lines_and_sets_the_template_and_page_numbers_aside(tmp_path: Path) -> None:
    write_ofd(TEXT, tmp_path / "a.ofd")
    source = ofd.read(tmp_path / "a.ofd")
    assert {(aside.text, aside.reason) for aside in source.asides} == {
        ("云溪区文件汇编", "running_head"),
        ("— 1 —", "page_number"),
    }
    for aside in source.asides:
        assert source.text[slice(*aside.source)] == aside.text
    [section] = parse(source).children
    assert [point.text for point in section.children] == ["各校要把学生的身心健康放在首位。" * 8]


def test_reads_from_top_to_bottom_whatever_the_order_in_the_file(tmp_path: Path) -> None:
    path = made(tmp_path / "a.ofd", words("三、后勤", 60) + words("一、德育", 40) + words("二、教学", 50))
    assert ofd.read(path).text.split() == ["一、德育", "二、教学", "三、后勤"]


def test_a_wide_distance_parts_two_cells(tmp_path: Path) -> None:
    path = made(tmp_path / "a.ofd", words("德育处牵头", 40, 'X="0" Y="5" DeltaX="g 2 5.6 30 5.6"'))
    assert ofd.read(path).text.strip() == "德育处  牵头"


def test_a_text_code_may_go_down_instead_of_right(tmp_path: Path) -> None:
    code = 'X="0" Y="5" DeltaX="g 2 0" DeltaY="g 2 20"'
    path = made(tmp_path / "a.ofd", words("甲丙戊", 40, code) + words("乙", 50) + words("丁", 70))
    assert ofd.read(path).text.split() == ["甲", "乙", "丙", "丁", "戊"]


def test_a_turned_matrix_moves_the_words(tmp_path: Path) -> None:
    path = made(tmp_path / "a.ofd", words("上", 60, about='CTM="1 0 0 1 0 -30"') + words("下", 50))
    assert ofd.read(path).text.split() == ["上", "下"]


def test_hidden_words_are_left_out(tmp_path: Path) -> None:
    path = made(tmp_path / "a.ofd", words("见", 40) + words("不见", 50, about='Visible="false"'))
    assert ofd.read(path).text.split() == ["见"]


def test_a_page_of_pictures_is_a_scan(tmp_path: Path) -> None:
    assert "扫描件" in sentence(made(tmp_path / "a.ofd", "<ofd:ImageObject/>"))


def test_a_locked_file_says_so(tmp_path: Path) -> None:
    assert "密码" in sentence(made(tmp_path / "a.ofd", words("甲", 40), {"Encryptions.xml": "<a/>"}))


def test_a_zip_of_something_else_is_damaged(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ofd", "w") as archive:
        archive.writestr("readme.txt", "hello")
    assert "损坏" in sentence(tmp_path / "a.ofd")
    (tmp_path / "b.ofd").write_bytes(b"PK\x03\x04")
    assert "损坏" in sentence(tmp_path / "b.ofd")


def test_entities_are_not_expanded(tmp_path: Path) -> None:
    bomb = '<!DOCTYPE b [<!ENTITY a "一一一一一一一一"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'
    assert "损坏" in sentence(made(tmp_path / "a.ofd", words("&b;", 40), prolog=bomb))


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    assert "大得不像" in sentence(made(tmp_path / "a.ofd", " " * 200_000_000))


def test_absurd_numbers_do_no_harm(tmp_path: Path) -> None:
    path = made(
        tmp_path / "a.ofd",
        words("甲乙", 40, 'X="1e308" Y="nan" DeltaX="g 999999999999 1e99"')
        + words("丙丁", 50, 'X="0" Y="5" DeltaX="g 99999999 1"')
        + words("戊", 60, about='CTM="inf x 0 0 0 0"'),
    )
    assert sorted("".join(ofd.read(path).text.split())) == sorted("甲乙丙丁戊")


def small(folder: Path) -> bytes:
    path = folder / "small.ofd"
    if not path.exists():
        write_ofd(TEXT, path)
    return path.read_bytes()


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_a_broken_file_gives_text_or_a_sentence(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    folder = tmp_path_factory.getbasetemp()
    whole = small(folder)
    if data.draw(st.booleans()):
        broken = changed(data, whole)
    else:  # a sound zip with a broken part
        buffer = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(whole)) as old, zipfile.ZipFile(buffer, "w") as new:
            chosen = data.draw(st.sampled_from(old.namelist()))
            for name in old.namelist():
                new.writestr(name, changed(data, old.read(name)) if name == chosen else old.read(name))
        broken = buffer.getvalue()
    (folder / "broken.ofd").write_bytes(broken)
    try:
        source: SourceText = ofd.read(folder / "broken.ofd")
    except YaodianError:
        return
    parse(source)


def changed(data: st.DataObject, whole: bytes) -> bytes:
    broken = bytearray(whole)
    for _change in range(data.draw(st.integers(1, 12))):
        broken[data.draw(st.integers(0, len(broken) - 1))] = data.draw(st.integers(0, 255))
    return bytes(broken[: data.draw(st.one_of(st.just(len(broken)), st.integers(1, len(broken))))])
