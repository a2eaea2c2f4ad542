"""The list of evidence, and the page that is signed and sealed."""

from dataclasses import replace

from desktop_app.reports import words
from desktop_app.reports.content import Report
from desktop_app.reports.fonts import Role
from desktop_app.reports.paper import styles
from desktop_app.reports.typesetting.grid import AREA_WIDTH, BODY, FINE, LEADING
from desktop_app.reports.typesetting.paragraph import Align, Compositor, Style, baseline, kept
from desktop_app.reports.typesetting.strips import Mark, Op, Rule, Strip
from desktop_app.reports.typesetting.table import Column, Row, Table

COLUMNS = (
    Column("序号", 32, Align.CENTRE),
    Column("名称", AREA_WIDTH - 32 - 96 - 66 - 54),
    Column("对应要点", 96),
    Column("日期", 66, Align.CENTRE),
    Column("大小", 54, Align.RIGHT),
)
OPINION_LINES = 7
LABEL_COLUMN = 3 * BODY


def evidence_list(compositor: Compositor, report: Report) -> list[Strip]:
    """Return the list of evidence, on a new page."""
    strips = _chapter(compositor, "佐证材料目录", "evidence")
    if not report.evidence:
        return strips + compositor.paragraph(
            "（尚无佐证材料）", replace(styles.QUIET_LINE, left=0, align=Align.CENTRE)
        )
    rows = [
        Row(
            (
                str(file.number),
                words.file_words(file),
                "、".join(file.places),
                words.short_date(file.added_on),
                words.file_size(file.size),
            ),
            ("Evidence", file.number),
        )
        for file in report.evidence
    ]
    return strips + Table(compositor, COLUMNS, styles.TABLE_HEAD, styles.TABLE_BODY).strips(rows)


def signatures(compositor: Compositor) -> list[Strip]:
    """Return the page that is signed: who filled it in, the school's opinion and the bureau's."""
    strips = _chapter(compositor, "签字盖章", "signatures")
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
    ops.append(compositor.one_line(sealed, style, AREA_WIDTH - 8 * BODY, foot + baseline(style)))
    date = "年　　月　　日"
    ops.append(
        compositor.one_line(date, style, AREA_WIDTH - 8.5 * BODY, foot + LEADING + baseline(style) - FINE / 2)
    )
    return Strip(height, tuple(ops))


def _chapter(compositor: Compositor, title: str, key: str) -> list[Strip]:
    lines = compositor.paragraph(title, styles.CHAPTER)
    lines[0] = replace(lines[0], new_page=True, mark=Mark(key, title, 0))
    return [*kept(lines), Strip(LEADING, keep=True)]
