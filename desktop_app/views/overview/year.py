"""The overview in the window: when it is shown, where its figures lead."""

from PySide6.QtCore import QObject

from desktop_app.views.desk import Desk
from desktop_app.views.flows import Flows
from desktop_app.views.overview.page import OverviewPage
from desktop_app.views.sidebar import Page
from desktop_app.views.widgets.theme import Theme
from desktop_app.views.work_page import WorkPage


class Year(QObject):
    """Shows the overview in the middle of the working page, and keeps it true while it is seen."""

    def __init__(self, theme: Theme, desk: Desk, work: WorkPage, flows: Flows) -> None:
        super().__init__(work)
        self._desk = desk
        self._work = work
        self._flows = flows
        self.page = OverviewPage(theme)
        work.add_page(self.page)
        for changed in (desk.tree_changed, desk.items_changed, desk.census_changed):
            changed.connect(self._refresh)
        work.sidebar.page_chosen.connect(self._take_page)
        self.page.items_requested.connect(work.show_some)
        theme.changed.connect(self.page.recolour)

    def show(self) -> None:
        """Show the overview of the open checklist."""
        if self._desk.opened is not None:
            self._flows.leaving.emit()
            self._show_page()
            self._work.show_page(self.page, Page.OVERVIEW)

    def _take_page(self, page: Page) -> None:
        if page is Page.OVERVIEW:
            self.show()

    def _refresh(self) -> None:
        if self._work.page_shown is self.page:
            self._show_page()

    def _show_page(self) -> None:
        opened = self._desk.opened
        if opened is not None:
            self.page.show_overview(self._desk.overview(), opened.title)
