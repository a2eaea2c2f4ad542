from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.models.values import ItemRow, Progress, Verdict
from desktop_app.views.places import Census, Place
from tests.views.trees import tree

TODAY = date(2026, 6, 15)


def counted(**changes: ItemRow) -> Census:
    """Count a tree of six points in which these items are as given."""
    items = tree()
    items.update(changes.values())
    return Census(items, TODAY, frozenset({"张三", "德育处"}))


def changed(item_id: str, **fields: object) -> dict[str, ItemRow]:
    return {item_id: replace(tree()[item_id], **fields)}  # type: ignore[arg-type]


def test_a_new_checklist_asks_for_nothing() -> None:
    census = counted()
    counts = {place: census.count(place) for place in Place}
    assert counts == {place: 6 if place is Place.ALL else 0 for place in Place}
    assert census.members(Place.ALL)[:2] == ["s0p0", "s0p1"]


def test_work_that_has_begun_wants_evidence_on_the_point_or_below() -> None:
    items = tree()
    items.update([replace(items["s0p0m0"], progress=Progress.DONE)])
    assert items.lacks_evidence("s0p0")
    assert not items.lacks_evidence("s0p1")
    items.update([replace(items["s0p0m1"], evidence_count=2)])
    assert items.evidence_below("s0p0") == 2
    assert not items.lacks_evidence("s0p0")


def test_what_does_not_apply_wants_no_evidence_and_is_not_late() -> None:
    items = tree()
    none = {"progress": Progress.UNDER_WAY, "verdict": Verdict.NOT_APPLICABLE, "due": date(2026, 6, 1)}
    items.update([replace(items["s0p0"], **none)])  # type: ignore[arg-type]
    assert not items.lacks_evidence("s0p0")
    census = Census(items, TODAY)
    assert [census.count(place) for place in (Place.OVERDUE, Place.THIS_MONTH, Place.LACKING)] == [0, 0, 0]


def test_a_day_is_late_when_it_is_over_and_of_the_month_until_it_is_done() -> None:
    today = counted(**changed("s0p0", due=TODAY))
    assert today.members(Place.THIS_MONTH) == ["s0p0"]
    assert today.members(Place.OVERDUE) == []
    yesterday = counted(**changed("s0p0", due=date(2026, 6, 14)))
    assert yesterday.members(Place.OVERDUE) == yesterday.members(Place.THIS_MONTH) == ["s0p0"]
    assert counted(**changed("s0p0", due=date(2025, 6, 30))).members(Place.THIS_MONTH) == []
    assert counted(**changed("s0p0", due=date(2026, 7, 1))).members(Place.THIS_MONTH) == []
    done = counted(**changed("s0p0", due=date(2026, 6, 1), progress=Progress.DONE))
    assert done.members(Place.OVERDUE) == done.members(Place.THIS_MONTH) == []
    assert done.members(Place.DONE) == ["s0p0"]


def test_the_days_of_measures_count_until_each_is_done() -> None:
    late = changed("s0p0m1", due=date(2026, 6, 1))
    assert counted(**late).members(Place.OVERDUE) == ["s0p0"]
    done = changed("s0p0m1", due=date(2026, 6, 1), progress=Progress.DONE)
    assert counted(**done).members(Place.OVERDUE) == []


def test_mine_is_what_names_me_or_my_department() -> None:
    named = (
        changed("s0p1", lead="教导处、德育处")
        | changed("s1p0m0", person="张三")
        | changed("s1p1", person="张三丰")
    )
    assert counted(**named).members(Place.MINE) == ["s0p1", "s1p0"]
    items = tree()
    items.update(named.values())
    assert Census(items, TODAY).members(Place.MINE) == []


def test_a_problem_is_written_down_or_a_result_falls_short() -> None:
    wrong = changed("s0p0", problem="场地不够") | changed("s0p1m0", verdict=Verdict.NOT_ACHIEVED)
    wrong |= changed("s0p2", verdict=Verdict.MOSTLY_ACHIEVED)
    right = changed("s1p0", problem=" ") | changed("s1p1", problem="场地不够", verdict=Verdict.NOT_APPLICABLE)
    assert counted(**wrong, **right).members(Place.PROBLEMS) == ["s0p0", "s0p1", "s0p2"]


def test_what_does_not_apply_is_neither_done_nor_to_do() -> None:
    done = changed("s0p0", progress=Progress.DONE, verdict=Verdict.NOT_APPLICABLE)
    census = counted(
        **done, **changed("s0p1", progress=Progress.DONE), **changed("s1", verdict=Verdict.NOT_APPLICABLE)
    )
    assert census.members(Place.DONE) == ["s0p1"]
    assert (census.count(Place.ALL), census.applying) == (6, 2)


IDS = [row.id for row in tree().walk()]
DAYS = [None, date(2026, 5, 31), date(2026, 6, 15), date(2026, 6, 30)]


@given(
    st.lists(
        st.fixed_dictionaries(
            {
                "id": st.sampled_from(IDS),
                "progress": st.sampled_from([None, *Progress]),
                "evidence_count": st.integers(0, 1),
                "verdict": st.sampled_from([None, *Verdict]),
                "due": st.sampled_from(DAYS),
                "lead": st.sampled_from(["", "张三"]),
                "problem": st.sampled_from(["", "有"]),
            }
        )
    )
)
def test_counting_what_changed_gives_the_same_as_counting_anew(changes: list[dict[str, object]]) -> None:
    items = tree()
    me = frozenset({"张三"})
    census = Census(items, TODAY, me)
    for fields in changes:
        row = replace(items[str(fields["id"])], **fields)  # type: ignore[arg-type]
        census.update(items.update([row]))
    anew = Census(items, TODAY, me)
    for place in Place:
        assert census.count(place) == anew.count(place) == len(census.members(place))
        assert census.members(place) == anew.members(place)
