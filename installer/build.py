#!/usr/bin/env python3
"""Makes Yaodian's set-up program and portable zip for Windows, on Linux or Windows; nothing is compiled.

    python3 installer/build.py [--quick] [--into FOLDER]

Standard library, pip and NSIS (`makensis`: Debian's package `nsis`). The same inputs give the same bytes.
"""

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run.py and this package, however it was started

from desktop_app import __version__  # noqa: E402
from desktop_app.cli.window import TASK_BAR_NAME  # noqa: E402
from installer.launchers import NAME, PUBLISHER, STAMP, launcher  # noqa: E402
from installer.notices import notices  # noqa: E402
from installer.payload import BuildError, Tree, payload, stubs  # noqa: E402

HERE = Path(__file__).resolve().parent
_WINDOWS_NSIS = Path(os.environ.get("PROGRAMFILES(X86)", "C:\\Program Files (x86)")) / "NSIS" / "makensis.exe"


def makensis() -> str:
    """Return NSIS's compiler; raises BuildError where there is none."""
    found = shutil.which("makensis") or (str(_WINDOWS_NSIS) if _WINDOWS_NSIS.exists() else "")
    if not found:
        raise BuildError(
            "NSIS is missing. On Debian and Ubuntu: apt-get install nsis; on Windows install NSIS 3."
        )
    return found


def folder_of_program(downloads: Path) -> Tree:
    """Return every file of the installed program, by its path below the folder it is installed into."""
    makensis()  # before anything is fetched
    tree, wheels = payload(downloads)
    window, console, distlib = stubs(downloads)
    icon = (ROOT / "resources" / "icons" / "app.ico").read_bytes()
    licences = notices(tree, [*wheels, distlib], (HERE / "licences" / "NSIS.txt").read_bytes())
    return {
        f"{NAME}.exe": launcher(window, "app\\python\\pythonw.exe", icon, __version__, f"{NAME}.exe"),
        "yaodian.exe": launcher(console, "app\\python\\python.exe", icon, __version__, "yaodian.exe"),
        **{f"LICENSES/{name}": content for name, content in licences.items()},
        **{f"app/{name}": content for name, content in tree.items()},
    }


def write_zip(tree: Tree, top: str, path: Path) -> None:
    """Write the portable zip: the files, sorted, without times, in one folder."""
    with zipfile.ZipFile(path, "w") as archive:
        for name in sorted(tree):
            entry = zipfile.ZipInfo(f"{top}/{name}", STAMP)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 0  # Windows, wherever it was made
            archive.writestr(entry, tree[name])


def file_commands(tree: Tree, stage: Path) -> str:
    """Return the files as NSIS's commands, sorted: folders in the order of a disk would differ each time."""
    lines = []
    last = None
    for name in sorted(tree, key=lambda name: (name.rpartition("/")[0], name)):
        folder, _slash, file = name.rpartition("/")
        if folder != last:
            lines.append('SetOutPath "$INSTDIR{}"'.format("\\" * bool(folder) + folder.replace("/", "\\")))
            last = folder
        lines.append(f'File "/oname={file}" "{(stage / name)}"')
    return "\n".join(lines) + "\n"


def compiled(tree: Tree) -> int:
    """Return about how many bytes the set-up program adds by compiling: 1.21 times the text, as measured."""
    return sum(len(content) for name, content in tree.items() if name.endswith(".py")) * 5 // 4


def write_setup(tree: Tree, number: str, path: Path, *, quick: bool = False) -> None:
    """Write the set-up program; `quick` packs nothing, to try it. Raises BuildError where NSIS fails."""
    with tempfile.TemporaryDirectory() as place:
        stage = Path(place)
        for name, content in tree.items():
            target = stage / "files" / name
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        (stage / "files.nsh").write_text(file_commands(tree, stage / "files"), "utf-8-sig")
        words = {
            "VERSION": number,
            "TARGET": path.absolute(),
            "FILES": stage / "files.nsh",
            "ICON": ROOT / "resources" / "icons" / "app.ico",
            "SIDE": HERE / "side.bmp",
            "PUBLISHER": PUBLISHER,
            "APP_ID": TASK_BAR_NAME,
            "KILOBYTES": (sum(map(len, tree.values())) + compiled(tree)) // 1024,
            "COMPILED": compiled(tree) // 1024,
        } | ({"QUICK": 1} if quick else {})
        defined = [f"-D{name}={value}" for name, value in words.items()]
        command = [makensis(), "-V2", "-WX", "-INPUTCHARSET", "UTF8", *defined, str(HERE / "setup.nsi")]
        # NSIS reads file names in the locale's encoding.
        if subprocess.call(command, env=os.environ | {"LC_ALL": "C.UTF-8"}) != 0:
            raise BuildError("NSIS could not make the set-up program; what it said stands above.")


def pack(tree: Tree, into: Path, *, quick: bool = False) -> tuple[Path, Path]:
    """Make both files in a folder, side by side, and return them: the set-up program and the portable zip."""
    top = f"Yaodian-{__version__}"
    setup, portable = into / f"{top}-setup.exe", into / f"{top}-portable.zip"
    with ThreadPoolExecutor() as beside:
        zipping = beside.submit(write_zip, tree, top, portable)
        write_setup(tree, __version__, setup, quick=quick)
        zipping.result()
    return setup, portable


def main(words: list[str]) -> int:
    """Build, print sizes and hashes; return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="leave the set-up program unpacked, to try it")
    parser.add_argument("--into", type=Path, default=ROOT / "dist", help="the folder to make them in")
    arguments = parser.parse_args(words)
    begun = time.monotonic()
    try:
        tree = folder_of_program(arguments.into / "downloads")
        made = pack(tree, arguments.into, quick=arguments.quick)
    except BuildError as error:
        print(f"build.py: {error}", file=sys.stderr)
        return 1
    for path in made:
        print(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB")
    print(f"made in {time.monotonic() - begun:.0f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
