"""How a figure is taken and printed."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Figure:
    """A ratio between what we do and its peer, and the most it may be (None: only told)."""

    name: str
    ratio: float
    aim: float | None
    detail: str

    @property
    def met(self) -> bool:
        """Tell whether the aim is met."""
        return self.aim is None or self.ratio <= self.aim

    def __str__(self) -> str:
        sign = "ok  " if self.met else "OVER"
        aim = "no aim" if self.aim is None else f"aim at most {self.aim:g}"
        return f"{sign}  {self.name}: {self.ratio:.2f} ({aim})  {self.detail}"


def seconds(work: Callable[[], object], times: int = 7) -> float:
    """Return the median seconds that `work` takes."""
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(time.perf_counter() - start)
    return statistics.median(taken)


def compare(ours: Callable[[], object], peer: Callable[[], object], times: int = 7) -> tuple[float, float]:
    """Return the median seconds of both, taken in turn so that the machine's moods meet both alike."""
    mine, theirs = [], []
    for _ in range(times):
        mine.append(seconds(ours, 1))
        theirs.append(seconds(peer, 1))
    return statistics.median(mine), statistics.median(theirs)
