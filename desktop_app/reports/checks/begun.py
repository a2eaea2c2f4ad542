"""Work that was not begun, or not told: points without a word, points called done over open measures."""

from collections.abc import Iterable, Iterator, Sequence

from desktop_app.i18n import _
from desktop_app.models.values import ItemRow, Progress, Verdict
from desktop_app.reports.checks.finding import Code, Finding
from desktop_app.reports.checks.told import finding_at
from desktop_app.reports.content import Entry

_RUN = 3  # numbers in a row from which on only the first and the last are named
_MOST = 30  # places named in one sentence; the others are counted


def untouched(judged: Iterable[tuple[Entry, Verdict | None]]) -> Iterator[Finding]:
    """Yield one finding for all points of which nobody said anything: no verdict, score, text or evidence.

    One and not one each: half a year before the report most of them are so. `judged` are the entries, each
    with the verdict in force. What is done without evidence is told elsewhere.
    """
    found = [entry for entry, verdict in judged if verdict is None and _is_bare(entry)]
    if len(found) == 1:
        message = _("没有自评结论，也没有完成情况和佐证材料。")
        yield finding_at(found[0], Code.UNTOUCHED, message, "narrative")
    elif found:
        message = _("{count} 个要点没有自评结论，也没有完成情况和佐证材料：{places}。")
        said = message.format(count=len(found), places=listed([entry.place for entry in found]))
        first = found[0]
        yield Finding(Code.UNTOUCHED, first.item.id, "", said, heading=first.shown_heading, field="narrative")


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
