"""A file seen without opening it: its pages as pictures, or its text, with what is known of it above."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent, QShowEvent, QTextCursor, QTextDocument
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.models.values import EvidenceRow
from desktop_app.views.evidence.file_list import facts_in_words, title_of
from desktop_app.views.evidence.looking import Looker, Sight, Wish
from desktop_app.views.widgets.controls import ElidedLabel, link, plain_label
from desktop_app.views.widgets.theme import XL, L, M, S, sized

_MOST_PIXELS = 3000  # of a page's longer side
_TALL = 1.45  # an upright page's height by its width, so that its width fills the pane
_REST = 200  # milliseconds after resizing before the page is made anew
_SIZE = QSize(980, 700)

PathOf = Callable[[EvidenceRow], Path]


class Preview(QWidget):
    """Shows one file. `open_requested(EvidenceRow)` where it is to be opened in its own program."""

    open_requested = Signal(object)

    def __init__(self, looker: Looker, path_of: PathOf, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._looker = looker
        self._path_of = path_of
        self._row: EvidenceRow | None = None
        self._wish: Wish | None = None
        self._sight: Sight | None = None
        self._whole = QPixmap()
        self._mark = ""
        self.page = 1
        self.fits_width = False
        self.title = ElidedLabel()
        self.title.setFont(sized(self.font(), 1, medium=True))
        self.facts = ElidedLabel("soft")
        self.before = link("‹")
        self.after = link("›")
        self.at = plain_label(look="soft")
        self.zoom = link(_("适合宽度"), quiet=True)
        self.open = link(_("打开"))
        self.picture = QLabel()
        self.picture.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.sheet = QScrollArea()
        self.sheet.setWidgetResizable(True)
        self.sheet.setWidget(self.picture)
        self.sheet.setObjectName("previewGround")
        self.picture.setObjectName("previewGround")
        self.sheet.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setFrameShape(QPlainTextEdit.Shape.NoFrame)
        self.text.document().setDocumentMargin(L)
        self.words = plain_label(look="soft", wrap=True)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(_REST)
        self._lay_out()
        self.before.setToolTip(_("上一页（Page Up）"))
        self.before.setAccessibleName(_("上一页"))
        self.after.setToolTip(_("下一页（Page Down）"))
        self.after.setAccessibleName(_("下一页"))
        self.before.clicked.connect(self.turn_back)
        self.after.clicked.connect(self.turn)
        self.zoom.clicked.connect(self._change_zoom)
        self.open.clicked.connect(self._ask_to_open)
        self._pause.timeout.connect(self._look)
        looker.seen.connect(self._show)
        self.show_row(None)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(S)
        head.addWidget(self.title, 1)
        tools: tuple[QWidget, ...] = (self.before, self.at, self.after, self.zoom, self.open)
        for tool in tools:
            head.addWidget(tool)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(M, S, M, S)
        layout.setSpacing(S)
        layout.addLayout(head)
        layout.addWidget(self.facts)
        shown: tuple[QWidget, ...] = (self.sheet, self.text, self.words)
        for part in shown:
            self._stack.addWidget(part)
        layout.addWidget(self._stack, 1)

    @property
    def row(self) -> EvidenceRow | None:
        """The file shown."""
        return self._row

    def show_row(self, row: EvidenceRow | None, page: int = 1, mark: str = "") -> None:
        """Show a file at a page, with these words marked in its text; None shows what this place is for."""
        same = row is not None and self._row is not None and row.sha256 == self._row.sha256
        self._mark = mark
        self.title.show_words(title_of(row) if row else "")
        self.facts.show_words(facts_in_words(row) if row else "")
        self.open.setVisible(row is not None)
        self._row = row
        if same and page == self.page and self._sight is not None:
            return
        self.page = page
        self._sight = None
        self._show_pages(1)
        self._say("" if row else _("选一份材料，这里就会显示它的内容。"))
        if row is not None:
            self._look()

    def turn(self) -> None:
        """Go to the next page."""
        self._go(1)

    def turn_back(self) -> None:
        """Go to the page before."""
        self._go(-1)

    def _go(self, by: int) -> None:
        if self._sight is None or not 1 <= self.page + by <= self._sight.pages:
            return
        self.page += by
        if self._sight.texts:
            self._show_pages(self._sight.pages)
            self._show_text_page()
        else:
            self._show_pages(self._sight.pages)
            self._look()

    def _look(self) -> None:
        if self._row is None or not self.isVisible():
            return
        ratio = self.devicePixelRatioF()
        space = self._room()
        longest = space.width() * _TALL if self.fits_width else max(space.width(), space.height())
        longest = max(200, min(round(longest * ratio), _MOST_PIXELS))
        self._wish = Wish(self._path_of(self._row), self.page, longest, self._row.pages)
        self._looker.look(self._wish)

    def _show(self, sight: Sight) -> None:
        if sight.wish != self._wish or self._row is None:
            return
        self._sight = sight
        self._show_pages(sight.pages)
        if sight.picture:
            self._whole.loadFromData(sight.picture, "PNG")
            self._fit_picture()
            self.picture.setAccessibleName(self.title.text())
            self._stack.setCurrentWidget(self.sheet)
            self.sheet.verticalScrollBar().setValue(0)
        elif sight.texts:
            self.text.setPlainText("\n\n".join(sight.texts))
            self._stack.setCurrentWidget(self.text)
            self._show_text_page()
        else:
            self._say(sight.words)

    def _room(self) -> QSize:
        """Return how large a picture may be; the sheet itself has no size yet while text is shown."""
        frame = 2 * self.sheet.frameWidth()
        return self._stack.size() - QSize(frame, frame)

    def _fit_picture(self) -> None:
        """Show the picture no larger than there is room for."""
        pixmap = self._whole
        ratio = self.devicePixelRatioF()
        space = self._room()
        bar = self.sheet.verticalScrollBar().sizeHint().width()
        size = pixmap.size() / ratio
        room = QSize(space.width() - bar, 1 << 20) if self.fits_width else space
        if size.width() > room.width() or size.height() > room.height():
            size = size.scaled(room, Qt.AspectRatioMode.KeepAspectRatio)
            smooth = Qt.TransformationMode.SmoothTransformation
            pixmap = pixmap.scaled(size * ratio, Qt.AspectRatioMode.KeepAspectRatio, smooth)
        fitted = QPixmap(pixmap)
        fitted.setDevicePixelRatio(ratio)
        self.picture.setPixmap(fitted)

    def _show_text_page(self) -> None:
        """Put the page that is meant to the top, and the cursor at the words searched for."""
        assert self._sight is not None
        start = sum(len(text) + 2 for text in self._sight.texts[: self.page - 1])
        cursor = QTextCursor(self.text.document())
        cursor.setPosition(min(start, max(0, self.text.document().characterCount() - 1)))
        if self._mark:
            found = self.text.document().find(self._mark, cursor, QTextDocument.FindFlag(0))
            cursor = cursor if found.isNull() else found
        self.text.moveCursor(QTextCursor.MoveOperation.End)  # so that the page comes to the top, not the foot
        self.text.setTextCursor(cursor)
        self.text.ensureCursorVisible()

    def _show_pages(self, pages: int) -> None:
        several = pages > 1
        for part in (self.before, self.after, self.at):
            part.setVisible(several)
        self.at.setText(f"{self.page} / {pages}")
        self.before.setEnabled(self.page > 1)
        self.after.setEnabled(self.page < pages)
        self.zoom.setVisible(self._sight is not None and bool(self._sight.picture))

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self._stack.setCurrentWidget(self.words)

    def _change_zoom(self) -> None:
        self.fits_width = not self.fits_width
        self.zoom.setText(_("整页") if self.fits_width else _("适合宽度"))
        self._look()

    def _ask_to_open(self) -> None:
        if self._row is not None:
            self.open_requested.emit(self._row)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the page fit at once; make it anew in the size there is room for after a rest."""
        super().resizeEvent(event)
        if self._sight is not None and self._sight.picture:
            self._fit_picture()
        self._pause.start()

    def showEvent(self, event: QShowEvent) -> None:
        """Look at what was chosen while this was hidden."""
        super().showEvent(event)
        if self._sight is None:
            self._look()


