"""The page for the head, read back by another library."""

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pypdf
import pytest

from desktop_app.errors import CancelledError
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import ChecklistRow, DocumentRow, ItemRow, Level, Progress, SchoolRow, Verdict
from desktop_app.reports.content import Report
from desktop_app.reports.gathering import Stored, build
from desktop_app.reports.overview_pdf import write_overview

TODAY = date(2026, 6, 15)


def tree(sections: int, points: int, title: str = "要点", **fields: object) -> ItemTree:
    rows = []
    for s in range(sections):
        given = {"source_title": None, "source_text": None, "source": None, "numbered": True, "text": ""}
        rows.append(ItemRow(f"s{s}", "c", None, s, Level.SECTION, str(s), title=f"{title}之章", **given))  # type: ignore[arg-type]
        for p in range(points):
            row = ItemRow(f"s{s}p{p}", "c", f"s{s}", p, Level.POINT, str(p), title=f"{title}之点", **given)  # type: ignore[arg-type]
            rows.append(replace(row, **fields))  # type: ignore[arg-type]
    return ItemTree(rows)


def year(items: ItemTree, title: str = "云溪区2026年工作要点") -> Report:
    """Return the report of a checklist at TODAY."""
    document = DocumentRow("d", title, "plan", None, None, None, 2026, "", "", "x.txt", "0" * 64)
    checklist = ChecklistRow("c", "d", title, 2026, datetime(2026, 1, 1, tzinfo=UTC))
    return build(Stored(checklist, document, SchoolRow(name="青禾小学"), items, (), {}), TODAY)


def text(path: Path) -> str:
    (page,) = pypdf.PdfReader(path).pages
    return "".join(page.extract_text().split())


def test_the_page_says_every_figure(tmp_path: Path) -> None:
    items = tree(2, 3, due=date(2026, 3, 5), lead="德育处", full_score=10.0, score=9.0)
    items.update([replace(items["s0p0"], progress=Progress.DONE, verdict=Verdict.ACHIEVED)])
    path = tmp_path / "概览.pdf"
    write_overview(year(items), path)
    said = text(path)
    for words in (
        "云溪区2026年工作要点",
        "青禾小学",
        "截至2026年6月15日",
        "1/6已完成",
        "1/3",
        "0/3",
        "自评得分优秀",
    ):
        assert words in said, words
    assert "应完成6" in said
    assert said.count("德育处，应于2026年3月5日前完成") == 5


@pytest.mark.parametrize(("sections", "points"), [(1, 1), (6, 40), (40, 30)])
def test_it_is_one_page_whatever_there_is(sections: int, points: int, tmp_path: Path) -> None:
    items = tree(
        sections, points, "很长很长的标题" * 12, due=date(2026, 3, 5), full_score=1234.5, score=1000.5
    )
    path = tmp_path / "概览.pdf"
    write_overview(year(items, "很长的清单名称" * 20), path)
    said = text(path)
    if sections == 40:
        assert "另有" in said


def test_words_and_figures_stay_inside_the_type_area(tmp_path: Path) -> None:
    items = tree(8, 40, "很长很长的标题" * 12, due=date(2026, 3, 5), full_score=1234.5, score=1000.5)
    path = tmp_path / "概览.pdf"
    write_overview(year(items), path)
    (page,) = pypdf.PdfReader(path).pages
    places: list[float] = []

    def note(said: str, _cm: object, tm: list[float], _font: object, _size: float) -> None:
        if said.strip():
            places.append(tm[4])

    page.extract_text(visitor_text=note)
    assert min(places) > 70
    assert max(places) < 595 - 70


def test_nothing_yet_is_said_in_words(tmp_path: Path) -> None:
    path = tmp_path / "概览.pdf"
    write_overview(year(tree(1, 2)), path)
    said = text(path)
    assert "尚未填写完成时限" in said
    assert "已逾期的要点" not in said
    assert "得分" not in said


def test_an_empty_checklist_has_a_page_too(tmp_path: Path) -> None:
    path = tmp_path / "概览.pdf"
    write_overview(year(ItemTree([])), path)
    assert "0/0" in text(path)


def test_the_same_report_gives_the_same_bytes_and_a_stop_leaves_nothing(tmp_path: Path) -> None:
    one, two = tmp_path / "一.pdf", tmp_path / "二.pdf"
    for path in (one, two):
        write_overview(year(tree(2, 2)), path)
    assert one.read_bytes() == two.read_bytes()
    with pytest.raises(CancelledError):
        write_overview(year(tree(2, 2)), tmp_path / "三.pdf", cancelled=lambda: True)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["一.pdf", "二.pdf"]
