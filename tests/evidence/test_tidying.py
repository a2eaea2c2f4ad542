"""What a session leaves in the vault: all that was recorded, nothing that was not."""

from pathlib import Path

import pytest

from desktop_app.evidence.vault import ARRIVED, StoredFile, Tidied, Vault
from desktop_app.models import operations, queries
from desktop_app.models.copies import Snapshot
from desktop_app.models.verify import verify
from desktop_app.models.workspace import FILE, Workspace
from tests.models.samples import imported, stored

SHA = "a" * 64


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "workspace"


def in_vault(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "evidence").glob("*/*"))


def item_of(ws: Workspace, tmp_path: Path) -> str:
    return queries.tree(ws, imported(ws, tmp_path)).points()[0].id


def test_a_file_that_was_never_recorded_goes_when_the_workspace_is_closed(
    folder: Path, tmp_path: Path
) -> None:
    with Workspace.create(folder) as ws:
        item = item_of(ws, tmp_path)
        stored(ws, tmp_path, "没有登记.txt")
        operations.attach(ws, [item], [stored(ws, tmp_path, "登记了.txt")])
    assert in_vault(folder) == ["登记了.txt", "要点.txt"]
    assert not (folder / "evidence" / ARRIVED).exists()


def test_a_file_whose_attaching_was_undone_stays_for_the_redo(folder: Path, tmp_path: Path) -> None:
    with Workspace.create(folder) as ws:
        operations.attach(ws, [item_of(ws, tmp_path)], [stored(ws, tmp_path, "撤销了.txt")])
        operations.undo(ws)
    assert "撤销了.txt" in in_vault(folder)
    with Workspace.open(folder) as ws:
        operations.redo(ws)
        assert verify(ws).ok


def test_a_file_of_an_earlier_session_is_never_touched(folder: Path, tmp_path: Path) -> None:
    """The tables of yesterday put back by hand do not know today's files: they stay all the same."""
    with Workspace.create(folder) as ws:
        item = item_of(ws, tmp_path)
        with Snapshot(folder / FILE) as snapshot:
            snapshot.copy_to(tmp_path / "yesterday.db")
        operations.attach(ws, [item], [stored(ws, tmp_path, "今天.txt")])
    for path in folder.glob("yaodian.db*"):
        path.unlink()
    (tmp_path / "yesterday.db").rename(folder / "yaodian.db")
    with Workspace.open(folder) as ws:
        assert len(verify(ws).unexpected) == 1
    assert "今天.txt" in in_vault(folder)


def test_a_workspace_opened_to_read_tidies_nothing(folder: Path, tmp_path: Path) -> None:
    Workspace.create(folder).close()
    left = folder / "evidence" / ".incoming-half"
    left.mkdir()
    with Workspace.open(folder, read_only=True):
        pass
    assert left.exists()
    with Workspace.open(folder):
        assert not left.exists()


def add(vault: Vault, folder: Path, name: str) -> StoredFile:
    (folder / name).write_text(name, "utf-8")
    return vault.store(folder / name)


def test_tidying_tells_what_it_did(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "evidence")
    known, unknown = add(vault, tmp_path, "甲.txt"), add(vault, tmp_path, "乙.txt")
    for name in ("一", "二"):
        (vault.folder / f".incoming-{name}").mkdir()
        (vault.folder / f".incoming-{name}" / "half.bin").write_bytes(b"x")
    assert vault.tidy(lambda: {known.sha256}) == Tidied(2, (unknown.sha256,))
    assert [path.name for path in vault.folder.iterdir()] == [known.sha256]
    assert vault.tidy(lambda: pytest.fail("asked for nothing")) == Tidied()
    assert Vault(tmp_path / "never").tidy(set) == Tidied()


def test_what_somebody_changed_is_not_removed(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "evidence")
    unknown = add(vault, tmp_path, "甲.txt")
    vault.path(unknown.sha256, unknown.name).write_text("somebody's work")
    assert vault.tidy(set) == Tidied()
    assert vault.path(unknown.sha256, unknown.name).read_text() == "somebody's work"


def test_a_folder_made_before_its_file_came_goes(tmp_path: Path) -> None:
    """The moment between making a file's folder and moving the file there."""
    vault = Vault(tmp_path / "evidence")
    (vault.folder / SHA).mkdir(parents=True)
    (vault.folder / ARRIVED).write_text(f"{SHA}\nhalf a li")
    assert vault.tidy(set) == Tidied()
    assert list(vault.folder.iterdir()) == []


def test_tables_that_cannot_be_asked_cost_no_file(tmp_path: Path) -> None:
    vault = Vault(tmp_path / "evidence")
    kept = add(vault, tmp_path, "甲.txt")

    def fail() -> set[str]:
        raise RuntimeError

    with pytest.raises(RuntimeError):
        vault.tidy(fail)
    assert vault.check([kept]).sound == (kept,)
    assert vault.tidy(set) == Tidied(0, (kept.sha256,))
