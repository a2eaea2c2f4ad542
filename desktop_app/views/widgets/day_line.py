"""A line for a day: typed as people say it, or picked from a calendar."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QWidget

from desktop_app.i18n import _
from desktop_app.views.widgets.answer_edit import AnswerLine
from desktop_app.views.widgets.day_menu import DayMenu, first_shown
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import Role


class DayLine(AnswerLine):
    """An AnswerLine with a calendar at its end. `day_chosen(date)` from the calendar; typed words as ever."""

    day_chosen = Signal(object)

    def __init__(self, name: str, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(name, _("如 6月30日"), parent)
        self._icons = icons
        self._shown = date.today()
        self.menu: DayMenu | None = None
        self._button = QAction(self)
        self._button.setToolTip(_("从日历里选"))
        self.addAction(self._button, QLineEdit.ActionPosition.TrailingPosition)
        self.recolour()
        self._button.triggered.connect(self.open)

    def show_day(self, day: date | None, year: int) -> None:
        """Let the calendar open at this day, or in the month it is now of the year meant."""
        self._shown = first_shown(day, year)

    def open(self) -> None:
        """Open the calendar below the line."""
        if self.isReadOnly():
            return
        if self.menu is None:
            self.menu = DayMenu(self)
            self.menu.day_chosen.connect(self.day_chosen)
        self.menu.open_below(self, self._shown)

    def recolour(self) -> None:
        """Draw the icon in the colours in force."""
        self._button.setIcon(self._icons.icon("calendar", Role.SOFT))
