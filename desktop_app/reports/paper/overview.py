"""The school at a glance: one paragraph of figures, a chart of bars by section, a table of the same."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from desktop_app.models.values import Progress, Verdict
from desktop_app.reports import words
from desktop_app.reports.content import Report, Standing
from desktop_app.reports.fonts import Role
from desktop_app.reports.paper import styles
from desktop_app.reports.typesetting.grid import AREA_WIDTH, FINE, FINE_LEADING, LEADING, SMALL, SMALL_LEADING
from desktop_app.reports.typesetting.paragraph import Align, Compositor, Style, baseline, kept
from desktop_app.reports.typesetting.strips import Box, Mark, Op, Strip
from desktop_app.reports.typesetting.table import Column, Row, Table

ORDER = (Progress.DONE, Progress.UNDER_WAY, Progress.NOT_STARTED)
BARS = AREA_WIDTH - 15.5 * FINE  # the longest bar; its figures stand to the right
BAR_HEIGHT = 11.0
DARK = 0.25
CHART_TEXT = Style(Role.SONG, FINE, SMALL_LEADING, align=Align.LEFT)
CHART_NAME = Style(Role.KAI, SMALL, SMALL_LEADING, align=Align.LEFT)
NUMBER_WIDTH, NAME_WIDTH = 40.0, 132.0
MOST_KEPT = 16  # rows of the table that stay on one page


def overview(compositor: Compositor, report: Report) -> list[Strip]:
    """Return the overview, on a new page."""
    title = compositor.paragraph("自评概况", styles.CHAPTER)
    title[0] = replace(title[0], new_page=True, mark=Mark("overview", "自评概况", 0))
    strips = [*kept(title), Strip(LEADING, keep=True)]
    strips += compositor.paragraph(_sentence(report), styles.TEXT)
    if report.sections:
        strips.append(Strip(LEADING / 2))
        strips += _chart(compositor, report)
        strips += _table(compositor, report)
    return strips


def _sentence(report: Report) -> str:
    """Return the figures of the whole checklist in words."""
    total = report.total
    levels = [entry.item.level.value for entry in report.walk()]
    parts = [
        f"{name}{levels.count(level)}{unit}"
        for level, name, unit in (("section", "", "章"), ("subsection", "", "节"))
        if levels.count(level)
    ]
    points, measures = sum(total.points.values()), sum(total.measures.values())
    shape = "".join(parts) + f"{points}个要点" + (f"、{measures}项举措" if measures else "")
    sentences = [
        f"本报告依据{words.document_name(report)}逐项对照形成，共{shape}。",
        f"截至{words.long_date(report.made_on)}，{_progress_words('要点', '个', total.points)}",
    ]
    if measures:
        sentences.append(_progress_words("举措", "项", total.measures))
    if total.score is not None:
        full = f"，满分{words.figure(total.full_score)}分" if total.full_score is not None else ""
        sentences.append(f"自评得分{words.figure(total.score)}分{full}。")
    files = f"佐证材料共{len(report.evidence)}件" if report.evidence else "尚无佐证材料"
    lacking = (
        f"，{total.without_evidence}个要点尚缺佐证材料" if report.evidence and total.without_evidence else ""
    )
    return "".join((*sentences, files, lacking, "。"))


def _progress_words(name: str, unit: str, counts: Mapping[Progress, int]) -> str:
    said = [f"{words.PROGRESS[progress]}{counts.get(progress, 0)}{unit}" for progress in ORDER]
    return f"{name}{'、'.join(said)}。"


def _chart(compositor: Compositor, report: Report) -> list[Strip]:
    """Return one bar a section, as long as it has points, dark as far as they are done."""
    most = max(sum(standing.points.values()) for standing in report.sections) or 1
    strips = kept(compositor.paragraph("各章要点进度", styles.CHART_HEAD))
    strips[0] = replace(strips[0], snap=True)
    for standing in report.sections:
        name = kept(compositor.paragraph(standing.heading or "（未命名）", CHART_NAME))
        strips += [*name, _bar(compositor, standing, BARS / most)]
    return strips


def _bar(compositor: Compositor, standing: Standing, unit: float) -> Strip:
    """Return a section's bar; `unit` is the length of one point."""
    x, top = 0.0, (SMALL_LEADING - BAR_HEIGHT) / 2
    ops: list[Op] = []
    for progress in ORDER:
        count = standing.points.get(progress, 0)
        if not count:
            continue
        fill = DARK if progress is Progress.DONE else None
        ops.append(Box(x, top, count * unit, BAR_HEIGHT, fill, hatch=progress is Progress.UNDER_WAY))
        x += count * unit
    said = "　".join(f"{words.PROGRESS[progress]} {standing.points.get(progress, 0)}" for progress in ORDER)
    ops.append(compositor.one_line(said, CHART_TEXT, x + FINE, baseline(CHART_TEXT)))
    return Strip(SMALL_LEADING, tuple(ops))


def _table(compositor: Compositor, report: Report) -> list[Strip]:
    """Return the standings as figures, a last row for all; columns without a figure are left out."""
    standings = [*report.sections, replace(report.total, heading="合计")]
    columns = [(head, [cells(one) for one in standings]) for head, cells in _FIGURES]
    shown = [(head, cells) for head, cells in columns if head in _ALWAYS or any(cells)]
    numbered = all(one.number for one in report.sections)
    first = NUMBER_WIDTH if numbered else NAME_WIDTH
    width = (AREA_WIDTH - first) / len(shown)
    heads = [
        Column("章", first, Align.CENTRE if numbered else Align.LEFT),
        *(Column(head, width, Align.CENTRE) for head, _cells in shown),
    ]
    head, body = (replace(style, leading=FINE_LEADING) for style in (styles.TABLE_HEAD, styles.TABLE_BODY))
    table = Table(compositor, heads, head, body, pad=(1, 1.5))
    rows = [
        Row(
            (
                one.number if numbered and at < len(report.sections) else one.heading,
                *(cells[at] or "0" if head in _ALWAYS else cells[at] for head, cells in shown),
            )
        )
        for at, one in enumerate(standings)
    ]
    strips = table.strips(rows)
    return [Strip(LEADING / 3), *(kept(strips, last=False) if len(rows) <= MOST_KEPT else strips)]


def _count(number: int) -> str:
    return str(number) if number else ""


def _score(value: float | None) -> str:
    return "" if value is None else words.figure(value)


_ALWAYS = ("要点", "已完成", "进行中", "未开始")
_FIGURES: tuple[tuple[str, Callable[[Standing], str]], ...] = (
    ("要点", lambda one: _count(sum(one.points.values()))),
    ("已完成", lambda one: _count(one.points.get(Progress.DONE, 0))),
    ("进行中", lambda one: _count(one.points.get(Progress.UNDER_WAY, 0))),
    ("未开始", lambda one: _count(one.points.get(Progress.NOT_STARTED, 0))),
    ("达成", lambda one: _count(one.verdicts.get(Verdict.ACHIEVED, 0))),
    ("基本达成", lambda one: _count(one.verdicts.get(Verdict.MOSTLY_ACHIEVED, 0))),
    ("未达成", lambda one: _count(one.verdicts.get(Verdict.NOT_ACHIEVED, 0))),
    ("不适用", lambda one: _count(one.verdicts.get(Verdict.NOT_APPLICABLE, 0))),
    ("缺佐证", lambda one: _count(one.without_evidence)),
    ("满分", lambda one: _score(one.full_score)),
    ("得分", lambda one: _score(one.score)),
)
