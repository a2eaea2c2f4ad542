"""Words typed on and on in one place: stored every few seconds, yet one step for undo and in the history."""

import time
from dataclasses import dataclass, replace
from itertools import takewhile

from desktop_app.models.journal import Image

PAUSE = 120.0  # seconds without anything stored after which typing on is another step
TAKEN_AWAY = 20  # characters that may go while one types: more are a step of their own, that undo brings back


@dataclass(frozen=True)
class _Typed:
    """The entry under way, its field, the words before it, the most that stood there since, and when."""

    entry: int
    field: tuple[str, str, str]
    before: str
    most: str
    moment: float


class Sitting:
    """Knows what is being typed in this window, and so whether what is stored next goes on with it.

    Words that were typed and taken away again must come back by undo: an entry is not gone on with where more
    than a few of them go, or where nothing would be left of it.
    """

    def __init__(self) -> None:
        self._typed: _Typed | None = None

    def goes_on_with(self, images: list[Image]) -> int | None:
        """Return the entry that what is to be stored goes on with, None where it is a step of its own."""
        typed, new = self._typed, _of(images)
        if typed is None or new is None or new.field != typed.field or new.moment - typed.moment > PAUSE:
            return None
        if new.most == typed.before or taken_away(typed.most, new.most) > TAKEN_AWAY:
            return None
        return typed.entry

    def note(self, entry: int, images: list[Image]) -> None:
        """Note what was stored as this entry, or as more of it."""
        typed, new = self._typed, _of(images)
        if typed is None or new is None or typed.entry != entry:
            self._typed = replace(new, entry=entry) if new else None
        else:
            most = max(typed.most, new.most, key=len)
            self._typed = replace(typed, most=most, moment=new.moment)

    def end(self) -> None:
        """Let whatever comes next be a step of its own."""
        self._typed = None


def taken_away(old: str, new: str) -> int:
    """Return how many characters of `old` are no more in `new`, where one place of it was changed."""
    head = alike(old, new)
    return len(old) - head - alike(old[head:][::-1], new[head:][::-1])


def alike(one: str, other: str) -> int:
    """Return how many characters two texts begin with alike."""
    return sum(1 for _pair in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))


def _of(images: list[Image]) -> _Typed | None:
    """Return what was typed, None where it is not the words of one field that became others."""
    if len(images) != 1 or images[0].before is None or images[0].after is None:
        return None
    image = images[0]
    names = list(image.after or {})
    values = [*(image.before or {}).values(), *(image.after or {}).values()]
    if len(names) != 1 or not all(isinstance(value, str) for value in values):
        return None
    before, after = values
    return _Typed(0, (image.table, image.key, names[0]), before, after, time.monotonic())
