from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import load_only

from desktop_app.errors import YaodianError
from desktop_app.models import operations, queries
from desktop_app.models.entities import Checklist, Document, Evidence, Item, School, Target
from desktop_app.models.journal import Image
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import Changes
from desktop_app.models.workspace import Workspace
from tests.models.samples import contents, stored


def _journal(ws: Workspace) -> tuple[int, int]:
    with ws.session() as session:
        entries = session.scalar(text("SELECT count(*) FROM journal_entry"))
        changes = session.scalar(text("SELECT count(*) FROM journal_change"))
    return int(entries or 0), int(changes or 0)


def test_undo_and_redo_outlive_the_program(ws: Workspace, items: ItemTree, tmp_path: Path) -> None:
    point = items.points()[0].id
    before = contents(ws)
    operations.set_fields(ws, [point], narrative="完成三次演练")
    after = contents(ws)
    ws.close()
    with Workspace.open(ws.folder) as again:
        assert operations.undo(again) == Changes(queries.can_redo(again) or "", frozenset({point}))
        assert contents(again) == before
    with Workspace.open(ws.folder) as again:
        assert operations.redo(again) is not None
        assert contents(again) == after


def test_an_exception_inside_an_action_leaves_nothing(ws: Workspace, items: ItemTree) -> None:
    before, journal = contents(ws), _journal(ws)
    with pytest.raises(ZeroDivisionError), ws.action("坏") as action:  # noqa: PT012 -- the block is the action
        item = action.session.get_one(Item, items.points()[0].id)
        item.title = "半"
        action.session.add(School(name="半"))
        action.session.flush()
        action.apply([Image("item", item.id, {"note": ""}, {"note": "半"})])
        raise ZeroDivisionError
    assert contents(ws) == before
    assert _journal(ws) == journal
    operations.tick(ws, [items.points()[0].id])  # and the workspace still works


def test_a_reference_that_leads_nowhere_fails_the_whole_action(ws: Workspace, items: ItemTree) -> None:
    before, journal = contents(ws), _journal(ws)
    with pytest.raises(Exception, match="FOREIGN KEY"), ws.action("坏") as action:
        action.session.get_one(Item, items.points()[0].id).parent_id = "nowhere"
    assert contents(ws) == before
    assert _journal(ws) == journal


@pytest.mark.parametrize(
    "statement",
    [
        update(Item).values(title="x"),
        delete(Item),
        insert(School).values(id="x"),
        update(Item.__table__).values(title="x"),
    ],
    ids=["update", "delete", "insert", "core update"],
)
def test_bulk_changes_are_refused(ws: Workspace, items: ItemTree, statement: Any) -> None:
    before = contents(ws)
    with pytest.raises(TypeError, match="journal"), ws.action("坏") as action:
        action.session.execute(statement)
    with pytest.raises(TypeError, match="journal"), ws.session() as session:
        session.execute(statement)
    assert contents(ws) == before


def test_the_old_bulk_methods_are_refused(ws: Workspace, checklist: str) -> None:
    with ws.action("坏") as action:
        for method in ("bulk_save_objects", "bulk_insert_mappings", "bulk_update_mappings"):
            with pytest.raises(TypeError, match="journal"):
                getattr(action.session, method)(School, [])


def test_a_session_for_queries_does_not_write(ws: Workspace, items: ItemTree) -> None:
    with ws.session() as session:
        session.get_one(Item, items.points()[0].id).title = "x"
        with pytest.raises(TypeError, match="action"):
            session.flush()


@pytest.mark.parametrize("kind", ["item", "document", "target"])
def test_the_bureaus_words_are_frozen(ws: Workspace, items: ItemTree, kind: str) -> None:
    before = contents(ws)
    with pytest.raises(TypeError, match="never changes"), ws.action("坏") as action:  # noqa: PT012
        if kind == "item":
            action.session.get_one(Item, items.points()[0].id).source_text = "改"
        elif kind == "document":
            action.session.scalars(select(Document)).one().source_text = "改"
        else:
            action.session.scalars(select(Target)).one().value = 1.0
        action.session.flush()
    with pytest.raises(TypeError, match="never changes"), ws.action("坏") as action:
        action.apply([Image("item", items.points()[0].id, {"source_title": ""}, {"source_title": "改"})])
    assert contents(ws) == before


def test_a_new_action_ends_redo_and_keeps_what_was_undone_for_the_trail(
    ws: Workspace, items: ItemTree
) -> None:
    point = items.points()[0].id
    operations.set_fields(ws, [point], note="一")
    operations.undo(ws)
    operations.set_fields(ws, [point], note="二")
    assert queries.can_redo(ws) is None
    assert operations.redo(ws) is None
    told = [(row.undone, row.changes[0].after) for row in queries.history(ws, point) if row.changes]
    assert told == [(False, "二"), (True, "一")]
    operations.undo(ws)
    operations.redo(ws)
    assert queries.rows(ws, [point])[0].note == "二"


