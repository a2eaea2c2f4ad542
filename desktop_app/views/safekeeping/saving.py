"""Whether all words typed are stored: the one place that knows it, and says it at the foot of the window."""

from collections.abc import Sequence
from enum import Enum, auto

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget
from shiboken6 import isValid

from desktop_app.i18n import _
from desktop_app.views.desk import Desk
from desktop_app.views.frame import Frame
from desktop_app.views.panel.side import ItemSide
from desktop_app.views.status_line import StatusLine
from desktop_app.views.widgets.notice import Kind, Notice
from desktop_app.views.widgets.unstored import Unstored
from desktop_app.views.work_page import WorkPage

_AGAIN = 5000  # milliseconds after which what the disk refused is tried again


class State(Enum):
    """How it stands with the words typed, the worst of all fields."""

    SAVED = auto()
    WAITING = auto()  # for the button of a dialog
    TYPING = auto()
    REFUSED = auto()


class Saving(QObject):
    """Hears of every field that holds words not stored yet, and says at each moment how it stands with them.

    What could not be stored is tried again by itself where the disk was the reason; the sentence that said so
    goes when all is stored. `why` is that sentence, "" where everything could be stored. Fields inside of
    `apart` do not count: what they hold is not for the workspace yet. Anything else than words that the disk
    refused, as a tick, is not tried again: that is said. `settled()` when words that were refused are stored.
    """

    settled = Signal()

    def __init__(
        self,
        frame: Frame,
        desk: Desk,
        side: ItemSide,
        shown: tuple[WorkPage, StatusLine, Notice],
        apart: QWidget,
    ) -> None:
        super().__init__(frame)
        self._desk, self._side, self._apart = desk, side, apart
        self._work, self._status, self._notice = shown
        self._fields: list[Unstored] = []
        self._handing = self._trying = self._by_disk = False
        self._step_lost = False  # whether the disk refused something else than words
        self._wants_room = False  # whether some of them wait for the disk, whatever else was refused since
        self._said: set[str] = set()  # the sentences since the last time that all was stored
        self.why = ""
        self.state = State.SAVED
        self._later = self._timer(0, self._show)
        self._again = self._timer(_AGAIN, self._try_quietly)
        self._doubt = self._timer(0, self._lose_step)
        frame.words_told.connect(self._hear)
        desk.refused.connect(self._say_refusal)
        desk.acted.connect(self._note_done)
        self._status.unsaved_chosen.connect(self.go_there)

    def _timer(self, interval: int, act: object) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(act)
        return timer

    def start(self) -> None:
        """Say how it stands at the start."""
        self._show()

    def try_again(self) -> None:
        """Hand over again whatever could not be stored."""
        self._hand_over(self._refused())

    def store_all(self) -> None:
        """Hand over whatever is not stored, wherever it stands, also what nobody tried to store yet."""
        self._hand_over(self._held())

    def _hand_over(self, fields: Sequence[Unstored]) -> None:
        self._handing = True
        self._side.store_drafts()
        for field in fields:
            field.try_again()
        self._handing = False
        self._show()

    def go_there(self) -> None:
        """Go to words that could not be stored, and say again why."""
        fields, drafts = self._refused(), self._side.drafts
        seen = next((field for field in fields if isinstance(field, QWidget) and field.isVisible()), None)
        if seen is not None:
            seen.setFocus()
            self._work.panel.show_cursor()
        elif drafts:
            self._work.go_to_field(drafts[0].item_id, drafts[0].field, "")
        if self.why:
            self._say()

    # What is heard

    def _hear(self, field: Unstored) -> None:
        if field not in self._fields:
            self._fields.append(field)
            assert isinstance(field, QObject)
            field.destroyed.connect(self._look_later)
        if field.refused:  # so it was words, and they are kept
            self._doubt.stop()
        self._show()

    def _look_later(self) -> None:
        """Look once a field is gone: it may have held words that were given up with it."""
        self._later.start()

    def _say_refusal(self, words: str) -> None:
        """Say why something could not be stored; of words that stay in their fields once, not at each try."""
        tried = self._trying or self._hands_over()
        known = words in self._said and self.state is State.REFUSED
        self.why, self._by_disk = words, self._desk.disk_refused
        self._wants_room |= self._by_disk
        if self._by_disk and not (self._handing or tried):
            self._doubt.start()
        self._said.add(words)
        if not (tried and known):
            self._say()

    def _hands_over(self) -> bool:
        return any(field.handing_over for field in self._held())

    def _lose_step(self) -> None:
        """Say that a step is to be done again: no field told that it kept what was refused."""
        self._step_lost = True
        if self._says_why():
            self._say()

    def _note_done(self) -> None:
        """Take back that the disk refused something, once it takes everything again."""
        self._step_lost &= self._handing or self._hands_over()
        self._show()
        if self._by_disk and self.state is not State.REFUSED:
            self._withdraw()

    def _try_quietly(self) -> None:
        self._trying, self._wants_room = True, False
        self.try_again()
        self._trying = False

    # What is shown

    def _held(self) -> list[Unstored]:
        self._fields = [field for field in self._fields if isValid(field)]
        return [field for field in self._fields if field.dirty and not self._is_apart(field)]

    def _is_apart(self, field: Unstored) -> bool:
        return isinstance(field, QWidget) and self._apart.isAncestorOf(field)

    def _refused(self) -> list[Unstored]:
        return [field for field in self._held() if field.refused]

    def _show(self) -> None:
        before, self.state = self.state, _worst(self._held(), bool(self._side.drafts))
        if self.state is State.REFUSED:
            if before is not State.REFUSED and self._says_why():
                self._say()
            if self._wants_room and not self._again.isActive():
                self._again.start()
        elif before is State.REFUSED:
            self._again.stop()
            self._settle()
        self._status.show_saved(_WORDS[self.state](), self.state is State.REFUSED, not self._desk.editable)

    def _say(self) -> None:
        if self.state is not State.REFUSED:
            lost = self._step_lost and self.state is State.SAVED
            saved = _("之前填写的都已保存，这一步请再做一次。") if lost else ""
            self._notice.show_words(Kind.ERROR, self.why + saved)
            return
        kept = _("没有保存的还在窗口里，一能保存就会自动存好。") if self._by_disk else ""
        if kept and self._step_lost:
            kept = _("这一步没有做成，要再做一次；填写的内容还在窗口里，一能保存就会自动存好。")
        self._notice.show_words(Kind.ERROR, self.why + kept, (_("再试一次"), self.try_again))

    def _says_why(self) -> bool:
        return bool(self.why) and self._notice.says(self.why)

    def _settle(self) -> None:
        """Take back what was said of the words, which are stored now; not of a step that was lost beside."""
        lost = self._step_lost and self._says_why()
        self._withdraw()
        if lost:
            words = _("填写的内容都已保存。刚才有一步没有做成，请再做一次。")
            self._notice.show_words(Kind.WARNING, words)
        self.settled.emit()

    def _withdraw(self) -> None:
        if self._says_why():
            self._notice.hide()
        self._doubt.stop()
        self.why = ""
        self._by_disk = self._wants_room = self._step_lost = False
        self._said.clear()


_WORDS = {
    State.SAVED: lambda: _("全部改动已保存"),
    State.WAITING: lambda: _("正在填写……"),
    State.TYPING: lambda: _("正在填写，会自动保存"),
    State.REFUSED: lambda: _("有内容没有保存"),
}


def _worst(held: Sequence[Unstored], drafts: bool) -> State:
    if drafts or any(field.refused for field in held):
        return State.REFUSED
    if any(not field.waits for field in held):
        return State.TYPING
    return State.WAITING if held else State.SAVED
