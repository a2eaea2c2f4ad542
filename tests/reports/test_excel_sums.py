"""The formulas of the workbook: each gives the figure that stands beside it, and the report's own."""

import re
from dataclasses import replace
from pathlib import Path
from urllib.parse import unquote, urlsplit

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.documents.outline import Level
from desktop_app.models.values import Grade, ItemRow, Progress, Verdict
from desktop_app.reports.content import Report
from desktop_app.reports.excel import write_excel
from desktop_app.reports.workbook.summary import COLUMNS as FIGURES
from desktop_app.reports.workbook.table import SUBTOTAL, TOTAL
from tests.reports.school import item, report_of

TERM = re.compile(r"(?:([\d.]+)\*)?SUMIFS\((\w)(\d+):\w(\d+),([^()]*)\)")
FULL, GOT = "I", "J"
LETTERS = "ABCDEFGHIJKLMN"


class Written:
    """A workbook: what its cells say, and what formulas are reckoned to from them."""

    def __init__(self, report: Report, path: Path) -> None:
        write_excel(report, path)
        self.formulas = openpyxl.load_workbook(path)
        self.values = openpyxl.load_workbook(path, data_only=True)
        self._said = [
            dict(zip(LETTERS, row, strict=False)) for row in self.table().iter_rows(values_only=True)
        ]

    def table(self, values: bool = True) -> Worksheet:
        sheet = (self.values if values else self.formulas)["自评表"]
        assert isinstance(sheet, Worksheet)
        return sheet

    def rows(self, kind: str) -> list[int]:
        return [row for row, said in enumerate(self._said, 1) if row > 2 and said["B"] == kind]

    def reckon(self, formula: str) -> float:
        """Return what a formula's ROUND gives, over the figures in the cells."""
        said = TERM.sub(lambda found: repr(self._term(*found.groups())), formula)
        (inside,) = re.findall(r"ROUND\((.*),2\)", said)
        assert re.fullmatch(r"[-\d.e+*/()]+", inside)
        return float(eval(inside))

    def _term(self, times: str, column: str, first: str, last: str, asked: str) -> float:
        got = 0.0
        kind = re.findall(r'"([^"]*)"', asked)[0]
        for said in self._said[int(first) - 1 : int(last)]:
            value, full = said[column], said[FULL]
            counts = said["B"] == kind and said["H"] != "不适用"
            if column == GOT:
                counts = counts and isinstance(full, int | float)
            got += value if counts and isinstance(value, int | float) else 0
        return got * float(times or 1)


def point(
    number: str, parent: str | None, full: float | None, got: float | None, **values: object
) -> ItemRow:
    return item(number, Level.POINT, parent, title=number, full_score=full, score=got, **values)


def weighted_school() -> Report:
    """Return two sections: plain points, what does not apply, measures with scores, weights, a scaled point."""
    rows = [
        item("一", Level.SECTION, title="一"),
        point("1", "section-一", 10, 8.25, position=1, progress=Progress.DONE, verdict=Verdict.ACHIEVED),
        point("2", "section-一", 5, 5, position=2, verdict=Verdict.NOT_APPLICABLE),
        point("3", "section-一", None, 4, position=3),
        point("4", "section-一", 20, None, position=4, weight=2.0),
        item("41", Level.MEASURE, "point-4", full_score=4.0, score=3.0, title="甲", weight=0.5),
        item("42", Level.MEASURE, "point-4", full_score=6.0, score=3.0, title="乙"),
        item("二", Level.SECTION, title="二", position=9),
        item("（一）", Level.SUBSECTION, "section-二", title="（一）", weight=3.0),
        point("5", "subsection-（一）", None, None, position=1),
        item("51", Level.MEASURE, "point-5", full_score=4.0, score=1.5, title="丙"),
        point("6", "subsection-（一）", 3, None, position=2),
    ]
    return report_of(rows)


