#!/usr/bin/env python3
"""Tries the set-up program from beginning to end under Wine, on a Debian or Ubuntu.

    python3 installer/check.py [--into FOLDER] [--pictures FOLDER]

Builds it, installs an older version silently for a user with a Chinese name, works with it, installs the new
one over it, lets that try itself, compares its reports with those made here, opens the window, unpacks the
portable one in a long path, uninstalls, and looks what is left. Prints what was measured. Installs packages
of Debian that it lacks, as root.
"""

import argparse
import hashlib
import os
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run.py and this package, however it was started

from installer.build import folder_of_program, version, write_setup, write_zip  # noqa: E402
from installer.compare import differences  # noqa: E402
from installer.launchers import NAME  # noqa: E402
from installer.payload import BuildError, Tree  # noqa: E402
from installer.window import drive  # noqa: E402
from installer.wine import CheckError, Windows, install_packages  # noqa: E402

OLD = "0.0.9"
GONE = "app/program/desktop_app/of_the_old_version.py"
LARGEST = 75_000_000  # bytes of the set-up program
SLOWEST = 60.0  # seconds to install
REPORTS = {"--pdf": "自评.pdf", "--excel": "自评.xlsx", "--word": "自评.docx"}
# What the old version does without: it only has to make a workspace.
_NOT_IN_OLD = ("app/packages/PySide6/", "app/packages/PIL/", "app/program/resources/fonts/")
_SHARED = ROOT.parent / "shared" / "documents" / "baoshan-2024.txt"


