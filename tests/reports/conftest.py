"""The report that most tests of writers write."""

import pytest

from desktop_app.reports.content import Report
from tests.ordinary import ordinary
from tests.reports.school import school_report
from tests.reports.school_year import year_report

__all__ = ["ordinary"]


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return school_report(tmp_path_factory.mktemp("school"))


@pytest.fixture(scope="session")
def year(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """The report of a full school year; its files lie in a vault."""
    return year_report(tmp_path_factory.mktemp("year"))
