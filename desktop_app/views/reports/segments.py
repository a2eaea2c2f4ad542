"""Buttons beside one another of which one is on."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QSizePolicy, QToolButton, QWidget

from desktop_app.views.widgets.theme import XS


def segment(words: str) -> QToolButton:
    """Return a button that stays on."""
    button = QToolButton()
    button.setText(words)
    button.setCheckable(True)
    button.setProperty("segment", True)
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    return button


class Segments(QWidget):
    """One of several things is shown. `chosen(number)`."""

    chosen = Signal(int)

    def __init__(self, words: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        for number, said in enumerate(words):
            button = segment(said)
            self._group.addButton(button, number)
            layout.addWidget(button)
        self.button(0).setChecked(True)
        self._group.idClicked.connect(self.chosen)

    @property
    def checked(self) -> int:
        """The one that is on."""
        return self._group.checkedId()

    def button(self, number: int) -> QToolButton:
        """Return one of the buttons."""
        button = self._group.button(number)
        assert isinstance(button, QToolButton)
        return button

    def choose(self, number: int) -> None:
        """Switch one on, and tell it."""
        self.button(number).setChecked(True)
        self.chosen.emit(number)
