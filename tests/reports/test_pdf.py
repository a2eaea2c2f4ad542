"""The finished PDF, read back by another library."""

import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdf
import pytest

from desktop_app.documents.outline import Level
from desktop_app.errors import CancelledError, YaodianError
from desktop_app.models.values import Progress, TargetRow, Verdict
from desktop_app.reports.content import Report
from desktop_app.reports.pdf import write_pdf
from desktop_app.reports.pdf_reading import read_tags
from desktop_app.reports.typesetting import grid
from tests.ordinary import forbid_writing
from tests.reports.proof import lines_of
from tests.reports.school import NASTY_NAMES, file, item, long_report, report_of

FORBIDDEN_START = set("、，。：；！？）》”’…」』】〕,:;!?)")
FORBIDDEN_END = set("（《“‘「『【〔(")


@pytest.fixture(scope="module")
def written(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("pdf") / "自评报告.pdf"
    assert write_pdf(report, path) == report.counts
    return path


@pytest.fixture(scope="module")
def pages(written: Path) -> list[str]:
    """What each page of the PDF says."""
    return [page.extract_text().strip() for page in pypdf.PdfReader(written).pages]


@pytest.fixture(scope="module")
def text(pages: list[str]) -> str:
    """Every word of the PDF, without blanks."""
    return joined(pages)


def words(path: Path) -> str:
    return joined([page.extract_text().strip() for page in pypdf.PdfReader(path).pages])


def joined(pages: Sequence[str]) -> str:
    """Return what pages say, without blanks and their numbers."""
    bodies = (re.sub(r"— \d+ —\s*$", "", said) for said in pages)
    return "".join("".join(bodies).split())


def bare(said: str) -> str:
    return "".join(said.split())


def test_every_item_and_file_is_there(report: Report, text: str) -> None:
    for entry in report.walk():
        assert bare(entry.heading) in text, entry.heading
        assert bare(entry.bureau_words) in text or all(bare(m.heading) in text for m in entry.measures)
    for one in report.evidence:
        assert bare(one.name) in text
    assert set(NASTY_NAMES) <= {one.name for one in report.evidence}


def test_every_answer_is_there_as_it_was_typed(report: Report, text: str) -> None:
    for entry in report.walk():
        row = entry.item
        for said in (row.narrative, row.problem, row.improvement, row.person, row.verdict_reason):
            assert bare(said) in text
    assert "<b>粗</b>&amp;<para>" in text


def test_a_value_reached_stands_beside_what_was_promised(tmp_path: Path) -> None:
    target = TargetRow("t", "point-1", "每年不少于32学时", ">=", 32, "学时", "年", None, "target", "36学时")
    write_pdf(report_of([item("1", Level.POINT, title="要点")], targets=(target,)), tmp_path / "a.pdf")
    assert "量化指标每年不少于32学时（实际：36学时）" in words(tmp_path / "a.pdf")


def test_names_can_be_searched_for_as_they_are(pages: list[str]) -> None:
    said = "\n".join(pages)
    for name in NASTY_NAMES:
        assert name in said


def test_every_font_is_embedded(written: Path) -> None:
    fonts: dict[str, Any] = {}
    for page in pypdf.PdfReader(written).pages:
        resources: Any = page["/Resources"]
        fonts.update((font.get_object()["/BaseFont"], font) for font in resources["/Font"].values())
    assert fonts
    assert all("/FontFile2" in font.get_object()["/FontDescriptor"] for font in fonts.values())


def first_of(pages: Sequence[str]) -> int:
    """Return the place of page 1."""
    return next(number for number, said in enumerate(pages) if said.endswith("— 1 —"))


def test_page_numbers_stand_where_they_should(written: Path, pages: list[str]) -> None:
    reader = pypdf.PdfReader(written)
    first = first_of(pages)
    assert first % 2 == 0  # page 1 is a right-hand page
    for number, said in enumerate(pages[first:], 1):
        assert said.endswith(f"— {number} —")
    for number, page in enumerate(reader.pages[first : first + 4], 1):
        (x, y) = folio_place(page, str(number))
        right = grid.LEFT + grid.AREA_WIDTH
        assert (
            (right - 5 * grid.FOLIO < x < right - grid.FOLIO)
            if number % 2
            else x > grid.LEFT + grid.FOLIO - 0.01
        )
        assert y < grid.BOTTOM - grid.FOLIO_BELOW
    assert reader.page_labels[first] == "1"


def folio_place(page: pypdf.PageObject, number: str) -> tuple[float, float]:
    found: list[tuple[float, float]] = []

    def visit(said: str, _cm: object, matrix: list[float], _font: object, _size: float) -> None:
        if said.strip().strip("—").strip() == number:
            found.append((matrix[4], matrix[5]))

    page.extract_text(visitor_text=visit)
    return found[-1]


def outline_titles(entries: Sequence[Any]) -> Iterator[str]:
    for entry in entries:
        if isinstance(entry, list):
            yield from outline_titles(entry)
        else:
            yield str(entry.title)


def test_bookmarks_follow_the_document(written: Path, report: Report) -> None:
    titles = list(outline_titles(pypdf.PdfReader(written).outline))
    headings = [entry.heading for entry in report.walk() if entry.item.level is not Level.MEASURE]
    before, after = (
        ["封面", "目录", "总体评价", "逐项自评"],
        ["存在问题与改进措施", "佐证材料目录", "签字盖章"],
    )
    assert titles == [*before, *headings, *after]


def test_files_and_their_points_lead_to_each_other(written: Path, pages: list[str], report: Report) -> None:
    reader = pypdf.PdfReader(written)
    marks = [top for top in reader.outline if not isinstance(top, list)]
    first, last = (reader.get_destination_page_number(mark) for mark in marks[-2:])
    assert first is not None
    assert last is not None
    texts = list(map(bare, pages))
    forth, back = [], []
    for number, page in enumerate(reader.pages):
        for link in page.get("/Annots", ()):
            target = reader.get_page_number(link.get_object()["/Dest"][0].get_object())
            if target in range(first, last) and number > 3:
                forth.append(target)
            elif number in range(first, last):
                back.append(texts[target] if target is not None else "")
    points = [entry for entry in report.walk() if entry.item.level is not Level.MEASURE]
    assert len(forth) >= sum(len(entry.evidence) for entry in points)
    headings = {entry.place: entry.heading for entry in report.walk()}
    for one, page_text in zip(report.evidence, back, strict=True):
        assert bare(headings[one.places[0]]) in page_text


def test_the_contents_name_the_page_each_heading_is_on(pages: list[str], report: Report) -> None:
    start = first_of(pages)
    lines = [re.fullmatch(r"(.+?)\s*(\d+)", line) for page in pages[:start] for line in page.splitlines()]
    listed = {bare(match[1]): int(match[2]) for match in lines if match}
    for entry in report.walk():
        if entry.item.level is not Level.MEASURE:
            assert bare(entry.heading) in bare(pages[start + listed[bare(entry.heading)] - 1])


def test_the_backs_of_cover_and_contents_are_blank(pages: list[str]) -> None:
    first = first_of(pages)
    assert pages[0]
    assert pages[1] == ""
    assert "".join(pages[2].split()).startswith("目录")
    assert first % 2 == 0
    assert all(pages[2 : first - 1])


def test_properties_say_what_it_is(written: Path, report: Report) -> None:
    facts = pypdf.PdfReader(written).metadata
    assert facts is not None
    assert facts.title == f"{report.title}自评报告"
    assert facts.author == "云溪区第三实验小学"
    assert str(facts.creation_date_raw).startswith("D:20261122")
    assert "仿宋：" in str(facts.get("/Keywords"))


def test_a_watermark_is_on_every_page_and_changes_nothing_else(
    report: Report, written: Path, tmp_path: Path
) -> None:
    path = tmp_path / "draft.pdf"
    assert write_pdf(report, path, watermark="草稿") == report.counts
    lines = lines_of(path)
    drawn = [line for line in lines if line.size > 100]
    assert {line.page for line in drawn} == set(range(len(pypdf.PdfReader(path).pages)))
    assert [(line.page, line.left, line.y, line.text) for line in lines if line not in drawn] == [
        (line.page, line.left, line.y, line.text) for line in lines_of(written)
    ]
    for page in pypdf.PdfReader(path).pages:  # below what is written
        content: Any = page.get_contents()
        assert content.get_data().strip().find(b"/Artifact") < content.get_data().find(b" Tj")


def test_bars_say_their_figures_and_the_shares_of_verdicts_add_up(report: Report, text: str) -> None:
    points, verdicts = sum(report.total.points.values()), report.total.verdicts
    assert "各章要点进度" in text
    for verdict, name in ((Verdict.ACHIEVED, "达成"), (Verdict.NOT_ACHIEVED, "未达成"), (None, "未作结论")):
        assert f"{name}{verdicts[verdict]}（{100 * verdicts[verdict] / points:.0f}%）" in text
    for section in report.sections:
        if section.full_score and section.score is not None:
            assert f"{section.score:g}/{section.full_score:g}{section.score / section.full_score:.0%}" in text


def test_a_report_without_answers_has_no_chart_of_verdicts_or_scores(tmp_path: Path) -> None:
    rows = [item("一", Level.SECTION, title="甲"), item("1", Level.POINT, "section-一", title="要点")]
    write_pdf(report_of(rows), tmp_path / "a.pdf")
    said = words(tmp_path / "a.pdf")
    assert "各章要点进度" in said
    assert "自评结论构成" not in said
    assert "各章自评得分" not in said


def test_the_fullest_table_of_sections_has_room_for_its_heads(tmp_path: Path) -> None:
    """One line for three characters, though a verdict of each kind adds a column."""
    verdicts = [*Verdict]
    rows = [item("一", Level.SECTION, title="甲")]
    for number, verdict in enumerate(verdicts, 1):
        rows.append(
            item(
                str(number),
                Level.POINT,
                "section-一",
                title="要点",
                verdict=verdict,
                progress=Progress.DONE,
                full_score=5.0,
                score=4.5,
            )
        )
    write_pdf(report_of(rows, file("a.docx", "point-1")), tmp_path / "a.pdf")
    lines = [line.text for line in lines_of(tmp_path / "a.pdf")]
    assert {"章要点已完成进行中未开始达成", "未达成不适用缺佐证满分得分等级"} <= set(lines)


def test_the_same_report_gives_the_same_bytes(report: Report, written: Path, tmp_path: Path) -> None:
    write_pdf(report, tmp_path / "again.pdf")
    assert (tmp_path / "again.pdf").read_bytes() == written.read_bytes()


def test_qpdf_finds_nothing_wrong(written: Path) -> None:
    if shutil.which("qpdf") is None:
        pytest.skip("qpdf is not installed")
    subprocess.run(["qpdf", "--check", written], check=True, capture_output=True)


def test_progress_is_told_and_rises_to_the_whole(report: Report, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    write_pdf(report, tmp_path / "a.pdf", lambda done, whole: told.append((done, whole)))
    assert told == sorted(told)
    assert told[-1] == (100, 100)
    assert len(told) > 10


@pytest.mark.parametrize("after", [0, 5, 40, 60])
def test_stopping_leaves_no_file(report: Report, tmp_path: Path, after: int) -> None:
    asked = iter(range(10_000))
    with pytest.raises(CancelledError, match="已停止"):
        write_pdf(report, tmp_path / "a.pdf", cancelled=lambda: next(asked) >= after)
    assert list(tmp_path.iterdir()) == []


def test_stopping_leaves_the_old_file_as_it_was(report: Report, tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"old")
    with pytest.raises(CancelledError):
        write_pdf(report, tmp_path / "a.pdf", cancelled=lambda: True)
    assert (tmp_path / "a.pdf").read_bytes() == b"old"


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(report: Report, ordinary: Path) -> None:
    forbid_writing(ordinary)
    with pytest.raises(YaodianError, match="换一个文件夹"):
        write_pdf(report, ordinary / "a.pdf")
    assert list(ordinary.iterdir()) == []


def test_what_was_cut_short_is_not_taken_for_whole(written: Path, tmp_path: Path) -> None:
    cut = tmp_path / "cut.pdf"
    cut.write_bytes(written.read_bytes()[:-200])
    with pytest.raises(YaodianError, match="没有写完整"):
        read_tags(cut)


def test_only_what_is_drawn_counts(tmp_path: Path) -> None:
    report = report_of([item("1", Level.POINT, title="要点")], file("照片.jpg", "point-1"))
    counts = write_pdf(report, tmp_path / "a.pdf")
    assert (counts.items, counts.evidence) == (1, 1)
    assert read_tags(tmp_path / "a.pdf") == {"Item": {1}, "Evidence": {1}}


def test_characters_outside_every_font_are_shown_and_listed(tmp_path: Path) -> None:
    rows = [item("1", Level.POINT, title="表彰㙍老师和𠮷老师🎉", narrative="很好\ue000" * 3)]
    counts = write_pdf(report_of(rows, name="臺灣路小学😀\ue001"), tmp_path / "a.pdf")
    said = words(tmp_path / "a.pdf")
    assert "表彰㙍老师和𠮷老师🎉" in said
    assert "很好〓很好〓" in said
    assert "臺灣路小学😀〓" in said
    assert counts.missing == ("\ue000", "\ue001")


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [item("", Level.SECTION)],
        [item("", Level.POINT, title="", text="")],
        [item("1", Level.MEASURE, title="只有举措")],
        [item("一", Level.SECTION), item("1", Level.MEASURE, "section-一", title="直接在章下")],
        [item("1", Level.POINT, title="很长的标题" * 60, narrative="很长的文字" * 2000, text="x" * 3000)],
    ],
    ids=["nothing", "empty section", "empty point", "measure alone", "measure in section", "very long"],
)
def test_odd_checklists_are_reported_too(rows: list[object], tmp_path: Path) -> None:
    report = report_of(rows)  # type: ignore[arg-type]
    assert write_pdf(report, tmp_path / "a.pdf") == report.counts


