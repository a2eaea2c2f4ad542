"""The PDF against plain reportlab paragraphs of the same text, at 48 points, and its growth."""

import time
from collections.abc import Iterator
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
from desktop_app.models.workspace import Workspace
from desktop_app.reports import content
from desktop_app.reports.pdf import write_pdf
from desktop_app.resources import FONTS, SAMPLE

POINTS = 48
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
        return content.gather(workspace, checklist)


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
