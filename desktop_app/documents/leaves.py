"""What a heading's words hold: targets, who is responsible, and where nothing lies below, the measures."""

from collections import deque
from collections.abc import Sequence

from desktop_app.documents.duty import find_duty
from desktop_app.documents.measures import cut_measures, is_note
from desktop_app.documents.outline import Level, Node, Target
from desktop_app.documents.targets import find_targets


def complete(node: Node, below: tuple[Node, ...], places: Sequence[int], *, reports_results: bool) -> Node:
    """Return a heading with `below` as its children, or with its measures, and all that its words promise.

    `places` are the places in the source of the text's visible characters, one each; where they do not fit,
    measures take the heading's own span. A leaf's text gives its targets to the measures.
    """
    title = f"{node.title}。"
    found = find_targets(title + node.text, reports_results=reports_results)
    found = sorted(found, key=lambda one: one[1])
    targets = [(target, start - len(title)) for target, (start, _end) in found]
    own = [target for target, place in targets if below or place < 0]
    return node._replace(
        children=below or _measures(node, places, targets),
        targets=tuple(own),
        duty=find_duty(node.text),
    )


def _measures(node: Node, places: Sequence[int], targets: list[tuple[Target, int]]) -> tuple[Node, ...]:
    known = len(places) == _visible(node.text)
    measures: list[Node] = []
    used = 0
    waiting = deque((target, place) for target, place in targets if place >= 0)
    for start, end in cut_measures(node.text):
        words = node.text[start:end]
        after = used + _visible(words)
        span = (places[used], places[after - 1] + 1) if known else node.source
        own = []
        while waiting and waiting[0][1] < end:
            own.append(waiting.popleft()[0])
        used = after
        if not is_note(words):
            number, title = str(len(measures) + 1), words.rstrip("。；;")
            measures.append(Node(Level.MEASURE, number, False, title, "", span, tuple(own)))
    return tuple(measures)


def _visible(words: str) -> int:
    """Count the characters that are not blank."""
    return len("".join(words.split()))
