"""Keeps the right side in step with the desk: shows the current item, and does what is wished there."""

from typing import Any

from PySide6.QtCore import QObject

from desktop_app.models import operations
from desktop_app.models.fields import ITEM_FIELDS
from desktop_app.models.values import Verdict
from desktop_app.views.desk import Desk
from desktop_app.views.office.office import Office
from desktop_app.views.panel.drafts import Draft
from desktop_app.views.panel.panel import ItemPage, ItemPanel
from desktop_app.views.widgets.words import day_from_words

FIELD_NAMES = frozenset(field.name for field in ITEM_FIELDS)
TYPED = frozenset(("narrative", "problem", "improvement", "title", "text"))  # stored while one types


class ItemSide(QObject):
    """Connects the panel with the desk."""

    def __init__(self, panel: ItemPanel, desk: Desk, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panel = panel
        self._desk = desk
        self._office = office
        panel.fields_requested.connect(self._set_fields)
        panel.actual_requested.connect(desk.set_actual)
        panel.duty_requested.connect(self._take_duty)
        panel.confirmation_requested.connect(desk.confirm_target)
        panel.restore_requested.connect(self._restore_words)
        panel.history_requested.connect(self._show_history)

    def show(self, item_id: str) -> None:
        """Show an item, or nothing where it is not in the list."""
        desk, panel = self._desk, self._panel
        if item_id not in desk.tree:
            panel.show_nothing()
            return
        # Evidence is read again only where it is another item's, more or less: a tick costs less.
        known = item_id == panel.item_id and len(panel.evidence.rows) == desk.tree[item_id].evidence_count
        evidence = panel.evidence.rows if known else desk.evidence(item_id)
        if item_id != panel.item_id:
            panel.people.offer(self._office.names, self._office.tags)
            panel.evidence.form.offer(self._office.names)
        panel.show_page(
            ItemPage(desk.tree, item_id, evidence, desk.targets(item_id), desk.year, desk.editable)
        )

    def refresh(self, item_ids: set[str]) -> None:
        """Show the current item again where it is among these."""
        if self._panel.item_id in item_ids:
            self.show(self._panel.item_id)

    @property
    def drafts(self) -> list[Draft]:
        """What was refused and waits, of items that are not shown now."""
        return self._panel.drafts.all

    def store_drafts(self) -> None:
        """Store what was refused, as far as that is possible by now."""
        for draft in self.drafts:
            if self._store(draft):
                self._panel.drafts.forget(draft)

    def _store(self, draft: Draft) -> bool:
        desk = self._desk
        if draft.field in FIELD_NAMES:
            try:
                fields = self._meant(draft)
            except ValueError:
                return False
            return desk.do(lambda ws: operations.set_fields(ws, [draft.item_id], **fields)) is not None
        return desk.do(lambda ws: operations.set_target_actual(ws, draft.field, draft.words)) is not None

    def _meant(self, draft: Draft) -> dict[str, Any]:
        """Return what to fill in. Raises ValueError for what is no day, or one of another list's year."""
        if draft.field == "verdict_reason":
            return {"verdict": Verdict.NOT_APPLICABLE, draft.field: draft.words}
        if draft.field != "due" or not draft.words:
            return {draft.field: draft.words}
        if draft.item_id not in self._desk.tree:
            raise ValueError(draft.words)
        return {draft.field: day_from_words(draft.words, self._desk.year)}

    def _set_fields(self, item_id: str, fields: dict[str, Any]) -> None:
        """Store what was filled in; where that is what was stored before, show it as it is written there."""
        store = self._desk.type if fields.keys() <= TYPED else self._desk.do
        changes = store(lambda ws: operations.set_fields(ws, [item_id], **fields))
        if changes is not None and item_id not in changes.items:
            self.refresh({item_id})

    def _take_duty(self, item_id: str) -> None:
        self._panel.flush()
        self._desk.take_duty([item_id])

    def _restore_words(self, item_id: str) -> None:
        self._office.restore_words(item_id)

    def _show_history(self, item_id: str) -> None:
        self._panel.history.show_rows(self._office.history(item_id))
