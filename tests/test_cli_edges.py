"""The command line where something could be lost, or where nobody thought of what was typed."""

from pathlib import Path

from tests.test_cli import Run, contents, imported, run, workspace

__all__ = ["imported", "run", "workspace"]


def test_a_report_never_replaces_data(imported: Run, workspace: Path, tmp_path: Path) -> None:
    before = contents(workspace)
    fine = tmp_path / "报告.pdf"
    for other in (workspace / "yaodian.db", workspace / "evidence" / "报告.xlsx", tmp_path / "工作要点.txt"):
        refusal = imported("report", "--pdf", fine, "--excel", other, status=1)
        assert other.name in refusal
        assert "没有生成报告" in refusal
    assert contents(workspace) == before
    assert not fine.exists()  # all of it is checked before the first report is written
    imported("report", "--pdf", workspace / "reports" / "报告.pdf")
