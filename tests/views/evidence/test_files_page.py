"""All files on one page: filtered, with what they serve; the bin is emptied after one question; what is missing."""

import os
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QLabel, QToolButton, QWidget

from desktop_app.models.missing import Lack
from desktop_app.models.values import EvidenceKind
from desktop_app.views.evidence.files_page import FilesPage, Tab, Use
from desktop_app.views.evidence.shelf import State
from tests.views.driving import Driver
from tests.views.evidence.papers import photo
from tests.views.papers import write_evidence


@pytest.fixture
def full(filled: Driver, tmp_path: Path) -> Driver:
    """Two files of items, one of the inbox, one photo of another year; the page of all files is shown."""
    evidence = filled.main.evidence
    evidence.take_paths([filled.item("开好思政课").id], write_evidence(tmp_path, "备课.docx"))
    evidence.take_paths(
        [filled.item("规范食堂管理").id],
        [photo(tmp_path / "陪餐.jpg", taken="2025:03:01 12:00:00", size=(900, 700))],
    )
    evidence.take_paths([], write_evidence(tmp_path, "散页.docx"))
    filled.until(lambda: len(evidence.shelf.every()) == 3)
    filled.main.actions.files.trigger()
    return filled


def page(window: Driver) -> FilesPage:
    return window.main.evidence.rooms.files.page


def shown(window: Driver) -> list[str]:
    return sorted(row.name for row in page(window).files.files.rows)


def seen(box: QWidget) -> list[str]:
    return [label.text() for label in box.findChildren(QLabel) if label.isVisible()]


def choose(window: Driver, combo: str, words: str) -> None:
    box = getattr(page(window), combo)
    box.setCurrentIndex(box.findText(words))


def test_all_files_are_shown_and_filtered(full: Driver) -> None:
    assert shown(full) == ["备课.docx", "散页.docx", "陪餐.jpg"]
    choose(full, "use", Use.UNUSED.label)
    assert shown(full) == ["散页.docx"]
    choose(full, "use", Use.ALL.label)
    choose(full, "year", "2025年")
    assert shown(full) == ["陪餐.jpg"]
    page(full).clear_filter()
    choose(full, "checklist", "云溪区教育局2026年工作要点")
    assert shown(full) == ["备课.docx", "陪餐.jpg"]
    page(full).clear_filter()
    (row,) = [row for row in page(full).files.files.rows if row.name == "备课.docx"]
    full.main.evidence.shelf.describe([row.id], {"kind": EvidenceKind.PLAN})
    choose(full, "kind", "计划")
    assert shown(full) == ["备课.docx"]
    page(full).clear_filter()
    page(full).search.setText("陪餐")
    full.until(lambda: shown(full) == ["陪餐.jpg"])


def test_missing_files_are_found(full: Driver) -> None:
    shelf = full.main.evidence.shelf
    (row,) = [row for row in page(full).files.files.rows if row.name == "备课.docx"]
    shelf.path(row).unlink()
    shelf.look_again()
    choose(full, "use", Use.BAD.label)
    full.until(lambda: shown(full) == ["备课.docx"])
    shelf.trust([])  # nothing is known any more: asked anew, off the window's thread
    shelf.changed.emit()
    full.until(lambda: shelf.seen(shelf.every()))
    assert shown(full) == ["备课.docx"]


def test_a_file_of_the_same_size_is_found_changed_in_the_background(full: Driver) -> None:
    evidence = full.main.evidence
    (row,) = [row for row in page(full).files.files.rows if row.name == "备课.docx"]
    path = evidence.shelf.path(row)
    moment, content = path.stat(), bytearray(path.read_bytes())
    content[0] ^= 1
    path.write_bytes(content)
    os.utime(path, ns=(moment.st_atime_ns, moment.st_mtime_ns))
    with full.bot.waitSignal(evidence.checking.found):
        full.until(lambda: not evidence.reading.busy)
        evidence.checking.check()
    assert evidence.shelf.state(row) is State.CHANGED
    assert "有 1 份材料丢失或被改动" in full.main.notice.words.text()
    full.click(full.main.notice.first)
    full.until(lambda: shown(full) == ["备课.docx"])


def test_all_files_are_checked_when_asked_for(full: Driver) -> None:
    evidence = full.main.evidence
    full.click(page(full).check)
    full.until(lambda: "检查了全部 3 份材料，都完好" in full.main.notice.words.text())
    rows = {row.name: row for row in page(full).files.files.rows}
    turned, gone = evidence.shelf.path(rows["备课.docx"]), evidence.shelf.path(rows["散页.docx"])
    moment, content = turned.stat(), bytearray(turned.read_bytes())
    content[-1] ^= 1
    turned.write_bytes(content)
    os.utime(turned, ns=(moment.st_atime_ns, moment.st_mtime_ns))
    lost = gone.read_bytes()
    gone.unlink()
    full.click(page(full).check)
    full.until(lambda: "1 份不见了，1 份被改动过" in full.main.notice.words.text())
    full.until(lambda: shown(full) == ["备课.docx", "散页.docx"])
    assert evidence.shelf.state(rows["备课.docx"]) is State.CHANGED
    turned.write_bytes(content[:-1] + bytes([content[-1] ^ 1]))
    gone.write_bytes(lost)
    full.click(page(full).check)
    full.until(lambda: "都完好" in full.main.notice.words.text())


