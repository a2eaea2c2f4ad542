"""A point's text cut into measures: duties that one person can do and tick."""

import itertools
import re

from desktop_app.documents.brackets import CLOSING, inside
from desktop_app.documents.numbering import LIST_MEMBER
from desktop_app.documents.outline import Span
from desktop_app.documents.vocabulary import RESPONSIBLE

_STOP = re.compile(r"[。！？!?；;\n]")
_LONGEST_TAIL = 80
_NEXT_MEMBER = re.compile(rf"[。；;：:，,\n！？]\s*(?={LIST_MEMBER.pattern})")
_TAIL = re.compile(rf"\s*[（(【\[]\s*(?:{RESPONSIBLE})|\s*(?:{RESPONSIBLE}|备注|注)\s*[：:]")
# A bracket that names nothing but departments says who does it: （思政科、团工委）.
_DEPARTMENT = r"[^（()）【】\[\]、，,；;\s。]{0,10}(?:科|室|处|股|办|部|中心|团委|团工委|工会|学院|校)"
DEPARTMENTS = re.compile(
    rf"[（(【\[]\s*({_DEPARTMENT}(?:[、，,；;\s]+{_DEPARTMENT})*)\s*[）)】\]]\s*[。；;]?\s*$"
)
_WORD = re.compile(r"\w")


def cut_measures(text: str) -> list[Span]:
    """Return the spans of a text's measures, in order; together they hold every character that is not blank.

    A text is cut after each sentence or clause that ends in 。！？； and before each member of a counted
    list (一是 二是, （1） （2）, 第一， 第二，, ①), never inside quotation marks, book-title marks or
    brackets. The sentences of a counted member stay with it; a line on who is responsible stays with what
    comes before it.
    """
    enclosed = inside(text)
    members = _list_members(text, enclosed)
    cuts = {0, len(text), *members, *_sentence_cuts(text, enclosed, members)}
    return _spans(text, sorted(cuts))


def is_note(words: str) -> bool:
    """Tell whether a measure's words hold no duty, only who does one, by when, and remarks."""
    return bool(_TAIL.match(words)) and all(_TAIL.match(line) for line in words.split("\n"))


def _list_members(text: str, enclosed: bytearray) -> list[int]:
    """Return where the members of counted lists begin.

    A single one is no list, unless it begins a line below a finished one.
    """
    first = len(text) - len(text.lstrip())
    found = [member for member in _NEXT_MEMBER.finditer(text) if not enclosed[member.end()]]
    places = [first] if LIST_MEMBER.match(text, first) else []
    places += [member.end() for member in found]
    below = any(member[0][1:].endswith("\n") for member in found)
    return places if len(places) > 1 or below else []


def _sentence_cuts(text: str, enclosed: bytearray, members: list[int]) -> list[int]:
    """Return the places after the marks that end a duty; inside a list only the end of a paragraph does."""
    cuts = []
    listed = 0  # up to where a list runs that began before
    following = iter([*members, len(text)])
    member = next(following)
    for stop in _STOP.finditer(text):
        place = stop.start()
        while member <= place and member < len(text):
            end = text.find("\n", member)
            listed = len(text) if end < 0 else end
            member = next(following)
        if stop[0] == "\n":
            cuts.append(place + 1)
        elif place >= listed and not enclosed[place]:
            end = place + 1
            while end < len(text) and text[end] in CLOSING:
                end += 1
            cuts.append(end)
    return cuts


def _spans(text: str, cuts: list[int]) -> list[Span]:
    """Join what is no duty by itself (an announcement of a list, who is responsible) to its neighbour."""
    spans: list[Span] = []
    for start, end in itertools.pairwise(cuts):
        words = text[start:end].strip()
        if not words:
            continue
        begin = start + text[start:end].index(words)
        announced = bool(spans) and text[spans[-1][1] - 1] in "：:，,"
        said = _TAIL.match(words) or (len(words) < _LONGEST_TAIL and DEPARTMENTS.match(words))
        alone = bool(_WORD.search(words)) and not said
        if spans and (announced or not alone):
            spans[-1] = (spans[-1][0], begin + len(words))
        else:
            spans.append((begin, begin + len(words)))
    return spans
