"""Reading scans: optional, where rapidocr and onnxruntime are installed."""

from collections.abc import Iterable, Iterator
from importlib import import_module
from importlib.util import find_spec
from io import BytesIO
from itertools import islice
from pathlib import Path
from struct import error as StructError  # noqa: N812 -- it is a class
from typing import Any

from desktop_app.documents.outline import Warning
from desktop_app.documents.readers.page_flow import lay_out
from desktop_app.documents.readers.page_layout import Page, Piece
from desktop_app.documents.readers.paging import blank_pages
from desktop_app.documents.source import SourceText
from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.resources import RESOURCES
from desktop_app.safety.raw import read_bytes

MAX_PAGES = 40  # at some seconds a page
_ORIENTATION = 0x0112  # the tag that says how the camera was held
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, KeyError, TypeError, StructError, RuntimeError)


def read(path: Path) -> SourceText:
    """Return the words of a picture; raises YaodianError where it cannot be read or nothing can read it."""
    pictures = sheets_of(read_bytes(path))
    return read_pages(pictures, path.name, len(pictures))


def sheets_of(data: bytes) -> "Sheets | list[bytes]":
    """Return the sheets of a scan, each an upright picture; the file itself where it is one already."""
    too_large = import_module("PIL.Image").DecompressionBombError
    try:
        image = import_module("PIL.Image").open(BytesIO(data))
        several = image.format == "TIFF" and image.n_frames > 1
        turned = image.getexif().get(_ORIENTATION, 1) != 1
        return Sheets(image, image.n_frames if several else 1) if several or turned else [data]
    except (*_BROKEN, too_large):
        return [data]  # whoever is to recognise it says what is wrong


class Sheets:
    """The first sheets of a scan, each turned upright into a picture of its own when its turn comes."""

    def __init__(self, image: Any, count: int) -> None:  # noqa: ANN401 -- Pillow is imported where needed
        self._image = image
        self._count = count

    def __len__(self) -> int:
        return self._count

    def __iter__(self) -> Iterator[bytes]:
        for number in range(len(self)):
            try:
                self._image.seek(number)
                upright = import_module("PIL.ImageOps").exif_transpose(self._image)
                stream = BytesIO()
                upright.convert("RGB").save(stream, "PNG", compress_level=1)
            except _BROKEN:
                yield b""
            else:
                yield stream.getvalue()


def is_installed() -> bool:
    """Tell whether anything here reads pictures."""
    return find_spec("rapidocr") is not None and find_spec("onnxruntime") is not None


def read_pages(pictures: Iterable[object], name: str, total: int) -> SourceText:
    """Return the words of the pictures of `total` pages: each the bytes of a picture or its pixels.

    One sheet of several that is damaged is told of, and passed over.
    """
    pages = list(recognised(enumerate(islice(pictures, MAX_PAGES), 1), name, skip_broken=total > 1))
    warnings = [guessed()]
    if total > MAX_PAGES:
        message = _("这份扫描件有 {total} 页，只识别了前 {done} 页。")
        warnings.append(Warning("pages_left_out", message.format(total=total, done=MAX_PAGES)))
    if not any(page.pieces for page in pages):
        message = _("“{name}”里没有认出文字，没有导入任何内容。请确认选对了文件。")
        raise YaodianError(message.format(name=name))
    return lay_out(pages, [*warnings, *blank_pages([page.number for page in pages if not page.pieces])])


def guessed() -> Warning:
    """Return the warning that goes with words read off a picture."""
    return Warning("recognised", _("文字是从图片上识别出来的，可能有错字，请对照原件核对。"))


def recognised(
    pictures: Iterable[tuple[int, object]], name: str, scale: float = 1.0, *, skip_broken: bool = True
) -> Iterator[Page]:
    """Yield the words of each picture, under its page's number, a pixel being `scale` long.

    Raises YaodianError where nothing here reads pictures, and where one is damaged that is not to be skipped.
    """
    engine = _engine(name)
    for number, picture in pictures:
        try:
            yield _page(number, _recognise(engine, picture, name), scale)
        except YaodianError:
            if not skip_broken:
                raise
            yield Page(number, 1.0, [])


def way_out(program: Path = RESOURCES.parent) -> str:
    """Return what to do about a scan: the program that was set up has no run.py to add what reads it."""
    if not (program / "run.py").is_file():
        return _("请用 WPS 或手机转成文字再导入，或者请教育局提供 Word 版。")
    return _(
        "请用 WPS 等软件转成文字再导入，或者请管理电脑的同事安装文字识别："
        "在程序所在的文件夹里运行 py run.py ocr（或 python3 run.py ocr）。"
    )


def _engine(name: str) -> Any:  # noqa: ANN401 -- the library is optional, so are its types
    if not is_installed():
        said = _("“{name}”是扫描件或图片，里面没有文字，没有导入任何内容。").format(name=name)
        raise YaodianError(said + way_out())
    return import_module("rapidocr").RapidOCR(params={"Global.log_level": "critical"})


def _recognise(engine: Any, picture: object, name: str) -> Any:  # noqa: ANN401
    too_large = import_module("PIL.Image").DecompressionBombError
    try:
        return engine(picture)
    except (ValueError, OSError, RuntimeError, too_large) as error:
        message = _("“{name}”已损坏或不是图片，没有导入任何内容。请重新扫描，或者重新选择。")
        raise YaodianError(message.format(name=name)) from error


def _page(number: int, found: Any, scale: float) -> Page:  # noqa: ANN401
    """Return what was recognised on one page, as words at their places."""
    pieces = []
    boxes = [] if found.boxes is None else found.boxes.tolist()
    for corners, words in zip(boxes, found.txts or (), strict=True):
        across, down = [x * scale for x, _y in corners], [y * scale for _x, y in corners]
        height = max(down) - min(down)
        # A box hugs its words, and is about an eighth higher than the type.
        em = max(height * 0.88, scale)
        pieces.append(Piece(min(across), min(down), max(across), max(down), em, words))
    bottom = max((piece.bottom for piece in pieces), default=1.0)
    return Page(number, bottom, pieces)
