"""The forms: what stands in their rows, and the finished PDFs, read back by another library."""

import shutil
import subprocess
from dataclasses import replace
from datetime import date
from itertools import accumulate
from pathlib import Path

import pypdf
import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pytest

from desktop_app.documents.outline import Level
from desktop_app.errors import CancelledError
from desktop_app.models.values import Progress, Verdict
from desktop_app.reports.content import Report
from desktop_app.reports.forms import FORMS, Form, FormRow, form_named, items_in
from desktop_app.reports.forms_pdf import SMALLEST
from desktop_app.reports.papers import ONE_PAGE, PAPERS, PHOTOS, REPORT
from desktop_app.reports.typesetting import grid
from desktop_app.reports.writers import expected, write
from tests.reports.proof import broken_rules, lines_of
from tests.reports.school import NARRATIVE, NASTY_NAMES, file, item, report_of

HEADS = {
    "自评表": "序号 章 要点 举措 分值 自评得分 完成情况 佐证材料 存在问题 改进措施",
    "任务分解表": "序号 工作任务 具体措施 分管领导 牵头部门 配合部门 责任人 完成时限 完成情况 佐证材料 备注",
    "问题清单": "序号 要点 自评结论 存在问题 改进措施 责任 完成时限",
}


@pytest.fixture(scope="module", params=FORMS, ids=lambda form: form.name)
def printed(
    request: pytest.FixtureRequest, report: Report, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Form, Path]:
    form: Form = request.param
    path = tmp_path_factory.mktemp("forms") / "a.pdf"
    assert write("pdf", report, path, paper=form.name) == expected(report, "pdf", form.name)
    return form, path


def row_of(form: str, report: Report, number: int) -> dict[str, str]:
    """Return a row without bands, by its heads."""
    rows = [row for row in form_named(form).rows(report) if not row.band]
    heads = [column.head for column in form_named(form).columns]
    return dict(zip(heads, rows[number].cells, strict=True))


def test_every_paper_has_a_form_with_the_columns_in_use() -> None:
    assert (REPORT, *(form.name for form in FORMS), PHOTOS, ONE_PAGE) == PAPERS
    for form in FORMS:
        assert [column.head for column in form.columns] == HEADS[form.name].split()


def said(path: Path) -> str:
    """Every word of a PDF, without blanks; turned text comes out of pdfium as it was written."""
    return "".join("".join(line.text for line in lines_of(path)).split())


def columns_of(form: Form, path: Path) -> list[str]:
    """Return the words of each column of a form, down all of its pages, without blanks and its head."""
    whole = sum(column.part for column in form.columns)
    ends = list(accumulate(column.part / whole * grid.AREA_HEIGHT for column in form.columns))
    found = [""] * len(ends)
    for line in lines_of(path, turned=True):
        for one in line.characters if line.size == SMALLEST else ():
            found[next(at for at, end in enumerate(ends) if one.x - grid.BOTTOM < end)] += one.text.strip()
    return [words.replace(column.head, "") for column, words in zip(form.columns, found, strict=True)]


def test_every_row_is_found_again(printed: tuple[Form, Path], report: Report) -> None:
    form, path = printed
    columns, words = columns_of(form, path), said(path)
    for row in form.rows(report, folded=True):
        if row.band:
            assert "".join(row.cells[0].split()) in words
            continue
        for cell, column, words_in in zip(row.cells, form.columns, columns, strict=True):
            assert "".join(cell.split()).replace(column.head, "") in words_in, cell
    for line in form.signed:
        assert "".join(line.split()) in words
    if form.name != "问题清单":
        assert items_in(form, report) == report.counts.items
        files = columns[[column.head for column in form.columns].index("佐证材料")]
        assert all(name in files for name in NASTY_NAMES)


def test_the_signs_before_measures_are_told(printed: tuple[Form, Path]) -> None:
    form, path = printed
    told = "●表示已完成，◐表示进行中，○表示未开始，／表示不适用"
    assert (told in said(path)) == (form.name != "问题清单")


def test_no_cell_breaks_a_rule(printed: tuple[Form, Path]) -> None:
    lines = [line for line in lines_of(printed[1], turned=True) if line.size == SMALLEST]
    assert len(lines) > 50
    broken = broken_rules(lines)
    assert [
        one for one in broken if "会记录IMG_" not in one
    ] == []  # that name is longer than its cell is wide
    for line in lines:
        assert grid.BOTTOM - 0.5 <= line.left < line.right <= grid.BOTTOM + grid.AREA_HEIGHT + 0.5, line.text


