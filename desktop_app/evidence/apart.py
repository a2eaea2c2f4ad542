"""Reading files in a process of its own, which is ended where a file takes too long or breaks it.

PDFium and Pillow read what others wrote, in machine code, and cannot be stopped from within: a PDF that draws
itself a million times holds the thread for ever, another takes all memory. One child serves file after
file, so it costs little.
"""

import base64
import binascii
import json
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from desktop_app.errors import CancelledError
from desktop_app.evidence.extract import SECONDS, Extracted, Problem, extract
from desktop_app.evidence.pictures import LONGEST, Thumbnail, thumbnail
from desktop_app.files import Closable
from desktop_app.safety.children import serving
from desktop_app.safety.limits import limit_memory

MOST_FILES = 500  # that one child reads before it makes room for a fresh one, so that memory stays flat
MOST_MEMORY = 1 << 30  # bytes that a child may take: a few wrong ones in a PDF make PDFium want all there is
GRACE = 5.0  # seconds: what reads a form is loaded with its first file
UNTIL_STARTED = 60.0  # seconds: a busy PC, whose virus scanner looks at each library first
_STARTED = b"true\n"


class Apart(Closable):
    """Reads files one after the other in a child process, from any thread. Close it, best by `with`.

    A file may take `seconds` of its own accord; `grace` seconds later its reader is ended; how long a reader
    takes to start is no fault of the file. A file that its reader did not outlive, be it for time or for
    memory, is unreadable. Closing it gives up at once what is being read: who asked gets a CancelledError.
    """

    def __init__(self, seconds: float = SECONDS, grace: float = GRACE) -> None:
        self._seconds, self._grace = seconds, grace
        self._child: subprocess.Popen[bytes] | None = None
        self._served = 0
        self._closed = False
        self._turn = threading.Lock()

    def extract(self, path: Path) -> Extracted:
        """Return what a file says, as `extract` does, whatever the file does to its reader.

        Raises CancelledError where this is closed.
        """
        told = self._ask({"do": "extract", "path": str(path.absolute()), "seconds": self._seconds})
        try:
            return _extracted(told)
        except (KeyError, TypeError, ValueError):
            return Extracted(problem=Problem.UNREADABLE)

    def thumbnail(self, path: Path, longest: int = LONGEST, page: int = 1) -> Thumbnail | None:
        """Return a small upright picture, as `thumbnail` does; None also where it took too long.

        Raises CancelledError where this is closed.
        """
        wish = {"do": "thumbnail", "path": str(path.absolute()), "longest": longest, "page": page}
        told = self._ask(wish)
        try:
            return Thumbnail(base64.b64decode(told["png"]), int(told["width"]), int(told["height"]))
        except (KeyError, TypeError, ValueError, binascii.Error):
            return None

    def close(self) -> None:
        """End the child, without waiting for what it reads."""
        self._closed = True
        if child := self._child:
            child.kill()
        with self._turn:
            self._end()

    def _ask(self, wish: dict[str, object]) -> Any:  # noqa: ANN401
        """Return the child's answer; None where it ended or was ended before it gave one."""
        with self._turn:
            child = self._running()
            if self._closed:
                child.kill()  # it may have come just after `close` looked for one
            try:
                if self._served == 0:
                    with _ended_after(UNTIL_STARTED, child):
                        _heard(child)
                self._served += 1
                with _ended_after(self._seconds + self._grace, child):
                    return _exchange(child, wish)
            except (OSError, ValueError) as error:
                self._end()
                if self._closed:
                    raise CancelledError from error
                return None

    def _running(self) -> "subprocess.Popen[bytes]":
        if self._served >= MOST_FILES:
            self._end()
        if self._child is None or self._child.poll() is not None:
            self._end()
            self._child = serving(__name__)
        return self._child

    def _end(self) -> None:
        child, self._child, self._served = self._child, None, 0
        if child is not None:
            child.kill()
            for pipe in (child.stdin, child.stdout):
                if pipe:
                    with suppress(OSError):
                        pipe.close()
            child.wait()


@contextmanager
def _ended_after(seconds: float, child: "subprocess.Popen[bytes]") -> Iterator[None]:
    """End the child where what is done with it takes longer."""
    timer = threading.Timer(seconds, child.kill)
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
        timer.join()


def _exchange(child: "subprocess.Popen[bytes]", wish: dict[str, object]) -> object:
    """Ask and wait for the answer. Raises OSError or ValueError where the child ends before it is given."""
    if child.stdin is None:
        raise ValueError
    child.stdin.write(json.dumps(wish).encode("ascii") + b"\n")
    child.stdin.flush()
    return _heard(child)


def _heard(child: "subprocess.Popen[bytes]") -> object:
    if child.stdout is None:
        raise ValueError
    return json.loads(child.stdout.readline())


def serve() -> None:
    """Answer wishes from standard input, a line each, until there are no more: what the child does."""
    limit_memory(MOST_MEMORY)
    sys.stdout.buffer.write(_STARTED)
    sys.stdout.buffer.flush()
    for line in sys.stdin.buffer:
        wish = json.loads(line)
        sys.stdout.buffer.write(json.dumps(_ANSWERS[wish["do"]](wish)).encode("ascii") + b"\n")
        sys.stdout.buffer.flush()


def _extract(wish: dict[str, Any]) -> object:
    found = extract(Path(wish["path"]), wish["seconds"])
    taken = found.taken.isoformat() if found.taken else None
    return {"pages": found.pages, "count": found.page_count, "taken": taken, "problem": found.problem.value}


def _extracted(told: Any) -> Extracted:  # noqa: ANN401
    """Return what the child said: a file may have taken it over, so each part is checked.

    Raises KeyError, TypeError or ValueError where it is nothing of the kind.
    """
    count = None if told["count"] is None else int(told["count"])
    taken = datetime.fromisoformat(told["taken"]) if told["taken"] else None
    return Extracted(tuple(map(str, told["pages"])), count, taken, Problem(told["problem"]))


def _thumbnail(wish: dict[str, Any]) -> object:
    made = thumbnail(Path(wish["path"]), wish["longest"], wish["page"])
    if made is None:
        return None
    return {"png": base64.b64encode(made.png).decode("ascii"), "width": made.width, "height": made.height}


_ANSWERS: dict[str, Callable[[dict[str, Any]], object]] = {"extract": _extract, "thumbnail": _thumbnail}
