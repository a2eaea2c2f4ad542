"""The command line where something could be lost, or where nobody thought of what was typed."""

import json
import subprocess
import sys
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook

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


@pytest.mark.parametrize("limit", ["99999999999999999999", "-5", "0", "100001", "1e3", "９"])
def test_a_history_of_nonsense_length_is_wrong_usage(limit: str, imported: Run) -> None:
    imported("history", f"--limit={limit}", status=2)


def test_a_history_has_as_many_entries_as_asked_for(imported: Run) -> None:
    imported("tick", "1")
    assert len(json.loads(imported("history", "--limit=1", "--json"))) == 1
    assert len(json.loads(imported("history", "--limit", "100000", "--json"))) == 2


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full here")
def test_output_that_cannot_be_written_is_told_in_a_sentence(imported: Run, workspace: Path) -> None:
    with Path("/dev/full").open("w") as full:
        ended = subprocess.run(
            [sys.executable, "-m", "desktop_app", "-w", str(workspace), "list"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            encoding="utf-8",
            check=False,
        )
    assert ended.returncode == 1
    assert ended.stderr.startswith("没有写完")
    assert ended.stderr.count("\n") == 1


def test_what_cannot_be_stored_makes_no_workspace(run: Run, workspace: Path, tmp_path: Path) -> None:
    document = tmp_path / "要点.txt"
    heading = "某区教育局2026年工作要点\n一、夯实基础\n"
    document.write_bytes((heading + "1.做好一件事。内容。\n" * 300).encode() + b"2.\0\n")
    assert "没有导入" in run("import", document, status=1)
    assert not workspace.exists()


def test_a_field_given_twice_is_refused(imported: Run, workspace: Path) -> None:
    before = contents(workspace)
    assert "写了两次" in imported("set", "1", "结论=达成", "自评结论=未达成", status=1)
    assert contents(workspace) == before


def test_reports_and_command_line_name_an_item_alike(imported: Run) -> None:
    assert imported("tick", "1（2）") == imported("tick", "1/2")


def test_equal_files_keep_the_names_they_were_given(imported: Run, tmp_path: Path) -> None:
    first, second = tmp_path / "甲.txt", tmp_path / "=乙.txt"
    for file in (first, second):
        file.write_text("同样的内容", "utf-8")
    imported("attach", "1", first)
    imported("attach", "2", second)
    shown = {one["item"]: one["evidence"] for one in json.loads(imported("list", "--json"))["items"]}
    assert (shown["一/1"], shown["一/2"]) == ([first.name], [second.name])
    report = tmp_path / "报告.xlsx"
    imported("report", "--excel", report)
    cells = [str(cell.value) for row in load_workbook(report)["佐证材料目录"].iter_rows() for cell in row]
    assert f"{first.name}、{second.name}" in cells
    assert "=乙.txt" in imported("history", "--limit=1")


def test_a_list_of_thousands_is_printed_in_a_moment(run: Run, tmp_path: Path) -> None:
    document = tmp_path / "要点.txt"
    points = "".join(f"{number}.做好第{number}件事。内容。\n" for number in range(1, 4001))
    document.write_text(f"某区教育局2026年工作要点\n一、夯实基础\n{points}", "utf-8")
    run("import", document)
    began = time.process_time()
    assert len(json.loads(run("list", "--json"))["items"]) > 4000
    assert time.process_time() - began < 20  # looking at all siblings for each took 30 seconds
