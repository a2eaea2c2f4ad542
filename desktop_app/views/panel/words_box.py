"""An item's words: the bureau's, what the school made of them, and how the two differ."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.models.values import ItemRow
from desktop_app.views.panel.difference import as_markup, difference
from desktop_app.views.widgets.answer_edit import AnswerEdit
from desktop_app.views.widgets.controls import link, plain_label
from desktop_app.views.widgets.theme import M, S, Theme, sized

_SHORT = 120  # characters that are shown before one asks for the rest


class WordsBox(QFrame):
    """Shows an item's words, short at first; edits them in place; sets them beside the bureau's.

    Signals: `opened()` when the whole file is wanted, `fields_requested({field: words})`,
    `restore_requested()` when the bureau's words are to stand again.
    """

    opened = Signal()
    fields_requested = Signal(object)
    restore_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("original")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._theme = theme
        self._row: ItemRow | None = None
        self._whole = self._comparing = self.editing = False
        self._editable = True
        self._make_parts()
        self._lay_out()
        self.more.clicked.connect(self._turn)
        self.compare.clicked.connect(self._turn_comparing)
        self.edit.clicked.connect(self._turn_editing)
        self.restore.clicked.connect(self.restore_requested)
        self.file.clicked.connect(self.opened)
        self.title.committed.connect(self._commit_title)
        self.text.committed.connect(self._commit_text)

    def _make_parts(self) -> None:
        self.caption = plain_label(look="faint")
        self.caption.setFont(sized(self.font(), -1))
        self.words = plain_label(wrap=True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.more = link(_("展开"), quiet=True)
        self.compare = link(_("对照原文"), quiet=True)
        self.restore = link(_("恢复原文"), quiet=True)
        self.edit = link(_("修改"), quiet=True)
        self.file = link(_("打开文件"), quiet=True)
        self.title = AnswerEdit(_("标题"), _("标题"), 1)
        self.text = AnswerEdit(_("正文"), _("正文，可以不填"), 3)
        for line in (self.title, self.text):
            line.installEventFilter(self)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.setSpacing(2)
        head.addWidget(self.caption, 1)
        for button in (self.more, self.compare, self.restore, self.edit, self.file):
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(M, S, M, M)
        layout.setSpacing(S // 2)
        layout.addLayout(head)
        for part in (self.words, self.title, self.text):
            layout.addWidget(part)

    def show_row(self, row: ItemRow) -> None:
        """Show an item's words; those being typed for the same item stay."""
        another = self._row is None or self._row.id != row.id
        self._row = row
        if another:
            self._whole = self._comparing = self.editing = False
            self.title.load(row.title)
            self.text.load(row.text)
        else:
            self.title.show_text(row.title)
            self.text.show_text(row.text)
        self._comparing = self._comparing and is_changed(row)
        self._show()

    def set_editable(self, editable: bool) -> None:
        """Let the words be edited, or only read."""
        self._editable = editable
        self.editing = self.editing and editable
        self._show()

    def begin_editing(self) -> None:
        """Open the words for editing, the text first where there is one."""
        if self._editable and self._row is not None:
            self.editing, self._comparing = True, False
            self._show()
            (self.text if self._row.text else self.title).setFocus(Qt.FocusReason.OtherFocusReason)

    def commit(self) -> None:
        """Hand over what is being typed."""
        if self.editing:
            self.title.commit()
            self.text.commit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Finish with Ctrl+Enter, and give up what is typed with Esc."""
        if event.type() is QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and self._row is not None:
            enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            if enter and (watched is self.title or event.modifiers() & Qt.KeyboardModifier.ControlModifier):
                self._turn_editing()
                return True
            if event.key() == Qt.Key.Key_Escape:
                self.title.load(self._row.title)
                self.text.load(self._row.text)
                self.editing = False
                self._show()
                return True
        return super().eventFilter(watched, event)

    # Asking

    def _commit_title(self, words: str) -> None:
        self.fields_requested.emit({"title": " ".join(words.split("\n"))})

    def _commit_text(self, words: str) -> None:
        self.fields_requested.emit({"text": words})

    def _turn(self) -> None:
        self._whole = not self._whole
        self._show()

    def _turn_comparing(self) -> None:
        self._comparing = not self._comparing
        self._show()

    def _turn_editing(self) -> None:
        if not self.editing:
            self.begin_editing()
            return
        self.commit()
        if not (self.title.dirty or self.text.dirty):  # what was refused stays open
            self.editing = False
            self._show()

    # Showing

    def _show(self) -> None:
        row = self._row
        if row is None:
            return
        own, changed = row.source_title is None, is_changed(row)
        self.caption.setText(
            _("学校自加的条目") if own else _("学校改过的文字") if changed else _("文件原文")
        )
        school = _whole(row.title, row.text)
        long = len(school) > _SHORT + 20
        reading = not self.editing and not self._comparing
        self.more.setVisible(long and reading)
        self.more.setText(_("收起") if self._whole else _("展开"))
        self.compare.setVisible(changed and not self.editing)
        self.compare.setText(_("看现在的") if self._comparing else _("对照原文"))
        self.restore.setVisible(changed and self._comparing and self._editable)
        self.edit.setVisible(self._editable and not self._comparing)
        self.edit.setText(_("完成") if self.editing else _("修改"))
        self.file.setVisible(not own and not self.editing and not self._comparing)
        self.words.setVisible(not self.editing)
        self.title.setVisible(self.editing)
        self.text.setVisible(self.editing)
        if self._comparing:
            source = _whole(row.source_title or "", row.source_text or "")
            self.words.setTextFormat(Qt.TextFormat.RichText)
            self.words.setText(as_markup(difference(source, school), self._theme))
        else:
            shown = school if self._whole or not long else school[:_SHORT] + "……"
            self.words.setTextFormat(Qt.TextFormat.PlainText)
            self.words.setText(shown)

    def recolour(self) -> None:
        """Draw the difference in the colours in force."""
        self._show()


def is_changed(row: ItemRow) -> bool:
    """Tell whether the school changed the bureau's words."""
    return row.source_title is not None and (row.title, row.text) != (row.source_title, row.source_text or "")


def _whole(title: str, text: str) -> str:
    return "\n".join(part for part in (title, text) if part)
