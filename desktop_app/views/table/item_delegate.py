"""How the rows of the tree-table are drawn, and ticked with the mouse."""

from datetime import date

from PySide6.QtCore import QAbstractItemModel, QEvent, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFont, QFontMetrics, QMouseEvent, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem, QTreeView

from desktop_app.models.values import ItemRow, Level, Progress, Verdict
from desktop_app.views.table.cells import SIGN, draw_bar, draw_box, draw_circle, draw_verdict, draw_words
from desktop_app.views.table.columns import Column
from desktop_app.views.table.editing_delegate import EditingDelegate
from desktop_app.views.table.item_model import ItemModel
from desktop_app.views.widgets.theme import ROW, XS, Role, S, Theme, sized, tabular
from desktop_app.views.widgets.tree_model import Index
from desktop_app.views.widgets.words import PROGRESS_ROLES, VERDICT_ROLES, heading

_HEADINGS = (Level.SECTION, Level.SUBSECTION)
_MIDDLE_LEFT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
_MIDDLE_RIGHT = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight


class ItemDelegate(EditingDelegate):
    """Draws every column of an ItemModel. `ticked(item id, done)` tells of a click on a sign."""

    ticked = Signal(str, bool)

    def __init__(self, model: ItemModel, theme: Theme, parent: QTreeView) -> None:
        super().__init__(model, theme, parent)
        self.found: list[str] = []
        self.shown: list[Column] = list(Column)
        self._font = QFont()
        self._heading_font = QFont()
        self._metrics = QFontMetrics(self._font)
        self._heading_metrics = self._metrics
        self._number_width = 0
        self._row_height = ROW
        self.measure_fonts(parent.font())
        self._painters = {
            Column.TITLE: self._paint_title,
            Column.PROGRESS: self._paint_progress,
            Column.VERDICT: self._paint_verdict,
            Column.DUE: self._paint_due,
            Column.EVIDENCE: self._paint_evidence,
        }

    def measure_fonts(self, font: QFont) -> None:
        """Take over the view's font."""
        self._font = tabular(font)
        self._heading_font = sized(self._font, medium=True)
        self._metrics = QFontMetrics(self._font)
        self._heading_metrics = QFontMetrics(self._heading_font)
        self._number_width = self._metrics.horizontalAdvance("88.")
        self._row_height = max(ROW, round(self._metrics.height() * 1.7))

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the one height of all rows, and the width in which a cell's words stand whole."""
        column = Column(index.column())
        sign = 16 + XS if column is Column.VERDICT else 0
        words = "" if column is Column.TITLE else self._model.words(self._model.key(index), column)
        return QSize(self._metrics.horizontalAdvance(words) + sign + XS + S + 4, self._row_height)

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Draw one cell; the row's ground is the view's."""
        row, column = self._model.item(index), Column(index.column())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._heading_font if row.level in _HEADINGS else self._font)
        painter.setPen(self._theme.color(Role.INK))
        rect: QRect = option.rect
        box = rect.adjusted(XS, 0, -S, 0)
        if column in self._painters:
            self._painters[column](painter, box, row)
        elif column in (Column.SCORE, Column.FULL_SCORE):
            self._paint_number(painter, box, row, column)
        else:
            self._paint_words(painter, box, self._model.words(row.id, column))
        painter.restore()

    def sign_box(self, rect: QRect) -> QRectF:
        """Return where the sign of a title cell stands."""
        return QRectF(rect.left() + XS, rect.center().y() - SIGN / 2 + 0.5, SIGN, SIGN)

    # Ticking

    def editorEvent(
        self, event: QEvent, model: QAbstractItemModel, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Tick when the sign is clicked; every other event goes its usual way."""
        if (
            index.column() != Column.TITLE
            or not isinstance(event, QMouseEvent)
            or not self._on_sign(event, option, index)
        ):
            return False
        if not index.flags() & Qt.ItemFlag.ItemIsUserCheckable:
            return False
        if event.type() == QEvent.Type.MouseButtonRelease and event.button() is Qt.MouseButton.LeftButton:
            row = self._model.item(index)
            self.ticked.emit(row.id, self._model.tree.progress(row.id) is not Progress.DONE)
        return event.type() in (QEvent.Type.MouseButtonRelease, QEvent.Type.MouseButtonDblClick)

    def _on_sign(self, event: QMouseEvent, option: QStyleOptionViewItem, index: Index) -> bool:
        row = self._model.item(index)
        if row.level in _HEADINGS or not self._model.tree.applies(row.id):
            return False
        rect: QRect = option.rect
        return self.sign_box(rect).adjusted(-XS, -S, XS, S).contains(event.position())

    def words_left(self, index: Index) -> int:
        """Return how far from the left of a title's cell its words begin."""
        return self._title_left(QRect(), self._model.item(index))

    # The cells

    def _title_left(self, rect: QRect, row: ItemRow) -> int:
        if row.level in _HEADINGS:
            return rect.left() + self._heading_metrics.horizontalAdvance(row.shown_number)
        after_sign = rect.left() + SIGN + S
        if row.level is not Level.POINT or not row.number:
            return after_sign
        number = self._metrics.horizontalAdvance(row.shown_number)
        return after_sign + max(self._number_width, number) + S

    def _paint_title(self, painter: QPainter, rect: QRect, row: ItemRow) -> None:
        progress = self._model.tree.progress(row.id)
        left = self._title_left(rect, row)
        number = row.shown_number
        if row.level in _HEADINGS:
            painter.drawText(rect, _MIDDLE_LEFT, number)
        else:
            self._paint_sign(painter, self.sign_box(rect.adjusted(-XS, 0, 0, 0)), row)
            painter.setPen(self._theme.color(Role.FAINT))
            painter.drawText(
                QRect(rect.left(), rect.top(), left - S - rect.left(), rect.height()), _MIDDLE_RIGHT, number
            )
        if row.level is Level.MEASURE:
            rect = rect.adjusted(0, 0, self._free_width(row), 0)
        quiet = progress is Progress.DONE and row.level is Level.MEASURE
        painter.setPen(self._theme.color(Role.SOFT if quiet else Role.INK))
        if row.verdict is Verdict.NOT_APPLICABLE:
            self._strike(painter)
        draw_words(
            painter,
            rect.adjusted(left - rect.left(), 0, 0, 0),
            heading(row),
            self.found,
            self._theme.color(Role.FOUND),
        )

    def _free_width(self, row: ItemRow) -> int:
        """Return how far a measure's words may run on over the empty cells to their right."""
        width = 0
        for column in self.shown[1:]:
            if column is not Column.PROGRESS and self._model.words(row.id, column):
                break
            width += self._view.columnWidth(column)
        return width

    def _paint_sign(self, painter: QPainter, box: QRectF, row: ItemRow) -> None:
        progress = self._model.tree.state(row.id)
        if progress is None:
            draw_verdict(painter, box, Verdict.NOT_APPLICABLE, self._theme.color(Role.NOT_APPLICABLE))
            return
        colour = self._theme.color(PROGRESS_ROLES[progress])
        if row.level is Level.MEASURE:
            draw_box(painter, box, progress, colour, self._theme.color(Role.GROUND))
        else:
            draw_circle(painter, box, progress, colour)

    def _strike(self, painter: QPainter) -> None:
        font = QFont(painter.font())
        font.setStrikeOut(True)
        painter.setFont(font)
        painter.setPen(self._theme.color(Role.NOT_APPLICABLE))

    def _paint_progress(self, painter: QPainter, rect: QRect, row: ItemRow) -> None:
        tree = self._model.tree
        if row.level is Level.MEASURE:
            return
        state = tree.state(row.id)
        if row.level not in _HEADINGS or not tree.children(row.id) or state is None:
            begun = state not in (None, Progress.NOT_STARTED)  # the sign beside the title has the colour
            painter.setPen(self._theme.color(Role.SOFT if begun else Role.FAINT))
            painter.drawText(rect, _MIDDLE_LEFT, self._model.progress_in_words(row.id))
            return
        tally = tree.tally(row.id)
        painter.setFont(self._font)
        painter.setPen(self._theme.color(Role.SOFT))
        figure = self._metrics.horizontalAdvance("100%") + S
        painter.drawText(rect, _MIDDLE_RIGHT, f"{tally.done * 100 // max(1, tally.total)}%")
        bar = QRectF(rect.left(), rect.center().y() - 1.5, rect.width() - figure, 5)
        shares = [
            (tally.done / max(1, tally.total), self._theme.color(Role.DONE)),
            (tally.under_way / max(1, tally.total), self._theme.color(Role.UNDER_WAY)),
        ]
        draw_bar(painter, bar, shares, self._theme.color(Role.TRACK))

    def _paint_verdict(self, painter: QPainter, rect: QRect, row: ItemRow) -> None:
        if row.verdict is None:
            return
        colour = self._theme.color(VERDICT_ROLES[row.verdict])
        draw_verdict(painter, QRectF(rect.left(), rect.center().y() - 7.5, 16, 16), row.verdict, colour)
        painter.setPen(colour)
        if row.verdict is Verdict.NOT_APPLICABLE:
            self._strike(painter)
        painter.drawText(rect.adjusted(16 + XS, 0, 0, 0), _MIDDLE_LEFT, row.verdict.label)

    def _paint_words(self, painter: QPainter, rect: QRect, words: str) -> None:
        if words:
            painter.setFont(self._font)
            painter.setPen(self._theme.color(Role.SOFT))
            draw_words(painter, rect, words, self.found, self._theme.color(Role.FOUND))

    def _paint_number(self, painter: QPainter, rect: QRect, row: ItemRow, column: Column) -> None:
        own = getattr(row, column.field) is not None
        painter.setPen(self._theme.color(Role.SOFT if own else Role.FAINT))
        painter.drawText(rect, _MIDDLE_RIGHT, self._model.words(row.id, column))

    def _paint_due(self, painter: QPainter, rect: QRect, row: ItemRow) -> None:
        if row.due is None:
            return
        late = row.due < date.today() and self._model.tree.state(row.id) not in (None, Progress.DONE)
        painter.setPen(self._theme.color(Role.FAILED if late else Role.SOFT))
        words = self._model.words(row.id, Column.DUE)
        draw_words(painter, rect, words, [], self._theme.color(Role.FOUND))

    def _paint_evidence(self, painter: QPainter, rect: QRect, row: ItemRow) -> None:
        if row.level in _HEADINGS and self._model.tree.children(row.id):
            return
        count = self._model.tree.evidence_below(row.id)
        if count:
            painter.setPen(self._theme.color(Role.SOFT))
            painter.drawText(rect, _MIDDLE_RIGHT, str(count))
        elif row.level is not Level.MEASURE and self._model.tree.lacks_evidence(row.id):
            painter.setPen(self._theme.color(Role.MOSTLY))
            painter.drawText(rect, _MIDDLE_RIGHT, "0!")
