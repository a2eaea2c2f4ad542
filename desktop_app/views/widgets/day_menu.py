"""A calendar that opens below the line a day is typed into."""

from datetime import date

from PySide6.QtCore import QDate, Qt, Signal
from PySide6.QtGui import QIcon, QTextCharFormat
from PySide6.QtWidgets import QCalendarWidget, QMenu, QToolButton, QWidget, QWidgetAction

# Qt's calendar takes typed years too, and goes on to years that Python does not know.
_FIRST, _LAST = QDate(1900, 1, 1), QDate(2199, 12, 31)
_TURNS = {"qt_calendar_prevmonth": "‹", "qt_calendar_nextmonth": "›"}  # Qt's own names of its two buttons


class DayMenu(QMenu):
    """Shows a month to pick a day from. `day_chosen(date)`."""

    day_chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.calendar = QCalendarWidget()
        self.calendar.setVerticalHeaderFormat(QCalendarWidget.VerticalHeaderFormat.NoVerticalHeader)
        self.calendar.setFirstDayOfWeek(Qt.DayOfWeek.Monday)
        self.calendar.setDateRange(_FIRST, _LAST)
        for name, sign in _TURNS.items():
            button = self.calendar.findChild(QToolButton, name)
            if button is not None:  # Qt draws them black, on dark too
                button.setIcon(QIcon())
                button.setText(sign)
        action = QWidgetAction(self)
        action.setDefaultWidget(self.calendar)
        self.addAction(action)
        self.calendar.clicked.connect(self._take)
        self.calendar.activated.connect(self._take)

    def open_below(self, line: QWidget, day: date) -> None:
        """Open below a line, at a day."""
        ink = QTextCharFormat()
        ink.setForeground(
            self.palette().text()
        )  # Qt's red weekend cannot be read on dark, and means nothing here
        for weekday in (Qt.DayOfWeek.Saturday, Qt.DayOfWeek.Sunday):
            self.calendar.setWeekdayTextFormat(weekday, ink)
        self.calendar.setSelectedDate(QDate(day.year, day.month, day.day))
        self.popup(line.mapToGlobal(line.rect().bottomLeft()))
        self.calendar.setFocus()

    def _take(self, day: QDate) -> None:
        self.close()
        self.day_chosen.emit(date(day.year(), day.month(), day.day()))


def first_shown(day: date | None, year: int) -> date:
    """Return where a calendar opens: at a day that is set, else in this month of the year meant."""
    today = date.today()
    return day or (today if today.year == year else date(year, today.month, 1))
