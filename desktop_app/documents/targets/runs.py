"""Chooses the run of words that names what is measured (rule 9)."""

import re

from desktop_app.documents.targets.words import SENTENCE_ENDS, Span, Words

_LEAD = re.compile(
    r"(?:并且|并|且|同时|以及|及|和|与|或|等|确保|继续做好|继续|持续推进|进一步|其中|做到|努力|切实|的|了|全力|积极|深入|扎实|[”」』①-⑳⑴-⒇]|\d{1,2}\.(?!\d))+"
)
_TAIL = re.compile(
    r"(?:不少于|不低于|不超过|至少|达到|超过|等|的|和|及|与|以及|并|目标|约|近|达|共|分别|[“「『])+$"
)
_JUST_BEFORE = re.compile(r"(?:不少于|不低于|不超过|至少|达到?|超过|新增|完成|建成|新建|对|近|约|共)+$")
# A run shorter than the first says too little by itself, a lead longer than the second too much; a list is
# taken along up to the third.
_SHORT, _LONG, _LIST = 4, 16, 16


def run(words: Words, number: Span, previous: int, following: int) -> Span:
    """Return the run around a number, in positions of `flat`.

    `previous` is where the number before it ends, `following` where the next one starts.
    """
    flat, (start, end) = words.flat, number
    first = max(words.item(start)[0], min(previous, start))
    last = min(words.item(end)[1], max(following, end))
    last = _down_the_list(words, last, following) if last > end else last
    if last - end >= _SHORT:
        shared = previous > words.item(start)[0]  # the words before belong to the number before
        first = _at_number(flat, first, start) if shared or start - first > _LONG else first
    elif start - first <= _LONG:
        first = _up_the_list(words, first, previous)
    first = _after_lead(flat, first, start)
    last = _before_tail(flat, end, last)
    if last - first < _SHORT:
        first = _further_back(words, first)
    return first, last


def _at_number(flat: str, first: int, start: int) -> int:
    before = _JUST_BEFORE.search(flat[first:start])
    return first + before.start() if before else start


def _after_lead(flat: str, first: int, start: int) -> int:
    found = _LEAD.match(flat, first, start)
    return found.end() if found else first


def _before_tail(flat: str, end: int, last: int) -> int:
    found = _TAIL.search(flat[end:last])
    return end + found.start() if found else last


def _down_the_list(words: Words, last: int, following: int) -> int:
    """Return the end of the list that an item begins (1-2条市级、区级线路); no number may come in between."""
    limit = min(following, last + _LIST)
    while words.flat[last : last + 1] == "、":
        end = words.item(last + 1)[1]
        if end > limit:
            break
        last = end
    return last


def _up_the_list(words: Words, first: int, previous: int) -> int:
    """Return the start of the list that an item ends (市、区级岗位9个); no number may come in between."""
    limit = max(previous, first - _LIST)
    while first > 1 and words.flat[first - 1] == "、":
        start = words.item(first - 1)[0]
        if start < limit:
            break
        first = start
    return first


def _further_back(words: Words, first: int) -> int:
    """Return the start of the item before, within the sentence."""
    while first > 0 and words.flat[first - 1] not in SENTENCE_ENDS:
        start = words.item(first - 1)[0]
        if start < first - 1:
            return start
        first -= 1
    return first
