import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop_app.errors import YaodianError
from desktop_app.models.addresses import path_of, paths, places, resolve
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import ItemRow, Level

Shape = list[tuple[Level, str, str, "Shape"]]


def _tree(shape: Shape) -> ItemTree:
    rows: list[ItemRow] = []

    def add(children: Shape, parent: str | None) -> None:
        for level, number, title, below in children:
            item_id = f"i{len(rows)}"
            rows.append(
                ItemRow(
                    item_id, "c", parent, len(rows), level, number, bool(number), title, "", None, None, None
                )
            )
            add(below, item_id)

    add(shape, None)
    return ItemTree(rows)


def _measures(*titles: str) -> Shape:
    return [(Level.MEASURE, "", title, []) for title in titles]


RUNNING: Shape = [
    (
        Level.SECTION,
        "一",
        "甲",
        [
            (Level.SUBSECTION, "一", "甲一", [(Level.POINT, "1", "p1", []), (Level.POINT, "2", "p2", [])]),
            (Level.SUBSECTION, "二", "甲二", [(Level.POINT, "3", "p3", _measures("m1", "m2", "m3"))]),
        ],
    ),
    (
        Level.SECTION,
        "二",
        "乙",
        [(Level.POINT, str(number), f"p{number}", _measures("a", "b")) for number in range(4, 14)],
    ),
]
RESTARTING: Shape = [
    (Level.SECTION, "一", "甲", [(Level.POINT, "1", "甲1", []), (Level.POINT, "2", "甲2", [])]),
    (Level.SECTION, "二", "乙", [(Level.POINT, "1", "乙1", []), (Level.POINT, "2", "乙2", [])]),
    (Level.SECTION, "三", "丙", [(Level.POINT, "1", "丙1", []), (Level.POINT, "2", "丙2", [])]),
]
FAULTY: Shape = [
    (
        Level.SECTION,
        "一",
        "甲",
        [
            (Level.POINT, "1", "first 1", []),
            (Level.POINT, "1", "second 1", []),
            (Level.POINT, "", "no number", _measures("x", "y")),
            (Level.POINT, "3", "counts", [(Level.MEASURE, "2", "two", []), (Level.MEASURE, "", "one", [])]),
        ],
    ),
]


@pytest.mark.parametrize(
    ("address", "title"),
    [
        ("13", "p13"),
        ("１３", "p13"),
        ("13.", "p13"),
        ("第13条", "p13"),
        ("一/2", "p2"),
        ("一／２", "p2"),
        ("一/（一）/2", "p2"),
        ("一/(二)/3", "p3"),
        ("一、/(二)", "甲二"),
        ("一", "甲"),
        ("第二章", "乙"),
        ("3/2", "m2"),
        ("3.2", "m2"),
        ("3．2", "m2"),
        ("一/3/2", "m2"),
        ("一/二/3/3", "m3"),
        ("13/2", "b"),
        ("13/第2项", "b"),
        ("第二项", "乙"),
        ("二/第1项", "p4"),
        ("十三", "p13"),
        (" 13 ", "p13"),
    ],
)
def test_a_document_whose_points_run_on(address: str, title: str) -> None:
    tree = _tree(RUNNING)
    assert tree[resolve(tree, address)].title == title


@pytest.mark.parametrize(
    ("address", "title"),
    [("3.2", "丙2"), ("3/2", "丙2"), ("三/2", "丙2"), ("二.1", "乙1"), ("三", "丙"), ("3", "丙")],
)
def test_a_document_whose_points_start_again(address: str, title: str) -> None:
    tree = _tree(RESTARTING)
    assert tree[resolve(tree, address)].title == title


def test_several_are_listed_by_paths_that_work() -> None:
    tree = _tree(RESTARTING)
    with pytest.raises(YaodianError, match="3 个条目") as refused:
        resolve(tree, "2")
    for path, title in (("一/2", "甲2"), ("二/2", "乙2"), ("三/2", "丙2")):
        assert f"{path} {title}" in str(refused.value)
        assert tree[resolve(tree, path)].title == title


def test_a_long_list_of_candidates_is_cut() -> None:
    tree = _tree([(Level.SECTION, str(n), "s", [(Level.POINT, "9", f"t{n}", [])]) for n in range(20, 40)])
    with pytest.raises(YaodianError, match="…"):
        resolve(tree, "9")


@pytest.mark.parametrize(
    "address", ["", " ", "/", "99", "一/99", "13/9", "x", "一//2", "..", "第项", "第x项"]
)
def test_nothing_found_is_a_sentence(address: str) -> None:
    with pytest.raises(YaodianError, match="找不到"):
        resolve(_tree(RUNNING), address)


