"""What an item or a report as a whole wants before it is printed."""

from dataclasses import replace
from pathlib import Path
from time import process_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from desktop_app.documents import read_outline
from desktop_app.documents.outline import Level
from desktop_app.models import operations, queries
from desktop_app.models.values import Progress, TargetRow, Verdict
from desktop_app.models.workspace import Workspace
from desktop_app.reports.checks import Code, check
from desktop_app.reports.gathering import gather, within
from desktop_app.resources import SAMPLE
from tests.reports.checks.cases import SCHOOL, SECTION, TOLD, found, point, report_on, school
from tests.reports.school import file, item, long_report, report_of


def target(comparator: str, value: float, actual: str, unit: str = "次", **values: str) -> TargetRow:
    stored = {"per": None, "by": None, "kind": "target", "actual": actual, **values}
    return TargetRow("t", "point-1", f"开展活动{value:g}{unit}", comparator, value, unit, **stored)  # type: ignore[arg-type]


def test_a_report_that_is_well_has_no_findings() -> None:
    rows = [point(progress=Progress.DONE, verdict=Verdict.ACHIEVED, narrative=TOLD, full_score=100, score=96)]
    assert found(report_on(*rows, files=(file("方案.docx", "point-1"),))) == []


def test_what_is_done_wants_evidence_there_or_below() -> None:
    done = point(progress=Progress.DONE, narrative=TOLD)
    measure = item("1", Level.MEASURE, done.id, progress=Progress.DONE)
    assert found(report_on(done, measure)) == [("no_evidence", "point-1", "")]
    assert found(report_on(done, measure, files=(file("a.docx", measure.id),))) == []
    assert found(report_on(replace(done, progress=Progress.UNDER_WAY))) == []
    assert found(report_on(replace(done, verdict=Verdict.NOT_APPLICABLE))) == []


def test_a_verdict_wants_a_narrative_and_if_it_is_not_the_best_a_problem_and_an_improvement() -> None:
    row = point(verdict=Verdict.MOSTLY_ACHIEVED)
    assert found(report_on(row)) == [("no_narrative", "point-1", ""), ("no_problem", "point-1", "")]
    below = item("1", Level.MEASURE, row.id, narrative=TOLD)
    assert found(report_on(row, below)) == [("no_problem", "point-1", "")]
    (half,) = check(report_on(replace(row, narrative=TOLD, problem="人手不足。")))
    assert "没写改进措施" in half.message
    assert (
        found(report_on(replace(row, narrative=TOLD, problem="人手不足。", improvement="调配人员。"))) == []
    )
    assert found(report_on(replace(row, verdict=Verdict.ACHIEVED, narrative=TOLD))) == []


@pytest.mark.parametrize(
    ("comparator", "value", "actual", "reached"),
    [
        (">=", 2, "1次", False),
        (">=", 2, "一次", False),
        (">=", 2, "1", False),
        (">=", 2, "2次", True),
        (">=", 2, "上半年1次，下半年1次", True),
        (">=", 2, "每学期1次，全年2次", True),
        ("=", 2, "3次", True),
        ("=", 2, "未开展", False),
        ("=", 2, "无", False),
        (">", 2, "2次", False),
        ("~", 10, "9次", True),
        ("<=", 3, "4次", False),
        ("<=", 3, "2次", True),
        (">=", 2, "", True),
        (">=", 2, "已完成", True),
        (">=", 2, "见附件", True),
    ],
)
def test_a_target_that_was_not_reached_contradicts_the_best_verdict(
    comparator: str, value: float, actual: str, reached: bool
) -> None:
    row = point(verdict=Verdict.ACHIEVED, narrative="资料齐全，由教导处负责。")
    targets = (target(comparator, value, actual),)
    assert found(report_on(row, targets=targets)) == (
        [] if reached else [("target_missed", "point-1", actual)]
    )
    assert found(report_on(replace(row, verdict=None), targets=targets)) == []


def test_a_measure_is_judged_by_its_point() -> None:
    measure = replace(item("1", Level.MEASURE, "point-1"), id="m")
    row = point(verdict=Verdict.ACHIEVED, narrative="资料齐全，由教导处负责。")
    short = replace(target(">=", 95, "92%", "%"), item_id="m")
    assert found(report_on(row, measure, targets=(short,))) == [("target_missed", "m", "92%")]


def test_texts_longer_than_the_forms_allow_are_named_with_their_length() -> None:
    row = point(problem="问" * 200, improvement="改" * 199 + "\n" * 9 + "进。")
    (finding,) = check(report_on(row))
    assert (finding.code, finding.words) == (Code.TOO_LONG, "改进措施")
    assert "201" in finding.message


