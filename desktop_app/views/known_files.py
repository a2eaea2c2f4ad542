"""What is known of every file, read once and again only where something changed: there may be thousands."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QObject, QTimer

from desktop_app.models import evidence_rows as files
from desktop_app.models.values import Changes, EvidenceRow
from desktop_app.models.workspace import Workspace

_FIRST = 2000  # milliseconds after the start, or after all was forgotten, before one reads ahead
_AHEAD = 100  # files read ahead between two looks at what the user does


class KnownFiles(QObject):
    """Gives the rows of files. Those never asked for are read ahead, a few at a time."""

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._workspace = workspace
        self._rows: dict[str, EvidenceRow] = {}
        self._unread: list[str] | None = None  # None: not asked for yet
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._read_ahead)

    def start(self) -> None:
        """Begin to read ahead, once the window has stood for a moment."""
        self._unread = None
        self._timer.start(_FIRST)

    def stop(self) -> None:
        """Read nothing more."""
        self._timer.stop()

    def rows(self, ids: Iterable[str]) -> list[EvidenceRow]:
        """Return files by their ids, in this order, those that are there."""
        order = list(ids)
        self._read([one for one in order if one not in self._rows])
        return [self._rows[one] for one in order if one in self._rows]

    def of_item(self, item_id: str) -> list[EvidenceRow]:
        """Return the files of one item, in their order there."""
        rows = self.rows(files.ids_of_item(self._workspace, item_id))
        return [replace(row, here=row.names_in(item_id)) for row in rows]

    def every(self) -> list[EvidenceRow]:
        """Return every file, oldest first, older revisions and the binned included."""
        return self.rows(files.ids_of_all(self._workspace))

    def inbox(self) -> list[EvidenceRow]:
        """Return the files that serve nothing yet."""
        return self.rows(files.ids_of_inbox(self._workspace))

    def binned(self) -> list[EvidenceRow]:
        """Return the files in the bin."""
        return self.rows(files.ids_of_binned(self._workspace))

    def update(self, changes: Changes) -> None:
        """Forget what an action changed; items that came, went or moved change what any file serves."""
        if changes.reshaped or changes.checklists:
            self._rows.clear()
            self.start()
        for one in changes.evidence:
            self._rows.pop(one, None)

    def _read(self, ids: list[str]) -> None:
        if ids:
            found = files.evidence_by_id(self._workspace, ids)
            self._rows.update((row.id, row) for row in found)

    def _read_ahead(self) -> None:
        if self._unread is None:
            self._unread = [one for one in files.ids_of_all(self._workspace) if one not in self._rows]
        some, self._unread = self._unread[-_AHEAD:], self._unread[:-_AHEAD]  # the latest first
        self._read([one for one in some if one not in self._rows])
        if self._unread:
            self._timer.start(0)
