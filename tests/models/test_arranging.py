from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app.errors import YaodianError
from desktop_app.models import arranging, operations, queries
from desktop_app.models.addresses import resolve
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import Changes, ItemRow, Level, Progress
from desktop_app.models.workspace import Workspace
from tests.models.samples import contents, imported, stored


def _now(ws: Workspace, items: ItemTree) -> ItemTree:
    return queries.tree(ws, next(items.walk()).checklist_id)


def _titles(tree: ItemTree, parent_id: str | None = None) -> list[str]:
    return [tree[child].title for child in tree.children(parent_id)]


def _named(tree: ItemTree, title: str) -> ItemRow:
    (found,) = [row for row in tree.walk() if row.title == title]
    return found


def _ids(tree: ItemTree, *titles: str) -> list[str]:
    return [_named(tree, title).id for title in titles]


def test_items_move_with_all_they_have_and_keep_their_order(
    ws: Workspace, items: ItemTree, checklist: str, tmp_path: Path
) -> None:
    first, third, target = _ids(items, "推进三进", "课程", "安全")
    operations.attach(ws, [first], [stored(ws, tmp_path, "照片.jpg")])
    operations.set_fields(ws, [first], narrative="做了", score=5.0)
    before = contents(ws)
    changes = arranging.move(ws, [third, first], target)
    assert changes == Changes("移动 2 个条目", reshaped=frozenset({checklist}))
    tree = _now(ws, items)
    assert _titles(tree, target) == ["校园安全", "推进三进", "课程"]
    assert _titles(tree, first) == ["制定实施方案", "开展大教研"]
    assert (tree[first].narrative, tree[first].score, tree[first].evidence_count) == ("做了", 5.0, 1)
    assert len(queries.targets(ws, first)) == 1
    assert [row.title for row in tree.walk(target)][-3:] == ["排课", "听课", "评课"]
    operations.undo(ws)
    assert contents(ws) == before


def test_a_place_is_after_one_before_one_or_last(ws: Workspace, items: ItemTree) -> None:
    point = _named(items, "课程").id
    one, two, three = _ids(items, "排课", "听课", "评课")
    arranging.move(ws, [three], point, before_id=one)
    assert _titles(_now(ws, items), point) == ["评课", "排课", "听课"]
    arranging.move(ws, [three], point, one)
    assert _titles(_now(ws, items), point) == ["排课", "评课", "听课"]
    arranging.move(ws, [one], point)
    assert _titles(_now(ws, items), point) == ["评课", "听课", "排课"]
    assert arranging.move(ws, [one], point, one).reshaped == frozenset()
    assert arranging.move(ws, [two], point, two).reshaped == frozenset()
    assert arranging.move(ws, [two, one], point, three).reshaped == frozenset()


def test_there_is_always_room_between_two(ws: Workspace, items: ItemTree) -> None:
    point = _named(items, "课程").id
    one, two, three = _ids(items, "排课", "听课", "评课")
    for turn in range(25):  # halves the room each time: 1,024 is used up after ten
        chosen, other = (two, three) if turn % 2 else (three, two)
        arranging.move(ws, [chosen], point, one)
        assert _now(ws, items).children(point) == [one, chosen, other]
        assert len({row.position for row in queries.rows(ws, [one, two, three])}) == 3


@pytest.mark.parametrize(
    ("what", "below", "level"),
    [
        ("推进三进", None, Level.SECTION),
        ("制定实施方案", "立德树人", Level.POINT),
        ("深化思政课", "课程", Level.MEASURE),
        ("教学", None, Level.SECTION),
        ("校园安全", "质量提升", Level.SUBSECTION),
        ("制定实施方案", "深化思政课", Level.MEASURE),
        ("教学", "立德树人", Level.POINT),
    ],
)
def test_the_level_is_that_of_the_new_neighbours(
    ws: Workspace, items: ItemTree, what: str, below: str | None, level: Level
) -> None:
    (item,) = _ids(items, what)
    parent = _named(items, below).id if below else None
    if what == "教学" and below:  # its point with measures would need a level below the lowest
        with pytest.raises(YaodianError, match="层级就太多了"):
            arranging.move(ws, [item], _named(items, "深化思政课").id)
        level = Level.SUBSECTION
    arranging.move(ws, [item], parent)
    tree = _now(ws, items)
    assert (tree[item].parent_id, tree[item].level) == (parent, level)
    _check_sound(tree)


