"""自评表: one row an item, bands for the headings, sums below each section and at the end."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from openpyxl.formatting.rule import Rule
from openpyxl.styles import Font
from openpyxl.styles.differential import DifferentialStyle

from desktop_app.documents.outline import Level
from desktop_app.models.scores import Score
from desktop_app.models.values import Verdict
from desktop_app.reports import words
from desktop_app.reports.content import Entry, Report, Standing
from desktop_app.reports.office import FILLED
from desktop_app.reports.photos import listed
from desktop_app.reports.progress import Steps
from desktop_app.reports.workbook.looks import protect
from desktop_app.reports.workbook.sheet import Column, Folded, Formula, Sheet, Value
from desktop_app.reports.workbook.sums import FULL, GOT, KIND, VERDICT, Place, Sums

TABLE = "自评表"
HEAD_ROW = 2
SUBTOTAL, TOTAL = "小计", "合计"
KINDS = {Level.SECTION: "章", Level.SUBSECTION: "节", Level.POINT: "要点", Level.MEASURE: "举措"}
COLUMNS = (
    Column("序号", 5, "居中"),
    Column("类别", 5.5, "居中"),
    Column("章", 4.5, "居中"),
    Column("节", 5.5, "居中"),
    Column("要点", 15, "正文"),
    Column("举措", 28, "举措"),
    Column("进度", 8, "居中", fill=True),
    Column("自评结论", 9.5, "居中", fill=True),
    Column("分值", 6, "居中", fill=True),
    Column("得分", 6, "居中", fill=True),
    Column("完成情况", 34, "正文", fill=True),
    Column("佐证材料", 28, "正文", fill=True),
    Column("存在问题", 17, "正文", fill=True),
    Column("改进措施", 17, "正文", fill=True),
)
POINTS_AT, MEASURES_AT, TOLD_AT = 4, 5, 10  # where they stand among the columns, as the two below
PROGRESS = "G"
FULL_AT, GOT_AT = 8, 9  # where they stand among the columns
LIMITS, LABELS = "等级线", "等级名"  # the names of the scale's cells, which the notes hold
COLOURS = {
    "已完成": "FF1B6E3C",
    "进行中": "FF1D5FA8",
    "达成": "FF1B6E3C",
    "基本达成": "FF8A5A00",
    "未达成": "FFB3261E",
}


@dataclass(frozen=True)
class Span:
    """The rows of the table that a standing counts, and the row of its sums."""

    first: int
    last: int
    sums: int

    def count(self, *asked: tuple[str, str]) -> str:
        """Return what counts the rows whose cells say something, asked as (column, criterion)."""
        cells = (f"'{TABLE}'!${column}${self.first}:${column}${self.last}" for column, _said in asked)
        pairs = (f'{span},"{said}"' for span, (_column, said) in zip(cells, asked, strict=True))
        return f"COUNTIFS({','.join(pairs)})"


@dataclass(frozen=True)
class Filled:
    """Where a finished table has what other sheets ask for: spans in the order of the report's sections."""

    sections: tuple[Span, ...]
    total: Span


@dataclass(frozen=True)
class _Line:
    """What a row is to hold, before the scores.

    `top`: it begins what one of the report's top entries takes. `summed`: its scores stand in the row of
    sums (`sums`) that follows all below it.
    """

    kind: str
    folded: Folded
    row: int
    entry: Entry
    top: bool = False
    summed: bool = False
    sums: bool = False

    @property
    def scored(self) -> bool:
        """Whether the row has scores: those of points always, of others where given or following."""
        item = self.entry.item
        if self.summed or self.sums or self.entry.counted:
            return not self.summed
        if item.level is Level.MEASURE:
            return self.entry.score != Score()
        return item.full_score is not None or item.score is not None


def columns_of(report: Report) -> list[Column]:
    """Return the columns of a report's table: that of measures hidden where it would be empty."""
    columns = list(COLUMNS)
    if any(_has_measure_words(entry) for entry in report.walk()):
        return columns
    room = columns[MEASURES_AT].width / 2
    columns[MEASURES_AT] = replace(columns[MEASURES_AT], hidden=True)
    for at in (POINTS_AT, TOLD_AT):
        columns[at] = replace(columns[at], width=columns[at].width + room)
    return columns


