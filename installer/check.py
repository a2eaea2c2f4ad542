#!/usr/bin/env python3
"""Tries the set-up program from beginning to end under Wine, on a Debian or Ubuntu.

    python3 installer/check.py [--into FOLDER] [--pictures FOLDER]

Builds it, installs an older version silently for a user with a Chinese name, works with it, installs the new
one over it, lets that try itself and what Windows does in its own way (`parts`), compares its reports with
those made here, opens the window, unpacks the portable one in a long path, moves to another folder,
uninstalls, and looks what is left. Prints what was measured. Installs packages of Debian that it lacks, as
root.
"""

import argparse
import hashlib
import os
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))  # run.py and this package, however it was started

from desktop_app import __version__  # noqa: E402
from installer.build import folder_of_program, pack, write_setup  # noqa: E402
from installer.compare import differences  # noqa: E402
from installer.launchers import NAME, PUBLISHER  # noqa: E402
from installer.payload import BuildError, Tree  # noqa: E402
from installer.pe import icon_images, resources  # noqa: E402
from installer.window import drive  # noqa: E402
from installer.wine import CheckError, Windows, install_packages, screen, windows_path  # noqa: E402

OLD = "0.0.9"
GONE = "app/program/desktop_app/of_the_old_version.py"
LARGEST = 75_000_000  # bytes of the set-up program
SLOWEST = 60.0  # seconds that installing should take at most, on a machine that does nothing else
LONGEST = 300.0  # seconds until what was uninstalled must be gone
REPORTS = {"--pdf": "自评.pdf", "--excel": "自评.xlsx", "--word": "自评.docx"}
# What the old version does without: it only has to make a workspace.
_PACKAGES_NOT_IN_OLD = (
    "PySide6 PIL reportlab openpyxl docx pypdfium2_raw pypdfium2 charset_normalizer pypinyin"
)
_NOT_IN_OLD = (
    *(f"app/packages/{name}/" for name in _PACKAGES_NOT_IN_OLD.split()),
    "app/program/resources/fonts/",
)
_OUR_PROGRAMS = ("uninstall.exe", f"{NAME}.exe", "yaodian.exe")
_FONT = ROOT / "resources" / "fonts" / "NotoSansSC-Regular.ttf"
_ODD = "报告 对照 %TEMP% & (1)"  # a folder as somebody may name it
_SCREEN = "1366x768"
_ENTRY = "HKCU\\Software\\Microsoft\\Windows\\CurrentVersion\\Uninstall\\Yaodian"
# Asks Windows for what the properties of files say, as Explorer does: a line for each, its words with tabs.
_PROPERTIES = """
import ctypes, sys
asked = ctypes.windll.version
for path in sys.argv[2:]:
    held = ctypes.create_string_buffer(asked.GetFileVersionInfoSizeW(path, None))
    asked.GetFileVersionInfoW(path, 0, len(held), held)
    words = []
    for name in sys.argv[1].split():
        text, size = ctypes.c_wchar_p(), ctypes.c_uint()
        key = "\\\\StringFileInfo\\\\080404b0\\\\" + name
        asked.VerQueryValueW(held, key, ctypes.byref(text), ctypes.byref(size))
        words.append(text.value or "")
    print(*words, sep="\\t")
"""
_SHARED = ROOT.parent / "shared" / "documents" / "baoshan-2024.txt"


