"""The school's profile, and what a checklist's report says beyond its items."""

import pytest

from desktop_app.errors import YaodianError
from desktop_app.models import operations, queries
from desktop_app.models.values import SchoolRow
from desktop_app.models.workspace import Workspace


def test_the_school(ws: Workspace) -> None:
    assert queries.school(ws) == SchoolRow()
    operations.set_school(ws, name="实验小学", 校长="李四")
    operations.set_school(ws, phone="021-1")
    assert queries.school(ws) == SchoolRow("实验小学", "", "李四", "", "021-1")
    with pytest.raises(YaodianError, match="栏目"):
        operations.set_school(ws, motto="x")
    operations.undo(ws)
    operations.undo(ws)
    assert queries.school(ws) == SchoolRow()


def test_what_a_report_says_beyond_its_items(ws: Workspace, checklist: str) -> None:
    operations.set_school(ws, 学校概况="创办于1958年。\n现有30个班。")
    assert queries.school(ws).glance == "创办于1958年。\n现有30个班。"
    assert operations.set_checklist_texts(
        ws, checklist, organised="成立工作组。", 下一步="补短板。"
    ).checklists
    (row,) = queries.checklists(ws)
    assert (row.organised, row.overall, row.outlook) == ("成立工作组。", "", "补短板。")
    (change, other) = queries.history(ws)[0].changes
    assert (change.subject, change.field, change.before, change.after) == (
        row.title,
        "自评组织情况",
        "",
        "成立工作组。",
    )
    assert other.field == "下一步打算"
    with pytest.raises(YaodianError, match="没有叫"):
        operations.set_checklist_texts(ws, checklist, title="别的名字")
    with pytest.raises(YaodianError, match="不在"):
        operations.set_checklist_texts(ws, "nothing", overall="好")
    operations.undo(ws)
    assert queries.checklists(ws)[0].organised == ""
    operations.redo(ws)
    assert queries.checklists(ws)[0].outlook == "补短板。"