def _has_measure_words(entry: Entry) -> bool:
    level = entry.item.level
    return level is Level.MEASURE or (
        level is Level.POINT and not entry.measures and entry.bureau_words != ""
    )


def fill_table(sheet: Sheet, report: Report, steps: Steps) -> Filled:
    """Write the table of a report; return where its figures stand."""
    sheet.across(f"{report.title}{TABLE}", "报告标题", 30)
    sheet.heads()
    lines = list(_lines(sheet, report, steps))
    sums = Sums(_places(lines))
    filler = _Filler(sheet, report, sums)
    for line in lines:
        filler.add(line)
    filled = filler.finish()
    _add_choices(sheet, filled.total.last)
    sheet.around.freeze_panes = f"F{HEAD_ROW + 1}"
    sheet.around.auto_filter.ref = f"A{HEAD_ROW}:N{filled.total.last}"
    protect(sheet.around)
    return filled


def _lines(sheet: Sheet, report: Report, steps: Steps) -> Iterator[_Line]:
    """Yield the rows of a table in order, each with the row that it begins in."""
    row, done, count = HEAD_ROW + 1, 0, report.counts.items
    for top in report.entries:
        summed = not top.counted and top.item.level is not Level.MEASURE
        for line in _below(sheet, top):
            done += 1
            steps.within(0, FILLED, done, count)
            starts = line.entry is top
            yield replace(line, row=row, top=starts, summed=summed and starts)
            row += max(map(len, line.folded))
        if summed:
            yield _Line(SUBTOTAL, sheet.fold([None] * len(COLUMNS)), row, top, sums=True)
            row += 1


def _below(sheet: Sheet, top: Entry) -> Iterator[_Line]:
    stack = [(top, "", "")]
    while stack:
        entry, section, subsection = stack.pop()
        number = entry.item.number or entry.heading
        if entry.item.level is Level.SECTION:
            section = number
        elif entry.item.level is Level.SUBSECTION:
            subsection = f"（{number}）" if entry.item.number else number
        kind = KINDS[Level.POINT] if entry.counted else KINDS[entry.item.level]
        yield _Line(kind, _folded(sheet, entry, kind, section, subsection), 0, entry)
        stack.extend((child, section, subsection) for child in reversed(entry.children))


def _folded(sheet: Sheet, entry: Entry, kind: str, section: str, subsection: str) -> Folded:
    """Return an item's cells but for its scores; a band's heading runs over the cells beside it."""
    level, item = entry.item.level, entry.item
    answered = entry.counted or level is Level.MEASURE
    verdict = entry.verdict if entry.counted else item.verdict
    heading = entry.shown_heading
    names: tuple[str, str, str, str]
    if level is Level.MEASURE:
        names = (section, subsection, "", entry.whole_words)
    elif level is Level.POINT:
        names = (section, subsection, item.title or heading, "" if entry.measures else entry.bureau_words)
    else:
        names = ("", "", "", "")
    files = "\n".join(listed(file) for file in entry.evidence)
    values: list[Value] = [
        item.number if level is Level.POINT else "",
        kind,
        *names,
        words.STATES[entry.state] if answered else "",
        words.VERDICT[verdict] if verdict else "",
        None,
        None,
        _with_reason(entry),
        files,
        item.problem.strip(),
        item.improvement.strip(),
    ]
    folded = sheet.fold(values)
    if level is Level.SECTION:
        folded[2] = [(heading, 1)]
    elif level is Level.SUBSECTION:
        folded[2:4] = [(section, 1)], [(heading, 1)]
    return folded


def _with_reason(entry: Entry) -> str:
    """Return the narrative, with the reason why an item does not apply before it."""
    reason = entry.item.verdict_reason.strip() if entry.item.verdict is Verdict.NOT_APPLICABLE else ""
    return "\n".join(
        filter(None, (f"不适用的理由：{reason}" if reason else "", entry.item.narrative.strip()))
    )


def _places(lines: Sequence[_Line]) -> dict[str, Place]:
    """Return where the scores of items stand."""
    places: dict[str, Place] = {}
    orders: Counter[str] = Counter()
    for line in lines:
        if line.scored:
            places[line.entry.item.id] = Place(line.row, line.kind, orders[line.kind])
            orders[line.kind] += 1
    return places


