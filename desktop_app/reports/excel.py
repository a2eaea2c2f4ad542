"""Writes the self-evaluation as a workbook: 概况, 自评表, 任务分解表, 佐证材料."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook, load_workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from desktop_app.documents.outline import Level
from desktop_app.models.values import Progress, Verdict
from desktop_app.reports import words
from desktop_app.reports.content import Counts, Entry, Report, Standing
from desktop_app.reports.forms import form_named
from desktop_app.reports.office import FILLED, midnight, writable, write_package
from desktop_app.reports.progress import Cancelled, OnProgress, Steps
from desktop_app.reports.sheets import (
    CONTINUED,
    Column,
    add_styles,
    fit_height,
    put,
    put_heads,
    put_row,
    put_title,
    set_for_print,
)

SUMMARY, TABLE, TASKS, EVIDENCE = "概况", "自评表", "任务分解表", "佐证材料"
DIGITS = 1.9  # a column's width in digits for each part that it has of a form
HEAD_ROW = 2
COLUMNS = (
    Column("序号", 5, "居中"),
    Column("章", 4.5, "居中"),
    Column("节", 5.5, "居中"),
    Column("要点", 19, "正文"),
    Column("举措", 29, "举措"),
    Column("进度", 8, "居中"),
    Column("自评结论", 9.5, "居中"),
    Column("分值", 5.5, "居中"),
    Column("得分", 5.5, "居中"),
    Column("完成情况", 32, "正文"),
    Column("佐证材料", 23, "正文"),
    Column("存在问题", 20, "正文"),
    Column("改进措施", 20, "正文"),
)
PROGRESS_COLUMN, VERDICT_COLUMN = "F", "G"
EVIDENCE_COLUMNS = (
    Column("序号", 7, "居中"),
    Column("名称", 64, "正文"),
    Column("对应要点", 26, "正文"),
    Column("日期", 13, "居中"),
    Column("大小", 13, "居中"),
)
SUMMARY_COLUMNS = (
    Column("章", 44, "正文"),
    *(
        Column(head, 9, "居中")
        for head in (
            "要点",
            "已完成",
            "进行中",
            "未开始",
            "举措",
            "达成",
            "基本达成",
            "未达成",
            "不适用",
            "缺佐证",
            "满分",
            "得分",
            "等级",
        )
    ),
)
COLOURS = {
    "已完成": "FF1B6E3C",
    "进行中": "FF1D5FA8",
    "达成": "FF1B6E3C",
    "基本达成": "FF8A5A00",
    "未达成": "FFB3261E",
}


def write_excel(
    report: Report,
    path: Path,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
) -> Counts:
    """Write a report as a workbook, whole or not at all; return what was found again in the finished file.

    The same report gives the same bytes. Raises YaodianError where the file cannot be written and
    CancelledError where `cancelled` says so.
    """
    steps = Steps(on_progress, cancelled)
    workbook = Workbook()
    add_styles(workbook)
    summary = workbook.worksheets[0]
    summary.title = SUMMARY
    _fill_summary(summary, report)
    _fill_table(workbook.create_sheet(TABLE), report, steps)
    _fill_tasks(workbook.create_sheet(TASKS), report)
    _fill_evidence(workbook.create_sheet(EVIDENCE), report)
    properties = workbook.properties
    properties.title = writable(f"{report.title}{words.REPORT_NAME}")
    properties.creator = writable(report.school.name) or "要点自评"
    properties.created = midnight(report.made_on).replace(tzinfo=None)
    return write_package(workbook.save, report.made_on, path, steps, _read)


def _read(path: Path) -> Counts:
    """Count what a finished workbook holds."""
    with path.open("rb") as stream:  # a path would have to end in .xlsx
        workbook = load_workbook(stream, read_only=True)
        items = sum(row[0] != CONTINUED and any(row[1:5]) for row in _rows(workbook[TABLE]))
        evidence = sum(row[0] != CONTINUED and bool(row[1]) for row in _rows(workbook[EVIDENCE]))
        workbook.close()
    return Counts(items, evidence)


def _rows(sheet: Any) -> Iterator[tuple[Any, ...]]:  # noqa: ANN401 -- see below
    """Return the rows of a table below its head; openpyxl's read-only sheets have no useful type."""
    found: Iterator[tuple[Any, ...]] = sheet.iter_rows(min_row=HEAD_ROW + 1, values_only=True)
    return found


