"""The index of all words kept in step: changes at once, the text of files bit by bit in the background."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from time import monotonic

from PySide6.QtCore import QObject, QTimer, Signal

from desktop_app.evidence.apart import Apart
from desktop_app.evidence.extract import Extracted
from desktop_app.evidence.vault import StoredFile, Vault
from desktop_app.models.grams import TextIndex
from desktop_app.models.searching import FILE, Hit, Search, text_of
from desktop_app.models.values import Changes
from desktop_app.views.desk import Desk
from desktop_app.views.evidence.shelf import Shelf
from desktop_app.views.work import Cancelled, OnProgress, Task, Workers

FIRST = 3000  # milliseconds after the start before anything is read
_REST = 700  # milliseconds after a change before it is taken in
_PAUSE = 150  # milliseconds between two batches
_BATCH = 8  # files
_SECONDS = 1.0  # of reading before what was read is taken in
_MOST_TEXT = 1_000_000  # characters of one file: taking in more would keep others waiting
_SLICE = 0.008  # seconds of taking in between two looks at what the user does


class Feeding(QObject):
    """Feeds a Search. Opened when first needed; closed at the end. `all_read` where none is left to read."""

    all_read = Signal()

    def __init__(
        self, desk: Desk, shelf: Shelf, workers: Workers, eyes: Apart, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shelf = shelf
        self._workers = workers
        self._eyes = eyes
        self._search: Search | None = None
        self._told: list[Changes] = []
        self._task: Task | None = None
        self._pending: list[StoredFile] | None = None
        self._stopped = False
        self._untold = False  # that files were read
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._go_on)
        desk.acted.connect(self._note)

    @property
    def busy(self) -> bool:
        """Whether there are texts still to be read."""
        return self._task is not None or self._timer.isActive()

    def start(self) -> None:
        """Begin to read, once the window has stood for a while."""
        self._go_on_in(FIRST)

    def stop(self) -> None:
        """Let go of the index for good; the workers must have ended, what they still tell is passed by."""
        self._stopped = True
        self._timer.stop()
        if self._search is not None:
            self._search.close()
            self._search = None

    def find(self, words: str, limit: int) -> list[Hit]:
        """Return where all the words occur."""
        self._take_in()
        return self._ready().find(words, limit)

    def problems(self) -> dict[str, str]:
        """Return what is wrong with files that were read, by SHA-256."""
        return self._ready().problems()

    def _ready(self) -> Search:
        if self._search is None:
            self._search = Search(self._desk.workspace)
        return self._search

    def _note(self, changes: Changes) -> None:
        self._told.append(changes)
        if changes.evidence:
            self._pending = None
        if self._task is None:
            self._go_on_in(_REST)

    def _go_on_in(self, pause: int) -> None:
        if not self._stopped:
            self._timer.start(pause)

    def _take_in(self) -> None:
        told, self._told = self._told, []
        for changes in told:
            self._ready().update(changes)

    def _go_on(self) -> None:
        """Take in what changed, then a few items, then read a few files; each turn is short."""
        self._take_in()
        if not self._ready().warm(_SLICE):
            self._go_on_in(0)
            return
        if self._pending is None:
            self._pending = self._ready().pending()
        batch, self._pending = self._pending[:_BATCH], self._pending[_BATCH:]
        if batch and self._desk.editable:
            self._pending = self._pending or None  # asked again after the last of these
            self._read(batch)
        elif self._untold:
            self._untold = False
            self.all_read.emit()

    def _read(self, batch: Sequence[StoredFile]) -> None:
        vault, eyes, path = self._shelf.vault, self._eyes, self._desk.workspace.folder / FILE

        def work(_on_progress: OnProgress, cancelled: Cancelled) -> int:
            return _fed(batch, vault, eyes, path, cancelled)

        self._task = self._workers.start("", work)
        self._task.finished.connect(self._note_fed)
        self._task.ended.connect(self._rest)

        self._batch = list(batch)

    def _note_fed(self, count: int) -> None:
        self._untold = True
        left = self._batch[count:]
        if self._pending is not None:
            self._pending = [*left, *self._pending]

    def _rest(self) -> None:
        self._task = None
        self._go_on_in(_PAUSE)


def _fed(batch: Sequence[StoredFile], vault: Vault, eyes: Apart, path: Path, cancelled: Cancelled) -> int:
    """Read files and take their texts in, for about a second; return how many were."""
    end = monotonic() + _SECONDS
    texts: list[tuple[str, tuple[tuple[str, str], ...], str]] = []
    for one in batch:
        if cancelled() or (texts and monotonic() > end):
            break
        texts.append(text_of(one.sha256, _bounded(eyes.extract(vault.path(one.sha256, one.name)))))
    if texts:
        index = TextIndex(path)
        try:
            index.put("file", texts)
        finally:
            index.close()
    return len(texts)


def _bounded(found: Extracted) -> Extracted:
    left, pages = _MOST_TEXT, []
    for page in found.pages:
        pages.append(page[:left])
        left = max(0, left - len(page))
    return replace(found, pages=tuple(pages))
