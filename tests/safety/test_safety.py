"""What every reader of files from outside relies on; the readers' own tests try it with whole files."""

import struct
import zipfile
import zlib
from pathlib import Path

import pytest

from desktop_app.safety.encodings import decoded
from desktop_app.safety.ole import SECTOR, whole_sectors
from desktop_app.safety.pdfs import is_bomb
from desktop_app.safety.zips import DamagedError, LockedError, Package, TooMuchError

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def test_a_short_last_sector_is_filled_up() -> None:
    assert whole_sectors(OLE + bytes(2 * SECTOR)) == OLE + bytes(3 * SECTOR - len(OLE))


@pytest.mark.parametrize("count", [4, 2**31, 2**32 - 1])
def test_an_index_longer_than_its_file_is_not_believed(count: int) -> None:
    data = bytearray(OLE + bytes(3 * SECTOR - len(OLE)))
    data[0x48:0x4C] = struct.pack("<I", count)
    with pytest.raises(ValueError):  # noqa: PT011 (it says nothing: the reader has the sentence)
        whole_sectors(bytes(data))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16", "utf-16-le", "utf-16-be"])
def test_each_encoding_is_told_by_its_bytes(encoding: str) -> None:
    assert decoded("消防演练\r\n二\r三\n".encode(encoding)) == "消防演练\n二\n三\n"


def test_what_is_no_text_is_none() -> None:
    assert decoded(bytes(range(256)) * 8) is None


@pytest.mark.parametrize(("megabytes", "bomb"), [(1, False), (300, True)])
@pytest.mark.parametrize("wrapped", [False, True])
def test_a_stream_that_unpacks_to_too_much(megabytes: int, bomb: bool, wrapped: bool) -> None:
    packed = zlib.compress(bytes(megabytes << 20))
    packed = zlib.compress(packed) if wrapped else packed
    assert is_bomb(b"%PDF-1.7\n1 0 obj\n<<>>\nstream\n" + packed + b"\nendstream") is bomb


def test_each_trouble_of_a_zip_has_its_own_error(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(b"PK\x03\x04")
    with pytest.raises(DamagedError, match=r"a\.docx"):
        Package(file)
    file.write_bytes(OLE + "EncryptedPackage".encode("utf-16-le"))
    with pytest.raises(LockedError, match=r"a\.docx"):
        Package(file)
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("large.xml", bytes(30 << 20))
    with pytest.raises(TooMuchError, match=r"a\.docx"):
        Package(file).read("large.xml")
    with pytest.raises(DamagedError):
        Package(file).read("missing.xml")
