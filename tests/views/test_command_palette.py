"""The palette offers what is possible, by words and by pinyin, and goes where one wants."""

from collections.abc import Callable, Sequence

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMenu, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.views.command_palette import MOST_ITEMS, CommandPalette
from desktop_app.views.widgets.theme import Theme


class _Window:
    """A window with menus, and what was triggered in them."""

    def __init__(self, qtbot: QtBot) -> None:
        self.widget = QWidget()
        self.widget.resize(900, 600)
        qtbot.addWidget(self.widget)
        self.widget.show()
        qtbot.waitExposed(self.widget)
        self.done: list[str] = []
        self.menu = QMenu("条目", self.widget)
        self.below = QMenu("进度", self.menu)
        for menu, words in (
            (self.menu, "修改标题\tF2"),
            (self.menu, "生成 PDF 报告…"),
            (self.below, "已完成"),
        ):
            menu.addAction(words).triggered.connect(self._note(words))
        self.menu.addSeparator()
        self.menu.addMenu(self.below)
        self.menu.addAction("不能做的").setEnabled(False)
        self.palette = CommandPalette(Theme(), self.widget)

    def _note(self, words: str) -> Callable[[], None]:
        return lambda: self.done.append(words)

    def ask(self, *items: tuple[str, str]) -> None:
        self.palette.ask([self.menu], lambda words: [item for item in items if words in item[1]])


@pytest.fixture
def window(qtbot: QtBot) -> _Window:
    return _Window(qtbot)


def _words(window: _Window) -> Sequence[str]:
    return [entry.words for entry in window.palette.entries()]


def test_every_possible_command_is_offered(window: _Window) -> None:
    window.ask()
    assert _words(window) == ["修改标题", "生成 PDF 报告", "进度 › 已完成"]
    assert window.palette.entries()[0].hint == "F2"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("报告", ["生成 PDF 报告"]),
        ("pdf", ["生成 PDF 报告"]),
        ("xgbt", ["修改标题"]),
        ("ywc", ["进度 › 已完成"]),
        ("jd yiwan", ["进度 › 已完成"]),
        ("没有的", []),
    ],
)
def test_commands_are_found_by_words_and_pinyin(window: _Window, typed: str, found: list[str]) -> None:
    window.ask()
    window.palette.line.setText(typed)
    assert _words(window) == found
    assert window.palette.nothing.isVisible() == (not found)


def test_enter_runs_the_first_and_arrows_choose_another(window: _Window) -> None:
    window.ask()
    QTest.keyClick(window.palette.line, Qt.Key.Key_Down)
    QTest.keyClick(window.palette.line, Qt.Key.Key_Down)
    QTest.keyClick(window.palette.line, Qt.Key.Key_Up)
    QTest.keyClick(window.palette.line, Qt.Key.Key_Return)
    assert window.done == ["生成 PDF 报告…"]
    assert not window.palette.isVisible()


def test_items_are_gone_to(window: _Window, qtbot: QtBot) -> None:
    window.ask(("a", "1. 开好思政课"), ("b", "2. 规范食堂管理"))
    window.palette.line.setText("食堂")
    with qtbot.waitSignal(window.palette.item_chosen) as chosen:
        QTest.keyClick(window.palette.line, Qt.Key.Key_Return)
    assert chosen.args == ["b"]


def test_thousands_of_items_do_not_flood_it(window: _Window) -> None:
    window.ask(*((str(number), f"{number}. 食堂") for number in range(1000)))
    window.palette.line.setText("食堂")
    assert len(_words(window)) == MOST_ITEMS


def test_escape_leaves_without_doing_anything(window: _Window) -> None:
    window.ask()
    QTest.keyClick(window.palette.line, Qt.Key.Key_Escape)
    assert not window.palette.isVisible()
    assert window.done == []
