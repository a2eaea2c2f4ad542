from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import select

from desktop_app.documents.outline import Level, Outline, Warning
from desktop_app.errors import YaodianError
from desktop_app.models import operations, queries
from desktop_app.models.addresses import resolve
from desktop_app.models.entities import Document
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import Changes, Progress, Verdict
from desktop_app.models.workspace import Workspace
from tests.models.samples import contents, imported, leaves, sample, stored


def _now(ws: Workspace, items: ItemTree) -> ItemTree:
    return queries.tree(ws, next(items.walk()).checklist_id)


def _progress(ws: Workspace, items: ItemTree, address: str) -> Progress:
    tree = _now(ws, items)
    return tree.progress(resolve(tree, address))


def test_an_import_keeps_every_word_and_its_place(ws: Workspace, tmp_path: Path) -> None:
    original = stored(ws, tmp_path, "要点.txt", "原文")
    checklist, changes = operations.import_outline(ws, sample(), original)
    assert changes == Changes("导入“2022年工作要点”", reshaped=frozenset({checklist}), checklists=True)
    tree = queries.tree(ws, checklist)
    nodes = list(sample().walk())
    rows = list(tree.walk())
    assert len(rows) == len(nodes) == 13
    for row, node in zip(rows, nodes, strict=True):
        assert (row.level, row.number, row.numbered) == (node.level, node.number, node.numbered)
        assert (row.title, row.text, row.source) == (node.title, node.text, node.source)
        assert (row.source_title, row.source_text) == (node.title, node.text)
        assert len(tree.children(row.id)) == len(node.children)
        assert row.progress is None
    document = queries.document(ws, checklist)
    assert (document.title, document.issuer, document.year) == ("2022年工作要点", "某区教育局", 2022)
    assert (document.document_number, document.date, document.kind) == (
        "某教〔2022〕1号",
        "2022-03-01",
        "plan",
    )
    assert (document.source_text, document.preamble) == (sample().source_text, "各校：")
    assert (document.sha256, document.file_name) == (original.sha256, "要点.txt")
    with ws.session() as session:
        kept = session.scalars(select(Document.warnings)).one()
    assert [Warning(**{**one, "source": tuple(one["source"])}) for one in kept] == list(sample().warnings)
    (made,) = queries.checklists(ws)
    assert (made.id, made.title, made.year, made.document_id) == (
        checklist,
        document.title,
        2022,
        document.id,
    )


def test_year_and_title_can_be_given(ws: Workspace, tmp_path: Path) -> None:
    file = stored(ws, tmp_path, "要点.txt")
    first, _changes = operations.import_outline(ws, sample(), file, year=2023, title="我们的清单")
    bare = Outline("正文", "", "other")
    second, _changes = operations.import_outline(ws, bare, file)
    found = {row.id: (row.title, row.year) for row in queries.checklists(ws)}
    assert found == {first: ("我们的清单", 2023), second: ("要点.txt", None)}
    assert len(queries.tree(ws, second)) == 0


def test_a_text_that_cannot_be_stored_is_a_sentence(ws: Workspace, tmp_path: Path) -> None:
    before = contents(ws)
    with pytest.raises(YaodianError, match="没有导入"):
        operations.import_outline(ws, Outline("半\ud800", "题", "x"), stored(ws, tmp_path, "要点.txt"))
    assert contents(ws) == before


def test_fields_take_typed_values_and_chinese_words(ws: Workspace, items: ItemTree) -> None:
    one, two = (row.id for row in items.points()[:2])
    operations.set_fields(
        ws,
        [one, two],
        progress=Progress.UNDER_WAY,
        verdict=Verdict.MOSTLY_ACHIEVED,
        score=8,
        full_score=10.0,
        due=date(2022, 9, 30),
        title="  新 标题 ",
        narrative="一行\r\n二行",
    )
    for row in queries.rows(ws, [one, two]):
        assert (row.progress, row.verdict) == (Progress.UNDER_WAY, Verdict.MOSTLY_ACHIEVED)
        assert (row.score, row.full_score, row.due) == (8.0, 10.0, date(2022, 9, 30))
        assert (row.title, row.narrative) == ("新 标题", "一行\n二行")
        assert row.source_title == items[row.id].source_title
    words = {"进度": "已完成", "结论": "达成", "责任人": "张三", "完成时限": "2022年10月1日", "得分": ""}
    changes = operations.set_fields(ws, [one], **words)
    assert changes == Changes("修改“新 标题”：进度、自评结论、责任人、完成时限、自评得分", frozenset({one}))
    (row,) = queries.rows(ws, [one])
    assert (row.progress, row.verdict, row.person) == (Progress.DONE, Verdict.ACHIEVED, "张三")
    assert (row.due, row.score) == (date(2022, 10, 1), None)