class Check:
    """The steps, each with its time; what they hand on to each other lies in a folder."""

    def __init__(self, folder: Path, into: Path, pictures: Path) -> None:
        self._folder, self._into, self._pictures = folder, into, pictures
        self._document = _SHARED if _SHARED.exists() else next((ROOT / "resources" / "sample").glob("*.txt"))
        self._setup = into / f"Yaodian-{version()}-setup.exe"
        self._old = folder / f"Yaodian-{OLD}-setup.exe"
        self._portable = into / f"Yaodian-{version()}-portable.zip"
        self._tree: Tree = {}

    def run(self) -> None:
        """Do every step. Raises CheckError, BuildError where something is not as it should be."""
        self._step("packages of Debian", install_packages)
        self._step("build", self._build)
        self._step("build an older version, twice, to the same bytes", self._build_old)
        self._step("a fresh Windows", self._make_windows)
        self._step("install the older version", lambda: self._install(self._old))
        self._step("import with it", self._import)
        before = _fingerprint(self._workspace)
        took = self._step("install over it", lambda: self._install(self._setup))
        shared = max(1.0, os.getloadavg()[0] / (os.cpu_count() or 1))  # by how many the machine is used
        _require(took < SLOWEST * shared, f"installing took {took:.0f} s")
        self._step("what was installed", lambda: self._look(before))
        self._step("self-test", self._self_test)
        self._step("a running program is noticed", self._install_while_running)
        self._step("the same reports as here", self._compare)
        self._step("the window", lambda: drive(self._windows, self._document, self._pictures))
        self._step("portable, in a long path", self._try_portable)
        before = _fingerprint(self._workspace)
        self._step("uninstall", lambda: self._uninstall(before))

    def _step(self, name: str, step: Callable[[], object]) -> float:
        begun = time.monotonic()
        step()
        took = time.monotonic() - begun
        print(f"{took:6.1f} s  {name}", flush=True)
        return took

    @property
    def _workspace(self) -> Path:
        return self._windows.home / NAME  # the user's documents are there

    @property
    def _yaodian(self) -> Path:
        return self._windows.programs / "yaodian.exe"

    def _build(self) -> None:
        self._tree = folder_of_program(self._into / "downloads", version())
        write_setup(self._tree, version(), self._setup, quick=True)
        write_zip(self._tree, self._setup.stem.removesuffix("-setup"), self._portable)
        for path in (self._setup, self._portable):
            print(f"          {path.name}: {path.stat().st_size / 1e6:.1f} MB, packed quickly")
        _require(self._setup.stat().st_size < LARGEST, "the set-up program is too large")

    def _build_old(self) -> None:
        tree = {name: self._tree[name] for name in self._tree if not name.startswith(_NOT_IN_OLD)}
        again = self._folder / "again.exe"
        for path in (self._old, again):
            write_setup(tree | {GONE: b""}, OLD, path, quick=True)
        _require(_hash(again) == _hash(self._old), "the same inputs gave another set-up program")

    def _make_windows(self) -> None:
        self._windows = Windows(self._folder, ROOT / "resources" / "fonts" / "NotoSansSC-Regular.ttf")
        self._windows.add_icuuc(self._tree["app/packages/PySide6/Qt6Core.dll"])

    def _install(self, setup: Path) -> None:
        self._windows.run(setup, "/S")

    def _import(self) -> None:
        self._windows.run(self._yaodian, "import", _windows_path(self._document))
        _require((self._workspace / "yaodian.db").exists(), "no workspace in the documents folder")
        _require((self._windows.programs / GONE).exists(), "the older version is not the older one")

    def _look(self, before: dict[str, str]) -> None:
        programs = self._windows.programs
        found = {path.relative_to(programs).as_posix() for path in programs.rglob("*") if path.is_file()}
        stray = {name for name in found - self._tree.keys() if "__pycache__" not in name}
        _require(stray == {"uninstall.exe"}, f"files that do not belong there: {sorted(stray)[:5]}")
        _require(self._tree.keys() <= found, "files are missing")
        _require(_fingerprint(self._workspace) == before, "installing changed the workspace")
        told = self._windows.registry(
            "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Yaodian"
        )
        _require(version() in told and NAME in told, f"Windows' list of programs says: {told}")
        opens = self._windows.registry("HKCU\\Software\\Classes\\Yaodian.Package\\shell\\open\\command")
        _require(f"{NAME}.exe" in opens and '"%1"' in opens, f".yaodian opens with: {opens}")
        for link in self._links():
            _require(link.exists(), f"{link.name} is missing")
        size = sum((programs / name).stat().st_size for name in found)
        print(f"          installed: {len(found)} files, {size / 1e6:.0f} MB")

    def _links(self) -> list[Path]:
        menu = self._windows.profile / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs"
        return [menu / f"{NAME}.lnk", self._windows.home / f"{NAME}.lnk"]

    def _self_test(self) -> None:
        told = self._windows.run(self._yaodian, "self-test")
        print("".join(f"          {line}\n" for line in told.splitlines()), end="")

    def _install_while_running(self) -> None:
        python = self._windows.programs / "app" / "python" / "python.exe"
        with self._windows.running(python, "-c", "print(1, flush=True); input()") as process:
            assert process.stdout is not None
            process.stdout.readline()
            self._windows.run(self._setup, "/S", status=3)

    def _compare(self) -> None:
        here = self._folder / "here"
        for words in self._work(here):
            command = [sys.executable, str(ROOT / "run.py"), "-w", str(here / "workspace"), *words]
            subprocess.run(command, check=True, stdout=subprocess.DEVNULL)
        there = self._windows.drive / "报告 对照"
        for words in self._work(there):
            inside = [_windows_path(Path(word)) if word.startswith("/") else word for word in words]
            self._windows.run(self._yaodian, "-w", _windows_path(there / "workspace"), *inside)
        for name in REPORTS.values():
            count, other = differences(here / name, there / name)
            _require(count > 100 and not other, f"{name} differs: {count}, {other[:6]}")
            print(f"          {name}: {count} lines, cells or paragraphs, the same")

    def _work(self, folder: Path) -> list[list[str]]:
        photo = next((ROOT / "resources" / "sample" / "evidence").glob("*.jpg"))
        reports = [word for form, name in REPORTS.items() for word in (form, str(folder / name))]
        return [
            ["import", str(self._document)],
            ["tick", "1", "3"],
            ["set", "1", "自评结论=达成", "完成情况=已按要求落实，资料齐全。"],
            ["attach", "1", str(photo)],
            ["report", *reports],
        ]

    def _try_portable(self) -> None:
        folder = self._windows.drive / "U 盘" / ("很长的文件夹名称 " * 8).strip()
        with zipfile.ZipFile(self._portable) as archive:
            archive.extractall(folder)
        program = folder / self._setup.stem.removesuffix("-setup") / "yaodian.exe"
        self._windows.run(program, "self-test")

    def _uninstall(self, before: dict[str, str]) -> None:
        self._windows.run(self._windows.programs / "uninstall.exe", "/S")
        self._windows.server("-w")  # the uninstaller goes on as a copy of itself
        local = self._windows.profile / "AppData" / "Local" / "yaodian"
        left = [path for path in (self._windows.programs, local, *self._links()) if path.exists()]
        _require(not left, f"uninstalling left {[str(path) for path in left]}")
        for key in ("Software\\yaodian", "Software\\Classes\\.yaodian", "Software\\Classes\\Yaodian.Package"):
            _require(self._windows.registry(f"HKCU\\{key}") == "", f"uninstalling left {key}")
        _require(_fingerprint(self._workspace) == before, "uninstalling changed the workspace")


def _require(condition: bool, words: str) -> None:
    if not condition:
        raise CheckError(words)


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _fingerprint(folder: Path) -> dict[str, str]:
    """Return the hash of every file in a folder, by its path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): _hash(path) for path in files}


def _windows_path(path: Path) -> str:
    """Return a path of this system as Wine's programs name it."""
    return "Z:" + str(path.resolve()).replace("/", "\\")


def main(words: list[str]) -> int:
    """Check, print what was measured; return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--into", type=Path, default=ROOT / "dist", help="where to build")
    parser.add_argument("--pictures", type=Path, default=ROOT / "dist" / "pictures", help="of the window")
    arguments = parser.parse_args(words)
    for folder in (arguments.into, arguments.pictures):
        folder.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="yaodian-wine-", ignore_cleanup_errors=True) as folder:
        try:
            Check(Path(folder), arguments.into.resolve(), arguments.pictures.resolve()).run()
        except (CheckError, BuildError) as error:
            print(f"check.py: {error}", file=sys.stderr)
            return 1
    print(f"{time.monotonic() - begun:6.1f} s  in all; every step as it should be")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
