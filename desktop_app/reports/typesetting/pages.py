"""Puts strips on pages."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil

from desktop_app.reports.typesetting.grid import AREA_HEIGHT, LEADING
from desktop_app.reports.typesetting.strips import Strip

SLIGHT = 0.01  # points: what adding heights up may err by


@dataclass(frozen=True, slots=True)
class Placed:
    """A strip on a page; `y` is its top, in points below the type area's top."""

    y: float
    strip: Strip


@dataclass(slots=True)
class Page:
    """What is on one page."""

    placed: list[Placed] = field(default_factory=list)


def paginate(strips: Sequence[Strip], height: float = AREA_HEIGHT) -> list[Page]:
    """Return pages with the strips on them, in order.

    Strips that keep to the next go to a new page together where they fit on one; blank strips are dropped
    at a page's top; the head of a table is set again where a page begins within it.
    """
    layout = _Layout(height)
    at = 0
    while at < len(strips):
        end = at + 1
        while end < len(strips) and strips[end - 1].keep:
            end += 1
        layout.add_group(strips[at:end])
        at = end
    return [page for page in layout.pages if page.placed]


class _Layout:
    def __init__(self, height: float) -> None:
        self.pages = [Page()]
        self._height = height
        self._y = 0.0
        self._ended = 0.0  # where the page before ended

    def add_group(self, group: Sequence[Strip]) -> None:
        if group[0].new_page or not self._fits(group):
            self._new_page()
        for strip in group:
            if self._y + strip.height > self._height + SLIGHT:
                self._new_page()
            self._add(strip)

    def _fits(self, group: Sequence[Strip]) -> bool:
        y = self._y
        for strip in group:
            y = _snapped(y, strip) + strip.height
        return y <= self._height + SLIGHT

    def _new_page(self) -> None:
        if self.pages[-1].placed:
            self.pages.append(Page())
            self._ended, self._y = self._y, 0.0

    def _add(self, strip: Strip) -> None:
        page = self.pages[-1]
        if not page.placed:
            if not (strip.ops or strip.mark or strip.firm):
                return
            if strip.tail is not None and len(self.pages) > 1:
                self.pages[-2].placed.append(Placed(self._ended, strip.tail))
            for head in strip.head:
                self._put(page, head)
        self._put(page, strip)

    def _put(self, page: Page, strip: Strip) -> None:
        self._y = _snapped(self._y, strip)
        page.placed.append(Placed(self._y, strip))
        self._y += strip.height


def _snapped(y: float, strip: Strip) -> float:
    return ceil((y - SLIGHT) / LEADING) * LEADING if strip.snap else y