def test_what_was_left_empty_takes_one_quiet_line(tmp_path: Path) -> None:
    write_pdf(report_of([item("1", Level.POINT, title="要点", text="开展工作。")]), tmp_path / "a.pdf")
    said = words(tmp_path / "a.pdf")
    assert "（未作自评结论，未填写完成情况，未附佐证材料）" in said
    assert "存在问题：" not in said
    assert "责任人" not in said


def test_measures_that_repeat_the_text_are_set_once(tmp_path: Path) -> None:
    point = item(
        "1", Level.POINT, title="要点", text="制定方案。开展检查。", source_text="制定方案。开展检查。"
    )
    rows = [
        point,
        item("1", Level.MEASURE, point.id, title="制定方案", position=1),
        item("2", Level.MEASURE, point.id, title="开展检查", position=2),
    ]
    write_pdf(report_of(rows), tmp_path / "a.pdf")
    assert words(tmp_path / "a.pdf").count("制定方案") == 1
    write_pdf(
        report_of([replace(point, source_text="制定方案。开展检查。上报总结。"), *rows[1:]]),
        tmp_path / "a.pdf",
    )
    assert words(tmp_path / "a.pdf").count("制定方案") == 2


def test_the_contents_of_a_long_report_stop_before_the_points(tmp_path: Path) -> None:
    report = long_report(130)
    assert write_pdf(report, tmp_path / "a.pdf") == report.counts
    pages = [page.extract_text() for page in pypdf.PdfReader(tmp_path / "a.pdf").pages[:4]]
    assert "落实立德树人根本任务" in pages[2]
    assert "推进第7项工作" not in "".join(pages)
