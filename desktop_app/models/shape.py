"""A checklist's items while they are rearranged: who is below whom, in what order, on what level."""

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple, Self

from sqlalchemy import Connection, Integer, String, bindparam, select, type_coerce

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models.changes import look_up
from desktop_app.models.chosen import gone, what
from desktop_app.models.entities import ITEM, POSITION_STEP
from desktop_app.models.journal import Image
from desktop_app.models.values import Level, Progress

RANK = {level: rank for rank, level in enumerate(Level)}
BELOW = {Level.SECTION: Level.POINT, Level.SUBSECTION: Level.POINT, Level.POINT: Level.MEASURE}
LOWEST = RANK[Level.MEASURE]
_LEVELS = {level.value: level for level in Level}
_PROGRESS: dict[str | None, Progress] = {progress.value: progress for progress in Progress}


class Spot(NamedTuple):
    """What arranging needs to know of an item; its fields are the columns of that name."""

    id: str
    parent_id: str | None
    position: int
    deleted: bool
    level: Level
    progress: Progress | None
    title: str


# Plain words and numbers, made into values here: that takes a third of the time for a long list.
_PLAIN = {"deleted": Integer, "level": String, "progress": String}
_SPOTS = select(
    *(type_coerce(ITEM.c[name], _PLAIN.get(name, ITEM.c[name].type)) for name in Spot._fields)
).where(ITEM.c.checklist_id == bindparam("checklist"))


