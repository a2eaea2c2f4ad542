"""The two programs that a user starts: 要点自评.exe with the window, yaodian.exe for commands.

Each is the launcher that distlib carries, with our icon and version, a line that says which Python, and a zip
with the few lines that this Python runs.
"""

import io
import zipfile
from pathlib import Path

from installer.pe import with_resources

NAME = "要点自评"
PUBLISHER = "Yaodian"
STAMP = (1980, 1, 1, 0, 0, 0)  # of every file in a zip, so that the same inputs give the same bytes
_MAIN = b"from desktop_app.__main__ import main\n\nmain()\n"


def version_numbers(version: str) -> tuple[int, int, int, int]:
    """Return a version as the four numbers that Windows wants."""
    major, minor, micro = (int(part) for part in version.split("."))
    return major, minor, micro, 0


def launcher(stub: bytes, python: str, icon: bytes, version: str, file_name: str) -> bytes:
    """Return a launcher that starts `python`, a path below the launcher's own folder."""
    words = {
        "CompanyName": PUBLISHER,
        "FileDescription": NAME,
        "FileVersion": version,
        "InternalName": Path(file_name).stem,
        "LegalCopyright": "MIT",
        "OriginalFilename": file_name,
        "ProductName": NAME,
        "ProductVersion": version,
    }
    program = with_resources(stub, icon, version_numbers(version), words)
    return program + f"#!<launcher_dir>\\{python}\r\n".encode() + _zipped_main()


def _zipped_main() -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(zipfile.ZipInfo("__main__.py", STAMP), _MAIN)
    return buffer.getvalue()
