"""Reading text files, and refusing with a sentence what is none."""

from pathlib import Path

import pytest

from desktop_app.documents.readers import read_source, text
from desktop_app.errors import YaodianError
from desktop_app.safety.raw import MAX_BYTES

WORDS = "云溪区教育局2026年工作要点\n一、加强党的建设\n1.落实“第一议题”制度。每月学习1次。\n"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"]
)
def test_encodings(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "要点.txt"
    file.write_bytes(WORDS.encode(encoding))
    assert text.read(file).text == WORDS


@pytest.mark.parametrize("newline", ["\r\n", "\r", "\n"])
def test_line_ends(tmp_path: Path, newline: str) -> None:
    file = tmp_path / "要点.txt"
    file.write_bytes(WORDS.replace("\n", newline).encode())
    assert text.read(file).text == WORDS


def test_ascii_in_utf16_without_mark(tmp_path: Path) -> None:
    file = tmp_path / "plan.txt"
    file.write_bytes("1. plan\n".encode("utf-16-le"))
    assert text.read(file).text == "1. plan\n"


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "空文件"),
        (b" \r\n\t\n", "没有文字"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF" + bytes(range(256)) * 20, "图片"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20, "图片"),
        (b"%PDF-1.7\n" + bytes(range(256)) * 20, "已损坏"),
        (b"PK\x03\x04" + bytes(range(256)) * 20, "没有导入任何内容"),
        (b"GIF89a" + bytes(range(256)) * 20, "没有导入任何内容"),
        (bytes(range(1, 256)) * 40, "不是文本文件"),
        (b"\x00\x01\x02\x03" * 500, "不是文本文件"),
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence(tmp_path: Path, content: bytes, says: str) -> None:
    file = tmp_path / "要点.txt"
    file.write_bytes(content)
    with pytest.raises(YaodianError, match=says):
        read_source(file)


def test_folder_missing_file_and_impossible_name(tmp_path: Path) -> None:
    with pytest.raises(YaodianError, match="文件夹"):
        text.read(tmp_path)
    with pytest.raises(YaodianError, match="找不到"):
        text.read(tmp_path / "没有.txt")
    with pytest.raises(YaodianError, match="无法读取"):
        text.read(Path("坏\0名.txt"))


def test_a_file_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    file = tmp_path / "大.txt"
    with file.open("wb") as sparse:
        sparse.truncate(200 * 1024 * 1024)
    assert file.stat().st_size > MAX_BYTES
    with pytest.raises(YaodianError, match="200 MB"):
        text.read(file)


@pytest.mark.parametrize(("name", "form"), [("坏.docx", "Word"), ("坏.WPS", "Word"), ("坏.pdf", "PDF")])
def test_what_is_not_what_its_name_says_is_told_as_such(tmp_path: Path, name: str, form: str) -> None:
    file = tmp_path / name
    file.write_bytes(bytes(range(1, 256)) * 40)
    with pytest.raises(YaodianError, match=f"“{name}”不是能读的 {form} 文件.*重新发送"):
        read_source(file)