def test_pages_lie_on_their_side_with_the_number_where_it_is_elsewhere(printed: tuple[Form, Path]) -> None:
    form, path = printed
    pages, lines = pypdf.PdfReader(path).pages, lines_of(path)
    upright = sum(page.rotation == 0 for page in pages)
    assert upright == (
        3 if form.booklet else 0
    )  # a cover, its back, the notes: nothing is told of the school
    assert all(page.rotation == 90 for page in list(pages)[upright:])
    cover = 2 if form.booklet else 0
    for number, page in enumerate(list(pages)[cover:], 1):
        assert float(page.mediabox.height) == pytest.approx(grid.PAGE_HEIGHT, abs=0.01)
        on_page = [line for line in lines if line.page == number + cover - 1]
        below = [line for line in on_page if line.size == grid.FOLIO and line.y < grid.BOTTOM]
        assert "".join("".join(line.text.split()) for line in below) == f"—{number}—"
        at_right = below[0].left > grid.PAGE_WIDTH / 2
        assert at_right == bool(number % 2)


def test_the_booklet_names_the_school_and_says_how_it_is_filled_in(
    printed: tuple[Form, Path], report: Report
) -> None:
    form, path = printed
    first = said_on(path, 0)
    if not form.booklet:
        assert "填表说明" not in said(path)
        return
    for words in (
        "自评表",
        "云溪区第三实验小学",
        "（公章）",
        "周明远",
        "林晓芸",
        "0571-88881234",
        "2026年11月22日",
    ):
        assert words in first, words
    notes = said_on(path, 2)
    assert notes.startswith("填表说明1.本表依据《云溪区教育局2026年工作要点》（云教〔2026〕3号）")
    assert "优秀为90%及以上，良好为80%及以上，合格为60%及以上，其余为不合格" in notes
    assert "学校概况" not in said(path)
    told = replace(report, school=replace(report.school, glance="建于1958年。"), range="第一章")
    write("pdf", told, path.with_name("told.pdf"), paper=form.name)
    assert "学校概况建于1958年。" in said(path.with_name("told.pdf"))
    assert "2026年工作要点（第一章）自评表" in said(path.with_name("told.pdf"))


def said_on(path: Path, page: int) -> str:
    """Every word of one page, without blanks."""
    return "".join("".join(line.text for line in lines_of(path) if line.page == page).split())


def test_a_watermark_stands_on_every_page(report: Report, tmp_path: Path) -> None:
    for paper in PAPERS:
        path = tmp_path / f"{paper}.pdf"
        write("pdf", report, path, paper=paper, watermark="草稿")
        with pdfium.PdfDocument(path) as document:
            texts = [page.get_textpage().get_text_bounded() for page in document]
        assert all("草" in text and "稿" in text for text in texts), paper


def test_the_same_form_gives_the_same_sound_file(
    printed: tuple[Form, Path], report: Report, tmp_path: Path
) -> None:
    form, path = printed
    write("pdf", report, tmp_path / "again.pdf", paper=form.name)
    assert (tmp_path / "again.pdf").read_bytes() == path.read_bytes()
    if shutil.which("qpdf"):
        subprocess.run(["qpdf", "--check", path], check=True, capture_output=True)


def test_stopping_leaves_no_form(report: Report, tmp_path: Path) -> None:
    with pytest.raises(CancelledError):
        write("pdf", report, tmp_path / "a.pdf", cancelled=lambda: True, paper="自评表")
    assert list(tmp_path.iterdir()) == []


def made_up() -> Report:
    rows = [
        item("一", Level.SECTION, title="甲"),
        item(
            "1",
            Level.POINT,
            "section-一",
            title="做事",
            text="做一件事。",
            full_score=10.0,
            score=9.0,
            verdict=Verdict.NOT_ACHIEVED,
            problem="人手不足。",
            lead="教导处",
            person="李老师",
            supervisor="王校长",
            supporting="总务处",
            due=date(2026, 6, 1),
            tags="重点",
            note="每月一报",
            progress=Progress.UNDER_WAY,
        ),
        item("二", Level.SECTION, position=2, title="乙"),
        item("2", Level.POINT, "section-二", title="再做", full_score=10.0, score=5.0, narrative="做了。"),
    ]
    return report_of(rows, file("照片.jpg", "point-1"))


def test_the_table_sums_sections_and_names_their_grades() -> None:
    sums = [row.cells for row in form_named("自评表").rows(made_up()) if row.item is None]
    assert [(row[2], *row[4:7]) for row in sums] == [
        ("小计", "10", "9", "优秀"),
        ("小计", "10", "5", "不合格"),
        ("合计", "20", "14", "合格"),
    ]
    first = row_of("自评表", made_up(), 0)
    assert (first["序号"], first["章"], first["要点"], first["举措"]) == ("1", "一", "做事", "做一件事。")
    assert (first["分值"], first["自评得分"]) == ("10", "9")
    assert first["完成情况"] == "进行中，未达成"
    assert first["佐证材料"] == "〔1〕照片.jpg"


