"""Every form by its name, to any file name, and onto a file that is held open."""

import codecs
import os
from pathlib import Path

import pytest

from desktop_app.errors import YaodianError
from desktop_app.models.workspace import Workspace
from desktop_app.reports import excel, pdf, word
from desktop_app.reports.content import Report
from desktop_app.reports.writers import FORMS, write
from tests.ordinary import forbid_writing

# Now: an ordinary user may not be able to read where Python lies.
LOADED = (excel, pdf, word, codecs.lookup("gb18030"))


@pytest.mark.parametrize("form", FORMS)
def test_each_form_holds_what_went_in(form: str, report: Report, tmp_path: Path) -> None:
    path = tmp_path / "新文件夹" / f"报告{FORMS[form]}"
    assert write(form, report, path) == report.counts
    assert [one.name for one in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize("form", FORMS)
def test_the_ending_may_be_in_capitals(form: str, report: Report, tmp_path: Path) -> None:
    assert write(form, report, tmp_path / f"a.b{FORMS[form].upper()}") == report.counts


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["报告", "报告.2026", "工作要点.txt", "yaodian.db", ".pdf"])
def test_another_ending_is_refused(form: str, name: str, report: Report, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(b"mine")
    with pytest.raises(YaodianError, match="没有生成报告"):
        write(form, report, tmp_path / name)
    assert (tmp_path / name).read_bytes() == b"mine"


@pytest.mark.parametrize(
    "place", ["报告.pdf", "evidence/x/报告.pdf", "backups/报告.pdf", "reports/../报告.pdf"]
)
def test_nothing_of_a_workspace_is_written_over(place: str, report: Report, tmp_path: Path) -> None:
    folder = tmp_path / "工作区"
    Workspace.create(folder).close()
    target = folder / place
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(b"evidence")
    with pytest.raises(YaodianError, match="不能写在工作区里"):
        write("pdf", report, target)
    assert target.read_bytes() == b"evidence"


def test_a_link_does_not_lead_into_a_workspace(report: Report, tmp_path: Path) -> None:
    folder = tmp_path / "工作区"
    Workspace.create(folder).close()
    link = tmp_path / "链接"
    try:
        link.symlink_to(folder / "evidence", target_is_directory=True)
    except OSError:
        pytest.skip("no right to make links here")
    with pytest.raises(YaodianError, match="不能写在工作区里"):
        write("pdf", report, link / "报告.pdf")


def test_the_folder_for_reports_takes_them(report: Report, tmp_path: Path) -> None:
    Workspace.create(tmp_path / "工作区").close()
    for place in ("工作区/reports/报告.pdf", "工作区/reports/春季/报告.pdf", "报告.pdf"):
        assert write("pdf", report, tmp_path / place) == report.counts


@pytest.mark.parametrize("form", FORMS)
def test_a_folder_in_the_way_leaves_another_name(form: str, report: Report, tmp_path: Path) -> None:
    path = tmp_path / f"报告{FORMS[form]}"
    path.mkdir()
    beside = tmp_path / f"报告 (2){FORMS[form]}"
    assert write(form, report, path).path == beside
    assert sorted(tmp_path.iterdir()) == sorted([path, beside])
    assert beside.stat().st_size > 1000


def test_a_report_that_is_held_open_meanwhile_leaves_another_name(
    report: Report, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, rename = tmp_path / "报告.pdf", os.replace
    path.write_bytes(b"old")

    def held(source: Path, target: Path) -> None:  # as Windows does where WPS opens it during the work
        if Path(target) == path != Path(source):
            raise PermissionError(13, "The process cannot access the file")
        rename(source, target)

    monkeypatch.setattr(os, "replace", held)
    found = write("pdf", report, path)
    assert (found, found.path) == (report.counts, tmp_path / "报告 (2).pdf")
    assert path.read_bytes() == b"old"
    assert (tmp_path / "报告 (2).pdf").read_bytes().startswith(b"%PDF-")


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
