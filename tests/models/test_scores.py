"""Scores follow from below by weight, and earn a grade."""

import pytest

from desktop_app.errors import YaodianError
from desktop_app.models import operations, queries
from desktop_app.models.scores import STANDARD, Score, grade_of, score_of
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import Grade, Verdict
from desktop_app.models.workspace import Workspace


def _points(ws: Workspace, items: ItemTree, *scores: tuple[float | None, float | None]) -> list[str]:
    """Give the points these full scores and scores, in document order."""
    ids = [row.id for row in items.points()]
    for item_id, (full, got) in zip(ids, scores, strict=True):
        operations.set_fields(ws, [item_id], full_score=full, score=got)
    return ids


def test_sections_and_the_whole_sum_what_is_below(ws: Workspace, checklist: str, items: ItemTree) -> None:
    _points(ws, items, (10, 8), (5, None), (20, 20), (None, None))
    tree = queries.tree(ws, checklist)
    first, second = tree.children(None)
    assert score_of(tree, first) == Score(15, 8)
    assert score_of(tree, second) == Score(20, 20)
    assert score_of(tree) == Score(35, 28)
    assert grade_of(score_of(tree).share) == "良好"


def test_weights_count_and_a_full_score_of_its_own_scales(
    ws: Workspace, checklist: str, items: ItemTree
) -> None:
    _points(ws, items, (10, 5), (10, 10), (4, 1), (4, 4))
    first, second = items.children(None)
    operations.set_fields(ws, [first], weight=2)
    operations.set_fields(ws, [second], full_score=40)
    tree = queries.tree(ws, checklist)
    assert score_of(tree, second) == Score(40, 25)
    assert score_of(tree) == Score(2 * 20 + 40, 2 * 15 + 25)
    operations.set_fields(ws, [second], score=30)
    assert score_of(queries.tree(ws, checklist)).got == 60


def test_a_score_out_of_nothing_counts_nothing(ws: Workspace, checklist: str, items: ItemTree) -> None:
    _points(ws, items, (10, 10), (None, 5), (None, None), (None, None))
    score = score_of(queries.tree(ws, checklist))
    assert score == Score(10, 10)
    assert score.share == 1


def test_what_does_not_apply_counts_on_neither_side(ws: Workspace, checklist: str, items: ItemTree) -> None:
    ids = _points(ws, items, (10, 5), (10, 10), (10, None), (10, 10))
    operations.set_fields(ws, [ids[0]], verdict=Verdict.NOT_APPLICABLE, verdict_reason="本校没有寄宿生")
    assert score_of(queries.tree(ws, checklist)) == Score(30, 20)


def test_a_score_above_the_full_score_is_refused(ws: Workspace, checklist: str, items: ItemTree) -> None:
    point = items.points()[0].id
    operations.set_fields(ws, [point], full_score=10, score=10)
    with pytest.raises(YaodianError, match="超过了分值 10"):
        operations.set_fields(ws, [point], score=10.5)
    with pytest.raises(YaodianError, match="超过了分值 9"):
        operations.set_fields(ws, [point], full_score=9)
    assert queries.rows(ws, [point])[0].score == 10


@pytest.mark.parametrize(
    ("share", "grade"),
    [(1.0, "优秀"), (0.9, "优秀"), (0.8999, "良好"), (0.6, "合格"), (0, "不合格"), (None, "")],
)
def test_the_usual_grades(share: float | None, grade: str) -> None:
    assert grade_of(share, STANDARD) == grade


def test_a_scale_of_its_own_in_any_order() -> None:
    scale = (Grade("达标", 0.7), Grade("示范", 0.95))
    assert [grade_of(share, scale) for share in (0.96, 0.7, 0.5)] == ["示范", "达标", ""]
    assert grade_of(0.1 + 0.2 + 0.4, scale) == "达标"  # 0.7000000000000001 or a little less
