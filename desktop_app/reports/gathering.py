"""Makes what a report says from the stored checklist: all of it, or some of its chapters."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path, PurePath

from desktop_app.documents.outline import Level
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
    EvidenceRow,
    Grade,
    SchoolRow,
    TargetRow,
)
from desktop_app.models.workspace import Workspace
from desktop_app.reports.content import Entry, EvidenceEntry, Report, Standing, heading_of


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
        raise YaodianError(_("找不到这份清单，没有生成报告。请重新选择清单。"))
    files = queries.evidence(ws, checklist_id)
    return Stored(
        checklist=row,
        document=queries.document(ws, checklist_id),
        school=queries.school(ws),
        tree=queries.tree(ws, checklist_id) if tree is None else tree,
        evidence=files,
        targets=queries.checklist_targets(ws, checklist_id),
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
            title=own_title(row),
            size=row.size,
            places=tuple(named[item] for item in row.item_ids if item in named),
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


def own_title(row: EvidenceRow) -> str:
    """Return a photo's caption, else a file's title; "" where that says no more than its name."""
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
