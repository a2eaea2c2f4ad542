"""What the program noted of a fault, to be read and copied for whoever looks after it."""

from pathlib import Path

from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.views.safekeeping.alarm import versions, without_folders
from desktop_app.views.widgets.controls import plain_label, primary_button, title_label
from desktop_app.views.widgets.theme import XL, L, M

_SIZE = (760, 480)
_MOST = 20_000  # letters shown: the last fault is at the end


class FaultDialog(QDialog):
    """Shows a record; 复制 takes the whole of what is shown."""

    def __init__(self, record: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("问题记录"))
        title = title_label(_("问题记录"))
        hint = _("把它复制后发给维护人员，就能查出原因。里面只有程序的版本和出错的位置，没有学校填写的内容。")
        self.text = QPlainTextEdit(_read(record))
        self.text.setReadOnly(True)
        self.text.setFont(QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont))
        self.text.setProperty("answer", True)
        self.text.setAccessibleName(_("问题记录"))
        self.copied = plain_label(look="soft")
        self.copy = primary_button(_("复制"))
        self.close_button = QPushButton(_("关闭"))
        buttons = QHBoxLayout()
        buttons.addWidget(self.copied, 1)
        buttons.addWidget(self.close_button)
        buttons.addWidget(self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(XL, L, XL, L)
        layout.setSpacing(M)
        layout.addWidget(title)
        layout.addWidget(plain_label(hint, "soft", wrap=True))
        layout.addWidget(self.text, 1)
        layout.addLayout(buttons)
        self.resize(*_SIZE)
        self.text.verticalScrollBar().setValue(self.text.verticalScrollBar().maximum())
        self.copy.clicked.connect(self._copy)
        self.close_button.clicked.connect(self.accept)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.text.toPlainText())
        self.copied.setText(_("已复制，可以粘贴到微信或邮件里。"))


def _read(record: Path) -> str:
    try:
        words = record.read_text("utf-8", errors="replace")
    except OSError:
        return versions()
    said = without_folders(words[-_MOST:])
    return said if "yaodian " in said else f"{versions()}\n{said}"