def test_an_action_that_changes_nothing_leaves_no_entry_and_keeps_redo(
    ws: Workspace, items: ItemTree
) -> None:
    point = items.points()[0].id
    operations.set_fields(ws, [point], note="一")
    operations.undo(ws)
    entries = _journal(ws)
    assert operations.set_fields(ws, [point], note="") == Changes(f"修改“{items[point].title}”：备注")
    with ws.action("来回") as action:
        item = action.session.get_one(Item, point)
        item.note = "x"
        action.session.flush()
        item.note = ""
    assert _journal(ws) == entries
    assert queries.can_redo(ws) is not None


def test_several_flushes_become_one_image_a_row(ws: Workspace, items: ItemTree) -> None:
    point = items.points()[0].id
    _entries, changes = _journal(ws)
    with ws.action("多次") as action:
        item = action.session.get_one(Item, point)
        for number in range(3):
            item.note = str(number)
            item.person = "甲"
            action.session.flush()
        made = Evidence(sha256="0" * 64, name="x", size=1, title="x")
        action.session.add(made)
        action.session.flush()
        made.title = "y"
        action.session.flush()
        gone = Evidence(sha256="1" * 64, name="x", size=1, title="x")
        action.session.add(gone)
        action.session.flush()
        action.session.delete(gone)
    assert _journal(ws)[1] == changes + 2
    (line,) = [row.changes for row in queries.history(ws, point) if row.action == "多次"]
    assert {(one.field, one.before, one.after) for one in line} == {("备注", "", "2"), ("责任人", "", "甲")}


@pytest.mark.parametrize("deleting", [True, False])
def test_a_row_not_loaded_whole_cannot_change(ws: Workspace, items: ItemTree, deleting: bool) -> None:
    before = contents(ws)
    with pytest.raises(RuntimeError, match="loaded whole"), ws.action("坏") as action:  # noqa: PT012
        chosen = select(Target).options(load_only(Target.id))
        target = action.session.scalars(chosen).one()
        if deleting:
            action.session.delete(target)
        else:
            target.actual = "3次"
        action.session.flush()
    assert contents(ws) == before


def test_undo_refuses_where_rows_are_not_as_recorded(ws: Workspace, items: ItemTree) -> None:
    point = items.points()[0].id
    operations.set_fields(ws, [point], note="一", person="甲")
    with ws._engine.begin() as connection:  # another program at work
        connection.execute(update(Item).where(Item.id == point).values(note="别的"))
    before = contents(ws)
    with pytest.raises(YaodianError, match="没有改动"):
        operations.undo(ws)
    assert contents(ws) == before
    assert queries.can_undo(ws) is not None


@pytest.mark.parametrize("back", [True, False])
def test_undo_and_redo_refuse_where_a_row_came_or_went(
    ws: Workspace, items: ItemTree, tmp_path: Path, back: bool
) -> None:
    operations.attach(ws, [items.points()[0].id], [stored(ws, tmp_path, "甲.txt")])
    if not back:
        operations.undo(ws)
    with ws._engine.begin() as connection:
        if back:
            connection.exec_driver_sql("DELETE FROM evidence_link")
        else:
            name = stored(ws, tmp_path, "甲.txt").sha256
            connection.exec_driver_sql(
                "INSERT INTO evidence (id, sha256, name, size, added_at, title) "
                "SELECT row_key, ?, 'x', 1, '2022-01-01 00:00:00', 'x' "
                "FROM journal_change WHERE row_table = 'evidence'",
                (name,),
            )
    before = contents(ws)
    with pytest.raises(YaodianError, match="没有改动"):
        (operations.undo if back else operations.redo)(ws)
    assert contents(ws) == before


def test_actions_do_not_nest(ws: Workspace, items: ItemTree) -> None:
    with (
        pytest.raises(RuntimeError),
        ws.action("外"),
        ws.action("内"),
    ):
        pass
    operations.tick(ws, [items.points()[0].id])


def test_changes_say_what_to_read_again(
    ws: Workspace, items: ItemTree, checklist: str, tmp_path: Path
) -> None:
    point, other = (row.id for row in items.points()[:2])
    target = queries.targets(ws, point)[0]
    file = stored(ws, tmp_path, "甲.txt")
    assert operations.set_target_actual(ws, target.id, "3次").items == {point}
    rows, changes = operations.attach(ws, [point, other], [file])
    assert changes == Changes(changes.action, frozenset({point, other}), evidence=frozenset({rows[0].id}))
    assert operations.detach(ws, other, rows[0].id).items == {other}
    added, changes = operations.add_item(ws, checklist, point, None, "新举措")
    assert changes == Changes("新增“新举措”", reshaped=frozenset({checklist}))
    assert operations.delete_items(ws, [added]).reshaped == {checklist}
    assert operations.restore_items(ws, [added]).reshaped == {checklist}
    assert operations.set_school(ws, name="实验小学").checklists
    assert operations.rename_checklist(ws, checklist, "新名").checklists
    with ws.session() as session:
        assert session.get_one(Checklist, checklist).title == "新名"
    undone = operations.undo(ws)
    assert undone == Changes("清单改名为“新名”", checklists=True)
