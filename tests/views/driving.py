"""A driver of the real window: does what a person does, and waits for what follows."""

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDragMoveEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop_app.app import Program
from desktop_app.models import queries
from desktop_app.models.values import ItemRow
from desktop_app.views.main_window import MainWindow
from desktop_app.views.places import Place
from desktop_app.views.table.columns import Column

LEFT = Qt.MouseButton.LeftButton
NO_KEYS = Qt.KeyboardModifier.NoModifier


class Driver:
    """One running window and the hands of its user."""

    def __init__(self, program: Program, bot: QtBot) -> None:
        self.program = program
        self.bot = bot
        self.opened: list[Path] = []
        self.fault_expected = False

    @property
    def main(self) -> MainWindow:
        assert self.program.main is not None
        return self.program.main

    def until(self, ready: Callable[[], object]) -> None:
        self.bot.waitUntil(lambda: bool(ready()))

    # What a person does

    def import_document(self, path: Path) -> None:
        self.drop(self.program.frame, [path])
        self.until(lambda: self.main.flows.under_review)
        self.click(self.main.review.accept)
        self.until(lambda: self.main.desk.opened and not self.main.flows.under_review)

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, LEFT)

    def key(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        QTest.keyClick(self.main.work.tree, key, modifiers)

    def go_to(self, title: str) -> ItemRow:
        row = self.item(title)
        self.main.work.reveal([row.id])
        return row

    def click_sign(self, title: str, modifiers: Qt.KeyboardModifier = NO_KEYS) -> None:
        tree = self.main.work.tree
        rect = tree.visualRect(self.main.work.model.index_of(self.item(title).id))
        place = tree.cells.sign_box(rect).center().toPoint()
        QTest.mouseClick(tree.viewport(), LEFT, modifiers, place)

    def choose(self, *titles: str) -> None:
        self.main.work.reveal([self.item(title).id for title in titles])

    def type_into(self, edit: QWidget, words: str) -> None:
        edit.setFocus()
        for letter in words:
            # keyClicks knows Latin keys alone: Chinese comes from an input method, as text
            QApplication.clipboard().setText(letter)
            QTest.keyClick(edit, Qt.Key.Key_V, Qt.KeyboardModifier.ControlModifier)

    def drop(self, widget: QWidget, paths: Sequence[Path], place: QPoint | None = None) -> bool:
        """Drag files over a widget and let go; tell whether they were taken."""
        data = QMimeData()
        data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
        return self.drop_data(widget, data, place)

    def drop_data(
        self,
        widget: QWidget,
        data: QMimeData,
        place: QPoint | None = None,
        held: Qt.KeyboardModifier = NO_KEYS,
    ) -> bool:
        """Do the same with anything that can be dragged."""
        at = place or widget.rect().center()
        action, buttons = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
        enter = QDragEnterEvent(at, action, data, buttons, held)
        move = QDragMoveEvent(at, action, data, buttons, held)
        drop = QDropEvent(QPointF(at), action, data, buttons, held)
        QApplication.sendEvent(widget, enter)
        if not enter.isAccepted():
            return False
        move.accept()  # as Qt does once the drag was taken on entering
        QApplication.sendEvent(widget, move)
        if move.isAccepted():
            QApplication.sendEvent(widget, drop)
        return move.isAccepted()

    def place_of(self, title: str) -> QPoint:
        """Return where the row of an item stands in the tree's viewport."""
        index = self.main.work.model.index_of(self.item(title).id, Column.LEAD)
        self.main.work.tree.scrollTo(index)
        return self.main.work.tree.visualRect(index).center()

    # What there is

    def item(self, title: str) -> ItemRow:
        """Return the item whose title or text starts like this."""
        for row in self.main.desk.tree.walk():
            if row.title.startswith(title) or (not row.title and row.text.startswith(title)):
                return row
        raise AssertionError(f"no item {title}")

    def stored(self, title: str) -> ItemRow:
        """Return the item as it lies in the database."""
        (row,) = queries.rows(self.main.desk.workspace, [self.item(title).id])
        return row

    def place(self) -> Place:
        """Return the view of the checklist that is on."""
        return self.main.work.place

    def shown(self) -> list[str]:
        """Return the titles of the rows shown, in order."""
        model = self.main.work.model
        return [model.tree[key].title or model.tree[key].text for key in model.keys()]  # noqa: SIM118
