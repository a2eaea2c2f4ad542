"""A strip above the content: a result with what can be done with it, or trouble in plain words."""

from collections.abc import Callable
from enum import StrEnum

from PySide6.QtCore import Qt, QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from desktop_app.i18n import _
from desktop_app.views.widgets.controls import icon_button, plain_label
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import L, M, Role, S

Target = QUrl | Callable[[], object]  # what a button opens, or does


class Kind(StrEnum):
    """What a notice is about."""

    DONE = "done"
    WARNING = "warning"
    ERROR = "error"


_SIGNS = {
    Kind.DONE: ("done_tick", Role.DONE),
    Kind.WARNING: ("info", Role.MOSTLY),
    Kind.ERROR: ("warning", Role.FAILED),
}


class Notice(QWidget):
    """Shows one sentence until it is closed or the next one comes, with up to two buttons."""

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("notice")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icons = icons
        self._kind = Kind.DONE
        self._targets: list[Target] = []
        self.sign = plain_label()
        self.words = plain_label(wrap=True)
        self.words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.first = QPushButton()
        self.second = QPushButton()
        self.close_button = icon_button(icons.icon("close"), _("关闭提示"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(L, S, S, S)
        layout.setSpacing(M)
        layout.addWidget(self.sign)
        layout.addWidget(self.words, 1)
        for button in (self.first, self.second, self.close_button):
            layout.addWidget(button)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a click leaves the keys where one is at work
        self.first.clicked.connect(self._open_first)
        self.second.clicked.connect(self._open_second)
        self.close_button.clicked.connect(self.hide)
        self.hide()

    def show_words(self, kind: Kind, words: str, *targets: tuple[str, Target]) -> None:
        """Show a sentence, and a button for each (words, what to open or to do)."""
        self._kind = kind
        self._targets = [target for _label, target in targets]
        self.words.setText(words)
        self.words.setAccessibleName(words)
        for number, button in enumerate((self.first, self.second)):
            button.setVisible(number < len(targets))
            if number < len(targets):
                button.setText(targets[number][0])
        self.setProperty("kind", kind.value)
        self.style().unpolish(self)
        self.style().polish(self)
        self.recolour()
        self.show()

    def offers(self, target: Target) -> bool:
        """Tell whether the notice stands and one of its buttons opens or does this."""
        return self.isVisible() and target in self._targets

    def says(self, words: str) -> bool:
        """Tell whether the notice stands and says this first."""
        return self.isVisible() and self.words.text().startswith(words)

    def recolour(self) -> None:
        """Draw the icons in the colours in force."""
        name, role = _SIGNS[self._kind]
        self.sign.setPixmap(self._icons.pixmap(name, 20, role, self.devicePixelRatioF()))
        self.close_button.setIcon(self._icons.icon("close"))

    def _open_first(self) -> None:
        self._open(self._targets[0])

    def _open_second(self) -> None:
        self._open(self._targets[1])

    def _open(self, target: Target) -> None:
        if isinstance(target, QUrl):
            QDesktopServices.openUrl(target)
        else:
            target()
