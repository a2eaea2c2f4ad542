"""The PDF against plain reportlab paragraphs of the same text, at 48 points, and its growth."""

import time
import tracemalloc
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from xml.sax.saxutils import escape

from pypdf import PdfReader
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Paragraph, SimpleDocTemplate

from benchmarks.measure import Figure, compare
from desktop_app.documents.parser import parse
from desktop_app.models import operations, queries
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import ChecklistRow, ItemRow
from desktop_app.models.workspace import Workspace
from desktop_app.reports import content, gathering
from desktop_app.reports.pdf import write_pdf
from desktop_app.resources import FONTS, SAMPLE

POINTS, TIMES = 48, 10
PARAGRAPH = 60  # characters: about what a measure has


def figures() -> Iterator[Figure]:
    """Measure a 48-point report, the first of a process apart, and ten times as many points."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        report, long_report = report_of(folder / "small", POINTS), report_of(folder / "large", 10 * POINTS)
        start = time.perf_counter()
        write_pdf(report, folder / "first.pdf")
        first = time.perf_counter() - start

        words = printed(folder / "first.pdf")
        mine, theirs = compare(
            lambda: write_pdf(report, folder / "ours.pdf"),
            lambda: write_plainly(words, folder / "plain.pdf"),
            7,
        )
        yield Figure(
            f"a PDF of {POINTS} points against plain paragraphs",
            mine / theirs,
            2,
            f"{mine:.2f} s, plain {theirs:.2f} s, the first of a process {first:.2f} s",
        )
        long_taken = median(_taken(long_report, folder / "long.pdf") for _ in range(3))
        yield Figure(
            f"cost a point at {10 * POINTS} points against {POINTS}",
            long_taken / mine / 10,
            1.5,
            "1 is in proportion",
        )
        longest = repeated(long_report, TIMES)
        most = 10 * POINTS * TIMES
        taken = _taken(longest, folder / "longest.pdf")
        told = f"{taken:.1f} s; 1 is in proportion"
        yield Figure(f"cost a point at {most} points against {POINTS}", taken / mine / 10 / TIMES, 1.5, told)
        held, all_held = (_held(one, folder / "a.pdf") for one in (long_report, longest))
        told = f"{all_held / 1e6:.0f} MB; 1 is in proportion"
        yield Figure(
            f"memory a point at {most} points against {10 * POINTS}", all_held / held / TIMES, 1.5, told
        )


def repeated(report: content.Report, times: int) -> content.Report:
    """Return a report with everything in it so many times; no document that is read has as many points."""
    rows: list[ItemRow] = []
    for turn in range(times):
        for entry in report.walk():
            row = entry.item
            above = None if row.parent_id is None else f"{row.parent_id} {turn}"
            rows.append(replace(row, id=f"{row.id} {turn}", parent_id=above, position=len(rows)))
    checklist = ChecklistRow(
        "c", report.document.id, report.title, report.year, datetime(2026, 1, 1, tzinfo=UTC)
    )
    stored = gathering.Stored(checklist, report.document, report.school, ItemTree(rows), (), {})
    return gathering.build(stored, report.made_on)


def _held(report: content.Report, path: Path) -> int:
    """Return the most bytes that writing held at once."""
    tracemalloc.start()
    write_pdf(report, path)
    most = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return most


def report_of(folder: Path, points: int) -> content.Report:
    """Return the report of a checklist with so many points, half of them answered."""
    document = next(SAMPLE.glob("*.txt"))
    texts = [node.text for node in parse(document.read_text(encoding="utf-8")).walk() if node.text]
    lines = ["云溪区教育局2026年工作要点"]
    for number in range(1, points + 1):
        if number % 8 == 1:
            lines.append(f"第{number // 8 + 1}章 推进教育高质量发展")
        lines.append(f"第{number}条 推进第{number}项工作。{texts[number % len(texts)]}")
    outline = parse("\n".join(lines))
    with Workspace.create(folder) as workspace:
        checklist, _changes = operations.import_outline(workspace, outline, workspace.vault.store(document))
        tree = queries.tree(workspace, checklist)
        assert len(tree.points()) == points
        for row in tree.points()[::2]:
            operations.set_fields(workspace, [row.id], narrative=row.text[:200], verdict="达成")
        return gathering.gather(workspace, checklist)


def printed(path: Path) -> list[str]:
    """Return every word of a finished PDF, contents and labels included, as paragraphs of usual length."""
    text = "".join(page.extract_text().replace("\n", "") for page in PdfReader(path).pages)
    return [text[start : start + PARAGRAPH] for start in range(0, len(text), PARAGRAPH)]


def write_plainly(words: list[str], path: Path) -> None:
    """Set the words as reportlab's own paragraphs, one after the other."""
    if "plain" not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont("plain", str(FONTS / "NotoSerifSC-Regular.ttf")))
    style = ParagraphStyle("plain", fontName="plain", fontSize=15.75, leading=29, wordWrap="CJK")
    paragraphs = [Paragraph(escape(word), style) for word in words]
    SimpleDocTemplate(str(path)).build(list(paragraphs))


def _taken(report: content.Report, path: Path) -> float:
    start = time.perf_counter()
    write_pdf(report, path)
    return time.perf_counter() - start
