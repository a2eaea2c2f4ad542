#!/usr/bin/env python3
"""Sets Yaodian up beside this file, once, and starts it. Standard library only; Linux, Windows, macOS.

    python3 run.py demo     does the whole job on a sample document
    python3 run.py test     passes every check
    python3 run.py ocr      adds what reads scans
    python3 run.py          opens the program; further words go to the command `yaodian`

Everything lies in `.venv`: the pinned dependencies, checked by hash, and the command `yaodian`. A stamp,
written last, says that it is whole and what it was made from; without a fitting stamp it is made anew.
"""

import contextlib
import ctypes
import hashlib
import importlib.util
import json
import os
import re
import shutil
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import IO

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

# Up to here, and in its syntax, this file suits Python 3.6, so that an old Python can say what it lacks.
if not (3, 11) <= tuple(sys.version_info[:2]) <= (3, 14):
    sys.exit(
        "Yaodian needs Python 3.11, 3.12, 3.13 or 3.14; this is Python {}.{}. "
        "Install one of those and start run.py with it, for example: python3.13 run.py".format(
            *sys.version_info
        )
    )

COVERAGE_FLOOR = 92

# What Qt loads and a bare system lacks: the library, and its package with apt, dnf and pacman.
QT_LIBRARIES = {
    "libEGL.so.1": ("libegl1", "libglvnd-egl", "libglvnd"),
    "libGL.so.1": ("libgl1", "libglvnd-glx", "libglvnd"),
    "libfontconfig.so.1": ("libfontconfig1", "fontconfig", "fontconfig"),
    "libfreetype.so.6": ("libfreetype6", "freetype", "freetype2"),
    "libdbus-1.so.3": ("libdbus-1-3", "dbus-libs", "dbus"),
    "libglib-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libgthread-2.0.so.0": ("libglib2.0-0", "glib2", "glib2"),
    "libstdc++.so.6": ("libstdc++6", "libstdc++", "gcc-libs"),
    "libzstd.so.1": ("libzstd1", "libzstd", "zstd"),
    "libX11.so.6": ("libx11-6", "libX11", "libx11"),
    "libX11-xcb.so.1": ("libx11-xcb1", "libX11-xcb", "libx11"),
    "libxkbcommon.so.0": ("libxkbcommon0", "libxkbcommon", "libxkbcommon"),
    "libxkbcommon-x11.so.0": ("libxkbcommon-x11-0", "libxkbcommon-x11", "libxkbcommon-x11"),
    "libxcb.so.1": ("libxcb1", "libxcb", "libxcb"),
    "libxcb-cursor.so.0": ("libxcb-cursor0", "xcb-util-cursor", "xcb-util-cursor"),
    "libxcb-glx.so.0": ("libxcb-glx0", "libxcb", "libxcb"),
    "libxcb-icccm.so.4": ("libxcb-icccm4", "xcb-util-wm", "xcb-util-wm"),
    "libxcb-image.so.0": ("libxcb-image0", "xcb-util-image", "xcb-util-image"),
    "libxcb-keysyms.so.1": ("libxcb-keysyms1", "xcb-util-keysyms", "xcb-util-keysyms"),
    "libxcb-randr.so.0": ("libxcb-randr0", "libxcb", "libxcb"),
    "libxcb-render.so.0": ("libxcb-render0", "libxcb", "libxcb"),
    "libxcb-render-util.so.0": ("libxcb-render-util0", "xcb-util-renderutil", "xcb-util-renderutil"),
    "libxcb-shape.so.0": ("libxcb-shape0", "libxcb", "libxcb"),
    "libxcb-shm.so.0": ("libxcb-shm0", "libxcb", "libxcb"),
    "libxcb-sync.so.1": ("libxcb-sync1", "libxcb", "libxcb"),
    "libxcb-util.so.1": ("libxcb-util1", "xcb-util", "xcb-util"),
    "libxcb-xfixes.so.0": ("libxcb-xfixes0", "libxcb", "libxcb"),
    "libxcb-xkb.so.1": ("libxcb-xkb1", "libxcb", "libxcb"),
    "libwayland-client.so.0": ("libwayland-client0", "libwayland-client", "wayland"),
    "libwayland-cursor.so.0": ("libwayland-cursor0", "libwayland-cursor", "wayland"),
    "libwayland-egl.so.1": ("libwayland-egl1", "libwayland-egl", "wayland"),
}
INSTALLERS = (
    ("apt-get", "apt-get install -y --no-install-recommends"),
    ("dnf", "dnf install -y"),
    ("pacman", "pacman -S --needed --noconfirm"),
)


