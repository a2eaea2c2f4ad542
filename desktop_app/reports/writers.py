"""The writers by form. What a writer needs (reportlab, openpyxl, docx) is imported when it is first used."""

from collections.abc import Callable
from pathlib import Path

from desktop_app.reports.content import Counts, Report

FORMS = {"pdf": ".pdf", "excel": ".xlsx", "word": ".docx"}  # with the ending of a file's name


def write(
    form: str,
    report: Report,
    path: Path,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> Counts:
    """Write a report in one of the FORMS, whole or not at all; return what was found again in the file.

    `on_progress` gets (done, in all). Raises YaodianError where it cannot be written, CancelledError where
    `cancelled` says so.
    """
    return _writer(form)(report, path, on_progress, cancelled)


Writer = Callable[
    [Report, Path, Callable[[int, int], None] | None, Callable[[], bool] | None],
    Counts,
]


def _writer(form: str) -> Writer:
    if form == "pdf":
        from desktop_app.reports.pdf import write_pdf

        return write_pdf
    if form == "excel":
        from desktop_app.reports.excel import write_excel

        return write_excel
    from desktop_app.reports.word import write_word

    return write_word