def _fill_summary(sheet: Worksheet, report: Report) -> None:
    """Write the school's facts, then how each section stands."""
    put_title(sheet, f"{report.title}{words.REPORT_NAME}", len(SUMMARY_COLUMNS))
    school = report.school
    facts = (
        ("学校", school.name),
        ("地址", school.address),
        ("校长", school.principal),
        ("联系人", " ".join(filter(None, (school.contact, school.phone)))),
        ("依据文件", words.document_name(report)),
        ("填报日期", words.long_date(report.made_on)),
        ("佐证材料", f"{len(report.evidence)}件"),
    )
    row = 2
    for label, said in facts:
        if said:
            put(sheet, row, 1, f"{label}：{said}", "报告说明")
            sheet.merge_cells(start_row=row, start_column=1, end_row=row, end_column=len(SUMMARY_COLUMNS))
            sheet.row_dimensions[row].height = 20
            row += 1
    row += 1
    put_heads(sheet, row, SUMMARY_COLUMNS)
    for standing in report.sections:
        row += 1
        _put_standing(sheet, row, standing.heading or "（未命名）", standing)
    _put_standing(sheet, row + 1, "合计", report.total)
    set_for_print(sheet, 1, landscape=True)


def _put_standing(sheet: Worksheet, row: int, name: str, standing: Standing) -> None:
    points, verdicts = standing.points, standing.verdicts
    figures: list[float | str | None] = [
        sum(points.values()),
        *(points.get(progress, 0) for progress in (Progress.DONE, Progress.UNDER_WAY, Progress.NOT_STARTED)),
        sum(standing.measures.values()),
        *(verdicts.get(verdict, 0) for verdict in Verdict),
        standing.without_evidence,
        _rounded(standing.full_score),
        _rounded(standing.score),
        standing.grade,
    ]
    put(sheet, row, 1, name, "正文")
    for at, figure in enumerate(figures, 2):
        put(sheet, row, at, figure, "居中")
    fit_height(sheet, row, [(name, SUMMARY_COLUMNS[0].width)])


def _fill_table(sheet: Worksheet, report: Report, steps: Steps) -> None:
    """Write one row an item; sections and subsections are bands across the table."""
    put_title(sheet, f"{report.title}自评表", len(COLUMNS))
    put_heads(sheet, HEAD_ROW, COLUMNS)
    count, row, done = report.counts.items, HEAD_ROW, 0
    stack: list[tuple[Entry, str, str]] = [(entry, "", "") for entry in reversed(report.entries)]
    while stack:
        entry, section, subsection = stack.pop()
        done += 1
        steps.within(0, FILLED, done, count)
        number = entry.item.number or entry.heading
        if entry.item.level is Level.SECTION:
            section = number
        elif entry.item.level is Level.SUBSECTION:
            subsection = f"（{number}）" if entry.item.number else number
        row = _put_entry(sheet, row + 1, entry, section, subsection)
        stack.extend((child, section, subsection) for child in reversed(entry.children))
    _add_choices(sheet, row)
    sheet.freeze_panes = f"E{HEAD_ROW + 1}"
    sheet.auto_filter.ref = f"A{HEAD_ROW}:M{row}"
    set_for_print(sheet, HEAD_ROW, landscape=True)


