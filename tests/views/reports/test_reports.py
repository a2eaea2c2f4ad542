from tests.views.reports.conftest import ReportDriver


def test_opens(report: ReportDriver) -> None:
    assert report.page.pages.view.pages > 2
