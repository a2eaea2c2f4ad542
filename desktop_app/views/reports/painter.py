"""Makes the pictures of pages on a worker, the wished-for ones in order; what is no longer wished is left."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QImage

from desktop_app.views.reports.rendering import Wish, seen
from desktop_app.views.work import Cancelled, OnProgress, Task, Workers


@dataclass(frozen=True)
class Painted:
    """A page's picture; a null one where there is none."""

    wish: Wish
    image: QImage


class Painter(QObject):
    """`painted(Painted)`, one page at a time: PDFium cannot be stopped within a page."""

    painted = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workers = Workers(self)
        self._wishes: list[Wish] = []
        self._under_way: Wish | None = None
        self._task: Task | None = None

    def want(self, wishes: Sequence[Wish]) -> None:
        """Paint these pages, the first one first; whatever was wished for before is forgotten."""
        self._wishes = [wish for wish in wishes if wish != self._under_way]
        if self._task is None:
            self._start()

    def stop(self) -> None:
        """Let go of the thread."""
        self._wishes = []
        self._workers.stop()

    def _start(self) -> None:
        if not self._wishes:
            return
        wish = self._under_way = self._wishes.pop(0)

        def work(_on_progress: OnProgress, _cancelled: Cancelled) -> Painted:
            return Painted(wish, seen(wish))

        self._task = self._workers.start("", work)
        self._task.finished.connect(self._take)
        self._task.ended.connect(self._end)

    def _end(self) -> None:
        self._task = self._under_way = None

    def _take(self, painted: Painted) -> None:
        self.painted.emit(painted)
        if self._task is None:  # whoever heard of it may have wished for more
            self._start()