def test_a_check_of_all_can_be_stopped(full: Driver) -> None:
    checking, waiting = full.main.evidence.checking, Event()
    checking.workers.start(
        "", lambda _on_progress, _cancelled: waiting.wait()
    )  # else three files are soon read
    checking.check_all()
    full.main.status.stop.click()
    waiting.set()
    full.until(lambda: "已停止检查" in full.main.status.message.text())
    full.click(page(full).check)
    full.until(lambda: "都完好" in full.main.notice.words.text())


def test_a_photo_is_described_on_the_page_of_all_files(full: Driver) -> None:
    page(full).files.go_to(next(row.id for row in page(full).files.files.rows if row.name == "陪餐.jpg"))
    full.click(page(full).more)
    form = page(full).form
    assert form.caption.placeholderText() == "如 2025年3月1日，陪餐"
    full.type_into(form.caption, "校长陪餐")
    form.caption.editingFinished.emit()
    full.until(
        lambda: [row.caption for row in full.main.evidence.shelf.every() if row.caption] == ["校长陪餐"]
    )
    full.type_into(form.note, "已存档")
    full.main.evidence.rooms.files.stop()  # as where the window is closed in the middle of a word
    assert [row.note for row in full.main.evidence.shelf.every() if row.note] == ["已存档"]


def test_a_file_leads_to_the_items_it_serves(full: Driver) -> None:
    page(full).files.go_to(next(row.id for row in page(full).files.files.rows if row.name == "备课.docx"))
    (button,) = [one for one in page(full).uses.findChildren(QAbstractButton) if "开好思政课" in one.text()]
    full.click(button)
    assert not page(full).isVisible()
    assert full.main.work.tree.current_item() == full.item("开好思政课").id


def test_the_bin_is_emptied_after_the_only_question(full: Driver) -> None:
    evidence = full.main.evidence
    (row,) = [row for row in page(full).files.files.rows if row.name == "散页.docx"]
    path = evidence.shelf.path(row)
    evidence.binning.put([row.id])
    full.click(page(full).tabs[Tab.BIN])
    assert shown(full) == ["散页.docx"]
    full.click(page(full).empty_bin)
    question = evidence.rooms.files.question
    assert question is not None
    next(one for one in question.buttons() if one.text() == "先不删").click()
    assert path.exists()
    full.click(page(full).empty_bin)
    question = evidence.rooms.files.question
    assert question is not None
    next(one for one in question.buttons() if one.text() == "永久删除 1 份").click()
    assert not path.exists()
    assert shown(full) == []
    assert "已永久删除 1 份" in full.main.notice.words.text()


def test_binned_files_go_back_to_the_inbox(full: Driver) -> None:
    (row,) = [row for row in page(full).files.files.rows if row.name == "散页.docx"]
    full.main.evidence.binning.put([row.id])
    full.click(page(full).tabs[Tab.BIN])
    full.click(page(full).take_back)
    assert [one.name for one in full.main.evidence.shelf.inbox()] == ["散页.docx"]


def test_what_a_file_is_used_for_is_shown_before_it_is_binned_and_given_back(full: Driver) -> None:
    evidence = full.main.evidence
    (row,) = [row for row in page(full).files.files.rows if row.name == "陪餐.jpg"]
    item = full.item("规范食堂管理")
    page(full).files.removal_requested.emit([row])
    question = evidence.binning.question
    assert question is not None
    assert "“陪餐.jpg”正用于 1 个条目" in question.text()
    assert item.title in question.text()
    next(one for one in question.buttons() if one.text() == "先不放").click()
    full.until(lambda: evidence.binning.question is None)
    assert evidence.shelf.binned() == []
    page(full).files.removal_requested.emit([row])
    question = evidence.binning.question
    assert question is not None
    QTest.keyClick(question, Qt.Key.Key_Return)
    assert full.item("规范食堂管理").evidence_count == 0
    assert full.main.notice.words.text() == "已把“陪餐.jpg”放入回收站。"
    full.click(page(full).tabs[Tab.BIN])
    full.until(lambda: seen(page(full).uses) == ["原来用于 1 个条目，放回时恢复"])
    (place,) = [one for one in page(full).uses.findChildren(QToolButton) if one.isVisible()]
    assert item.title in place.text()
    full.click(page(full).take_back)
    assert full.main.notice.words.text() == "已放回“陪餐.jpg”，重新用于原来的 1 个条目。"
    assert full.item("规范食堂管理").evidence_count == 1
    full.click(full.main.notice.first)
    assert full.item("规范食堂管理").evidence_count == 0
    assert [one.name for one in evidence.shelf.binned()] == ["陪餐.jpg"]


def line(window: Driver, lack: Lack) -> QModelIndex:
    model = page(window).missing.tree.model()
    groups = [model.index(row, 0) for row in range(model.rowCount())]
    (group,) = [one for one in groups if one.data().startswith(lack.label)]
    return model.index(0, 0, group)


def test_what_is_missing_leads_there(full: Driver) -> None:
    full.main.desk.tick([full.item("办好劳动教育").id], True)
    full.click(page(full).tabs[Tab.MISSING])
    full.until(lambda: page(full).tabs[Tab.MISSING].text() == "缺什么 4")  # once the files were read
    assert line(full, Lack.UNREADABLE).data() == "备课.docx"
    assert line(full, Lack.OUTSIDE_YEAR).data() == "陪餐.jpg"
    tree = page(full).missing.tree
    tree.clicked.emit(line(full, Lack.NO_ITEM))
    current = page(full).files.current_row()
    assert current is not None
    assert current.name == "散页.docx"
    full.click(page(full).tabs[Tab.MISSING])
    tree.clicked.emit(line(full, Lack.NO_EVIDENCE))
    assert full.main.work.tree.current_item() == full.item("办好劳动教育").id
