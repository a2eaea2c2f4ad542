"""What a report says, from a real workspace and from hand-made rows."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from desktop_app.documents.outline import Level
from desktop_app.errors import YaodianError
from desktop_app.models import keeping, operations, people, queries
from desktop_app.models.values import EvidenceKind, Grade, Progress, Verdict
from desktop_app.models.workspace import Workspace
from desktop_app.reports import parts, words
from desktop_app.reports.content import Report
from desktop_app.reports.figures import overview_sentence, standings
from desktop_app.reports.gathering import gather, within
from tests.reports.school import DAY, file, fill, item, report_of


def test_everything_of_the_checklist_is_there(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "w") as ws:
        checklist = fill(ws, tmp_path)
        report = gather(ws, checklist, DAY)
        tree = queries.tree(ws, checklist)
        assert [entry.item for entry in report.walk()] == list(tree.walk())
        assert {entry.item.id: entry.progress for entry in report.walk()} == {
            row.id: tree.progress(row.id) for row in tree.walk()
        }
        assert [row.name for row in queries.evidence(ws, checklist)] == [one.name for one in report.evidence]
        assert [one.number for one in report.evidence] == list(range(1, len(report.evidence) + 1))
        assert report.counts.items == len(tree)
        served = sum(len(entry.evidence) for entry in report.walk())
        assert served == sum(row.evidence_count for row in tree.walk())
        assert sum(report.total.points.values()) == len(tree.points())


def test_deleted_items_are_not_reported(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "w") as ws:
        checklist = fill(ws, tmp_path)
        before = gather(ws, checklist)
        operations.delete_items(ws, [before.entries[0].item.id])
        after = gather(ws, checklist)
    gone = sum(1 for _entry in before.entries[0].walk())
    assert after.counts.items == before.counts.items - gone
    assert after.made_on == date.today()


def test_a_report_of_some_headings_keeps_the_numbers_of_its_files(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "w") as ws:
        checklist = fill(ws, tmp_path)
        operations.set_checklist_texts(ws, checklist, 总体评价=" 总体良好。\n")
        tree = queries.tree(ws, checklist)
        (tmp_path / "只属第二章.txt").write_text("二", "utf-8")
        stored = ws.vault.store(tmp_path / "只属第二章.txt")
        operations.attach(ws, [tree.children(tree.children(None)[1])[0]], [stored])
        report = gather(ws, checklist, DAY)
    first, _second, third, *_rest = report.entries
    part = within(report, {third.item.id, first.item.id})
    assert part.entries == (first, third)
    assert part.range == "第一章、第三章"
    assert report.overall == "总体良好。"
    assert part.overall == "", "it speaks of the whole year"
    assert part.sections == (report.sections[0], report.sections[2])
    assert list(part.tree.walk()) == [entry.item for top in (first, third) for entry in top.walk()]
    assert sum(part.total.points.values()) == sum(sum(one.points.values()) for one in part.sections)
    assert part.total.full_score == sum(one.full_score or 0 for one in part.sections)
    numbers = {file.number for entry in part.walk() for file in entry.evidence}
    assert {file.number for file in part.evidence} == numbers < {file.number for file in report.evidence}
    places = {entry.place for entry in part.walk()}
    assert all(file.places and places.issuperset(file.places) for file in part.evidence)
    assert within(report, {entry.item.id for entry in report.entries}) is report


def test_a_file_says_when_it_is_of_who_is_responsible_and_where_it_lies(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "w") as ws:
        checklist = fill(ws, tmp_path)
        first, second, *_rest = queries.evidence(ws, checklist)
        keeping.set_evidence(ws, [first.id], 日期="2026-3-5", 责任人="张三", 类别="结果", 页数="3")
        ws.vault.path(second.sha256, second.name).unlink()
        told, gone, *_others = gather(ws, checklist, DAY).evidence
        assert told.path == ws.vault.path(first.sha256, first.name)
        assert told.path.is_file()
    assert (told.name, told.taken_on, told.responsible) == (first.shown, date(2026, 3, 5), "张三")
    assert (told.kind, told.pages) == (EvidenceKind.RESULT, 3)
    assert (gone.name, gone.path, gone.taken_on) == (second.shown, None, None)


def test_a_checklist_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "w") as ws, pytest.raises(YaodianError, match="没有生成报告"):
        gather(ws, "nothing")


def test_sections_add_up_to_the_total(report: Report) -> None:
    for progress in Progress:
        assert sum(one.points.get(progress, 0) for one in report.sections) == report.total.points.get(
            progress, 0
        )
    assert sum(one.without_evidence for one in report.sections) == report.total.without_evidence
    assert report.total.score == pytest.approx(sum(one.score or 0 for one in report.sections))


def test_points_lack_evidence_once_begun_where_they_apply() -> None:
    rows = [
        item("1", Level.POINT, position=1, verdict=Verdict.NOT_APPLICABLE, verdict_reason="小学无此项"),
        item("2", Level.POINT, position=2, progress=Progress.DONE),
        item("3", Level.POINT, position=3),
    ]
    report = report_of(rows)
    assert report.total.without_evidence == 1
    assert report.sections == ()


def test_what_does_not_apply_is_told_apart_from_what_waits() -> None:
    rows = [
        item("一", Level.SECTION),
        item("1", Level.POINT, "section-一", verdict=Verdict.NOT_APPLICABLE, verdict_reason="小学无此项"),
        item("1", Level.MEASURE, "point-1", title="甲"),
        item("2", Level.POINT, "section-一", position=2, progress=Progress.DONE),
        item("3", Level.POINT, "section-一", position=3),
        item("二", Level.SECTION, position=9, verdict=Verdict.NOT_APPLICABLE),
        item("4", Level.POINT, "section-二"),
    ]
    report = report_of(rows)
    assert dict(report.total.points) == {Progress.DONE: 1, Progress.NOT_STARTED: 1, None: 2}
    assert report.total.verdicts[Verdict.NOT_APPLICABLE] == 2
    assert "要点已完成1个、进行中0个、未开始1个、不适用2个。" in overview_sentence(report)
    assert "举措已完成0项、进行中0项、未开始0项、不适用1项。" in overview_sentence(report)
    one, below, done = list(report.walk())[1:4]
    assert [words.state_of(entry) for entry in (one, below, done)] == ["／ 不适用", "／ 不适用", "● 已完成"]
    assert words.facts_of(one) == [("理由", "小学无此项")]


def test_places_are_numbers_where_these_are_unique_and_paths_elsewhere() -> None:
    one, two = (item(number, Level.SECTION, position=at) for at, number in enumerate(("一", "二")))
    rows = [
        one,
        two,
        item("1", Level.POINT, one.id, id="a", position=1),
        item("1", Level.POINT, two.id, id="b", position=2),
        item("2", Level.POINT, two.id, id="c", position=3),
        item("1", Level.MEASURE, "c", id="d", numbered=False),
    ]
    evidence = file("照片.jpg", "a", "b", "c", "d")
    assert report_of(rows, evidence).evidence[0].places == ("一/1", "二/1", "2", "2（1）")


def test_a_photos_caption_stands_for_its_title() -> None:
    photo = replace(file("照片.jpg", "a", title="照片"), caption="2026年5月12日，全体师生疏散演练")
    (listed,) = report_of([item("1", Level.POINT, id="a")], photo).evidence
    assert words.file_words(listed) == "2026年5月12日，全体师生疏散演练\n照片.jpg"


def test_a_score_of_its_own_counts_instead_of_those_below() -> None:
    section = item("一", Level.SECTION)
    rows = [
        section,
        item("1", Level.POINT, section.id, id="a", position=1, full_score=10.0, score=8.0),
        item("1", Level.MEASURE, "a", full_score=5.0, score=1.0),
        item("2", Level.POINT, section.id, id="b", position=2),
        item("2", Level.MEASURE, "b", full_score=5.0, score=4.5),
    ]
    total = report_of(rows).total
    assert (total.full_score, total.score) == (15.0, 12.5)


def test_sums_and_the_grade_follow_the_schools_own_scale(tmp_path: Path) -> None:
    with Workspace.create(tmp_path / "w") as ws:
        checklist = fill(ws, tmp_path)
        usual = gather(ws, checklist, DAY)
        assert usual.total.grade == "优秀"  # 4.5 of 5 wherever a score was given
        people.set_grades(ws, [Grade("好", 0.95), Grade("较好", 0.5)])
        own = gather(ws, checklist, DAY)
    assert own.total.grade == "较好"
    assert {one.grade for one in own.sections} == {"较好"}
    section = own.entries[0]
    assert section.item.score is None
    assert section.score.got == sum(point.score.got or 0 for point in section.children)
    assert "评定等级为较好" in overview_sentence(own)
    assert standings(own).heads[-1] == "等级"


def test_no_grade_is_given_before_every_point_has_a_score() -> None:
    rows = [
        item("1", Level.POINT, full_score=10.0, score=9.5),
        item("2", Level.POINT, full_score=10.0, position=2),
        item("3", Level.POINT, full_score=10.0, position=3, verdict=Verdict.NOT_APPLICABLE),
    ]
    report = report_of(rows)
    assert (report.total.grade, report.total.unscored) == ("", 1)
    assert "自评得分9.5分，满分20分，1个要点尚未评分。" in overview_sentence(report)
    whole = report_of([rows[0], replace(rows[1], score=9.0), rows[2]])
    assert (whole.total.grade, whole.total.unscored) == ("优秀", 0)


def test_a_file_without_a_day_has_none_in_the_list() -> None:
    files = (file("纪要.docx", "point-1"), replace(file("方案.docx", "point-1"), date=date(2026, 3, 5)))
    report = report_of([item("1", Level.POINT)], *files)
    (day,) = (one for one in parts.evidence_columns(report) if one.head == parts.EVIDENCE_DAY)
    assert [day.said(one) for one in report.evidence] == ["", "2026-03-05"]
    assert parts.days_note(report)
    bare = report_of([item("1", Level.POINT)], files[0])
    assert parts.EVIDENCE_DAY not in [one.head for one in parts.evidence_columns(bare)]
    assert parts.days_note(bare) == ""


def test_what_does_not_apply_and_weights_count_as_elsewhere() -> None:
    section = item("一", Level.SECTION)
    rows = [
        section,
        item("1", Level.POINT, section.id, id="a", full_score=10.0, score=8.0, weight=2.0),
        item("2", Level.POINT, section.id, id="b", full_score=5.0, verdict=Verdict.NOT_APPLICABLE),
    ]
    total = report_of(rows).total
    assert (total.full_score, total.score) == (20.0, 16.0)
    assert total.grade == "良好"


def test_figures_name_sections_by_number_where_each_has_one() -> None:
    rows = [
        item("一", Level.SECTION, title="甲"),
        item("1", Level.POINT, "section-一", progress=Progress.UNDER_WAY),
        item("", Level.SECTION, id="x", title="乙", position=9),
        item("2", Level.POINT, "x"),
    ]
    assert standings(report_of(rows)).numbered is False
    assert [row[0] for row in standings(report_of(rows)).rows] == ["一、甲", "乙", "合计"]
    numbered = standings(report_of(rows[:2]))
    assert numbered.numbered
    assert numbered.heads == ("章", "要点", "已完成", "进行中", "未开始", "缺佐证")


def test_the_overview_says_the_figures(report: Report) -> None:
    said = overview_sentence(report)
    points = sum(report.total.points.values())
    assert f"{points}个要点" in said
    assert "截至2026年11月22日" in said
    assert re.search(r"佐证材料共4件", said)


def test_words_and_figures() -> None:
    assert [words.file_size(size) for size in (820, 12_288, 3_565_158)] == ["820 B", "12 KB", "3.4 MB"]
    assert words.long_date(date(2026, 6, 1)) == "2026年6月1日"
    assert words.figure(8.0) == "8"
    assert words.figure(8.5) == "8.5"
    (entry,) = report_of(
        [item("1", Level.POINT, verdict=Verdict.NOT_APPLICABLE, verdict_reason="无")]
    ).entries
    assert words.verdict_of(entry) == "不适用（无）"
    assert words.left_out(entry) == ""
    (waiting,) = report_of([item("1", Level.POINT)]).entries
    assert words.left_out(waiting) == "（未作自评结论，未填写完成情况，未附佐证材料）"
