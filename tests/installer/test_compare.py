"""Comparing reports: what is the same is the same, and a single changed cell or paragraph is found."""

from pathlib import Path

from docx import Document
from openpyxl import Workbook

from installer.compare import differences


def workbook(path: Path, *cells: str) -> Path:
    book = Workbook()
    assert book.active is not None
    for cell in cells:
        book.active.append([cell])
    book.save(path)
    return path


def document(path: Path, *paragraphs: str) -> Path:
    made = Document()
    for paragraph in paragraphs:
        made.add_paragraph(paragraph)
    made.save(str(path))
    return path


def test_cells(tmp_path: Path) -> None:
    one = workbook(tmp_path / "1.xlsx", "食堂", "安全")
    assert differences(one, workbook(tmp_path / "2.xlsx", "食堂", "安全")) == (2, [])
    other = workbook(tmp_path / "3.xlsx", "食堂", "消防")
    assert differences(one, other) == (2, ["- sheet1 A2 安全", "+ sheet1 A2 消防"])


def test_paragraphs(tmp_path: Path) -> None:
    one = document(tmp_path / "1.docx", "一、", "达成")
    assert differences(one, document(tmp_path / "2.docx", "一、", "达成")) == (2, [])
    assert differences(one, document(tmp_path / "3.docx", "一、")) == (2, ["- 达成"])
    assert differences(one, document(tmp_path / "4.docx", "达成", "一、")) == (2, ["another order"])
