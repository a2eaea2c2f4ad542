"""What is copied from the table to Excel, and what a block of cells pasted from there fills in."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models.fields import Value
from desktop_app.views.columns import Column, typed_value

# Excel puts a cell between quotes where it holds a line break or a tab, and doubles its own quotes then.
_QUOTED = re.compile(r'"((?:[^"]|"")*[\n\t](?:[^"]|"")*)"(?=[\t\n]|$)')
_PLAIN = re.compile(r"[^\t\n]*")

Block = list[list[str]]


def cells_of(text: str) -> Block:
    """Return the rows of cells in a text from Excel or WPS; the line break at its end makes no row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: Block = [[]]
    at = 0
    while True:
        quoted = _QUOTED.match(text, at)
        found = quoted or _PLAIN.match(text, at)
        assert found is not None
        rows[-1].append(found[1].replace('""', '"') if quoted else found[0])
        at = found.end()
        if at == len(text):
            return rows
        if text[at] == "\n":
            rows.append([])
        at += 1


def text_of(rows: Iterable[Sequence[str]]) -> str:
    """Return rows of cells as Excel takes them."""
    return "\n".join("\t".join(_cell(words) for words in row) for row in rows)


def _cell(words: str) -> str:
    if "\n" not in words and "\t" not in words:
        return words
    return '"{}"'.format(words.replace('"', '""'))


@dataclass(frozen=True)
class Filling:
    """What a block fills in: item id → field → value; `left` rows of it found no item."""

    values: dict[str, dict[str, Value]]
    left: int


def filling(block: Block, item_ids: Sequence[str], columns: Sequence[Column], year: int) -> Filling:
    """Lay a block over items, from the first down, and over columns, from the first to the right.

    Blank cells change nothing, and no more do those over columns in which nothing is typed. Raises
    YaodianError that says in which row of the block a value cannot be.
    """
    values: dict[str, dict[str, Value]] = {}
    for number, (item_id, row) in enumerate(zip(item_ids, block, strict=False), start=1):
        own: dict[str, Value] = {}
        for column, words in zip(columns, row, strict=False):
            if column.field and words.strip():
                own[column.field] = _value(column, words.strip(), year, number)
        if own:
            values[item_id] = own
    return Filling(values, max(0, len(block) - len(item_ids)))


def _value(column: Column, words: str, year: int, number: int) -> Value:
    try:
        return typed_value(column, words, year)
    except YaodianError as error:
        raise YaodianError(_("第 {row} 行：{words}").format(row=number, words=str(error))) from error
