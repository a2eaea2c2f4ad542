"""The finished workbook, read back."""

import zipfile
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.documents.outline import Level
from desktop_app.errors import CancelledError, YaodianError
from desktop_app.models.values import Progress, Verdict
from desktop_app.reports.content import Report
from desktop_app.reports.excel import COLUMNS, write_excel
from desktop_app.reports.sheets import CONTINUED
from tests.ordinary import forbid_writing
from tests.reports.school import file, item, long_report, report_of

HEADS = [column.head for column in COLUMNS]


@pytest.fixture(scope="module")
def written(report: Report, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("excel") / "自评表.xlsx"
    assert write_excel(report, path) == report.counts
    return path


def sheet_of(path: Path, name: str) -> Worksheet:
    sheet = openpyxl.load_workbook(path)[name]
    assert isinstance(sheet, Worksheet)
    return sheet


def rows_of(path: Path) -> list[dict[str, object]]:
    rows = sheet_of(path, "自评表").iter_rows(min_row=3, values_only=True)
    return [dict(zip(HEADS, row, strict=True)) for row in rows]


def test_the_sheets_are_there(written: Path) -> None:
    assert openpyxl.load_workbook(written).sheetnames == ["概况", "自评表", "任务分解表", "佐证材料"]


def test_tasks_have_those_who_do_them(written: Path, report: Report) -> None:
    head, *rows = openpyxl.load_workbook(written)["任务分解表"].iter_rows(min_row=2, values_only=True)
    assert len(rows) == report.counts.items
    shown = [dict(zip(head, row, strict=True)) for row in rows]
    for row, entry in zip(shown, report.walk(), strict=True):
        if entry.item.person:
            assert (row["责任人"], row["牵头部门"]) == (entry.item.person, entry.item.lead)
            assert row["完成时限"] == "2026年12月1日"
    assert sum(bool(row["责任人"]) for row in shown) == sum(bool(one.item.person) for one in report.walk())


def test_each_item_has_its_row_in_order(written: Path, report: Report) -> None:
    rows = rows_of(written)
    assert len(rows) == report.counts.items
    column = {Level.SECTION: "章", Level.SUBSECTION: "节", Level.POINT: "要点", Level.MEASURE: "举措"}
    for row, entry in zip(rows, report.walk(), strict=True):
        said = str(row[column[entry.item.level]])
        assert entry.item.title in said
        assert row["完成情况"] in (None, entry.item.narrative)
        assert row["得分"] == entry.score.got
        assert str(row["佐证材料"] or "").count("〔") == len(entry.evidence)
        for one in entry.evidence:
            assert one.name in str(row["佐证材料"])


def test_progress_and_verdict_are_words_of_the_lists(written: Path, report: Report) -> None:
    rows = rows_of(written)
    labels = {Progress.DONE: "已完成", Progress.UNDER_WAY: "进行中", Progress.NOT_STARTED: "未开始"}
    for row, entry in zip(rows, report.walk(), strict=True):
        if entry.counted:
            assert row["进度"] == labels[entry.progress]
    lists = {
        one.formula1: str(one.sqref) for one in sheet_of(written, "自评表").data_validations.dataValidation
    }
    last = report.counts.items + 2
    assert lists == {
        '"未开始,进行中,已完成"': f"F3:F{last}",
        '"达成,基本达成,未达成,不适用"': f"G3:G{last}",
    }


def test_each_file_has_its_row(written: Path, report: Report) -> None:
    rows = list(sheet_of(written, "佐证材料").iter_rows(min_row=3, values_only=True))
    assert [row[1] for row in rows] == [one.name for one in report.evidence]
    assert [row[2] for row in rows] == ["、".join(one.places) for one in report.evidence]


def test_text_from_outside_is_never_a_formula(written: Path) -> None:
    seen = []
    for sheet in openpyxl.load_workbook(written).worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type != "f"
                if isinstance(cell.value, str) and cell.value.startswith(("=", "+", "-", "@")):
                    assert cell.quotePrefix
                    seen.append(cell.value[0])
    assert set(seen) == set("=+-@")
    with zipfile.ZipFile(written) as package:
        assert not any(b"<f>" in package.read(name) for name in package.namelist() if "sheet" in name)


def test_it_is_ready_to_print(written: Path) -> None:
    for name in ("自评表", "佐证材料"):
        sheet = sheet_of(written, name)
        assert sheet.page_setup.orientation == "landscape"
        assert str(sheet.page_setup.paperSize) == "9"
        assert sheet.print_title_rows == "$1:$2"
        assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.oddFooter is not None
        assert "&P" in str(sheet.oddFooter.center.text)
        assert sheet.freeze_panes
        assert [cell.value for cell in sheet[2]][:1] == ["序号"]
    assert sheet_of(written, "自评表").auto_filter.ref


def test_rows_are_high_enough_for_their_words(written: Path) -> None:
    sheet = sheet_of(written, "自评表")
    longest = max(range(3, sheet.max_row + 1), key=lambda row: len(str(sheet.cell(row, 10).value or "")))
    said = str(sheet.cell(longest, 10).value)
    assert sheet.row_dimensions[longest].height >= 13 * (len(said) * 2 / COLUMNS[9].width)


def test_the_summary_has_the_figures(written: Path, report: Report) -> None:
    cells = [cell for row in sheet_of(written, "概况").iter_rows(values_only=True) for cell in row]
    assert "学校：云溪区第三实验小学" in cells
    for standing in report.sections:
        assert standing.heading in cells
    assert "合计" in cells
    assert report.total.score in cells


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


def test_a_text_too_long_for_a_cell_goes_on_below(tmp_path: Path) -> None:
    narrative = "".join(f"第{number}次活动；" for number in range(10_000)) + "=完"
    odd = "😀" * 20_000  # each counts twice in Excel
    rows = [
        item("1", Level.POINT, title="甲", narrative=narrative, problem=odd),
        item("2", Level.MEASURE, "point-1", title="乙" * 70_000),
        item("3", Level.POINT, title="丙", position=9),
    ]
    report = report_of(rows, *(file(f"{number}.jpg", "point-1", "point-3") for number in range(3000)))
    path = tmp_path / "a.xlsx"
    assert write_excel(report, path) == report.counts
    found = rows_of(path)
    assert "".join(str(row["完成情况"] or "") for row in found) == narrative
    assert "".join(str(row["存在问题"] or "") for row in found) == odd
    assert "".join(str(row["举措"] or "") for row in found) == "乙" * 70_000
    names = "".join(str(row["佐证材料"] or "") for row in found)
    assert all(names.count(f"〔{number}〕") == 2 for number in (1, 1500, 3000))
    assert [row["序号"] for row in found].count(CONTINUED) == len(found) - 3 > 3
    cells = [str(value) for row in found for value in row.values() if value]
    assert max(len(cell.encode("utf-16-le")) // 2 for cell in cells) <= 32_767


def test_a_file_with_thousands_of_places_is_counted_once(tmp_path: Path) -> None:
    rows = [item(str(10_000 + number), Level.POINT, position=number, title="题") for number in range(8000)]
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
