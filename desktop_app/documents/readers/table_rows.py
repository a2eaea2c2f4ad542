"""The rows of a table in an old form of Word, put together from cells that come one after the other."""


class TableRows:
    """Collects the cells of a table's rows; `start` is where the table begins in the source text.

    `grid` holds the words of each row's cells so far, a paragraph a line.
    """

    def __init__(self, start: int) -> None:
        self.start = start
        self.grid: list[list[str]] = []
        self._cells: list[str] = []
        self._words: list[str] = []

    def add(self, words: str) -> None:
        """Take a paragraph of the cell that is open."""
        if words.strip():
            self._words.append(words.strip())

    def end_cell(self) -> None:
        """Close the cell."""
        self._cells.append("\n".join(self._words))
        self._words = []

    def end_row(self) -> str:
        """Close the row and return it as a line."""
        if self._words:
            self.end_cell()
        cells, self._cells = self._cells, []
        if any(cells):
            self.grid.append(cells)
        return "\t".join(" ".join(cell.split()) for cell in cells).strip("\t")
