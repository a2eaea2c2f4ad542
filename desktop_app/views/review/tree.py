"""The tree of what was read, in the review: headings to be put right, measures below them."""

from PySide6.QtCore import QEvent, QModelIndex, QObject, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from desktop_app.documents.outline import Level
from desktop_app.i18n import _
from desktop_app.views.review.outline_model import OutlineModel
from desktop_app.views.widgets.quiet_tree import QuietCells, QuietTree
from desktop_app.views.widgets.theme import ROW, Role, Theme, sized
from desktop_app.views.widgets.tree_model import Index

_EDITED_BY = QAbstractItemView.EditTrigger.DoubleClicked
_NOT_EDITED = QAbstractItemView.EditTrigger.NoEditTriggers


class ReviewTree(QuietTree):
    """Shows an OutlineModel; titles are edited in place.

    `title_split(index, words, offset)` where Ctrl+Enter is pressed while a title is being typed.
    """

    title_split = Signal(QModelIndex, str, int)

    def __init__(self, model: OutlineModel, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, parent)
        self.setModel(model)
        delegate = _NodeDelegate(model, theme, self)
        delegate.split_requested.connect(self._split_title)
        self.setItemDelegate(delegate)
        self.setAccessibleName(_("结构"))
        self.setHeaderHidden(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(_EDITED_BY)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the rows; where everything was left out, say how it comes back."""
        super().paintEvent(event)
        if self.model().rowCount():
            return
        painter = QPainter(self.viewport())
        painter.setPen(self.theme.color(Role.SOFT))
        words = _("没有条目了，生成的清单会是空的。按 Ctrl+Z 可以撤销。")
        painter.drawText(self.viewport().rect(), Qt.AlignmentFlag.AlignCenter, words)
        painter.end()

    def _split_title(self, words: str, offset: int) -> None:
        self.title_split.emit(self.currentIndex(), words, offset)

    def flush(self) -> None:
        """Take over a title that is being typed, and end the typing."""
        options = Qt.FindChildOption.FindDirectChildrenOnly
        for editor in self.viewport().findChildren(QLineEdit, options=options):
            if editor.isVisibleTo(self):
                self.commitData(editor)
                self.closeEditor(editor, QStyledItemDelegate.EndEditHint.NoHint)

    def let_edit(self, editable: bool) -> None:
        """Let titles be edited in place, or not."""
        self.setEditTriggers(_EDITED_BY if editable else _NOT_EDITED)


class _NodeDelegate(QuietCells):
    """Sets headings in medium weight and measures back, in rows of one height; edits a title in place.

    `split_requested(words, offset)` on Ctrl+Enter in the line in which a title is edited.
    """

    split_requested = Signal(str, int)

    def __init__(self, model: OutlineModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        super().initStyleOption(option, index)
        node = self._model.node(index)
        heading = node.level in (Level.SECTION, Level.SUBSECTION)
        option.font = sized(option.font, medium=heading)
        if node.level is Level.MEASURE:
            option.palette.setColor(option.palette.ColorRole.Text, self._theme.color(Role.SOFT))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        size = super().sizeHint(option, index)
        size.setHeight(max(ROW - 4, size.height()))
        return size

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:
        """Return the line in which a title is edited."""
        editor = QLineEdit(parent)
        editor.setProperty("inPlace", True)
        return editor

    def eventFilter(self, editor: QObject, event: QEvent) -> bool:
        """Split on Ctrl+Enter; else as ever."""
        if (
            isinstance(editor, QLineEdit)
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and event.modifiers() & Qt.KeyboardModifier.ControlModifier
        ):
            words, offset = editor.text(), editor.cursorPosition()
            if editor.hasSelectedText():  # F2 chose it all: no place within it yet
                offset = 0
            self.closeEditor.emit(editor)
            self.split_requested.emit(words, offset)
            return True
        return super().eventFilter(editor, event)
