"""Reading an OFD file (GB/T 33190): a zip of XML in which every word has its place on a page."""

import posixpath
from collections.abc import Iterator
from itertools import chain, islice, repeat
from math import hypot, isfinite
from pathlib import Path

from lxml import etree

from desktop_app.documents.furniture import is_page_number
from desktop_app.documents.readers.page_flow import lay_out
from desktop_app.documents.readers.page_layout import Page, Piece, columns
from desktop_app.documents.readers.paging import read_pages
from desktop_app.documents.source import SourceText
from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.safety.zips import Package, locked

_CELL_GAP = 1.2  # em; more between two characters parts them
_USUAL_SIZE, _USUAL_HEIGHT = 5.6, 297.0  # mm; 三号, A4
_ABOVE, _BELOW = 0.88, 0.12  # em; of a character above and below its base line
_UNTURNED = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)

_Matrix = tuple[float, float, float, float, float, float]


def read(path: Path) -> SourceText:
    """Return the text of an OFD file, a line of print a line.

    Raises YaodianError with a sentence for the user where it is protected, damaged or holds no text.
    """
    package = Package(path)
    if "OFD.xml" not in package:
        raise package.damaged()
    if "Encryptions.xml" in package:
        raise locked(path.name)
    sheets = [sheet for document in _documents(package) for sheet in _sheets(package, document)]
    pages, warnings = read_pages(len(sheets), lambda index: sheets[index].read(package, index + 1))
    if not pages:
        raise YaodianError(
            _("“{name}”里没有文字，可能是扫描件，没有导入任何内容。请用 WPS 等软件转成文字再导入。").format(
                name=path.name
            )
        )
    return lay_out(pages, warnings)


class _Sheet:
    """A page: the part that holds it, its height in mm, the parts of the templates below it by their id."""

    def __init__(self, part: str, height: float, templates: dict[str, str]) -> None:
        self._part = part
        self._height = height
        self._templates = templates

    def read(self, package: Package, number: int) -> Page | None:
        """Return the words of the page and its templates; None where its part is missing."""
        if self._part not in package:
            return None
        root = package.xml(self._part)
        box = _numbers(_text_of(root, "PhysicalBox"), 4)
        page = Page(number, box[3] if len(box) == 4 else self._height)
        for used in root.iterfind("{*}Template"):
            part = self._templates.get(used.get("TemplateID", ""), "")
            if part in package:
                page.pieces += (
                    piece._replace(aside="page_number" if is_page_number(piece.text) else "running_head")
                    for piece in _pieces(package.xml(part))
                )
        page.pieces += _pieces(root)
        return page


def _documents(package: Package) -> list[str]:
    """Return the parts that describe the documents of the file; usually one."""
    roots = [_resolved("", place.text or "") for place in package.xml("OFD.xml").iter("{*}DocRoot")]
    return [part for part in roots if part in package]


def _sheets(package: Package, document: str) -> list[_Sheet]:
    root = package.xml(document)
    box = _numbers(_text_of(root, "PhysicalBox"), 4)
    height = box[3] if len(box) == 4 else _USUAL_HEIGHT
    templates = {
        template.get("ID", ""): _resolved(document, template.get("BaseLoc", ""))
        for template in root.iter("{*}TemplatePage")
    }
    pages = root.iterfind("{*}Pages/{*}Page")
    return [_Sheet(_resolved(document, page.get("BaseLoc", "")), height, templates) for page in pages]


def _resolved(part: str, place: str) -> str:
    """Return the part that a place named in another part means."""
    place = place.strip().replace("\\", "/")
    joined = posixpath.normpath(posixpath.join("/", posixpath.dirname(part), place))
    return joined.lstrip("/")


def _text_of(root: etree._Element, name: str) -> str:
    found = next(root.iter("{*}" + name), None)
    return "" if found is None else found.text or ""


def _pieces(root: etree._Element) -> Iterator[Piece]:
    """Yield the words of a page or template, each run of characters that stand together."""
    for words in root.iter("{*}TextObject"):
        if words.get("Visible") == "false":
            continue
        boundary = _numbers(words.get("Boundary", ""), 4)
        corner = (boundary[0], boundary[1]) if len(boundary) == 4 else (0.0, 0.0)
        matrix = _matrix(words.get("CTM", ""))
        size = next(iter(_numbers(words.get("Size", ""), 1)), _USUAL_SIZE)
        x = y = 0.0
        for code in words.iterfind("{*}TextCode"):
            x = next(iter(_numbers(code.get("X", ""), 1)), x)
            y = next(iter(_numbers(code.get("Y", ""), 1)), y)
            yield from _runs(code, (x, y), size if size > 0 else _USUAL_SIZE, (corner, matrix))


def _matrix(text: str) -> _Matrix:
    numbers = _numbers(text, 6)
    if len(numbers) < 6:
        return _UNTURNED
    return numbers[0], numbers[1], numbers[2], numbers[3], numbers[4], numbers[5]


def _runs(
    code: etree._Element,
    start: tuple[float, float],
    size: float,
    place: tuple[tuple[float, float], _Matrix],
) -> Iterator[Piece]:
    """Yield a TextCode's characters, cut where the distances leave a wide gap or another line begins."""
    text = (code.text or "").replace("\n", "").replace("\r", "")
    across = chain(_distances(code.get("DeltaX", ""), len(text)), repeat(None))
    down = chain(_distances(code.get("DeltaY", ""), len(text)), repeat(None))
    x, y = start
    run, begin = "", start
    for character, by, lower in zip(text, across, down, strict=False):
        width = size * columns(character) / 2
        run += character
        step = width if by is None else by
        x, y = x + step, y + (lower or 0.0)
        if step > width + _CELL_GAP * size or step < -size or abs(y - begin[1]) > size / 2:
            yield from _piece(run, begin, x - step + width, size, place)
            run, begin = "", (x, y)
    yield from _piece(run, begin, x, size, place)


def _piece(
    words: str,
    begin: tuple[float, float],
    end: float,
    size: float,
    place: tuple[tuple[float, float], _Matrix],
) -> Iterator[Piece]:
    """Yield words as a piece of the page, none where they are blank; `begin` is on the base line."""
    if not words.strip():
        return
    corner, (a, b, c, d, e, f) = place
    lead = len(words) - len(words.lstrip())
    x, y = begin[0] + columns(words[:lead]) * size / 2, begin[1]
    left, base = corner[0] + a * x + c * y + e, corner[1] + b * x + d * y + f
    em = max(size * hypot(c, d), 0.01)
    width = max(end - x, 0.0) * hypot(a, b)
    yield Piece(left, base - _ABOVE * em, left + width, base + _BELOW * em, em, words.strip())


def _distances(text: str, most: int) -> Iterator[float]:
    """Yield the distances between characters; `g 3 2.5` says 2.5 three times."""
    words = iter(text.split())

    def all_of() -> Iterator[float]:
        for word in words:
            if word == "g":
                times, value = next(words, "0"), next(words, "0")
                count = int(times) if times.isdigit() and len(times) < 9 else 0
                for _time in range(min(count, most)):
                    yield _number(value)
            else:
                yield _number(word)

    return islice(all_of(), most)


def _numbers(text: str, most: int) -> list[float]:
    return [_number(word) for word in text.split()[:most]]


def _number(word: str) -> float:
    """Return a number, 0 where it is none or beyond all measure."""
    try:
        number = float(word)
    except ValueError:
        return 0.0
    return number if isfinite(number) and abs(number) < 1e6 else 0.0
