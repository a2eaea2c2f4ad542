"""The finished workbook, read back."""

import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.documents.outline import Level
from desktop_app.errors import CancelledError, YaodianError
from desktop_app.models.values import Progress, Verdict
from desktop_app.reports import words
from desktop_app.reports.content import Report
from desktop_app.reports.excel import write_excel
from desktop_app.reports.workbook.sheet import CONTINUED
from desktop_app.reports.workbook.table import COLUMNS, KINDS, SUBTOTAL, TOTAL
from tests.ordinary import forbid_writing
from tests.reports.school import file, item, long_report, report_of

HEADS = [column.head for column in COLUMNS]
SHEETS = ["概况", "自评表", "任务分解表", "问题清单", "佐证材料目录", "说明"]


@pytest.fixture(scope="module")
def written(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("excel") / "自评表.xlsx"
    assert write_excel(report, path) == report.counts
    return path


@pytest.fixture(scope="module")
def book(written: Path) -> Workbook:
    return openpyxl.load_workbook(written)


def sheet_of(book: Workbook, name: str) -> Worksheet:
    sheet = book[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def cells_of(book: Workbook) -> list[Cell]:
    return [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]  # type: ignore[misc]


def rows_of(path: Path) -> list[dict[str, object]]:
    """Return the rows of the table but for those of sums, formulas as the figures that they give."""
    rows = openpyxl.load_workbook(path, data_only=True)["自评表"].iter_rows(min_row=3, values_only=True)
    found: list[dict[str, object]] = [dict(zip(HEADS, row, strict=True)) for row in rows]
    return [row for row in found if row["类别"] not in (SUBTOTAL, TOTAL)]


def test_the_sheets_are_there(book: Workbook) -> None:
    assert book.sheetnames == SHEETS


def test_tasks_have_those_who_do_them_and_real_dates(book: Workbook, report: Report) -> None:
    head, *rows = book["任务分解表"].iter_rows(min_row=2, values_only=True)
    assert len(rows) == report.counts.items
    shown = [dict(zip(head, row, strict=True)) for row in rows]
    for row, entry in zip(shown, report.walk(), strict=True):
        if entry.item.person:
            assert (row["责任人"], row["牵头部门"]) == (entry.item.person, entry.item.lead)
            assert row["完成时限"] == datetime(2026, 12, 1)
    assert sum(bool(row["责任人"]) for row in shown) == sum(bool(one.item.person) for one in report.walk())


def test_problems_stand_in_a_list_of_their_own(book: Workbook, report: Report) -> None:
    head, *rows = book["问题清单"].iter_rows(min_row=2, values_only=True)
    shown = [row[head.index("存在问题")] for row in rows]
    assert [one for one in shown if one] == [e.item.problem for e in report.walk() if e.item.problem]


def test_each_item_has_its_row_in_order(written: Path, report: Report) -> None:
    rows = rows_of(written)
    assert len(rows) == report.counts.items
    column = {Level.SECTION: "章", Level.SUBSECTION: "节", Level.POINT: "要点", Level.MEASURE: "举措"}
    for row, entry in zip(rows, report.walk(), strict=True):
        said = str(row[column[entry.item.level]])
        assert entry.item.title in said
        assert row["类别"] == KINDS[Level.POINT if entry.counted else entry.item.level]
        assert row["完成情况"] in (None, entry.item.narrative)
        if entry.counted:
            assert (row["分值"], row["得分"]) == (entry.score.full, entry.score.got)
        assert str(row["佐证材料"] or "").count("〔") == len(entry.evidence)
        for one in entry.evidence:
            assert one.name in str(row["佐证材料"])


def test_progress_and_verdict_are_words_of_the_lists(written: Path, book: Workbook, report: Report) -> None:
    rows = rows_of(written)
    labels = {Progress.DONE: "已完成", Progress.UNDER_WAY: "进行中", Progress.NOT_STARTED: "未开始"}
    for row, entry in zip(rows, report.walk(), strict=True):
        if entry.counted:
            assert row["进度"] == labels[entry.progress]
    lists = {one.formula1: str(one.sqref) for one in sheet_of(book, "自评表").data_validations.dataValidation}
    last = report.counts.items + len(report.sections) + 2
    assert lists == {
        '"已完成,进行中,未开始,不适用"': f"G3:G{last}",
        '"达成,基本达成,未达成,不适用"': f"H3:H{last}",
    }


def test_each_file_has_its_row_and_a_real_date(book: Workbook, report: Report) -> None:
    rows = list(sheet_of(book, "佐证材料目录").iter_rows(min_row=3, values_only=True))
    assert [row[1] for row in rows] == [words.file_words(one) for one in report.evidence]
    assert [row[2] for row in rows] == ["、".join(one.places) for one in report.evidence]
    for row, one in zip(rows, report.evidence, strict=True):
        assert one.taken_on is None or isinstance(row[4], datetime)
        assert (row[4].date() if isinstance(row[4], datetime) else None) == one.taken_on


def test_text_from_outside_is_never_a_formula(book: Workbook) -> None:
    seen = [
        cell
        for cell in cells_of(book)
        if cell.data_type != "f" and str(cell.value or "").lstrip().startswith(("=", "+", "-", "@"))
    ]
    assert {str(cell.value)[0] for cell in seen} == set("=+-@")
    assert all(cell.quotePrefix for cell in seen)


@pytest.mark.parametrize(
    "words_typed", ["=1+1", "+8", "-x", "@a", " =1", "\t=1", "　=1", "＝1+1", "\n=1", "\u200b=1"]
)
def test_whatever_begins_like_a_formula_stays_text(words_typed: str, tmp_path: Path) -> None:
    rows = [item("1", Level.POINT, title=words_typed, narrative=words_typed, person=words_typed)]
    report = report_of(rows, file(words_typed, "point-1"), name=words_typed)
    write_excel(report, tmp_path / "a.xlsx")
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    blank = "\n\t 　"
    found = [
        cell for cell in cells_of(book) if str(cell.value or "").strip(blank) == words_typed.strip(blank)
    ]
    assert all(cell.data_type == "s" and cell.quotePrefix for cell in found)
    assert {"自评表", "任务分解表", "佐证材料目录"} <= {cell.parent.title for cell in found}


def test_it_is_ready_to_print(book: Workbook) -> None:
    for sheet in (sheet_of(book, name) for name in SHEETS):
        assert sheet.oddHeader
        assert sheet.oddFooter
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == "9"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert "&P" in str(sheet.oddFooter.center.text)
        assert sheet.oddHeader.left.text == "云溪区第三实验小学"
    for name in SHEETS[1:5]:
        sheet = sheet_of(book, name)
        assert sheet.print_title_rows == "$1:$2"
        assert sheet.freeze_panes
        assert sheet.cell(2, 1).value == "序号"
        assert sheet.auto_filter.ref


def test_a_watermark_stands_in_the_head_of_each_sheet(report: Report, tmp_path: Path) -> None:
    write_excel(report, tmp_path / "a.xlsx", watermark="草稿")
    for sheet in openpyxl.load_workbook(tmp_path / "a.xlsx").worksheets:
        assert sheet.oddHeader
        assert sheet.oddHeader.center.text == "草稿"


def test_a_sign_of_a_code_in_the_schools_name_stays_a_sign(tmp_path: Path) -> None:
    write_excel(report_of([], name="A&P学校"), tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        assert b"&amp;LA&amp;&amp;P&#" in package.read("xl/worksheets/sheet1.xml")


def test_rows_are_high_enough_for_their_words(book: Workbook) -> None:
    sheet = sheet_of(book, "自评表")
    at = HEADS.index("完成情况") + 1
    words_in = {row: str(sheet.cell(row, at).value or "") for row in range(3, sheet.max_row + 1)}
    longest = max(words_in, key=lambda row: 0 if words_in[row][:1] == "=" else len(words_in[row]))
    said = words_in[longest]
    height = sheet.row_dimensions[longest].height
    assert height is not None
    assert height >= 13 * (len(said) * 1.8 / COLUMNS[at - 1].width)


def test_the_column_of_measures_is_hidden_where_it_would_be_empty(tmp_path: Path, book: Workbook) -> None:
    rows = [item("1", Level.POINT, title="做事", full_score=5.0, score=4.0)]
    write_excel(report_of(rows), tmp_path / "a.xlsx")
    sheet = sheet_of(openpyxl.load_workbook(tmp_path / "a.xlsx", data_only=True), "自评表")
    usual = sheet_of(book, "自评表")
    assert (sheet.column_dimensions["F"].hidden, usual.column_dimensions["F"].hidden) == (True, False)
    assert sheet.column_dimensions["E"].width > usual.column_dimensions["E"].width
    assert [sheet.cell(4, at).value for at in (2, 5, 6, 9, 10)] == [TOTAL, "要点1个", None, 5, 4]
    told = [item("1", Level.POINT, title="做事", text="做一件事。")]
    write_excel(report_of(told), tmp_path / "b.xlsx")
    with_words = sheet_of(openpyxl.load_workbook(tmp_path / "b.xlsx"), "自评表")
    assert not with_words.column_dimensions["F"].hidden


def test_a_reason_stands_with_what_does_not_apply(tmp_path: Path) -> None:
    rows = [item("1", Level.POINT, title="要点", verdict=Verdict.NOT_APPLICABLE, verdict_reason="小学无此项")]
    write_excel(report_of(rows), tmp_path / "a.xlsx")
    (row,) = rows_of(tmp_path / "a.xlsx")
    assert row["自评结论"] == "不适用"
    assert row["完成情况"] == "不适用的理由：小学无此项"


def test_what_excel_cannot_hold_is_left_out(tmp_path: Path) -> None:
    rows = [item("1", Level.POINT, title="控制\x01符\ud800")]
    report = report_of(rows, file("表情😀.jpg", "point-1"), name="学校\x0c")
    assert write_excel(report, tmp_path / "a.xlsx") == report.counts
    (row,) = rows_of(tmp_path / "a.xlsx")
    assert row["要点"] == "控制符"
    assert "表情😀.jpg" in str(row["佐证材料"])


def test_a_name_that_excel_would_read_as_a_code_is_written_out(tmp_path: Path) -> None:
    write_excel(report_of([item("1", Level.POINT)], file("IMG_x0041_.jpg", "point-1")), tmp_path / "a.xlsx")
    with zipfile.ZipFile(tmp_path / "a.xlsx") as package:
        assert "IMG_x005F_x0041_.jpg" in package.read("xl/worksheets/sheet5.xml").decode()


def test_a_text_too_long_for_a_row_goes_on_below(tmp_path: Path) -> None:
    narrative = "".join(f"第{number}次活动；" for number in range(10_000)) + "=完"
    odd = "😀" * 20_000  # each counts twice in Excel
    rows = [
        item("1", Level.POINT, title="甲", narrative=narrative, problem=odd),
        item("2", Level.MEASURE, "point-1", title="乙" * 70_000),
        item("3", Level.POINT, title="丙", position=9),
    ]
    report = report_of(rows, *(file(f"{number}.jpg", "point-1", "point-3") for number in range(1500)))
    path = tmp_path / "a.xlsx"
    assert write_excel(report, path) == report.counts
    found = rows_of(path)
    assert "".join(str(row["完成情况"] or "") for row in found) == narrative
    assert "".join(str(row["存在问题"] or "") for row in found) == odd
    assert "".join(str(row["举措"] or "") for row in found) == "乙" * 70_000
    names = "".join(str(row["佐证材料"] or "") for row in found)
    assert all(names.count(f"〔{number}〕") == 2 for number in (1, 700, 1500))
    assert [row["序号"] for row in found].count(CONTINUED) == len(found) - 3 > 3
    cells = [str(value) for row in found for value in row.values() if value]
    assert max(len(cell.encode("utf-16-le")) // 2 for cell in cells) <= 32_767


def test_a_file_with_thousands_of_places_is_counted_once(tmp_path: Path) -> None:
    rows = [item(str(10_000 + number), Level.POINT, position=number, title="题") for number in range(2000)]
    report = report_of(rows, file("照片.jpg", *(row.id for row in rows)))
    assert write_excel(report, tmp_path / "a.xlsx") == report.counts


def test_nothing_to_report_is_reported_too(tmp_path: Path) -> None:
    assert write_excel(report_of([]), tmp_path / "a.xlsx") == report_of([]).counts


def test_the_same_report_gives_the_same_bytes(report: Report, written: Path, tmp_path: Path) -> None:
    write_excel(report, tmp_path / "again.xlsx")
    assert (tmp_path / "again.xlsx").read_bytes() == written.read_bytes()
    with zipfile.ZipFile(written) as package:
        assert {info.date_time for info in package.infolist()} == {(2026, 11, 22, 0, 0, 0)}


@pytest.mark.parametrize("after", [0, 30, 60, 164])
def test_stopping_leaves_no_file(report: Report, tmp_path: Path, after: int) -> None:
    asked = iter(range(10_000))
    with pytest.raises(CancelledError):
        write_excel(report, tmp_path / "a.xlsx", cancelled=lambda: next(asked) >= after)
    assert list(tmp_path.iterdir()) == []


def test_progress_rises_to_the_whole(tmp_path: Path) -> None:
    told: list[int] = []
    write_excel(long_report(60), tmp_path / "a.xlsx", lambda done, _whole: told.append(done))
    assert told == sorted(told)
    assert told[-1] == 100


def test_a_folder_that_cannot_be_written_is_told_in_a_sentence(report: Report, ordinary: Path) -> None:
    forbid_writing(ordinary)
    with pytest.raises(YaodianError, match="换一个文件夹"):
        write_excel(report, ordinary / "a.xlsx")


def test_days_are_those_of_excel(tmp_path: Path) -> None:
    rows = [item("1", Level.POINT, title="要点", due=date(2027, 2, 28))]
    write_excel(report_of(rows), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx")["任务分解表"]
    (cell,) = [one for row in sheet.iter_rows(min_row=3) for one in row if isinstance(one.value, datetime)]
    assert isinstance(cell.value, datetime)
    assert (cell.value.date(), cell.number_format) == (date(2027, 2, 28), 'yyyy"年"m"月"d"日"')
