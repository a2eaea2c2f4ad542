"""The charts of a report as figures: what each bar is made of, the same on paper and in Word."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from desktop_app.models.values import Progress, Verdict
from desktop_app.reports import words
from desktop_app.reports.content import Report, Standing

DARK, PALE = 0.25, 0.85  # grays that a black-and-white copy keeps apart
UNNAMED = "（未命名）"


@dataclass(frozen=True)
class Pattern:
    """What a part of a bar is called and how it is filled; `figure` is the gray of a figure in it.

    `shared`: it is a share of the whole, as what does not apply is not.
    """

    name: str
    fill: float | None = None
    hatch: bool = False
    crossed: bool = False
    figure: float = 0.0
    shared: bool = True


@dataclass(frozen=True)
class Parts:
    """Bars made of parts, one a row: its name, and how many of each pattern.

    `alike`: all bars are equally long, else as long as they have points.
    """

    title: str
    patterns: tuple[Pattern, ...]
    rows: tuple[tuple[str, tuple[int, ...]], ...]
    total: tuple[int, ...]
    alike: bool = False

    @property
    def longest(self) -> int:
        """How many the longest bar stands for, at least 1."""
        return max((sum(counts) for _name, counts in self.rows), default=0) or 1

    def legend(self) -> list[tuple[int, str]]:
        """Return, for each pattern that occurs, its place and its words: 已完成 56（93%）, 不适用 1."""
        counted = list(zip(self.patterns, self.total, strict=True))
        whole = sum(count for pattern, count in counted if pattern.shared)
        return [
            (at, f"{pattern.name} {count}" + (f"（{100 * count / whole:.0f}%）" if pattern.shared else ""))
            for at, (pattern, count) in enumerate(counted)
            if count
        ]


@dataclass(frozen=True)
class Scores:
    """Frames as long as a full score, filled as far as it was earned: name, earned, full."""

    title: str
    rows: tuple[tuple[str, float, float], ...]

    @property
    def longest(self) -> float:
        """The largest full score."""
        return max(full for _name, _got, full in self.rows)


def score_words(got: float, full: float) -> str:
    """Return what stands beside a bar of scores: 12.5/13　96%."""
    return f"{words.figure(got)}/{words.figure(full)}　{100 * got / full:.0f}%"


PROGRESS: Mapping[Progress | None, Pattern] = {
    Progress.DONE: Pattern(words.STATES[Progress.DONE], DARK, figure=1.0),
    Progress.UNDER_WAY: Pattern(words.STATES[Progress.UNDER_WAY], hatch=True),
    Progress.NOT_STARTED: Pattern(words.STATES[Progress.NOT_STARTED]),
    None: Pattern(words.STATES[None], PALE, shared=False),
}
VERDICTS: Mapping[Verdict | None, Pattern] = {
    Verdict.ACHIEVED: Pattern(words.VERDICT[Verdict.ACHIEVED], DARK, figure=1.0),
    Verdict.MOSTLY_ACHIEVED: Pattern(words.VERDICT[Verdict.MOSTLY_ACHIEVED], hatch=True),
    Verdict.NOT_ACHIEVED: Pattern(words.VERDICT[Verdict.NOT_ACHIEVED], hatch=True, crossed=True),
    Verdict.NOT_APPLICABLE: Pattern(words.VERDICT[Verdict.NOT_APPLICABLE], PALE, shared=False),
    None: Pattern("未作结论"),
}


def progress_parts(report: Report) -> Parts:
    """Return one bar a section, as long as it has points, by how far they are."""
    return _parts("各章要点进度", PROGRESS, report.sections, report.total, _progress)


def verdict_parts(report: Report) -> Parts | None:
    """Return one bar a section with points and one of all, by their verdicts; None without verdicts."""
    if not any(report.total.verdicts.get(verdict) for verdict in Verdict):
        return None
    shown = [one for one in report.sections if sum(one.points.values())]
    shown.append(replace(report.total, heading="合计"))
    return replace(_parts("自评结论构成", VERDICTS, shown, report.total, _verdicts), alike=True)


def score_bars(report: Report) -> Scores | None:
    """Return the scores of the sections that have one; None where none has."""
    rows = tuple(
        (one.heading or UNNAMED, one.score, one.full_score)
        for one in report.sections
        if one.full_score and one.score is not None
    )
    return Scores("各章自评得分", rows) if rows else None


def _progress(one: Standing) -> tuple[int, ...]:
    return tuple(one.points.get(state, 0) for state in PROGRESS)


def _verdicts(one: Standing) -> tuple[int, ...]:
    return tuple(one.verdicts.get(verdict, 0) for verdict in VERDICTS)


def _parts(
    title: str,
    patterns: Mapping[Progress | None, Pattern] | Mapping[Verdict | None, Pattern],
    shown: Sequence[Standing],
    total: Standing,
    counts: Callable[[Standing], tuple[int, ...]],
) -> Parts:
    rows = tuple((one.heading or UNNAMED, counts(one)) for one in shown)
    return Parts(title, tuple(patterns.values()), rows, counts(total))
