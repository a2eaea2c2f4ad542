"""What is copied from the table to Excel, and what a block of cells pasted from there fills in."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models.fields import Value
from desktop_app.models.values import ItemRow
from desktop_app.views.table.columns import Column, typed_value
from desktop_app.views.widgets.words import without_number

# Excel puts a cell between quotes where it holds a line break or a tab, and doubles its own quotes then.
# (*+ takes all or nothing: a quote that nothing closes would cost seconds in a long column.)
_QUOTED = re.compile(r'"((?:[^"]|"")*+)"(?=[\t\n]|$)')
_PLAIN = re.compile(r"[^\t\n]*")

# A document that was copied whole, not a column of titles: long, and with headings that are numbered.
_HEADING = re.compile(
    r"^\s*(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)]|第.{1,3}[章节条])", re.M
)
_SHORTEST_DOCUMENT, _FEWEST_HEADINGS = 200, 2

Block = list[list[str]]


def cells_of(text: str) -> Block:
    """Return the rows of cells in a text from Excel or WPS; the line break at its end makes no row."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n")
    rows: Block = [[]]
    at = 0
    while True:
        quoted = _QUOTED.match(text, at)
        if quoted and not set("\n\t").intersection(quoted[1]):
            quoted = None
        found = quoted or _PLAIN.match(text, at)
        assert found is not None
        rows[-1].append(found[1].replace('""', '"') if quoted else found[0])
        at = found.end()
        if at == len(text):
            return rows
        if text[at] == "\n":
            rows.append([])
        at += 1


def looks_like_document(text: str) -> bool:
    """Tell whether a text is a whole document, as it is copied from WeChat or a web page."""
    if "\t" in text or len(text) < _SHORTEST_DOCUMENT:
        return False
    return len(_HEADING.findall(text)) >= _FEWEST_HEADINGS


def text_of(rows: Iterable[Sequence[str]]) -> str:
    """Return rows of cells as Excel takes them."""
    return "\n".join("\t".join(_cell(words) for words in row) for row in rows)


def _cell(words: str) -> str:
    if "\n" not in words and "\t" not in words:
        return words
    return '"{}"'.format(words.replace('"', '""'))


@dataclass(frozen=True)
class Filling:
    """What a block fills in: item id → field → value, one for each row; `left` rows of it found no item."""

    values: dict[str, dict[str, Value]]
    left: int

    @property
    def count(self) -> int:
        """How many items get a value."""
        return sum(map(bool, self.values.values()))


def filling(
    block: Block,
    rows: Sequence[ItemRow],
    columns: Sequence[Column],
    year: int,
    shown: Callable[[str, Column], str],
) -> Filling:
    """Lay a block over items, from the first down, and over columns, from the first to the right.

    Blank cells change nothing, and no more do those over columns in which nothing is typed, or over a cell
    for which `shown` tells the same words: a sum copied with its row does not become a score of its own.
    Raises YaodianError that says in which row of the block a value cannot be.
    """
    values: dict[str, dict[str, Value]] = {}
    for number, (row, cells) in enumerate(zip(rows, block, strict=False), start=1):
        own = values[row.id] = {}
        for column, cell in zip(columns, cells, strict=False):
            words = cell.strip()
            if not column.field or not words or words == shown(row.id, column):
                continue
            if column is Column.TITLE:
                words = without_number(row, words)
            own[column.field] = _value(column, words, year, number)
    return Filling(values, max(0, len(block) - len(rows)))


def _value(column: Column, words: str, year: int, number: int) -> Value:
    try:
        return typed_value(column, words, year)
    except YaodianError as error:
        raise YaodianError(_("第 {row} 行：{words}").format(row=number, words=str(error))) from error
