"""`yaodian backup` and `restore` as people and scripts use them."""

import json
import os
import shlex
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop_app import cli
from desktop_app.models import backups
from desktop_app.models.locking import locked
from desktop_app.models.opening import OPEN
from desktop_app.models.workspace import FILE
from desktop_app.resources import SAMPLE

DOCUMENT = next(SAMPLE.glob("*.txt"))
STORED = Path(__file__).parent / "models" / "stored"
Run = Callable[..., str]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tmp_path / "工作区"


@pytest.fixture
def run(workspace: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs one command and gives its output, standard error where refused."""

    def run(*words: str | Path, status: int = 0, folder: Path = workspace) -> str:
        assert cli.main(["-w", str(folder), *map(str, words)]) == status
        printed = capsys.readouterr()
        assert bool(printed.err) == bool(status)
        return printed.err if status else printed.out

    return run


@pytest.fixture
def filled(run: Run, tmp_path: Path) -> Run:
    run("import", DOCUMENT)
    (tmp_path / "总结.txt").write_text("总结", "utf-8")
    run("attach", "1", tmp_path / "总结.txt")
    run("tick", "1")
    return run


def test_a_whole_workspace_goes_to_another_place_and_on(filled: Run, tmp_path: Path) -> None:
    stick = tmp_path / "学校.yaodian"
    assert "佐证材料 1 份" in filled("backup", stick)
    assert "全部核对无误" in filled("restore", stick, folder=tmp_path / "新电脑")
    assert filled("list", "--json", folder=tmp_path / "新电脑") == filled("list", "--json")
    assert "已撤销" in filled("undo", folder=tmp_path / "新电脑")
    assert "文件完好 2 份" in filled("verify", folder=tmp_path / "新电脑")


def test_a_damaged_file_in_a_copy_costs_no_more_than_itself(filled: Run, tmp_path: Path) -> None:
    stick = tmp_path / "学校.yaodian"
    filled("backup", stick)
    with zipfile.ZipFile(stick) as archive:
        info = next(one for one in archive.infolist() if one.filename.endswith("总结.txt"))
    content = bytearray(stick.read_bytes())
    content[info.header_offset + 30 + len(info.filename.encode())] ^= 0x55
    stick.write_bytes(content)
    said = filled("restore", stick, folder=tmp_path / "新电脑")
    assert "但有 1 个文件在这份备份里已经损坏，没有恢复：“总结.txt”。其余核对无误。" in said
    assert filled("list", "--json", folder=tmp_path / "新电脑") == filled("list", "--json")
    assert json.loads(filled("restore", stick, "--json", folder=tmp_path / "neu"))["damaged"] == ["总结.txt"]


def test_neither_overwrites(filled: Run, workspace: Path, tmp_path: Path) -> None:
    stick = tmp_path / "学校.yaodian"
    filled("backup", stick)
    assert "已经存在" in filled("backup", stick, status=1)
    assert "已经有内容" in filled("restore", stick, status=1)
    assert "不是完整的备份文件" in filled("restore", DOCUMENT, status=1, folder=tmp_path / "neu")
    assert not (tmp_path / "neu").exists()


def test_facts_for_programs(filled: Run, tmp_path: Path) -> None:
    stick = tmp_path / "学校.yaodian"
    packed = json.loads(filled("backup", stick, "--json"))
    restored = json.loads(filled("restore", stick, "--json", folder=tmp_path / "neu"))
    assert packed["evidence"] == restored["evidence"] == 1
    assert packed["items"] == restored["items"] > 100
    assert restored["folder"] == str(tmp_path / "neu")
    assert packed["size"] == stick.stat().st_size


def test_without_a_file_the_tables_are_backed_up_inside(filled: Run, workspace: Path) -> None:
    before = set(backups.listed(workspace))
    made = json.loads(filled("backup", "--json"))["file"]
    assert Path(made) == backups.listed(workspace)[0].path
    assert backups.listed(workspace)[0] not in before


def test_a_damaged_workspace_says_how_it_is_restored_and_is(filled: Run, workspace: Path) -> None:
    wanted = filled("list", "--json")
    assert "完好" in filled("restore", "--backup", status=1)
    (workspace / FILE).write_bytes((workspace / FILE).read_bytes()[:9000])
    (workspace / OPEN).write_text("{}")
    assert "restore --backup" in filled("list", status=1)
    assert "恢复" in filled("tick", "2", status=1)
    assert "已恢复" in filled("restore", "--backup")
    assert filled("list", "--json") == wanted


def test_the_command_that_restores_can_be_pasted(filled: Run, workspace: Path, tmp_path: Path) -> None:
    odd = workspace.rename(tmp_path / "旧的 工作区'1'")
    wanted = filled("list", "--json", folder=odd)
    (odd / FILE).write_bytes(b"")
    said = filled("list", status=1, folder=odd)
    command = said.partition("恢复的命令：")[2].strip()
    assert not set("“”") & set(command)
    if os.name != "nt":
        assert shlex.split(command) == ["yaodian", "-w", str(odd), "restore", "--backup"]
        assert cli.main(shlex.split(command)[1:]) == 0
        assert filled("list", "--json", folder=odd).endswith(wanted)


@pytest.mark.parametrize("words", [("list",), ("verify",), ("history",), ("backup",)])
def test_verbs_that_only_read_bring_an_older_workspace_up_to_date(
    run: Run, workspace: Path, words: tuple[str, ...]
) -> None:
    with zipfile.ZipFile(STORED / "0001.zip") as packed:
        packed.extractall(workspace)
    run(*words)
    assert "0001" in {one.stamp for one in backups.listed(workspace)}, "the way back"
    assert "学校自加的要点" in run("list")


@pytest.mark.parametrize("words", [("list",), ("tick", "1")])
def test_an_older_workspace_that_is_open_elsewhere_names_the_true_cause(
    run: Run, workspace: Path, words: tuple[str, ...]
) -> None:
    with zipfile.ZipFile(STORED / "0001.zip") as packed:
        packed.extractall(workspace)
    lock = locked(workspace)
    try:
        assert "正在另一个窗口中打开" in run(*words, status=1)
    finally:
        lock.release()


@pytest.mark.parametrize("words", [("list",), ("verify",), ("verify", "--json"), ("tick", "2")])
def test_every_verb_names_the_backup_where_a_page_is_damaged(
    filled: Run, workspace: Path, words: tuple[str, ...]
) -> None:
    """The last page is one that `list` never reads: it would print its list and say nothing."""
    content = (workspace / FILE).read_bytes()
    (workspace / FILE).write_bytes(content[:-4096] + bytes(range(256)) * 16)
    newest = backups.listed(workspace)[0].moment
    said = filled(*words, status=1)
    assert f"最近能用的备份是 {newest:%Y-%m-%d %H:%M} 的" in said
    assert "restore --backup" in said


def test_tables_that_are_gone_are_not_replaced_by_empty_ones(filled: Run, workspace: Path) -> None:
    wanted = filled("list", "--json")
    (workspace / FILE).unlink()
    assert "损坏" in filled("import", DOCUMENT, status=1)
    assert not (workspace / FILE).exists()
    facts = json.loads(filled("restore", "--backup", "--json"))
    assert facts["files"] == 1
    assert filled("list", "--json") == wanted


@pytest.mark.parametrize("words", [("restore",), ("restore", "x.yaodian", "--backup")])
def test_either_a_file_or_the_backup_inside_is_named(run: Run, words: tuple[str, ...]) -> None:
    assert "也只能写一个" in run(*words, status=2)
