"""任务分解表, 问题清单 and 佐证材料目录: who does what until when, what is to be put right, what shows it."""

import re
from pathlib import Path
from urllib.parse import quote

from desktop_app.models.values import EvidenceKind
from desktop_app.reports import parts, words
from desktop_app.reports.content import EvidenceEntry, Report
from desktop_app.reports.forms import form_named
from desktop_app.reports.workbook.sheet import Book, Column, Sheet, Value

TASKS, PROBLEMS, EVIDENCE = "任务分解表", "问题清单", parts.EVIDENCE
DIGITS = 1.9  # a column's width in digits for each part that it has of a form
HEAD_ROW = 2
DUE, DONE = "完成时限", "完成情况"
# Words of its own: a report is Chinese whatever language the window has.
KIND_WORDS = {
    EvidenceKind.PLAN: "计划",
    EvidenceKind.PROCESS: "过程",
    EvidenceKind.RESULT: "结果",
    EvidenceKind.FEEDBACK: "反馈",
}
_MEANINGFUL = re.compile(r"""[\x00-\x20%"#?<>\[\]^`{|}\\]""")
LINK, LINK_AT = "打开", 9
EVIDENCE_COLUMNS = (
    Column("序号", 7, "居中"),
    Column("名称", 58, "正文"),
    Column("对应要点", 26, "正文"),
    Column("类型", 8, "居中"),
    Column(parts.EVIDENCE_DAY, 12.5, "日期"),
    Column("责任人", 14, "居中"),
    Column("页数", 7, "计数"),
    Column("大小", 12, "居中"),
    Column("文件", 8, "文件"),
)


def form_sheet(book: Book, name: str) -> Sheet:
    """Add the sheet of a form with its columns."""
    columns = [
        Column(one.head, one.part * DIGITS, "期限" if one.head == DUE else "居中" if one.centred else "正文")
        for one in form_named(name).columns
    ]
    return book.sheet(name, columns)


def fill_form(sheet: Sheet, report: Report, name: str) -> None:
    """Write a form as it is printed, with real dates."""
    form = form_named(name)
    entries = list(report.walk())
    heads = [column.head for column in form.columns]
    due = heads.index(DUE)
    sheet.across(f"{report.title}{name}", "报告标题", 30)
    sheet.heads()
    band = [sheet.look("章")] * len(heads)
    for row in form.rows(report):
        if row.band:
            sheet.add([row.cells[0], *[None] * (len(heads) - 1)], band)
            continue
        values: list[Value] = list(row.cells)
        if row.item is not None and entries[row.item - 1].item.due is not None:
            values[due] = entries[row.item - 1].item.due
        sheet.add_folded(sheet.fold(values), sheet.looks)
    last = max(sheet.row, HEAD_ROW + 1)
    sheet.around.freeze_panes = f"A{HEAD_ROW + 1}"
    sheet.around.auto_filter.ref = f"A{HEAD_ROW}:{sheet.letter(len(heads))}{last}"
    if DONE in heads:
        column = sheet.letter(heads.index(DONE) + 1)
        sheet.offer(f"{column}{HEAD_ROW + 1}:{column}{last}", words.STATES.values())


def fill_evidence(sheet: Sheet, report: Report, workspace: Path | None) -> None:
    """Write one row a file, with a link that opens it; `workspace` is that whose `reports` hold the book."""
    sheet.across(f"{report.title}{EVIDENCE}", "报告标题", 30)
    sheet.heads()
    for file in report.evidence:
        values: list[Value] = [
            file.number,
            words.file_words(file),
            "、".join(file.places),
            KIND_WORDS[file.kind] if file.kind else "",
            file.taken_on,
            file.responsible,
            file.pages,
            words.file_size(file.size),
            LINK if (address := _address(file, workspace)) else "",
        ]
        row = sheet.add_folded(sheet.fold(values), sheet.looks)
        if address:
            sheet.link(row, LINK_AT, address)
    sheet.around.freeze_panes = f"A{HEAD_ROW + 1}"
    sheet.around.auto_filter.ref = f"A{HEAD_ROW}:I{max(sheet.row, HEAD_ROW + 1)}"


def _address(file: EvidenceEntry, workspace: Path | None) -> str:
    """Return where a file is, from the workbook's folder where one workspace holds both; "" if missing."""
    if file.path is None:
        return ""
    path = file.path.resolve()
    if workspace is not None and path.is_relative_to(workspace):
        return _escaped(f"../{path.relative_to(workspace).as_posix()}")
    whole = path.as_posix()
    return _escaped(f"file:{whole}" if whole.startswith("//") else f"file:///{whole.lstrip('/')}")


def _escaped(address: str) -> str:
    """Return an address as Excel writes it: signs with a meaning of their own escaped, Chinese as it is."""
    return _MEANINGFUL.sub(lambda found: quote(found.group()), address)
