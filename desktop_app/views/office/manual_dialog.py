"""The manual, read inside the window: no browser and no network is needed."""

import re
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import QSize, Qt, QUrl, Signal
from PySide6.QtGui import QImage, QPainter, QPalette, QPen, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTextBrowser,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.views.widgets.controls import plain_label
from desktop_app.views.widgets.theme import L, M, S, sized

_SIZE = (1080, 680)
_CHAPTERS = 210  # pixels for the list of chapters
_WIDEST, _TALLEST = 780, 520  # of a picture, so that one sees it whole
_SHOWN = re.compile(r"^!\[(.+)\]\(.+\)$", re.MULTILINE)  # a picture with what stands under it
_PICTURE = QTextDocument.ResourceType.ImageResource.value


class ManualPage(QTextBrowser):
    """The manual's text; its pictures lie beside it and are drawn as sharp as the screen is."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._folder = path.parent
        self.setAccessibleName(_("用户手册"))
        self.document().setDocumentMargin(L)
        self.setMarkdown(_SHOWN.sub(r"\g<0>\n\n▲ \1", path.read_text("utf-8")))

    def loadResource(self, kind: int, name: QUrl | str) -> object:
        """Return a picture of the manual, small enough for the page; all else as Qt does."""
        if kind != _PICTURE:
            return super().loadResource(kind, name)
        picture = QImage(str(self._folder / QUrl(name).toString()))
        if picture.isNull():
            return picture
        scale = self.devicePixelRatioF()
        room = QSize(_WIDEST, _TALLEST).boundedTo(picture.size()) * scale
        smooth = Qt.TransformationMode.SmoothTransformation
        picture = picture.scaled(room, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        picture = picture.convertToFormat(QImage.Format.Format_RGB32)
        painter = QPainter(picture)
        painter.setPen(QPen(self.palette().color(QPalette.ColorRole.Mid), 2 * scale))
        painter.drawRect(picture.rect())
        painter.end()
        picture.setDevicePixelRatio(scale)
        return picture

    def headings(self) -> Iterator[tuple[str, int, int]]:
        """Yield each heading of a chapter or a section: its words, its level (2, 3), where it begins."""
        block = self.document().begin()
        while block.isValid():
            level = block.blockFormat().headingLevel()
            if level > 1:
                yield block.text(), level, block.position()
            block = block.next()

    def go_to(self, position: int) -> None:
        """Show a place of the text at the top."""
        cursor = self.textCursor()
        cursor.setPosition(position)
        self.setTextCursor(cursor)
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + self.cursorRect().top())


class ManualDialog(QDialog):
    """Shows the manual, and finds words in it. It does not block the window: one works beside it.

    `save_requested()`: the manual is wished as a file to print.
    """

    save_requested = Signal()

    def __init__(self, path: Path, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("用户手册"))
        self.setModal(False)
        self.page = ManualPage(path)
        self.search = QLineEdit()
        self.search.setPlaceholderText(_("在手册里查找，按回车找下一处"))
        self.search.setAccessibleName(_("在手册里查找"))
        self.search.setClearButtonEnabled(True)
        self.search.setFixedWidth(280)
        self.found = plain_label(look="faint")
        self.chapters = QListWidget()
        self.chapters.setAccessibleName(_("章节"))
        self.chapters.setFixedWidth(_CHAPTERS)
        self.chapters.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.save = QPushButton(_("存为 PDF…"))
        self.close_button = QPushButton(_("关闭"))
        for button in (self.save, self.close_button):
            button.setAutoDefault(False)
        head = QHBoxLayout()
        head.addWidget(self.search)
        head.addWidget(self.found, 1)
        head.addWidget(self.save)
        head.addWidget(self.close_button)
        body = QHBoxLayout()
        body.addWidget(self.chapters)
        body.addWidget(self.page, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(M, M, M, M)
        layout.setSpacing(S)
        layout.addLayout(head)
        layout.addLayout(body, 1)
        self.resize(*_SIZE)
        self._fill_chapters()
        self.search.textEdited.connect(self._find_first)
        self.search.returnPressed.connect(self._find_next)
        self.save.clicked.connect(self.save_requested)
        self.chapters.currentItemChanged.connect(self._show_chapter)
        self.close_button.clicked.connect(self.accept)

    def tell(self, words: str) -> None:
        """Say something beside the line to find words in."""
        self.found.setText(words)

    def _fill_chapters(self) -> None:
        for words, level, position in self.page.headings():
            item = QListWidgetItem(words if level == 2 else f"　{words}", self.chapters)
            item.setData(Qt.ItemDataRole.UserRole, position)
            item.setToolTip(words)
            if level == 2:
                item.setFont(sized(self.font(), medium=True))

    def _show_chapter(self, item: QListWidgetItem) -> None:
        self.page.go_to(item.data(Qt.ItemDataRole.UserRole))

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
