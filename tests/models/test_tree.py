from desktop_app.models import operations, queries
from desktop_app.models.addresses import resolve
from desktop_app.models.tree import ItemTree, Tally
from desktop_app.models.values import Progress
from desktop_app.models.workspace import Workspace


def test_walk_is_in_document_order(items: ItemTree) -> None:
    titles = [row.title for row in items.walk()]
    assert titles == [
        "立德树人", "推进三进", "制定实施方案", "开展大教研", "深化思政课",
        "质量提升", "教学", "课程", "排课", "听课", "评课", "安全", "校园安全",
    ]  # fmt: skip
    assert [row.title for row in items.points()] == ["推进三进", "深化思政课", "课程", "校园安全"]


def test_progress_follows_from_the_leaves_unless_set_by_hand(ws: Workspace, items: ItemTree) -> None:
    section, point, leaf = (resolve(items, one) for one in ("一", "1", "1/1"))
    operations.tick(ws, [leaf])
    assert items.update(queries.rows(ws, [leaf])) == {leaf, point, section}
    assert items.tally(section) == Tally(3, 0, 1)
    assert items.progress(point) is Progress.UNDER_WAY
    operations.set_fields(ws, [point], progress=Progress.DONE)
    items.update(queries.rows(ws, [point]))
    assert items.tally(section) == Tally(3, 0, 2)
    assert items.by_hand(point)
    assert not items.by_hand(leaf)
    operations.set_fields(ws, [section], progress=Progress.UNDER_WAY)
    items.update(queries.rows(ws, [section]))
    assert items.tally(section) == Tally(3, 3, 0)


def test_ancestors_and_membership(items: ItemTree) -> None:
    leaf = resolve(items, "3/1")
    assert [items[one].title for one in items.ancestors(leaf)] == ["课程", "教学", "质量提升"]
    assert leaf in items
    assert "nothing" not in items
    assert len(items) == 13