class SetupError(Exception):
    """One sentence: what is missing and what to do."""


# --- the system's packages --------------------------------------------------------------------------------


def missing_libraries() -> list[str]:
    """Return those of Qt's libraries that this Linux cannot load; elsewhere Qt brings all it needs."""
    return [name for name in QT_LIBRARIES if not _loads(name)] if sys.platform == "linux" else []


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def can_make_environments() -> bool:
    """Tell whether this Python has `venv` whole: Debian puts half of it into a package of its own."""
    return all(importlib.util.find_spec(name) is not None for name in ("venv", "ensurepip"))


def install_line(libraries: list[str], needs_venv: bool) -> str:
    """Return the one command that installs what is missing, without `sudo`; "" on an unknown system."""
    for column, (tool, command) in enumerate(INSTALLERS):
        if shutil.which(tool):
            packages = {QT_LIBRARIES[name][column] for name in libraries}
            if needs_venv and tool == "apt-get":
                packages.add(f"python3.{sys.version_info[1]}-venv")
            return " ".join([command, *sorted(packages)])
    return ""


def install_system_packages(libraries: list[str], needs_venv: bool) -> bool:
    """Install what is missing where that is allowed: as root, with apt. Return whether all is there now."""
    line = install_line(libraries, needs_venv)
    if not line.startswith("apt-get") or os.geteuid() != 0:
        return False
    say("Installing the system's libraries: " + line)
    quiet = dict(os.environ, DEBIAN_FRONTEND="noninteractive")
    subprocess.call(["apt-get", "update", "-q=2"], env=quiet)
    subprocess.call([*line.split(), "-q=2"], env=quiet, stdout=subprocess.DEVNULL)
    importlib.invalidate_caches()
    return all(_loads(name) for name in libraries) and (can_make_environments() or not needs_venv)


def system_trouble(libraries: list[str], needs_venv: bool) -> str:
    """Say what is missing and the one line that installs it."""
    wanting = " and ".join(["Python's venv"] * needs_venv + ["libraries that Qt needs"] * bool(libraries))
    line = install_line(libraries, needs_venv)
    advice = f"Install with: sudo {line}" if line else "Install them by name: " + ", ".join(libraries)
    return f"This system lacks {wanting}. {advice}"


# --- the environment --------------------------------------------------------------------------------------


