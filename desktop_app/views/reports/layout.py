"""Where pages lie below one another at a given zoom; plain numbers, no widget."""

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from desktop_app.views.reports.rendering import Size
from desktop_app.views.widgets.theme import L, M

POINT = 96 / 72  # logical pixels of a point at 100 %
GAP, EDGE = M, L  # between pages, and around all of them


@dataclass(frozen=True)
class Box:
    """Where a page lies, in logical pixels from the top left of all pages."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True)
class Spot:
    """A place in a document that outlives another zoom: a page (from 0) and how far down it, 0 to 1."""

    page: int = 0
    down: float = 0.0


class Layout:
    """Pages in a column, each centred."""

    def __init__(self, sizes: Sequence[Size], zoom: float, room: int) -> None:
        """Lay out pages of these sizes (points) at a zoom (1 is true size) in so much width."""
        wide = [(round(width * zoom * POINT), round(height * zoom * POINT)) for width, height in sizes]
        self.width = max((width for width, _height in wide), default=0) + 2 * EDGE
        across = max(room, self.width)
        self.boxes: list[Box] = []
        top = EDGE
        for width, height in wide:
            self.boxes.append(Box((across - width) // 2, top, width, height))
            top += height + GAP
        self.height = top - GAP + EDGE if sizes else 0
        self._tops = [box.top for box in self.boxes]

    def page_at(self, y: int) -> int:
        """Return the page at a height, or the one above where there is none; -1 without pages."""
        return max(bisect_right(self._tops, y) - 1, min(0, len(self.boxes) - 1))

    def between(self, top: int, bottom: int) -> range:
        """Return the pages of which something lies between two heights."""
        if not self.boxes:
            return range(0)
        return range(self.page_at(top), self.page_at(bottom) + 1)

    def spot_at(self, y: int) -> Spot:
        """Return the spot at a height."""
        page = self.page_at(y)
        if page < 0:
            return Spot()
        box = self.boxes[page]
        return Spot(page, (y - box.top) / max(box.height, 1))

    def y_of(self, spot: Spot) -> int:
        """Return the height of a spot; of a page that is no more, that of the last."""
        if not self.boxes:
            return 0
        box = self.boxes[min(spot.page, len(self.boxes) - 1)]
        return round(box.top + spot.down * box.height)


def fitting(sizes: Sequence[Size], width: int, height: int | None = None) -> float:
    """Return the zoom at which the widest page fills the width; the highest the height too, where given."""
    if not sizes:
        return 1.0
    zoom = (width - 2 * EDGE) / (max(wide for wide, _high in sizes) * POINT)
    if height is not None:
        zoom = min(zoom, (height - 2 * EDGE) / (max(high for _wide, high in sizes) * POINT))
    return max(zoom, 0.05)
