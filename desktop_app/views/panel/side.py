"""Keeps the right side in step with the desk: shows the current item, and does what is wished there."""

from typing import Any

from PySide6.QtCore import QObject, Signal

from desktop_app.views.desk import Desk
from desktop_app.views.office.office import Office
from desktop_app.views.panel.panel import ItemPage, ItemPanel


class ItemSide(QObject):
    """Connects the panel with the desk. `saved_changed(whether all words are stored)`."""

    saved_changed = Signal(bool)

    def __init__(self, panel: ItemPanel, desk: Desk, office: Office, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._panel = panel
        self._desk = desk
        self._office = office
        panel.touched.connect(self._tell_unsaved)
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
        self.saved_changed.emit(not panel.dirty)

    def refresh(self, item_ids: set[str]) -> None:
        """Show the current item again where it is among these."""
        if self._panel.item_id in item_ids:
            self.show(self._panel.item_id)

    def _tell_unsaved(self) -> None:
        self.saved_changed.emit(False)

    def _set_fields(self, item_id: str, fields: dict[str, Any]) -> None:
        self._desk.set_fields([item_id], fields)

    def _take_duty(self, item_id: str) -> None:
        self._panel.flush()
        self._desk.take_duty([item_id])

    def _restore_words(self, item_id: str) -> None:
        self._office.restore_words(item_id)

    def _show_history(self, item_id: str) -> None:
        self._panel.history.show_rows(self._office.history(item_id))
