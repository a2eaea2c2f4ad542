import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.evidence.extract import Extracted, Problem, extract
from desktop_app.models import keeping, linking, operations, queries
from desktop_app.models.addresses import resolve
from desktop_app.models.copies import Snapshot
from desktop_app.models.grams import TextIndex, fold, tidy
from desktop_app.models.searching import FILE, Search, excerpt
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import EvidenceRow
from desktop_app.models.workspace import Workspace
from tests.models.samples import contents, imported, stored


@pytest.fixture
def search(ws: Workspace) -> Iterator[Search]:
    with Search(ws) as search:
        yield search


def _arrived(ws: Workspace, search: Search, folder: Path, name: str, *pages: str) -> EvidenceRow:
    (row,), changes = linking.add_to_inbox(ws, [stored(ws, folder, name)])
    search.update(changes)
    search.feed(row.sha256, Extracted(pages))
    return row


def _shown(search: Search, words: str) -> list[str]:
    return [hit.title for hit in search.find(words)]


def test_the_text_of_a_file_is_found_with_its_page_and_the_words_around(
    ws: Workspace, search: Search, tmp_path: Path
) -> None:
    row = _arrived(
        ws, search, tmp_path, "总结.txt", "第一页没有。", "五月，对食\n堂ＡＢＣ进行了安全检查，" + "好" * 90
    )
    (hit,) = search.find("食堂 abc")
    assert (hit.evidence_id, hit.page, hit.title, hit.item_id) == (row.id, 2, "总结", None)
    assert hit.around.startswith("五月，对食堂ＡＢＣ进行了安全检查，好")
    assert hit.around.endswith("好…")
    assert [hit.around[start:end] for start, end in hit.marks] == ["食堂", "ＡＢＣ"]
    assert _shown(search, "食堂 检查") == ["总结"]
    assert _shown(search, "食堂 没有的词") == []
    assert _shown(search, "食堂 第一页") == ["总结"]  # on different pages
    assert _shown(search, "查") == _shown(search, "  ＡＢＣ ") == ["总结"]
    assert _shown(search, "") == _shown(search, " \n") == []


def test_items_are_found_by_words_and_answers_and_follow_every_change(
    ws: Workspace, search: Search, items: ItemTree, checklist: str
) -> None:
    one = resolve(items, "1")
    assert _shown(search, "三进") == ["推进三进"]
    search.update(operations.set_fields(ws, [one], narrative="食堂丰容", problem="缺人"))
    (hit,) = search.find("丰容")
    assert (hit.item_id, hit.field, hit.around, hit.marks) == (one, "完成情况", "食堂丰容", ((2, 4),))
    assert _shown(search, "食堂 缺人") == ["推进三进"]
    changes = operations.undo(ws)
    assert changes
    search.update(changes)
    assert _shown(search, "丰容") == []
    search.update(operations.delete_items(ws, [one]))
    assert _shown(search, "三进") == []
    changes = operations.undo(ws)
    assert changes
    search.update(changes)
    assert _shown(search, "三进") == ["推进三进"]
    search.update(operations.delete_checklist(ws, checklist))
    assert _shown(search, "三进") == []


def test_what_nobody_told_of_is_noticed(ws: Workspace, search: Search, items: ItemTree) -> None:
    one, two = resolve(items, "1"), resolve(items, "2")
    assert _shown(search, "丰容") == []
    operations.set_fields(ws, [one], narrative="丰容")
    search.update(operations.set_fields(ws, [two], narrative="也是丰容"))
    assert set(_shown(search, "丰容")) == {"推进三进", "深化思政课"}
    operations.set_fields(ws, [one], narrative="")
    assert _shown(search, "丰容") == ["深化思政课"]
    assert search.warm(0.0)


def test_what_was_said_of_a_file_is_found_too(ws: Workspace, search: Search, tmp_path: Path) -> None:
    row = _arrived(ws, search, tmp_path, "IMG_001.jpg")
    search.update(keeping.set_evidence(ws, [row.id], caption="师生在操场植树"))
    (hit,) = search.find("植树")
    assert (hit.evidence_id, hit.field, hit.page) == (row.id, "图片说明", None)
    assert [hit.field for hit in search.find("img")] == ["文件名"]
    search.update(keeping.put_in_bin(ws, [row.id]))
    assert search.find("植树") == []


