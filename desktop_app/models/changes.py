"""From what the journal recorded to what a view has to read again."""

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, Connection, select

from desktop_app.models.entities import ITEM, LINK, TARGET
from desktop_app.models.journal import KEYS_A_QUERY, Image
from desktop_app.models.values import Changes

SHAPE = frozenset({"deleted", "parent_id", "position"})


class Gathered:
    """What images changed, taken up some at a time; asks only for what these do not say."""

    def __init__(self) -> None:
        self._items: set[str] = set()
        self._reshaped: set[str] = set()
        self._came_or_went: set[str] = set()
        self._evidence: set[str] = set()
        self._checklists = False

    def note(self, connection: Connection, images: Iterable[Image]) -> None:
        """Take images up; all that belong to one action must have been applied."""
        moved: list[str] = []
        targets: list[str] = []
        links: list[str] = []
        files: list[str] = []
        for image in images:
            whole = image.after if image.before is None else image.before if image.after is None else None
            if image.table == "item":
                if whole:
                    self._reshaped.add(whole["checklist_id"])
                    self._came_or_went.add(image.key)
                elif SHAPE & (image.after or {}).keys():
                    moved.append(image.key)
                else:
                    self._items.add(image.key)
            elif image.table == "target":
                sides = _said(image, "item_id")
                self._items.update(sides)
                if not sides:
                    targets.append(image.key)
            elif image.table == "evidence_link":
                self._items.update(_said(image, "item_id"))
                self._evidence.update(_said(image, "evidence_id"))
                if not whole:
                    links.append(image.key)
            elif image.table == "evidence":
                files.append(image.key)
            else:
                self._checklists = True
        self._reshaped.update(look_up(connection, ITEM.c.checklist_id, ITEM.c.id, moved))
        self._items.update(look_up(connection, TARGET.c.item_id, TARGET.c.id, targets))
        self._evidence.update(look_up(connection, LINK.c.evidence_id, LINK.c.id, links))
        self._items.update(look_up(connection, LINK.c.item_id, LINK.c.id, links))
        self._items.update(look_up(connection, LINK.c.item_id, LINK.c.evidence_id, files))
        self._evidence.update(files)

    def changes(self, action: str) -> Changes:
        """Return what all of them changed."""
        return Changes(
            action,
            frozenset(self._items - self._came_or_went),
            frozenset(self._reshaped),
            self._checklists,
            frozenset(self._evidence),
        )


def changes_of(connection: Connection, action: str, images: Iterable[Image]) -> Changes:
    """Return what an action changed."""
    gathered = Gathered()
    gathered.note(connection, images)
    return gathered.changes(action)


def _said(image: Image, name: str) -> list[str]:
    """Return what an image says of a column, before and after."""
    return [side[name] for side in (image.before, image.after) if side and name in side]


def look_up(
    connection: Connection, wanted: ColumnElement[str], key: ColumnElement[str], keys: list[str]
) -> Iterator[str]:
    """Yield one column of the rows whose other column is among `keys`, any number of these."""
    for start in range(0, len(keys), KEYS_A_QUERY):
        yield from connection.scalars(select(wanted).where(key.in_(keys[start : start + KEYS_A_QUERY])))
