"""What to look at before printing, in the page: shown when a report was read, hushed where that is wished."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop_app.errors import YaodianError
from desktop_app.models import hushed
from desktop_app.reports.checks import Code, Finding
from desktop_app.views.desk import Desk
from desktop_app.views.reports.page import TEXTS, ReportPage

if TYPE_CHECKING:
    from desktop_app.models.hushed import Key


class Checking(QObject):
    """Shows findings and keeps what is hushed.

    Signals: `item_requested(Finding)`, `school_requested(field)`, `refused(sentence)`.
    """

    item_requested = Signal(object)
    school_requested = Signal(str)
    refused = Signal(str)

    def __init__(self, desk: Desk, page: ReportPage) -> None:
        super().__init__(page)
        self._desk = desk
        self._page = page
        page.checks.item_requested.connect(self.item_requested)
        page.checks.whole_requested.connect(self._go_to_texts)
        page.checks.hushed_changed.connect(self._keep)
        page.checks.count_changed.connect(page.show_count)

    def show(self, findings: tuple[Finding, ...]) -> None:
        """Show what was found, but for what nobody wants to see again."""
        self._page.checks.show_findings(findings, hushed.read(self._desk.workspace.folder))

    def _go_to_texts(self, finding: Finding) -> None:
        if finding.code == Code.SCHOOL_DATA:
            self.school_requested.emit(finding.field)
        else:
            self._page.tabs.choose(TEXTS)
            self._page.texts.go_to(finding.field, finding.words)

    def _keep(self, keys: Collection[Key]) -> None:
        try:
            hushed.write(self._desk.workspace.folder, keys)
        except YaodianError as error:
            self.refused.emit(str(error))