def _check_sound(tree: ItemTree) -> None:
    order = list(Level)
    assert len(list(tree.walk())) == len(tree)
    for row in tree.walk():
        if row.parent_id:
            assert order.index(tree[row.parent_id].level) < order.index(row.level)


def test_what_cannot_be_is_refused_with_nothing_changed(
    ws: Workspace, items: ItemTree, tmp_path: Path
) -> None:
    section, point, measure, other = _ids(items, "立德树人", "推进三进", "制定实施方案", "校园安全")
    foreign = next(queries.tree(ws, imported(ws, tmp_path)).walk())
    operations.delete_items(ws, [other])
    before = contents(ws)
    refused: list[Callable[[], object]] = [
        lambda: arranging.move(ws, [section], point),
        lambda: arranging.move(ws, [point], point),
        lambda: arranging.move(ws, [other], section),
        lambda: arranging.move(ws, [point], other),
        lambda: arranging.move(ws, [point], foreign.id),
        lambda: arranging.move(ws, [point, foreign.id], None),
        lambda: arranging.move(ws, [point], section, measure),
        lambda: arranging.move(ws, [section], measure),
        lambda: arranging.move(ws, [_named(items, "深化思政课").id], measure),
        lambda: arranging.move(ws, [], None),
        lambda: arranging.shift(ws, [point, measure, _named(items, "课程").id], 1),
        lambda: arranging.promote(ws, [section]),
        lambda: arranging.demote(ws, [section]),
        lambda: arranging.demote(ws, [point]),
        lambda: arranging.demote(ws, [_named(items, "质量提升").id]),
        lambda: arranging.join(ws, point),
        lambda: arranging.split(ws, point, 0),
        lambda: arranging.split(ws, point, 99),
        lambda: arranging.split(ws, "x", 1),
        lambda: arranging.join(ws, "x"),
    ]
    for refuse in refused:
        with pytest.raises(YaodianError, match="没有改动"):
            refuse()
    assert contents(ws) == before


def test_shifting_takes_chosen_siblings_past_one_other(ws: Workspace, items: ItemTree) -> None:
    point = _named(items, "课程").id
    one, two, three = _ids(items, "排课", "听课", "评课")
    assert arranging.shift(ws, [two, three], -1).action == "上移 2 个条目"
    assert _now(ws, items).children(point) == [two, three, one]
    assert arranging.shift(ws, [two, three], -1).reshaped == frozenset()
    arranging.shift(ws, [two], 1)
    assert _now(ws, items).children(point) == [three, two, one]
    arranging.shift(ws, [three, one], 1)
    assert _now(ws, items).children(point) == [two, three, one]
    operations.delete_items(ws, [three])
    assert arranging.shift(ws, [one], -1).action == "上移“排课”"
    assert _now(ws, items).children(point) == [one, two]


def test_promoting_and_demoting_go_there_and_back(ws: Workspace, items: ItemTree) -> None:
    section, point, measure = _ids(items, "立德树人", "推进三进", "开展大教研")
    changes = arranging.promote(ws, [measure])
    tree = _now(ws, items)
    assert changes.action == "升级“开展大教研”"
    assert tree.children(section) == [point, measure, _named(items, "深化思政课").id]
    assert tree[measure].level is Level.POINT
    assert arranging.demote(ws, [measure]).action == "降级“开展大教研”"
    tree = _now(ws, items)
    assert _titles(tree, point) == ["制定实施方案", "开展大教研"]
    assert tree[measure].level is Level.MEASURE


