"""Names of files from outside: made safe to keep, safe to show, and reachable however long they are."""

import ntpath
import os
import re
import unicodedata
from pathlib import Path

from desktop_app.errors import BIDI
from desktop_app.i18n import _

LONGEST_NAME = 100  # characters: WORKSPACE\evidence\<64>\<name> must stay below Windows' 260
LONGEST_NAME_BYTES = 240  # Linux allows 255 bytes a name
LONGEST_PLAIN_PATH = 247  # Windows makes a folder only where 12 characters stay free for a name in it
FULL_WIDTH = str.maketrans('<>:"/\\|?*', "＜＞：＂／＼｜？＊")
DEVICES = re.compile(r"(?i)(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])\s*(\.|$)")
_EXTENDED, _EXTENDED_SHARE = "\\\\?\\", "\\\\?\\UNC\\"


def safe_name(name: str) -> str:
    """Return a file name that Windows, Linux and macOS all accept, as near to `name` as can be."""
    name = _without_tricks(unicodedata.normalize("NFC", _whole(name))).translate(FULL_WIDTH)
    name = name.strip().rstrip(". ")
    if DEVICES.match(name):
        name = f"_{name}"
    return _shortened(name) or _("材料")


def shown_name(path: Path) -> str:
    """Return a file's name as it may stand in a sentence: on one line, its ending where it really is."""
    return _without_tricks(_whole(path.name or str(path))) or _("材料")


def extended(path: str) -> str:
    r"""Return an absolute Windows path in the form that may be longer than 260 characters (`\\?\…`).

    A path that is short enough stays as it is: not every program understands the long form. The form is
    Microsoft's ("Maximum Path Length Limitation"); Windows takes it literally, so `/`, `.` and `..` go. So
    is reached what other systems name aux.txt or end with a dot ("Naming Files, Paths, and Namespaces").
    """
    usual = len(path) <= LONGEST_PLAIN_PATH and not any(map(_is_odd, re.split(r"[\\/]", path)))
    if usual or path.startswith(_EXTENDED):
        return path
    path = ntpath.normpath(path)
    if path.startswith("\\\\"):
        return _EXTENDED_SHARE + path[2:]
    return _EXTENDED + path if ntpath.splitdrive(path)[0] else path


def _is_odd(name: str) -> bool:
    """Tell whether Windows takes a name for a device, or drops its end."""
    return bool(DEVICES.match(name)) or (name[-1:] in (".", " ") and name not in (".", ".."))


def reachable(path: Path) -> Path:
    """Return a path by which this system opens a file even where its path is very long."""
    return Path(extended(str(path.absolute()))) if os.name == "nt" else path


def _whole(name: str) -> str:
    """Replace what stands for bytes that are no letters: it could be neither stored nor shown."""
    return name.encode("utf-8", "replace").decode("utf-8")


def _without_tricks(name: str) -> str:
    """Take out line ends, control characters and what turns the order of letters around."""
    return "".join(letter for letter in BIDI.sub("", name) if unicodedata.category(letter) != "Cc")


def _shortened(name: str) -> str:
    """Cut the stem, never the suffix, until the name is short enough for every file system."""
    stem, dot, suffix = name.rpartition(".")
    if not stem or len(suffix) > 10:
        stem, dot, suffix = name, "", ""
    while stem and (
        len(stem + dot + suffix) > LONGEST_NAME or len((stem + dot + suffix).encode()) > LONGEST_NAME_BYTES
    ):
        stem = stem[:-1].rstrip(". ")
    return stem + dot + suffix
