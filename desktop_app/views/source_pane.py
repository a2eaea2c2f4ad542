"""The original text of a document with each node's place in it tinted."""

from bisect import bisect_left, bisect_right

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QColor, QMouseEvent, QTextBlockFormat, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QTextEdit, QWidget

from desktop_app.documents.outline import Level, Node, Outline, Span
from desktop_app.i18n import _
from desktop_app.views.theme import XL, Role, Theme

_GAP = 10  # pixels
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


class SourcePane(QTextEdit):
    """Shows the source text, read-only. `place_chosen(offset in the source text)` when one clicks into it."""

    place_chosen = Signal(int)

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._offsets = Offsets("")
        self._outline: Outline | None = None
        self._current: Span | None = None
        self._tints: list[QTextEdit.ExtraSelection] = []
        self.setReadOnly(True)
        self.setAccessibleName(_("文件原文"))
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.document().setDocumentMargin(XL)
        self.setUndoRedoEnabled(False)

    def show_outline(self, outline: Outline) -> None:
        """Show an outline's source text with its nodes tinted."""
        self._outline = outline
        self._current = None
        self._offsets = Offsets(outline.source_text)
        self.setPlainText(outline.source_text)
        self._space_lines()
        self.recolour()

    def clear(self) -> None:
        """Let go of the document."""
        self._outline = None
        self._current = None
        self._tints = []
        self.setExtraSelections([])
        super().clear()

    def mark(self, span: Span) -> None:
        """Mark one span and bring it into sight."""
        self._current = span
        self._show_selections()
        cursor = self._cursor((span[0], span[0]))
        self.setTextCursor(cursor)
        top = self.cursorRect(cursor).top()
        view = self.viewport().height()
        if top < XL or top > view * 2 // 3:
            bar = self.verticalScrollBar()
            bar.setValue(bar.value() + top - view // 4)

    def recolour(self) -> None:
        """Tint the nodes in the colours in force."""
        outline = self._outline
        if outline is None:
            return
        measures = 0
        self._tints = []
        for node in outline.walk():
            measures = measures + 1 if node.level is Level.MEASURE else 0
            # Neighbours differ, so that one sees where a point was cut.
            role = Role.TINT_MEASURE if measures % 2 else _TINTS[node.level]
            self._tints.append(self._selection(node.source, self._theme.color(role)))
        for piece in outline.set_aside:
            self._tints.append(self._selection(piece.source, None, self._theme.color(Role.FAINT)))
        self._show_selections()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802
        """Tell where one clicked, unless one was choosing text."""
        super().mouseReleaseEvent(event)
        if not self.textCursor().hasSelection():
            self.place_chosen.emit(self.offset_at(event.position().toPoint()))

    def offset_at(self, place: QPoint) -> int:
        """Return the offset in the source text under a place of the viewport."""
        return self._offsets.from_qt(self.cursorForPosition(place).position())

    def _space_lines(self) -> None:
        spacing = QTextBlockFormat()
        spacing.setLineHeight(160, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor = QTextCursor(self.document())
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

    def _show_selections(self) -> None:
        selections = list(self._tints)
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
