"""Opening the pages of a PDF in a process of its own first: some make PDFium take all memory, or never end.

A few wrong bytes are enough for it. What such a page takes is taken from that process, which is ended;
this one and the PC go on.
"""

import subprocess
import sys
from contextlib import closing, suppress
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

from desktop_app.safety.limits import limit_memory

if TYPE_CHECKING:
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

MOST_MEMORY = 1 << 30  # bytes
_SECONDS, _GRACE = 4.0, 2.0  # for all pages; for the one in work then, and for the start
_START = (
    "import sys; sys.path.insert(0, sys.argv[1]); from desktop_app.safety.pdf_trial import serve; serve()"
)
_ROOT = Path(__file__).parents[2]


def harmless_pages(path: Path) -> int | None:
    """Return how many pages, from the first on, open in bounded time and memory; None where PDFium refuses.

    0: not one does. Pages behind one that does not, or for which there was no time, are not opened.
    """
    command = [sys.executable, "-c", _START, str(_ROOT), str(path.absolute())]
    try:
        said = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
            timeout=_SECONDS + _GRACE,
            check=False,
        ).stdout
    except subprocess.TimeoutExpired as late:
        said = late.stdout or b""
    return None if b"refused" in said else said.count(b".")


def serve() -> None:
    """Open the pages of the file named by the second argument, and say so of each: what the process does."""
    import pypdfium2 as pdfium

    limit_memory(MOST_MEMORY)
    deadline = monotonic() + _SECONDS
    try:
        with pdfium.PdfDocument(sys.argv[2]) as document:
            for index in range(len(document)):
                if monotonic() > deadline:
                    break
                _open(document, index)
                sys.stdout.write(".")
                sys.stdout.flush()
    except pdfium.PdfiumError:
        sys.stdout.write("refused")


def _open(document: "PdfDocument", index: int) -> None:
    """Do what reading a page does in PDFium; a page that it refuses does no harm."""
    import pypdfium2 as pdfium

    with (
        suppress(pdfium.PdfiumError),
        closing(document[index]) as page,
        closing(page.get_textpage()) as words,
    ):
        words.count_chars()
