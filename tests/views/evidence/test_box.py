"""The evidence of an item: what is said of each file, its menu, what is wrong with it in red."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu

from desktop_app.documents.outline import Level
from desktop_app.models.values import EvidenceKind, EvidenceRow, Progress
from desktop_app.reports.content import Entry, EvidenceEntry
from desktop_app.reports.photos import caption_of, evidence_of
from desktop_app.views.evidence.details_form import proposed_caption
from desktop_app.views.evidence.file_list import facts_in_words
from desktop_app.views.evidence.opening import is_dangerous
from desktop_app.views.evidence.shelf import State
from tests.reports.school import item
from tests.views.driving import Driver
from tests.views.evidence.papers import photo
from tests.views.papers import write_evidence


def put(window: Driver, *paths: Path, title: str = "开好思政课") -> list[EvidenceRow]:
    row = window.go_to(title)
    window.main.evidence.take_paths([row.id], paths)
    window.until(lambda: window.main.desk.tree[row.id].evidence_count == len(paths))
    files = window.main.work.panel.evidence.files
    files.setCurrentIndex(files.files.index(0))
    return list(window.main.work.panel.evidence.rows)


def fill(window: Driver, line: str, words: str) -> None:
    edit = getattr(window.main.work.panel.evidence.form, line)
    edit.setText(words)
    QTest.keyClick(edit, Qt.Key.Key_Return)


def row_now(window: Driver) -> EvidenceRow:
    return window.main.work.panel.evidence.rows[0]


def test_what_is_said_of_a_file_is_stored_and_taken_back(filled: Driver, tmp_path: Path) -> None:
    put(filled, *write_evidence(tmp_path, "备课.docx"))
    box = filled.main.work.panel.evidence
    assert not box.form.isVisible()
    filled.click(box.more)
    assert box.form.isVisible()
    for line, words in (
        ("title", "第一次集体备课"),
        ("day", "5月12日"),
        ("person", "王老师"),
        ("pages", "6"),
        ("page", "2–3"),
        ("note", "已盖章"),
    ):
        fill(filled, line, words)
    filled.click(box.form.kind.button("process"))
    row = row_now(filled)
    assert (row.title, row.date, row.person, row.pages) == ("第一次集体备课", date(2026, 5, 12), "王老师", 6)
    assert (row.kind, row.note, row.page_in(filled.item("开好思政课").id)) == (
        EvidenceKind.PROCESS,
        "已盖章",
        "2–3",
    )
    assert "过程" in facts_in_words(row, filled.item("开好思政课").id)
    assert "见第 2–3 页" in facts_in_words(row, filled.item("开好思政课").id)
    filled.main.actions.undo.trigger()
    assert row_now(filled).kind is None
    assert box.form.kind._value == ""


def test_a_day_that_is_none_is_refused(filled: Driver, tmp_path: Path) -> None:
    put(filled, *write_evidence(tmp_path, "备课.docx"))
    filled.click(filled.main.work.panel.evidence.more)
    fill(filled, "day", "某天")
    assert "看不懂日期" in filled.main.notice.words.text()
    assert row_now(filled).date is None


def test_kind_is_given_to_all_chosen_files_but_a_title_to_one(filled: Driver, tmp_path: Path) -> None:
    put(filled, *write_evidence(tmp_path, "甲.docx", "乙.docx"))
    box = filled.main.work.panel.evidence
    filled.click(box.more)
    box.files.selectAll()
    filled.click(box.form.kind.button("result"))
    assert {row.kind for row in box.rows} == {EvidenceKind.RESULT}
    fill(filled, "title", "总结")
    assert sorted(row.title for row in box.rows) == ["乙", "总结"]


def test_a_photos_caption_is_proposed(filled: Driver, tmp_path: Path) -> None:
    put(filled, photo(tmp_path / "照片.jpg", taken="2026:05:12 09:30:00"))
    form = filled.main.work.panel.evidence.form
    filled.click(filled.main.work.panel.evidence.more)
    assert form.caption.isVisible()
    form.propose.trigger()
    assert row_now(filled).caption == "2026年5月12日，“1.开好思政课”佐证照片"
    assert not form.propose.isVisible()


@pytest.mark.parametrize(
    ("name", "title", "caption"),
    [
        ("家长会现场.jpg", "家长会现场", "2026年5月12日，家长会现场"),
        ("5月12日家长会.jpg", "5月12日家长会", "2026年5月12日，家长会"),
        ("IMG_2034.jpg", "IMG_2034", "2026年5月12日，“38.家校共育”佐证照片"),
        ("IMG_2034.jpg", "升旗仪式", "2026年5月12日，升旗仪式"),
    ],
)
def test_the_caption_proposed_is_what_the_report_prints_without_one(
    name: str, title: str, caption: str
) -> None:
    moment = datetime(2026, 5, 12, 9, 30, tzinfo=UTC)
    row = EvidenceRow("a", "b" * 64, name, 10, moment, title, (), taken=moment)
    point = item("38", Level.POINT, title="家校共育")
    assert proposed_caption(row, evidence_of(point)) == caption
    file = EvidenceEntry(1, name, "" if title in name else title, 10, (), taken_on=date(2026, 5, 12))
    entry = Entry(point, "38.家校共育", "38", Progress.DONE, counted=True, lacks_evidence=False)
    assert caption_of(file, entry) == caption


def test_the_menu_opens_the_form_about_a_file(filled: Driver, tmp_path: Path) -> None:
    put(filled, *write_evidence(tmp_path, "甲.docx"))
    box, menu = filled.main.work.panel.evidence, filled.main.evidence.menu
    assert not box.form.isVisible()
    for _twice in range(2):  # where it is open already it stays so
        box.files.menu_requested.emit(list(box.rows), QPoint(0, 0))
        assert menu.menu is not None
        next(one for one in menu.menu.actions() if one.text() == "填写说明…").trigger()
        menu.menu.close()
        filled.until(lambda: box.window().focusWidget() is box.form.title)
    assert box.form.isVisible()
    assert not box.form.visibleRegion().isEmpty()


def test_a_file_that_is_gone_or_changed_is_told(filled: Driver, tmp_path: Path) -> None:
    rows = put(filled, *write_evidence(tmp_path, "甲.docx", "乙.docx"))
    shelf = filled.main.evidence.shelf
    assert {shelf.state(row) for row in rows} == {State.SOUND}
    shelf.path(rows[0]).unlink()
    shelf.path(rows[1]).write_bytes(b"other")
    shelf.look_again()
    assert [shelf.state(row) for row in rows] == [State.MISSING, State.CHANGED]
    assert "替换" in State.MISSING.words
    shelf.changed.emit()
    box, done = filled.main.work.panel.evidence, filled.main.desk.undo_name
    box.files.go_to(rows[0].id)
    assert box.replace.isVisibleTo(box)
    filled.main.dialogs.replacement_chosen.emit(rows[0].id, tmp_path / rows[0].name)
    filled.until(lambda: shelf.state(rows[0]) is State.SOUND)
    assert "已放回，和收到时一样" in filled.main.notice.words.text()
    assert not filled.main.notice.first.isVisible()  # nothing to undo: only what was lost is there again
    assert filled.main.desk.undo_name == done
    assert not box.replace.isVisibleTo(box)


def actions(window: Driver, rows: list[EvidenceRow], item_id: str = "") -> dict[str, QAction]:
    window.main.evidence.menu.show(rows, QPoint(0, 0), item_id)
    menu = window.main.evidence.menu.menu
    assert menu is not None
    return {action.text(): action for action in menu.actions()}


def test_the_menu_leads_to_the_items_of_a_file(filled: Driver, tmp_path: Path) -> None:
    (row,) = put(filled, *write_evidence(tmp_path, "甲.docx"))
    filled.main.evidence.shelf.link([(row.id, filled.item("规范食堂管理").id)])
    filled.main.evidence.menu.show([row_now(filled)], QPoint(0, 0), filled.item("开好思政课").id)
    menu = filled.main.evidence.menu.menu
    assert menu is not None
    (below,) = [one for one in menu.actions() if one.text() == "用于 2 个条目"]
    inner = below.menu()
    assert isinstance(inner, QMenu)
    places = inner.actions()
    places[1].trigger()
    assert filled.main.work.tree.current_item() == filled.item("规范食堂管理").id
    menu.close()


def test_files_dragged_to_another_item_serve_it_too(filled: Driver, tmp_path: Path) -> None:
    rows = put(filled, *write_evidence(tmp_path, "甲.docx", "乙.docx"))
    files, tree = filled.main.work.panel.evidence.files, filled.main.work.tree
    assert files.dragEnabled()
    dragged = files.files.mimeData([files.files.index(at) for at in range(2)])
    assert filled.drop_data(tree.viewport(), dragged, filled.place_of("规范食堂管理"))
    assert filled.item("规范食堂管理").evidence_count == filled.item("开好思政课").evidence_count == len(rows)
    said = filled.main.notice.words.text()
    assert said.startswith("“甲.docx”等 2 份材料也用于“5. 规范食堂管理”，原来的条目照旧有它")
    assert "Shift" in said
    filled.click(filled.main.notice.first)
    assert filled.item("规范食堂管理").evidence_count == 0


def test_files_dragged_with_shift_move_there_with_their_pages(filled: Driver, tmp_path: Path) -> None:
    rows = put(filled, *write_evidence(tmp_path, "甲.docx", "乙.docx"))
    source, goal = filled.item("开好思政课").id, filled.item("规范食堂管理").id
    filled.main.evidence.shelf.set_page(source, rows[0].id, "3")
    files, tree = filled.main.work.panel.evidence.files, filled.main.work.tree
    dragged = files.files.mimeData([files.files.index(0)])
    place, shift = filled.place_of("规范食堂管理"), Qt.KeyboardModifier.ShiftModifier
    assert filled.drop_data(tree.viewport(), dragged, place, shift)
    (moved,) = filled.main.desk.evidence(goal)
    assert (moved.name, moved.page_in(goal)) == (rows[0].name, "3")
    assert [row.name for row in filled.main.desk.evidence(source)] == [rows[1].name]
    assert filled.main.notice.words.text() == "已把“甲.docx”移到“5. 规范食堂管理”。"
    assert (filled.main.desk.undo_name or "").startswith("把材料移到“规范食堂管理”")
    filled.click(filled.main.notice.first)
    assert filled.item("规范食堂管理").evidence_count == 0
    assert filled.item("开好思政课").evidence_count == 2


def test_the_menu_moves_a_file_up_and_down(filled: Driver, tmp_path: Path) -> None:
    put(filled, *write_evidence(tmp_path, "甲.docx", "乙.docx", "丙.docx"))
    box, menu = filled.main.work.panel.evidence, filled.main.evidence.menu

    def move(at: int, words: str) -> list[str]:
        box.files.menu_requested.emit([box.rows[at]], QPoint(0, 0))
        assert menu.menu is not None
        next(one for one in menu.menu.actions() if one.text().startswith(words)).trigger()
        menu.menu.close()
        return [row.name for row in box.rows]

    assert move(2, "上移") == ["甲.docx", "丙.docx", "乙.docx"]
    assert move(0, "下移") == ["丙.docx", "甲.docx", "乙.docx"]
    assert move(0, "上移") == ["丙.docx", "甲.docx", "乙.docx"]  # nowhere to go
    assert move(2, "移到最前") == ["乙.docx", "丙.docx", "甲.docx"]
    alt, files = Qt.KeyboardModifier.AltModifier, box.files
    files.setCurrentIndex(files.files.index(0))
    for _step in range(3):  # one more than there is room for
        QTest.keyClick(files, Qt.Key.Key_Down, alt)
    assert [row.name for row in box.rows] == ["丙.docx", "甲.docx", "乙.docx"]
    QTest.keyClick(files, Qt.Key.Key_Up, alt)
    assert [row.name for row in box.rows] == ["丙.docx", "乙.docx", "甲.docx"]


def test_the_menu_bins_and_removes(filled: Driver, tmp_path: Path) -> None:
    rows = put(filled, *write_evidence(tmp_path, "甲.docx", "乙.docx"))
    evidence, item_id = filled.main.evidence, filled.item("开好思政课").id
    words = actions(filled, rows, item_id)
    assert "移除 2 份" in words
    words["放入回收站"].trigger()
    question = evidence.binning.question
    assert question is not None
    assert "2 份材料正用于 1 个条目" in question.text()
    next(one for one in question.buttons() if one.text() == "放入回收站 2 份").click()
    assert len(evidence.shelf.binned()) == 2
    assert filled.item("开好思政课").evidence_count == 0
    filled.click(filled.main.notice.first)
    assert evidence.shelf.binned() == []
    assert filled.item("开好思政课").evidence_count == 2
    assert evidence.menu.menu is not None
    evidence.menu.menu.close()


def test_a_file_that_could_run_a_program_is_opened_only_after_a_warning(
    filled: Driver, tmp_path: Path
) -> None:
    (row,) = put(filled, *write_evidence(tmp_path, "登记.xlsm"))
    opening = filled.main.evidence.opening
    opening.open(row)
    assert opening.warning is not None
    assert filled.opened == []
    keep, dare = opening.warning.buttons()
    assert {keep.text(), dare.text()} == {"不打开", "仍然打开"}
    next(one for one in (keep, dare) if one.text() == "仍然打开").click()
    filled.until(lambda: filled.opened)
    assert filled.opened[-1].name == "登记.xlsm"


def test_dangerous_kinds() -> None:
    assert all(map(is_dangerous, ("a.exe", "b.LNK", "c.js", "d.docm", "e.exe. ", "照片.jpg.scr")))
    assert not any(map(is_dangerous, ("a.docx", "b.pdf", "exe", "照片.jpg")))


def test_what_is_said_of_a_photo_comes_into_sight_and_fits(filled: Driver, tmp_path: Path) -> None:
    put(filled, *(photo(tmp_path / f"照片{at}.jpg", size=(64 + at, 32)) for at in range(7)))
    panel = filled.main.work.panel
    form = panel.evidence.form
    filled.click(panel.evidence.more)
    filled.until(lambda: form.visibleRegion().boundingRect() == form.rect())
    assert filled.program.frame.focusWidget() is form.title
    assert form.caption.isVisible()
    page = panel.widget()
    assert page is not None
    assert page.width() == panel.viewport().width()
