"""Running the child over many inputs, again after each that ended it, and counting what it found."""

import json
import os
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
A_CHILD = 20_000  # inputs, before a fresh one: memory that leaks a little is not what is looked for
WITHOUT_OFFICE = {"PATH": os.defpath if sys.platform == "win32" else "/nonexistent", "PYTHONHASHSEED": "0"}


@dataclass
class Result:
    """How many inputs were read, refused with a sentence, slow; what was wrong, a line each."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def run(name: str, first: int, count: int, folder: Path, result: Result) -> None:
    """Try `count` inputs of a form from number `first` on, in `folder`; add to `result`."""
    end = first + count
    while first < end:
        first = _one_child(name, first, min(A_CHILD, end - first), folder, result)


def _one_child(name: str, first: int, count: int, folder: Path, result: Result) -> int:
    """Return the number to go on with."""
    command = [sys.executable, "-m", "tests.fuzz.child", str(folder), str(first), f"{name}={count}"]
    child = subprocess.run(
        command, cwd=ROOT, env={**os.environ, **WITHOUT_OFFICE}, capture_output=True, text=True, check=False
    )
    finished = False
    for line in child.stdout.splitlines():
        finished |= _take(json.loads(line), name, result)
    if finished:
        return first + count
    number = int((folder / "at").read_text().split()[0])
    result.wrong.append(f"{name} {number}: ended by {child.returncode}\n{child.stderr[-2000:]}")
    result.counts["tried"] += number + 1 - first
    return number + 1


def _take(said: dict[str, Any], name: str, result: Result) -> bool:
    """Count what a child said; tell whether it was its last word."""
    if "done" in said:
        result.counts.update({"tried": said["done"], "read": said["read"], "refused": said["refused"]})
        return True
    if "slow" in said:
        result.counts["slow"] += 1
        if said["slow"] > 5:
            result.wrong.append(f"{name} {said['number']}: {said['slow']:.1f} s")
    else:
        result.wrong.append(f"{name} {said['number']}: {said['wrong']}\n{said['said']}")
    return False
