"""Which rows of the table are filled down, and with what."""

from desktop_app.models.fields import Value
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import Level, Verdict
from desktop_app.views.table.columns import Column
from desktop_app.views.table.item_model import ItemModel
from desktop_app.views.table.item_tree_view import ItemTreeView

HEADINGS = (Level.SECTION, Level.SUBSECTION)


def rows_to_fill(view: ItemTreeView, model: ItemModel, chosen: list[str]) -> list[str]:
    """Return the row that gives its value and those that take it; none where there are not two.

    A single row takes that of the row above it. Headings are passed over, unless one stands first.
    """
    tree = model.tree
    if len(chosen) == 1:
        heading, above = tree[chosen[0]].level in HEADINGS, view.indexAbove(view.currentIndex())
        while above.isValid() and not heading and model.item(above).level in HEADINGS:
            above = view.indexAbove(above)
        chosen = [model.key(above), *chosen] if above.isValid() else []
    everyone = not chosen or tree[chosen[0]].level in HEADINGS
    rows = [key for key in chosen if everyone or tree[key].level not in HEADINGS]
    return rows if len(rows) > 1 else []


def value_of(tree: ItemTree, item_id: str, column: Column) -> dict[str, Value]:
    """Return field → value of an item in a column: its progress in force; why something does not apply."""
    row = tree[item_id]
    if column is Column.PROGRESS:
        return {"progress": tree.progress(item_id)}
    fields: dict[str, Value] = {column.field: getattr(row, column.field)}
    if column is Column.VERDICT and row.verdict is Verdict.NOT_APPLICABLE:
        fields["verdict_reason"] = row.verdict_reason
    return fields