class PreviewDialog(QDialog):
    """A quick look over the window; the space bar or Escape closes it, the arrows go to the next file.

    `step_requested(1 or -1)`, `open_requested(EvidenceRow)`.
    """

    step_requested = Signal(int)
    open_requested = Signal(object)

    def __init__(self, looker: Looker, path_of: PathOf, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(_("预览"))
        self.pane = Preview(looker, path_of)
        hint = plain_label(_("空格 关闭　↑ ↓ 换一份　Page Up / Page Down 翻页"), "faint")
        self.close_button = QPushButton(_("关闭"))
        self.close_button.setAutoDefault(False)
        foot = QHBoxLayout()
        foot.setContentsMargins(L, 0, M, M)
        foot.addWidget(hint, 1)
        foot.addWidget(self.close_button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, M, 0, 0)
        layout.addWidget(self.pane, 1)
        layout.addLayout(foot)
        self.close_button.clicked.connect(self.hide)
        self.pane.open_requested.connect(self.open_requested)

    def show_file(self, row: EvidenceRow, page: int = 1, mark: str = "") -> None:
        """Show a file; the dialog stands in the middle of the window."""
        window = self.parentWidget()
        if not self.isVisible() and window is not None:
            room = window.size() - QSize(4 * XL, 4 * XL)
            self.resize(_SIZE.boundedTo(room))
            self.move(
                window.mapToGlobal(QPoint(0, 0))
                + QPoint(window.width() - self.width(), window.height() - self.height()) / 2
            )
        self.pane.show_row(row, page, mark)
        self.show()
        self.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Close, go to another file, or turn the page."""
        steps = {Qt.Key.Key_Down: 1, Qt.Key.Key_Right: 1, Qt.Key.Key_Up: -1, Qt.Key.Key_Left: -1}
        key = Qt.Key(event.key())
        if key in steps:
            self.step_requested.emit(steps[key])
        elif key == Qt.Key.Key_PageDown:
            self.pane.turn()
        elif key == Qt.Key.Key_PageUp:
            self.pane.turn_back()
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Escape):
            self.hide()
        else:
            super().keyPressEvent(event)
