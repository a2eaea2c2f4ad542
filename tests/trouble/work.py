"""A day's work on one workspace, step by step, for a disk that makes trouble: what each step is, what must hold."""

import hashlib
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from desktop_app.documents.readers import read_source
from desktop_app.files import replacing
from desktop_app.models import filling, operations, queries
from desktop_app.models.copies import Snapshot
from desktop_app.models.packing import pack
from desktop_app.models.searching import Search
from desktop_app.models.unpacking import unpack
from desktop_app.models.verify import verify
from desktop_app.models.workspace import FILE, Workspace
from desktop_app.reports import gathering
from desktop_app.reports.writers import write
from tests.models.samples import contents, imported, sample

Step = Callable[[Workspace, Path, int], object]


def made(folder: Path) -> Path:
    """Make a workspace with a document and files below a folder; return where."""
    (folder / "in").mkdir(parents=True)
    (folder / "in" / "a.txt").write_text("一、德育\n1.开学检查。", encoding="utf-8")
    with Workspace.create(folder / "ws") as ws:
        points = queries.tree(ws, imported(ws, folder / "in")).points()
        for point in points:
            _attach(ws, folder, point.position)
    return folder / "ws"


def _first(ws: Workspace) -> str:
    return queries.checklists(ws)[0].id


def _edit(ws: Workspace, _folder: Path, number: int) -> None:
    points = [one.id for one in queries.tree(ws, _first(ws)).points()]
    filling.set_fields(ws, points, narrative=f"做法{number}" * 500)


def _attach(ws: Workspace, folder: Path, number: int) -> None:
    path = folder / "in" / f"材料{number}.txt"
    if not path.exists():
        path.write_text(f"第{number}份" * 900, encoding="utf-8")
    [point, *_others] = queries.tree(ws, _first(ws)).points()
    operations.attach(ws, [point.id], [ws.vault.store(path)])


def _import(ws: Workspace, folder: Path, number: int) -> None:
    read_source(folder / "in" / "a.txt")
    operations.import_outline(ws, sample(f"要点{number}"), ws.vault.store(folder / "in" / "a.txt"))


def _report(kind: str, ending: str) -> Step:
    def step(ws: Workspace, _folder: Path, _number: int) -> None:
        write(kind, gathering.gather(ws, _first(ws)), ws.folder / "reports" / f"报告.{ending}")

    return step


def _find(ws: Workspace, _folder: Path, number: int) -> None:
    with Search(ws) as search:
        search.find(f"做法{number}")


def _unpack(ws: Workspace, _folder: Path, number: int) -> None:
    unpack(ws.folder.with_name("pack.yaodian"), ws.folder / "reports" / f"restored{number}")


def _back_up(ws: Workspace, _folder: Path, number: int) -> None:
    path = ws.folder / "reports" / f"{number}.db"
    with replacing(path) as temporary, Snapshot(ws.folder / FILE) as snapshot:
        snapshot.copy_to(temporary)


STEPS: dict[str, Step] = {
    "edit": _edit,
    "attach": _attach,
    "undo": lambda ws, _folder, _number: operations.undo(ws),
    "redo": lambda ws, _folder, _number: operations.redo(ws),
    "import": _import,
    "report excel": _report("excel", "xlsx"),
    "report word": _report("word", "docx"),
    "report pdf": _report("pdf", "pdf"),
    "backup": _back_up,
    "pack": lambda ws, folder, number: pack(ws.folder, folder / "ws.out" / f"{number}.yaodian"),
    "restore": _unpack,
    "find": _find,
}


def state(ws: Workspace) -> tuple[dict[str, list[tuple[object, ...]]], int, dict[str, str]]:
    """Return all rows, how long the journal is, and every file of evidence and report by its SHA-256."""
    with closing(sqlite3.connect(ws.folder / FILE)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert raw.execute("PRAGMA foreign_key_check").fetchall() == []
        entries = raw.execute("SELECT count(*) FROM journal_entry").fetchone()[0]
    return contents(ws), entries, files(ws.folder)


def files(folder: Path) -> dict[str, str]:
    """Return what lies in a workspace for the user, by its place: its SHA-256."""
    found = (path for top in ("evidence", "reports") for path in (folder / top).rglob("*") if path.is_file())
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in found
        if path.name != ".arrived"
    }


def check_whole(ws: Workspace) -> None:
    """Raise where a file that the tables name is not there as it came, or half a file lies about."""
    report = verify(ws)
    assert report.ok, report
    halves = [path for path in ws.folder.rglob(".*") if path.is_file() and path.name != ".arrived"]
    assert halves == [], halves
