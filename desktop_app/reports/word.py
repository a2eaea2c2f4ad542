"""Writes the self-evaluation for Word, with real headings and styles: the head will change a sentence."""

from collections.abc import Sequence
from pathlib import Path

import docx
from docx.document import Document as WordDocument
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from desktop_app.documents.outline import Level
from desktop_app.reports import parts, words
from desktop_app.reports.content import Counts, Entry, EvidenceEntry, Report
from desktop_app.reports.document import (
    add,
    add_caption,
    add_form,
    add_signed,
    add_styles,
    add_table,
    number_pages,
    set_page,
    style_id,
    style_of,
)
from desktop_app.reports.figures import overview_sentence, standings
from desktop_app.reports.office import FILLED, midnight, writable, write_package
from desktop_app.reports.photos import listed
from desktop_app.reports.progress import Cancelled, OnProgress, Steps
from desktop_app.reports.watermark import add_watermark
from desktop_app.reports.word_contents import Listed, add_contents, mark

HEADINGS = {Level.SECTION: "Heading 2", Level.SUBSECTION: "Heading 3", Level.POINT: "Heading 4"}
LONGEST_PROPERTY = 255  # characters; a package takes no more
TEXT_WIDTH = 156.0  # millimetres
PLACES = "对应要点"
EVIDENCE_WIDTHS = {
    "序号": 13.0,
    PLACES: 28.0,
    "责任人": 20.0,
    parts.EVIDENCE_DAY: 27.0,
    "页数": 12.0,
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
    document = docx.Document()
    add_styles(document)
    _describe(document, report)
    _cover(document, report)
    add_watermark(document, watermark)
    lines = _listed(report)
    add_contents(document, lines)
    number_pages(document)
    _opening(document, report)
    _body(document, report, steps)
    _problems(document, report)
    _told(document, parts.OUTLOOK, report.outlook)
    _evidence(document, report)
    _signatures(document)
    _mark_headings(document, lines)
    return write_package(document.save, report.made_on, path, steps, _read)


def _listed(report: Report) -> list[Listed]:
    """Return the lines of the contents, in the order of the headings."""
    points = sum(report.total.points.values())
    levels = [level for level in HEADINGS if points <= words.MOST_LISTED or level is not Level.POINT]
    items = [
        Listed(entry.shown_heading, int(HEADINGS[entry.item.level][-1]))
        for entry in report.walk()
        if entry.item.level in levels
    ]
    before = [
        *([parts.GLANCE] if _has_glance(report) else []),
        *([parts.ORGANISED] if report.organised.strip() else []),
        parts.OVERALL,
        parts.POINTS,
    ]
    after = [
        parts.PROBLEMS,
        *([parts.OUTLOOK] if report.outlook.strip() else []),
        parts.EVIDENCE,
        parts.SIGNATURES,
    ]
    return [*(Listed(one, 1) for one in before), *items, *(Listed(one, 1) for one in after)]


def _mark_headings(document: WordDocument, lines: Sequence[Listed]) -> None:
    """Make every heading of the contents the place that its line leads to."""
    styles = {style_id(f"Heading {one.level}") for one in lines}
    headings = [one for one in document.paragraphs if style_of(one) in styles]
    for number, paragraph in enumerate(headings, 1):
        mark(paragraph, number)


def _read(path: Path) -> Counts:
    """Count what a finished document holds: items by their style, files by the rows of the list."""
    document = docx.Document(str(path))
    shown = {style_id(name) for name in (*HEADINGS.values(), "举措")}
    items = sum(style_of(one) in shown and bool(one.text.strip()) for one in document.paragraphs)
    lists = [table for table in document.tables if table.rows[0].cells[1].text == parts.EVIDENCE_NAME]
    return Counts(items, sum(len(table.rows) - 1 for table in lists))


def _describe(document: WordDocument, report: Report) -> None:
    """Fill in the document's properties."""
    properties = document.core_properties
    properties.title = writable(f"{report.title}{words.REPORT_NAME}")[:LONGEST_PROPERTY]
    properties.author = writable(report.school.name)[:LONGEST_PROPERTY] or "要点自评"
    properties.subject = writable(words.document_name(report))[:LONGEST_PROPERTY]
    properties.comments, properties.last_modified_by = "", ""
    properties.created = properties.modified = midnight(report.made_on).replace(tzinfo=None)
    properties.language = "zh-CN"


def _cover(document: WordDocument, report: Report) -> None:
    set_page(document.sections[0])
    for _line in range(3):
        add(document, "", "Normal")
    add(document, report.title, "报告标题")
    add(document, words.REPORT_NAME, "报告名称")
    below = [f"（{report.year}年度）"] if report.year else []
    below += [f"自评范围：{report.range}"] if report.range else []
    for said in below:
        paragraph = add(document, said, "Normal")
        paragraph.paragraph_format.first_line_indent = Pt(0)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for _line in range(7 - len(below)):
        add(document, "", "Normal")
    add_form(document, parts.cover_fields(report))


def _opening(document: WordDocument, report: Report) -> None:
    """Add what stands before the items: the school, how the self-evaluation was done, the result overall."""
    if _has_glance(report):
        document.add_heading(parts.GLANCE, 1)
        for label, said in parts.school_facts(report):
            add(document, said, "Normal", label=f"{label}：")
        _paragraphs(document, report.school.glance)
    _told(document, parts.ORGANISED, report.organised)
    document.add_heading(parts.OVERALL, 1)
    _paragraphs(document, report.overall)
    add(document, overview_sentence(report), "Normal")
    if report.sections:
        add_caption(document, "各章自评情况")
        figures = standings(report)
        first = 14.0 if figures.numbered else 46.0
        rest = (TEXT_WIDTH - first) / (len(figures.heads) - 1)
        widths = [first, *[rest] * (len(figures.heads) - 1)]
        add_table(
            document, figures.heads, widths, figures.rows, centred=range(0 if figures.numbered else 1, 99)
        )


def _has_glance(report: Report) -> bool:
    return bool(parts.school_facts(report) or report.school.glance.strip())


def _told(document: WordDocument, title: str, text: str) -> None:
    """Add a chapter of the school's own words; nothing where it wrote none."""
    if text.strip():
        document.add_heading(title, 1)
        _paragraphs(document, text)


def _paragraphs(document: WordDocument, text: str, label: str = "") -> None:
    """Add a text paragraph by paragraph, a label before the first."""
    for at, part in enumerate(filter(None, map(str.strip, text.split("\n")))):
        add(document, part, "Normal", label="" if at else label)


def _problems(document: WordDocument, report: Report) -> None:
    """Add what is to be put right, gathered from all items."""
    document.add_heading(parts.PROBLEMS, 1)
    rows = [cells for _number, cells in parts.problems(report)]
    if not rows:
        add(document, parts.NO_PROBLEMS, "未填写")
        return
    add_caption(document, "存在问题与改进措施汇总")
    add_table(document, parts.PROBLEM_HEADS, PROBLEM_WIDTHS, rows, centred=(0,))


def _body(document: WordDocument, report: Report, steps: Steps) -> None:
    """Add every item in document order; a point's measures stand between its words and its answers."""
    document.add_heading(parts.POINTS, 1)
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
    known = _known(entry)
    if entry.counted or known:
        add(document, f"　{known}" if known else "", "状态", label=words.state_of(entry))
    measures = [one.bureau_words or one.heading for top in entry.measures for one in top.walk()]
    if entry.bureau_words and not words.says_all(entry.bureau_words, measures):
        add(document, entry.bureau_words, "教育局原文")


def _measure(document: WordDocument, entry: Entry) -> None:
    add(document, f"{words.SIGNS[entry.state]} {entry.whole_words}", "举措")
    facts = [_known(entry), *(f"{label}：{answer}" for label, answer in words.answers_of(entry))]
    reached = words.targets_of(entry)
    facts += [f"量化指标：{reached}"] if reached else []
    facts += [f"佐证材料：{_files(entry, '；')}"] if entry.evidence else []
    note = "　".join(filter(None, facts))
    if note:
        add(document, note, "举措说明")


def _answers(document: WordDocument, entry: Entry) -> None:
    reached = words.targets_of(entry)
    if reached:
        add(document, reached, "佐证", label="量化指标　")
    for label, said in words.answers_of(entry):
        _paragraphs(document, said, f"{label}：")
    if entry.evidence:
        add(document, _files(entry, "\n"), "佐证", label="佐证材料\n")
    lacking = words.left_out(entry) if entry.counted else ""
    if lacking:
        add(document, lacking, "未填写")


def _known(entry: Entry) -> str:
    """Return verdict, score and people in one line, without what was left empty."""
    return "　".join(f"{label}：{what}" for label, what in words.facts_of(entry))


def _files(entry: Entry, between: str) -> str:
    return between.join(listed(file, entry) for file in entry.evidence)


def _evidence(document: WordDocument, report: Report) -> None:
    document.add_heading(parts.EVIDENCE, 1)
    if not report.evidence:
        add(document, parts.NO_EVIDENCE, "未填写")
        return
    if note := parts.days_note(report):
        add(document, note, "未填写")
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
    document.add_heading(parts.SIGNATURES, 1).paragraph_format.page_break_before = True
    add_signed(
        document,
        ("填表人：", "审核人：", "填报日期："),
        (("学校意见", "校长（签字）：", "学校（公章）"), ("教育局意见", "负责人（签字）：", "单位（公章）")),
    )
