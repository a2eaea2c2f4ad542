"""Charts read like a sentence: figures, bars in parts, the curve of a year. Each part leads to its items."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QToolTip, QWidget

from desktop_app.i18n import _
from desktop_app.models.overview import Month
from desktop_app.models.values import Verdict
from desktop_app.views.table.cells import SIGN, draw_verdict
from desktop_app.views.widgets.theme import XS, L, M, Role, S, Theme, sized, tabular

Ids = tuple[str, ...]
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_NEXT = {Qt.Key.Key_Right: 1, Qt.Key.Key_Down: 1, Qt.Key.Key_Left: -1, Qt.Key.Key_Up: -1}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space)


class BigFigure(QAbstractButton):
    """A large figure with its name below it: a button."""

    def __init__(self, theme: Theme, words: str, figure: str, rest: str = "", role: Role = Role.INK) -> None:
        super().__init__()
        self._theme, self._figure, self._rest, self._role = theme, figure, rest, role
        self.setText(words)
        self.setAccessibleName(f"{words} {figure}{rest}")
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._large = tabular(sized(self.font(), 9, medium=True))

    def sizeHint(self) -> QSize:
        """Return the room that figure and name take."""
        large, small = QFontMetrics(self._large), self.fontMetrics()
        figure = large.horizontalAdvance(self._figure) + XS + small.horizontalAdvance(self._rest)
        return QSize(
            max(figure, small.horizontalAdvance(self.text())) + 2 * S, large.height() + small.height() + S
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take Enter for a click, as a link does."""
        if Qt.Key(event.key()) in _ENTER:
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw figure and name, and what shows that it is a button."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse() or self.hasFocus():
            painter.setBrush(self._theme.color(Role.HOVER))
            painter.setPen(QPen(self._theme.color(Role.ACCENT), 1) if self.hasFocus() else Qt.PenStyle.NoPen)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6)
        large, small = QFontMetrics(self._large), self.fontMetrics()
        painter.setFont(self._large)
        painter.setPen(self._theme.color(self._role))
        painter.drawText(S, XS + large.ascent(), self._figure)
        painter.setFont(self.font())
        painter.setPen(self._theme.color(Role.SOFT))
        painter.drawText(S + large.horizontalAdvance(self._figure) + XS, XS + large.ascent(), self._rest)
        painter.drawText(S, XS + large.height() + small.ascent(), self.text())
        painter.end()


@dataclass(frozen=True)
class Part:
    """One part of a bar: its name, the items it stands for, its colour, the verdict whose sign it bears."""

    words: str
    ids: Ids
    role: Role
    verdict: Verdict | None = None

    @property
    def said(self) -> str:
        """Name and figure."""
        return f"{self.words} {len(self.ids)}"


