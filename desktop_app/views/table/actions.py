"""What can be done in the table: words, keys and menus of it."""

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QMenu, QWidget

from desktop_app.i18n import _
from desktop_app.views.actions import Actions
from desktop_app.views.table.columns import Column
from desktop_app.views.table.header import TableHeader
from desktop_app.views.widgets.controls import keys_in_words

_Key = QKeySequence.StandardKey
EACH = (
    Column.LEAD,
    Column.SUPPORTING,
    Column.PERSON,
    Column.SUPERVISOR,
    Column.DUE,
    Column.FULL_SCORE,
    Column.SCORE,
    Column.TAGS,
)


class TableActions(QObject):
    """Holds the actions of the table; their keys hold while the table has the focus, and nowhere else.

    `each_requested(Column)` where one value for all chosen rows is wished.
    """

    each_requested = Signal(object)

    def __init__(self, table: QWidget) -> None:
        super().__init__(table)
        self._table = table
        self.copy = self._make(_("复制"), _Key.Copy)
        self.paste = self._make(_("粘贴"), _Key.Paste)
        self.fill_down = self._make(_("向下填充"), "Ctrl+D")
        self.clear = self._make(_("删除条目"), "Delete")
        self.add = self._make(_("新增条目"), "Insert")
        self.add_below = self._make(_("新增下级条目"), "Shift+Insert")
        self.up = self._make(_("上移"), "Alt+Up")
        self.down = self._make(_("下移"), "Alt+Down")
        self.promote = self._make(_("升一级"), "Alt+Left")
        self.demote = self._make(_("降一级"), "Alt+Right")
        self.split = self._make(_("拆分…"))
        self.join = self._make(_("合并到上一条"))
        self.renumber = self._make(_("重新编号"))
        self.restore_numbers = self._make(_("恢复文件编号"))
        self.each = {column: self._make(_("{column}…").format(column=column.label)) for column in EACH}
        for action in self.each.values():
            action.triggered.connect(self._tell_each)

    def _make(self, words: str, keys: object = None) -> QAction:
        action = QAction(words, self)
        if keys is not None:
            action.setShortcut(QKeySequence(keys))  # type: ignore[call-overload]
            action.setShortcutContext(Qt.ShortcutContext.WidgetShortcut)
            action.setText(f"{words}\t{keys_in_words(action)}")  # Qt's own words for ↑ are 上方向
        self._table.addAction(action)
        return action

    def _tell_each(self) -> None:
        for column, action in self.each.items():
            if action is self.sender():
                self.each_requested.emit(column)

    def fill(self, menus: Mapping[str, QMenu], header: TableHeader) -> None:
        """Put the actions into the menus of the frame."""
        edit, item, view = menus["edit"], menus["item"], menus["view"]
        edit.addSeparator()
        edit.addActions([self.copy, self.paste, self.fill_down])
        item.addSeparator()
        self._fill_each(item)
        item.addSeparator()
        self._fill_shape(item)
        item.addSeparator()
        item.addActions([self.renumber, self.restore_numbers])
        view.addSeparator()
        header.fill_menu(view.addMenu(_("列")))

    def row_menu(self, actions: Actions, parent: QWidget) -> QMenu:
        """Return the menu of the chosen rows."""
        menu = QMenu(parent)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.addActions([actions.tick, actions.rename, actions.attach])
        menu.addMenu(_("进度")).addActions(list(actions.progress.values()))
        menu.addMenu(_("自评结论")).addActions(list(actions.verdicts.values()))
        self._fill_each(menu)
        menu.addSeparator()
        menu.addActions([self.copy, self.paste, self.fill_down])
        menu.addSeparator()
        self._fill_shape(menu)
        return menu

    def name_deletion(self, count: int, column: Column) -> None:
        """Let the words say what the Delete key does in the current cell."""
        if column is not Column.TITLE and column.field:
            self.clear.setText(_("清空{column}").format(column=column.label))
        else:
            self.clear.setText(_("删除 {count} 项").format(count=count) if count > 1 else _("删除条目"))

    def _fill_each(self, menu: QMenu) -> None:
        menu.addMenu(_("批量设置")).addActions(list(self.each.values()))

    def _fill_shape(self, menu: QMenu) -> None:
        menu.addActions([self.add, self.add_below, self.clear])
        menu.addSeparator()
        menu.addActions([self.up, self.down, self.promote, self.demote, self.split, self.join])

    def enable(self, working: bool, editable: bool, sorted_rows: bool) -> None:
        """Offer what is possible: on the working page, in a workspace that may change, in document order."""
        self.copy.setEnabled(working)
        for action in (self.paste, self.fill_down, self.clear, self.add, self.add_below, *self.each.values()):
            action.setEnabled(working and editable)
        for action in (self.split, self.renumber, self.restore_numbers):
            action.setEnabled(working and editable)
        for action in (self.up, self.down, self.promote, self.demote, self.join):
            action.setEnabled(working and editable and not sorted_rows)
