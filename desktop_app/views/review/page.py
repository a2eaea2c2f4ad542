"""The review of an import: the original beside what was read from it, and the places to look at."""

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtWidgets import QListWidgetItem, QVBoxLayout, QWidget

from desktop_app.documents import editing
from desktop_app.documents.outline import Level, Node, Outline, Warning
from desktop_app.i18n import _
from desktop_app.views.review.edits import ReviewEdits
from desktop_app.views.review.facts import FactsForm
from desktop_app.views.review.hand import ReviewHand
from desktop_app.views.review.head import ReviewHead
from desktop_app.views.review.keys import ReviewKeys
from desktop_app.views.review.panes import ReviewPanes
from desktop_app.views.review.source_pane import node_at
from desktop_app.views.widgets.icons import Icons
from desktop_app.views.widgets.theme import Theme
from desktop_app.views.widgets.tree_model import Index

_MANY = 1500  # nodes from which on measures are shown on request only, so that an edit stays fluid


@dataclass(frozen=True)
class _Aside:
    """A review that was left: what was read, its edits, and the heading that was chosen."""

    read: Outline
    edits: ReviewEdits
    place: int


class ReviewPage(QWidget):
    """Shows what an import would bring, and lets it be put right; nothing is stored here.

    What is left is kept as it was until the next one is left: shown the same outline again, it goes on there.

    Signals: `accepted(Outline as edited)`, `cancelled()`, `put_aside(whether there were edits)` where a
    review was left, `paper_requested(number)`, `steps_changed()` where undo and redo would do something else,
    `told(words)`.
    """

    accepted = Signal(object)
    cancelled = Signal()
    put_aside = Signal(bool)
    paper_requested = Signal(int)
    steps_changed = Signal()
    told = Signal(str)

    def __init__(self, theme: Theme, icons: Icons, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.read: Outline | None = None  # as it was read, before any edit
        self.edits: ReviewEdits | None = None
        self._aside: _Aside | None = None
        self._storing = False
        self._leaving = False  # whether Esc was pressed once, with edits made
        self._many = False
        self._follow = True  # off while one side follows the other
        self.head = ReviewHead()
        self.title, self.facts = self.head.title, self.head.facts
        self.accept, self.cancel = self.head.accept, self.head.cancel
        self.facts_form = FactsForm()
        self.panes = ReviewPanes(theme, icons)
        self.source, self.model, self.tree = self.panes.source, self.panes.model, self.panes.tree
        self.tools, self._box = self.panes.tools, self.panes.box
        self.warnings, self.warning_title = self._box.list, self._box.title
        self.accept_all = self._box.accept_all
        self.hand = ReviewHand(self.panes, self)
        self.keys = ReviewKeys(self)
        self._lay_out()
        self._name_keys()
        self._connect()

    @property
    def outline(self) -> Outline | None:
        """The document under review as it stands now."""
        return self.edits.outline if self.edits else None

    @property
    def step_names(self) -> tuple[str | None, str | None]:
        """What undo and redo would do; None for nothing."""
        return (self.edits.undo_name, self.edits.redo_name) if self.edits else (None, None)

    def show_outline(self, read: Outline) -> None:
        """Show a document that was just read, or the one that was left last."""
        before = self._aside if self._aside and self._aside.read is read else None
        self._leave()
        self.read = read
        self.edits = before.edits if before else ReviewEdits(read, self)
        self.hand.edits = self.edits
        self._leaving = False
        self.edits.changed.connect(self._show_edit)
        self.edits.frozen = self._storing
        outline = self.edits.outline
        self.head.show_outline(outline)
        self.facts_form.show_outline(outline, anew=True)
        self.facts_form.hide()
        self.source.show_outline(outline)
        self.model.show(outline)
        self._many = len(self.model.keys()) > _MANY
        self._open_rows(outline)
        self._box.show_warnings(())  # no row of the one before stays chosen
        self._box.show_warnings(outline.warnings)
        headings = editing.headings(outline)
        if headings:
            self._choose(headings[max(before.place, 0) if before else 0])
        self._offer()
        self.tree.setFocus()

    def clear(self, keep: bool = True) -> None:
        """Let go of the document; where it is not kept, of the one left before too."""
        self._leave()
        if not keep:
            self._forget()
        self.source.clear()
        self.warnings.show_warnings([])

    def freeze(self, storing: bool) -> None:
        """While a checklist is being made of it, let the document be looked at alone."""
        self._storing = storing
        if self.edits is not None:
            self.edits.frozen = storing
        self.head.show_storing(storing)
        self.tree.let_edit(not storing)
        for part in (self.facts_form, self.warnings, self._box.accept_all):
            part.setDisabled(storing)
        self._offer()
        self.steps_changed.emit()

    def _leave(self) -> None:
        """Put the document under review aside, and let go of the one that lay there."""
        if self.read is None or self.edits is None:
            return
        place = self.hand.heading()
        if self._aside is not None and self._aside.edits is not self.edits:
            self._forget()
        self.edits.changed.disconnect(self._show_edit)
        self._aside = _Aside(self.read, self.edits, place)
        self.read = self.edits = self.hand.edits = None
        self.put_aside.emit(self._aside.edits.touched)

    def _forget(self) -> None:
        if self._aside is not None:
            self._aside.edits.deleteLater()
        self._aside = None

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

    def _lay_out(self) -> None:
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addWidget(self.head)
        layout.addWidget(self.facts_form)
        layout.addWidget(self.panes, 1)

    def _name_keys(self) -> None:
        keys, head, box = self.keys, self.head, self._box
        keys.name_on(head.accept, keys.accept, _("生成清单"))
        keys.name_on(head.cancel, keys.leave, _("放弃导入，可以撤销"))
        keys.name_on(head.edit_facts, keys.facts, _("修改标题、文号、日期等"))
        keys.name_on(box.onward, keys.onward, _("下一处"))
        keys.name_on(box.accept_all, keys.accept_all, _("全部接受"))

    def _connect(self) -> None:
        self.accept.clicked.connect(self._accept)
        self.cancel.clicked.connect(self.cancelled)
        self.head.paper_requested.connect(self.paper_requested)
        self.tree.selectionModel().currentChanged.connect(self._show_node)
        self.source.place_chosen.connect(self._show_place)
        self.hand.told.connect(self.told)
        self.warnings.currentRowChanged.connect(self._show_warning)
        self.warnings.itemClicked.connect(self._show_clicked)
        self.warnings.accept_requested.connect(self._accept_warning)
        self.warnings.revert_requested.connect(self._revert_warning)
        self.warnings.choice_requested.connect(self._choose_reading)
        self.warnings.other_requested.connect(self._type_date)
        self.accept_all.clicked.connect(self._accept_all)
        self._box.onward.clicked.connect(self._go_on)
        self.head.edit_facts.clicked.connect(self._switch_facts)
        self.facts_form.correction_requested.connect(self._correct)
        self._connect_keys()
        self.tools.undo_requested.connect(self.undo)
        self.tools.redo_requested.connect(self.redo)

    def _connect_keys(self) -> None:
        keys = self.keys
        keys.onward.triggered.connect(self._go_on)
        keys.back.triggered.connect(self._go_back)
        keys.accept_all.triggered.connect(self._accept_all)
        keys.facts.triggered.connect(self._switch_facts)
        keys.accept.triggered.connect(self._accept)
        keys.leave.triggered.connect(self._escape)
        keys.pane.triggered.connect(self.panes.go_round)

    # Showing

    def _open_rows(self, outline: Outline) -> None:
        """Open the rows at first: headings always, points where their measures are not too many."""
        levels = {node.level for node in editing.headings(outline)}
        deepest = len(levels) - (2 if self._many else 1)
        if deepest >= 0:
            self.tree.expandToDepth(deepest)

    def _show_edit(self, place: int) -> None:
        """Show the outline after an edit, with the heading at a place chosen."""
        outline = self.outline
        assert outline is not None
        self._leaving = False
        self._follow = False
        for key in self.model.follow(outline):
            index = self.model.index_of(key)
            if self.model.rowCount(index) and not self._holds_measures(index):
                self.tree.expand(index)
        self._follow = True
        self.head.show_outline(outline)
        self.facts_form.show_outline(outline)
        self.source.follow(outline)
        self._box.show_warnings(outline.warnings)
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
            self._leaving = False
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
                self.warnings.point_out(row)
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
        chosen = self.model.node(index) if index.isValid() and not self._storing else None
        self.tools.offer(chosen, self.edits)

    def _go_on(self) -> None:
        self._show_warning(self._box.step(1))

    def _go_back(self) -> None:
        self._show_warning(self._box.step(-1))

    # Editing

    def _accept_warning(self, row: int) -> None:
        if self.edits is not None and self.edits.accept(self._warnings_at(row), self.hand.heading()):
            self._show_warning(self.warnings.currentRow())  # so that one can go on with the next at once

    def _revert_warning(self, row: int) -> None:
        if self.edits is not None:
            self.edits.revert(self.edits.outline.warnings[row], self.hand.heading())

    def _choose_reading(self, row: int, choice: str) -> None:
        if self.edits is not None and self.edits.choose(
            self._warnings_at(row)[0], choice, self.hand.heading()
        ):
            self._show_warning(self.warnings.currentRow())

    def _warnings_at(self, row: int) -> tuple[Warning, ...]:
        return self.edits.outline.warnings[row : row + 1] if self.edits else ()

    def _accept_all(self) -> None:
        if self.edits is not None:
            settled = [warning for warning in self.edits.outline.warnings if not editing.asks(warning)]
            self.edits.accept(settled, self.hand.heading())

    def _type_date(self, _row: int) -> None:
        self.facts_form.go_to("date")

    def _switch_facts(self) -> None:
        if self.facts_form.isVisible():
            self._close_facts()
        elif not self._storing:
            self.facts_form.go_to("title")

    def _close_facts(self) -> None:
        self.facts_form.close_form()
        self.tree.setFocus()

    def _correct(self, name: str, value: str | int | None) -> None:
        if self.edits is not None:
            self.edits.correct(name, value, self.hand.heading())

    def _accept(self) -> None:
        if self.outline is None or self._storing:
            return
        self.head.accept.setFocus()  # what is being typed in the tree is taken over
        if self.facts_form.flush():
            self.facts_form.hide()
            self.accepted.emit(self.outline)

    def _escape(self) -> None:
        if self.facts_form.holds_focus():
            self._close_facts()
        elif self._storing or self.edits is None:
            return
        elif self.edits.touched and not self._leaving:
            self._leaving = True
            self.told.emit(_("再按一次 Esc 放弃这次导入和刚才的修改。"))
        else:
            self.cancelled.emit()
