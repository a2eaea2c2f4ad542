"""A point's measures put right by hand: they repeat its text, so it is the text that is cut anew."""

from dataclasses import replace

from desktop_app.documents.editing import headings, offset_in_text, with_text
from desktop_app.documents.measures import cut_measures, is_note
from desktop_app.documents.outline import Outline, SetAside, Span

_STOP = "。"
_ENDS = "。；;！？!?"
_PAUSES = " ，,；;、"


def split_measure(outline: Outline, place: int, at: int) -> Outline:
    """Make two measures of the one within which a place of the source text stands.

    `place` is its heading's. A pause there becomes the stop between the two. Nothing changes where the place
    is in no measure or at one's edge.
    """
    text = headings(outline)[place].text
    offset = offset_in_text(outline, place, at)
    held = [] if offset is None else [span for span in measure_spans(text) if span[0] < offset < span[1]]
    if offset is None or not held:
        return outline
    kept, moved = text[held[0][0] : offset].rstrip(_PAUSES), text[offset : held[0][1]].lstrip(_PAUSES)
    if not kept or not moved.strip(_ENDS) or kept[-1] in _ENDS:
        return outline
    words = text[: held[0][0]] + kept + _STOP + moved + text[held[0][1] :]
    return with_text(outline, place, words)


def join_measure(outline: Outline, place: int, number: int) -> Outline:
    """Join a heading's measure (0 for the first) with the one before: the stop between becomes a comma."""
    text = headings(outline)[place].text
    spans = measure_spans(text)
    if not 0 < number < len(spans):
        return outline
    before, after = text[: spans[number - 1][1]], text[spans[number][0] :]
    between = text[spans[number - 1][1] : spans[number][0]].strip()
    return with_text(outline, place, before.rstrip().rstrip(_ENDS) + between + "，" + after)


def leave_out_measure(outline: Outline, place: int, number: int) -> Outline:
    """Take a heading's measure (0 for the first) out of its text; its words are set aside, not lost.

    Nothing changes where it is not known where in the source the measure stands.
    """
    node = headings(outline)[place]
    start, end = measure_spans(node.text)[number]
    source = node.children[number].source
    if source == node.source:
        return outline
    gone = SetAside(outline.source_text[slice(*source)], "left_out", source)
    aside = sorted((*outline.set_aside, gone), key=lambda piece: piece.source)
    # Set aside first: the places of what remains are found past it.
    rest = node.text[:start] + node.text[end:].lstrip(" ")
    return with_text(replace(outline, set_aside=tuple(aside)), place, rest.strip())


def measure_spans(text: str) -> list[Span]:
    """Return the spans in a heading's text of its measures, in order."""
    return [span for span in cut_measures(text) if not is_note(text[slice(*span)])]
