"""Sentences with what the checks should say of them, and the reports in which they stand."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from desktop_app.documents.outline import Level
from desktop_app.documents.targets import find_targets
from desktop_app.models.values import EvidenceRow, ItemRow, Progress, SchoolRow, TargetRow
from desktop_app.reports.checks import Code, Finding, check
from desktop_app.reports.content import Report
from desktop_app.reports.gathering import build
from tests.reports.school import DAY, item, report_of, stored_of

FOLDER = Path(__file__).parent / "sentences"
SCHOOL = "云溪区第三实验小学"
JUDGED = (Code.NUMBER, Code.OUTSIDE_YEAR, Code.OTHER_SCHOOL, Code.EMPTY_PHRASE, Code.PLACEHOLDER)


@dataclass(frozen=True)
class Case:
    """A narrative; `code` is what should be found, "-" for nothing. `promise` and `actual` make its targets."""

    code: str
    narrative: str
    promise: str = ""
    actual: str = ""

    @property
    def found(self) -> set[str]:
        """What the checks say of the sentence itself."""
        return {finding.code for finding in self.findings} & set(JUDGED)

    @property
    def findings(self) -> tuple[Finding, ...]:
        return check(report_with(self))


def cases(name: str) -> Iterator[Case]:
    """Yield the cases of a file."""
    for line in (FOLDER / f"{name}.tsv").read_text("utf-8").splitlines():
        code, narrative, *target = line.split("\t")
        promise, _sign, actual = (target or [""])[0].partition("=")
        yield Case(code, narrative, promise, actual)


def report_with(*some: Case) -> Report:
    """Return a report of points with these narratives; every promise has the same actual value."""
    section = item("一", Level.SECTION, title="落实立德树人根本任务")
    rows, targets = [section], []
    for number, case in enumerate(some, 1):
        point = item(
            str(number), Level.POINT, section.id, position=number, text=case.promise, narrative=case.narrative
        )
        rows.append(point)
        for at, (target, _run) in enumerate(find_targets(case.promise)):
            stored = {**target._asdict(), "id": f"{number}-{at}", "item_id": point.id}
            targets.append(TargetRow(**stored, actual=case.actual))
    return report_of(rows, targets=tuple(targets), **school())


def school() -> dict[str, str]:
    """Return a school's data, nothing left out."""
    row = SchoolRow(SCHOOL, "云溪区学苑路18号", "周明远", "林晓芸", "0571-88881234")
    return {name: str(getattr(row, name)) for name in ("name", "address", "principal", "contact", "phone")}


@dataclass(frozen=True)
class Figures:
    """How many findings are right, how many wrong, how many are not found."""

    right: int
    wrong: tuple[Case, ...]
    unfound: tuple[Case, ...]

    @property
    def precision(self) -> float:
        return self.right / max(1, self.right + len(self.wrong))

    @property
    def recall(self) -> float:
        return self.right / max(1, self.right + len(self.unfound))

    def __str__(self) -> str:
        of = Counter(case.code for case in self.unfound)
        lacking = "、".join(f"{code} {count}" for code, count in of.items())
        said = f"right {self.right}, wrong {len(self.wrong)}, not found {len(self.unfound)} ({lacking})"
        return f"{said}: precision {self.precision:.3f}, recall {self.recall:.3f}"


def figures(name: str) -> Figures:
    """Return how the checks do on a file of sentences."""
    right, wrong, unfound = 0, [], []
    for case in cases(name):
        wanted = {case.code} - {"-"}
        right += len(case.found & wanted)
        wrong += [case] * len(case.found - wanted)
        unfound += [case] * len(wanted - case.found)
    return Figures(right, tuple(wrong), tuple(unfound))


SECTION = item("一", Level.SECTION, title="落实立德树人根本任务")
TOLD = "全年开展展示课36节，参加教师86人次，资料齐全。"


def point(number: str = "1", **values: object) -> ItemRow:
    """Return a point, under way where nothing else is said."""
    stored = {"progress": Progress.UNDER_WAY, **values}
    return item(number, Level.POINT, SECTION.id, position=int(number), **stored)


def report_on(
    *rows: ItemRow,
    files: tuple[EvidenceRow, ...] = (),
    targets: tuple[TargetRow, ...] = (),
    gone: tuple[str, ...] = (),
) -> Report:
    """Return a report whose every other part is filled in, its files there but for those `gone`."""
    there = {one.id: Path(one.name) for one in files if one.id not in gone}
    stored = stored_of([SECTION, *rows], *files, targets=targets, **school())
    report = build(replace(stored, files=there), DAY)
    return replace(
        report,
        school=replace(report.school, glance="有。"),
        organised="有。",
        overall="有。",
        outlook="有。",
    )


def found(report: Report, *schools: str) -> list[tuple[str, str | None, str]]:
    """Return what is found by kind, item and words; `schools`: what the school was called before."""
    return [(one.code, one.item_id, one.words) for one in check(replace(report, school_names=schools))]
