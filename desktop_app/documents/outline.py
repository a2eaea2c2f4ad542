"""The outline: the tree read from a document, before anyone edits it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, NamedTuple

from desktop_app.documents.numbering import PRINTED, printed_number

Span = tuple[int, int]


class Level(StrEnum):
    """The levels of an outline; 第X章 · 第X节 · 第X条 map to the first three."""

    SECTION = "section"
    SUBSECTION = "subsection"
    POINT = "point"
    MEASURE = "measure"


def shown_number(level: Level, number: str, words: str = "") -> str:
    """Return a bare number as it stands before its heading; measures show none.

    As the document prints it (第三章 · 第一条 · （一） · 1、 · nothing before 【党建】) where `words`, its
    source text from the heading's first character on, begins with that number; else as 一、 （二） 3. .
    """
    signs = {Level.SECTION: "{}、", Level.SUBSECTION: "（{}）", Level.POINT: "{}."}
    if not number or level not in signs:
        return ""
    printed = printed_number(words[:PRINTED], number) if words else None
    return signs[level].format(number) if printed is None else printed


class Target(NamedTuple):
    """A number that the text promises (documents/TARGETS.md has the fields' meaning)."""

    text: str
    comparator: str
    value: float | None
    unit: str | None = None
    per: str | None = None
    by: str | None = None
    kind: str = "target"

    def to_json(self) -> dict[str, Any]:
        """Return the target as DESIGN.md's JSON."""
        return self._asdict()


@dataclass(frozen=True)
class Duty:
    """Who does it and by when, in the document's own words: a suggestion that a person confirms."""

    lead: str = ""
    supporting: str = ""
    person: str = ""
    supervisor: str = ""
    due: str = ""

    def to_json(self) -> dict[str, str]:
        """Return what is known."""
        return {name: value for name, value in vars(self).items() if value}


NO_DUTY = Duty()


class Node(NamedTuple):
    """One heading or measure with its own words.

    `source` is the span of its own words in the source text (number, title and text, not its children), as
    [start, end) offsets in characters.
    """

    level: Level
    number: str
    numbered: bool
    title: str
    text: str
    source: Span
    targets: tuple[Target, ...] = ()
    children: tuple["Node", ...] = ()
    duty: Duty = NO_DUTY

    def walk(self) -> Iterator["Node"]:
        """Yield this node and all below it, in document order."""
        stack = [self]
        while stack:
            node = stack.pop()
            yield node
            stack.extend(reversed(node.children))

    def to_json(self) -> dict[str, Any]:
        """Return the node and all below it as DESIGN.md's JSON."""
        return {
            "level": self.level.value,
            "number": self.number,
            "numbered": self.numbered,
            "title": self.title,
            "text": self.text,
            "source": list(self.source),
            "targets": [target.to_json() for target in self.targets],
            "duty": self.duty.to_json(),
            "children": [child.to_json() for child in self.children],
        }


@dataclass(frozen=True)
class SetAside:
    """Words of the source that belong to no node, and why (page furniture, imprint, page number …)."""

    text: str
    reason: str
    source: Span


@dataclass(frozen=True)
class Warning:  # noqa: A001 -- DESIGN.md's word for it
    """A place where the parser decided something that a person may want to reverse.

    `item` is the number path of the node it is about, as people say it (一/3), or "" for the document;
    `source` the place in the source text. Where it can be read in several ways, `choices` are the readings,
    likeliest first, each as the outline would hold it (a date as ISO).
    """

    code: str
    message: str
    item: str = ""
    source: Span = (0, 0)
    choices: tuple[str, ...] = ()

    def to_json(self) -> dict[str, Any]:
        """Return the warning as DESIGN.md's JSON; `choices` only where there are any."""
        known = {"code": self.code, "message": self.message, "item": self.item, "source": list(self.source)}
        return known | ({"choices": list(self.choices)} if self.choices else {})


@dataclass(frozen=True)
class Found:
    """Words of the source that became a fact about the document (title, issuer, date …)."""

    field: str
    text: str
    source: Span


@dataclass(frozen=True)
class Outline:
    """What was read from one document. `source_text` is the whole text every span refers to.

    Where a file holds several plans, `papers` names them and `paper` is the one that was read.
    """

    source_text: str
    title: str
    kind: str
    issuer: str | None = None
    document_number: str | None = None
    date: str | None = None
    year: int | None = None
    claims: dict[str, int] | None = None
    preamble: str = ""
    set_aside: tuple[SetAside, ...] = ()
    found: tuple[Found, ...] = ()
    warnings: tuple[Warning, ...] = ()
    children: tuple[Node, ...] = field(default=())
    papers: tuple[str, ...] = ()
    paper: int = 0

    def walk(self) -> Iterator[Node]:
        """Yield every node in document order."""
        for child in self.children:
            yield from child.walk()

    def count(self, level: Level) -> int:
        """Return how many nodes of a level there are."""
        return sum(node.level is level for node in self.walk())

    def to_json(self) -> dict[str, Any]:
        """Return the outline as DESIGN.md's JSON."""
        return {
            "title": self.title,
            "issuer": self.issuer,
            "document_number": self.document_number,
            "date": self.date,
            "year": self.year,
            "kind": self.kind,
            "claims": self.claims,
            "preamble": self.preamble,
            "papers": list(self.papers),
            "paper": self.paper,
            "set_aside": [
                {"text": piece.text, "reason": piece.reason, "source": list(piece.source)}
                for piece in self.set_aside
            ],
            "found": [
                {"field": piece.field, "text": piece.text, "source": list(piece.source)}
                for piece in self.found
            ],
            "warnings": [warning.to_json() for warning in self.warnings],
            "children": [child.to_json() for child in self.children],
        }
