"""Opening files in their own programs: as working copies, after a warning where one could do harm."""

from pathlib import Path

from PySide6.QtCore import QObject, Qt, QUrl, Signal
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QMessageBox, QWidget

from desktop_app.i18n import _
from desktop_app.models.values import EvidenceRow
from desktop_app.views.evidence.living import Living

# What Windows runs instead of showing (its own list of unsafe kinds), and office files that carry programs.
# fmt: off
DANGEROUS = frozenset((
    "accdb", "ade", "adp", "app", "appref-ms", "appx", "bas", "bat", "chm", "cmd", "com", "cpl",
    "diagcab", "dll", "docm", "dotm", "exe", "gadget", "hlp", "hta", "htm", "html", "img", "inf", "ins",
    "iqy", "iso", "isp", "jar", "jnlp", "js", "jse", "lnk", "mdb", "mde", "mht", "mhtml", "msc", "msi",
    "msix", "msp", "mst", "one", "ops", "pcd", "pif", "pl", "potm", "ppam", "ppsm", "pptm", "ps1",
    "ps1xml", "ps2", "psc1", "py", "pyw", "rb", "rdp", "reg", "scf", "scr", "sct", "settingcontent-ms",
    "sh", "shb", "shs", "sldm", "slk", "svg", "swf", "sys", "theme", "url", "vb", "vbe", "vbs", "vhd",
    "vhdx", "vxd", "ws", "wsc", "wsf", "wsh", "xbap", "xla", "xlam", "xll", "xlsm", "xltm",
))
# fmt: on


def is_dangerous(name: str) -> bool:
    """Tell whether opening a file of this name could run a program."""
    _stem, dot, ending = name.rstrip(". ").rpartition(".")
    return bool(dot) and ending.lower() in DANGEROUS


class Opening(QObject):
    """Opens files. `refused(sentence)` where that cannot be."""

    refused = Signal(str)

    def __init__(self, living: Living, window: QWidget) -> None:
        super().__init__(window)
        self._living = living
        self._window = window
        self._row: EvidenceRow | None = None
        self.warning: QMessageBox | None = None
        living.ready.connect(self._open)

    def open(self, row: EvidenceRow) -> None:
        """Open a file as a working copy; ask first where it could run a program."""
        if not is_dangerous(row.name):
            self._living.open(row)
            return
        self._row = row
        words = _(
            "“{name}”是可以运行的程序，或者带有宏的文件。如果不清楚它从哪里来，打开它可能会损害电脑里的资料。"
        ).format(name=row.name)
        box = self.warning = QMessageBox(
            QMessageBox.Icon.Warning, _("要打开它吗？"), words, parent=self._window
        )
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        keep = box.addButton(_("不打开"), QMessageBox.ButtonRole.RejectRole)
        box.addButton(_("仍然打开"), QMessageBox.ButtonRole.AcceptRole).clicked.connect(self._dare)
        box.setDefaultButton(keep)
        box.destroyed.connect(self._forget)
        box.open()

    def _dare(self) -> None:
        if self._row is not None:
            self._living.open(self._row)

    def _forget(self) -> None:
        self.warning = None

    def _open(self, path: Path) -> None:
        if not QDesktopServices.openUrl(QUrl.fromLocalFile(str(path))):
            words = _("这台电脑上没有能打开“{name}”的程序。文件本身完好。")
            self.refused.emit(words.format(name=path.name))