def test_a_block_is_promoted_and_demoted_in_order(ws: Workspace, items: ItemTree) -> None:
    point = _named(items, "课程")
    one, two, three = _ids(items, "排课", "听课", "评课")
    arranging.promote(ws, [three, two])
    assert _now(ws, items).children(point.parent_id) == [point.id, two, three]
    arranging.demote(ws, [two, three])
    assert _now(ws, items).children(point.id) == [one, two, three]


def test_deleted_measures_of_an_item_that_becomes_one_can_come_back(ws: Workspace, items: ItemTree) -> None:
    section, point, other = _ids(items, "立德树人", "推进三进", "深化思政课")
    measures = items.children(point)
    operations.delete_items(ws, measures)
    arranging.move(ws, [point], other)
    operations.restore_items(ws, measures)
    tree = _now(ws, items)
    assert tree.children(section) == [other]
    assert tree.children(other) == [point, *measures]
    _check_sound(tree)


def test_a_finished_leaf_that_gets_something_to_do_is_under_way(ws: Workspace, items: ItemTree) -> None:
    leaf, done, undone = _ids(items, "深化思政课", "制定实施方案", "开展大教研")
    operations.tick(ws, [leaf, done])
    arranging.move(ws, [done], leaf)
    assert _now(ws, items)[leaf].progress is Progress.DONE
    arranging.move(ws, [done], _named(items, "推进三进").id)
    arranging.move(ws, [undone], leaf)
    tree = _now(ws, items)
    assert tree[leaf].progress is Progress.UNDER_WAY
    assert tree[done].progress is Progress.DONE


def test_a_text_is_split_into_the_bureaus_item_and_one_of_the_schools_own(
    ws: Workspace, items: ItemTree, checklist: str, tmp_path: Path
) -> None:
    point = _named(items, "推进三进")
    operations.attach(ws, [point.id], [stored(ws, tmp_path, "照片.jpg")])
    operations.set_fields(ws, [point.id], narrative="做了", lead="德育处")
    before = contents(ws)
    new, changes = arranging.split(ws, point.id, len("制定实施方案。"))
    assert changes == Changes("拆分“推进三进”", frozenset({point.id}), frozenset({checklist}))
    tree = _now(ws, items)
    assert tree.children(point.parent_id)[:2] == [point.id, new]
    first, second = tree[point.id], tree[new]
    assert (first.title, first.text) == ("推进三进", "制定实施方案。")
    assert (first.source_text, first.narrative, first.evidence_count) == (point.source_text, "做了", 1)
    assert (second.title, second.text, second.level, second.number) == (
        "开展大教研",
        "",
        Level.POINT,
        "",
    )
    assert (second.source_title, second.source_text, second.source, second.source_number) == (None,) * 4
    assert (second.lead, second.evidence_count) == ("", 0)
    assert (_titles(tree, point.id), _titles(tree, new)) == (["制定实施方案"], ["开展大教研"])
    operations.undo(ws)
    assert contents(ws) == before


def test_a_number_goes_with_its_words(ws: Workspace, items: ItemTree) -> None:
    point = _named(items, "推进三进").id
    (target,) = queries.targets(ws, point)
    operations.set_target_actual(ws, target.id, "3次")
    text = "制定方案。开展教研，每年至少2次。其他"
    operations.set_fields(ws, [point], text=text)
    new, _changes = arranging.split(ws, point, text.index("开展"))
    (moved,) = queries.targets(ws, new)
    assert (moved.id, moved.actual) == (target.id, "3次")
    assert (_now(ws, items)[new].title, _now(ws, items)[new].text) == ("开展教研，每年至少2次", "其他")
    arranging.join(ws, new)
    assert queries.targets(ws, new) == []
    assert [one.id for one in queries.targets(ws, point)] == [target.id]


