"""What happens when the program has a fault: it is written down, and the window says so in plain words.

What is written tells where in the program it was, and its versions; never what the school wrote: messages
of errors are left out, for they may quote a file's name or a text, and so are the folders of this computer.
"""

import faulthandler
import platform
import re
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QObject, Signal, qVersion

from desktop_app import __version__
from desktop_app.errors import YaodianError

_Trace = TracebackType | None
_MOST = 256 << 10  # bytes of the record that are kept
_FILE = re.compile(r'File "([^"]*)"')


class Alarm(QObject):
    """Takes what nobody caught, on any thread. Both signals arrive on the UI thread.

    `rang(file with the details)` for a fault, `troubled(sentence)` for trouble that has its own words.
    `stopped_badly` tells whether the program was killed by a fault last time; the details are in `last_end`.
    """

    rang = Signal(object)
    troubled = Signal(str)

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
        if isinstance(error, YaodianError):  # no fault: a disk, a stick, another program
            self.troubled.emit(str(error))
            return
        if sys.stderr is not None:  # there is none where the program runs without a console
            sys.stderr.write("".join(traceback.format_exception(kind, error, trace)))
        with suppress(OSError):
            self._write(f"{datetime.now():%Y-%m-%d %H:%M:%S}\n{versions()}\n{where_it_was(error)}\n")
        self.rang.emit(self.faults)

    def _write(self, words: str) -> None:
        old = self.faults.read_bytes() if self.faults.exists() else b""
        self.faults.write_bytes(old[-_MOST:] + words.encode("utf-8", "backslashreplace"))

    def _take_from_thread(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_value is not None:
            self._take(args.exc_type, args.exc_value, args.exc_traceback)


def versions() -> str:
    """Return the versions that whoever looks for a fault has to know."""
    system = f"{platform.system()} {platform.release()} {platform.machine()}"
    return f"yaodian {__version__}, Python {platform.python_version()}, Qt {qVersion()}, {system}"


def where_it_was(error: BaseException) -> str:
    """Return an error's kind and its way through the program, with those it came from, without messages."""
    told = []
    for one in _chain(error):
        number = f" {one.errno}" if isinstance(one, OSError) and one.errno is not None else ""
        lines = traceback.format_tb(one.__traceback__)
        told.append("".join((*lines, f"{type(one).__module__}.{type(one).__qualname__}{number}\n")))
    return without_folders("\n".join(reversed(told)))


def without_folders(record: str) -> str:
    """Return a record in which files are named without the folders of this computer that they lie in."""
    return _FILE.sub(lambda found: f'File "{_inside(found[1])}"', record)


def _inside(path: str) -> str:
    parts = path.replace("\\", "/").split("/")
    below = parts.index("desktop_app") if "desktop_app" in parts else -1
    return "/".join(parts[below:])


def _chain(error: BaseException) -> Iterator[BaseException]:
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)
