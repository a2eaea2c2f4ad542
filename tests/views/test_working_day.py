"""A whole working day in the real window, by keys and mouse; then all of it back, and forward again."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from desktop_app.models.values import Level, Progress, Verdict
from desktop_app.views.office.deleted_dialog import DeletedDialog
from desktop_app.views.office.people_dialog import PeopleDialog
from desktop_app.views.office.school_dialog import SchoolDialog
from desktop_app.views.table.columns import Column
from desktop_app.views.table.each_dialog import EachDialog
from desktop_app.views.table.split_dialog import SplitDialog
from tests.models.samples import DOMAIN
from tests.views.conftest import Start
from tests.views.driving import Driver
from tests.views.papers import write_document, write_evidence
from tests.views.table.test_table_keys import at, put
from tests.views.table.test_table_work import POINTS, choose, clip, drag

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
Key = Qt.Key
Contents = dict[str, list[tuple[object, ...]]]


def contents(day: Driver) -> Contents:
    """Return every row of every table of the school's data, read past the program."""
    with closing(sqlite3.connect(day.main.desk.workspace.folder / "yaodian.db")) as raw:
        return {name: sorted(raw.execute(f"SELECT * FROM {name}"), key=repr) for name in DOMAIN}


def test_a_working_day(start: Start, tmp_path: Path) -> None:
    day = start(tmp_path / "工作区")
    at_first = contents(day)
    day.import_document(write_document(tmp_path))
    imported = contents(day)
    for part in (tick, edit_words, answer, name_people, arrange, many_at_once, attach, find, keep_office):
        before = contents(day)
        part(day, tmp_path)
        assert (contents(day) != before) is (part is not find), part.__name__
    at_last = contents(day)
    steps = undo_all(day, imported)
    assert steps > 30
    day.main.actions.undo.trigger()
    assert contents(day) == at_first
    assert day.main.frame.pages.currentWidget() is day.main.welcome
    for _step in range(steps + 1):
        QTest.keyClick(day.main.frame, Key.Key_Y, CONTROL)
    assert not day.main.actions.redo.isEnabled()
    assert contents(day) == at_last
    day.main.frame.close()
    day.program.stop()
    next_day(start(tmp_path / "工作区"), at_last)


def undo_all(day: Driver, imported: Contents) -> int:
    """Take back by keys all that was done since the import; return how many steps that took."""
    day.main.work.tree.setFocus()
    steps = 0
    while day.main.desk.undo_name and not day.main.desk.undo_name.startswith("导入"):
        QTest.keyClick(day.main.work.tree, Key.Key_Z, CONTROL)
        steps += 1
        assert steps < 200
    assert contents(day) == imported
    return steps


def next_day(day: Driver, at_last: Contents) -> None:
    """The next morning everything is there, and yesterday's last steps can still be taken back."""
    assert contents(day) == at_last
    day.main.frame.activateWindow()
    day.main.work.tree.setFocus()
    day.until(day.main.work.tree.hasFocus)
    for _step in range(3):
        day.key(Key.Key_Z, CONTROL)
    assert contents(day) != at_last
    for _step in range(3):
        day.key(Key.Key_Y, CONTROL)
    assert contents(day) == at_last


def tick(day: Driver, _folder: Path) -> None:
    """Tick by key, by mouse, and several at once; take one back."""
    tree = day.main.desk.tree
    at(day, "开好思政课", Column.TITLE)
    day.key(Key.Key_Space)
    day.click_sign("守护心理健康")
    choose(day, Column.TITLE, "加强校园安全", "规范食堂管理")
    day.key(Key.Key_Space)
    assert [tree.progress(day.item(title).id) is Progress.DONE for title in POINTS] == [1, 0, 1, 1, 1]
    at(day, "规范食堂管理", Column.TITLE)
    day.key(Key.Key_Space)
    assert day.stored("规范食堂管理").progress is not Progress.DONE
    at(day, "规范食堂管理", Column.PROGRESS)
    day.key(Key.Key_2)
    assert tree.progress(day.item("规范食堂管理").id) is Progress.UNDER_WAY


