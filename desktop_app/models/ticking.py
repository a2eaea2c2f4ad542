"""The commonest action, made quick: a tick reads only the rows around it and loads no objects."""

from typing import Any

from sqlalchemy import ColumnElement, Connection, Select, bindparam, false, select, union

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models.acting import Action
from desktop_app.models.chosen import what
from desktop_app.models.entities import ITEM
from desktop_app.models.journal import KEYS_A_QUERY, Image
from desktop_app.models.values import Progress

Around = tuple[str | None, Progress | None, str]


def tick(action: Action, item_ids: list[str], progress: Progress) -> str:
    """Give the leaves of items a progress and clear what was set by hand above and below them.

    Returns the action's name. Raises YaodianError where an item is not there.
    """
    around = _around(action.connection, item_ids)
    parents = {parent_id for parent_id, _progress, _title in around.values()}
    images = []
    for item_id, (_parent_id, before, _title) in around.items():
        after: Progress | None = progress
        if item_id in parents:
            after = None
        elif (before or Progress.NOT_STARTED) is progress:
            after = before
        if before is not after:
            images.append(Image("item", item_id, {"progress": before}, {"progress": after}))
    action.apply(images)
    name = _("勾选{what}") if progress is Progress.DONE else _("取消勾选{what}")
    return name.format(what=what([around[item_id][2] for item_id in item_ids]))


def _around(connection: Connection, item_ids: list[str]) -> dict[str, Around]:
    """Return parent, progress and title of items, of all below and of all above them, by id."""
    found: dict[str, Around] = {}
    if len(item_ids) == 1:
        found.update((row[0], row[1:]) for row in connection.execute(AROUND_ONE, {"one": item_ids[0]}))
    else:
        for start in range(0, len(item_ids), KEYS_A_QUERY):
            rows = connection.execute(AROUND_SOME, {"some": item_ids[start : start + KEYS_A_QUERY]})
            found.update((row[0], row[1:]) for row in rows)
    if not item_ids or not all(item_id in found for item_id in item_ids):
        raise YaodianError(_("要勾选的条目已经不在了，没有改动。请重新选择。"))
    return found


def _select_around(chosen: ColumnElement[bool]) -> Select[Any]:
    """Select the chosen items, all below them and all above them, as far as they are not deleted."""
    given = chosen & (ITEM.c.deleted == false())
    down = select(ITEM.c.id).where(given).cte("down", recursive=True)
    child = ITEM.alias("child")
    down = down.union(select(child.c.id).where(child.c.parent_id == down.c.id, child.c.deleted == false()))
    up = select(ITEM.c.parent_id.label("id")).where(given).cte("up", recursive=True)
    parent = ITEM.alias("parent")
    up = up.union(select(parent.c.parent_id).where(parent.c.id == up.c.id))
    every = union(select(down.c.id), select(up.c.id))
    return select(ITEM.c.id, ITEM.c.parent_id, ITEM.c.progress, ITEM.c.title).where(ITEM.c.id.in_(every))


# Built once, and the commonest case apart: a list of ids is spelt out anew for every statement.
AROUND_ONE = _select_around(ITEM.c.id == bindparam("one"))
AROUND_SOME = _select_around(ITEM.c.id.in_(bindparam("some", expanding=True)))
