"""What an ordinary user may not do: as root the tests become one, since nothing is forbidden to root."""

import codecs
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

NOBODY = 65534


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