@pytest.fixture(scope="module")
def weighted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Written]:
    report = weighted_school()
    return report, Written(report, tmp_path_factory.mktemp("sums") / "a.xlsx")


@pytest.fixture(scope="module")
def of_year(year: Report, tmp_path_factory: pytest.TempPathFactory) -> tuple[Report, Written]:
    return year, Written(year, tmp_path_factory.mktemp("sums") / "a.xlsx")


@pytest.mark.parametrize("of", ["weighted", "of_year"])
def test_sums_are_formulas_that_give_the_figures_of_the_report(
    of: str, request: pytest.FixtureRequest
) -> None:
    report, written = request.getfixturevalue(of)
    sections = [(entry.score.full, entry.score.got) for entry in report.entries]
    rows = [*written.rows(SUBTOTAL), *written.rows(TOTAL)]
    wanted = [*sections, (report.total.full_score, report.total.score)]
    for row, figures in zip(rows, wanted, strict=True):
        for column, figure in zip((FULL, GOT), figures, strict=True):
            formula = str(written.table(values=False)[f"{column}{row}"].value)
            assert formula.startswith("=")
            assert written.table()[f"{column}{row}"].value == pytest.approx(figure, abs=0.006)
            assert written.reckon(formula) == pytest.approx(figure, abs=0.006)


def test_a_point_of_scored_measures_follows_from_them(weighted: tuple[Report, Written]) -> None:
    _report, written = weighted
    four, five = written.rows("要点")[3:5]
    formulas, values = written.table(values=False), written.table()
    assert formulas[f"{FULL}{four}"].value == 20  # its own
    scaled = written.reckon(str(formulas[f"{GOT}{four}"].value))
    assert scaled == pytest.approx(values[f"{GOT}{four}"].value) == 20 * (0.5 * 3 + 3) / (0.5 * 4 + 6)
    assert (values[f"{FULL}{five}"].value, values[f"{GOT}{five}"].value) == (4, 1.5)
    assert formulas[f"{GOT}{five}"].protection.locked


def test_what_was_not_scored_shows_nothing(tmp_path: Path) -> None:
    written = Written(report_of([point("1", None, None, None)]), tmp_path / "a.xlsx")
    (row,) = written.rows(TOTAL)
    assert not written.table()[f"{GOT}{row}"].value


def test_the_grade_is_of_the_schools_own_scale(tmp_path: Path) -> None:
    own = (Grade("甲", 0.95), Grade("乙", 0.5), Grade("丙", 0.0))
    written = Written(replace(weighted_school(), grades=own), tmp_path / "a.xlsx")
    (row,) = written.rows(TOTAL)
    formula = str(written.table(values=False)[f"K{row}"].value)
    names = written.formulas.defined_names
    found = []
    for name in ("等级线", "等级名"):
        assert name in formula
        sheet, cells = next(iter(names[name].destinations))
        found.append([cell.value for (cell,) in written.values[sheet][cells]])
    assert found == [[0, 0.5, 0.95], ["丙", "乙", "甲"]]


def test_the_overview_counts_what_the_table_says(of_year: tuple[Report, Written]) -> None:
    report, written = of_year
    sheet, formulas = written.values["概况"], written.formulas["概况"]
    heads = [column.head for column in FIGURES]
    head = next(row for row in range(1, 40) if sheet.cell(row, 2).value == "要点")
    standings = [*report.sections, report.total]
    for row, standing in enumerate(standings, head + 1):
        shown = dict(zip(heads, (cell.value for cell in sheet[row]), strict=True))
        assert shown["要点"] == sum(standing.points.values())
        assert shown["已完成"] == standing.points.get(Progress.DONE, 0)
        states = [int(str(shown[name])) for name in ("已完成", "进行中", "未开始", "不适用")]
        assert sum(states) == shown["要点"]
        assert shown["完成率"] == pytest.approx(states[0] / sum(states[:3]))
        assert shown["举措"] == sum(standing.measures.values())
        assert shown["不适用"] == standing.verdicts.get(Verdict.NOT_APPLICABLE, 0)
        assert shown["得分"] == pytest.approx(standing.score)
        assert (shown["等级"] or "") == standing.grade
        asked = str(formulas.cell(row, heads.index("已完成") + 1).value)
        columns = re.findall(r"\$(\w)\$(\d+):\$\w\$(\d+),\"([^\"]*)\"", asked)
        first, last = int(columns[0][1]), int(columns[0][2])
        table = written.table()
        counted = [
            r
            for r in range(first, last + 1)
            if all(_agrees(table[f"{column}{r}"].value, asked) for column, _, _, asked in columns)
        ]
        assert len(counted) == shown["已完成"]


