"""A made-up school in a district that does not exist, and reports of it."""

from datetime import UTC, date, datetime
from pathlib import Path

from desktop_app.documents import read_outline
from desktop_app.documents.outline import Level
from desktop_app.models import operations, queries
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import (
    ChecklistRow,
    DocumentRow,
    EvidenceRow,
    ItemRow,
    Progress,
    SchoolRow,
    TargetRow,
    Verdict,
)
from desktop_app.models.workspace import Workspace
from desktop_app.reports.content import Report
from desktop_app.reports.gathering import Stored, build, gather
from desktop_app.resources import SAMPLE

DAY = date(2026, 11, 22)
NARRATIVE = (
    "学校成立由书记、校长任组长的工作专班，把任务分解到德育处、教导处和总务处，每月召开1次推进会——截至11月，共组织"
    "集中学习11次、专题研讨5次，参与率达到100%；家长问卷回收1,286份，满意度98.2%。\n第二段：开展“素养立意”展示课36节。"
)
NASTY_NAMES = (
    "=1+1.txt",
    "粗体&amp;材料.txt",
    "+加号@开头.txt",
    "2026年第1周例会记录IMG_20260101_091200.txt",
)
NASTY_WORDS = '=HYPERLINK("x")<b>粗</b>&amp;<para>'


def fill(ws: Workspace, folder: Path) -> str:
    """Import the sample document, answer half of it and attach files with awkward names; return the checklist."""
    source = next(SAMPLE.glob("*.txt"))
    checklist, _changes = operations.import_outline(ws, read_outline(source), ws.vault.store(source))
    operations.set_school(
        ws, name="云溪区第三实验小学", principal="周明远", contact="林晓芸", phone="0571-88881234"
    )
    tree = queries.tree(ws, checklist)
    points = tree.points()
    stored = []
    for number, name in enumerate(NASTY_NAMES):
        file = folder / name
        file.write_text(f"{number}", "utf-8")
        stored.append(ws.vault.store(file))
    verdicts = (Verdict.ACHIEVED, Verdict.MOSTLY_ACHIEVED, Verdict.NOT_ACHIEVED)
    for number, point in enumerate(points[::2]):
        operations.tick(ws, tree.children(point.id)[: number % 3 + 1])
        operations.set_fields(
            ws,
            [point.id],
            narrative=NARRATIVE if number else NASTY_WORDS,
            problem="@部分教师理解不深。",
            improvement="-加强教研。",
            verdict=verdicts[number % 3],
            full_score=5.0,
            score=4.5,
            person="阿依古丽·买买提",
            lead="教导处",
            due=date(2026, 12, 1),
        )
        operations.attach(ws, [point.id], stored[number % 4 :][:2])
    return checklist


def school_report(folder: Path) -> Report:
    """Return the report of a workspace made in the folder."""
    with Workspace.create(folder / "workspace") as ws:
        return gather(ws, fill(ws, folder), DAY)


def item(number: str, level: Level, parent: str | None = None, **values: object) -> ItemRow:
    """Return a row whose id is its level and number."""
    row: dict[str, object] = {
        "id": f"{level.value}-{number}",
        "checklist_id": "c",
        "parent_id": parent,
        "position": len(number),
        "level": level,
        "number": number,
        "numbered": True,
        "title": "",
        "text": "",
        "source_title": None,
        "source_text": None,
        "source": None,
        **values,
    }
    return ItemRow(**row)  # type: ignore[arg-type]


def stored_of(
    rows: list[ItemRow], *evidence: EvidenceRow, targets: tuple[TargetRow, ...] = (), **school: str
) -> Stored:
    """Return hand-made rows as they are stored; none of the files is there."""
    title = "2026年工作要点"
    document = DocumentRow("d", title, "plan", None, None, None, 2026, "", "", "x.txt", "0" * 64)
    checklist = ChecklistRow("c", "d", title, 2026, datetime(2026, 1, 1, tzinfo=UTC))
    promised = {target.item_id: [target] for target in targets}
    return Stored(checklist, document, SchoolRow(**school), ItemTree(rows), evidence, promised)


def report_of(
    rows: list[ItemRow], *evidence: EvidenceRow, targets: tuple[TargetRow, ...] = (), **school: str
) -> Report:
    """Return the report of hand-made rows."""
    return build(stored_of(rows, *evidence, targets=targets, **school), DAY)


def file(name: str, *items: str, title: str = "", size: int = 10) -> EvidenceRow:
    """Return a file that serves items."""
    return EvidenceRow(name, name.ljust(64), name, size, datetime(2026, 3, 1, 8, tzinfo=UTC), title, items)


def long_report(points: int) -> Report:
    """Return a report of so many points, each with a text and an answer."""
    section = item("一", Level.SECTION, title="落实立德树人根本任务")
    rows = [
        item(
            str(number),
            Level.POINT,
            section.id,
            position=number,
            title=f"推进第{number}项工作",
            text=NARRATIVE,
            narrative=NARRATIVE,
            progress=Progress.DONE,
        )
        for number in range(1, points + 1)
    ]
    return report_of([section, *rows])
