"""The licences and notices of everything that is in the set-up program, as files of the folder LICENSES."""

import re
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path, PurePosixPath

from installer.payload import ROOT, BuildError

LICENCES = Path(__file__).with_name("licences")
QT = ("pyside6_essentials", "shiboken6")
_WORDS = re.compile(r"licen[cs]e|copying|notice|authors", re.IGNORECASE)


def notices(tree: Mapping[str, bytes], wheels: Iterable[zipfile.ZipFile], nsis: bytes) -> dict[str, bytes]:
    """Return the files of LICENSES by name, with a list of all.

    tree: what is put on the PC, so that a library that left nothing behind needs no notice; nsis: NSIS's own.
    Raises BuildError for a library without a licence.
    """
    files = {
        "Yaodian/LICENSE.txt": (ROOT / "LICENSE").read_bytes(),
        "CPython-3.13.2/LICENSE.txt": tree["python/LICENSE.txt"],
        "NSIS/COPYING.txt": nsis,
    }
    for path in sorted((ROOT / "resources" / "fonts").glob("OFL-*.txt")):
        files[f"fonts/{path.name}"] = path.read_bytes()
    for wheel in wheels:
        files.update(_of_wheel(wheel, tree))
    listing = "".join(f"{name}\n" for name in sorted({name.split("/")[0] for name in files}))
    files["README.txt"] = f"{_HEAD}\n{listing}".encode("utf-8-sig")
    return {name: content.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n") for name, content in files.items()}


_HEAD = (
    "要点自评（Yaodian）由下列各部分组成，每个文件夹里是它的许可文件。\n"
    "What Yaodian is made of; each folder holds its licences.\n"
)


def _of_wheel(wheel: zipfile.ZipFile, tree: Mapping[str, bytes]) -> dict[str, bytes]:
    names = wheel.namelist()
    information = next(name for name in names if name.endswith(".dist-info/METADATA")).split("/")[0]
    library = information.removesuffix(".dist-info")
    is_stub = library.startswith("distlib-")
    if not is_stub and not any(
        f"packages/{name}" in tree for name in names if not name.startswith(information)
    ):
        return {}
    if library.split("-")[0] in QT:
        return {f"Qt/{path.name}": path.read_bytes() for path in sorted((LICENCES / "Qt").iterdir())}
    found = {
        f"{library}/{'-'.join(PurePosixPath(name).parts[1:])}": wheel.read(name)
        for name in names
        if name.startswith(f"{information}/") and not name.endswith("/") and _WORDS.search(name)
    }
    if not found:
        raise BuildError(f"{library} comes without its licence; add it to installer/licences")
    return found
