"""Prints a PDF's pages through the system's dialog. Qt's part for printing is loaded when first used."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Signal
from PySide6.QtGui import QImage, QPainter, QTransform

from desktop_app.errors import CancelledError, YaodianError
from desktop_app.i18n import _
from desktop_app.views.reports.rendering import page_image, page_sizes
from desktop_app.views.work import Cancelled, OnProgress, Task, Workers

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrintDialog, QPrinter
    from PySide6.QtWidgets import QWidget

INCH = 72  # points
_FINEST = 300  # dots an inch: text is no sharper beyond, and a page has four times the dots at 600


class Printing(QObject):
    """Asks for a printer and sends pages to it. `started(Task)`, `printed(pages)`, `refused(sentence)`."""

    started = Signal(object)
    printed = Signal(object)
    refused = Signal(str)

    def __init__(self, workers: Workers, window: QWidget) -> None:
        super().__init__(window)
        self._workers = workers
        self._window = window
        self._job: tuple[Path, str] | None = None
        self._printer: QPrinter | None = None
        self.dialog: QPrintDialog | None = None

    def ask(self, path: Path, name: str, pages: int) -> None:
        """Ask for printer, pages and copies, and print; say so where there is no printer."""
        from PySide6.QtPrintSupport import QAbstractPrintDialog, QPrintDialog, QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            self.refused.emit(_("这台电脑上没有装打印机。可以先点“生成”存成 PDF，再拿到能打印的电脑上打印。"))
            return
        self._job = path, name
        printer = self._printer = new_printer(name)  # the dialog does not keep it
        dialog = self.dialog = QPrintDialog(printer, self._window)
        dialog.setOption(QAbstractPrintDialog.PrintDialogOption.PrintPageRange)
        dialog.setMinMax(1, pages)
        dialog.setWindowTitle(_("打印“{name}”").format(name=name))
        dialog.accepted.connect(self._take)
        dialog.finished.connect(self._forget)
        dialog.setModal(True)
        dialog.show()  # its own open() wants a slot by name

    def print_to(self, printer: QPrinter, path: Path, name: str) -> None:
        """Print on a printer that was chosen, on a worker."""
        data = path.read_bytes()  # the file goes as soon as there are newer pages

        def work(on_progress: OnProgress, cancelled: Cancelled) -> int:
            return print_pages(data, printer, on_progress, cancelled)

        task: Task = self._workers.start(_("正在打印“{name}”").format(name=name), work)
        task.finished.connect(self.printed)
        task.refused.connect(self.refused)
        self.started.emit(task)

    def _take(self) -> None:
        if self._printer is not None and self._job is not None:
            self.print_to(self._printer, *self._job)

    def _forget(self) -> None:
        if self.dialog is not None:
            self.dialog.deleteLater()
            self.dialog = None


def new_printer(name: str) -> QPrinter:
    """Return a printer for upright A4 up to the paper's edges: our pages have margins of their own."""
    from PySide6.QtGui import QPageLayout, QPageSize
    from PySide6.QtPrintSupport import QPrinter

    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
    printer.setPageOrientation(QPageLayout.Orientation.Portrait)
    printer.setFullPage(True)
    return printer


def print_pages(data: bytes, printer: QPrinter, on_progress: OnProgress, cancelled: Cancelled) -> int:
    """Print the pages that the printer is to have; return how many sheets' sides were sent.

    For a worker. Raises YaodianError where the printer takes none, CancelledError where `cancelled` says so;
    what was sent by then is the printer's.
    """
    sizes = page_sizes(data)
    first, last = printer.fromPage() or 1, printer.toPage() or len(sizes)
    wanted = range(max(first, 1) - 1, min(last, len(sizes)))
    copies = 1 if printer.supportsMultipleCopies() else max(printer.copyCount(), 1)
    sides = [page for _copy in range(copies) for page in wanted]
    painter = QPainter()
    if not painter.begin(printer):
        raise YaodianError(_("打印机没有响应，什么也没有打印。请检查打印机是否打开、有没有纸，然后再试。"))
    try:
        for number, page in enumerate(sides):
            if cancelled():
                printer.abort()
                raise CancelledError(_("已停止打印。已经送到打印机的页可能还会打出来。"))
            if number:
                printer.newPage()
            width = round(sizes[page][0] / INCH * min(printer.resolution(), _FINEST))
            _draw(painter, printer, page_image(data, page, width))
            on_progress(number + 1, len(sides))
    finally:
        painter.end()
    return len(sides)


def _draw(painter: QPainter, printer: QPrinter, image: QImage) -> None:
    """Draw a page as large as the paper allows, never larger than it is; turned where it lies across."""
    paper = QRectF(painter.viewport())
    if (image.width() > image.height()) != (paper.width() > paper.height()):
        # to the left, as it is bound into an upright paper (GB/T 9704-2012, 7.10)
        image = image.transformed(QTransform().rotate(-90))
    dots = printer.resolution() / min(printer.resolution(), _FINEST)
    scale = min(dots, paper.width() / image.width(), paper.height() / image.height())
    width, height = image.width() * scale, image.height() * scale
    place = QRectF((paper.width() - width) / 2, (paper.height() - height) / 2, width, height)
    painter.drawImage(place, image)
