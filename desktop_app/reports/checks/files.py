"""Files of evidence that are gone, or hold nothing: known from the report, without a look at the files."""

from collections.abc import Iterator

from desktop_app.i18n import _
from desktop_app.reports.checks.finding import Code, Finding
from desktop_app.reports.checks.told import finding_at
from desktop_app.reports.content import Entry, EvidenceEntry, Report
from desktop_app.reports.photos import is_photo

_EACH = 10  # files told one by one; more are told in one sentence: a whole disk may be away


def lost_files(report: Report) -> Iterator[Finding]:
    """Yield each file that is gone or holds nothing, once, at the first item that it serves."""
    found: dict[int, tuple[Entry, EvidenceEntry]] = {}
    for entry in report.walk():
        for file in entry.evidence if entry.applies else ():
            if file.path is None or _is_empty(file):
                found.setdefault(file.number, (entry, file))
    if len(found) > _EACH:
        first, file = next(iter(found.values()))
        message = _("{count} 份佐证材料不见了或是空的，第一份是“{name}”。")
        said = message.format(count=len(found), name=file.name)
        yield Finding(Code.LOST_FILE, first.item.id, "", said, heading=first.shown_heading, field="evidence")
        return
    for entry, file in found.values():
        message = _("佐证材料“{name}”不见了。") if file.path is None else _("佐证材料“{name}”是空的。")
        yield finding_at(entry, Code.LOST_FILE, message.format(name=file.name), "evidence", file.name)


def _is_empty(file: EvidenceEntry) -> bool:
    """Tell whether a file holds nothing; of a photo it is told elsewhere that it cannot be opened."""
    return file.size == 0 and not is_photo(file)
