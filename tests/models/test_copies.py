"""What is sound to SQLite and yet cannot be read: it never counts as a good copy."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from desktop_app.errors import YaodianError
from desktop_app.models import operations, queries
from desktop_app.models.backups import listed, newest_good
from desktop_app.models.copies import trial
from desktop_app.models.database import DamagedError
from desktop_app.models.migrations import OURS
from desktop_app.models.opening import OPEN
from desktop_app.models.rescue import DamagedWorkspaceError
from desktop_app.models.verify import verify
from desktop_app.models.workspace import FILE, Workspace
from tests.models.samples import imported

UNREADABLE = {
    "no text": "UPDATE journal_change SET after = CAST(x'7b22e4b8' || after AS TEXT) WHERE seq = 3",
    "no JSON": "UPDATE journal_change SET before = '{\"title' WHERE seq = 3",
    "a row that is no text": "UPDATE item SET text = CAST(x'e4b8' AS TEXT) WHERE rowid = 3",
    "a column's name": (
        "PRAGMA writable_schema=ON; "
        "UPDATE sqlite_master SET sql = replace(sql, 'narrative', CAST(x'6ee4' AS TEXT)) WHERE name = 'item'"
    ),
    "a parent that is not there": "UPDATE item SET parent_id = 'x' || substr(parent_id, 2) WHERE rowid = 3",
    "bytes": "UPDATE item SET title = CAST(title AS BLOB) WHERE rowid = 3",
    "no word of the list": "UPDATE item SET level = 'poinu' WHERE rowid = 3",
    "no date": "UPDATE item SET due = '2022-0x-01' WHERE rowid = 3",
    "a number for a date": "UPDATE item SET due = 2022 WHERE rowid = 3",
    "no moment": "UPDATE journal_entry SET at = 'x' || at",
}


@pytest.fixture
def closed(tmp_path: Path) -> Path:
    with Workspace.create(tmp_path / "ws") as ws:
        imported(ws, tmp_path)
    return ws.folder


def _spoil(path: Path, how: str) -> None:
    with closing(sqlite3.connect(path)) as raw, raw:
        raw.executescript(UNREADABLE[how])
    with closing(sqlite3.connect(path)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def _flip_a_letter(path: Path) -> None:
    """Flip one bit of a letter of three bytes, where it stands last in the file."""
    content = bytearray(path.read_bytes())
    content[content.rindex("思政".encode()) + 1] ^= 0x40
    path.write_bytes(content)


@pytest.mark.parametrize("how", UNREADABLE)
def test_a_copy_with_a_value_that_cannot_be_read_never_counts(closed: Path, how: str) -> None:
    (good,) = listed(closed)
    newer = good.path.with_name(f"yaodian-{good.stamp}-20990101-000000.db")
    newer.write_bytes(good.path.read_bytes())
    _spoil(newer, how)
    with pytest.raises(DamagedError):
        trial(newer)
    found = newest_good(closed, OURS.known)
    assert found is not None
    assert found[0] == good
    newer.unlink()
    with Workspace.open(closed) as ws:
        _spoil(closed / FILE, how)
        ws.back_up_inside()
    assert "损坏" in ws.backup_state.trouble
    assert listed(closed) == (good,)


def test_a_flipped_byte_in_a_text_is_met_at_opening_and_the_backup_before_it_is_put_back(
    closed: Path,
) -> None:
    with closing(sqlite3.connect(closed / FILE)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (good,) = listed(closed)
    _flip_a_letter(closed / FILE)
    with closing(sqlite3.connect(closed / FILE)) as raw:
        assert raw.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    (closed / OPEN).write_text("{}")  # as after a power cut
    with pytest.raises(DamagedWorkspaceError) as refused:
        Workspace.open(closed)
    assert refused.value.offer is not None
    assert refused.value.offer.backup == good
    assert listed(closed) == (good,)
    assert Workspace.restore_backup(closed).backup == good
    with Workspace.open(closed) as ws:
        assert verify(ws).ok
        assert queries.checklists(ws)


@pytest.mark.parametrize(
    "how", ["a row that is no text", "a column's name", "bytes", "no date", "a parent that is not there"]
)
def test_a_row_that_cannot_be_read_is_met_at_opening_after_any_end(closed: Path, how: str) -> None:
    _spoil(closed / FILE, how)
    for read_only in (False, True):
        with pytest.raises(DamagedWorkspaceError) as refused:
            Workspace.open(closed, read_only=read_only)
        assert refused.value.offer is not None
        assert not list(closed.glob(f"{FILE}-*")), "the file is open still"


def test_why_the_last_close_made_no_backup_is_found_at_the_next_opening(closed: Path) -> None:
    _spoil(closed / FILE, "no JSON")
    with Workspace.open(closed) as ws:  # every row can be read, and an opening does not wait for the journal
        operations.set_school(ws, name="实验小学")
    assert "损坏" in ws.backup_state.trouble
    with pytest.raises(DamagedWorkspaceError, match="在那以后的 1 次操作要重做"):
        Workspace.open(closed)


@pytest.mark.parametrize("how", UNREADABLE)
def test_what_cannot_be_read_is_replaced_where_one_asks_for_it(closed: Path, how: str) -> None:
    with pytest.raises(YaodianError, match="完好"):
        Workspace.restore_backup(closed)
    _spoil(closed / FILE, how)
    Workspace.restore_backup(closed)
    with Workspace.open(closed) as ws:
        assert verify(ws).ok