def _put_entry(sheet: Worksheet, row: int, entry: Entry, section: str, subsection: str) -> int:
    """Write an item; return the last row that it takes."""
    item, level = entry.item, entry.item.level
    heading = entry.heading or f"（{entry.place}）"
    band = {Level.SECTION: "章", Level.SUBSECTION: "节"}.get(level)
    if band:
        names = (heading, "", "", "") if level is Level.SECTION else (section, heading, "", "")
    elif level is Level.MEASURE:
        said = "\n".join(filter(None, (entry.heading, item.text.strip())))
        names = (section, subsection, "", said or heading)
    else:
        names = (section, subsection, item.title or heading, "" if entry.measures else entry.bureau_words)
    files = "\n".join(f"〔{file.number}〕{file.name}" for file in entry.evidence)
    answered = entry.counted or level is Level.MEASURE
    values: Sequence[str | float | None] = (
        item.number if level is Level.POINT else "",
        *names,
        words.PROGRESS[entry.progress] if answered else "",
        words.VERDICT[item.verdict] if item.verdict else "",
        _rounded(entry.score.full),
        _rounded(entry.score.got),
        _with_reason(entry),
        files,
        item.problem.strip(),
        item.improvement.strip(),
    )
    last = put_row(sheet, row, values, [band or column.style for column in COLUMNS])
    texts = [
        (value, column.width) for value, column in zip(values, COLUMNS, strict=True) if isinstance(value, str)
    ]
    fit_height(sheet, row, [] if band else texts)
    return last


def _rounded(score: float | None) -> float | None:
    """Return a score as it is shown: a weighted sum would have digits without end."""
    return None if score is None else round(score, 2)


def _with_reason(entry: Entry) -> str:
    """Return the narrative, with the reason why an item does not apply before it."""
    reason = entry.item.verdict_reason.strip() if entry.item.verdict is Verdict.NOT_APPLICABLE else ""
    return "\n".join(
        filter(None, (f"不适用的理由：{reason}" if reason else "", entry.item.narrative.strip()))
    )


def _add_choices(sheet: Worksheet, last: int) -> None:
    """Let progress and verdict be chosen from lists, and colour the words."""
    for column, choices in (
        (PROGRESS_COLUMN, words.PROGRESS.values()),
        (VERDICT_COLUMN, words.VERDICT.values()),
    ):
        cells = f"{column}{HEAD_ROW + 1}:{column}{max(last, HEAD_ROW + 1)}"
        listed = DataValidation(type="list", formula1=f'"{",".join(choices)}"', allow_blank=True)
        listed.error, listed.errorTitle = "请从列表中选择。", "自评表"
        listed.add(cells)
        sheet.add_data_validation(listed)
        for choice in choices:
            if choice in COLOURS:
                style = DifferentialStyle(font=Font(color=COLOURS[choice]))
                rule = Rule(type="cellIs", operator="equal", formula=[f'"{choice}"'], dxf=style)
                sheet.conditional_formatting.add(cells, rule)


def _fill_tasks(sheet: Worksheet, report: Report) -> None:
    """Write who does what until when, as the printed form has it."""
    form = form_named(TASKS)
    columns = [Column(one.head, one.part * DIGITS, "居中" if one.centred else "正文") for one in form.columns]
    put_title(sheet, f"{report.title}{TASKS}", len(columns))
    put_heads(sheet, HEAD_ROW, columns)
    row = HEAD_ROW
    for shown in form.rows(report):
        cells = (shown.cells[0], *[""] * (len(columns) - 1)) if shown.band else shown.cells
        styles = ["章" if shown.band else column.style for column in columns]
        first, row = row + 1, put_row(sheet, row + 1, cells, styles)
        widths = [column.width for column in columns]
        fit_height(sheet, first, [] if shown.band else list(zip(cells, widths, strict=True)))
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    set_for_print(sheet, HEAD_ROW, landscape=True)


def _fill_evidence(sheet: Worksheet, report: Report) -> None:
    """Write one row a file."""
    put_title(sheet, f"{report.title}佐证材料目录", len(EVIDENCE_COLUMNS))
    put_heads(sheet, HEAD_ROW, EVIDENCE_COLUMNS)
    row = HEAD_ROW
    for file in report.evidence:
        name, places = words.file_words(file), "、".join(file.places)
        values: tuple[str | float, ...] = (
            file.number,
            name,
            places,
            words.short_date(file.added_on),
            words.file_size(file.size),
        )
        first, row = row + 1, put_row(sheet, row + 1, values, [column.style for column in EVIDENCE_COLUMNS])
        fit_height(sheet, first, [(name, EVIDENCE_COLUMNS[1].width), (places, EVIDENCE_COLUMNS[2].width)])
    sheet.freeze_panes = f"A{HEAD_ROW + 1}"
    set_for_print(sheet, HEAD_ROW, landscape=True)
