"""A line for a day: typed as people say it, or picked from a calendar."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtWidgets import QCalendarWidget, QHBoxLayout, QMenu, QWidget, QWidgetAction

from desktop_app.i18n import _
from desktop_app.views.answer_edit import AnswerLine
from desktop_app.views.controls import icon_button
from desktop_app.views.icons import Icons
from desktop_app.views.theme import Role


class DayLine(QWidget):
    """An AnswerLine with a calendar beside it.

    `day_chosen(date)` from the calendar; what is typed is told by the line.
    """

    day_chosen = Signal(object)

    def __init__(self, name: str, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icons = icons
        self.line = AnswerLine(name, _("如 6月30日"))
        self.button = icon_button(icons.icon("calendar", Role.SOFT), _("从日历里选"))
        self.calendar: QCalendarWidget | None = None
        self._menu: QMenu | None = None
        self._shown = date.today()
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.line, 1)
        layout.addWidget(self.button)
        self.setFocusProxy(self.line)
        self.button.clicked.connect(self.open)

    def show_day(self, day: date | None, year: int) -> None:
        """Let the calendar open at this day, or in the month it is now of the year meant."""
        self._shown = day or _in_year(date.today(), year)

    def set_editable(self, editable: bool) -> None:
        """Let the day be changed, or only read."""
        self.line.setReadOnly(not editable)
        self.button.setVisible(editable)

    def open(self) -> None:
        """Open the calendar below the line."""
        if self._menu is None:
            self._make_calendar()
        assert self._menu is not None
        assert self.calendar is not None
        self.calendar.setSelectedDate(QDate(self._shown.year, self._shown.month, self._shown.day))
        self._menu.popup(self.mapToGlobal(self.rect().bottomLeft()))
        self.calendar.setFocus()

    def recolour(self) -> None:
        """Draw the icon in the colours in force."""
        self.button.setIcon(self._icons.icon("calendar", Role.SOFT))

    def _make_calendar(self) -> None:
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self._menu = QMenu(self)
        action = QWidgetAction(self._menu)
        action.setDefaultWidget(self.calendar)
        self._menu.addAction(action)
        self.calendar.clicked.connect(self._take)
        self.calendar.activated.connect(self._take)

    def _take(self, day: QDate) -> None:
        assert self._menu is not None
        self._menu.close()
        self.day_chosen.emit(date(day.year(), day.month(), day.day()))


def _in_year(day: date, year: int) -> date:
    return day if day.year == year else date(year, day.month, 1)
