"""Files that were copied are recorded a few at a time, so that the window never waits; undone as one."""

from dataclasses import replace

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.i18n import _
from desktop_app.models.linking import A_STEP, BringingIn
from desktop_app.models.values import Changes
from desktop_app.views.desk import Desk
from desktop_app.views.evidence.arriving import Arrived

_TOLD = 500  # files from which on one says how far it is
_AT_THE_END = 2000  # rows written at a time when nobody looks any more


class Bringing(QObject):
    """Records files for items, or for the inbox, one arrival after the other.

    Signals: `told(words)` on the way; at the end `brought(Arrived, Changes)` with the files that came in,
    then `fell_short(came, left out, why)` where these are not all. What was undone meanwhile has only the
    latter, with "" for why.
    """

    brought = Signal(object, object)
    fell_short = Signal(int, int, str)
    told = Signal(str)

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._coming: list[tuple[Arrived, BringingIn]] = []
        self._changes = Changes("")
        self._refusal = ""
        desk.refused.connect(self._note_refusal)
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
            self._step(_AT_THE_END)
        self._timer.stop()

    def _step(self, at_most: int = A_STEP) -> None:
        arrived, coming = self._coming[0]
        if not coming.left:
            self._end(arrived, coming)
            return
        first = not coming.came
        if first:
            self._refusal = ""
        changes = self._desk.do_part(lambda: coming.step(at_most))
        if changes is not None:
            self._desk.files.rows(changes.evidence)  # read now, a few at a time, rather than all at the end
            self._changes = _both(self._changes, changes)
        if first or not coming.left:  # the first are seen at once, and what undo would take back
            self._desk.spread(self._changes)
        if coming.left:
            self._tell(len(arrived.stored), coming.left)
        self._timer.start(0)

    def _end(self, arrived: Arrived, coming: BringingIn) -> None:
        changes, self._changes = self._changes, Changes("")
        del self._coming[0]
        short = len(arrived.stored) - coming.came
        if not coming.undone:
            self.brought.emit(replace(arrived, stored=arrived.stored[: coming.came]), changes)
        if short:
            self.fell_short.emit(coming.came, short, "" if coming.undone else self._refusal)
        if self._coming:
            self._timer.start(0)

    def _note_refusal(self, words: str) -> None:
        self._refusal = words

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
