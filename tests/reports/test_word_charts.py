"""The charts of the Word report: the paper's figures, in the file and in the workbook within."""

import io
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from lxml import etree
from openpyxl.chart.chartspace import ChartSpace

from desktop_app.documents.outline import Level
from desktop_app.reports.charts import progress_parts, score_bars, score_words, verdict_parts
from desktop_app.reports.content import Report
from desktop_app.reports.word import write_word
from desktop_app.reports.word_charts import MOST_ROWS, charts_of
from tests.reports.school import item, report_of

C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"


@pytest.fixture(scope="module")
def package(year: Report, tmp_path_factory: pytest.TempPathFactory) -> zipfile.ZipFile:
    path: Path = tmp_path_factory.mktemp("charts") / "a.docx"
    write_word(year, path)
    return zipfile.ZipFile(io.BytesIO(path.read_bytes()))


def chart(package: zipfile.ZipFile, number: int) -> etree._Element:
    return etree.fromstring(package.read(f"word/charts/chart{number}.xml"))


def cached(element: etree._Element, path: str) -> list[str]:
    return [str(one.text) for one in element.findall(f"{path}//{C}v")]


def test_there_are_as_many_as_on_paper(package: zipfile.ZipFile) -> None:
    charts = [name for name in package.namelist() if name.startswith("word/charts/chart")]
    assert charts == [f"word/charts/chart{number}.xml" for number in (1, 2, 3)]


def test_parts_have_the_figures_and_words_of_the_paper(package: zipfile.ZipFile, year: Report) -> None:
    for number, parts in ((1, progress_parts(year)), (2, verdict_parts(year))):
        assert parts is not None
        series = chart(package, number).findall(f".//{C}ser")
        legend = parts.legend()
        assert [cached(one, f"{C}tx") for one in series] == [[said] for _at, said in legend]
        for one, (at, _said) in zip(series, legend, strict=True):
            assert cached(one, f"{C}cat") == [name for name, _counts in parts.rows]
            assert cached(one, f"{C}val") == [str(counts[at]) for _name, counts in parts.rows]
    assert cached(chart(package, 2), f".//{C}cat")[-1] == "合计"


def test_patterns_are_told_apart_on_a_black_and_white_copy(package: zipfile.ZipFile) -> None:
    looks = []
    for one in chart(package, 2).findall(f".//{C}ser/{C}spPr"):
        hatch, solid = one.find(f"{A}pattFill"), one.find(f"{A}solidFill/{A}srgbClr")
        looks.append(hatch.get("prst") if hatch is not None else solid.get("val"))  # type: ignore[union-attr]
    assert looks == ["404040", "wdUpDiag", "openDmnd", "D9D9D9", "FFFFFF"]


def test_scores_stand_beside_their_bars_as_on_paper(package: zipfile.ZipFile, year: Report) -> None:
    scores = score_bars(year)
    assert scores is not None
    found = chart(package, 3)
    said = [str(one.text) for one in found.findall(f".//{C}dLbl//{A}t")]
    assert said == [score_words(got, full) for _name, got, full in scores.rows]
    full, got = found.findall(f".//{C}ser")
    for series, at in ((full, 2), (got, 1)):
        values = [float(one) for one in cached(series, f"{C}val")]
        assert values == pytest.approx([row[at] for row in scores.rows])


@pytest.mark.parametrize("number", [1, 2, 3])
def test_the_workbook_within_has_the_same_figures_where_the_chart_looks_for_them(
    package: zipfile.ZipFile, number: int
) -> None:
    book = openpyxl.load_workbook(
        io.BytesIO(package.read(f"word/embeddings/Microsoft_Excel_Sheet{number}.xlsx"))
    )
    checked = 0
    for reference in chart(package, number).iter(f"{C}strRef", f"{C}numRef"):
        sheet, _, cells = cached_range(reference)
        shown = [str(one.text) for one in reference.iter(f"{C}v")]
        found = book[sheet][cells.replace("$", "")]
        rows = found if isinstance(found, tuple) else ((found,),)
        values = [cell.value for row in rows for cell in row]
        assert [f"{one:g}" if isinstance(one, int | float) else one for one in values] == shown
        checked += 1
    assert checked >= 6


def cached_range(reference: etree._Element) -> tuple[str, str, str]:
    found = reference.find(f"{C}f")
    assert found is not None
    return str(found.text).partition("!")


@pytest.mark.parametrize("number", [1, 2, 3])
def test_another_library_reads_a_chart(package: zipfile.ZipFile, number: int) -> None:
    """openpyxl knows the elements and what may stand in them."""
    tree: Any = chart(package, number)
    tree.remove(tree.find(f"{C}externalData"))  # which it looks for under a wrong name
    space: Any = ChartSpace.from_tree(tree)
    plot = space.chart.plotArea
    assert [len(one.ser) for one in plot._charts] == [len(tree.findall(f".//{C}ser"))]


def test_a_chart_is_told_in_words(year: Report) -> None:
    first, second, third = charts_of(year)
    parts = progress_parts(year)
    name, counts = parts.rows[4]
    assert f"{name}：已完成{counts[0]}、进行中{counts[1]}" in first.told
    assert "合计：达成" in second.told
    assert "%" in third.told


def test_names_are_never_formulas_and_what_is_not_known_has_no_chart(tmp_path: Path) -> None:
    rows = [item(str(at), Level.SECTION, position=at, title="=1+1") for at in range(MOST_ROWS + 3)]
    rows += [item(f"{at}{at}", Level.POINT, f"section-{at}") for at in range(MOST_ROWS + 3)]
    report = report_of(rows)
    assert [len(one.names) for one in charts_of(report)] == [MOST_ROWS, 3]
    write_word(report, tmp_path / "a.docx")
    with zipfile.ZipFile(tmp_path / "a.docx") as package:
        data = package.read("word/embeddings/Microsoft_Excel_Sheet1.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0]
    assert {cell.data_type for cell in sheet["A"][1:]} == {"s"}
