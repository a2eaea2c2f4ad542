"""What a reader gives the parser, whatever form the document came in."""

from dataclasses import dataclass

from desktop_app.documents.outline import SetAside, Span, Warning


@dataclass(frozen=True)
class Mark:
    """Where something stands in the source text.

    `kind` and `value`: a "page" with its number, a paragraph's "style" with its name, a "table" with its
    running number.
    """

    kind: str
    value: str
    span: Span


@dataclass(frozen=True)
class SourceText:
    """The text of a document, one paragraph or hard line a line.

    `asides`: whole lines that the form itself marks as no part of the document (headers, footers, a site's
    furniture), with the reason; `warnings`: what the reader lost or had to decide; `marks`: page, style and
    table positions. All spans are offsets in `text`.
    """

    text: str
    asides: tuple[SetAside, ...] = ()
    warnings: tuple[Warning, ...] = ()
    marks: tuple[Mark, ...] = ()
