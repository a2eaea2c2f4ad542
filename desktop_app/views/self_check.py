"""What `yaodian self-test` asks of Qt: the faces, Qt's own words in Chinese, printing. No window opens."""

import os
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QLibraryInfo, QMarginsF, QTranslator, qVersion
from PySide6.QtGui import QFontDatabase, QGuiApplication, QPageLayout, QPageSize, QPainter, QRawFont

from desktop_app.resources import FONTS

PRINTED = "自评报告：印到文件"
_BLANK = QMarginsF(20, 20, 20, 20)  # millimetres


class QtCheck:
    """Qt without a screen, for as long as the object lives."""

    def __init__(self) -> None:
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
        self._app = QGuiApplication.instance() or QGuiApplication(["yaodian"])
        self.version = qVersion()

    def families(self) -> dict[str, str]:
        """Return for each face that comes with the program its family, "" where it cannot be read."""
        found = {}
        for path in sorted(FONTS.glob("*.ttf")):
            number = QFontDatabase.addApplicationFont(str(path))
            readable = QRawFont(str(path), 12).isValid()
            names = QFontDatabase.applicationFontFamilies(number) if readable else []
            found[path.name] = names[0] if names else ""
        return found

    def cancel(self) -> str:
        """Return what Qt writes on a button to cancel, by its Chinese catalogue; "" where that is missing."""
        translator = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if not translator.load("qtbase_zh_CN", folder):
            return ""
        QCoreApplication.installTranslator(translator)
        try:
            return QCoreApplication.translate("QPlatformTheme", "Cancel")
        finally:
            QCoreApplication.removeTranslator(translator)

    def print_to(self, path: Path) -> None:
        """Print one A4 page with PRINTED on it to a PDF file."""
        from PySide6.QtPrintSupport import QPrinter

        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(path))
        page = QPageSize(QPageSize.PageSizeId.A4)
        printer.setPageLayout(QPageLayout(page, QPageLayout.Orientation.Portrait, _BLANK))
        painter = QPainter(printer)
        font = painter.font()
        font.setFamily(self.families()["NotoSansSC-Regular.ttf"])
        painter.setFont(font)
        painter.drawText(printer.pageRect(QPrinter.Unit.DevicePixel), 0, PRINTED)
        painter.end()