def _agrees(value: object, asked: str) -> bool:
    return value != asked[2:] if asked.startswith("<>") else value == asked


def test_only_what_is_to_be_filled_is_open(of_year: tuple[Report, Written]) -> None:
    _report, written = of_year
    table = written.table(values=False)
    assert table.protection.sheet
    assert table.protection.password is None
    assert not table.protection.autoFilter  # filtering is not forbidden
    (row, *_rest) = written.rows("要点")
    assert [table[f"{column}{row}"].protection.locked for column in "ABCDEF"] == [True] * 6
    assert [table[f"{column}{row}"].protection.locked for column in "GHIJKLMN"] == [False] * 8
    for row in (*written.rows(SUBTOTAL), *written.rows(TOTAL)):
        assert all(cell.protection.locked for cell in table[row])


def test_charts_are_native_and_have_a_bar_a_section(of_year: tuple[Report, Written]) -> None:
    report, written = of_year
    charts = written.formulas["概况"]._charts  # type: ignore[attr-defined]
    assert len(charts) == 3
    for chart in charts:
        first, last = re.findall(r"\$B?A?\$(\d+)", chart.series[0].cat.numRef.f)
        assert int(last) - int(first) + 1 == len(report.sections)


def test_files_are_linked_from_beside_them_and_from_afar(year: Report, tmp_path: Path) -> None:
    here = year.evidence[0].path
    assert here is not None
    workspace = next(folder for folder in here.parents if (folder / "reports").is_dir())
    near, far = workspace / "reports" / "near.xlsx", tmp_path / "far.xlsx"
    for path in (near, far):
        write_excel(year, path)
        sheet = openpyxl.load_workbook(path)["佐证材料目录"]
        for at, one in enumerate(year.evidence, 3):
            link = sheet.cell(at, 9).hyperlink
            assert (link is None) == (one.path is None)
            if link is not None and one.path is not None:
                assert link.target
                assert _opened(link.target, path) == one.path.resolve()
                assert link.target.startswith("file:") == (path == far)
    near.unlink()


def _opened(target: str, book: Path) -> Path:
    return (book.parent / unquote(urlsplit(target).path)).resolve()


def test_a_name_with_signs_of_an_address_is_still_found(year: Report, tmp_path: Path) -> None:
    odd = tmp_path / "100%# 完成 [1]？a=b.txt"
    odd.write_text("x", "utf-8")
    write_excel(replace(year, evidence=(replace(year.evidence[0], path=odd),)), tmp_path / "a.xlsx")
    link = openpyxl.load_workbook(tmp_path / "a.xlsx")["佐证材料目录"].cell(3, 9).hyperlink
    assert link is not None
    assert link.target is not None
    assert "100%25%23%20完成%20%5B1%5D" in link.target
    assert _opened(link.target, tmp_path / "a.xlsx") == odd.resolve()


def test_a_file_that_is_not_there_has_no_link(year: Report, tmp_path: Path) -> None:
    gone = replace(year, evidence=(replace(year.evidence[0], path=None),))
    write_excel(gone, tmp_path / "a.xlsx")
    cell = openpyxl.load_workbook(tmp_path / "a.xlsx")["佐证材料目录"].cell(3, 9)
    assert (cell.value, cell.hyperlink) == (None, None)
