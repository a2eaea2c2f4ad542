from dataclasses import replace

from desktop_app.models import operations, queries
from desktop_app.models.addresses import resolve
from desktop_app.models.tree import ItemTree, Tally
from desktop_app.models.values import Progress, Verdict
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


def test_what_does_not_apply_keeps_nothing_above_it_from_being_done(items: ItemTree) -> None:
    section, one, two = (resolve(items, address) for address in ("一", "1", "2"))
    items.update([replace(items[one], progress=Progress.DONE)])
    assert items.state(section) is Progress.UNDER_WAY
    assert items.update([replace(items[two], verdict=Verdict.NOT_APPLICABLE)]) >= {two, section}
    assert items.state(two) is None
    assert items.state(section) is Progress.DONE
    assert items.tally(section) == Tally(2, 0, 2)


def test_what_is_below_or_wholly_above_what_does_not_apply_does_not_apply_either(items: ItemTree) -> None:
    section, one, two, leaf = (resolve(items, address) for address in ("一", "1", "2", "1/1"))
    touched = items.update([replace(items[one], verdict=Verdict.NOT_APPLICABLE)])
    assert leaf in touched
    assert items.state(leaf) is None
    assert items.applies(section)
    items.update([replace(items[two], verdict=Verdict.NOT_APPLICABLE)])
    assert not items.applies(section)
