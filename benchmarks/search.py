"""Finding words in ten thousand files' texts, in items too, against the time a person notices."""

import random
import re
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.measure import Figure, seconds
from desktop_app.evidence.extract import Extracted
from desktop_app.models.grams import TextIndex
from desktop_app.models.searching import text_of
from desktop_app.resources import SAMPLE

TEXTS, LENGTH = 10_000, 2_000
FIRST = 50  # hits
AIM = 0.050  # seconds until the first hits
FEED_AIM = 0.020  # seconds of the window's time for one file's text
RARE = "食堂丰容"
WORDS = {
    "a word of four": "校园安全",
    "a word of two": "食堂",
    "a rare word of two": "丰容",
    "a frequent character": "的",
    "a rare character": "鼯",
    "two words": "安全 检查",
    "a frequent and a rare word": "的 丰容",
    "words that never meet": "丰容 鼯",
    "nothing": "没有这样的词",
}


def figures() -> Iterator[Figure]:
    """Measure how long the first hits take, for words long and short, rare and frequent; and feeding."""
    with TemporaryDirectory() as folder, TextIndex(Path(folder) / "search.db") as index:
        texts = list(_texts())
        begin = 0
        while begin < len(texts):
            index.put("file", (text_of(*one) for one in texts[begin : begin + 500]))
            begin += 500
        for name, words in WORDS.items():
            wanted = words.split()
            taken = seconds(lambda wanted=wanted: index.find("file", wanted, FIRST), 9)  # type: ignore[misc]
            found = len(index.find("file", wanted, FIRST))
            yield Figure(
                f"finding {name} in {TEXTS} texts against {AIM * 1000:g} ms",
                taken / AIM,
                1,
                f"{taken * 1000:.1f} ms, {found} hits",
            )
        sha256, extracted = texts[0]
        taken = seconds(lambda: index.put("file", [text_of(sha256, extracted)]), 30)
        yield Figure(
            f"taking one text in against {FEED_AIM * 1000:g} ms",
            taken / FEED_AIM,
            1,
            f"{taken * 1000:.1f} ms",
        )


def _texts() -> Iterator[tuple[str, Extracted]]:
    """Yield texts of the sample's sentences in disorder, some characters changed, rare words in a few."""
    dice = random.Random(5)
    source = next(SAMPLE.glob("*.txt")).read_text("utf-8")
    sentences = [one for one in re.split("(?<=[。；，])", source) if one.strip()]
    letters = sorted(set(source) - set(RARE + "鼯"))
    for number in range(TEXTS):
        parts: list[str] = []
        while sum(map(len, parts)) < LENGTH:
            sentence = dice.choice(sentences)
            if dice.random() < 0.3:
                sentence = "".join(dice.choice(letters) if dice.random() < 0.15 else one for one in sentence)
            parts.append(sentence)
        rare = {11: RARE, 12: "鼯鼠"}.get(number % 3000, "食堂" if number % 100 == 0 else "")
        yield f"{number:064x}", Extracted(("".join(parts) + rare,))