@pytest.mark.parametrize(
    "values",
    [
        {"颜色": "红"},
        {"position": "3"},
        {"source_text": "x"},
        {"progress": "几乎"},
        {"progress": "达成"},
        {"verdict": Progress.DONE},
        {"verdict": Verdict.NOT_APPLICABLE},
        {"verdict": "不适用", "verdict_reason": "  "},
        {"score": "很多"},
        {"score": float("nan")},
        {"score": -1.0},
        {"score": True},
        {"due": "9月"},
        {"due": "2022-2-30"},
        {"title": " "},
        {"title": None},
        {"note": "x" * 100_001},
        {"title": "x" * 10_001},
        {"note": "\ud800"},
        {"note": "\0"},
        {"note": 3},
    ],
    ids=str,
)
def test_what_does_not_fit_is_refused_whole(
    ws: Workspace, items: ItemTree, values: dict[str, object]
) -> None:
    before = contents(ws)
    with pytest.raises(YaodianError, match="没有改动"):
        operations.set_fields(ws, [items.points()[0].id], person="张三", **values)
    assert contents(ws) == before


def test_not_applicable_keeps_its_reason(ws: Workspace, items: ItemTree) -> None:
    point = items.points()[0].id
    operations.set_fields(ws, [point], 结论="不适用", 理由="本校没有住宿生")
    with pytest.raises(YaodianError, match="理由"):
        operations.set_fields(ws, [point], verdict_reason="")
    operations.set_fields(ws, [point], verdict=None)
    operations.set_fields(ws, [point], verdict=Verdict.NOT_APPLICABLE)
    assert queries.rows(ws, [point])[0].verdict_reason == "本校没有住宿生"


def test_what_is_not_there_is_refused(ws: Workspace, items: ItemTree, checklist: str) -> None:
    point = items.points()[0].id
    operations.delete_items(ws, [point])
    before = contents(ws)
    other = items.points()[1].id
    for attempt in (
        lambda: operations.set_fields(ws, [other, point], note="x"),
        lambda: operations.set_fields(ws, [], note="x"),
        lambda: operations.tick(ws, [other, point]),
        lambda: operations.tick(ws, []),
        lambda: operations.delete_items(ws, ["nothing"]),
        lambda: operations.restore_items(ws, ["nothing"]),
        lambda: operations.attach(ws, [point], []),
        lambda: operations.detach(ws, point, "nothing"),
        lambda: operations.add_item(ws, "nothing", None, None, "x"),
        lambda: operations.add_item(ws, checklist, point, None, "x"),
        lambda: operations.add_item(ws, checklist, None, other, "x"),
        lambda: operations.rename_checklist(ws, "nothing", "x"),
        lambda: operations.delete_checklist(ws, "nothing"),
        lambda: operations.set_target_actual(ws, "nothing", "x"),
    ):
        with pytest.raises(YaodianError, match="不在了"):
            attempt()
    assert contents(ws) == before
    with pytest.raises(YaodianError, match="找不到"):
        queries.tree(ws, "nothing")
    with pytest.raises(YaodianError, match="找不到"):
        queries.document(ws, "nothing")


def test_a_tick_sets_the_leaf_and_progress_follows(ws: Workspace, items: ItemTree) -> None:
    changes = operations.tick(ws, [resolve(items, "1/1")])
    assert changes == Changes("勾选“制定实施方案”", frozenset({resolve(items, "1/1")}))
    assert _progress(ws, items, "1/1") is Progress.DONE
    assert _progress(ws, items, "1") is Progress.UNDER_WAY
    assert _progress(ws, items, "一") is Progress.UNDER_WAY
    operations.tick(ws, [resolve(items, "1/2"), resolve(items, "2")])
    assert _progress(ws, items, "一") is Progress.DONE
    operations.tick(ws, [resolve(items, "1/1")], done=False)
    assert _progress(ws, items, "1") is Progress.UNDER_WAY


def test_ticking_a_section_ticks_its_leaves(ws: Workspace, items: ItemTree) -> None:
    section = resolve(items, "二")
    changes = operations.tick(ws, [section])
    assert changes.items == set(leaves(items, section))
    assert _progress(ws, items, "二") is Progress.DONE
    assert not _now(ws, items).by_hand(section)
    assert operations.tick(ws, [section]).items == frozenset()
    operations.tick(ws, [section], done=False)
    assert _progress(ws, items, "3/2") is Progress.NOT_STARTED


