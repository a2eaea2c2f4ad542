"""Writes the self-evaluation for Word, with real headings and styles: the head will change a sentence."""

from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document as WordDocument

from desktop_app.documents.outline import Level
from desktop_app.reports import parts, words
from desktop_app.reports import word_styles as styles
from desktop_app.reports.content import Counts, Entry, EvidenceEntry, Report
from desktop_app.reports.document import (
    add,
    add_caption,
    add_figure_caption,
    add_form,
    add_heading,
    add_leaf,
    add_signed,
    add_table,
    number_pages,
    set_page,
    style_of,
)
from desktop_app.reports.figures import overview_sentence, standings
from desktop_app.reports.office import FILLED, write_package
from desktop_app.reports.photos import listed
from desktop_app.reports.progress import Cancelled, OnProgress, Steps
from desktop_app.reports.watermark import add_watermark
from desktop_app.reports.word_charts import add_chart, charts_of
from desktop_app.reports.word_contents import add_contents, fill_contents
from desktop_app.reports.word_package import new_document

HEADINGS = {Level.SECTION: "Heading 2", Level.SUBSECTION: "Heading 3", Level.POINT: "Heading 4"}
PAGE_LINES = 22
TITLE_LINE, VALUE_LINE = 20, 14  # characters that a line of the cover has room for
TEXT_WIDTH = 156.0  # millimetres
PLACES = "对应要点"
EVIDENCE_WIDTHS = {
    "序号": 12.0,
    PLACES: 23.0,
    "责任人": 18.0,
    parts.EVIDENCE_DAY: 23.0,
    "页数": 11.0,
}  # the name: the rest
EVIDENCE_CENTRED = ("序号", parts.EVIDENCE_DAY, "页数")
PROBLEM_WIDTHS = (14.0, 28.0, 40.5, 40.5, 33.0)


def write_word(
    report: Report,
    path: Path,
    on_progress: OnProgress | None = None,
    cancelled: Cancelled | None = None,
    watermark: str = "",
) -> Counts:
    """Write a report as a Word document, whole or not at all; return what was found again in it.

    `watermark` stands large and light behind the words of each page. The same report gives the
    same bytes. Raises YaodianError where the file cannot be written and CancelledError where `cancelled` says
    so.
    """
    steps = Steps(on_progress, cancelled)
    document = new_document(report, f"{report.title}{words.REPORT_NAME}")
    _cover(document, report)
    add_watermark(document, watermark)
    contents = add_contents(document)
    number_pages(document, add_leaf(document))
    _opening(document, report)
    _body(document, report, steps)
    _problems(document, report)
    _told(document, parts.OUTLOOK, report.outlook, new_page=False)
    _evidence(document, report)
    _signatures(document)
    fill_contents(document, contents, _deepest(report))
    steps.at(FILLED)
    return write_package(document.save, report.made_on, path, steps, _read)


def _deepest(report: Report) -> int:
    """Return the level of the deepest headings that the contents list."""
    points = sum(report.total.points.values())
    return level_of(Level.POINT if points <= words.MOST_LISTED else Level.SUBSECTION)


def level_of(level: Level) -> int:
    """Return the level in Word's navigation of the headings of items."""
    return int(HEADINGS[level][-1])


def _read(path: Path) -> Counts:
    """Count what a finished document holds: items by their style, files by the rows of the list."""
    document = docx.Document(str(path))
    shown = {styles.style_id(name) for name in (*HEADINGS.values(), styles.MEASURE)}
    items = sum(style_of(one) in shown and bool(one.text.strip()) for one in document.paragraphs)
    lists = [table for table in document.tables if table.rows[0].cells[1].text == parts.EVIDENCE_NAME]
    return Counts(items, sum(len(table.rows) - 1 for table in lists))