def test_on_paper_a_point_s_measures_stand_in_its_row() -> None:
    rows = [
        item("1", Level.POINT, title="做事", text="甲。乙。", narrative="都做了。"),
        item(
            "1",
            Level.MEASURE,
            "point-1",
            text="甲。",
            progress=Progress.DONE,
            person="李老师",
            narrative="甲好。",
        ),
        item("2", Level.MEASURE, "point-1", position=2, text="乙。", full_score=2.0, score=1.0),
        item("2", Level.POINT, position=2, title="再做", text="丙。"),
    ]
    made = report_of(rows, file("一.docx", "point-1"), file("二.jpg", "measure-2", title="开会的照片"))
    form = form_named("自评表")
    folded = [row for row in form.rows(made, folded=True) if row.item]
    assert [(row.item, row.folded) for row in folded] == [(1, (2, 3)), (4, ())]
    said = dict(zip(HEADS["自评表"].split(), folded[0].cells, strict=True))
    assert said["举措"] == "●甲。（责任人李老师）\n○乙。（得分1/2）"
    assert said["完成情况"] == "进行中\n都做了。\n1（1）：甲好。"
    assert said["佐证材料"] == "〔1〕一.docx\n〔2〕开会的照片"
    assert (said["分值"], said["自评得分"]) == ("2", "1")
    assert folded[1].cells[3] == "丙。"
    assert items_in(form, made) == 4


def test_tasks_name_who_does_them_and_until_when() -> None:
    row = row_of("任务分解表", made_up(), 0)
    assert list(row.values()) == [
        "1", "做事", "做一件事。", "王校长", "教导处", "总务处", "李老师", "2026年6月1日", "进行中",
        "〔1〕照片.jpg", "重点；每月一报",
    ]  # fmt: skip


def test_the_list_of_problems_holds_only_what_is_to_be_put_right() -> None:
    form = form_named("问题清单")
    rows = form.rows(made_up())
    assert [row.cells[0] for row in rows] == ["一、甲", "1"]
    assert rows[1].cells[2:5] == ("未达成", "人手不足。", "（尚未填写）")
    nothing = report_of([item("1", Level.POINT, title="做事")])
    assert form.rows(nothing) == [FormRow(("没有填写问题。",), band=True)]
    assert items_in(form, nothing) == 0


def test_a_checklist_without_sections_has_its_sum_too() -> None:
    report = report_of([item("1", Level.POINT, title="做事", full_score=5.0, score=5.0)])
    rows = form_named("自评表").rows(report)
    assert [row.cells[2] for row in rows] == ["做事", "合计"]


@pytest.mark.parametrize("rows", [[], [item("1", Level.POINT, title="长" * 300, narrative="很长。" * 900)]])
@pytest.mark.parametrize("form", PAPERS[1:])
def test_odd_checklists_have_forms_too(rows: list[object], form: str, tmp_path: Path) -> None:
    report = report_of(rows)  # type: ignore[arg-type]
    assert write("pdf", report, tmp_path / "a.pdf", paper=form) == expected(report, "pdf", form)


def flat(points: int) -> Report:
    """Return a report of points without sections, measures and words of the bureau."""
    rows = [
        item(
            str(number),
            Level.POINT,
            position=number,
            title=f"推进第{number}项重点工作，健全工作机制",
            narrative=NARRATIVE,
            full_score=5.0,
            score=4.0,
        )
        for number in range(1, points + 1)
    ]
    return report_of(rows)


def test_on_paper_columns_that_no_item_has_words_in_are_left_out() -> None:
    form = form_named("自评表")
    columns, rows = form.printed(flat(2))
    heads = HEADS["自评表"].replace("章 ", "").replace("举措 ", "")
    assert [column.head for column in columns] == heads.split()
    assert [row.cells[:4] for row in rows] == [
        ("1", "推进第1项重点工作，健全工作机制", "5", "4"),
        ("2", "推进第2项重点工作，健全工作机制", "5", "4"),
        ("", "合计　要点2个", "10", "8"),
    ]
    parts = {column.head: column.part for column in columns}
    assert parts["要点"] > 2 * form.columns[2].part
    columns, rows = form.printed(made_up())
    assert (tuple(columns), rows) == (form.columns, form.rows(made_up(), folded=True))


def test_a_row_that_a_page_has_room_for_is_not_parted(tmp_path: Path) -> None:
    write("pdf", flat(9), tmp_path / "a.pdf", paper="自评表")
    assert "举措" not in said(tmp_path / "a.pdf")
    lines = [line for line in lines_of(tmp_path / "a.pdf", turned=True) if line.size == SMALLEST]
    begun = [line.page for line in lines if "学校成立由书记" in "".join(line.text.split())]
    ended = [line.page for line in lines if "第二段" in "".join(line.text.split())]
    assert len(begun) == 9
    assert len(set(begun)) > 1
    assert begun == ended
