"""The writers by form, and where they may write.

What a writer needs (reportlab, openpyxl, docx) is imported when it is first used.
"""

import os
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from desktop_app.errors import YaodianError
from desktop_app.files import HeldOpenError, another_name, writable
from desktop_app.i18n import _
from desktop_app.models.workspace import FILE
from desktop_app.reports.content import Counts, Report
from desktop_app.reports.forms import form_named, items_in
from desktop_app.reports.papers import ONE_PAGE, PHOTOS, REPORT
from desktop_app.reports.photos import photos_of

FORMS = {"pdf": ".pdf", "excel": ".xlsx", "word": ".docx"}  # with the ending of a file's name
REPORTS = "reports"  # the folder for them in a workspace


def write(
    form: str,
    report: Report,
    path: Path,
    on_progress: Callable[[int, int], None] | None = None,
    cancelled: Callable[[], bool] | None = None,
    paper: str = REPORT,
    watermark: str = "",
) -> Counts:
    """Write a report in one of the FORMS, whole or not at all; return what was found again in the file.

    `paper` says which of the PAPERS a PDF is; PHOTOS can be had for Word too. `watermark` is what stands
    large and light on each page (草稿), "" for nothing. `on_progress` gets (done, in all). Where the old file
    is held open (by WPS, say) the new one gets another name beside it: what is returned says which. Raises
    YaodianError where it cannot or must not be written, CancelledError where `cancelled` says so.
    """
    check_target(form, path)
    writer, target = _writer(form, paper), writable(path)
    try:
        found = writer(report, target, on_progress, cancelled, watermark)
    except HeldOpenError:  # somebody opened it meanwhile
        target = another_name(path)
        found = writer(report, target, on_progress, cancelled, watermark)
    return replace(found, path=target)


def expected(report: Report, form: str, paper: str = REPORT) -> Counts:
    """Return what should be found again in a file: everything, or what belongs into one of the PAPERS."""
    if paper == PHOTOS and form != "excel":
        return Counts(0, len(photos_of(report)))
    if form != "pdf" or paper == REPORT:
        return report.counts
    if paper == ONE_PAGE:
        return Counts(0, 0)
    return Counts(items_in(form_named(paper), report), 0)


def check_target(form: str, path: Path) -> None:
    """Raise YaodianError for a name of another kind, and for a place where a school's data would be lost.

    In a workspace, whichever it is, reports lie in `reports`: anything else there is the school's own.
    """
    if path.suffix.lower() != FORMS[form]:
        raise YaodianError(
            _("“{name}”的结尾应是 {ending}，没有生成报告。请改好文件名再试。").format(
                name=path.name, ending=FORMS[form]
            )
        )
    target = path.resolve()
    for folder in target.parents:
        inside = target.relative_to(folder).parts
        if (folder / FILE).is_file() and os.path.normcase(inside[0]) != REPORTS:
            raise YaodianError(
                _(
                    "“{name}”不能写在工作区里，那里是学校的数据，没有生成报告。请存到 {reports} 里或别处。"
                ).format(name=path.name, reports=REPORTS)
            )


Writer = Callable[
    [Report, Path, Callable[[int, int], None] | None, Callable[[], bool] | None, str],
    Counts,
]


def _writer(form: str, paper: str) -> Writer:
    if form == "pdf":
        return _paper_writer(paper)
    if form == "excel":
        from desktop_app.reports.excel import write_excel

        return write_excel
    if paper == PHOTOS:
        from desktop_app.reports.word_photos import write_word_photos

        return write_word_photos
    from desktop_app.reports.word import write_word

    return write_word


def _paper_writer(paper: str) -> Writer:
    if paper == REPORT:
        from desktop_app.reports.pdf import write_pdf

        return write_pdf
    if paper == PHOTOS:
        from desktop_app.reports.photos_pdf import write_photos

        return write_photos
    if paper == ONE_PAGE:
        from desktop_app.reports.overview_pdf import write_overview

        return write_overview
    from desktop_app.reports.forms_pdf import write_form

    return partial(write_form, form_named(paper))
