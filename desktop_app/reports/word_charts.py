"""The charts of the Word report: the paper's, as Word's own, so that the head can change their figures."""

import io
from collections.abc import Iterator
from datetime import date

from docx.document import Document as WordDocument
from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.text.paragraph import Paragraph
from openpyxl import Workbook

from desktop_app.reports.charts import (
    DARK,
    Parts,
    Pattern,
    Scores,
    progress_parts,
    score_bars,
    score_words,
    verdict_parts,
)
from desktop_app.reports.content import Report
from desktop_app.reports.office import settled, writable
from desktop_app.reports.word_chart_xml import AREA, BARS, FIGURE, SHEET, Chart, Series, chart_xml
from desktop_app.reports.word_drawing import add_drawing

MOST_ROWS = 20  # of one chart, so that it stays on a page
BESIDE = 0.27  # of the room for bars: the words after a bar of scores
DIGIT, AROUND = 0.55 * FIGURE / 100, 4.0  # points that a figure in a bar needs
GOT, FULL = "自评得分", "满分"

_GRAPHIC = (
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/chart"><c:chart '
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" r:id="{link}"/></a:graphicData>'
)


def charts_of(report: Report) -> Iterator[Chart]:
    """Yield the charts of a report in the order of the paper; one of many rows as several."""
    for parts in (progress_parts(report), verdict_parts(report)):
        if parts is not None:
            for at in range(0, len(parts.rows), MOST_ROWS):
                yield _of_parts(parts, at)
    scores = score_bars(report)
    if scores is not None:
        for at in range(0, len(scores.rows), MOST_ROWS):
            yield _of_scores(scores, at)


def add_chart(paragraph: Paragraph, document: WordDocument, chart: Chart, number: int, day: date) -> None:
    """Put a chart into a paragraph; `number` runs from 1 through the drawings of the document."""
    package = document.part.package
    part = Part(PackURI(f"/word/charts/chart{number}.xml"), CONTENT_TYPE.DML_CHART, chart_xml(chart), package)
    name = PackURI(f"/word/embeddings/Microsoft_Excel_Sheet{number}.xlsx")
    part.relate_to(
        Part(name, CONTENT_TYPE.SML_SHEET, _workbook(chart, day), package), RELATIONSHIP_TYPE.PACKAGE
    )
    link = document.part.relate_to(part, RELATIONSHIP_TYPE.CHART)
    size = (AREA, chart.height)
    add_drawing(paragraph, _GRAPHIC.format(link=link), size, number, f"图表 {number}", writable(chart.told))


def _of_parts(parts: Parts, start: int) -> Chart:
    """Return the chart of the rows from one on."""
    rows = parts.rows[start : start + MOST_ROWS]
    lengths = [sum(counts) if parts.alike else parts.longest for _name, counts in rows]
    series = []
    for at, said in parts.legend():
        values = tuple(counts[at] for _name, counts in rows)
        narrow = frozenset(
            row for row, value in enumerate(values) if value and _is_narrow(value, lengths[row])
        )
        series.append(Series(said, values, parts.patterns[at], narrow))
    told = "；".join(f"{name}：{_counted(parts, counts)}" for name, counts in rows)
    return Chart(
        title=_title(parts.title, start),
        told=f"{parts.title}。{told}。",
        names=tuple(writable(name) for name, _counts in rows),
        series=tuple(series),
        grouping="percentStacked" if parts.alike else "stacked",
        longest=1 if parts.alike else parts.longest,
    )


def _counted(parts: Parts, counts: tuple[int, ...]) -> str:
    """Return a bar in words: 已完成6、进行中2."""
    said = (f"{one.name}{count}" for one, count in zip(parts.patterns, counts, strict=True) if count)
    return "、".join(said) or "无"


def _of_scores(scores: Scores, start: int) -> Chart:
    rows = scores.rows[start : start + MOST_ROWS]
    said = tuple(score_words(got, full) for _name, got, full in rows)
    told = "；".join(f"{name}：{words}" for (name, _got, _full), words in zip(rows, said, strict=True))
    return Chart(
        title=_title(scores.title, start),
        told=f"{scores.title}。{told}。",
        names=tuple(writable(name) for name, _got, _full in rows),
        series=(
            Series(FULL, tuple(full for _name, _got, full in rows), Pattern(FULL), beside=said),
            Series(GOT, tuple(got for _name, got, _full in rows), Pattern(GOT, DARK), labelled=False),
        ),
        grouping="clustered",
        longest=scores.longest / (1 - BESIDE),
        legend=False,
    )


def _title(title: str, start: int) -> str:
    return f"{title}（续）" if start else title


def _is_narrow(count: int, whole: int) -> bool:
    return count / whole * BARS * AREA < len(str(count)) * DIGIT + AROUND


def _workbook(chart: Chart, day: date) -> bytes:
    """Return the workbook that Word opens where somebody changes the figures."""
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = SHEET
    sheet.column_dimensions["A"].width = 40
    for column, one in enumerate(chart.series, 2):
        sheet.cell(1, column, writable(one.name))
        for row, value in enumerate(one.values, 2):
            sheet.cell(row, column, value)
    for row, name in enumerate(chart.names, 2):
        cell = sheet.cell(row, 1, name)
        cell.data_type = "s"  # never a formula
    stream = io.BytesIO()
    book.save(stream)
    return settled(stream.getvalue(), day)
