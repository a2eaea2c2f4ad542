from datetime import date
from pathlib import Path

import pytest

from desktop_app.errors import YaodianError
from desktop_app.models import operations, queries
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import Changes, Progress, Verdict
from desktop_app.models.workspace import Workspace
from tests.models.samples import contents, imported, large


def test_each_item_gets_its_own_values_in_one_action(ws: Workspace, items: ItemTree) -> None:
    one, two, three = (row.id for row in items.points()[:3])
    before = contents(ws)
    pasted = {one: {"责任人": "张三"}, two: {"person": "李四", "进度": "已完成"}, three: {"时限": "2022-9-1"}}
    changes = operations.set_each(ws, pasted, "粘贴 3 行")
    assert changes == Changes("粘贴 3 行", frozenset({one, two, three}))
    rows = queries.rows(ws, [one, two, three])
    assert [row.person for row in rows] == ["张三", "李四", ""]
    assert rows[1].progress is Progress.DONE
    assert rows[2].due == date(2022, 9, 1)
    after = contents(ws)
    operations.undo(ws)
    assert contents(ws) == before
    operations.redo(ws)
    assert contents(ws) == after


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"score": "很多"}, "第 2 行：“自评得分”"),
        ({"verdict": "不适用"}, "第 2 行：选“不适用”要写明理由"),
        ({"score": "9", "full_score": 8.0}, "第 2 行：得分 9 超过了分值 8"),
        ({"title": ""}, "第 2 行：“标题”不能是空的"),
        ({"颜色": "红"}, "没有叫“颜色”的栏目"),
    ],
)
def test_one_bad_row_refuses_all_and_is_named(
    ws: Workspace, items: ItemTree, values: dict[str, object], words: str
) -> None:
    one, two = (row.id for row in items.points()[:2])
    before = contents(ws)
    with pytest.raises(YaodianError, match=words):
        operations.set_each(ws, {one: {"note": "好"}, two: values}, "粘贴 2 行")
    with pytest.raises(YaodianError, match="没有改动"):
        operations.set_each(ws, {one: {"note": "好"}, "x": {"note": "好"}}, "粘贴 2 行")
    assert contents(ws) == before


def test_what_was_there_counts_in_the_checks(ws: Workspace, items: ItemTree) -> None:
    one, two = (row.id for row in items.points()[:2])
    operations.set_fields(ws, [one, two], full_score=5.0, verdict_reason="没有这项工作")
    operations.set_each(ws, {one: {"verdict": Verdict.NOT_APPLICABLE}}, "填充")
    with pytest.raises(YaodianError, match="第 1 行：得分 6 超过了分值 5"):
        operations.set_each(ws, {two: {"score": 6}}, "填充")
    with pytest.raises(YaodianError, match="要写明理由"):
        operations.set_fields(ws, [one], verdict_reason="")


def test_a_number_of_the_schools_own_counts_as_one(ws: Workspace, items: ItemTree) -> None:
    one = items.points()[0].id
    operations.set_each(ws, {one: {"number": ""}}, "清空编号")
    (row,) = queries.rows(ws, [one])
    assert (row.number, row.numbered) == ("", False)
    operations.set_fields(ws, [one], number="8")
    (row,) = queries.rows(ws, [one])
    assert (row.number, row.numbered) == ("8", True)


def test_the_same_values_again_are_no_action(ws: Workspace, items: ItemTree) -> None:
    one, two = (row.id for row in items.points()[:2])
    operations.set_fields(ws, [one], tags="迎检，重点", weight=2)
    (row,) = queries.rows(ws, [one])
    assert (row.tags, row.weight) == ("迎检、重点", 2.0)
    undoable = queries.can_undo(ws)
    assert operations.set_each(ws, {one: {"标签": "迎检 重点"}, two: {"权重": ""}}, "再来") == Changes("再来")
    assert queries.can_undo(ws) == undoable


def test_a_thousand_rows_are_filled_in_at_once(ws: Workspace, tmp_path: Path) -> None:
    tree = queries.tree(ws, imported(ws, tmp_path, large(10, 10, 9)))
    ids = [row.id for row in tree.walk()][:1000]
    before = contents(ws)
    operations.set_fields(ws, ids, lead="教导处", progress=Progress.UNDER_WAY)
    operations.set_each(ws, {item_id: {"person": f"{n}号"} for n, item_id in enumerate(ids)}, "粘贴")
    assert [(row.person, row.lead) for row in queries.rows(ws, ids)] == [
        (f"{n}号", "教导处") for n in range(1000)
    ]
    operations.undo(ws)
    operations.undo(ws)
    assert contents(ws) == before
