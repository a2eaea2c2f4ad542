from datetime import date
from pathlib import Path

from desktop_app.models import operations, queries
from desktop_app.models.addresses import resolve
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import FieldChange, Progress, Verdict
from desktop_app.models.workspace import Workspace
from tests.models.samples import imported, large, stored


def test_every_field_is_told_in_words(ws: Workspace, items: ItemTree) -> None:
    point = resolve(items, "3")
    operations.set_fields(
        ws, [point], progress=Progress.DONE, verdict=Verdict.ACHIEVED, score=8.5, due=date(2022, 9, 1)
    )
    operations.set_fields(ws, [point], progress=None, score=9.0, title="新课程")
    (latest, first, told) = queries.history(ws)
    subject = "二/一/3 新课程"
    assert set(first.changes) == {
        FieldChange(subject, "进度", "", "已完成"),
        FieldChange(subject, "自评结论", "", "达成"),
        FieldChange(subject, "自评得分", "", "8.5"),
        FieldChange(subject, "完成时限", "", "2022-09-01"),
    }
    assert set(latest.changes) == {
        FieldChange(subject, "进度", "已完成", ""),
        FieldChange(subject, "自评得分", "8.5", "9"),
        FieldChange(subject, "标题", "课程", "新课程"),
    }
    assert latest.who == ws.who
    assert latest.at.tzinfo is not None
    assert latest.at >= first.at >= told.at
    assert told.changes == (FieldChange("2022年工作要点", "增删", "", "在清单中"),)


def test_files_targets_measures_and_the_school_have_names(
    ws: Workspace, items: ItemTree, checklist: str, tmp_path: Path
) -> None:
    point, leaf = resolve(items, "1"), resolve(items, "1/2")
    rows, _changes = operations.attach(ws, [leaf], [stored(ws, tmp_path, "照片.jpg")])
    operations.detach(ws, leaf, rows[0].id)
    operations.set_target_actual(ws, queries.targets(ws, point)[0].id, "3次")
    operations.set_school(ws, name="实验小学")
    operations.rename_checklist(ws, checklist, "新名")
    operations.delete_checklist(ws, checklist)
    told = [row.changes for row in queries.history(ws)][:-1]
    assert told == [
        (FieldChange("新名", "增删", "在清单中", "已删除"),),
        (FieldChange("新名", "清单名称", "2022年工作要点", "新名"),),
        (FieldChange("学校信息", "学校名称", "", "实验小学"),),
        (FieldChange("一/1 推进三进", "实际完成", "", "3次"),),
        (FieldChange("一/1/2 开展大教研", "佐证材料", "照片.jpg", ""),),
        (FieldChange("一/1/2 开展大教研", "佐证材料", "", "照片.jpg"),),
    ]


def test_items_that_came_and_went_are_told(ws: Workspace, items: ItemTree, checklist: str) -> None:
    added, _changes = operations.add_item(ws, checklist, resolve(items, "2"), None, "新举措")
    operations.delete_items(ws, [added])
    subject = "一/2/1 新举措"
    assert [row.changes for row in queries.history(ws, added)] == [
        (FieldChange(subject, "增删", "在清单中", "已删除"),),
        (FieldChange(subject, "增删", "", "在清单中"),),
    ]
    operations.undo(ws)
    operations.undo(ws)
    told = queries.history(ws, added)
    assert [row.undone for row in told] == [True, True]
    assert told[1].changes == (FieldChange("新举措", "增删", "", "在清单中"),)


def test_a_file_whose_coming_was_undone_still_has_its_name(
    ws: Workspace, items: ItemTree, tmp_path: Path
) -> None:
    point = resolve(items, "2")
    operations.attach(ws, [point], [stored(ws, tmp_path, "照片.jpg")])
    operations.undo(ws)
    (row, _import) = queries.history(ws, point)
    assert row.undone
    assert row.changes == (FieldChange("一/2 深化思政课", "佐证材料", "", "照片.jpg"),)


def test_history_of_one_item_leaves_out_the_others(ws: Workspace, items: ItemTree, tmp_path: Path) -> None:
    one, two = resolve(items, "1"), resolve(items, "2")
    operations.set_fields(ws, [one, two], note="两个")
    operations.set_fields(ws, [two], note="别的")
    operations.set_target_actual(ws, queries.targets(ws, one)[0].id, "3次")
    rows, _changes = operations.attach(ws, [one, two], [stored(ws, tmp_path, "甲.txt")])
    operations.detach(ws, two, rows[0].id)
    told = queries.history(ws, one)
    assert [[change.field for change in row.changes] for row in told] == [
        ["佐证材料"],
        ["实际完成"],
        ["备注"],
        [],
    ]
    assert {change.subject for row in told for change in row.changes} == {"一/1 推进三进"}


def test_the_limit_keeps_the_newest(ws: Workspace, items: ItemTree) -> None:
    for number in range(5):
        operations.set_fields(ws, [resolve(items, "1")], note=str(number))
    assert [row.changes[0].after for row in queries.history(ws, limit=2)] == ["4", "3"]


def test_of_an_action_on_very_many_things_the_first_are_told(ws: Workspace, items: ItemTree) -> None:
    operations.set_fields(ws, [row.id for row in items.walk()], note="x")
    told = queries.history(ws, most=10)[0].changes
    assert [line.field for line in told] == ["备注"] * 10 + [""]
    assert told[-1].subject == "另有 3 项"
    assert len(queries.history(ws)[0].changes) == 13


def test_an_import_of_thousands_is_one_line(ws: Workspace, tmp_path: Path) -> None:
    imported(ws, tmp_path, large(4, 50, 9))
    (row,) = queries.history(ws)
    assert len(row.changes) == 1
    assert row.action == "导入“很长的工作要点”"
