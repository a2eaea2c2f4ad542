"""Scores that do not agree with each other."""

from collections.abc import Iterator

from desktop_app.i18n import _
from desktop_app.models.values import Verdict
from desktop_app.reports.checks.finding import Code, Finding
from desktop_app.reports.checks.told import finding_at
from desktop_app.reports.content import Entry, Report

_EQUAL = 0.005  # scores are printed with two decimals at most
WHOLE, NEARLY = 100.0, 10.0  # what full scores usually come to, and how far off still means it


def scores(entry: Entry) -> Iterator[Finding]:
    """Yield what is wrong with one item's own scores and those right below it."""
    row = entry.item
    if row.verdict is Verdict.NOT_APPLICABLE:
        return
    if row.score is not None and row.full_score is not None and row.score > row.full_score + _EQUAL:
        message = _("自评得分 {score} 高于分值 {full}。").format(
            score=_said(row.score), full=_said(row.full_score)
        )
        yield finding_at(entry, Code.SCORE, message, "score", _said(row.score))
    if entry.children and (row.full_score is not None or row.score is not None):
        yield from _against_children(entry)


def _against_children(entry: Entry) -> Iterator[Finding]:
    row = entry.item
    weighed = [(child, 1.0 if child.item.weight is None else child.item.weight) for child in entry.children]
    if any(child.item.verdict is Verdict.NOT_APPLICABLE for child, _weight in weighed):
        return  # what does not apply counts nothing below
    full = [child.score.full * weight for child, weight in weighed if child.score.full is not None]
    got = [child.score.got * weight for child, weight in weighed if child.score.got is not None]
    full_agrees = True
    if full and row.full_score is not None and abs(sum(full) - row.full_score) > _EQUAL:
        full_agrees = False
        message = _("分值写的是 {own}，下面各条合计 {below}。")
        words = _said(row.full_score)
        said = message.format(own=words, below=_said(sum(full)))
        yield finding_at(entry, Code.SCORE, said, "full_score", words)
    complete = bool(got) and len(got) == len(full)
    if complete and full_agrees and row.score is not None and abs(sum(got) - row.score) > _EQUAL:
        message = _("自评得分写的是 {own}，下面各条合计 {below}。")
        words = _said(row.score)
        said = message.format(own=words, below=_said(sum(got)))
        yield finding_at(entry, Code.SCORE, said, "score", words)


def all_of_them(report: Report) -> Iterator[Finding]:
    """Yield that the full scores of all come near 100 but are not."""
    full = report.total.full_score
    if full is None or any(entry.item.verdict is Verdict.NOT_APPLICABLE for entry in report.walk()):
        return
    if _EQUAL < abs(full - WHOLE) <= NEARLY:
        message = _("全部分值合计 {sum} 分，不是 {whole} 分。").format(sum=_said(full), whole=_said(WHOLE))
        yield Finding(Code.SCORE, None, "", message, _said(full))


def _said(score: float) -> str:
    return f"{score:.2f}".rstrip("0").rstrip(".")
