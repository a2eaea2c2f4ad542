"""The figures of a report as a sentence and as a table, the same on paper and in Word."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from desktop_app.documents.outline import Level
from desktop_app.models.values import Progress, Verdict
from desktop_app.reports import words
from desktop_app.reports.content import Report, Standing


@dataclass(frozen=True)
class Figures:
    """The standings as a table: one row a section and one for all.

    `numbered`: the first column names sections by their number alone, else by their heading.
    """

    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbered: bool


def standings(report: Report) -> Figures:
    """Return how each section stands; columns without a figure are left out, but for those of progress."""
    names = [one.number for one in report.sections]
    numbered = all(names) and len(set(names)) == len(names)
    if not numbered:
        names = [one.heading for one in report.sections]
    all_of_them = [*report.sections, replace(report.total, heading="合计")]
    shown = []
    for head, figure in _FIGURES:
        cells = [figure(one) for one in all_of_them]
        if head in _ALWAYS:
            cells = [cell or "0" for cell in cells]
        if any(cells):
            shown.append((head, cells))
    rows = tuple((name, *(cells[at] for _head, cells in shown)) for at, name in enumerate([*names, "合计"]))
    return Figures(("章", *(head for head, _cells in shown)), rows, numbered)


def overview_sentence(report: Report) -> str:
    """Return the figures of the whole checklist in words."""
    total = report.total
    levels = [entry.item.level for entry in report.walk()]
    parts = [
        f"{levels.count(level)}{unit}"
        for level, unit in ((Level.SECTION, "章"), (Level.SUBSECTION, "节"))
        if level in levels
    ]
    points, measures = sum(total.points.values()), sum(total.measures.values())
    shape = "".join(parts) + f"{points}个要点" + (f"、{measures}项举措" if measures else "")
    sentences = [
        f"本报告依据{words.document_name(report)}{_range_words(report)}逐项对照形成，共{shape}。",
        f"截至{words.long_date(report.made_on)}，{_progress_words('要点', '个', total.points)}",
    ]
    if measures:
        sentences.append(_progress_words("举措", "项", total.measures))
    if total.score is not None:
        full = f"，满分{words.figure(total.full_score)}分" if total.full_score is not None else ""
        grade = f"，评定等级为{total.grade}" if total.grade else ""
        waiting = f"，{total.unscored}个要点尚未评分" if total.unscored else ""
        sentences.append(f"自评得分{words.figure(total.score)}分{full}{grade}{waiting}。")
    files = f"佐证材料共{len(report.evidence)}件" if report.evidence else "尚无佐证材料"
    lacking = (
        f"，{total.without_evidence}个已开展的要点尚缺佐证材料"
        if report.evidence and total.without_evidence
        else ""
    )
    return "".join((*sentences, files, lacking, "。"))


def _range_words(report: Report) -> str:
    return f"中的{report.range}" if report.range else ""


def _progress_words(name: str, unit: str, counts: Mapping[Progress | None, int]) -> str:
    said = [f"{words.STATES[progress]}{counts.get(progress, 0)}{unit}" for progress in words.ORDER]
    if counts.get(None, 0):
        said.append(f"{words.STATES[None]}{counts[None]}{unit}")
    return f"{name}{'、'.join(said)}。"


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
    ("等级", lambda one: one.grade),
)
