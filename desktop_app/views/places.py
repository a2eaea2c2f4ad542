"""The views of a checklist that the left side offers, and how many points each of them holds."""

from collections.abc import Iterable
from enum import StrEnum

from desktop_app.i18n import _
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import Progress


class Place(StrEnum):
    """One view of a checklist."""

    ALL = "all"
    NOT_STARTED = "not_started"
    UNDER_WAY = "under_way"
    DONE = "done"
    LACKING = "lacking"

    @property
    def label(self) -> str:
        """The word on screen."""
        labels = {
            Place.ALL: _("全部"),
            Place.NOT_STARTED: Progress.NOT_STARTED.label,
            Place.UNDER_WAY: Progress.UNDER_WAY.label,
            Place.DONE: Progress.DONE.label,
            Place.LACKING: _("缺佐证"),
        }
        return labels[self]


_PLACE_OF = {
    Progress.NOT_STARTED: Place.NOT_STARTED,
    Progress.UNDER_WAY: Place.UNDER_WAY,
    Progress.DONE: Place.DONE,
}


class Census:
    """Counts the points of a tree by place, and counts again only those that changed."""

    def __init__(self, tree: ItemTree) -> None:
        self._tree = tree
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

    def members(self, place: Place) -> list[str]:
        """Return the points of a place, in document order."""
        return [item_id for item_id, places in self._places.items() if place in places]

    def _find(self, item_id: str) -> frozenset[Place]:
        places = {Place.ALL, _PLACE_OF[self._tree.progress(item_id)]}
        if self._tree.lacks_evidence(item_id):
            places.add(Place.LACKING)
        return frozenset(places)

    def _add(self, places: frozenset[Place], by: int) -> None:
        for place in places:
            self._counts[place] += by
