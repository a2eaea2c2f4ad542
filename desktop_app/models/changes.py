"""From what the journal recorded to what a view has to read again."""

from collections.abc import Iterable, Iterator

from sqlalchemy import ColumnElement, Connection, select

from desktop_app.models.entities import ITEM, LINK, TARGET
from desktop_app.models.journal import KEYS_A_QUERY, Image
from desktop_app.models.values import Changes

SHAPE = frozenset({"deleted", "parent_id", "position"})


def changes_of(connection: Connection, action: str, images: Iterable[Image]) -> Changes:
    """Return what an action, an undo or a redo changed; asks only for what the images do not say."""
    items: set[str] = set()
    reshaped: set[str] = set()
    came_or_went: set[str] = set()
    moved: list[str] = []
    targets: list[str] = []
    links: list[str] = []
    files: list[str] = []
    evidence: set[str] = set()
    checklists = False
    for image in images:
        whole = image.after if image.before is None else image.before if image.after is None else None
        if image.table == "item":
            if whole:
                reshaped.add(whole["checklist_id"])
                came_or_went.add(image.key)
            elif SHAPE & (image.after or {}).keys():
                moved.append(image.key)
            else:
                items.add(image.key)
        elif image.table == "target":
            sides = _said(image, "item_id")
            items.update(sides)
            if not sides:
                targets.append(image.key)
        elif image.table == "evidence_link":
            items.update(_said(image, "item_id"))
            evidence.update(_said(image, "evidence_id"))
            if not whole:
                links.append(image.key)
        elif image.table == "evidence":
            files.append(image.key)
        else:
            checklists = True
    reshaped.update(look_up(connection, ITEM.c.checklist_id, ITEM.c.id, moved))
    items.update(look_up(connection, TARGET.c.item_id, TARGET.c.id, targets))
    evidence.update(look_up(connection, LINK.c.evidence_id, LINK.c.id, links))
    items.update(look_up(connection, LINK.c.item_id, LINK.c.id, links))
    items.update(look_up(connection, LINK.c.item_id, LINK.c.evidence_id, files))
    evidence.update(files)
    return Changes(
        action, frozenset(items - came_or_went), frozenset(reshaped), checklists, frozenset(evidence)
    )


def _said(image: Image, name: str) -> list[str]:
    """Return what an image says of a column, before and after."""
    return [side[name] for side in (image.before, image.after) if side and name in side]


def look_up(
    connection: Connection, wanted: ColumnElement[str], key: ColumnElement[str], keys: list[str]
) -> Iterator[str]:
    """Yield one column of the rows whose other column is among `keys`, any number of these."""
    for start in range(0, len(keys), KEYS_A_QUERY):
        yield from connection.scalars(select(wanted).where(key.in_(keys[start : start + KEYS_A_QUERY])))
