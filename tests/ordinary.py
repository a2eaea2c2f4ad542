"""What an ordinary user may not do: as root the tests become one, since nothing is forbidden to root."""

import codecs
import ctypes
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

NOBODY = 65534
_VERSION = 0x20080522  # _LINUX_CAPABILITY_VERSION_3
_DAC = 0b110  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH


@pytest.fixture
def ordinary() -> Iterator[Path]:
    """A folder of an ordinary user's; until the end of the test we are that user."""
    folder = Path(tempfile.mkdtemp(prefix="yaodian-test-"))
    root = hasattr(os, "geteuid") and os.geteuid() == 0
    if root:
        for encoding in ("ascii", "utf-16", "gb18030"):
            codecs.lookup(
                encoding
            )  # Python's own folder may be closed to that user, and what failed once is kept
        os.chown(folder, NOBODY, NOBODY)
        os.seteuid(NOBODY)
    try:
        yield folder
    finally:
        if root:
            os.seteuid(0)
        allow(folder)
        shutil.rmtree(folder)


@pytest.fixture
def bound() -> Iterator[None]:
    """Until the end of the test the rights of files hold for root too, who stays root (capset(2) of Linux)."""
    if sys.platform != "linux" or os.geteuid() != 0:
        yield
        return
    libc, header = ctypes.CDLL(None), (ctypes.c_uint32 * 2)(_VERSION, 0)
    held = (ctypes.c_uint32 * 6)()
    libc.capget(header, held)
    less = (ctypes.c_uint32 * 6)(*held)
    less[0] &= ~_DAC  # of those in effect; they are still permitted, so that they can be taken back
    libc.capset(header, less)
    try:
        yield
    finally:
        libc.capset(header, held)


def allow(folder: Path) -> None:
    """Give back every right, from the top down."""
    folder.chmod(0o700)
    for path in folder.iterdir():
        if path.is_dir():
            allow(path)
        else:
            path.chmod(0o600)


def forbid_writing(folder: Path) -> None:
    """Take the right to write a folder and all in it."""
    if os.name == "nt":
        pytest.skip("chmod does not forbid writing to a folder on Windows")
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o500 if path.is_dir() else 0o400)
