"""Files come in by any way, in the background, and each one refused is named."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QColor, QGuiApplication, QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from desktop_app.models import operations, queries
from desktop_app.views.evidence.arriving import Arrived
from desktop_app.views.evidence.taking import coming_in
from desktop_app.views.work import Task
from tests.views.driving import Driver
from tests.views.evidence.papers import pdf, photo
from tests.views.papers import write_evidence

CONTROL = Qt.KeyboardModifier.ControlModifier


def copied(*paths: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    QGuiApplication.clipboard().setMimeData(data)


def names(window: Driver) -> list[str]:
    return sorted(row.name for row in window.main.work.panel.evidence.rows)


def test_a_dropped_folder_brings_its_files_without_hidden_ones(filled: Driver, tmp_path: Path) -> None:
    folder = tmp_path / "演练" / "照片"
    folder.mkdir(parents=True)
    write_evidence(folder, "甲.docx", "乙.docx", ".隐藏", "~$甲.docx")
    row = filled.go_to("加强校园安全")
    filled.drop(filled.main.work.panel.viewport(), [tmp_path / "演练"])
    filled.until(lambda: filled.main.desk.tree[row.id].evidence_count == 2)
    assert names(filled) == ["乙.docx", "甲.docx"]


def test_files_dropped_on_one_of_several_chosen_rows_serve_all(filled: Driver, tmp_path: Path) -> None:
    filled.choose("开好思政课", "加强校园安全")
    place = filled.place_of("加强校园安全")
    filled.drop(filled.main.work.tree.viewport(), write_evidence(tmp_path, "记录.docx"), place)
    filled.until(lambda: filled.item("开好思政课").evidence_count == 1)
    assert filled.item("加强校园安全").evidence_count == 1
    filled.main.actions.undo.trigger()
    assert filled.item("开好思政课").evidence_count == filled.item("加强校园安全").evidence_count == 0


def test_files_are_pasted_in_the_evidence_box(filled: Driver, tmp_path: Path) -> None:
    row = filled.go_to("开好思政课")
    copied(*write_evidence(tmp_path, "备课.docx"))
    box = filled.main.work.panel.evidence
    box.place.setFocus()
    QTest.keyClick(box.place, Qt.Key.Key_V, CONTROL)
    filled.until(lambda: filled.main.desk.tree[row.id].evidence_count == 1)
    copied(*write_evidence(tmp_path, "签到.docx"))
    QTest.keyClick(box.files, Qt.Key.Key_V, CONTROL)
    filled.until(lambda: filled.main.desk.tree[row.id].evidence_count == 2)


def test_a_pasted_picture_gets_a_name_by_the_moment(filled: Driver) -> None:
    row = filled.go_to("开好思政课")
    image = QImage(40, 30, QImage.Format.Format_RGB32)
    image.fill(QColor("navy"))
    QGuiApplication.clipboard().setImage(image)
    box = filled.main.work.panel.evidence
    QTest.keyClick(box.place, Qt.Key.Key_V, CONTROL)
    filled.until(lambda: filled.main.desk.tree[row.id].evidence_count == 1)
    (stored,) = box.rows
    assert stored.name.startswith("粘贴的图片 20")
    assert stored.name.endswith(".png")
    kept = QImage(str(filled.main.evidence.shelf.path(stored)))
    assert (kept.width(), kept.height()) == (40, 30)


def test_the_moment_in_a_pasted_pictures_name() -> None:
    image = QImage(2, 2, QImage.Format.Format_RGB32)
    image.fill(0)
    data = QMimeData()
    data.setImageData(image)
    moment = datetime(2026, 11, 22, 8, 2, tzinfo=UTC)
    assert coming_in(data, moment).name == "粘贴的图片 2026-11-22 0802.png"
    data.setText("甲\t乙")  # a spreadsheet's cells come as a picture too
    assert not coming_in(data, moment)


def test_an_empty_clipboard_says_what_to_do(filled: Driver) -> None:
    filled.go_to("开好思政课")
    QGuiApplication.clipboard().setText("几个字")
    QTest.keyClick(filled.main.work.panel.evidence.place, Qt.Key.Key_V, CONTROL)
    assert "没有文件，也没有图片" in filled.main.notice.words.text()


def test_each_refused_file_is_named_and_the_others_stay(filled: Driver, tmp_path: Path) -> None:
    row = filled.go_to("开好思政课")
    first, second = tmp_path / "空一.docx", tmp_path / "空二.docx"
    first.touch()
    second.touch()
    filled.drop(filled.main.work.panel.viewport(), [first, *write_evidence(tmp_path, "好.docx"), second])
    filled.until(lambda: filled.main.desk.tree[row.id].evidence_count == 1)
    said = filled.main.notice.words.text()
    assert "另有 2 个没有添加" in said
    assert "空一.docx" in said
    assert "空二.docx" in said


def test_progress_names_the_file_and_counts(filled: Driver, tmp_path: Path) -> None:
    words: set[str] = set()
    tasks: list[Task] = []

    def follow(task: Task) -> None:
        tasks.append(task)
        task.progressed.connect(lambda done, total: words.add(f"{task.words} {total}"))

    filled.main.evidence.copying.started.connect(follow)
    row = filled.go_to("开好思政课")
    filled.drop(filled.main.work.panel.viewport(), write_evidence(tmp_path, "甲.docx", "乙.docx"))
    filled.until(lambda: filled.main.desk.tree[row.id].evidence_count == 2)
    bytes_in_all = sum(path.stat().st_size for path in tmp_path.glob("?.docx"))
    assert words & {f"正在添加 {at} / 2：{name}.docx {bytes_in_all}" for at, name in ((1, "甲"), (2, "乙"))}


def test_what_a_file_says_of_itself_is_noted(filled: Driver, tmp_path: Path) -> None:
    row = filled.go_to("开好思政课")
    papers = [
        photo(tmp_path / "照片.jpg", taken="2026:05:12 09:30:00"),
        pdf(tmp_path / "方案.pdf", "one", "two"),
    ]
    filled.drop(filled.main.work.panel.viewport(), papers)
    filled.until(lambda: filled.main.desk.tree[row.id].evidence_count == 2)
    rows = {one.name: one for one in filled.main.work.panel.evidence.rows}
    assert rows["方案.pdf"].pages == 2
    assert rows["照片.jpg"].taken is not None
    assert rows["照片.jpg"].taken.strftime("%Y-%m-%d %H:%M") == "2026-05-12 09:30"
    assert str(rows["照片.jpg"].date) == "2026-05-12"


@pytest.mark.parametrize("linked", [True, False])
def test_replacing_keeps_the_old_revision(filled: Driver, tmp_path: Path, linked: bool) -> None:
    main = filled.main
    row = filled.go_to("开好思政课")
    old = write_evidence(tmp_path, "旧.docx")
    main.evidence.take_paths([row.id] if linked else [], old)
    filled.until(main.evidence.shelf.every)
    (before,) = main.evidence.shelf.every()
    main.evidence.menu.replacing_requested.emit(before)
    dialog = main.dialogs.current
    assert isinstance(dialog, QFileDialog)
    dialog.fileSelected.emit(str(write_evidence(tmp_path, "新.docx")[0]))
    dialog.close()
    filled.until(lambda: len(main.evidence.shelf.every()) == 2)
    newest = main.evidence.shelf.revisions(before.id)[0]
    assert newest.name == "新.docx"
    assert newest.previous_id == before.id
    assert newest.item_ids == ((row.id,) if linked else ())
    filled.click(main.notice.first)
    assert [one.id for one in main.evidence.shelf.every()] == [before.id]


def test_what_is_left_of_an_arrival_is_told_and_never_counted_in(filled: Driver, tmp_path: Path) -> None:
    main = filled.main
    evidence, vault = main.evidence, main.desk.workspace.vault
    paths = write_evidence(tmp_path, *(f"记录{number}.txt" for number in range(70)))
    stored = [vault.store(path) for path in paths]
    evidence.bringing.take(Arrived(stored=stored), ())
    assert main.desk.undo_name == "收到材料：记录0.txt等 60 份"  # what undo would take back at this moment
    assert len(evidence.shelf.inbox()) == 60
    main.desk.undo()
    filled.until(lambda: "其余 10 份没有再添加" in main.status.message.text())
    assert evidence.shelf.inbox() == []
    item = filled.item("开好思政课")
    evidence.bringing.take(Arrived((item.id,), stored=stored), (item.id,))
    main.desk.do(lambda ws: operations.delete_items(ws, [item.id]))
    filled.until(lambda: "已添加 30 份，另有 40 份没有添加" in main.notice.words.text())
    assert main.notice.words.text().startswith("要改的内容已经不在了")
    main.desk.undo()
    assert main.desk.tree[item.id].evidence_count == 30


def test_what_is_copied_is_recorded_before_the_window_closes(filled: Driver, tmp_path: Path) -> None:
    main = filled.main
    vault = main.desk.workspace.vault
    paths = write_evidence(tmp_path, *(f"记录{number}.txt" for number in range(70)))
    main.evidence.bringing.take(Arrived(stored=[vault.store(path) for path in paths]), ())
    main.evidence.bringing.finish()
    assert len(queries.inbox(main.desk.workspace)) == 70
    assert queries.can_undo(main.desk.workspace) == "收到材料：记录0.txt等 70 份"