def _cover(document: WordDocument, report: Report) -> None:
    set_page(document.sections[0])
    add(document, report.title, styles.SUBJECT)
    add(document, words.REPORT_NAME, styles.NAME)
    below = [f"（{report.year}年度）"] if report.year else []
    below += [f"自评范围：{report.range}"] if report.range else []
    fields = parts.cover_fields(report)
    for number in range(max(_lines_between(report, fields), len(below))):
        add(document, below[number] if number < len(below) else "", styles.BELOW_NAME)
    add_form(document, fields)


def _lines_between(report: Report, fields: Sequence[tuple[str, str, str]]) -> int:
    """Return how many lines push the lines about the school to the foot of the cover, and not beyond it."""
    title = -(-len(report.title) // TITLE_LINE) * 4 / 3
    school = sum(1.25 + max(len(value) - 1, 0) // VALUE_LINE for _label, value, _after in fields)
    around = 3.5 + 0.5 + 2 + 1  # above the title and below it, the paper's name, the end of the section
    return int(PAGE_LINES - title - school - around)


def _opening(document: WordDocument, report: Report) -> None:
    """Add what stands before the items: the school, how the self-evaluation was done, the result overall."""
    known = parts.school_facts(report)
    has_glance = bool(known or report.school.glance.strip())
    if has_glance:
        add_heading(document, parts.GLANCE)
        for label, said in known:
            add(document, said, "Normal", label=f"{label}：")
        _paragraphs(document, report.school.glance)
    _told(document, parts.ORGANISED, report.organised, new_page=not has_glance)
    add_heading(document, parts.OVERALL, new_page=not has_glance and not report.organised.strip())
    _paragraphs(document, report.overall)
    add(document, overview_sentence(report), "Normal")
    if report.sections:
        _standings(document, report)


def _standings(document: WordDocument, report: Report) -> None:
    """Add the figures of the sections: a table, and charts of them."""
    add_caption(document, "各章自评情况")
    figures = standings(report)
    first = 10.0 if figures.numbered else 42.0
    needed = [len(head) + 1 for head in figures.heads[1:]]  # so that 基本达成 stays on one line
    widths = [first, *((TEXT_WIDTH - first) * one / sum(needed) for one in needed)]
    add_table(document, figures.heads, widths, figures.rows, centred=range(0 if figures.numbered else 1, 99))
    for number, chart in enumerate(charts_of(report), 1):
        add_chart(add(document, "", styles.FIGURE), document, chart, number, report.made_on)
        add_figure_caption(document, chart.title, number)


def _told(document: WordDocument, title: str, text: str, new_page: bool) -> None:
    """Add a chapter of the school's own words; nothing where it wrote none."""
    if text.strip():
        add_heading(document, title, new_page)
        _paragraphs(document, text)


def _paragraphs(document: WordDocument, text: str, label: str = "", style: str = "Normal") -> None:
    """Add a text paragraph by paragraph, a label before the first."""
    for at, part in enumerate(filter(None, map(str.strip, text.split("\n")))):
        add(document, part, style, label="" if at else label)


def _problems(document: WordDocument, report: Report) -> None:
    """Add what is to be put right, gathered from all items."""
    rows = [cells for _number, cells in parts.problems(report)]
    add_heading(document, parts.PROBLEMS, new_page=bool(rows))
    if not rows:
        add(document, parts.NO_PROBLEMS, styles.NOTHING)
        return
    add_caption(document, "存在问题与改进措施汇总")
    add_table(document, parts.PROBLEM_HEADS, PROBLEM_WIDTHS, rows, centred=(0,))


def _body(document: WordDocument, report: Report, steps: Steps) -> None:
    """Add every item in document order; a point's measures stand between its words and its answers."""
    add_heading(document, parts.POINTS)
    stack, done, count = list(reversed(report.entries)), 0, report.counts.items
    while stack:
        entry = stack.pop()
        steps.within(0, FILLED, done, count)
        done += 1
        if entry.item.level is Level.MEASURE:
            _measure(document, entry)
            continue
        _heading(document, entry)
        for measure in entry.measures:
            for one in measure.walk():
                _measure(document, one)
                done += 1
        _answers(document, entry)
        stack.extend(child for child in reversed(entry.children) if child.item.level is not Level.MEASURE)


def _heading(document: WordDocument, entry: Entry) -> None:
    """Add a heading, how the item stands, and the bureau's words where its measures do not repeat them."""
    add(document, entry.shown_heading, HEADINGS[entry.item.level])
    tally = "" if entry.counted else parts.tally(entry)
    if tally:
        add(document, tally, styles.TALLY)
    if entry.counted or words.people_of(entry) or entry.item.verdict is not None:
        known = _known(entry)
        add(document, f"　{known}" if known else "", styles.STATE, label=words.state_of(entry))
    measures = [one.bureau_words or one.heading for top in entry.measures for one in top.walk()]
    if entry.bureau_words and not words.says_all(entry.bureau_words, measures):
        _paragraphs(document, entry.bureau_words, style=styles.BUREAU)


def _measure(document: WordDocument, entry: Entry) -> None:
    add(document, f"{words.SIGNS[entry.state]}\t{entry.whole_words}", styles.MEASURE)
    facts = [_known(entry), *(f"{label}：{answer}" for label, answer in words.answers_of(entry))]
    reached = words.targets_of(entry)
    facts += [f"量化指标：{reached}"] if reached else []
    facts += [f"佐证材料：{_files(entry, '；')}"] if entry.evidence else []
    note = "　".join(filter(None, facts))
    if note:
        add(document, note, styles.MEASURE_NOTE)


def _answers(document: WordDocument, entry: Entry) -> None:
    reached = words.targets_of(entry)
    if reached:
        add(document, f"\t{reached}", styles.FILES, label="量化指标")
    for label, said in words.answers_of(entry):
        _paragraphs(document, said, f"{label}：")
    if entry.evidence:
        add(document, f"\t{_files(entry, chr(10))}", styles.FILES, label="佐证材料")
    lacking = words.left_out(entry) if entry.counted else ""
    if lacking:
        add(document, lacking, styles.LACKING)


def _known(entry: Entry) -> str:
    """Return verdict, score and people in one line, without what was left empty."""
    return "　".join(f"{label}：{what}" for label, what in words.facts_of(entry))


def _files(entry: Entry, between: str) -> str:
    return between.join(listed(file) for file in entry.evidence)


def _evidence(document: WordDocument, report: Report) -> None:
    add_heading(document, parts.EVIDENCE)
    if not report.evidence:
        add(document, parts.NO_EVIDENCE, styles.NOTHING)
        return
    if note := parts.days_note(report):
        add(document, note, styles.TALLY)
    columns = parts.evidence_columns(report)
    left = TEXT_WIDTH - sum(EVIDENCE_WIDTHS.get(column.head, 0) for column in columns)
    widths = [EVIDENCE_WIDTHS.get(column.head, left) for column in columns]
    rows = [[_breakable(column, file) for column in columns] for file in report.evidence]
    add_caption(document, parts.EVIDENCE)
    centred = [at for at, column in enumerate(columns) if column.head in EVIDENCE_CENTRED]
    add_table(document, [column.head for column in columns], widths, rows, centred)


def _breakable(column: parts.EvidenceColumn, file: EvidenceEntry) -> str:
    """Return a cell's words; LibreOffice begins a line with 、 after a digit unless a blank follows it."""
    said = column.said(file)
    return said.replace("、", "、 ") if column.head == PLACES else said


def _signatures(document: WordDocument) -> None:
    """Add what is signed and sealed, on a page of its own."""
    add_heading(document, parts.SIGNATURES)
    add_signed(
        document,
        ("填表人：", "审核人：", "填报日期："),
        (("学校意见", "校长（签字）：", "学校（公章）"), ("教育局意见", "负责人（签字）：", "单位（公章）")),
    )
