"""The window's program: the one place that builds everything and connects it."""

import sys
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QStandardPaths, Qt
from PySide6.QtGui import QFont, QFontMetrics
from PySide6.QtWidgets import QApplication

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
    from desktop_app.views.main_window import MainWindow
    from desktop_app.views.safekeeping.alarm import Alarm
    from desktop_app.views.safekeeping.entry import Entry
    from desktop_app.views.safekeeping.restoring import Restoring
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
        self._remembers = folder is None  # a workspace that was named on the command line is for this time
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
        self._sizes = settings
        self.frame = Frame(self.icons, settings)
        self.workspace: Workspace | None = None
        self.main: MainWindow | None = None
        self.workers: Workers | None = None
        self.alarm: Alarm | None = None
        self.refusal: QMessageBox | None = None
        self.restoring: Restoring | None = None
        self.entry: Entry | None = None
        self._words = ""  # what to say when the next workspace stands
        self.frame.first_painted.connect(self.open)

    def open(self) -> None:
        """Open the workspace and let the window work on it; read-only where another window holds it."""
        from desktop_app.views.safekeeping.alarm import Alarm

        self.alarm = Alarm(self._logs, self)
        self.alarm.install()
        self.alarm.rang.connect(self._show_fault)
        self.alarm.troubled.connect(self._show_trouble)
        from desktop_app.views.safekeeping.restoring import is_package
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
        from desktop_app.views.safekeeping.restoring import Restoring

        assert self.document is not None
        assert self.workers is not None
        usual = self._folder or Workspace.default_folder()
        self.restoring = Restoring(self.document, usual, self.workers, self.frame)
        self.restoring.ended.connect(self._go_on)
        self.restoring.ask()

    def _go_on(self, restored: "Unpacked | None") -> None:
        """Open what was restored, or else the user's own workspace."""
        from desktop_app.views.safekeeping.restoring import restored_in_words

        self.document = None
        if restored is None:
            self._open_workspace()
        else:
            self._folder = restored.folder
            self._open_workspace(restored_in_words(restored))

    def _open_workspace(self, words: str = "") -> None:
        """Open the workspace that was named, or else the one that was open last, or else the usual one."""
        from desktop_app.models.workspace import Workspace
        from desktop_app.views.safekeeping.entry import Entry

        assert self.workers is not None
        entry = self.entry = Entry(self.frame, self.workers)
        entry.opened.connect(self._work_on)
        entry.left.connect(self._refuse)
        remembered = self.settings.value.workspace
        if self._folder is not None:
            entry.open(self._folder, words)
        elif remembered:
            entry.open_remembered(Path(remembered), Workspace.default_folder())
        else:
            entry.open(Workspace.default_folder())

    def _work_on(self, workspace: "Workspace", held: str, words: str) -> None:
        from desktop_app.models.workspace import Workspace
        from desktop_app.views.desk import Desk
        from desktop_app.views.main_window import MainWindow
        from desktop_app.views.widgets.notice import Kind

        assert self.workers is not None
        self.workspace = workspace
        if self._remembers:
            usual = workspace.folder == Workspace.default_folder()
            self.settings.remember_workspace("" if usual else str(workspace.folder))
        desk = Desk(workspace, self)
        self.main = MainWindow(self.frame, self.theme, self.icons, self.workers, desk, self.settings)
        self.main.safekeeping.reopen_requested.connect(self.reopen, Qt.ConnectionType.QueuedConnection)
        if words:
            self.main.safekeeping.say(Kind.DONE, words)
        self._say_how_it_ended()
        self.main.start(held)
        if self.document is not None and self.main.desk.editable:
            self.main.errands.read(self.document)
            self.document = None

    def reopen(self, folder: Path, words: str) -> None:
        """Leave this workspace and open one, the same or another; `words` are said there."""
        self._app.setQuitOnLastWindowClosed(False)
        old = self.frame
        if self.main is not None:
            self.main.leaving.then = partial(self.reopen, folder, words)
        if not old.close():  # what is being typed could not be stored: that is asked about first
            self._app.setQuitOnLastWindowClosed(True)
            return
        self._let_go()
        if self.main is not None:
            self.main.desk.deleteLater()
        self.main = self.workspace = None
        old.deleteLater()
        self._folder, self._words = folder, words
        self.frame = self._new_frame()
        self.frame.show()
        self._app.setQuitOnLastWindowClosed(True)

    def _new_frame(self) -> Frame:
        assert self.workers is not None
        frame = Frame(self.icons, self._sizes)
        frame.closing.connect(self.workers.cancel)
        frame.first_painted.connect(self._open_again)
        return frame

    def _open_again(self) -> None:
        self._open_workspace(self._words)

    def stop(self) -> None:
        """Let go of everything."""
        if self.workers is not None:
            self.workers.stop()
        self._let_go()
        if self.alarm is not None:
            self.alarm.remove()

    def _let_go(self) -> None:
        """Close the workspace; this waits for its last backup."""
        if self.main is not None:
            self.main.safekeeping.finish()
        if self.workspace is not None:
            self.workspace.close()

    def _refuse(self, words: str) -> None:
        """Say why there is nothing to work on, and leave when that has been read; at once without words."""
        from PySide6.QtWidgets import QMessageBox

        from desktop_app.views.dialogs import plain_box

        if not words:
            self.frame.close()
            return
        box = plain_box(QMessageBox.Icon.Warning, words, self.frame)
        box.addButton(_("退出"), QMessageBox.ButtonRole.AcceptRole)
        box.finished.connect(self.frame.close)
        box.open()
        self.refusal = box

    def _say_how_it_ended(self) -> None:
        """Say once that the program was ended by a fault last time, and offer what it noted."""
        from desktop_app.views.widgets.notice import Kind

        assert self.main is not None
        assert self.alarm is not None
        if self.alarm.stopped_badly:
            self.alarm.stopped_badly = False
            keeping = self.main.safekeeping
            words = _("上一次程序没有正常结束。已经保存的内容都在；如果再次发生，请把记录发给维护人员。")
            record = partial(keeping.show_record, self.alarm.last_end)
            keeping.say(Kind.WARNING, words, (_("查看记录…"), record))

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
        from desktop_app.views.widgets.notice import Kind

        words = _("程序出了一点问题，刚才这一步可能没有完成，已经保存的内容不受影响。请再试一次。")
        if self.main is None:
            self._refuse(words)
        else:
            record = partial(self.main.safekeeping.show_record, file)
            self.main.notice.show_words(Kind.ERROR, words, (_("查看记录…"), record))

    def _show_trouble(self, words: str) -> None:
        if self.main is None:
            self._refuse(words)
        else:
            self.main.show_refusal(words)
