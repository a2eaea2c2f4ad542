from datetime import date, timedelta
from pathlib import Path
from typing import Any

from desktop_app.models import arranging, operations, people, queries
from desktop_app.models.addresses import resolve
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import FieldChange, Grade, Progress, Verdict
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
    assert told.changes == (FieldChange("2022年工作要点", "新增", "", ""),)


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
        (FieldChange("新名", "删除", "", ""),),
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
        (FieldChange(subject, "删除", "", ""),),
        (FieldChange(subject, "新增", "", ""),),
    ]
    operations.undo(ws)
    operations.undo(ws)
    told = queries.history(ws, added)
    assert [row.undone for row in told] == [True, True]
    assert told[1].changes == (FieldChange("新举措", "新增", "", ""),)


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


def test_of_an_action_on_very_many_things_the_first_are_told(ws: Workspace, tmp_path: Path) -> None:
    tree = queries.tree(ws, imported(ws, tmp_path, large(2, 10, 5)))
    every = [row.id for row in tree.walk()]
    operations.set_fields(ws, every, note="x")
    told = queries.history(ws)[0].changes
    assert [line.field for line in told] == ["备注"] * 100 + [""]
    assert told[-1].subject == f"另有 {len(every) - 100} 项"
    operations.set_fields(ws, every[:100], note="y")
    assert len(queries.history(ws)[0].changes) == 100


def test_items_that_were_moved_are_told_from_where_to_where(
    ws: Workspace, items: ItemTree, checklist: str
) -> None:
    point, other = resolve(items, "2"), resolve(items, "3")
    arranging.move(ws, [point], other)
    arranging.renumber(ws, checklist)
    arranging.shift(ws, [resolve(items, "3/3")], -1)
    operations.delete_items(ws, [point])
    operations.restore_items(ws, [point])
    arranging.promote(ws, [resolve(items, "二/二")])
    told = {row.action: row.changes for row in queries.history(ws)[:-1]}
    subject = "第2项/一/2/1 深化思政课"
    assert told == {
        "升级“安全”": (
            FieldChange("第3项 安全", "移动", "第2项 质量提升", "最上一级"),
            FieldChange("第3项 安全", "级别", "节", "章"),
        ),
        "恢复“深化思政课”": (FieldChange(subject, "恢复", "", ""),),
        "删除“深化思政课”": (FieldChange(subject, "删除", "", ""),),
        "上移“评课”": (FieldChange("第2项/一/2/2 评课", "移动", "", ""),),
        "重新编号：2022年工作要点": (
            FieldChange("第2项/一/2 课程", "编号", "3", "2"),
            FieldChange(subject, "编号", "2", "1"),
            FieldChange("第3项/3 校园安全", "编号", "4", "3"),
        ),
        "移动“深化思政课”": (
            FieldChange(subject, "移动", "一 立德树人", "第2项/一/2 课程"),
            FieldChange(subject, "级别", "要点", "举措"),
        ),
    }


def test_what_goes_with_words_that_are_split_or_joined_is_told(
    ws: Workspace, items: ItemTree, tmp_path: Path
) -> None:
    one, two = resolve(items, "1/1"), resolve(items, "1/2")
    operations.attach(ws, [two], [stored(ws, tmp_path, "照片.jpg")])
    arranging.join(ws, two)
    assert set(queries.history(ws)[0].changes) == {
        FieldChange("一/1/1 制定实施方案；开展大教研", "标题", "制定实施方案", "制定实施方案；开展大教研"),
        FieldChange("一/1/2 开展大教研", "佐证材料", "照片.jpg", ""),
        FieldChange("一/1/1 制定实施方案；开展大教研", "佐证材料", "", "照片.jpg"),
        FieldChange("一/1/2 开展大教研", "删除", "", ""),
    }
    assert queries.history(ws, one)[0].action == queries.history(ws, two)[0].action


def test_people_grades_and_what_is_confirmed_are_told(ws: Workspace, items: ItemTree) -> None:
    point = resolve(items, "1")
    operations.set_fields(ws, [point], person="张三")
    person, _changes = people.put_person(ws, "张三", "教导处")
    people.put_person(ws, "张珊", "", "主任", person)
    people.put_department(ws, "教务处", people.departments(ws)[0].id)
    people.remove(ws, [person])
    people.set_grades(ws, [Grade("好", 0.9), Grade("中", 0.0)])
    operations.confirm_target(ws, queries.targets(ws, point)[0].id)
    told = [row.changes for row in queries.history(ws)[:-2]]
    assert told == [
        (FieldChange("一/1 推进三进", "量化指标", "待确认", "已确认"),),
        (FieldChange("学校信息", "评定等级", "", "好 90%、中 0%"),),
        (FieldChange("张珊", "删除", "", ""),),
        (FieldChange("教务处", "部门", "教导处", "教务处"),),
        (
            FieldChange("一/1 推进三进", "责任人", "张三", "张珊"),
            FieldChange("张珊", "姓名", "张三", "张珊"),
            FieldChange("张珊", "部门", "教务处", ""),
            FieldChange("张珊", "职务", "", "主任"),
        ),
        (FieldChange("张三", "新增", "", ""), FieldChange("教务处", "新增", "", "")),
    ]


def test_entries_are_found_by_words_days_and_people(ws: Workspace, items: ItemTree) -> None:
    one, two = resolve(items, "1"), resolve(items, "2")
    operations.set_fields(ws, [one], narrative='请"王老师"ABC讲课')
    ws.who = "李四"
    operations.set_fields(ws, [two], note="百分之百100%")
    operations.tick(ws, [two])

    def found(**wanted: Any) -> list[str]:
        return [row.action for row in queries.history(ws, **wanted)]

    filled, noted, ticked = "修改“推进三进”：完成情况", "修改“深化思政课”：备注", "勾选“深化思政课”"
    assert found(words='"王老师"abc') == [filled]
    assert found(words="100%") == [noted]
    assert found(words="100_") == []
    assert found(words="思政 百分") == [noted]
    assert found(words="已完成") == [ticked]
    assert found(words="李四") == found(who="李四") == [ticked, noted]
    assert found(words="修改", who="李四") == [noted]
    assert found(words="制定实施方案") == ["导入“2022年工作要点”"]
    assert found(item_id=two, words="修改") == [noted]
    today = date.today()
    assert found(since=today, until=today) == found()
    assert found(since=today + timedelta(days=2)) == found(until=today - timedelta(days=2)) == []


def test_a_long_history_is_read_page_by_page(ws: Workspace, items: ItemTree) -> None:
    for number in range(7):
        operations.set_fields(ws, [resolve(items, "1")], note=str(number))
    pages: list[list[int]] = []
    while not pages or pages[-1]:
        before = pages[-1][-1] if pages else None
        pages.append([row.id for row in queries.history(ws, limit=3, before_id=before)])
    assert [len(page) for page in pages] == [3, 3, 2, 0]
    assert [one for page in pages for one in page] == [row.id for row in queries.history(ws)]


def test_an_import_of_thousands_is_one_line(ws: Workspace, tmp_path: Path) -> None:
    imported(ws, tmp_path, large(4, 50, 9))
    (row,) = queries.history(ws)
    assert len(row.changes) == 1
    assert row.action == "导入“很长的工作要点”"
