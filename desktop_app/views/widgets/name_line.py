"""Lines in which names are typed: several of them, each offered as one types."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QWidget

from desktop_app.views.widgets.answer_edit import AnswerLine

SEPARATORS = "、，,；; "
BETWEEN = "、"


class NameLine(AnswerLine):
    """A line of names with 、 between them; the one being typed is completed from those offered."""

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(name, hint, parent)
        self._names = QStringListModel(self)
        self._ask: Callable[[], Sequence[str]] | None = None
        self._completer = QCompleter(self._names, self)
        self._completer.setWidget(self)  # not setCompleter: that would replace every name in the line
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        popup = self._completer.popup()
        assert popup is not None  # a completer with a widget has one
        self._popup = popup
        popup.setObjectName("offered")
        self._completer.activated.connect(self._take)
        self.textEdited.connect(self._offer)

    def offer(self, names: Sequence[str]) -> None:
        """Offer these names from now on."""
        if self._names.stringList() != list(names):
            self._names.setStringList(list(names))

    def offer_from(self, ask: Callable[[], Sequence[str]]) -> None:
        """Offer what `ask` returns; it is asked once, when the first letter is typed."""
        self._ask = ask

    @property
    def offering(self) -> bool:
        """Whether names stand below the line to choose from."""
        return self._popup.isVisible()

    def take_marked(self) -> None:
        """Take the name that is marked among those offered, if one is, and offer no more."""
        marked = self._popup.currentIndex()
        self._popup.hide()
        if marked.isValid():
            self._take(str(marked.data()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show all names on the down key; while they are shown, the keys that choose are theirs."""
        if self.offering and event.key() in (Qt.Key.Key_Enter, Qt.Key.Key_Return, Qt.Key.Key_Escape):
            event.ignore()
            return
        if event.key() == Qt.Key.Key_Down and not self.isReadOnly():
            self._show_names("")
            return
        super().keyPressEvent(event)

    def _offer(self, _words: str) -> None:
        typed = self._typed()
        if typed:
            self._show_names(typed)
        else:
            self._popup.hide()

    def _show_names(self, typed: str) -> None:
        if self._ask is not None:
            self.offer(self._ask())
            self._ask = None
        self._completer.setCompletionPrefix(typed)
        if self._completer.completionCount() and self._completer.currentCompletion() != typed:
            self._completer.complete()
        else:
            self._popup.hide()

    def _typed(self) -> str:
        """Return the name at the cursor, as far as it is typed."""
        before = self.text()[: self.cursorPosition()]
        return before[_name_start(before) :]

    def _take(self, name: str) -> None:
        before, after = self.text()[: self.cursorPosition()], self.text()[self.cursorPosition() :]
        kept = before[: _name_start(before)]
        if self._typed() == "" and kept and kept[-1] not in SEPARATORS:
            kept += BETWEEN
        self.setText(kept + name + after)
        self.setCursorPosition(len(kept + name))


def _name_start(words: str) -> int:
    """Return where the last of several names begins."""
    return max(words.rfind(separator) for separator in SEPARATORS) + 1
