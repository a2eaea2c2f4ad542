"""How a cell of the tree-table is edited in place, and what becomes of what was typed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTreeView, QWidget

from desktop_app.errors import YaodianError
from desktop_app.models.values import Progress, Verdict
from desktop_app.views.table.cell_editors import CellChoice, CellDay, CellLine, Leave
from desktop_app.views.table.cells import SIGN, draw_calendar, draw_circle, draw_verdict
from desktop_app.views.table.columns import CHOICES, NAMES, Column
from desktop_app.views.table.item_model import ItemModel
from desktop_app.views.widgets.theme import XS, Role, Theme
from desktop_app.views.widgets.tree_model import Index
from desktop_app.views.widgets.words import PROGRESS_ROLES, VERDICT_ROLES

Editor = CellLine | CellChoice
_WIDEST = 132  # logical pixels: no editor of words is narrower, however narrow its column


class EditingDelegate(QStyledItemDelegate):
    """Makes the editors of an ItemModel's cells and stores what they hold; a wrong value keeps its own open.

    Signals: `refused(sentence)` where a value cannot be, `righted()` once it has been stored after that,
    `left(Leave)` when an editor was closed for another cell.
    """

    refused = Signal(str)
    righted = Signal()
    left = Signal(object)

    def __init__(self, model: ItemModel, theme: Theme, parent: QTreeView) -> None:
        super().__init__(parent)
        self._view = parent
        self._model = model
        self._theme = theme
        self.names_for: Callable[[Column], Sequence[str]] = _no_names
        self.chosen: Callable[[], list[str]] = list

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, index: Index) -> QWidget:
        """Return what a cell is edited in."""
        row, column = self._model.item(index), Column(index.column())
        editor: Editor
        if column in CHOICES:
            editor = CellChoice(row, column, self._choices(column), parent)
        elif column is Column.DUE:
            editor = CellDay(row, self._model.year, self._icon(self._draw_calendar), parent)
        else:
            editor = CellLine(row, column, self._model.year, parent)
            if column in NAMES:
                editor.offer(self.names_for(column))
        editor.left.connect(self._leave)
        editor.given_up.connect(self._give_up)
        return editor

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        """Leave an editor as it is: it was filled when it was made, and someone types in it now."""

    def setModelData(self, editor: QWidget, _model: QAbstractItemModel, _index: Index) -> None:
        """Store what the editor holds, as the view wishes when another cell becomes the current one."""
        assert isinstance(editor, CellLine | CellChoice)
        if isinstance(editor, CellChoice) and not editor.asks_reason:
            return
        self._store(editor, everyone=False)

    def eventFilter(self, _editor: QObject, _event: QEvent) -> bool:
        """Leave the keys to the editors, who know better than Qt's delegate when they are left."""
        return False

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        """Lay an editor over its cell; a list over the rows below, or above where there is no room."""
        rect: QRect = option.rect
        if index.column() == Column.TITLE:
            editor.setGeometry(rect.adjusted(self.words_left(index), 2, -XS, -2))
            return
        around = self._view.viewport()
        width = max(rect.width(), _WIDEST)
        left = max(0, min(rect.left(), around.width() - width))
        if isinstance(editor, CellChoice):
            height = editor.height_of_list()
            below = rect.top() + height <= around.height()
            top = rect.top() if below else max(0, rect.bottom() - height)
            editor.setGeometry(left, top, width, height)
        else:
            editor.setGeometry(left, rect.top() + 2, width, rect.height() - 4)

    def words_left(self, _index: Index) -> int:
        """Return how far from the left of a title's cell its words begin; here nothing stands before."""
        return 0

    # Leaving an editor

    def _leave(self, leave: Leave) -> None:
        editor = self.sender()
        assert isinstance(editor, CellLine | CellChoice)
        if not editor.closed and self._store(editor, leave.everyone):
            self.closeEditor.emit(editor)
            if leave != Leave():
                self.left.emit(leave)

    def _give_up(self) -> None:
        editor = self.sender()
        assert isinstance(editor, CellLine | CellChoice)
        if editor.closed:
            return
        if editor.wrong:
            editor.show_wrong(False)
            self.righted.emit()
        self.closeEditor.emit(editor, self.EndEditHint.RevertModelCache)

    def _store(self, editor: Editor, everyone: bool) -> bool:
        """Store what an editor holds; where that cannot be, keep it, and say why."""
        if editor.item_id not in self._model.tree:
            return True
        if isinstance(editor, CellLine) and not editor.dirty and not everyone:
            return True
        ids = self.chosen() if everyone else [editor.item_id]
        try:
            value = editor.value()
        except YaodianError as error:
            editor.show_wrong(True)
            self.refused.emit(str(error))
            return False
        was_wrong = editor.wrong
        stored = self._model.ask(ids, editor.column, value, editor.reason)
        editor.show_wrong(not stored)
        if stored and was_wrong:
            self.righted.emit()
        if stored and isinstance(editor, CellLine):
            editor.load(editor.text())
        return stored

    # What the lists and lines show

    def _choices(self, column: Column) -> list[tuple[Progress | Verdict | None, QIcon]]:
        if column is Column.PROGRESS:
            return [(value, self._sign(value)) for value in Progress]
        return [*((value, self._sign(value)) for value in Verdict), (None, self._icon(_draw_nothing))]

    def _sign(self, value: Progress | Verdict) -> QIcon:
        def draw(painter: QPainter, box: QRectF) -> None:
            if isinstance(value, Progress):
                draw_circle(painter, box, value, self._theme.color(PROGRESS_ROLES[value]))
            else:
                draw_verdict(painter, box, value, self._theme.color(VERDICT_ROLES[value]))

        return self._icon(draw)

    def _draw_calendar(self, painter: QPainter, box: QRectF) -> None:
        draw_calendar(painter, box, self._theme.color(Role.SOFT))

    def _icon(self, draw: Callable[[QPainter, QRectF], None]) -> QIcon:
        ratio = self._view.devicePixelRatioF()
        pixmap = QPixmap(round(SIGN * ratio), round(SIGN * ratio))
        pixmap.setDevicePixelRatio(ratio)
        pixmap.fill(Qt.GlobalColor.transparent)
        painter = QPainter(pixmap)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        draw(painter, QRectF(0, 0, SIGN, SIGN))
        painter.end()
        return QIcon(pixmap)


def _draw_nothing(_painter: QPainter, _box: QRectF) -> None:
    """Keep the place of a sign free, so that the words below each other begin alike."""


def _no_names(_column: Column) -> Sequence[str]:
    return ()
