"""Photos that cannot be shown, the one check that looks into files; photos that nobody said a word of."""

from collections.abc import Iterator

from desktop_app.evidence.names import reachable
from desktop_app.evidence.pictures import BROKEN_PICTURE, opened_picture
from desktop_app.i18n import _
from desktop_app.reports.checks.finding import Code, Finding
from desktop_app.reports.checks.told import finding_at
from desktop_app.reports.content import Entry, Report
from desktop_app.reports.photos import is_photo, placed, says_nothing


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


def untold_photos(report: Report) -> Iterator[Finding]:
    """Yield for each point how many photos nobody said a word of, at the item that has the first of them."""
    files = {file.number: file for file in report.evidence if is_photo(file) and says_nothing(file)}
    found: dict[str, tuple[Entry, list[str]]] = {}
    for _section, point, entry in placed(report):
        for file in entry.evidence:
            if files.pop(file.number, None) is not None:
                found.setdefault(point.item.id, (entry, []))[1].append(file.name)
    for entry, names in found.values():
        message = _("{count} 张照片没有写说明。").format(count=len(names))
        yield finding_at(entry, Code.UNTOLD_PHOTOS, message, "evidence", "、".join(names))
