import io
import zlib
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from reportlab.lib.pagesizes import A4
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from desktop_app.documents.outline import Level
from desktop_app.documents.parser import parse
from desktop_app.documents.readers import pdf
from desktop_app.documents.source import SourceText
from desktop_app.errors import YaodianError
from desktop_app.resources import FONTS
from tests.documents.readers.published import write_pdf

SONG = "test-pdf-song"
SENTENCE = "各校要把学生的身心健康放在首位，每天安排一小时体育活动，并于学期末前把落实情况报送教育局备案。"
PLAN = "\n".join(
    [
        "云溪区教育局2026年工作要点",
        "一、抓好德育",
        *(f"{n}.落实第{n}项任务。{SENTENCE * 2}" for n in range(1, 30)),
    ]
)


def canvas(path: Path | io.BytesIO, **about: Any) -> Canvas:
    if SONG not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(SONG, str(FONTS / "NotoSerifSC-Regular.ttf")))
    made = Canvas(path if isinstance(path, io.BytesIO) else str(path), pagesize=A4, **about)
    made.setFont(SONG, 16)
    return made


def drawn(path: Path, *words: tuple[float, float, str]) -> SourceText:
    made = canvas(path)
    for x, y, text in words:
        made.setFont(SONG, 16)
        made.drawString(x, y, text)
    made.save()
    return pdf.read(path)


def sentence(path: Path) -> str:
    with pytest.raises(YaodianError) as caught:
        pdf.read(path)
    return str(caught.value)


def test_a_page_of_short_paragraphs_only_is_indented_like_the_others(tmp_path: Path) -> None:
    """Its lines all begin at the indent; the edge is known from the facing pages."""
    short = [f"（{n}）落实第{n}项。\n按时完成。\n牵头单位：党建办" for n in range(1, 15)]
    write_pdf("\n".join([PLAN.split("\n")[0], SENTENCE * 12, *short]), tmp_path / "a.pdf")
    kept = pdf.read(tmp_path / "a.pdf").text.split("\n")
    assert kept.count("　　牵头单位：党建办") == len(short)


def test_one_broken_line_shows_where_the_column_begins(tmp_path: Path) -> None:
    title = "云溪区第三实验小学2026-2027学年度学校工作计划"
    lines = [
        title,
        "1 学校现状",
        "学校现有教学班36个，学生1620人，专任教师92人，平均年龄38.5岁。",
        "2 工作目标",
    ]
    write_pdf(
        "\n".join([*lines, "质量目标：学生学业合格率98%以上。", "作业总量达标，实行一个半小时课后服务。"]),
        tmp_path / "a.pdf",
    )
    kept = [line.strip("　") for line in pdf.read(tmp_path / "a.pdf").text.split("\n")]
    assert kept[:2] == lines[:2]


def test_a_line_outside_the_column_ended_by_itself(tmp_path: Path) -> None:
    title = "云溪区第三实验小学2026-2027学年度学校工作计划"
    words = [title, "1 学校现状", "2 目标任务", "3 工作措施"]
    places = [(100.0, 700.0 - 30 * row, text) for row, text in enumerate(words)]
    assert drawn(tmp_path / "a.pdf", *places).text.split("\n") == words


def test_joins_lines_that_the_edge_or_the_page_broke(tmp_path: Path) -> None:
    write_pdf(PLAN, tmp_path / "a.pdf")
    source = pdf.read(tmp_path / "a.pdf")
    texts = [node.text for node in parse(source).walk() if node.level is Level.POINT]
    assert texts == [SENTENCE * 2] * 29


def test_sets_page_numbers_and_running_heads_aside(tmp_path: Path) -> None:
    write_pdf(PLAN, tmp_path / "a.pdf", head="云溪区文件汇编")
    source = pdf.read(tmp_path / "a.pdf")
    pages = [mark for mark in source.marks if mark.kind == "page"]
    assert len(pages) >= 4
    assert [aside.text for aside in source.asides if aside.reason == "running_head"] == [
        "云溪区文件汇编"
    ] * len(pages)
    numbers = [aside.text for aside in source.asides if aside.reason == "page_number"]
    assert numbers == [f"— {number} —" for number in range(1, len(pages) + 1)]
    for aside in source.asides:
        assert source.text[slice(*aside.source)] == aside.text


def test_each_page_is_marked_where_its_words_are(tmp_path: Path) -> None:
    write_pdf(PLAN, tmp_path / "a.pdf")
    source = pdf.read(tmp_path / "a.pdf")
    pages = [mark for mark in source.marks if mark.kind == "page"]
    assert [mark.value for mark in pages] == [str(number) for number in range(1, len(pages) + 1)]
    assert source.text[slice(*pages[0].span)].startswith("　　云溪区教育局")
    assert all(one.span[1] <= other.span[0] for one, other in pairwise(pages))


