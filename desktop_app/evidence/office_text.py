"""The text of Word, Excel and PowerPoint files, simply."""

import re
from collections.abc import Iterator
from pathlib import Path
from struct import error as StructError  # noqa: N812

from lxml import etree

from desktop_app.evidence.extract import MAX_FILE, MAX_PAGES, Budget, Extracted, Problem
from desktop_app.safety.ole import SECTOR, whole_sectors
from desktop_app.safety.raw import read_bytes
from desktop_app.safety.zips import DamagedError, LockedError, Package, TooMuchError

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_PAGES = "{http://schemas.openxmlformats.org/officeDocument/2006/extended-properties}Pages"
_LEFT_OUT = (_FALLBACK, f"{_W}moveFrom", f"{_S}rPh")
_SPACES = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_A}br": "\n"}
_WORDS = (f"{_W}t", f"{_A}t", f"{_S}t")
_PARAGRAPHS = (f"{_W}p", f"{_A}p")
_MAX_SHARED = 8_000_000  # characters of an Excel file's list of strings
_RUN_OF_ENDS = re.compile("[\r\x07]+")


def read_zip(path: Path, budget: Budget) -> Extracted:
    """Read a .docx, .xlsx or .pptx; another zip is of another kind."""
    try:
        package = Package(path)
        for usual, read in (
            ("word/document.xml", _read_word),
            ("xl/workbook.xml", _read_excel),
            ("ppt/presentation.xml", _read_slides),
        ):
            main = package.main_part(usual)
            if main in package and main.partition("/")[0] == usual.partition("/")[0]:
                return read(package, main, budget)
    except LockedError:
        return Extracted(problem=Problem.LOCKED)
    except TooMuchError:
        return Extracted(problem=Problem.TOO_MUCH)
    except DamagedError:
        return Extracted(problem=Problem.UNREADABLE)
    return Extracted(problem=Problem.OTHER)


def read_old(path: Path, budget: Budget) -> Extracted:
    """Read a .doc of Word 97 to 2003; other files of the old Office are of another kind."""
    from legacy_doc import (  # type: ignore[import-untyped]
        ExtractionOptions,
        LegacyDocError,
        extract_text,
    )
    from legacy_doc.ole import OleReader  # type: ignore[import-untyped]

    options = ExtractionOptions(max_file_bytes=MAX_FILE + SECTOR, max_text_bytes=4 * MAX_FILE)
    try:
        data = whole_sectors(read_bytes(path, MAX_FILE))
        streams = OleReader(data, options=options)
        if streams.has_stream("EncryptedPackage"):
            return Extracted(problem=Problem.LOCKED)
        if not streams.has_stream("WordDocument"):
            return Extracted(problem=Problem.OTHER)
        if streams.read_stream("WordDocument")[0x0B] & 1:  # fEncrypted of the file's head (MS-DOC 2.5.2)
            return Extracted(problem=Problem.LOCKED)
        text = extract_text(data, options=options).text
    except (LegacyDocError, StructError, IndexError, OverflowError):
        return Extracted(problem=Problem.UNREADABLE)
    return Extracted(tuple(budget.take(page) for page in _RUN_OF_ENDS.sub("\n", text).split("\f")))


def _read_word(package: Package, main: str, budget: Budget) -> Extracted:
    """Read the body; a new page begins where Word last saw one begin, or where somebody made it begin."""
    seen: list[str] = [""]  # pages by where Word began them
    made: list[str] = [""]  # pages by the breaks that were typed
    for paragraph in package.elements(main, (f"{_W}p",)):
        if budget.stop():
            break
        for sign, text in _runs(paragraph):
            if sign == "seen":
                seen.append("")
            elif sign == "made":
                made.append("")
            taken = budget.take(text)
            seen[-1] += taken
            made[-1] += taken
    pages = seen if len(seen) > 1 else made
    return Extracted(tuple(pages), _told_pages(package))


