"""Where a file belongs: files against the points of a checklist, by words alone; no SQL, no Qt, no network.

A file's name, folders and text are compared with each point's title, measures and people, rare words weighing
more than common ones (`postings`), by pairs and triples of characters and by the themes of `school_words`.
Files of one folder and one day then lend each other what they know, and a paper lends to the pictures taken
on the day that it tells of. The same files and points give the same answer, in whatever order they come.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

from desktop_app.evidence.clues import (
    Words,
    day_in,
    days_told,
    desks_in,
    elsewhere,
    months_in,
    names_office,
    numbers_in,
    school_in,
    settings_in,
    telling,
    with_wholes,
    words_of,
    words_of_name,
)
from desktop_app.evidence.copying import Cancelled, stop_if
from desktop_app.evidence.neighbours import CROWD, Day, lent, reported
from desktop_app.evidence.postings import Postings, Scores
from desktop_app.evidence.school_words import offices, plain

HEAD, BODY = 60, 2_200  # characters of a text: where its title stands, and how far it is read
# Endings of what shows nothing that was done: programs, shortcuts, what systems and downloads leave behind.
SHOW_NOTHING = re.compile(r"\.(apk|bat|bin|db|dll|dmg|exe|ini|iso|lnk|msi|sys|tmp|torrent|ttf|url)$", re.I)
LONG = 500  # characters of a text from which on pairs say enough: there are many
TELLING = 200  # words of a text that are weighed: the rarest and most frequent
REPORT = 300  # characters of a text in which a report names its day
SHOWN = 5  # points named for one file
# Scores from which the first point is right nine times of ten, and two times of three, on made-up school
# years never tuned on (tests/evidence/places); below the lower one it is oftener wrong.
LIKELY, MAYBE = 0.5, 0.3
HEARSAY = LIKELY - 0.01  # where nothing but the files beside one speaks for a point, it is never likely
SHARP = 2  # how far a better point takes away from the others


@dataclass(frozen=True)
class Point:
    """What is known of a point.

    `text` holds its measures and targets, `above` the titles over it, `people` its departments and persons,
    `known` what the school wrote of it and the names of the files that it has already; `measures` is how many
    it has.
    """

    id: str
    number: str
    title: str
    text: str = ""
    above: str = ""
    people: str = ""
    known: str = ""
    due: date | None = None
    measures: int = 0


@dataclass(frozen=True)
class Candidate:
    """A file to be placed: its name, the folders it lies in (outermost first), its text, its day."""

    name: str
    folders: tuple[str, ...] = ()
    text: str = ""
    taken: date | None = None


@dataclass(frozen=True)
class Match:
    """A point that a file may belong to; `score` from 0 to 1 is how sure that is."""

    point_id: str
    score: float


@dataclass(frozen=True)
class Weights:
    """How much each clue counts; set on one made-up school year and measured on others."""

    title: float = 3.0  # how often each word of a point's title counts, against once for its text
    above: float = 0.4
    known: float = 0.7
    name: float = 1.0
    folder: float = 0.55
    office: float = 0.4  # what is left of a folder's words where they only name an office
    outer: float = 0.55  # a folder farther out counts this much of the one inside it
    head: float = 0.3
    body: float = 0.65
    theme: float = 1.2
    desk: float = 0.25
    duty: float = 0.4  # what an office deals with, where the point names none
    whole: float = 0.4  # of a theme, to what it is a part of
    duty_least: float = 0.5  # what of it counts where a file's own words do not speak for the point
    passing: float = 0.2  # what is left of a word of the setting (食堂, 班主任) that a text mentions
    month: float = 0.05
    number: float = 1.5
    maybe_number: float = 0.25
    context: float = 0.65  # what folders count where a file's own words do not speak for the point
    enough: float = 0.3  # what its own words must say for folders to count in full
    lend_blank: float = 0.9  # to a file that says nothing of itself
    lend: float = 0.25
    off_name: float = 0.2  # left of a score for each word of another world in the name, and in the text
    off_text: float = 0.6
    report: float = 1.5  # to a picture, from a paper that tells of its day
    least: float = 0.07  # below that a file belongs nowhere
    least_school: float = 0.015  # the same for one that speaks of a school and of nothing private
    half: float = 0.2  # where a score is half sure


WEIGHTS = Weights()


class Matcher:
    """The points of one checklist, ready to be compared with files."""

    def __init__(self, points: Sequence[Point], weights: Weights = WEIGHTS) -> None:
        self._points = tuple(points)
        self._weights = weights
        terms, themes = zip(*(self._words(point) for point in points), strict=True) if points else ((), ())
        self._terms = Postings[str](terms)
        self._themes = Postings[int](themes)
        self._desks: dict[int, list[int]] = defaultdict(list)
        self._duties: dict[int, Scores] = {}
        self._months: dict[int, list[int]] = defaultdict(list)
        self._numbers: dict[str, list[int]] = defaultdict(list)
        self._off = defaultdict[str, set[int]](set)
        for place, point in enumerate(points):
            self._note(place, point)

    def _words(self, point: Point) -> tuple[dict[str, float], dict[int, float]]:
        terms: dict[str, float] = defaultdict(float)
        themes: dict[int, float] = defaultdict(float)
        w = self._weights
        parts = ((point.title, w.title), (point.text, 1.0), (point.above, w.above), (point.known, w.known))
        for text, weight in parts:
            found = words_of(plain(text))
            for term, count in found.terms.items():
                terms[term] += weight * count
            for theme, much in found.themes.items():
                themes[theme] += weight * much
        return terms, themes

    def _note(self, place: int, point: Point) -> None:
        for desk in desks_in(plain(point.people)):
            self._desks[desk].append(place)
        for month in months_in(point.text) | ({point.due.month} if point.due else set()):
            self._months[month].append(place)
        self._numbers[plain(point.number)].append(place)
        for word in elsewhere(plain(f"{point.title} {point.text}")):
            self._off[word].add(place)

    def match(self, candidates: Sequence[Candidate], cancelled: Cancelled | None = None) -> list[list[Match]]:
        """Return, for each file, the points it may belong to, likeliest first; none if it belongs nowhere.

        Raises CancelledError where `cancelled` says so.
        """
        return [
            [] if _shows_nothing(one) else self._ranked(scores, self._least(one), said)
            for one, (scores, said) in zip(candidates, self._scores(candidates, cancelled), strict=True)
        ]

    def _scores(
        self, candidates: Sequence[Candidate], cancelled: Cancelled | None
    ) -> list[tuple[Scores, frozenset[int]]]:
        """Return each file's scores, and for which points more than the files beside it speaks."""
        w = self._weights
        folders = {name: words_of_name(name) for one in candidates for name in one.folders}
        own = []
        for one in candidates:
            stop_if(cancelled)
            own.append(self._own(one, folders))
        blank = [_blank(one) for one in candidates]
        days = [day_in(one.name, one.taken) for one in candidates]
        loans = lent([(one.folders, day) for one, day in zip(candidates, days, strict=True)], own)
        reports = reported(
            _alone(days, blank), [_told(one, no) for one, no in zip(candidates, blank, strict=True)], own
        )
        found = []
        for empty, scores, loan, report in zip(blank, own, loans, reports, strict=True):
            said = frozenset(place for one in (scores, report) for place, value in one.items() if value)
            for rate, given in ((w.lend_blank if empty else w.lend, loan), (w.report, report)):
                for place, value in given.items():
                    scores[place] = scores.get(place, 0.0) + rate * value
            found.append((scores, said))
        return found

    def _least(self, one: Candidate) -> float:
        """Return what a file must reach to belong anywhere: less where it speaks of a school alone."""
        text = plain(f"{one.name} {one.text[:LONG]}")
        at_school = school_in(text) and not elsewhere(text)
        return self._weights.least_school if at_school else self._weights.least

    def _own(self, one: Candidate, folders: dict[str, Words]) -> Scores:
        """Return what a file says of itself, and what its folders say as far as that does not contradict."""
        w = self._weights
        text = plain(one.text[:BODY])
        said: Scores = defaultdict(float)
        self._add(said, words_of_name(PurePath(one.name).stem), w.name)
        self._add(said, words_of(text[:HEAD]), w.head, passing=w.passing)
        self._add(said, words_of(text, triples=len(text) < LONG), w.body, len(text), w.passing)
        self._add_numbers(said, one)
        around: Scores = defaultdict(float)
        weight = w.folder
        for folder in reversed(one.folders):
            self._add(around, folders[folder], weight * (w.office if names_office(folder) else 1.0))
            weight *= w.outer
        for place in self._at_desks(one.folders):
            around[place] += w.desk
        blank = _blank(one)
        for place, value in around.items():
            share = 1.0 if blank else w.context + (1 - w.context) * min(1.0, said[place] / w.enough)
            said[place] += value * share
        least = 0.0 if blank else w.duty_least
        for place, value in self._on_duty(one.folders).items():
            said[place] += w.duty * value * max(least, min(1.0, said[place] / w.enough))
        day = day_in(one.name, one.taken)
        for place in self._months.get(day.month, ()) if day else ():
            if place in said:
                said[place] += w.month
        return self._doubted(said, one)

    def _add(
        self, scores: Scores, words: Words, weight: float, length: int = 0, passing: float = 1.0
    ) -> None:
        """Add what one part of a file says: how much of it a point explains, words and themes apart."""
        worn = 0.5 + length / 1500  # in a long text one occurrence says little
        counts = words.terms
        amounts = {term: 1.5 * counts[term] / (counts[term] + worn) for term in self._terms.known(counts)}
        for term in settings_in(amounts):
            if counts[term] <= 2:
                amounts[term] *= passing
        strange = (len(counts) - len(amounts)) * self._terms.rarest * 1.5 / (1 + worn)
        norm = 3 * (self._terms.mass(amounts) + strange + 3.0) ** 0.5
        for place, value in self._terms.weigh(self._terms.heaviest(amounts, TELLING)).items():
            scores[place] += weight * value / norm
        total = sum(words.themes.values()) + 0.5
        shares = with_wholes(
            {
                theme: (passing if theme in words.passing else 1.0)
                * words.themes[theme]
                / (words.themes[theme] + 1.0)
                * words.themes[theme]
                / total
                for theme in words.themes
            },
            self._weights.whole,
        )
        shares = {theme: shares[theme] for theme in self._themes.known(shares)}
        for place, value in self._themes.weigh(shares).items():
            scores[place] += weight * self._weights.theme * value / self._themes.rarest

    def _add_numbers(self, scores: Scores, one: Candidate) -> None:
        """Trust a number that names an item; one that may be a day or a place in a row only helps."""
        w = self._weights
        for name in (PurePath(one.name).stem, *one.folders):
            for number in numbers_in(name):
                places = self._numbers.get(number.value, ())
                if len(places) != 1:
                    continue
                (place,) = places
                below = 0 < number.below <= self._points[place].measures
                if number.named or (below and not number.may_be_a_day):
                    scores[place] += w.number
                elif place in scores:
                    scores[place] += w.maybe_number

    def _at_desks(self, folders: tuple[str, ...]) -> set[int]:
        desks = desks_in(plain("/".join(folders)))
        return {place for desk in desks for place in self._desks.get(desk, ())}

    def _on_duty(self, folders: tuple[str, ...]) -> Scores:
        """Return how far, from 0 to 1, the offices of the folders deal with what each point is about."""
        found: Scores = {}
        for desk in desks_in(plain("/".join(folders))):
            for place, value in self._duties_of(desk).items():
                found[place] = max(value, found.get(place, 0.0))
        return found

    def _duties_of(self, desk: int) -> Scores:
        if desk not in self._duties:
            self._duties[desk] = self._strongest(sorted(offices()[desk].duties))
        return self._duties[desk]

    def _strongest(self, themes: Iterable[int]) -> Scores:
        """Return for each point how much, from 0 to 1, the one of the themes counts that counts most."""
        found: Scores = {}
        for theme in themes:
            for place, value in self._themes.weigh({theme: 1 / self._themes.rarest}).items():
                found[place] = max(value, found.get(place, 0.0))
        return found

    def _doubted(self, scores: Scores, one: Candidate) -> Scores:
        """Lower the scores of a file that speaks of pay, private matters and so on, unless the point does."""
        w = self._weights
        in_name = elsewhere(plain(one.name))
        in_text = elsewhere(plain(one.text[:HEAD])) - in_name
        rates = [(word, w.off_name) for word in sorted(in_name)] + [
            (word, w.off_text) for word in sorted(in_text)
        ]
        for word, rate in rates:
            for place in scores:
                if place not in self._off.get(word, ()):
                    scores[place] *= rate
        return scores

    def _ranked(self, scores: Scores, least: float, said: Collection[int]) -> list[Match]:
        best = sorted(scores.items(), key=lambda one: (-one[1], one[0]))[:SHOWN]
        if not best or best[0][1] < least:
            return []
        top = best[0][1]
        share = top / (top + self._weights.half) / sum((value / top) ** SHARP for _, value in best)
        sure = {place: round(share * (value / top) ** SHARP, 4) for place, value in best}
        return [
            Match(self._points[place].id, score if place in said else min(score, HEARSAY))
            for place, score in sure.items()
        ]


def _shows_nothing(one: Candidate) -> bool:
    """Tell whether a file is of a kind that proves no work, whatever it is called."""
    return SHOW_NOTHING.search(one.name) is not None


def _blank(one: Candidate) -> bool:
    """Tell whether a file says nothing of itself: IMG_2034.jpg."""
    return not one.text.strip() and not words_of(telling(PurePath(one.name).stem)).terms


def _alone(days: Sequence[date | None], blank: Sequence[bool]) -> list[Day | None]:
    """Return the days of files that say nothing else, unless so many share one that it is a copy's."""
    many = Counter(day for day, empty in zip(days, blank, strict=True) if empty)
    return [
        (day.month, day.day) if day and empty and many[day] < CROWD else None
        for day, empty in zip(days, blank, strict=True)
    ]


def _told(one: Candidate, blank: bool) -> frozenset[Day]:
    return frozenset() if blank else days_told(one.name, one.text[:REPORT])
