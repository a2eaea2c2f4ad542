"""What is left out of the libraries: the rules of leave_out.txt."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

LIST = Path(__file__).with_name("leave_out.txt")


@dataclass(frozen=True)
class Rule:
    """One line of the list: whether it keeps, and what it fits."""

    pattern: str
    keeps: bool

    def fits(self, name: str) -> bool:
        """Tell whether the rule is about a file, named by its path with `/`."""
        words = ".*".join(re.escape(part) for part in self.pattern.split("*"))
        return re.fullmatch(words, name) is not None


def rules(text: str | None = None) -> list[Rule]:
    """Return the rules of the list, or of a text that is written like it."""
    lines = (LIST.read_text("utf-8") if text is None else text).splitlines()
    words = (line.strip() for line in lines)
    return [
        Rule(word.lstrip("!"), word.startswith("!")) for word in words if word and not word.startswith("#")
    ]


def is_kept(name: str, every: Sequence[Rule]) -> bool:
    """Tell whether a file stays: as the last rule that fits says, and where none does."""
    return next((rule.keeps for rule in reversed(every) if rule.fits(name)), True)


def unused(names: Iterable[str], every: Sequence[Rule]) -> list[str]:
    """Return the patterns that fit none of the files: a library changed, and the list with it."""
    known = list(names)
    return [rule.pattern for rule in every if not any(rule.fits(name) for name in known)]
