"""Where a heading's title ends and its text begins."""

import re
from statistics import median
from typing import NamedTuple

from desktop_app.documents.brackets import OPENING, inside
from desktop_app.documents.vocabulary import (
    BINDING,
    NOMINAL_VERBS,
    OPENING_ADVERBS,
    OPENING_VERBS,
    RESPONSIBLE,
    STOCK_TITLES,
    TITLE_NOUN_ENDS,
)

_STOP = re.compile(r"[。！？!?]")
_LATIN_STOP = re.compile(r"[.．](?<=[\u4e00-\u9fa5”》）)].)(?=\s*[\u4e00-\u9fa5“《])")
_COLON = re.compile(r"^[^，,。；;：:]{2,25}[：:](?=\s*\S)")
_GAP = re.compile(r"^[^，,。；;：:\s]{2,34}(?:[ \t]{2,}|[\u3000\xa0]+|——|--)(?=\S)")
_CELL = re.compile(r"^([^，,。；;：:\t]{2,34}?) *\t\s*(?=\S)")
_RESPONSIBLE = re.compile(rf"[（(【\[]\s*(?:{RESPONSIBLE})")
_CLAUSE_END = re.compile(r"[，,。；;：:？！]")
_ADVERB = re.compile(OPENING_ADVERBS)
_VERB = re.compile(OPENING_VERBS)
_NOUN_END = re.compile(rf"(?:{TITLE_NOUN_ENDS})$")
# How a problem is named: 师资结构有待优化, 学位供给仍显不足.
_COMPLAINT_END = re.compile(
    r"(?:不足|不够|不强|不高|不均|不平衡|不充分|不容忽视|有待..|亟待..|仍需..|滞后|短缺|突出|薄弱)$"
)
_STOCK_TITLE = re.compile(rf"(?:{STOCK_TITLES})(?=\d{{4}}|高举|为|{OPENING_ADVERBS})")
_SHORTEST, _LONGEST = 3, 30  # characters of a title
_LEAST_SUSPECT = 26


class Cut(NamedTuple):
    """`title` characters of title, then the text from `text`; between them the mark that parts them.

    `lost` tells that the mark was missing and the place was found by the words.
    """

    title: int
    text: int
    lost: bool = False


def has_colon_title(words: str) -> bool:
    """Tell whether a short phrase and a colon come before any other mark, and text after them."""
    found = _COLON.match(words)
    return found is not None and _is_text(words[found.end() :])


def natural_cut(words: str, *, by_colon: bool = False) -> Cut:
    """Cut a heading's paragraph (without its number) where a mark parts title and text.

    `by_colon` tells that a colon does so in this document; else it does only where no full stop does.
    """
    stop = first_stop(words)
    end = len(words) if stop is None else stop
    note = _RESPONSIBLE.search(words, 0, end + 1)
    if note and note.start() >= 4:
        return Cut(note.start(), note.start())
    cell = _CELL.match(words)
    if cell:
        return Cut(cell.end(1), cell.end())
    if stop is None or stop >= len(words.rstrip()) - 1 or end > _LONGEST or by_colon:
        for pattern in (_COLON, _GAP):
            found = pattern.match(words)
            if found and _is_text(words[found.end() :]):
                return Cut(len(found[0].rstrip("：: \t\u3000\xa0—-")), found.end())
    return Cut(end, min(end + 1, len(words)))


def stock_cut(words: str) -> Cut | None:
    """Cut after 指导思想 and its like where the text follows without any mark."""
    found = _STOCK_TITLE.match(words)
    return Cut(found.end(), found.end(), lost=True) if found and len(words) > _LONGEST else None


def _is_text(words: str) -> bool:
    """Tell whether what follows a colon or a gap is text, and not the title's second half."""
    return len(words) > _LONGEST or words[-1:] in tuple("。；;")


def first_stop(words: str) -> int | None:
    """Return the place of the first mark that ends a sentence outside quotation marks and brackets."""
    latin = _LATIN_STOP.search(words)
    places = [found.start() for found in _STOP.finditer(words)]
    if latin:
        places = sorted([*places, latin.start()])
    if not places or not OPENING.search(words, 0, places[0]):
        return places[0] if places else None
    enclosed = inside(words)
    return next((place for place in places if not enclosed[place]), None)


def repair_cuts(words: list[str], cuts: list[Cut]) -> list[Cut]:
    """Cut the headings whose title lost its full stop, where most others show how long a title is here."""
    plain = [cut.title for text, cut in zip(words, cuts, strict=True) if cut.text < len(text)]
    usual = [length for length in plain if length <= _LONGEST]
    if len(usual) < 3 or 2 * len(usual) < len(words):
        return cuts
    typical = median(usual)
    limit = max(_LEAST_SUSPECT, 1.7 * typical)
    repaired = []
    for text, cut in zip(words, cuts, strict=True):
        place = _boundary(text, typical) if cut.title > limit else None
        repaired.append(cut if place is None else Cut(place, place, lost=True))
    return repaired


def _boundary(words: str, typical: float) -> int | None:
    """Return the likeliest place where a title without its full stop runs into its text."""
    clause = _CLAUSE_END.search(words)
    end = min(clause.start() if clause else len(words), _LONGEST + 6)
    enclosed = inside(words)
    best: tuple[float, int] | None = None
    for place in range(_SHORTEST, end - 1):
        score = _score(words, place, enclosed) - abs(place - typical) / 6
        if score > 0 and (best is None or score > best[0]):
            best = (score, place)
    return best[1] if best else None


def _score(words: str, place: int, enclosed: bytearray) -> float:
    before = words[:place]
    noun = bool(_NOUN_END.search(before.rstrip()))
    if enclosed[place] or (before[-1] in BINDING and not noun):
        return -1
    adverb, verb = _ADVERB.match(words, place), _VERB.match(words, place)
    if noun and verb and verb[0] in NOMINAL_VERBS:  # 制度建设 is one word
        return -1
    spaced = before[-1].isspace()
    complains = bool(_COMPLAINT_END.search(before))
    if not (adverb or spaced or complains or (verb and noun)):
        return -1
    opened_by_verb = bool(_VERB.search(before[-4:])) and not (noun or complains)
    return 3 * (noun or complains) + 2 * bool(adverb) + 1 * bool(verb) + 4 * spaced - 3 * opened_by_verb
