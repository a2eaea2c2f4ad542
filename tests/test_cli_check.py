"""`yaodian check`: what is worth a look before printing."""

import json
from pathlib import Path

from desktop_app.models import hushed
from tests.test_cli import Run, imported, run, workspace

__all__ = ["imported", "run", "workspace"]


def test_each_finding_is_a_line_that_begins_with_its_place(imported: Run) -> None:
    imported("tick", "1")
    imported("set", "2", "自评结论=基本达成", "完成情况=共召开推进会XX次。")
    lines = imported("check").splitlines()
    assert "1\t已完成，但没有佐证材料。" in lines
    assert "2\t完成情况里还有没填完的地方：“共召开推进会XX次”。" in lines
    assert "2\t自评为“基本达成”，但没写存在问题、改进措施。" in lines
    said = "整份报告\t学校信息里没有填“学校名称”，封面上会空着。填写：yaodian set 学校 学校名称=…"
    assert said in lines
    assert "整份报告\t报告里的“学校概况”还没有写。填写：yaodian set 学校 学校概况=…" in lines
    assert "整份报告\t报告里的“总体评价”还没有写。填写：yaodian set 报告 总体评价=…" in lines
    assert any("个要点没有自评结论" in line and line.startswith("整份报告\t") for line in lines)
    assert lines[-1] == f"打印前建议先看 {len(lines) - 1} 处"


def test_json_names_items_as_the_other_verbs_do_and_says_what_is_hushed(
    imported: Run, workspace: Path
) -> None:
    imported("set", "2", "完成情况=共召开推进会XX次。")
    (found,) = [one for one in json.loads(imported("check", "--json")) if one["code"] == "placeholder"]
    assert (found["item"], found["words"], found["hushed"]) == ("2", "XX", False)
    assert "XX" not in imported("set", found["item"], "完成情况=共召开推进会3次。")
    imported("undo")
    items = json.loads(imported("list", "--json"))["items"]
    (item_id,) = [one["id"] for one in items if one["item"].endswith("/2") and one["narrative"]]
    hushed.write(workspace, {(item_id, "placeholder", "XX")})
    (found,) = [one for one in json.loads(imported("check", "1", "--json")) if one["code"] == "placeholder"]
    assert found["hushed"]
    assert imported("check").splitlines()[-1] == "已设为不再提示：1 条"


def test_a_checklist_that_is_not_there_is_refused(imported: Run) -> None:
    assert "没有叫“1999”的清单" in imported("check", "1999", status=1)


def test_a_field_that_is_filled_in_elsewhere_is_named_with_the_command(imported: Run) -> None:
    refused = imported("set", "报告", "学校概况=现有30个班。", status=1)
    assert "请用“yaodian set 学校 学校概况=…”。" in refused
    assert "请用“yaodian set 报告 总体评价=…”。" in imported("set", "学校", "总体评价=好。", status=1)
    assert "请用“yaodian set 编号 完成情况=…”。" in imported("set", "报告", "完成情况=好。", status=1)
    assert "没有叫“颜色”的栏目" in imported("set", "报告", "颜色=红", status=1)
    imported("set", "学校", "学校概况=现有30个班。")
