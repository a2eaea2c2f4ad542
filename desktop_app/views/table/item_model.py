"""The items of one checklist for Qt: which rows are shown, and what each cell holds."""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from html import escape
from typing import Any

from PySide6.QtCore import QMimeData, QObject, Qt, Signal

from desktop_app.i18n import _
from desktop_app.models.fields import Value
from desktop_app.models.scores import Score, score_of
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import ItemRow, Level, Progress, TargetRow, Verdict
from desktop_app.views.table.columns import Column, Sorting, sorted_keys
from desktop_app.views.widgets.tree_model import NOWHERE, Index, TreeModel
from desktop_app.views.widgets.words import day_in_words, heading, numbered_heading

ITEMS = "application/x-yaodian-items"  # what is dragged when rows are
_CHECK_STATES = {
    Progress.NOT_STARTED: Qt.CheckState.Unchecked,
    Progress.UNDER_WAY: Qt.CheckState.PartiallyChecked,
    Progress.DONE: Qt.CheckState.Checked,
}
_Role = Qt.ItemDataRole
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_SIGNS = {"=": "", ">=": "≥", "<=": "≤", "~": _("约")}
MOST_RUNS = 50  # runs of changed rows that are told one by one


class ItemModel(TreeModel[str]):
    """Shows an ItemTree, or the part of it that a filter leaves. It never changes the tree: it asks.

    Signals: `tick_requested(item ids, done)`, `edit_requested(item ids, {field: value})`.
    """

    tick_requested = Signal(object, bool)
    edit_requested = Signal(object, object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.tree = ItemTree([])
        self.targets: Mapping[str, Sequence[TargetRow]] = {}
        self.sorting: Sorting | None = None
        self.year = date.today().year
        self._editable = True
        self._flags = _FLAGS[True]
        self._scores: dict[str, Score] = {}
        self._ranks: dict[str, int] = {}
        self._whole: tuple[ItemTree, Any] | None = None  # the nodes of a tree without filter, kept for after
        self._words_of = {
            Column.TITLE: self._title_words,
            Column.PROGRESS: self.progress_in_words,
            Column.VERDICT: self._verdict_words,
            Column.DUE: self._due_words,
            Column.EVIDENCE: self._evidence_words,
            Column.SCORE: self._score_words,
            Column.FULL_SCORE: self._full_score_words,
            Column.TARGETS: self._target_words,
        }

    @property
    def editable(self) -> bool:
        """Whether the rows may be changed at all."""
        return self._editable

    def show(self, tree: ItemTree, visible: Collection[str] | None = None, editable: bool = True) -> None:
        """Show a tree, or those of its rows that are in `visible` (each with everything above it).

        While a sorting is set, the points stand in its order, each with what is below it, without headings.
        """
        self.beginResetModel()
        if tree is not self.tree:
            self._scores, self._ranks = {}, {}
        self.tree = tree
        self._editable = editable
        self._flags = _FLAGS[editable]
        if self.sorting is not None:
            self._grow(self._sorted_pairs(self.sorting, visible))
        elif visible is not None:
            self._grow((key, tree[key].parent_id) for key in sorted(visible, key=self._rank().__getitem__))
        elif self._whole is not None and self._whole[0] is tree:
            self._show_grown(self._whole[1])
        else:
            self._grow((row.id, row.parent_id) for row in tree.walk())
            self._whole = tree, self._grown()
        self.endResetModel()

    def _rank(self) -> dict[str, int]:
        """Return each item's place in document order: a filter sorts by it, instead of walking the tree."""
        if not self._ranks:
            self._ranks = {row.id: place for place, row in enumerate(self.tree.walk())}
        return self._ranks

    def _sorted_pairs(
        self, sorting: Sorting, visible: Collection[str] | None
    ) -> Iterator[tuple[str, str | None]]:
        for point in self._sorted_points(sorting):
            if visible is None or point in visible:
                yield point, None
                for row in self.tree.walk(point):
                    if visible is None or row.id in visible:
                        yield row.id, row.parent_id

    def _sorted_points(self, sorting: Sorting) -> list[str]:
        points = {row.id for row in self.tree.points()}
        loose = (
            row for row in self.tree.walk() if row.level is Level.MEASURE and row.parent_id not in points
        )
        points.update(row.id for row in loose if not points.intersection(self.tree.ancestors(row.id)))
        in_order = [row.id for row in self.tree.walk() if row.id in points]
        return sorted_keys(
            {key: self._sort_value(key, sorting.column) for key in in_order}, sorting.descending
        )

    def refresh(self, item_ids: Iterable[str]) -> None:
        """Tell the views that the rows of these items hold other values, neighbours in one.

        Where they are scattered, the outermost rows are told of alone: a view does best to draw all anew.
        """
        ids = list(item_ids)
        for item_id in ids:
            self._scores.pop(item_id, None)
        runs = self.runs(ids)
        if len(runs) > MOST_RUNS:
            runs = self.runs(self.key(self.index(row, 0)) for row in range(self.rowCount()))
        for first, last in runs:
            self.dataChanged.emit(first, last)

    def item(self, index: Index) -> ItemRow:
        """Return the item in the row of a valid index."""
        return self.tree[self.key(index)]

    def score(self, item_id: str) -> Score:
        """Return the score in force of an item, its own or summed from below."""
        known = self._scores.get(item_id)
        if known is None:
            known = self._scores[item_id] = score_of(self.tree, item_id)
        return known

    # Qt's side of the model

    def columnCount(self, _parent: Index = NOWHERE) -> int:
        """Return the number of columns, the same everywhere."""
        return len(Column)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> object:
        """Return the words of the header, with an arrow where the rows are sorted by it."""
        if orientation is not Qt.Orientation.Horizontal or not 0 <= section < len(Column):
            return None
        column = Column(section)
        if role == _Role.DisplayRole:
            if self.sorting is not None and self.sorting.column is column:
                return f"{column.label} {'↓' if self.sorting.descending else '↑'}"
            return column.label
        if role == _Role.TextAlignmentRole and column.right:
            return _RIGHT
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return what can be done with a cell: titles are ticked, every row takes files and is dragged."""
        column = index.column()  # -1 where the index is not valid
        return self._flags[column] if column >= 0 else Qt.ItemFlag.NoItemFlags

    def data(self, index: Index, role: int = _Role.DisplayRole) -> object:
        """Return the words, the tick, the text to edit, or what is read aloud."""
        if not index.isValid():
            return None
        column = Column(index.column())
        if role == _Role.DisplayRole:
            return self.words(self.key(index), column)
        if column is Column.TITLE:
            return self._of_title(index, role)
        if role == _Role.TextAlignmentRole:
            return _RIGHT if column.right else None
        return self._of_cell(self.key(index), column, role)

    def setData(self, index: Index, value: Any, role: int = _Role.EditRole) -> bool:  # noqa: ANN401
        """Ask for a tick or another value of a cell; the row follows when it has been stored."""
        if not index.isValid() or not self.flags(index) & Qt.ItemFlag.ItemIsEditable:
            return False
        if role == _Role.CheckStateRole:
            self.tick_requested.emit([self.key(index)], Qt.CheckState(value) is Qt.CheckState.Checked)
            return True
        if role != _Role.EditRole:
            return False
        return self.ask([self.key(index)], Column(index.column()), value)

    def ask(self, item_ids: Sequence[str], column: Column, value: Value, reason: str = "") -> bool:
        """Ask for a value in a column of these items; tell whether they hold it now, or did already.

        `reason` says why something does not apply; it is asked for along with the value.
        """
        words = value.strip() if type(value) is str else value
        if column is Column.TITLE and not words:
            return False
        fields = {column.field: words, "verdict_reason": reason} if reason else {column.field: words}
        changed = [item_id for item_id in item_ids if not self._holds(item_id, fields)]
        if changed:
            self.edit_requested.emit(changed, fields)
        return all(self._holds(item_id, fields) for item_id in changed)

    def _holds(self, item_id: str, fields: dict[str, Value]) -> bool:
        row = self.tree[item_id]
        if "title" in fields and not row.title:
            return fields["title"] == heading(row)
        return all(getattr(row, name) == value for name, value in fields.items())

    def mimeTypes(self) -> list[str]:
        """Return the one form in which rows are dragged."""
        return [ITEMS]

    def mimeData(self, indexes: Sequence[Index]) -> QMimeData:
        """Return the items of rows that are dragged, one id a line, in the order shown."""
        keys = {self.key(index) for index in indexes}
        data = QMimeData()
        data.setData(ITEMS, "\n".join(key for key in self.keys() if key in keys).encode())
        return data

    def supportedDropActions(self) -> Qt.DropAction:
        """Rows are moved; files are copied."""
        return Qt.DropAction.MoveAction | Qt.DropAction.CopyAction

    def supportedDragActions(self) -> Qt.DropAction:
        """Rows leave their place when they are dragged."""
        return Qt.DropAction.MoveAction

    # What cells hold

    def words(self, item_id: str, column: Column) -> str:
        """Return what a cell shows."""
        own = self._words_of.get(column)
        if own is not None:
            return own(item_id)
        return str(getattr(self.tree[item_id], column.field))

    def _title_words(self, item_id: str) -> str:
        return numbered_heading(self.tree[item_id])

    def _verdict_words(self, item_id: str) -> str:
        verdict = self.tree[item_id].verdict
        return verdict.label if verdict else ""

    def _due_words(self, item_id: str) -> str:
        due = self.tree[item_id].due
        return day_in_words(due, date(self.year, 1, 1)) if due else ""

    def _evidence_words(self, item_id: str) -> str:
        return str(self.tree.evidence_below(item_id) or "")

    def _score_words(self, item_id: str) -> str:
        return _number_words(self.score(item_id).got)

    def _full_score_words(self, item_id: str) -> str:
        return _number_words(self.score(item_id).full)

    def _target_words(self, item_id: str) -> str:
        return "；".join(_target_in_words(target) for target in self.targets.get(item_id, ()))

    def copied(self, item_id: str, column: Column, alone: bool = False) -> str:
        """Return what is copied of a cell: words to paste again; a title without its number if alone."""
        if column is Column.PROGRESS:
            return self.tree.progress(item_id).label
        if column is Column.TITLE and alone:
            return heading(self.tree[item_id])
        return self.words(item_id, column)

    def progress_in_words(self, item_id: str) -> str:
        """Return 进行中 3/5, 已完成, 不适用."""
        progress = self.tree.state(item_id)
        if progress is None:
            return Verdict.NOT_APPLICABLE.label
        tally, label = self.tree.tally(item_id), progress.label
        if self.tree.by_hand(item_id):
            return _("{label}（手动）").format(label=label)
        if tally.total <= 1 or progress is not Progress.UNDER_WAY:
            return label
        return _("{label} {done}/{total}").format(label=label, done=tally.done, total=tally.total)

    def _how_far(self, item_id: str) -> float | None:
        tally, progress = self.tree.tally(item_id), self.tree.state(item_id)
        return None if progress is None else list(Progress).index(progress) + tally.done / (tally.total + 1)

    def _sort_value(self, item_id: str, column: Column) -> Value:
        if column is Column.PROGRESS:
            return self._how_far(item_id)
        if column is Column.EVIDENCE:
            return float(self.tree.evidence_below(item_id)) or None
        if column is Column.SCORE:
            return self.score(item_id).got
        if column is Column.FULL_SCORE:
            return self.score(item_id).full
        if column is Column.TARGETS:
            return self.words(item_id, column)
        value: Value = getattr(self.tree[item_id], column.field)
        return value

    def _of_title(self, index: Index, role: int) -> object:
        row = self.item(index)
        if role == _Role.EditRole:
            return heading(row)
        if role == _Role.CheckStateRole:
            return _CHECK_STATES[self.tree.progress(row.id)]
        if role == _Role.ToolTipRole:
            above = self.tree.ancestors(row.id)[::-1] if self.sorting else []
            return _whole_text(row, [numbered_heading(self.tree[one]) for one in above])
        if role == _Role.AccessibleTextRole:
            return "，".join((numbered_heading(row), self.progress_in_words(row.id)))
        return None

    def _of_cell(self, item_id: str, column: Column, role: int) -> str | None:
        if role == _Role.AccessibleTextRole:
            return f"{column.label} {self.words(item_id, column)}"
        return self._tip(item_id, column) if role == _Role.ToolTipRole else None

    def _tip(self, item_id: str, column: Column) -> str | None:
        if column is Column.EVIDENCE:
            if not self.tree.lacks_evidence(item_id):
                return None
            return _("已经开始，但还没有佐证材料。把文件拖到这一行就能添加。")
        row = self.tree[item_id]
        words = self.words(item_id, column)
        if column is Column.VERDICT and row.verdict_reason:
            words = f"{words}：{row.verdict_reason}"
        return f"<qt>{escape(words)}</qt>" if words else None


def _cell_flags(editable: bool, has_field: bool, title: bool) -> Qt.ItemFlag:
    flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
    if editable:
        flags |= Qt.ItemFlag.ItemIsDropEnabled | Qt.ItemFlag.ItemIsDragEnabled
        if has_field:
            flags |= Qt.ItemFlag.ItemIsEditable
        if title:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
    return flags


# Views ask for the flags of every row they lay out.
_FLAGS = {
    editable: [_cell_flags(editable, bool(one.field), one is Column.TITLE) for one in Column]
    for editable in (False, True)
}


def surroundings(tree: ItemTree, item_ids: Iterable[str]) -> set[str]:
    """Return these items with all above them, and with the measures of the points among them."""
    found: set[str] = set()
    for item_id in item_ids:
        row = tree[item_id]
        found.add(item_id)
        above = row.parent_id
        while above is not None and above not in found:
            found.add(above)
            above = tree[above].parent_id
        if row.level in (Level.POINT, Level.MEASURE):
            found.update(below.id for below in tree.walk(item_id))
    return found


def _number_words(number: float | None) -> str:
    return "" if number is None else f"{round(number, 2):g}"


def _target_in_words(target: TargetRow) -> str:
    """Return a target and what was reached, as short as can be: ≥32学时 · 实际 36."""
    if target.value is None:
        words = target.text
    else:
        sign = _SIGNS.get(target.comparator, target.comparator)
        words = f"{sign}{target.value:g}{target.unit or ''}"
    return (
        _("{target} · 实际 {actual}").format(target=words, actual=target.actual) if target.actual else words
    )


def _whole_text(row: ItemRow, above: Sequence[str]) -> str:
    """Return an item's words for a tool tip: escaped, for Qt reads anything like markup as markup."""
    words = [*above, numbered_heading(row)]
    if row.title and row.text:
        words.append(row.text)
    return "<qt>{}</qt>".format("<br>".join(escape(part) for part in words))
