"""Reading a PDF file that holds text, by PDFium."""

import re
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import closing
from ctypes import byref
from itertools import takewhile
from pathlib import Path

import pypdfium2 as pdfium  # type: ignore[import-untyped]
import pypdfium2.raw as raw_pdfium  # type: ignore[import-untyped]

from desktop_app.documents.outline import Warning
from desktop_app.documents.readers import ocr
from desktop_app.documents.readers.page_flow import lay_out
from desktop_app.documents.readers.page_layout import NARROW_GAP, Page, Piece, columns
from desktop_app.documents.readers.paging import in_words, read_pages
from desktop_app.documents.source import SourceText
from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.safety.pdf_trial import PdfTrial
from desktop_app.safety.pdfs import PDFIUM, is_bomb
from desktop_app.safety.raw import read_bytes
from desktop_app.safety.zips import damaged, locked, too_much

_MAX_BYTES = 200 * 1024 * 1024
_PIXELS_A_POINT, _MOST_PIXELS = 200 / 72, 2400
_STAMP, _MOST_OF_IT = 40, 0.6  # characters that a scanning app stamps on a page; of the page's area
_HYPHEN = "\x02\ufffe"  # PDFium's signs for one at a line's end, where it gives no other
_LINE = re.compile(rf"[^\s{_HYPHEN}](?:[^\r\n{_HYPHEN}]*[^\s{_HYPHEN}])?[{_HYPHEN}]?")
_GAP = re.compile(r" +")
_TWIN = re.compile("[\u2e80-\u2fdf\uf900-\ufaff]")  # what some fonts give for the usual character
_UNSEEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\uffff\ufeff]")
_ODD = re.compile(f"[{_HYPHEN}]|{_TWIN.pattern}|{_UNSEEN.pattern}")
_Box = tuple[float, float, float, float]  # left, top, right, bottom
_loose_char_box = raw_pdfium.FPDFText_GetLooseCharBox
_STRANGE = re.compile("[\ufffd\ue000-\uf8ff]")


def read(path: Path) -> SourceText:
    """Return the text of a PDF file, a line of print a line.

    Raises YaodianError with a sentence for the user where it is protected, damaged or holds no text.
    """
    data = read_bytes(path, _MAX_BYTES)
    if is_bomb(data):
        raise too_much(path.name)
    with PdfTrial(path) as trial:
        if not trial.opens(0):
            raise damaged(path.name)
        return read_while(data, path.name, trial.opens)


def read_while(data: bytes, name: str, opens: Callable[[int], bool]) -> SourceText:
    """Return the text of a PDF file up to the page whose index `opens` is not true of.

    Raises YaodianError as `read` does.
    """
    with PDFIUM:
        try:
            with pdfium.PdfDocument(data) as document:
                scans: list[int] = []
                pages, warnings = read_pages(
                    len(document), lambda index: _read_page(document, index, scans), scans, opens
                )
                if _holds_text(pages):
                    return lay_out(*_with_scans(document, name, scans, pages, warnings))
                return ocr.read_pages(_pictures(document, opens), name, len(document))
        except pdfium.PdfiumError as error:
            raise _unreadable(name, error) from error


def _unreadable(name: str, error: pdfium.PdfiumError) -> YaodianError:
    if error.err_code in (raw_pdfium.FPDF_ERR_PASSWORD, raw_pdfium.FPDF_ERR_SECURITY):
        return locked(name)
    return damaged(name)


def _holds_text(pages: list[Page]) -> bool:
    """Tell whether the pages hold readable characters, not only pictures or codes without a meaning."""
    text = "".join(piece.text for page in pages for piece in page.pieces)
    return bool(text.strip()) and 3 * len(_STRANGE.findall(text)) <= len(text)


def _read_page(document: pdfium.PdfDocument, index: int, scans: list[int]) -> Page | None:
    """Return the words of one page; None where it is damaged or a scan, whose index `scans` is then told."""
    try:
        with closing(document[index]) as page, closing(page.get_textpage()) as words:
            if words.count_chars() < _STAMP and _is_scan(page):
                scans.append(index)
                return None
            sheet = _Sheet(page, words)
            return Page(index + 1, sheet.height, list(sheet.pieces()))
    except (pdfium.PdfiumError, AssertionError):  # the latter where PDFium gives more text than it counted
        return None


def _is_scan(page: pdfium.PdfPage) -> bool:
    """Tell whether a picture covers most of a page; what little text there is was stamped on it."""
    width, height = page.get_size()
    if page.get_rotation() in (90, 270):
        width, height = height, width
    for picture in page.get_objects(filter=(raw_pdfium.FPDF_PAGEOBJ_IMAGE,), max_depth=3):
        left, bottom, right, top = picture.get_bounds()
        if (right - left) * (top - bottom) > _MOST_OF_IT * width * height:
            return True
    return False


def _with_scans(
    document: pdfium.PdfDocument, name: str, scans: list[int], pages: list[Page], warnings: list[Warning]
) -> tuple[list[Page], list[Warning]]:
    """Return the pages with those that are scans among pages of text, read off their pictures if possible."""
    if not scans:
        return pages, warnings
    numbers = [index + 1 for index in scans]
    found: list[Page] = []
    if ocr.is_installed():
        # As many points long as the page is, so that scans and text are laid out alike.
        pictures = ((index + 1, _picture(document, index)) for index in scans[: ocr.MAX_PAGES])
        found = [page for page in ocr.recognised(pictures, name, 1 / _PIXELS_A_POINT) if page.pieces]
        if found:
            warnings = [*warnings, ocr.guessed()]
    done = {page.number for page in (*pages, *found)}
    left = [number for number in numbers if number not in done]
    if left:
        said = _("第 {pages} 页是扫描的图片，里面的文字没有读入。").format(pages=in_words(left))
        warnings = [*warnings, Warning("scans_left_out", said + ocr.way_out())]
    return sorted([*pages, *found], key=lambda page: page.number), warnings