def test_a_photo_that_is_no_picture_is_told_once(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "w") as ws:
        source = next(SAMPLE.glob("*.txt"))
        checklist, _changes = operations.import_outline(ws, read_outline(source), ws.vault.store(source))
        first, second = (row.id for row in queries.tree(ws, checklist).points()[:2])
        (tmp_path / "坏.jpg").write_bytes(b"\xff\xd8 nothing")
        Image.new("RGB", (3, 3)).save(tmp_path / "好.jpg")
        (tmp_path / "不是照片.txt").write_text("x", "utf-8")
        stored = [ws.vault.store(tmp_path / name) for name in ("坏.jpg", "好.jpg", "不是照片.txt")]
        operations.attach(ws, [first, second], stored)
        report = gather(ws, checklist)
    (told,) = [one for one in check(report) if one.code == Code.BROKEN_PHOTO]
    assert (told.item_id, told.words) == (first, "坏.jpg")


def test_photos_that_nobody_said_a_word_of_are_counted_point_by_point() -> None:
    rows = [point(narrative=TOLD), point("2", narrative=TOLD)]
    measure = item("1", Level.MEASURE, "point-1", text="甲。")
    told = replace(file("IMG_9.jpg", "point-1"), caption="开幕式")
    files = (
        told,
        file("IMG_1.jpg", "point-2", title="IMG_1"),
        file("微信图片_20260404101532.jpg", measure.id, "point-2"),
        file("mmexport1712212345678.jpg", measure.id),
        file("IMG_3.jpg", "point-1", title="家长会"),
        file("会议现场.jpg", "point-1"),
        file("IMG_4.pdf", "point-1"),
    )
    bare = [one for one in check(report_on(*rows, measure, files=files)) if one.code == Code.UNTOLD_PHOTOS]
    assert [(one.item_id, one.field, one.message) for one in bare] == [
        (measure.id, "evidence", "2 张照片没有写说明。"),
        ("point-2", "evidence", "1 张照片没有写说明。"),
    ]


def test_a_report_of_some_chapters_wants_no_words_on_all() -> None:
    report = report_on(point(narrative=TOLD), item("二", Level.SECTION, narrative=TOLD, position=9))
    part = within(report, [SECTION.id])
    assert (report.overall, part.overall, part.organised) == ("有。", "", "有。")
    assert found(part) == []
    assert ("overall", None, "总体评价") in found(replace(report, overall=""))


def test_scores_above_the_full_score_or_unlike_those_below_are_told() -> None:
    top = replace(SECTION, full_score=10.0, score=9.0)
    rows = [point("1", full_score=5.0, score=5.5), point("2", full_score=6.0, score=3.0)]
    report = report_of([top, *rows], targets=(), **school())
    told = [one for one in check(report) if one.code == Code.SCORE]
    assert [(one.item_id, one.words) for one in told] == [(top.id, "10"), ("point-1", "5.5")]
    agreed = [top, point("1", full_score=4.0, score=4.0), point("2", full_score=6.0, score=3.0)]
    told = [one for one in check(report_of(agreed, targets=(), **school())) if one.code == Code.SCORE]
    assert [(one.item_id, one.words) for one in told] == [(top.id, "9")]
    excused = [*agreed[:2], point("2", full_score=6.0, verdict=Verdict.NOT_APPLICABLE)]
    assert [one for one in check(report_of(excused, targets=(), **school())) if one.code == Code.SCORE] == []


@pytest.mark.parametrize(("full", "told"), [(98.0, 1), (100.0, 0), (104.0, 1), (60.0, 0), (120.0, 0)])
def test_full_scores_that_nearly_come_to_a_hundred_are_told(full: float, told: int) -> None:
    assert len(check(report_on(point(full_score=full, narrative=TOLD)))) == told


def test_the_same_narrative_under_several_points_is_told_of_all_but_the_first() -> None:
    rows = [point(str(number), narrative=TOLD) for number in (1, 2, 3)]
    assert [where for _code, where, _words in found(report_on(*rows))] == ["point-2", "point-3"]
    below = item("1", Level.MEASURE, "point-1", narrative=TOLD)
    assert found(report_on(rows[0], below)) == []
    short = [point(str(number), narrative="已按要求完成。") for number in (1, 2)]
    assert found(report_on(*short)) == []


def test_what_the_cover_and_the_chapters_want_is_told_of_the_report() -> None:
    report = report_of([SECTION], name=SCHOOL)
    told = [(one.code, one.words) for one in check(report)]
    bare = ("untouched", "")
    cover = [("school_data", words) for words in ("地址", "校长", "联系人", "联系电话")]
    chapters = ("学校概况", "自评组织情况", "总体评价", "下一步打算")
    assert told == [bare, *cover, *(("overall", words) for words in chapters)]


def test_a_school_of_before_is_found_anywhere_but_in_our_own_name() -> None:
    row = point(problem="按照清河镇中心小学的做法，家校沟通还不够，全年3次。")
    assert found(report_on(row), "清河镇中心小学") == [("other_school", "point-1", "清河镇中心小学")]
    assert found(report_on(row)) == []
    assert found(report_on(point(narrative=f"{SCHOOL}开展活动3次。")), "第三实验小学", " ") == []


