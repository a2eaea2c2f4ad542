"""Points without a word, points whose progress says something else, files that are not there."""

from dataclasses import replace

import pytest

from desktop_app.documents.outline import Level
from desktop_app.models.values import ItemRow, Progress, Verdict
from desktop_app.reports.checks import Code, check
from desktop_app.reports.checks.begun import listed
from tests.reports.checks.cases import SECTION, TOLD, found, point, report_on
from tests.reports.school import file, item


def told_of(code: Code, *rows: ItemRow) -> list[tuple[str | None, str, str]]:
    """What is said of one kind: whereto a click leads, the field, the sentence."""
    return [(one.item_id, one.field, one.message) for one in check(report_on(*rows)) if one.code == code]


def test_a_point_called_done_of_which_nothing_is_told() -> None:
    done = point(progress=Progress.DONE)
    ((where, field, _said),) = told_of(Code.DONE_BARE, done)
    assert (where, field) == ("point-1", "narrative")
    below = [item("1", Level.MEASURE, done.id, progress=Progress.DONE)]
    assert told_of(Code.DONE_BARE, replace(done, progress=None), *below)
    well = (
        point(),
        *(
            replace(done, **said)
            for said in (
                {"narrative": TOLD},
                {"verdict": Verdict.ACHIEVED},
                {"verdict": Verdict.NOT_APPLICABLE},
                {"score": 0.0},
            )
        ),
    )
    for row in well:
        assert told_of(Code.DONE_BARE, row) == [], row
    assert told_of(Code.DONE_BARE, done, replace(below[0], narrative=TOLD)) == []
    many = [point(str(number), progress=Progress.DONE) for number in range(2, 8)]
    assert len(told_of(Code.DONE_BARE, *many[:5])) == 5
    assert told_of(Code.DONE_BARE, *many) == [
        ("point-2", "narrative", "6 个要点已完成，但没有自评结论，也没有写完成情况：2–7。")
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ({"verdict": Verdict.MOSTLY_ACHIEVED}, "进度还是“未开始”，却有自评结论“基本达成”。"),
        ({"score": 4.0}, "进度还是“未开始”，却有自评得分 4。"),
        ({"verdict": Verdict.NOT_ACHIEVED, "score": 0.0}, ""),
        ({"verdict": Verdict.NOT_APPLICABLE, "score": 4.0}, ""),
        ({"narrative": TOLD}, ""),
        ({"score": 0.0}, ""),
        ({"verdict": Verdict.ACHIEVED, "progress": Progress.UNDER_WAY}, ""),
    ],
)
def test_what_nobody_has_begun_is_neither_reached_nor_earns_a_score(
    said: dict[str, object], told: str
) -> None:
    found = told_of(Code.NOT_BEGUN, point("1", **{"progress": Progress.NOT_STARTED, **said}))
    assert found == ([("point-1", "progress", told)] if told else [])


def test_many_points_not_begun_are_told_in_one_sentence() -> None:
    rows = [point(str(at), progress=None, verdict=Verdict.ACHIEVED, narrative=TOLD) for at in range(1, 8)]
    assert told_of(Code.NOT_BEGUN, *rows) == [
        ("point-1", "progress", "7 个要点进度还是“未开始”，却有自评结论或得分：1–7。")
    ]
    begun = item("1", Level.MEASURE, "point-1", progress=Progress.DONE)
    assert len(told_of(Code.NOT_BEGUN, *rows[:3], begun)) == 2


def test_files_that_are_gone_or_hold_nothing_are_told_once() -> None:
    rows = [point("1", narrative=TOLD), point("2", verdict=Verdict.NOT_APPLICABLE)]
    files = (
        file("在.docx", "point-1"),
        file("丢了.docx", "section-一", "point-1"),
        file("空.docx", "point-1", size=0),
        file("别的.docx", "point-2", size=0),
    )
    found = [
        one for one in check(report_on(*rows, files=files, gone=("丢了.docx",))) if one.code == "lost_file"
    ]
    assert [(one.item_id, one.field, one.words, one.message) for one in found] == [
        (SECTION.id, "evidence", "丢了.docx", "佐证材料“丢了.docx”不见了。"),
        ("point-1", "evidence", "空.docx", "佐证材料“空.docx”是空的。"),
    ]
    many = tuple(file(f"{at}.docx", "point-1") for at in range(11))
    (all_gone,) = check(report_on(rows[0], files=many, gone=tuple(one.id for one in many)))
    assert (all_gone.item_id, all_gone.message) == (
        "point-1",
        "11 份佐证材料不见了或是空的，第一份是“0.docx”。",
    )


def test_points_of_which_nobody_said_anything_are_one_finding_with_their_numbers() -> None:
    rows = [point(str(number)) for number in range(1, 11)]
    rows[3] = replace(rows[3], narrative=TOLD)
    rows[5] = replace(rows[5], verdict=Verdict.NOT_APPLICABLE)
    (finding,) = check(report_on(*rows, files=(file("方案.docx", "point-1"),)))
    assert (finding.code, finding.item_id, finding.place) == (Code.UNTOUCHED, "point-2", "")
    assert finding.message == "7 个要点没有自评结论，也没有完成情况和佐证材料：2、3、5、7–10。"
    (alone,) = check(report_on(*rows[3:5]))
    assert (alone.item_id, alone.place, alone.heading) == ("point-5", "5", "5.")
    for said in ({"score": 3.0}, {"problem": "还不够。"}, {"verdict": Verdict.ACHIEVED}):
        codes = {one.code for one in check(report_on(point(**said)))}
        assert Code.UNTOUCHED not in codes
    assert found(report_on(point(), item("1", Level.MEASURE, "point-1", narrative=TOLD))) == []


def test_a_long_list_of_places_is_cut() -> None:
    assert listed([str(number) for number in range(1, 5000, 2)]).endswith("、59……")
    assert listed(["一/1", "2", "3", "13（2）"]) == "一/1、2、3、13（2）"


def test_a_point_set_to_done_while_its_measures_are_open_is_told() -> None:
    done = point(progress=Progress.DONE, narrative=TOLD)
    measures = [item(number, Level.MEASURE, done.id, position=int(number)) for number in "12"]
    evidence = (file("方案.docx", done.id),)
    (finding,) = check(report_on(done, *measures, files=evidence))
    assert (finding.code, finding.item_id) == (Code.DONE_ALONE, done.id)
    assert "2 项举措" in finding.message
    one_done = replace(measures[0], progress=Progress.DONE)
    assert found(report_on(done, one_done, measures[1], files=evidence)) == []
    assert found(report_on(replace(done, progress=None), *measures, files=evidence)) == []
    assert found(report_on(done, files=evidence)) == []
