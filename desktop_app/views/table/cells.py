"""What the cells of the tree-table are drawn from: signs, bars, words."""

from PySide6.QtCore import QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPainterPath, QPen

from desktop_app.models.values import Progress, Verdict

SIGN = 15  # the side of a sign, in logical pixels
_MIDDLE_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft


def draw_circle(painter: QPainter, box: QRectF, progress: Progress, colour: QColor) -> None:
    """Draw ○ ◐ ●: the sign of a point."""
    painter.setPen(QPen(colour, 1.6))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    ring = box.adjusted(1.3, 1.3, -1.3, -1.3)
    if progress is Progress.DONE:
        painter.setBrush(colour)
    painter.drawEllipse(ring)
    if progress is Progress.UNDER_WAY:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour)
        painter.drawPie(ring.adjusted(2, 2, -2, -2), -90 * 16, 180 * 16)


def draw_box(painter: QPainter, box: QRectF, progress: Progress, colour: QColor, tick: QColor) -> None:
    """Draw ☐ ☑ and a box with a bar: the sign of what one ticks."""
    frame = box.adjusted(1.3, 1.3, -1.3, -1.3)
    painter.setPen(QPen(colour, 1.5))
    painter.setBrush(colour if progress is Progress.DONE else Qt.BrushStyle.NoBrush)
    painter.drawRoundedRect(frame, 3, 3)
    if progress is Progress.DONE:
        draw_tick(painter, box, tick)
    elif progress is Progress.UNDER_WAY:
        painter.setPen(QPen(colour, 2, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        middle = frame.center()
        painter.drawLine(middle - QPointF(2.6, 0), middle + QPointF(2.6, 0))


def draw_tick(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw ✓ in the middle of a box."""
    pen = QPen(colour, 1.8, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    painter.setPen(pen)
    unit = box.width() / 16
    points = [
        QPointF(box.left() + x * unit, box.top() + y * unit) for x, y in ((4.4, 8.3), (7, 10.8), (11.7, 5.4))
    ]
    painter.drawPolyline(points)


def draw_verdict(painter: QPainter, box: QRectF, verdict: Verdict, colour: QColor) -> None:
    """Draw ✓ ≈ ✕ –: the sign of a verdict."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(
        QPen(colour, 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap, Qt.PenJoinStyle.RoundJoin)
    )
    middle = box.center()
    if verdict is Verdict.ACHIEVED:
        draw_tick(painter, box, colour)
    elif verdict is Verdict.MOSTLY_ACHIEVED:
        for dy in (-2.2, 2.2):
            wave = QPainterPath(middle + QPointF(-4, dy + 0.6))
            wave.cubicTo(
                middle + QPointF(-1.5, dy - 2.6),
                middle + QPointF(1.5, dy + 2.6),
                middle + QPointF(4, dy - 0.6),
            )
            painter.drawPath(wave)
    elif verdict is Verdict.NOT_ACHIEVED:
        painter.drawLine(middle + QPointF(-3.6, -3.6), middle + QPointF(3.6, 3.6))
        painter.drawLine(middle + QPointF(-3.6, 3.6), middle + QPointF(3.6, -3.6))
    else:
        painter.drawLine(middle + QPointF(-4, 0), middle + QPointF(4, 0))


def draw_calendar(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw the leaf of a calendar: where it is clicked, days are picked."""
    painter.setPen(QPen(colour, 1.2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    leaf = box.adjusted(1.5, 2.5, -1.5, -1.5)
    painter.drawRoundedRect(leaf, 2, 2)
    head = leaf.top() + 3.2
    painter.drawLine(QPointF(leaf.left(), head), QPointF(leaf.right(), head))
    for x in (leaf.left() + 3, leaf.right() - 3):
        painter.drawLine(QPointF(x, box.top() + 0.8), QPointF(x, box.top() + 3.6))


def draw_bar(painter: QPainter, bar: QRectF, shares: list[tuple[float, QColor]], track: QColor) -> None:
    """Draw a thin bar whose parts (0 to 1 of its length, colour) follow each other from the left."""
    painter.setPen(Qt.PenStyle.NoPen)
    radius = bar.height() / 2
    painter.setBrush(track)
    painter.drawRoundedRect(bar, radius, radius)
    left = bar.left()
    for share, colour in shares:
        width = bar.width() * share
        if width > 0:
            painter.setBrush(colour)
            painter.drawRoundedRect(
                QRectF(left, bar.top(), max(width, bar.height()), bar.height()), radius, radius
            )
        left += width


def draw_words(painter: QPainter, box: QRect, words: str, found: list[str], mark: QColor) -> None:
    """Draw words in the painter's pen and font, elided at their end, with what was searched for marked."""
    metrics = QFontMetrics(painter.font())
    shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, box.width())
    for start, end in _places_of(shown, found):
        left = box.left() + metrics.horizontalAdvance(shown[:start])
        width = metrics.horizontalAdvance(shown[:end]) - metrics.horizontalAdvance(shown[:start])
        height = metrics.height()
        painter.fillRect(QRect(left, box.center().y() - height // 2, width, height + 1), mark)
    painter.drawText(box, _MIDDLE_LEFT, shown)


def _places_of(words: str, found: list[str]) -> list[tuple[int, int]]:
    places = []
    lower = words.casefold()
    if len(lower) != len(words):  # folding changed the length: places would be wrong
        return []
    for word in found:
        at = lower.find(word.casefold())
        while word and at >= 0:
            places.append((at, at + len(word)))
            at = lower.find(word.casefold(), at + len(word))
    return places
