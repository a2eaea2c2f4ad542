"""The drawings of resources/icons, coloured from the palette."""

from PySide6.QtCore import QByteArray, QRectF, QSize
from PySide6.QtGui import QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

from desktop_app.resources import ICONS
from desktop_app.views.widgets.theme import Role, Theme

_NOTHING = QColor(0, 0, 0, 0)
_SIDE = 16  # logical pixels of an icon in a button or menu


def _ratios() -> set[float]:
    """Return the device pixels a logical one has on the screens there are."""
    return {screen.devicePixelRatio() for screen in QGuiApplication.screens()}


class Icons:
    """Makes icons in the colours in force. An icon keeps its colours: make it anew when they change."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme
        self._drawings: dict[str, str] = {}
        self._pixmaps: dict[tuple[str, int, str, float], QPixmap] = {}

    def icon(self, name: str, role: Role = Role.SOFT, chosen: Role | None = None) -> QIcon:
        """Return resources/icons/NAME.svg in the colour of `role`, of `chosen` where a button is on."""
        icon = QIcon()
        for ratio in _ratios():
            icon.addPixmap(self.pixmap(name, _SIDE, role, ratio))
            if chosen is not None:
                icon.addPixmap(self.pixmap(name, _SIDE, chosen, ratio), QIcon.Mode.Normal, QIcon.State.On)
        return icon

    def pixmap(self, name: str, size: int, role: Role = Role.SOFT, ratio: float = 1.0) -> QPixmap:
        """Return the drawing as a square of `size` logical pixels at `ratio` device pixels each."""
        key = (name, size, self._theme.name(role), ratio)
        known = self._pixmaps.get(key)
        if known is None:
            known = self._pixmaps[key] = self._drawn(name, size, role, ratio)
        return known

    def _drawn(self, name: str, size: int, role: Role, ratio: float) -> QPixmap:
        side = round(size * ratio)
        pixmap = QPixmap(QSize(side, side))
        pixmap.fill(_NOTHING)
        painter = QPainter(pixmap)
        self._renderer(name, role).render(painter, QRectF(0, 0, side, side))
        painter.end()
        pixmap.setDevicePixelRatio(ratio)
        return pixmap

    def _renderer(self, name: str, role: Role) -> QSvgRenderer:
        drawing = self._drawings.get(name)
        if drawing is None:
            drawing = self._drawings[name] = (ICONS / f"{name}.svg").read_text(encoding="utf-8")
        coloured = drawing.replace("currentColor", self._theme.name(role))
        return QSvgRenderer(QByteArray(coloured.encode()))
