"""Colours, spacing and type: the one place where the window's looks are decided."""

from enum import StrEnum, auto
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette

if TYPE_CHECKING:  # its hundred enums take time to make, and the first screen needs none of them
    from PySide6.QtCore import Qt

# Spacing in device-independent pixels, in steps of 4.
XS, S, M, L, XL = 4, 8, 12, 16, 24
ROW = 32
RADIUS = 6
SMALLEST_TEXT = 10.0  # points: on a 1366-pixel laptop nine are too small for a reader of 58
BUNDLED, BUNDLED_MEDIUM = "Noto Sans SC", "Noto Sans SC Medium"


class Role(StrEnum):
    """What a colour is for. Nothing in the window names a colour in any other way."""

    GROUND = auto()
    DESK = auto()
    CHROME = auto()
    RAISED = auto()
    LINE = auto()
    EDGE = auto()
    HOVER = auto()
    SELECTED = auto()
    TRACK = auto()
    INK = auto()
    SOFT = auto()
    FAINT = auto()
    ACCENT = auto()
    ACCENT_STRONG = auto()
    ON_ACCENT = auto()
    ACCENT_SOFT = auto()
    NOT_STARTED = auto()
    UNDER_WAY = auto()
    DONE = auto()
    MOSTLY = auto()
    FAILED = auto()
    NOT_APPLICABLE = auto()
    WARNING_SOFT = auto()
    ERROR_SOFT = auto()
    DONE_SOFT = auto()
    FOUND = auto()
    TINT_SECTION = auto()
    TINT_SUBSECTION = auto()
    TINT_POINT = auto()
    TINT_MEASURE = auto()
    TINT_CURRENT = auto()


LIGHT = {
    Role.GROUND: "#ffffff",
    Role.DESK: "#e9eaed",
    Role.CHROME: "#f6f6f7",
    Role.RAISED: "#ffffff",
    Role.LINE: "#e6e6e9",
    Role.EDGE: "#cfd1d6",
    Role.HOVER: "#efeff2",
    Role.SELECTED: "#e7e9fa",
    Role.TRACK: "#e4e5e9",
    Role.INK: "#1d1f24",
    Role.SOFT: "#555b66",
    Role.FAINT: "#636a76",
    Role.ACCENT: "#4650b8",
    Role.ACCENT_STRONG: "#3a43a3",
    Role.ON_ACCENT: "#ffffff",
    Role.ACCENT_SOFT: "#eef0fc",
    Role.NOT_STARTED: "#636a76",
    Role.UNDER_WAY: "#1b62bf",
    Role.DONE: "#167339",
    Role.MOSTLY: "#8a5a00",
    Role.FAILED: "#bd2b28",
    Role.NOT_APPLICABLE: "#636a76",
    Role.WARNING_SOFT: "#fdf3dc",
    Role.ERROR_SOFT: "#fdebea",
    Role.DONE_SOFT: "#e8f5ec",
    Role.FOUND: "#ffe69a",
    Role.TINT_SECTION: "#dfe3fb",
    Role.TINT_SUBSECTION: "#d9eef0",
    Role.TINT_POINT: "#f4f1e6",
    Role.TINT_MEASURE: "#ebe6d3",
    Role.TINT_CURRENT: "#ffdf80",
}

DARK = {
    Role.GROUND: "#1f2023",
    Role.DESK: "#111214",
    Role.CHROME: "#18191b",
    Role.RAISED: "#26272b",
    Role.LINE: "#313338",
    Role.EDGE: "#4a4d54",
    Role.HOVER: "#2a2b30",
    Role.SELECTED: "#32365a",
    Role.TRACK: "#3a3c42",
    Role.INK: "#e8e9ec",
    Role.SOFT: "#b3b8c1",
    Role.FAINT: "#a3a9b4",
    Role.ACCENT: "#aab3ff",
    Role.ACCENT_STRONG: "#c2c9ff",
    Role.ON_ACCENT: "#15172b",
    Role.ACCENT_SOFT: "#2a2d47",
    Role.NOT_STARTED: "#a3a9b4",
    Role.UNDER_WAY: "#7fb4ff",
    Role.DONE: "#62cf8b",
    Role.MOSTLY: "#eab54a",
    Role.FAILED: "#ff8d85",
    Role.NOT_APPLICABLE: "#a3a9b4",
    Role.WARNING_SOFT: "#3a3220",
    Role.ERROR_SOFT: "#40282a",
    Role.DONE_SOFT: "#20362a",
    Role.FOUND: "#6b5200",
    Role.TINT_SECTION: "#31365c",
    Role.TINT_SUBSECTION: "#1f3f43",
    Role.TINT_POINT: "#2f2d26",
    Role.TINT_MEASURE: "#3d392b",
    Role.TINT_CURRENT: "#6b5200",
}


