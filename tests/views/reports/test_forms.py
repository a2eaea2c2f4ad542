"""What the files are called that the report page makes."""

from desktop_app.views.reports.forms import FORMS


def test_a_files_name_holds_nothing_that_a_system_refuses() -> None:
    report = FORMS[0]
    assert report.file_name("云溪区2026年工作要点", "", "") == "云溪区2026年工作要点自评报告.pdf"
    assert (
        report.file_name("甲/乙：2026?", "第一章", "草稿") == "甲／乙：2026？自评报告（第一章）（草稿）.pdf"
    )
    assert len(report.file_name("长" * 300, "", "")) < 100
