"""概况: the school, how the self-evaluation was done, each section's figures as formulas, charts of them."""

from collections.abc import Sequence

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.text import RichText
from openpyxl.drawing.spreadsheet_drawing import AnchorMarker, TwoCellAnchor
from openpyxl.drawing.text import CharacterProperties, Paragraph, ParagraphProperties

from desktop_app.documents.outline import Level
from desktop_app.models.values import Progress, Verdict
from desktop_app.reports import parts, words
from desktop_app.reports.content import Report, Standing
from desktop_app.reports.figures import overview_sentence
from desktop_app.reports.workbook.looks import protect
from desktop_app.reports.workbook.sheet import Column, Formula, Sheet, Value
from desktop_app.reports.workbook.sums import FULL, GOT, KIND, VERDICT, rounded
from desktop_app.reports.workbook.table import KINDS, PROGRESS, TABLE, Filled, Span, grade, share

SUMMARY = "概况"
COLUMNS = (
    Column("章", 41, "正文"),
    *(
        Column(head, 8.5, style)
        for head, style in (
            ("要点", "计数"),
            ("已完成", "计数"),
            ("进行中", "计数"),
            ("未开始", "计数"),
            ("完成率", "比率"),
            ("举措", "计数"),
            ("达成", "计数"),
            ("基本达成", "计数"),
            ("未达成", "计数"),
            ("不适用", "计数"),
            ("缺佐证", "计数"),
            ("满分", "计数"),
            ("得分", "居中"),
            ("得分率", "比率"),
            ("等级", "居中"),
        )
    ),
)
MOST_CHARTED = 30  # sections; bars of more could not be told apart
FRAME_ROWS, BAR_ROWS = 6, 2  # of a chart: for its title and legend, and for each section
EDGES = {1: (0, 9), 2: (0, 5, 16), 3: (0, 2, 9, 16)}  # by charts: the columns that they stand between
PROGRESS_COLOURS = ("2E7D4F", "5B93C9", "C9CED4")
VERDICT_COLOURS = ("2E7D4F", "D9A441", "C2483D", "C9CED4")
_APPLIES = (VERDICT, f"<>{words.VERDICT[Verdict.NOT_APPLICABLE]}")
SCORE_COLOURS = ("C9CED4", "2F6DB0")


def fill_summary(sheet: Sheet, report: Report, filled: Filled) -> None:
    """Write the sheet; `filled` says where the table has the figures."""
    sheet.across(f"{report.title}{words.REPORT_NAME}", "报告标题", 30)
    for label, said in _facts(report):
        if said:
            sheet.paragraph(f"{label}：{said}")
    sheet.paragraph(overview_sentence(report))
    sheet.across("各章情况", "小标题", 26)
    head = sheet.heads()
    for standing, span in zip(report.sections, filled.sections, strict=True):
        _add_standing(sheet, standing.heading or "（未命名）", standing, span)
    _add_standing(sheet, "合计", report.total, filled.total, summed=True)
    sheet.around.freeze_panes = "B2"
    if 0 < len(report.sections) <= MOST_CHARTED:
        _add_charts(sheet, report, head)
    _tell(sheet, report)  # last: a chart after words of any length would be cut by a page's end
    protect(sheet.around)


def _facts(report: Report) -> Sequence[tuple[str, str]]:
    school = report.school
    return (
        ("学校", school.name),
        ("地址", school.address),
        ("校长", school.principal),
        ("联系人", " ".join(filter(None, (school.contact, school.phone)))),
        ("依据文件", words.document_name(report)),
        ("填报日期", words.long_date(report.made_on)),
        ("佐证材料", f"{len(report.evidence)}件"),
    )


def _add_standing(sheet: Sheet, name: str, standing: Standing, span: Span, summed: bool = False) -> None:
    row = sheet.row + 1
    values = [name, *_figures(standing, span, row)]
    looks = sheet.looks
    if summed:
        looks = [sheet.look("合计得分率" if one.style == "比率" else "合计") for one in COLUMNS]
    sheet.add_folded(sheet.fold(values), looks)


