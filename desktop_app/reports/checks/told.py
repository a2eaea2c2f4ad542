"""What the checks read of an item: its texts in one width, and what findings of it have in common."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from desktop_app.documents.targets.words import Words, read
from desktop_app.i18n import _
from desktop_app.reports.checks.finding import Code, Finding
from desktop_app.reports.content import Entry


@dataclass(frozen=True)
class Told:
    """One text that the school wrote in an item; `field` is its name on screen."""

    entry: Entry
    field: str
    text: str

    @cached_property
    def words(self) -> Words:
        """The text in one width, without white space, titles and quoted names hidden."""
        return read(self.text)

    def finding(self, code: Code, message: str, words: str) -> Finding:
        """Return a finding in this text."""
        return finding_at(self.entry, code, message, words)


def finding_at(entry: Entry, code: Code, message: str, words: str = "") -> Finding:
    """Return a finding at an item."""
    return Finding(code, entry.item.id, entry.place, message, words, entry.heading)


def narrative(entry: Entry) -> Told:
    """Return what an item says of the work."""
    return Told(entry, _("完成情况"), entry.item.narrative)


def texts(entry: Entry) -> Iterator[Told]:
    """Yield the texts of an item that are not empty."""
    row = entry.item
    for field, text in (
        (_("完成情况"), row.narrative),
        (_("存在问题"), row.problem),
        (_("改进措施"), row.improvement),
    ):
        if text:
            yield Told(entry, field, text)
