"""What the report as a whole wants: the school's data on the cover, the texts about all of it."""

from collections.abc import Iterator

from desktop_app.i18n import _
from desktop_app.models.fields import SCHOOL_FIELDS
from desktop_app.reports.checks.finding import Code, Finding
from desktop_app.reports.checks.told import chapters
from desktop_app.reports.content import Report

WHOLE_ONLY = "overall"  # what a report of some chapters leaves out
_COVER = ("name", "address", "principal", "contact", "phone")  # FACTS: the printed papers


def school_data(report: Report) -> Iterator[Finding]:
    """Yield what the cover names and the school has not filled in."""
    for field in SCHOOL_FIELDS:
        if field.name in _COVER and not str(getattr(report.school, field.name)).strip():
            message = _("学校信息里没有填“{field}”，封面上会空着。").format(field=field.label)
            yield Finding(Code.SCHOOL_DATA, None, "", message, field.label, field=field.name)


def overall_texts(report: Report) -> Iterator[Finding]:
    """Yield which of the report's chapters beyond the items have no words yet."""
    for told in chapters(report):
        if not told.text.strip() and not (report.range and told.name == WHOLE_ONLY):
            message = _("报告里的“{chapter}”还没有写。").format(chapter=told.field)
            yield told.finding(Code.OVERALL, message, told.field)
