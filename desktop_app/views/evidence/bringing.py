"""Files that were copied are recorded a few at a time, so that the window never waits; undone as one."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.i18n import _
from desktop_app.models.linking import BringingIn
from desktop_app.models.values import Changes
from desktop_app.views.desk import Desk
from desktop_app.views.evidence.arriving import Arrived

_TOLD = 500  # files from which on one says how far it is


class Bringing(QObject):
    """Records files for items, or for the inbox, one arrival after the other.

    Signals: `brought(Arrived, Changes)` when all of one is in, `told(words)` on the way.
    """

    brought = Signal(object, object)
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._coming: list[tuple[Arrived, BringingIn]] = []
        self._changes = Changes("")
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._step)

    def take(self, arrived: Arrived, item_ids: tuple[str, ...]) -> None:
        """Begin to record; the first few at once, and where there are no more, all."""
        workspace = self._desk.workspace
        self._coming.append((arrived, BringingIn(workspace, item_ids, arrived.stored, arrived.facts)))
        if len(self._coming) == 1:
            self._step()

    def finish(self) -> None:
        """Record all that is left, for the window is being closed."""
        self._timer.stop()
        while self._coming:
            self._step()
        self._timer.stop()

    def _step(self) -> None:
        arrived, coming = self._coming[0]
        if not coming.left:
            self._end(arrived)
            return
        changes = self._desk.do_part(coming.step)
        if changes is not None:
            self._desk.files.rows(changes.evidence)  # read now, a few at a time, rather than all at the end
            self._changes = _both(self._changes, changes)
        if coming.left:
            self._tell(len(arrived.stored), coming.left)
        else:
            self._desk.spread(self._changes)
        self._timer.start(0)

    def _end(self, arrived: Arrived) -> None:
        changes, self._changes = self._changes, Changes("")
        del self._coming[0]
        self.brought.emit(arrived, changes)
        if self._coming:
            self._timer.start(0)

    def _tell(self, total: int, left: int) -> None:
        if total >= _TOLD:
            self.told.emit(_("正在登记材料 {at} / {total}").format(at=total - left, total=total))


def _both(one: Changes, other: Changes) -> Changes:
    """Return what two parts of one action changed."""
    return Changes(
        other.action or one.action,
        one.items | other.items,
        one.reshaped | other.reshaped,
        one.checklists or other.checklists,
        one.evidence | other.evidence,
    )
