"""Does each step of the work while the disk makes trouble at its every call, one after the other.

python -m tests.trouble.child FOLDER ERROR LASTING EVERY, with faults.c loaded before all else. Prints a line for each
time that a step failed (its sentence) and ends with an error where it raised anything else or something was lost.
"""

import ctypes
import sys
from collections import Counter
from pathlib import Path

from desktop_app.errors import YaodianError
from desktop_app.models.packing import pack
from desktop_app.models.workspace import Workspace
from tests.trouble.work import STEPS, check_whole, files, made, state

FAULTS = ctypes.CDLL(None)
MOST = 400  # calls of one step that are let fail


def main() -> None:
    """Do what the arguments say."""
    folder, error, lasting, every = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4])
    ws_folder = made(folder)
    (folder / "ws.out").mkdir()
    pack(ws_folder, folder / "pack.yaodian")
    number, refused = 100, Counter[str]()
    for name in STEPS:
        after = 1
        while after < MOST:
            number += 1
            calls, said = _tried(ws_folder, name, number, (after, error, lasting))
            if said:
                refused[f"{name}: {said}".replace(str(number), "…")] += 1
            if calls < after:
                break
            after += every
    for after in range(1, MOST, every):
        if said := _opened(ws_folder, (after, error, lasting)):
            refused[f"open and close: {said}"] += 1
    for sentence, count in refused.items():
        sys.stdout.write(f"{count} {sentence}\n")
    sys.stdout.write("done\n")


def _tried(folder: Path, name: str, number: int, trouble: tuple[int, int, int]) -> tuple[int, str]:
    """Do one step with trouble; return how many calls it made and its sentence, "" where it was done."""
    said = ""
    with Workspace.open(folder) as ws:
        before = state(ws)
        FAULTS.arm(str(folder.parent / "ws").encode(), *trouble)
        try:
            STEPS[name](ws, folder.parent, number)
        except YaodianError as error:
            said = str(error)
            assert said, (name, trouble)
            assert "\n" not in said, (name, trouble, said)
        finally:
            calls = FAULTS.disarm()
        there = files(folder)
        assert all(
            path.startswith("reports/") or there.get(path) == digest for path, digest in before[2].items()
        )
        if said:
            assert state(ws)[:2] == before[:2], (name, trouble, said)
            if not name.startswith("find"):
                STEPS[name](ws, folder.parent, number + 1000)  # and now it goes
    with Workspace.open(folder) as ws:
        check_whole(ws)
    return calls, said


def _opened(folder: Path, trouble: tuple[int, int, int]) -> str:
    """Open, change and close with trouble; return the sentence, "" where it was done."""
    with Workspace.open(folder) as ws:
        before = state(ws)
    said = ""
    FAULTS.arm(str(folder).encode(), *trouble)
    try:
        with Workspace.open(folder):
            pass
    except YaodianError as error:
        said = str(error)
    finally:
        FAULTS.disarm()
    with Workspace.open(folder) as ws:
        assert state(ws) == before
        check_whole(ws)
    return said


if __name__ == "__main__":
    main()
