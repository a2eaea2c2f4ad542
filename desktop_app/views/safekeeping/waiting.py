"""Slow work that nothing else may go on beside: how far it is, over the window, and a way to stop it."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QProgressBar, QProgressDialog, QWidget

from desktop_app.i18n import _
from desktop_app.views.work import Task

_PATIENCE = 400  # milliseconds before it is shown


class Waiting(QObject):
    """Shows a task's progress over the window until it ends."""

    def __init__(self, task: Task, window: QWidget) -> None:
        super().__init__(window)
        self.dialog = QProgressDialog(task.words, _("停止"), 0, 100, window)
        bar = QProgressBar()
        bar.setTextVisible(False)  # it is too low for words, as all bars here are
        self.dialog.setBar(bar)
        self.dialog.setWindowModality(Qt.WindowModality.WindowModal)
        self.dialog.setMinimumDuration(_PATIENCE)
        self.dialog.canceled.connect(task.cancel)
        task.progressed.connect(self._show)
        task.ended.connect(self._end)
        self.dialog.setValue(0)

    def _show(self, done: int, total: int) -> None:
        self.dialog.setValue(min(99, done * 100 // max(total, 1)))  # 100 would close it

    def _end(self) -> None:
        self.dialog.deleteLater()
        self.deleteLater()
