"""Files that would hold or break their reader: the program goes on, and says what it was."""

import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from desktop_app.errors import CancelledError
from desktop_app.evidence.apart import MOST_FILES, Apart
from desktop_app.evidence.extract import Extracted, Problem, extract
from desktop_app.evidence.pictures import thumbnail
from tests.evidence import samples


def test_what_is_read_apart_is_what_is_read_here(tmp_path: Path) -> None:
    files = [
        samples.word(tmp_path / "方案.docx"),
        samples.pdf(tmp_path / "a.pdf", "第一页", "第二页"),
        samples.photo(tmp_path / "a.jpg", taken="2022:09:01 08:30:00", turn=6),
        tmp_path / "没有.pdf",
    ]
    with Apart() as apart:
        for path in files:
            assert apart.extract(path) == extract(path)
            assert apart.thumbnail(path, 64) == thumbnail(path, 64)


def test_a_page_that_draws_itself_for_ever_is_given_up_and_the_next_file_is_read(tmp_path: Path) -> None:
    endless = tmp_path / "endless.pdf"
    endless.write_bytes(samples.nested_pdf(8, 10))
    good = samples.pdf(tmp_path / "good.pdf", "正常")
    with Apart(seconds=1, grace=1) as apart:
        assert apart.extract(endless) == Extracted(problem=Problem.UNREADABLE)
        assert apart.thumbnail(endless) is None
    with Apart() as apart:
        assert apart.extract(good).pages == ("正常",)


def test_a_page_that_would_take_all_memory_is_given_up(tmp_path: Path) -> None:
    """One wrong byte is enough for PDFium to want more than any PC has; found by the fuzzing."""
    greedy = tmp_path / "greedy.pdf"
    greedy.write_bytes(samples.nested_pdf(3, 2).replace(b"<</X 7", b"<,/X 7"))
    with Apart() as apart:
        assert apart.extract(greedy) == Extracted(problem=Problem.UNREADABLE)


def test_a_reader_that_is_killed_is_replaced(tmp_path: Path) -> None:
    good = samples.pdf(tmp_path / "good.pdf", "正常")
    with Apart() as apart:
        assert apart.extract(good).pages == ("正常",)
        child = apart._child
        assert child is not None
        child.kill()
        child.wait()
        assert apart.extract(good).pages == ("正常",)
        assert apart._child is not child


def test_a_reader_that_never_starts_is_given_up(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = tmp_path / "a.txt"
    text.write_text("文字", "utf-8")
    with Apart(seconds=3600) as apart:
        with monkeypatch.context() as changed:
            changed.setattr("desktop_app.evidence.apart.UNTIL_STARTED", 0.2)
            changed.setattr("desktop_app.safety.children._SERVE", "import time; time.sleep(3600)")
            assert apart.extract(text) == Extracted(problem=Problem.UNREADABLE)
        assert apart.extract(text).pages == ("文字",)


def test_closing_waits_for_no_reader(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop_app.evidence.apart.UNTIL_STARTED", 20.0)
    monkeypatch.setattr("desktop_app.safety.children._SERVE", "import time; time.sleep(3600)")
    apart = Apart(seconds=3600)
    with ThreadPoolExecutor(1) as thread:
        asked = thread.submit(apart.extract, tmp_path / "a.txt")
        while not apart._turn.locked():
            time.sleep(0.001)
        apart.close()
        with pytest.raises(CancelledError):  # it is not called unreadable
            asked.result()
    with pytest.raises(CancelledError):
        apart.extract(tmp_path / "a.txt")
    assert apart._child is None


def test_a_reader_makes_room_for_a_fresh_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = tmp_path / "a.txt"
    text.write_text("文字", "utf-8")
    with Apart() as apart:
        apart.extract(text)
        first = apart._child
        for _time in range(MOST_FILES):
            assert apart.extract(text).pages == ("文字",)
        assert apart._child is not first
