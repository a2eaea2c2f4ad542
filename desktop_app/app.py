"""The window's program: the one place that builds everything and connects it."""

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QStandardPaths
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.resources import FONTS, ICONS
from desktop_app.views.frame import Frame
from desktop_app.views.settings import Look, SettingsStore
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.style import style_sheet
from desktop_app.views.widgets.theme import SMALLEST_TEXT, Theme

if TYPE_CHECKING:  # they come after the first screen
    from PySide6.QtWidgets import QMessageBox

    from desktop_app.models.unpacking import Unpacked
    from desktop_app.models.workspace import Workspace
    from desktop_app.views.alarm import Alarm
    from desktop_app.views.main_window import MainWindow
    from desktop_app.views.restoring import Restoring
    from desktop_app.views.work import Workers


def run(folder: Path | None, argv: Sequence[str], document: Path | None = None) -> int:
    """Open the window on a workspace (None: the user's own) and return the exit status when it is closed.

    A `document` is read at once, and stands under review; a package is offered to be restored.
    """
    app = QApplication(list(argv))
    app.setApplicationName("yaodian")
    app.setApplicationDisplayName(_("要点自评"))
    dress(app)
    logs = Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.AppLocalDataLocation))
    program = Program(app, folder, QSettings("yaodian", "window"), logs)
    program.document = document
    program.frame.show()
    status = app.exec()
    program.stop()
    return status


def dress(app: QApplication) -> None:
    """Give the application its style and its font."""
    app.setStyle("Fusion")
    app.setFont(chosen_font(app.font()))


def dress_fully(app: QApplication) -> None:
    """Give the application its icon, and Qt's own words and dates in Chinese."""
    from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
    from PySide6.QtGui import QIcon

    QLocale.setDefault(QLocale(QLocale.Language.Chinese, QLocale.Country.China))
    app.setWindowIcon(QIcon(str(ICONS / "app.svg")))
    translator = QTranslator(app)
    if translator.load("qtbase_zh_CN", QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)):
        app.installTranslator(translator)


def _enlarge(app: QApplication, points: int) -> None:
    """Make the application's text larger by so many points."""
    if points:
        font = app.font()
        font.setPointSizeF(font.pointSizeF() + points)
        app.setFont(font)


def chosen_font(system: QFont) -> QFont:
    """Return the system's font, no smaller than can be read, with Chinese from our own where it has none."""
    font = QFont(system)
    font.setPointSizeF(max(SMALLEST_TEXT, system.pointSizeF()))
    # Windows and macOS always have a Chinese face; asking there would read every font at each start.
    if sys.platform.startswith("linux") and not QFontMetrics(font).inFontUcs4(ord("教")):
        font.setFamilies([font.family(), bundled_family()])
    return font


def bundled_family() -> str:
    """Load the Chinese face that comes with the program and return its family."""
    from PySide6.QtGui import QFontDatabase

    families = ""
    for name in ("NotoSansSC-Regular.ttf", "NotoSansSC-Medium.ttf"):
        number = QFontDatabase.addApplicationFont(str(FONTS / name))
        families = families or (QFontDatabase.applicationFontFamilies(number) or [""])[0]
    return families


