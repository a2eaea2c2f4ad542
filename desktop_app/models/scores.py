"""Scores: an item's own, what follows from below by weight, and the grade the whole of it earns."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.models.tree import ItemTree
from desktop_app.models.values import Grade

# The grades in use where a school sets no scale of its own (FACTS: the printed papers). Like a school's own
# they are printed as they are: Chinese in whatever language the window speaks.
STANDARD = (Grade("优秀", 0.9), Grade("良好", 0.8), Grade("合格", 0.6), Grade("不合格", 0.0))


@dataclass(frozen=True)
class Score:
    """What an item can earn and what it earned.

    `full` is None where no score is asked for, `got` while none is given.
    """

    full: float | None = None
    got: float | None = None

    @property
    def share(self) -> float | None:
        """What part of the full score was earned, 0 to 1."""
        return None if self.got is None or not self.full else self.got / self.full


def score_of(tree: ItemTree, item_id: str | None = None) -> Score:
    """Return the score of an item, or of the whole checklist (None).

    An item's own full score and score count where given. Else they are the sums of what is right below, each
    times its weight (1 where none is set); a full score of its own then scales what was earned below. What
    does not apply counts nothing on either side, and neither does a score without a full score.
    """
    row = tree[item_id] if item_id is not None else None
    if item_id is not None and not tree.tally(item_id).total:
        return Score()
    full, got = _below(tree, item_id)
    if row is None:
        return Score(full, got)
    if row.full_score is not None:
        if full and got is not None:
            got = row.full_score * got / full
        full = row.full_score
    return Score(full, got if row.score is None else row.score)


def grade_of(share: float | None, scale: Sequence[Grade] = STANDARD) -> str:
    """Return the grade that a share (0 to 1) of the full score earns, "" where there is none."""
    if share is None:
        return ""
    earned = [grade for grade in scale if share >= grade.least - 1e-9]
    return max(earned, key=lambda grade: grade.least).label if earned else ""


def _below(tree: ItemTree, item_id: str | None) -> tuple[float | None, float | None]:
    full: float | None = None
    got: float | None = None
    for child in tree.children(item_id):
        score = score_of(tree, child)
        weight = tree[child].weight
        times = 1.0 if weight is None else weight
        if score.full is not None:
            full = (full or 0.0) + times * score.full
        if score.full is not None and score.got is not None:  # out of nothing it would pass the whole
            got = (got or 0.0) + times * score.got
    return full, got
