"""Where rows that are dragged would go."""

from dataclasses import dataclass

from PySide6.QtCore import QPoint
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QTreeView

from desktop_app.models.values import Level
from desktop_app.views.table.item_model import ITEMS, ItemModel


@dataclass(frozen=True)
class Landing:
    """A place for rows below a parent (None: the top): after one sibling, before one, or last.

    `line` is where it is shown: the y of a line and its left end; None where the row of the parent is framed.
    """

    parent_id: str | None
    after_id: str | None = None
    before_id: str | None = None
    line: tuple[int, int] | None = None


def dragged_items(event: QDropEvent) -> list[str]:
    """Return the items whose rows are dragged, none for anything else."""
    data = event.mimeData()
    if not data.hasFormat(ITEMS):
        return []
    return bytes(data.data(ITEMS).data()).decode().split("\n")


def landing(view: QTreeView, model: ItemModel, item_ids: list[str], at: QPoint) -> Landing | None:
    """Return where rows dropped at a place would go; None where they may not.

    The upper quarter of a row means before it, the lower quarter after it, between them below it. Nothing
    goes below itself, and nothing below a measure.
    """
    index = view.indexAt(at)
    if model.sorting is not None or not index.isValid():
        return None
    index = index.siblingAtColumn(0)
    key, rect = model.key(index), view.visualRect(index)
    if set(item_ids) & {key, *model.tree.ancestors(key)}:
        return None
    measure = model.tree[key].level is Level.MEASURE
    edge = rect.height() // (2 if measure else 4)
    parent_id = model.tree[key].parent_id
    if at.y() < rect.top() + edge:
        return Landing(parent_id, before_id=key, line=(rect.top(), rect.left()))
    if at.y() <= rect.bottom() - edge:
        return None if measure else Landing(key)
    if view.isExpanded(index) and model.rowCount(index):  # the row that follows is its first child
        first = model.tree.children(key)[0]
        return Landing(key, before_id=first, line=(rect.bottom() + 1, rect.left() + view.indentation()))
    return Landing(parent_id, after_id=key, line=(rect.bottom() + 1, rect.left()))
