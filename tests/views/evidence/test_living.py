"""A file that comes back changed is a new revision; the old one is kept, and the vault's own is never opened."""

import os
import time
from pathlib import Path

from desktop_app.models.values import EvidenceRow
from desktop_app.views.evidence.revisions_dialog import RevisionsDialog
from desktop_app.views.evidence.shelf import State
from tests.views.conftest import Start
from tests.views.driving import Driver
from tests.views.evidence.papers import pdf
from tests.views.papers import write_document, write_evidence


def opened(window: Driver, folder: Path) -> tuple[EvidenceRow, Path]:
    item = window.go_to("开好思政课")
    window.main.evidence.take_paths([item.id], write_evidence(folder, "方案.docx"))
    window.until(lambda: window.main.work.panel.evidence.rows)
    row = window.main.work.panel.evidence.rows[0]
    window.main.evidence.opening.open(row)
    window.until(lambda: window.opened)
    return row, window.opened[-1]


def saved(path: Path, words: str) -> None:
    """Save as an office program does: beside, then in the place of the old one."""
    beside = path.with_name("~WRL0001.tmp")
    beside.write_text(words, encoding="utf-8")
    os.utime(beside, (time.time() + 5, time.time() + 5))
    beside.replace(path)


def test_a_changed_working_copy_becomes_a_new_revision(filled: Driver, tmp_path: Path) -> None:
    row, copy = opened(filled, tmp_path)
    shelf = filled.main.evidence.shelf
    assert copy.name == "方案.docx"
    assert shelf.vault.folder not in copy.parents
    saved(copy, "改过的方案")
    filled.until(lambda: len(shelf.revisions(row.id)) == 2)
    newest, oldest = shelf.revisions(row.id)
    assert shelf.path(newest).read_text("utf-8") == "改过的方案"
    assert shelf.path(oldest).read_bytes() == (tmp_path / "方案.docx").read_bytes()
    assert newest.item_ids == row.item_ids
    assert "已存为新的版本" in filled.main.notice.words.text()
    saved(copy, "又改过的方案")
    filled.until(lambda: len(shelf.revisions(row.id)) == 3)
    filled.click(filled.main.notice.first)
    assert len(shelf.revisions(row.id)) == 2


def test_a_new_revision_has_its_own_pages(filled: Driver, tmp_path: Path) -> None:
    item = filled.go_to("开好思政课")
    filled.main.evidence.take_paths([item.id], [pdf(tmp_path / "方案.pdf", "one")])
    filled.until(lambda: filled.main.work.panel.evidence.rows)
    (row,) = filled.main.work.panel.evidence.rows
    filled.main.evidence.opening.open(row)
    filled.until(lambda: filled.opened)
    os.utime(pdf(filled.opened[-1], "one", "two", "three"), (time.time() + 5, time.time() + 5))
    shelf = filled.main.evidence.shelf
    filled.until(lambda: [one.pages for one in shelf.revisions(row.id)] == [3, 1])


def test_an_unchanged_copy_makes_no_revision(filled: Driver, tmp_path: Path) -> None:
    row, copy = opened(filled, tmp_path)
    os.utime(copy, (time.time() + 5, time.time() + 5))
    filled.main.evidence.living.look()
    filled.until(lambda: not filled.main.evidence.copying.busy)
    assert len(filled.main.evidence.shelf.revisions(row.id)) == 1


def test_opening_again_opens_the_same_copy(filled: Driver, tmp_path: Path) -> None:
    row, copy = opened(filled, tmp_path)
    saved(copy, "没有存回的话")
    filled.main.evidence.opening.open(row)
    filled.until(lambda: len(filled.opened) == 2)
    assert filled.opened[-1] == copy
    assert copy.read_text("utf-8") == "没有存回的话", "what is being written is never overwritten"


def test_what_was_changed_while_the_program_was_closed_is_taken_up(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "工作区"
    window = start(folder)
    window.import_document(write_document(tmp_path))
    row, copy = opened(window, tmp_path)
    window.program.frame.close()
    window.program.stop()
    saved(copy, "夜里改的")
    other = start(folder)
    shelf = other.main.evidence.shelf
    other.until(lambda: len(shelf.revisions(row.id)) == 2)
    assert shelf.path(shelf.revisions(row.id)[0]).read_text("utf-8") == "夜里改的"


def test_copies_that_nobody_changed_go_at_the_next_start(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "工作区"
    window = start(folder)
    window.import_document(write_document(tmp_path))
    _row, copy = opened(window, tmp_path)
    window.program.frame.close()
    window.program.stop()
    assert copy.exists()
    other = start(folder)
    other.until(lambda: not copy.exists())


def test_an_older_revision_is_made_the_newest_again(filled: Driver, tmp_path: Path) -> None:
    row, copy = opened(filled, tmp_path)
    shelf = filled.main.evidence.shelf
    saved(copy, "改坏了")
    filled.until(lambda: len(shelf.revisions(row.id)) == 2)
    filled.main.evidence.rooms.show_revisions(row.id)
    dialog = filled.main.dialogs.current
    assert isinstance(dialog, RevisionsDialog)
    assert not dialog.go_back.isVisible()
    dialog.files.setCurrentIndex(dialog.files.files.index(1))
    filled.click(dialog.go_back)
    newest = filled.main.work.panel.evidence.rows[0]
    assert newest.sha256 == row.sha256
    assert len(shelf.revisions(newest.id)) == 2


def test_where_nothing_may_be_changed_files_open_all_the_same(start: Start, tmp_path: Path) -> None:
    folder = tmp_path / "工作区"
    window = start(folder)
    window.import_document(write_document(tmp_path))
    item = window.go_to("开好思政课")
    window.main.evidence.take_paths([item.id], write_evidence(tmp_path, "方案.docx"))
    window.until(lambda: window.main.work.panel.evidence.rows)
    other = start(folder)
    assert not other.main.desk.editable
    other.go_to("开好思政课")
    other.main.evidence.opening.open(other.main.work.panel.evidence.rows[0])
    other.until(lambda: other.opened)
    copy = other.opened[-1]
    assert folder not in copy.parents
    assert copy.read_bytes() == (tmp_path / "方案.docx").read_bytes()
    assert not other.main.work.panel.evidence.add.isVisible()
    other.program.frame.close()
    assert not copy.exists()


def test_opening_tells_where_the_stored_file_is_not_what_came(filled: Driver, tmp_path: Path) -> None:
    item = filled.go_to("开好思政课")
    shelf = filled.main.evidence.shelf
    filled.main.evidence.take_paths([item.id], write_evidence(tmp_path, "方案.docx"))
    filled.until(lambda: filled.main.work.panel.evidence.rows)
    row = filled.main.work.panel.evidence.rows[0]
    path = shelf.path(row)
    path.write_bytes(path.read_bytes()[::-1])  # of the same size
    assert shelf.state(row) is State.SOUND
    filled.main.evidence.opening.open(row)
    filled.until(lambda: filled.opened)
    assert shelf.state(row) is State.CHANGED
    assert "与收到时不同" in filled.main.notice.words.text()
    filled.main.evidence.living.look()
    assert len(shelf.revisions(row.id)) == 1
    filled.main.evidence.take_paths([item.id], [tmp_path / "方案.docx"])
    filled.until(lambda: shelf.state(row) is State.SOUND)