class PartsBar(QWidget):
    """A bar in parts, as wide as they have items. Arrows go from part to part, Enter and a click choose one.

    `chosen(Part)` when a part is clicked. `tall`: each part has its figure in it.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, name: str, parts: Sequence[Part], tall: bool) -> None:
        super().__init__()
        self._theme, self._tall = theme, tall
        self.name = name
        self.parts = [part for part in parts if part.ids]
        self._current = 0
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setAccessibleName("，".join((name, *(part.said for part in self.parts))))

    def sizeHint(self) -> QSize:
        """Return a bar's height, with room for the ring that shows the focus."""
        return QSize(120, self.fontMetrics().height() + XS if self._tall else 2 * S)

    def boxes(self) -> list[QRectF]:
        """Return where each part is."""
        room = QRectF(self.rect()).adjusted(2, 2, -2, -2)
        height = room.height() if self._tall else float(S)
        top = room.center().y() - height / 2
        count = sum(len(part.ids) for part in self.parts)
        gaps = 2.0 * max(len(self.parts) - 1, 0)
        found, left = [], room.left()
        for part in self.parts:
            width = (room.width() - gaps) * len(part.ids) / count
            found.append(QRectF(left, top, width, height))
            left += width + 2
        return found

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the parts, each with as much of its name as it has room for."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(tabular(self.font()))
        for at, (part, box) in enumerate(zip(self.parts, self.boxes(), strict=True)):
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._theme.color(part.role))
            painter.drawRoundedRect(box, 2, 2)
            if self._tall:
                self._draw_words(painter, part, box)
            if self.hasFocus() and at == self._current:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(QPen(self._theme.color(Role.ACCENT), 2))
                painter.drawRoundedRect(box.adjusted(-1, -1, 1, 1), 3, 3)
        painter.end()

    def _draw_words(self, painter: QPainter, part: Part, box: QRectF) -> None:
        """Write name and figure; where there is less room sign and figure, else the figure, else nothing."""
        metrics, figure = painter.fontMetrics(), str(len(part.ids))
        colour = self._theme.color(Role.SOFT if part.role is Role.TRACK else Role.GROUND)
        painter.setPen(colour)
        room, width = box.width() - XS, metrics.horizontalAdvance(figure)
        if metrics.horizontalAdvance(part.said) <= room:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, part.said)
        elif part.verdict is not None and width + SIGN <= room:
            left = box.center().x() - (width + SIGN) / 2
            draw_verdict(painter, QRectF(left, box.center().y() - SIGN / 2, SIGN, SIGN), part.verdict, colour)
            painter.setPen(colour)
            painter.drawText(QRectF(left + SIGN, box.top(), width + 2, box.height()), _MIDDLE, figure)
        elif width <= room:
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, figure)

    def _at(self, place: QPointF) -> int | None:
        return next(
            (at for at, box in enumerate(self.boxes()) if box.left() <= place.x() <= box.right() + 2), None
        )

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Name the part under the mouse."""
        at = self._at(event.position())
        self.setCursor(Qt.CursorShape.ArrowCursor if at is None else Qt.CursorShape.PointingHandCursor)
        QToolTip.showText(event.globalPosition().toPoint(), "" if at is None else self.parts[at].said, self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the part that is clicked."""
        at = self._at(event.position())
        if at is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(self.parts[at])

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from part to part, choose one."""
        key = Qt.Key(event.key())
        if key in _ENTER and self.parts:
            self.chosen.emit(self.parts[self._current])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self.parts:
            self._current = max(0, min(len(self.parts) - 1, self._current + _NEXT[key]))
            self.setAccessibleDescription(self.parts[self._current].said)
            self.update()
        else:
            super().keyPressEvent(event)


class YearCurve(QWidget):
    """What was done against what was due, month by month, each line with its name and figure at its end.

    `chosen(Part)` for a click on a month, or Enter on the one that the arrows went to: what is due by its
    end; on the line of what is done (below): what was done by then.
    """

    chosen = Signal(object)

    def __init__(self, theme: Theme, months: Sequence[Month], today: date, points: int) -> None:
        super().__init__()
        self._theme, self._months, self._today = theme, months, today
        self._most = max([points, 1])
        self._current = next((at for at, month in enumerate(months) if month.first > today), len(months)) - 1
        self._current = max(self._current, 0)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setMinimumHeight(180)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName("，".join((_("全年进度"), *map(_month_in_words, months))))
        self._dated = bool(months and months[-1].due)

    def sizeHint(self) -> QSize:
        """Return a height at which a year is easily read."""
        return QSize(400, 220)

    def place_of(self, at: int, count: int) -> QPointF:
        """Return where a month's end and a number of points meet."""
        room = self._room()
        step = room.width() / max(len(self._months), 1)
        return QPointF(room.left() + (at + 1) * step, room.bottom() - room.height() * count / self._most)

    def _room(self) -> QRectF:
        metrics = self.fontMetrics()
        left = metrics.horizontalAdvance(str(self._most)) + S
        right = metrics.horizontalAdvance(_("应完成 {count}").format(count=self._most)) + M
        return QRectF(self.rect()).adjusted(left, metrics.height(), -right, -metrics.height() - S)

    def paintEvent(self, _event: QPaintEvent) -> None:
        """Draw the months, the day, and both lines."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(tabular(self.font()))
        self._draw_grid(painter)
        done = [len(month.done) for month in self._months if month.done is not None]
        due = [len(month.due) for month in self._months]
        ends: list[tuple[float, float, str, Role]] = []
        if self._dated:
            ends.append(self._draw_line(painter, due, _("应完成 {count}"), Role.SOFT, 1.5))
        if done:
            ends.append(self._draw_line(painter, done, _("已完成 {count}"), Role.DONE, 2.5))
        self._name_lines(painter, ends)
        if self.hasFocus() and self._months:
            self._draw_current(painter)
        painter.end()

    def _draw_grid(self, painter: QPainter) -> None:
        room, metrics = self._room(), painter.fontMetrics()
        for count in sorted({0, self._most // 2, self._most}):
            y = self.place_of(0, count).y()
            painter.setPen(QPen(self._theme.color(Role.LINE), 1))
            painter.drawLine(QPointF(room.left(), y), QPointF(room.right(), y))
            painter.setPen(self._theme.color(Role.FAINT))
            box = QRectF(0, y - metrics.height() / 2, room.left() - S, metrics.height())
            painter.drawText(box, _MIDDLE | Qt.AlignmentFlag.AlignRight, str(count))
        step = room.width() / max(len(self._months), 1)
        every = 1 if step >= metrics.horizontalAdvance(_("{month}月").format(month=12)) + XS else 3
        for at, month in enumerate(self._months):
            if at % every == 0:
                box = QRectF(room.left() + at * step, room.bottom() + XS, step * every, metrics.height())
                align = Qt.AlignmentFlag.AlignCenter if every == 1 else _MIDDLE | Qt.AlignmentFlag.AlignLeft
                painter.drawText(box, align, _("{month}月").format(month=month.first.month))
        self._draw_today(painter, room)

    def _x_of_today(self) -> float:
        room = self._room()
        first = self._months[0].first if self._months else self._today
        months = (self._today.year - first.year) * 12 + self._today.month - first.month
        share = (months + (self._today.day - 1) / 31) / max(len(self._months), 1)
        return room.left() + room.width() * share

    def _draw_today(self, painter: QPainter, room: QRectF) -> None:
        x = self._x_of_today()
        if room.left() <= x <= room.right():
            painter.setPen(QPen(self._theme.color(Role.EDGE), 1, Qt.PenStyle.DashLine))
            painter.drawLine(QPointF(x, room.top()), QPointF(x, room.bottom()))
            painter.setPen(self._theme.color(Role.FAINT))
            box = QRectF(
                x - 40, room.top() - painter.fontMetrics().height(), 80, painter.fontMetrics().height()
            )
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, _("今天"))

    def _draw_line(
        self, painter: QPainter, counts: list[int], words: str, role: Role, width: float
    ) -> tuple[float, float, str, Role]:
        start = QPointF(self._room().left(), self.place_of(0, 0).y())
        places = [start, *(self.place_of(at, count) for at, count in enumerate(counts))]
        if role is Role.DONE:  # what is done is known up to today, not to the end of its month
            places[-1].setX(min(places[-1].x(), self._x_of_today()))
        pen = QPen(self._theme.color(role), width)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.setPen(pen)
        painter.drawPolyline(QPolygonF(places))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.color(role))
        for place in places[1:]:
            painter.drawEllipse(place, width, width)
        return places[-1].x(), places[-1].y(), words.format(count=counts[-1]), role

    def _name_lines(self, painter: QPainter, ends: list[tuple[float, float, str, Role]]) -> None:
        """Put each line's name beside its end, one above the other where they end together."""
        metrics = painter.fontMetrics()
        if (
            len(ends) == 2
            and abs(ends[0][1] - ends[1][1]) < metrics.height()
            and ends[1][0] > ends[0][0] - 90
        ):
            (x, y, words, role), done = ends
            up = -1 if y <= done[1] else 1
            ends = [
                (x, y + up * metrics.height() / 2, words, role),
                (*done[:1], done[1] - up * metrics.height() / 2, *done[2:]),
            ]
        lowest = self._room().bottom() - metrics.height() / 2  # the months' names stand below
        for x, end, words, role in ends:
            y = min(end, lowest)
            painter.setPen(self._theme.color(role))
            box = QRectF(
                x + S, y - metrics.height() / 2, metrics.horizontalAdvance(words) + S, metrics.height()
            )
            painter.drawText(box, _MIDDLE | Qt.AlignmentFlag.AlignLeft, words)

    def _draw_current(self, painter: QPainter) -> None:
        place = self.place_of(self._current, len(self._months[self._current].due if self._dated else ()))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(QPen(self._theme.color(Role.ACCENT), 2))
        painter.drawEllipse(place, 7, 7)

    def _part(self, at: int, done: bool) -> Part:
        month = self._months[at]
        name = month.first.month
        if done or not self._dated:
            return Part(_("{month}月底前已完成").format(month=name), month.done or (), Role.DONE)
        return Part(_("{month}月底前应完成").format(month=name), month.due, Role.SOFT)

    def _at(self, place: QPointF) -> Part | None:
        """Return what the nearest dot stands for."""
        dots = []
        for at, month in enumerate(self._months):
            if self._dated:
                dots.append((self.place_of(at, len(month.due)), at, False))
            if month.done is not None:
                dots.append((self.place_of(at, len(month.done)), at, True))
        near = min(dots, key=lambda dot: (dot[0] - place).manhattanLength(), default=None)
        if near is None or (near[0] - place).manhattanLength() > 2 * L:
            return None
        return self._part(near[1], near[2])

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Say what a dot stands for."""
        part = self._at(event.position())
        QToolTip.showText(event.globalPosition().toPoint(), part.said if part else "", self)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Choose the dot that is clicked."""
        part = self._at(event.position())
        if part is not None and event.button() is Qt.MouseButton.LeftButton:
            self.chosen.emit(part)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go from month to month, choose one."""
        key = Qt.Key(event.key())
        if key in _ENTER and self._months:
            self.chosen.emit(self._part(self._current, done=False))
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right) and self._months:
            self._current = max(0, min(len(self._months) - 1, self._current + _NEXT[key]))
            self.setAccessibleDescription(_month_in_words(self._months[self._current]))
            self.update()
        else:
            super().keyPressEvent(event)


def _month_in_words(month: Month) -> str:
    due = _("{month}月底应完成 {count}").format(month=month.first.month, count=len(month.due))
    if month.done is None:
        return due
    return _("{due}、已完成 {count}").format(due=due, count=len(month.done))
