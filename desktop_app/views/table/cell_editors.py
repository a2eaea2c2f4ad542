"""What a cell of the tree-table is edited in: a line, a line with a calendar, a short list."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QIcon, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models.fields import Value
from desktop_app.models.values import ItemRow, Progress, Verdict
from desktop_app.views.table.columns import NAMES, Column, typed_value, words_to_edit
from desktop_app.views.widgets.day_menu import DayMenu, first_shown
from desktop_app.views.widgets.name_line import NameLine
from desktop_app.views.widgets.words import day_in_words

# What picks a choice at once: its number, or the first letter of its words in pinyin.
_LETTERS: dict[Progress | Verdict | None, str] = {
    Progress.NOT_STARTED: "1w",
    Progress.UNDER_WAY: "2j",
    Progress.DONE: "3y",
    Verdict.ACHIEVED: "1d",
    Verdict.MOSTLY_ACHIEVED: "2j",
    Verdict.NOT_ACHIEVED: "3w",
    Verdict.NOT_APPLICABLE: "4b",
    None: "0q",
}
_KEEPS = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)


@dataclass(frozen=True)
class Leave:
    """How an editor is left: for a cell to the right or below; stored in every chosen row, or in its own."""

    right: int = 0
    down: int = 0
    everyone: bool = False


def leaving(event: QKeyEvent) -> Leave | None:
    """Return how a key leaves an editor that stands in one line, None where it does not."""
    if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            return Leave(everyone=True)
        return Leave(down=-1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 1)
    return None


class CellLine(NameLine):
    """A cell's words while they are edited.

    Signals: `left(Leave)` when they are to be stored, `given_up()` when they are not.
    """

    left = Signal(object)
    given_up = Signal()

    def __init__(self, row: ItemRow, column: Column, year: int, parent: QWidget) -> None:
        super().__init__(column.label, "", parent)
        self.item_id, self.column, self.year = row.id, column, year
        self.wrong = self.closed = False
        self.setProperty("inPlace", True)
        self.load(words_to_edit(row, column, year))
        self.selectAll()
        self.textEdited.connect(self._forget_wrong)

    def value(self) -> Value:
        """Return what the words mean. Raises YaodianError."""
        return typed_value(self.column, self.text(), self.year)

    @property
    def reason(self) -> str:
        """Why something does not apply: never said in a line."""
        return ""

    def show_wrong(self, wrong: bool) -> None:
        """Show that the words could not be stored, or that they may be now."""
        self.refused = wrong
        if wrong != self.wrong:
            self.wrong = wrong
            self.setProperty("wrong", wrong)
            self.style().unpolish(self)
            self.style().polish(self)
        self.tell_words()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Leave with Enter and with the arrows up and down, give up with Esc."""
        leave = leaving(event) or self._by_arrow(event)
        if leave is not None:
            if self.offering:
                self.take_marked()
            self.left.emit(leave)
        elif event.key() == Qt.Key.Key_Escape and not self.offering:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def _by_arrow(self, event: QKeyEvent) -> Leave | None:
        if event.modifiers() or self.offering:
            return None
        if event.key() == Qt.Key.Key_Up:
            return Leave(down=-1)
        return Leave(down=1) if event.key() == Qt.Key.Key_Down and self.column not in NAMES else None

    def focusNextPrevChild(self, forwards: bool) -> bool:
        """Leave with Tab, for the cell beside."""
        if self.offering:
            self.take_marked()
        self.left.emit(Leave(right=1 if forwards else -1))
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Store on leaving; another window may be looked into meanwhile."""
        super().focusOutEvent(event)
        if event.reason() not in _KEEPS and not self.offering and not self.picking:
            self.left.emit(Leave())

    @property
    def picking(self) -> bool:
        """Whether a value is being picked beside the line."""
        return False

    def hand_over(self) -> None:
        """Store what is typed, as on leaving."""
        self.left.emit(Leave())

    def commit(self) -> None:
        """Do nothing on Qt's word: the editor knows better when it is left."""

    def try_again(self) -> None:
        """Store what is typed once more."""
        self.hand_over()

    @property
    def waits(self) -> bool:
        """Whether it is stored at a button alone: never, but on leaving."""
        return False

    def _forget_wrong(self) -> None:
        self.show_wrong(False)


