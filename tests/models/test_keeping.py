from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop_app.errors import YaodianError
from desktop_app.models import keeping, linking, operations, queries
from desktop_app.models.addresses import resolve
from desktop_app.models.entities import EvidenceLink
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import EvidenceKind, EvidenceRow
from desktop_app.models.verify import verify
from desktop_app.models.workspace import Workspace
from tests.models.samples import contents, stored


def _arrived(ws: Workspace, folder: Path, *names: str) -> list[EvidenceRow]:
    return linking.add_to_inbox(ws, [stored(ws, folder, name) for name in names])[0]


def _one(ws: Workspace, evidence_id: str) -> EvidenceRow:
    return queries.evidence_by_id(ws, [evidence_id])[0]


def _names(rows: list[EvidenceRow]) -> list[str]:
    return [row.name for row in rows]


def _links(ws: Workspace, item_id: str) -> list[EvidenceLink]:
    with ws.session() as session:
        return list(session.scalars(select(EvidenceLink).where(EvidenceLink.item_id == item_id)))


def test_files_are_described_in_words_of_either_language(ws: Workspace, tmp_path: Path) -> None:
    first, second = _arrived(ws, tmp_path, "甲.txt", "乙.txt")
    changes = keeping.set_evidence(
        ws, [first.id, second.id], 类别="结果", 日期="2022年5月3日", pages="12页", 图片说明="师生植树"
    )
    assert changes.action == "修改材料甲.txt、乙.txt：类别、材料日期、页数、图片说明"
    assert changes.evidence == {first.id, second.id}
    for row in (_one(ws, first.id), _one(ws, second.id)):
        said = (row.kind, row.date, row.pages, row.caption)
        assert said == (EvidenceKind.RESULT, date(2022, 5, 3), 12, "师生植树")
    told = queries.history(ws, limit=1)[0].changes
    assert ("甲", "类别", "", "结果") in [(one.subject, one.field, one.before, one.after) for one in told]
    keeping.set_evidence(ws, [first.id], kind=None, pages=None)
    assert (_one(ws, first.id).kind, _one(ws, first.id).pages) == (None, None)


@pytest.mark.parametrize(
    ("field", "value"),
    [("页数", "很多"), ("pages", -1), ("pages", True), ("类别", "总结"), ("日期", "五月"), ("title", " ")],
)
def test_what_is_no_value_is_refused_in_a_sentence(
    ws: Workspace, tmp_path: Path, field: str, value: object
) -> None:
    (row,) = _arrived(ws, tmp_path, "甲.txt")
    with pytest.raises(YaodianError, match="没有改动"):
        keeping.set_evidence(ws, [row.id], **{field: value})
    with pytest.raises(YaodianError, match="没有叫“颜色”"):
        keeping.set_evidence(ws, [row.id], 颜色="红")


def test_a_newer_revision_takes_over_and_the_old_one_is_kept(
    ws: Workspace, items: ItemTree, tmp_path: Path
) -> None:
    one, two = resolve(items, "1"), resolve(items, "2")
    (old,), _changes = operations.attach(ws, [one, two], [stored(ws, tmp_path, "方案.txt")], page="3")
    keeping.set_evidence(ws, [old.id], kind="计划", 责任人="张三")
    before = contents(ws)
    new, changes = keeping.replace(ws, old.id, stored(ws, tmp_path, "方案（定稿）.txt"))
    assert changes.items == {one, two}
    assert changes.evidence == {old.id, new.id}
    assert (new.kind, new.person, new.previous_id) == (EvidenceKind.PLAN, "张三", old.id)
    assert (new.item_ids, new.item_pages, new.names) == ((one, two), ("3", "3"), ("方案（定稿）.txt",))
    assert _names(queries.revisions(ws, old.id)) == ["方案（定稿）.txt", "方案.txt"]
    assert queries.revisions(ws, new.id) == queries.revisions(ws, old.id)
    assert queries.inbox(ws) == []  # the old one is no loose file
    told = queries.history(ws, one, limit=1)[0].changes
    assert ("佐证材料换为新版本", "方案.txt", "方案（定稿）.txt") in [
        (line.field, line.before, line.after) for line in told
    ]
    assert verify(ws).sound == 3
    operations.undo(ws)
    assert contents(ws) == before


