"""The forms beside the full report, as rows of words: 自评表, 任务分解表, 问题清单.

On paper a point and its measures are one row: folded. In a workbook each has a row of its own, to be sorted.
"""

from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from desktop_app.documents.outline import Level
from desktop_app.reports import words
from desktop_app.reports.content import Entry, Report, Standing
from desktop_app.reports.photos import listed


@dataclass(frozen=True)
class FormColumn:
    """A column: its head, its part of the table's width, whether its words stand in the middle.

    `optional`: on paper it is left out where no item has words in it.
    """

    head: str
    part: float
    centred: bool = False
    optional: bool = False


@dataclass(frozen=True)
class FormRow:
    """The words of a row. `band`: one cell over the whole width; `total`: the sum of the rows above it.

    `item` is the number of what it shows, `folded` those of what stands in it too.
    """

    cells: tuple[str, ...]
    band: bool = False
    total: bool = False
    item: int | None = None
    folded: tuple[int, ...] = ()


@dataclass(frozen=True)
class Form:
    """One form: its name, its columns, how a report fills its rows, and what is signed below.

    `booklet`: it has a cover, notes on filling it in, and the school at a glance before it. `legend`: what
    the signs before measures mean stands above it, for no notes say so. `longest`: a row of more lines may
    be parted by a page end; rows of half a page, kept whole, would leave the other half empty.
    """

    name: str
    columns: tuple[FormColumn, ...]
    fill: Callable[[Report, bool], list[FormRow]]
    signed: tuple[str, ...] = ("填表人：", "审核人：", "校长（签字）：", "学校（公章）", "年　　月　　日")
    booklet: bool = False
    legend: bool = False
    longest: int = 5

    def rows(self, report: Report, folded: bool = False) -> list[FormRow]:
        """Return the form's rows; `folded`: measures stand in the row of their point."""
        return self.fill(report, folded)

    def printed(self, report: Report) -> tuple[list[FormColumn], list[FormRow]]:
        """Return the columns and rows of the form on paper, without optional columns that are empty.

        Of their room the first column of running words gets half, the others the rest.
        """
        rows = self.rows(report, folded=True)
        items = [row.cells for row in rows if row.item is not None and not row.band]
        left_out = {
            at
            for at, column in enumerate(self.columns)
            if column.optional and not any(cells[at] for cells in items)
        }
        columns = [column for at, column in enumerate(self.columns) if at not in left_out]
        first = next(at for at, column in enumerate(columns) if not column.centred)
        room = sum(self.columns[at].part for at in left_out)
        columns[first] = replace(columns[first], part=columns[first].part + room / 2)
        return columns, [row if row.band else _without(row, left_out) for row in rows]


def _without(row: FormRow, left_out: Collection[int]) -> FormRow:
    """Return a row without some cells; what a sum says there goes to the cell before."""
    cells: list[str] = []
    for at, cell in enumerate(row.cells):
        if at not in left_out:
            cells.append(cell)
        elif cell:
            cells[-1] = f"{cells[-1]}　{cell}".strip()
    return replace(row, cells=tuple(cells))


Below = Sequence[Entry]  # what is folded into an entry's row
Cells = Callable[[Entry, str, Below], tuple[str, ...]]


def _rows(
    report: Report, cells: Cells, choose: Callable[[Entry], bool], folded: bool = False
) -> Iterator[FormRow]:
    """Yield a band for each heading with rows below it, and a row for each item chosen."""
    section, last = "", 0  # the number of the last item that was folded into a row
    waiting: dict[Level, FormRow] = {}  # headings that no row has come below yet, the higher first
    for number, entry in enumerate(report.walk(), 1):
        if number <= last:
            continue
        level = entry.item.level
        if level is Level.SECTION:
            section = entry.item.number or entry.heading
            waiting.clear()
        if level in (Level.SECTION, Level.SUBSECTION) and not choose(entry):
            waiting[level] = FormRow((entry.shown_heading,), band=True, item=number)
        if choose(entry):
            yield from waiting.values()
            waiting.clear()
            below = _measures_below(entry) if folded else ()
            last = number + len(below)
            numbers = tuple(range(number + 1, last + 1))
            yield FormRow(cells(entry, section, below), item=number, folded=numbers)


