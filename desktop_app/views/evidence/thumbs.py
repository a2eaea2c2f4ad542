"""Small pictures of files, made on a worker as they are asked for, the newest wish first."""

from collections import OrderedDict
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QPixmap

from desktop_app.evidence.apart import Apart
from desktop_app.models.values import EvidenceRow
from desktop_app.views.widgets.words import icon_of_file
from desktop_app.views.work import Cancelled, OnProgress, Workers

LONGEST = 128  # pixels: 64 logical ones on a screen of twice the density
_KEPT = 400  # pictures at most 64 KB each
_AT_ONCE = 6
_WAITING = 200  # wishes; those of rows long scrolled past go
_SHOWN = ("file_image", "file_pdf")


class Thumbs(QObject):
    """Gives pictures that are ready, and makes the others. `came()` where there are new ones."""

    came = Signal()

    def __init__(
        self, workers: Workers, eyes: Apart, path_of: Callable[[EvidenceRow], Path], parent: QObject
    ) -> None:
        super().__init__(parent)
        self._workers = workers
        self._eyes = eyes
        self._path_of = path_of
        self._ready: OrderedDict[str, QPixmap | None] = OrderedDict()
        self._wishes: OrderedDict[str, EvidenceRow] = OrderedDict()
        self._under_way: set[str] = set()
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(0)
        self._pause.timeout.connect(self._send)

    def get(self, row: EvidenceRow) -> QPixmap | None:
        """Return the picture of a file; None where it has none or it is still being made."""
        key = row.sha256
        if key in self._ready:
            self._ready.move_to_end(key)
            return self._ready[key]
        if icon_of_file(row.name) in _SHOWN and key not in self._under_way:
            self._wishes[key] = row
            self._wishes.move_to_end(key)
            while len(self._wishes) > _WAITING:
                self._wishes.popitem(last=False)
            if not self._pause.isActive() and not self._under_way:
                self._pause.start()
        return None

    def stop(self) -> None:
        """Make no more pictures."""
        self._pause.stop()
        self._wishes.clear()

    def _send(self) -> None:
        batch: list[EvidenceRow] = []
        while self._wishes and len(batch) < _AT_ONCE:
            batch.append(self._wishes.popitem()[1])
        files = [(row.sha256, self._path_of(row)) for row in batch]
        if not files:
            return
        eyes = self._eyes
        self._under_way = {key for key, _path in files}

        def work(_on_progress: OnProgress, cancelled: Cancelled) -> list[tuple[str, bytes]]:
            return _made(files, eyes, cancelled)

        task = self._workers.start("", work)
        task.finished.connect(self._take)
        task.ended.connect(self._go_on)

    def _take(self, made: list[tuple[str, bytes]]) -> None:
        for key, png in made:
            pixmap = QPixmap()
            self._ready[key] = pixmap if png and pixmap.loadFromData(png, "PNG") else None
        while len(self._ready) > _KEPT:
            self._ready.popitem(last=False)
        self.came.emit()

    def _go_on(self) -> None:
        self._under_way = set()
        if self._wishes:
            self._pause.start()


def _made(files: list[tuple[str, Path]], eyes: Apart, cancelled: Cancelled) -> list[tuple[str, bytes]]:
    found = []
    for key, path in files:
        if cancelled():
            break
        picture = eyes.thumbnail(path, LONGEST)
        found.append((key, picture.png if picture else b""))
    return found
