"""A heading: where a section, subsection or point begins."""

from dataclasses import dataclass

from desktop_app.documents.numbering import Marker
from desktop_app.documents.outline import Level

RANK = {Level.SECTION: 0, Level.SUBSECTION: 1, Level.POINT: 2}


@dataclass(frozen=True)
class Heading:
    """The line (its index) at which a section, subsection or point begins.

    `marker` is None where the number got lost and was put back from its place in the sequence.
    """

    index: int
    level: Level
    number: str
    value: int
    marker: Marker | None

    @property
    def rank(self) -> int:
        """0 for a section, 2 for a point."""
        return RANK[self.level]
