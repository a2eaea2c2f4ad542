"""`yaodian outline`: what a document says, before anything is stored."""

import argparse
from collections.abc import Iterator, Sequence

from desktop_app.cli.output import indented, print_json, print_lines
from desktop_app.documents import read_outline
from desktop_app.documents.numbering import PRINTED
from desktop_app.documents.outline import Level, Node, Outline, shown_number
from desktop_app.documents.outline import Warning as OutlineWarning
from desktop_app.i18n import _


def outline(arguments: argparse.Namespace) -> int:
    """Print a document's outline."""
    found = read_outline(arguments.file)
    if arguments.json:
        print_json(found.to_json())
    else:
        print_lines(_lines(found))
    return 0


def counts_in_words(found: Outline) -> str:
    """Return how much an outline holds: sections · subsections · points · measures."""
    return _("章 {sections} · 节 {subsections} · 要点 {points} · 举措 {measures}").format(
        sections=found.count(Level.SECTION),
        subsections=found.count(Level.SUBSECTION),
        points=found.count(Level.POINT),
        measures=found.count(Level.MEASURE),
    )


def warning_lines(warnings: Sequence[OutlineWarning]) -> Iterator[str]:
    """Yield what a person should look at, one line each, under a line that counts them."""
    if warnings:
        yield _("{count} 处需要看一眼：").format(count=len(warnings))
    for warning in warnings:
        yield indented(1, f"{warning.item} {warning.message}{'、'.join(warning.choices)}")


def _lines(found: Outline) -> Iterator[str]:
    yield indented(0, found.title)
    facts = [found.issuer, found.document_number, found.date]
    if any(facts):
        yield " · ".join(fact for fact in facts if fact)
    for node in found.children:
        yield from _branch(found, node, 0)
    yield counts_in_words(found)
    yield from warning_lines(found.warnings)


def _branch(found: Outline, node: Node, depth: int) -> Iterator[str]:
    words = found.source_text[node.source[0] : node.source[0] + PRINTED]
    mark = "- " if node.level is Level.MEASURE else shown_number(node.level, node.number, words)
    yield indented(depth, mark + (node.title or node.text))
    for child in node.children:
        yield from _branch(found, child, depth + 1)
