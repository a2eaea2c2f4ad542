"""How the command line prints: plain lines for people, JSON for programs."""

import json
from collections.abc import Iterable
from typing import Any


def print_json(value: Any) -> None:  # noqa: ANN401 -- whatever JSON can hold
    """Print a value as JSON, readable for people too."""
    print(json.dumps(value, ensure_ascii=False, indent=2))


def print_lines(lines: Iterable[str]) -> None:
    """Print lines one by one."""
    for line in lines:
        print(line)


def indented(depth: int, text: str) -> str:
    """Return a line of a tree, its text on one line whatever it holds."""
    return "  " * depth + " ".join(text.split())


def shorten(text: str, longest: int) -> str:
    """Return a text on one line of at most `longest` characters, its end cut off if need be."""
    line = " ".join(text.split())
    return line if len(line) <= longest else line[: longest - 1] + "…"
