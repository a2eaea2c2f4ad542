"""What a report says: one frozen tree that every writer reads, gathered once from the stored checklist."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import PurePath

from desktop_app.documents.outline import Level, Warning
from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models import people, queries
from desktop_app.models.addresses import places
from desktop_app.models.scores import STANDARD, Score, grade_of, score_of
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import (
    ChecklistRow,
    DocumentRow,
    EvidenceRow,
    Grade,
    ItemRow,
    Progress,
    SchoolRow,
    TargetRow,
    Verdict,
)
from desktop_app.models.workspace import Workspace


@dataclass(frozen=True)
class Counts:
    """How many items (of every level) and files of evidence there are.

    What a writer returns also says which characters no face had (shown as 〓) and which face served each
    role; the numbers alone decide whether two counts are equal.
    """

    items: int
    evidence: int
    missing: tuple[str, ...] = field(default=(), compare=False)
    faces: str = field(default="", compare=False)


@dataclass(frozen=True)
class EvidenceEntry:
    """One file in the list of evidence; `number` runs from 1 in the items' order, `size` is in bytes.

    `name`: the names it was given, in the list all of them, below an item those given there. `title` is a
    photo's caption where it has one, "" where it says no more than a name.
    """

    number: int
    name: str
    title: str
    size: int
    added_on: date
    places: tuple[str, ...]


@dataclass(frozen=True)
class Entry:
    """One item as a report shows it, with all below it.

    `item` is the row as stored. `heading` is its number and title in one, `place` how a list names it (13,
    13（2）, 一/3). `progress` and `score` are the ones
    in force: what was not given follows from below. `counted` marks what a report counts as a point,
    `lacks_evidence` one that was begun and that nothing shows yet.
    """

    item: ItemRow
    heading: str
    place: str
    progress: Progress
    counted: bool
    lacks_evidence: bool
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

    `points`, `measures`: how many by progress. `verdicts`: points by verdict, None those without one.
    `without_evidence`: points that were begun and that nothing shows yet. Scores are None where none was
    given, `grade` is "" then.
    """

    number: str
    heading: str
    points: Mapping[Progress, int]
    measures: Mapping[Progress, int]
    verdicts: Mapping[Verdict | None, int]
    without_evidence: int
    full_score: float | None
    score: float | None
    grade: str = ""


@dataclass(frozen=True)
class Report:
    """Everything a writer needs. `sections` are the standings of the top headings, `total` that of all."""

    school: SchoolRow
    title: str
    year: int | None
    document: DocumentRow
    made_on: date
    entries: tuple[Entry, ...]
    sections: tuple[Standing, ...]
    total: Standing
    evidence: tuple[EvidenceEntry, ...]
    warnings: tuple[Warning, ...] = field(default=())

    def walk(self) -> Iterator[Entry]:
        """Yield every entry in document order."""
        for entry in self.entries:
            yield from entry.walk()

    @property
    def counts(self) -> Counts:
        """How much should be found again in what a writer wrote."""
        return Counts(sum(1 for _entry in self.walk()), len(self.evidence))


@dataclass(frozen=True)
class Stored:
    """What a report is built from: the rows of one checklist as queries give them."""

    checklist: ChecklistRow
    document: DocumentRow
    school: SchoolRow
    tree: ItemTree
    evidence: Sequence[EvidenceRow]
    targets: Mapping[str, Sequence[TargetRow]]
    warnings: Sequence[Warning] = ()
    grades: Sequence[Grade] = STANDARD


def gather(ws: Workspace, checklist_id: str, made_on: date | None = None) -> Report:
    """Return the report of a checklist as it stands; `made_on` is today if not given. Raises YaodianError."""
    row = next((row for row in queries.checklists(ws) if row.id == checklist_id), None)
    if row is None:
        raise YaodianError(_("找不到这份清单，没有生成报告。请刷新后重新选择。"))
    stored = Stored(
        checklist=row,
        document=queries.document(ws, checklist_id),
        school=queries.school(ws),
        tree=queries.tree(ws, checklist_id),
        evidence=queries.evidence(ws, checklist_id),
        targets=queries.checklist_targets(ws, checklist_id),
        warnings=queries.warnings(ws, checklist_id),
        grades=people.grades(ws),
    )
    return build(stored, made_on or date.today())


def build(stored: Stored, made_on: date) -> Report:
    """Return a report from stored rows."""
    tree = stored.tree
    named = places(tree)
    listed = tuple(
        EvidenceEntry(
            number=number,
            name=row.shown,
            title=_own_title(row),
            size=row.size,
            added_on=row.added_at.date(),
            places=tuple(named[item] for item in row.item_ids if item in named),
        )
        for number, row in enumerate(stored.evidence, 1)
    )
    serving: dict[str, list[EvidenceEntry]] = {}
    for row, entry in zip(stored.evidence, listed, strict=True):
        for item in row.item_ids:
            serving.setdefault(item, []).append(replace(entry, name="、".join(row.names_in(item))))
    entries = _entries(tree, named, serving, stored.targets)
    return Report(
        school=stored.school,
        title=stored.checklist.title,
        year=stored.checklist.year,
        document=stored.document,
        made_on=made_on,
        entries=entries,
        sections=tuple(
            _standing([entry], entry.score, stored.grades, entry.item.number, entry.heading)
            for entry in entries
            if not entry.counted
        ),
        total=_standing(entries, score_of(tree), stored.grades),
        evidence=listed,
        warnings=tuple(stored.warnings),
    )


def _own_title(row: EvidenceRow) -> str:
    title = row.caption.strip() or row.title.strip()
    names = (row.name, *row.names)
    return "" if title in (*names, *(PurePath(name).stem for name in names)) else title


def _entries(
    tree: ItemTree,
    named: Mapping[str, str],
    serving: Mapping[str, Sequence[EvidenceEntry]],
    targets: Mapping[str, Sequence[TargetRow]],
) -> tuple[Entry, ...]:
    """Build the entries from below, so that no depth of headings is too deep."""
    counted = {row.id for row in tree.points()}
    made: dict[str, Entry] = {}
    for row in reversed(list(tree.walk())):
        made[row.id] = Entry(
            item=row,
            heading=heading_of(row),
            place=named[row.id],
            progress=tree.progress(row.id),
            counted=row.id in counted,
            lacks_evidence=tree.lacks_evidence(row.id),
            evidence=tuple(serving.get(row.id, ())),
            targets=tuple(targets.get(row.id, ())),
            score=score_of(tree, row.id),
            children=tuple(made[child] for child in tree.children(row.id)),
        )
    return tuple(made[top] for top in tree.children(None))


def heading_of(row: ItemRow) -> str:
    """Return an item's number and title as they stand in a heading."""
    return f"{row.shown_number}{row.title}".strip()


def _standing(
    entries: Iterable[Entry], score: Score, grades: Sequence[Grade], number: str = "", heading: str = ""
) -> Standing:
    below = [entry for top in entries for entry in top.walk()]
    points = [entry for entry in below if entry.counted]
    return Standing(
        number=number,
        heading=heading,
        points=Counter(entry.progress for entry in points),
        measures=Counter(entry.progress for entry in below if entry.item.level is Level.MEASURE),
        verdicts=Counter(entry.item.verdict for entry in points),
        without_evidence=sum(entry.lacks_evidence for entry in points),
        full_score=score.full,
        score=score.got,
        grade=grade_of(score.share, grades),
    )
