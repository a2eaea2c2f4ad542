"""Parsing: time for 10,000 characters, memory beside the text, cost in proportion to length."""

import tracemalloc
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Figure, seconds
from desktop_app.documents.outline import Level
from desktop_app.documents.parser import parse
from desktop_app.documents.readers import read_source
from desktop_app.resources import SAMPLE

LENGTH = 10_000


def sample_text(length: int) -> str:
    """Return a document of so many characters: the sample's points again and again, counters running on."""
    sample = next(SAMPLE.glob("*.txt")).read_text(encoding="utf-8")
    points = [node for node in parse(sample).walk() if node.level is Level.POINT]
    lines, written, number = [sample.partition("\n")[0]], 0, 0
    while written < length:
        number += 1
        if number % 8 == 1:
            lines.append(f"第{number // 8 + 1}章 推进教育高质量发展")
        point = points[number % len(points)]
        lines.append(f"第{number}条 {point.title}。{point.text}".replace("\n", ""))
        written += len(lines[-1])
    return "\n".join(lines)[:length]


def figures() -> Iterator[Figure]:
    """Measure parsing."""
    text = sample_text(LENGTH)
    parse(text)
    taken = seconds(lambda: parse(text))
    yield Figure("parsing 10,000 characters against 50 ms", taken / 0.050, 1, f"{taken * 1000:.1f} ms")
    with TemporaryDirectory() as folder:
        file = Path(folder) / "sample.txt"
        file.write_text(text, encoding="utf-8")
        reading = seconds(lambda: read_source(file), 50)
    yield Figure("parsing against reading the file", taken / reading, None, f"reading {reading * 1e3:.2f} ms")
    yield _memory(text)
    short, long = sample_text(50_000), sample_text(500_000)
    growth = seconds(lambda: parse(long), 3) / seconds(lambda: parse(short), 3) / 10
    yield Figure("cost a character at 500,000 against 50,000", growth, 1.5, "1 is in proportion")
    leaf = "一、甲\n1.一个。" + "每年培训不少于20学时。" * 5_000
    long_leaf = leaf + "每年培训不少于20学时。" * 45_000
    growth = seconds(lambda: parse(long_leaf), 1) / seconds(lambda: parse(leaf), 3) / 10
    yield Figure("cost a character in one point of 50,000 sentences against 5,000", growth, 1.5, "the same")


def _memory(text: str) -> Figure:
    """Measure the most memory that parsing holds at once, beside the text's own size in memory."""
    tracemalloc.start()
    outline = parse(text)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    size = text.__sizeof__()
    assert outline.children
    return Figure("memory at the peak against the text", peak / size, 20, f"{peak // 1024} KiB")