def test_a_measure_is_split_in_its_title(ws: Workspace, items: ItemTree) -> None:
    (measure,) = _ids(items, "开展大教研")
    operations.set_fields(ws, [measure], title="开展教研，评选课例", text="说明")
    new, _changes = arranging.split(ws, measure, len("开展教研，"))
    tree = _now(ws, items)
    assert (tree[measure].title, tree[measure].text) == ("开展教研", "")
    assert (tree[new].title, tree[new].text, tree[new].level) == ("评选课例", "说明", Level.MEASURE)
    assert tree.children(tree[new].parent_id)[-2:] == [measure, new]
    arranging.join(ws, new)
    tree = _now(ws, items)
    assert (tree[measure].title, tree[measure].text) == ("开展教研；评选课例", "说明")
    assert new not in tree


def test_joining_loses_nothing_and_undo_brings_it_all_back(
    ws: Workspace, items: ItemTree, checklist: str, tmp_path: Path
) -> None:
    first, second = _ids(items, "推进三进", "深化思政课")
    both, one = stored(ws, tmp_path, "两处.txt"), stored(ws, tmp_path, "一处.txt")
    operations.attach(ws, [first, second], [both])
    operations.attach(ws, [second], [one])
    operations.set_fields(
        ws, [first], narrative="甲", note="只有一", lead="德育处", score=3.0, full_score=4.0
    )
    operations.set_fields(
        ws,
        [second],
        **{"narrative": "乙", "problem": "缺人", "lead": "教导处、德育处", "完成时限": "2022-9-30"},
        text="上好每一课。",
        score=1.0,
        full_score=2.0,
    )
    child, _changes = operations.add_item(ws, checklist, second, None, "集体备课")
    before = contents(ws)
    changes = arranging.join(ws, second)
    assert changes.action == "把“深化思政课”并入“推进三进”"
    tree = _now(ws, items)
    row = tree[first]
    assert second not in tree
    assert row.text == "制定实施方案。开展大教研。\n深化思政课。上好每一课。"
    assert (row.narrative, row.problem, row.note, row.lead) == ("甲\n乙", "缺人", "只有一", "德育处、教导处")
    assert (row.score, row.full_score, row.due is None) == (4.0, 6.0, False)
    assert [file.here for file in queries.item_evidence(ws, first)] == [("两处.txt",), ("一处.txt",)]
    assert _titles(tree, first) == ["制定实施方案", "开展大教研", "集体备课"]
    assert tree[child].level is Level.MEASURE
    assert [row.id for row in queries.deleted(ws, checklist)] == [second]
    assert queries.deleted(ws, checklist)[0].narrative == "乙"
    after = contents(ws)
    operations.undo(ws)
    assert contents(ws) == before
    operations.redo(ws)
    assert contents(ws) == after


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        (Progress.DONE, Progress.DONE, Progress.DONE),
        (Progress.DONE, None, Progress.UNDER_WAY),
        (None, Progress.DONE, Progress.UNDER_WAY),
        (Progress.NOT_STARTED, None, Progress.NOT_STARTED),
        (None, None, None),
    ],
)
def test_joined_work_is_done_where_both_were(
    ws: Workspace, items: ItemTree, first: Progress | None, second: Progress | None, joined: Progress | None
) -> None:
    one, two = _ids(items, "制定实施方案", "开展大教研")
    operations.set_fields(ws, [one], progress=first)
    operations.set_fields(ws, [two], progress=second)
    arranging.join(ws, two)
    assert _now(ws, items)[one].progress is joined


def test_an_address_still_finds_what_was_moved(ws: Workspace, items: ItemTree) -> None:
    point, subsection = _ids(items, "深化思政课", "安全")
    arranging.move(ws, [point], subsection)
    assert resolve(_now(ws, items), "二/二/2") == point
