"""The list of evidence, and the page that is signed and sealed."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from desktop_app.reports import words
from desktop_app.reports.content import EvidenceEntry, Report
from desktop_app.reports.fonts import Role
from desktop_app.reports.paper import styles
from desktop_app.reports.paper.chapters import chapter
from desktop_app.reports.typesetting.grid import AREA_WIDTH, BODY, FINE, LEADING
from desktop_app.reports.typesetting.paragraph import Align, Compositor, Style, baseline, kept
from desktop_app.reports.typesetting.strips import Op, Rule, Strip
from desktop_app.reports.typesetting.table import Column, Row, Table

NUMBER, PLACES, WHO, DAY, PAGES = 32.0, 84.0, 58.0, 66.0, 34.0  # widths of columns
PAD = (3.0, 2.0)
OPINION_LINES = 7
LABEL_COLUMN = 3 * BODY


def evidence_list(compositor: Compositor, report: Report) -> list[Strip]:
    """Return the list of evidence, on a new page."""
    strips = chapter(compositor, "佐证材料目录", "evidence")
    if not report.evidence:
        return strips + compositor.paragraph(
            "（尚无佐证材料）", replace(styles.QUIET_LINE, left=0, align=Align.CENTRE)
        )
    shown = [column for column in _COLUMNS if column.always or any(map(column.said, report.evidence))]
    name = AREA_WIDTH - sum(column.width for column in shown)
    columns = [Column(one.head, one.width or name, one.align) for one in shown]
    rows = [
        Row(tuple(one.said(file) for one in shown), ("Evidence", file.number)) for file in report.evidence
    ]
    table = Table(compositor, columns, styles.TABLE_HEAD, styles.TABLE_BODY, pad=PAD)
    return strips + table.strips(rows)


@dataclass(frozen=True)
class _Column:
    """A column of the list: its head, its width (0: what the others leave), and what it says of a file.

    One that need not be there `always` is left out where it says nothing of any file.
    """

    head: str
    width: float
    said: Callable[[EvidenceEntry], str]
    align: Align = Align.LEFT
    always: bool = True


_COLUMNS = (
    _Column("序号", NUMBER, lambda file: str(file.number), Align.CENTRE),
    _Column("名称", 0, words.file_words),
    _Column("对应要点", PLACES, lambda file: "、".join(file.places)),
    _Column("责任人", WHO, lambda file: file.responsible, always=False),
    _Column("日期", DAY, lambda file: words.short_date(file.taken_on or file.added_on), Align.CENTRE),
    _Column("页数", PAGES, lambda file: str(file.pages or ""), Align.CENTRE, always=False),
)


def signatures(compositor: Compositor) -> list[Strip]:
    """Return the page that is signed: who filled it in, the school's opinion and the bureau's."""
    strips = chapter(compositor, "签字盖章", "signatures")
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
