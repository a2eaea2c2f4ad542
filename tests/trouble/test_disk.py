"""A disk that is full, read-only, or fails: each step gives a sentence, and nothing that was there is lost.

The trouble comes at every EVERYth call of each step (YAODIAN_TROUBLE; the full run is 1) from a small library that the
system loads before its own.
"""

import errno
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from desktop_app.errors import YaodianError
from desktop_app.models.workspace import Workspace
from tests.trouble.work import STEPS, check_whole, files, made, state

ROOT = Path(__file__).parents[2]
FILLING = ("edit", "attach", "report excel", "backup", "undo")
EVERY = os.environ.get("YAODIAN_TROUBLE", "120")
KINDS = {
    "full disk": (errno.ENOSPC, 1),
    "error once": (errno.EIO, 0),
    "disk gone": (errno.EIO, 1),
}
pytestmark = pytest.mark.timeout(3600)  # on a busy machine a whole day's work at each call takes long
needs_compiler = pytest.mark.skipif(
    not sys.platform.startswith("linux") or not shutil.which("gcc"),
    reason="the trouble is made by a C library on Linux",
)


@pytest.fixture(scope="module")
def faults(tmp_path_factory: pytest.TempPathFactory) -> Path:
    library = tmp_path_factory.mktemp("faults") / "faults.so"
    source = Path(__file__).with_name("faults.c")
    subprocess.run(["gcc", "-shared", "-fPIC", "-o", library, source, "-ldl"], check=True)
    return library


@needs_compiler
@pytest.mark.parametrize("kind", KINDS)
def test_a_sentence_and_nothing_lost_with_a(kind: str, faults: Path, tmp_path: Path) -> None:
    error, lasting = KINDS[kind]
    done = _child(tmp_path, "tests.trouble.child", str(error), str(lasting), EVERY, LD_PRELOAD=str(faults))
    assert done.returncode == 0, done.stderr
    *sentences, last = done.stdout.splitlines()
    sys.stdout.write(f"\n{kind}: {sum(int(one.split()[0]) for one in sentences)} refusals\n")
    assert last == "done"
    failed = {one.split(" ", 1)[1].split(":")[0] for one in sentences}
    certain = {"edit", "attach", "report excel", "report pdf", "backup", "pack", "restore"}
    # One error alone may hit the backup before an import, without which the import goes on.
    assert failed >= (certain | {"import"} if lasting else certain)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on a file's size")
def test_a_sentence_and_nothing_lost_with_a_file_size_limit(tmp_path: Path) -> None:
    done = _child(tmp_path, "tests.trouble.limited")
    assert done.returncode == 0, done.stderr
    assert "edit" in done.stdout


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="only an administrator may mount a disk"
)
def test_a_sentence_and_nothing_lost_on_a_small_disk_that_is_full(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=24m", "none", disk], check=False, capture_output=True
    )
    if mounted.returncode:
        pytest.skip("no disk can be mounted here")
    try:
        folder = made(disk)
        (tmp_path / "in").mkdir()
        shutil.copy(disk / "in" / "a.txt", tmp_path / "in")
        filler = disk / "filler"
        filler.write_bytes(bytes(shutil.disk_usage(disk).free - (1 << 20)))
        refused = {
            name for number in range(12) for name in FILLING if _is_refused(folder, name, tmp_path, number)
        }
        assert refused >= {"edit", "attach", "backup"}
        filler.unlink()
        with Workspace.open(folder) as ws:
            check_whole(ws)
            for name in FILLING:
                STEPS[name](ws, tmp_path, 99)
    finally:
        subprocess.run(["umount", disk], check=True)


@pytest.mark.skipif(
    not sys.platform.startswith("linux"), reason="an administrator's right is laid down as Linux does"
)
def test_a_sentence_and_nothing_lost_in_read_only_folders(tmp_path: Path) -> None:
    done = _child(tmp_path, "tests.trouble.unwritable")
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "done"


def _is_refused(folder: Path, name: str, sources: Path, number: int) -> bool:
    """Do a step; tell whether it was refused. Then nothing of it is there, and all that was."""
    with Workspace.open(folder) as ws:
        before = state(ws)
        try:
            STEPS[name](ws, sources, number)
        except YaodianError:
            assert state(ws)[:2] == before[:2]
            assert before[2].items() <= files(folder).items()
            return True
    return False


def _child(
    folder: Path, module: str, *arguments: str, **environment: str
) -> "subprocess.CompletedProcess[str]":
    return subprocess.run(
        [sys.executable, "-m", module, str(folder / "made"), *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        text=True,
        check=False,
    )
