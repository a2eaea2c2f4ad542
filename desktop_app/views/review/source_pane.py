"""The original text of a document with each node's place in it tinted."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import (
    QAction,
    QColor,
    QContextMenuEvent,
    QKeyEvent,
    QMouseEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop_app.documents.editing import headings
from desktop_app.documents.outline import Level, Node, Outline, SetAside, Span
from desktop_app.i18n import _
from desktop_app.views.widgets.theme import XL, Role, Theme

_GAP = 10  # pixels
_IN_SIGHT = 20_000  # characters, more than three pages hold: before Qt has laid a text out, all of it is
_TINTS = {
    Level.SECTION: Role.TINT_SECTION,
    Level.SUBSECTION: Role.TINT_SUBSECTION,
    Level.POINT: Role.TINT_POINT,
    Level.MEASURE: Role.TINT_POINT,
}


class Offsets:
    """Turns places in a Python string into places in Qt's text.

    Qt counts in UTF-16, and keeps one character of a line end that has two.
    """

    def __init__(self, text: str) -> None:
        self._wide: list[int] = []
        self._dropped: list[int] = []
        for at, character in enumerate(text):
            if ord(character) > 0xFFFF:
                self._wide.append(at)
            elif character == "\r" and text[at + 1 : at + 2] == "\n":
                self._dropped.append(at)
        self._length = len(text)

    def to_qt(self, place: int) -> int:
        """Return the place in Qt's text."""
        return place + bisect_left(self._wide, place) - bisect_left(self._dropped, place)

    def from_qt(self, place: int) -> int:
        """Return the place in the Python string."""
        if not self._wide and not self._dropped:
            return place
        return bisect_right(range(self._length + 1), place, key=self.to_qt) - 1


@dataclass(frozen=True)
class _Tint:
    """A span of the source text and how it is shown: the ground's colour, or the letters'."""

    span: Span
    ground: Role | None
    ink: Role | None = None


class _Tints:
    """The tints of an outline; tells which ones a stretch of the text shows, looking at no other part."""

    def __init__(self, outline: Outline) -> None:
        # By their places in the text: what a person moved up a level stands elsewhere among the headings.
        self._headings = sorted(headings(outline), key=_start)
        self._asides = outline.set_aside

    def within(self, start: int, end: int) -> list[_Tint]:
        """Return the tints that a stretch may show, in the order in which they are to be laid on."""
        first = max(bisect_right(self._headings, start, key=_start) - 1, 0)  # the one that it begins in
        last = bisect_right(self._headings, end, key=_start)
        found = [self._tint(node) for one in self._headings[first:last] for node in _with_measures(one)]
        asides = self._asides[: bisect_right(self._asides, end, key=_start)]
        pieces = [*found, *map(self._tint, asides)]
        return [tint for tint in pieces if tint.span[1] > start and tint.span[0] <= end]

    @staticmethod
    def _tint(piece: Node | SetAside) -> _Tint:
        if isinstance(piece, SetAside):
            return _Tint(piece.source, None, Role.FAINT)
        # Neighbours differ, so that one sees where a point was cut.
        odd = piece.level is Level.MEASURE and int(piece.number) % 2 == 1
        return _Tint(piece.source, Role.TINT_MEASURE if odd else _TINTS[piece.level])


def _start(piece: Node | SetAside) -> int:
    return piece.source[0]


def _with_measures(heading: Node) -> Iterator[Node]:
    """Yield a heading, then its measures; what else is below it stands for itself."""
    yield heading
    yield from (child for child in heading.children if child.level is Level.MEASURE)


