"""The command line as people and scripts use it: real files, a real workspace, real processes."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

from desktop_app import cli
from desktop_app.models.workspace import Workspace
from desktop_app.resources import RESOURCES, SAMPLE
from tests.shared import documents

DOCUMENT = next(SAMPLE.glob("*.txt"))
Run = Callable[..., str]


@pytest.fixture
def workspace(tmp_path: Path) -> Path:
    return tmp_path / "工作区"


@pytest.fixture
def run(workspace: Path, capsys: pytest.CaptureFixture[str]) -> Run:
    """Return what runs one command on the workspace and gives its output, standard error where refused."""

    def run(*words: str | Path, status: int = 0) -> str:
        assert cli.main(["-w", str(workspace), *map(str, words)]) == status
        printed = capsys.readouterr()
        assert bool(printed.err) == bool(status)
        return printed.err if status else printed.out

    return run


@pytest.fixture
def imported(run: Run) -> Run:
    run("import", DOCUMENT)
    return run


def facts(run: Run, *words: str | Path) -> Any:
    return json.loads(run(*words, "--json"))


def item(run: Run, address: str) -> dict[str, Any]:
    (found,) = [one for one in facts(run, "list")["items"] if one["item"].endswith(address)]
    return found  # type: ignore[no-any-return]


def contents(folder: Path) -> dict[str, bytes]:
    """Return every file of a folder; what SQLite keeps beside its file only while it is open left out."""
    kept = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        str(path): path.read_bytes() for path in kept if path.suffix not in (".db-wal", ".db-shm", ".lock")
    }


def test_outline_prints_the_tree_and_the_warnings(run: Run, workspace: Path) -> None:
    printed = run("outline", DOCUMENT)
    assert "一、坚持党建引领，把牢正确办学方向\n  1.加强政治建设\n    - 健全" in printed
    assert "\n  （一）构建一体化德育体系\n    5.推进大中小学思政课一体化建设\n" in printed
    assert "章 5 · 节 5 · 要点 28 · 举措 " in printed
    assert "1 处需要看一眼：\n  三/二/21 " in printed
    assert not workspace.exists()


def test_outline_as_json_has_what_the_design_promises(run: Run) -> None:
    outline = facts(run, "outline", DOCUMENT)
    assert outline["document_number"] == "云教〔2026〕3号"
    assert outline["claims"] == {"sections": 5, "points": 28}
    assert set(outline) >= {"title", "issuer", "date", "year", "kind", "preamble", "set_aside", "warnings"}
    point = outline["children"][0]["children"][0]
    assert set(point) == {
        "level", "number", "numbered", "title", "text", "source", "targets", "duty", "children",
    }  # fmt: skip


def test_import_says_what_came_in(run: Run) -> None:
    made = facts(run, "import", DOCUMENT)
    assert (made["title"], made["year"]) == ("云溪区教育局2026年工作要点", 2026)
    assert (made["sections"], made["subsections"], made["points"]) == (5, 5, 28)
    assert [warning["item"] for warning in made["warnings"]] == ["三/二/21"]
    listed = facts(run, "list")
    assert listed["checklist"] == made["checklist"]
    assert len(listed["items"]) == 5 + 5 + 28 + made["measures"]


def test_the_same_file_is_imported_again_only_when_asked(
    imported: Run, workspace: Path, tmp_path: Path
) -> None:
    before = contents(workspace)
    copy = shutil.copy(DOCUMENT, tmp_path / "另一个名字.txt")
    assert "已经导入过" in imported("import", copy, status=1)
    assert contents(workspace) == before
    imported("import", copy, "--again", "--year", "2027")
    years = {row["year"] for row in facts(imported, "list")["checklists"]}
    assert years == {2026, 2027}
    assert "几份清单" in imported("list", "--checklist", "要点", status=1)
    assert imported("list", "--checklist", "2027").splitlines()[0].startswith("2027 ")


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("baoshan-2020-party", (6, 0, 19)),
        ("wujin-2020-party", (5, 0, 15)),
        ("qingpu-2020-summary", (6, 0, 32)),
        ("chongming-2022", (4, 16, 48)),
        ("baoshan-2024", (7, 0, 32)),
    ],
)
def test_real_documents_come_in_whole(name: str, counts: tuple[int, int, int], run: Run) -> None:
    made = facts(run, "import", documents() / f"{name}.txt")
    assert (made["sections"], made["subsections"], made["points"]) == counts


def test_a_tick_reaches_the_measures_and_can_be_taken_back(imported: Run) -> None:
    assert imported("tick", "25", "一/1").startswith("● 25.加强校园安全管理")
    assert item(imported, "五/25")["progress"] == "done"
    assert item(imported, "五/25/3")["progress"] == "done"
    assert item(imported, "五")["progress"] == "under_way"
    assert imported("tick", "25/3", "--undo").startswith("○ ")
    assert item(imported, "五/25")["progress"] == "under_way"


def test_fields_are_set_by_chinese_and_english_names(imported: Run) -> None:
    (labelled,) = facts(imported, "set", "7", "标签=迎检，重点 迎检", "权重=1.5")
    assert (labelled["tags"], labelled["weight"]) == ("迎检、重点", 1.5)
    (now,) = facts(imported, "set", "7", "自评结论=基本达成", "完成情况=a=b", "due=2026-12-10", "score=8")
    assert (now["verdict"], now["narrative"], now["due"], now["score"]) == (
        "mostly_achieved", "a=b", "2026-12-10", 8,
    )  # fmt: skip
    assert "[基本达成]" in imported("list")
    assert facts(imported, "set", "学校", "校长=沈明远", "name=清河二小")["principal"] == "沈明远"
    assert imported("set", "school", "地址=清河路18号") == "已保存学校信息。\n"


def test_evidence_is_kept_once_and_named_everywhere(imported: Run, workspace: Path, tmp_path: Path) -> None:
    plan = tmp_path / "演练方案.docx"
    plan.write_bytes(b"plan")
    copy = Path(shutil.copy(plan, tmp_path / "演练方案（副本）.docx"))
    first, second = facts(imported, "attach", "25", plan, copy)
    assert (first["duplicate"], second["duplicate"]) == (False, True)
    assert "没有重复保存" in imported("attach", "4", copy)
    assert item(imported, "五/25")["evidence"] == [plan.name, copy.name]
    assert item(imported, "一/4")["evidence"] == [copy.name]
    assert [path.name for path in workspace.glob("evidence/*/*.docx")] == ["演练方案.docx"]
    assert facts(imported, "verify")["ok"] is True


def test_undo_and_redo_work_from_one_process_to_the_next(imported: Run) -> None:
    imported("tick", "1")
    assert imported("undo").startswith("已撤销：勾选")
    assert item(imported, "一/1")["progress"] == "not_started"
    assert facts(imported, "redo")["items"]
    assert item(imported, "一/1")["progress"] == "done"
    assert imported("redo", status=1) == "没有可以重做的操作。\n"


def test_history_says_who_changed_what(imported: Run) -> None:
    imported("set", "3", "自评结论=达成")
    newest, oldest = facts(imported, "history")
    assert newest["changes"] == [
        {"subject": "一/3 压实全面从严治党责任", "field": "自评结论", "before": "", "after": "达成"}
    ]
    assert oldest["action"].startswith("导入")
    assert "自评结论：— → 达成" in imported("history", "--limit", "1")
    imported("undo")
    assert imported("history").splitlines()[0].endswith("（已撤销）")


def test_verify_names_what_is_missing_or_changed(imported: Run, workspace: Path, tmp_path: Path) -> None:
    for name in ("在.txt", "改.txt", "丢.txt"):
        (tmp_path / name).write_text(name)
        imported("attach", "25", tmp_path / name)
    (path,) = workspace.glob("evidence/*/改.txt")
    path.write_text("另一份内容")
    (path,) = workspace.glob("evidence/*/丢.txt")
    path.unlink()
    (workspace / "evidence" / "多出来.txt").write_text("?")
    assert cli.main(["-w", str(workspace), "verify"]) == 1


def test_verify_prints_what_it_found(
    imported: Run, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (path,) = workspace.glob("evidence/*/*.txt")
    path.write_text("另一份内容")
    (workspace / "evidence" / "多出来.txt").write_text("?")
    assert cli.main(["-w", str(workspace), "verify"]) == 1
    printed = capsys.readouterr()
    assert f"内容已变：{DOCUMENT.name} 文件原文" in printed.out
    assert "多出的文件：多出来.txt" in printed.out
    assert printed.err.startswith("有 1 处不完好")


def test_report_writes_every_form_and_counts_what_is_in_it(imported: Run, tmp_path: Path) -> None:
    photo = SAMPLE / "evidence" / "3月20日应急疏散演练.jpg"
    imported("attach", "25", photo)
    paths = {
        form: tmp_path / "报告" / name
        for form, name in (("pdf", "a.pdf"), ("excel", "b.xlsx"), ("word", "c.docx"))
    }
    made = facts(imported, "report", *(word for form, path in paths.items() for word in (f"--{form}", path)))
    assert [one["form"] for one in made] == ["pdf", "excel", "word"]
    for one in made:
        assert one["items_in"] == one["items_out"] > 28
        assert one["evidence_in"] == one["evidence_out"] == 1
    text = "".join(page.extract_text() for page in PdfReader(paths["pdf"]).pages)
    assert photo.stem in text.replace("\n", "")


@pytest.mark.parametrize(
    "words",
    [
        ["tick", "99"],
        ["tick", "1", "99"],
        ["tick", "1" * 5000],
        ["set", "1", "自评结论=很好"],
        ["set", "1", "自评结论=不适用"],
        ["set", "1", "颜色=红"],
        ["set", "1", "ws=1"],
        ["set", "1", "完成情况"],
        ["set", "学校", "完成情况=好"],
        ["attach", "1", "没有这个文件.docx"],
        ["attach", "1", str(DOCUMENT), "没有这个文件.docx"],
        ["attach", "99", str(DOCUMENT)],
        ["import", str(SAMPLE)],
        ["import", "没有这个文件.txt"],
        ["import", str(DOCUMENT), "--again", "--year", "20226"],
        ["import", "长" * 300 + ".txt"],
        ["attach", "1", "长" * 300 + ".txt"],
        ["report", "--pdf", "长" * 300 + ".pdf"],
        ["list", "-w", "长" * 300],
        ["import", str(DOCUMENT), "-w", str(DOCUMENT)],
        ["list", "-w", str(DOCUMENT / "下面")],
        ["import", str(SAMPLE / "evidence" / "3月20日应急疏散演练.jpg")],
        ["list", "--checklist", "2031"],
        ["report", "--pdf", str(SAMPLE)],
        ["redo"],
    ],
)
def test_what_cannot_be_done_is_refused_in_one_sentence_with_nothing_changed(
    words: list[str], imported: Run, workspace: Path
) -> None:
    before = contents(workspace)
    refusal = imported(*words, status=1)
    assert refusal.count("\n") == 1
    assert refusal.rstrip().endswith("。")
    assert contents(workspace) == before


def test_a_number_that_fits_several_items_lists_them(run: Run, tmp_path: Path) -> None:
    document = tmp_path / "计划.txt"
    sections = [
        f"{heading}\n1.做好一件事。内容。\n2.做好另一件事。内容。\n"
        for heading in ("一、夯实基础", "二、提高质量")
    ]
    document.write_text("某校2026年工作计划\n" + "".join(sections), "utf-8")
    run("import", document)
    assert "一/2" in run("tick", "2", status=1)
    assert run("tick", "二/2").startswith("● 2.")


@pytest.mark.parametrize("verb", ["list", "verify", "history", "undo", "redo", "report"])
def test_without_a_workspace_the_way_to_one_is_told(
    verb: str, run: Run, workspace: Path, tmp_path: Path
) -> None:
    words = ["--pdf", str(tmp_path / "x.pdf")] if verb == "report" else []
    assert "yaodian import" in run(verb, *words, status=1)
    assert not workspace.exists()


def test_beside_an_open_window_reading_works_and_writing_waits(imported: Run, workspace: Path) -> None:
    with Workspace.open(workspace):
        assert imported("list").startswith("云溪区教育局2026年工作要点")
        assert facts(imported, "verify")["ok"] is True
        assert "另一个窗口" in imported("tick", "1", status=1)
        assert item(imported, "一/1")["progress"] == "not_started"
    imported("tick", "1")


def test_what_cannot_be_read_makes_no_workspace(run: Run, workspace: Path, tmp_path: Path) -> None:
    (tmp_path / "空.txt").write_text("")
    run("import", tmp_path / "空.txt", status=1)
    assert not workspace.exists()


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["dance"], "没有“dance”这个命令"),
        (["tick"], "还缺少：条目"),
        (["import", "a", "--year", "x"], "--year 后面应是整数"),
        (["list", "--nonsense"], "看不懂：--nonsense"),
        (["report"], "--pdf --excel --word 至少要写一个"),
        (["report", "--pdf"], "--pdf 后面还缺少内容"),
        (["report", "--pdf", "a", "--word", "./a"], "几种报告不能写进同一个文件"),
        (["list", "--json=1"], "--json 后面不带内容"),
    ],
)
def test_wrong_usage_is_explained_in_chinese(words: list[str], sentence: str, run: Run) -> None:
    said = run(*words, status=2)
    assert said.startswith("用法：yaodian ")
    assert sentence in said
    assert "--help" in said


def test_help_is_chinese_throughout(run: Run) -> None:
    for words in ([], ["import"], ["set"], ["report"]):
        said = run(*words, "--help")
        assert said.startswith("用法：yaodian ")
        assert not any(
            word in said for word in ("usage", "options", "positional", "show this", "show program")
        )


def test_the_workspace_may_stand_before_or_after_the_verb(
    imported: Run, workspace: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.main(["list", "-w", str(workspace)]) == 0
    assert capsys.readouterr().out == imported("list")


def command(*words: str | Path, **variables: str) -> "subprocess.CompletedProcess[bytes]":
    return subprocess.run(
        [sys.executable, "-m", "desktop_app", *map(str, words)],
        capture_output=True,
        check=False,
        env=os.environ | variables,
        cwd=RESOURCES.parent,
    )


@pytest.mark.parametrize("variables", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONUTF8": "0"}])
def test_output_is_utf8_whatever_the_locale(variables: dict[str, str]) -> None:
    done = command("outline", DOCUMENT, **variables)
    assert done.returncode == 0
    assert "云溪区教育局2026年工作要点" in done.stdout.decode("utf-8")
    refused = command("outline", "没有.txt", **variables)
    assert refused.returncode == 1
    assert "没有.txt" in refused.stderr.decode("utf-8")


def test_a_reader_that_goes_away_is_no_trouble(imported: Run, workspace: Path) -> None:
    words = [sys.executable, "-m", "desktop_app", "-w", str(workspace), "list", "--json"]
    with subprocess.Popen(
        words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=RESOURCES.parent
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


@pytest.mark.parametrize(
    ("verb", "unwanted"),
    [("outline", "PySide6 sqlalchemy"), ("list", "PySide6 reportlab openpyxl docx"), ("report", "PySide6")],
)
def test_a_verb_loads_only_what_it_needs(verb: str, unwanted: str, imported: Run, workspace: Path) -> None:
    words = {"outline": [str(DOCUMENT)], "report": ["--pdf", f"{workspace}.pdf"]}.get(verb, [])
    code = (
        "import sys; from desktop_app.cli import main; status = main(sys.argv[2:]); "
        "found = [name for name in sys.argv[1].split() if name in sys.modules]; sys.exit(found or status)"
    )
    command = [sys.executable, "-c", code, unwanted, "-w", str(workspace), verb, *words]
    done = subprocess.run(command, capture_output=True, check=False, cwd=RESOURCES.parent)
    assert done.returncode == 0, done.stderr.decode()


def test_without_a_screen_the_window_is_refused_in_a_sentence(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "linux")
    assert "没有屏幕" in run(status=1)
