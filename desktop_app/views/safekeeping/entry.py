"""How the window comes to its workspace: which one, what if it is taken, damaged, or on a stick not there."""

from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QMessageBox

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models.locking import HeldError
from desktop_app.models.rescue import DamagedWorkspaceError
from desktop_app.models.workspace import FILE, Workspace
from desktop_app.views.dialogs import plain_box
from desktop_app.views.frame import Frame
from desktop_app.views.safekeeping.rescue import Rescue
from desktop_app.views.safekeeping.safekeeping import why_only_looking
from desktop_app.views.work import Workers

_AGAIN = 300  # milliseconds between two tries while the last window is still closing
_TRIES = 200


class Entry(QObject):
    """Opens a workspace, asking where something has to be decided.

    `opened(workspace, why one may only look or "", what to say there)`, or `left(sentence)`, the sentence ""
    where the user does not want to go on.
    """

    opened = Signal(object, str, str)
    left = Signal(str)

    def __init__(self, frame: Frame, workers: Workers) -> None:
        super().__init__(frame)
        self._frame, self._workers = frame, workers
        self._folder = Path()
        self._words = ""
        self._tries = 0
        self.rescue: Rescue | None = None
        self.box: QMessageBox | None = None

    def open(self, folder: Path, words: str = "") -> None:
        """Open the workspace of a folder, or make it; `words` are said when it stands."""
        self._folder, self._words = folder, words
        try:
            workspace = Workspace.open_or_create(folder)
        except DamagedWorkspaceError as error:
            self._ask_about_damage(error)
        except HeldError as error:
            self._wait_or_look(error)
        except YaodianError as error:
            self._look(error)
        else:
            self.opened.emit(workspace, "", words)

    def open_remembered(self, folder: Path, usual: Path) -> None:
        """Open the workspace that was open last; where it is not there, ask before another one is opened."""
        if (folder / FILE).is_file():
            self.open(folder)
            return
        words = _("找不到上次打开的工作区“{folder}”，U 盘可能没有插上。里面的内容没有改动。")
        box = self.box = plain_box(QMessageBox.Icon.Warning, words.format(folder=folder), self._frame)
        again = box.addButton(_("再试一次"), QMessageBox.ButtonRole.AcceptRole)
        other = box.addButton(_("打开“文档”里的工作区"), QMessageBox.ButtonRole.ActionRole)
        leave = box.addButton(_("退出"), QMessageBox.ButtonRole.RejectRole)
        box.setEscapeButton(leave)
        again.clicked.connect(lambda: self.open_remembered(folder, usual))
        other.clicked.connect(lambda: self.open(usual))
        leave.clicked.connect(lambda: self.left.emit(""))
        box.open()

    def _wait_or_look(self, error: HeldError) -> None:
        """Wait for the last window while it makes its last backup; else open beside it, to look."""
        if error.closing and self._tries < _TRIES:
            self._tries += 1
            self._frame.tell(_("上一个窗口正在做关闭前的备份，马上就好……"))
            QTimer.singleShot(_AGAIN, self, self._try_again)
        else:
            self._look(error)

    def _try_again(self) -> None:
        if self._frame.isVisible():
            self.open(self._folder, self._words)

    def _look(self, error: YaodianError) -> None:
        try:
            workspace = Workspace.open(self._folder, read_only=True)
        except YaodianError:
            self.left.emit(str(error))
        else:
            self.opened.emit(workspace, why_only_looking(self._folder, error), self._words)

    def _ask_about_damage(self, error: DamagedWorkspaceError) -> None:
        self.rescue = Rescue(self._folder, error, self._workers, self._frame)
        self.rescue.ended.connect(self.open)
        self.rescue.left.connect(self._leave)
        self.rescue.ask()

    def _leave(self) -> None:
        self.left.emit("")
