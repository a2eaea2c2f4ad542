"""PDF files: which unpack to more than the memory holds, told before PDFium does so; whose turn it is."""

import re
import zlib
from threading import Lock

PDFIUM = Lock()  # PDFium must not be called from two threads at once, whoever calls it

_STREAM = re.compile(rb"stream\r?\n")
_HEAD, _SUSPECT = 512, 256 * 1024  # bytes packed; so many unpacked from them are too good to be true
_BLOCK = 4 * 1024 * 1024
_MOST = 256 * 1024 * 1024  # unpacked, of one stream
_DEEPEST = 3  # streams packed in streams


def is_bomb(data: bytes) -> bool:
    """Tell whether a stream in the file unpacks to more than any page or picture has."""
    return any(_grows(data, start) for start in _starts(data))


def _starts(data: bytes) -> list[int]:
    places = (found.end() for found in _STREAM.finditer(data))
    return [place for place in places if _is_packed(data[place : place + 2])]


def _is_packed(head: bytes) -> bool:
    """Tell whether bytes may begin what zlib packed."""
    return len(head) == 2 and head[0] & 15 == 8 and int.from_bytes(head, "big") % 31 == 0


def _grows(data: bytes, start: int = 0, depth: int = 1) -> bool:
    """Tell whether the stream at a place unpacks to too much, or to another stream that does."""
    if len(_unpacked(data[start : start + _HEAD], _SUSPECT)) >= _SUSPECT and _is_endless(data[start:]):
        return True
    if depth == _DEEPEST or not _is_packed(_unpacked(data[start : start + _HEAD], 2)):
        return False
    return _grows(_unpacked(data[start:], _BLOCK), 0, depth + 1)


def _is_endless(packed: bytes) -> bool:
    unpacker, size = zlib.decompressobj(), 0
    try:
        while packed and not unpacker.eof and size <= _MOST:
            size += len(unpacker.decompress(packed, _BLOCK))
            packed = unpacker.unconsumed_tail
    except zlib.error:
        return False  # what is damaged unpacks no further in PDFium either
    return size > _MOST


def _unpacked(head: bytes, most: int) -> bytes:
    try:
        return zlib.decompressobj().decompress(head, most)
    except zlib.error:
        return b""
