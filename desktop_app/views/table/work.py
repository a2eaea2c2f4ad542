"""What is done in the table with many rows, with the clipboard, and with the order of things."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication

from desktop_app.errors import YaodianError
from desktop_app.i18n import _
from desktop_app.models import arranging, numbers, operations
from desktop_app.models.fields import Value, tags_in
from desktop_app.models.values import Changes, Level, TargetRow
from desktop_app.models.workspace import Workspace
from desktop_app.views.actions import Actions
from desktop_app.views.desk import Desk
from desktop_app.views.dialogs import Dialogs
from desktop_app.views.frame import Frame
from desktop_app.views.office.office import Office
from desktop_app.views.table.actions import TableActions
from desktop_app.views.table.clipboard_table import cells_of, filling, looks_like_document, text_of
from desktop_app.views.table.columns import CHOICES, NAMES, Column, empty_value
from desktop_app.views.table.each_dialog import EachDialog
from desktop_app.views.table.fill_down import HEADINGS, rows_to_fill, value_of
from desktop_app.views.table.new_item_line import NewItemLine, NewPlace
from desktop_app.views.table.row_drops import Landing
from desktop_app.views.table.split_dialog import SplitDialog
from desktop_app.views.undo_offer import UndoOffer
from desktop_app.views.widgets.name_line import BETWEEN
from desktop_app.views.widgets.notice import Notice
from desktop_app.views.work_page import WorkPage

_COLUMNS = "columns/1"  # the name and version under which they are remembered


class TableWork(QObject):
    """Does what the table's actions wish, through the desk, and says what was done.

    `document_pasted()` where a whole document was pasted that belongs under review, not over the titles.
    """

    document_pasted = Signal()

    def __init__(
        self, desk: Desk, office: Office, page: WorkPage, actions: Actions, notice: Notice, dialogs: Dialogs
    ) -> None:
        super().__init__(page)
        self._desk = desk
        self._office = office
        self._page = page
        self._tree = page.tree
        self._model = page.model
        self._actions = actions
        self._notice = notice
        self._dialogs = dialogs
        self._undo_offer = UndoOffer(desk, page, notice)
        self._working = False
        self._frame: Frame | None = None
        self._targets: dict[str, list[TargetRow]] | None = None
        self.actions = TableActions(page.tree)
        self.new_line = NewItemLine(page.tree, page.model)
        self._connect()

    def _connect(self) -> None:
        self._page.addition_requested.connect(self.actions.add.trigger)
        tree, mine, desk = self._tree, self.actions, self._desk
        tree.cells.names_for = self._names
        tree.cells.refused.connect(desk.refused)
        tree.cells.righted.connect(self._notice.hide)
        tree.files_wanted.connect(self._actions.attach.trigger)
        tree.rows_dropped.connect(self._move)
        tree.menu_requested.connect(self.show_menu)
        tree.columns.columns_changed.connect(self._read_targets)
        tree.columns.sorting_changed.connect(self._enable_actions)
        tree.selectionModel().currentChanged.connect(self._name_deletion)
        desk.tree_changed.connect(self._forget_targets)
        desk.items_changed.connect(self._refresh_targets)
        self.new_line.typed.connect(self._add)
        mine.each_requested.connect(self._ask_each)
        for action, do in (
            (mine.copy, self._copy),
            (mine.paste, self._paste),
            (mine.fill_down, self._fill_down),
            (mine.clear, self._clear),
            (mine.add, self._open_line),
            (mine.add_below, self._open_line_below),
            (mine.up, self._up),
            (mine.down, self._down),
            (mine.promote, self._promote),
            (mine.demote, self._demote),
            (mine.split, self._ask_split),
            (mine.join, self._join),
            (mine.renumber, self._renumber),
            (mine.restore_numbers, self._restore_numbers),
        ):
            action.triggered.connect(do)

    def start(self, frame: Frame) -> None:
        """Put the actions into the window's menus; show the columns as they were when it was closed last."""
        self.actions.fill(frame.menus, self._tree.columns)
        self._tree.columns.restore(frame.settings.value(_COLUMNS))
        self._frame = frame
        frame.closing.connect(self._keep_columns)
        frame.closing.connect(self.new_line.flush)

    def _keep_columns(self) -> None:
        if self._frame is not None:
            self._frame.settings.setValue(_COLUMNS, self._tree.columns.layout_words())

    def enable(self, working: bool) -> None:
        """Offer what is possible: on the working page or not."""
        self._working = working
        self._enable_actions()

    def _enable_actions(self) -> None:
        self.actions.enable(self._working, self._desk.editable, self._model.sorting is not None)

    # What cells show and offer

    def _names(self, column: Column) -> Sequence[str]:
        return self._office.tags() if column is Column.TAGS else self._office.names()

    def _forget_targets(self) -> None:
        self._targets = None
        self._model.year = self._desk.year
        self._read_targets()

    def _read_targets(self) -> None:
        """Read the numbers promised once their column is shown."""
        if self._targets is None and Column.TARGETS in self._tree.columns.shown() and self._desk.opened:
            self._targets = self._desk.all_targets()
            self._model.targets = self._targets

    def _refresh_targets(self, item_ids: set[str]) -> None:
        if self._targets is None:
            return
        if len(item_ids) > 20:  # one question for all is then the shorter way
            self._targets = None
            self._read_targets()
            return
        for item_id in item_ids:
            self._targets[item_id] = self._desk.targets(item_id)

    def show_menu(self, place: QPoint) -> None:
        """Show what can be done with the chosen rows at a place on the screen."""
        self.actions.row_menu(self._actions, self._tree).popup(place)

    def _name_deletion(self) -> None:
        self.actions.name_deletion(len(self._tree.chosen()), self._tree.current_column())

    # One action

    def _do(self, act: Callable[[Workspace], Changes | None]) -> bool:
        self._page.flush()
        return self._desk.do(act) is not None

    def _chosen(self) -> list[str]:
        return self._tree.chosen() or [key for key in [self._tree.current_item()] if key]

    # The clipboard

    def _copy(self) -> None:
        chosen, column = self._chosen(), self._tree.current_column()
        if len(chosen) == 1:
            words = self._model.copied(chosen[0], column, alone=True)
        else:
            columns = self._tree.columns.shown()
            words = text_of([[self._model.copied(key, one) for one in columns] for key in chosen])
        QGuiApplication.clipboard().setText(words)

    def _paste(self) -> None:
        data = QGuiApplication.clipboard().mimeData()
        if data is None or not self._tree.current_item():
            return
        paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
        if paths:
            self._tree.files_dropped.emit(self._chosen(), paths)
        elif self._tree.current_column() is Column.TITLE and looks_like_document(data.text()):
            self.document_pasted.emit()
        elif data.text().strip():
            self._paste_words(data.text())

    def _paste_words(self, text: str) -> None:
        block, chosen = cells_of(text), self._tree.chosen()
        shown = self._tree.columns.shown()
        columns = shown[shown.index(self._tree.current_column()) :]
        alone = len(block) == 1 and len(block[0]) == 1
        rows = chosen if alone and len(chosen) > 1 else list(self._rows_down(len(block)))
        if alone:
            block = block * len(rows)
        try:
            targets = [self._model.tree[key] for key in rows]
            what = filling(block, targets, columns, self._desk.year, self._model.copied)
        except YaodianError as error:
            self._desk.refused.emit(str(error))
            return
        if not what.count:
            self._desk.refused.emit(_("剪贴板里没有能填进这里的内容，没有改动。"))
            return
        count = what.count
        name = _("粘贴{column} {count} 行").format(column=columns[0].label, count=count)
        if self._set_each(what.values, name):
            words = _("已填入 {count} 行").format(count=count)
            if what.left:
                words += _("；剪贴板里还有 {left} 行，下面没有条目可填").format(left=what.left)
            self._undo_offer.make(words)

    def _rows_down(self, count: int) -> Iterator[str]:
        """Yield so many items from the current one down as they are shown.

        Headings are passed over: a column of answers is one of points. Only where one starts at a heading, as
        with rows copied from here, every row counts.
        """
        index = self._tree.currentIndex()
        headings = self._model.item(index).level in HEADINGS
        while count and index.isValid():
            row = self._model.item(index)
            if headings or row.level not in HEADINGS:
                yield row.id
                count -= 1
            index = self._tree.indexBelow(index)

    def _set_each(self, values: dict[str, dict[str, Value]], name: str) -> bool:
        return self._do(lambda ws: operations.set_each(ws, values, name))

    def _fill_down(self) -> None:
        """Give the chosen rows the first one's value; a single row that of the row above it."""
        column = self._tree.current_column()
        rows = rows_to_fill(self._tree, self._model, self._chosen())
        if not column.field or column is Column.TITLE or not rows:
            return
        first, *others = rows
        fields = value_of(self._model.tree, first, column)
        name = _("向下填充{column} {count} 行").format(column=column.label, count=len(others))
        if self._set_each({first: {}, **dict.fromkeys(others, fields)}, name):
            self._undo_offer.make(_("已填入 {count} 行").format(count=len(others)))

    # One value for many

    def _ask_each(self, column: Column) -> None:
        rows = [self._model.tree[key] for key in self._chosen()]
        if rows:
            names = self._names(column) if column in NAMES else ()
            dialog = EachDialog(column, rows, names, self._desk.year, self._dialogs.window)
            dialog.value_requested.connect(self._set_all)
            self._dialogs.open(dialog)

    def _set_all(self, item_ids: list[str], column: Column, value: Value) -> None:
        tree = self._model.tree
        values: dict[str, dict[str, Value]] = {key: {column.field: value} for key in item_ids if key in tree}
        if column is Column.TAGS:
            new = tags_in(str(value))
            values = {
                key: {"tags": BETWEEN.join(dict.fromkeys([*tags_in(tree[key].tags), *new]))} for key in values
            }
        name = _("批量设置{column} {count} 项").format(column=column.label, count=len(values))
        if self._set_each(values, name):
            self._undo_offer.make(_("已填入 {count} 项").format(count=len(values)))

    # Adding and deleting

    def _open_line(self) -> None:
        self.new_line.open(self._here())

    def _here(self) -> NewPlace:
        row = self._model.tree[self._tree.current_item()] if self._tree.current_item() else None
        return NewPlace(row.parent_id if row else None, row.id if row else None)

    def _open_line_below(self) -> None:
        current = self._tree.current_item()
        if not current or self._model.tree[current].level is Level.MEASURE:
            self._open_line()
        else:
            self.new_line.open(NewPlace(current, None))

    def _add(self, place: NewPlace, title: str, go_on: bool) -> None:
        opened = self._desk.opened
        if opened is None:
            return
        made: list[str] = []

        def act(ws: Workspace) -> Changes:
            item_id, changes = operations.add_item(ws, opened.id, place.parent_id, place.after_id, title)
            made.append(item_id)
            return changes

        if self._do(act):
            self._page.reveal(made)
            if go_on:
                self.new_line.open(NewPlace(place.parent_id, made[0]))
        else:
            there = all(key is None or key in self._model.tree for key in (place.parent_id, place.after_id))
            self.new_line.open(place if there else self._here(), title)  # nothing typed is lost

    def _clear(self) -> None:
        column, chosen = self._tree.current_column(), self._chosen()
        if column is Column.TITLE and chosen:
            if self._do(lambda ws: operations.delete_items(ws, chosen)):
                self._undo_offer.make(_("已删除 {count} 项").format(count=len(chosen)))
                self._tree.setFocus()
        elif column.field:
            self._page.flush()
            self._model.ask(chosen, column, None if column in CHOICES else empty_value(column))

    # The order of things

    def _arrange(self, act: Callable[[Workspace, Sequence[str]], Changes]) -> None:
        chosen = self._chosen()
        if chosen:
            self._do(lambda ws: act(ws, chosen))

    def _move(self, item_ids: list[str], place: Landing) -> None:
        self._do(
            lambda ws: arranging.move(
                ws, item_ids, place.parent_id, place.after_id, before_id=place.before_id
            )
        )
        self._tree.setFocus()

    def _up(self) -> None:
        self._arrange(lambda ws, ids: arranging.shift(ws, ids, -1))

    def _down(self) -> None:
        self._arrange(lambda ws, ids: arranging.shift(ws, ids, 1))

    def _promote(self) -> None:
        self._arrange(arranging.promote)

    def _demote(self) -> None:
        self._arrange(arranging.demote)
        current = self._tree.current_item()
        if current:
            self._page.reveal(self._tree.chosen() or [current])

    def _ask_split(self) -> None:
        current = self._tree.current_item()
        if current:
            self._page.flush()
            dialog = SplitDialog(self._model.tree[current], self._dialogs.window)
            dialog.split_requested.connect(self._split)
            self._dialogs.open(dialog)

    def _split(self, item_id: str, at: int) -> None:
        made: list[str] = []

        def act(ws: Workspace) -> Changes:
            new, changes = arranging.split(ws, item_id, at)
            made.append(new)
            return changes

        if self._do(act):
            self._page.reveal(made)

    def _join(self) -> None:
        current = self._tree.current_item()
        if current:
            self._do(lambda ws: arranging.join(ws, current))

    def _renumber(self) -> None:
        opened = self._desk.opened
        if opened is not None and self._do(lambda ws: numbers.renumber(ws, opened.id)):
            self._undo_offer.make(_("已重新编号"))

    def _restore_numbers(self) -> None:
        opened = self._desk.opened
        if opened is not None and self._do(lambda ws: numbers.restore_numbers(ws, opened.id)):
            self._undo_offer.make(_("已恢复文件编号"))
