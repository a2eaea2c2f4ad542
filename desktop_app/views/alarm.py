"""What happens when the program has a fault: it is written down, and the window says so in plain words."""

import faulthandler
import sys
import threading
import traceback
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal

_Trace = TracebackType | None


class Alarm(QObject):
    """Takes what nobody caught, on any thread. `rang(file with the details)` arrives on the UI thread.

    `stopped_badly` tells whether the program was killed by a fault last time; the details are in `last_end`.
    """

    rang = Signal(object)

    def __init__(self, folder: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        folder.mkdir(parents=True, exist_ok=True)
        self.faults = folder / "faults.txt"
        self.last_end = folder / "last-end.txt"
        running = folder / "running.txt"
        self.stopped_badly = running.exists() and running.stat().st_size > 0
        if self.stopped_badly:
            running.replace(self.last_end)
        self._running = running.open("w", encoding="utf-8")
        self._hooks = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """Take over the hooks of Python and of the threads, and let a crash leave its trace in a file."""
        sys.excepthook = self._take
        threading.excepthook = self._take_from_thread
        faulthandler.enable(self._running)

    def remove(self) -> None:
        """Give the hooks back."""
        sys.excepthook, threading.excepthook = self._hooks
        faulthandler.disable()
        self._running.close()

    def _take(self, kind: type[BaseException], error: BaseException, trace: _Trace) -> None:
        """Write the details down; only the signal crosses to the UI thread."""
        words = "".join(traceback.format_exception(kind, error, trace))
        if sys.stderr is not None:  # there is none where the program runs without a console
            sys.stderr.write(words)
        with suppress(OSError), self.faults.open("a", encoding="utf-8") as file:
            file.write(f"{datetime.now():%Y-%m-%d %H:%M:%S}\n{words}\n")
        self.rang.emit(self.faults)

    def _take_from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._take(args.exc_type, args.exc_value, args.exc_traceback)
