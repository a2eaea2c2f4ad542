"""The way back offered beside the words of what was done: it stands as long as undo would mean just that."""

from PySide6.QtCore import QObject

from desktop_app.i18n import _
from desktop_app.views.desk import Desk
from desktop_app.views.widgets.notice import Kind, Notice
from desktop_app.views.work_page import WorkPage


class UndoOffer(QObject):
    """Says what was done with a button that takes it back; the next action takes the offer away."""

    def __init__(self, desk: Desk, work: WorkPage, notice: Notice) -> None:
        super().__init__(work)
        self._desk = desk
        self._work = work
        self._notice = notice
        desk.acted.connect(self._withdraw)

    def make(self, words: str) -> None:
        """Say what was just done."""
        self._notice.show_words(Kind.DONE, words, (_("撤销"), self._take_back))

    def _take_back(self) -> None:
        self._work.flush()  # words being typed are the later action: they stay, and the offer goes
        if self._notice.offers(self._take_back):
            self._notice.hide()
            self._desk.undo()
        self._work.take_keys()

    def _withdraw(self) -> None:
        if self._notice.offers(self._take_back):
            self._notice.hide()
