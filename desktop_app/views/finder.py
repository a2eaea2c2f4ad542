"""Searching the open checklist: the index is made ready while nothing else is to do."""

from collections.abc import Callable, Iterable, Mapping, Sequence

from PySide6.QtCore import QObject, QTimer

from desktop_app.models.finding import FindIndex
from desktop_app.models.tree import ItemTree

NamesOf = Callable[[Iterable[str] | None], Mapping[str, Sequence[str]]]

_REST = 1500  # milliseconds after a checklist was opened, before anything is prepared
_MANY = 500  # items changed at once, above which all is prepared anew, bit by bit
_SLICE = 0.008  # seconds of preparing between two looks at what the user does


class Finder(QObject):
    """Finds in one tree. `names_of` reads the names of the files of some items, or of all (None)."""

    def __init__(self, names_of: NamesOf, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names_of = names_of
        self._tree = ItemTree([])
        self._index: FindIndex | None = None
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._warm)

    def show_tree(self, tree: ItemTree) -> None:
        """Search another tree from now on."""
        self._tree = tree
        self._index = None
        if len(tree):
            self._timer.start(_REST)

    def find(self, words: str) -> list[str]:
        """Return the items in which all the words occur, in order, those of this very number first."""
        found = self._ready().find(words)
        return sorted(found, key=lambda item_id: self._tree[item_id].number != words.strip())

    def update(self, item_ids: Iterable[str]) -> None:
        """Look again at items that changed."""
        ids = list(item_ids)
        if len(ids) > _MANY:
            self.show_tree(self._tree)
        elif self._index is not None:
            self._index.update(ids, self._names_of(ids))

    def stop(self) -> None:
        """Prepare nothing any more."""
        self._timer.stop()

    def _ready(self) -> FindIndex:
        if self._index is None:
            self._index = FindIndex(self._tree, self._names_of(None))
        return self._index

    def _warm(self) -> None:
        self._timer.start(0)
        if self._ready().warm(_SLICE):
            self._timer.stop()
