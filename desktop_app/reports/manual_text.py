"""The manual's own text as blocks: the part of Markdown that docs/manual.md is written in.

A line is a block: `#` headings, `1.` steps, `-` points, `>` notes, `|` rows of a table, `![words](picture)`,
else a paragraph; blank lines part them. `**…**` in a line names what stands on the screen, letter by letter.
"""

import re
from dataclasses import dataclass

NAMED = re.compile(r"\*\*(.+?)\*\*")  # what stands on the screen
_INNER = str.maketrans("“”", "‘’")  # quotation marks within others
_HEADING = re.compile(r"(#{1,3}) (.+)")
_STEP = re.compile(r"(\d+)\. (.+)")
_PICTURE = re.compile(r"!\[(.+)\]\((.+)\)")
_RULE = re.compile(r"\|[ :|-]+\|")  # below a table's head


@dataclass(frozen=True)
class Heading:
    """A heading; `depth` 0 is the manual's title, 1 a chapter, 2 a section."""

    depth: int
    text: str


@dataclass(frozen=True)
class Words:
    """Words in a row: a paragraph, a note, or after `sign` (“3.”, “●”) a step or a point of a list."""

    text: str
    sign: str = ""
    note: bool = False


@dataclass(frozen=True)
class Picture:
    """A picture by its place relative to the manual, and what stands under it."""

    caption: str
    place: str


@dataclass(frozen=True)
class Rows:
    """A table: its head, and rows of as many cells."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


Block = Heading | Words | Picture | Rows


def blocks_of(text: str) -> list[Block]:
    """Return the manual's blocks in order."""
    found: list[Block] = []
    table: list[tuple[str, ...]] = []
    for line in [*text.splitlines(), ""]:
        if line.startswith("|"):
            if not _RULE.fullmatch(line):
                table.append(tuple(cell.strip() for cell in line.strip("|").split("|")))
            continue
        if table:
            found.append(Rows(table[0], tuple(table[1:])))
            table = []
        if line.strip():
            found.append(_block(line.strip()))
    return found


def _block(line: str) -> Block:
    if heading := _HEADING.fullmatch(line):
        return Heading(len(heading[1]) - 1, heading[2])
    if picture := _PICTURE.fullmatch(line):
        return Picture(picture[1], picture[2])
    if step := _STEP.fullmatch(line):
        return Words(step[2], f"{step[1]}.")
    if line.startswith("- "):
        return Words(line[2:], "●")
    if line.startswith("> "):
        return Words(line[2:], note=True)
    return Words(line)


def quoted(text: str) -> str:
    """Return a text with what stands on the screen in quotation marks, as it is printed."""
    return NAMED.sub(lambda match: f"“{match[1].translate(_INNER)}”", text)
