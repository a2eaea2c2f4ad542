"""The dialogs about the school, its people, what was deleted, what was done, and one's own settings."""

from datetime import UTC, datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from desktop_app.models.scores import STANDARD
from desktop_app.models.values import (
    DepartmentRow,
    FieldChange,
    Grade,
    HistoryRow,
    ItemRow,
    Level,
    PersonRow,
    SchoolRow,
)
from desktop_app.views.office.deleted_dialog import DeletedDialog, tops
from desktop_app.views.office.history_dialog import PAGE, HistoryDialog
from desktop_app.views.office.people_dialog import PeopleDialog
from desktop_app.views.office.school_dialog import SchoolDialog
from desktop_app.views.office.settings_dialog import SettingsDialog
from desktop_app.views.settings import Look, Settings
from tests.views.driving import Driver

CONTROL = Qt.KeyboardModifier.ControlModifier


def _show(qtbot: QtBot, dialog: QDialog) -> None:
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    qtbot.waitExposed(dialog)


def _item(item_id: str, parent: str | None, title: str) -> ItemRow:
    return ItemRow(item_id, "c", parent, 0, Level.POINT, "3", True, title, "", None, None, None)


def test_only_what_changed_of_the_school_is_asked_for(qtbot: QtBot) -> None:
    dialog = SchoolDialog(SchoolRow(name="实验小学"), STANDARD, True)
    _show(qtbot, dialog)
    asked: list[object] = []
    dialog.school_requested.connect(asked.append)
    dialog.grades_requested.connect(asked.append)
    dialog.lines["stage"].setText("小学")
    dialog.save.click()
    assert asked == [{"stage": "小学"}]


def test_a_scale_of_grades_of_its_own(qtbot: QtBot) -> None:
    dialog = SchoolDialog(SchoolRow(), STANDARD, True)
    _show(qtbot, dialog)
    assert [pair[1].text() for pair in dialog.grade_lines] == ["90", "80", "60", "0", ""]
    dialog.grade_lines[0][0].setText("示范")
    dialog.grade_lines[0][1].setText("九十五")
    dialog.save.click()
    assert dialog.refusal.isVisible()
    assert dialog.isVisible()
    dialog.grade_lines[0][1].setText("80")
    with qtbot.assertNotEmitted(dialog.grades_requested):
        dialog.save.click()
    assert dialog.isVisible(), "what is typed is still there"
    assert "不能重复" in dialog.refusal.text()
    dialog.grade_lines[0][1].setText("95%")
    with qtbot.waitSignal(dialog.grades_requested) as asked:
        dialog.save.click()
    assert asked.args[0][0] == Grade("示范", 0.95)
    assert asked.args[0][1:] == STANDARD[1:]
    dialog.usual.click()
    assert dialog.grade_lines[0][0].text() == "优秀"


def test_settings_hold_at_once(qtbot: QtBot) -> None:
    dialog = SettingsDialog(Settings(), ["德育处", "王老师"])
    _show(qtbot, dialog)
    with qtbot.waitSignal(dialog.settings_requested) as asked:
        dialog.look.setCurrentIndex(list(Look).index(Look.DARK))
    assert asked.args == [Settings(look=Look.DARK)]
    dialog.me.setText("德育处，王老师 ")
    with qtbot.waitSignal(dialog.settings_requested) as asked:
        dialog.done_button.click()
    assert asked.args == [Settings(("德育处", "王老师"), Look.DARK)]
    assert Settings.from_json(asked.args[0].to_json()) == asked.args[0], "it can be kept on disk"


def test_settings_that_stay_are_not_asked_for(qtbot: QtBot) -> None:
    dialog = SettingsDialog(Settings(("德育处",)), [])
    _show(qtbot, dialog)
    with qtbot.assertNotEmitted(dialog.settings_requested):
        dialog.done_button.click()


def test_deleted_items_come_back_from_their_tops(qtbot: QtBot) -> None:
    rows = [_item("a", "gone-long-ago", "上面"), _item("b", "a", "下面"), _item("c", None, "另一条")]
    assert [row.id for row in tops(rows)] == ["a", "c"]
    dialog = DeletedDialog(rows, True)
    _show(qtbot, dialog)
    assert not dialog.restore.isEnabled()
    dialog.list.selectAll()
    assert dialog.restore.text() == "恢复 2 项"
    with qtbot.waitSignal(dialog.restore_requested) as asked:
        dialog.restore.click()
    assert asked.args == [["a", "c"]]
    assert not dialog.isVisible()


def test_nothing_deleted_says_so(qtbot: QtBot) -> None:
    dialog = DeletedDialog([], True)
    _show(qtbot, dialog)
    assert not dialog.list.isVisible()
    assert not dialog.restore.isVisible()


