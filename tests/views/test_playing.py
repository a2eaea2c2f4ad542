"""Somebody who does anything in any order in the real window; what must hold after each step."""

import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.modeltest import ModelTester
from pytestqt.qtbot import QtBot

from desktop_app.app import Program
from desktop_app.models import queries
from desktop_app.models.values import Progress, Verdict
from desktop_app.models.workspace import Workspace
from desktop_app.views.places import Place
from desktop_app.views.table.columns import Column, Sorting
from desktop_app.views.table.split_dialog import SplitDialog
from tests.models.samples import DOMAIN, imported
from tests.views.driving import Driver
from tests.views.trees import check

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
ALT = Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier
Key = Qt.Key
KEYS = (
    (Key.Key_Space, NONE),
    (Key.Key_Delete, NONE),
    (Key.Key_Up, NONE),
    (Key.Key_Down, SHIFT),
    (Key.Key_Left, NONE),
    (Key.Key_Right, NONE),
    (Key.Key_Tab, NONE),
    (Key.Key_Up, ALT),
    (Key.Key_Down, ALT),
    (Key.Key_Left, ALT),
    (Key.Key_Right, ALT),
    (Key.Key_D, CONTROL),
    (Key.Key_Z, CONTROL),
    (Key.Key_Z, CONTROL),
    (Key.Key_Y, CONTROL),
)
Step = Callable[["Player"], None]
Contents = dict[str, list[tuple[object, ...]]]


class Player:
    """A window, and what must hold in it."""

    def __init__(self, driver: Driver) -> None:
        self.driver = driver
        self.main = driver.main
        self.tree = driver.main.work.tree
        self.model = driver.main.work.model

    def contents(self) -> Contents:
        """Return every row of every table of the school's data, read past the program."""
        with closing(sqlite3.connect(self.main.desk.workspace.folder / "yaodian.db")) as raw:
            return {name: sorted(raw.execute(f"SELECT * FROM {name}"), key=repr) for name in DOMAIN}

    def choose(self, places: list[int], column: int) -> None:
        """Choose rows and a column by their places among those shown."""
        keys, columns = self.model.keys(), self.tree.columns.shown()
        if keys:
            self.tree.choose([keys[place % len(keys)] for place in places], columns[column % len(columns)])

    def can_undo(self) -> bool:
        """Tell whether anything was done since the import, which nobody takes back here."""
        return not (self.main.desk.undo_name or "导入").startswith("导入")

    def look(self) -> None:
        """Assert what holds at every moment."""
        desk = self.main.desk
        assert desk.opened is not None
        stored = queries.tree(desk.workspace, desk.opened.id)
        assert list(desk.tree.walk()) == list(stored.walk()), "the window shows what is stored"
        assert len(stored) == len(list(stored.walk())), "every item hangs below another or at the top"
        for row in stored.walk():
            assert desk.tree.tally(row.id) == stored.tally(row.id)
            assert desk.tree.evidence_below(row.id) == stored.evidence_below(row.id)
        shown = self.model.keys()
        assert len(set(shown)) == len(shown)
        assert all(key in desk.tree for key in shown)
        everything = self.main.work.place is Place.ALL and not self.main.bar.search.text()
        if everything and self.model.sorting is None:
            assert shown == [row.id for row in desk.tree.walk()]
        for key in (*self.tree.chosen(), *filter(None, [self.tree.current_item()])):
            assert key in shown
        panel = self.main.work.panel.item_id
        assert not panel or panel in desk.tree


def _key(key: tuple[Qt.Key, Qt.KeyboardModifier]) -> Step:
    def act(player: Player) -> None:
        if key != (Key.Key_Z, CONTROL) or player.can_undo():
            QTest.keyClick(player.tree, *key)

    return act


def _choose(places: list[int], column: int) -> Step:
    return lambda player: player.choose(places, column)


def _type(words: str) -> Step:
    def act(player: Player) -> None:
        QTest.keyClick(player.tree, Key.Key_F2)
        editor = QApplication.focusWidget()
        if editor is not None and player.tree.isAncestorOf(editor):
            QTest.keyClicks(editor, words)
            QTest.keyClick(editor, Key.Key_Return)
        if editor is not None and editor.isVisible() and player.tree.isAncestorOf(editor):
            QTest.keyClick(editor, Key.Key_Escape)

    return act


def _paste(words: str) -> Step:
    def act(player: Player) -> None:
        QApplication.clipboard().setText(words)
        QTest.keyClick(player.tree, Key.Key_V, CONTROL)

    return act


