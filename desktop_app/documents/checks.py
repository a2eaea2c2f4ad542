"""The document checked against itself: its counters and its own counts."""

import itertools
from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType

from desktop_app.documents.chinese_numbers import to_int
from desktop_app.documents.outline import Level, Node, Outline, Warning
from desktop_app.i18n import _

AS_THEY_STAND: Mapping[int, Level] = MappingProxyType({})


def check(outline: Outline, levels: Mapping[int, Level] = AS_THEY_STAND) -> Iterator[Warning]:
    """Yield a warning for each thing in which the document disagrees with itself.

    `levels` are those on which headings were read, by their places in the source text: one that a person
    moved to another level still counts among the numbers that it was printed among.
    """
    headings: dict[Level, list[_Placed]] = {Level.SECTION: [], Level.SUBSECTION: [], Level.POINT: []}
    _collect(outline.children, (), headings)
    counters: dict[Level, list[_Placed]] = {level: [] for level in headings}
    for above, node in itertools.chain.from_iterable(headings.values()):
        if node.number:  # what a person split off has none and breaks no count
            counters[levels.get(node.source[0], node.level)].append((above, node))
    for placed in counters.values():
        yield from _check_counter(sorted(placed, key=lambda one: one[1].source[0]))
    yield from _check_claims(outline, len(headings[Level.SECTION]), len(headings[Level.POINT]))


def no_headings() -> Warning:
    """Return the warning that goes with a flat outline."""
    return Warning(
        "no_headings", _("没有找到编号的标题，每一段作为一条要点。请检查原文，可以改名、合并或不要。")
    )


_Placed = tuple[tuple[str, ...], Node]  # a heading below its parents' numbers


def _collect(nodes: tuple[Node, ...], above: tuple[str, ...], headings: dict[Level, list[_Placed]]) -> None:
    """Sort every heading by its level, with the numbers above it."""
    for node in nodes:
        if node.level is Level.MEASURE:
            return  # a heading has measures below it or headings, never both
        headings[node.level].append((above, node))
        if node.children:
            _collect(node.children, (*above, node.number), headings)


def _check_counter(nodes: Sequence[_Placed]) -> Iterator[Warning]:
    """Check the numbers of one level, which run on or start anew below each parent."""
    values = [to_int(node.number) or 0 for _above, node in nodes]
    for (one, before), (other, node), (last, value) in zip(
        nodes, nodes[1:], itertools.pairwise(values), strict=False
    ):
        message = ""
        if value > last + 1:
            message = _("编号从“{last}”跳到“{number}”，请核对原文是否缺了内容。")
            code = "number_gap"
        elif value <= last and (value > 1 or one == other):
            message = _("编号“{number}”（{title}）与前面的编号重复或倒退，请核对。")
            code = "number_repeat"
        if message:
            words = message.format(last=before.number, number=node.number, title=node.title)
            yield Warning(code, words, "/".join((*other, node.number)), node.source)


def _check_claims(outline: Outline, sections: int, points: int) -> Iterator[Warning]:
    if not outline.claims:
        return
    counted = {"sections": sections, "points": points}
    if counted != outline.claims:
        message = _(
            "原文说共{sections}个方面{points}项，读出的是{found_sections}个方面{found_points}项，请核对。"
        )
        yield Warning(
            "claims_differ",
            message.format(
                sections=outline.claims["sections"],
                points=outline.claims["points"],
                found_sections=counted["sections"],
                found_points=counted["points"],
            ),
        )
