"""Tables of tasks inside a text: written out as numbered points where they are what the document is about."""

from bisect import bisect_left
from collections.abc import Mapping
from dataclasses import replace

from desktop_app.documents.numbering import Style, find_marker
from desktop_app.documents.outline import SetAside, Span, Warning
from desktop_app.documents.readers.sheet_cells import Sheet
from desktop_app.documents.readers.task_columns import find_columns
from desktop_app.documents.readers.task_table import HEADER_ROWS, TaskTable, find_table
from desktop_app.documents.source import SourceText
from desktop_app.documents.vocabulary import ATTACHMENT_ALONE
from desktop_app.i18n import _

_FEW_HEADINGS = 2  # so many numbered lines are a notice's own, and no plan
_HEADING_LENGTH = 40
_HEADINGS = frozenset(
    (Style.PART, Style.CHAPTER, Style.DIVISION, Style.ARTICLE, Style.CHINESE, Style.CHINESE_BRACKETED)
)


def has_header(sheet: Sheet) -> bool:
    """Tell whether one of a table's first rows names the columns of a table of tasks."""
    return any(find_columns(sheet.cells[row]) for row in sorted(sheet.cells)[:HEADER_ROWS])


def with_points(source: SourceText, sheets: Mapping[str, Sheet]) -> SourceText:
    """Return a text with its tables of tasks as numbered points; `sheets` are its tables by their marks.

    A plan in words whose annex is a table keeps its words and the table's rows. What was a row of the header
    is set aside, so that nothing is lost.
    """
    found = []
    for mark in source.marks:
        sheet = sheets.get(mark.value) if mark.kind == "table" else None
        table = find_table(sheet) if sheet else None
        if table and table.count() > 1:
            found.append((mark.span, table))
    if not found or not _are_the_document(source, found):
        return source
    return _Rewriting(source, found).run()


def _are_the_document(source: SourceText, tables: list[tuple[Span, TaskTable]]) -> bool:
    """Tell whether the tables hold the plan, and the words around them only its headings."""
    first = tables[0][0][0]
    outside, place = [], 0
    for (start, end), _table in tables:
        outside.append(source.text[place:start])
        place = end
    outside.append(source.text[place:])
    lines = [line.strip() for part in outside for line in part.split("\n")]
    markers = [(line, marker) for line in lines if (marker := find_marker(line)) and marker.sure]
    numbered = [
        (line, marker.style) for line, marker in markers if marker.style in (*_HEADINGS, Style.ARABIC)
    ]
    if len(numbered) <= _FEW_HEADINGS:
        return True
    if any(ATTACHMENT_ALONE.match(line) for line in source.text[:first].split("\n") if line):
        return False
    tasks = sum(table.count() for _span, table in tables)
    only_headings = all(style in _HEADINGS and len(line) <= _HEADING_LENGTH for line, style in numbered)
    return only_headings and tasks >= len(numbered)


class _Rewriting:
    """Writes a text anew, with points instead of tables, and moves all places along."""

    def __init__(self, source: SourceText, tables: list[tuple[Span, TaskTable]]) -> None:
        self._source = source
        self._tables = tables
        self._parts: list[str] = []
        self._length = 0
        self._moved_tables: list[tuple[int, int, int]] = []  # start and end before, end now
        self._heads: list[SetAside] = []
        self._warnings: list[Warning] = []

    def run(self) -> SourceText:
        """Return the new text."""
        source, place, points = self._source, 0, 0
        for (start, end), table in self._tables:
            between = source.text[place:start]
            self._put(between)
            counts_on = points > 0 and not any(find_marker(line.strip()) for line in between.split("\n"))
            self._put_table((start, end), table.renumbered() if counts_on else table, points + 1)
            points += table.count()
            place = end
        self._put(source.text[place:])
        asides = [replace(aside, source=self._moved(aside.source)) for aside in source.asides]
        warnings = [replace(warning, source=self._moved(warning.source)) for warning in source.warnings]
        marks = [replace(mark, span=self._moved(mark.span)) for mark in source.marks]
        return SourceText(
            "".join(self._parts),
            tuple(sorted([*asides, *self._heads], key=lambda aside: aside.source)),
            (*warnings, *self._warnings),
            tuple(mark for mark in marks if mark.span[0] < mark.span[1]),
        )

    def _put(self, text: str) -> None:
        self._parts.append(text)
        self._length += len(text)

    def _put_table(self, span: Span, table: TaskTable, first: int) -> None:
        for line in table.before:
            self._put(f"{line}\n")
        for line in filter(None, table.head):
            self._heads.append(SetAside(line, "table_head", (self._length, self._length + len(line))))
            self._put(f"{line}\n")
        words = _("表格的列是这样认的：{columns}。请核对。").format(columns=table.columns.describe())
        self._warnings.append(Warning("columns_guessed", words, source=(self._length, self._length)))
        self._put("\n".join(table.lines(first)))
        self._moved_tables.append((*span, self._length))

    def _moved(self, span: Span) -> Span:
        """Return where a span lies now: the whole of a table, or nothing where it lay inside one."""
        return self._new_place(span[0]), self._new_place(span[1])

    def _new_place(self, place: int) -> int:
        index = bisect_left(self._moved_tables, (place,)) - 1  # the last table that begins before it
        if index < 0:
            return place
        _start, end, now = self._moved_tables[index]
        return max(place - end, 0) + now
