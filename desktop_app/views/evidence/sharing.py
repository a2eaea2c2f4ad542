"""Files of a list that are dropped on other items: they serve these too, or move there; it is said which."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject

from desktop_app.i18n import _
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import EvidenceRow
from desktop_app.views.evidence.binning import named
from desktop_app.views.evidence.shelf import Shelf
from desktop_app.views.widgets.words import numbered_heading


class Sharing(QObject):
    """Lets files serve the items that they were dropped on.

    `tree` returns the items as they are, `tell` says what was done and offers to undo it.
    """

    def __init__(self, shelf: Shelf, tree: Callable[[], ItemTree], tell: Callable[[str], None]) -> None:
        super().__init__(shelf)
        self._shelf = shelf
        self._tree = tree
        self._tell = tell

    def give(self, item_ids: Sequence[str], ids: Sequence[str], leaving: str) -> None:
        """Let each file serve each item, and no longer the one that it leaves where one is given."""
        before = self._shelf.rows(ids)
        others = [one for one in item_ids if one != leaving]
        given = [row for row in before if set(others) - set(row.item_ids)]
        if leaving and others and self._shelf.move(leaving, others, ids) is not None:
            words = _("已把{files}移到{items}。")
            self._tell(words.format(files=named(before), items=self._places(others)))
        elif not leaving and given and self._shelf.link_all(item_ids, ids) is not None:
            self._tell(self._said(given, item_ids))

    def _said(self, given: Sequence[EvidenceRow], item_ids: Sequence[str]) -> str:
        words = _("{files}也用于{items}。")
        if any(row.item_ids for row in given):
            words = _("{files}也用于{items}，原来的条目照旧有它；按住 Shift 拖是移过去。")
        return words.format(files=named(given), items=self._places(item_ids))

    def _places(self, item_ids: Sequence[str]) -> str:
        if len(item_ids) > 1:
            return _(" {count} 个条目").format(count=len(item_ids))
        return _("“{name}”").format(name=numbered_heading(self._tree()[item_ids[0]]))
