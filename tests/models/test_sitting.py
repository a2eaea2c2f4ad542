"""Words typed on and on are stored often and are one step; what was taken away again comes back."""

from itertools import pairwise
from pathlib import Path

import pytest

from desktop_app.models import backups, operations, queries, sitting
from desktop_app.models.copies import Snapshot, entries_after, head
from desktop_app.models.sitting import TAKEN_AWAY, taken_away
from desktop_app.models.tree import ItemTree
from desktop_app.models.workspace import FILE, Workspace
from tests.models.samples import contents

TEXT = "3月开展大教研活动四次，9月组织全员培训，12月完成总结。" * 4


def typed(ws: Workspace, item_id: str, *texts: str, field: str = "narrative") -> None:
    """Store texts one after the other, as a field does while somebody types in it."""
    for text in texts:
        with ws.typing():
            operations.set_fields(ws, [item_id], **{field: text})


def steps(ws: Workspace) -> list[str]:
    """Take everything back but the import; return the narratives in between, of the first point."""
    point, found = first(ws), []
    while (name := queries.can_undo(ws)) is not None and not name.startswith("导入"):
        operations.undo(ws)
        found.append(queries.rows(ws, [point])[0].narrative)
    return found


def first(ws: Workspace) -> str:
    """Return the id of the first point."""
    return queries.tree(ws, queries.checklists(ws)[0].id).points()[0].id


@pytest.fixture
def point(ws: Workspace, items: ItemTree) -> str:
    """A point to write of."""
    return items.points()[0].id


def test_a_sitting_is_one_step_and_one_line_of_the_history(ws: Workspace, point: str) -> None:
    before = contents(ws)
    typed(ws, point, *(TEXT[:end] for end in range(5, len(TEXT) + 1, 5)), TEXT)
    after = contents(ws)
    (told,) = [row for row in queries.history(ws, point) if row.changes]
    assert [(one.before, one.after) for one in told.changes] == [("", TEXT)]
    operations.undo(ws)
    assert contents(ws) == before
    operations.redo(ws)
    assert contents(ws) == after


def test_something_else_in_between_begins_another_step(ws: Workspace, items: ItemTree, point: str) -> None:
    typed(ws, point, "一", "一二")
    operations.tick(ws, [items.points()[1].id])
    typed(ws, point, "一二三")
    typed(ws, point, "问题", field="problem")
    typed(ws, point, "一二三四")
    operations.set_fields(ws, [point], narrative="一二三四五")  # not typed: filled in
    assert steps(ws) == ["一二三四", "一二三", "一二三", "一二", "一二", ""]


def test_a_long_pause_and_an_undo_begin_another_step(
    ws: Workspace, point: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    typed(ws, point, "一")
    monkeypatch.setattr(sitting, "PAUSE", -1.0)
    typed(ws, point, "一二")
    monkeypatch.undo()
    operations.undo(ws)
    operations.redo(ws)
    typed(ws, point, "一二三")
    assert steps(ws) == ["一二", "一", ""]


def test_what_was_typed_and_taken_away_again_comes_back(ws: Workspace, point: str) -> None:
    typed(ws, point, TEXT[:60], TEXT)
    typed(ws, point, "", "重写")  # all chosen and deleted by mistake, stored meanwhile
    assert steps(ws) == [TEXT, ""]
    typed(ws, point, "几个字", "")
    assert steps(ws) == ["几个字", ""]


def test_slips_that_are_put_right_are_no_steps(ws: Workspace, point: str) -> None:
    typed(ws, point, TEXT[:40], TEXT[:36], TEXT[:36] + "错了", TEXT[:80])
    assert steps(ws) == [""]


def test_deleting_bit_by_bit_comes_back_in_pieces_of_what_was_stored(ws: Workspace, point: str) -> None:
    typed(ws, point, TEXT)
    typed(ws, point, *(TEXT[:end] for end in range(len(TEXT) - 15, 0, -15)))
    lengths = [len(one) for one in steps(ws)[:-1]]
    assert lengths == sorted(lengths)
    assert lengths[-1] >= len(TEXT) - TAKEN_AWAY
    assert max(more - less for less, more in pairwise(lengths)) <= 2 * TAKEN_AWAY


def test_a_backup_made_while_one_types_lacks_what_came_after_it(
    ws: Workspace, point: str, tmp_path: Path
) -> None:
    typed(ws, point, "一")
    ws.back_up_inside()
    ws._keeper._wait()  # type: ignore[union-attr]
    (backup, *_older) = backups.listed(ws.folder)
    assert backups.is_of(backup, head(ws.folder / FILE))
    with Snapshot(ws.folder / FILE) as snapshot:
        last = snapshot.copy_to(tmp_path / "then.db").last
    typed(ws, point, "一二")
    assert not backups.is_of(backup, head(ws.folder / FILE))
    with Snapshot(ws.folder / FILE) as snapshot:
        snapshot.copy_to(tmp_path / "now.db")
    assert entries_after(tmp_path / "now.db", last) == 1
    assert entries_after(tmp_path / "then.db", last) == 0


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ("", "甲", 0),
        ("甲乙", "甲丙乙", 0),
        ("甲乙丙", "甲丙", 1),
        ("甲乙", "", 2),
        ("甲甲甲", "甲甲", 1),
        ("甲", "乙", 1),
    ],
)
def test_how_many_characters_go(old: str, new: str, count: int) -> None:
    assert taken_away(old, new) == count
