"""Placing files: time for 300 files against 150 points, cost in proportion to points."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import cycle, islice

from benchmarks.measure import Figure, seconds
from desktop_app.documents.outline import Level
from desktop_app.documents.parser import parse
from desktop_app.evidence.matching import Candidate, Matcher, Point
from desktop_app.resources import SAMPLE

FILES, POINTS, TEXT = 300, 150, 5_000


def sample_points(many: int) -> list[Point]:
    """Return so many points: the sample's again and again, the sentences of each put together anew."""
    nodes = [node for node in parse(_sample()).walk() if node.level is Level.POINT]
    sentences = [one for node in nodes for one in node.text.split("。") if one]
    found = []
    for number, node in enumerate(islice(cycle(nodes), many)):
        text = "。".join(sentences[(number * 7 + step * 3) % len(sentences)] for step in range(5))
        found.append(Point(str(number), str(number + 1), node.title, text, people=node.duty.lead))
    return found


def sample_files(many: int) -> list[Candidate]:
    """Return so many files in thirty folders, each with the longest text that is read."""
    text = _sample() * 4
    return [
        Candidate(f"材料{number}.docx", ("2026", f"文件夹{number % 30}"), text[number * 11 :][:TEXT])
        for number in range(many)
    ]


def figures() -> Iterator[Figure]:
    """Measure placing."""
    points, files = sample_points(POINTS), sample_files(FILES)
    taken = seconds(lambda: Matcher(points).match(files), 3)
    detail = f"{taken:.2f} s for {FILES} files of {TEXT} characters"
    yield Figure(f"placing {FILES} files among {POINTS} points against 2 s", taken / 2, 1, detail)
    short = [replace(one, text="") for one in files]
    few = seconds(lambda: Matcher(sample_points(500)).match(short), 3)
    many = seconds(lambda: Matcher(sample_points(5_000)).match(short), 1)
    detail = f"{many:.1f} s for 5,000; 1 is in proportion"
    yield Figure("cost a point at 5,000 points against 500", many / few / 10, 1.5, detail)


def _sample() -> str:
    return next(SAMPLE.glob("*.txt")).read_text(encoding="utf-8")
