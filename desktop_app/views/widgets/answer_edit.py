"""Fields that save by themselves: when one leaves them, after a pause, and now and then while one types."""

from typing import Any

from PySide6.QtCore import QEvent, QMetaMethod, QMimeData, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QKeySequence, QResizeEvent, QTextCursor
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from desktop_app.models.sitting import alike
from desktop_app.views.widgets.unstored import Unstored

_PAUSE = 1500  # milliseconds of rest after which typing counts as done
_LONGEST = 3000  # milliseconds that words stay unstored while somebody types on and on
_UNDO_KEYS = (QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo)


class _Answer(Unstored):
    """What both have: the words stored, beside those that stand in the field."""

    committed: Any  # the signal of the widget
    _stored = ""

    def typed(self) -> str:
        """Return the words as they stand, without blanks at the ends; the widget knows them."""
        return ""

    def put(self, text: str) -> None:
        """Let these words stand, with the cursor at their end."""

    def step_to(self, text: str) -> None:
        """Let these words stand instead of those, as undo does it."""
        self.put(text)

    def rest(self) -> None:
        """Store nothing by itself until somebody types again."""

    @property
    def dirty(self) -> bool:
        """Whether there are words that have not been stored yet; blanks at the ends do not count."""
        return self.typed() != self._stored.strip()

    @property
    def waits(self) -> bool:
        """Whether nobody takes the words as they are typed."""
        assert isinstance(self, QWidget)
        return not self.isSignalConnected(QMetaMethod.fromSignal(self.committed))

    def show_text(self, text: str) -> None:
        """Show what is stored now; words being typed are left alone, unless this is what became of them."""
        replaceable = self.handing_over or not self.dirty
        self._stored = text
        if replaceable and self.dirty:
            self.step_to(text)
        if not self.dirty:
            self.rest()
        self.tell_words()

    def load(self, text: str) -> None:
        """Show another item's words, whatever stood there."""
        self._stored = text
        self.put(text)
        self.rest()
        self.tell_words()

    def commit(self) -> None:
        """Hand the words over if they are others than those stored; `show_text` then tells that they are."""
        self.rest()
        if self.dirty:
            self.handing_over = True
            self.committed.emit(self.typed())
            self.handing_over = False
            self.refused = self.dirty and not self.waits
        self.tell_words()

    def try_again(self) -> None:
        """Hand the words over once more."""
        self.commit()


class AnswerEdit(_Answer, QPlainTextEdit):
    """A text of several lines that grows with its words. `committed(text)` when they are to be stored."""

    committed = Signal(str)

    def __init__(self, name: str, hint: str, lines: int = 3, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setProperty("answer", True)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._lines = lines
        self._pause, self._longest = self._timer(_PAUSE), self._timer(_LONGEST)
        self.textChanged.connect(self._note_change)
        self.document().documentLayout().documentSizeChanged.connect(self._fit)
        self._fit()

    def _timer(self, interval: int) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(interval)
        timer.timeout.connect(self.commit)
        return timer

    def typed(self) -> str:
        """Return the words as they stand, without blanks at the ends."""
        return self.toPlainText().strip()

    def put(self, text: str) -> None:
        """Let these words stand, with the cursor at their end."""
        self.setPlainText(text)
        self.moveCursor(QTextCursor.MoveOperation.End)

    def step_to(self, text: str) -> None:
        """Let these words stand instead of those, with the cursor after what is other in them."""
        same = alike(self.toPlainText()[::-1], text[::-1])
        self.setPlainText(text)
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        behind = len(text[len(text) - same :].encode("utf-16-le")) // 2  # as Qt counts characters
        cursor.setPosition(max(0, cursor.position() - behind))
        self.setTextCursor(cursor)

    def rest(self) -> None:
        """Store nothing by itself until somebody types again."""
        self._pause.stop()
        self._longest.stop()

    def go_to(self, words: str) -> None:
        """Put the cursor to the end, or choose these words where they stand here."""
        cursor = self.textCursor()
        cursor.movePosition(QTextCursor.MoveOperation.End)
        found = self.document().find(words) if words else QTextCursor()
        self.setTextCursor(cursor if found.isNull() else found)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        """Take words, but no files: a file that is dropped here is evidence, not its path as text."""
        return not source.hasUrls() and super().canInsertFromMimeData(source)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Store on leaving."""
        super().focusOutEvent(event)
        if event.reason() is not Qt.FocusReason.PopupFocusReason:
            self.commit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take as many lines as the words need at this width."""
        super().resizeEvent(event)
        self._fit()

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window once this field has nothing of its own to take back."""
        document = self.document()
        if _nothing_to_step(event, document.isUndoAvailable() and self.dirty, document.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)

    def _note_change(self) -> None:
        self.tell_words()
        if not self.dirty:
            return
        self._pause.start()
        if not self._longest.isActive():
            self._longest.start()

    def _fit(self) -> None:
        lines = max(self._lines, round(self.document().size().height()))
        frame = 2 * self.frameWidth() + 2 * round(self.document().documentMargin()) + 12
        self.setFixedHeight(lines * self.fontMetrics().lineSpacing() + frame)


def _nothing_to_step(event: QEvent, undo: bool, redo: bool) -> bool:
    """Tell whether a key asks a field to take back, or do again, what it has not got."""
    if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
        return False
    asked = zip(_UNDO_KEYS, (undo, redo), strict=True)
    return any(event.matches(key) and not possible for key, possible in asked)


class AnswerLine(_Answer, QLineEdit):
    """A text of one line. `committed(text)` when its words are to be stored."""

    committed = Signal(str)

    def __init__(self, name: str, hint: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.editingFinished.connect(self.commit)
        self.textChanged.connect(self.tell_words)

    def typed(self) -> str:
        """Return the words as they stand, without blanks at the ends."""
        return self.text().strip()

    def put(self, text: str) -> None:
        """Let these words stand, with the cursor at their end."""
        self.setText(text)

    def event(self, event: QEvent) -> bool:
        """Leave Ctrl+Z to the window once this field has nothing of its own to take back."""
        if _nothing_to_step(event, self.isUndoAvailable() and self.dirty, self.isRedoAvailable()):
            event.ignore()
            return False
        return super().event(event)
