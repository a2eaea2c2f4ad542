"""Lines joined into paragraphs where publishing broke them."""

from desktop_app.documents.lines import Line, Paragraph, Wrapping, ends_sentence
from desktop_app.documents.numbering import LIST_MEMBER, find_marker

_TITLE_LENGTH = 45
_LONG_TITLE, _LONGEST_TITLE = 44, 64  # columns
_SHORT_LINE = 20
_BREAKS_OFF = "，,、"


def join_lines(lines: list[Line], wrapping: Wrapping, *, headed: bool = False) -> list[Paragraph]:
    """Return the paragraphs that the lines form.

    `headed` tells that the first line begins with a heading's number: a short one without a stop is a title
    by itself.
    """
    paragraphs: list[list[Line]] = []
    for line in lines:
        bare_title = headed and len(paragraphs) == 1 and all(map(_is_bare, paragraphs[0]))
        if paragraphs and bare_title:
            goes_on = _continues_title(paragraphs[0], line, wrapping)
        else:
            goes_on = bool(paragraphs) and (
                _continues(paragraphs[-1][-1], line, wrapping) or _returns_to_margin(paragraphs[-1], line)
            )
        if goes_on:
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [Paragraph(tuple(pieces)) for pieces in paragraphs]


def _is_bare(line: Line) -> bool:
    """Tell whether a heading's line is its title alone."""
    return "。" not in line.text and len(line.text) <= _TITLE_LENGTH


def _continues_title(title: list[Line], line: Line, wrapping: Wrapping) -> bool:
    """Tell whether a line belongs to the title above it, and not to the text below."""
    before = title[-1]
    if wrapping.is_full(before):
        return _continues(before, line, wrapping)
    if LIST_MEMBER.match(line.text) or ends_sentence(before.text):
        return False
    at_margin = title[0].indented and not line.indented
    if (
        at_margin
        and before.width >= _LONG_TITLE
        and line.width < before.width
        and (before.width >= _LONGEST_TITLE or not ends_sentence(line.text))
    ):
        return True
    return before.text[-1] in _BREAKS_OFF and wrapping.width is None


def _returns_to_margin(paragraph: list[Line], line: Line) -> bool:
    """Tell whether a line at the margin goes on in an indented paragraph that broke off in mid-sentence."""
    before = paragraph[-1].text
    returns = paragraph[0].indented and not line.indented
    return returns and len(before) > _SHORT_LINE and not ends_sentence(before) and not find_marker(line.text)


def _continues(before: Line, line: Line, wrapping: Wrapping) -> bool:
    """Tell whether a line goes on where the line before broke off."""
    finished = ends_sentence(before.text)
    if LIST_MEMBER.match(line.text) and (finished or not wrapping.is_full(before)):
        return False
    if wrapping.is_full(before):
        return not (line.indented and finished)
    if finished or line.after_page:
        return not finished
    broken_off = before.text[-1] in _BREAKS_OFF
    if line.indented:
        return broken_off and wrapping.width is None
    return broken_off or len(before.text) > (_TITLE_LENGTH if wrapping.width is None else 8)
