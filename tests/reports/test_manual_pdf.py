"""The manual's text is read as blocks and set as a paper like the reports."""

import re
from pathlib import Path
from typing import Any

import pypdf
import pytest
from PIL import Image

from desktop_app.errors import CancelledError
from desktop_app.reports.manual_pdf import write_manual
from desktop_app.reports.manual_text import NAMED, Heading, Picture, Rows, Words, blocks_of, quoted
from desktop_app.resources import MANUAL
from tests.reports.proof import broken_rules, lines_of


def test_every_line_is_a_block() -> None:
    text = (
        "# 手册\n\n## 一、安装\n\n文字。\n\n1. 点 **生成清单**。\n2. 再看。\n- 一点\n> 注意\n\n"
        "| 想做 | 怎么做 |\n| --- | --- |\n| 甲 | 乙 |\n\n![图](pictures/a.png)\n\n### 小节\n"
    )
    assert blocks_of(text) == [
        Heading(0, "手册"),
        Heading(1, "一、安装"),
        Words("文字。"),
        Words("点 **生成清单**。", "1."),
        Words("再看。", "2."),
        Words("一点", "●"),
        Words("注意", note=True),
        Rows(("想做", "怎么做"), (("甲", "乙"),)),
        Picture("图", "pictures/a.png"),
        Heading(2, "小节"),
    ]


def test_a_table_at_the_end_is_read() -> None:
    assert blocks_of("| 一 | 二 |\n|---|---|\n| 三 | 四 |") == [Rows(("一", "二"), (("三", "四"),))]


def test_names_on_the_screen_are_quoted_once() -> None:
    text = "勾选**每页印上“草稿”二字**，点**生成清单**。"
    assert NAMED.findall(text) == ["每页印上“草稿”二字", "生成清单"]
    assert quoted(text) == "勾选“每页印上‘草稿’二字”，点“生成清单”。"


@pytest.fixture(scope="module")
def printed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("manual") / "用户手册.pdf"
    write_manual(MANUAL, path)
    return path


def test_the_printed_manual_says_all_that_the_text_says(printed: Path) -> None:
    said = re.sub(r"\s", "", "".join(page.extract_text() for page in pypdf.PdfReader(printed).pages))
    for block in blocks_of(MANUAL.read_text("utf-8")):
        if isinstance(block, Heading) and block.depth:
            assert said.count(re.sub(r"\s", "", block.text)) >= 2, block.text  # in the contents too
        elif isinstance(block, Words):
            assert re.sub(r"\s", "", quoted(block.text))[-8:] in said, block.text


def test_the_printed_manual_is_short_with_every_picture_and_a_bookmark_each_heading(printed: Path) -> None:
    paper = pypdf.PdfReader(printed)
    blocks = blocks_of(MANUAL.read_text("utf-8"))
    assert len(paper.pages) <= 28
    pictures: list[Any] = [image for page in paper.pages for image in page.images]
    assert len(pictures) == sum(isinstance(block, Picture) for block in blocks) > 8
    chapters = [block.text for block in blocks if isinstance(block, Heading) and block.depth == 1]
    titles = [entry.title for entry in paper.outline if not isinstance(entry, list)]
    assert [title for title in titles if title in chapters] == chapters
    assert "/Keywords" in (paper.metadata or {})


def test_no_line_of_it_breaks_a_rule(printed: Path) -> None:
    lines = lines_of(printed)
    assert len(lines) > 300
    assert broken_rules(lines) == []


def test_the_same_manual_gives_the_same_bytes(printed: Path, tmp_path: Path) -> None:
    write_manual(MANUAL, tmp_path / "2.pdf")
    assert (tmp_path / "2.pdf").read_bytes() == printed.read_bytes()


def test_a_large_picture_stays_in_the_type_area(tmp_path: Path) -> None:
    Image.new("RGB", (600, 2400), "white").save(tmp_path / "a.png")
    (tmp_path / "m.md").write_text("## 章\n\n文字。\n\n![图](a.png)\n", "utf-8")
    write_manual(tmp_path / "m.md", tmp_path / "m.pdf")
    assert len(pypdf.PdfReader(tmp_path / "m.pdf").pages) == 5  # cover, contents, their backs, the chapter


def test_writing_can_be_stopped(tmp_path: Path) -> None:
    with pytest.raises(CancelledError):
        write_manual(MANUAL, tmp_path / "m.pdf", cancelled=lambda: True)
    assert list(tmp_path.iterdir()) == []
