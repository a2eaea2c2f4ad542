"""The manual, read inside the window: no browser and no network is needed."""

from pathlib import Path

from PySide6.QtGui import QTextCursor, QTextDocument
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLineEdit, QPushButton, QTextBrowser, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.views.widgets.controls import plain_label
from desktop_app.views.widgets.theme import L, M, S

_SIZE = (860, 640)


class ManualDialog(QDialog):
    """Shows the manual, and finds words in it. It does not block the window: one works beside it."""

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("用户手册"))
        self.setModal(False)
        self.page = QTextBrowser()
        self.page.setAccessibleName(_("用户手册"))
        self.page.document().setDocumentMargin(L)
        self.page.setMarkdown(path.read_text("utf-8"))
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("在手册里查找，按回车找下一处"))
        self.search.setAccessibleName(_("在手册里查找"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(280)
        self.found = plain_label(look="faint")
        self.close_button = QPushButton(_("关闭"))
        self.close_button.setAutoDefault(False)
        head = QHBoxLayout()
        head.addWidget(self.search)
        head.addWidget(self.found, 1)
        head.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(M, M, M, M)
        layout.setSpacing(S)
        layout.addLayout(head)
        layout.addWidget(self.page, 1)
        self.resize(*_SIZE)
        self.search.textEdited.connect(self._find_first)
        self.search.returnPressed.connect(self._find_next)
        self.close_button.clicked.connect(self.accept)

    def _find_first(self, words: str) -> None:
        self.page.moveCursor(QTextCursor.MoveOperation.Start)
        self._show_found(not words or self.page.find(words))

    def _find_next(self) -> None:
        words = self.search.text()
        if not words or self.page.find(words):
            return
        self.page.moveCursor(QTextCursor.MoveOperation.Start)
        self._show_found(self.page.find(words, QTextDocument.FindFlag(0)))

    def _show_found(self, found: bool) -> None:
        self.found.setText("" if found else _("没有找到"))