class _Filler:
    """Writes lines and notes where the sections begin and end."""

    def __init__(self, sheet: Sheet, report: Report, sums: Sums) -> None:
        self._sheet, self._report, self._sums = sheet, report, sums
        self._spans: list[Span] = []
        self._first = HEAD_ROW + 1

    def add(self, line: _Line) -> None:
        """Write one line."""
        entry, level = line.entry, line.entry.item.level
        if line.sums:
            span = Span(self._first, self._sheet.row, line.row)
            self._write_sums(
                SUBTOTAL, span, self._sums.scores(entry), self._report.sections[len(self._spans)]
            )
            self._spans.append(span)
            return
        if line.top:
            self._first = line.row
            if level is Level.MEASURE and not entry.counted:
                self._spans.append(Span(line.row, line.row, line.row))
        full, got = self._sums.scores(entry) if line.scored else (None, None)
        line.folded[FULL_AT], line.folded[GOT_AT] = [(full, 1)], [(got, 1)]
        style = {Level.SECTION: "章", Level.SUBSECTION: "节"}.get(level)
        looks = [
            self._sheet.look(style or column.style, column.fill and not isinstance(cell[0][0], Formula))
            for column, cell in zip(COLUMNS, line.folded, strict=True)
        ]
        self._sheet.add_folded(line.folded, looks)

    def finish(self) -> Filled:
        """Write the sums of all below the last row."""
        total = Span(HEAD_ROW + 1, max(self._sheet.row, HEAD_ROW + 1), self._sheet.row + 1)
        report = self._report
        scores = self._sums.total(report.entries, report.total.full_score, report.total.score)
        self._write_sums(TOTAL, total, scores, report.total)
        return Filled(tuple(self._spans), total)

    def _write_sums(self, name: str, span: Span, scores: tuple[Value, Value], standing: Standing) -> None:
        points = span.count((KIND, KINDS[Level.POINT]))
        count = Formula(f'"要点"&{points}&"个"', f"要点{sum(standing.points.values())}个")
        earned = grade(f"{FULL}{span.sums}", f"{GOT}{span.sums}", span, standing)
        shown = (count, "") if self._sheet.columns[MEASURES_AT].hidden else (name, count)
        values = ["", name, "", "", *shown, "", "", *scores, earned, "", "", ""]
        self._sheet.add(values, [self._sheet.look("合计")] * len(COLUMNS))


def share(full: str, got: str, standing: Standing) -> Formula:
    """Return what part of the full score was earned, of the cells that hold both."""
    known = standing.score is not None and standing.full_score
    value = (standing.score or 0) / (standing.full_score or 1) if known else ""
    return Formula(f'IF(AND(ISNUMBER({got}),N({full})>0),{got}/{full},"")', value)


def grade(full: str, got: str, span: Span, standing: Standing) -> Formula:
    """Return the grade that the cells earn on the scale of the notes; none while a point has no score yet."""
    asked = (
        (KIND, KINDS[Level.POINT]),
        (FULL, ">0"),
        (GOT, ""),
        (VERDICT, f"<>{words.VERDICT[Verdict.NOT_APPLICABLE]}"),
    )
    waiting = span.count(*asked)
    said = f"LOOKUP({got}/{full}+1E-9,{LIMITS},{LABELS})"
    earned = f"AND(ISNUMBER({got}),N({full})>0,{waiting}=0)"
    return Formula(f'IF({earned},IFERROR({said},""),"")', standing.grade)


def _add_choices(sheet: Sheet, last: int) -> None:
    """Let progress and verdict be chosen from lists, and colour the words."""
    for column, choices in ((PROGRESS, words.STATES.values()), (VERDICT, words.VERDICT.values())):
        cells = f"{column}{HEAD_ROW + 1}:{column}{last}"
        sheet.offer(cells, choices)
        for choice in choices:
            if choice in COLOURS:
                style = DifferentialStyle(font=Font(color=COLOURS[choice]))
                rule = Rule(type="cellIs", operator="equal", formula=[f'"{choice}"'], dxf=style)
                sheet.around.conditional_formatting.add(cells, rule)
