"""What a checklist's points are to files that look for their place (`evidence.matching`)."""

from collections.abc import Iterator, Mapping, Sequence

from desktop_app.evidence.matching import Point
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import ItemRow

Names = Mapping[str, Sequence[str]]


def points_of(tree: ItemTree, names: Names | None = None) -> list[Point]:
    """Return the points of a checklist, in its order; `names` are the names of the files of each item.

    A point speaks with the bureau's words and the school's, with those of its measures, of what is above it
    and of what the school wrote and filed there already.
    """
    return [_point(tree, row, names or {}) for row in tree.points()]


def _point(tree: ItemTree, row: ItemRow, names: Names) -> Point:
    whole = [row, *tree.walk(row.id)]
    above = [tree[item_id].title for item_id in tree.ancestors(row.id)]
    people = (f"{one.lead} {one.supporting} {one.duty.lead} {one.duty.supporting}" for one in whole)
    known = [word for one in whole for word in (one.narrative, one.note, one.tags, *names.get(one.id, ()))]
    return Point(
        id=row.id,
        number=row.number,
        title=row.title,
        text="\n".join(_words(whole)),
        above="\n".join(reversed(above)),
        people=" ".join(people),
        known="\n".join(filter(None, known)),
        due=row.due,
        measures=len(tree.children(row.id)),
    )


def _words(rows: Sequence[ItemRow]) -> Iterator[str]:
    """Yield the text of a point and of its measures, each once: measures repeat their point."""
    said = rows[0].text
    yield said
    for row in rows:
        own = (row.source_title, row.source_text) if row is rows[0] else (row.title, row.text)
        for words in own:
            if words and words not in said and words != rows[0].title:
                said = f"{said}\n{words}"
                yield words