def _figures(standing: Standing, span: Span, row: int) -> list[Value]:
    """Return a row's figures but for its name, each a formula over the table."""
    point, measure = KINDS[Level.POINT], KINDS[Level.MEASURE]
    points, done = sum(standing.points.values()), standing.points.get(Progress.DONE, 0)
    applying = points - standing.points.get(None, 0)
    return [
        Formula(span.count((KIND, point)), points),
        *(
            Formula(
                span.count((KIND, point), (PROGRESS, words.STATES[one]), _APPLIES),
                standing.points.get(one, 0),
            )
            for one in words.ORDER
        ),
        Formula(f'IF(B{row}=K{row},"",C{row}/(B{row}-K{row}))', done / applying if applying else ""),
        Formula(span.count((KIND, measure)), sum(standing.measures.values())),
        *(
            Formula(span.count((KIND, point), (VERDICT, words.VERDICT[one])), standing.verdicts.get(one, 0))
            for one in Verdict
        ),
        standing.without_evidence,
        Formula(f"'{TABLE}'!{FULL}{span.sums}", rounded(standing.full_score) or 0),
        Formula(
            f"IF('{TABLE}'!{GOT}{span.sums}=\"\",\"\",'{TABLE}'!{GOT}{span.sums})", rounded(standing.score)
        ),
        share(f"M{row}", f"N{row}", standing),
        grade(f"M{row}", f"N{row}", span, standing),
    ]


def _add_charts(sheet: Sheet, report: Report, head: int) -> None:
    """Add charts below the table: progress, verdicts where there are some, scores where there are some."""
    last = head + len(report.sections)
    charts = [_chart(sheet, "各章要点进度", head, last, (3, 5), PROGRESS_COLOURS)]
    if any(verdict for verdict in report.total.verdicts if verdict is not None):
        charts.append(_chart(sheet, "各章自评结论", head, last, (8, 11), VERDICT_COLOURS))
    if report.total.full_score:
        charts.append(_chart(sheet, "各章得分", head, last, (13, 14), SCORE_COLOURS, stacked=False))
    top, rows = sheet.row + 1, FRAME_ROWS + BAR_ROWS * len(report.sections)
    edges = EDGES[len(charts)]
    for chart, left, right in zip(charts, edges, edges[1:], strict=False):
        corners = AnchorMarker(col=left, row=top), AnchorMarker(col=right, row=top + rows)
        chart.anchor = TwoCellAnchor(_from=corners[0], to=corners[1])  # type: ignore[assignment]
        sheet.around.add_chart(chart)
    sheet.skip(rows + 2)


def _chart(
    sheet: Sheet,
    title: str,
    head: int,
    last: int,
    columns: tuple[int, int],
    colours: Sequence[str],
    stacked: bool = True,
) -> BarChart:
    """Return bars of the columns from one to another, a section each, the first on top."""
    chart = BarChart()
    chart.type, chart.style, chart.title = "bar", 10, title
    if stacked:
        chart.grouping, chart.overlap = "stacked", 100
    source = Reference(sheet.around, min_col=columns[0], max_col=columns[1], min_row=head, max_row=last)
    chart.add_data(source, titles_from_data=True)
    chart.set_categories(Reference(sheet.around, min_col=1, min_row=head + 1, max_row=last))
    for series, colour in zip(chart.series, colours, strict=True):
        series.graphicalProperties.solidFill = colour
        series.graphicalProperties.line.solidFill = colour
        series.dLbls = DataLabelList(showVal=True, numFmt="General;;")
        for shown in ("showSerName", "showCatName", "showLegendKey", "showPercent"):
            setattr(series.dLbls, shown, False)
    chart.gapWidth = 60
    chart.x_axis.scaling.orientation = "maxMin"
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.y_axis.crosses, chart.y_axis.majorGridlines = "max", None
    chart.x_axis.txPr = chart.y_axis.txPr = _small()
    chart.legend.position = "b"
    return chart


def _small() -> RichText:
    """Return the type of an axis: 9 points."""
    size = CharacterProperties(sz=900)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=size), endParaRPr=size)])


def _tell(sheet: Sheet, report: Report) -> None:
    """Write what was said of the school and of the whole, under their headings."""
    said = (
        (parts.GLANCE, report.school.glance),
        (parts.ORGANISED, report.organised),
        (parts.OVERALL, report.overall),
        (parts.OUTLOOK, report.outlook),
    )
    for heading, text in said:
        if text.strip():
            sheet.across(heading, "小标题", 26)
            sheet.paragraph(text.strip(), fill=True)