def test_a_tick_clears_what_was_set_by_hand_around_it(ws: Workspace, items: ItemTree) -> None:
    section, part, point = (resolve(items, one) for one in ("二", "二/一", "3"))
    leaf, beside = resolve(items, "3/1"), resolve(items, "一")
    operations.set_fields(ws, [section, part, beside], progress=Progress.DONE)
    operations.set_fields(ws, [point], progress=Progress.UNDER_WAY)
    assert operations.tick(ws, [leaf]).items == {section, part, point, leaf}
    assert _progress(ws, items, "二") is Progress.UNDER_WAY
    assert _now(ws, items).by_hand(beside)
    operations.set_fields(ws, [point], progress=Progress.UNDER_WAY)
    operations.tick(ws, [section])
    assert _progress(ws, items, "3") is Progress.DONE


def test_a_tick_passes_deleted_items_by(ws: Workspace, items: ItemTree) -> None:
    leaf = resolve(items, "3/1")
    operations.delete_items(ws, [leaf])
    operations.tick(ws, [resolve(items, "3")])
    assert _progress(ws, items, "3") is Progress.DONE
    operations.restore_items(ws, [leaf])
    assert _progress(ws, items, "3") is Progress.UNDER_WAY


def test_an_untick_of_what_was_never_ticked_changes_nothing(ws: Workspace, items: ItemTree) -> None:
    assert operations.tick(ws, [resolve(items, "二")], done=False).items == frozenset()
    assert queries.can_undo(ws) == "导入“2022年工作要点”"


def test_one_file_serves_several_items_and_is_kept_once(
    ws: Workspace, items: ItemTree, tmp_path: Path
) -> None:
    one, two = (row.id for row in items.points()[:2])
    first = stored(ws, tmp_path, "方案.docx", "同样的内容")
    rows, changes = operations.attach(ws, [two, one], [first])
    expected = Changes(
        "为 2 个条目添加材料：方案.docx", frozenset({one, two}), evidence=frozenset({rows[0].id})
    )
    assert changes == expected
    assert rows[0].item_ids == (one, two)  # in the order of the list
    assert (rows[0].name, rows[0].title, rows[0].size) == ("方案.docx", "方案", len("同样的内容".encode()))
    again = stored(ws, tmp_path, "另一个名字.docx", "同样的内容")
    photo = stored(ws, tmp_path, "照片.jpg")
    same, changes = operations.attach(ws, [one], [again, photo, again])
    assert [row.name for row in same] == ["方案.docx", "照片.jpg"]
    assert same[0].id == rows[0].id
    assert operations.attach(ws, [one], [again, photo])[1].items == frozenset()
    assert [row.name for row in queries.item_evidence(ws, one)] == ["方案.docx", "照片.jpg"]
    assert [row.evidence_count for row in queries.rows(ws, [one, two])] == [2, 1]
    both = queries.item_evidence(ws, one)[0]
    assert (both.shown, both.names_in(two)) == ("方案.docx、另一个名字.docx", ("方案.docx",))
    assert queries.item_evidence(ws, two)[0].shown == "方案.docx"
    assert operations.detach(ws, one, rows[0].id).action == "从“推进三进”移除材料：方案.docx、另一个名字.docx"
    assert operations.detach(ws, one, rows[0].id).items == frozenset()
    assert [row.item_ids for row in queries.evidence(ws, items[one].checklist_id)] == [(one,), (two,)]
    operations.detach(ws, two, rows[0].id)
    assert [(row.name, row.item_ids) for row in queries.all_evidence(ws)] == [
        ("方案.docx", ()),
        ("照片.jpg", (one,)),
    ]
    assert ws.vault.path(first.sha256, first.name).read_text("utf-8") == "同样的内容"


def test_items_are_added_where_they_belong(ws: Workspace, items: ItemTree, checklist: str) -> None:
    point = resolve(items, "1")
    first, last = items.children(point)
    middle, _changes = operations.add_item(ws, checklist, point, first, "中间的举措", "细则")
    end, _changes = operations.add_item(ws, checklist, point, None, "最后的举措")
    after, _changes = operations.add_item(ws, checklist, point, last, "倒数第二")
    tree = _now(ws, items)
    assert tree.children(point) == [first, middle, last, after, end]
    row = tree[middle]
    assert (row.level, row.number, row.numbered, row.text) == (Level.MEASURE, "", False, "细则")
    assert (row.source_title, row.source_text, row.source) == (None, None, None)
    assert tree[first].position == items[first].position


def test_there_is_always_room_between_two_items(ws: Workspace, items: ItemTree, checklist: str) -> None:
    point = resolve(items, "1")
    first, last = items.children(point)
    added = [operations.add_item(ws, checklist, point, first, f"新{number}")[0] for number in range(25)]
    assert _now(ws, items).children(point) == [first, *reversed(added), last]
    while operations.undo(ws):
        pass
    while operations.redo(ws):
        pass
    assert _now(ws, items).children(point) == [first, *reversed(added), last]


