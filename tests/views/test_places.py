from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from desktop_app.models.values import Progress, Verdict
from desktop_app.views.places import Census, Place
from tests.views.trees import tree


def test_a_new_checklist_has_not_been_started() -> None:
    census = Census(tree())
    counts = {place: census.count(place) for place in Place}
    assert counts == {
        Place.ALL: 6,
        Place.NOT_STARTED: 6,
        Place.UNDER_WAY: 0,
        Place.DONE: 0,
        Place.LACKING: 0,
    }
    assert census.members(Place.ALL)[:2] == ["s0p0", "s0p1"]


def test_work_that_has_begun_wants_evidence_on_the_point_or_below() -> None:
    items = tree()
    items.update([replace(items["s0p0m0"], progress=Progress.DONE)])
    assert items.lacks_evidence("s0p0")
    assert not items.lacks_evidence("s0p1")
    items.update([replace(items["s0p0m1"], evidence_count=2)])
    assert items.evidence_below("s0p0") == 2
    assert not items.lacks_evidence("s0p0")


def test_what_does_not_apply_wants_no_evidence() -> None:
    items = tree()
    items.update([replace(items["s0p0"], progress=Progress.DONE, verdict=Verdict.NOT_APPLICABLE)])
    assert not items.lacks_evidence("s0p0")


IDS = [row.id for row in tree().walk()]


@given(
    st.lists(
        st.tuples(
            st.sampled_from(IDS),
            st.sampled_from([None, *Progress]),
            st.integers(0, 1),
            st.sampled_from([None, Verdict.ACHIEVED, Verdict.NOT_APPLICABLE]),
        )
    )
)
def test_counting_what_changed_gives_the_same_as_counting_anew(
    changes: list[tuple[str, Progress | None, int, Verdict | None]],
) -> None:
    items = tree()
    census = Census(items)
    for item_id, progress, evidence, verdict in changes:
        changed = replace(items[item_id], progress=progress, evidence_count=evidence, verdict=verdict)
        census.update(items.update([changed]))
    anew = Census(items)
    for place in Place:
        assert census.count(place) == anew.count(place) == len(census.members(place))
        assert census.members(place) == anew.members(place)
