#!/usr/bin/env python3
"""Tries what Windows does in its own way, with the Python of an installed program, or ours.

    python.exe installer/parts.py FOLDER

Locks of two processes, files that another program holds open, names and paths that Windows does not take as
they are, kinds of drives, the limit on memory. Prints a line for each; ends with an error where one is not
as it should be. FOLDER must not be there yet and is removed.
"""

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = str(Path(__file__).resolve().parent.parent)
sys.path.append(ROOT)  # behind the installed program

from desktop_app.errors import YaodianError  # noqa: E402
from desktop_app.evidence.names import extended  # noqa: E402
from desktop_app.evidence.vault import Vault  # noqa: E402
from desktop_app.files import HeldOpenError, replacing, writable  # noqa: E402
from desktop_app.models.locking import HeldError  # noqa: E402
from desktop_app.models.whereabouts import on_network  # noqa: E402
from desktop_app.models.workspace import Workspace  # noqa: E402

_READ, _OPEN_EXISTING, _SHARE_READ = 0x80000000, 3, 1  # CreateFileW, fileapi.h
_HOLD = """
import sys
from pathlib import Path
sys.path.append(sys.argv[2])
from desktop_app.models.workspace import Workspace
held = Workspace.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""
_TAKE = """
import sys
sys.path.append(sys.argv[1])
from desktop_app.safety.limits import limit_memory
limit_memory(1 << 30)
taken = bytearray(200 << 20)
try:
    taken += bytes(2 << 30)
except MemoryError:
    print("refused")
"""


def main(folder: Path) -> None:
    """Try each; raises AssertionError, or what else went wrong."""
    long = Path(extended(str(folder.absolute()) + "\\" + "\\".join(["很深的文件夹名称" * 3] * 12)))
    long.mkdir(parents=True)
    try:
        for part in (_lock, _held_open, _odd_names, _memory):
            _say(part(folder))
        _say(_long_paths(folder, long))
        _say(f"free: {shutil.disk_usage(folder).free >> 20} MB")
        assert not on_network(folder), folder
    finally:
        shutil.rmtree(f"\\\\?\\{folder.absolute()}")


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


def _refused(kind: type[YaodianError], step: Callable[[], object]) -> None:
    """Raise AssertionError where a step is not refused."""
    try:
        step()
    except kind:
        return
    raise AssertionError(f"{kind.__name__} was not raised")


def _lock(folder: Path) -> str:
    """Hold a workspace in another process, be refused, end that process, take it over."""
    Workspace.create(folder / "ws").close()
    command = [sys.executable, "-c", _HOLD, str(folder / "ws"), ROOT]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        try:
            assert other.stdout
            assert other.stdout.readline().strip() == b"open"
            _refused(HeldError, lambda: Workspace.open(folder / "ws"))
            with Workspace.open(folder / "ws", read_only=True) as beside:
                assert beside.read_only
        finally:
            other.kill()
    with Workspace.open(folder / "ws") as again:
        assert again.notice, "the end that was none is not said"
    return "lock: holds between two processes, ends with a killed one"


@contextmanager
def _open_elsewhere(path: Path) -> Iterator[None]:
    """Hold a file as WPS and Word do: others may read it, nobody may write, rename or remove it."""
    kernel = ctypes.WinDLL("kernel32")  # type: ignore[attr-defined,unused-ignore]
    kernel.CreateFileW.restype = ctypes.c_void_p
    handle = ctypes.c_void_p(kernel.CreateFileW(str(path), _READ, _SHARE_READ, None, _OPEN_EXISTING, 0, None))
    try:
        yield
    finally:
        kernel.CloseHandle(handle)


def _held_open(folder: Path) -> str:
    report, vault = folder / "报告.pdf", Vault(folder / "vault")
    report.write_bytes(b"old")
    stored = vault.store(report)
    with _open_elsewhere(report), _open_elsewhere(vault.path(stored.sha256, stored.name)):
        assert writable(report).name == "报告 (2).pdf", writable(report)
        _refused(HeldOpenError, lambda: _write(report))
        assert report.read_bytes() == b"old"
        assert not vault.remove(stored.sha256), "a file went that another program holds"
    _write(report)
    assert report.read_bytes() == b"new"
    assert vault.remove(stored.sha256)
    assert not list(folder.glob(".half-*"))
    return "held open: neither replaced nor removed, and both once it is closed"


def _write(path: Path) -> None:
    with replacing(path) as temporary:
        temporary.write_bytes(b"new")


def _odd_names(folder: Path) -> str:
    """Store files whose names only other systems, or the long form of a path, can make."""
    vault, names = Vault(folder / "vault"), {"aux.txt": "_aux.txt", "con": "_con", "末尾.": "末尾"}
    for name, kept in names.items():
        path = f"\\\\?\\{folder.absolute()}\\{name}"
        with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 -- Path would take it for a device
            file.write(name)
        stored = vault.store(folder / name)
        assert stored.name == kept, stored
        assert vault.path(stored.sha256, stored.name).read_text("utf-8") == name
        os.unlink(path)  # noqa: PTH108 -- as above
    return f"names: {', '.join(names)} are stored as {', '.join(names.values())}"


def _long_paths(folder: Path, long: Path) -> str:
    source = long / ("很长的名称" * 15 + ".txt")
    source.write_text("x", "utf-8")
    vault = Vault(long / "evidence")
    stored = vault.store(source)
    assert vault.check([stored]).sound == (stored,)
    assert Vault(folder / "vault").store(source) == stored
    return f"long paths: {len(str(source))} characters"


def _memory(_folder: Path) -> str:
    """Let a process that may take 1 GB take 2: Windows must refuse; Wine takes the limit and keeps none."""
    done = subprocess.run([sys.executable, "-c", _TAKE, ROOT], capture_output=True, check=True)
    refused = done.stdout.strip() == b"refused"
    wine = hasattr(ctypes.WinDLL("ntdll"), "wine_get_version")  # type: ignore[attr-defined,unused-ignore]
    assert refused or wine, "2 GB were taken of 1"
    return "memory: limited" if refused else "memory: not limited by Wine"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