def test_people_are_typed_on_the_last_row(qtbot: QtBot) -> None:
    dialog = PeopleDialog(True)
    _show(qtbot, dialog)
    dialog.show_people([DepartmentRow("d", "德育处")], [PersonRow("p", "王老师", "德育处", "主任")])
    assert dialog.departments.rowCount() == 2
    last = dialog.people.item(1, 0)
    renamed = dialog.departments.item(0, 0)
    assert last is not None
    assert renamed is not None
    with qtbot.waitSignal(dialog.person_typed) as typed:
        last.setText("李老师")
    assert typed.args == ["", "李老师", "", ""]
    with qtbot.waitSignal(dialog.department_typed) as typed:
        renamed.setText("德育中心")
    assert typed.args == ["d", "德育中心"]


def test_a_department_alone_waits_for_its_person(qtbot: QtBot) -> None:
    dialog = PeopleDialog(True)
    _show(qtbot, dialog)
    dialog.show_people([], [])
    cell = dialog.people.item(0, 1)
    assert cell is not None
    with qtbot.assertNotEmitted(dialog.person_typed):
        cell.setText("德育处")


def test_people_are_pasted_from_a_sheet_and_removed_by_key(qtbot: QtBot) -> None:
    dialog = PeopleDialog(True)
    _show(qtbot, dialog)
    dialog.show_people([DepartmentRow("d", "德育处")], [])
    QGuiApplication.clipboard().setText("王老师\t德育处\t主任\n\n李老师\n")
    with qtbot.waitSignal(dialog.people_pasted) as pasted:
        QTest.keyClick(dialog.people, Qt.Key.Key_V, CONTROL)
    assert pasted.args == [[["王老师", "德育处", "主任"], ["李老师", "", ""]]]
    dialog.departments.selectAll()
    with qtbot.waitSignal(dialog.removal_requested) as removed:
        QTest.keyClick(dialog.departments, Qt.Key.Key_Delete)
    assert removed.args == [["d"]]


def test_names_that_are_refused_do_not_stay_in_the_lists(filled: Driver) -> None:
    main = filled.main
    main.office._put_department("", "德育处")
    main.office._put_department("", "教导处")
    main.office._put_person("", "王老师", "德育处", "主任")
    main.office.edit_people()
    dialog = main.dialogs.current
    assert isinstance(dialog, PeopleDialog)
    for table, row, words in (
        (dialog.departments, 1, "德育处"),
        (dialog.departments, 1, ""),
        (dialog.people, 0, ""),
    ):
        cell = table.item(row, 0)
        assert cell is not None
        before = cell.text()
        main.notice.hide()
        cell.setText(words)
        shown = table.item(row, 0)
        assert shown is not None
        assert shown.text() == before
        assert main.notice.isVisible()


def test_people_of_a_workspace_that_is_only_read(qtbot: QtBot) -> None:
    dialog = PeopleDialog(False)
    _show(qtbot, dialog)
    dialog.show_people([DepartmentRow("d", "德育处")], [])
    assert dialog.departments.rowCount() == 1
    dialog.departments.selectAll()
    with qtbot.assertNotEmitted(dialog.removal_requested):
        QTest.keyClick(dialog.departments, Qt.Key.Key_Delete)


def _entry(number: int, undone: bool = False) -> HistoryRow:
    change = FieldChange("13 推进三进", "进度", "未开始", "已完成")
    return HistoryRow(
        number, datetime.now(UTC).astimezone(), "王老师", f"勾选“推进{number}”", undone, (change,)
    )


def test_history_pages_back(qtbot: QtBot) -> None:
    dialog = HistoryDialog()
    _show(qtbot, dialog)
    asked: list[tuple[str, object]] = []
    dialog.page_requested.connect(lambda words, before: asked.append((words, before)))
    dialog.start()
    dialog.add_rows([_entry(number) for number in range(PAGE + 5, 5, -1)])
    assert dialog.older.isVisible()
    dialog.older.click()
    dialog.add_rows([_entry(number, undone=number == 1) for number in range(5, 0, -1)])
    assert asked == [("", None), ("", 6)]
    assert not dialog.older.isVisible()
    assert dialog.list.topLevelItemCount() == PAGE + 5
    last = dialog.list.topLevelItem(PAGE + 4)
    assert last is not None
    assert last.text(2).endswith("（已撤销）")
    line = last.child(0)
    assert line is not None
    assert line.text(2) == "13 推进三进 · 进度：未开始 → 已完成"


def test_history_is_searched_after_a_rest(qtbot: QtBot) -> None:
    dialog = HistoryDialog()
    _show(qtbot, dialog)
    with qtbot.waitSignal(dialog.page_requested) as asked:
        QTest.keyClicks(dialog.search, "wang")
    assert asked.args == ["wang", None]
    dialog.add_rows([])
    assert dialog.empty.isVisible()
    assert dialog.empty.text() == "没有找到这样的记录。"
