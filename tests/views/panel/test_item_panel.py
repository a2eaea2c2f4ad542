from dataclasses import replace
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget

from desktop_app.models import queries
from desktop_app.models.values import Progress, Verdict
from desktop_app.views.widgets.notice import Kind
from tests.views.driving import Driver
from tests.views.papers import write_document, write_evidence

CONTROL = Qt.KeyboardModifier.ControlModifier


def test_the_bureaus_words_stand_beside_the_schools(filled: Driver) -> None:
    panel = filled.main.work.panel
    filled.go_to("开好思政课")
    assert panel.title.text() == "1. 开好思政课"
    assert panel.words.words.text().startswith("开好思政课\n每学期组织2次集体备课")
    assert panel.crumb.text() == "一、加强德育工作 › （一）落实立德树人"
    filled.click(panel.words.file)
    assert [path.name for path in filled.opened] == ["要点.txt"]


def test_words_are_stored_after_a_pause(filled: Driver) -> None:
    panel = filled.main.work.panel
    filled.go_to("开好思政课")
    filled.type_into(panel.problem, "备课时间不足")
    assert filled.stored("开好思政课").problem == ""
    filled.until(lambda: filled.stored("开好思政课").problem == "备课时间不足")
    assert filled.program.frame.focusWidget() is panel.problem


