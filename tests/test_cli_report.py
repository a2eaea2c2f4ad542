"""What a report says beyond its items, and of which chapters it is, from the command line."""

import json
from pathlib import Path

from pypdf import PdfReader

from tests.test_cli import Run, imported, run, workspace

__all__ = ["imported", "run", "workspace"]


def said(path: Path) -> str:
    return "".join("".join(page.extract_text().split()) for page in PdfReader(path).pages)


def test_the_reports_own_words_are_filled_in_printed_and_taken_back(imported: Run, tmp_path: Path) -> None:
    imported("set", "学校", "学校概况=学校现有30个教学班。")
    told = imported("set", "报告", "组织情况=成立工作组。", "下一步打算=补齐短板。")
    assert "报告文字" in told
    kept = json.loads(imported("set", "report", "overall=总体良好。", "--json"))
    assert (kept["organised"], kept["overall"], kept["outlook"]) == (
        "成立工作组。",
        "总体良好。",
        "补齐短板。",
    )
    imported("report", "--pdf", tmp_path / "a.pdf")
    words = said(tmp_path / "a.pdf")
    for part in ("学校现有30个教学班。", "成立工作组。", "总体良好。", "补齐短板。"):
        assert part in words
    (newest, *_older) = json.loads(imported("history", "--json"))
    (change,) = newest["changes"]
    assert (newest["action"], change["field"], change["after"]) == (
        "修改报告文字：总体评价",
        "总体评价",
        "总体良好。",
    )
    imported("undo")
    imported("report", "--pdf", tmp_path / "b.pdf")
    assert "总体良好。" not in said(tmp_path / "b.pdf")


def test_a_report_of_some_chapters_says_so_and_holds_no_others(imported: Run, tmp_path: Path) -> None:
    for form in ("自评报告", "自评表"):
        path = tmp_path / f"{form}.pdf"
        (made,) = json.loads(
            imported("report", "--pdf", path, "--range", "一，三", "--draft", "--form", form, "--json")
        )
        assert 0 < made["items_in"] == made["items_out"] < 152
    words = said(tmp_path / "自评报告.pdf")
    assert "第一章、第三章" in words
    assert "三、促进公平优质，建设高质量教育体系" in words
    assert "二、落实立德树人，促进学生全面发展" not in words
    pages = len(PdfReader(tmp_path / "自评报告.pdf").pages)
    assert words.count("草稿") == pages


def test_a_range_of_what_is_no_chapter_writes_nothing(imported: Run, tmp_path: Path) -> None:
    assert "不是最上一级" in imported("report", "--pdf", tmp_path / "a.pdf", "--range", "一,7", status=1)
    assert "找不到编号" in imported("report", "--pdf", tmp_path / "a.pdf", "--range", ",", status=1)
    assert not (tmp_path / "a.pdf").exists()


def test_the_manual_is_saved_to_be_printed(run: Run, tmp_path: Path) -> None:
    assert "已生成“手册.pdf”" in run("manual", tmp_path / "手册.pdf")
    assert "用户手册" in said(tmp_path / "手册.pdf")
    assert "没有生成" in run("manual", tmp_path / "手册.doc", status=1)
    assert not (tmp_path / "手册.doc").exists()
