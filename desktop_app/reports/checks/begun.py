"""Work that was not begun, or not told: points without a word, points whose progress says something else."""

from collections.abc import Iterable, Iterator, Sequence

from desktop_app.i18n import _
from desktop_app.models.values import ItemRow, Progress, Verdict
from desktop_app.reports.checks.finding import Code, Finding
from desktop_app.reports.checks.told import finding_at
from desktop_app.reports.content import Entry, Report

_RUN = 3  # numbers in a row from which on only the first and the last are named
_MOST = 30  # places named in one sentence; the others are counted
_EACH = 5  # points told one by one; more are told in one sentence


def untouched(judged: Iterable[tuple[Entry, Verdict | None]]) -> Iterator[Finding]:
    """Yield one finding for all points of which nobody said anything: no verdict, score, text or evidence.

    One and not one each: half a year before the report most of them are so. `judged` are the entries, each
    with the verdict in force. What is done without evidence is told elsewhere.
    """
    found = [(entry, "") for entry, verdict in judged if verdict is None and _is_bare(entry)]
    yield from _told(
        found,
        Code.UNTOUCHED,
        _("没有自评结论，也没有完成情况和佐证材料。"),
        _("{count} 个要点没有自评结论，也没有完成情况和佐证材料：{places}。"),
        "narrative",
        each=1,
    )


def done_bare(judged: Iterable[tuple[Entry, Verdict | None]]) -> Iterator[Finding]:
    """Yield the points that are done and of which neither a verdict nor a score nor a narrative tells."""
    found = [
        (entry, "")
        for entry, verdict in judged
        if verdict is None and entry.counted and entry.applies and _is_done_bare(entry)
    ]
    yield from _told(
        found,
        Code.DONE_BARE,
        _("已完成，但没有自评结论，也没有写完成情况。"),
        _("{count} 个要点已完成，但没有自评结论，也没有写完成情况：{places}。"),
        "narrative",
    )


def _is_done_bare(entry: Entry) -> bool:
    if entry.progress is not Progress.DONE:
        return False
    below = [one.item for one in entry.walk()]
    return not any(row.narrative.strip() or row.verdict or row.score is not None for row in below)


def not_begun(report: Report) -> Iterator[Finding]:
    """Yield the points that nobody has begun and that were judged, or earn a score, all the same.

    未达成 and a score of 0 agree with work that was not begun.
    """
    found = [
        (entry, said)
        for entry in report.walk()
        if entry.counted and entry.applies and entry.progress is Progress.NOT_STARTED
        if (said := _judgement(entry))
    ]
    yield from _told(
        found,
        Code.NOT_BEGUN,
        _("进度还是“未开始”，却有{judgement}。"),
        _("{count} 个要点进度还是“未开始”，却有自评结论或得分：{places}。"),
        "progress",
    )


def _judgement(entry: Entry) -> str:
    verdict = entry.item.verdict
    if verdict is Verdict.NOT_ACHIEVED:
        return ""
    if verdict is not None:
        return _("自评结论“{verdict}”").format(verdict=verdict.label)
    score = entry.item.score
    return _("自评得分 {score}").format(score=f"{score:g}") if score else ""


def _told(
    found: Sequence[tuple[Entry, str]], code: Code, one: str, many: str, field: str, each: int = _EACH
) -> Iterator[Finding]:
    """Yield a finding for each point, or where these are more than `each` one for all, at the first of them.

    `one` is the sentence for one point, its {judgement} what was found with it; `many` names all of them.
    """
    if len(found) <= each:
        for entry, judgement in found:
            yield finding_at(entry, code, one.format(judgement=judgement), field)
        return
    first = found[0][0]
    said = many.format(count=len(found), places=listed([entry.place for entry, _judgement in found]))
    yield Finding(code, first.item.id, "", said, heading=first.shown_heading, field=field)


def _is_bare(entry: Entry) -> bool:
    if not entry.counted or not entry.applies or entry.progress is Progress.DONE or entry.has_evidence:
        return False
    return not any(_is_told(one.item) for one in entry.walk())


def _is_told(row: ItemRow) -> bool:
    words = (row.narrative, row.problem, row.improvement)
    return any(map(str.strip, words)) or row.verdict is not None or row.score is not None


def done_alone(entry: Entry) -> Iterator[Finding]:
    """Yield that a point was set to done by hand while none of its measures is."""
    measures = [one for one in entry.measures if one.applies]
    done = entry.counted and entry.applies and entry.item.progress is Progress.DONE
    if done and measures and not any(one.progress is Progress.DONE for one in measures):
        message = _("标为已完成，但 {count} 项举措没有一项是完成的。").format(count=len(measures))
        yield finding_at(entry, Code.DONE_ALONE, message, "progress")


def listed(places: Sequence[str]) -> str:
    """Return the places of items in one line, numbers in a row as 5–9."""
    runs: list[list[str]] = []
    for place in places:
        if runs and place.isdecimal() and runs[-1][-1].isdecimal() and int(place) == int(runs[-1][-1]) + 1:
            runs[-1].append(place)
        else:
            runs.append([place])
    named = [f"{run[0]}–{run[-1]}" if len(run) >= _RUN else "、".join(run) for run in runs]
    words = "、".join(named[:_MOST])
    return words if len(named) <= _MOST else _("{places}……").format(places=words)