class Environment:
    """The `.venv` of one checkout: made whole or not at all, by one process at a time."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / ".venv"
        self._stamp = self.folder / "yaodian-stamp.json"

    def command(self, name: str) -> str:
        """Return the full name of a command inside the environment."""
        windows = os.name == "nt"
        return str(self.folder / ("Scripts" if windows else "bin") / (name + ".exe" * windows))

    def is_ready(self, tests: bool) -> bool:
        """Tell whether all is there as the lock files say, what the tests need included if asked for."""
        stamp = self.stamp()
        return (
            stamp.get("made_from") == self.made_from()
            and (stamp.get("tests") is True or not tests)
            and Path(self.command("yaodian")).exists()
        )

    def ensure(self, tests: bool) -> None:
        """Make the environment unless it is ready; raise SetupError where that fails."""
        if not self.is_ready(tests):
            with alone(self.root / ".venv.lock"):
                if not self.is_ready(tests):
                    self._make(tests)
        self._compile_translations()

    def made_from(self) -> str:
        """Return the fingerprint of everything the environment depends on."""
        digest = hashlib.sha256(repr((sys.version_info[:2], sys.base_prefix, str(self.root))).encode())
        for name in ("pyproject.toml", "requirements.lock", "requirements-dev.lock"):
            digest.update((self.root / name).read_bytes())
        return digest.hexdigest()

    def stamp(self) -> dict[str, object]:
        """Return what the stamp says, nothing if it is not there or not ours."""
        try:
            stamp = json.loads(self._stamp.read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return stamp if isinstance(stamp, dict) else {}

    def add_to_stamp(self, **facts: object) -> None:
        """Write more facts into the stamp."""
        replace_bytes(self._stamp, json.dumps(dict(self.stamp(), **facts)).encode())

    def _make(self, tests: bool) -> None:
        grown = self.is_ready(tests=False)  # then only what the tests need is added
        say(f"Setting up in {self.folder} (once) …")
        with contextlib.suppress(FileNotFoundError):
            self._stamp.unlink()
        if not grown:
            # The Python below a .venv, so that the environment can also be made anew from inside itself.
            base = getattr(sys, "_base_executable", sys.executable)
            self._step([base, "-m", "venv", "--clear", str(self.folder)], "Python could not make .venv.")
        self.pin("requirements-dev.lock" if tests else "requirements.lock")
        own = ["--no-index", "--no-deps", "--no-build-isolation", "-e", str(self.root)]
        self._pip(own, "The command `yaodian` could not be installed.")
        self.add_to_stamp(made_from=self.made_from(), tests=tests)

    def pin(self, lock: str) -> None:
        """Install what a lock file names, checked by hash; raise SetupError where that fails."""
        pinned = ["--require-hashes", "--only-binary=:all:", "-r", str(self.root / lock)]
        self._pip(pinned, "The pinned dependencies could not be installed; check the network connection.")

    def _pip(self, words: list[str], failure: str) -> None:
        # Without a terminal only trouble is shown; with one, pip's progress.
        quiet = [] if sys.stdout.isatty() else ["-q"]
        pip = [self.command("python"), "-I", "-m", "pip", "--disable-pip-version-check", "--no-input"]
        self._step([*pip, "install", *quiet, *words], failure)

    @staticmethod
    def _step(command: list[str], failure: str) -> None:
        if subprocess.call(command) != 0:
            raise SetupError(failure + " Close Yaodian if it is open and run the same command again.")

    def _compile_translations(self) -> None:
        catalogues = sorted(self.root.glob("resources/translations/*/LC_MESSAGES/*.po"))
        digest = hashlib.sha256(b"".join(path.read_bytes() for path in catalogues)).hexdigest()
        compiled = all(path.with_suffix(".mo").exists() for path in catalogues)
        if not compiled or self.stamp().get("translations") != digest:
            for path in catalogues:
                replace_bytes(path.with_suffix(".mo"), compile_catalogue(path.read_text("utf-8")))
            self.add_to_stamp(translations=digest)


def say(text: str) -> None:
    """Print a line of the set-up's own; standard output belongs to the program that is started."""
    print(text, file=sys.stderr, flush=True)


