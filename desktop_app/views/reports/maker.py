"""Where files go, the button that makes them, and how far that is."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.views.reports.forms import Form
from desktop_app.views.reports.making import WHOLE, Order
from desktop_app.views.widgets.controls import ElidedLabel, link, plain_label, primary_button
from desktop_app.views.widgets.theme import XS, S
from desktop_app.views.work import Task


class Maker(QWidget):
    """Offers to make files. `folder_requested()`, `make_requested()`."""

    folder_requested = Signal()
    make_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.folder = ElidedLabel("soft")
        self.change = link(_("更改…"))
        self.make = primary_button()
        self.step = ElidedLabel("soft")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("进展"))
        self.cancel = QPushButton(_("取消"))
        self._stack = QStackedWidget()
        self._orders: Sequence[Order] = ()
        self._task: Task | None = None
        self._lay_out()
        self.change.clicked.connect(self.folder_requested)
        self.make.clicked.connect(self.make_requested)
        self.cancel.clicked.connect(self._cancel)

    def _lay_out(self) -> None:
        where = QHBoxLayout()
        where.setSpacing(S)
        where.addWidget(plain_label(_("存到"), "soft"))
        where.addWidget(self.folder, 1)
        where.addWidget(self.change)
        under_way = QWidget()
        words = QVBoxLayout()
        words.setSpacing(XS)
        words.addWidget(self.step)
        words.addWidget(self.bar)
        across = QHBoxLayout(under_way)
        across.setContentsMargins(0, 0, 0, 0)
        across.addLayout(words, 1)
        across.addWidget(self.cancel)
        for part in (self.make, under_way):
            self._stack.addWidget(part)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(S)
        column.addLayout(where)
        column.addWidget(self._stack)

    @property
    def busy(self) -> bool:
        """Whether files are being made."""
        return self._task is not None

    def show_place(self, words: str, folder: Path) -> None:
        """Say where files go."""
        self.folder.show_words(words)
        self.folder.setToolTip(str(folder))

    def show_wish(self, forms: Sequence[Form], possible: bool) -> None:
        """Say what would be made: the first of these forms, and how many they are; all where one points."""
        words = _("生成“{form}”等 {count} 份") if len(forms) > 1 else _("生成“{form}”")
        self.make.setText(words.format(form=forms[0].label, count=len(forms)))
        self.make.setToolTip("\n".join(form.label for form in forms))
        self.make.setEnabled(possible)

    def follow(self, task: Task, orders: Sequence[Order]) -> None:
        """Show how far a task is that makes these files."""
        self._task, self._orders = task, orders
        self.cancel.setEnabled(True)
        self._show_step(0, WHOLE * len(orders))
        self._stack.setCurrentIndex(1)
        task.progressed.connect(self._show_step)
        task.ended.connect(self._end)

    def _show_step(self, done: object, total: object) -> None:
        if not (isinstance(done, int) and isinstance(total, int)) or not self.cancel.isEnabled():
            return
        at = min(done // WHOLE, len(self._orders) - 1)
        words = _("{number} / {count}　{form}")
        form = self._orders[at].form.label
        self.step.show_words(words.format(form=form, number=at + 1, count=len(self._orders)))
        self.bar.setRange(0, total)
        self.bar.setValue(done)

    def _cancel(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.cancel.setEnabled(False)
            self.step.show_words(_("正在停止……"))

    def _end(self) -> None:
        self._task = None
        self._stack.setCurrentIndex(0)