def _add(title: str, below: bool) -> Step:
    def act(player: Player) -> None:
        table = player.main.table
        (table.actions.add_below if below else table.actions.add).trigger()
        table.new_line.setText(title)
        QTest.keyClick(table.new_line, Key.Key_Return)
        QTest.keyClick(table.new_line, Key.Key_Escape)

    return act


def _narrative(words: str) -> Step:
    def act(player: Player) -> None:
        player.main.work.panel.narrative.setPlainText(words)
        player.tree.setFocus()

    return act


def _do(name: str) -> Step:
    def act(player: Player) -> None:
        actions, main = player.main.table.actions, player.main
        {
            "join": actions.join.trigger,
            "renumber": actions.renumber.trigger,
            "restore_numbers": actions.restore_numbers.trigger,
            "under_way": main.actions.progress[Progress.UNDER_WAY].trigger,
            "achieved": main.actions.verdicts[Verdict.ACHIEVED].trigger,
            "open_all": main.actions.open_all.trigger,
            "close_points": main.actions.close_points.trigger,
        }[name]()

    return act


def _split() -> Step:
    def act(player: Player) -> None:
        player.main.table.actions.split.trigger()
        dialog = player.main.dialogs.current
        if isinstance(dialog, SplitDialog):
            dialog.split.click()
            dialog.reject()

    return act


def _find(words: str) -> Step:
    return lambda player: player.main.bar.search.setText(words)


def _place(place: Place) -> Step:
    return lambda player: player.main.work.choose_place(place)


def _sort(sorting: Sorting | None) -> Step:
    return lambda player: player.main.work.sort(sorting)


PLACES = st.lists(st.integers(0, 30), min_size=1, max_size=4)
ACTIONS = ("join", "renumber", "restore_numbers", "under_way", "achieved", "open_all", "close_points")
STEPS = st.one_of(
    st.builds(_choose, PLACES, st.integers(0, 5)),
    st.builds(_choose, PLACES, st.just(0)),
    st.builds(_key, st.sampled_from(KEYS)),
    st.builds(_key, st.sampled_from(KEYS)),
    st.builds(_type, st.sampled_from(["7", "6-30", "abc", " "])),
    st.builds(
        _paste, st.sampled_from(["教导处", "3月1日\n\n5月2日", "进行中\t达成\t德育处\n已完成", "甲\n乙\n丙"])
    ),
    st.builds(_add, st.sampled_from(["新的一条", "另一条"]), st.booleans()),
    st.builds(_narrative, st.sampled_from(["", "做了三次。"])),
    st.builds(_do, st.sampled_from(ACTIONS)),
    st.builds(_split),
    st.builds(_find, st.sampled_from(["", "", "课", "kc", "没有的"])),
    st.builds(_place, st.sampled_from([Place.ALL, Place.ALL, *Place])),
    st.builds(_sort, st.sampled_from([None, Sorting(Column.LEAD), Sorting(Column.PROGRESS, True)])),
)


@contextmanager
def _window(app: QApplication, bot: QtBot) -> Iterator[Player]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with Workspace.create(folder / "ws") as workspace:
            imported(workspace, folder)
        settings_file = QSettings(str(folder / "window.ini"), QSettings.Format.IniFormat)
        program = Program(app, folder / "ws", settings_file, folder / "logs")
        program.frame.resize(1366, 740)
        program.frame.show()
        driver = Driver(program, bot)
        driver.until(lambda: program.main is not None)
        program.frame.activateWindow()
        driver.main.work.tree.setFocus()
        yield Player(driver)
        faults = folder / "logs" / "faults.txt"
        said = faults.read_text("utf-8") if faults.exists() else ""
        program.frame.close()
        program.stop()
        program.frame.deleteLater()
        program.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
        assert not said, said


@settings(
    max_examples=15,
    deadline=None,
    phases=(Phase.explicit, Phase.generate, Phase.shrink),
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.data_too_large,
    ],
)
@given(steps=st.lists(STEPS, min_size=12, max_size=30))
def test_anything_in_any_order(
    qapp: QApplication, qtbot: QtBot, pytestconfig: pytest.Config, steps: list[Step]
) -> None:
    tester = ModelTester(pytestconfig)  # type: ignore[no-untyped-call]
    with _window(qapp, qtbot) as player:
        check(tester, player.model)
        at_first = player.contents()
        for step in steps:
            step(player)
            QApplication.processEvents()
            player.look()
        player.main.work.panel.flush()
        at_last = player.contents()
        done = 0
        while player.can_undo():
            player.main.desk.undo()
            player.look()
            done += 1
        assert player.contents() == at_first
        for _step in range(done):
            player.main.desk.redo()
            player.look()
        assert player.contents() == at_last
        tester._cleanup()  # type: ignore[no-untyped-call]  # else it outlives the model
