"""Pages of our own PDF files as pictures. Every function here may run on a worker."""

from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtGui import QImage

from desktop_app.safety.pdfs import PDFIUM

MOST = 3000  # pixels of a page's width on screen: beyond it a page is drawn larger, not finer
Size = tuple[float, float]  # width and height in points


@dataclass(frozen=True)
class Wish:
    """A page (from 0) of a PDF, so many pixels wide."""

    path: Path
    page: int
    width: int


def page_sizes(data: bytes) -> tuple[Size, ...]:
    """Return the size of every page of a PDF's bytes, as it lies."""
    import pypdfium2 as pdfium  # type: ignore[import-untyped]

    with PDFIUM, pdfium.PdfDocument(data) as document:
        return tuple(document.get_page_size(number) for number in range(len(document)))


def page_image(data: bytes, number: int, width: int) -> QImage:
    """Return a page (from 0) of a PDF's bytes as a picture on white, so many pixels wide."""
    import pypdfium2 as pdfium

    with (
        PDFIUM,
        pdfium.PdfDocument(data) as document,
        closing(document[number]) as page,
        closing(page.render(scale=width / page.get_width(), prefer_bgrx=True)) as bitmap,
    ):
        size = bitmap.width, bitmap.height, bitmap.stride
        # copied: the picture outlives the bitmap
        return QImage(bytes(bitmap.buffer), *size, QImage.Format.Format_RGB32).copy()


def seen(wish: Wish) -> QImage:
    """Return the page that is wished for; a null picture where the file is gone."""
    try:
        data = wish.path.read_bytes()  # PDFium itself would hold the file open
    except OSError:
        return QImage()
    return page_image(data, wish.page, wish.width)