def test_a_binned_file_and_an_older_revision_are_not_found(
    ws: Workspace, search: Search, items: ItemTree, tmp_path: Path
) -> None:
    old = _arrived(ws, search, tmp_path, "旧.txt", "丰容旧稿")
    file = stored(ws, tmp_path, "新.txt")
    new, changes = keeping.replace(ws, old.id, file)
    search.update(changes)
    search.feed(file.sha256, Extracted(("丰容新稿",)))
    assert [hit.evidence_id for hit in search.find("丰容")] == [new.id]
    search.update(keeping.put_in_bin(ws, [new.id]))
    assert search.find("丰容") == []


def test_files_without_text_yet_are_pending(ws: Workspace, search: Search, tmp_path: Path) -> None:
    files = [stored(ws, tmp_path, f"{name}.txt", f"{name}丰容") for name in "甲乙丙"]
    rows, _changes = linking.add_to_inbox(ws, files)
    assert {file.sha256 for file in search.pending()} == {file.sha256 for file in files}
    for file in search.pending():
        search.feed(file.sha256, extract(ws.vault.path(file.sha256, file.name)))
    assert search.pending() == []
    assert {hit.evidence_id for hit in search.find("丰容")} == {row.id for row in rows}
    search.feed(files[0].sha256, Extracted(problem=Problem.NO_TEXT))
    assert search.problems()[files[0].sha256] == "no text"
    assert len(search.find("丰容")) == 2


@pytest.mark.parametrize("harm", ["gone", "rubbish", "short", "foreign", "newer", "no table"])
def test_an_index_that_is_gone_or_damaged_is_made_anew(
    ws: Workspace, items: ItemTree, tmp_path: Path, harm: str
) -> None:
    path = ws.folder / FILE
    file = stored(ws, tmp_path, "甲.txt")
    linking.add_to_inbox(ws, [file])
    with Search(ws) as search:
        search.feed(file.sha256, Extracted(("丰容" * 5000,)))
        assert len(search.find("丰容")) == 1
    before = contents(ws)
    _harm(path, harm)
    with Search(ws) as search:
        assert _shown(search, "三进") == ["推进三进"]
        assert len(search.pending()) == 1
        search.feed(file.sha256, Extracted(("丰容",)))
        assert len(search.find("丰容")) == 1
    assert contents(ws) == before