class _Sheet:
    """The lines of one page, their boxes seen as a reader holds the page."""

    def __init__(self, page: pdfium.PdfPage, words: pdfium.PdfTextPage) -> None:
        self._words = words
        self._handle = words.raw
        self._turned = page.get_rotation()
        self._low, self._bottom, self._high, self._top = page.get_bbox()
        wide, high = self._high - self._low, self._top - self._bottom
        self.height = wide if self._turned in (90, 270) else high
        self._rect = raw_pdfium.FS_RECTF()
        self._reference = byref(self._rect)
        self._exact = True  # PDFium counts the characters as Python does
        self._sound = True  # no character needs mending

    def pieces(self) -> Iterator[Piece]:
        """Yield the words, line by line as PDFium found them, each part of a line that stands apart alone."""
        count = self._words.count_chars()
        text = self._words.get_text_range() if count else ""
        self._exact = len(text) == count
        self._sound = not _ODD.search(text)
        for line in _LINE.finditer(text):
            if " " in line[0]:
                yield from self._line(text, *line.span())
            else:
                yield self._piece(text, [*line.span()])

    def _line(self, text: str, start: int, end: int) -> Iterator[Piece]:
        """Yield the parts of text[start:end], without blanks that are only layout.

        PDFium gives a line's characters in the order in which they were drawn, not always from left to right,
        and sets a blank where it first jumps. Asking for each character's place is slow, so only lines with
        such a blank are looked through.
        """
        gaps = [gap.span() for gap in _GAP.finditer(text, start, end)]
        if all(_follow(self._box(before - 1), self._box(after)) for before, after in gaps):
            yield self._piece(text, [start, *(place for gap in gaps for place in gap), end])
            return
        places, before, behind = [start], start, self._box(start)
        for index in range(start + 1, end):
            if text[index] == " ":
                continue
            box = self._box(index)
            if not _follow(behind, box):
                yield self._piece(text, [*places, before + 1])
                places = [index]
            elif index > before + 1:
                places += [before + 1, index]
            before, behind = index, box
        yield self._piece(text, [*places, before + 1])

    def _piece(self, text: str, places: list[int]) -> Piece:
        """Return text[places[0]:places[1]] + text[places[2]:places[3]] … as one piece."""
        first, last = self._box(places[0]), self._box(places[-1] - 1)
        left, right = min(first[0], last[0]), max(first[2], last[2])
        words = text[places[0] : places[1]]
        for place in range(2, len(places), 2):
            word = text[places[place] : places[place + 1]]
            words += self._blank(words, word, places[place] - 1) + word
        if not self._sound:
            words = _mended(words)
        em = max(2 * (right - left) / max(columns(words), 1), 0.01)
        return Piece(left, min(first[1], last[1]), right, max(first[3], last[3]), em, words)

    def _blank(self, words: str, word: str, index: int) -> str:
        """Return the blank between two words: none where Chinese meets Latin and the file has none there."""
        if words[-1].isascii() == word[0].isascii():
            return " "
        generated = raw_pdfium.FPDFText_IsGenerated(self._handle, self._number(index))
        return "" if generated == 1 else " "

    def _number(self, index: int) -> int:
        """Return PDFium's number of a character of the text."""
        return index if self._exact else raw_pdfium.FPDFText_GetCharIndexFromTextIndex(self._handle, index)

    def _box(self, index: int) -> _Box:
        """Return a character's box from the upper left corner; all zero where PDFium knows none."""
        if not self._exact:
            index = self._number(index)
        if not _loose_char_box(self._handle, index, self._reference):
            return 0.0, 0.0, 0.0, 0.0
        rect = self._rect
        box = (rect.left - self._low, self._top - rect.top, rect.right - self._low, self._top - rect.bottom)
        return self._turn(*box) if self._turned else box

    def _turn(self, left: float, top: float, right: float, bottom: float) -> _Box:
        """Return a box as it stands on the page turned clockwise."""
        wide, high = self._high - self._low, self._top - self._bottom
        if self._turned == 90:
            return high - bottom, left, high - top, right
        if self._turned == 180:
            return wide - right, high - bottom, wide - left, high - top
        return top, wide - right, bottom, wide - left


def _follow(one: _Box, other: _Box) -> bool:
    """Tell whether a character stands right behind another on their line."""
    em = max(one[2] - one[0], other[2] - other[0], 0.6 * (other[3] - other[1]), 0.01)
    return -NARROW_GAP * em < other[0] - one[2] < NARROW_GAP * em


def _mended(words: str) -> str:
    """Return words with the usual character for its double, and a hyphen at a line's end shown."""
    words = _TWIN.sub(lambda found: unicodedata.normalize("NFKC", found[0]), words)
    return _UNSEEN.sub("", words.replace("\x02", "-").replace("\ufffe", "-"))


def _pictures(document: pdfium.PdfDocument, opens: Callable[[int], bool]) -> Iterator[object]:
    """Yield each page that opens as a picture of pixels."""
    for index in takewhile(opens, range(len(document))):
        yield _picture(document, index)


def _picture(document: pdfium.PdfDocument, index: int) -> object:
    with closing(document[index]) as page:
        largest = max(*page.get_size(), 1)
        return page.render(scale=min(_PIXELS_A_POINT, _MOST_PIXELS / largest)).to_numpy()