class Program(QObject):
    """Holds the parts of the running program: the frame at once, all else when the first screen stands."""

    def __init__(self, app: QApplication, folder: Path | None, settings: QSettings, logs: Path) -> None:
        super().__init__()
        self._app = app
        self._folder = folder
        self._follow_system = False
        self._logs = logs
        self.settings = SettingsStore(logs / "settings.json", self)
        _enlarge(app, self.settings.value.larger)
        self.document: Path | None = None
        self.theme = Theme(self)
        self._take_look()
        self._apply_theme()
        self.theme.changed.connect(self._apply_theme)
        self.settings.changed.connect(self._take_look)
        self.icons = Icons(self.theme)
        self.frame = Frame(self.icons, settings)
        self.workspace: Workspace | None = None
        self.main: MainWindow | None = None
        self.workers: Workers | None = None
        self.alarm: Alarm | None = None
        self.refusal: QMessageBox | None = None
        self.restoring: Restoring | None = None
        self.frame.first_painted.connect(self.open)

    def open(self) -> None:
        """Open the workspace and let the window work on it; read-only where another window holds it."""
        from desktop_app.views.alarm import Alarm

        self.alarm = Alarm(self._logs, self)
        self.alarm.install()
        self.alarm.rang.connect(self._show_fault)
        from desktop_app.views.restoring import is_package
        from desktop_app.views.work import Workers

        dress_fully(self._app)
        self._follow_system = True
        self._take_look()
        self.workers = Workers(self)
        self.frame.closing.connect(self.workers.cancel)
        if is_package(self.document):
            self._offer_to_restore()
        else:
            self._open_workspace()

    def _offer_to_restore(self) -> None:
        from desktop_app.models.workspace import Workspace
        from desktop_app.views.restoring import Restoring

        assert self.document is not None
        assert self.workers is not None
        usual = self._folder or Workspace.default_folder()
        self.restoring = Restoring(self.document, usual, self.workers, self.frame)
        self.restoring.ended.connect(self._go_on)
        self.restoring.ask()

    def _go_on(self, restored: "Unpacked | None") -> None:
        """Open what was restored, or else the user's own workspace."""
        from desktop_app.views.restoring import restored_in_words
        from desktop_app.views.widgets.notice import Kind

        self.document = None
        self._folder = restored.folder if restored is not None else self._folder
        self._open_workspace()
        if restored is not None and self.main is not None:
            self.main.notice.show_words(Kind.DONE, restored_in_words(restored))

    def _open_workspace(self) -> None:
        from desktop_app.models.workspace import Workspace
        from desktop_app.views.desk import Desk
        from desktop_app.views.main_window import MainWindow

        assert self.workers is not None
        folder = self._folder or Workspace.default_folder()
        try:
            self.workspace, why = _open(folder)
        except YaodianError as error:
            self._refuse(str(error))
            return
        self.main = MainWindow(
            self.frame, self.theme, self.icons, self.workers, Desk(self.workspace, self), self.settings
        )
        self.main.start()
        self._say_what_happened(why)
        if self.document is not None and self.main.desk.editable:
            self.main.errands.read(self.document)

    def stop(self) -> None:
        """Let go of everything."""
        if self.workers is not None:
            self.workers.stop()
        if self.workspace is not None:
            self.workspace.close()
        if self.alarm is not None:
            self.alarm.remove()

    def _refuse(self, words: str) -> None:
        """Say why there is nothing to work on, and leave when that has been read."""
        from PySide6.QtCore import Qt
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(QMessageBox.Icon.Warning, _("要点自评"), words, parent=self.frame)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.addButton(_("退出"), QMessageBox.ButtonRole.AcceptRole)
        box.finished.connect(self.frame.close)
        box.open()
        self.refusal = box

    def _say_what_happened(self, why: str) -> None:
        from PySide6.QtCore import QUrl

        from desktop_app.views.widgets.notice import Kind

        assert self.main is not None
        assert self.alarm is not None
        if why:
            self.main.notice.show_words(
                Kind.WARNING, _("{why}现在是只读打开的：可以查看，不能修改。").format(why=why)
            )
        elif self.alarm.stopped_badly:
            words = _("上一次程序没有正常结束。已经保存的内容都在；如果再次发生，请把记录发给维护人员。")
            record = QUrl.fromLocalFile(str(self.alarm.last_end))
            self.main.notice.show_words(Kind.WARNING, words, (_("打开记录"), record))

    def _take_look(self) -> None:
        """Take the colours that were chosen; the system is asked for its own once the first screen stands."""
        look = self.settings.value.look
        if look is not Look.SYSTEM:
            self.theme.use(look is Look.DARK)
        self.theme.follows_system = look is Look.SYSTEM
        if self._follow_system:
            self.theme.follow_system()

    def _apply_theme(self) -> None:
        self._app.setPalette(self.theme.palette())
        self._app.setStyleSheet(style_sheet(self.theme))

    def _show_fault(self, file: Path) -> None:
        from PySide6.QtCore import QUrl

        from desktop_app.views.widgets.notice import Kind

        words = _("程序出了一点问题，刚才这一步可能没有完成，已经保存的内容不受影响。请再试一次。")
        if self.main is None:
            self._refuse(words)
        else:
            self.main.notice.show_words(Kind.ERROR, words, (_("打开记录"), QUrl.fromLocalFile(str(file))))


def _open(folder: Path) -> "tuple[Workspace, str]":
    """Open a workspace to write; where that cannot be, to read, with the sentence that says why not."""
    from desktop_app.models.workspace import Workspace

    try:
        return Workspace.open_or_create(folder), ""
    except YaodianError as error:
        try:
            return Workspace.open(folder, read_only=True), str(error)
        except YaodianError:
            raise error from None