def replace_bytes(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all."""
    temporary = path.with_name(f"{path.name}.{os.getpid()}.tmp")
    temporary.write_bytes(content)
    temporary.replace(path)


@contextlib.contextmanager
def alone(lock: Path) -> Iterator[None]:
    """Wait until no other process holds the lock file, then hold it; a crash frees it."""
    with lock.open("a+b") as handle:
        if not _try_lock(handle):
            say("Another set-up is under way; waiting for it …")
            while not _try_lock(handle):
                time.sleep(0.2)
        yield


def _try_lock(handle: IO[bytes]) -> bool:
    try:
        if sys.platform == "win32":
            handle.seek(0)
            msvcrt.locking(handle.fileno(), msvcrt.LK_NBLCK, 1)
        else:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError):
        return False
    return True


# --- translations -----------------------------------------------------------------------------------------


def read_catalogue(text: str) -> dict[str, str]:
    """Return what a .po file translates, the header under ""; no plurals, no contexts."""
    messages: dict[str, str] = {}
    keyword, source = "", ""
    for line in text.splitlines():
        entry = re.fullmatch(r'(?:(msgid|msgstr)\s+)?(".*")', line.strip())
        if entry is None:
            continue
        keyword, words = entry[1] or keyword, json.loads(entry[2])
        if entry[1] == "msgid":
            source = words
        elif keyword == "msgid":
            source += words
        else:
            messages[source] = messages.get(source, "") + words
    return messages


def compile_catalogue(text: str) -> bytes:
    """Return a .po file's text as the bytes of a .mo file, which gettext reads."""
    messages = sorted(
        (source.encode(), target.encode()) for source, target in read_catalogue(text).items() if target
    )
    table: list[int] = []
    strings = b""
    start = 28 + 16 * len(messages)
    for column in (0, 1):
        for pair in messages:
            table += [len(pair[column]), start + len(strings)]
            strings += pair[column] + b"\0"
    head = [0x950412DE, 0, len(messages), 28, 28 + 8 * len(messages), 0, 0]
    return struct.pack(f"<{7 + len(table)}I", *head, *table) + strings


# --- the commands -----------------------------------------------------------------------------------------


def run_checks(environment: Environment) -> int:
    """Run every check, one line each, and what a failed one printed; return 0 if all passed, else 1."""
    checks = {
        "ruff check": ["ruff", "check", "."],
        "ruff format": ["ruff", "format", "--check", "."],
        "mypy --strict": ["mypy"],
        "import rules": ["lint-imports"],
        "pytest": f"pytest -q -n auto --dist worksteal --cov --cov-fail-under={COVERAGE_FLOOR}".split(),
    }
    variables = dict(os.environ, QT_QPA_PLATFORM="offscreen", PYTHONUTF8="1")
    variables.pop("YAODIAN_LANGUAGE", None)
    results = []
    for name, (program, *words) in checks.items():
        begun = time.monotonic()
        done = subprocess.run(
            [environment.command(program), *words],
            cwd=environment.root,
            env=variables,
            stdout=None if name == "pytest" else subprocess.PIPE,  # shown as it goes
            stderr=subprocess.STDOUT,
            check=False,
        )
        if done.returncode and done.stdout:
            sys.stdout.flush()
            sys.stdout.buffer.write(done.stdout)
        results.append(
            f"{name}: {'FAILED' if done.returncode else 'passed'} ({time.monotonic() - begun:.1f} s)"
        )
        print(results[-1], flush=True)
    return int(any("FAILED" in result for result in results))


def start(command: list[str]) -> int:
    """Become the program, or on Windows wait for it; return its exit status."""
    sys.stdout.flush()
    if os.name != "nt":
        os.execv(command[0], command)
    try:
        return subprocess.call(command)
    except KeyboardInterrupt:
        return 130


def prepare(environment: Environment, words: list[str]) -> None:
    """Do whatever set-up is still to be done for these words; raise SetupError where that fails.

    Qt's libraries are looked for where a window may open or is tested, until they were found once. The demo
    needs no window where there is no display, so that it goes on without them.
    """
    tests = words[:1] == ["test"]
    wants_qt = tests or words[:1] in ([], ["demo"])
    known = environment.stamp().get("libraries") is True
    libraries = missing_libraries() if wants_qt and not known else []
    needs_venv = not environment.is_ready(tests) and not can_make_environments()
    if (libraries or needs_venv) and not install_system_packages(libraries, needs_venv):
        if needs_venv or words[:1] != ["demo"]:
            raise SetupError(system_trouble(libraries, needs_venv))
        say(system_trouble(libraries, needs_venv))
    environment.ensure(tests)
    if wants_qt and not known and not missing_libraries():
        environment.add_to_stamp(libraries=True)


def main(words: list[str]) -> int:
    """Set up, then do what the words say; return the exit status."""
    environment = Environment(Path(__file__).resolve().parent)
    if words[:1] == ["test"] and len(words) > 1:
        say("`python3 run.py test` takes no further words; for single tests use .venv/bin/pytest.")
        return 2
    # `timeout` and the like stop the set-up as Ctrl-C does: pip must not go on alone.
    signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        prepare(environment, words)
        if words == ["test"]:
            return run_checks(environment)
        if words == ["ocr"]:
            environment.pin("requirements-ocr.lock")
            say("Scans can be read now; start Yaodian again.")
            return 0
    except SetupError as error:
        say(f"run.py: {error}")
        return 1
    except KeyboardInterrupt:
        say("run.py: stopped; the next run starts over.")
        return 130
    return start([environment.command("yaodian"), *(["demo", "demo-output"] if words == ["demo"] else words)])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
