"""The workspace at work: does what the views wish, and tells them what changed.

Imported after the first screen stands, for it brings the database along.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_app.documents.outline import Outline
from desktop_app.errors import DiskRefusedError, YaodianError
from desktop_app.evidence.vault import StoredFile
from desktop_app.models import operations, queries
from desktop_app.models.overview import Overview, done_moments, overview
from desktop_app.models.people import grades
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import Changes, ChecklistRow, EvidenceRow, SchoolRow, TargetRow
from desktop_app.models.workspace import Workspace
from desktop_app.views.finder import Finder
from desktop_app.views.known_files import KnownFiles
from desktop_app.views.places import Census
from desktop_app.views.stepping import Stepping
from desktop_app.views.today import Today


class Desk(QObject):
    """Holds the open checklist, and does every action. All database access of the window is here.

    Signals: `tree_changed()` where another tree is to be shown, `items_changed(item ids)` where rows hold
    other values, `census_changed()` where what is late or mine was counted anew, `checklists_changed()`,
    `acted(Changes)` after every action and step, `history_changed()`,
    `stepped(Changes, back)` after undo and redo,
    `refused(sentence)` where an action was not possible; nothing has changed then.
    """

    tree_changed = Signal()
    items_changed = Signal(object)
    census_changed = Signal()
    checklists_changed = Signal()
    acted = Signal(object)
    history_changed = Signal()
    stepped = Signal(object, bool)
    refused = Signal(str)

    def __init__(self, workspace: Workspace, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.workspace = workspace
        self.checklists: list[ChecklistRow] = []
        self.opened: ChecklistRow | None = None
        self._first = ""
        self.tree = ItemTree([])
        self.today = Today(self)
        self.me: frozenset[str] = frozenset()
        self.census = Census(self.tree, self.today.day)
        self.files = KnownFiles(workspace, self)
        self.stepping = Stepping(workspace, self.files, self)
        self.stepping.stepped.connect(self._spread_step)
        self.stepping.refused.connect(self._refuse)
        self._finder = Finder(self._evidence_names, self)
        self.today.changed.connect(self._count_again)
        self.disk_refused = False  # why the last refusal was: the same may be tried again
        self.undo_name: str | None = None
        self.redo_name: str | None = None

    @property
    def editable(self) -> bool:
        """Whether anything may be changed."""
        return not self.workspace.read_only

    @property
    def year(self) -> int:
        """The year in which a day without one is meant."""
        return (self.opened.year if self.opened else None) or self.today.day.year

    def start(self, checklist_id: str = "") -> None:
        """Read what there is and open a checklist, the newest where there is none of this id."""
        self._first = checklist_id
        self.files.start()
        self._read_checklists()
        self._read_history()

    def open(self, checklist_id: str) -> None:
        """Open another checklist."""
        if self.opened is None or self.opened.id != checklist_id:
            self._open(next((row for row in self.checklists if row.id == checklist_id), self.opened))

    def stop(self) -> None:
        """Ask nothing of the workspace any more of one's own accord."""
        self._finder.stop()
        self.files.stop()

    # What views ask

    def evidence(self, item_id: str) -> list[EvidenceRow]:
        """Return the files of one item."""
        return self.files.of_item(item_id)

    def targets(self, item_id: str) -> list[TargetRow]:
        """Return the numbers that one item promises."""
        return queries.targets(self.workspace, item_id)

    def made_from(self, source_text: str) -> ChecklistRow | None:
        """Return a checklist that was made of this very text, None where there is none."""
        checklist_id = queries.made_from(self.workspace, source_text)
        return next((row for row in self.checklists if row.id == checklist_id), None)

    def find(self, words: str) -> list[str]:
        """Return the open checklist's items in which all the words occur, those of this very number first."""
        return self._finder.find(words)

    def be(self, names: Iterable[str]) -> None:
        """Take these names for whoever sits here: what is 我负责的 follows from them."""
        self.me = frozenset(names)
        self._count_again()

    def overview(self) -> Overview:
        """Return how the open checklist stands today."""
        moments = done_moments(self.workspace, self.opened.id) if self.opened else {}
        return overview(self.tree, moments, self.today.day, self.year, grades(self.workspace))

    def school(self) -> SchoolRow:
        """Return the school's profile."""
        return queries.school(self.workspace)

    def original(self) -> Path | None:
        """Return the file that the open checklist was made from."""
        if self.opened is None:
            return None
        row = queries.document(self.workspace, self.opened.id)
        return self.workspace.vault.path(row.sha256, row.file_name)

    def all_targets(self) -> dict[str, list[TargetRow]]:
        """Return the numbers that the open checklist promises, by item id."""
        return queries.checklist_targets(self.workspace, self.opened.id) if self.opened else {}

    # What views wish

    def tick(self, item_ids: Sequence[str], done: bool) -> None:
        """Tick items, or take their ticks back."""
        self._do(lambda: operations.tick(self.workspace, item_ids, done))

    def set_fields(self, item_ids: Sequence[str], fields: dict[str, Any]) -> None:
        """Fill in fields of items."""
        self._do(lambda: operations.set_fields(self.workspace, item_ids, **fields))

    def set_actual(self, target_id: str, words: str) -> None:
        """Note the value reached for a target."""
        self._do(lambda: operations.set_target_actual(self.workspace, target_id, words))

    def confirm_target(self, target_id: str, confirmed: bool) -> None:
        """Take a suggested target as one that counts, or take that back."""
        self._do(lambda: operations.confirm_target(self.workspace, target_id, confirmed))

    def take_duty(self, item_ids: Sequence[str]) -> None:
        """Fill in who does it and until when as the document says."""
        self._do(lambda: operations.take_duty(self.workspace, item_ids))

    def set_school(self, fields: dict[str, Any]) -> None:
        """Fill in the school's profile."""
        self._do(lambda: operations.set_school(self.workspace, **fields))

    def rename_checklist(self, checklist_id: str, title: str) -> None:
        """Give a checklist another name."""
        self._do(lambda: operations.rename_checklist(self.workspace, checklist_id, title))

    def delete_checklist(self, checklist_id: str) -> None:
        """Mark a checklist as deleted; undo brings it back."""
        self._do(lambda: operations.delete_checklist(self.workspace, checklist_id))

    def import_outline(self, outline: Outline, original: StoredFile) -> bool:
        """Make a checklist of an outline and open it; tell whether it was possible."""
        made: list[str] = []

        def act() -> Changes:
            checklist_id, changes = operations.import_outline(self.workspace, outline, original)
            made.append(checklist_id)
            return changes

        if not self._do(act):
            return False
        self.open(made[0])
        return True

    def undo(self) -> None:
        """Take the last action back."""
        self.stepping.take(back=True)

    def redo(self) -> None:
        """Do the last action taken back again."""
        self.stepping.take(back=False)

    # How changes spread

    def do(self, act: Callable[[Workspace], Changes | None]) -> Changes | None:
        """Do an action on the workspace; return what changed, None where it was refused."""
        return self._do(lambda: act(self.workspace))

    def type(self, act: Callable[[Workspace], Changes]) -> Changes | None:
        """Store words as they are typed: one step with those typed in the same place just before."""

        def typed() -> Changes:
            with self.workspace.typing():
                return act(self.workspace)

        return self._do(typed)

    def _do(self, act: Callable[[], Changes | None]) -> Changes | None:
        changes = self.do_part(act)
        if changes is not None:
            self.spread(changes)
        return changes

    def do_part(self, act: Callable[[], Changes | None]) -> Changes | None:
        """Do a part of a longer action: what it changes is told by `spread` at the end."""
        self.stepping.finish()
        try:
            changes = act()
        except YaodianError as error:
            self._refuse(error)
            return None
        if changes is not None:
            self.files.update(changes)
        return changes

    def _refuse(self, error: YaodianError) -> None:
        self.disk_refused = isinstance(error, DiskRefusedError)
        self.refused.emit(str(error))

    def _spread_step(self, changes: Changes, back: bool) -> None:
        self.spread(changes)
        self.stepped.emit(changes, back)

    def spread(self, changes: Changes) -> None:
        """Tell what was changed to all who show it."""
        if changes.checklists:
            self._read_checklists()
        if self.opened is not None and self.opened.id in changes.reshaped:
            self._open(self.opened)
        else:
            self._refresh(changes.items)
        self._read_history()
        self.acted.emit(changes)

    def _refresh(self, item_ids: Iterable[str]) -> None:
        self.today.look()
        shown = [item_id for item_id in item_ids if item_id in self.tree]
        if shown:
            touched = self.tree.update(queries.rows(self.workspace, shown))
            self.census.update(touched)
            self._finder.update(shown)
            self.items_changed.emit(touched)

    def open_where(self, changes: Changes) -> None:
        """Open the checklist in which undo or redo changed something, where another is open."""
        others = set(changes.reshaped)
        if changes.items and not any(item_id in self.tree for item_id in changes.items):
            others.update(row.checklist_id for row in queries.rows(self.workspace, list(changes.items)[:1]))
        current = self.opened.id if self.opened else ""
        if others and current not in others:
            self.open(min(others))

    def _read_checklists(self) -> None:
        self.checklists = queries.checklists(self.workspace)
        rows = {row.id: row for row in self.checklists}
        self.opened = rows.get(self.opened.id) if self.opened else None
        if self.opened is None:
            self._open(rows.get(self._first) or (self.checklists[0] if self.checklists else None))
        self.checklists_changed.emit()

    def _open(self, row: ChecklistRow | None) -> None:
        self.opened = row
        self.tree = ItemTree([]) if row is None else queries.tree(self.workspace, row.id)
        self.census = Census(self.tree, self.today.day, self.me)
        self._finder.show_tree(self.tree)
        self.tree_changed.emit()

    def _count_again(self) -> None:
        self.census = Census(self.tree, self.today.day, self.me)
        self.census_changed.emit()

    def _evidence_names(self, item_ids: Iterable[str] | None) -> dict[str, list[str]]:
        return queries.evidence_names(self.workspace, self.opened.id, item_ids) if self.opened else {}

    def _read_history(self) -> None:
        self.undo_name = queries.can_undo(self.workspace)
        self.redo_name = queries.can_redo(self.workspace)
        self.history_changed.emit()
