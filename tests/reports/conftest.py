"""The report that most tests of writers write."""

import pytest

from desktop_app.reports.content import Report
from tests.ordinary import ordinary
from tests.reports.school import school_report

__all__ = ["ordinary"]


@pytest.fixture(scope="session")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    return school_report(tmp_path_factory.mktemp("school"))
