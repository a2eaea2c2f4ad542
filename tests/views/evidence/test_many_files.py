"""Thousands of files come in while the window goes on: nothing waits, memory stays flat, every fault is found.

YAODIAN_MANY is how many, 10,000 and YAODIAN_MANY_BYTES=500000 for the full run of 5 GB.
"""

import os
import random
import shutil
import sys
import time
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QTimer

from desktop_app.models.verify import check_files, expected
from tests.views.driving import Driver

MANY = int(os.environ.get("YAODIAN_MANY", "150"))
BYTES = int(os.environ.get("YAODIAN_MANY_BYTES", "2000"))
FULL = MANY >= 1000
LONGEST_GAP = 0.1  # seconds that the window may be at work without answering
FAULTS = 50 if FULL else 10
PATIENCE = 1_000_000 if FULL else 120_000  # milliseconds


class Pulse(QObject):
    """Notes the longest time in which the window did not come to answer, and the most it worked meanwhile.

    On a machine that others use, too, the first says how long all of them were; the second is ours alone.
    """

    def __init__(self) -> None:
        super().__init__()
        self.worst = self.work = 0.0
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._beat)
        self._timer.start(4)

    def begin(self) -> None:
        self._last, self._worked = time.perf_counter(), time.thread_time()
        self.worst = self.work = 0.0

    def _beat(self) -> None:
        now, worked = time.perf_counter(), time.thread_time()
        self.worst, self.work = max(self.worst, now - self._last), max(self.work, worked - self._worked)
        self._last, self._worked = now, worked


def _memory() -> int:
    """Return the megabytes that this process holds, 0 where the system does not say."""
    status = Path("/proc/self/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) // 1024 for line in lines if line.startswith("VmRSS")), 0)


def _sources(folder: Path) -> Path:
    """Write papers and sparse pictures, each of another content, in folders of five hundred."""
    for number in range(MANY):
        place = folder / f"第{number // 500}批"
        place.mkdir(parents=True, exist_ok=True)
        if number % 5:
            with (place / f"材料{number}.bin").open("wb") as file:
                file.write(str(number).encode())
                file.truncate(BYTES)
        else:
            (place / f"记录{number}.txt").write_text(f"第{number}次食堂陪餐记录 " * 20, "utf-8")
    return folder


def _spoil(window: Driver) -> set[str]:
    """Take files away, cut them short and turn single bits over; return the SHA-256 of these."""
    shelf = window.main.evidence.shelf
    chosen = random.Random(5).sample(shelf.every(), FAULTS)
    for number, row in enumerate(chosen):
        path = shelf.path(row)
        content, moment = bytearray(path.read_bytes()), path.stat()
        if number % 3 == 0:
            path.unlink()
        elif number % 3 == 1:
            path.write_bytes(content[:-1])
        else:  # of the same size and time
            content[len(content) // 2] ^= 1
            path.write_bytes(content)
            os.utime(path, ns=(moment.st_atime_ns, moment.st_mtime_ns))
    return {row.sha256 for row in chosen}


@pytest.mark.timeout(2 * PATIENCE // 1000)
def test_any_number_of_files_come_in_while_the_window_answers(filled: Driver, tmp_path: Path) -> None:
    main, wait = filled.main, filled.bot.waitUntil
    source = _sources(tmp_path / "source")
    assert main.evidence.rooms.feeding  # what is imported on first use is no part of it
    pulse = Pulse()
    said: list[str] = []
    longest: list[float] = []

    def lap(name: str) -> None:
        gap, work = 1000 * pulse.worst, 1000 * pulse.work
        said.append(f"{name}: longest gap {gap:.0f} ms, at work {work:.0f} ms of it, {_memory()} MB")
        longest.append(pulse.work)
        pulse.begin()

    lap("start")
    with filled.bot.waitSignal(main.evidence.bringing.brought, timeout=PATIENCE):
        main.evidence.take_into_inbox([source])
    lap(f"adding {MANY} files")
    shutil.rmtree(source)
    assert len(main.evidence.shelf.inbox()) == MANY
    assert main.desk.undo_name is not None
    assert f"{MANY} 份" in main.desk.undo_name
    pulse.begin()  # what this test did itself is no part of it
    search = main.evidence.rooms.search
    wait(lambda: len(main.evidence.rooms.feeding.problems()) >= 100, timeout=PATIENCE)
    lap("reading texts")
    search.line.setText("陪餐记录")
    search.search()
    assert search.found.hits
    lap("searching")
    spoilt = _spoil(filled)
    report = check_files(main.desk.workspace.vault, expected(main.desk.workspace))
    assert {one.sha256 for one in (*report.missing, *report.changed)} == spoilt
    assert report.unexpected == ()
    pulse.begin()
    for name, step, left in (("undo", main.desk.undo, 0), ("redo", main.desk.redo, MANY)):
        step()
        wait(lambda: not main.desk.stepping.busy, timeout=PATIENCE)
        lap(name)
        assert len(main.evidence.shelf.inbox()) == left
        pulse.begin()
    sys.stdout.write("\n" + "\n".join(said) + "\n")
    if FULL:
        assert max(longest) < LONGEST_GAP