@pytest.mark.parametrize(
    ("parent", "level"),
    [
        (None, Level.SECTION),
        ("一", Level.POINT),
        ("二", Level.SUBSECTION),
        ("二/二", Level.POINT),
        ("2", Level.MEASURE),
    ],
)
def test_a_new_item_has_the_level_of_its_place(
    ws: Workspace, items: ItemTree, checklist: str, parent: str | None, level: Level
) -> None:
    parent_id = resolve(items, parent) if parent else None
    added, _changes = operations.add_item(ws, checklist, parent_id, None, "新")
    assert _now(ws, items)[added].level is level


def test_the_first_item_of_all_is_a_section(ws: Workspace, tmp_path: Path) -> None:
    checklist = imported(ws, tmp_path, Outline("文", "空的", "other"))
    section, _changes = operations.add_item(ws, checklist, None, None, "新的一章")
    point, _changes = operations.add_item(ws, checklist, section, None, "新的要点")
    levels = [row.level for row in queries.tree(ws, checklist).walk()]
    assert levels == [Level.SECTION, Level.POINT]
    assert queries.rows(ws, [point])[0].parent_id == section


def test_nothing_goes_below_a_measure_or_into_another_list(
    ws: Workspace, items: ItemTree, checklist: str, tmp_path: Path
) -> None:
    with pytest.raises(YaodianError, match="举措下面"):
        operations.add_item(ws, checklist, resolve(items, "1/1"), None, "x")
    other = imported(ws, tmp_path)
    with pytest.raises(YaodianError, match="不在了"):
        operations.add_item(ws, other, resolve(items, "1"), None, "x")


def test_what_was_done_is_under_way_when_it_gets_something_to_do(
    ws: Workspace, items: ItemTree, checklist: str
) -> None:
    point = resolve(items, "2")
    operations.tick(ws, [point])
    measure, _changes = operations.add_item(ws, checklist, point, None, "还要做的事")
    assert _progress(ws, items, "2") is Progress.UNDER_WAY
    operations.tick(ws, [measure])
    assert _progress(ws, items, "2") is Progress.DONE


def test_deleted_items_keep_their_answers_and_come_back(
    ws: Workspace, items: ItemTree, checklist: str, tmp_path: Path
) -> None:
    section, leaf = resolve(items, "二"), resolve(items, "3/1")
    operations.set_fields(ws, [leaf], narrative="做了")
    operations.attach(ws, [leaf], [stored(ws, tmp_path, "甲.txt")])
    assert operations.delete_items(ws, [section, leaf]).reshaped == {checklist}
    assert section not in _now(ws, items)
    assert len(_now(ws, items)) == 5
    assert queries.evidence(ws, checklist) == []
    assert queries.rows(ws, [leaf]) == []
    assert len(queries.deleted(ws, checklist)) == 8
    operations.restore_items(ws, [leaf])  # with what it hangs on, without what it does not
    assert {row.title for row in _now(ws, items).walk(section)} == {"教学", "课程", "排课"}
    operations.restore_items(ws, [section])
    assert len(_now(ws, items)) == 13
    (row,) = queries.rows(ws, [leaf])
    assert (row.narrative, row.evidence_count) == ("做了", 1)


def test_checklists_are_renamed_and_deleted(ws: Workspace, checklist: str, tmp_path: Path) -> None:
    other = imported(ws, tmp_path)
    assert [row.id for row in queries.checklists(ws)] == [other, checklist]  # newest first
    operations.rename_checklist(ws, checklist, "党建要点")
    with pytest.raises(YaodianError, match="没有改动"):
        operations.rename_checklist(ws, checklist, " ")
    assert operations.delete_checklist(ws, other).checklists
    assert [row.title for row in queries.checklists(ws)] == ["党建要点"]
    with pytest.raises(YaodianError, match="不在了"):
        operations.delete_checklist(ws, other)
    operations.undo(ws)
    assert len(queries.checklists(ws)) == 2


def test_targets_and_what_was_reached(ws: Workspace, items: ItemTree, checklist: str) -> None:
    point = resolve(items, "1")
    (target,) = queries.targets(ws, point)
    assert (target.text, target.comparator, target.value) == ("每年至少2次", ">=", 2.0)
    assert (target.unit, target.per, target.by, target.kind, target.actual) == (
        "次",
        "年",
        None,
        "target",
        "",
    )
    operations.set_target_actual(ws, target.id, "3次")
    assert queries.targets(ws, point)[0].actual == "3次"
    assert list(queries.checklist_targets(ws, checklist)) == [point]
    operations.delete_items(ws, [point])
    assert queries.checklist_targets(ws, checklist) == {}
