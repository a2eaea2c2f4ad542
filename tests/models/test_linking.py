import sqlite3
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event

from desktop_app.documents.outline import Outline
from desktop_app.errors import YaodianError
from desktop_app.evidence.vault import StoredFile
from desktop_app.models import keeping, linking, operations, queries
from desktop_app.models.addresses import resolve
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import EvidenceRow, FileFacts
from desktop_app.models.workspace import Workspace
from tests.models.samples import contents, imported, large, point, stored


def _arrived(ws: Workspace, folder: Path, *names: str) -> list[EvidenceRow]:
    return linking.add_to_inbox(ws, [stored(ws, folder, name) for name in names])[0]


def _names(rows: list[EvidenceRow]) -> list[str]:
    return [row.name for row in rows]


def test_what_comes_in_waits_in_the_inbox_until_it_serves_something(
    ws: Workspace, items: ItemTree, tmp_path: Path
) -> None:
    first, second = _arrived(ws, tmp_path, "甲.txt", "乙.txt")
    assert _names(queries.inbox(ws)) == ["甲.txt", "乙.txt"]
    one, two = resolve(items, "1"), resolve(items, "3/2")
    changes = linking.link(ws, [(first.id, two), (first.id, one), (second.id, two)])
    assert changes.items == {one, two}
    assert changes.evidence == {first.id, second.id}
    assert queries.inbox(ws) == []
    assert _names(queries.item_evidence(ws, two)) == ["甲.txt", "乙.txt"]
    assert queries.item_evidence(ws, two)[0].item_ids == (one, two)  # in the order of the list
    assert linking.link(ws, [(first.id, one)]).evidence == frozenset()  # it serves that already
    operations.undo(ws)
    assert _names(queries.inbox(ws)) == ["甲.txt", "乙.txt"]


def _brought(coming: linking.BringingIn, at_most: int) -> int:
    """Take all in, so many rows at a time; return in how many steps."""
    steps = 0
    while coming.left:
        coming.step(at_most)
        steps += 1
    return steps


def test_many_files_come_in_step_by_step_and_go_as_one(
    ws: Workspace, items: ItemTree, tmp_path: Path
) -> None:
    one, two = resolve(items, "1"), resolve(items, "2")
    before = contents(ws)
    files = [stored(ws, tmp_path, f"{number}.txt") for number in range(5)]
    (binned,), _changes = linking.add_to_inbox(ws, files[3:4])
    keeping.put_in_bin(ws, [binned.id])
    assert _brought(linking.BringingIn(ws, [one, two], [*files, files[0]]), 4) == 6
    assert _names(queries.item_evidence(ws, two)) == [f"{number}.txt" for number in range(5)]
    assert queries.can_undo(ws) == "为 2 个条目添加材料：0.txt等 5 份"
    after = contents(ws)
    operations.undo(ws)
    assert queries.item_evidence(ws, one) == []
    assert [row.id for row in queries.binned(ws)] == [binned.id]
    operations.redo(ws)
    assert contents(ws) == after
    for _each in range(3):
        operations.undo(ws)
    assert contents(ws) == before


def test_a_part_of_an_arrival_does_not_read_all_that_came_before(ws: Workspace, tmp_path: Path) -> None:
    coming = linking.BringingIn(ws, [], [stored(ws, tmp_path, f"{number}.txt") for number in range(4)])
    coming.step(2)
    asked: list[tuple[str, Any]] = []
    with ws.session() as session:
        engine = session.get_bind().engine

    def note(_connection: object, _cursor: object, statement: str, values: Any, *_more: object) -> None:
        asked.append((statement, values))

    event.listen(engine, "before_cursor_execute", note)
    coming.step(2)
    event.remove(engine, "before_cursor_execute", note)
    read = [one for one in asked if one[0].startswith("SELECT journal_change")]
    with ws.session() as session:
        run = session.connection().exec_driver_sql
        plans = [str(row) for words, values in read for row in run(f"EXPLAIN QUERY PLAN {words}", values)]
    assert plans
    assert all("row_key=?" in plan for plan in plans), plans


