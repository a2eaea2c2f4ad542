"""The cells of tables in a text, put together row by row: as lines, and as a sheet of Excel has them."""

from collections.abc import Iterable, Sequence

from desktop_app.documents.readers.sheet_cells import Sheet

_MOST_COLUMNS = 200  # no table on paper has as many; what a cell claims beyond them is no place of its own


class Grid:
    """The cells of a table by row and column; `sheet` is what was taken so far."""

    def __init__(self) -> None:
        self.sheet = Sheet("")
        self._rows = 0
        self._above: dict[int, tuple[int, int]] = {}  # by column, the first cell of what stands above

    def add(self, cells: Iterable[tuple[Sequence[str], int, bool]]) -> None:
        """Take a row: of each cell its paragraphs, how many columns it takes, and whether it begins there.

        One that does not is the rest of the cell above.
        """
        row, column = self._rows, 0
        words = {}
        for paragraphs, width, begins in cells:
            first = (row, column) if begins else self._above.get(column, (row, column))
            if lines := [line for paragraph in paragraphs if (line := paragraph.strip())]:
                words[column] = "\n".join(lines)
            for place in range(column, min(column + width, _MOST_COLUMNS)):
                self._above[place] = first
                if width > 1 or not begins:
                    self.sheet.merged[row, place] = first
            column += width
        if words:
            self.sheet.cells[row] = words
        self._rows += 1


class TableRows:
    """Collects the cells of a table in an old form of Word, where one comes after the other.

    `start` is where the table begins in the source text.
    """

    def __init__(self, start: int) -> None:
        self.start = start
        self._rows: list[list[list[str]]] = []
        self._cells: list[list[str]] = []
        self._words: list[str] = []

    def add(self, words: str) -> None:
        """Take a paragraph of the cell that is open."""
        if words.strip():
            self._words.append(words.strip())

    def end_cell(self) -> None:
        """Close the cell."""
        self._cells.append(self._words)
        self._words = []

    def end_row(self) -> str:
        """Close the row and return it as a line."""
        if self._words:
            self.end_cell()
        cells, self._cells = self._cells, []
        if cells:
            self._rows.append(cells)
        return "\t".join(" ".join(" ".join(cell).split()) for cell in cells).strip("\t")

    def sheet(self) -> Sheet:
        """Return the rows taken; one with a single cell is merged over all columns."""
        width = max(map(len, self._rows), default=0)
        grid = Grid()
        for cells in self._rows:
            whole = width if len(cells) == 1 else 1
            grid.add([(cell, whole, True) for cell in cells])
        return grid.sheet
