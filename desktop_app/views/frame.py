"""The frame of the window: what stands on the first screen, before there is anything to show in it."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSettings, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QDragEnterEvent, QDragLeaveEvent, QDropEvent, QPaintEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.views.top_bar import TopBar
from desktop_app.views.widgets.drops import dropped_files
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.unstored import WordsEvent

SIDEBAR, PANEL = 180, 376  # the usual widths of the left and the right side
_SMALLEST = (960, 560)
_USUAL = (1280, 700)
_BREATH = 10  # milliseconds for the first paint to reach the screen before the window gets busy


class Frame(QMainWindow):
    """Menu bar, top bar, and room for pages. Imports little: all else comes after the first paint.

    Signals: `first_painted()`, `files_dragged(whether they would be taken)`, `files_dropped(paths)`,
    `closing()`, `words_told(field)` where one holds words that are not stored, or no more.
    """

    first_painted = Signal()
    files_dragged = Signal(bool)
    files_dropped = Signal(object)
    closing = Signal()
    words_told = Signal(object)

    def __init__(self, icons: Icons, settings: QSettings) -> None:
        super().__init__()
        self._settings = settings
        self._was_painted = False
        self._blank: QWidget | None = _blank_page()
        self.takes_files = False
        self.menus = {
            name: self.menuBar().addMenu(words)
            for name, words in (
                ("file", _("文件")),
                ("edit", _("编辑")),
                ("item", _("条目")),
                ("view", _("视图")),
                ("report", _("报告")),
                ("help", _("帮助")),
            )
        }
        self.bar = TopBar(icons)
        self.pages = QStackedWidget()
        self.pages.addWidget(self._blank)
        whole = QWidget()
        self._layout = QVBoxLayout(whole)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(0)
        self._layout.addWidget(self.bar)
        self._layout.addWidget(self.pages, 1)
        self.setCentralWidget(whole)
        self.setWindowTitle(_("要点自评"))
        self.may_close: Callable[[], bool] = lambda: True  # asked before the window closes
        self.setMinimumSize(*_SMALLEST)
        self.resize(*_USUAL)
        geometry = settings.value("geometry")
        if geometry is not None:
            self.restoreGeometry(geometry)

    @property
    def settings(self) -> QSettings:
        """Where the sizes of windows and columns are kept."""
        return self._settings

    def add_strips(self, above: QWidget, below: QWidget) -> None:
        """Put two strips at the foot: there a sentence that comes moves no row away under the mouse."""
        self._layout.addWidget(above)
        self._layout.addWidget(below)

    def add_banner(self, banner: QWidget) -> None:
        """Put a strip at the top for what holds as long as the window is open."""
        self._layout.insertWidget(0, banner)

    def add_page(self, page: QWidget) -> None:
        """Add a page; the first one replaces the blank one."""
        self.pages.addWidget(page)
        if self._blank is not None:
            self.pages.removeWidget(self._blank)
            self._blank.deleteLater()
            self._blank = None

    def tell(self, words: str) -> None:
        """Say on the first screen what is being waited for."""
        if self._blank is not None:
            label = self._blank.findChild(QLabel) or QLabel(self._blank)
            label.setText(words)
            label.adjustSize()
            label.move(self._blank.rect().center() - label.rect().center())
            label.show()

    def start_taking_files(self) -> None:
        """Take documents that are dropped wherever nothing else takes them."""
        self.takes_files = True
        self.setAcceptDrops(True)

    def customEvent(self, event: QEvent) -> None:
        """Hear from a field whether what it holds is stored."""
        if isinstance(event, WordsEvent):
            self.words_told.emit(event.field)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Tell once that the first screen stands."""
        super().paintEvent(event)
        if not self._was_painted:
            self._was_painted = True
            QTimer.singleShot(_BREATH, self, self.first_painted.emit)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take files of this computer."""
        takes = self.takes_files and bool(dropped_files(event))
        event.setAccepted(takes)
        self.files_dragged.emit(takes)

    def dragLeaveEvent(self, _event: QDragLeaveEvent) -> None:
        """Forget files that went elsewhere."""
        self.files_dragged.emit(False)

    def dropEvent(self, event: QDropEvent) -> None:
        """Tell of files that were dropped."""
        self.files_dragged.emit(False)
        paths = dropped_files(event)
        if paths and self.takes_files:
            event.acceptProposedAction()
            self.files_dropped.emit(paths)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember where the window stood; what is being typed is stored by whoever hears of the closing."""
        if not self.may_close():
            event.ignore()
            return
        self.closing.emit()
        self._settings.setValue("geometry", self.saveGeometry())
        super().closeEvent(event)


def _blank_page() -> QWidget:
    """Return a page with the grounds of the left side and the middle."""
    page, side = QWidget(), QFrame()
    side.setObjectName("sidebar")
    side.setFixedWidth(SIDEBAR)
    layout = QHBoxLayout(page)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addWidget(side)
    layout.addStretch(1)
    return page
