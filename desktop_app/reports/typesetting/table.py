"""Sets tables: a head that is repeated on each page, rows of paragraphs, thin rules between them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from desktop_app.reports.typesetting.grid import FINE_LEADING
from desktop_app.reports.typesetting.paragraph import Align, Compositor, Style
from desktop_app.reports.typesetting.strips import Link, Op, Rule, Strip, Text

PAD = (3.0, FINE_LEADING / 4)
HEAVY, LIGHT = 1.0, 0.35
LONGEST_ROW = 12  # lines; a longer row may be parted by a page end
KEPT = 2  # lines of a row that is parted: so many stay together at its start and its end
FIGURES = frozenset({Align.CENTRE, Align.RIGHT})


@dataclass(frozen=True)
class Column:
    """One column: its head, its width in points, and how its words stand."""

    head: str
    width: float
    align: Align = Align.LEFT


@dataclass(frozen=True)
class Row:
    """The words of a row's cells, and what it shows (to be counted); `span`: one cell over all columns.

    `also`: numbers of what else of the kind it shows. `strong`: set in the face of bands. `again`: what its
    cells say, on one line, where it goes on on another page. `link`: the mark that it leads to where it is
    clicked, "" for none.
    """

    cells: tuple[str, ...]
    tag: tuple[str, int] | None = None
    span: bool = False
    also: tuple[int, ...] = ()
    strong: bool = False
    again: tuple[str, ...] = ()
    link: str = ""


class Table:
    """Sets the rows of one table: a heavy rule above and below, a thin one between rows.

    Upright rules only where it is `ruled`; `band` is the style of rows that are one cell; a row of more lines
    than `longest` may be parted by a page end.
    """

    def __init__(
        self,
        compositor: Compositor,
        columns: Sequence[Column],
        head: Style,
        body: Style,
        pad: tuple[float, float] = PAD,
        band: Style | None = None,
        ruled: bool = False,
        longest: int = LONGEST_ROW,
    ) -> None:
        self._compositor = compositor
        self._columns = columns
        self._body = body
        self._band = band or body
        self._ruled = ruled
        self._longest = longest
        self._pad, self._pad_y = pad  # points beside a cell's words, and above and below them
        self._width = sum(column.width for column in columns)
        self._head = self._head_strips(head)
        self._tail = Strip(0.0, (Rule(0, 0, self._width, 0, HEAVY),))

    def strips(self, rows: Sequence[Row]) -> list[Strip]:
        """Return the whole table as strips."""
        found = list(self._head)
        for at, row in enumerate(rows):
            heavy = at == len(rows) - 1
            found += self._row(row, HEAVY if heavy else LIGHT)
        return found

    def _head_strips(self, style: Style) -> tuple[Strip, ...]:
        """Return the head; it stays with what follows."""
        cells = [
            replace(column, align=Align.CENTRE if column.align in FIGURES else Align.LEFT)
            for column in self._columns
        ]
        lines = [
            self._cell(column.head, replace(style, align=column.align), column, x)
            for column, x in zip(cells, self._starts(), strict=True)
        ]
        height = max(map(len, lines)) * style.leading
        ops: list[Op] = [Rule(0, 0, self._width, 0, HEAVY)]
        for cell in lines:
            down = self._pad_y + (height - len(cell) * style.leading) / 2
            ops += [
                _moved(text, down + number * style.leading)
                for number, texts in enumerate(cell)
                for text in texts
            ]
        total = height + 2 * self._pad_y
        ops.append(Rule(0, total, self._width, total, LIGHT * 2))
        ops += self._upright(total, span=False)
        return (Strip(total, tuple(ops), keep=True, snap=True),)

    def _row(self, row: Row, below: float) -> list[Strip]:
        """Return a row as one strip, or where it is long as one a line; a band stays with what follows."""
        if row.span:
            cells = [self._cell(row.cells[0], self._band, Column("", self._width), 0.0)]
            height = len(cells[0]) * self._body.leading + 2 * self._pad_y
            strip = self._strip(cells, range(len(cells[0])), row, self._pad_y, height, below)
            return [replace(strip, keep=True)]
        style = replace(self._body, role=self._band.role) if row.strong else self._body
        cells = self._cells(row.cells, style)
        lines = max(1, *map(len, cells))
        leading = self._body.leading
        if lines <= self._longest:
            return [
                self._strip(cells, range(lines), row, self._pad_y, lines * leading + 2 * self._pad_y, below)
            ]
        again = self._again(row)
        parts = []
        for at in range(lines):
            first, last = at == 0, at == lines - 1
            height = leading + self._pad_y * (first + last)
            strip = self._strip(
                cells, range(at, at + 1), row, self._pad_y if first else 0, height, below if last else 0
            )
            head = strip.head if first else (*strip.head, *again)
            parts.append(replace(strip, keep=at < KEPT - 1 or lines - KEPT <= at < lines - 1, head=head))
        return parts

    def _cells(self, words: Sequence[str], style: Style) -> list[list[list[Text]]]:
        return [
            self._cell(said, replace(style, align=column.align), column, x)
            for said, column, x in zip(words, self._columns, self._starts(), strict=True)
        ]

    def _again(self, row: Row) -> tuple[Strip, ...]:
        """Return what stands beside a row's other lines where it goes on on another page."""
        if not row.again:
            return ()
        cells, pad = self._cells(row.again, self._body), self._pad_y
        return (replace(self._strip(cells, range(1), Row(row.again), pad, pad, 0), head=()),)

    def _strip(
        self, cells: list[list[list[Text]]], lines: range, row: Row, top: float, height: float, below: float
    ) -> Strip:
        leading = self._body.leading
        ops: list[Op] = [
            _moved(text, top + (number - lines.start) * leading)
            for cell in cells
            for number in lines
            if number < len(cell)
            for text in cell[number]
        ]
        if below:
            ops.append(Rule(0, height, self._width, height, below))
        if row.link:
            ops.append(Link(0, 0, self._width, height, row.link))
        ops += self._upright(height, row.span)
        return Strip(height, tuple(ops), tag=row.tag, also=row.also, head=self._head, tail=self._tail)

    def _upright(self, height: float, span: bool) -> list[Rule]:
        """Return the rules beside the cells of a ruled table."""
        if not self._ruled:
            return []
        inner = [] if span else [Rule(x, 0, x, height, LIGHT) for x in self._starts()[1:]]
        return [Rule(0, 0, 0, height, HEAVY), *inner, Rule(self._width, 0, self._width, height, HEAVY)]

    def _cell(self, words: str, style: Style, column: Column, x: float) -> list[list[Text]]:
        """Return the lines of a cell, moved to its column."""
        lines = self._compositor.texts(words, style, column.width - 2 * self._pad)
        return [[replace(text, x=text.x + x + self._pad) for text in line] for line in lines]

    def _starts(self) -> list[float]:
        starts, x = [], 0.0
        for column in self._columns:
            starts.append(x)
            x += column.width
        return starts


def _moved(text: Text, down: float) -> Text:
    return replace(text, y=text.y + down)
