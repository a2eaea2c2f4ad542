"""The text of PDF pages, and what a photo says of when it was taken."""

import re
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.evidence.extract import MAX_FILE, MAX_PAGES, MAX_TEXT, Budget, Extracted, Problem
from desktop_app.evidence.pictures import BROKEN_PICTURE, opened_picture
from desktop_app.safety.pdfs import PDFIUM, is_bomb
from desktop_app.safety.raw import read_bytes

if TYPE_CHECKING:
    from PIL.Image import Image
    from pypdfium2 import PdfDocument  # type: ignore[import-untyped]

_PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n", b"II*\0", b"MM\0*", b"GIF8")
# When it was taken, when it was digitised; only then when it was last changed (Exif 2.3, 4.6.5 and 4.6.4).
_EXIF, _TAKEN, _DIGITISED, _CHANGED = 0x8769, 36867, 36868, 306
_MOMENT = re.compile(r"(\d{4}):(\d\d):(\d\d) (\d\d):(\d\d):(\d\d)")


def is_picture(head: bytes) -> bool:
    """Tell by its first bytes whether a file is a picture."""
    bitmap = head.startswith(b"BM") and b"\0" in head[:32]
    webp = head.startswith(b"RIFF") and head[8:12] == b"WEBP"
    return head.startswith(_PICTURES) or bitmap or webp


def read_picture(path: Path, _budget: Budget) -> Extracted:
    """Read when a picture was taken; its pages are those of a fax or scan (.tif), else one."""
    try:
        with opened_picture(path) as image:
            # The pages of a GIF are a film's.
            count = getattr(image, "n_frames", 1) if image.format == "TIFF" else 1
            return Extracted(page_count=min(count, MAX_PAGES), taken=_taken(image))
    except BROKEN_PICTURE:
        return Extracted(problem=Problem.UNREADABLE)


def _taken(image: "Image") -> datetime | None:
    exif = image.getexif()
    detail = exif.get_ifd(_EXIF)
    for told in (detail.get(_TAKEN), detail.get(_DIGITISED), exif.get(_CHANGED)):
        found = _MOMENT.match(str(told)) if told else None
        if found:
            try:
                return datetime(*map(int, found.groups()))  # type: ignore[arg-type]
            except ValueError:
                continue  # a camera whose clock was never set
    return None


def read_pdf(path: Path, budget: Budget) -> Extracted:
    """Read a PDF's text page by page. It is no text where only scans are in it."""
    import pypdfium2 as pdfium
    import pypdfium2.raw as raw_pdfium  # type: ignore[import-untyped]

    data = read_bytes(path, MAX_FILE)
    if is_bomb(data):
        return Extracted(problem=Problem.TOO_MUCH)
    locked = (raw_pdfium.FPDF_ERR_PASSWORD, raw_pdfium.FPDF_ERR_SECURITY)
    with PDFIUM:
        try:
            with pdfium.PdfDocument(data) as document:
                return _pages(document, budget)
        except pdfium.PdfiumError as error:
            return Extracted(problem=Problem.LOCKED if error.err_code in locked else Problem.UNREADABLE)


def _pages(document: "PdfDocument", budget: Budget) -> Extracted:
    count = len(document)
    pages = []
    for index in range(min(count, MAX_PAGES)):
        if budget.stop():
            break
        pages.append(budget.take(_page(document, index)))
    budget.spent |= count > MAX_PAGES
    return Extracted(tuple(pages), count, problem=Problem.NONE if count else Problem.UNREADABLE)


def _page(document: "PdfDocument", index: int) -> str:
    """Return the text of one page, "" where it is damaged."""
    import pypdfium2 as pdfium

    try:
        with closing(document[index]) as page, closing(page.get_textpage()) as words:
            count = min(words.count_chars(), MAX_TEXT)
            text: str = words.get_text_range(0, count) if count else ""
    except (pdfium.PdfiumError, AssertionError):  # the latter where PDFium gives more text than it counted
        return ""
    return text.replace("\r\n", "\n").replace("\x02", "")
