"""An outline put right by hand before it is accepted: every function returns a new outline."""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import replace
from itertools import accumulate
from typing import NamedTuple

from desktop_app.documents.checks import AS_THEY_STAND, check
from desktop_app.documents.dates import eaten_date, find_date
from desktop_app.documents.heading import RANK
from desktop_app.documents.leaves import complete
from desktop_app.documents.levels import end_below, move
from desktop_app.documents.outline import Level, Node, Outline, SetAside, Span, Warning
from desktop_app.documents.titles import first_stop

_REVERSIBLE = frozenset(("number_lost", "mark_lost", "stop_lost", "lines_joined", "date_repaired"))
_ASKING = frozenset(("date_unclear",))
_ABOUT_DATES = _ASKING | {"date_repaired"}
_STOP = "。"
_PAUSES = " ，,；;、"
_JOINED = {"，": "，。；;！？!?"}


class _Entry(NamedTuple):
    """A heading in the running text; `changed` where its words or level are not as they were read."""

    node: Node
    changed: bool = False


def headings(outline: Outline) -> list[Node]:
    """Return sections, subsections and points in document order; a place is an index in this list."""
    return _headings_of(outline.children)


def rename(outline: Outline, place: int, title: str) -> Outline:
    """Give a heading another title."""
    node = headings(outline)[place]
    return _replaced(outline, place, place + 1, [node._replace(title=title.strip())])


def with_text(outline: Outline, place: int, text: str) -> Outline:
    """Give a heading other words as its text; its measures are found anew."""
    node = headings(outline)[place]
    return _replaced(outline, place, place + 1, [node._replace(text=text)])


def offset_in_text(outline: Outline, place: int, at: int) -> int | None:
    """Return where in a heading's text a place of the source stands; None where it stands elsewhere."""
    node = headings(outline)[place]
    return _offset(node.text, _places(outline, node), at)


def change_level(outline: Outline, place: int, step: int) -> Outline:
    """Move a heading up (-1) or down (1) a level, with its measures. Stops at both ends.

    Up as in a checklist: what follows and counts on from it (2 → 3) stays below the heading that both were
    below, which the moved one then follows. What counts anew, or follows a heading without a number, comes
    below the moved one, whose measures are then mere text (`left_as_text`). Down again gives what was before.
    """
    return _replaced(outline, *move(outline.source_text, headings(outline), place, step))


def place_from(outline: Outline, start: int) -> int:
    """Return the place of the heading whose own words start there in the source text; -1 for none."""
    return next((at for at, node in enumerate(headings(outline)) if node.source[0] == start), -1)


def left_as_text(before: Outline, after: Outline) -> list[Node]:
    """Return the headings whose measures an edit turned into mere text: others came below them."""
    leaves = {node.source for node in headings(before) if _is_leaf(node) and node.children}
    return [node for node in headings(after) if node.source in leaves and not _is_leaf(node)]


def join_before(outline: Outline, place: int) -> Outline:
    """Make a heading's words the end of what stands before it in the document: a heading, or the preamble."""
    flat = headings(outline)
    joined = flat[place]
    words = _whole(joined)
    earlier = [at for at, node in enumerate(flat) if node.source[0] < joined.source[0]]
    if not earlier:
        preamble = "\n".join(filter(None, (outline.preamble, words)))
        return replace(_replaced(outline, place, place + 1, []), preamble=preamble)
    to = max(earlier, key=lambda at: flat[at].source[0])
    text = "\n".join(filter(None, (flat[to].text, words)))
    both = flat[to]._replace(text=text, source=(flat[to].source[0], joined.source[1]))
    if to < place:
        return _replaced(outline, to, place + 1, [both, *flat[to + 1 : place]])
    return _replaced(outline, place, to + 1, [*flat[place + 1 : to], both])


