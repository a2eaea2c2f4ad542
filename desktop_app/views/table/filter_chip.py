"""A filter that came from elsewhere, named above the table, with the way out of it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop_app.i18n import _
from desktop_app.views.widgets.controls import ElidedLabel
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import XS, M, S


class FilterChip(QWidget):
    """Names the filter in force; hidden where there is none. `left()` when it is to be taken off."""

    left = Signal()

    def __init__(self, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("filterChip")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._icons = icons
        self.words = ElidedLabel()
        self.close_button = QToolButton()
        self.close_button.setToolTip(_("显示全部"))
        self.close_button.setAccessibleName(_("显示全部"))
        self.close_button.clicked.connect(self.left)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(M, XS, S, XS)
        layout.addWidget(self.words, 1)
        layout.addWidget(self.close_button)
        self.hide()
        self.recolour()

    def show_words(self, words: str) -> None:
        """Name the filter, or hide where it has no name."""
        self.words.show_words(words)
        self.setVisible(bool(words))

    def recolour(self) -> None:
        """Draw the icon in the colours in force."""
        self.close_button.setIcon(self._icons.icon("close"))
