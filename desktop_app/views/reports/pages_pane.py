"""The middle: the real pages of a form, where one is in them, how large they are, what to do with them."""

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QIntValidator, QKeyEvent
from PySide6.QtWidgets import (
    QComboBox,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.views.reports.paper_view import Fit, PaperView
from desktop_app.views.reports.rendering import Size
from desktop_app.views.widgets.controls import link, plain_label
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import XL, XS, L, M, S, sized, tabular

_FITS = (Fit.WIDTH, Fit.PAGE)
_ZOOMS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


class _Number(QLineEdit):
    """A page's number: Enter goes there, and nowhere else."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep Enter, which would press the page's main button."""
        super().keyPressEvent(event)
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            event.accept()


class PagesPane(QWidget):
    """Shows a form's pages with their tools.

    Signals: `print_requested()`, `save_requested()`, `back_requested()` from the empty state.
    """

    print_requested = Signal()
    save_requested = Signal()
    back_requested = Signal()

    def __init__(self, view: PaperView, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.view = view
        self._icons = icons
        self.head = QFrame()
        self.before, self.after = link("‹"), link("›")
        self.at = _Number()
        self.of = plain_label(look="soft")
        self.zoom = QComboBox()
        self.print = QPushButton(_("打印…"))
        self.save = QPushButton(_("另存为…"))
        self.note = plain_label(look="soft", wrap=True)
        self.bar = QProgressBar()
        self.words = plain_label(look="soft", wrap=True)
        self.button = QPushButton(_("回到清单"))
        self._stack = QStackedWidget()
        self._dress()
        self._lay_out()
        self.before.clicked.connect(self._turn_back)
        self.after.clicked.connect(self._turn)
        self.at.editingFinished.connect(self._go_to)
        self.zoom.activated.connect(self._take_zoom)
        self.print.clicked.connect(self.print_requested)
        self.save.clicked.connect(self.save_requested)
        self.button.clicked.connect(self.back_requested)
        view.page_changed.connect(self._show_page)
        view.zoom_changed.connect(self._show_zoom)
        self.show_busy(False)
        self._show_page()
        self._show_zoom()

    def _dress(self) -> None:
        self.before.setToolTip(_("上一页"))
        self.after.setToolTip(_("下一页"))
        for button in (self.before, self.after):
            button.setAccessibleName(button.toolTip())
            button.setFont(sized(button.font(), 3))
        self.at.setAccessibleName(_("第几页"))
        self.at.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.at.setValidator(QIntValidator(1, 99_999, self.at))
        self.at.setFixedWidth(52)
        for part in (self.at, self.of):
            part.setFont(tabular(part.font()))
        self.zoom.setAccessibleName(_("显示大小"))
        self.zoom.addItems([_("适合宽度"), _("整页"), *(f"{round(zoom * 100)}%" for zoom in _ZOOMS)])
        self.zoom.setToolTip(_("按住 Ctrl 滚动滚轮，可以放大和缩小"))
        self.bar.setRange(0, 100)
        self.bar.setTextVisible(False)
        self.bar.setAccessibleName(_("正在更新预览"))
        self.bar.setFixedWidth(72)
        self.words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.words.setFont(sized(self.words.font(), 1))

    def _lay_out(self) -> None:
        head = self.head
        head.setObjectName("pagesHead")
        tools = QHBoxLayout(head)
        tools.setContentsMargins(M, S, M, S)
        tools.setSpacing(XS)
        for part in (self.before, self.at, self.of, self.after):
            tools.addWidget(part)
        tools.addSpacing(S)
        tools.addWidget(self.zoom)
        tools.addSpacing(S)
        tools.addWidget(self.bar)
        tools.addStretch(1)
        tools.addWidget(self.print)
        tools.addSpacing(XS)
        tools.addWidget(self.save)
        self.note.setContentsMargins(M, S, M, S)
        self.note.setObjectName("pagesNote")
        empty = QWidget()
        middle = QVBoxLayout(empty)
        middle.setContentsMargins(XL, XL, XL, XL)
        middle.setSpacing(L)
        middle.addStretch(2)
        middle.addWidget(self.words)
        middle.addWidget(self.button, 0, Qt.AlignmentFlag.AlignCenter)
        middle.addStretch(3)
        for page in (self.view, empty):
            self._stack.addWidget(page)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(head)
        column.addWidget(self.note)
        column.addWidget(self._stack, 1)

    # What is shown

    def show_pages(self, path: Path, sizes: Sequence[Size]) -> None:
        """Show a PDF."""
        self._stack.setCurrentIndex(0)
        self.head.setVisible(True)
        self.view.show_pages(path, sizes)

    def say(self, words: str, way_back: bool = False) -> None:
        """Say why there are no pages; with a way back to the checklist where there is nothing to report."""
        self.view.clear()
        self.words.setText(words)
        self.button.setVisible(way_back)
        self.head.setVisible(not way_back)
        self._stack.setCurrentIndex(1)

    def show_note(self, words: str) -> None:
        """Say what is to be known of these pages."""
        self.note.setText(words)
        self.note.setVisible(bool(words))

    def show_busy(self, busy: bool) -> None:
        """Show that newer pages are being made; these can be printed when they are there."""
        self.bar.setVisible(busy)
        self.bar.setValue(0)
        self.print.setEnabled(not busy and self.view.pages > 0)

    def show_progress(self, done: object, total: object) -> None:
        """Show how far the newer pages are."""
        if isinstance(done, int) and isinstance(total, int) and total > 0:
            self.bar.setValue(done * 100 // total)

    def _show_page(self) -> None:
        pages = self.view.pages
        if not self.at.hasFocus() or not self.at.isModified():
            self.at.setText(str(self.view.page + 1))
        self.of.setText(_("/ {pages} 页").format(pages=pages))
        self.before.setEnabled(self.view.page > 0)
        self.after.setEnabled(self.view.page + 1 < pages)

    def _show_zoom(self) -> None:
        view = self.view
        if view.fit in _FITS:
            self.zoom.setCurrentIndex(_FITS.index(view.fit))
            return
        near = min(range(len(_ZOOMS)), key=lambda number: abs(_ZOOMS[number] - view.zoom))
        exact = abs(_ZOOMS[near] - view.zoom) < 0.005
        self.zoom.setCurrentIndex(len(_FITS) + near if exact else -1)
        self.zoom.setPlaceholderText(f"{round(view.zoom * 100)}%")

    # Wishes

    def _turn(self) -> None:
        self.view.turn(1)

    def _turn_back(self) -> None:
        self.view.turn(-1)

    def _go_to(self) -> None:
        """Go to the page that was typed, the last one where there are not so many."""
        number = int(self.at.text() or 1)
        self.at.setModified(False)
        self.view.go_to(min(number, self.view.pages) - 1)
        self._show_page()

    def _take_zoom(self, number: int) -> None:
        if number < len(_FITS):
            self.view.set_fit(_FITS[number])
        else:
            self.view.set_zoom(_ZOOMS[number - len(_FITS)])
