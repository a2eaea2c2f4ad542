"""The pages of a PDF below one another: white paper on a desk, painted as one comes to them."""

from collections.abc import Sequence
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPixmap, QResizeEvent, QWheelEvent
from PySide6.QtWidgets import QAbstractScrollArea, QWidget

from desktop_app.i18n import _
from desktop_app.views.reports.layout import EDGE, Box, Layout, Spot, fitting
from desktop_app.views.reports.painter import Painted, Painter
from desktop_app.views.reports.rendering import MOST, Size, Wish
from desktop_app.views.widgets.theme import Role, Theme

LEAST_ZOOM, MOST_ZOOM, STEP = 0.25, 4.0, 1.15
_REST = 40  # milliseconds after scrolling before pages are wished for
_KEPT = 6  # pages on either side of those seen whose pictures are kept
_PAPER = Qt.GlobalColor.white  # in dark colours too: it is what comes out of the printer
_BEFORE = 3  # pictures are wished for up to so many pages ahead


class Fit(StrEnum):
    """How pages follow the size of the window."""

    WIDTH = "width"
    PAGE = "page"
    NONE = "none"


class PaperView(QAbstractScrollArea):
    """Shows pages to be scrolled and enlarged.

    Signals: `page_changed()` when another page is in sight, `zoom_changed()`.
    """

    page_changed = Signal()
    zoom_changed = Signal()

    def __init__(self, theme: Theme, painter: Painter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._painter = painter
        self._path = Path()
        self._sizes: tuple[Size, ...] = ()
        self._layout = Layout((), 1.0, 0)
        self._pictures: dict[int, tuple[Wish, QPixmap]] = {}
        self._at = 0
        self.fit = Fit.WIDTH
        self.zoom = 1.0
        self._rest = QTimer(self)
        self._rest.setSingleShot(True)
        self._rest.setInterval(_REST)
        self._rest.timeout.connect(self._wish)
        painter.painted.connect(self._take)
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setAccessibleName(_("报告的页面"))

    # What is shown

    @property
    def pages(self) -> int:
        """How many pages there are."""
        return len(self._sizes)

    @property
    def page(self) -> int:
        """The page in sight, from 0."""
        return self._at

    @property
    def painted(self) -> bool:
        """Whether every page in sight is painted as it is now."""
        return all(self._is_fresh(page) for page in self._seen())

    def show_pages(self, path: Path, sizes: Sequence[Size]) -> None:
        """Show a PDF; one stays where one was, and sees the old pages until the new ones are painted."""
        spot = self._spot()
        self._path, self._sizes = path, tuple(sizes)
        self._pictures = {page: seen for page, seen in self._pictures.items() if page < len(sizes)}
        self._lay_out(spot)

    def clear(self) -> None:
        """Show nothing, and begin at the first page next time."""
        self._pictures.clear()
        self._sizes = ()
        self._lay_out(None)

    def go_to(self, page: int) -> None:
        """Show a page from its top."""
        if 0 <= page < self.pages:
            self.verticalScrollBar().setValue(self._layout.boxes[page].top - EDGE // 2)

    def turn(self, by: int) -> None:
        """Go so many pages on, or back."""
        self.go_to(min(max(self._at + by, 0), self.pages - 1))

    # Zoom

    def set_fit(self, fit: Fit) -> None:
        """Let pages follow the window."""
        spot = self._spot()
        self.fit = fit
        self._lay_out(spot)

    def set_zoom(self, zoom: float, at: QPoint | None = None) -> None:
        """Show pages at this zoom; what lies at a point of the viewport stays there, else the top."""
        place = at or QPoint(self.viewport().width() // 2, 0)
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        spot = self._layout.spot_at(down.value() + place.y())
        side = (across.value() + place.x()) / max(self._layout.width, 1)
        self.fit, self.zoom = Fit.NONE, min(max(zoom, LEAST_ZOOM), MOST_ZOOM)
        self._lay_out(None)
        down.setValue(self._layout.y_of(spot) - place.y())
        across.setValue(round(side * self._layout.width) - place.x())

    def larger(self) -> None:
        """Zoom in by a step."""
        self.set_zoom(self.zoom * STEP)

    def smaller(self) -> None:
        """Zoom out by a step."""
        self.set_zoom(self.zoom / STEP)

    # How it lies

    def _spot(self) -> Spot | None:
        """Return where one is; None above the first page's top, where one stays whatever the zoom."""
        top = self.verticalScrollBar().value()
        return self._layout.spot_at(top) if top > EDGE else None

    def _lay_out(self, spot: Spot | None) -> None:
        room = self.viewport().size()
        if self.fit is not Fit.NONE:
            height = room.height() if self.fit is Fit.PAGE else None
            self.zoom = fitting(self._sizes, room.width(), height)
        self._layout = Layout(self._sizes, self.zoom, room.width())
        across, down = self.horizontalScrollBar(), self.verticalScrollBar()
        down.setRange(0, max(0, self._layout.height - room.height()))
        across.setRange(0, max(0, self._layout.width - room.width()))
        down.setPageStep(room.height())
        down.setSingleStep(48)
        across.setPageStep(room.width())
        down.setValue(0 if spot is None else self._layout.y_of(spot))
        self._note_page()
        self.zoom_changed.emit()
        self.viewport().update()
        self._rest.start()

    def _seen(self) -> range:
        top = self.verticalScrollBar().value()
        return self._layout.between(top, top + self.viewport().height())

    def _note_page(self) -> None:
        """Count the page in sight as the one at a third of the height: so the last one can be reached."""
        down = self.verticalScrollBar()
        at_end = down.maximum() > 0 and down.value() == down.maximum()
        page = (
            self.pages - 1 if at_end else self._layout.page_at(down.value() + self.viewport().height() // 3)
        )
        self._at = max(page, 0)
        self.page_changed.emit()

    # Pictures

    def _wish_for(self, page: int) -> Wish:
        width = round(self._layout.boxes[page].width * self.devicePixelRatioF())
        return Wish(self._path, page, max(1, min(width, MOST)))

    def _is_fresh(self, page: int) -> bool:
        return page in self._pictures and self._pictures[page][0] == self._wish_for(page)

    def _wish(self) -> None:
        seen = self._seen()
        if not seen:
            return
        kept = range(seen.start - _KEPT, seen.stop + _KEPT)
        self._pictures = {page: one for page, one in self._pictures.items() if page in kept}
        soon = range(seen.stop, min(seen.stop + _BEFORE, self.pages))
        before = range(max(seen.start - 1, 0), seen.start)
        self._painter.want(
            [self._wish_for(page) for page in (*seen, *soon, *before) if not self._is_fresh(page)]
        )

    def _take(self, painted: Painted) -> None:
        wish = painted.wish
        if wish.path == self._path and wish.page < self.pages and not painted.image.isNull():
            self._pictures[wish.page] = (wish, QPixmap.fromImage(painted.image))
            self.viewport().update()

    # Qt's side

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the pages in sight."""
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), self._theme.color(Role.DESK))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        for page in self._seen():
            self._draw(painter, page, self._layout.boxes[page])
        painter.end()

    def _draw(self, painter: QPainter, page: int, box: Box) -> None:
        left = box.left - self.horizontalScrollBar().value()
        rect = QRect(left, box.top - self.verticalScrollBar().value(), box.width, box.height)
        painter.fillRect(rect.adjusted(-1, -1, 1, 2), self._theme.color(Role.EDGE))
        painter.fillRect(rect, _PAPER)
        if page in self._pictures:
            painter.drawPixmap(rect, self._pictures[page][1])

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the pages follow."""
        super().resizeEvent(event)
        self._lay_out(self._spot())

    def scrollContentsBy(self, _across: int, _down: int) -> None:
        """Draw what came into sight, and wish for its pages."""
        self._note_page()
        self.viewport().update()
        self._rest.start()

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Scroll, or zoom at the pointer with Ctrl."""
        if not event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            super().wheelEvent(event)
        elif event.angleDelta().y():
            steps = event.angleDelta().y() / 120
            self.set_zoom(self.zoom * STEP**steps, event.position().toPoint())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go to the first or last page; all other keys scroll, or are the report page's."""
        down = self.verticalScrollBar()
        if event.key() in (Qt.Key.Key_Home, Qt.Key.Key_End):
            down.setValue(0 if event.key() == Qt.Key.Key_Home else down.maximum())
        else:
            super().keyPressEvent(event)
