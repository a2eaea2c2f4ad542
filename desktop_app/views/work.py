"""Slow work off the UI thread: a pure function of plain data, with progress and a way to stop it."""

import threading
import time
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, Signal, Slot

from desktop_app.errors import CancelledError, YaodianError

if TYPE_CHECKING:  # takes time to import, and the first screen has no slow work
    from concurrent.futures import Future, ThreadPoolExecutor

OnProgress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
Work = Callable[[OnProgress, Cancelled], Any]

_BETWEEN_REPORTS = 0.05  # seconds: more often than this nobody sees


class Task(QObject):
    """One piece of slow work. Lives on the UI thread; what the worker says crosses over by queued signals.

    Signals: `progressed(done, in all)`, then `ended(this task)` and one of `finished(result)`,
    `refused(sentence)`, `cancelled(sentence)`. What nobody expects is raised again on the UI thread.
    """

    progressed = Signal(object, object)
    finished = Signal(object)
    refused = Signal(str)
    cancelled = Signal(str)
    ended = Signal(object)
    _reported = Signal(object, object)
    _returned = Signal(object)

    def __init__(self, words: str, parent: QObject) -> None:
        super().__init__(parent)
        self.words = words
        self._stop = threading.Event()
        self._last_report = 0.0
        self._reported.connect(self._pass_on)
        # Queued always: work that is over at once would else be told before anybody could connect.
        self._returned.connect(self._take, Qt.ConnectionType.QueuedConnection)

    def cancel(self) -> None:
        """Ask the work to stop at its next step."""
        self._stop.set()

    def run(self, work: Work) -> Any:  # noqa: ANN401
        """Do the work; called on the worker's thread."""
        return work(self._report, self._stop.is_set)

    def hand_over(self, future: "Future[Any]") -> None:
        """Tell the UI thread that the work is over; called on the worker's thread."""
        self._returned.emit(future)

    def _report(self, done: int, total: int) -> None:
        now = time.monotonic()
        if done >= total or now - self._last_report > _BETWEEN_REPORTS:
            self._last_report = now
            self._reported.emit(done, total)

    @Slot(object, object)
    def _pass_on(self, done: int, total: int) -> None:
        self.progressed.emit(done, total)

    @Slot(object)
    def _take(self, future: "Future[Any]") -> None:
        self.ended.emit(self)
        if future.cancelled():  # it never began
            self.cancelled.emit("")
            return
        try:
            result = future.result()
        except CancelledError as error:
            self.cancelled.emit(str(error))
        except YaodianError as error:
            self.refused.emit(str(error))
        else:
            self.finished.emit(result)


class Workers(QObject):
    """Runs tasks one after the other on a thread of its own. `started(task)` for whoever shows progress."""

    started = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._executor: ThreadPoolExecutor | None = None
        self._tasks: list[Task] = []

    def start(self, words: str, work: Work) -> Task:
        """Begin a piece of work that is called `words` on screen; connect to the task before going on."""
        from concurrent.futures import ThreadPoolExecutor

        if self._executor is None:
            self._executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="yaodian")
        task = Task(words, self)
        self._tasks.append(task)
        task.ended.connect(self._forget)
        future = self._executor.submit(task.run, work)
        future.add_done_callback(task.hand_over)
        self.started.emit(task)
        return task

    @property
    def busy(self) -> bool:
        """Whether there is work under way."""
        return bool(self._tasks)

    def cancel(self) -> None:
        """Ask all work to end; this does not wait, so that a window that is closed goes at once."""
        for task in self._tasks:
            task.cancel()

    def stop(self) -> None:
        """Stop all work and wait for the thread to end."""
        self.cancel()
        if self._executor is not None:
            self._executor.shutdown(wait=True, cancel_futures=True)
            self._executor = None

    def _forget(self, task: Task) -> None:
        self._tasks.remove(task)
        task.deleteLater()
