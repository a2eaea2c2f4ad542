"""What Excel's and Word's files have in common: packages in which nothing depends on the hour of writing."""

import io
import re
import tempfile
import zipfile
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import IO

from desktop_app.files import replacing
from desktop_app.reports.content import Counts
from desktop_app.reports.progress import Steps

FILLED, WRITTEN = 70, 90  # hundredths of the work

_CORE = "docProps/core.xml"
_PACKED = (".jpeg", ".xlsx")  # packing these again makes them no smaller
_STAMPS = re.compile(rb"(<dcterms:(created|modified)[^>]*>)[^<]*(</dcterms:\2>)")
# XML 1.0 has no place for these; a lone surrogate cannot be written at all.
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """Return a text without the characters that no Office file can hold."""
    return _UNWRITABLE.sub("", text)


def midnight(day: date) -> datetime:
    """Return the moment that a file says it was written on a day."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC)


def write_package(
    save: Callable[[IO[bytes]], None], day: date, path: Path, steps: Steps, read: Callable[[Path], Counts]
) -> Counts:
    """Write what `save` gives, whole or not at all; return what `read` finds again in the finished file.

    However large it is, it lies on disk meanwhile, not in memory.
    """
    with replacing(path) as temporary:
        with tempfile.TemporaryFile() as package:
            save(package)  # here, for what it writes on the way may find the disk full too
            _settle(package, day, temporary)
        steps.at(WRITTEN)
        found = read(temporary)
        steps.at(100)
    return found


def settled(package: bytes, day: date) -> bytes:
    """Return a package, such as one within another, with the stamp of a day on every part."""
    after = io.BytesIO()
    _settle(io.BytesIO(package), day, after)
    return after.getvalue()


def _settle(package: IO[bytes], day: date, target: Path | IO[bytes]) -> None:
    """Write a package anew, every part with the same stamp: the same data gives the same bytes."""
    stamp = f"{day.isoformat()}T00:00:00Z".encode("ascii")
    moment = (max(day.year, 1980), day.month, day.day, 0, 0, 0)
    with (
        zipfile.ZipFile(package) as before,
        zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as after,
    ):
        for name in before.namelist():
            data = before.read(name)
            if name == _CORE:
                data = _STAMPS.sub(rb"\g<1>" + stamp + rb"\g<3>", data)
            part = zipfile.ZipInfo(name, moment)
            part.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            part.external_attr = 0o600 << 16
            after.writestr(part, data)
