"""The header of the tree-table: which columns are shown, in what order and width, and what sorts the rows."""

import json

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QHeaderView, QMenu, QWidget

from desktop_app.i18n import _
from desktop_app.views.table.columns import Column, Sorting
from desktop_app.views.widgets.theme import scaled

TITLE_LEAST = 280  # logical pixels below which a title is of no use: the table is then scrolled sideways
_LEAST, _MOST = 36, 600


class TableHeader(QHeaderView):
    """Columns that the user chooses, drags and sizes; the title takes what the others leave.

    Signals: `sorting_requested(Sorting or None)`, `sorting_changed()` when it has been done,
    `columns_changed()` where other columns are shown, or elsewhere.
    """

    sorting_requested = Signal(object)
    sorting_changed = Signal()
    columns_changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self.sorting: Sorting | None = None
        self._shown: list[Column] = []
        self._fitting = False
        self.actions_of = {column: self._action(column) for column in Column if column is not Column.TITLE}
        self.reset_action = QAction(_("恢复默认列"), self)
        self.reset_action.triggered.connect(self.show_usual)
        self.setStretchLastSection(False)
        self.setSectionsMovable(True)
        self.setFirstSectionMovable(False)
        self.setHighlightSections(False)
        self.setDefaultAlignment(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft)
        self.setMinimumSectionSize(_LEAST)
        self.setMaximumSectionSize(4000)
        self.setToolTip(_("点一下按这一列排序，右击选择要显示的列"))

    def _action(self, column: Column) -> QAction:
        action = QAction(column.label, self)
        action.setCheckable(True)
        action.toggled.connect(self._show_checked)
        return action

    def start(self) -> None:
        """Show the usual columns, once a model gave the header its sections."""
        self.setSectionsClickable(True)  # a view that takes a header takes this back
        self.sectionClicked.connect(self._sort_by)
        self.sectionMoved.connect(self._note_columns)
        self.sectionResized.connect(self._note_width)
        self.show_usual()

    # Which columns

    def shown(self) -> list[Column]:
        """Return the columns that are shown, from left to right."""
        return self._shown

    def fill_menu(self, menu: QMenu) -> None:
        """Put the choice of columns into a menu."""
        menu.addActions(list(self.actions_of.values()))
        menu.addSeparator()
        menu.addAction(self.reset_action)

    def show_usual(self) -> None:
        """Show the usual columns in the usual order and widths."""
        self._show([(column, self._usual(column), column.usual) for column in Column])

    def layout_words(self) -> str:
        """Return columns, order and widths as text to be kept."""
        columns = [Column(self.logicalIndex(place)) for place in range(self.count())]
        return json.dumps([[one.name, self._width(one), not self.isSectionHidden(one)] for one in columns])

    def restore(self, state: object) -> None:
        """Take over what `layout_words` returned once; of what is not understood, the usual stays."""
        try:
            kept = json.loads(str(state))
            named = {
                Column[name]: (max(_LEAST, min(int(width), _MOST)), bool(on)) for name, width, on in kept
            }
        except (ValueError, TypeError, KeyError):
            return
        named.pop(Column.TITLE, None)
        rest = [column for column in Column if column not in named and column is not Column.TITLE]
        self._show(
            [
                (Column.TITLE, 0, True),
                *((column, width, on) for column, (width, on) in named.items()),
                *((column, self._usual(column), False) for column in rest),
            ]
        )

    def _show(self, columns: list[tuple[Column, int, bool]]) -> None:
        self._fitting = True
        for place, (column, width, on) in enumerate(columns):
            self.moveSection(self.visualIndex(column), place)
            self.setSectionHidden(column, False)  # a hidden section keeps no width
            if width:
                self.resizeSection(column, width)
            self.setSectionHidden(column, not on)
            if column in self.actions_of:
                action = self.actions_of[column]
                action.blockSignals(True)
                action.setChecked(on)
                action.blockSignals(False)
        self._fitting = False
        self._note_columns()

    def _show_checked(self) -> None:
        for column, action in self.actions_of.items():
            if self.isSectionHidden(column) is action.isChecked():
                self.setSectionHidden(column, not action.isChecked())
                if action.isChecked() and self.sectionSize(column) < _LEAST:
                    self.resizeSection(column, self._usual(column))
        self._note_columns()

    def _usual(self, column: Column) -> int:
        return scaled(column.width, self.font())

    def _width(self, column: Column) -> int:
        if not self.isSectionHidden(column):
            return self.sectionSize(column)
        self._fitting = True
        self.setSectionHidden(column, False)
        width = self.sectionSize(column)
        self.setSectionHidden(column, True)
        self._fitting = False
        return width

    def _note_columns(self) -> None:
        places = range(self.count())
        self._shown = [
            Column(self.logicalIndex(place))
            for place in places
            if not self.isSectionHidden(self.logicalIndex(place))
        ]
        self.fit()
        self.columns_changed.emit()

    def _note_width(self, column: int, _before: int, _now: int) -> None:
        if column != Column.TITLE:
            self.fit()

    def fit(self) -> None:
        """Give the title what the other columns leave."""
        if self._fitting:
            return
        self._fitting = True
        taken = sum(self.sectionSize(column) for column in self._shown if column is not Column.TITLE)
        self.resizeSection(Column.TITLE, max(TITLE_LEAST, self.viewport().width() - taken))
        self._fitting = False

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """Offer the columns."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.fill_menu(menu)
        menu.popup(event.globalPos())

    # What sorts the rows

    def _sort_by(self, section: int) -> None:
        """Sort upwards, at the second click downwards, at the third no more; the title means the tree."""
        column, now = Column(section), self.sorting
        wanted: Sorting | None = Sorting(column)
        if column is Column.TITLE or (now == Sorting(column, descending=True)):
            wanted = None
        elif now == Sorting(column):
            wanted = Sorting(column, descending=True)
        if wanted != now:
            self.sorting_requested.emit(wanted)

    def show_sorting(self, sorting: Sorting | None) -> None:
        """Note what the rows are sorted by; the model's header words show it."""
        self.sorting = sorting
        self.viewport().update()
        self.sorting_changed.emit()
