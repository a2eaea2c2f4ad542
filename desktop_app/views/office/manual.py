"""The manual in its window, and as a PDF where one is wished."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtWidgets import QFileDialog

from desktop_app.files import writable
from desktop_app.i18n import _
from desktop_app.resources import MANUAL
from desktop_app.views.dialogs import Dialogs, documents
from desktop_app.views.office.manual_dialog import ManualDialog
from desktop_app.views.widgets.notice import Kind, Notice
from desktop_app.views.work import Cancelled, OnProgress, Workers


class Manual(QObject):
    """Opens the manual and writes it as a PDF, on the thread on which reports are written.

    `told(words)`: what came of it, for the manual's own window, which may hide the main one.
    """

    told = Signal(str)

    def __init__(self, dialogs: Dialogs, notice: Notice, workers: Workers) -> None:
        super().__init__(dialogs)
        self._dialogs = dialogs
        self._notice = notice
        self._workers = workers

    def show(self) -> None:
        """Show the manual beside the window."""
        dialog = ManualDialog(MANUAL, self._dialogs.window)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.save_requested.connect(self._ask_for_name)
        self.told.connect(dialog.tell)
        dialog.show()

    def _ask_for_name(self) -> None:
        dialog = QFileDialog(self._dialogs.window, _("用户手册存为"), documents())
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter("PDF (*.pdf)")
        dialog.setDefaultSuffix("pdf")
        dialog.selectFile(_("要点自评 用户手册") + ".pdf")
        dialog.fileSelected.connect(self._take_name)
        self._dialogs.open_files(dialog)

    def _take_name(self, name: str) -> None:
        self.write(Path(name))

    def write(self, wished: Path) -> None:
        """Write the manual; beside a file that is held open, under another name."""
        path = writable(wished)

        def work(on_progress: OnProgress, cancelled: Cancelled) -> Path:
            from desktop_app.reports.manual_pdf import write_manual

            write_manual(MANUAL, path, on_progress, cancelled)
            return path

        task = self._workers.start(_("正在生成用户手册"), work)
        task.finished.connect(self._tell_done)
        task.refused.connect(self.told)
        task.refused.connect(partial(self._notice.show_words, Kind.ERROR))

    def _tell_done(self, path: Path) -> None:
        said = _("已生成“{name}”。").format(name=path.name)
        self.told.emit(said)
        self._notice.show_words(
            Kind.DONE,
            said,
            (_("打开"), QUrl.fromLocalFile(str(path))),
            (_("打开所在文件夹"), QUrl.fromLocalFile(str(path.parent))),
        )
