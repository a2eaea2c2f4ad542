"""The manual is read in the window, and names only what is there."""

import re
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from desktop_app.resources import MANUAL
from desktop_app.views.office.manual_dialog import ManualDialog
from tests.views.driving import Driver

PATH = re.compile(r"“(文件|编辑|条目|视图|报告|帮助) › ([^”]+)”")


def _words(menu: QMenu) -> list[str]:
    found = []
    for action in menu.actions():
        below = action.menu()
        found.append(action.text().partition("\t")[0].rstrip("…"))
        if isinstance(below, QMenu):
            found += _words(below)
    return found


def test_every_command_that_the_manual_names_is_in_the_menus(filled: Driver) -> None:
    menus = {menu.title(): _words(menu) for menu in filled.program.frame.menus.values()}
    named = PATH.findall(MANUAL.read_text("utf-8"))
    assert len(named) >= 6
    for menu, command in named:
        assert command in menus[menu], f"{menu} › {command}"


def test_the_manual_opens_beside_the_window_and_is_searched(filled: Driver) -> None:
    filled.main.actions.manual.trigger()
    (dialog,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, ManualDialog)]
    assert not dialog.isModal()
    assert "用户手册" in dialog.page.toPlainText()
    dialog.search.setText("佐证材料")
    dialog.search.textEdited.emit("佐证材料")
    first = dialog.page.textCursor().position()
    assert dialog.page.textCursor().selectedText() == "佐证材料"
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    QTest.keyClick(dialog.search, Qt.Key.Key_Return)
    assert dialog.page.textCursor().selectedText() == "佐证材料"
    dialog.search.setText("没有的词")
    dialog.search.textEdited.emit("没有的词")
    assert dialog.found.text() == "没有找到"
    assert first > 0
    dialog.close_button.click()


def test_the_manual_is_where_the_program_looks_for_it() -> None:
    assert Path(MANUAL).is_file()
