from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.errors import YaodianError
from desktop_app.models import operations, people, queries
from desktop_app.models.scores import STANDARD
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import Changes, Grade
from desktop_app.models.workspace import Workspace
from tests.models.samples import contents, imported


def _listed(ws: Workspace) -> list[tuple[str, str, str]]:
    return [(row.name, row.department, row.post) for row in people.people(ws)]


def test_departments_and_persons_are_listed_in_their_order(ws: Workspace) -> None:
    office, changes = people.put_department(ws, "教导处")
    assert changes == Changes("新增部门“教导处”", checklists=True)
    people.put_person(ws, "张三", "德育处", "主任")
    zhao, _changes = people.put_person(ws, "赵六")
    assert [row.name for row in people.departments(ws)] == ["教导处", "德育处"]
    assert _listed(ws) == [("张三", "德育处", "主任"), ("赵六", "", "")]
    people.put_person(ws, "赵六", "教导处", "干事", zhao)
    assert _listed(ws)[1] == ("赵六", "教导处", "干事")
    assert people.put_department(ws, "教导处", office)[1].checklists is False


def test_a_name_given_another_form_has_it_in_every_item_of_every_list(
    ws: Workspace, items: ItemTree, tmp_path: Path
) -> None:
    one, two, three = (row.id for row in items.points()[:3])
    other = queries.tree(ws, imported(ws, tmp_path)).points()[0].id
    person, _changes = people.put_person(ws, "张三")
    operations.set_fields(ws, [one], person="李四，张三 王五", supervisor="张三", note="张三写的")
    operations.set_fields(ws, [two], person="张三丰")
    operations.set_fields(ws, [three], supporting="张珊；张三")
    operations.set_fields(ws, [other], lead="张三")
    operations.delete_items(ws, [three])
    before = contents(ws)
    changes = people.put_person(ws, "张珊", person_id=person)[1]
    assert changes.action == "人员“张三”改名为“张珊”"
    assert changes.items == {one, three, other}
    (row, same, far) = queries.rows(ws, [one, two, other])
    assert (row.person, row.supervisor, row.note) == ("李四，张珊 王五", "张珊", "张三写的")
    assert (same.person, far.lead) == ("张三丰", "张珊")
    assert {gone.supporting for gone in queries.deleted(ws, row.checklist_id)} == {"张珊", ""}
    assert _listed(ws) == [("张珊", "", "")]
    after = contents(ws)
    operations.undo(ws)
    assert contents(ws) == before
    operations.redo(ws)
    assert contents(ws) == after


def test_a_name_with_a_gap_is_the_same_person(ws: Workspace, items: ItemTree) -> None:
    one = items.points()[0].id
    operations.set_fields(ws, [one], person="王　芳", lead="德育处 / 教导处")
    assert sorted(people.names(ws)) == sorted(["德育处", "教导处", "王芳"])
    people.add_people(ws, [("王 芳", "", "")])
    assert _listed(ws) == [("王芳", "", "")]
    people.put_person(ws, "王小芳", person_id=people.people(ws)[0].id)
    assert queries.rows(ws, [one])[0].person == "王小芳"


def test_what_is_offered_is_listed_first_then_what_is_used_most(ws: Workspace, items: ItemTree) -> None:
    one, two, three = (row.id for row in items.points()[:3])
    assert people.names(ws) == []
    people.put_person(ws, "张三", "教导处")
    operations.set_fields(ws, [one], person="周七、张三")
    operations.set_fields(ws, [one, two, three], lead="总务处", supervisor="吴校长")
    operations.set_fields(ws, [three], supporting="工会")
    operations.delete_items(ws, [three])
    assert people.names(ws)[:2] == ["教导处", "张三"]
    assert set(people.names(ws)[2:4]) == {"总务处", "吴校长"}
    assert people.names(ws)[4:] == ["周七"]


