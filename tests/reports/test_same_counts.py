"""Window, paper and workbook count the same: what does not apply is neither done nor to do."""

from collections import Counter
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from desktop_app.documents.outline import Level
from desktop_app.models.overview import overview
from desktop_app.models.scores import STANDARD
from desktop_app.models.values import ItemRow, Progress, Verdict
from desktop_app.reports import parts
from desktop_app.reports.charts import progress_parts, verdict_parts
from desktop_app.reports.content import Report
from desktop_app.reports.excel import write_excel
from desktop_app.reports.figures import overview_sentence, standings
from desktop_app.reports.forms import form_named
from desktop_app.views.places import Census, Place
from tests.reports.school import DAY, item, report_of

Answer = tuple[Progress | None, Verdict | None, str]
ANSWERS = st.tuples(
    st.sampled_from([None, *Progress]), st.sampled_from([None, *Verdict]), st.sampled_from(["", "人手不够"])
)
VERDICTS = st.sampled_from([None, None, Verdict.NOT_APPLICABLE])
POINTS = st.lists(st.tuples(ANSWERS, st.lists(ANSWERS, max_size=2)), min_size=1, max_size=3)
CHECKLISTS = st.lists(st.tuples(VERDICTS, POINTS), min_size=1, max_size=3)
Checklist = list[tuple[Verdict | None, list[tuple[Answer, list[Answer]]]]]


def answered(number: str, level: Level, parent: str, position: int, answer: Answer) -> ItemRow:
    progress, verdict, problem = answer
    row_id = f"{parent}-{number}"
    return item(
        number, level, parent, position=position, id=row_id, title=row_id,
        progress=progress, verdict=verdict, problem=problem,
    )  # fmt: skip


def report_on(checklist: Checklist) -> Report:
    rows, count = [], 0
    for at, (verdict, points) in enumerate(checklist, 1):
        top = f"s{at}"
        rows.append(item(str(at), Level.SECTION, position=at, id=top, title=top, verdict=verdict))
        for answer, measures in points:
            count += 1
            # What has measures follows from them: what was set by hand on it is not what is tried here.
            own = (None, *answer[1:]) if measures else answer
            point = answered(str(count), Level.POINT, top, count, own)
            below = (
                answered(str(one), Level.MEASURE, point.id, one, told) for one, told in enumerate(measures, 1)
            )
            rows += [point, *below]
    return report_of(rows)


@settings(deadline=None, max_examples=60)
@given(CHECKLISTS)
def test_window_and_paper_count_the_same(checklist: Checklist) -> None:
    report = report_on(checklist)
    tree, total = report.tree, report.total
    seen = overview(tree, {}, DAY, DAY.year, STANDARD)
    census = Census(tree, DAY)
    left_out = total.points.get(None, 0)
    shown = [*(one.standing for one in seen.sections), seen.total]
    for found, standing in zip(shown, (*report.sections, total), strict=True):
        assert found.points == sum(standing.points.values()) - standing.points.get(None, 0)
        assert {one: len(ids) for one, ids in found.progress.items()} == {
            one: standing.points.get(one, 0) for one in Progress
        }
        assert Counter({one: len(ids) for one, ids in found.verdicts.items()}) == Counter(standing.verdicts)
    assert census.applying == seen.total.points
    assert census.members(Place.DONE) == list(seen.total.done)
    assert tuple(census.members(Place.PROBLEMS)) == seen.total.problems
    words = f"已完成{len(seen.total.done)}个、"
    assert words in overview_sentence(report)
    assert (f"、不适用{left_out}个。" in overview_sentence(report)) == bool(left_out)
    assert standings(report).rows[-1][1:3] == (str(seen.total.points + left_out), str(len(seen.total.done)))


@settings(deadline=None, max_examples=60)
@given(CHECKLISTS)
def test_a_section_is_done_when_all_of_it_that_applies_is(checklist: Checklist) -> None:
    tree = report_on(checklist).tree
    for top in tree.children(None):
        states = {tree.state(point) for point in tree.children(top)} - {None}
        assert (tree.state(top) is None) == (not states)
        assert (tree.state(top) is Progress.DONE) == (states == {Progress.DONE})


@settings(deadline=None, max_examples=60)
@given(CHECKLISTS)
def test_the_lists_of_problems_hold_what_the_window_counts(checklist: Checklist) -> None:
    report = report_on(checklist)
    tree = report.tree
    above = {row.id: {row.id, *tree.ancestors(row.id)} for row in tree.walk()}
    order = [row.id for row in tree.walk()]
    listed = [order[number - 1] for number, _cells in parts.problems(report)]
    points = [row.id for row in tree.points()]
    assert Census(tree, DAY).members(Place.PROBLEMS) == [
        point for point in points if any(point in above[one] for one in listed)
    ]
    rows = [row for row in form_named("问题清单").rows(report, True) if not row.band]
    assert len(rows) == len(listed)


def test_legends_give_shares_of_what_applies() -> None:
    told: list[tuple[Answer, list[Answer]]] = [((Progress.DONE, Verdict.ACHIEVED, ""), [])] * 7
    told += [((None, None, ""), [])] * 2 + [((None, Verdict.NOT_APPLICABLE, ""), [])]
    report = report_on([(None, told)])
    said = [words for _at, words in progress_parts(report).legend()]
    assert said == ["已完成 7（78%）", "未开始 2（22%）", "不适用 1"]
    verdicts = verdict_parts(report)
    assert verdicts is not None
    assert [words for _at, words in verdicts.legend()] == ["达成 7（78%）", "不适用 1", "未作结论 2（22%）"]


@settings(deadline=None, max_examples=6, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(CHECKLISTS)
def test_the_workbook_counts_what_the_window_counts(tmp_path: Path, checklist: Checklist) -> None:
    report = report_on(checklist)
    write_excel(report, tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True)["概况"]
    head = next(row for row in range(1, 40) if sheet.cell(row, 2).value == "要点")
    heads = [cell.value for cell in sheet[head]]
    seen = overview(report.tree, {}, DAY, DAY.year, STANDARD)
    standings = [*(one.standing for one in seen.sections), seen.total]
    for row, standing in enumerate(standings, head + 1):
        shown = dict(zip(heads, (cell.value for cell in sheet[row]), strict=True))
        done, points = len(standing.done), standing.points
        assert (shown["已完成"], shown["不适用"]) == (done, len(standing.verdicts[Verdict.NOT_APPLICABLE]))
        if points:
            assert shown["完成率"] == pytest.approx(done / points)
        else:
            assert not shown["完成率"]
