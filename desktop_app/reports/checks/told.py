"""What the checks read: the texts of the items and of the report; how a finding names its place."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from desktop_app.documents.targets.words import Words, read
from desktop_app.i18n import _
from desktop_app.models.fields import CHECKLIST_TEXTS, SCHOOL_FIELDS
from desktop_app.reports.checks.finding import Code, Finding
from desktop_app.reports.content import Entry, Report


@dataclass(frozen=True)
class Told:
    """One text that the school wrote: its words on screen and name as a field; its item (None: all of it)."""

    entry: Entry | None
    field: str
    name: str
    text: str

    @cached_property
    def words(self) -> Words:
        """The text in one width, without white space, titles and quoted names hidden."""
        return read(self.text)

    def finding(self, code: Code, message: str, words: str) -> Finding:
        """Return a finding in this text."""
        if self.entry is None:
            return Finding(code, None, "", message, words, field=self.name)
        return finding_at(self.entry, code, message, self.name, words)


def finding_at(entry: Entry, code: Code, message: str, field: str, words: str = "") -> Finding:
    """Return a finding in a field of an item."""
    return Finding(code, entry.item.id, entry.place, message, words, entry.heading, field)


def narrative(entry: Entry) -> Told:
    """Return what an item says of the work."""
    return Told(entry, _("完成情况"), "narrative", entry.item.narrative)


def texts(entry: Entry) -> Iterator[Told]:
    """Yield the texts of an item that are not empty."""
    row = entry.item
    for field, name, text in (
        (_("完成情况"), "narrative", row.narrative),
        (_("存在问题"), "problem", row.problem),
        (_("改进措施"), "improvement", row.improvement),
    ):
        if text:
            yield Told(entry, field, name, text)


def chapters(report: Report) -> Iterator[Told]:
    """Yield the texts of the report beyond its items, empty ones too, the school at a glance first."""
    for field in SCHOOL_FIELDS:
        if field.name == "glance":
            yield Told(None, field.label, field.name, report.school.glance)
    for field in CHECKLIST_TEXTS:
        yield Told(None, field.label, field.name, str(getattr(report, field.name)))


def tells_of_the_year(told: Told, report: Report) -> bool:
    """Return whether a text is about the report's year: not the school's history, not what is planned."""
    return told.text in (report.organised, report.overall)