class Theme(QObject):
    """The colours in force, the system's light or dark scheme. `changed` tells that they are others."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.dark = _palette_is_dark()
        self.follows_system = True
        self._listening = False
        self._colours: dict[Role, QColor] = {}
        self._read_colours()

    def follow_system(self) -> None:
        """Take over the system's scheme, now and whenever it changes, while `follows_system`."""
        hints = QGuiApplication.styleHints()
        if not self._listening:
            hints.colorSchemeChanged.connect(self._take_scheme)
            self._listening = True
        self._take_scheme(hints.colorScheme())

    def color(self, role: Role) -> QColor:
        """Return the colour of a role; not to be changed by the caller."""
        return self._colours[role]

    def name(self, role: Role) -> str:
        """Return the colour of a role as #rrggbb."""
        return self._colours[role].name()

    def use(self, dark: bool) -> None:
        """Switch to the dark or the light colours."""
        if dark != self.dark:
            self.dark = dark
            self._read_colours()
            self.changed.emit()

    def palette(self) -> QPalette:
        """Return Qt's palette filled from the roles, for the parts of the window that Qt draws itself."""
        palette = QPalette()
        for qt_role, role in _QT_ROLES.items():
            palette.setColor(qt_role, self._colours[role])
        for qt_role in (
            QPalette.ColorRole.Text,
            QPalette.ColorRole.WindowText,
            QPalette.ColorRole.ButtonText,
        ):
            palette.setColor(QPalette.ColorGroup.Disabled, qt_role, self._colours[Role.FAINT])
        return palette

    def _read_colours(self) -> None:
        names = DARK if self.dark else LIGHT
        self._colours = {role: QColor(names[role]) for role in Role}

    def _take_scheme(self, scheme: "Qt.ColorScheme") -> None:
        if (
            self.follows_system and scheme.name != "Unknown"
        ):  # some Linux desktops do not say: their palette has told at the start
            self.use(scheme.name == "Dark")


_QT_ROLES = {
    QPalette.ColorRole.Window: Role.GROUND,
    QPalette.ColorRole.WindowText: Role.INK,
    QPalette.ColorRole.Base: Role.GROUND,
    QPalette.ColorRole.AlternateBase: Role.CHROME,
    QPalette.ColorRole.Text: Role.INK,
    QPalette.ColorRole.PlaceholderText: Role.FAINT,
    QPalette.ColorRole.Button: Role.CHROME,
    QPalette.ColorRole.ButtonText: Role.INK,
    QPalette.ColorRole.Highlight: Role.SELECTED,
    QPalette.ColorRole.HighlightedText: Role.INK,
    QPalette.ColorRole.Accent: Role.ACCENT,
    QPalette.ColorRole.Link: Role.ACCENT,
    QPalette.ColorRole.LinkVisited: Role.ACCENT,
    QPalette.ColorRole.ToolTipBase: Role.RAISED,
    QPalette.ColorRole.ToolTipText: Role.INK,
    QPalette.ColorRole.Mid: Role.EDGE,
    QPalette.ColorRole.Midlight: Role.LINE,
    QPalette.ColorRole.Light: Role.RAISED,
    QPalette.ColorRole.Dark: Role.EDGE,
    QPalette.ColorRole.Shadow: Role.EDGE,
}


def _palette_is_dark() -> bool:
    return QGuiApplication.palette().color(QPalette.ColorRole.Window).lightness() < 128


def sized(font: QFont, step: int = 0, medium: bool = False) -> QFont:
    """Return the font `step` points larger (or smaller), in medium weight on request."""
    other = QFont(font)
    other.setPointSizeF(font.pointSizeF() + step)
    if medium:
        other.setWeight(QFont.Weight.Medium)
        if BUNDLED in font.families():  # its medium weight is a family of its own
            other.setFamilies([BUNDLED_MEDIUM, *font.families()])
    return other


def scaled(width: int, font: QFont) -> int:
    """Return a width that was chosen for the smallest text, for text of this size."""
    return round(width * max(1.0, font.pointSizeF() / SMALLEST_TEXT))


def tabular(font: QFont) -> QFont:
    """Return the font with figures of one width, for columns of numbers."""
    other = QFont(font)
    other.setFeature(QFont.Tag("tnum"), 1)
    return other
