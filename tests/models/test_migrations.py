import shutil
import sqlite3
import subprocess
import sys
import zipfile
from contextlib import closing
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import select

from desktop_app.errors import YaodianError
from desktop_app.models import operations, queries
from desktop_app.models.backups import listed
from desktop_app.models.database import engine_at
from desktop_app.models.entities import CHANGE, Base
from desktop_app.models.journal import TABLES
from desktop_app.models.migrations import OURS, Versions, make_tables, migrate
from desktop_app.models.verify import verify
from desktop_app.models.workspace import Workspace
from tests.models.samples import bytes_of, contents, imported

NEXT = '''"""A later program's change."""

import sqlalchemy as sa
from alembic import op

revision = "9000"
down_revision = "{newest}"


def upgrade() -> None:
    with op.batch_alter_table("school") as school:
        school.add_column(sa.Column("motto", sa.Text(), nullable=False, server_default=""))
    {more}
'''


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    with Workspace.create(tmp_path / "ws") as ws:
        imported(ws, tmp_path)
    return ws.folder


def _later(tmp_path: Path, more: str = "pass") -> Versions:
    """The versions of a later program: ours and one more."""
    scripts = tmp_path / "later"
    shutil.copytree(OURS.scripts, scripts, ignore=shutil.ignore_patterns("__pycache__"))
    (scripts / "versions" / "9000_next.py").write_text(NEXT.format(newest=OURS.newest, more=more), "utf-8")
    return Versions((*OURS.known, "9000"), scripts)


def _schema(path: Path) -> dict[str, tuple[object, ...]]:
    """Everything SQLite knows of the tables, whatever words made them."""
    found: dict[str, tuple[object, ...]] = {}
    with closing(sqlite3.connect(path)) as raw:
        for name, kind in raw.execute("SELECT name, type FROM sqlite_master").fetchall():
            if kind == "table":
                columns = raw.execute(f"PRAGMA table_info({name})").fetchall()
                references = sorted(row[2:] for row in raw.execute(f"PRAGMA foreign_key_list({name})"))
                indexes = sorted(row[1:] for row in raw.execute(f"PRAGMA index_list({name})"))
                sql = raw.execute("SELECT sql FROM sqlite_master WHERE name=?", (name,)).fetchone()[0]
                found[name] = (columns, references, indexes, sql.count("DEFERRABLE INITIALLY DEFERRED"))
            else:
                found[name] = tuple(raw.execute(f"PRAGMA index_info({name})").fetchall())
    return found


def test_new_tables_are_what_the_migrations_make(tmp_path: Path) -> None:
    for name, make in (("new.db", make_tables), ("migrated.db", migrate)):
        engine = engine_at(tmp_path / name, mode="rwc")
        with engine.begin() as connection:
            make(connection)
            context = MigrationContext.configure(connection)
            assert context.get_current_revision() == OURS.newest
            assert compare_metadata(context, Base.metadata) == []
        engine.dispose()
    assert _schema(tmp_path / "new.db") == _schema(tmp_path / "migrated.db")


def test_the_list_of_versions_is_the_scripts() -> None:
    scripts = ScriptDirectory(str(OURS.scripts))
    assert tuple(reversed([one.revision for one in scripts.walk_revisions()])) == OURS.known


def test_a_newer_workspace_is_refused_and_untouched(closed: Path) -> None:
    with closing(sqlite3.connect(closed / "yaodian.db")) as raw, raw:
        raw.execute("UPDATE alembic_version SET version_num = '9999'")
    before = bytes_of(closed)
    for read_only in (False, True):
        with pytest.raises(YaodianError, match="更新版本"):
            Workspace.open(closed, read_only=read_only)
        assert bytes_of(closed) == before
    with pytest.raises(YaodianError, match="更新版本"):
        Workspace.open_or_create(closed)
    assert bytes_of(closed) == before


def test_an_older_workspace_is_backed_up_and_brought_up_to_date(closed: Path, tmp_path: Path) -> None:
    with Workspace.open(closed) as ws:
        before = contents(ws)
    there = listed(closed)
    with Workspace.open(closed, versions=_later(tmp_path)) as ws:
        (made,) = set(listed(closed)) - set(there)
        assert made.stamp == OURS.newest, "what is kept is of the older version"
        assert queries.checklists(ws)
        assert {**contents(ws), "school": []} == before
    with closing(sqlite3.connect(closed / "yaodian.db")) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [("9000",)]
        assert "motto" in [row[1] for row in raw.execute("PRAGMA table_info(school)")]
    restored = tmp_path / "restored"
    restored.mkdir()
    shutil.copy(made.path, restored / "yaodian.db")
    with Workspace.open(restored) as ws:
        assert contents(ws) == before


