"""A window whose report is open, on a small checklist."""

from collections.abc import Callable

import pytest

from desktop_app.views.reports.page import ReportPage
from desktop_app.views.reports.reports import Reports
from tests.views.driving import Driver


class ReportDriver:
    """The report's page and the hands of its user."""

    def __init__(self, window: Driver) -> None:
        self.window = window

    @property
    def reports(self) -> Reports:
        return self.window.main.reports

    @property
    def page(self) -> ReportPage:
        return self.reports.page

    def until(self, ready: Callable[[], object]) -> None:
        self.window.until(ready)

    def wait_for_pages(self) -> None:
        """Wait until the pages are true and painted."""
        self.until(lambda: self.reports.proofs.proof is not None and self.page.pages.view.painted)


@pytest.fixture
def report(filled: Driver) -> ReportDriver:
    """A window with one checklist, its report open and painted."""
    filled.main.actions.report.trigger()
    driver = ReportDriver(filled)
    driver.wait_for_pages()
    return driver
