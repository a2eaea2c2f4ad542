from dataclasses import replace
from datetime import date

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QModelIndex, Qt
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_app.models.tree import ItemTree
from desktop_app.models.values import Level, Progress, Verdict
from desktop_app.views.table.columns import Column
from desktop_app.views.table.item_model import ItemModel, surroundings
from tests.views.trees import check, row, tree

Check = Qt.ItemDataRole.CheckStateRole
IDS = [item.id for item in tree().walk()]


def test_the_model_is_sound(qtmodeltester: ModelTester) -> None:
    model = ItemModel()
    check(qtmodeltester, model)
    model.show(tree())
    model.refresh(["s1p2"])
    model.show(tree(), surroundings(tree(), ["s1p2"]))
    model.refresh(["s1p2"])
    model.show(ItemTree([]))


def test_neighbours_are_told_as_one_and_very_many_rows_by_the_outermost(qtbot: QtBot) -> None:
    model, items = ItemModel(), tree(sections=3, points=30, measures=2)
    model.show(items)
    told: list[tuple[str, int, int]] = []
    model.dataChanged.connect(
        lambda first, last, _roles: told.append(
            (model.key(first), last.row() - first.row() + 1, last.column())
        )
    )
    model.refresh(["s1p4", "s1p2", "s1p3", "s2p7m1"])
    assert told == [("s1p2", 3, len(Column) - 1), ("s2p7m1", 1, len(Column) - 1)]
    told.clear()
    model.refresh(row.id for row in items.walk())
    assert told == [("s0", 3, len(Column) - 1)]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(hits=st.sets(st.sampled_from(IDS)))
def test_any_filter_leaves_a_sound_model(qtmodeltester: ModelTester, hits: set[str]) -> None:
    items, model = tree(), ItemModel()
    visible = surroundings(items, hits)
    model.show(items, visible)
    check(qtmodeltester, model)
    assert hits <= visible
    assert model.keys() == [item.id for item in items.walk() if item.id in visible]
    for key in model.keys():  # noqa: SIM118
        assert model.key(model.index_of(key)) == key
    qtmodeltester._cleanup()  # type: ignore[no-untyped-call]


def test_a_hit_shows_what_is_above_and_a_points_measures() -> None:
    assert surroundings(tree(), ["s0p1"]) == {"s0", "s0p1", "s0p1m0", "s0p1m1"}
    assert surroundings(tree(), ["s0p1m0"]) == {"s0", "s0p1", "s0p1m0"}
    assert surroundings(tree(), ["s1"]) == {"s1"}


def test_a_change_touches_its_own_rows_alone(qtbot: QtBot) -> None:
    items, model = tree(), ItemModel()
    model.show(items)
    told: list[tuple[str, int, int]] = []

    def note(first: QModelIndex, last: QModelIndex, *_roles: object) -> None:
        assert first.internalId() == last.internalId()
        told.append((model.key(first), first.column(), last.column()))

    model.dataChanged.connect(note)
    model.refresh(items.update([replace(items["s0p1m0"], progress=Progress.DONE)]))
    assert {key for key, _first, _last in told} == {"s0p1m0", "s0p1", "s0"}
    assert {(first, last) for _key, first, last in told} == {(0, len(Column) - 1)}


def test_what_the_cells_say() -> None:
    items, model = tree(), ItemModel()
    items.update(
        [
            replace(items["s0p0m0"], progress=Progress.DONE, evidence_count=1),
            replace(
                items["s0p0"], verdict=Verdict.ACHIEVED, lead="德育处", due=date(1999, 1, 2), evidence_count=2
            ),
            replace(items["s0p1"], progress=Progress.DONE),
        ]
    )
    model.show(items)
    usual = [column for column in Column if column.usual]
    cells = [model.index_of("s0p0", column).data() for column in usual]
    assert cells == ["1. 标题s0p0", "进行中 1/2", "达成", "德育处", "1999年1月2日", "3"]
    assert model.index_of("s0p1", Column.PROGRESS).data() == "已完成（手动）"
    assert model.index_of("s0p2", Column.PROGRESS).data() == "未开始"
    assert model.index_of("s0p1", Column.EVIDENCE).data(Qt.ItemDataRole.ToolTipRole)
    title = model.index_of("s0p0")
    assert title.data(Check) == Qt.CheckState.PartiallyChecked
    assert title.data(Qt.ItemDataRole.AccessibleTextRole) == "1. 标题s0p0，进行中 1/2"
    assert title.data(Qt.ItemDataRole.EditRole) == "标题s0p0"


def test_what_does_not_apply_says_so_instead_of_its_progress() -> None:
    model, items = ItemModel(), tree()
    items.update([replace(items["s0p0"], verdict=Verdict.NOT_APPLICABLE)])
    model.show(items)
    said = [model.words(one, Column.PROGRESS) for one in ("s0p0", "s0p0m0", "s0p1")]
    assert said == ["不适用", "不适用", "未开始"]


def test_words_from_outside_are_no_markup() -> None:
    model = ItemModel()
    model.show(ItemTree([row("a", None, 0, Level.POINT, "<b>粗</b>")]))
    assert "&lt;b&gt;" in model.index_of("a").data(Qt.ItemDataRole.ToolTipRole)
    judged = replace(
        row("a", None, 0, Level.POINT), verdict=Verdict.NOT_ACHIEVED, verdict_reason="<img src=x>"
    )
    model.show(ItemTree([judged]))
    assert "&lt;img" in model.index_of("a", Column.VERDICT).data(Qt.ItemDataRole.ToolTipRole)


def test_ticking_and_renaming_are_asked_not_done() -> None:
    items, model = tree(), ItemModel()
    model.show(items)
    ticks: list[tuple[list[str], bool]] = []
    edits: list[tuple[list[str], dict[str, object]]] = []
    model.tick_requested.connect(lambda ids, done: ticks.append((ids, done)))
    model.edit_requested.connect(lambda ids, fields: edits.append((ids, fields)))
    index = model.index_of("s0p0m0")
    assert model.setData(index, Qt.CheckState.Checked.value, Check)  # a view hands the state over as an int
    assert model.setData(index, Qt.CheckState.Unchecked, Check)
    assert ticks == [(["s0p0m0"], True), (["s0p0m0"], False)]
    assert not model.setData(index, "  ")
    assert model.setData(index, "标题s0p0m0")
    assert edits == []
    assert not model.setData(index, " 新的标题 ")  # nobody has stored it
    assert edits == [(["s0p0m0"], {"title": "新的标题"})]
    assert items["s0p0m0"].title == "标题s0p0m0"


def test_nothing_can_be_changed_where_one_may_only_look() -> None:
    model = ItemModel()
    model.show(tree(), editable=False)
    index = model.index_of("s0p0m0")
    assert not model.setData(index, Qt.CheckState.Checked, Check)
    assert not index.flags() & (Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDropEnabled)
