"""Scores as formulas: what follows from below is summed in the workbook as `models.scores` sums it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from desktop_app.models.values import Verdict
from desktop_app.reports import words
from desktop_app.reports.content import Entry
from desktop_app.reports.workbook.sheet import Formula, Value

LONGEST_FORMULA = 8_000  # characters; Excel allows 8,192
KIND, VERDICT, FULL, GOT = "B", "H", "I", "J"  # the columns of the table that sums are taken from


@dataclass(frozen=True)
class Place:
    """Where an item's score stands: its row, the row's kind, and which of its kind it is, counted from 0."""

    row: int
    kind: str
    order: int


@dataclass(frozen=True)
class _Run:
    """Neighbours of one kind and weight that are summed at once."""

    first: Place
    last: Place
    weight: float


class Sums:
    """The formulas of a table whose items have their scores in these places, by item."""

    def __init__(self, places: Mapping[str, Place]) -> None:
        self._places = places

    def scores(self, entry: Entry) -> tuple[Value, Value]:
        """Return an item's full score and score: its own where given, else what follows from below."""
        item, score = entry.item, entry.score
        full, got = rounded(item.full_score), rounded(item.score)
        if not entry.applies:
            return None, None
        runs = self._runs(entry.children)
        if not runs:
            return full, got
        summed = self.formula(runs, GOT, rounded(score.got))
        if full is not None and isinstance(summed, Formula):
            own = f"{full:g}*({_sum(runs, GOT)})/({_sum(runs, FULL)})"
            summed = Formula(_given(runs, f'IFERROR(ROUND({own},2),"")'), rounded(score.got))
        return (
            self.formula(runs, FULL, rounded(score.full)) if full is None else full,
            summed if got is None else got,
        )

    def total(self, entries: Sequence[Entry], full: float | None, got: float | None) -> tuple[Value, Value]:
        """Return the sums of all."""
        runs = self._runs(entries)
        return self.formula(runs, FULL, rounded(full)), self.formula(runs, GOT, rounded(got))

    def formula(self, runs: Sequence[_Run], column: str, value: float | None) -> Value:
        """Return a column's sum as a formula; as a figure where it would be longer than Excel takes."""
        if not runs:
            return value
        said = f"ROUND({_sum(runs, column)},2)"
        if column == GOT:
            said = _given(runs, said)
        else:
            value = value or 0
        return Formula(said, value) if len(said) <= LONGEST_FORMULA else value

    def _runs(self, entries: Sequence[Entry]) -> list[_Run]:
        runs: list[_Run] = []
        for place, weight in self._below(entries):
            before = runs[-1] if runs else None
            if before and (place.kind, place.order, weight) == (
                before.last.kind,
                before.last.order + 1,
                before.weight,
            ):
                runs[-1] = _Run(before.first, place, weight)
            else:
                runs.append(_Run(place, place, weight))
        return runs

    def _below(self, entries: Sequence[Entry]) -> Iterator[tuple[Place, float]]:
        """Yield where the nearest scores are and what each counts; headings without are passed through."""
        stack = [(entry, 1.0) for entry in reversed(entries)]
        while stack:
            entry, weight = stack.pop()
            weight *= 1.0 if entry.item.weight is None else entry.item.weight
            place = self._places.get(entry.item.id)
            if place is not None:
                yield place, weight
            elif entry.applies:
                stack.extend((child, weight) for child in reversed(entry.children))


def rounded(score: float | None) -> float | None:
    """Return a score as it is shown: a weighted sum would have digits without end."""
    return None if score is None else round(score, 2)


def _sum(runs: Sequence[_Run], column: str) -> str:
    return "+".join(_term(run, column) for run in runs)


def _term(run: _Run, column: str) -> str:
    """Return one SUMIFS: what does not apply counts nothing, nor does a score without a full score."""
    times = "" if run.weight == 1 else f"{run.weight:g}*"
    span = [f"{one}{run.first.row}:{one}{run.last.row}" for one in (column, KIND, VERDICT, FULL)]
    asked = f'{span[1]},"{run.first.kind}",{span[2]},"<>{words.VERDICT[Verdict.NOT_APPLICABLE]}"'
    scored = f',{span[3]},">=0"' if column == GOT else ""
    return f"{times}SUMIFS({span[0]},{asked}{scored})"


def _given(runs: Sequence[_Run], said: str) -> str:
    """Return a formula that shows nothing while no score was given."""
    first, last = runs[0].first.row, max(run.last.row for run in runs)
    return f'IF(COUNT({GOT}{first}:{GOT}{last})=0,"",{said})'
