"""Where a heading goes when a person moves it up or down a level, and what stays where it was."""

from collections.abc import Sequence
from typing import NamedTuple

from desktop_app.documents.chinese_numbers import to_int
from desktop_app.documents.heading import RANK
from desktop_app.documents.numbering import PRINTED
from desktop_app.documents.outline import Node, shown_number

LEVELS = tuple(RANK)  # section, subsection, point


class Move(NamedTuple):
    """The headings that are to stand in the places from `first` to before `last` of all headings."""

    first: int
    last: int
    nodes: list[Node]


def move(source: str, flat: Sequence[Node], place: int, step: int) -> Move:
    """Return how a heading moves up (-1) or down (1) a level among all headings; it stops at both ends.

    Up as in a checklist: it goes behind those that stay below the heading that it was below. Down it goes
    back before them, to where it stands in the document.
    """
    node = flat[place]
    rank = min(max(RANK[node.level] + step, 0), len(LEVELS) - 1)
    end = end_below(flat, place)
    own = [node._replace(level=LEVELS[rank]), *flat[place + 1 : end]]
    if rank > RANK[node.level]:
        home = _home(flat, place, rank)
        return Move(home, end, [*own, *flat[home:place]])
    behind = _behind(source, flat, place, rank)
    return Move(place, behind, [*flat[end:behind], *own])


def end_below(flat: Sequence[Node], place: int) -> int:
    """Return the place after all that is below a heading."""
    return _end_of_run(flat, place + 1, RANK[flat[place].level])


def _end_of_run(flat: Sequence[Node], first: int, rank: int) -> int:
    """Return the place of the next heading on that rank or above it."""
    return next((at for at in range(first, len(flat)) if RANK[flat[at].level] <= rank), len(flat))


def _behind(source: str, flat: Sequence[Node], place: int, rank: int) -> int:
    """Return the place behind all that stays where it is when a heading moves up to a rank."""
    node = flat[place]
    end = end_below(flat, place)
    last = _end_of_run(flat, end, rank)
    if last == end or _takes_in(source, flat, node, flat[end:last]):
        return end
    # Those that moved up before it from the same place stay before it.
    while last < len(flat) and RANK[flat[last].level] == rank and flat[last].source[0] < node.source[0]:
        last = end_below(flat, last)
    return last


def _takes_in(source: str, flat: Sequence[Node], node: Node, behind: Sequence[Node]) -> bool:
    """Tell whether the numbers of what stands behind a heading say that it belongs below that heading.

    They do where they start anew, or are of another form (1. behind 三、), or where the heading has no
    number; not where they count on from it, nor where its own number is one of a lower level.
    """
    numbered = [other for other in behind if other.level is node.level and other.number]
    if not numbered or not node.number:
        return bool(numbered)
    if behind[0].source[0] < node.source[0]:  # it was moved behind before: there is no way back from there
        return True
    form = _form(source, node)
    if form == _form(source, numbered[0]):
        return (to_int(numbered[0].number) or 0) <= (to_int(node.number) or 0)
    deeper = (other for other in flat if RANK[other.level] > RANK[node.level])
    return not any(_form(source, other) == form for other in deeper)


def _home(flat: Sequence[Node], place: int, rank: int) -> int:
    """Return where a heading that moves down to a rank goes: before those it was moved behind, if any."""
    node = flat[place]
    above = range(place - 1, -1, -1)
    parent = next((at for at in above if RANK[flat[at].level] < RANK[node.level]), -1)
    later = (at for at in range(parent + 1, place) if flat[at].source[0] > node.source[0])
    return next((at for at in later if RANK[flat[at].level] <= rank), place)


def _form(source: str, node: Node) -> str:
    """Return how a heading's number is written, without the number itself: {}、 （{}） {}. ."""
    printed = source[node.source[0] : node.source[0] + PRINTED]
    return shown_number(node.level, node.number, printed).replace(node.number, "{}", 1)