def test_an_older_revision_can_become_the_newest_again(
    ws: Workspace, items: ItemTree, tmp_path: Path
) -> None:
    one = resolve(items, "1")
    files = [stored(ws, tmp_path, f"{name}.txt") for name in "甲乙丙"]
    (row,), _changes = operations.attach(ws, [one], files[:1])
    for file in files[1:]:
        row, _changes = keeping.replace(ws, row.id, file)
    assert _names(queries.revisions(ws, row.id)) == ["丙.txt", "乙.txt", "甲.txt"]
    row, _changes = keeping.replace(ws, row.id, files[1])
    assert _names(queries.revisions(ws, row.id)) == ["乙.txt", "丙.txt", "甲.txt"]
    assert _names(queries.item_evidence(ws, one)) == ["乙.txt"]
    assert keeping.replace(ws, row.id, files[1])[1].evidence == frozenset()  # the same file: nothing changes


def test_what_cannot_be_replaced_is_refused(ws: Workspace, items: ItemTree, tmp_path: Path) -> None:
    first, loose = _arrived(ws, tmp_path, "甲.txt", "乙.txt")
    second, _changes = keeping.replace(ws, first.id, stored(ws, tmp_path, "丙.txt"))
    before = contents(ws)
    with pytest.raises(YaodianError, match="旧版本"):
        keeping.replace(ws, first.id, stored(ws, tmp_path, "丁.txt"))
    with pytest.raises(YaodianError, match="另一份材料的版本"):
        keeping.replace(ws, loose.id, stored(ws, tmp_path, "甲.txt"))
    keeping.put_in_bin(ws, [second.id])
    with pytest.raises(YaodianError, match="回收站"):
        keeping.replace(ws, second.id, stored(ws, tmp_path, "丁.txt"))
    operations.undo(ws)
    assert contents(ws) == before
    taken, _changes = keeping.replace(ws, second.id, stored(ws, tmp_path, "乙.txt"))  # from the inbox
    assert (taken.id, _names(queries.inbox(ws))) == (loose.id, ["乙.txt"])
    assert len(queries.revisions(ws, first.id)) == 3


def test_the_bin_takes_a_file_from_all_it_serves_and_gives_it_back(
    ws: Workspace, items: ItemTree, tmp_path: Path
) -> None:
    one, two = resolve(items, "1"), resolve(items, "2")
    (old,), _changes = operations.attach(ws, [one, two], [stored(ws, tmp_path, "旧.txt")])
    new, _changes = keeping.replace(ws, old.id, stored(ws, tmp_path, "新.txt"))
    before = contents(ws)
    changes = keeping.put_in_bin(ws, [new.id])
    assert changes.items == {one, two}
    assert (_names(queries.binned(ws)), queries.inbox(ws)) == (["新.txt"], [])
    assert queries.item_evidence(ws, one) == []
    operations.undo(ws)
    assert contents(ws) == before
    operations.redo(ws)
    keeping.take_from_bin(ws, [new.id])
    assert (queries.binned(ws), queries.inbox(ws)) == ([], [])
    assert contents(ws) == before
    keeping.put_in_bin(ws, [new.id])
    operations.attach(ws, [one], [stored(ws, tmp_path, "新.txt")])  # brought in again
    assert queries.binned(ws) == []


def test_the_bin_knows_what_a_file_served_and_gives_it_that_again(
    ws: Workspace, items: ItemTree, tmp_path: Path
) -> None:
    one, two, three = (resolve(items, number) for number in "123")
    first, lost, last = operations.attach(
        ws, [one], [stored(ws, tmp_path, name) for name in ("甲.txt", "乙.txt", "丙.txt")]
    )[0]
    linking.link(ws, [(lost.id, two), (lost.id, three)])
    linking.set_link_page(ws, two, lost.id, "3")
    assert queries.where_was_linked(ws, lost.id) == []
    used = queries.where_linked(ws, lost.id)
    keeping.put_in_bin(ws, [first.id])
    keeping.put_in_bin(ws, [lost.id])
    assert queries.where_linked(ws, lost.id) == []
    assert queries.where_was_linked(ws, lost.id) == used
    assert [(place.item_id, place.page) for place in used] == [(one, ""), (two, "3"), (three, "")]
    # What happened meanwhile stays: another file took the place, and an item went.
    linking.arrange_evidence(ws, one, [last.id])
    (new,) = operations.attach(ws, [one], [stored(ws, tmp_path, "丁.txt")])[0]
    operations.delete_items(ws, [three])
    before = contents(ws)
    changes = keeping.take_from_bin(ws, [first.id, lost.id])
    assert changes.items == {one, two}
    assert set(_names(queries.item_evidence(ws, one))) == {"甲.txt", "乙.txt", "丙.txt", "丁.txt"}
    places = [link.position for link in _links(ws, one)]
    assert len(set(places)) == 4
    assert _names(queries.item_evidence(ws, one))[:2] == ["丙.txt", "丁.txt"]
    assert queries.where_linked(ws, lost.id) == used[:2]
    assert queries.where_linked(ws, new.id)[0].item_id == one
    assert verify(ws).ok
    operations.undo(ws)
    assert contents(ws) == before
    operations.redo(ws)
    assert queries.where_linked(ws, lost.id) == used[:2]