def split(outline: Outline, place: int, offset: int) -> Outline:
    """Cut a heading's text at an offset: what follows becomes a heading of the same level, without a number.

    Its first sentence becomes the title. Nothing changes where no words follow.
    """
    node = headings(outline)[place]
    kept, moved = node.text[:offset].rstrip(), node.text[offset:].strip()
    if moved.startswith(_STOP):  # it ends what stands before it
        kept, moved = kept + _STOP, moved[1:].lstrip()
    if not moved:
        return outline
    places = _places_of(outline, node.source, moved)
    cut = places[0] if places else node.source[1]
    title, text = _titled(moved)
    made = Node(node.level, "", False, title, text, (cut, node.source[1]))
    rest = node._replace(text=kept, source=(node.source[0], cut))
    return _replaced(outline, place, place + 1, [rest, made])


def split_at(outline: Outline, place: int, at: int) -> Outline:
    """Cut a heading at a place of the source text within its text or its title, as `split` does.

    Nothing changes where the place stands in neither, or where it would leave one of the two without words.
    """
    node = headings(outline)[place]
    offset = _offset(node.text, _places(outline, node), at)
    if offset is not None:
        return split(outline, place, offset) if offset or node.title else outline
    offset = _offset(node.title, _title_places(outline, node), at)
    return split_title(outline, place, offset) if offset else outline


def split_title(outline: Outline, place: int, offset: int) -> Outline:
    """Cut a heading's title at an offset: what follows, its text with it, becomes a heading of that level.

    Nothing changes where one of the two would have no title.
    """
    node = headings(outline)[place]
    kept, moved = node.title[:offset].rstrip(_PAUSES), node.title[offset:].lstrip(_PAUSES)
    if not kept or not moved:
        return outline
    places = _title_places(outline, node)
    text_places = _places(outline, node)
    at = places[-len("".join(moved.split()))] if places else (text_places or [node.source[1]])[0]
    title, text = _titled(_whole(node._replace(title=moved)))
    made = Node(node.level, "", False, title, text, (at, node.source[1]))
    rest = node._replace(title=kept, text="", source=(node.source[0], at))
    return _replaced(outline, place, place + 1, [rest, made])


def leave_out(outline: Outline, place: int) -> Outline:
    """Take a heading and all below it out of the outline; its words are set aside, not lost."""
    flat = headings(outline)
    end = end_below(flat, place)
    spans = [span for node in flat[place:end] for span in _not_set_aside(outline, node.source)]
    gone = [SetAside(outline.source_text[slice(*span)], "left_out", span) for span in spans]
    set_aside = sorted((*outline.set_aside, *gone), key=lambda piece: piece.source)
    return replace(_replaced(outline, place, end, []), set_aside=tuple(set_aside))


def rechecked(before: Outline, after: Outline, levels: Mapping[int, Level] = AS_THEY_STAND) -> Outline:
    """Return the outline after an edit with the warnings that hold now; `levels` as for `check`.

    What the document is checked for is checked again: what is no longer so goes, what has come is added, and
    what was accepted before stays accepted. Warnings about words that were left out go with them.
    """
    was = {_key(warning) for warning in check(before, levels)}
    now = {_key(warning): warning for warning in check(after, levels)}
    before_count = len(before.set_aside)
    gone = [piece.source for piece in after.set_aside if piece.reason == "left_out"]
    warnings = []
    for warning in after.warnings:
        if _key(warning) in was:
            warnings.extend([now[_key(warning)]] if _key(warning) in now else [])
        elif len(after.set_aside) == before_count or not _within(warning.source, gone):
            warnings.append(warning)
    warnings.extend(warning for key, warning in now.items() if key not in was)
    return replace(after, warnings=tuple(warnings))


def accept(outline: Outline, warning: Warning) -> Outline:
    """Take note of a warning: what was done stays, the warning goes."""
    return replace(outline, warnings=tuple(other for other in outline.warnings if other != warning))


def asks(warning: Warning) -> bool:
    """Tell whether a warning asks for one of several readings, or for one that nobody could guess."""
    return warning.code in _ASKING


def choose(outline: Outline, warning: Warning, choice: str) -> Outline:
    """Take one of the readings that a warning offers, or another one; the warning goes."""
    rest = accept(outline, warning)
    return with_facts(rest, date=choice) if asks(warning) else rest


