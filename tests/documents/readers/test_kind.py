"""Which reader a file gets: its content decides, its name only where that leaves it open."""

import zipfile
from pathlib import Path

import pytest

from desktop_app.documents.readers import read_source
from desktop_app.documents.readers.kind import Kind, find_kind
from desktop_app.errors import YaodianError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def zipped(file: Path, *names: str) -> Path:
    with zipfile.ZipFile(file, "w") as package:
        for name in names:
            package.writestr(name, "x")
    return file


@pytest.mark.parametrize(
    ("part", "kind"),
    [
        ("word/document.xml", Kind.DOCX),
        ("xl/workbook.xml", Kind.XLSX),
        ("OFD.xml", Kind.OFD),
        ("ppt/presentation.xml", Kind.SLIDES),
        ("content.xml", Kind.OPEN_DOCUMENT),
        ("xl/workbook.bin", Kind.OLD_EXCEL),
        ("a.txt", Kind.ARCHIVE),
    ],
)
def test_zips_are_looked_into(tmp_path: Path, part: str, kind: Kind) -> None:
    for name in ("要点.txt", "要点.zip", "要点.pdf"):
        assert find_kind(zipped(tmp_path / name, "[Content_Types].xml", part)) is kind


@pytest.mark.parametrize(
    ("content", "kind"),
    [
        (b"%PDF-1.7 \n", Kind.PDF),
        (b"\r\n%PDF-1.4\n", Kind.PDF),
        (b"\xff\xd8\xff\xe0", Kind.PICTURE),
        (b"II*\0....", Kind.PICTURE),
        (b"{\\rtf1\\ansi", Kind.RICH_TEXT),
        (b"<!DOCTYPE html><p>", Kind.HTML),
        (b"\xef\xbb\xbf\n<HTML lang=zh>", Kind.HTML),
        (b'<?xml version="1.0"?><html xmlns="">', Kind.HTML),
        ("\ufeff<html>".encode("utf-16-le"), Kind.HTML),
        (b"From: a\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related;", Kind.HTML),
        (b'<?xml version="1.0"?><?mso-application progid="Word.Document"?>', Kind.WORD_XML),
        ("一、用<html>做网页".encode(), Kind.TEXT),
        ("一、党建".encode("gb18030"), Kind.TEXT),
        (b"\xdb\xa5\x2d\0", Kind.OLD_WORD),
        ("郄家店镇".encode("gb18030"), Kind.TEXT),
        (b"BMX plan", Kind.TEXT),
        (OLE + "WordDocument".encode("utf-16-le"), Kind.DOC),
        (OLE + "Workbook".encode("utf-16-le"), Kind.OLD_EXCEL),
        (OLE + "EncryptedPackage".encode("utf-16-le"), Kind.LOCKED),
        (OLE, Kind.DOC),
        (b"PK\x03\x04 word/document.xml cut", Kind.DOCX),
    ],
)
def test_content_decides(tmp_path: Path, content: bytes, kind: Kind) -> None:
    for name in ("要点.docx", "要点.txt", "要点"):
        file = tmp_path / name
        file.write_bytes(content)
        assert find_kind(file) is kind


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("a.docx", b"PK\x03\x04", Kind.DOCX),
        ("a.ofd", b"PK\x03\x04", Kind.OFD),
        ("a.zip", b"PK\x03\x04", Kind.ARCHIVE),
        ("a.xls", OLE, Kind.OLD_EXCEL),
        ("a.wps", OLE, Kind.DOC),
        ("a.html", b"<p>words</p>", Kind.HTML),
        ("a.txt", b"<p>words</p>", Kind.TEXT),
    ],
)
def test_the_ending_decides_what_is_left_open(tmp_path: Path, name: str, content: bytes, kind: Kind) -> None:
    file = tmp_path / name
    file.write_bytes(content)
    assert find_kind(file) is kind


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (OLE + "EncryptedPackage".encode("utf-16-le"), "密码"),
        (OLE + "Workbook".encode("utf-16-le"), "旧版 Excel"),
        (b"{\\rtf1", "没有文字"),
        (b"Rar!\x1a\x07\x00", "压缩文件"),
        (b"", "空文件"),
    ],
)
def test_what_no_reader_reads_is_one_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "要点.docx"
    file.write_bytes(content)
    with pytest.raises(YaodianError, match=says) as raised:
        read_source(file)
    assert "\n" not in str(raised.value)


def test_text_in_a_word_files_clothes_is_read(tmp_path: Path) -> None:
    file = tmp_path / "要点.docx"
    file.write_text("一、党建\n", encoding="utf-8")
    assert read_source(file).text == "一、党建\n"
