"""Writes the self-evaluation as a workbook: 概况, 自评表, 任务分解表, 问题清单, 佐证材料目录, 说明."""

from pathlib import Path

from desktop_app.models.workspace import FILE
from desktop_app.reports import words
from desktop_app.reports.content import Counts, Report
from desktop_app.reports.office import FILLED, midnight, writable, write_package
from desktop_app.reports.progress import Cancelled, OnProgress, Steps
from desktop_app.reports.workbook import lists, notes, summary, table
from desktop_app.reports.workbook.lists import EVIDENCE, PROBLEMS, TASKS
from desktop_app.reports.workbook.looks import Margins, set_page
from desktop_app.reports.workbook.reading import read_rows
from desktop_app.reports.workbook.sheet import Book
from desktop_app.reports.workbook.summary import SUMMARY
from desktop_app.reports.workbook.table import HEAD_ROW, KINDS, TABLE

ORDER = (SUMMARY, TABLE, TASKS, PROBLEMS, EVIDENCE, notes.NOTES)
TAB_COLOURS = {SUMMARY: "1D5FA8", TABLE: "1B6E3C", TASKS: "8A5A00", PROBLEMS: "B3261E"}


def write_excel(
    report: Report,
    path: Path,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
    watermark: str = "",
) -> Counts:
    """Write a report as a workbook, whole or not at all; return what was found again in the finished file.

    `watermark` stands in the head of every page. The same report gives the same bytes. Raises YaodianError
    where the file cannot be written and CancelledError where `cancelled` says so.
    """
    steps = Steps(on_progress, cancelled)
    book = Book()
    _fill(book, report, workspace_of(path), steps)
    edges = Margins(
        report.school.name, f"{report.title}{report.range}", words.long_date(report.made_on), watermark
    )
    for sheet in book.sheets:
        name = sheet.around.title
        set_page(sheet.around, edges, 0 if name in (SUMMARY, notes.NOTES) else HEAD_ROW)
        sheet.around.sheet_properties.tabColor = TAB_COLOURS.get(name)
    properties = book.workbook.properties
    properties.title = writable(f"{report.title}{words.REPORT_NAME}")
    properties.creator = writable(report.school.name) or "要点自评"
    properties.created = midnight(report.made_on).replace(tzinfo=None)
    steps.at(FILLED)
    return write_package(book.save, report.made_on, path, steps, _read)


def workspace_of(path: Path) -> Path | None:
    """Return the workspace in whose folder for reports a file is to lie, None where it lies elsewhere."""
    folder = path.resolve().parent.parent
    return folder if (folder / FILE).is_file() else None


def _fill(book: Book, report: Report, workspace: Path | None, steps: Steps) -> None:
    """Write every sheet; the summary comes first in the book and takes its figures from the table."""
    first = book.sheet(SUMMARY, summary.COLUMNS)
    filled = table.fill_table(book.sheet(TABLE, table.columns_of(report)), report, steps)
    summary.fill_summary(first, report, filled)
    for name in (TASKS, PROBLEMS):
        lists.fill_form(lists.form_sheet(book, name), report, name)
    lists.fill_evidence(book.sheet(EVIDENCE, lists.EVIDENCE_COLUMNS), report, workspace)
    notes.fill_notes(book, book.sheet(notes.NOTES, notes.COLUMNS), report)


def _read(path: Path) -> Counts:
    """Count what a finished workbook holds: items by their kind, files by their number."""
    kinds = set(KINDS.values())
    table, evidence = (read_rows(path, ORDER.index(name) + 1) for name in (TABLE, EVIDENCE))
    items = sum(row.get("B") in kinds and not row.keys().isdisjoint("CDEF") for row in table)
    return Counts(items, sum(row.get("A", "").isdigit() and "B" in row for row in evidence))
