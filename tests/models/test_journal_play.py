"""A person who does anything in any order, and what undo and redo must bring back."""

import shutil
import tempfile
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import text

from desktop_app.models import operations, queries
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
