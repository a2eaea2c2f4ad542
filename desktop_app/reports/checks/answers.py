"""What an answer lacks or has too much of: evidence, narrative, problem, length; the same words twice."""

from collections.abc import Iterator

from desktop_app.i18n import _
from desktop_app.models.values import Progress, Verdict
from desktop_app.reports.checks.finding import Code, Finding
from desktop_app.reports.checks.told import finding_at
from desktop_app.reports.content import Entry, Report

LONGEST = 200  # characters of an improvement (FACTS: the printed papers); a form gives a problem no more room
SHORTEST_PASTED = 20  # characters; “已按要求完成。” may well stand under several items


def lacks(entry: Entry) -> Iterator[Finding]:
    """Yield what a point wants: evidence once it is done, words for its verdict."""
    verdict = entry.item.verdict
    if not entry.counted or verdict is Verdict.NOT_APPLICABLE:
        return
    if entry.progress is Progress.DONE and not entry.has_evidence:
        yield finding_at(entry, Code.NO_EVIDENCE, _("已完成，但没有佐证材料。"), "evidence")
    if verdict is None:
        return
    if not any(one.item.narrative.strip() for one in entry.walk()):
        message = _("自评为“{verdict}”，但没写完成情况。").format(verdict=verdict.label)
        yield finding_at(entry, Code.NO_NARRATIVE, message, "narrative")
    unsaid = {} if verdict is Verdict.ACHIEVED else _unsaid(entry)
    if unsaid:
        fields = "、".join(unsaid.values())
        message = _("自评为“{verdict}”，但没写{fields}。").format(verdict=verdict.label, fields=fields)
        yield finding_at(entry, Code.NO_PROBLEM, message, next(iter(unsaid)))


def _unsaid(entry: Entry) -> dict[str, str]:
    """Return the fields that hold nothing, with their names on screen."""
    below = [one.item for one in entry.walk()]
    fields = (
        ("problem", _("存在问题"), any(row.problem.strip() for row in below)),
        ("improvement", _("改进措施"), any(row.improvement.strip() for row in below)),
    )
    return {field: name for field, name, said in fields if not said}


def too_long(entry: Entry) -> Iterator[Finding]:
    """Yield texts that have more characters than the forms allow."""
    row = entry.item
    texts = ((_("存在问题"), "problem", row.problem), (_("改进措施"), "improvement", row.improvement))
    for name, field, text in texts:
        count = len("".join(text.split())) if len(text) > LONGEST else 0
        if count > LONGEST:
            message = _("{field}有 {count} 字，表格要求不超过 {most} 字。")
            said = message.format(field=name, count=count, most=LONGEST)
            yield finding_at(entry, Code.TOO_LONG, said, field, name)


def pasted(report: Report) -> Iterator[Finding]:
    """Yield the items whose narrative stands, word for word, in an earlier item that is not the one above."""
    first: dict[str, Entry] = {}
    said: dict[str, str] = {}
    for entry in report.walk():
        text = said[entry.item.id] = "".join(entry.item.narrative.split())
        if len(text) < SHORTEST_PASTED or said.get(entry.item.parent_id or "") == text:
            continue
        other = first.setdefault(text, entry)
        if other is not entry:
            message = _("完成情况与 {place} 的一字不差。").format(place=other.place)
            yield finding_at(entry, Code.PASTED, message, "narrative", text[:SHORTEST_PASTED])
