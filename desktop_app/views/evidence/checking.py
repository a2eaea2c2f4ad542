"""The files of the vault checked in the background, while nothing else is under way."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.evidence.rechecking import Faults, Marks, recheck
from desktop_app.evidence.vault import StoredFile
from desktop_app.views.desk import Desk
from desktop_app.views.work import Cancelled, OnProgress, Task, Workers

FIRST = 20_000  # milliseconds after the start before anything is looked at
_AGAIN = 3_600_000  # milliseconds between two rounds
_BUSY = 5_000  # milliseconds until one looks again whether the others have done
NAME = "checked.json"


class Checking(QObject):
    """Reads files again. `found(Faults)` after each round in which something is wrong or no longer is."""

    found = Signal(object)

    def __init__(self, desk: Desk, others: tuple[Workers, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._others = others
        self._workers = Workers(self)
        self._marks = Marks(desk.workspace.folder / NAME)
        self._faults = Faults()
        self._task: Task | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.check)

    def start(self) -> None:
        """Begin, once the window has stood for a while."""
        self._timer.start(FIRST)

    def stop(self) -> None:
        """Stop, and remember what was found whole."""
        self._timer.stop()
        self._workers.stop()
        if self._desk.editable and self._desk.workspace.folder.is_dir():  # a stick may have been pulled out
            self._marks.save()

    def check(self) -> None:
        """Do one round, as soon as nothing else is under way."""
        if self._task is not None or any(one.busy for one in self._others):
            self._timer.start(_BUSY)
            return
        vault, marks = self._desk.workspace.vault, self._marks
        files = [StoredFile(row.sha256, row.name, row.size) for row in self._desk.files.every()]

        def work(_on_progress: OnProgress, cancelled: Cancelled) -> Faults:
            return recheck(vault, files, marks, cancelled)

        self._task = self._workers.start("", work)
        self._task.finished.connect(self._take)
        self._task.ended.connect(self._rest)

    def _take(self, faults: Faults) -> None:
        here = {row.sha256 for row in self._desk.files.every()}  # what was let go meanwhile is not missing
        faults = Faults(faults.missing & here, faults.changed & here)
        if faults != self._faults:
            self._faults = faults
            self.found.emit(faults)

    def _rest(self) -> None:
        self._task = None
        self._timer.start(_AGAIN)
