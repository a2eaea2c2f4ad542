from pathlib import Path

from desktop_app.models import operations, queries
from desktop_app.models.addresses import resolve
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import ItemRow
from desktop_app.models.workspace import Workspace
from tests.models.samples import imported, large, leaves, stored


def test_rows_come_in_the_order_asked(ws: Workspace, items: ItemTree) -> None:
    ids = [row.id for row in items.walk()][::-1]
    found = queries.rows(ws, [*ids, "nothing"])
    assert [row.id for row in found] == ids
    assert all(isinstance(row, ItemRow) and row == items[row.id] for row in found)


def test_evidence_comes_in_the_order_of_the_list(ws: Workspace, items: ItemTree, tmp_path: Path) -> None:
    late, early = resolve(items, "4"), resolve(items, "1/1")
    operations.attach(ws, [late], [stored(ws, tmp_path, "甲.txt"), stored(ws, tmp_path, "乙.txt")])
    operations.attach(ws, [early], [stored(ws, tmp_path, "丙.txt"), stored(ws, tmp_path, "乙.txt")])
    found = queries.evidence(ws, items[late].checklist_id)
    assert [row.name for row in found] == ["丙.txt", "乙.txt", "甲.txt"]
    assert [row.item_ids for row in found] == [(early,), (early, late), (late,)]
    assert [row.name for row in queries.item_evidence(ws, late)] == ["甲.txt", "乙.txt"]
    assert queries.item_evidence(ws, resolve(items, "2")) == []


def test_evidence_of_one_list_does_not_name_items_of_another(
    ws: Workspace, items: ItemTree, tmp_path: Path
) -> None:
    other = queries.tree(ws, imported(ws, tmp_path))
    file = stored(ws, tmp_path, "甲.txt")
    here, there = items.points()[0], other.points()[0]
    operations.attach(ws, [here.id, there.id], [file])
    assert [row.item_ids for row in queries.evidence(ws, here.checklist_id)] == [(here.id,)]
    assert [row.item_ids for row in queries.evidence(ws, there.checklist_id)] == [(there.id,)]
    assert set(queries.all_evidence(ws)[0].item_ids) == {here.id, there.id}
    operations.delete_checklist(ws, there.checklist_id)
    assert queries.all_evidence(ws)[0].item_ids == (here.id,)


def test_what_can_be_undone_and_redone_has_a_name(ws: Workspace, items: ItemTree) -> None:
    assert queries.can_redo(ws) is None
    operations.tick(ws, [resolve(items, "2")])
    operations.tick(ws, [resolve(items, "4")])
    assert queries.can_undo(ws) == "勾选“校园安全”"
    operations.undo(ws)
    operations.undo(ws)
    assert queries.can_undo(ws) == "导入“2022年工作要点”"
    assert queries.can_redo(ws) == "勾选“深化思政课”"
    operations.undo(ws)
    assert queries.can_undo(ws) is None


def test_a_list_of_5000_items_is_read_in_a_few_questions_and_a_tick_does_not_read_it(
    ws: Workspace, tmp_path: Path
) -> None:
    checklist = imported(ws, tmp_path, large(10, 50, 9))
    read = 0

    def count(_statement: str) -> None:
        nonlocal read
        read += 1

    with ws._engine.connect() as connection:
        driver = connection.connection.driver_connection
    assert driver is not None
    driver.set_trace_callback(count)
    tree = queries.tree(ws, checklist)
    assert len(tree) == 5010
    assert 0 < read < 10
    read = 0
    operations.tick(ws, [leaves(tree)[0]])
    driver.set_trace_callback(None)
    assert 0 < read < 10


def test_work_on_thousands_of_items_at_once(ws: Workspace, tmp_path: Path) -> None:
    tree = queries.tree(ws, imported(ws, tmp_path, large(4, 50, 9)))
    every = [row.id for row in tree.walk()]
    assert operations.set_fields(ws, every, person="张三").items == set(every)
    assert operations.tick(ws, every).items == set(leaves(tree))
    assert {row.person for row in queries.rows(ws, every)} == {"张三"}
    operations.delete_items(ws, tree.children(None))
    assert queries.rows(ws, every) == []
    for _step in range(3):
        operations.undo(ws)
    assert {row.person for row in queries.rows(ws, every)} == {""}
