"""A table of tasks written out as a text with numbered points, so that it reads like any work plan."""

from dataclasses import dataclass, field, replace

from desktop_app.documents.chinese_numbers import to_chinese
from desktop_app.documents.numbering import Style, find_marker
from desktop_app.documents.readers.sheet_cells import Sheet
from desktop_app.documents.readers.task_columns import Columns, Role, find_columns, role_of, settle

HEADER_ROWS = 15  # a header stands among the first rows that are not empty
_LABELS = {
    Role.SUPERVISOR: "分管领导",
    Role.LEAD: "牵头单位",
    Role.SUPPORT: "配合单位",
    Role.PERSON: "责任人",
    Role.DEADLINE: "完成时限",
    Role.REMARK: "备注",
}
_REMARKS = (Role.REMARK, Role.OTHER)
_SECTION_STYLES = (Style.PART, Style.CHAPTER, Style.CHINESE)
_SUBSECTION_STYLES = (Style.DIVISION, Style.CHINESE_BRACKETED)
_NOTES = ("注", "备注", "说明", "填表", "制表", "审核")
_HEADING_LENGTH = 60


@dataclass
class _Task:
    number: int | None
    title: str
    lines: list[str] = field(default_factory=list)


@dataclass
class _Heading:
    depth: int
    text: str


@dataclass
class TaskTable:
    """What a sheet says: the lines before its table, the header's, the entries, how columns were taken."""

    before: list[str]
    head: list[str]
    columns: Columns
    entries: list[_Task | _Heading | str]

    @property
    def has_sections(self) -> bool:
        """Tell whether the table sorts its tasks under headings."""
        return any(isinstance(entry, _Heading) and entry.depth == 0 for entry in self.entries)

    def lines(self, first: int = 1) -> list[str]:
        """Return the table as text; `first` is the number of its first point where it gives none itself."""
        tasks = [entry for entry in self.entries if isinstance(entry, _Task)]
        own_numbers = all(task.number for task in tasks)
        found: list[str] = []
        counts = [0, 0]
        number = first
        for entry in self.entries:
            if isinstance(entry, _Heading):
                found.append(_heading_line(entry, counts))
            elif isinstance(entry, _Task):
                found.append(f"{entry.number if own_numbers else number}.{entry.title}")
                found += entry.lines
                number += 1
            else:
                found.append(entry)
        return found

    def renumbered(self) -> "TaskTable":
        """Return the table without the numbers of its own, so that its points count on from another's."""
        entries = [
            replace(entry, number=None) if isinstance(entry, _Task) else entry for entry in self.entries
        ]
        return replace(self, entries=entries)

    def count(self) -> int:
        """Return how many tasks there are."""
        return sum(isinstance(entry, _Task) for entry in self.entries)


def find_table(sheet: Sheet) -> TaskTable | None:
    """Return the table of tasks on a sheet, None where no header is recognised."""
    rows = sorted(sheet.cells)
    for index, row in enumerate(rows[:HEADER_ROWS]):
        columns = find_columns(sheet.cells[row])
        if columns:
            body = index + 1
            second = _second_row(sheet, rows[body], columns) if body < len(rows) else None
            if second:
                columns, body = second, body + 1
            reader = _Reader(sheet, _with_categories(sheet, columns, rows[body:]))
            for number in rows[body:]:
                reader.read(number)
            before = [row_line(sheet, number) for number in rows[:index]]
            head = [row_line(sheet, number) for number in rows[index:body]]
            return TaskTable(before, head, reader.columns, reader.entries)
    return None


def row_line(sheet: Sheet, row: int) -> str:
    """Return a row as one line, its cells in order."""
    cells = sheet.cells[row]
    return "\t".join(cells[column].replace("\n", " ") for column in sorted(cells))


def _second_row(sheet: Sheet, row: int, columns: Columns) -> Columns | None:
    """Return the columns where a second row of the header divides some (责任单位 into 牵头 and 配合)."""
    cells = {column: "".join(text.split()) for column, text in sheet.cells[row].items()}
    roles = {column: role_of(name) for column, name in cells.items()}
    if not roles or Role.OTHER in roles.values() or any(len(name) > 8 for name in cells.values()):
        return None
    return settle({**columns.roles, **roles}, {**columns.names, **cells})


def _with_categories(sheet: Sheet, columns: Columns, rows: list[int]) -> Columns:
    """Return the columns, those before the tasks as categories whose cells are merged over rows."""
    first = columns.of(Role.TASK)[0]
    roles = dict(columns.roles)
    for column in range(first):
        if roles.get(column, Role.OTHER) is not Role.OTHER:
            continue
        joined = sum(sheet.merged.get((row, column), (row, column))[0] < row for row in rows)
        if 3 * joined > len(rows):
            roles[column] = Role.CATEGORY
    return Columns(roles, {column: columns.names.get(column, "") for column in roles})