def test_what_is_done_between_two_steps_keeps_its_place(
    ws: Workspace, items: ItemTree, tmp_path: Path
) -> None:
    one = resolve(items, "1")
    coming = linking.BringingIn(ws, [], [stored(ws, tmp_path, f"{number}.txt") for number in range(6)])
    coming.step(2)
    assert queries.can_undo(ws) == "收到材料：0.txt、1.txt"  # not of those still to come
    operations.set_fields(ws, [one], note="中间")
    assert _brought(coming, 2) == 2
    assert len(queries.inbox(ws)) == 6
    assert queries.can_undo(ws) == "收到材料：2.txt等 4 份"
    operations.undo(ws)
    assert len(queries.inbox(ws)) == 2
    operations.undo(ws)
    operations.undo(ws)
    assert queries.inbox(ws) == []


def test_what_was_undone_on_its_way_stays_out(ws: Workspace, items: ItemTree, tmp_path: Path) -> None:
    one = resolve(items, "1")
    coming = linking.BringingIn(ws, [], [stored(ws, tmp_path, f"{number}.txt") for number in range(6)])
    coming.step(2)
    operations.undo(ws)
    assert coming.step(2).evidence == frozenset()
    assert (coming.left, coming.undone, queries.inbox(ws)) == (0, True, [])
    gone = linking.BringingIn(ws, [one], [stored(ws, tmp_path, "甲.txt"), stored(ws, tmp_path, "乙.txt")])
    gone.step(2)
    operations.delete_items(ws, [one])
    with pytest.raises(YaodianError, match="已经不在了"):
        gone.step(2)
    assert (gone.left, gone.came, gone.undone) == (0, 1, False)


def test_a_file_says_its_pages_and_when_a_photo_was_taken(ws: Workspace, tmp_path: Path) -> None:
    photo = stored(ws, tmp_path, "照片.jpg")
    moment = datetime(2022, 5, 3, 2, 30, tzinfo=UTC)
    (row,), _changes = linking.add_to_inbox(ws, [photo], facts={photo.sha256: FileFacts(2, moment)})
    assert (row.pages, row.taken, row.date) == (2, moment, date(2022, 5, 3))
    (again,), changes = linking.add_to_inbox(ws, [photo], facts={photo.sha256: FileFacts(9)})
    assert (again, changes.evidence) == (row, frozenset())  # what is known stays


def test_the_page_that_proves_a_point_goes_with_the_link(
    ws: Workspace, items: ItemTree, tmp_path: Path
) -> None:
    one, two = resolve(items, "1"), resolve(items, "2")
    (row,), _changes = operations.attach(ws, [one, two], [stored(ws, tmp_path, "甲.txt")], page="第3页")
    linking.set_link_page(ws, two, row.id, " 5–6 ")
    (row,) = queries.item_evidence(ws, one)
    assert (row.page_in(one), row.page_in(two)) == ("第3页", "5–6")
    assert [(link.name, link.checklist, link.page) for link in queries.where_linked(ws, row.id)] == [
        ("一/1 推进三进", "2022年工作要点", "第3页"),
        ("一/2 深化思政课", "2022年工作要点", "5–6"),
    ]
    told = queries.history(ws, two, limit=1)[0].changes
    assert [(line.field, line.before, line.after) for line in told] == [("所在页", "第3页", "5–6")]
    with pytest.raises(YaodianError, match="已经不在"):
        linking.set_link_page(ws, resolve(items, "3"), row.id, "1")


def test_the_files_of_an_item_keep_the_order_they_are_put_in(
    ws: Workspace, items: ItemTree, tmp_path: Path
) -> None:
    one = resolve(items, "1")
    rows, _changes = operations.attach(ws, [one], [stored(ws, tmp_path, f"{name}.txt") for name in "甲乙丙"])
    linking.arrange_evidence(ws, one, [rows[2].id, rows[0].id])
    assert _names(queries.item_evidence(ws, one)) == ["丙.txt", "甲.txt", "乙.txt"]
    operations.attach(ws, [one], [stored(ws, tmp_path, "丁.txt")])
    assert _names(queries.item_evidence(ws, one))[-1] == "丁.txt"
    with pytest.raises(YaodianError, match="已经不在"):
        linking.arrange_evidence(ws, one, ["nowhere"])


