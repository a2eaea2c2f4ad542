"""What day it is: a window stays open overnight, and what is late changes at midnight."""

from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QObject, QTimer, Signal

_JUST_AFTER = 1000  # milliseconds: timers may be early


class Today(QObject):
    """Holds today's date. `changed()` when another day has begun."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.day = date.today()
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self.look)
        self._wait()

    def look(self) -> None:
        """Look at the calendar again: a PC that slept over midnight runs no timer."""
        day = date.today()
        if day != self.day:
            self.day = day
            self.changed.emit()
        self._wait()

    def _wait(self) -> None:
        now = datetime.now()
        midnight = datetime.combine(now.date() + timedelta(days=1), time())
        self._timer.start(round((midnight - now).total_seconds() * 1000) + _JUST_AFTER)
