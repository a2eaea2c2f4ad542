from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from desktop_app.models import operations, queries
from desktop_app.models.addresses import resolve
from desktop_app.models.entities import ENTRY
from desktop_app.models.overview import Overview, done_moments, overview
from desktop_app.models.scores import STANDARD
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import Level, Progress, Verdict
from desktop_app.models.workspace import Workspace

TODAY = date(2026, 6, 15)


def seen(tree: ItemTree, moments: dict[str, datetime] | None = None) -> Overview:
    return overview(tree, moments or {}, TODAY, 2026, STANDARD)


def changed(tree: ItemTree, address: str, **fields: object) -> str:
    item_id = resolve(tree, address)
    tree.update([replace(tree[item_id], **fields)])  # type: ignore[arg-type]
    return item_id


def test_a_new_checklist_has_everything_before_it(items: ItemTree) -> None:
    found = seen(items)
    assert [section.standing.points for section in found.sections] == [2, 2]
    assert [section.item.title for section in found.sections if section.item] == ["立德树人", "质量提升"]
    assert found.total.points == 4
    assert found.total.done == found.total.late == found.total.lacking == found.total.problems == ()
    assert len(found.total.verdicts[None]) == 4
    assert found.grade == ""
    assert len(found.undated) == 4
    assert [len(month.due) for month in found.curve] == [0] * 12


def test_every_figure_is_a_list_of_points(items: ItemTree) -> None:
    one = changed(items, "1", verdict=Verdict.NOT_ACHIEVED, due=date(2026, 6, 1))
    two = changed(items, "2", progress=Progress.DONE, verdict=Verdict.ACHIEVED)
    measure = changed(items, "3/1", progress=Progress.DONE)
    four = changed(
        items, "4", verdict=Verdict.NOT_APPLICABLE, due=date(2026, 1, 1), progress=Progress.UNDER_WAY
    )
    three = items[measure].parent_id
    found = seen(items)
    assert found.total.late == (one,)
    assert found.total.problems == (one,)
    assert found.total.lacking == (two, three)
    assert found.total.progress == {
        Progress.NOT_STARTED: (one,),
        Progress.UNDER_WAY: (three,),
        Progress.DONE: (two,),
    }
    assert found.total.verdicts == {
        Verdict.ACHIEVED: (two,),
        Verdict.MOSTLY_ACHIEVED: (),
        Verdict.NOT_ACHIEVED: (one,),
        Verdict.NOT_APPLICABLE: (four,),
        None: (three,),
    }
    assert [section.standing.done for section in found.sections] == [(two,), ()]
    assert four not in found.undated


def test_scores_are_summed_by_section_and_earn_a_grade(items: ItemTree) -> None:
    changed(items, "1", full_score=10.0, score=9.0)
    changed(items, "3", full_score=10.0, score=8.0)
    found = seen(items)
    assert [section.standing.score.got for section in found.sections] == [9.0, 8.0]
    assert found.total.score.share == pytest.approx(0.85)
    assert found.grade == "良好"
    unscored = changed(items, "2", full_score=5.0)
    found = seen(items)
    assert found.unscored == (unscored,)
    assert found.grade == ""  # a grade while half of it is not scored yet would frighten for nothing


def test_points_outside_any_section_are_counted_too(items: ItemTree) -> None:
    loose = replace(items[resolve(items, "2")], parent_id=None, position=10**6, id="loose", level=Level.POINT)
    tree = ItemTree([*items.walk(), loose])
    found = seen(tree)
    assert found.sections[-1].item is None
    assert found.sections[-1].standing.points == 1
    assert found.total.points == 5


def test_the_curve_counts_what_was_due_and_what_was_done_by_the_end_of_each_month(items: ItemTree) -> None:
    one = changed(items, "1", due=date(2026, 3, 31))
    changed(items, "3/1", due=date(2026, 4, 30))
    changed(items, "3/2", due=date(2026, 5, 1))
    two = changed(items, "2", progress=Progress.DONE)
    found = seen(items, {two: datetime(2026, 2, 27, 12).astimezone()})
    assert [len(month.due) for month in found.curve] == [0, 0, 1, 1, 2, 2, 2, 2, 2, 2, 2, 2]
    assert found.curve[2].due == (one,)
    done = [None if month.done is None else len(month.done) for month in found.curve]
    assert done == [0, 1, 1, 1, 1, 1, None, None, None, None, None, None]


def test_a_point_is_done_when_its_last_measure_is(items: ItemTree) -> None:
    first, second = (
        changed(items, "1/1", progress=Progress.DONE),
        changed(items, "1/2", progress=Progress.DONE),
    )
    early, late = (datetime(2026, month, 10, 12).astimezone() for month in (2, 5))
    found = seen(items, {first: late, second: early})
    assert [len(month.done or ()) for month in found.curve][:6] == [0, 0, 0, 0, 1, 1]


def test_the_curve_goes_on_where_something_is_due_after_the_year_but_not_for_ever(items: ItemTree) -> None:
    changed(items, "1", due=date(2027, 2, 1))
    assert [month.first for month in seen(items).curve][-1] == date(2027, 2, 1)
    changed(items, "2", due=date(2062, 2, 1))
    assert len(seen(items).curve) == 24


def test_the_curve_of_an_old_plan_begins_when_work_on_it_began(items: ItemTree) -> None:
    changed(items, "1", due=date(2026, 3, 1))
    found = overview(items, {}, TODAY, 2022, STANDARD)
    assert [found.curve[0].first, found.curve[-1].first] == [date(2026, 1, 1), date(2026, 12, 1)]
    assert found.years == "2026"  # said above the curve, for the list is of another year
    changed(items, "2", due=date(2027, 3, 1))
    assert overview(items, {}, TODAY, 2026, STANDARD).years == "2026–2027"


def moment_of(ws: Workspace, entry: int, at: datetime) -> None:
    """Let an action have been done at another time."""
    with ws.session() as session:
        session.connection().execute(ENTRY.update().where(ENTRY.c.id == entry).values(at=at))
        session.commit()


def last_entry(ws: Workspace) -> int:
    return queries.history(ws, limit=1)[0].id


def test_the_journal_tells_when_something_was_done(ws: Workspace, checklist: str, items: ItemTree) -> None:
    one, two = resolve(items, "2"), resolve(items, "1/1")
    early = datetime(2026, 2, 3, 12).astimezone()
    operations.tick(ws, [one, two], True)
    moment_of(ws, last_entry(ws), early)
    assert done_moments(ws, checklist) == {one: early, two: early}
    operations.tick(ws, [one], False)
    operations.tick(ws, [one], True)
    again = early + timedelta(days=40)
    moment_of(ws, last_entry(ws), again)
    assert done_moments(ws, checklist)[one] == again
    operations.undo(ws)
    assert done_moments(ws, checklist)[one] == early
    assert done_moments(ws, "别的") == {}
