"""Long work that says how far it is and can be stopped."""

from collections.abc import Callable

from desktop_app.errors import CancelledError
from desktop_app.i18n import _

OnProgress = Callable[[int, int], None]
Cancelled = Callable[[], bool]
WHOLE = 100


class Steps:
    """Tells a caller how much of the work is done (out of 100), and stops it where the user asked to."""

    def __init__(self, on_progress: OnProgress | None, cancelled: Cancelled | None) -> None:
        self._on_progress = on_progress
        self._cancelled = cancelled
        self._told = -1

    def at(self, done: int) -> None:
        """Say that `done` hundredths are done. Raises CancelledError where the work was stopped."""
        if self._cancelled is not None and self._cancelled():
            raise CancelledError(_("已停止生成报告，没有留下文件，原有文件没有改动。"))
        if self._on_progress is not None and done > self._told:
            self._told = done
            self._on_progress(done, WHOLE)

    def within(self, start: int, end: int, index: int, count: int) -> None:
        """Say that `index` of `count` parts of the work between two hundredths are done."""
        self.at(start + (end - start) * index // max(count, 1))
