"""Does each step in folders that may not be written: python -m tests.trouble.unwritable FOLDER.

An administrator writes wherever he likes, so that this right is laid down first (capset(2) of Linux).
"""

import ctypes
import sys
from pathlib import Path

from desktop_app.errors import YaodianError
from desktop_app.models import queries
from desktop_app.models.packing import pack
from desktop_app.models.workspace import Workspace
from tests.models.samples import bytes_of
from tests.trouble.work import STEPS, made

_VERSION = 0x20080522  # _LINUX_CAPABILITY_VERSION_3


def main() -> None:
    """Do what the arguments say."""
    base = Path(sys.argv[1])
    folder = made(base)
    (base / "ws.out").mkdir()
    pack(folder, base / "pack.yaodian")
    ctypes.CDLL(None).capset((ctypes.c_uint32 * 2)(_VERSION, 0), (ctypes.c_uint32 * 6)())
    folders = [path for path in (folder, *folder.rglob("*")) if path.is_dir()]
    with Workspace.open(folder, read_only=True) as ws:
        rows = _seen(ws)
    before = bytes_of(folder)
    _mode([*folders, *(folder / name for name in before)], 0o555)
    _refused(lambda: Workspace.open(folder), "不能写入")
    with Workspace.open(folder, read_only=True) as ws:
        assert _seen(ws) == rows
        for name, step in STEPS.items():
            if name not in ("pack", "find"):
                _refused(lambda one=step: one(ws, base, 1), name)
        STEPS["pack"](ws, base, 1)  # what can still be read can be carried off
    assert bytes_of(folder) == before
    _mode([*folders, *(folder / name for name in before)], 0o755)
    with Workspace.open(folder) as ws:  # now only the evidence and the reports may not be written
        _mode([folder / "evidence", folder / "reports"], 0o555)
        for name in ("attach", "import", "report excel", "report word", "report pdf", "backup"):
            _refused(lambda one=STEPS[name]: one(ws, base, 7), name)
        assert _seen(ws) == rows
        _mode([folder / "evidence", folder / "reports"], 0o755)
        for name in STEPS:
            STEPS[name](ws, base, 8)
    sys.stdout.write("done\n")


def _seen(ws: Workspace) -> object:
    lists = queries.checklists(ws)
    return lists, [(list(queries.tree(ws, one.id).walk()), queries.evidence(ws, one.id)) for one in lists]


def _mode(places: list[Path], mode: int) -> None:
    for place in places:
        place.chmod(mode)


def _refused(step: object, what: str) -> None:
    try:
        step()  # type: ignore[operator]
    except YaodianError as error:
        sys.stdout.write(f"{what}: {error}\n")
    else:
        raise AssertionError(what)


if __name__ == "__main__":
    main()
