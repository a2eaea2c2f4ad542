"""What a report says: one frozen tree that every writer reads, gathered once from the stored checklist."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path, PurePath

from desktop_app.documents.outline import Level, Warning
from desktop_app.errors import YaodianError
from desktop_app.evidence.names import reachable
from desktop_app.i18n import _
from desktop_app.models import people, queries
from desktop_app.models.addresses import places
from desktop_app.models.overview import done_moments
from desktop_app.models.scores import STANDARD, Score, grade_of, score_of
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import (
    ChecklistRow,
    DocumentRow,
    EvidenceKind,
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

    What a writer returns also says which characters no face had (shown as 〓), which face served each role,
    and under which name the file lies; the numbers alone decide whether two counts are equal.
    """

    items: int
    evidence: int
    missing: tuple[str, ...] = field(default=(), compare=False)
    faces: str = field(default="", compare=False)
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
    id: str = ""
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
    warnings: tuple[Warning, ...] = ()
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


@dataclass(frozen=True)
class Stored:
    """What a report is built from: the rows of one checklist as queries give them.

    `files` are the paths of the files that are there, by the ids of evidence.
    """

    checklist: ChecklistRow
    document: DocumentRow
    school: SchoolRow
    tree: ItemTree
    evidence: Sequence[EvidenceRow]
    targets: Mapping[str, Sequence[TargetRow]]
    warnings: Sequence[Warning] = ()
    grades: Sequence[Grade] = STANDARD
    moments: Mapping[str, datetime] = field(default_factory=dict)
    files: Mapping[str, Path] = field(default_factory=dict)
    school_names: tuple[str, ...] = ()


def gather(ws: Workspace, checklist_id: str, made_on: date | None = None) -> Report:
    """Return the report of a checklist as it stands; `made_on` is today if not given. Raises YaodianError."""
    return build(there(read(ws, checklist_id)), made_on or date.today())


def read(ws: Workspace, checklist_id: str, tree: ItemTree | None = None) -> Stored:
    """Return what a report is built from, its files looked for by nobody yet: `there` does, on any thread.

    `tree` saves reading the items where they are known already. Raises YaodianError.
    """
    row = next((row for row in queries.checklists(ws) if row.id == checklist_id), None)
    if row is None:
        raise YaodianError(_("找不到这份清单，没有生成报告。请刷新后重新选择。"))
    files = queries.evidence(ws, checklist_id)
    return Stored(
        checklist=row,
        document=queries.document(ws, checklist_id),
        school=queries.school(ws),
        tree=queries.tree(ws, checklist_id) if tree is None else tree,
        evidence=files,
        targets=queries.checklist_targets(ws, checklist_id),
        warnings=queries.warnings(ws, checklist_id),
        grades=people.grades(ws),
        moments=done_moments(ws, checklist_id),
        files={file.id: ws.vault.path(file.sha256, file.name) for file in files},
        school_names=queries.earlier_school_names(ws),
    )


def there(stored: Stored) -> Stored:
    """Return the same with the paths of those files alone that are there; asks the disk for each."""
    return replace(
        stored, files={file: path for file, path in stored.files.items() if reachable(path).is_file()}
    )


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
            places=tuple(named[item] for item in row.item_ids if item in named),
            id=row.id,
            kind=row.kind,
            taken_on=row.date or (row.taken.date() if row.taken else None),
            pages=row.pages,
            caption=row.caption.strip(),
            responsible=row.person.strip(),
            path=stored.files.get(row.id),
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
        sections=_sections(entries, stored.grades),
        total=_standing(entries, score_of(tree), stored.grades),
        evidence=listed,
        tree=tree,
        grades=tuple(stored.grades),
        warnings=tuple(stored.warnings),
        moments=stored.moments,
        organised=stored.checklist.organised.strip(),
        overall=stored.checklist.overall.strip(),
        outlook=stored.checklist.outlook.strip(),
        school_names=stored.school_names,
    )


def within(report: Report, tops: Collection[str]) -> Report:
    """Return the report of some top headings only, by their items' ids; all of it where these are all.

    Files of evidence keep their numbers, for these are on the boxes. The school's words on the result of the
    whole year are left out: the figures under them are of these chapters.
    """
    entries = tuple(entry for entry in report.entries if entry.item.id in tops)
    if len(entries) == len(report.entries):
        return report
    shown = [entry for top in entries for entry in top.walk()]
    tree = ItemTree(entry.item for entry in shown)
    places_shown = {entry.place for entry in shown}
    numbers = {file.number for entry in shown for file in entry.evidence}
    return replace(
        report,
        entries=entries,
        sections=_sections(entries, report.grades),
        total=_standing(entries, score_of(tree), report.grades),
        evidence=tuple(
            replace(file, places=tuple(place for place in file.places if place in places_shown))
            for file in report.evidence
            if file.number in numbers
        ),
        tree=tree,
        overall="",
        range="、".join(_range_name(entry) for entry in entries),
    )


def _range_name(top: Entry) -> str:
    """Return what a cover calls a top heading: 第三章, 第13项; by its words where it has no number."""
    unit = {Level.SECTION: "章", Level.SUBSECTION: "节"}.get(top.item.level, "项")
    return f"第{top.item.number}{unit}" if top.item.number else f"“{top.heading}”"


def _sections(entries: Iterable[Entry], grades: Sequence[Grade]) -> tuple[Standing, ...]:
    return tuple(
        _standing([entry], entry.score, grades, entry.item.number, entry.heading)
        for entry in entries
        if not entry.counted
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
            applies=tree.applies(row.id),
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
    unscored = sum(one.applies and bool(one.score.full) and one.score.got is None for one in points)
    return Standing(
        number=number,
        heading=heading,
        points=Counter(entry.state for entry in points),
        measures=Counter(entry.state for entry in below if entry.item.level is Level.MEASURE),
        verdicts=Counter(entry.verdict for entry in points),
        without_evidence=sum(entry.lacks_evidence for entry in points),
        full_score=score.full,
        score=score.got,
        grade="" if unscored else grade_of(score.share, grades),
        unscored=unscored,
    )
