"""`yaodian suggest`: files as they lie about, on the disk, against the sample checklist."""

import os
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document
from PIL import Image

from tests.test_cli import Run, contents, facts, imported, run, workspace

__all__ = ["imported", "run", "workspace"]


@pytest.fixture
def mess(tmp_path: Path) -> Path:
    """Return a folder as schools keep it: a plan, a table, pictures without a name, and what belongs nowhere."""
    folder = tmp_path / "交上来的"
    (folder / "5月消防").mkdir(parents=True)
    (folder / "总务处" / "食堂").mkdir(parents=True)
    plan = Document()
    plan.add_paragraph("应急疏散演练方案 各班撤离路线 集合点")
    plan.save(str(folder / "5月消防" / "新建 Microsoft Word 文档.docx"))
    table = openpyxl.Workbook()
    table.create_sheet("三月", 0).append(["日期", "陪餐人", "菜品", "留样"])
    table.save(folder / "总务处" / "食堂" / "附件2.xlsx")
    for place in ("5月消防/IMG_2034.jpg", "微信图片_20260520083011.jpg"):
        Image.new("RGB", (8, 8)).save(folder / place)
    (folder / "打印机驱动安装.txt").write_text("双击 setup 下一步", encoding="utf-8")
    (folder / "~$方案.docx").write_text("锁", encoding="utf-8")
    for number, path in enumerate(sorted(folder.rglob("*"))):
        moment = datetime(2026, 5, 1 + number, 9).timestamp()
        os.utime(path, (moment, moment))
    return folder


def numbers(found: list[dict[str, Any]]) -> dict[str, str]:
    """Return the number of the likeliest point by file name, "" for none."""
    return {Path(one["path"]).name: one["points"][0]["number"] if one["points"] else "" for one in found}


def test_each_file_gets_its_points(imported: Run, mess: Path, workspace: Path) -> None:
    before = contents(workspace)
    found = facts(imported, "suggest", mess)
    assert numbers(found) == {
        "新建 Microsoft Word 文档.docx": "25",
        "IMG_2034.jpg": "25",
        "附件2.xlsx": "26",
        "微信图片_20260520083011.jpg": "",
        "打印机驱动安装.txt": "",
    }
    for one in found:
        assert set(one) == {"path", "points"}
        assert Path(one["path"]).is_file()
        scores = [point["score"] for point in one["points"]]
        assert scores == sorted(scores, reverse=True)
        assert all(set(point) == {"item", "number", "score"} for point in one["points"])
    best = found[-1]["points"][0]["item"]
    assert before.keys() == contents(workspace).keys()
    imported("tick", best)  # what names it here names it to the other verbs


def test_people_read_the_surest_first(imported: Run, mess: Path) -> None:
    lines = imported("suggest", mess).splitlines()
    assert lines[-1] == "文件 5 个，找到要点的 3 个，没有合适要点的 2 个"
    best = [
        after for before, after in pairwise(lines) if not before.startswith(" ") and after.startswith(" ")
    ]
    shares = [int(line.split("%")[0]) for line in best]
    assert shares == sorted(shares, reverse=True)
    assert len(shares) == 3


def test_one_file_or_an_empty_folder_will_do(imported: Run, mess: Path, tmp_path: Path) -> None:
    (one,) = facts(imported, "suggest", mess / "总务处" / "食堂" / "附件2.xlsx")
    assert one["points"][0]["number"] == "26"
    (tmp_path / "空").mkdir()
    assert facts(imported, "suggest", tmp_path / "空") == []


def test_a_folder_that_is_not_there_is_refused(imported: Run, run: Run, tmp_path: Path) -> None:
    assert "没有" in run("suggest", tmp_path / "不在", status=1)