def _runs(paragraph: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield a paragraph's texts in order, ("seen" or "made", "") where a page begins."""
    for element in _walk(paragraph):
        if element.tag == f"{_W}lastRenderedPageBreak":
            yield "seen", ""
        elif element.tag == f"{_W}br" and element.get(f"{_W}type") == "page":
            yield "made", ""
        else:
            yield "", _word(element)
    yield "", "\n"


def _word(element: etree._Element) -> str:
    """Return the text that one element adds, without those below it."""
    tag = str(element.tag)
    return (element.text or "") if tag in _WORDS else _SPACES.get(tag, "")


def _walk(root: etree._Element) -> Iterator[etree._Element]:
    """Yield the elements below one in order, without what is not seen or is there twice."""
    waiting = [root]
    while waiting:
        element = waiting.pop()
        if element.tag not in _LEFT_OUT:
            yield element
            waiting.extend(reversed(element))


def _told_pages(package: Package) -> int | None:
    """Return how many pages Word says that it counted when it last wrote the file."""
    for kind, part in package.relations("").values():
        if kind == "extended-properties" and part in package:
            told = (package.xml(part).findtext(_PAGES) or "").strip()
            if told.isdecimal() and len(told) < 6 and int(told):
                return int(told)
    return None


def _read_excel(package: Package, main: str, budget: Budget) -> Extracted:
    relations = package.relations(main)
    strings = _shared_strings(package, [part for kind, part in relations.values() if kind == "sharedStrings"])
    pages = []
    for sheet in list(package.xml(main).iter(f"{_S}sheet"))[:MAX_PAGES]:
        kind, part = relations.get(sheet.get(_R) or "", ("", ""))
        if kind == "worksheet" and part in package and not budget.stop():
            rows = (_row(row, strings) for row in package.elements(part, (f"{_S}row",)))
            pages.append(_joined(budget, (budget.take(sheet.get("name") or ""),), rows))
    return Extracted(tuple(pages))


def _joined(budget: Budget, head: tuple[str, ...], lines: Iterator[str]) -> str:
    """Return lines one below the other, as many as there is room and time for; empty ones are left out."""
    taken = list(head)
    for line in lines:
        if budget.stop():
            break
        if line.strip():
            taken.append(budget.take(line))
    return "\n".join(taken)


def _shared_strings(package: Package, parts: list[str]) -> list[str]:
    """Return the list of strings that the cells of an Excel file refer to by their number."""
    strings: list[str] = []
    size = 0
    for part in parts[:1]:
        for entry in package.elements(part, (f"{_S}si",)) if part in package else ():
            strings.append("".join(_word(element) for element in _walk(entry)))
            size += len(strings[-1]) + 1
            if size > _MAX_SHARED:
                break
    return strings


def _row(row: etree._Element, strings: list[str]) -> str:
    return "\t".join(text for cell in row.iter(f"{_S}c") if (text := _cell(cell, strings)))


def _cell(cell: etree._Element, strings: list[str]) -> str:
    kind = cell.get("t")
    if kind == "inlineStr":
        return "".join(_word(element) for element in _walk(cell))
    value = (cell.findtext(f"{_S}v") or "").strip()
    if kind != "s":
        return value
    number = int(value) if value.isdecimal() and len(value) < 9 else len(strings)
    return strings[number] if number < len(strings) else ""


def _read_slides(package: Package, main: str, budget: Budget) -> Extracted:
    relations = package.relations(main)
    slides = list(package.xml(main).iter(f"{_P}sldId"))
    pages = []
    for slide in slides[:MAX_PAGES]:
        kind, part = relations.get(slide.get(_R) or "", ("", ""))
        if kind == "slide" and part in package and not budget.stop():
            pages.append(_joined(budget, (), _slide_lines(package, part)))
    return Extracted(tuple(pages), len(slides))


def _slide_lines(package: Package, part: str) -> Iterator[str]:
    """Yield a slide's paragraphs, those of tables and pictures of shapes included."""
    for paragraph in package.elements(part, _PARAGRAPHS):
        yield "".join(_word(element) for element in _walk(paragraph))