class Shape:
    """The items of one checklist, deleted ones among them, each in its place.

    Changes stay in memory until `images` tells what they come to. Whatever is done, every item is deeper
    than what it is below, and nothing is below a measure, deleted items included.
    """

    def __init__(self, checklist_id: str, spots: Iterable[Spot]) -> None:
        self.checklist_id = checklist_id
        self._before = {spot.id: spot for spot in spots}
        self._now = dict(self._before)
        self._below: dict[str | None, list[str]] = {}
        for spot in sorted(self._before.values(), key=lambda spot: spot.position):
            self._below.setdefault(spot.parent_id, []).append(spot.id)
        self._order = {parent_id: list(family) for parent_id, family in self._below.items()}
        self._moved: set[str] = set()

    @classmethod
    def of_checklist(cls, connection: Connection, checklist_id: str) -> Self:
        """Read the places of a checklist's items."""
        rows = connection.execute(_SPOTS, {"checklist": checklist_id})
        return cls(
            checklist_id,
            (
                Spot(one, parent, position, bool(deleted), _LEVELS[level], _PROGRESS.get(progress), title)
                for one, parent, position, deleted, level, progress, title in rows
            ),
        )

    @classmethod
    def of_items(cls, connection: Connection, ids: Sequence[str]) -> Self:
        """Read the places of the checklist that items are in. Raises YaodianError where one is not there."""
        checklists = set(look_up(connection, ITEM.c.checklist_id, ITEM.c.id, list(ids)))
        if len(checklists) > 1:
            raise YaodianError(_("一次只能移动同一份清单里的条目，没有改动。请分开选择。"))
        shape = cls.of_checklist(connection, *checklists) if checklists else cls("", ())
        if not ids or not all(shape.has(item_id) for item_id in ids):
            raise gone()
        return shape

    def __getitem__(self, item_id: str) -> Spot:
        return self._now[item_id]

    def has(self, item_id: str) -> bool:
        """Tell whether an item is there and not deleted."""
        return item_id in self._now and not self._now[item_id].deleted

    def family(self, parent_id: str | None) -> list[str]:
        """Return the ids right below an item (None: the top) that are not deleted, in order."""
        return [one for one in self._below.get(parent_id, ()) if not self._now[one].deleted]

    def topmost(self, ids: Iterable[str]) -> list[str]:
        """Return items in document order, without those below another of them."""
        wanted = set(ids)
        found = [spot for spot in map(self._now.__getitem__, wanted) if wanted.isdisjoint(self._above(spot))]
        return [spot.id for spot in sorted(found, key=self._place)]

    def _place(self, spot: Spot) -> list[int]:
        """Return what orders items as the document does: the positions from the top down to the item."""
        return [self._now[one].position for one in reversed([spot.id, *self._above(spot)])]

    def what(self, ids: Sequence[str]) -> str:
        """Return how an action's name speaks of items."""
        return what([self._now[item_id].title for item_id in ids])

    def put(self, block: Sequence[str], parent_id: str | None, after_id: str | None) -> None:
        """Put items, in this order, below another (None: at the top), after a sibling (None: before all).

        Levels adapt. Raises YaodianError where an item would come below itself or does not fit.
        """
        moving = set(block)
        parent = None if parent_id is None else self._now[parent_id]
        if parent and (parent.id in moving or not moving.isdisjoint(self._above(parent))):
            raise YaodianError(_("条目不能移到它自己的下面，没有改动。请选择别的位置。"))
        while after_id in moving:
            after_id = self._before_it(after_id)
        there = self.family(parent_id)
        beside = [one for one in there if one not in moving]
        for item_id in block:
            self._set(item_id, level=self._level(item_id, parent, beside, after_id))
        self._hang(block, parent_id, after_id)
        for item_id in block:
            self._settle(item_id)
        done = all(self.is_done(item_id) for item_id in block)
        if parent and parent.progress is Progress.DONE and not there and not done:
            self.set_progress(parent.id, Progress.UNDER_WAY)  # what was done has something new to do

    def reorder(self, parent_id: str | None, ids: Sequence[str], moved: Iterable[str]) -> None:
        """Put what is right below an item and not deleted into another order; `moved` get new positions."""
        order = iter(ids)
        family = self._below[parent_id]
        self._below[parent_id] = [one if self._now[one].deleted else next(order) for one in family]
        self._moved.update(moved)

    def add(self, spot: Spot, after_id: str | None) -> None:
        """Add a new item after a sibling (None: before all); `position_of` tells its position."""
        self._now[spot.id] = spot
        self._hang([spot.id], spot.parent_id, after_id)

    def set_progress(self, item_id: str, progress: Progress) -> None:
        """Give an item a progress of its own."""
        self._set(item_id, progress=progress)

    def delete(self, item_id: str) -> None:
        """Mark an item as deleted."""
        self._set(item_id, deleted=True)

    def is_done(self, item_id: str) -> bool:
        """Tell whether an item is done, by itself or by all that is below it."""
        own, below = self._now[item_id].progress, self.family(item_id)
        if own is not None or not below:
            return own is Progress.DONE
        return all(self.is_done(child) for child in below)

    def images(self) -> list[Image]:
        """Return what has changed of the items that were there before."""
        self._give_positions()
        images = []
        for item_id, before in self._before.items():
            now = self._now[item_id]
            if now is before:
                continue
            names = [name for name in Spot._fields if getattr(now, name) != getattr(before, name)]
            if names:
                old, new = ({name: getattr(one, name) for name in names} for one in (before, now))
                images.append(Image("item", item_id, old, new))
        return images

    def position_of(self, item_id: str) -> int:
        """Return an item's position; after `images`."""
        return self._now[item_id].position

    def _set(self, item_id: str, **values: object) -> None:
        self._now[item_id] = self._now[item_id]._replace(**values)  # type: ignore[arg-type]

    def _above(self, spot: Spot) -> Iterator[str]:
        while spot.parent_id is not None:
            yield spot.parent_id
            spot = self._now[spot.parent_id]

    def _before_it(self, item_id: str) -> str | None:
        family = self._below[self._now[item_id].parent_id]
        place = family.index(item_id)
        return family[place - 1] if place else None

    def _hang(self, block: Sequence[str], parent_id: str | None, after_id: str | None) -> None:
        moving = set(block)
        for old in {self._now[item_id].parent_id for item_id in block}:
            self._below[old] = [one for one in self._below.get(old, ()) if one not in moving]
        family = self._below.setdefault(parent_id, [])
        place = 0 if after_id is None else family.index(after_id) + 1
        family[place:place] = block
        self._moved |= moving
        for item_id in block:
            self._set(item_id, parent_id=parent_id)

    def _level(self, item_id: str, parent: Spot | None, beside: Sequence[str], after_id: str | None) -> Level:
        """Return the level an item takes: its own or its neighbour's, as far as it fits there."""
        spot = self._now[item_id]
        least = 0 if parent is None else RANK[parent.level] + 1
        if least > LOWEST:
            raise YaodianError(_("举措下面不能再分，没有改动。请放在这条举措的后面。"))
        most = LOWEST - self._depth(item_id)
        if least > most:
            raise YaodianError(
                _("“{title}”下面还有内容，放到这里层级就太多了，没有改动。请先把它下面的内容移出来。").format(
                    title=spot.title
                )
            )
        rank = min(max(RANK[self._wanted(spot, parent, beside, after_id)], least), most)
        return list(Level)[rank]

    def _wanted(self, spot: Spot, parent: Spot | None, beside: Sequence[str], after_id: str | None) -> Level:
        if beside:
            if any(self._now[one].level is spot.level for one in beside):
                return spot.level
            return self._now[after_id if after_id in beside else beside[0]].level  # type: ignore[index]
        if spot.level is not Level.MEASURE and (parent is None or RANK[spot.level] > RANK[parent.level]):
            return spot.level
        return Level.SECTION if parent is None else BELOW[parent.level]

    def _depth(self, item_id: str) -> int:
        """Return how many levels below an item are in use."""
        return max((1 + self._depth(child) for child in self.family(item_id)), default=0)

    def _settle(self, item_id: str) -> None:
        """Keep what is below an item deeper than it.

        Deleted items for which there is no level left go beside it, so that they can be brought back.
        """
        spot = self._now[item_id]
        rank = RANK[spot.level]
        for child in reversed(self._below.get(item_id, [])):
            if rank == LOWEST:
                self._set(child, level=Level.MEASURE)
                self._hang([child], spot.parent_id, item_id)
            elif RANK[self._now[child].level] <= rank:
                self._set(child, level=list(Level)[rank + 1])
            self._settle(child)

    def _give_positions(self) -> None:
        parents = {self._now[item_id].parent_id for item_id in self._moved}
        for parent_id in parents:
            family = self._below[parent_id]
            if family == self._order.get(parent_id):
                continue
            for item_id, position in zip(family, self._positions(family), strict=True):
                self._set(item_id, position=position)
        self._moved.clear()

    def _positions(self, family: Sequence[str]) -> list[int]:
        """Return positions in order, new ones only for what moved, or for all where there is no room."""
        found: list[int] = []
        place = 0
        while place < len(family):
            end = place
            while end < len(family) and family[end] in self._moved:
                end += 1
            before = found[-1] if found else None
            after = self._now[family[end]].position if end < len(family) else None
            room = _between(before, after, end - place)
            if room is None:
                return [POSITION_STEP * number for number in range(len(family))]
            found += room if after is None else [*room, after]
            place = end + 1
        return found


def _between(before: int | None, after: int | None, count: int) -> list[int] | None:
    """Return positions for `count` items between two others, None where there is no room."""
    if before is None:
        first = 0 if after is None else after - POSITION_STEP * count
        return [first + POSITION_STEP * number for number in range(count)]
    if after is None:
        return [before + POSITION_STEP * number for number in range(1, count + 1)]
    if after - before <= count:
        return None
    return [before + (after - before) * number // (count + 1) for number in range(1, count + 1)]
