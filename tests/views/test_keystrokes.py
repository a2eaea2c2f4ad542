"""Ten everyday tasks with exactly the keys and clicks that the developer guide counts for them."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop_app.models.values import Progress, Verdict
from desktop_app.resources import RESOURCES
from desktop_app.views.places import Place
from desktop_app.views.table.columns import Column
from tests.views.driving import LEFT, NO_KEYS, Driver
from tests.views.papers import write_document, write_evidence
from tests.views.table.test_table_work import clip, drag

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key
POINTS = 24
TITLES = [f"推进第{number}项工作" for number in range(1, POINTS + 1)]
TITLES[17] = "规范食堂管理"


class Hand:
    """One hand on the keys and the mouse, counted: a key with its modifiers is one, so is a click or a drag."""

    def __init__(self, window: Driver) -> None:
        self.window = window
        self.main = window.main
        self.tree = window.main.work.tree
        self.used = 0

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Press a key where the focus is."""
        self.used += 1
        QTest.keyClick(self.focus(), key, modifiers)

    def focus(self) -> QWidget:
        """Return what hears the keys."""
        return QApplication.focusWidget() or self.tree

    def letters(self, letters: str) -> None:
        """Type Latin letters, each a key."""
        self.used += len(letters)
        QTest.keyClicks(self.focus(), letters)

    def words(self, words: str) -> None:
        """Write words with an input method; they are the same in both programs and not counted."""
        self.window.type_into(self.focus(), words)

    def click(
        self, widget: QWidget, place: QPoint | None = None, modifiers: Qt.KeyboardModifier = NO_KEYS
    ) -> None:
        """Click somewhere."""
        self.used += 1
        QTest.mouseClick(widget, LEFT, modifiers, place or widget.rect().center())
        if place is None:
            widget.setFocus()

    def cell(self, title: str, column: Column, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Click a cell that is in sight."""
        index = self.main.work.model.index_of(self.window.item(title).id, column)
        self.click(self.tree.viewport(), self.tree.visualRect(index).center(), modifiers)

    def sign(self, title: str, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        """Click the sign before a title."""
        self.used += 1
        self.window.click_sign(title, modifiers)

    def drop(self, act: Callable[[], object]) -> None:
        """Drag something and let go."""
        self.used += 1
        assert act()

    def double_click(self, widget: QWidget, place: QPoint) -> None:
        """Click twice."""
        self.used += 2
        QTest.mouseClick(widget, LEFT, NO_KEYS, place)
        QTest.mouseDClick(widget, LEFT, NO_KEYS, place)


@pytest.fixture
def hand(window: Driver, tmp_path: Path) -> Hand:
    """A window with a checklist of 24 points, all in sight, none of them chosen by the task at hand."""
    lines = [f"{number}. {title}。按时完成，及时总结。" for number, title in enumerate(TITLES, start=1)]
    text = "\n\n".join(["云溪区教育局2026年工作要点", "一、重点工作", *lines])
    window.program.frame.resize(1366, 1100)
    window.import_document(write_document(tmp_path, text))
    window.main.actions.close_points.trigger()
    window.main.frame.activateWindow()
    window.main.work.tree.setFocus()
    window.until(window.main.work.tree.hasFocus)
    return Hand(window)


def progress(hand: Hand, title: str) -> Progress:
    return hand.main.desk.tree.progress(hand.window.item(title).id)


def tick(hand: Hand, _folder: Path) -> None:
    hand.sign(TITLES[4])
    assert progress(hand, TITLES[4]) is Progress.DONE


def tick_ten(hand: Hand, _folder: Path) -> None:
    hand.cell(TITLES[2], Column.TITLE)
    hand.sign(TITLES[11], SHIFT)
    assert [progress(hand, title) is Progress.DONE for title in TITLES[:14]] == [0] * 2 + [1] * 10 + [0] * 2


def lead_of_twenty(hand: Hand, _folder: Path) -> None:
    hand.cell(TITLES[1], Column.LEAD)
    hand.cell(TITLES[20], Column.LEAD, SHIFT)
    QTest.keyClick(hand.tree, Key.Key_F2)  # an input method opens the cell by itself
    hand.words("德育处")
    hand.key(Key.Key_Return, CONTROL)
    assert [hand.window.stored(title).lead for title in TITLES[1:21]] == ["德育处"] * 20


def paste_days(hand: Hand, _folder: Path) -> None:
    clip("\r\n".join(f"{month}月10日" for month in range(1, 13)))
    hand.cell(TITLES[0], Column.DUE)
    hand.key(Key.Key_V, CONTROL)
    assert hand.window.stored(TITLES[11]).due == date(2026, 12, 10)


def find(hand: Hand, _folder: Path) -> None:
    hand.key(Key.Key_F, CONTROL)
    hand.letters("st")
    hand.key(Key.Key_Return)
    assert hand.tree.hasFocus()
    assert hand.tree.current_item() == hand.window.item("规范食堂管理").id


def attach_and_open(hand: Hand, folder: Path) -> None:
    papers = write_evidence(folder, "演练方案.docx")
    window, viewport = hand.window, hand.tree.viewport()
    hand.drop(lambda: window.drop(viewport, papers, window.place_of(TITLES[6])))
    window.until(lambda: window.item(TITLES[6]).evidence_count == 1)
    hand.cell(TITLES[6], Column.EVIDENCE)
    files = hand.main.work.panel.evidence.files
    hand.double_click(files.viewport(), files.visualRect(files.model().index(0, 0)).center())
    window.until(lambda: [path.name for path in window.opened] == ["演练方案.docx"])


def narrative_and_verdict(hand: Hand, _folder: Path) -> None:
    hand.main.work.reveal([hand.window.item(TITLES[3]).id])
    panel = hand.main.work.panel
    hand.click(panel.narrative)
    hand.words("全年演练十次，师生都会走。")
    hand.click(panel.verdict.button(Verdict.ACHIEVED))
    hand.cell(TITLES[4], Column.TITLE)
    row = hand.window.stored(TITLES[3])
    assert (row.narrative, row.verdict) == ("全年演练十次，师生都会走。", Verdict.ACHIEVED)
    assert panel.item_id == hand.window.item(TITLES[4]).id


def move(hand: Hand, _folder: Path) -> None:
    rect = hand.tree.visualRect(hand.main.work.model.index_of(hand.window.item(TITLES[2]).id))
    hand.drop(lambda: drag(hand.window, [TITLES[9]], rect.topLeft() + QPoint(40, 1)))
    titles = [row.title for row in hand.main.desk.tree.points()]
    assert titles[1:4] == [TITLES[1], TITLES[9], TITLES[2]]


def overdue(hand: Hand, _folder: Path) -> None:
    late = hand.window.item(TITLES[7]).id
    hand.main.desk.set_fields([late], {"due": date.today() - timedelta(days=1)})
    hand.key(Key.Key_4, CONTROL)
    assert hand.main.work.place is Place.OVERDUE
    assert late in hand.main.work.model.keys()  # noqa: SIM118 -- no dict


def undo_three(hand: Hand, _folder: Path) -> None:
    for lead in ("甲", "乙", "丙"):
        hand.main.desk.set_fields([hand.window.item(TITLES[0]).id], {"lead": lead})
    for _step in range(3):
        hand.key(Key.Key_Z, CONTROL)
    assert hand.window.stored(TITLES[0]).lead == ""


TASKS = (
    tick,
    tick_ten,
    lead_of_twenty,
    paste_days,
    find,
    attach_and_open,
    narrative_and_verdict,
    move,
    overdue,
    undo_three,
)


def counted() -> list[tuple[int, int]]:
    """Return what the developer guide counts for each task: here, and in Excel."""
    guide = (RESOURCES.parent / "docs" / "developer-guide.md").read_text("utf-8")
    part = guide.split("## Keys and clicks")[1].split("\n## ")[0]
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]]
        for line in part.splitlines()
        if line.startswith("| ")
    ]
    return [(int(row[1]), int(row[3])) for row in rows if row[1].isdigit() and row[0] != "together"]


@pytest.mark.parametrize("task", TASKS, ids=lambda task: task.__name__)
def test_a_task_takes_as_many_keys_and_clicks_as_the_guide_says(
    task: Callable[[Hand, Path], None], hand: Hand, tmp_path: Path
) -> None:
    task(hand, tmp_path)
    assert hand.used == counted()[TASKS.index(task)][0]


def test_no_task_takes_more_than_in_excel_and_all_together_half() -> None:
    counts = counted()
    assert len(counts) == len(TASKS)
    assert all(ours <= excel for ours, excel in counts)
    assert 2 * sum(ours for ours, _excel in counts) <= sum(excel for _ours, excel in counts)