class CellDay(CellLine):
    """A day while it is edited: typed, or with Alt and the arrow down from a calendar."""

    def __init__(self, row: ItemRow, year: int, icon: QIcon, parent: QWidget) -> None:
        super().__init__(row, Column.DUE, year, parent)
        self._day = row.due
        self.setPlaceholderText(_("如 6月30日"))
        self._menu: DayMenu | None = None
        opener = self.addAction(icon, QLineEdit.ActionPosition.TrailingPosition)
        opener.setToolTip(_("从日历里选"))
        opener.triggered.connect(self.open_calendar)

    def open_calendar(self) -> None:
        """Open the calendar below the cell."""
        if self._menu is None:
            self._menu = DayMenu(self)
            self._menu.day_chosen.connect(self._take_day)
        self._menu.open_below(self, first_shown(self._day, self.year))

    @property
    def menu(self) -> DayMenu | None:
        """The calendar, once it has been opened."""
        return self._menu

    @property
    def picking(self) -> bool:
        """Whether the calendar is open."""
        return self._menu is not None and self._menu.isVisible()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the calendar as a list is opened elsewhere."""
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if event.key() == Qt.Key.Key_F4 or (alt and event.key() == Qt.Key.Key_Down):
            self.open_calendar()
        else:
            super().keyPressEvent(event)

    def _take_day(self, day: date) -> None:
        self.setText(day_in_words(day, date(self.year, 1, 1)))
        self.left.emit(Leave())


class _Choices(QListWidget):
    """The list of a CellChoice; its keys are the editor's."""

    key_pressed = Signal(object)
    deserted = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Home, Qt.Key.Key_End):
            super().keyPressEvent(event)
        else:
            self.key_pressed.emit(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _KEEPS:
            self.deserted.emit()


class CellChoice(QFrame):
    """One of a few values while it is chosen: by its number, its letter, the arrows, or a click.

    What does not apply needs a reason: it is asked for in the same place. Signals as those of CellLine.
    """

    left = Signal(object)
    given_up = Signal()

    def __init__(
        self,
        row: ItemRow,
        column: Column,
        icons: Sequence[tuple[Progress | Verdict | None, QIcon]],
        parent: QWidget,
    ) -> None:
        super().__init__(parent)
        self.item_id, self.column = row.id, column
        self.wrong = self.closed = False
        self.setObjectName("cellChoice")
        self.list = _Choices(self)
        self.list.setAccessibleName(column.label)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.reason_line = _ReasonLine(row, self)
        self.reason_line.hide()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(1, 1, 1, 1)
        layout.addWidget(self.list)
        layout.addWidget(self.reason_line)
        self._values = [value for value, _icon in icons]
        for value, icon in icons:
            words = value.label if value else _("清除")
            self.list.addItem(QListWidgetItem(icon, f"{_LETTERS[value][0]}  {words}"))
        stored = getattr(row, column.field)
        self.list.setCurrentRow(self._values.index(stored) if stored else 0)
        self.setFocusProxy(self.list)
        self.list.itemClicked.connect(self._take_clicked)
        self.list.key_pressed.connect(self._take_key)
        self.list.deserted.connect(self._desert)
        self.reason_line.left.connect(self.left)
        self.reason_line.given_up.connect(self.given_up)

    @property
    def asks_reason(self) -> bool:
        """Whether the reason is being asked for now."""
        return not self.reason_line.isHidden()

    def value(self) -> Value:
        """Return the value chosen. Raises YaodianError where it needs a reason and has none."""
        value = self._values[self.list.currentRow()]
        if value is Verdict.NOT_APPLICABLE and not self.reason:
            raise YaodianError(_("选“不适用”要写明理由，没有改动。请写好理由后按回车，或按 Esc 放弃。"))
        return value

    @property
    def reason(self) -> str:
        """Why something does not apply; empty for every other value."""
        applies = self._values[self.list.currentRow()] is not Verdict.NOT_APPLICABLE
        return "" if applies else self.reason_line.text().strip()

    def show_wrong(self, wrong: bool) -> None:
        """Show that the value could not be stored."""
        self.wrong = wrong
        self.reason_line.show_wrong(wrong)

    def hand_over(self) -> None:
        """Store a reason that is typed; a value that is only marked in the list is not chosen yet."""
        if self.asks_reason and self.reason_line.text().strip():
            self.left.emit(Leave())
        else:
            self.given_up.emit()

    def height_of_list(self) -> int:
        """Return the height in which all values can be seen."""
        return self.list.sizeHintForRow(0) * self.list.count() + 4

    def _take_key(self, event: QKeyEvent) -> None:
        leave = leaving(event)
        if leave is None and event.key() in (Qt.Key.Key_Tab, Qt.Key.Key_Backtab):
            leave = Leave(right=1 if event.key() == Qt.Key.Key_Tab else -1)
        if leave is not None:
            self._take(leave)
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            self._take_letter(event.text().lower())

    def _take_letter(self, letter: str) -> None:
        for place, value in enumerate(self._values):
            if letter and letter in _LETTERS[value]:
                self.list.setCurrentRow(place)
                self._take(Leave())
                return

    def _take_clicked(self) -> None:
        self._take(Leave())

    def _take(self, leave: Leave) -> None:
        if self._values[self.list.currentRow()] is Verdict.NOT_APPLICABLE:
            self._ask_reason()
        else:
            self.left.emit(leave)

    def _ask_reason(self) -> None:
        self.reason_line.show()
        self.reason_line.setFocus()
        self.list.hide()
        width = max(self.width(), self.fontMetrics().averageCharWidth() * 40)
        around = self.parentWidget()
        left = max(0, min(self.x(), around.width() - width)) if around else self.x()
        self.setGeometry(left, self.y(), width, self.reason_line.sizeHint().height() + 6)

    def _desert(self) -> None:
        gone_to = QApplication.focusWidget()
        if gone_to is None or not self.isAncestorOf(gone_to):
            self.given_up.emit()


class _ReasonLine(CellLine):
    """The line in which it is said why something does not apply."""

    def __init__(self, row: ItemRow, parent: QWidget) -> None:
        super().__init__(row, Column.TITLE, 0, parent)
        self.setAccessibleName(_("不适用的理由"))
        self.setPlaceholderText(_("为什么不适用？写好后按回车"))
        self.load(row.verdict_reason)
        self.selectAll()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        if self.text().strip() or event.reason() in _KEEPS:
            super().focusOutEvent(event)
        else:
            self.given_up.emit()
