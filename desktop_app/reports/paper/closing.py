"""The list of evidence, and the page that is signed and sealed."""

from dataclasses import replace

from desktop_app.reports import parts
from desktop_app.reports.content import Report
from desktop_app.reports.fonts import Role
from desktop_app.reports.paper import styles
from desktop_app.reports.paper.chapters import chapter
from desktop_app.reports.paper.points import file_key, links_of
from desktop_app.reports.typesetting.grid import AREA_WIDTH, BODY, FINE, LEADING
from desktop_app.reports.typesetting.paragraph import Align, Compositor, Style, baseline, kept
from desktop_app.reports.typesetting.strips import Mark, Op, Rule, Strip
from desktop_app.reports.typesetting.table import Column, Row, Table

# Widths of columns; the name has what the others leave.
WIDTHS = {"序号": 32.0, "对应要点": 64.0, "责任人": 50.0, parts.EVIDENCE_DAY: 62.0, "页数": 30.0}
CENTRED = ("序号", parts.EVIDENCE_DAY, "页数")
PAD = (3.0, 2.0)
OPINION_LINES = 7
LABEL_COLUMN = 3 * BODY


def evidence_list(compositor: Compositor, report: Report) -> list[Strip]:
    """Return the list of evidence, on a new page."""
    strips = chapter(compositor, parts.EVIDENCE, "evidence")
    if not report.evidence:
        quiet = replace(styles.QUIET_LINE, left=0, align=Align.CENTRE)
        return strips + compositor.paragraph(parts.NO_EVIDENCE, quiet)
    shown = parts.evidence_columns(report)
    name = AREA_WIDTH - sum(WIDTHS.get(one.head, 0) for one in shown)
    columns = [
        Column(one.head, WIDTHS.get(one.head, name), Align.CENTRE if one.head in CENTRED else Align.LEFT)
        for one in shown
    ]
    links = links_of(report)
    points = {entry.place: links[number] for number, entry in enumerate(report.walk(), 1)}
    rows = [
        Row(
            tuple(one.said(file) for one in shown),
            ("Evidence", file.number),
            link=points[file.places[0]] if file.places else "",
        )
        for file in report.evidence
    ]
    table = Table(compositor, columns, styles.TABLE_HEAD, styles.TABLE_BODY, pad=PAD)
    note = compositor.paragraph(parts.days_note(report), replace(styles.QUIET_LINE, left=0))
    return [*strips, *kept(note), *_reachable(table.strips(rows))]


def _reachable(strips: list[Strip]) -> list[Strip]:
    """Mark the first strip of each file, so that the points can lead to it."""
    marked: list[Strip] = []
    last = None
    for strip in strips:
        begins = strip.tag is not None and strip.tag != last
        last = strip.tag
        mark = Mark(file_key(strip.tag[1]), "", 0) if strip.tag and begins else None
        marked.append(replace(strip, mark=mark))
    return marked


def signatures(compositor: Compositor) -> list[Strip]:
    """Return the page that is signed: who filled it in, the school's opinion and the bureau's."""
    strips = chapter(compositor, parts.SIGNATURES, "signatures")
    style = Style(Role.BODY, BODY, LEADING * 1.5, align=Align.LEFT)
    row: list[Op] = [Rule(0, 0, AREA_WIDTH, 0, 1.0), Rule(0, style.leading, AREA_WIDTH, style.leading, 0.5)]
    for at, label in enumerate(("填表人", "审核人", "填报日期")):
        x = at * AREA_WIDTH / 3
        row.append(compositor.one_line(f"{label}：", style, x + 6, baseline(style)))
        if at:
            row.append(Rule(x, 0, x, style.leading, 0.5))
    row += [Rule(0, 0, 0, style.leading, 1.0), Rule(AREA_WIDTH, 0, AREA_WIDTH, style.leading, 1.0)]
    strips.append(Strip(style.leading, tuple(row), keep=True))
    strips.append(_opinion(compositor, "学校意见", "校长（签字）：", "学校（公章）", 0.5))
    strips.append(_opinion(compositor, "教育局意见", "负责人（签字）：", "单位（公章）", 1.0))
    return kept(strips, last=False)


def _opinion(compositor: Compositor, label: str, signed: str, sealed: str, below: float) -> Strip:
    """Return a box for an opinion: its label upright on the left; signature, seal and date at its foot."""
    height = LEADING * OPINION_LINES
    style = Style(Role.BODY, BODY, LEADING, align=Align.LEFT)
    ops: list[Op] = [
        Rule(0, 0, 0, height, 1.0),
        Rule(AREA_WIDTH, 0, AREA_WIDTH, height, 1.0),
        Rule(LABEL_COLUMN, 0, LABEL_COLUMN, height, 0.5),
        Rule(0, height, AREA_WIDTH, height, below),
    ]
    top = (height - len(label) * BODY * 1.2) / 2
    ops += [
        compositor.one_line(letter, style, (LABEL_COLUMN - BODY) / 2, top + (at + 0.86) * BODY * 1.2)
        for at, letter in enumerate(label)
    ]
    foot = height - LEADING * 2
    ops.append(compositor.one_line(signed, style, LABEL_COLUMN + 2 * BODY, foot + baseline(style)))
    # With a seal the date ends four characters from the right (GB/T 9704-2012, 7.3.5.1), the seal above it.
    date = "年　　月　　日"
    right = AREA_WIDTH - 4 * BODY
    middle = right - len(date) * BODY / 2
    ops.append(compositor.one_line(sealed, style, middle - len(sealed) * BODY / 2, foot + baseline(style)))
    y = foot + LEADING + baseline(style) - FINE / 2
    ops.append(compositor.one_line(date, style, right - len(date) * BODY, y))
    return Strip(height, tuple(ops))
