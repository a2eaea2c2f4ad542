"""The demo: the whole job on the sample, again and again, and never over somebody's data."""

from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop_app import cli, demo
from desktop_app.errors import YaodianError
from desktop_app.models import queries
from desktop_app.models.verify import verify
from desktop_app.models.workspace import Workspace


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "demo-output"


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def test_the_demo_does_the_whole_job(folder: Path) -> None:
    said: list[str] = []
    demo.make(folder, said.append)
    with Workspace.open(folder, read_only=True) as workspace:
        (checklist,) = queries.checklists(workspace)
        tree = queries.tree(workspace, checklist.id)
        files = queries.evidence(workspace, checklist.id)
        assert verify(workspace).ok
        assert queries.school(workspace).name
    assert len(tree.points()) == 28
    assert {row.verdict for row in tree.points() if row.verdict} >= {"achieved", "not_applicable"}
    assert any(row.narrative for row in tree.points())
    assert len(files) == 8
    assert sum(len(row.item_ids) == 2 for row in files) == 1
    assert "添加 9 个文件：保存 8 份，1 个内容相同没有重复保存，1 份用于两项" in said
    items = len(list(tree.walk()))
    for line in said[3:6]:
        assert line.endswith(f"条目 {items} 项，写入 {items} 项；材料 8 份，写入 8 份")
    reports = {path.suffix: path for path in (folder / "reports").iterdir()}
    assert set(reports) == {".pdf", ".xlsx", ".docx"}
    text = "".join(page.extract_text() for page in PdfReader(reports[".pdf"]).pages).replace("\n", "")
    assert all(row.title in text for row in tree.points())
    assert said[-1].endswith(str(folder))


def test_a_second_demo_is_as_good_as_the_first(folder: Path) -> None:
    first: list[str] = []
    second: list[str] = []
    demo.make(folder, first.append)
    with Workspace.open(folder) as workspace:
        (checklist,) = queries.checklists(workspace)
    demo.make(folder, second.append)
    assert second == first
    with Workspace.open(folder) as workspace:
        (again,) = queries.checklists(workspace)
        assert again.id != checklist.id


def test_an_empty_folder_will_do(folder: Path) -> None:
    folder.mkdir()
    demo.make(folder, lambda _line: None)
    assert (folder / "yaodian.db").exists()


@pytest.mark.parametrize("name", ["我的材料.txt", demo.MARK])
def test_somebodys_folder_is_left_alone(name: str, folder: Path) -> None:
    folder.mkdir()
    (folder / name).write_text("别人的内容", "utf-8")
    before = contents(folder)
    with pytest.raises(YaodianError, match="没有改动它"):
        demo.make(folder, lambda _line: None)
    assert contents(folder) == before


def test_somebodys_file_is_left_alone(folder: Path) -> None:
    folder.write_text("别人的文件", "utf-8")
    with pytest.raises(YaodianError, match="没有改动它"):
        demo.make(folder, lambda _line: None)
    assert folder.read_text("utf-8") == "别人的文件"


def test_somebodys_workspace_is_left_alone(folder: Path) -> None:
    Workspace.create(folder).close()
    before = contents(folder)
    with pytest.raises(YaodianError, match="没有改动它"):
        demo.make(folder, lambda _line: None)
    assert contents(folder) == before


def test_a_demo_that_is_open_in_a_window_is_left_alone(folder: Path) -> None:
    demo.make(folder, lambda _line: None)
    with Workspace.open(folder) as workspace:
        with pytest.raises(YaodianError, match="另一个窗口"):
            demo.make(folder, lambda _line: None)
        assert verify(workspace).ok


def test_the_command_opens_no_window_in_ci(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("DISPLAY", ":0")
    assert cli.main(["demo", str(folder)]) == 0
    assert capsys.readouterr().out.count("\n") == 7
