"""What a document's rules suggest, and what a person makes of it."""

from datetime import date
from pathlib import Path

import pytest

from desktop_app.documents.parser import parse
from desktop_app.errors import YaodianError
from desktop_app.models import operations, queries
from desktop_app.models.addresses import resolve
from desktop_app.models.workspace import Workspace
from tests.models.samples import stored

SOURCE = (
    "云溪区教育局2026年工作要点\n一、甲\n"
    "1.抓培训。每年培训不少于20学时。（牵头单位：人事科；配合单位：各校；责任领导：李明；完成时限：10月底）\n2.抓活动。办好讲堂。"
)


@pytest.fixture
def checklist(ws: Workspace, tmp_path: Path) -> str:
    made, _changes = operations.import_outline(ws, parse(SOURCE), stored(ws, tmp_path, "要点.txt", SOURCE))
    return made


def test_a_suggestion_fills_nothing_in_by_itself(ws: Workspace, checklist: str) -> None:
    tree = queries.tree(ws, checklist)
    row = tree[resolve(tree, "1")]
    assert (row.lead, row.supporting, row.supervisor, row.due) == ("", "", "", None)
    assert (row.duty.lead, row.duty.due) == ("人事科", "10月底")


def test_taking_the_duty_fills_in_what_is_empty_and_is_undone_whole(ws: Workspace, checklist: str) -> None:
    tree = queries.tree(ws, checklist)
    point = resolve(tree, "1")
    operations.set_fields(ws, [point], supporting="工会")
    changes = operations.take_duty(ws, [point])
    assert changes.items == {point}
    (row,) = queries.rows(ws, [point])
    assert (row.lead, row.supporting, row.supervisor, row.due) == (
        "人事科",
        "工会",
        "李明",
        date(2026, 10, 31),
    )
    operations.undo(ws)
    (row,) = queries.rows(ws, [point])
    assert (row.lead, row.supporting, row.due) == ("", "工会", None)


def test_a_target_counts_once_it_is_confirmed(ws: Workspace, checklist: str) -> None:
    ((item, (target,)),) = queries.checklist_targets(ws, checklist).items()
    assert (target.value, target.unit, target.confirmed) == (20, "学时", False)
    operations.confirm_target(ws, target.id)
    assert queries.targets(ws, item)[0].confirmed
    operations.undo(ws)
    assert not queries.targets(ws, item)[0].confirmed
    with pytest.raises(YaodianError):
        operations.confirm_target(ws, "nothing")
