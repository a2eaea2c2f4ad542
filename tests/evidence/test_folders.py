"""What a drop means: every file below, as a person counts, nothing hidden, nothing through a link."""

import os
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.evidence.folders import Found, Tally, natural, walk


def put(folder: Path, *places: str) -> None:
    for place in places:
        path = folder / place
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(place.encode())


def names(folder: Path, *paths: Path) -> list[str]:
    return [found.path.relative_to(folder).as_posix() for found in walk(paths or [folder])]


def test_in_the_order_in_which_a_person_counts(tmp_path: Path) -> None:
    put(tmp_path, "第10周.docx", "第2周.docx", "第1周.docx", "B.txt", "a.txt", "a10/1.txt", "a9/1.txt")
    assert names(tmp_path) == [
        "a.txt",
        "B.txt",
        "第1周.docx",
        "第2周.docx",
        "第10周.docx",
        "a9/1.txt",
        "a10/1.txt",
    ]


def test_the_folders_between_are_told(tmp_path: Path) -> None:
    put(tmp_path, "德育/班会/一.docx", "根.txt")
    top = tmp_path.name
    assert [(found.path.name, found.folders, found.size) for found in walk([tmp_path])] == [
        ("根.txt", (top,), len("根.txt".encode())),
        ("一.docx", (top, "德育", "班会"), len("德育/班会/一.docx".encode())),
    ]


@pytest.mark.parametrize(
    "name",
    [
        "~$方案.docx", "Thumbs.db", "ehthumbs.db", "THUMBS.DB", ".DS_Store", "._a.docx", "desktop.ini", ".hidden",
        "a.tmp", "~WRL0001.tmp", "a.crdownload", "Icon\r", "__MACOSX/a.txt", ".git/config", "$RECYCLE.BIN/a.txt",
        "System Volume Information/a.txt",
    ],
)  # fmt: skip
def test_what_is_hidden_or_passing_is_left_out_and_counted(tmp_path: Path, name: str) -> None:
    try:
        put(tmp_path, name, "好.docx")
    except OSError:
        pytest.skip("this system takes no such name")
    tally = Tally()
    assert [found.path.name for found in walk([tmp_path], tally)] == ["好.docx"]
    assert (tally.files, tally.hidden) == (1, 1)


@pytest.mark.parametrize(
    "name", ["~附件.docx", "a.tmp.docx", "thumbs.db.docx", "$方案.docx", "desktop.ini.txt"]
)
def test_names_that_only_look_like_it_stay(tmp_path: Path, name: str) -> None:
    put(tmp_path, name)
    assert names(tmp_path) == [name]


def test_what_was_chosen_by_itself_is_taken_even_with_a_hidden_name(tmp_path: Path) -> None:
    put(tmp_path, ".隐藏.txt", "Thumbs.db")
    assert names(tmp_path, tmp_path / ".隐藏.txt", tmp_path / "Thumbs.db") == [".隐藏.txt", "Thumbs.db"]


def test_links_and_devices_are_not_followed(tmp_path: Path) -> None:
    if os.name != "posix":
        pytest.skip("needs a POSIX system")
    put(tmp_path, "drop/好.txt", "secret/密.txt")
    drop = tmp_path / "drop"
    (drop / "folder").symlink_to(tmp_path / "secret")
    (drop / "file").symlink_to(tmp_path / "secret" / "密.txt")
    (drop / "loop").symlink_to(drop)
    (drop / "nowhere").symlink_to("nowhere")
    os.mkfifo(drop / "pipe")
    tally = Tally()
    assert [found.path.name for found in walk([drop, drop / "folder", Path("/dev/null")], tally)] == [
        "好.txt"
    ]
    assert tally == Tally(files=1, size=len("drop/好.txt".encode()), links=5, special=2)


def test_a_file_dropped_beside_its_folder_comes_once(tmp_path: Path) -> None:
    put(tmp_path, "a.txt", "b.txt")
    assert names(tmp_path, tmp_path / "b.txt", tmp_path, tmp_path) == ["b.txt", "a.txt"]


def test_what_cannot_be_read_is_counted(ordinary: Path) -> None:
    put(ordinary, "open/a.txt", "closed/b.txt")
    (ordinary / "closed").chmod(0)
    if os.name == "nt":
        pytest.skip("chmod does not forbid reading on Windows")
    tally = Tally()
    found = list(walk([ordinary, ordinary / "gone", Path("a\0b")], tally))
    assert [one.path.name for one in found] == ["a.txt"]
    assert tally.unreadable == 3


def test_very_deep_folders_are_walked_as_far_as_people_make_them(tmp_path: Path) -> None:
    deep = tmp_path
    for _level in range(100):
        deep /= "d"
        deep.mkdir()
        (deep / "a.txt").write_text("x")
    found = list(walk([tmp_path]))
    assert len(found) == 63
    assert all(isinstance(one, Found) for one in found)


def test_files_come_as_they_are_asked_for(tmp_path: Path) -> None:
    put(tmp_path, *(f"{folder}/{number}.txt" for folder in range(20) for number in range(50)))
    tally = Tally()
    files = walk([tmp_path], tally)
    next(files)
    assert tally.files == 1
    tracemalloc.start()
    try:
        assert sum(1 for _file in files) == 999
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()
    assert tally.files == 1000


@given(st.lists(st.text(), max_size=8))
def test_any_names_have_an_order(some: list[str]) -> None:
    ordered = sorted(some, key=natural)
    assert sorted(ordered, key=natural) == ordered


def test_numbers_of_any_length_and_script() -> None:
    assert natural("a" + "9" * 5000) > natural("a1")
    assert sorted(["b２", "b10", "B3"], key=natural)[0] == "B3"
