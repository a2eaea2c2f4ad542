from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from desktop_app.models import keeping, linking, operations, queries
from desktop_app.models.addresses import resolve
from desktop_app.models.missing import Lack, Missing, lacking
from desktop_app.models.tree import ItemTree
from desktop_app.models.workspace import Workspace
from tests.models.samples import leaves, stored


def missing(ws: Workspace, checklist: str, problems: Mapping[str, str] | None = None) -> list[Missing]:
    year = next(row.year for row in queries.checklists(ws) if row.id == checklist)
    return lacking(queries.tree(ws, checklist), year, queries.all_evidence(ws), problems or {})


def _told(ws: Workspace, checklist: str) -> list[tuple[Lack, str, str]]:
    return [(one.lack, one.name, one.detail) for one in missing(ws, checklist)]


def test_nothing_done_and_nothing_filed_lacks_nothing(ws: Workspace, checklist: str) -> None:
    assert missing(ws, checklist) == []


def test_points_done_without_evidence_are_told(
    ws: Workspace, items: ItemTree, checklist: str, tmp_path: Path
) -> None:
    one, two, three = (resolve(items, place) for place in ("1", "2", "3"))
    operations.tick(ws, [one, two, three])
    assert [row.item_id for row in missing(ws, checklist)] == [one, two, three]
    operations.attach(ws, leaves(items, one)[:1], [stored(ws, tmp_path, "甲.txt")])
    operations.set_fields(ws, [two], verdict="不适用", verdict_reason="没有")
    assert missing(ws, checklist) == [Missing(Lack.NO_EVIDENCE, "3.课程", three)]


@pytest.mark.parametrize(
    ("kinds", "lacking"),
    [
        (["计划"], "结果"),
        (["计划", "过程"], "结果"),
        (["结果"], "过程"),
        (["计划", "结果"], "过程"),
        (["反馈"], "过程、结果"),
        (["计划", "过程", "结果"], None),
        (["过程"], None),
        ([None], None),
    ],
)
def test_a_chain_that_lacks_a_link_is_told(
    ws: Workspace,
    items: ItemTree,
    checklist: str,
    tmp_path: Path,
    kinds: list[str | None],
    lacking: str | None,
) -> None:
    one = resolve(items, "1")
    below = leaves(items, one)[0]
    for number, kind in enumerate(kinds):
        file = stored(ws, tmp_path, f"{number}.txt")
        (row,), _changes = operations.attach(ws, [below if number else one], [file])
        keeping.set_evidence(ws, [row.id], kind=kind)
    expected = [] if lacking is None else [(Lack.BROKEN_CHAIN, "1.推进三进", f"还缺：{lacking}")]
    assert _told(ws, checklist) == expected


def test_files_that_prove_little_are_told(
    ws: Workspace, items: ItemTree, checklist: str, tmp_path: Path
) -> None:
    one = resolve(items, "1")
    small = stored(ws, tmp_path, "照片.JPG", "x" * 1023)
    large = stored(ws, tmp_path, "大照片.jpg", "x" * 1024)
    text = stored(ws, tmp_path, "纪要.txt")
    rows, _changes = operations.attach(ws, [one, resolve(items, "2")], [small, large, text])
    for row in (rows[0], rows[2]):
        keeping.set_evidence(ws, [row.id], date=date(2021, 12, 31))
    keeping.set_evidence(ws, [rows[1].id], date=date(2022, 1, 1))
    problems = {small.sha256: "", large.sha256: "password", text.sha256: "unreadable", "x": "empty"}
    assert missing(ws, checklist, problems) == [
        Missing(Lack.TOO_SMALL, "照片.JPG", one, rows[0].id, "材料日期 2021-12-31"),
        Missing(Lack.UNREADABLE, "大照片.jpg", one, rows[1].id, "有密码"),
        Missing(Lack.UNREADABLE, "纪要.txt", one, rows[2].id, "材料日期 2021-12-31"),
    ]  # each once, by the worst
    problems = {small.sha256: "unreadable", text.sha256: "no text"}
    assert missing(ws, checklist, problems) == [
        Missing(Lack.UNREADABLE, "照片.JPG", one, rows[0].id, "材料日期 2021-12-31"),
        Missing(Lack.NO_TEXT, "纪要.txt", one, rows[2].id, "材料日期 2021-12-31"),
    ]
    keeping.set_evidence(ws, [rows[0].id], date=None)
    problems = {small.sha256: "empty"}
    assert missing(ws, checklist, problems) == [
        Missing(Lack.OUTSIDE_YEAR, "纪要.txt", one, rows[2].id, "2021-12-31"),
        Missing(Lack.EMPTY, "照片.JPG", one, rows[0].id),
    ]


def test_evidence_that_serves_nothing_is_told_without_the_bin_and_older_revisions(
    ws: Workspace, items: ItemTree, checklist: str, tmp_path: Path
) -> None:
    rows, _changes = linking.add_to_inbox(ws, [stored(ws, tmp_path, f"{name}.txt") for name in "甲乙丙"])
    keeping.put_in_bin(ws, [rows[1].id])
    new, _changes = keeping.replace(ws, rows[2].id, stored(ws, tmp_path, "丁.txt"))
    operations.attach(ws, [resolve(items, "1")], [stored(ws, tmp_path, "甲.txt")])
    operations.delete_items(ws, [resolve(items, "1")])
    assert missing(ws, checklist) == [
        Missing(Lack.NO_ITEM, "甲.txt", None, rows[0].id),
        Missing(Lack.NO_ITEM, "丁.txt", None, new.id),
    ]