def _measures_below(entry: Entry) -> Below:
    """Return all below an entry, in document order, if these are measures alone."""
    below = list(entry.walk())[1:]
    return below if all(one.item.level is Level.MEASURE for one in below) else ()


def _is_row(entry: Entry) -> bool:
    return entry.counted or entry.item.level in (Level.POINT, Level.MEASURE)


def _said(entry: Entry, below: Below) -> str:
    """Return a measure's words, or those of a point: its measures', where these stand in its row."""
    if entry.item.level is Level.MEASURE:
        return "\n".join((entry.whole_words, *(_measure(one) for one in below)))
    if not below:
        return "" if entry.measures else entry.bureau_words
    before = entry.bureau_words
    if words.says_all(before, [one.bureau_words or one.heading for one in below]):
        before = ""
    return "\n".join(filter(None, (before, *(_measure(one) for one in below))))


def _measure(entry: Entry) -> str:
    """Return a measure as a part of its point: how far it is, its words, and what was said of it alone."""
    facts = [*words.people_of(entry), ("结论", words.verdict_of(entry))]
    if entry.item.full_score is not None or entry.item.score is not None:
        facts.append(("得分", words.score_of(entry)))
    alone = "，".join(f"{label}{said}" for label, said in facts if said)
    return f"{words.SIGNS[entry.state]}{_said(entry, ())}{f'（{alone}）' if alone else ''}"


def _files(entry: Entry, below: Below, between: str = "\n") -> str:
    """Return the files by number, as the list of evidence names them."""
    files = {file.number: file for one in (entry, *below) for file in one.evidence}
    return between.join(listed(files[number]) for number in sorted(files))


def _told(entry: Entry, below: Below, field: str) -> str:
    """Return a text of the school's, and what it wrote there of the measures in the row."""
    texts = [str(getattr(entry.item, field)).strip()]
    for one in below:
        said = str(getattr(one.item, field)).strip()
        texts.append(f"{one.place}：{said}" if said else "")
    return "\n".join(filter(None, texts))


def _titled(entry: Entry) -> str:
    if entry.item.level is Level.MEASURE:
        return ""
    return entry.item.title or entry.shown_heading


def _done(entry: Entry, below: Below) -> str:
    """Return how far the work is, the verdict, and the narrative."""
    verdict, state = words.verdict_of(entry), words.STATES[entry.state]
    state = verdict if verdict.startswith(state) else "，".join(filter(None, (state, verdict)))
    return "\n".join(filter(None, (state, _told(entry, below, "narrative"))))


def _number(entry: Entry) -> str:
    return "" if entry.item.level is Level.MEASURE else entry.item.number


def _score(value: float | None) -> str:
    return "" if value is None else words.figure(value)


def _table_cells(entry: Entry, section: str, below: Below) -> tuple[str, ...]:
    return (
        _number(entry),
        section,
        _titled(entry),
        _said(entry, below),
        _score(entry.score.full),
        _score(entry.score.got),
        _done(entry, below),
        _files(entry, below),
        _told(entry, below, "problem"),
        _told(entry, below, "improvement"),
    )


def _table_rows(report: Report, folded: bool) -> list[FormRow]:
    """Return the self-evaluation table: after each section its sum and grade, at the end those of all."""
    rows: list[FormRow] = []
    sums = {one.heading or "（未命名）": one for one in report.sections}
    open_section: Standing | None = None
    for row in _rows(report, _table_cells, _is_row, folded):
        if row.band and row.cells[0] in sums:
            rows += _sum(open_section, "小计")
            open_section = sums[row.cells[0]]
        rows.append(row)
    return [*rows, *_sum(open_section, "小计"), *_sum(report.total, "合计")]


