"""Where items stand and how they are numbered; each function is one action of the journal."""

from collections.abc import Callable, Sequence
from itertools import groupby

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models.chosen import gone
from desktop_app.models.cutting import join, split
from desktop_app.models.numbers import renumber, restore_numbers, restore_words
from desktop_app.models.shape import Shape
from desktop_app.models.values import Changes
from desktop_app.models.workspace import Workspace

__all__ = ["join", "renumber", "restore_numbers", "restore_words", "split"]


def move(
    ws: Workspace,
    ids: Sequence[str],
    parent_id: str | None,
    after_id: str | None = None,
    *,
    before_id: str | None = None,
) -> Changes:
    """Move items, with all below them, below another (None: to the top), in their document order.

    They come after its child `after_id`, or before its child `before_id`, or last where neither is given.
    The level is that of the new neighbours where it fits; what hangs below stays deeper. Raises YaodianError.
    """

    def rearrange(shape: Shape, block: list[str]) -> str:
        family = shape.family(parent_id)
        if not all(one is None or one in family for one in (after_id, before_id)):
            raise gone()
        if parent_id is not None and not shape.has(parent_id):
            raise gone()
        after = after_id or (family[-1] if family else None)
        if before_id is not None:
            place = family.index(before_id)
            after = family[place - 1] if place else None
        shape.put(block, parent_id, after)
        return _("移动{what}")

    return _arranged(ws, ids, rearrange)


def shift(ws: Workspace, ids: Sequence[str], by: int) -> Changes:
    """Move siblings up (-1) or down (1) by one; those at the end stay. Raises YaodianError."""

    def rearrange(shape: Shape, block: list[str]) -> str:
        parents = {shape[item_id].parent_id for item_id in block}
        if len(parents) > 1:
            raise YaodianError(_("上移或下移只能选同一条下面的条目，没有改动。请重新选择。"))
        (parent_id,) = parents
        order, chosen = shape.family(parent_id), set(block)
        places = range(len(order)) if by < 0 else range(len(order) - 1, -1, -1)
        for place in places:
            beside = place + by
            if order[place] in chosen and 0 <= beside < len(order) and order[beside] not in chosen:
                order[place], order[beside] = order[beside], order[place]
        shape.reorder(parent_id, order, chosen)
        return _("上移{what}") if by < 0 else _("下移{what}")

    return _arranged(ws, ids, rearrange)


def promote(ws: Workspace, ids: Sequence[str]) -> Changes:
    """Move items one level up: right after the item they are below. Raises YaodianError."""

    def rearrange(shape: Shape, block: list[str]) -> str:
        for parent_id, siblings in groupby(block, key=lambda item_id: shape[item_id].parent_id):
            if parent_id is None:
                raise YaodianError(_("已经是最上面一级，不能再升级，没有改动。要换位置请直接拖动。"))
            shape.put(list(siblings), shape[parent_id].parent_id, parent_id)
        return _("升级{what}")

    return _arranged(ws, ids, rearrange)


def demote(ws: Workspace, ids: Sequence[str]) -> Changes:
    """Move items one level down: last below the sibling before them. Raises YaodianError."""

    def rearrange(shape: Shape, block: list[str]) -> str:
        chosen = set(block)
        for item_id in block:
            family = shape.family(shape[item_id].parent_id)
            above = [one for one in family[: family.index(item_id)] if one not in chosen]
            if not above:
                raise YaodianError(_("前面没有同级的条目，不能降级；没有改动。请先把它移到别的条目后面。"))
            below = shape.family(above[-1])
            shape.put([item_id], above[-1], below[-1] if below else None)
        return _("降级{what}")

    return _arranged(ws, ids, rearrange)


def _arranged(ws: Workspace, ids: Sequence[str], rearrange: Callable[[Shape, list[str]], str]) -> Changes:
    """Do one rearrangement of the topmost of the items; it returns the action's name with `{what}`."""
    with ws.action("") as action:
        shape = Shape.of_items(action.connection, ids)
        block = shape.topmost(ids)
        action.name = rearrange(shape, block).format(what=shape.what(block))
        action.apply(shape.images())
    return action.changes
