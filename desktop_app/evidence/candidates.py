"""Files in a folder, made ready to be compared with points: name, folders, start of the text, day."""

from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path

from desktop_app.evidence.extract import Extracted, extract
from desktop_app.evidence.folders import Found
from desktop_app.evidence.matching import BODY, Candidate
from desktop_app.evidence.names import reachable

SECONDS = 5.0  # for one file: its first pages are enough
Read = Callable[[Path], Extracted]


def candidate(found: Found, read: Read | None = None) -> Candidate:
    """Return what is known of a file; `read` gives its text. Raises nothing for what cannot be read.

    Its day is when a picture was taken, else when the file was last written.
    """
    extracted = read(found.path) if read else extract(found.path, SECONDS)
    day = extracted.taken.date() if extracted.taken else _written(found.path)
    return Candidate(found.path.name, found.folders, _start(extracted.pages), day)


def _start(pages: Iterable[str]) -> str:
    text = ""
    for page in pages:
        text = f"{text}\n{page[:BODY]}" if text else page[:BODY]
        if len(text) >= BODY:
            break
    return text[:BODY]


def _written(path: Path) -> date | None:
    try:
        return datetime.fromtimestamp(reachable(path).stat().st_mtime).astimezone().date()
    except (OSError, ValueError, OverflowError):  # gone, or a time no calendar knows
        return None