def edit_words(day: Driver, _folder: Path) -> None:
    """Edit a title in the table, and a text beside it."""
    at(day, "办好劳动教育", Column.TITLE)
    day.key(Key.Key_F2)
    QTest.keyClick(put(day, "办好校园劳动教育"), Key.Key_Return)
    assert day.stored("办好校园劳动教育").source_title == "办好劳动教育"
    row = day.go_to("守护心理健康")
    words = day.main.work.panel.words
    day.click(words.edit)
    words.text.selectAll()
    day.type_into(words.text, "配齐心理教师，开放咨询室。")
    day.main.work.tree.setFocus()
    assert day.stored("守护心理健康").text == "配齐心理教师，开放咨询室。"
    assert day.stored("守护心理健康").source_text == row.source_text


def answer(day: Driver, _folder: Path) -> None:
    """Write what was done, judge it, score it, and note the number reached."""
    panel = day.main.work.panel
    day.go_to("加强校园安全")
    day.type_into(panel.narrative, "全年演练10次。")
    day.type_into(panel.problem, "门卫年纪偏大。")
    day.type_into(panel.improvement, "明年换人。")
    day.click(panel.verdict.button(Verdict.ACHIEVED))
    for field, words in (("full_score", "10"), ("score", "8.5"), ("weight", "2")):
        line = panel.score.lines[field]
        line.setFocus()
        QTest.keyClicks(line, words)
        QTest.keyClick(line, Key.Key_Return)
    row = day.stored("加强校园安全")
    assert (row.narrative, row.problem, row.improvement) == ("全年演练10次。", "门卫年纪偏大。", "明年换人。")
    assert (row.verdict, row.full_score, row.score, row.weight) == (Verdict.ACHIEVED, 10, 8.5, 2)
    item = next(row for row in day.main.desk.tree.walk() if day.main.desk.targets(row.id))
    day.main.work.reveal([item.id])
    reached = panel.targets.findChild(QLineEdit)
    assert reached is not None
    reached.setFocus()
    QTest.keyClicks(reached, "10")
    QTest.keyClick(reached, Key.Key_Return)
    day.click(panel.targets.buttons[0])
    (target, *_more) = day.main.desk.targets(item.id)
    assert (target.actual, target.confirmed) == ("10", True)


def name_people(day: Driver, _folder: Path) -> None:
    """Say who does it and until when, in the table and beside it, and tag it."""
    at(day, "开好思政课", Column.LEAD)
    day.key(Key.Key_Return)
    QTest.keyClick(put(day, "德育处"), Key.Key_Tab)
    day.key(Key.Key_Return)
    QTest.keyClick(put(day, "6月30日"), Key.Key_Return)
    day.go_to("开好思政课")
    lines = day.main.work.panel.people.names
    for field, words in (
        ("supporting", "教导处"),
        ("person", "李老师"),
        ("supervisor", "张校长"),
        ("tags", "迎检"),
    ):
        day.type_into(lines[field], words)
        QTest.keyClick(lines[field], Key.Key_Escape)  # the names that are offered
        QTest.keyClick(lines[field], Key.Key_Return)
    row = day.stored("开好思政课")
    assert (row.lead, row.due, row.supporting) == ("德育处", date(2026, 6, 30), "教导处")
    assert (row.person, row.supervisor, row.tags) == ("李老师", "张校长", "迎检")


def arrange(day: Driver, _folder: Path) -> None:
    """Add an item, split and join, move by keys and by dragging, change levels, delete and bring back."""
    main, tree = day.main, day.main.work.tree
    at(day, "规范食堂管理", Column.TITLE)
    day.key(Key.Key_Insert)
    day.type_into(main.table.new_line, "组织家长开放日")
    QTest.keyClick(main.table.new_line, Key.Key_Return)
    QTest.keyClick(main.table.new_line, Key.Key_Escape)
    assert day.stored("组织家长开放日").source_title is None
    split(day)
    at(day, "组织家长开放日", Column.TITLE)
    day.key(Key.Key_Up, ALT)
    assert order(day).index("组织家长开放日") < order(day).index("规范食堂管理")
    place = tree.visualRect(main.work.model.index_of(day.item("开好思政课").id)).topLeft()
    place.setX(place.x() + 40)
    assert drag(day, ["组织家长开放日"], place)
    assert order(day).index("组织家长开放日") < order(day).index("开好思政课")
    at(day, "组织家长开放日", Column.TITLE)
    day.key(Key.Key_Left, ALT)
    assert day.stored("组织家长开放日").level is not Level.MEASURE
    day.key(Key.Key_Right, ALT)
    at(day, "规范食堂管理", Column.TITLE)
    day.key(Key.Key_Delete)
    assert "规范食堂管理" not in order(day)
    main.actions.deleted.trigger()
    dialog = main.dialogs.current
    assert isinstance(dialog, DeletedDialog)
    (line,) = dialog.list.findItems("规范食堂管理", Qt.MatchFlag.MatchContains)
    dialog.list.setCurrentItem(line)
    day.click(dialog.restore)
    assert "规范食堂管理" in order(day)


