"""Every paper of a full school year, opened again: no broken rule, all in the type area, everything there."""

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pypdf
import pytest

from desktop_app.reports.content import Report
from desktop_app.reports.gathering import within
from desktop_app.reports.papers import ONE_PAGE, PAPERS, PHOTOS, REPORT
from desktop_app.reports.typesetting import grid
from desktop_app.reports.writers import expected, write
from tests.reports.proof import Line, broken_rules, lines_of
from tests.reports.school_year import FILES, MEASURES, POINTS

SLIGHT = 0.5  # points: ink may stand out of its em by so much
FOLIO = re.compile(r"—\s*\d+\s*—")


@pytest.fixture(scope="module", params=PAPERS)
def printed(
    request: pytest.FixtureRequest, year: Report, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path]:
    path = tmp_path_factory.mktemp("year") / "a.pdf"
    found = write("pdf", year, path, paper=request.param)
    assert found == expected(year, "pdf", request.param)
    assert found.missing == ()
    return request.param, path


@pytest.fixture(scope="module")
def lines(printed: tuple[str, Path]) -> list[Line]:
    """The lines of a paper, those of the pages that lie on their side as they are read there."""
    _paper, path = printed
    turned = [page.rotation == 90 for page in pypdf.PdfReader(path).pages]
    upright = [line for line in lines_of(path) if not turned[line.page]]
    return upright + (
        [line for line in lines_of(path, turned=True) if turned[line.page]] if any(turned) else []
    )


def words(lines: list[Line]) -> str:
    return "".join("".join(line.text.split()) for line in lines)


def test_the_year_is_a_full_one(year: Report) -> None:
    assert sum(year.total.points.values()) == POINTS
    assert sum(year.total.measures.values()) == MEASURES
    assert len(year.evidence) == FILES
    assert len(year.sections) == 7
    assert all(file.path is not None and file.path.is_file() for file in year.evidence)


def in_words(lines: list[Line]) -> list[Line]:
    return [line for line in lines if line.size != grid.FOLIO]


def test_no_line_breaks_a_rule(printed: tuple[str, Path], year: Report, lines: list[Line]) -> None:
    """But for names and addresses without a blank that are longer than a line."""
    most = 40 if printed[0] == REPORT else 18  # letters that a line, or a cell, has room for
    source = "\n".join(
        text for one in year.walk() for text in (one.item.narrative, *(file.name for file in one.evidence))
    )
    longest = [run for run in re.findall(r"[!-~]+", source) if len(run) > most]
    assert len(lines) > 30
    broken = broken_rules(in_words(lines))
    assert [one for one in broken if not excused(one, source, longest)] == []


def excused(sentence: str, source: str, longest: list[str]) -> bool:
    """Tell whether a line is parted at a blank of the source, or within what no line has room for."""
    parted = re.search(r"([!-~]+) \| ([!-~]+)", sentence)
    if parted is None:
        return False
    word = "".join(parted.groups()).lstrip("0123456789")  # its number in the list stands close to it
    return " ".join(parted.groups()) in source or any(word in run for run in longest)


def test_every_line_stands_in_the_type_area(printed: tuple[str, Path], lines: list[Line]) -> None:
    turned = [page.rotation == 90 for page in pypdf.PdfReader(printed[1]).pages]
    for line in in_words(lines):
        left = grid.BOTTOM if turned[line.page] else grid.LEFT
        width = grid.AREA_HEIGHT if turned[line.page] else grid.AREA_WIDTH
        assert left - SLIGHT <= line.left < line.right <= left + width + SLIGHT, line.text
        low = -grid.LEFT - grid.AREA_WIDTH if turned[line.page] else grid.BOTTOM
        high = -grid.LEFT if turned[line.page] else grid.PAGE_HEIGHT - grid.TOP
        below = 2 * grid.LEADING if printed[0] == ONE_PAGE else 0  # it has no page number
        assert low - below < line.y < high, line.text


def test_every_font_is_embedded_and_the_file_is_sound(printed: tuple[str, Path]) -> None:
    for page in pypdf.PdfReader(printed[1]).pages:
        resources: Any = page["/Resources"]
        for font in resources.get("/Font", {}).values():
            assert "/FontFile2" in font.get_object()["/FontDescriptor"]
    if shutil.which("qpdf"):
        subprocess.run(["qpdf", "--check", printed[1]], check=True, capture_output=True)


def test_everything_that_belongs_into_a_paper_is_there(
    printed: tuple[str, Path], year: Report, lines: list[Line]
) -> None:
    paper, _path = printed
    said = words(lines)
    if paper in (REPORT, PHOTOS):  # in a table each word of a row's cells stands beside the other cells'
        for entry in year.walk():
            if entry.item.title and (paper == REPORT or entry.counted):
                assert "".join(entry.item.title.split()) in said, entry.item.title
    if paper not in (ONE_PAGE, "问题清单"):
        numbers = {int(number) for number in re.findall(r"〔(\d{1,3})〕", said)}
        assert {
            file.number for file in year.evidence if paper != PHOTOS or "jpg" in file.name.lower()
        } <= numbers
    if paper == REPORT:
        lines_told = ["".join(file.caption.split()) for file in year.evidence if file.caption]
        assert len(lines_told) > 50
        assert all(said.count(one) >= 2 for one in lines_told)  # below the point and in the list
        assert "佐证照片" not in said  # what the photo sheets say of a photo without words is no name
        listed_once = ["".join(file.title.split()) or file.name for file in year.evidence]
        assert all(said.count("".join(one.split())) >= 2 for one in listed_once)
        for rare in ("㙍头社区", "董𠮷峰", "🎉", "Wi-Fi 6".replace(" ", ""), "阿依古丽·买买提"):
            assert rare in said, rare


@pytest.mark.parametrize("paper", PAPERS)
def test_a_part_of_the_year_is_named_and_holds_no_more(paper: str, year: Report, tmp_path: Path) -> None:
    part = within(year, {year.entries[5].item.id})
    path = tmp_path / "a.pdf"
    assert write("pdf", part, path, paper=paper) == expected(part, "pdf", paper)
    said = words(lines_of(path)[:30])
    assert "第六章" in said
    assert "加强党的全面领导" not in words(lines_of(path))
