"""Whether the workspace is still there: a stick may be pulled out while the window is open."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.errors import YaodianError
from desktop_app.models.whereabouts import on_network
from desktop_app.models.workspace import FILE, Workspace

_OFTEN = 2000  # milliseconds


class Presence(QObject):
    """Looks every two seconds. `gone()`, `back()` when it can be worked in again, `refused(why it cannot)`.

    A share on another computer is not asked: it may keep one waiting for half a minute.
    """

    gone = Signal()
    back = Signal()
    refused = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self.is_there = True
        self._said = ""
        self._timer = QTimer(self)
        self._timer.setInterval(_OFTEN)
        self._timer.timeout.connect(self.look)

    def start(self) -> None:
        """Look from now on."""
        if not on_network(self._workspace.folder):
            self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def look(self) -> None:
        """Look once."""
        there = (self._workspace.folder / FILE).is_file()
        if self.is_there and not there:
            self.is_there = False
            self.gone.emit()
        elif there and not self.is_there:
            self._come_back(self._workspace.reconnect)

    def _come_back(self, reconnect: Callable[[], None]) -> None:
        try:
            reconnect()
        except YaodianError as error:
            if str(error) != self._said:
                self._said = str(error)
                self.refused.emit(self._said)
            return
        self.is_there, self._said = True, ""
        self.back.emit()