class SourcePane(QTextEdit):
    """Shows the source text, read-only.

    `place_chosen(offset in the source text)` when one clicks into it or goes there by key;
    `split_requested()` when one presses Enter. Only what can be seen is tinted: a long document costs no
    more than a short one.
    """

    place_chosen = Signal(int)
    split_requested = Signal()

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._offsets = Offsets("")
        self._current: Span | None = None
        self._tints: _Tints | None = None
        self._led_to: int | None = 0  # where the cursor went by itself
        self._shown: Span = (0, 0)  # the stretch of the source text that is tinted
        self.extra_actions: list[QAction] = []
        self.setReadOnly(True)
        self.setAccessibleName(_("文件原文"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(XL)
        self.setUndoRedoEnabled(False)
        self.setCursorWidth(2)
        self.verticalScrollBar().valueChanged.connect(self._tint_more)

    def show_outline(self, outline: Outline) -> None:
        """Show an outline's source text with its nodes tinted."""
        self.clear()
        self._offsets = Offsets(outline.source_text)
        self.setPlainText(outline.source_text)
        self._space_lines()
        self.follow(outline)

    def follow(self, outline: Outline) -> None:
        """Tint the same text as an edited outline has it."""
        self._tints = _Tints(outline)
        self._tint()

    def clear(self) -> None:
        """Let go of the document."""
        self._current = None
        self._tints = None
        self.setExtraSelections([])
        super().clear()

    def mark(self, span: Span, go_there: bool = True) -> None:
        """Mark one span, and bring it into sight unless one is there already."""
        self._current = span
        self._tint()
        self._led_to = span[0] if go_there else None
        if not go_there:
            return
        cursor = self._cursor((span[0], span[0]))
        self.setTextCursor(cursor)
        top = self.cursorRect(cursor).top()
        view = self.viewport().height()
        if top < XL or top > view * 2 // 3:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + top - view // 4)

    def recolour(self) -> None:
        """Tint the nodes in the colours in force."""
        self._tint()

    @property
    def place(self) -> int:
        """The cursor's offset in the source text."""
        return self._offsets.from_qt(self.textCursor().position())

    @property
    def chosen(self) -> int | None:
        """The cursor's offset where it is one put it; None since it went to another node by itself."""
        return self.place if self.place != self._led_to else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Ask for a split on Enter, tell where the cursor went on any other key."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self.split_requested.emit()
            return
        before = self.textCursor().position()
        super().keyPressEvent(event)
        if self.textCursor().position() != before and not self.textCursor().hasSelection():
            self.place_chosen.emit(self.place)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer what can be done at the cursor besides copying."""
        menu = self.createStandardContextMenu()
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addSeparator()
        menu.addActions(self.extra_actions)
        menu.popup(event.globalPos())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Tint what has come into sight."""
        super().resizeEvent(event)
        self._tint()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tell where one clicked, unless one was choosing text."""
        super().mouseReleaseEvent(event)
        if not self.textCursor().hasSelection():
            self.place_chosen.emit(self.offset_at(event.position().toPoint()))

    def offset_at(self, place: QPoint) -> int:
        """Return the offset in the source text under a place of the viewport."""
        return self._offsets.from_qt(self.cursorForPosition(place).position())

    def _tint_more(self) -> None:
        start, end = self._stretch(0)
        if start < self._shown[0] or end > self._shown[1]:
            self._tint()

    def _stretch(self, pages: int) -> Span:
        """Return the stretch of the source text in sight, and so many pages before and after."""
        height = self.viewport().height()
        top = self.cursorForPosition(QPoint(0, -pages * height))
        foot = self.cursorForPosition(QPoint(self.viewport().width(), (1 + pages) * height))
        start, end = self._offsets.from_qt(top.position()), self._offsets.from_qt(foot.position())
        return start, min(end, start + _IN_SIGHT)

    def _space_lines(self) -> None:
        spacing = QTextBlockFormat()
        spacing.setLineHeight(160, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
        cursor.beginEditBlock()  # one layout for all lines
        cursor.select(QTextCursor.SelectionType.Document)
        cursor.mergeBlockFormat(spacing)
        gap = QTextBlockFormat()
        gap.setLineHeight(_GAP, QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        block = self.document().begin()
        while block.isValid():  # an empty line is a gap between paragraphs, no line of its own
            if not block.text().strip():
                cursor.setPosition(block.position())
                cursor.mergeBlockFormat(gap)
            block = block.next()
        cursor.endEditBlock()

    def _cursor(self, span: Span) -> QTextCursor:
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._offsets.to_qt(span[0]))
        cursor.setPosition(self._offsets.to_qt(span[1]), QTextCursor.MoveMode.KeepAnchor)
        return cursor

    def _selection(
        self, span: Span, ground: QColor | None, ink: QColor | None = None
    ) -> QTextEdit.ExtraSelection:
        selection = QTextEdit.ExtraSelection()
        selection.cursor = self._cursor(span)
        look = QTextCharFormat()
        if ground is not None:
            look.setBackground(ground)
        if ink is not None:
            look.setForeground(ink)
        selection.format = look
        return selection

    def _tint(self) -> None:
        if self._tints is None:
            return
        self._shown = self._stretch(1)
        selections = [
            self._selection(
                tint.span,
                self._theme.color(tint.ground) if tint.ground else None,
                self._theme.color(tint.ink) if tint.ink else None,
            )
            for tint in self._tints.within(*self._shown)
        ]
        if self._current is not None:
            selections.append(self._selection(self._current, self._theme.color(Role.TINT_CURRENT)))
        self.setExtraSelections(selections)


def node_at(outline: Outline, place: int) -> Node | None:
    """Return the innermost node whose own words hold a place of the source text."""
    found: Node | None = None
    for node in outline.walk():
        if node.source[0] <= place < node.source[1]:
            found = node
    return found
