"""Files of the old Office (OLE compound files), made fit for a reader that believes what they say."""

from struct import unpack_from

SECTOR = 512  # bytes


def whole_sectors(data: bytes) -> bytes:
    """Return the bytes with the last sector filled up: some programs leave it short.

    Raises ValueError or struct.error where a file's index of its sectors claims to be longer than the file
    needs: to believe it would take all memory.
    """
    data += b"\0" * (-len(data) % SECTOR)
    index_sectors = unpack_from("<I", data, 0x48)[0]
    if index_sectors > 2 + len(data) // (SECTOR * 128 * 127):
        raise ValueError
    return data
