"""Places the words of one line: squeezed, at their natural width, or spread to the line's end."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from desktop_app.reports.typesetting.clusters import (
    LATIN_GAP,
    LATIN_GAP_MOST,
    Atom,
    Cluster,
    Gap,
)

Between = Callable[[Cluster, Cluster], Gap]

LOOSEST_GAP = 0.35  # em between two characters; a line that needs more is left short


@dataclass(frozen=True, slots=True)
class Piece:
    """Text drawn at once: `x` from the line's start and `spacing` after each character, both in em."""

    x: float
    text: str
    spacing: float


def place(
    words: Sequence[Cluster], room: float, between: Between, fill: bool
) -> tuple[tuple[Piece, ...], float]:
    """Return the pieces of a line and the width it takes (em, without blank given up at its end).

    A line wider than `room` is squeezed; a narrower one is spread to `room` if `fill` holds.
    """
    atoms, gaps = _flatten(words, between)
    natural = sum([atom.width for atom in atoms]) + sum([gap.blank for gap in gaps])
    slack = room - natural
    if slack < 0:
        trim = min(words[-1].end_trim, -slack)
        return _pieces(atoms, _squeezed(gaps, -slack - trim), 0.0), natural - trim - max(-slack - trim, 0)
    if not fill or not gaps:
        return _pieces(atoms, [gap.blank for gap in gaps], 0.0), natural
    blanks, spread = _stretched(gaps, slack)
    if spread > LOOSEST_GAP:
        return _pieces(atoms, [gap.blank for gap in gaps], 0.0), natural
    return _pieces(atoms, blanks, spread), room


def _flatten(words: Sequence[Cluster], between: Between) -> tuple[list[Atom], list[Gap]]:
    """Return the atoms of a line and the gaps between them."""
    atoms: list[Atom] = []
    gaps: list[Gap] = []
    for index, word in enumerate(words):
        if index:
            gaps.append(between(words[index - 1], word))
        atoms.extend(word.atoms)
        gaps.extend(word.gaps)
    return atoms, gaps


def _squeezed(gaps: Sequence[Gap], over: float) -> list[float]:
    """Return the blanks of gaps that give up `over` em between them, each by what it can give."""
    capacity = sum(gap.shrink for gap in gaps)
    share = over / capacity if over > 0 and capacity else 0.0
    return [gap.blank - gap.shrink * share for gap in gaps]


def _stretched(gaps: Sequence[Gap], slack: float) -> tuple[list[float], float]:
    """Return the blanks of gaps that take up `slack` em (those beside Latin first), and what each got."""
    beside_latin = sum(gap.latin for gap in gaps)
    more = min(slack / beside_latin, LATIN_GAP_MOST - LATIN_GAP) if beside_latin else 0.0
    spread = (slack - more * beside_latin) / len(gaps)
    return [gap.blank + spread + (more if gap.latin else 0.0) for gap in gaps], spread


def _pieces(atoms: Sequence[Atom], blanks: Sequence[float], spread: float) -> tuple[Piece, ...]:
    """Join single characters that stand `spread` apart; everything else is a piece of its own."""
    text = "".join([atom.text for atom in atoms])
    if len(text) == len(atoms) and blanks.count(spread) == len(blanks):
        return (Piece(0.0, text, spread),)
    pieces: list[Piece] = []
    run: list[str] = []
    start = x = 0.0
    for index, atom in enumerate(atoms):
        joins = run and blanks[index - 1] == spread and len(atom.text) == 1
        if run and not joins:
            pieces.append(Piece(start, "".join(run), spread))
            run = []
        if not run:
            start = x
        if len(atom.text) == 1:
            run.append(atom.text)
        else:
            pieces.append(Piece(x, atom.text, 0.0))
        x += atom.width + (blanks[index] if index < len(blanks) else 0.0)
    if run:
        pieces.append(Piece(start, "".join(run), spread))
    return tuple(pieces)
