"""A person who does anything in any order, and what undo and redo must bring back.

YAODIAN_PLAYS says how many persons; where there is time, 500.
"""

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule
from sqlalchemy import text

from desktop_app.errors import YaodianError
from desktop_app.models import arranging, keeping, linking, operations, people, queries
from desktop_app.models.values import Changes, EvidenceKind, Grade, Level, Progress, Verdict
from desktop_app.models.workspace import Workspace
from tests.models.samples import contents, imported, stored

WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=12)
NAMES = st.lists(st.sampled_from(["张三", "李四", "教导处", "德育处"]), max_size=3).map("、".join)
FIELDS: dict[str, st.SearchStrategy[Any]] = {
    "title": WORDS.map(lambda word: f"题{word}"),
    "number": st.sampled_from(["", "7", "三"]),
    "progress": st.sampled_from([None, *Progress]),
    "verdict": st.sampled_from([None, Verdict.ACHIEVED, Verdict.NOT_ACHIEVED]),
    "score": st.none() | st.floats(0, 100),
    "due": st.none() | st.dates(),
    "narrative": WORDS,
    "text": st.sampled_from(["", "制定方案。开展教研；每年至少2次。其他", "一句话"]),
    "person": NAMES,
    "lead": NAMES,
    "tags": st.sampled_from(["", "迎检", "迎检 重点"]),
    "weight": st.none() | st.floats(0, 10),
}
EVIDENCE: dict[str, st.SearchStrategy[Any]] = {
    "title": WORDS.map(lambda word: f"材{word}"),
    "date": st.none() | st.dates(),
    "pages": st.none() | st.integers(0, 99),
    "kind": st.sampled_from([None, *EvidenceKind]),
    "caption": WORDS,
}
LEVELS = list(Level)
PLAYS = int(os.environ.get("YAODIAN_PLAYS", "12"))
FROZEN = (
    "SELECT id, checklist_id, source_number, source_title, source_text, source_start, source_end FROM item"
)


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

    def _tried(self, act: Callable[[], Changes]) -> None:
        """Do what may be refused: then nothing may have changed."""
        try:
            changes = act()
        except YaodianError:
            assert contents(self.ws) == self.past[-1]
        else:
            self._did(changes)

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

    def _has_evidence(self) -> bool:
        return bool(self.past[-1]["evidence"])

    def _some_evidence(self, data: st.DataObject) -> list[str]:
        known = [row.id for row in self._rows("evidence")]
        return data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=3))

    @rule(data=st.data())
    def receive(self, data: st.DataObject) -> None:
        files = data.draw(st.lists(st.sampled_from(self.files), min_size=1, max_size=3))
        self._did(linking.add_to_inbox(self.ws, files)[1])

    @precondition(_has_evidence)
    @rule(data=st.data(), name=st.sampled_from(sorted(EVIDENCE)))
    def describe(self, data: st.DataObject, name: str) -> None:
        values = {name: data.draw(EVIDENCE[name])}
        self._did(keeping.set_evidence(self.ws, self._some_evidence(data), **values))

    @precondition(_has_evidence)
    @rule(data=st.data())
    def replace(self, data: st.DataObject) -> None:
        one, file = self._some_evidence(data)[0], data.draw(st.sampled_from(self.files))
        self._tried(lambda: keeping.replace(self.ws, one, file)[1])

    @precondition(_has_evidence)
    @rule(data=st.data(), back=st.booleans())
    def bin(self, data: st.DataObject, back: bool) -> None:
        act = keeping.take_from_bin if back else keeping.put_in_bin
        self._did(act(self.ws, self._some_evidence(data)))

    @precondition(lambda self: self._has_evidence() and self._has_items())
    @rule(data=st.data())
    def link(self, data: st.DataObject) -> None:
        pairs = zip(self._some_evidence(data), self._some(data), strict=False)
        self._did(linking.link(self.ws, pairs))

    @precondition(_has_links)
    @rule(data=st.data(), how=st.sampled_from(["page", "order"]))
    def change_a_link(self, data: st.DataObject, how: str) -> None:
        link = data.draw(st.sampled_from(self._rows("evidence_link")))
        item, one = link.item_id, link.evidence_id
        ways: dict[str, Callable[[], Changes]] = {
            "page": lambda: linking.set_link_page(self.ws, item, one, data.draw(WORDS)),
            "order": lambda: linking.arrange_evidence(self.ws, item, [one]),
        }
        if self._has_items():
            self._tried(ways[how])

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

    @precondition(_has_items)
    @rule(data=st.data())
    def set_each(self, data: st.DataObject) -> None:
        fields = data.draw(st.lists(st.sampled_from(sorted(FIELDS)), min_size=1, max_size=3, unique=True))
        values = {one: {name: data.draw(FIELDS[name]) for name in fields} for one in self._some(data)}
        self._tried(lambda: operations.set_each(self.ws, values, "粘贴"))

    @precondition(_has_items)
    @rule(data=st.data())
    def move(self, data: st.DataObject) -> None:
        ids, parent = self._some(data), data.draw(st.sampled_from([None, *self._ids()]))
        siblings = [row.id for row in self._rows("item") if row.parent_id == parent]
        after = data.draw(st.sampled_from([None, *siblings]))
        before = data.draw(st.sampled_from([None, *siblings]))
        self._tried(lambda: arranging.move(self.ws, ids, parent, after, before_id=before))

    @precondition(_has_items)
    @rule(data=st.data(), how=st.sampled_from(["promote", "demote", "up", "down", "words", "join"]))
    def arrange(self, data: st.DataObject, how: str) -> None:
        ids = self._some(data)
        ways: dict[str, Callable[[], Changes]] = {
            "promote": lambda: arranging.promote(self.ws, ids),
            "demote": lambda: arranging.demote(self.ws, ids),
            "up": lambda: arranging.shift(self.ws, ids, -1),
            "down": lambda: arranging.shift(self.ws, ids, 1),
            "words": lambda: arranging.restore_words(self.ws, ids),
            "join": lambda: arranging.join(self.ws, ids[0]),
        }
        self._tried(ways[how])

    @precondition(_has_items)
    @rule(data=st.data(), at=st.integers(0, 20))
    def split(self, data: st.DataObject, at: int) -> None:
        self._tried(lambda: arranging.split(self.ws, self._some(data)[0], at)[1])

    @precondition(lambda self: bool(self.past[-1]["checklist"]))
    @rule(data=st.data(), anew=st.booleans())
    def number(self, data: st.DataObject, anew: bool) -> None:
        one = data.draw(st.sampled_from([row.id for row in self._rows("checklist")]))
        how = arranging.renumber if anew else arranging.restore_numbers
        self._tried(lambda: how(self.ws, one))

    @rule(data=st.data(), name=st.sampled_from(["张三", "李四", "教导处"]), department=st.booleans())
    def put_a_name(self, data: st.DataObject, name: str, department: bool) -> None:
        known = [row.id for row in self._rows("department" if department else "person")]
        row_id = data.draw(st.sampled_from([None, *known]))
        if department:
            self._tried(lambda: people.put_department(self.ws, name, row_id)[1])
        else:
            where = data.draw(st.sampled_from(["", "德育处"]))
            self._tried(lambda: people.put_person(self.ws, name, where, "教师", row_id)[1])

    @precondition(lambda self: bool(self.past[-1]["person"] or self.past[-1]["department"]))
    @rule(data=st.data())
    def remove_names(self, data: st.DataObject) -> None:
        known = [row.id for table in ("person", "department") for row in self._rows(table)]
        some = data.draw(st.lists(st.sampled_from(known), min_size=1, max_size=3))
        self._did(people.remove(self.ws, some))

    @rule(least=st.sampled_from([0.5, 0.9]))
    def set_grades(self, least: float) -> None:
        self._did(people.set_grades(self.ws, [Grade("好", least), Grade("差", 0.0)]))

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

    @invariant()
    def the_tree_is_sound(self) -> None:
        """Every item hangs in its own list, deeper than what is above; nothing is below a measure."""
        if not hasattr(self, "ws"):
            return
        rows = {row.id: row for row in self._rows("item")}
        for row in rows.values():
            if row.parent_id is not None:
                parent = rows[row.parent_id]
                assert parent.checklist_id == row.checklist_id
                assert LEVELS.index(parent.level) < LEVELS.index(row.level)  # so there is no circle either
                assert row.deleted or not parent.deleted
        for target in self._rows("target"):
            assert target.item_id in rows

    @invariant()
    def revisions_stand_in_one_line(self) -> None:
        """Every file is in one line of revisions; what is binned serves nothing."""
        if not hasattr(self, "ws"):
            return
        files = {row.id: row for row in self._rows("evidence")}
        before = [row.previous_id for row in files.values() if row.previous_id]
        assert len(set(before)) == len(before)
        for one in files:
            line = [row.id for row in queries.revisions(self.ws, one)]
            assert one in line
            assert len(set(line)) == len(line)
        assert not any(files[link.evidence_id].binned for link in self._rows("evidence_link"))


Playing.TestCase.settings = settings(
    max_examples=PLAYS, stateful_step_count=20, deadline=None, suppress_health_check=list(HealthCheck)
)
TestPlaying = Playing.TestCase