class Check:
    """The steps, each with its time; what they hand on to each other lies in a folder."""

    def __init__(self, folder: Path, into: Path, pictures: Path, display: str) -> None:
        self._folder, self._into, self._pictures, self._display = folder, into, pictures, display
        self._document = _SHARED if _SHARED.exists() else next((ROOT / "resources" / "sample").glob("*.txt"))
        self._old = folder / f"Yaodian-{OLD}-setup.exe"
        self._windows = Windows(folder, _FONT, display)
        self._tree: Tree = {}

    def run(self) -> None:
        """Do every step. Raises CheckError, BuildError where something is not as it should be."""
        with ThreadPoolExecutor(1) as beside:
            try:
                started = beside.submit(self._windows.start)
                reported = beside.submit(self._report_here)
                self._step("build", self._build)
                self._step("build an older version, twice, to the same bytes", self._build_old)
                self._step("a fresh Windows, made meanwhile", started.result)
                self._try_installing()
                self._step("the same reports as here", lambda: self._compare(reported.result))
                self._try_using()
            finally:
                self._windows.end()

    def _try_installing(self) -> None:
        self._windows.add_icuuc(self._tree["app/packages/PySide6/Qt6Core.dll"])
        self._step("install the older version", lambda: self._install(self._old))
        self._step("import with it", self._import)
        before = _fingerprint(self._workspace)
        took = self._step("install over it", lambda: self._install(self._setup))
        if took > SLOWEST:  # told, not refused: the clock says as much about the machine as about the program
            print(f"          longer than {SLOWEST:.0f} s; load of the machine: {os.getloadavg()[0]:.1f}")
        self._step("what was installed", lambda: self._look(before))

    def _try_using(self) -> None:
        compiled = _names(self._windows.programs)
        self._step("self-test", self._self_test)
        self._step("what Windows does in its own way", self._try_parts)
        self._step("a running program is noticed", self._install_while_running)
        self._step("the window", lambda: drive(self._windows, self._display, self._document, self._pictures))
        _require(_names(self._windows.programs) == compiled, "the program wrote into its own folder")
        self._step("portable, in a long path", self._try_portable)
        before = _fingerprint(self._workspace)
        self._step("move to another folder", self._move)
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
        self._tree = folder_of_program(self._into / "downloads")
        self._setup, self._portable = pack(self._tree, self._folder, quick=True)
        size = self._portable.stat().st_size  # LZMA packs the set-up program better than any zip
        print(f"          {self._portable.name}: {size / 1e6:.1f} MB; the set-up program is smaller")
        _require(size < LARGEST, "the set-up program is too large")

    def _build_old(self) -> None:
        tree = {name: self._tree[name] for name in self._tree if not name.startswith(_NOT_IN_OLD)}
        again = self._folder / "again.exe"
        for path in (self._old, again):
            write_setup(tree | {GONE: b""}, OLD, path, quick=True)
        _require(_hash(again) == _hash(self._old), "the same inputs gave another set-up program")

    def _install(self, setup: Path, *words: str) -> None:
        self._windows.run(setup, "/S", *words)

    def _import(self) -> None:
        self._windows.run(self._yaodian, "import", windows_path(self._document))
        _require((self._workspace / "yaodian.db").exists(), "no workspace in the documents folder")
        _require((self._windows.programs / GONE).exists(), "the older version is not the older one")

    def _look(self, before: dict[str, str]) -> None:
        programs = self._windows.programs
        found = _names(programs)
        stray = {name for name in found - self._tree.keys() if "__pycache__" not in name}
        _require(stray == {"uninstall.exe"}, f"files that do not belong there: {sorted(stray)[:5]}")
        wrong = [name for name, content in self._tree.items() if (programs / name).read_bytes() != content]
        _require(not wrong, f"files are not as they were packed: {wrong[:5]}")
        _require(_fingerprint(self._workspace) == before, "installing changed the workspace")
        told = self._windows.registry(_ENTRY)
        _require(__version__ in told and NAME in told, f"Windows' list of programs says: {told}")
        opens = self._windows.registry("HKCU\\Software\\Classes\\Yaodian.Package\\shell\\open\\command")
        _require(f"{NAME}.exe" in opens and '"%1"' in opens, f".yaodian opens with: {opens}")
        for link in self._links():
            _require(link.exists(), f"{link.name} is missing")
        self._look_at_properties()
        size = sum((programs / name).stat().st_size for name in found)
        print(f"          installed: {len(found)} files, {size / 1e6:.0f} MB")

    def _look_at_properties(self) -> None:
        names = "ProductName ProductVersion FileVersion CompanyName FileDescription"
        programs = self._windows.programs
        paths = [self._setup, *(programs / name for name in _OUR_PROGRAMS)]
        told = self._python("-c", _PROPERTIES, names, *map(windows_path, paths)).splitlines()
        same = "\t".join((NAME, __version__, __version__, PUBLISHER, NAME))
        setup = f"{same} 安装和卸载程序"  # NSIS makes the uninstaller of the set-up program's own head
        _require(told == [setup, setup, same, same], f"the files' properties say: {told}")
        icon = set(icon_images((ROOT / "resources" / "icons" / "app.ico").read_bytes()))
        bare = [path.name for path in paths if not icon <= set(resources(path.read_bytes()).values())]
        _require(not bare, f"these lack the icon, or a size of it: {bare}")

    def _python(self, *words: str) -> str:
        return self._windows.run(self._windows.programs / "app/python/python.exe", "-X", "utf8", *words)

    def _links(self) -> list[Path]:
        menu = self._windows.profile / "AppData/Roaming/Microsoft/Windows/Start Menu/Programs"
        return [menu / f"{NAME}.lnk", self._windows.home / f"{NAME}.lnk"]

    def _self_test(self) -> None:
        told = self._windows.run(self._yaodian, "self-test")
        print("".join(f"          {line}\n" for line in told.splitlines()), end="")

    def _try_parts(self) -> None:
        told = self._python(windows_path(ROOT / "installer" / "parts.py"), "C:\\部件 试用")
        print("".join(f"          {line}\n" for line in told.splitlines()), end="")

    def _install_while_running(self) -> None:
        python = self._windows.programs / "app" / "python" / "python.exe"
        words = ("-c", "print(1, flush=True); input()")
        with self._windows.running(python, *words, python=python.name) as process:
            assert process.stdout is not None
            process.stdout.readline()
            self._windows.run(self._setup, "/S", status=3)

    def _report_here(self) -> Path:
        here = self._folder / "here"
        for words in self._work(here):
            command = [sys.executable, str(ROOT / "run.py"), "-w", str(here / "workspace"), *words]
            done = subprocess.run(command, capture_output=True, text=True, check=False)
            _require(done.returncode == 0, f"run.py {words[0]}: {done.stderr}")
        return here

    def _compare(self, reported: Callable[[], Path]) -> None:
        there = self._windows.drive / _ODD
        for words in self._work(there):
            inside = [windows_path(Path(word)) if word.startswith("/") else word for word in words]
            self._windows.run(self._yaodian, "-w", windows_path(there / "workspace"), *inside)
        here = reported()
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
        folder = self._windows.drive / "U 盘" / _ODD / ("很长的文件夹名称 " * 8).strip()
        with zipfile.ZipFile(self._portable) as archive:
            archive.extractall(folder)
        (program,) = folder.glob("*/yaodian.exe")
        words = ("-w", windows_path(self._windows.drive / _ODD / "workspace"), "list", "--json")
        listed = self._windows.run(program, *words)
        _require(listed == self._windows.run(self._yaodian, *words), "the portable one lists something else")

    def _move(self) -> None:
        before, after = self._windows.programs, self._windows.drive / "搬到这里"
        after.mkdir()
        (after / "别人的.txt").write_text("不能动", "utf-8")
        self._install(self._old, f"/D=C:\\{after.name}")
        self._windows.programs = after / "Yaodian"
        _require((self._windows.programs / GONE).exists(), "the folder that was asked for holds no program")
        _require(not before.exists(), "the program is still in the folder before")
        _require(
            "搬到这里" in self._windows.registry(_ENTRY), "Windows' list of programs names another folder"
        )

    def _uninstall(self, before: dict[str, str]) -> None:
        programs = self._windows.programs
        self._windows.run(programs / "uninstall.exe", "/S")
        end = time.monotonic() + LONGEST
        while programs.exists() and time.monotonic() < end:  # it goes on as a copy of itself
            time.sleep(0.2)
        _require(_names(programs.parent) == {"别人的.txt"}, "uninstalling touched another's file")
        local = self._windows.profile / "AppData" / "Local" / "yaodian"
        left = [path for path in (self._windows.programs, local, *self._links()) if path.exists()]
        _require(not left, f"uninstalling left {[str(path) for path in left]}")
        for key in ("Software\\yaodian", "Software\\Classes\\.yaodian", "Software\\Classes\\Yaodian.Package"):
            _require(self._windows.registry(f"HKCU\\{key}") == "", f"uninstalling left {key}")
        _require(_fingerprint(self._workspace) == before, "uninstalling changed the workspace")


