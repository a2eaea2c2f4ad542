"""Every form by its name, to any file name, and onto a file that is held open."""

from pathlib import Path

import pytest

from desktop_app.errors import YaodianError
from desktop_app.reports.content import Report
from desktop_app.reports.writers import FORMS, write
from tests.ordinary import forbid_writing


@pytest.mark.parametrize("form", FORMS)
def test_each_form_holds_what_went_in(form: str, report: Report, tmp_path: Path) -> None:
    path = tmp_path / "新文件夹" / f"报告{FORMS[form]}"
    assert write(form, report, path) == report.counts
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("form", FORMS)
def test_the_ending_of_the_name_is_the_users(form: str, report: Report, tmp_path: Path) -> None:
    for name in ("报告", "报告.2026", "a.b.PDF"):
        assert write(form, report, tmp_path / name) == report.counts


@pytest.mark.parametrize("form", FORMS)
def test_a_folder_in_the_way_is_told_in_a_sentence(form: str, report: Report, tmp_path: Path) -> None:
    (tmp_path / "报告").mkdir()
    with pytest.raises(YaodianError, match=r"无法写入“报告”"):
        write(form, report, tmp_path / "报告")
    assert [one.name for one in tmp_path.iterdir()] == ["报告"]


@pytest.mark.parametrize("form", FORMS)
def test_an_old_report_that_cannot_be_replaced_stays_as_it_was(
    form: str, report: Report, ordinary: Path
) -> None:
    old = ordinary / f"报告{FORMS[form]}"
    old.write_bytes(b"old")
    forbid_writing(ordinary)
    with pytest.raises(YaodianError, match="原有文件没有改动"):
        write(form, report, old)
    assert old.read_bytes() == b"old"
