"""Lines joined into paragraphs where publishing broke them."""

import re

from desktop_app.documents.lines import Line, Paragraph, Wrapping, ends_sentence

_TITLE_LENGTH = 45
_NEW_PARAGRAPH = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}是|[（(][0-9０-９]{1,2}[）)]|[①-⑳]|[0-9]{1,2}[.．、)）](?![0-9]))"
)


def join_lines(lines: list[Line], wrapping: Wrapping, *, headed: bool = False) -> list[Paragraph]:
    """Return the paragraphs that the lines form.

    `headed` tells that the first line begins with a heading's number: a short one without a stop is a title
    by itself.
    """
    paragraphs: list[list[Line]] = []
    for index, line in enumerate(lines):
        if paragraphs and _continues(
            lines[index - 1], line, wrapping, bare_title=headed and index == 1 and _is_bare(lines[0])
        ):
            paragraphs[-1].append(line)
        else:
            paragraphs.append([line])
    return [Paragraph(tuple(pieces)) for pieces in paragraphs]


def _is_bare(line: Line) -> bool:
    """Tell whether a heading's line is its title alone."""
    return "。" not in line.text and len(line.text) <= _TITLE_LENGTH


def _continues(before: Line, line: Line, wrapping: Wrapping, *, bare_title: bool) -> bool:
    """Tell whether a line goes on where the line before broke off."""
    finished = ends_sentence(before.text)
    if _NEW_PARAGRAPH.match(line.text) and (finished or not wrapping.is_full(before)):
        return False
    if wrapping.is_full(before):
        return not (line.indented and finished)
    if finished:
        return False
    broken_off = before.text[-1] in "，,、"
    if bare_title or (line.indented and not line.after_page):
        return broken_off and wrapping.width is None
    if line.after_page:
        return True
    return broken_off or len(before.text) > (_TITLE_LENGTH if wrapping.width is None else 8)
