"""Where an item is to be cut in two."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QPlainTextEdit, QPushButton, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.models.values import ItemRow, Level
from desktop_app.views.widgets.controls import button_row, plain_label, primary_button
from desktop_app.views.widgets.theme import L, S

_STOPS = "。；;！？\n"


class SplitDialog(QDialog):
    """Shows an item's text with the cursor where it would be cut. `split_requested(item id, characters)`."""

    split_requested = Signal(str, int)

    def __init__(self, row: ItemRow, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._item_id = row.id
        self.setModal(True)
        self.setWindowTitle(_("拆分条目"))
        self.words = words_to_cut(row)
        self.edit = QPlainTextEdit(self.words)
        self.edit.setReadOnly(True)
        self.edit.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.edit.setProperty("answer", True)
        self.edit.setAccessibleName(_("正文"))
        self.edit.setCursorWidth(2)
        self.edit.setTabChangesFocus(True)
        self.split = primary_button(_("在光标处拆分"))
        self.split.setDefault(True)
        self.cancel = QPushButton(_("取消"))
        self._lay_out()
        cursor = self.edit.textCursor()
        cursor.setPosition(first_cut(self.words))
        self.edit.setTextCursor(cursor)
        self.edit.cursorPositionChanged.connect(self._enable)
        self.split.clicked.connect(self._split)
        self.cancel.clicked.connect(self.reject)
        self._enable()
        self.edit.setFocus()

    def _lay_out(self) -> None:
        buttons = button_row(self.cancel, self.split)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(L, L, L, L)
        layout.setSpacing(S)
        hint = _("把光标放在要拆开的地方：后面的文字成为新的一条。")
        layout.addWidget(plain_label(hint, "soft", wrap=True))
        layout.addWidget(self.edit, 1)
        layout.addLayout(buttons)
        self.resize(520, 320)

    def _enable(self) -> None:
        at = self.edit.textCursor().position()
        self.split.setEnabled(bool(self.words[:at].strip() and self.words[at:].strip()))

    def _split(self) -> None:
        self.accept()
        self.split_requested.emit(self._item_id, self.edit.textCursor().position())


def words_to_cut(row: ItemRow) -> str:
    """Return the words of an item that can be cut: its text; of a measure its title."""
    return row.title if row.level is Level.MEASURE else row.text


def first_cut(words: str) -> int:
    """Return the likeliest place to cut: after the first sentence, where another follows."""
    ends = [at + 1 for at, sign in enumerate(words) if sign in _STOPS and words[at + 1 :].strip()]
    return ends[0] if ends else len(words) // 2
