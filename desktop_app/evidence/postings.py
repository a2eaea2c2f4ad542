"""Which points use a word, and how much it says: BM25's weights, made once for all points of a checklist."""

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Generic, TypeVar

Key = TypeVar("Key", str, int)
Scores = dict[int, float]  # by a point's place in the checklist

SATURATION = 1.2  # BM25's k: how soon one more occurrence says nothing new
TOO_COMMON = 0.5  # share of the points: a word that so many use tells none of them apart
FEW = 12  # points, among which no word is too common
BY_LENGTH = 0.5  # BM25's b: how far a long point's words count less


class Postings(Generic[Key]):
    """For each word or theme the points that use it, and how rare it is among them."""

    def __init__(self, points: Sequence[Mapping[Key, float]]) -> None:
        many = len(points)
        lengths = [sum(one.values()) for one in points]
        average = sum(lengths) / many if any(lengths) else 1.0
        used = Counter(key for one in points for key in one)
        self.rarest = math.log(1 + many / 0.5)
        self._rarity: dict[Key, float] = {
            key: math.log(1 + (many - count + 0.5) / (count + 0.5)) for key, count in used.items()
        }
        self._users: dict[Key, list[tuple[int, float]]] = defaultdict(list)
        for place, (one, length) in enumerate(zip(points, lengths, strict=True)):
            worn = SATURATION * (1 - BY_LENGTH + BY_LENGTH * length / average)
            for key, count in one.items():
                if many > FEW and used[key] > TOO_COMMON * many:
                    continue
                self._users[key].append((place, count / (count + worn) * self._rarity[key]))

    def known(self, keys: Mapping[Key, float]) -> list[Key]:
        """Return those of the words that some point uses, in their own order: sums then come out the same."""
        rarity = self._rarity
        return [key for key in keys if key in rarity]

    def heaviest(self, amounts: Mapping[Key, float], most: int) -> dict[Key, float]:
        """Return those of the amounts of known words that can give a point most; of equals the first."""
        if len(amounts) <= most:
            return dict(amounts)
        rarity = self._rarity
        gains = [amount * rarity[key] for key, amount in amounts.items()]
        least = sorted(gains, reverse=True)[most - 1]
        room = most - sum([gain > least for gain in gains])
        kept = {}
        for (key, amount), gain in zip(amounts.items(), gains, strict=True):
            if gain > least or (gain == least and room > 0):
                kept[key] = amount
                room -= gain == least
        return kept

    def weigh(self, amounts: Mapping[Key, float]) -> Scores:
        """Return what the amounts of known words give each point."""
        found: Scores = defaultdict(float)
        for key, amount in amounts.items():
            for place, weight in self._users[key]:
                found[place] += amount * weight
        return found

    def mass(self, amounts: Mapping[Key, float]) -> float:
        """Return how much the amounts of known words would give a point that used them all."""
        rarity = self._rarity
        return sum([amount * rarity[key] for key, amount in amounts.items()])
