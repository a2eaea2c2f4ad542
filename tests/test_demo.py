"""The demo: the whole job on the sample, again and again, and never over somebody's data."""

from collections.abc import Callable
from pathlib import Path

import pytest
from pypdf import PdfReader

from desktop_app import cli, demo
from desktop_app.documents import read_outline
from desktop_app.errors import YaodianError
from desktop_app.models import operations, queries
from desktop_app.models.verify import verify
from desktop_app.models.workspace import Workspace
from desktop_app.resources import SAMPLE

DOCUMENT = next(SAMPLE.glob("*.txt"))


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


def _untouched(folder: Path) -> None:
    """Look at a demo, as a window does that is opened and closed."""
    with Workspace.open(folder) as workspace:
        queries.checklists(workspace)


def _import_again(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        original = workspace.vault.store(DOCUMENT)
        operations.import_outline(workspace, read_outline(DOCUMENT), original, title="学校自己的清单")


def _tick(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        (checklist,) = queries.checklists(workspace)
        operations.tick(workspace, [queries.tree(workspace, checklist.id).points()[-1].id])


def _undo(folder: Path) -> None:
    with Workspace.open(folder) as workspace:
        operations.undo(workspace)


def _edit_a_report(folder: Path) -> None:
    (report,) = (folder / "reports").glob("*.docx")
    report.write_bytes("校长改过的报告".encode())


def _keep_a_file(folder: Path) -> None:
    (folder / "reports" / "会议记录.txt").write_text("别处没有", "utf-8")


@pytest.mark.parametrize("work", [_import_again, _tick, _undo, _edit_a_report, _keep_a_file])
def test_a_demo_that_somebody_worked_in_is_moved_aside(work: Callable[[Path], None], folder: Path) -> None:
    demo.make(folder, lambda _line: None)
    work(folder)
    before = {name.removeprefix(str(folder)): data for name, data in contents(folder).items()}
    said: list[str] = []
    demo.make(folder, said.append)
    aside = folder.with_name(f"{folder.name}-旧1")
    kept = {name.removeprefix(str(aside)): data for name, data in contents(aside).items()}
    assert kept == before
    assert aside.name in said[0]
    assert len(said) == 8
    with Workspace.open(folder) as workspace:
        assert len(queries.checklists(workspace)) == 1
    work(folder)
    demo.make(folder, said.append)
    assert folder.with_name(f"{folder.name}-旧2").is_dir()


def test_a_demo_that_was_only_looked_at_is_made_anew(folder: Path) -> None:
    demo.make(folder, lambda _line: None)
    _untouched(folder)
    demo.make(folder, lambda _line: None)
    assert [path.name for path in folder.parent.iterdir()] == [folder.name]


def test_a_demo_that_was_broken_off_is_kept_aside(folder: Path) -> None:
    demo.make(folder, lambda _line: None)
    (folder / demo.MARK).write_text(demo.MARK_TEXT, "utf-8")  # as it stands until the end
    demo.make(folder, lambda _line: None)
    assert (folder.with_name(f"{folder.name}-旧1") / "yaodian.db").exists()


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
