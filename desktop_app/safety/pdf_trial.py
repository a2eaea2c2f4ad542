"""Opening the pages of a PDF in a process of its own first: some make PDFium take all memory, or never end.

A few wrong bytes are enough for it. What such a page takes is taken from that process, which is ended;
this one and the PC go on. That process runs ahead while the pages it has opened are read here.
"""

import sys
from contextlib import closing, suppress
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from desktop_app.files import Closable
from desktop_app.safety.children import serving
from desktop_app.safety.limits import limit_memory

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

MOST_MEMORY = 1 << 30  # bytes
PATIENCE = 4.0  # seconds for one page
_UNTIL_STARTED = 60.0  # seconds: an old PC whose virus scanner looks at each library first
_STARTED, _OPENED, _REFUSED, _ENDED = b"+", b".", b"!", b""


class PdfTrial(Closable):
    """Tells of the pages of a PDF whether each opens in bounded time and memory. Close it, best by `with`.

    Asked of one page after the other, by one thread. `patience`: seconds that one page may take.
    """

    def __init__(self, path: Path, patience: float = PATIENCE) -> None:
        self._patience, self._opened, self._refused, self._ended = patience, 0, False, False
        self._child = serving(__name__, str(path.absolute()))
        self._signs = SimpleQueue[bytes]()
        self._listener = Thread(target=self._listen, name="pdf-trial", daemon=True)
        self._listener.start()
        self._take(_UNTIL_STARTED)

    def opens(self, index: int) -> bool:
        """Tell, as soon as that is known, whether the page of an index and all before it open.

        True also where PDFium refuses the file as a whole: that does no harm, and says why.
        """
        while self._opened <= index and not (self._refused or self._ended):
            self._take(self._patience)
        return self._refused or self._opened > index

    def close(self) -> None:
        """End the process."""
        self._child.kill()
        self._child.wait()
        self._listener.join()
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe:
                pipe.close()

    def _take(self, seconds: float) -> None:
        """Wait for the next sign, at most so long."""
        try:
            sign = self._signs.get(timeout=seconds)
        except Empty:
            sign = _ENDED
        self._opened += sign == _OPENED
        self._refused |= sign == _REFUSED
        self._ended |= sign == _ENDED

    def _listen(self) -> None:
        sign = _STARTED
        while sign != _ENDED and self._child.stdout:
            sign = self._child.stdout.read(1)
            self._signs.put(sign)


def serve(path: str) -> None:
    """Open the pages of a file, a sign for each: what the process does."""
    limit_memory(MOST_MEMORY)
    import pypdfium2 as pdfium

    _say(_STARTED)
    try:
        with pdfium.PdfDocument(path) as document:
            for index in range(len(document)):
                _open(document, index)
                _say(_OPENED)
    except pdfium.PdfiumError:
        _say(_REFUSED)


def _say(sign: bytes) -> None:
    sys.stdout.buffer.write(sign)
    sys.stdout.buffer.flush()


def _open(document: "PdfDocument", index: int) -> None:
    """Do what reading a page does in PDFium; a page that it refuses does no harm."""
    import pypdfium2 as pdfium

    with (
        suppress(pdfium.PdfiumError),
        closing(document[index]) as page,
        closing(page.get_textpage()) as words,
    ):
        words.count_chars()
