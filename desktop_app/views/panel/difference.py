"""How the school's words differ from the bureau's."""

from difflib import SequenceMatcher
from enum import StrEnum, auto
from html import escape
from typing import NamedTuple

from desktop_app.views.widgets.theme import Role, Theme

LONGEST = 4000  # characters compared one by one; matching costs their product at worst
SHORTEST_SAME = 2  # a single character in common between two changes is chance, not something kept


class Kind(StrEnum):
    """What became of some words."""

    SAME = auto()
    GONE = auto()
    NEW = auto()


class Part(NamedTuple):
    """Words, and what became of them."""

    kind: Kind
    words: str


def difference(old: str, new: str) -> list[Part]:
    """Return both texts as one: parts SAME and GONE give `old`, SAME and NEW give `new`."""
    start = _common_start(old, new)
    end = _common_start(old[start:][::-1], new[start:][::-1])
    middle_old, middle_new = old[start : len(old) - end], new[start : len(new) - end]
    parts = [Part(Kind.SAME, old[:start])]
    if max(len(middle_old), len(middle_new)) > LONGEST:
        parts += [Part(Kind.GONE, middle_old), Part(Kind.NEW, middle_new)]
    else:
        parts += _compared(middle_old, middle_new)
    parts.append(Part(Kind.SAME, old[len(old) - end :] if end else ""))
    return _joined(parts)


def as_markup(parts: list[Part], theme: Theme) -> str:
    """Return a difference as rich text: what went struck, what came underlined; every word escaped."""
    gone, new = theme.name(Role.FAILED), theme.name(Role.DONE)
    looks = {
        Kind.SAME: "{}",
        Kind.GONE: f'<s style="color:{gone}">{{}}</s>',
        Kind.NEW: f'<u style="color:{new}">{{}}</u>',
    }
    words = "".join(looks[part.kind].format(escape(part.words).replace("\n", "<br>")) for part in parts)
    return f"<qt>{words}</qt>"


def _common_start(first: str, second: str) -> int:
    for at, (one, other) in enumerate(zip(first, second, strict=False)):
        if one != other:
            return at
    return min(len(first), len(second))


def _compared(old: str, new: str) -> list[Part]:
    parts = []
    for tag, old_start, old_end, new_start, new_end in SequenceMatcher(None, old, new, False).get_opcodes():
        if tag == "equal" and old_end - old_start >= SHORTEST_SAME:
            parts.append(Part(Kind.SAME, old[old_start:old_end]))
        else:
            parts += [Part(Kind.GONE, old[old_start:old_end]), Part(Kind.NEW, new[new_start:new_end])]
    return parts


def _joined(parts: list[Part]) -> list[Part]:
    """Return the parts without empty ones; of changes side by side all that went, then all that came."""
    found: list[Part] = []
    gone = new = ""
    for part in [*parts, Part(Kind.SAME, "")]:
        if part.kind is Kind.GONE:
            gone += part.words
        elif part.kind is Kind.NEW:
            new += part.words
        elif part.words or part is parts[-1]:
            changed = [Part(Kind.GONE, gone), Part(Kind.NEW, new)]
            found += [one for one in changed if one.words]
            gone = new = ""
            if found and found[-1].kind is Kind.SAME:
                found[-1] = Part(Kind.SAME, found[-1].words + part.words)
            elif part.words:
                found.append(part)
    return found
