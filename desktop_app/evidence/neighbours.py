"""What files lend each other: where the others of one folder, and of one day in it, belong."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from math import fsum

from desktop_app.evidence.postings import Scores

Where = tuple[tuple[str, ...], date | None]  # the folders of a file, outermost first, and its day
Day = tuple[int, int]  # month and day: papers seldom tell the year
LOG = 3  # days that a paper on one event names at most
DEADLINE = 4  # papers that tell of one day's event at most
CROWD = 30  # so many files of one day were copied on it, not made
CLEAR = 0.3  # of the best score: what is below is chance
CALM = 0.6  # the score that is as sure as not


def lent(places: Sequence[Where], own: Sequence[Scores]) -> list[Scores]:
    """Return, for each file, what its neighbours say: the mean of where they belong, from 0 to 1 a point.

    Half of it comes from all other files of the folder, half from those of the same day. Files that lie in no
    folder, as they fell, have neighbours by their day alone.
    """
    shares = [_shares(scores) for scores in own]
    groups: dict[Where, list[int]] = defaultdict(list)
    for number, (folders, day) in enumerate(places):
        for key in _keys(folders, day):
            groups[key].append(number)
    sums = {key: _sum(shares[number] for number in members) for key, members in groups.items()}
    found = []
    for number, (folders, day) in enumerate(places):
        loan: Scores = defaultdict(float)
        for key in _keys(folders, day):
            others = len(groups[key]) - 1
            if not others or (key[1] and others >= CROWD):
                continue
            for place, value in sums[key].items():
                loan[place] += max(0.0, value - shares[number].get(place, 0.0)) / others / 2
        found.append(loan)
    return found


def reported(
    days: Sequence[Day | None], told: Sequence[Collection[Day]], own: Sequence[Scores]
) -> list[Scores]:
    """Return, for each file of a day, where the papers belong that tell of that day, wherever they lie.

    `days` are the (month, day) of the files to be placed, None for those that need no help; `told` the days
    that each paper names. A paper that names many days is a log, and a day that many papers name a deadline:
    they say nothing.
    """
    papers: dict[Day, list[Scores]] = defaultdict(list)
    for named, scores in zip(told, own, strict=True):
        if len(named) <= LOG:
            for day in named:
                papers[day].append(_shares(scores))
    means: dict[Day, Scores] = {
        day: {place: value / len(those) for place, value in _sum(those).items()}
        for day, those in papers.items()
        if len(those) <= DEADLINE
    }
    return [means.get(day, {}) if day else {} for day in days]


def _keys(folders: tuple[str, ...], day: date | None) -> Iterable[Where]:
    if folders:
        yield folders, None
    if day:
        yield folders, day


def _shares(scores: Scores) -> Scores:
    """Return how a file's certainty is divided among the points."""
    top = max(scores.values(), default=0.0)
    clear = {place: (score / top) ** 4 for place, score in scores.items() if top and score > CLEAR * top}
    total = sum(clear.values())
    return {place: top / (top + CALM) * value / total for place, value in clear.items()}


def _sum(many: Iterable[Scores]) -> Scores:
    """Return the sums, exact to the last digit, so that the order of the files changes nothing."""
    values: dict[int, list[float]] = defaultdict(list)
    for one in many:
        for place, value in one.items():
            values[place].append(value)
    return {place: fsum(all_of_it) for place, all_of_it in values.items()}