def test_words_are_stored_while_one_types_on_without_a_pause(filled: Driver) -> None:
    edit = filled.main.work.panel.narrative
    filled.go_to("开好思政课")
    edit._longest.setInterval(edit._longest.interval() // 6)  # the same proportions, sooner
    edit.setFocus()
    typed = ""
    while not filled.stored("开好思政课").narrative and len(typed) < 40:
        typed += "a"
        QTest.keyClick(edit, Qt.Key.Key_A)
        QTest.qWait(50)  # never as long as the pause
    assert len(typed) < 40
    assert typed.startswith(filled.stored("开好思政课").narrative)
    assert edit.toPlainText() == typed
    assert edit.textCursor().atEnd()
    assert filled.program.frame.focusWidget() is edit


def test_words_are_stored_when_another_item_is_chosen(filled: Driver) -> None:
    panel = filled.main.work.panel
    filled.go_to("开好思政课")
    filled.type_into(panel.narrative, "全部完成")
    filled.go_to("规范食堂管理")
    assert filled.stored("开好思政课").narrative == "全部完成"
    assert filled.stored("规范食堂管理").narrative == ""
    assert panel.narrative.toPlainText() == ""


def test_words_are_stored_when_the_window_closes(filled: Driver) -> None:
    workspace = filled.main.desk.workspace
    row = filled.go_to("开好思政课")
    filled.type_into(filled.main.work.panel.narrative, "写到一半")
    filled.program.frame.close()
    assert queries.rows(workspace, [row.id])[0].narrative == "写到一半"


def test_words_survive_a_refusal(filled: Driver) -> None:
    panel = filled.main.work.panel
    filled.go_to("开好思政课")
    panel.narrative.setPlainText("长" * 200_000)
    panel.flush()
    assert filled.main.notice.property("kind") == Kind.ERROR
    assert panel.narrative.refused
    filled.main.desk.tick([filled.item("开好思政课").id], True)  # the row is shown anew
    assert len(panel.narrative.toPlainText()) == 200_000
    panel.narrative.setPlainText("短一些")
    panel.flush()
    assert filled.stored("开好思政课").narrative == "短一些"
    assert not panel.narrative.dirty


def test_refused_words_wait_while_another_item_is_looked_at(filled: Driver) -> None:
    panel = filled.main.work.panel
    filled.go_to("开好思政课")
    panel.narrative.setPlainText("长" * 200_000)
    filled.go_to("规范食堂管理")
    assert panel.narrative.toPlainText() == ""
    filled.go_to("开好思政课")
    assert len(panel.narrative.toPlainText()) == 200_000
    assert panel.narrative.refused


def test_a_day_is_one_of_the_checklists_year(filled: Driver) -> None:
    people, desk = filled.main.work.panel.people, filled.main.desk
    row = filled.go_to("开好思政课")
    for year, words in ((desk.year, "6月30日"), (desk.year + 1, f"{desk.year + 1}年6月30日")):
        desk.set_fields([row.id], {"due": date(year, 6, 30)})
        assert people.due.text() == words
    people.show_row(replace(row, due=date(2022, 6, 30)), (), 2022, True)
    assert people.due.text() == "6月30日"
    people.show_row(replace(row, due=date.today().replace(day=1)), (), 2022, True)
    assert str(date.today().year) in people.due.text()


def test_undo_in_a_field_takes_back_typing_first_and_then_actions(filled: Driver) -> None:
    panel = filled.main.work.panel
    filled.go_to("开好思政课")
    filled.type_into(panel.narrative, "甲")
    panel.flush()
    filled.type_into(panel.narrative, "乙")
    QTest.keyClick(panel.narrative, Qt.Key.Key_Z, CONTROL)
    assert panel.narrative.toPlainText() == "甲"
    QTest.keyClick(panel.narrative, Qt.Key.Key_Z, CONTROL)
    filled.until(lambda: filled.stored("开好思政课").narrative == "")
    assert panel.narrative.toPlainText() == ""


def test_progress_by_hand_and_back_to_the_measures(filled: Driver) -> None:
    panel, tree = filled.main.work.panel, filled.main.desk.tree
    row = filled.go_to("开好思政课")
    assert "按下面 2 项计算" in panel.progress_note.text()
    filled.click(panel.progress.button(Progress.DONE))
    assert tree.by_hand(row.id)
    assert panel.progress_reset.isVisible()
    filled.click(panel.progress_reset)
    assert tree.progress(row.id) is Progress.NOT_STARTED
    assert not panel.progress_reset.isVisible()


def test_a_verdict_is_given_and_taken_back(filled: Driver) -> None:
    panel = filled.main.work.panel
    filled.go_to("开好思政课")
    button = panel.verdict.button(Verdict.MOSTLY_ACHIEVED)
    filled.click(button)
    assert filled.stored("开好思政课").verdict is Verdict.MOSTLY_ACHIEVED
    assert button.isChecked()
    filled.click(button)
    assert filled.stored("开好思政课").verdict is None
    assert not button.isChecked()


def test_what_does_not_apply_wants_a_reason(filled: Driver) -> None:
    panel = filled.main.work.panel
    filled.go_to("开好思政课")
    filled.click(panel.verdict.button(Verdict.NOT_APPLICABLE))
    assert filled.stored("开好思政课").verdict is None
    assert not panel.verdict.button(Verdict.NOT_APPLICABLE).isChecked()
    filled.type_into(panel.reason, "本校不设这门课")
    QTest.keyClick(panel.reason, Qt.Key.Key_Return)
    row = filled.stored("开好思政课")
    assert (row.verdict, row.verdict_reason) == (Verdict.NOT_APPLICABLE, "本校不设这门课")


def test_people_and_days(filled: Driver) -> None:
    people = filled.main.work.panel.people
    filled.go_to("开好思政课")
    for field, words in (("lead", "德育处"), ("person", "张老师"), ("due", "2027-6-30")):
        filled.type_into(people.lines[field], words)
        QTest.keyClick(people.lines[field], Qt.Key.Key_Return)
    row = filled.stored("开好思政课")
    assert (row.lead, row.person, row.due) == ("德育处", "张老师", date(2027, 6, 30))
    assert people.lines["due"].text() == "2027年6月30日"
    people.lines["due"].clear()
    filled.type_into(people.lines["due"], "改天")
    QTest.keyClick(people.lines["due"], Qt.Key.Key_Return)
    assert people.refusal.isVisible()
    assert filled.stored("开好思政课").due == date(2027, 6, 30)


def test_numbers_promised_and_reached(filled: Driver) -> None:
    main = filled.main
    promising = [row.id for row in main.desk.tree.walk() if main.desk.targets(row.id)]
    main.work.reveal(promising[:1])
    line = main.work.panel.targets._lines[0]
    filled.type_into(line, "3次")
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert main.desk.targets(promising[0])[0].actual == "3次"
    main.actions.undo.trigger()
    assert line.text() == ""


def test_evidence_opens_goes_and_comes_back(filled: Driver, tmp_path: Path) -> None:
    main = filled.main
    row = filled.go_to("开好思政课")
    filled.drop(main.work.panel.viewport(), write_evidence(tmp_path, "备课记录.docx", "签到表.xlsx"))
    filled.until(lambda: main.desk.tree[row.id].evidence_count == 2)
    files = main.work.panel.evidence.files
    assert files.isVisible()
    files.activated.emit(files.files.index(0))
    filled.until(lambda: filled.opened)
    assert filled.opened[-1].name == "备课记录.docx"
    assert main.evidence.shelf.vault.folder not in filled.opened[-1].parents, (
        "the vault's own is never opened"
    )
    assert filled.opened[-1].read_bytes() == (tmp_path / "备课记录.docx").read_bytes()
    files.setCurrentIndex(files.files.index(1))
    QTest.keyClick(files, Qt.Key.Key_Delete)
    assert [kept.name for kept in main.work.panel.evidence.rows] == ["备课记录.docx"]
    main.actions.undo.trigger()
    assert len(main.work.panel.evidence.rows) == 2


def test_evidence_that_was_taken_away_is_missed(filled: Driver, tmp_path: Path) -> None:
    main = filled.main
    row = filled.go_to("开好思政课")
    filled.drop(main.work.panel.viewport(), write_evidence(tmp_path, "备课记录.docx"))
    filled.until(lambda: main.desk.tree[row.id].evidence_count == 1)
    file = main.work.panel.evidence.rows[0]
    main.desk.workspace.vault.path(file.sha256, file.name).unlink()
    files = main.work.panel.evidence.files
    files.activated.emit(files.files.index(0))
    filled.until(main.notice.isVisible)
    assert "“备课记录.docx”不见了" in main.notice.words.text()
    assert filled.opened == []


def test_one_bad_file_does_not_keep_the_others_out(filled: Driver, tmp_path: Path) -> None:
    row = filled.go_to("开好思政课")
    empty = tmp_path / "空的.docx"
    empty.touch()
    good = write_evidence(tmp_path, "好的.docx")
    filled.drop(filled.main.work.panel.viewport(), [empty, *good])
    filled.until(lambda: filled.main.desk.tree[row.id].evidence_count == 1)
    assert "另有 1 个没有添加" in filled.main.notice.words.text()
    assert "空的.docx" in filled.main.notice.words.text()


def test_another_checklist_shows_another_item(filled: Driver, tmp_path: Path) -> None:
    filled.import_document(write_document(tmp_path, name="又一份.txt"))
    main = filled.main
    assert len(main.desk.checklists) == 2
    filled.type_into(main.work.panel.narrative, "新清单里的话")
    older = next(row for row in main.desk.checklists if row.id != main.desk.opened.id)  # type: ignore[union-attr]
    rows = [entry.checklist_id for entry in main.work.sidebar.model.entries]
    main.work.sidebar.list.setCurrentIndex(main.work.sidebar.model.index(rows.index(older.id)))
    assert main.desk.opened == older
    assert main.work.panel.narrative.toPlainText() == ""
    main.actions.undo.trigger()  # what was typed in the newer one: it is opened again
    assert main.desk.opened != older
    assert filled.stored("开好思政课").narrative == ""


def test_everything_has_a_name_for_those_who_do_not_see(filled: Driver) -> None:
    panel = filled.main.work.panel
    named = (
        panel.narrative,
        panel.problem,
        panel.improvement,
        panel.reason,
        panel.evidence.files,
        *panel.people.lines.values(),
        filled.main.work.tree,
        filled.main.work.sidebar.list,
        filled.main.bar.search,
    )
    assert [
        type(part).__name__ for part in named if not isinstance(part, QWidget) or not part.accessibleName()
    ] == []
