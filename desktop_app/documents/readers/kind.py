"""What kind of file it is: by its bytes first, by its name's ending only where they leave it open."""

import re
from enum import Enum
from pathlib import Path

from desktop_app.safety.raw import read_bytes
from desktop_app.safety.zips import MAX_FILE, OLE_MAGIC, part_names


class Kind(Enum):
    """The kinds of files the program tells apart."""

    TEXT = "text"
    DOCX = "docx"
    DOC = "doc"
    XLSX = "xlsx"
    PDF = "pdf"
    OFD = "ofd"
    HTML = "html"
    PICTURE = "picture"
    LOCKED = "locked"
    OLD_EXCEL = "old_excel"
    SLIDES = "slides"
    OPEN_DOCUMENT = "open_document"
    RICH_TEXT = "rich_text"
    WORD_XML = "word_xml"
    OLD_WORD = "old_word"
    ARCHIVE = "archive"


_HEAD = 4096
_BY_START = (
    (b"\xff\xd8\xff", Kind.PICTURE),
    (b"\x89PNG\r\n", Kind.PICTURE),
    (b"II*\0", Kind.PICTURE),
    (b"MM\0*", Kind.PICTURE),
    (b"BM", Kind.PICTURE),
    (b"{\\rtf", Kind.RICH_TEXT),
    (b"\xdb\xa5\x2d\0", Kind.OLD_WORD),  # Word 2 for Windows
    (b"\xdc\xa5\x65\0", Kind.OLD_WORD),  # Word 6
    (b"\x31\xbe\0\0\0\xab", Kind.OLD_WORD),  # Write
    (b"Rar!", Kind.ARCHIVE),
    (b"7z\xbc\xaf\x27\x1c", Kind.ARCHIVE),
    (b"\x1f\x8b\x08", Kind.ARCHIVE),
)
_BY_STREAM = (
    ("EncryptedPackage", Kind.LOCKED),
    ("WordDocument", Kind.DOC),
    ("Workbook", Kind.OLD_EXCEL),
    ("PowerPoint Document", Kind.SLIDES),
)
_BY_PART = (
    (r"OFD\.xml", Kind.OFD),
    (r"word/document\d*\.xml", Kind.DOCX),
    (r"xl/workbook\.xml", Kind.XLSX),
    (r"xl/workbook\.bin", Kind.OLD_EXCEL),
    (r"ppt/presentation\.xml", Kind.SLIDES),
    (r"content\.xml", Kind.OPEN_DOCUMENT),
)
_BY_ENDING = {
    ".docx": Kind.DOCX,
    ".docm": Kind.DOCX,
    ".xlsx": Kind.XLSX,
    ".xlsm": Kind.XLSX,
    ".ofd": Kind.OFD,
    ".doc": Kind.DOC,
    ".wps": Kind.DOC,
    ".xls": Kind.OLD_EXCEL,
    ".et": Kind.OLD_EXCEL,
}
_HTML_ENDINGS = (".html", ".htm", ".mht", ".mhtml", ".xhtml")
_HTML = re.compile(rb"<!doctype\s+html|<html[\s>]|<head[\s>]|<body[\s>]", re.IGNORECASE)
_PART = re.compile(rb"[\w/.]+\.(?:xml|bin)")
_MIME = re.compile(rb"^MIME-Version:", re.IGNORECASE | re.MULTILINE)
_MIME_BODY = re.compile(rb"^Content-Type:\s*(?:multipart/|text/html)", re.IGNORECASE | re.MULTILINE)
_WORD_XML = re.compile(rb'progid="Word\.Document"|<w:wordDocument|<pkg:package')


def find_kind(path: Path) -> Kind:
    """Return the kind of a file; raises YaodianError with a sentence where its bytes cannot be read."""
    data = read_bytes(path, MAX_FILE)
    ending = path.suffix.lower()
    head = data[:_HEAD]
    if b"%PDF-" in head[:1024]:
        return Kind.PDF
    if head.startswith(OLE_MAGIC):
        return _in_ole(data, ending)
    if head.startswith(b"PK"):
        return _in_zip(data, ending)
    for magic, kind in _BY_START:
        if head.startswith(magic) and (magic != b"BM" or b"\0" in head[:32]):
            return kind
    return _in_text(head, ending)


def _in_ole(data: bytes, ending: str) -> Kind:
    """Tell by the names of its streams what a file of the old Office holds."""
    for name, kind in _BY_STREAM:
        if name.encode("utf-16-le") in data:
            return kind
    return Kind.OLD_EXCEL if _BY_ENDING.get(ending) is Kind.OLD_EXCEL else Kind.DOC


def _in_zip(data: bytes, ending: str) -> Kind:
    """Tell by the names of its parts what a zip holds; a broken one is what its ending says."""
    names = part_names(data)
    if names is None:
        names = [name.decode("ascii", "replace") for name in _PART.findall(data[:_HEAD])]
    for pattern, kind in _BY_PART:
        if any(re.fullmatch(pattern, name) for name in names):
            return kind
    return _BY_ENDING.get(ending, Kind.ARCHIVE)


def _in_text(head: bytes, ending: str) -> Kind:
    start = head.replace(b"\0", b"")  # a page in UTF-16 has one beside each letter
    if _WORD_XML.search(start):
        return Kind.WORD_XML
    if _MIME.search(start) and _MIME_BODY.search(start):
        return Kind.HTML
    found = _HTML.search(start)
    if found and (
        ending in _HTML_ENDINGS or start[: found.start()].lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")[:1] in b"<"
    ):
        return Kind.HTML
    if ending in _HTML_ENDINGS and b"<" in start:
        return Kind.HTML
    return Kind.TEXT
