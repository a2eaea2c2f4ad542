from dataclasses import replace
from pathlib import Path

import pytest

from desktop_app.documents.outline import Level, Node, Outline
from desktop_app.errors import YaodianError
from desktop_app.models import arranging, operations, queries
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import Changes
from desktop_app.models.workspace import Workspace
from tests.models.samples import contents, imported, sample


def _numbers(ws: Workspace, checklist: str) -> dict[str, str]:
    return {row.title: row.number for row in queries.tree(ws, checklist).walk()}


def _named(ws: Workspace, checklist: str, title: str) -> str:
    return next(row.id for row in queries.tree(ws, checklist).walk() if row.title == title)


def test_numbers_are_counted_anew_and_the_bureaus_brought_back(
    ws: Workspace, items: ItemTree, checklist: str
) -> None:
    bureaus = contents(ws)
    section = _named(ws, checklist, "立德树人")
    arranging.move(ws, [_named(ws, checklist, "校园安全")], section, _named(ws, checklist, "推进三进"))
    operations.add_item(ws, checklist, section, None, "自己的要点")
    operations.add_item(ws, checklist, None, section, "自己的部分")
    operations.delete_items(ws, [_named(ws, checklist, "教学")])
    arranged = contents(ws)
    changes = arranging.renumber(ws, checklist)
    assert changes.action == "重新编号：2022年工作要点"
    assert _numbers(ws, checklist) == {
        "立德树人": "一",
        "推进三进": "1",
        "制定实施方案": "",
        "开展大教研": "",
        "校园安全": "2",
        "深化思政课": "3",
        "自己的要点": "4",
        "自己的部分": "二",
        "质量提升": "三",
        "安全": "一",
    }
    (own,) = queries.rows(ws, [_named(ws, checklist, "自己的要点")])
    assert own.numbered
    assert own.source_number is None
    assert arranging.renumber(ws, checklist) == Changes(changes.action)
    arranging.restore_numbers(ws, checklist)
    assert contents(ws) == arranged
    while operations.undo(ws) and contents(ws) != bureaus:
        pass
    assert contents(ws) == bureaus


def _point(number: str, title: str, place: int, *below: Node) -> Node:
    return Node(Level.POINT, number, bool(number), title, "", (place, place + 1), (), below)


def _sections(*families: tuple[Node, ...]) -> Outline:
    children = tuple(
        Node(
            Level.SECTION,
            "一二三"[place],
            True,
            f"第{place}方面",
            "",
            (100 * place, 100 * place + 1),
            (),
            family,
        )
        for place, family in enumerate(families)
    )
    return replace(sample(), children=children)


@pytest.mark.parametrize(
    ("bureaus", "counted"),
    [
        ((("1", "2"), ("3", "4"), ("5",)), ["1", "2", "3", "4", "5", "6"]),
        ((("1", "2"), ("1", "2"), ("1",)), ["1", "2", "1", "2", "1", "2"]),
        ((("1.1", "1.2"), ("2.1", "2.2"), ("3.1",)), ["1.1", "1.2", "2.1", "2.2", "3.1", "3.2"]),
        ((("一", "二"), ("一", "二"), ("一",)), ["一", "二", "一", "二", "一", "二"]),
        ((("", ""), ("", ""), ("",)), ["", "", "", "", "", ""]),
        ((("1", ""), ("2", "3"), ("4",)), ["1", "", "2", "3", "4", "5"]),
    ],
)
def test_points_are_counted_as_the_bureau_does(
    ws: Workspace, tmp_path: Path, bureaus: tuple[tuple[str, ...], ...], counted: list[str]
) -> None:
    families = [
        tuple(
            _point(number, f"要点{place}{at}", 100 * place + 10 * at + 5) for at, number in enumerate(family)
        )
        for place, family in enumerate(bureaus)
    ]
    checklist = imported(ws, tmp_path, _sections(*families))
    arranging.renumber(ws, checklist)
    before = _numbers(ws, checklist)
    assert [before[f"要点{place}{at}"] for place, at in ((0, 0), (0, 1), (1, 0), (1, 1))] == [
        number for family in bureaus[:2] for number in family
    ]
    operations.add_item(ws, checklist, _named(ws, checklist, "第2方面"), None, "自己的要点")
    arranging.renumber(ws, checklist)
    rows = [row for row in queries.tree(ws, checklist).walk() if row.level is Level.POINT]
    assert [row.number for row in rows] == counted


def test_measures_with_places_are_counted_in_their_point(ws: Workspace, tmp_path: Path) -> None:
    measures = tuple(Node(Level.MEASURE, str(n), False, f"举措{n}", "", (n, n + 1)) for n in (1, 2, 3))
    checklist = imported(ws, tmp_path, _sections((_point("1", "要点", 0, *measures),)))
    arranging.split(ws, _named(ws, checklist, "举措2"), 1)
    arranging.renumber(ws, checklist)
    rows = [row for row in queries.tree(ws, checklist).walk() if row.level is Level.MEASURE]
    assert [(row.number, row.title, row.numbered) for row in rows] == [
        ("1", "举措1", False),
        ("2", "举", False),
        ("3", "措2", False),
        ("4", "举措3", False),
    ]


def test_the_bureaus_words_come_back(ws: Workspace, items: ItemTree, checklist: str) -> None:
    one, two = (row.id for row in items.points()[:2])
    own, _changes = operations.add_item(ws, checklist, None, None, "自己的")
    before = contents(ws)
    operations.set_fields(ws, [one], title="改了", text="也改了")
    operations.set_fields(ws, [two], title="改了")
    changes = arranging.restore_words(ws, [one, own, two])
    assert changes == Changes("恢复原文 2 个条目", frozenset({one, two}))
    assert contents(ws) == before
    assert arranging.restore_words(ws, [one]).items == frozenset()
    for wrong in ([own], ["x"], []):
        with pytest.raises(YaodianError, match="没有改动"):
            arranging.restore_words(ws, wrong)


def test_a_list_that_is_gone_is_not_numbered(ws: Workspace, items: ItemTree, checklist: str) -> None:
    operations.delete_checklist(ws, checklist)
    with pytest.raises(YaodianError, match="没有改动"):
        arranging.renumber(ws, checklist)