def test_an_older_workspace_is_not_changed_by_reading_it(closed: Path, tmp_path: Path) -> None:
    before = bytes_of(closed)
    with pytest.raises(YaodianError, match="旧版本"):
        Workspace.open(closed, read_only=True, versions=_later(tmp_path))
    assert bytes_of(closed) == before


@pytest.mark.parametrize(
    "more",
    ["raise ZeroDivisionError", "op.execute(\"UPDATE item SET checklist_id = 'nowhere'\")"],
    ids=["fails", "breaks references"],
)
def test_a_migration_that_fails_leaves_everything_as_it_was(closed: Path, tmp_path: Path, more: str) -> None:
    schema = _schema(closed / "yaodian.db")
    with Workspace.open(closed) as ws:
        before = contents(ws)
    with pytest.raises((ZeroDivisionError, YaodianError)):
        Workspace.open(closed, versions=_later(tmp_path, more))
    assert _schema(closed / "yaodian.db") == schema
    with Workspace.open(closed) as ws:
        assert contents(ws) == before


def test_opening_needs_no_alembic(closed: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from desktop_app.models import operations, queries, verify; "
        "from desktop_app.models.workspace import Workspace; ws = Workspace.open(Path(sys.argv[1])); "
        "queries.checklists(ws); ws.close(); Workspace.create(Path(sys.argv[1]) / 'new').close(); "
        "assert not {'alembic', 'openpyxl', 'reportlab', 'docx', 'PySide6'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code, str(closed)], check=True)


def _stored(version: str, tmp_path: Path) -> Path:
    """A workspace as the program of an older version left it."""
    folder = tmp_path / version
    with zipfile.ZipFile(Path(__file__).parent / "stored" / f"{version}.zip") as packed:
        packed.extractall(folder)
    return folder


@pytest.mark.parametrize("version", OURS.known[:-1])
def test_every_older_version_has_a_stored_workspace_that_opens(version: str, tmp_path: Path) -> None:
    folder = _stored(version, tmp_path)
    with closing(sqlite3.connect(folder / "yaodian.db")) as raw:
        assert raw.execute("SELECT version_num FROM alembic_version").fetchall() == [(version,)]
        titles = raw.execute("SELECT title FROM item ORDER BY id").fetchall()
    with Workspace.open(folder) as ws:
        (checklist,) = queries.checklists(ws)
        tree = queries.tree(ws, checklist.id)
        assert len(contents(ws)["item"]) == len(titles)
        assert [row.narrative for row in tree.walk() if row.narrative] == ["三月开展专题学习。"]
        assert queries.school(ws).principal == "林校长"
        assert [row.shown for row in queries.all_evidence(ws) if row.item_ids] == ["方案.txt"]
        assert verify(ws).ok


def test_an_upgrade_keeps_the_bureaus_number(tmp_path: Path) -> None:
    with Workspace.open(_stored("0001", tmp_path)) as ws:
        (checklist,) = queries.checklists(ws)
        rows = list(queries.tree(ws, checklist.id).walk())
        changed = [(row.source_number, row.number) for row in rows if row.source_number != row.number]
        assert changed == [(None, ""), ("4", "9")]  # one of the school's own, one numbered anew


@pytest.mark.parametrize("version", OURS.known[:-1])
def test_an_upgrade_keeps_the_way_back_and_forth(version: str, tmp_path: Path) -> None:
    with Workspace.open(_stored(version, tmp_path)) as ws:
        newest = contents(ws)
        ahead = 0
        while operations.redo(ws):
            ahead += 1
        assert ahead
        done = contents(ws)
        while operations.undo(ws):
            pass
        assert not any(contents(ws).values())
        while operations.redo(ws):
            pass
        assert contents(ws) == done
        for _step in range(ahead):
            operations.undo(ws)
        assert contents(ws) == newest


@pytest.mark.parametrize("version", OURS.known[:-1])
def test_after_an_upgrade_whole_rows_in_the_journal_are_whole(version: str, tmp_path: Path) -> None:
    with Workspace.open(_stored(version, tmp_path)) as ws, ws.session() as session:
        for row in session.execute(
            select(CHANGE).where(CHANGE.c.before.is_(None) | CHANGE.c.after.is_(None))
        ):
            kept = row.before or row.after
            assert set(kept) == set(TABLES[row.row_table].c.keys())
