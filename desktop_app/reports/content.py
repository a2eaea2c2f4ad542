"""What a report says: one frozen tree that every writer reads, and that `gathering` makes."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path

from desktop_app.documents.outline import Level
from desktop_app.models.scores import STANDARD, Score
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import (
    DocumentRow,
    EvidenceKind,
    Grade,
    ItemRow,
    Progress,
    SchoolRow,
    TargetRow,
    Verdict,
)


@dataclass(frozen=True)
class Counts:
    """How many items (of every level) and files of evidence there are.

    What a writer returns also says which characters no face had (shown as 〓) and under which name the
    file lies; the numbers alone decide whether two counts are equal.
    """

    items: int
    evidence: int
    missing: tuple[str, ...] = field(default=(), compare=False)
    path: Path | None = field(default=None, compare=False)


@dataclass(frozen=True)
class EvidenceEntry:
    """One file in the list of evidence; `number` runs from 1 in the items' order, `size` is in bytes.

    `name`: the names it was given, in the list all of them, below an item those given there. `title` is a
    photo's caption where it has one, "" where it says no more than a name. `taken_on` is the day that the
    material is of, or a photo was taken, None where that is not known: the day of filing would be taken for
    it. `pages` how many it has; `path` where the vault keeps it, None where it is not there.
    """

    number: int
    name: str
    title: str
    size: int
    places: tuple[str, ...]
    kind: EvidenceKind | None = None
    taken_on: date | None = None
    pages: int | None = None
    caption: str = ""
    responsible: str = ""
    path: Path | None = None


@dataclass(frozen=True)
class Entry:
    """One item as a report shows it, with all below it.

    `item` is the row as stored. `heading` is its number and title in one, `place` how a list names it (13,
    13（2）, 一/3). `progress` and `score` are the ones
    in force: what was not given follows from below. `counted` marks what a report counts as a point,
    `lacks_evidence` one that was begun and that nothing shows yet. `applies`: neither it nor anything above
    was judged not to apply.
    """

    item: ItemRow
    heading: str
    place: str
    progress: Progress
    counted: bool
    lacks_evidence: bool
    applies: bool = True
    evidence: tuple[EvidenceEntry, ...] = ()
    targets: tuple[TargetRow, ...] = ()
    score: Score = field(default_factory=Score)
    children: tuple["Entry", ...] = ()

    def walk(self) -> Iterator["Entry"]:
        """Yield this entry and all below it, in document order."""
        stack = [self]
        while stack:
            entry = stack.pop()
            yield entry
            stack.extend(reversed(entry.children))

    @property
    def shown_heading(self) -> str:
        """The heading, or where it has none its place: （13）."""
        return self.heading or f"（{self.place}）"

    @property
    def whole_words(self) -> str:
        """The heading and the school's own text below it, as a measure is shown; never empty."""
        return "\n".join(filter(None, (self.heading, self.item.text.strip()))) or self.shown_heading

    @property
    def state(self) -> Progress | None:
        """The progress in force; None for what does not apply: nobody waits for it to be begun."""
        return self.progress if self.applies else None

    @property
    def verdict(self) -> Verdict | None:
        """The verdict in force: what is below something that does not apply does not apply either."""
        return self.item.verdict if self.applies else Verdict.NOT_APPLICABLE

    @property
    def measures(self) -> tuple["Entry", ...]:
        """The measures right below."""
        return tuple(child for child in self.children if child.item.level is Level.MEASURE)

    @property
    def bureau_words(self) -> str:
        """What the bureau wrote here; for an item that the school added, the school's words."""
        words = self.item.text if self.item.source_text is None else self.item.source_text
        return words.strip()

    @property
    def has_evidence(self) -> bool:
        """Whether a file serves this item or any below it."""
        return any(entry.evidence for entry in self.walk())


@dataclass(frozen=True)
class Standing:
    """Counts of points and measures under one heading; `number` is the heading's own, "" where it has none.

    `points`, `measures`: how many by progress, None those that do not apply. `verdicts`: points by verdict,
    None those without one. `without_evidence`: points that were begun and that nothing shows yet. Scores are
    None where none was given, `grade` is "" while points are `unscored`: can earn a score and have none yet.
    """

    number: str
    heading: str
    points: Mapping[Progress | None, int]
    measures: Mapping[Progress | None, int]
    verdicts: Mapping[Verdict | None, int]
    without_evidence: int
    full_score: float | None
    score: float | None
    grade: str = ""
    unscored: int = 0


@dataclass(frozen=True)
class Report:
    """Everything a writer needs. `sections` are the standings of the top headings, `total` that of all.

    `range` says which part of the checklist this is, "" for all of it. `organised`, `overall` and `outlook`
    are the school's words on how the self-evaluation went, the result, what comes next. `moments`: when each
    item was last set to done. `school_names`: what the school was called before.
    """

    school: SchoolRow
    title: str
    year: int | None
    document: DocumentRow
    made_on: date
    entries: tuple[Entry, ...]
    sections: tuple[Standing, ...]
    total: Standing
    evidence: tuple[EvidenceEntry, ...]
    tree: ItemTree
    grades: tuple[Grade, ...] = STANDARD
    moments: Mapping[str, datetime] = field(default_factory=dict)
    range: str = ""
    organised: str = ""
    overall: str = ""
    outlook: str = ""
    school_names: tuple[str, ...] = ()

    def walk(self) -> Iterator[Entry]:
        """Yield every entry in document order."""
        for entry in self.entries:
            yield from entry.walk()

    @property
    def counts(self) -> Counts:
        """How much should be found again in what a writer wrote."""
        return Counts(sum(1 for _entry in self.walk()), len(self.evidence))


def heading_of(row: ItemRow) -> str:
    """Return an item's number and title as they stand in a heading."""
    return f"{row.shown_number}{row.title}".strip()
