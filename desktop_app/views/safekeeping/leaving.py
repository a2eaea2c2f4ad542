"""Closing while words could not be stored, as on a full disk: asked before they would be gone."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMessageBox

from desktop_app.i18n import _
from desktop_app.views.dialogs import Dialogs, plain_box
from desktop_app.views.frame import Frame
from desktop_app.views.safekeeping.saving import Saving, State
from desktop_app.views.work_page import WorkPage


class Leaving(QObject):
    """Lets the window close where everything is stored, or where the user gives the words up.

    `then` is what goes on once they are given up: to close, or what the next closing is a part of.
    """

    def __init__(self, frame: Frame, work: WorkPage, saving: Saving, dialogs: Dialogs) -> None:
        super().__init__(frame)
        self._frame, self._work, self._saving, self._dialogs = frame, work, saving, dialogs
        self._given_up = False
        self.then: Callable[[], object] = frame.close
        frame.may_close = self._may_close

    def _may_close(self) -> bool:
        then, self.then = self.then, self._frame.close
        self._work.flush()
        self._saving.store_all()
        if self._given_up or self._saving.state is not State.REFUSED:
            return True
        words = _(
            "有内容没有保存成，只在这个窗口里，现在关闭就没有了。{why}\n\n"
            "要留下它，请先不关闭，把它复制到记事本里。"
        )
        said = words.format(why=self._saving.why)
        box = plain_box(QMessageBox.Icon.Warning, said, self._dialogs.window)
        stay = box.addButton(_("先不关闭"), QMessageBox.ButtonRole.RejectRole)
        give_up = box.addButton(_("放弃这些内容并关闭"), QMessageBox.ButtonRole.DestructiveRole)
        box.setDefaultButton(stay)
        box.setEscapeButton(stay)
        stay.clicked.connect(self._saving.go_there)
        give_up.clicked.connect(partial(self._give_up, then))
        self._saving.settled.connect(box.reject)  # stored behind it: nothing is left to be asked
        self._dialogs.open(box)
        return False

    def _give_up(self, then: Callable[[], object], _checked: bool = False) -> None:
        self._given_up = True
        then()
