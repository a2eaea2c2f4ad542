"""Trying many inputs in forked processes, a fresh one after each that was ended, and counting what they found."""

import multiprocessing
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from mmap import mmap
from pathlib import Path

from tests.fuzz.child import LAST_WORDS, SLOWER, Said, try_all
from tests.fuzz.forms import Form

TOO_LONG = 5.0 * SLOWER  # seconds of processor time


@dataclass
class Result:
    """How many inputs were read, refused with a sentence, slow; what was wrong, a line each."""

    counts: Counter[str] = field(default_factory=Counter)
    wrong: list[str] = field(default_factory=list)


def run(form: Form, numbers: range, folder: Path, result: Result) -> None:
    """Try the inputs of these numbers, in `folder`; add to `result`."""
    while numbers:
        done, why = _forked(form, numbers, folder, result, whole=False)
        one, numbers = numbers[done : done + 1], numbers[done + 1 :]
        if why and form.quick:  # it lacked what the program does against such a file
            result.counts["again"] += 1
            _done, why = _forked(form, one, folder, result, whole=True)
        if why:
            result.counts["tried"] += 1
            result.wrong.append(f"{form.name} {one[0]}: {why}")


def _forked(form: Form, numbers: range, folder: Path, result: Result, *, whole: bool) -> tuple[int, str]:
    """Return how many inputs a process of their own got done with, and what ended it before all, else ""."""
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe(duplex=False)
    at = mmap(-1, 8)
    at[:] = numbers[0].to_bytes(8, "big")
    child = fork.Process(target=try_all, args=(form, numbers, folder, at, theirs), kwargs={"whole": whole})
    child.start()
    theirs.close()
    finished = False
    with ours, suppress(EOFError):
        while True:
            finished |= _take(ours.recv(), form, result)
    child.join()
    if finished:
        return len(numbers), ""
    done = numbers.index(int.from_bytes(at[:], "big"))
    result.counts["tried"] += done
    return done, f"ended by {child.exitcode}\n{(folder / LAST_WORDS).read_text('utf-8', 'replace')[-2000:]}"


def _take(said: Said, form: Form, result: Result) -> bool:
    """Count what a child said; tell whether it was its last word."""
    if "done" in said:
        result.counts.update({"tried": said["done"], "read": said.get("read", 0)})
        result.counts["refused"] += said.get("refused", 0)
        return True
    if "slow" in said:
        result.counts["slow"] += 1
        if said["slow"] > TOO_LONG:
            result.wrong.append(f"{form.name} {said['number']}: {said['slow']:.1f} s")
    else:
        result.wrong.append(f"{form.name} {said['number']}: {said['wrong']}\n{said['words']}")
    return False
