import shutil
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import delete, insert, select, text, update
from sqlalchemy.orm import load_only

from desktop_app.errors import YaodianError
from desktop_app.models import operations, queries
from desktop_app.models.entities import Checklist, Document, Evidence, Item, School, Target
from desktop_app.models.journal import Image
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import Changes, Progress, Verdict
from desktop_app.models.workspace import Workspace
from tests.models.samples import contents, imported, stored

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "title": WORDS.map(lambda word: f"题{word}"),
    "number": st.sampled_from(["", "7", "三"]),
    "progress": st.sampled_from([None, *Progress]),
    "verdict": st.sampled_from([None, Verdict.ACHIEVED, Verdict.NOT_ACHIEVED]),
    "score": st.none() | st.floats(0, 100),
    "due": st.none() | st.dates(),
    "narrative": WORDS,
}
FROZEN = "SELECT id, source_title, source_text, source_start, source_end FROM item"


class Playing(RuleBasedStateMachine):
    """A person who does anything in any order; `past` and `future` are what undo and redo must bring back."""

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.ws = Workspace.create(self.folder / "ws")
        self.files = [stored(self.ws, self.folder, f"{name}.txt") for name in "甲乙丙"]
        self.past = [contents(self.ws)]
        self.future: list[dict[str, Any]] = []
        self.frozen: dict[str, tuple[Any, ...]] = {}

    def teardown(self) -> None:
        if not hasattr(self, "ws"):
            return
        while len(self.past) > 1:
            self._step_back()
        assert operations.undo(self.ws) is None
        while self.future:
            self._step_forward()
        assert operations.redo(self.ws) is None
        self.ws.close()
        shutil.rmtree(self.folder)

    def _did(self, changes: Changes) -> None:
        after = contents(self.ws)
        assert (after != self.past[-1]) == (changes != Changes(changes.action))
        if after != self.past[-1]:
            self.past.append(after)
            self.future = []

    def _step_back(self) -> None:
        assert queries.can_undo(self.ws) is not None
        assert operations.undo(self.ws) is not None
        self.future.append(self.past.pop())
        assert contents(self.ws) == self.past[-1]

    def _step_forward(self) -> None:
        assert queries.can_redo(self.ws) is not None
        assert operations.redo(self.ws) is not None
        self.past.append(self.future.pop())
        assert contents(self.ws) == self.past[-1]

    def _rows(self, table: str) -> list[Any]:
        """Rows in an order that does not hang on their random ids, so that a failure can be played again."""
        with self.ws.session() as session:
            return list(session.execute(text(f"SELECT * FROM {table} ORDER BY rowid")))

    def _ids(self, *, gone: bool = False) -> list[str]:
        return [row.id for row in self._rows("item") if bool(row.deleted) is gone]

    def _some(self, data: st.DataObject, *, gone: bool = False) -> list[str]:
        return data.draw(st.lists(st.sampled_from(self._ids(gone=gone)), min_size=1, max_size=3))

    def _has_items(self) -> bool:
        return bool(self._ids())

    def _has_deleted(self) -> bool:
        return bool(self._ids(gone=True))

    def _has_links(self) -> bool:
        return bool(self.past[-1]["evidence_link"])

    @precondition(lambda self: len(self.past[-1]["checklist"]) < 2)
    @rule()
    def import_a_document(self) -> None:
        imported(self.ws, self.folder)
        self._did(Changes("", checklists=True))

    @precondition(_has_items)
    @rule(data=st.data(), name=st.sampled_from(sorted(FIELDS)))
    def set_a_field(self, data: st.DataObject, name: str) -> None:
        self._did(operations.set_fields(self.ws, self._some(data), **{name: data.draw(FIELDS[name])}))

    @precondition(_has_items)
    @rule(data=st.data(), done=st.booleans())
    def tick(self, data: st.DataObject, done: bool) -> None:
        self._did(operations.tick(self.ws, self._some(data), done))

    @precondition(_has_items)
    @rule(data=st.data())
    def attach(self, data: st.DataObject) -> None:
        files = data.draw(st.lists(st.sampled_from(self.files), min_size=1, max_size=3))
        self._did(operations.attach(self.ws, self._some(data), files)[1])

    @precondition(_has_links)
    @rule(data=st.data())
    def detach(self, data: st.DataObject) -> None:
        link = data.draw(st.sampled_from(self._rows("evidence_link")))
        if link.item_id in self._ids():
            self._did(operations.detach(self.ws, link.item_id, link.evidence_id))

    @precondition(_has_items)
    @rule(data=st.data(), title=WORDS.map(lambda word: f"新{word}"))
    def add(self, data: st.DataObject, title: str) -> None:
        beside = data.draw(st.sampled_from([row for row in self._rows("item") if not row.deleted]))
        after = data.draw(st.sampled_from([None, beside.id]))
        added = operations.add_item(self.ws, beside.checklist_id, beside.parent_id, after, title)
        self._did(added[1])

    @precondition(_has_items)
    @rule(data=st.data())
    def delete(self, data: st.DataObject) -> None:
        self._did(operations.delete_items(self.ws, self._some(data)))

    @precondition(_has_deleted)
    @rule(data=st.data())
    def restore(self, data: st.DataObject) -> None:
        self._did(operations.restore_items(self.ws, self._some(data, gone=True)))

    @rule(name=WORDS)
    def name_the_school(self, name: str) -> None:
        self._did(operations.set_school(self.ws, name=name))

    @precondition(lambda self: bool(self.past[-1]["target"]))
    @rule(data=st.data(), actual=WORDS)
    def reach_a_target(self, data: st.DataObject, actual: str) -> None:
        target = data.draw(st.sampled_from(self._rows("target")))
        self._did(operations.set_target_actual(self.ws, target.id, actual))

    @precondition(lambda self: any(not row[5] for row in self.past[-1]["checklist"]))
    @rule(data=st.data(), title=WORDS.map(lambda word: f"单{word}"))
    def rename_or_delete_a_checklist(self, data: st.DataObject, title: str) -> None:
        one = data.draw(st.sampled_from([row.id for row in self._rows("checklist") if not row.deleted]))
        if data.draw(st.booleans()):
            self._did(operations.rename_checklist(self.ws, one, title))
        else:
            self._did(operations.delete_checklist(self.ws, one))

    @precondition(lambda self: len(self.past) > 1)
    @rule()
    def undo(self) -> None:
        self._step_back()

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        self._step_forward()

    @rule()
    def reopen(self) -> None:
        self.ws.close()
        self.ws = Workspace.open(self.folder / "ws")
        assert contents(self.ws) == self.past[-1]

    @invariant()
    def the_bureaus_words_never_change(self) -> None:
        if not hasattr(self, "ws"):
            return
        with self.ws.session() as session:
            for row in session.execute(text(FROZEN)):
                assert self.frozen.setdefault(row[0], tuple(row)) == tuple(row)


Playing.TestCase.settings = settings(
    max_examples=20, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestPlaying = Playing.TestCase


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
        update(Item.__table__).values(title="x"),  # type: ignore[arg-type]
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
                "INSERT INTO evidence SELECT row_key, ?, 'x', 1, '2022-01-01 00:00:00', 'x' "
                "FROM journal_change WHERE row_table = 'evidence'",
                (name,),
            )
    before = contents(ws)
    with pytest.raises(YaodianError, match="没有改动"):
        ws.step(back=back)
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
    assert changes == Changes(changes.action, frozenset({point, other}))
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
