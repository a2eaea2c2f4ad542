"""Names from outside: the long form of Windows paths, and names fit to be shown."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.errors import BIDI
from desktop_app.evidence.names import extended, shown_name

DEEP = "\\".join(["很深的文件夹"] * 50)


@pytest.mark.parametrize(
    ("path", "long"),
    [
        (f"C:\\{DEEP}\\a.docx", f"\\\\?\\C:\\{DEEP}\\a.docx"),
        (f"C:/{DEEP}/./b/../a.docx", f"\\\\?\\C:\\{DEEP}\\a.docx"),
        (f"\\\\server\\share\\{DEEP}", f"\\\\?\\UNC\\server\\share\\{DEEP}"),
        (f"\\\\?\\C:\\{DEEP}", f"\\\\?\\C:\\{DEEP}"),
        ("C:\\短.docx", "C:\\短.docx"),
        ("\\\\server\\share\\短.docx", "\\\\server\\share\\短.docx"),
        ("C:\\" + "x" * 244, "C:\\" + "x" * 244),
        ("C:\\" + "x" * 245, "\\\\?\\C:\\" + "x" * 245),
        ("C:\\下载\\aux.txt", "\\\\?\\C:\\下载\\aux.txt"),
        ("C:\\CON\\a.txt", "\\\\?\\C:\\CON\\a.txt"),
        ("C:\\末尾.\\a.txt", "\\\\?\\C:\\末尾.\\a.txt"),
        ("C:\\console.txt", "C:\\console.txt"),
        ("C:\\a\\..\\b.txt", "C:\\a\\..\\b.txt"),
    ],
)
def test_a_long_windows_path_takes_the_long_form(path: str, long: str) -> None:
    assert extended(path) == long
    assert extended(long) == long


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("年报\u202excod.exe", "年报xcod.exe"),
        ("\u2066a\u2069.txt", "a.txt"),
        ("\u061ca.txt", "a.txt"),
        ("a\r\nb.txt", "ab.txt"),
        ("\udcd6\udcd0.txt", "??.txt"),
        ("\u202e", "材料"),
        ("普通 名称.docx", "普通 名称.docx"),
    ],
)
def test_a_name_is_shown_without_tricks(name: str, shown: str) -> None:
    assert shown_name(Path(name)) == shown


@given(st.text(min_size=1))
def test_any_shown_name_is_one_line_in_order(name: str) -> None:
    shown = shown_name(Path(name))
    assert shown
    assert not BIDI.search(shown)
    assert shown.isprintable() or "\n" not in shown
    shown.encode("utf-8")
