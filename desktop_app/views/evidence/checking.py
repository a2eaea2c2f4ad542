"""The files of the vault checked: in the background while nothing else is under way, or all on demand."""

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.evidence.rechecking import Faults, Marks, check_all, recheck
from desktop_app.evidence.vault import StoredFile
from desktop_app.i18n import _
from desktop_app.views.desk import Desk
from desktop_app.views.work import Cancelled, OnProgress, Task, Workers

FIRST = 20_000  # milliseconds after the start before anything is looked at
_AGAIN = 3_600_000  # milliseconds between two rounds
_BUSY = 5_000  # milliseconds until one looks again whether the others have done
NAME = "checked.json"


class Checking(QObject):
    """Reads files again.

    Signals: `found(Faults)` after each round in which something is wrong or no longer is; where all were
    asked for, `begun(Task)` and then `checked(how many, Faults)` or `stopped(sentence)`.
    """

    found = Signal(object)
    begun = Signal(object)
    checked = Signal(int, object)
    stopped = Signal(str)

    def __init__(self, desk: Desk, others: tuple[Workers, ...], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._others = others
        self.workers = Workers(self)
        self._marks = Marks(desk.workspace.folder / NAME)
        self._faults = Faults()
        self._task: Task | None = None
        self._wanted: Task | None = None  # the check that was asked for
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.check)

    def start(self) -> None:
        """Begin, once the window has stood for a while."""
        self._timer.start(FIRST)

    def stop(self) -> None:
        """Stop, and remember what was found whole."""
        self._timer.stop()
        self.workers.stop()
        if self._desk.editable and self._desk.workspace.folder.is_dir():  # a stick may have been pulled out
            self._marks.save()

    def check(self) -> None:
        """Do one round, as soon as nothing else is under way."""
        if self.workers.busy or any(one.busy for one in self._others):
            self._timer.start(_BUSY)
            return
        vault, marks, files = self._desk.workspace.vault, self._marks, self._files()

        def work(_on_progress: OnProgress, cancelled: Cancelled) -> Faults:
            return recheck(vault, files, marks, cancelled)

        self._task = self.workers.start("", work)
        self._task.finished.connect(self._take)
        self._task.ended.connect(self._rest)

    def check_all(self) -> None:
        """Read every file now, whatever it looks like; where that is under way already, it goes on."""
        if self._wanted is not None:
            return
        self.workers.cancel()  # a round in the background begins anew later
        vault, marks, files = self._desk.workspace.vault, self._marks, self._files()

        def work(on_progress: OnProgress, cancelled: Cancelled) -> Faults:
            return check_all(vault, files, marks, on_progress, cancelled)

        words = _("正在检查 {count} 份材料").format(count=len(files))
        task = self._wanted = self.workers.start(words, work)
        task.finished.connect(self._take_all)
        task.cancelled.connect(self._tell_stopped)
        task.ended.connect(self._forget)
        self.begun.emit(task)

    def _files(self) -> list[StoredFile]:
        return [StoredFile(row.sha256, row.name, row.size) for row in self._desk.files.every()]

    def _still_here(self, faults: Faults) -> Faults:
        """Leave out what was let go meanwhile: it is not missing."""
        here = {row.sha256 for row in self._desk.files.every()}
        return Faults(faults.missing & here, faults.changed & here, faults.unread & here)

    def _take(self, faults: Faults) -> None:
        faults = self._still_here(faults)
        known = self._faults
        self._faults = faults
        if (faults.missing, faults.changed) != (known.missing, known.changed):
            self.found.emit(faults)

    def _take_all(self, faults: Faults) -> None:
        self._faults = self._still_here(faults)
        self.checked.emit(len(self._files()), self._faults)

    def _tell_stopped(self, _words: str) -> None:
        self.stopped.emit(_("已停止检查，材料没有改动。"))

    def _forget(self) -> None:
        self._wanted = None

    def _rest(self) -> None:
        self._task = None
        self._timer.start(_AGAIN)
