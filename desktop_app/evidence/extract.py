"""The text of an evidence file, page by page, and what else it says of itself: for searching and matching.

Each form is read simply: what somebody would search for, not how it looks. Every file may be hostile, so
time, memory and text are bounded, and what cannot be read is a value, never an error.
"""

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from pathlib import Path

from desktop_app.errors import YaodianError
from desktop_app.evidence.names import reachable
from desktop_app.safety.encodings import decoded

MAX_TEXT = 4_000_000  # characters of a file
MAX_PAGES = 3_000
MAX_FILE = 200 << 20  # bytes that are read at most
SECONDS = 20.0
_TEXT_BYTES = 16 << 20
_HEAD = 4096
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_STRANGE = re.compile("[\ufffd\ue000-\uf8ff]")  # what fonts without a meaning give for letters
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufeff\ufffe\uffff]")
TEXT_ENDINGS = (".txt", ".csv", ".md", ".log", ".tsv")
_OFFICE_ENDINGS = (".docx", ".docm", ".xlsx", ".xlsm", ".pptx", ".pptm", ".pdf")
_PICTURE_ENDINGS = (".jpg", ".jpeg", ".png", ".bmp", ".gif", ".webp", ".tif", ".tiff")


class Problem(StrEnum):
    """Why a file gave no text, or not all of it; "" where there is nothing to say."""

    NONE = ""
    EMPTY = "empty"
    UNREADABLE = "unreadable"  # gone, forbidden, damaged, or not what its ending says
    LOCKED = "password"
    NO_TEXT = "no text"  # a scan, or an office file with pictures alone
    TOO_MUCH = "too much"  # a bound was reached; the pages up to there are given
    OTHER = "other kind"  # may be in order, but is of a kind that holds no text for us


@dataclass(frozen=True)
class Extracted:
    """What a file says: the text of each page (sheet, slide), how many pages it prints, when it was taken.

    `page_count` is None where the form has no pages of its own (a table, plain text) or does not tell.
    `taken` is the camera's local time, without a zone.
    """

    pages: tuple[str, ...] = ()
    page_count: int | None = None
    taken: datetime | None = None
    problem: Problem = Problem.NONE


class Budget:
    """How much text and time is left for one file."""

    def __init__(self, characters: int = MAX_TEXT, seconds: float = SECONDS) -> None:
        self._left = characters
        self._end = time.monotonic() + seconds
        self.spent = False

    def take(self, text: str) -> str:
        """Return as much of a text as there is room for."""
        self.spent |= len(text) > self._left
        text = text[: self._left]
        self._left -= len(text)
        return text

    def stop(self) -> bool:
        """Tell whether nothing more should be read."""
        self.spent |= self._left <= 0 or time.monotonic() > self._end
        return self.spent


Reader = Callable[[Path, Budget], Extracted]


def extract(path: Path, seconds: float = SECONDS) -> Extracted:
    """Return what a file says. Never raises for what is in the file or that it cannot be read."""
    budget = Budget(seconds=seconds)
    path = reachable(path)
    try:
        if not path.is_file():
            return Extracted(problem=Problem.UNREADABLE)
        if path.stat().st_size == 0:
            return Extracted(problem=Problem.EMPTY)
        found = _reader_of(path)(path, budget)
    except (OSError, ValueError, YaodianError, MemoryError, RecursionError):
        return Extracted(problem=Problem.UNREADABLE)
    return _judged(found, budget)


def _judged(found: Extracted, budget: Budget) -> Extracted:
    """Return the pages with clean text, and the problem that shows only in all of them together."""
    pages = tuple(_UNSEEN.sub("", page) for page in found.pages)
    found = replace(found, pages=pages)
    if budget.spent and not found.problem:
        return replace(found, problem=Problem.TOO_MUCH)
    if found.problem or not pages:
        return found
    words = "".join("".join(page.split()) for page in pages)
    if not words or 3 * len(_STRANGE.findall(words)) > len(words):
        return replace(found, problem=Problem.NO_TEXT)
    return found


def _reader_of(path: Path) -> Reader:
    """Return what reads a file, by its first bytes; the ending decides where they leave it open."""
    from desktop_app.evidence import office_text, page_text

    with path.open("rb") as source:
        head = source.read(_HEAD)
    ending = path.suffix.lower()
    if b"%PDF-" in head[:1024]:
        return page_text.read_pdf
    if head.startswith(_OLE):
        return office_text.read_old
    if head.startswith(b"PK"):
        return office_text.read_zip
    if page_text.is_picture(head):
        return page_text.read_picture
    if ending in TEXT_ENDINGS:
        return _read_text
    return _unreadable if ending in (*_OFFICE_ENDINGS, *_PICTURE_ENDINGS) else _other


def _read_text(path: Path, budget: Budget) -> Extracted:
    with path.open("rb") as source:
        data = source.read(_TEXT_BYTES)
        budget.spent |= bool(source.read(1))
    if budget.spent:  # the last letter may be cut, in UTF-8 and GB18030 up to four bytes long
        data = data[: -(len(data) % 2) or None]
    for cut in range(4 if budget.spent else 1):
        text = decoded(data[: len(data) - cut])
        if text is not None:
            return Extracted((budget.take(text),))
    return Extracted(problem=Problem.UNREADABLE)


def _unreadable(_path: Path, _budget: Budget) -> Extracted:
    return Extracted(problem=Problem.UNREADABLE)


def _other(_path: Path, _budget: Budget) -> Extracted:
    return Extracted(problem=Problem.OTHER)
