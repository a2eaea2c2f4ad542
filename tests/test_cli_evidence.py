"""What the command line does with files: folders attached, their text found."""

import shutil
from pathlib import Path

import pytest

from desktop_app import cli
from tests.test_cli import DOCUMENT, Run, facts, imported, item, run, workspace

__all__ = ["imported", "run", "workspace"]


def _folder(tmp_path: Path) -> Path:
    folder = tmp_path / "材料"
    (folder / "食堂").mkdir(parents=True)
    (folder / "记录.txt").write_text("五月，对食堂进行了丰容检查。", "utf-8")
    (folder / "食堂" / "照片.txt").write_text("没有说什么", "utf-8")
    (folder / "空.txt").touch()
    (folder / ".藏.txt").write_text("丰容", "utf-8")
    return folder


def test_a_folder_is_attached_file_by_file(imported: Run, tmp_path: Path) -> None:
    folder = _folder(tmp_path)
    told = facts(imported, "attach", "3", folder, DOCUMENT)
    assert "“空.txt”是空的" in imported("attach", "4", folder)
    assert [one["file"] for one in told] == ["记录.txt", "照片.txt", DOCUMENT.name]
    assert sorted(item(imported, "一/3")["evidence"]) == sorted(["记录.txt", "照片.txt", DOCUMENT.name])


def test_a_folder_without_files_is_refused(
    imported: Run, workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    empty = tmp_path / "没有"
    empty.mkdir()
    assert cli.main(["-w", str(workspace), "attach", "3", str(empty)]) == 1
    assert "没有可以添加的文件" in capsys.readouterr().err


def test_the_text_of_files_is_found_with_the_words_around(
    imported: Run, workspace: Path, tmp_path: Path
) -> None:
    imported("attach", "3", _folder(tmp_path))
    lines = imported("find", "丰容").splitlines()
    assert lines[:2] == ["找到 0 项", "佐证材料 1 份："]
    assert lines[2].startswith("记录.txt 第 1 页 ")
    assert lines[2].endswith("一/3")
    assert lines[3].strip() == "五月，对食堂进行了丰容检查。"
    (hit,) = [one for one in facts(imported, "find", "食堂", "丰容") if "file" in one]
    assert (hit["file"], hit["page"]) == ("记录.txt", 1)
    assert [hit["around"][start:end] for start, end in hit["marks"]] == ["食堂", "丰容"]
    (workspace / "search.db").unlink()  # a cache
    assert imported("find", "丰容").splitlines() == lines
    shutil.rmtree(workspace / "evidence")
    (workspace / "search.db").unlink()
    assert imported("find", "丰容").splitlines() == ["找到 0 项"]


def test_older_revisions_are_verified_too(imported: Run, workspace: Path, tmp_path: Path) -> None:
    from desktop_app.models import keeping, queries
    from desktop_app.models.workspace import Workspace

    imported("attach", "3", _folder(tmp_path) / "记录.txt")
    newer = tmp_path / "新记录.txt"
    newer.write_text("六月", "utf-8")
    with Workspace.open(workspace) as ws:
        (old,) = queries.all_evidence(ws)
        keeping.replace(ws, old.id, ws.vault.store(newer))
        ws.vault.path(old.sha256, old.name).unlink()
    assert cli.main(["-w", str(workspace), "verify"]) == 1


def test_a_file_is_described_with_the_page_that_proves_the_item(imported: Run, tmp_path: Path) -> None:
    imported("attach", "3", _folder(tmp_path))
    told = imported(
        "set", "3", "类别=结果", "日期=2026-5-3", "说明=师生在操场", "页=2–3", "--file", "记录.txt"
    )
    assert told.splitlines()[0] == "记录.txt"
    assert "所在页：2–3" in told
    shown = facts(imported, "set", "材料", "页数=4", "备注=", "--file", "记录.txt")
    assert (shown["kind"], shown["date"], shown["pages"]) == ("result", "2026-05-03", 4)
    assert shown["places"] == {"一/3": "2–3"}
    (listed,) = [one for one in facts(imported, "list")["files"] if one["name"] == "记录.txt"]
    assert listed == shown


def test_a_file_that_cannot_be_described_is_refused(
    imported: Run, workspace: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    imported("attach", "3", _folder(tmp_path))
    for words, why in (
        (("3", "类别=结果", "--file", "没有.txt"), "没有叫“没有.txt”的材料"),
        (("材料", "页=3", "--file", "记录.txt"), "没有叫“页”的栏目"),
        (("4", "类别=结果", "--file", "记录.txt"), "没有叫“记录.txt”的材料"),
        (("3", "类别=好", "--file", "记录.txt"), "“类别”不能是“好”"),
    ):
        assert cli.main(["-w", str(workspace), "set", *words]) == 1
        assert why in capsys.readouterr().err
