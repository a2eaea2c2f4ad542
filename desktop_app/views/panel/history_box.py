"""The part of the item panel that tells what was changed in an item, by whom and when."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.models.values import FieldChange, HistoryRow
from desktop_app.views.widgets.controls import button_row, link, plain_label
from desktop_app.views.widgets.theme import XS, sized
from desktop_app.views.widgets.words import moment_in_words

SHOWN = 20  # entries; the page of all changes has the others
_VALUE = 60  # characters of a value


class HistoryBox(QWidget):
    """An item's changes, read only when one opens them.

    Signals: `wanted()` when they are to be read, `all_requested()` for those of everything.
    """

    wanted = Signal()
    all_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.is_open = False
        self.turn = link(_("修改记录 ▸"), quiet=True)
        self.all = link(_("全部操作记录"), quiet=True)
        self.words = plain_label(look="soft", wrap=True)
        self.words.setFont(sized(self.font(), -1))
        head = button_row(self.all, left=(self.turn,))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        layout.addLayout(head)
        layout.addWidget(self.words)
        self.turn.clicked.connect(self._turn)
        self.all.clicked.connect(self.all_requested)
        self._show()

    def show_rows(self, rows: Sequence[HistoryRow]) -> None:
        """Show these entries, newest first."""
        now = datetime.now().astimezone()
        told = [in_words(row, now) for row in rows[:SHOWN]]
        self.words.setText("\n".join(told) if told else _("导入以后还没有改动。"))

    def refresh(self) -> None:
        """Ask for the entries of the item shown now, where they are open."""
        if self.is_open:
            self.wanted.emit()

    def _turn(self) -> None:
        self.is_open = not self.is_open
        self._show()
        self.refresh()

    def _show(self) -> None:
        self.turn.setText(_("修改记录 ▾") if self.is_open else _("修改记录 ▸"))
        self.words.setVisible(self.is_open)
        self.all.setVisible(self.is_open)


def in_words(row: HistoryRow, now: datetime) -> str:
    """Return an entry as lines: when, who, what; then each field from what to what."""
    undone = _("（已撤销）") if row.undone else ""
    head = f"{moment_in_words(row.at, now)}　{row.who}　{row.action}{undone}"
    return "\n".join((head, *(f"　　{change_in_words(change)}" for change in row.changes)))


def change_in_words(change: FieldChange) -> str:
    """Return one field's change: 完成情况：空 → 三月开展…; what came or went has no values, only a word."""
    if not change.before and not change.after:
        return change.field
    before, after = (_short(words) or _("空") for words in (change.before, change.after))
    return _("{field}：{before} → {after}").format(field=change.field, before=before, after=after)


def _short(words: str) -> str:
    line = " ".join(words.split())
    return line if len(line) <= _VALUE else line[:_VALUE] + "…"
