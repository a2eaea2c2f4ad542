from pathlib import Path

from desktop_app.models import operations, queries
from desktop_app.models.placing import points_of
from desktop_app.models.tree import ItemTree
from desktop_app.models.workspace import Workspace
from tests.models.samples import stored


def test_a_point_speaks_with_all_that_is_known_of_it(
    ws: Workspace, checklist: str, items: ItemTree, tmp_path: Path
) -> None:
    first, *_others = items.points()
    measure = items.children(first.id)[0]
    operations.set_fields(ws, [first.id], **{"title": "三进工作", "lead": "德育处", "narrative": "开了会"})
    operations.set_fields(ws, [measure], **{"due": "2022-06-30", "note": "已印发", "supporting": "教导处"})
    operations.attach(ws, [measure], [stored(ws, tmp_path, "方案.txt")])
    tree = queries.tree(ws, checklist)
    points = points_of(tree, queries.evidence_names(ws, checklist))
    assert [(point.id, point.number) for point in points] == [(row.id, row.number) for row in tree.points()]
    one = points[0]
    assert one.title == "三进工作"
    assert "推进三进" in one.text  # the bureau's words still count
    assert one.text.count("开展大教研") == 1  # though a measure repeats them
    assert one.above == "立德树人"
    assert [point.measures for point in points] == [2, 0, 3, 0]
    assert one.people.split() == ["德育处", "教导处"]
    assert {"开了会", "已印发", "方案.txt"} == set(one.known.split())


def test_what_the_school_added_is_a_point_too(ws: Workspace, checklist: str, items: ItemTree) -> None:
    section = items.children(None)[0]
    operations.add_item(ws, checklist, section, None, "校本活动")
    points = points_of(queries.tree(ws, checklist))
    assert [point.title for point in points].count("校本活动") == 1
    assert len(points) == len(items.points()) + 1