def split(day: Driver) -> None:
    """Split a text where its first sentence ends, and join the two again."""
    main = day.main
    count = len(main.desk.tree)
    at(day, "加强校园安全", Column.TITLE)
    main.table.actions.split.trigger()
    dialog = main.dialogs.current
    assert isinstance(dialog, SplitDialog)
    day.click(dialog.split)
    assert len(main.desk.tree) == count + 1
    main.work.tree.setFocus()
    main.table.actions.join.trigger()
    assert len(main.desk.tree) == count


def order(day: Driver) -> list[str]:
    """Return the points' titles in the order stored."""
    return [row.title for row in day.main.desk.tree.walk() if row.level is not Level.MEASURE]


def many_at_once(day: Driver, _folder: Path) -> None:
    """Give many rows one value, paste a column from a sheet, fill down."""
    main = day.main
    choose(day, Column.TITLE, "开好思政课", "加强校园安全", "规范食堂管理")
    main.actions.progress[Progress.UNDER_WAY].trigger()
    main.table.actions.each[Column.SUPPORTING].trigger()
    dialog = main.dialogs.current
    assert isinstance(dialog, EachDialog)
    dialog.line.setText("办公室")
    day.click(dialog.fill)
    assert day.stored("规范食堂管理").supporting == "办公室"
    main.actions.close_points.trigger()
    clip("3月31日\r\n4月30日\r\n5月6日\r\n")
    at(day, "开好思政课", Column.DUE)
    day.key(Key.Key_V, CONTROL)
    assert day.stored("组织家长开放日").due == date(2026, 5, 6)
    choose(day, Column.LEAD, "开好思政课", "加强校园安全", "规范食堂管理")
    day.key(Key.Key_D, CONTROL)
    assert day.stored("规范食堂管理").lead == "德育处"


def attach(day: Driver, folder: Path) -> None:
    """Drop files on a row, and take one off again."""
    main = day.main
    papers = write_evidence(folder, "演练方案.docx", "演练照片.jpg")
    day.drop(main.work.tree.viewport(), papers, day.place_of("加强校园安全"))
    day.until(lambda: day.item("加强校园安全").evidence_count == 2)
    day.go_to("加强校园安全")
    main.evidence.shelf.detach(day.item("加强校园安全").id, [main.work.panel.evidence.rows[0].id])
    assert day.stored("加强校园安全").evidence_count == 1


def find(day: Driver, _folder: Path) -> None:
    """Find by words, by pinyin and by a file's name, and go to what was found."""
    bar = day.main.bar
    for words in ("食堂", "gfst", "演练照片"):
        QTest.keyClick(day.main.frame, Key.Key_F, CONTROL)
        bar.search.clear()
        day.type_into(bar.search, words)
        found = "加强校园安全" if words == "演练照片" else "规范食堂管理"
        assert found in day.shown()
        assert len(day.shown()) < len(day.main.desk.tree)
    QTest.keyClick(bar.search, Key.Key_Return)
    assert day.main.work.tree.hasFocus()
    QTest.keyClick(bar.search, Key.Key_Escape)
    assert bar.search.text() == ""


def keep_office(day: Driver, _folder: Path) -> None:
    """List a department and a person, rename the department everywhere, fill in the school and its grades."""
    main = day.main
    main.actions.people.trigger()
    dialog = main.dialogs.current
    assert isinstance(dialog, PeopleDialog)
    cell = dialog.departments.item(0, 0)
    assert cell is not None
    cell.setText("德育处")
    cell = dialog.departments.item(0, 0)
    assert cell is not None
    cell.setText("学生处")
    assert day.stored("开好思政课").lead == "学生处"
    dialog.people.rows_pasted.emit([["李老师", "学生处", "主任"]])
    day.click(dialog.close_button)
    main.actions.school.trigger()
    school = main.dialogs.current
    assert isinstance(school, SchoolDialog)
    school.lines["name"].setText("云溪区实验小学")
    school.grade_lines[0][0].setText("示范")
    day.click(school.save)
    assert main.desk.school().name == "云溪区实验小学"
