"""The bureau's own words of an item, always one glance away."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop_app.i18n import _
from desktop_app.models.values import ItemRow
from desktop_app.views.controls import link, plain_label
from desktop_app.views.theme import M, S, Theme, sized

_SHORT = 120  # characters that are shown before one asks for the rest


class OriginalBox(QFrame):
    """Shows the words as issued, short at first. `opened()` when the whole file is wanted."""

    opened = Signal()

    def __init__(self, _theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("original")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._words = ""
        self._whole = False
        self.caption = plain_label(_("文件原文"), "faint")
        self.caption.setFont(sized(self.font(), -1))
        self.words = plain_label(wrap=True)
        self.words.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.more = link(_("展开"), quiet=True)
        self.file = link(_("打开文件"), quiet=True)
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(self.caption, 1)
        head.addWidget(self.more)
        head.addWidget(self.file)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(M, S, M, M)
        layout.setSpacing(2)
        layout.addLayout(head)
        layout.addWidget(self.words)
        self.more.clicked.connect(self._turn)
        self.file.clicked.connect(self.opened)

    def show_row(self, row: ItemRow) -> None:
        """Show an item's words as issued; hidden for an item that the school added itself."""
        own = row.source_title is None and row.source_text is None
        self.setVisible(not own)
        parts = (row.source_title or "", row.source_text or "")
        words = "\n".join(part for part in parts if part)
        if words != self._words:
            self._words = words
            self._whole = False
        self._show()

    def _turn(self) -> None:
        self._whole = not self._whole
        self._show()

    def _show(self) -> None:
        long = len(self._words) > _SHORT + 20
        self.more.setVisible(long)
        self.more.setText(_("收起") if self._whole else _("展开"))
        self.words.setText(self._words if self._whole or not long else self._words[:_SHORT] + "……")
