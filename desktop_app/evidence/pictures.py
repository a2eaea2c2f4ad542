"""Upright pictures of photos, scans and PDF pages, small for the screen; bounded whatever is in a file."""

import io
import struct
import warnings
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop_app.errors import YaodianError
from desktop_app.evidence.names import reachable
from desktop_app.safety.pdfs import PDFIUM, is_bomb
from desktop_app.safety.raw import read_bytes

if TYPE_CHECKING:
    from PIL.Image import Image as Picture
    from pypdfium2 import PdfBitmap, PdfPage  # type: ignore[import-untyped]

LONGEST = 256  # pixels of a thumbnail's longer side
MOST = 4096  # pixels of any picture made here
_FORMATS = ("JPEG", "PNG", "BMP", "GIF", "WEBP", "TIFF")  # no other: some run other programs
_MOST_BYTES = 256 << 20  # a picture's pixels in memory
_MAX_FILE = 200 << 20
_QUALITY = 78  # of JPEG, up to 95: what print at 200 dpi shows no difference from
_ORIENTATION, _ON_ITS_SIDE = 0x0112, (5, 6, 7, 8)  # Exif 2.3, 4.6.4 A
_DEEP = {"I": 4, "F": 4, "I;16": 2, "I;16B": 2, "I;16L": 2, "RGBX": 4, "RGB": 4}
# What Pillow raises for damaged files of the forms above; KeyError and TypeError where a .tif lacks its size.
BROKEN_PICTURE = (
    OSError,
    ValueError,
    SyntaxError,
    KeyError,
    TypeError,
    IndexError,
    EOFError,
    OverflowError,
    ZeroDivisionError,
    MemoryError,
    struct.error,
    Warning,
)


@dataclass(frozen=True)
class Thumbnail:
    """A picture as a PNG file's bytes, upright, and its size in pixels."""

    png: bytes
    width: int
    height: int


@dataclass(frozen=True)
class Photograph:
    """A photo as a JPEG file's bytes, upright, and its size in pixels."""

    jpeg: bytes
    width: int
    height: int


def thumbnail(path: Path, longest: int = LONGEST, page: int = 1) -> Thumbnail | None:
    """Return a small picture of a photo, a scan or a PDF's page; None where there is none.

    It is turned as the camera was held, its longer side at most `longest` pixels (never more than the picture
    has, and at most 4096); `page` counts from 1, for PDF and .tif. Raises nothing for what is in the file.
    """
    longest = max(1, min(longest, MOST))
    path = reachable(path)
    try:
        with path.open("rb") as source:
            head = source.read(1024)
        if b"%PDF-" in head:
            return _of_pdf(path, longest, page)
        return _as_png(_upright(path, (longest, longest), page))
    except (YaodianError, *BROKEN_PICTURE):
        return None


def opened_picture(path: Path) -> "Picture":
    """Open a picture without reading its pixels; only the usual forms. Raises one of BROKEN_PICTURE."""
    from PIL import Image

    with warnings.catch_warnings():
        # Large pictures are no news: what is too large is told by its size in memory.
        warnings.simplefilter("ignore", Image.DecompressionBombWarning)
        try:
            return Image.open(path, formats=_FORMATS)
        except Image.DecompressionBombError as error:
            raise ValueError("more pixels than any camera has") from error


def photograph(path: Path, wide: int, high: int) -> Photograph | None:
    """Return a photo, upright, as large as fits into so many pixels, for print; None where there is none.

    Never larger than the photo is; what is transparent becomes white. Raises nothing for what is in the file.
    """
    from PIL import Image

    try:
        image = _upright(reachable(path), (min(wide, MOST), min(high, MOST)))
    except BROKEN_PICTURE:
        return None
    if image.mode == "RGBA":
        paper = Image.new("RGBA", image.size, "white")
        image = Image.alpha_composite(paper, image).convert("RGB")
    stream = io.BytesIO()
    image.save(stream, "JPEG", quality=_QUALITY, optimize=True)
    return Photograph(stream.getvalue(), image.width, image.height)


def _upright(path: Path, box: tuple[int, int], page: int = 1) -> "Picture":
    """Return a picture turned as the camera was held and as large as fits into a box of pixels."""
    from PIL import ImageOps

    with opened_picture(path) as image:
        if page > 1:
            image.seek(page - 1)
        orientation = image.getexif()
        if orientation.get(_ORIENTATION) in _ON_ITS_SIDE:
            box = (box[1], box[0])
        image.draft("RGB", box)  # a JPEG is read at half, a quarter or an eighth of its size
        wide, high = image.size
        if wide * high * _DEEP.get(image.mode, len(image.getbands())) > _MOST_BYTES:
            raise ValueError("too many pixels")
        image.thumbnail(box, reducing_gap=2.0)
        small = _plain(image)
        small.getexif().update(orientation)
        return ImageOps.exif_transpose(small)


def _plain(image: "Picture") -> "Picture":
    """Return a picture with eight bits a colour, as PNG viewers expect; transparency stays."""
    if image.mode.startswith("I;16"):
        image = image.point(lambda value: value / 256).convert("L")
    elif image.mode in ("I", "F"):
        lowest, highest = image.getextrema()
        span = max(float(highest) - float(lowest), 1.0)  # type: ignore[arg-type]
        image = image.point(lambda value: (value - float(lowest)) * (255 / span)).convert("L")  # type: ignore[arg-type]
    has_alpha = image.mode in ("LA", "PA", "RGBA", "La", "RGBa") or "transparency" in image.info
    return image.convert("RGBA" if has_alpha else "RGB")


def _of_pdf(path: Path, longest: int, page: int) -> Thumbnail | None:
    import pypdfium2 as pdfium

    data = read_bytes(path, _MAX_FILE)
    if is_bomb(data):
        return None
    with PDFIUM:
        try:
            with pdfium.PdfDocument(data) as document:
                if not 1 <= page <= len(document):
                    return None
                with closing(document[page - 1]) as sheet:
                    return _rendered(sheet, longest)
        except pdfium.PdfiumError:
            return None


def _rendered(sheet: "PdfPage", longest: int) -> Thumbnail | None:
    wide, high = sheet.get_size()
    if not (0 < wide < 1e6 and 0 < high < 1e6):
        return None
    with closing(sheet.render(scale=longest / max(wide, high), rev_byteorder=True)) as bitmap:
        return _as_png(bitmap.to_pil().convert("RGB").crop((0, 0, *_within(bitmap, longest))))


def _within(bitmap: "PdfBitmap", longest: int) -> tuple[int, int]:
    """Return a bitmap's size without the pixel that rounding up may have added."""
    return min(bitmap.width, longest), min(bitmap.height, longest)


def _as_png(image: "Picture") -> Thumbnail:
    stream = io.BytesIO()
    image.save(stream, "PNG", compress_level=3)
    return Thumbnail(stream.getvalue(), image.width, image.height)
