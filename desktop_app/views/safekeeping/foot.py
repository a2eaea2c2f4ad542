"""When the workspace was backed up, at the foot of the window; a click leads to everything about it."""

from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.i18n import _
from desktop_app.models.backup_keeper import BackupState
from desktop_app.models.workspace import Workspace
from desktop_app.views.status_line import StatusLine
from desktop_app.views.widgets.controls import link

_AGAIN = 30_000  # milliseconds after which it is looked again: a backup is made beside the work


class BackupFoot(QObject):
    """Says in the status line when the last backup was made, and when one belongs on a stick.

    Signals: `opened()`; `doubted(sentence)` once where rows are not as the journal left them.
    """

    opened = Signal()
    doubted = Signal(str)

    def __init__(self, workspace: Workspace, status: StatusLine) -> None:
        super().__init__(status)
        self.button = link("", quiet=True)
        self._workspace = workspace
        self._doubt = ""
        self._timer = QTimer(self)
        self._timer.setInterval(_AGAIN)
        self._timer.timeout.connect(self.show_state)
        layout = status.layout()
        assert layout is not None
        layout.addWidget(self.button)
        self.button.clicked.connect(self._open)

    def start(self) -> None:
        """Show how things stand, from now on."""
        self.show_state()
        if not self._workspace.read_only:
            self._timer.start()

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def show_state(self) -> None:
        """Show how things stand."""
        state = self._workspace.backup_state
        self.button.setText(words_of(state, datetime.now()))
        said = state.trouble or state.doubt
        self.button.setToolTip(said or _("看看有哪些备份，存一份到 U 盘，或从备份恢复"))
        if state.doubt and not self._doubt:
            self.doubted.emit(state.doubt)
        self._doubt = state.doubt

    def _open(self) -> None:
        self.opened.emit()


def words_of(state: BackupState, moment: datetime) -> str:
    """Return in a few words how things stand at a moment (local time, without zone)."""
    if state.trouble:
        return _("备份没有成功")
    if state.doubt:
        return _("请和备份核对")
    if state.outside_due:
        return _("请备份到 U 盘")
    if state.inside is None:
        return _("还没有备份")
    if state.inside.date() == moment.date():
        return _("备份：今天 {time}").format(time=f"{state.inside:%H:%M}")
    return _("备份：{day}").format(day=f"{state.inside:%Y-%m-%d}")