def test_a_measure_is_never_meant_by_a_bare_number() -> None:
    tree = _tree([(Level.POINT, "7", "p", _measures("a", "b"))])
    with pytest.raises(YaodianError):
        resolve(tree, "2")


def test_paths_are_what_people_say() -> None:
    tree = _tree(RUNNING)
    paths = {row.title: path_of(tree, row.id) for row in tree.walk()}
    assert (paths["甲"], paths["甲一"], paths["p2"], paths["m2"]) == ("一", "一/一", "一/一/2", "一/二/3/2")


@pytest.mark.parametrize("shape", [RUNNING, RESTARTING, FAULTY], ids=["running", "restarting", "faulty"])
def test_every_path_leads_back(shape: Shape) -> None:
    tree = _tree(shape)
    paths = [path_of(tree, row.id) for row in tree.walk()]
    assert len(set(paths)) == len(paths)
    assert [resolve(tree, path) for path in paths] == [row.id for row in tree.walk()]


NUMBERS = st.sampled_from(["", "", "一", "二", "1", "2", "3", "１", "（1）", "1.2", "第1项", "x/y", "十一"])


def _shapes(depth: int) -> st.SearchStrategy[Shape]:
    below: st.SearchStrategy[Shape] = _shapes(depth - 1) if depth else st.just([])
    return st.lists(st.tuples(st.sampled_from(Level), NUMBERS, st.just("t"), below), max_size=4)


@settings(deadline=None, max_examples=60)
@given(_shapes(2))
def test_every_path_leads_back_in_any_tree(shape: Shape) -> None:
    tree = _tree(shape)
    for row in tree.walk():
        assert resolve(tree, path_of(tree, row.id)) == row.id


@settings(deadline=None, max_examples=60)
@given(_shapes(2))
def test_paths_of_all_are_the_paths_of_each(shape: Shape) -> None:
    tree = _tree(shape)
    assert paths(tree) == {row.id: path_of(tree, row.id) for row in tree.walk()}


RANKS = (Level.SECTION, Level.SUBSECTION, Level.POINT, Level.MEASURE)


def _ranked(above: int = -1) -> st.SearchStrategy[Shape]:
    """Trees as checklists have them: every item ranks below its parent, a measure has nothing below it."""

    def entries(level: Level) -> st.SearchStrategy[tuple[Level, str, str, Shape]]:
        rank = RANKS.index(level)
        below: st.SearchStrategy[Shape] = _ranked(rank) if rank < len(RANKS) - 1 else st.just([])
        return st.tuples(st.just(level), NUMBERS, st.just("t"), below)

    return st.lists(st.sampled_from(RANKS[above + 1 :]).flatmap(entries), max_size=3)


@settings(deadline=None, max_examples=120)
@given(_ranked())
def test_every_place_in_a_report_leads_back_in_any_checklist(shape: Shape) -> None:
    tree = _tree(shape)
    for item, place in places(tree).items():
        assert resolve(tree, place) == item


def test_places_are_short_where_nothing_else_has_the_number() -> None:
    tree = _tree(RUNNING)
    named = {row.title: places(tree)[row.id] for row in tree.walk()}
    assert (named["甲"], named["p2"], named["m2"]) == ("一", "2", "3（2）")


@pytest.mark.parametrize("address", ["3（2）", "3(2)", "３（２）", "3 (2)", "一/二/3（2）", "3/（2）"])
def test_brackets_name_what_is_below(address: str) -> None:
    tree = _tree(RUNNING)
    assert tree[resolve(tree, address)].title == "m2"


@pytest.mark.parametrize("address", ["一百零三", "103", "一〇三", "第一百零三条"])
def test_numbers_count_as_in_documents(address: str) -> None:
    tree = _tree([(Level.POINT, "103", "p", [])])
    assert tree[resolve(tree, address)].title == "p"


@pytest.mark.parametrize("address", ["9" * 5000, "第" + "9" * 5000 + "项", "1（" + "9" * 5000 + "）"])
def test_a_number_without_end_finds_nothing(address: str) -> None:
    with pytest.raises(YaodianError, match="找不到"):
        resolve(_tree(RUNNING), address)


@pytest.mark.no_cover  # it is covered by others; measuring takes as long again
def test_the_paths_of_ten_thousand_siblings_take_no_time() -> None:
    tree = _tree([(Level.POINT, str(number), "p", []) for number in range(10_000)])
    began = time.process_time()
    assert len(paths(tree)) == len(places(tree)) == 10_000
    assert time.process_time() - began < 20  # siblings by siblings would be minutes
