"""Where a user's documents lie, as the system itself says: on Windows it may be OneDrive or another drive."""

import ctypes
import os
import uuid
from collections.abc import Callable
from pathlib import Path

DOCUMENTS = uuid.UUID("fdd39ad0-238f-46af-adb4-6c85480369c7")  # Windows' name for the folder


def documents_folder() -> Path:
    """Return the user's documents folder; it need not be there."""
    home = Path.home()
    named = _windows_documents() if os.name == "nt" else _xdg_documents(home)
    if named:
        return named
    for name in ("Documents", "文档", "My Documents"):
        if (home / name).is_dir():
            return home / name
    return home / "Documents"


def _windows_documents() -> Path | None:
    windows = ctypes.windll  # type: ignore[attr-defined,unused-ignore]
    return known_folder(windows.shell32.SHGetKnownFolderPath, windows.ole32.CoTaskMemFree)


def known_folder(ask: Callable[..., int], free: Callable[..., object]) -> Path | None:
    """Return what SHGetKnownFolderPath (`ask`) says of the documents; None where it knows no place.

    The text it returns is its own until `free` (CoTaskMemFree) takes it.
    """
    name = (ctypes.c_byte * 16).from_buffer_copy(DOCUMENTS.bytes_le)
    found = ctypes.c_wchar_p()
    failed = ask(ctypes.byref(name), 0, None, ctypes.byref(found))
    try:
        return Path(found.value) if not failed and found.value else None
    finally:
        free(found)


def _xdg_documents(home: Path) -> Path | None:
    """Return the documents folder of a Linux desktop's user-dirs.dirs, None where it names none."""
    config = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config")
    try:
        lines = (config / "user-dirs.dirs").read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return None
    for line in lines:
        if line.startswith("XDG_DOCUMENTS_DIR="):
            return Path(line.partition("=")[2].strip().strip('"').replace("$HOME", str(home)))
    return None
