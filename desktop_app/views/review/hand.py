"""What a person does to the row that is chosen in a review: each a step of its edits."""

from PySide6.QtCore import QModelIndex, QObject, Signal

from desktop_app.documents import editing
from desktop_app.documents.outline import Level
from desktop_app.i18n import _
from desktop_app.views.review.edits import ReviewEdits
from desktop_app.views.review.panes import ReviewPanes


class ReviewHand(QObject):
    """Takes the wishes of the panes to `edits`. `told(words)`: why nothing was done, or what it came to."""

    told = Signal(str)

    def __init__(self, panes: ReviewPanes, parent: QObject) -> None:
        super().__init__(parent)
        self.edits: ReviewEdits | None = None
        self._tree, self._model, self._source = panes.tree, panes.model, panes.source
        tools = panes.tools
        tools.rename_requested.connect(self._start_renaming)
        tools.level_requested.connect(self._change_level)
        tools.join_requested.connect(self._join)
        tools.split_requested.connect(self._split)
        tools.removal_requested.connect(self._leave_out)
        self._source.split_requested.connect(self._split)
        self._model.title_requested.connect(self._rename)
        self._tree.title_split.connect(self._split_title)

    def heading(self) -> int:
        """Return the place of the chosen heading, a measure's heading for a measure; -1 for none."""
        index = self._tree.currentIndex()
        if not index.isValid() or self.edits is None:
            return -1
        if self._model.node(index).level is Level.MEASURE:
            index = index.parent()
        chosen = self._model.node(index)
        places = (at for at, node in enumerate(editing.headings(self.edits.outline)) if node is chosen)
        return next(places, -1)

    def _measure(self) -> int:
        """Return which of its heading's measures is chosen, from 0; -1 where none is."""
        index = self._tree.currentIndex()
        chosen = index.isValid() and self._model.node(index).level is Level.MEASURE
        return index.row() if chosen else -1

    def _start_renaming(self) -> None:
        self._tree.edit(self._tree.currentIndex())

    def _rename(self, key: int, title: str) -> None:
        self._tree.setCurrentIndex(self._model.index_of(key))
        place = self.heading()
        if self.edits is not None and place >= 0:
            self.edits.rename(place, title)

    def _change_level(self, step: int) -> None:
        self._tree.flush()
        place = self.heading()
        if self.edits is None or place < 0:
            return
        before = self.edits.outline
        if self.edits.change_level(place, step):
            words = _(
                "“{title}”的 {count} 项举措现在是它的正文：后面的条目成了它的下级。按 Ctrl+Z 可以撤销。"
            )
            left = {node.source: node for node in editing.left_as_text(before, self.edits.outline)}
            for node in editing.headings(before):
                if node.source in left:
                    self.told.emit(words.format(title=node.title, count=len(node.children)))

    def _join(self) -> None:
        self._tree.flush()
        place, measure = self.heading(), self._measure()
        if self.edits is None or place < 0:
            return
        if measure < 0:
            self.edits.join_before(place)
        else:
            self.edits.join_measure(place, measure)

    def _leave_out(self) -> None:
        self._tree.flush()
        place, measure = self.heading(), self._measure()
        if self.edits is None or place < 0:
            return
        if measure < 0:
            self.edits.leave_out(place)
        elif not self.edits.leave_out_measure(place, measure):
            self.told.emit(_("这一项在原文里的位置不确定，没有改动。生成清单以后可以删除它。"))

    def _split(self) -> None:
        self._tree.flush()
        place, at = self.heading(), self._source.chosen
        if self.edits is None or place < 0 or self.edits.frozen:
            return
        if at is None or not self.edits.split_at(place, at):
            self.told.emit(_("先在左边原文里点一下要分开的地方，再拆分。"))

    def _split_title(self, index: QModelIndex, words: str, offset: int) -> None:
        if self.edits is None:
            return
        self._tree.setCurrentIndex(index)
        if not self.edits.split_title(self.heading(), words, offset):
            self.told.emit(_("把光标放在标题中间，再按 Ctrl+回车拆分；前后都要有文字。"))
