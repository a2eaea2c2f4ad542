"""Files that are a zip of XML parts (docx, xlsx), read so that no hostile one takes the memory or the day."""

import io
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath
from typing import IO

from lxml import etree

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.safety.raw import read_bytes

MAX_FILE = 200 * 1024 * 1024
MAX_MAIN_PART = 160 * 1024 * 1024
OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MAX_PART = 24 * 1024 * 1024
_MAX_ENTRIES = 20_000
_MAX_RATIO, _SURELY_SMALL = 500, 16 * 1024 * 1024
_BLOCK = 64 * 1024
_FED, _SNIFFED = 1024 * 1024, 8192
_BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, ValueError, NotImplementedError)
_STRICT = b"http://purl.oclc.org/ooxml/"
_USUAL = (
    (b"wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (b"spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (
        b"officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
)
_RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"


class DamagedError(YaodianError):
    """The file is not whole."""


class TooMuchError(YaodianError):
    """The file unpacks to more than any document."""


class LockedError(YaodianError):
    """The file has a password."""


class Package:
    """The parts of an office file and how they relate; `name` is the file's own, for sentences.

    Every method raises YaodianError where the file is damaged or holds more than a document can.
    """

    def __init__(self, path: Path) -> None:
        self.name = path.name
        data = read_bytes(path, MAX_FILE)
        if data.startswith(OLE_MAGIC) and "EncryptedPackage".encode("utf-16-le") in data:
            raise locked(self.name)
        if _has_too_many(data):
            raise self.too_much()
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except _BROKEN as error:
            raise self.damaged() from error
        self._entries = {info.filename.lstrip("/"): info for info in self._zip.infolist()}

    def damaged(self) -> YaodianError:
        """Return the sentence for a file that is not whole."""
        return damaged(self.name)

    def too_much(self) -> YaodianError:
        """Return the sentence for a file that unpacks to more than any document."""
        return too_much(self.name)

    def __contains__(self, part: str) -> bool:
        return part in self._entries

    def read(self, part: str, most: int = _MAX_PART) -> bytes:
        """Return the bytes of a part, at most `most`."""
        info = self._entries.get(part)
        if info is None:
            raise self.damaged()
        packed = max(info.compress_size, 1)
        if info.file_size > most or (info.file_size > _SURELY_SMALL and info.file_size / packed > _MAX_RATIO):
            raise self.too_much()
        if info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) or info.flag_bits & 1:
            raise self.damaged()
        try:
            with self._zip.open(info) as stream:
                data = _read_limited(stream, most)
        except _BROKEN as error:
            raise self.damaged() from error
        if data is None:
            raise self.too_much()
        return _usual_namespaces(data)

    def xml(self, part: str, most: int = _MAX_PART, trim: Callable[[bytes], bytes] = bytes) -> etree._Element:
        """Return the root of a part; no entity is expanded, nothing outside the file is fetched.

        `trim` takes off what nobody will look for before it is parsed.
        """
        try:
            root = etree.fromstring(trim(self.read(part, most)), _xml_parser())
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged() from error
        if root is None or root.getroottree().docinfo.internalDTD is not None:
            raise self.damaged()
        return root

    def elements(self, part: str, tags: tuple[str, ...]) -> Iterator[etree._Element]:
        """Yield the part's elements of these tags that are in no other of them, each emptied afterwards.

        What lies before them goes too: a part of any length takes no more memory than its longest element.
        """
        data = self.read(part, MAX_MAIN_PART)
        if b"<!DOCTYPE" in data[:_SNIFFED]:
            raise self.damaged()
        parser = etree.XMLPullParser(
            events=("start", "end"),
            tag=tags,
            resolve_entities=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        try:
            yield from _outermost(parser, data, self.too_much)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.damaged() from error

    def relations(self, part: str) -> dict[str, tuple[str, str]]:
        """Return what a part ("" for the whole) refers to inside the file: by id its kind and its part."""
        home = PurePosixPath(part)
        place = str(home.parent / "_rels" / f"{home.name}.rels") if part else "_rels/.rels"
        if place not in self:
            return {}
        found = {}
        for relation in self.xml(place).iter(_RELATIONSHIP):
            kind, target = relation.get("Type", ""), relation.get("Target", "")
            if relation.get("TargetMode") != "External":
                resolved = _resolved(target, home.parent)
                found[relation.get("Id", "")] = (kind.rpartition("/")[2], resolved)
        return found

    def main_part(self, usual: str) -> str:
        """Return the part that holds the document."""
        parts = [part for kind, part in self.relations("").values() if kind == "officeDocument"]
        return next((part for part in parts if part in self), usual)


def part_names(data: bytes) -> list[str] | None:
    """Return the names of a zip's parts, None where it is broken or has too many."""
    if _has_too_many(data):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return [name.lstrip("/") for name in package.namelist()]
    except _BROKEN:
        return None


def damaged(name: str) -> DamagedError:
    """Return the sentence for a file that is not whole."""
    return DamagedError(
        _("“{name}”已损坏或不完整，没有导入任何内容。请重新下载，或者向发文单位要一份完整的文件。").format(
            name=name
        )
    )


def too_much(name: str) -> TooMuchError:
    """Return the sentence for a file that unpacks to more than any document."""
    return TooMuchError(
        _("“{name}”展开后大得不像一份文件，没有导入任何内容。请向发文单位要一份正常的文件。").format(
            name=name
        )
    )


def locked(name: str) -> LockedError:
    """Return the sentence for a file with a password."""
    return LockedError(
        _("“{name}”加了密码，没有导入任何内容。请用密码打开它，另存为没有密码的文件再导入。").format(
            name=name
        )
    )


def _xml_parser() -> etree.XMLParser:
    """Return a parser for untrusted XML."""
    return etree.XMLParser(resolve_entities=False, load_dtd=False, no_network=True, huge_tree=False)


def _has_too_many(data: bytes) -> bool:
    """Tell, before any list is made of them, whether a zip may have more parts than a document has."""
    return data.count(b"PK\x01\x02") > _MAX_ENTRIES


def _outermost(
    parser: etree.XMLPullParser, data: bytes, too_much: Callable[[], YaodianError]
) -> Iterator[etree._Element]:
    """Yield the outermost elements; raise `too_much()` where what lies up to the end of one is too long."""
    depth = held = 0
    for start in range(0, len(data), _FED):
        held += _FED
        if held > _MAX_PART:  # all of it is in memory, many times its length
            raise too_much()
        parser.feed(data[start : start + _FED])
        for event, element in parser.read_events():
            depth += 1 if event == "start" else -1
            if event == "end" and depth == 0 and isinstance(element, etree._Element):
                yield element
                _forget(element)
                held = 0
    parser.close()


def _forget(element: etree._Element) -> None:
    """Empty an element that has been read and drop what stood before it."""
    element.clear()
    parent = element.getparent()
    while parent is not None and (before := element.getprevious()) is not None:
        parent.remove(before)


def _resolved(target: str, folder: PurePosixPath) -> str:
    if target.startswith("/"):
        return target.lstrip("/")
    steps: list[str] = [step for step in folder.parts if step != "."]
    for step in PurePosixPath(target).parts:
        if step != "..":
            steps.append(step)
        elif steps:
            steps.pop()
    return "/".join(steps)


def _read_limited(stream: IO[bytes], most: int) -> bytes | None:
    """Return all of a stream, or None where it gives more than `most` bytes, whatever it declared."""
    blocks, size = [], 0
    while block := stream.read(_BLOCK):
        size += len(block)
        if size > most:
            return None
        blocks.append(block)
    return b"".join(blocks)


def _usual_namespaces(data: bytes) -> bytes:
    """Return a part of a Strict file with the names of the usual form."""
    if _STRICT not in data[:_SNIFFED]:
        return data
    for strict, usual in _USUAL:
        data = data.replace(_STRICT + strict, usual)
    return data
