"""Reading scans: optional, where rapidocr and onnxruntime are installed."""

from collections.abc import Iterable
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from desktop_app.documents.outline import Warning
from desktop_app.documents.readers.page_flow import lay_out
from desktop_app.documents.readers.page_layout import Page, Piece
from desktop_app.documents.readers.raw import read_bytes
from desktop_app.documents.source import SourceText
from desktop_app.errors import YaodianError
from desktop_app.i18n import _

_MAX_PAGES = 40  # at some seconds a page


def read(path: Path) -> SourceText:
    """Return the words of a picture; raises YaodianError where it cannot be read or nothing can read it."""
    return read_pages([read_bytes(path)], path.name, 1)


def read_pages(pictures: Iterable[object], name: str, total: int) -> SourceText:
    """Return the words of the pictures of `total` pages: each the bytes of a picture or its pixels."""
    engine = _engine(name)
    pages = []
    for number, picture in enumerate(pictures, 1):
        if number > _MAX_PAGES:
            break
        pages.append(_page(number, _recognise(engine, picture, name)))
    warnings = [Warning("recognised", _("文字是从图片上识别出来的，可能有错字，请对照原件核对。"))]
    if total > _MAX_PAGES:
        message = _("这份扫描件有 {total} 页，只识别了前 {done} 页。")
        warnings.append(Warning("pages_left_out", message.format(total=total, done=_MAX_PAGES)))
    if not any(page.pieces for page in pages):
        message = _("“{name}”里没有认出文字，没有导入任何内容。请确认选对了文件。")
        raise YaodianError(message.format(name=name))
    return lay_out(pages, warnings)


def _engine(name: str) -> Any:  # noqa: ANN401 -- the library is optional, so are its types
    if find_spec("rapidocr") is None or find_spec("onnxruntime") is None:
        message = _(
            "“{name}”是扫描件或图片，里面没有文字，没有导入任何内容。"
            "请用 WPS 等软件转成文字再导入，或者请管理电脑的同事安装文字识别（yaodian[ocr]）。"
        )
        raise YaodianError(message.format(name=name))
    return import_module("rapidocr").RapidOCR(params={"Global.log_level": "critical"})


def _recognise(engine: Any, picture: object, name: str) -> Any:  # noqa: ANN401
    too_large = import_module("PIL.Image").DecompressionBombError
    try:
        return engine(picture)
    except (ValueError, OSError, RuntimeError, too_large) as error:
        message = _("“{name}”已损坏或不是图片，没有导入任何内容。请重新扫描，或者重新选择。")
        raise YaodianError(message.format(name=name)) from error


def _page(number: int, found: Any) -> Page:  # noqa: ANN401
    """Return what was recognised on one page, as words at their places."""
    pieces = []
    boxes = [] if found.boxes is None else found.boxes.tolist()
    for corners, words in zip(boxes, found.txts or (), strict=True):
        across, down = [x for x, _y in corners], [y for _x, y in corners]
        height = max(down) - min(down)
        # A box hugs its words, and is about an eighth higher than the type.
        pieces.append(Piece(min(across), min(down), max(across), max(down), max(height * 0.88, 1.0), words))
    bottom = max((piece.bottom for piece in pieces), default=1.0)
    return Page(number, bottom, pieces)