class _Reader:
    """Reads the rows of the table one after the other."""

    def __init__(self, sheet: Sheet, columns: Columns) -> None:
        self.columns = columns
        self.entries: list[_Task | _Heading | str] = []
        self._sheet = sheet
        self._task_column = columns.of(Role.TASK)[0]
        self._categories = columns.of(Role.CATEGORY)
        self._category: list[str] = [""] * len(self._categories)
        self._last: _Task | None = None

    def read(self, row: int) -> None:
        """Take one row: a heading, a task, more of the task before, or a remark."""
        cells = dict(self._sheet.cells[row])
        if self.columns.names == {c: "".join(t.split()) for c, t in cells.items()}:
            return  # the header again, on the next page
        if self._take_alone(row, cells):
            return
        self._take_categories(cells)
        title = cells.pop(self._task_column, "")
        number = next((cells.pop(column, "") for column in self.columns.of(Role.NUMBER)), "")
        if title and not cells and (marker := find_marker(f"{number}、")) and marker.style is Style.CHINESE:
            self._add_heading(0, f"{number}、{title}")
            return
        if title or self._last is None:
            self._last = _task(number, title)
            self.entries.append(self._last)
        self._last.lines += self._details(cells)

    def _take_alone(self, row: int, cells: dict[int, str]) -> bool:
        """Take a row with one cell that is no task: a heading over all columns, or a note."""
        if len(cells) != 1:
            return False
        (column, text), *_rest = cells.items()
        marker = find_marker(text)
        width = sum(self._sheet.merged.get((row, other)) == (row, column) for other in range(column, 200))
        if text.startswith(_NOTES):
            self.entries.append(text)
        elif marker and marker.sure and marker.style in _SECTION_STYLES:
            self._add_heading(0, text)
        elif marker and marker.sure and marker.style in _SUBSECTION_STYLES:
            self._add_heading(1, text)
        elif 2 * width > len(self.columns.roles) and len(text) <= _HEADING_LENGTH:
            self._add_heading(0, text)
        else:
            return False
        return True

    def _take_categories(self, cells: dict[int, str]) -> None:
        for depth, column in enumerate(self._categories):
            text = " ".join(cells.pop(column, "").split())
            if text and text != self._category[depth]:
                self._category[depth:] = [text, *[""] * (len(self._categories) - depth - 1)]
                self._add_heading(depth, text)

    def _add_heading(self, depth: int, text: str) -> None:
        self._last = None
        if depth < 2:
            self.entries.append(_Heading(depth, " ".join(text.split())))
        else:
            self.entries.append(text)

    def _details(self, cells: dict[int, str]) -> list[str]:
        """Return what else a row says of its task, the measures first."""
        measures = self.columns.of(Role.MEASURE)
        lines = [_inner(line) for column in measures for line in _lines(cells.pop(column, ""))]
        roles = {column: self.columns.roles.get(column, Role.OTHER) for column in cells}
        # Who does it and by when stands last, where it is looked for.
        for column in sorted(cells, key=lambda column: (roles[column] not in _REMARKS, column)):
            role = roles[column]
            label = _LABELS.get(role) or self.columns.names.get(column, "")
            words = " ".join(cells[column].split())
            lines.append(f"{label}：{words}" if label else words)
        return lines


def _task(number: str, title: str) -> _Task:
    """Return a task; a number typed before its title stands for the column's where that gives none."""
    first, *more = _lines(title) or [""]
    number = number.strip(" \t.．、")  # as an automatic number in its cell has
    value = int(number) if number.isdecimal() and len(number) < 4 else None
    marker = find_marker(first)
    if marker and marker.sure:
        first = first[marker.length :]
        value = value or marker.value
    return _Task(value, first, [_inner(line) for line in more])


def _lines(text: str) -> list[str]:
    return [stripped for line in text.split("\n") if (stripped := line.strip())]


def _inner(line: str) -> str:
    """Return a measure's line; a number that looks like a heading's is written as one inside a point."""
    marker = find_marker(line)
    if marker and marker.sure and marker.style in (Style.CHINESE, Style.CHINESE_BRACKETED, Style.ARABIC):
        return f"（{marker.value}）{line[marker.length :]}"
    return line


def _heading_line(heading: _Heading, counts: list[int]) -> str:
    """Return a heading with its number, its own where it has one."""
    depth = heading.depth
    counts[depth] += 1
    if depth == 0:
        counts[1] = 0
    marker = find_marker(heading.text)
    if marker and marker.sure and marker.style in (*_SECTION_STYLES, *_SUBSECTION_STYLES):
        counts[depth] = marker.value
        return heading.text
    number = to_chinese(counts[depth])
    return f"{number}、{heading.text}" if depth == 0 else f"（{number}）{heading.text}"