def test_reads_the_left_column_before_the_right_one(tmp_path: Path) -> None:
    write_pdf(PLAN, tmp_path / "a.pdf", columns=2)
    points = [node for node in parse(pdf.read(tmp_path / "a.pdf")).walk() if node.level is Level.POINT]
    assert [node.number for node in points] == [str(number) for number in range(1, 30)]
    assert {node.text for node in points} == {SENTENCE * 2}


def test_words_drawn_out_of_order_are_read_from_left_to_right(tmp_path: Path) -> None:
    source = drawn(
        tmp_path / "a.pdf",
        (80, 700, "深化"),
        (128, 700, "两类学校"),
        (112, 700, "“"),
        (200, 700, "建设"),
        (192, 700, "”"),
    )
    assert "".join(source.text.split()) == "深化“两类学校”建设"


def test_lines_drawn_out_of_order_are_read_from_top_to_bottom(tmp_path: Path) -> None:
    source = drawn(tmp_path / "a.pdf", (80, 500, "三、后勤"), (80, 700, "一、德育"), (80, 600, "二、教学"))
    assert source.text.split() == ["一、德育", "二、教学", "三、后勤"]


def test_radicals_become_characters(tmp_path: Path) -> None:
    made = canvas(buffer := io.BytesIO(), pageCompression=0)
    made.drawString(80, 700, "一、人才")
    made.save()
    data = buffer.getvalue().replace(b"<4EBA>", b"<2F08>")  # what the file says that a glyph means
    assert data != buffer.getvalue()
    (tmp_path / "a.pdf").write_bytes(data)
    assert pdf.read(tmp_path / "a.pdf").text.strip() == "一、人才"


def test_blanks_that_only_set_latin_apart_are_left_out(tmp_path: Path) -> None:
    source = drawn(
        tmp_path / "a.pdf",
        (80, 700, "建设"),
        (116, 700, "2026"),
        (154, 700, "年的"),
        (194, 700, "第二章  总则"),
    )
    assert source.text.strip().startswith("建设2026年的")
    assert source.text.strip().endswith("第二章 总则")


def test_a_turned_page_is_read_as_it_is_held(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    made.setPageRotation(90)
    made.translate(A4[0], 0)
    made.rotate(90)
    for row, words in enumerate(("一、德育", "二、教学", "三、后勤")):
        made.drawString(60, 400 - 30 * row, words)
    made.save()
    assert pdf.read(tmp_path / "a.pdf").text.split() == ["一、德育", "二、教学", "三、后勤"]


def test_says_which_pages_hold_no_text(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    made.drawString(80, 700, "一、德育")
    made.showPage()
    made.rect(50, 50, 100, 100)
    made.save()
    [warning] = pdf.read(tmp_path / "a.pdf").warnings
    assert warning.code == "page_without_text"
    assert "2" in warning.message


def test_a_scan_says_that_it_is_one(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    made.rect(50, 50, 100, 100)
    made.save()
    assert "扫描件" in sentence(tmp_path / "a.pdf")


def test_a_password_is_told(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf", encrypt=StandardEncryption("secret", canPrint=0))
    made.drawString(80, 700, "一、德育")
    made.save()
    assert "密码" in sentence(tmp_path / "a.pdf")


@pytest.mark.parametrize(
    "data", [b"%PDF-1.7\n", b"hello", b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer<</Root 1 0 R>>"]
)
def test_what_is_no_whole_pdf_is_damaged(data: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(data)
    assert "损坏" in sentence(tmp_path / "a.pdf")


def test_of_thousands_of_pages_the_first_are_read(tmp_path: Path) -> None:
    made = canvas(tmp_path / "a.pdf")
    for number in range(2_100):
        made.setFont("Helvetica", 12)
        made.drawString(80, 700, f"page {number} of many")
        made.showPage()
    made.save()
    source = pdf.read(tmp_path / "a.pdf")
    assert 0 < source.text.count("\n") < 2_000
    assert [warning.code for warning in source.warnings] == ["pages_left_out"]


@pytest.mark.parametrize("layers", [1, 2])
def test_a_bomb_is_not_unpacked(layers: int, tmp_path: Path) -> None:
    made = canvas(buffer := io.BytesIO(), pageCompression=0)
    made.drawString(80, 700, "一、德育")
    made.save()
    packer = zlib.compressobj(9)
    packed = b"".join(packer.compress(bytes(16 * 1024 * 1024)) for _part in range(20)) + packer.flush()
    if layers == 2:
        packed = zlib.compress(packed, 9)
    bomb = b"99 0 obj\n<</Length %d/Filter/FlateDecode>>\nstream\n%s\nendstream\nendobj\n" % (
        len(packed),
        packed,
    )
    (tmp_path / "a.pdf").write_bytes(buffer.getvalue() + bomb)
    assert "大得不像" in sentence(tmp_path / "a.pdf")