def test_files_move_to_other_items_with_name_and_page_in_one_action(
    ws: Workspace, items: ItemTree, tmp_path: Path
) -> None:
    one, two, three = resolve(items, "1"), resolve(items, "2"), resolve(items, "3")
    (row, other), _changes = operations.attach(
        ws, [one], [stored(ws, tmp_path, f"{name}.txt") for name in "甲乙"]
    )
    linking.set_link_page(ws, one, row.id, "3")
    linking.link(ws, [(other.id, two)])
    linking.set_link_page(ws, two, other.id, "9")
    changes = linking.move(ws, one, [two, three], [row.id, other.id])
    assert changes.items == {one, two, three}
    assert queries.item_evidence(ws, one) == []
    assert {(file.name, file.page_in(two)) for file in queries.item_evidence(ws, two)} == {
        ("甲.txt", "3"),
        ("乙.txt", "9"),  # was there: stays as it is
    }
    assert _names(queries.item_evidence(ws, three)) == ["甲.txt", "乙.txt"]
    operations.undo(ws)
    assert _names(queries.item_evidence(ws, one)) == ["甲.txt", "乙.txt"]
    assert queries.item_evidence(ws, three) == []
    linking.move(ws, one, [one, three], [row.id])  # to itself too: it stays
    assert _names(queries.item_evidence(ws, one)) == ["甲.txt", "乙.txt"]
    assert _names(queries.item_evidence(ws, three)) == ["甲.txt"]


def test_where_a_file_is_linked_is_told_for_every_checklist(
    ws: Workspace, items: ItemTree, tmp_path: Path
) -> None:
    other = queries.tree(ws, imported(ws, tmp_path, large(1, 2, 1)))
    late, early = resolve(items, "4"), resolve(items, "1")
    there = other.points()[1].id
    (row,), _changes = operations.attach(ws, [there, late, early], [stored(ws, tmp_path, "甲.txt")])
    assert [link.item_id for link in queries.where_linked(ws, row.id)] == [early, late, there]
    operations.delete_items(ws, [late])
    assert [link.item_id for link in queries.where_linked(ws, row.id)] == [early, there]
    assert queries.evidence_by_id(ws, [row.id, "nowhere"])[0].item_ids == (early, there)


def test_the_files_of_one_item_do_not_wait_for_the_whole_list(ws: Workspace, tmp_path: Path) -> None:
    tree = queries.tree(ws, imported(ws, tmp_path, large(10, 12, 8)))
    points = [row.id for row in tree.points()]
    files = [stored(ws, tmp_path, f"{number}.txt") for number in range(5)]
    operations.attach(ws, points[:40], files)
    queries.item_evidence(ws, points[0])

    operations.attach(ws, [points[99]], files[:1])
    few = _steps(ws, lambda: queries.item_evidence(ws, points[99]))
    assert 0 < few < _steps(ws, lambda: queries.tree(ws, tree[points[0]].checklist_id)) / 5


def _steps(ws: Workspace, ask: Callable[[], object]) -> int:
    """Return how much SQLite does for an answer: tens of its own instructions."""
    steps = 0

    def note() -> int:
        nonlocal steps
        steps += 1
        return 0

    with ws._engine.connect() as connection:
        driver = connection.connection.driver_connection
    assert driver is not None
    driver.set_progress_handler(note, 10)
    ask()
    driver.set_progress_handler(None, 0)
    return steps


def test_the_files_of_a_list_are_read_in_proportion_to_items_and_files(ws: Workspace, tmp_path: Path) -> None:
    lines = tuple(point(str(one), f"工作{one}") for one in range(200))
    outline = Outline("原文", "清单", "plan", children=lines)
    checklist, _changes = operations.import_outline(ws, outline, stored(ws, tmp_path, "原文.txt"))
    for number, row in enumerate(queries.tree(ws, checklist).walk()):
        file = StoredFile(f"{number:064}", f"材料{number}.txt", number)
        linking.attach(ws, [row.id], [file])
    steps = 0

    def count() -> int:
        nonlocal steps
        steps += 1
        return 0

    with ws._engine.connect() as connection:  # the one that is asked next
        driver = connection.connection.driver_connection
        assert isinstance(driver, sqlite3.Connection)
        driver.set_progress_handler(count, 100)
    assert len(queries.evidence(ws, checklist)) == 200
    driver.set_progress_handler(None, 0)
    assert 0 < steps < 500  # each item tried with each file takes 2,500
