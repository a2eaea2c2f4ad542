"""The workspace's files as the window sees them: what is asked and done, and whether they are there."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_app.evidence.names import reachable
from desktop_app.evidence.rechecking import Faults
from desktop_app.evidence.vault import StoredFile, Vault
from desktop_app.i18n import _
from desktop_app.models import keeping, linking, queries
from desktop_app.models.keeping import Emptied
from desktop_app.models.values import Changes, EvidenceRow, FileFacts, LinkRow
from desktop_app.models.workspace import Workspace
from desktop_app.views.desk import Desk

Facts = Mapping[str, FileFacts]


class State(StrEnum):
    """Whether a file lies in the vault as it came."""

    SOUND = "sound"
    MISSING = "missing"
    CHANGED = "changed"

    @property
    def words(self) -> str:
        """What is wrong and what to do, "" where nothing is; short, for it stands in narrow lists."""
        return {
            "sound": "",
            "missing": _("文件不见了，请用“替换…”放回"),
            "changed": _("内容被改动过，请核对后“替换…”"),
        }[self.value]


class Shelf(QObject):
    """Asks and acts for everything that shows files; knows which are gone.

    `changed()` where files came, went or were described anew, or what they serve is another.
    """

    changed = Signal()

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._states: dict[str, State] = {}
        self._changed: set[str] = set()  # found by reading them, though their size is right
        desk.acted.connect(self._spread)
        desk.tree_changed.connect(self.changed)

    @property
    def vault(self) -> Vault:
        """Where the files lie."""
        return self._desk.workspace.vault

    @property
    def editable(self) -> bool:
        """Whether anything may be changed."""
        return self._desk.editable

    # What is asked

    def inbox(self) -> list[EvidenceRow]:
        """Return the files that serve nothing yet."""
        return self._desk.files.inbox()

    def binned(self) -> list[EvidenceRow]:
        """Return the files in the bin."""
        return self._desk.files.binned()

    def every(self) -> list[EvidenceRow]:
        """Return every file, older revisions and the binned included."""
        return self._desk.files.every()

    def rows(self, ids: Sequence[str]) -> list[EvidenceRow]:
        """Return files by their ids, those that are there."""
        return self._desk.files.rows(ids)

    def revisions(self, evidence_id: str) -> list[EvidenceRow]:
        """Return all revisions of a file, the newest first."""
        return queries.revisions(self._desk.workspace, evidence_id)

    def where(self, evidence_id: str) -> list[LinkRow]:
        """Return what a file serves."""
        return queries.where_linked(self._desk.workspace, evidence_id)

    def where_was(self, evidence_id: str) -> list[LinkRow]:
        """Return what a file in the bin served before."""
        return queries.where_was_linked(self._desk.workspace, evidence_id)

    def path(self, row: EvidenceRow) -> Path:
        """Return where a file lies, whether or not it is there."""
        return self.vault.path(row.sha256, row.name)

    def state(self, row: EvidenceRow) -> State:
        """Return whether a file is there in its size; what was found by reading it counts too."""
        found = self._states.get(row.sha256)
        if found is None:
            found = self._states[row.sha256] = self._look(row)
        return found

    def seen(self, rows: Sequence[EvidenceRow]) -> bool:
        """Tell whether the state of all these files is known without a look at the disk."""
        return all(row.sha256 in self._states for row in rows)

    def note_seen(self, rows: Sequence[EvidenceRow], faults: Faults) -> None:
        """Take over what a look at these files found; what was found by reading them counts too."""
        bad = dict.fromkeys(self._changed | faults.changed, State.CHANGED)
        bad |= dict.fromkeys(faults.missing, State.MISSING)
        self._states.update((row.sha256, bad.get(row.sha256, State.SOUND)) for row in rows)

    def look_again(self) -> None:
        """Look at the vault again where it is asked next: another program may have been there."""
        self._states.clear()

    def note_changed(self, sha256: str) -> None:
        """Take over that a file was read and is not the one that came."""
        self._changed.add(sha256)
        self._states.clear()
        self.changed.emit()

    def note_faults(self, faults: Faults) -> None:
        """Take over what a check of all files found."""
        self._changed = set(faults.changed)
        self._states.clear()
        self.changed.emit()

    def trust(self, stored: Sequence[StoredFile]) -> None:
        """Take files that were just stored for sound again: the vault has checked them."""
        self._changed.difference_update(one.sha256 for one in stored)
        self._states.clear()

    def _look(self, row: EvidenceRow) -> State:
        try:
            size = reachable(self.path(row)).stat().st_size
        except OSError:
            return State.MISSING
        sound = size == row.size and row.sha256 not in self._changed
        return State.SOUND if sound else State.CHANGED

    # What is done

    def link(self, pairs: Sequence[tuple[str, str]]) -> Changes | None:
        """Let files serve items: pairs of file and item."""
        return self._desk.do(lambda ws: linking.link(ws, pairs))

    def link_all(self, item_ids: Sequence[str], ids: Sequence[str]) -> Changes | None:
        """Let each of some files serve each of some items."""
        return self.link([(one, item_id) for item_id in item_ids for one in ids])

    def move(self, source: str, item_ids: Sequence[str], ids: Sequence[str]) -> Changes | None:
        """Take files off an item and let each serve each of others."""
        return self._desk.do(lambda ws: linking.move(ws, source, item_ids, ids))

    def detach(self, item_id: str, ids: Sequence[str]) -> Changes | None:
        """Take files off an item."""
        return self._desk.do(lambda ws: linking.detach(ws, item_id, *ids))

    def arrange(self, item_id: str, ids: Sequence[str]) -> Changes | None:
        """Put the files of an item into another order."""
        return self._desk.do(lambda ws: linking.arrange_evidence(ws, item_id, ids))

    def set_page(self, item_id: str, evidence_id: str, page: str) -> Changes | None:
        """Say where in a file an item is proved."""
        return self._desk.do(lambda ws: linking.set_link_page(ws, item_id, evidence_id, page))

    def describe(self, ids: Sequence[str], fields: Mapping[str, Any]) -> Changes | None:
        """Describe files."""
        return self._desk.do(lambda ws: keeping.set_evidence(ws, ids, **fields))

    def replace(self, evidence_id: str, stored: StoredFile, facts: Facts) -> EvidenceRow | None:
        """Put a newer revision in a file's place; return it, None where that was refused."""
        self.trust([stored])
        made: list[EvidenceRow] = []

        def act(ws: Workspace) -> Changes:
            row, changes = keeping.replace(ws, evidence_id, stored, facts)
            made.append(row)
            return changes

        return made[0] if self._desk.do(act) is not None else None

    def put_back(self, stored: StoredFile) -> None:
        """Take over that a file that was gone or changed lies in the vault again as it came."""
        self.trust([stored])
        self.changed.emit()

    def bin(self, ids: Sequence[str]) -> Changes | None:
        """Put files aside."""
        return self._desk.do(lambda ws: keeping.put_in_bin(ws, ids))

    def unbin(self, ids: Sequence[str]) -> Changes | None:
        """Bring files back."""
        return self._desk.do(lambda ws: keeping.take_from_bin(ws, ids))

    def empty_bin(self) -> Emptied | None:
        """Let what is binned go for good; return what went, None where that was refused."""
        made: list[Emptied] = []

        def act(ws: Workspace) -> Changes:
            emptied, changes = keeping.empty_bin(ws)
            made.append(emptied)
            return changes

        return made[0] if self._desk.do(act) is not None else None

    def _spread(self, changes: Changes) -> None:
        if changes.evidence or changes.reshaped:
            self._states.clear()
            self.changed.emit()