def test_a_school_that_the_bureau_or_a_file_names_may_be_named() -> None:
    row = point(narrative="青山小学开展活动3次，资料齐全。")
    assert found(report_on(row)) == [("other_school", "point-1", "青山小学")]
    assert found(report_on(row, files=(file("青山小学活动协议.docx", "point-1"),))) == []
    report = report_on(row)
    issued = replace(report.document, source_text="依托青山小学建立基地。")
    assert found(replace(report, document=issued)) == []
    assert found(replace(report, school=replace(report.school, name=""))) == [
        ("school_data", None, "学校名称")
    ]


def test_a_checklist_of_a_school_year_speaks_of_both_of_its_years() -> None:
    row = point(narrative="2025年9月开学工作平稳，2026年3月复学检查2次。")
    assert [code for code, *_rest in found(report_on(replace(row, narrative="2025年9月开学检查2次。")))] == [
        "outside_year"
    ]
    report = replace(report_on(row), title="2025—2026学年度工作要点", year=2025)
    assert found(report) == []
    assert found(replace(report_on(row), year=None)) == []


def test_findings_come_by_kind_then_in_the_order_of_the_items_and_are_the_same_every_time() -> None:
    rows = [
        point("1", verdict=Verdict.ACHIEVED),
        point("2", narrative="共XX次。"),
        point("3", narrative="共XX次。"),
    ]
    report = report_on(*rows)
    assert found(report) == [
        ("placeholder", "point-2", "XX"),
        ("placeholder", "point-3", "XX"),
        ("no_narrative", "point-1", ""),
    ]
    assert check(report) == check(report)


def test_what_was_left_over_in_the_chapters_beyond_the_items_is_found() -> None:
    report = report_on(point(narrative=TOLD))
    last_year = "2025年3月，青山小学成立自评小组，组长XX，共核对材料36份。"
    assert found(replace(report, organised=last_year)) == [
        ("other_school", None, "青山小学"),
        ("outside_year", None, "2025年"),
        ("placeholder", None, "XX"),
    ]
    glance = replace(report.school, glance="学校于1958年创办，2019年迁入新址，现有30个班。")
    assert found(replace(report, school=glance, outlook="青山小学将在2027年继续推进3项工作。")) == [
        ("other_school", None, "青山小学")
    ]


TEXTS = st.text(
    st.sampled_from(
        "学校小中，。、：“”《》（）()[]XX×2025年-.至到约超过不少于万百三十学时次%月日待补充高度重视_？*\n 王"
    )
)


def test_what_the_school_was_called_before_is_found_where_it_still_stands(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "w") as ws:
        source = next(SAMPLE.glob("*.txt"))
        checklist, _changes = operations.import_outline(ws, read_outline(source), ws.vault.store(source))
        for name in ("云溪区育才小学", "云溪三小", "误", "云溪区第三实验小学"):
            operations.set_school(ws, name=name)
        told = "组织教师赴云溪区育才小学礼堂培训3次，云溪三小18人参加。"
        point = queries.tree(ws, checklist).points()[0].id
        operations.set_fields(ws, [point], narrative=told)
        report = gather(ws, checklist)
    assert report.school_names == ("误", "云溪三小", "云溪区育才小学")
    told_of = [(one.item_id, one.words) for one in check(report) if one.code == Code.OTHER_SCHOOL]
    assert told_of == [(point, "云溪区育才小学")]


@settings(deadline=None, max_examples=60)
@given(
    st.lists(st.tuples(TEXTS | st.text(), TEXTS, st.text(), st.sampled_from([None, *Verdict])), max_size=4),
    TEXTS | st.text(),
    st.floats(allow_nan=True) | st.none(),
    st.sampled_from(["次", "%", "万元", None, "天"]),
)
def test_no_report_is_too_odd(
    answers: list[tuple[str, str, str, Verdict | None]], actual: str, score: float | None, unit: str | None
) -> None:
    rows, targets = [SECTION], []
    for number, (narrative, problem, improvement, verdict) in enumerate(answers, 1):
        words = {"narrative": narrative, "problem": problem, "improvement": improvement, "text": problem}
        row = point(str(number), **words, verdict=verdict, full_score=score, score=score)
        rows.append(row)
        stored = TargetRow(str(number), row.id, problem, ">=", score, unit, None, None, "target", actual)
        targets.append(stored)
    report = report_of(rows, targets=tuple(targets), **school())
    report = replace(report, school_names=(actual,))
    assert check(report) == check(report)


@pytest.mark.parametrize(
    "part",
    [
        "学校",
        "，青山小学",
        "2025年",
        "（ ",
        "X",
        "1学时，",
        "不少于",
        "一",
        "，，",
        "2025-05-",
        "认真贯彻",
        "“",
        "3次、",
        "待",
        "?",
    ],
)
def test_no_text_takes_long(part: str) -> None:
    text = part * (20_000 // len(part))
    targets = (target(">=", 32, "30学时", "学时"),)
    report = report_on(point(narrative=text, problem=text, verdict=Verdict.ACHIEVED), targets=targets)
    start = process_time()
    check(report)
    assert process_time() - start < 15  # of work; it is a tenth of one


def test_five_thousand_points_are_checked_at_once() -> None:
    report = long_report(5000)
    start = process_time()
    check(report)
    assert process_time() - start < 10  # of work; it is a fifth of one
