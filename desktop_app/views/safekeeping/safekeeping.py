"""What the window says and offers so that nothing is lost: at its start, at its foot, while it is open."""

from collections import deque
from contextlib import suppress
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import CancelledError, YaodianError
from desktop_app.i18n import _
from desktop_app.models import backups, copies
from desktop_app.models.backups import Backup
from desktop_app.models.locking import HeldError
from desktop_app.models.rescue import doubt_of
from desktop_app.models.workspace import Workspace
from desktop_app.views.desk import Desk
from desktop_app.views.dialogs import Dialogs
from desktop_app.views.safekeeping.copying import Copying
from desktop_app.views.safekeeping.dialog import Looked, SafetyDialog, moment_told
from desktop_app.views.safekeeping.fault_dialog import FaultDialog
from desktop_app.views.safekeeping.foot import BackupFoot
from desktop_app.views.safekeeping.presence import Presence
from desktop_app.views.settings import SettingsStore
from desktop_app.views.status_line import StatusLine
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.notice import Kind, Notice, Target
from desktop_app.views.work import Cancelled, OnProgress, Workers

A_WEEK = timedelta(days=7)
_Said = tuple[Kind, str, tuple[tuple[str, Target], ...]]


class Safekeeping(QObject):
    """Holds the banner above the pages, the words at the foot and the page about backups.

    Signals: `leaving()` before anything is copied, `there_changed(whether the workspace is there)`,
    `folder_requested()` where it is to be seen in the system's own window,
    `reopen_requested(folder, what to say there)`.
    """

    leaving = Signal()
    there_changed = Signal(bool)
    folder_requested = Signal()
    reopen_requested = Signal(object, str)

    def __init__(
        self,
        desk: Desk,
        dialogs: Dialogs,
        notice: Notice,
        status: StatusLine,
        settings: SettingsStore,
        icons: Icons,
    ) -> None:
        super().__init__(dialogs)
        self._desk, self._dialogs, self._notice, self._settings = desk, dialogs, notice, settings
        self._status = status
        self.banner = Notice(icons)
        self.banner.setObjectName("banner")
        self.banner.close_button.hide()
        self.workers = Workers(self)
        self.workers.started.connect(status.follow)
        self.foot = BackupFoot(desk.workspace, status)
        self.copying = Copying(desk, dialogs, notice, self.workers)
        self.presence = Presence(desk.workspace, self)
        self._waiting: deque[_Said] = deque()
        self._dialog: SafetyDialog | None = None
        self._held = ""
        self._noted = False  # where it lies was said and read
        self.foot.opened.connect(self.show)
        self.foot.doubted.connect(lambda words: self.say(Kind.ERROR, words))
        self.copying.leaving.connect(self.leaving)
        self.copying.saved.connect(self.foot.show_state)
        self.copying.reopen_requested.connect(self.reopen_requested)
        self.presence.gone.connect(self._say_gone)
        self.presence.back.connect(self._go_on)
        self.presence.refused.connect(self._say_not_back)
        notice.close_button.clicked.connect(self.say_next)

    @property
    def _folder(self) -> Path:
        return self._desk.workspace.folder

    def start(self, held: str) -> None:
        """Say what there is to say; `held` is why one may only look, "" where one may write."""
        self._held = held
        self.foot.start()
        self.presence.start()
        self.show_banner()
        for kind, words, targets in self._at_start():
            self.say(kind, words, *targets)

    def stop(self) -> None:
        """Ask nothing more; what is being copied ends at its next step and leaves nothing half."""
        self.foot.stop()
        self.presence.stop()
        self.workers.cancel()

    def finish(self) -> None:
        """Wait until what was being copied has ended."""
        self.workers.stop()
        cut_off = self.copying.packing
        if cut_off is not None and not cut_off.exists():
            words = _("上次关闭窗口时，备份到“{name}”还没有做完，没有留下它。请再存一份。")
            self._settings.leave_unsaid(words.format(name=cut_off.name))

    # What is said one after the other at the foot

    def say(self, kind: Kind, words: str, *targets: tuple[str, Target]) -> None:
        """Say something when what was said before has been read."""
        self._waiting.append((kind, words, targets))
        if self._notice.isHidden():
            self.say_next()

    def say_next(self) -> None:
        """Say what waits to be said."""
        if self._waiting:
            kind, words, targets = self._waiting.popleft()
            self._notice.show_words(kind, words, *targets)

    def _at_start(self) -> list[_Said]:
        said: list[_Said] = []
        if self._settings.value.unsaid:
            said.append((Kind.ERROR, self._settings.value.unsaid, ()))
            self._settings.leave_unsaid("")
        if self._desk.workspace.notice:
            said.append((Kind.WARNING, self._desk.workspace.notice, ()))
        return said + self._reminder(datetime.now())

    def _reminder(self, now: datetime) -> list[_Said]:
        """Return the wish for a copy outside, where the last is old and it was not put off."""
        state = self._desk.workspace.backup_state
        if not (state.outside_due and self._desk.editable) or self._settings.is_put_off(
            self._name, now.date()
        ):
            return []
        words = _("还没有备份到 U 盘。电脑坏了的时候，只有 U 盘上的备份能找回全部清单和材料。")
        if state.outside is not None:
            words = _("上次备份到 U 盘是 {moment}。请再存一份：电脑坏了的时候，靠它找回全部清单和材料。")
            words = words.format(moment=moment_told(state.outside, now))
        offers: tuple[tuple[str, Target], ...] = (
            (_("存一份到 U 盘…"), self._save_as_reminded),
            (_("一周后再说"), self._put_off),
        )
        return [(Kind.WARNING, words, offers)]

    @property
    def _name(self) -> str:
        return f"outside {self._folder}"

    def _save_as_reminded(self) -> None:
        self._notice.hide()
        self.copying.save()

    def _put_off(self) -> None:
        self._settings.put_off(self._name, date.today() + A_WEEK)
        self._notice.hide()
        self.say_next()

    # What stays at the top

    def show_banner(self) -> None:
        """Say at the top what holds as long as the window is open."""
        offers: tuple[tuple[str, Target], ...] = ((_("再试一次"), self.try_again),)
        if self._held:
            self.banner.show_words(Kind.WARNING, self._held, *offers)
        elif self._desk.workspace.place and not self._noted:
            offers = ((_("移到本机…"), self.copying.choose_place), (_("知道了"), self._take_note))
            self.banner.show_words(Kind.WARNING, self._desk.workspace.place, *offers)
        else:
            self.banner.hide()

    def _take_note(self) -> None:
        self._noted = True
        self.show_banner()

    def try_again(self) -> None:
        """Take the workspace over where it was freed meanwhile."""
        try:
            Workspace.to_be_written(self._folder).release()
        except YaodianError as error:
            self._held = why_only_looking(self._folder, error)
            self.show_banner()
            self._status.tell(_("还是只能查看。"))
        else:
            self.reopen_requested.emit(self._folder, _("现在可以修改了。"))

    def _say_gone(self) -> None:
        words = _(
            "找不到工作区“{name}”了，U 盘可能被拔出了。已经保存的内容都在上面，正在填写的还在窗口里。"
            "请把它插回去，这里会自动接着用。"
        )
        self.banner.show_words(Kind.ERROR, words.format(name=self._folder.name))
        self.there_changed.emit(False)

    def _say_not_back(self, words: str) -> None:
        self.banner.show_words(Kind.ERROR, words)

    def _go_on(self) -> None:
        self.there_changed.emit(True)
        self.show_banner()
        self._notice.hide()
        self._status.tell(_("工作区又找到了，可以接着用。"))

    # The page about backups

    def show(self) -> None:
        """Show how safe the data is; the backups are opened and counted meanwhile."""
        folder = self._folder
        every = backups.listed(folder)
        dialog = self._dialog = SafetyDialog(
            folder, self._desk.workspace.backup_state, every, self._dialogs.window
        )
        copying = self.copying
        for signal, act in (
            (dialog.save_requested, copying.save),
            (dialog.restore_requested, copying.restore),
            (dialog.package_requested, copying.choose_package),
            (dialog.move_requested, copying.choose_place),
            (dialog.other_requested, copying.choose_other),
        ):
            signal.connect(dialog.accept)
            signal.connect(act)
        dialog.folder_requested.connect(self.folder_requested)
        dialog.finished.connect(self._forget_dialog)
        self._dialogs.open(dialog)
        if every:
            task = self.workers.start(_("正在检查备份"), partial(looked_through, every))
            dialog.finished.connect(task.cancel)
            task.finished.connect(self._show_looked)

    def _show_looked(self, every: list[Looked]) -> None:
        if self._dialog is not None:
            self._dialog.show_looked(every)

    def _forget_dialog(self) -> None:
        self._dialog = None

    def show_record(self, record: Path) -> None:
        """Show what was noted of a fault."""
        self._dialogs.open(FaultDialog(record, self._dialogs.window))


def why_only_looking(folder: Path, error: YaodianError) -> str:
    """Return why a workspace could be opened to look only, and what is possible all the same."""
    if isinstance(error, HeldError):
        words = _(
            "“{name}”正在另一个窗口中打开{who}。这里可以查看和打印，不能修改；那边关闭后，点“再试一次”。"
        )
        return words.format(name=folder.name, who=_("（{who}）").format(who=error.who) if error.who else "")
    return _("{why}现在是只读打开的：可以查看和打印，不能修改。").format(why=error)


def looked_through(every: tuple[Backup, ...], on_progress: OnProgress, cancelled: Cancelled) -> list[Looked]:
    """Open each backup, check all of it and count; on a worker."""
    found = []
    for number, backup in enumerate(every, start=1):
        if cancelled():
            raise CancelledError
        contents = None
        with suppress(YaodianError):
            contents = copies.trial(backup.path)
        found.append(Looked(backup, contents, doubt_of(backup.path) if contents else ""))
        on_progress(number, len(every))
    return found