def with_facts(outline: Outline, **facts: str | int | None) -> Outline:
    """Correct what is known of the document: title, issuer, document_number, date, year, kind.

    A date answers what was asked about it, settles what was repaired, and gives its year where none is known.
    A summary's numbers are results, a plan's are promises: another kind finds all measures and targets anew.
    """
    corrected = replace(outline, **facts)  # type: ignore[arg-type]
    if facts.get("date"):
        answered = tuple(warning for warning in outline.warnings if warning.code not in _ABOUT_DATES)
        corrected = replace(corrected, warnings=answered)
    if corrected.year is None and corrected.date and "year" not in facts:
        corrected = replace(corrected, year=int(corrected.date[:4]))
    if corrected.kind == outline.kind:
        return corrected
    flat = headings(corrected)
    return _replaced(corrected, 0, len(flat), flat, anew=True)


def can_revert(warning: Warning) -> bool:
    """Tell whether a warning reports a repair that can be taken back."""
    return warning.code in _REVERSIBLE


def revert(outline: Outline, warning: Warning) -> Outline:
    """Take back the repair that a warning reports, and the warning with it."""
    rest = replace(outline, warnings=tuple(other for other in outline.warnings if other != warning))
    if warning.code == "date_repaired":
        return replace(rest, date=None) if _only_repaired(outline, warning) else rest
    # An edit may have moved the end of its words, never their start.
    start = warning.source[0]
    place = next((i for i, node in enumerate(headings(rest)) if node.source[0] == start), None)
    if place is None or not can_revert(warning):
        return rest
    if warning.code in ("number_lost", "mark_lost"):
        return join_before(rest, place)
    node = headings(rest)[place]
    if warning.code == "stop_lost":
        title, text = _titled(node.title + node.text)
    else:
        title, text = node.title, _as_printed(rest, node)
    return _replaced(rest, place, place + 1, [node._replace(title=title, text=text)])


def _only_repaired(outline: Outline, warning: Warning) -> bool:
    """Tell whether the date that holds is a repaired one, and stands nowhere else in the document."""
    readings, _marked = eaten_date(outline.source_text[slice(*warning.source)]) or ([], False)
    others = [piece.text for piece in outline.found if piece.source != warning.source]
    return outline.date in readings and outline.date not in map(find_date, others)


def _key(warning: Warning) -> tuple[str, int]:
    return warning.code, warning.source[0]


def _within(span: Span, pieces: list[Span]) -> bool:
    return any(start <= span[0] < span[1] <= end for start, end in pieces)


def _offset(words: str, places: list[int], at: int) -> int | None:
    """Return the offset in `words`, whose visible characters stand at `places`, of a place of the source."""
    if not places or not places[0] <= at <= places[-1]:
        return None
    visible = [offset for offset, char in enumerate(words) if not char.isspace()]
    return visible[bisect_left(places, at)]


def _not_set_aside(outline: Outline, span: Span) -> list[Span]:
    """Return the parts of a span that are nothing else: neither set aside before nor a fact."""
    parts, start = [], span[0]
    asides, facts = (piece.source for piece in outline.set_aside), (piece.source for piece in outline.found)
    for begin, end in sorted((*asides, *facts)):
        if start <= begin and end <= span[1]:
            parts.append((start, begin))
            start = end
    parts.append((start, span[1]))
    return [(start, end) for start, end in parts if outline.source_text[start:end].strip()]


def _headings_of(nodes: tuple[Node, ...]) -> list[Node]:
    found, stack = [], list(reversed(nodes))
    while stack:
        node = stack.pop()
        found.append(node)
        if not _is_leaf(node):
            stack.extend(reversed(node.children))
    return found


def _is_leaf(node: Node) -> bool:
    """Tell whether no heading lies below: a heading has measures below it or headings, never both."""
    return not node.children or node.children[0].level is Level.MEASURE


def _size(node: Node) -> int:
    """Return how many headings a node and all below it are."""
    return 1 if _is_leaf(node) else 1 + sum(map(_size, node.children))


def _titled(words: str) -> tuple[str, str]:
    """Return the first sentence, without its stop, and the rest."""
    stop = first_stop(words)
    end = len(words) if stop is None else stop
    return words[:end], words[end + 1 :].strip()


