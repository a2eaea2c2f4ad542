"""Words that are typed and not stored yet: every field that holds some tells its window so, in one way."""

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QWidget

_TOLD = QEvent.Type(QEvent.registerEventType())


class WordsEvent(QEvent):
    """Tells the window that a field holds words that are not stored, or holds them no more.

    It is sent to the window itself, as QStatusTipEvent is, also from a dialog before it.
    """

    def __init__(self, field: "Unstored") -> None:
        super().__init__(_TOLD)
        self.field = field


class Unstored:
    """What a field has that stores its words: to be put before a widget's class.

    `handing_over`: they are being stored now. `refused`: they were handed over and could not be stored.
    `waits`: they are stored at a button alone, as in a dialog. A field calls `tell_words` whenever `dirty` or
    `refused` may have changed.
    """

    refused = False
    handing_over = False
    _told = (False, False)

    @property
    def dirty(self) -> bool:
        """Whether there are words that have not been stored yet; each field says it of its own."""
        return False

    @property
    def waits(self) -> bool:
        """Whether the words wait for a button that stores them."""
        return False

    def try_again(self) -> None:
        """Hand the words over, if they are others than those stored; each field in its own way."""

    def tell_words(self) -> None:
        """Tell the window where that became otherwise."""
        self.refused = self.refused and self.dirty
        state = (self.dirty, self.refused)
        if state == self._told:
            return
        self._told = state
        assert isinstance(self, QWidget)
        top: QWidget = self
        while (above := top.parentWidget()) is not None:
            top = above
        QCoreApplication.sendEvent(top, WordsEvent(self))