def test_what_was_binned_twice_serves_what_it_served_last(
    ws: Workspace, items: ItemTree, tmp_path: Path
) -> None:
    one, two = resolve(items, "1"), resolve(items, "2")
    (row,) = operations.attach(ws, [one], [stored(ws, tmp_path, "甲.txt")])[0]
    keeping.put_in_bin(ws, [row.id])
    operations.attach(ws, [two], [stored(ws, tmp_path, "甲.txt")])
    keeping.put_in_bin(ws, [row.id])
    operations.undo(ws)
    operations.undo(ws)  # what brought it in again: now the first time is the last one in force
    assert [place.item_id for place in queries.where_was_linked(ws, row.id)] == [one]
    operations.redo(ws)
    operations.redo(ws)
    keeping.take_from_bin(ws, [row.id])
    assert [place.item_id for place in queries.where_linked(ws, row.id)] == [two]


def test_emptying_the_bin_is_for_good_and_says_so(ws: Workspace, items: ItemTree, tmp_path: Path) -> None:
    one = resolve(items, "1")
    gone, _stays = operations.attach(
        ws, [one], [stored(ws, tmp_path, "走.txt"), stored(ws, tmp_path, "留.txt")]
    )[0]
    keeping.put_in_bin(ws, [gone.id])
    emptied, changes = keeping.empty_bin(ws)
    assert emptied == keeping.Emptied(("走.txt",))
    assert changes.evidence == {gone.id}
    assert not (ws.vault.folder / gone.sha256).exists()
    assert _names(queries.all_evidence(ws)) == ["留.txt"]
    report = verify(ws)
    assert (report.ok, report.unexpected) == (True, ())
    told = queries.history(ws, limit=1)[0]
    assert (told.action, told.undone) == ("清空回收站，永久删除：走.txt", False)
    assert [(line.subject, line.field) for line in told.changes] == [("走", "永久删除")]
    # It is passed by: what came before and needs the file is refused, and nothing changes.
    assert queries.can_undo(ws) == "把材料移到回收站：走.txt"
    before = contents(ws)
    with pytest.raises(YaodianError, match="没有改动"):
        operations.undo(ws)
    assert contents(ws) == before
    emptied, changes = keeping.empty_bin(ws)
    assert (emptied, changes.evidence) == (keeping.Emptied(), frozenset())
    assert queries.history(ws, limit=1)[0] == told  # nothing to empty leaves no entry


def test_what_was_done_apart_from_files_that_went_can_be_taken_back_and_done_again(
    ws: Workspace, items: ItemTree, tmp_path: Path
) -> None:
    one = resolve(items, "1")
    start = contents(ws)
    (gone,) = _arrived(ws, tmp_path, "走.txt")
    keeping.put_in_bin(ws, [gone.id])
    operations.set_fields(ws, [one], narrative="做了")
    done = contents(ws)
    keeping.empty_bin(ws)
    emptied = contents(ws)
    assert emptied != done
    assert operations.undo(ws)
    assert queries.can_redo(ws) == "修改“推进三进”：完成情况"
    assert contents(ws) == start
    assert operations.redo(ws)
    assert contents(ws) == emptied
    operations.undo(ws)
    keeping.put_in_bin(ws, [_arrived(ws, tmp_path, "又.txt")[0].id])
    assert queries.can_redo(ws) is None  # something else was done since
    keeping.empty_bin(ws)
    assert queries.can_redo(ws) is None


def test_the_bin_keeps_what_is_still_needed(
    ws: Workspace, items: ItemTree, checklist: str, tmp_path: Path
) -> None:
    one = resolve(items, "1")
    (old,), _changes = operations.attach(ws, [one], [stored(ws, tmp_path, "旧.txt")])
    new, _changes = keeping.replace(ws, old.id, stored(ws, tmp_path, "新.txt"))
    keeping.put_in_bin(ws, [old.id])  # the revision before one that serves
    document = queries.document(ws, checklist)
    original = linking.add_to_inbox(ws, [stored(ws, tmp_path, "要点.txt")])[0][0]
    assert original.sha256 == document.sha256
    keeping.put_in_bin(ws, [original.id])
    emptied, _changes = keeping.empty_bin(ws)
    assert emptied == keeping.Emptied(("要点.txt",), ("旧.txt",))
    assert ws.vault.path(document.sha256, document.file_name).exists()
    assert verify(ws).sound == 3
    keeping.put_in_bin(ws, [new.id])
    assert keeping.empty_bin(ws)[0].gone == ("旧.txt", "新.txt")
    assert verify(ws).sound == 1
