"""From an accepted outline to the rows of a new checklist."""

from collections.abc import Iterator, Sequence

from desktop_app.documents.outline import Node, Outline
from desktop_app.evidence.vault import StoredFile
from desktop_app.models.entities import POSITION_STEP, Checklist, Document, Item, Target, new_id


def document_of(outline: Outline, original: StoredFile) -> Document:
    """Return the document: the whole source text and every fact read from it, with its original's place."""
    facts = outline.to_json()
    warnings = facts.pop("warnings")
    for name in ("children", "title", "kind", "issuer", "document_number", "date", "year", "preamble"):
        del facts[name]  # columns and items of their own
    return Document(
        id=new_id(),
        title=outline.title,
        kind=outline.kind,
        issuer=outline.issuer,
        document_number=outline.document_number,
        date=outline.date,
        year=outline.year,
        preamble=outline.preamble,
        source_text=outline.source_text,
        facts=facts,
        warnings=warnings,
        file_name=original.name,
        sha256=original.sha256,
        size=original.size,
    )


def rows_of(
    nodes: Sequence[Node], checklist: Checklist, parent_id: str | None = None
) -> Iterator[Item | Target]:
    """Yield an item for each node, in document order, each followed by its targets."""
    for place, node in enumerate(nodes):
        item = Item(
            id=new_id(),
            checklist_id=checklist.id,
            parent_id=parent_id,
            position=place * POSITION_STEP,
            level=node.level,
            number=node.number,
            numbered=node.numbered,
            title=node.title,
            text=node.text,
            source_number=node.number,
            source_title=node.title,
            source_text=node.text,
            source_start=node.source[0],
            source_end=node.source[1],
            duty=node.duty.to_json(),
        )
        yield item
        for position, target in enumerate(node.targets):
            yield Target(id=new_id(), item_id=item.id, position=position, **target.to_json())
        yield from rows_of(node.children, checklist, item.id)
