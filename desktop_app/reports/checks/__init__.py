"""Checks before printing: what a reader of the finished paper would stumble over. Warnings, never a lock.

Pure functions of a Report, but for `pictures`. Precision comes before finding everything: a warning that is
wrong teaches people to pass over all of them.
"""

from collections.abc import Iterator

from desktop_app.models.values import Verdict
from desktop_app.reports.checks.amounts import missed, numbers
from desktop_app.reports.checks.answers import lacks, pasted, too_long
from desktop_app.reports.checks.begun import done_alone, done_bare, not_begun, untouched
from desktop_app.reports.checks.files import lost_files
from desktop_app.reports.checks.finding import Code, Finding
from desktop_app.reports.checks.phrases import empty_phrases
from desktop_app.reports.checks.pictures import broken_photos, untold_photos
from desktop_app.reports.checks.placeholders import placeholders
from desktop_app.reports.checks.schools import Schools
from desktop_app.reports.checks.sums import all_of_them, scores
from desktop_app.reports.checks.told import chapters, narrative, tells_of_the_year, texts
from desktop_app.reports.checks.whole import overall_texts, school_data
from desktop_app.reports.checks.years import Years
from desktop_app.reports.content import Entry, Report

__all__ = ["Code", "Finding", "check"]


def check(report: Report) -> tuple[Finding, ...]:
    """Return what is worth a look before a report is printed, by kind and then in its order. Never raises."""
    years, schools = Years(report), Schools(report)
    found = [
        *school_data(report),
        *overall_texts(report),
        *all_of_them(report),
        *untouched(_with_verdicts(report)),
        *done_bare(_with_verdicts(report)),
        *not_begun(report),
        *lost_files(report),
        *broken_photos(report),
        *untold_photos(report),
        *pasted(report),
        *_of_items(report, years, schools),
        *_of_chapters(report, years, schools),
    ]
    order = {str(code): place for place, code in enumerate(Code)}
    return tuple(sorted(dict.fromkeys(found), key=lambda finding: order[finding.code]))


def _of_items(report: Report, years: Years, schools: Schools) -> Iterator[Finding]:
    for entry, verdict in _with_verdicts(report):
        yield from lacks(entry)
        yield from done_alone(entry)
        yield from missed(entry, verdict)
        yield from scores(entry)
        yield from too_long(entry)
        told = narrative(entry)
        if told.text:
            yield from numbers(entry, told)
            yield from years.outside(told)
            yield from empty_phrases(told)
        for text in texts(entry):
            yield from placeholders(text)
            yield from schools.others(text)


def _of_chapters(report: Report, years: Years, schools: Schools) -> Iterator[Finding]:
    for told in chapters(report):
        yield from placeholders(told)
        yield from schools.others(told)
        if tells_of_the_year(told, report):
            yield from years.outside(told)


def _with_verdicts(report: Report) -> Iterator[tuple[Entry, Verdict | None]]:
    """Yield every entry, in order, with the verdict in force: its own, else that of what is above."""
    stack: list[tuple[Entry, Verdict | None]] = [(entry, None) for entry in reversed(report.entries)]
    while stack:
        entry, above = stack.pop()
        verdict = entry.item.verdict or above
        yield entry, verdict
        stack.extend((child, verdict) for child in reversed(entry.children))
