"""The line at the foot of the window: numbers that lead somewhere, what is under way, what was just done."""

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QToolButton, QWidget

from desktop_app.i18n import _
from desktop_app.views.places import Census, Place
from desktop_app.views.widgets.controls import link, plain_label
from desktop_app.views.widgets.theme import XS, L, M, S, tabular
from desktop_app.views.work import Task

_PATIENCE = 500  # milliseconds that work may take before its progress is shown
_MOMENT = 6000  # milliseconds that a message stays


class StatusLine(QWidget):
    """Shows counts, progress and short messages.

    Signals: `place_chosen(Place)` when a number is clicked, `unsaved_chosen()` when it is that words are not
    stored.
    """

    place_chosen = Signal(object)
    unsaved_chosen = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("statusLine")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.done = link("", quiet=True)
        self.lacking = link("", quiet=True)
        self.saved = plain_label(look="soft")
        self.unsaved = link("", quiet=True)
        self.unsaved.setProperty("failed", True)
        self.unsaved.setToolTip(_("去看看是哪里，为什么"))
        self.message = plain_label(look="soft")
        self.work = plain_label(look="soft")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.bar.setFixedWidth(160)
        self.bar.setAccessibleName(_("进展"))
        self.stop = QToolButton()
        self.stop.setText(_("停止"))
        self._tasks: list[Task] = []  # the last is the one shown
        self._typing = True
        self._busy = self._refused = False
        self._patience = self._timer(_PATIENCE)
        self._moment = self._timer(_MOMENT)
        self._lay_out()
        self._show_work(False)
        self.done.clicked.connect(self._choose_done)
        self.lacking.clicked.connect(self._choose_lacking)
        self.unsaved.clicked.connect(self.unsaved_chosen)
        self.stop.clicked.connect(self._stop_task)
        self._patience.timeout.connect(self._show_progress)
        self._moment.timeout.connect(self._forget_message)

    def _timer(self, interval: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        return timer

    def _lay_out(self) -> None:
        layout = QHBoxLayout(self)
        layout.setContentsMargins(M, XS, M, XS)
        layout.setSpacing(S)
        for part in (self.done, self.lacking, self.saved):
            part.setFont(tabular(part.font()))
            layout.addWidget(part)
        layout.addWidget(self.unsaved)
        layout.addSpacing(L)
        layout.addWidget(self.message, 1)
        under_way: tuple[QWidget, ...] = (self.work, self.bar, self.stop)
        for widget in under_way:
            layout.addWidget(widget)

    def show_census(self, census: Census | None) -> None:
        """Show how many points are done and how many lack evidence."""
        self.done.setVisible(census is not None)
        self.lacking.setVisible(census is not None)
        if census is not None:
            done, total = census.count(Place.DONE), census.applying
            self.done.setText(_("已完成 {done} / {total}").format(done=done, total=total))
            self.lacking.setText(_("缺佐证 {count}").format(count=census.count(Place.LACKING)))

    def show_counts(self, shown: bool, typing: bool) -> None:
        """Show the counts, and where one types what became of the words; else progress and messages alone."""
        self._typing = typing
        for part in (self.done, self.lacking):
            part.setVisible(shown)
        self._fold()

    def show_saved(self, words: str, refused: bool, read_only: bool) -> None:
        """Say how it stands with the words typed: in red, and as a link, where some could not be stored."""
        self.saved.setText(_("只能查看") if read_only else words)
        self.unsaved.setText(words)
        self._refused = refused
        self._fold()

    def tell(self, words: str) -> None:
        """Show a short message for a moment."""
        self.message.setText(words)
        self._moment.start()
        self._fold()

    def _forget_message(self) -> None:
        self.message.clear()
        self._fold()

    def follow(self, task: Task) -> None:
        """Show the progress of a task, if it takes long enough to be seen."""
        self._tasks.append(task)
        self._begin(task)
        task.progressed.connect(self._show_step)
        task.ended.connect(self._end)
        self._patience.start()

    @property
    def _task(self) -> Task | None:
        return self._tasks[-1] if self._tasks else None

    def _begin(self, task: Task) -> None:
        self.bar.setRange(0, 0)
        self.work.setText(task.words)

    def _show_progress(self) -> None:
        self._show_work(self._task is not None)

    def _show_step(self, done: object, total: object) -> None:
        task = self._task
        if (
            task is self.sender()
            and task is not None
            and isinstance(done, int)
            and isinstance(total, int)
            and total > 0
        ):
            self.bar.setRange(0, 1000)
            self.bar.setValue(done * 1000 // total)
            self.work.setText(_("{words} {percent}%").format(words=task.words, percent=done * 100 // total))

    def _end(self, task: Task) -> None:
        self._tasks.remove(task)
        if self._task is not None:
            self._begin(self._task)
        else:
            self._patience.stop()
            self._show_work(False)

    def _show_work(self, shown: bool) -> None:
        self._busy = shown
        for part in (self.work, self.bar, self.stop):
            part.setVisible(shown)
        self._fold()

    def _fold(self) -> None:
        """Take no room on a page that has nothing to count, while nothing is under way or being said."""
        self.saved.setVisible(self._typing and not self._refused)
        self.unsaved.setVisible(self._refused)
        self.setVisible(self._typing or self._busy or self._refused or bool(self.message.text()))

    def _stop_task(self) -> None:
        if self._task is not None:
            self._task.cancel()
            self.work.setText(_("正在停止……"))

    def _choose_done(self) -> None:
        self.place_chosen.emit(Place.DONE)

    def _choose_lacking(self) -> None:
        self.place_chosen.emit(Place.LACKING)
