"""The review of an import: the original beside what was read from it, and the places to look at."""

from typing import Any

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QLineEdit,
    QListWidgetItem,
    QSplitter,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from desktop_app.documents import editing
from desktop_app.documents.outline import Level, Node, Outline
from desktop_app.i18n import _
from desktop_app.views.controls import link, plain_label
from desktop_app.views.icons import Icons
from desktop_app.views.outline_model import OutlineModel
from desktop_app.views.quiet_tree import QuietTree
from desktop_app.views.review_edits import ReviewEdits
from desktop_app.views.review_head import ReviewHead
from desktop_app.views.review_tools import ReviewTools
from desktop_app.views.source_pane import SourcePane, node_at
from desktop_app.views.theme import ROW, L, M, Role, S, Theme, sized
from desktop_app.views.tree_model import Index
from desktop_app.views.warning_list import WarningList

_MANY = 1500  # nodes from which on measures are shown on request only, so that an edit stays fluid


class _NodeDelegate(QStyledItemDelegate):
    """Sets headings in medium weight and measures back, in rows of one height; edits a title in place."""

    def __init__(self, model: OutlineModel, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self._theme = theme

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802
        super().initStyleOption(option, index)
        node = self._model.node(index)
        heading = node.level in (Level.SECTION, Level.SUBSECTION)
        option.font = sized(option.font, medium=heading)
        if node.level is Level.MEASURE:
            option.palette.setColor(option.palette.ColorRole.Text, self._theme.color(Role.SOFT))

    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> Any:  # noqa: ANN401, N802
        size = super().sizeHint(option, index)
        size.setHeight(max(ROW - 4, size.height()))
        return size

    def createEditor(self, parent: QWidget, _option: QStyleOptionViewItem, _index: Index) -> QWidget:  # noqa: N802
        """Return the line in which a title is edited."""
        editor = QLineEdit(parent)
        editor.setProperty("inPlace", True)
        return editor


class ReviewPage(QWidget):
    """Shows what an import would bring, and lets it be put right; nothing is stored here.

    Signals: `accepted(Outline as edited)`, `cancelled()`, `paper_requested(number)`, `steps_changed()` where
    undo and redo would do something else, `told(words)`.
    """

    accepted = Signal(object)
    cancelled = Signal()
    paper_requested = Signal(int)
    steps_changed = Signal()
    told = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.read: Outline | None = None  # as it was read, before any edit
        self.edits: ReviewEdits | None = None
        self._many = False
        self._follow = True  # off while one side follows the other
        self.head = ReviewHead()
        self.title, self.facts = self.head.title, self.head.facts
        self.accept, self.cancel = self.head.accept, self.head.cancel
        self.source = SourcePane(theme)
        self.model = OutlineModel(self)
        self.tree = QuietTree(theme)
        self.tools = ReviewTools(icons)
        self.warnings = WarningList(theme, icons)
        self.warning_title = plain_label()
        self.accept_all = link(_("全部接受"))
        self._warning_box = QWidget()
        self._set_up_tree(theme)
        self._lay_out()
        self._connect()

    @property
    def outline(self) -> Outline | None:
        """The document under review as it stands now."""
        return self.edits.outline if self.edits else None

    def show_outline(self, outline: Outline) -> None:
        """Show a document that was just read."""
        self.read = outline
        self.edits = ReviewEdits(outline, self)
        self.edits.changed.connect(self._show_edit)
        self.head.show_outline(outline)
        self.source.show_outline(outline)
        self.model.show(outline)
        self._many = len(self.model.keys()) > _MANY
        self._open_rows(outline)
        self._show_warnings(outline)
        self.tree.setCurrentIndex(self.model.index(0, 0))
        self._offer()
        self.tree.setFocus()

    def clear(self) -> None:
        """Let go of the document."""
        if self.edits is not None:
            self.edits.deleteLater()
        self.read = self.edits = None
        self.source.clear()
        self.warnings.show_warnings([])

    def undo(self) -> None:
        """Take the last edit back."""
        if self.edits is not None:
            self.edits.undo()

    def redo(self) -> None:
        """Do the edit taken back last again."""
        if self.edits is not None:
            self.edits.redo()

    def recolour(self) -> None:
        """Draw tints and icons in the colours in force."""
        self.source.recolour()
        self.tools.recolour()
        self.warnings.viewport().update()

    # Building

    def _set_up_tree(self, theme: Theme) -> None:
        self.tree.setModel(self.model)
        self.tree.setItemDelegate(_NodeDelegate(self.model, theme, self.tree))
        self.tree.setAccessibleName(_("结构"))
        self.tree.setHeaderHidden(True)
        self.tree.setExpandsOnDoubleClick(False)
        self.tree.setEditTriggers(QAbstractItemView.EditTrigger.DoubleClicked)
        self.tree.addActions(self.tools.heading_actions)
        self.tree.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.source.addAction(self.tools.split)
        self.source.extra_actions = [self.tools.split]

    def _lay_out(self) -> None:
        upper = QWidget()
        column = QVBoxLayout(upper)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.tools)
        column.addWidget(self.tree, 1)
        self._lay_out_warnings()
        right = QSplitter(Qt.Orientation.Vertical)
        right.addWidget(upper)
        right.addWidget(self._warning_box)
        right.setStretchFactor(0, 3)
        right.setStretchFactor(1, 1)
        sides = QSplitter()
        sides.addWidget(self.source)
        sides.addWidget(right)
        sides.setSizes([560, 560])
        for splitter in (right, sides):
            splitter.setChildrenCollapsible(False)
            splitter.setHandleWidth(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(sides, 1)

    def _lay_out_warnings(self) -> None:
        self.warning_title.setFont(sized(self.font(), medium=True))
        top = QHBoxLayout()
        top.setContentsMargins(L, 0, M, 0)
        top.addWidget(self.warning_title)
        top.addStretch(1)
        top.addWidget(self.accept_all)
        layout = QVBoxLayout(self._warning_box)
        layout.setContentsMargins(0, M, 0, 0)
        layout.setSpacing(S)
        layout.addLayout(top)
        layout.addWidget(self.warnings, 1)

    def _connect(self) -> None:
        self.accept.clicked.connect(self._accept)
        self.cancel.clicked.connect(self._cancel)
        self.head.paper_requested.connect(self.paper_requested)
        self.tree.selectionModel().currentChanged.connect(self._show_node)
        self.source.place_chosen.connect(self._show_place)
        self.source.split_requested.connect(self._split)
        self.model.title_requested.connect(self._rename)
        self.warnings.currentRowChanged.connect(self._show_warning)
        self.warnings.itemClicked.connect(self._show_clicked)
        self.warnings.accept_requested.connect(self._accept_warning)
        self.warnings.revert_requested.connect(self._revert_warning)
        self.accept_all.clicked.connect(self._accept_all)
        tools = self.tools
        tools.rename_requested.connect(self._start_renaming)
        tools.level_requested.connect(self._change_level)
        tools.join_requested.connect(self._join)
        tools.split_requested.connect(self._split)
        tools.removal_requested.connect(self._leave_out)
        tools.undo_requested.connect(self.undo)
        tools.redo_requested.connect(self.redo)

    # Showing

    def _open_rows(self, outline: Outline) -> None:
        """Open the rows at first: headings always, points where their measures are not too many."""
        levels = {node.level for node in editing.headings(outline)}
        deepest = len(levels) - (2 if self._many else 1)
        if deepest >= 0:
            self.tree.expandToDepth(deepest)

    def _show_warnings(self, outline: Outline) -> None:
        count = len(outline.warnings)
        words = _("{count} 处需要看一眼").format(count=count) if count else _("没有需要核对的地方")
        self.warning_title.setText(words)
        self.warnings.show_warnings(outline.warnings)
        self.warnings.setVisible(bool(count))
        self.accept_all.setVisible(count > 1)
        self._warning_box.setMaximumHeight(16777215 if count else 48)

    def _show_edit(self, place: int) -> None:
        """Show the outline after an edit, with the heading at a place chosen."""
        outline = self.outline
        assert outline is not None
        self._follow = False
        for key in self.model.follow(outline):
            index = self.model.index_of(key)
            if self.model.rowCount(index) and not self._holds_measures(index):
                self.tree.expand(index)
        self._follow = True
        self.head.show_outline(outline)
        self.source.follow(outline)
        self._show_warnings(outline)
        headings = editing.headings(outline)
        if 0 <= place < len(headings):
            self._choose(headings[place])
        self._offer()
        self.steps_changed.emit()

    def _holds_measures(self, index: Index) -> bool:
        """Tell whether a row is to stay closed: a long document's measures are shown on request."""
        return self._many and self.model.node(self.model.index(0, 0, index)).level is Level.MEASURE

    def _show_node(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid() and self._follow:
            node = self.model.node(current)
            self.source.mark(node.source)
            self._point_out_warning(node)
            self._offer()

    def _show_place(self, place: int) -> None:
        node = node_at(self.outline, place) if self.outline else None
        if node is not None:
            self._choose_quietly(node)
            self.source.mark(node.source, go_there=False)
            self._point_out_warning(node)
            self._offer()

    def _show_warning(self, row: int) -> None:
        if self.outline is None or not 0 <= row < len(self.outline.warnings):
            return
        span = self.outline.warnings[row].source
        node = node_at(self.outline, span[0])
        if node is not None:
            self._choose_quietly(node)
        self.source.mark(span)
        self._offer()

    def _show_clicked(self, _item: QListWidgetItem) -> None:
        self._show_warning(self.warnings.currentRow())

    def _point_out_warning(self, node: Node) -> None:
        """Choose the first warning that is about a node, if there is any."""
        outline = self.outline
        assert outline is not None
        start, end = node.source
        for row, warning in enumerate(outline.warnings):
            if start <= warning.source[0] < end:
                self.warnings.blockSignals(True)
                self.warnings.setCurrentRow(row)
                self.warnings.blockSignals(False)
                return

    def _choose(self, node: Node) -> None:
        self._choose_quietly(node)
        self.source.mark(node.source)

    def _choose_quietly(self, node: Node) -> None:
        """Choose a node in the tree without the source following it back."""
        self._follow = False
        index = self.model.index_of(self.model.place_of(node))
        self.tree.setCurrentIndex(index)
        self.tree.scrollTo(index)
        self._follow = True

    def _offer(self) -> None:
        index = self.tree.currentIndex()
        self.tools.offer(self.model.node(index) if index.isValid() else None, self.edits)

    # Editing

    def _heading(self) -> int:
        """Return the place of the chosen heading, a measure's heading for a measure; -1 for none."""
        index = self.tree.currentIndex()
        if not index.isValid() or self.outline is None:
            return -1
        if self.model.node(index).level is Level.MEASURE:
            index = index.parent()
        chosen = self.model.node(index)
        return next(at for at, node in enumerate(editing.headings(self.outline)) if node is chosen)

    def _start_renaming(self) -> None:
        self.tree.edit(self.tree.currentIndex())

    def _rename(self, key: int, title: str) -> None:
        if self.edits is not None:
            self.tree.setCurrentIndex(self.model.index_of(key))
            self.edits.rename(self._heading(), title)

    def _change_level(self, step: int) -> None:
        if self.edits is not None and self._heading() >= 0:
            self.edits.change_level(self._heading(), step)

    def _join(self) -> None:
        if self.edits is not None and self._heading() >= 0:
            self.edits.join_before(self._heading())

    def _split(self) -> None:
        place = self._heading()
        if self.edits is None or place < 0:
            return
        if not self.edits.split_at(place, self.source.place):
            self.told.emit(_("先在左边原文里点一下要分开的地方，再拆分。"))

    def _leave_out(self) -> None:
        if self.edits is not None and self._heading() >= 0:
            self.edits.leave_out(self._heading())

    def _accept_warning(self, row: int) -> None:
        if self.edits is not None:
            self.edits.accept(self.edits.outline.warnings[row : row + 1], self._heading())

    def _revert_warning(self, row: int) -> None:
        if self.edits is not None:
            self.edits.revert(self.edits.outline.warnings[row], self._heading())

    def _accept_all(self) -> None:
        if self.edits is not None:
            self.edits.accept(self.edits.outline.warnings, self._heading())

    def _accept(self) -> None:
        if self.outline is not None:
            self.accepted.emit(self.outline)

    def _cancel(self) -> None:
        self.cancelled.emit()
