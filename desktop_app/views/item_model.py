"""The items of one checklist for Qt: which rows are shown, and what each cell holds."""

from collections.abc import Collection, Iterable
from datetime import date
from enum import IntEnum
from html import escape
from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from desktop_app.i18n import _
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import ItemRow, Level, Progress
from desktop_app.views.tree_model import NOWHERE, Index, TreeModel
from desktop_app.views.words import day_in_words, heading, numbered_heading


class Column(IntEnum):
    """The columns of the tree-table."""

    TITLE = 0
    PROGRESS = 1
    VERDICT = 2
    LEAD = 3
    DUE = 4
    EVIDENCE = 5

    @property
    def label(self) -> str:
        """The words in the header."""
        labels = (_("编号与要点"), _("进度"), _("结论"), _("部门"), _("时限"), _("材料"))
        return labels[self]


_CHECK_STATES = {
    Progress.NOT_STARTED: Qt.CheckState.Unchecked,
    Progress.UNDER_WAY: Qt.CheckState.PartiallyChecked,
    Progress.DONE: Qt.CheckState.Checked,
}
_Role = Qt.ItemDataRole


class ItemModel(TreeModel[str]):
    """Shows an ItemTree, or the part of it that a filter leaves. It never changes the tree: it asks.

    Signals: `tick_requested(item ids, done)`, `title_requested(item id, new title)`.
    """

    tick_requested = Signal(object, bool)
    title_requested = Signal(str, str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tree = ItemTree([])
        self._editable = True

    def show(self, tree: ItemTree, visible: Collection[str] | None = None, editable: bool = True) -> None:
        """Show a tree, or those of its rows that are in `visible` (each with everything above it)."""
        self.beginResetModel()
        self.tree = tree
        self._editable = editable
        self._grow((row.id, row.parent_id) for row in tree.walk() if visible is None or row.id in visible)
        self.endResetModel()

    def refresh(self, item_ids: Iterable[str]) -> None:
        """Tell the views that the rows of these items hold other values."""
        for item_id in item_ids:
            first = self.index_of(item_id)
            if first.isValid():
                self.dataChanged.emit(first, first.siblingAtColumn(len(Column) - 1))

    def item(self, index: Index) -> ItemRow:
        """Return the item in the row of a valid index."""
        return self.tree[self.key(index)]

    def columnCount(self, _parent: Index = NOWHERE) -> int:  # noqa: N802
        """Return the number of columns, the same everywhere."""
        return len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:  # noqa: N802, ANN401
        """Return the words of the header."""
        if orientation is Qt.Orientation.Horizontal and 0 <= section < len(Column):
            if role == _Role.DisplayRole:
                return Column(section).label
            if role == _Role.TextAlignmentRole and section == Column.EVIDENCE:
                return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell: titles are ticked and edited, every row takes files."""
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        if self._editable:
            flags |= Qt.ItemFlag.ItemIsDropEnabled
            if index.column() == Column.TITLE:
                flags |= Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsUserCheckable
        return flags

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:  # noqa: ANN401
        """Return the words, the tick, the text to edit, or what is read aloud."""
        if not index.isValid():
            return None
        if role == _Role.DisplayRole:
            return self._words(index)
        if index.column() == Column.TITLE:
            return self._of_title(index, role)
        if index.column() == Column.EVIDENCE:
            return self._of_evidence(index, role)
        return None

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:  # noqa: N802, ANN401
        """Ask for a tick or another title; the row follows when it has been stored."""
        if not index.isValid() or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        if role == _Role.CheckStateRole:
            self.tick_requested.emit([self.key(index)], Qt.CheckState(value) is Qt.CheckState.Checked)
            return True
        title = str(value).strip()
        if role != _Role.EditRole or not title or title == heading(self.item(index)):
            return False
        self.title_requested.emit(self.key(index), title)
        return True

    def progress_in_words(self, item_id: str) -> str:
        """Return 进行中 3/5, 已完成, or 62% for a heading."""
        progress = self.tree.progress(item_id)
        tally, label = self.tree.tally(item_id), progress.label
        if self.tree.by_hand(item_id):
            return _("{label}（手动）").format(label=label)
        if tally.total <= 1 or progress is not Progress.UNDER_WAY:
            return label
        return _("{label} {done}/{total}").format(label=label, done=tally.done, total=tally.total)

    def _of_title(self, index: Index, role: int) -> Any:  # noqa: ANN401
        row = self.item(index)
        if role == _Role.EditRole:
            return heading(row)
        if role == _Role.CheckStateRole:
            return _CHECK_STATES[self.tree.progress(row.id)]
        if role == _Role.ToolTipRole:
            return _whole_text(row)
        if role == _Role.AccessibleTextRole:
            return "，".join((numbered_heading(row), self.progress_in_words(row.id)))
        return None

    def _of_evidence(self, index: Index, role: int) -> Any:  # noqa: ANN401
        if role == _Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == _Role.ToolTipRole and self.tree.lacks_evidence(self.key(index)):
            return _("已经开始，但还没有佐证材料。把文件拖到这一行就能添加。")
        return None

    def _words(self, index: Index) -> str:
        row = self.item(index)
        column = index.column()
        if column == Column.TITLE:
            return numbered_heading(row)
        if column == Column.PROGRESS:
            return self.progress_in_words(row.id)
        if column == Column.VERDICT:
            return row.verdict.label if row.verdict else ""
        if column == Column.LEAD:
            return row.lead
        if column == Column.DUE:
            return day_in_words(row.due, date.today()) if row.due else ""
        return str(self.tree.evidence_below(row.id) or "")


def surroundings(tree: ItemTree, item_ids: Iterable[str]) -> set[str]:
    """Return these items with all above them, and with the measures of the points among them."""
    found: set[str] = set()
    for item_id in item_ids:
        found.add(item_id)
        found.update(tree.ancestors(item_id))
        if tree[item_id].level in (Level.POINT, Level.MEASURE):
            found.update(row.id for row in tree.walk(item_id))
    return found


def _whole_text(row: ItemRow) -> str:
    """Return an item's words for a tool tip: escaped, for Qt reads anything like markup as markup."""
    words = [numbered_heading(row)]
    if row.title and row.text:
        words.append(row.text)
    return "<qt>{}</qt>".format("<br>".join(escape(part) for part in words))
