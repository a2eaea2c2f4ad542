"""Small widgets that several parts of the window are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QButtonGroup,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QToolButton,
    QWidget,
)

from desktop_app.i18n import _
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import XL, XS, M, Role, sized


def plain_label(words: str = "", look: str = "", wrap: bool = False) -> QLabel:
    """Return a label that shows its words as they are, never as markup.

    `look` is one of the style sheet's: soft, faint, warn, failed.
    """
    label = QLabel(words)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wrap)
    if look:
        label.setProperty(look, True)
    return label


def title_label(words: str = "", step: int = 3, wrap: bool = False) -> QLabel:
    """Return a plain label that names a page, a dialog or a part of one, so many steps larger."""
    label = plain_label(words, wrap=wrap)
    label.setFont(sized(label.font(), step, medium=True))
    return label


class ElidedLabel(QLabel):
    """One line that ends in …… where there is no room; the whole of it on hover."""

    def __init__(self, look: str = "") -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty(look, True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_words(self, words: str) -> None:
        """Show these words, as many as there is room for."""
        self.setText(words)
        self.setToolTip(f"<qt>{escape(words)}</qt>" if words else "")

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the words."""
        painter = QPainter(self)
        words = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        self.style().drawItemText(
            painter,
            self.rect(),
            Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft,
            self.palette(),
            self.isEnabled(),
            words,
            self.foregroundRole(),
        )
        painter.end()


def primary_button(words: str = "") -> QPushButton:
    """Return the one button that stands out: what a page or a dialog is for."""
    button = QPushButton(words)
    button.setProperty("primary", True)
    return button


def button_row(*right: QWidget, left: Sequence[QWidget] = ()) -> QHBoxLayout:
    """Return a line of buttons: these at its right end, `left` at its left."""
    row = QHBoxLayout()
    for button in left:
        row.addWidget(button)
    row.addStretch(1)
    for button in right:
        row.addWidget(button)
    return row


def link(words: str, quiet: bool = False) -> QToolButton:
    """Return a button that looks like a link."""
    button = QToolButton()
    button.setText(words)
    button.setProperty("quietLink" if quiet else "link", True)
    button.setCursor(Qt.CursorShape.PointingHandCursor)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


def icon_button(icon: QIcon, words: str) -> QToolButton:
    """Return a small button that shows an icon alone; the words are read aloud and shown on hover."""
    button = QToolButton()
    button.setIcon(icon)
    button.setToolTip(words)
    button.setAccessibleName(words)
    button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
    return button


@dataclass(frozen=True)
class Choice:
    """One of the values a Chooser offers: what it stands for, its words, its icon and its colour."""

    value: str
    words: str
    icon: str
    role: Role


class Chooser(QWidget):
    """A row of buttons of which at most one is on.

    `chosen(value)`, an empty value where the one that is on was clicked again.
    """

    chosen = Signal(str)

    def __init__(
        self, name: str, choices: Sequence[Choice], icons: Icons, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)
        self._choices = choices
        self._icons = icons
        self._group = QButtonGroup(self)
        self._group.setExclusive(False)  # a second click takes the choice back
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(XS)
        for number, choice in enumerate(choices):
            layout.addWidget(self._make_button(number, choice, name))
        self._value = ""
        self.recolour()
        self._group.idClicked.connect(self._choose)

    def _make_button(self, number: int, choice: Choice, name: str) -> QToolButton:
        button = QToolButton(self)
        button.setText(choice.words)
        button.setAccessibleName(f"{name} {choice.words}")
        button.setCheckable(True)
        button.setProperty("segment", True)
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.MinimumExpanding, QSizePolicy.Policy.Fixed)
        self._group.addButton(button, number)
        return button

    def show_value(self, value: str) -> None:
        """Show which value is on, without telling anyone."""
        self._value = value
        for number, choice in enumerate(self._choices):
            self._group.button(number).setChecked(choice.value == value)

    def button(self, value: str) -> QToolButton:
        """Return the button of a value."""
        numbers = {choice.value: number for number, choice in enumerate(self._choices)}
        button = self._group.button(numbers[value])
        assert isinstance(button, QToolButton)
        return button

    def recolour(self) -> None:
        """Draw the icons in the colours in force."""
        for number, choice in enumerate(self._choices):
            self._group.button(number).setIcon(self._icons.icon(choice.icon, choice.role, choice.role))

    def _choose(self, number: int) -> None:
        value = self._choices[number].value
        wanted = "" if value == self._value else value
        self.show_value(self._value)  # the row follows when the wish has been stored
        self.chosen.emit(wanted)


def bring_into_sight(area: QScrollArea, part: QWidget) -> None:
    """Scroll to all of a part, with a line above it for its name; Qt itself minds only the cursor in it."""
    page = area.widget()
    if page is None:
        return
    place = part.mapTo(page, QPoint())
    area.ensureVisible(place.x(), place.y() + part.height(), 0, M)
    area.ensureVisible(place.x(), place.y(), 0, 2 * XL)


def keys_in_words(action: QAction) -> str:
    """Return an action's keys as they are marked on a keyboard: Alt+←, Ctrl+回车; "" where it has none."""
    arrows = {"Left": "←", "Right": "→", "Up": "↑", "Down": "↓"}
    marks = arrows | {"Return": _("回车"), "Backspace": _("退格"), "Del": "Delete", "Ins": "Insert"}
    keys = action.shortcut().toString(QKeySequence.SequenceFormat.PortableText)
    *held, key = keys.removesuffix("+").split("+")
    return "+".join((*held, marks.get(key, key))) + ("+" if keys.endswith("+") else "")
