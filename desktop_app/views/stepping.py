"""Undo and redo of the window: those of thousands of rows a few at a time, so that it never waits."""

from collections import deque

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models.replaying import Slices, slices_of
from desktop_app.models.values import Changes
from desktop_app.models.workspace import Workspace
from desktop_app.views.known_files import KnownFiles

_AT_ONCE = 3000  # rows, each counted as often as it is taken up, that are over before anybody notices


class Stepping(QObject):
    """Takes actions back and does them again, one after the other.

    Signals: `told(words)` on the way of a long one; `stepped(Changes, back)` when it is on disk;
    `refused(YaodianError)` where it was not possible, and nothing has changed.
    """

    told = Signal(str)
    stepped = Signal(object, bool)
    refused = Signal(object)

    def __init__(self, workspace: Workspace, files: KnownFiles, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._files = files
        self._wanted: deque[tuple[Slices[Changes | None], bool]] = deque()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)

    @property
    def busy(self) -> bool:
        """Whether one is on its way."""
        return bool(self._wanted)

    def take(self, *, back: bool) -> None:
        """Undo (`back`) or redo one action, after those that are on their way; a short one at once."""
        self._wanted.append((self._played(back), back))
        if len(self._wanted) == 1:
            self._go_on()

    def finish(self) -> None:
        """End what is on its way: something else is to be done, and comes after it."""
        while self._wanted:
            self._go_on(at_once=True)

    def _go_on(self, *, at_once: bool = False) -> None:
        slices, back = self._wanted[0]
        try:
            done, total = next(slices)
            while at_once or total <= _AT_ONCE:
                done, total = next(slices)
        except StopIteration as end:
            self._end()
            if end.value is not None:
                self.stepped.emit(end.value, back)
        except YaodianError as error:
            self._end()
            self.refused.emit(error)
        else:
            words = _("正在撤销 {percent}%") if back else _("正在重做 {percent}%")
            self.told.emit(words.format(percent=100 * done // total))
            self._timer.start(0)

    def _end(self) -> None:
        self._wanted.popleft()
        self._timer.stop()
        if self._wanted:
            self._timer.start(0)

    def _played(self, back: bool) -> Slices[Changes | None]:
        """Do it, then read what became of the files, rather than all at once where they are shown."""
        changes = yield from self._workspace.steps(back=back)
        if changes is not None:
            self._files.update(changes)
            for done, some in slices_of(sorted(changes.evidence)):
                self._files.rows(some)
                yield done, len(changes.evidence)
        return changes