def _require(condition: bool, words: str) -> None:
    if not condition:
        raise CheckError(words)


def _names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def _hash(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _fingerprint(folder: Path) -> dict[str, str]:
    """Return the hash of every file in a folder, by its path."""
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {path.relative_to(folder).as_posix(): _hash(path) for path in files}


def main(words: list[str]) -> int:
    """Check, print what was measured; return the exit status."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--into", type=Path, default=ROOT / "dist", help="where downloads are kept")
    parser.add_argument("--pictures", type=Path, default=ROOT / "dist" / "pictures", help="of the window")
    arguments = parser.parse_args(words)
    for folder in (arguments.into, arguments.pictures):
        folder.mkdir(parents=True, exist_ok=True)
    begun = time.monotonic()
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # stopped, it ends Wine's server too
    try:
        install_packages()
        print(f"{time.monotonic() - begun:6.1f} s  packages of Debian", flush=True)
        with (
            TemporaryDirectory(prefix="yaodian-wine-", ignore_cleanup_errors=True) as folder,
            screen(_SCREEN) as display,
        ):
            Check(Path(folder), arguments.into.resolve(), arguments.pictures.resolve(), display).run()
    except (CheckError, BuildError) as error:
        print(f"check.py: {error}", file=sys.stderr)
        return 1
    print(f"{time.monotonic() - begun:6.1f} s  in all; every step as it should be")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