def _whole(node: Node) -> str:
    """Return a heading's title and text as one."""
    return f"{node.title}{_STOP}{node.text}" if node.text and node.title else node.title + node.text


def _replaced(outline: Outline, first: int, last: int, nodes: list[Node], *, anew: bool = False) -> Outline:
    """Return the outline with other headings in the places from `first` to before `last`.

    Those that stood there before keep their measures unless all are to be found `anew`. What follows finds
    its parent anew. Top-level nodes that this cannot touch stay as they are: an edit of a long document costs
    what its part costs.
    """
    top = outline.children
    starts = [0, *accumulate(map(_size, top))]
    low, high = bisect_right(starts, max(first - 1, 0)) - 1, bisect_left(starts, last)
    around = _headings_of(top[low:high])
    flat = [_Entry(node) for node in around[: first - starts[low]]]
    there = set() if anew else {id(node) for node in around[first - starts[low] : last - starts[low]]}
    flat += [_Entry(node, changed=id(node) not in there) for node in nodes]
    flat += [_Entry(node) for node in around[last - starts[low] :]]
    highest = min((RANK[entry.node.level] for entry in flat), default=len(RANK))
    while high < len(top) and RANK[top[high].level] > highest:
        flat += [_Entry(node) for node in _headings_of(top[high : high + 1])]
        high += 1
    children, _position = _tree(outline, flat, 0, -1)
    return replace(outline, children=(*top[:low], *children, *top[high:]))


def _tree(outline: Outline, flat: list[_Entry], position: int, rank: int) -> tuple[tuple[Node, ...], int]:
    nodes = []
    while position < len(flat) and RANK[flat[position].node.level] > rank:
        entry = flat[position]
        below, after = _tree(outline, flat, position + 1, RANK[entry.node.level])
        nodes.append(_node(outline, entry, below))
        position = after
    return tuple(nodes), position


def _node(outline: Outline, entry: _Entry, below: tuple[Node, ...]) -> Node:
    """Return an entry with its children; measures and targets are found anew only where something changed."""
    node = entry.node
    if not entry.changed and _is_leaf(node) == (not below):
        return node._replace(children=below) if below else node
    return complete(node, below, _places(outline, node), reports_results=outline.kind == "summary")


def _title_places(outline: Outline, node: Node) -> list[int]:
    """Return the place in the source of each visible character of a heading's title; [] where they differ."""
    text_places = _places(outline, node)
    span = (node.source[0], text_places[0] if text_places else node.source[1])
    return _places_of(outline, span, node.title)


def _places(outline: Outline, node: Node) -> list[int]:
    """Return the place in the source of each visible character of a heading's text; [] where they differ."""
    return _places_of(outline, node.source, node.text)


def _places_of(outline: Outline, span: Span, words: str) -> list[int]:
    """Return the places of the last words in a span; [] where they differ.

    Found by walking both back from their ends, past what was set aside in between. A stop that `_whole` put
    between a title and a text that stood on two lines has no place of its own: it takes that of what follows,
    the last one that of what it ends. A comma that joins two measures stands for the stop that parted them.
    """
    apart = {
        place
        for piece in outline.set_aside
        if span[0] < piece.source[1] and piece.source[0] < span[1]
        for place in range(*piece.source)
    }
    source, place = outline.source_text, span[1]
    visible = "".join(words.split())
    found = []
    for at in range(len(visible) - 1, -1, -1):
        wanted = (
            visible[max(at - 1, 0) : at + 1]
            if visible[at] == _STOP
            else _JOINED.get(visible[at], visible[at])
        )
        before = place - 1
        while before >= span[0] and (source[before] not in wanted or before in apart):
            before -= 1
        if before < span[0]:
            return []
        if source[before] == visible[at] or visible[at] in _JOINED:
            place = before
        found.append(place if place < span[1] else before)
    return found[::-1]


def _as_printed(outline: Outline, node: Node) -> str:
    """Return a heading's text with the line ends that the source has."""
    places = _places(outline, node)
    if not places:
        return node.text
    spans = _not_set_aside(outline, (places[0], node.source[1]))
    lines = [line.strip() for span in spans for line in outline.source_text[slice(*span)].split("\n")]
    return "\n".join(filter(None, lines))
