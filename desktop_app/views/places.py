"""The views of a checklist that the left side offers, and how many points each of them holds."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum

from desktop_app.i18n import _
from desktop_app.models.standing import has_problem, open_days, people_of
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import Progress


class Place(StrEnum):
    """One view of a checklist."""

    ALL = "all"
    MINE = "mine"
    THIS_MONTH = "this_month"
    OVERDUE = "overdue"
    LACKING = "lacking"
    PROBLEMS = "problems"
    DONE = "done"

    @property
    def label(self) -> str:
        """The word on screen."""
        labels = {
            Place.ALL: _("全部"),
            Place.MINE: _("我负责的"),
            Place.THIS_MONTH: _("本月到期"),
            Place.OVERDUE: _("已逾期"),
            Place.LACKING: _("缺佐证"),
            Place.PROBLEMS: _("有问题"),
            Place.DONE: Progress.DONE.label,
        }
        return labels[self]

    @property
    def empty_words(self) -> str:
        """What an empty view says."""
        words = {
            Place.ALL: _("这份清单里还没有要点"),
            Place.MINE: _("没有由我负责的要点"),
            Place.THIS_MONTH: _("本月没有到期的要点"),
            Place.OVERDUE: _("没有逾期的要点"),
            Place.LACKING: _("没有缺佐证的要点"),
            Place.PROBLEMS: _("没有存在问题的要点"),
            Place.DONE: _("还没有已完成的要点"),
        }
        return words[self]


class Census:
    """Counts the points of a tree by place, and counts again only those that changed.

    `today` decides what is late; `me` are the names (of a person, of departments) that mean whoever looks.
    """

    def __init__(self, tree: ItemTree, today: date, me: frozenset[str] = frozenset()) -> None:
        self._tree = tree
        self.today = today
        self.me = me
        self._places: dict[str, frozenset[Place]] = {row.id: self._find(row.id) for row in tree.points()}
        self._counts = dict.fromkeys(Place, 0)
        for places in self._places.values():
            self._add(places, 1)

    def update(self, item_ids: Iterable[str]) -> None:
        """Look again at the points among these items."""
        for item_id in item_ids:
            before = self._places.get(item_id)
            if before is not None:
                self._add(before, -1)
                self._places[item_id] = self._find(item_id)
                self._add(self._places[item_id], 1)

    def count(self, place: Place) -> int:
        """Return how many points a place holds."""
        return self._counts[place]

    @property
    def applying(self) -> int:
        """How many points there are that apply: so many are to be done."""
        return sum(map(self._tree.applies, self._places))

    def members(self, place: Place) -> list[str]:
        """Return the points of a place, in document order."""
        return [item_id for item_id, places in self._places.items() if place in places]

    def _find(self, item_id: str) -> frozenset[Place]:
        tree, places = self._tree, {Place.ALL}
        if tree.state(item_id) is Progress.DONE:
            places.add(Place.DONE)
        rows = [tree[item_id], *tree.walk(item_id)]
        for day in open_days(tree, item_id) if any(row.due for row in rows) else ():
            if day < self.today:
                places.add(Place.OVERDUE)
            if (day.year, day.month) == (self.today.year, self.today.month):
                places.add(Place.THIS_MONTH)
        if tree.lacks_evidence(item_id):
            places.add(Place.LACKING)
        if has_problem(tree, item_id):
            places.add(Place.PROBLEMS)
        if self.me and self.me & people_of(tree, item_id):
            places.add(Place.MINE)
        return frozenset(places)

    def _add(self, places: frozenset[Place], by: int) -> None:
        for place in places:
            self._counts[place] += by