def test_who_is_removed_is_gone_until_undone(ws: Workspace, items: ItemTree) -> None:
    one = items.points()[0].id
    person, _changes = people.put_person(ws, "张三", "教导处")
    department = people.departments(ws)[0].id
    operations.set_fields(ws, [one], person="张三", lead="教导处")
    before = contents(ws)
    assert people.remove(ws, [department]).action == "从名单删除教导处"
    assert _listed(ws) == [("张三", "", "")]
    assert queries.rows(ws, [one])[0].lead == "教导处"
    people.remove(ws, [person])
    assert (people.departments(ws), people.people(ws)) == ([], [])
    operations.undo(ws)
    operations.undo(ws)
    assert contents(ws) == before
    people.remove(ws, [department, person])
    assert contents(ws)["department"] == contents(ws)["person"] == []


def test_lists_are_pasted_in_one_action(ws: Workspace) -> None:
    people.put_person(ws, "张三", "教导处", "主任")
    people.add_departments(ws, ["德育处", "教导处", "德育处"])
    assert [row.name for row in people.departments(ws)] == ["教导处", "德育处"]
    changes = people.add_people(ws, [("张三", "德育处", ""), ("李四", "", "教师"), ("王五", "总务处", "")])
    assert changes.action == "新增 3 个人员"
    assert _listed(ws) == [("张三", "德育处", "主任"), ("李四", "", "教师"), ("王五", "总务处", "")]
    before = contents(ws)
    with pytest.raises(YaodianError, match="第 2 行"):
        people.add_people(ws, [("赵六", "", ""), ("钱 七", "", "")])
    assert contents(ws) == before


def test_names_that_could_not_be_told_apart_are_refused(ws: Workspace) -> None:
    person, _changes = people.put_person(ws, "张三", "教导处")
    people.put_person(ws, "李四")
    department = people.put_department(ws, "德育处")[0]
    before = contents(ws)
    refused: list[Callable[[], object]] = [
        lambda: people.put_person(ws, "张三"),
        lambda: people.put_person(ws, "李四", person_id=person),
        lambda: people.put_person(ws, "张、三"),
        lambda: people.put_person(ws, " "),
        lambda: people.put_person(ws, "王五", "教导处，德育处"),
        lambda: people.put_person(ws, "王五", person_id="x"),
        lambda: people.put_department(ws, "教导处"),
        lambda: people.put_department(ws, "教导处", department),
        lambda: people.put_department(ws, "办公室", "x"),
        lambda: people.add_departments(ws, ["办公室", ""]),
        lambda: people.remove(ws, ["x"]),
        lambda: people.remove(ws, []),
    ]
    for refuse in refused:
        with pytest.raises(YaodianError, match="没有改动"):
            refuse()
    assert contents(ws) == before


def test_a_school_has_its_own_scale_of_grades(ws: Workspace) -> None:
    assert people.grades(ws) == STANDARD
    assert people.set_grades(ws, STANDARD).checklists is False
    before = contents(ws)
    own = (Grade("A", 0.85), Grade("B", 0.0))
    assert people.set_grades(ws, own[::-1]) == Changes("修改评定等级", checklists=True)
    assert people.grades(ws) == own
    after = contents(ws)
    operations.undo(ws)
    assert contents(ws) == before
    operations.redo(ws)
    assert contents(ws) == after
    assert people.set_grades(ws, own).checklists is False
    people.set_grades(ws, ())
    assert people.grades(ws) == STANDARD


@pytest.mark.parametrize(
    "scale",
    [
        [Grade("", 0.5)],
        [Grade("甲", 1.5)],
        [Grade("甲", float("nan"))],
        [Grade("甲", 0.5), Grade("甲", 0.2)],
        [Grade("甲", 0.5), Grade("乙", 0.5)],
    ],
)
def test_a_scale_that_says_nothing_is_refused(ws: Workspace, scale: list[Grade]) -> None:
    with pytest.raises(YaodianError, match="没有改动"):
        people.set_grades(ws, scale)
    assert people.grades(ws) == STANDARD
