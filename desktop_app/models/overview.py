"""The year at a glance: how sections stand, the points behind each figure, what was done and what was due."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import func, select

from desktop_app.models.entities import CHANGE, ENTRY, ITEM
from desktop_app.models.scores import Score, grade_of, score_of
from desktop_app.models.standing import has_problem, is_late
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import Grade, ItemRow, Progress, Verdict
from desktop_app.models.workspace import Workspace

MONTHS_SHOWN = 24  # a day typed wrongly by ten years stretches no curve
Ids = tuple[str, ...]


@dataclass(frozen=True)
class Standing:
    """How some points stand; each figure is the length of a list of their ids, in document order.

    `verdicts` has None for points without one. What does not apply is in none of the others.
    """

    progress: Mapping[Progress, Ids]
    verdicts: Mapping[Verdict | None, Ids]
    late: Ids
    lacking: Ids
    problems: Ids
    score: Score

    @property
    def points(self) -> int:
        """How many points there are that apply."""
        return sum(map(len, self.progress.values()))

    @property
    def done(self) -> Ids:
        """The points that are done."""
        return self.progress[Progress.DONE]


@dataclass(frozen=True)
class Section:
    """One section; `item` is None for points that stand in no section."""

    item: ItemRow | None
    standing: Standing


@dataclass(frozen=True)
class Month:
    """A month of the curve: the points done, and those due, by its end. `done` is None for months to come."""

    first: date
    due: Ids
    done: Ids | None


@dataclass(frozen=True)
class Overview:
    """One checklist at one day.

    `undated` are the points that apply and have no day, `unscored` those that can earn a score and have none
    yet: until there are none left, `grade` is "".
    """

    today: date
    sections: tuple[Section, ...]
    total: Standing
    grade: str
    curve: tuple[Month, ...]
    undated: Ids
    unscored: Ids

    @property
    def years(self) -> str:
        """The years that the curve is of: 2022, 2022–2023. An old list may be worked through years later."""
        first, last = self.curve[0].first.year, self.curve[-1].first.year
        return f"{first}–{last}" if last > first else f"{first}"


def done_moments(ws: Workspace, checklist_id: str) -> dict[str, datetime]:
    """Return when each item was last set to done, by the journal without what was undone."""
    of_list = select(CHANGE.c.row_key, func.max(ENTRY.c.at)).join(ENTRY, ENTRY.c.id == CHANGE.c.entry_id)
    chosen = of_list.join(ITEM, ITEM.c.id == CHANGE.c.row_key).where(
        CHANGE.c.row_table == "item",
        ~ENTRY.c.undone,
        ITEM.c.checklist_id == checklist_id,
        CHANGE.c.after["progress"].as_string() == Progress.DONE.value,
    )
    with ws.session() as session:
        rows = session.execute(chosen.group_by(CHANGE.c.row_key))
        return {row[0]: row[1] for row in rows}


def overview(
    tree: ItemTree,
    moments: Mapping[str, datetime],
    today: date,
    year: int,
    scale: Sequence[Grade],
) -> Overview:
    """Return how a checklist stands.

    Its curve begins in `year`, or in the first year in which anything falls where that is later; `scale` are
    the school's grades.
    """
    of_section: dict[str, list[str]] = {}
    points = [row.id for row in tree.points()]
    for point in points:
        top = tree.ancestors(point)[-1:]
        of_section.setdefault(top[0] if top else "", []).append(point)
    sections = tuple(
        Section(
            tree[top] if top else None, _standing(tree, ids, score_of(tree, top) if top else Score(), today)
        )
        for top, ids in of_section.items()
    )
    total = _standing(tree, points, score_of(tree), today)
    applying = [one for one in points if tree.applies(one)]
    due = {one: day for one in applying if (day := _due(tree, one)) is not None}
    undated = tuple(one for one in applying if one not in due)
    done = {
        one: _became_done(tree, one, moments) or today  # unknown only where it came so from elsewhere
        for one in applying
        if tree.progress(one) is Progress.DONE
    }
    scores = {one: score_of(tree, one) for one in applying}
    unscored = tuple(one for one, score in scores.items() if score.full and score.got is None)
    grade = "" if unscored else grade_of(total.score.share, scale)
    return Overview(today, sections, total, grade, _curve(due, done, today, year), undated, unscored)


def _standing(tree: ItemTree, points: Iterable[str], score: Score, today: date) -> Standing:
    progress: dict[Progress, list[str]] = {one: [] for one in Progress}
    verdicts: dict[Verdict | None, list[str]] = {one: [] for one in (*Verdict, None)}
    late, lacking, problems = [], [], []
    for point in points:
        state = tree.state(point)
        if state is None:
            verdicts[Verdict.NOT_APPLICABLE].append(point)
            continue
        progress[state].append(point)
        verdicts[tree[point].verdict].append(point)
        if is_late(tree, point, today):
            late.append(point)
        if tree.lacks_evidence(point):
            lacking.append(point)
        if has_problem(tree, point):
            problems.append(point)
    return Standing(
        {one: tuple(ids) for one, ids in progress.items()},
        {one: tuple(ids) for one, ids in verdicts.items()},
        tuple(late),
        tuple(lacking),
        tuple(problems),
        score,
    )


def _due(tree: ItemTree, item_id: str) -> date | None:
    """Return the day by which a point is to be done: its own, else the last one below it."""
    below = [day for child in tree.children(item_id) if (day := _due(tree, child)) is not None]
    return tree[item_id].due or max(below, default=None)


def _became_done(tree: ItemTree, item_id: str, moments: Mapping[str, datetime]) -> date | None:
    """Return the day on which an item became done: its own, or the last one below it."""
    children = tree.children(item_id)
    if children and tree[item_id].progress is None:
        days = [day for child in children if (day := _became_done(tree, child, moments)) is not None]
        return max(days, default=None)
    moment = moments.get(item_id)
    return moment.astimezone().date() if moment else None


def _curve(due: Mapping[str, date], done: Mapping[str, date], today: date, year: int) -> tuple[Month, ...]:
    """Return the months of the year and on to the last of all days, each with all until its end."""
    days = [today, *due.values(), *done.values()]
    year = max(year, min(day.year for day in days))  # an old plan may be worked through years later
    last = max([date(year, 12, 1), *due.values(), *(day for day in done.values() if day <= today)])
    count = min((last.year - year) * 12 + last.month, MONTHS_SHOWN)
    months = []
    for at in range(count):
        first = date(year + at // 12, at % 12 + 1, 1)
        after = date(year + (at + 1) // 12, (at + 1) % 12 + 1, 1)
        over = tuple(one for one, day in done.items() if day < after) if first <= today else None
        months.append(Month(first, tuple(one for one, day in due.items() if day < after), over))
    return tuple(months)