def _sum(standing: Standing | None, name: str) -> list[FormRow]:
    if standing is None:
        return []
    points = sum(standing.points.values())
    full, got = _score(standing.full_score), _score(standing.score)
    return [FormRow(("", "", name, f"要点{points}个", full, got, standing.grade, "", "", ""), total=True)]


def _task_cells(entry: Entry, section: str, below: Below) -> tuple[str, ...]:
    row = entry.item
    due = words.long_date(row.due) if row.due else ""
    remark = "；".join(filter(None, (row.tags.strip(), row.note.strip())))
    return (
        _number(entry),
        _titled(entry),
        _said(entry, below),
        row.supervisor.strip(),
        row.lead.strip(),
        row.supporting.strip(),
        row.person.strip(),
        due,
        words.STATES[entry.state],
        _files(entry, below, "；"),
        remark,
    )


def _problem_cells(entry: Entry, section: str, below: Below) -> tuple[str, ...]:
    row = entry.item
    who = "\n".join(filter(None, (row.lead.strip(), row.person.strip())))
    due = words.long_date(row.due) if row.due else ""
    return (
        entry.place,
        entry.item.title or entry.heading or entry.bureau_words,
        words.verdict_of(entry) or words.STATES[entry.state],
        row.problem.strip() or "（尚未填写）",
        row.improvement.strip() or "（尚未填写）",
        who,
        due,
    )


def _problem_rows(report: Report, folded: bool) -> list[FormRow]:
    """Return what is to be put right; a measure's problem has a row of its own on paper too."""
    rows = list(_rows(report, _problem_cells, words.has_problem))
    return rows or [FormRow(("没有填写问题。",), band=True)]


def _columns(*columns: tuple[str, float, bool] | tuple[str, float, bool, bool]) -> tuple[FormColumn, ...]:
    return tuple(FormColumn(*column) for column in columns)


FORMS: Sequence[Form] = (
    Form(
        "自评表",
        _columns(
            ("序号", 4.8, True),
            ("章", 3.2, True, True),
            ("要点", 8.5, False),
            ("举措", 20.5, False, True),
            ("分值", 5, True),
            ("自评得分", 6, True),
            ("完成情况", 23, False),
            ("佐证材料", 19, False),
            ("存在问题", 10, False),
            ("改进措施", 10.5, False),
        ),
        _table_rows,
        booklet=True,
        longest=12,
    ),
    Form(
        "任务分解表",
        _columns(
            ("序号", 4.6, True),
            ("工作任务", 10, False),
            ("具体措施", 27, False),
            ("分管领导", 6, True),
            ("牵头部门", 6, True),
            ("配合部门", 7, True),
            ("责任人", 7, True),
            ("完成时限", 8, True),
            ("完成情况", 6, True),
            ("佐证材料", 23, False),
            ("备注", 6, False),
        ),
        lambda report, folded: list(_rows(report, _task_cells, _is_row, folded)),
        ("制表人：", "审核人：", "校长（签字）：", "学校（公章）", "年　　月　　日"),
        legend=True,
    ),
    Form(
        "问题清单",
        _columns(
            ("序号", 6, True),
            ("要点", 17, False),
            ("自评结论", 9, True),
            ("存在问题", 25, False),
            ("改进措施", 25, False),
            ("责任", 11, True),
            ("完成时限", 13, True),
        ),
        _problem_rows,
    ),
)


def titled(report: Report, name: str) -> str:
    """Return what stands above a paper: the checklist's name, which part of it this is, the paper's name."""
    return f"{report.title}{f'（{report.range}）' if report.range else ''}{name}"


def form_named(name: str) -> Form:
    """Return the form of a name, one of FORMS."""
    return next(form for form in FORMS if form.name == name)


def items_in(form: Form, report: Report) -> int:
    """Return how many items a form shows."""
    return len({row.item for row in form.rows(report) if row.item is not None})