def _harm(path: Path, harm: str) -> None:
    content = path.read_bytes()
    if harm == "gone":
        path.unlink()
    elif harm == "rubbish":
        path.write_bytes(content[:100] + b"\xff" * (len(content) - 100))
    elif harm == "short":
        path.write_bytes(content[: len(content) // 2])
    elif harm == "foreign":
        path.write_text("这不是索引", "utf-8")
    else:
        with closing(sqlite3.connect(path)) as raw:
            raw.execute("PRAGMA user_version=99" if harm == "newer" else "DROP TABLE known")


def test_an_index_that_breaks_while_in_use_is_made_anew(
    ws: Workspace, search: Search, items: ItemTree
) -> None:
    assert _shown(search, "三进") == ["推进三进"]
    with closing(sqlite3.connect(ws.folder / FILE)) as raw:
        raw.execute("DROP TABLE item_text")
    assert _shown(search, "三进") == ["推进三进"]


def test_searching_works_where_nothing_can_be_written(ws: Workspace, items: ItemTree, tmp_path: Path) -> None:
    (ws.folder / FILE).mkdir()  # for root may write anywhere
    with Search(ws) as search:
        assert _shown(search, "三进") == ["推进三进"]


def test_a_read_only_workspace_can_be_searched(ws: Workspace, items: ItemTree) -> None:
    with Workspace.open(ws.folder, read_only=True) as reading, Search(reading) as search:
        assert _shown(search, "三进") == ["推进三进"]
        operations.set_fields(ws, [resolve(items, "1")], narrative="丰容")
        assert _shown(search, "丰容") == ["推进三进"]


def test_the_index_is_no_part_of_a_backup_nor_of_the_journal(
    ws: Workspace, search: Search, items: ItemTree, tmp_path: Path
) -> None:
    search.find("三进")
    with Snapshot(ws.folder / "yaodian.db") as snapshot:
        snapshot.copy_to(tmp_path / "backup.db")
    with closing(sqlite3.connect(tmp_path / "backup.db")) as raw:
        assert not raw.execute("SELECT 1 FROM sqlite_master WHERE name LIKE '%gram%'").fetchall()
    assert queries.can_undo(ws) == "导入“2022年工作要点”"


@pytest.mark.parametrize(
    "words",
    ['"', '""', "'", "*", "丰容*", "NEAR(", "NEAR", "a NEAR b", "-丰容", "丰容 -安全", "AND", "OR", "NOT", "(", "^丰容", "body:丰容",
     "%", "_", "\\", "; DROP TABLE item_text", "\x00", "\x02", "\ud800", "{", "😀", "丰\u0301", "a" * 5000],
)  # fmt: skip
def test_what_is_typed_is_only_ever_words(ws: Workspace, search: Search, tmp_path: Path, words: str) -> None:
    _arrived(ws, search, tmp_path, "甲.txt", "丰容与安全")
    assert search.find(words) == []
    assert _shown(search, "丰容") == ["甲"]


def test_signs_are_found_as_they_stand(ws: Workspace, search: Search, tmp_path: Path) -> None:
    _arrived(ws, search, tmp_path, "甲.txt", '他说"好*"，100%_完成；NEAR(a) -b')
    for words in ('"好*"', "100%", "%_", "near(a)", "-b", '"', "*", "；"):
        assert _shown(search, words) == ["甲"], words


TEXTS = st.lists(st.text("食堂安全 aＡé\u0301\n①㎡İß。", max_size=30), max_size=6)


@given(
    texts=TEXTS,
    words=st.lists(st.text("食堂安全aＡé①㎡İß。", min_size=1, max_size=4), min_size=1, max_size=2),
)
def test_exactly_what_holds_every_word_is_found(texts: list[str], words: list[str]) -> None:
    with TextIndex(None) as index:
        index.put("file", ((str(number), [("1", text)], "") for number, text in enumerate(texts)))
        found = {one.owner for one in index.find("file", words, 100)}
    wanted = {fold(tidy(word)) for word in words}
    assert found == {
        str(number) for number, text in enumerate(texts) if all(word in fold(tidy(text)) for word in wanted)
    }


@given(text=st.text(max_size=200), word=st.text(min_size=1, max_size=3))
def test_an_excerpt_never_fails_and_marks_the_word(text: str, word: str) -> None:
    body = tidy(text + word + text)
    shown, marks = excerpt(body, [word])
    for start, end in marks:
        assert 0 <= start < end <= len(shown)
    assert len(shown) <= 210


def test_texts_put_again_and_dropped_leave_nothing_behind(tmp_path: Path) -> None:
    with TextIndex(tmp_path / "x.db") as index:
        for body in ("丰容", "安全"):
            index.put("file", [("a", [("1", body)], "")])
        assert index.find("file", ["丰容"], 9) == []
        assert [one.body for one in index.find("file", ["安全"], 9)] == ["安全"]
        index.drop("file", ["a"])
        assert index.find("file", ["安全"], 9) == []
        assert index.owners("file") == {}


def test_two_may_write_one_index(ws: Workspace, search: Search, tmp_path: Path) -> None:
    row = _arrived(ws, search, tmp_path, "甲.txt", "丰容")
    with TextIndex(ws.folder / FILE) as other:  # as a worker does
        other.put("file", [(row.sha256, [("1", "改了")], "")])
    assert (_shown(search, "丰容"), _shown(search, "改了")) == ([], ["甲"])


def test_a_copied_workspace_is_searched_like_the_first(
    ws: Workspace, items: ItemTree, tmp_path: Path
) -> None:
    with Search(ws) as search:
        search.find("三进")
    ws.close()
    shutil.copytree(ws.folder, tmp_path / "copy")
    with Workspace.open(tmp_path / "copy") as copy, Search(copy) as search:
        imported(copy, tmp_path)
        assert _shown(search, "三进") == ["推进三进", "推进三进"]
