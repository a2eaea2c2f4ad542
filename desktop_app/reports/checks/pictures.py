"""Photos that cannot be shown. The one check that looks at files: at the first bytes of each photo."""

from collections.abc import Iterator

from desktop_app.evidence.names import reachable
from desktop_app.evidence.pictures import BROKEN_PICTURE, opened_picture
from desktop_app.i18n import _
from desktop_app.reports.checks.finding import Code, Finding
from desktop_app.reports.checks.told import finding_at
from desktop_app.reports.content import Report
from desktop_app.reports.photos import is_photo


def broken_photos(report: Report) -> Iterator[Finding]:
    """Yield each photo that is there but is no picture, once, at the first item that it serves."""
    known: set[int] = set()
    for entry in report.walk():
        for file in entry.evidence:
            if file.number in known or file.path is None or not is_photo(file):
                continue
            known.add(file.number)
            try:
                opened_picture(reachable(file.path)).close()
            except BROKEN_PICTURE:
                message = _("照片“{name}”打不开，可能已损坏：印出来只有一个空框。").format(name=file.name)
                yield finding_at(entry, Code.BROKEN_PHOTO, message, "evidence", file.name)
