"""Excel files: tables of tasks become plans, other sheets lines."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from desktop_app.documents.outline import Level
from desktop_app.documents.parser import parse
from desktop_app.documents.readers import xlsx
from desktop_app.documents.readers.task_columns import Role, role_of
from desktop_app.errors import YaodianError

Rows = Sequence[Any]  # of rows, each a list of values


def book(file: Path, sheets: dict[str, Rows], merged: Sequence[str] = ()) -> Path:
    made = openpyxl.Workbook()
    assert made.active is not None
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
        for area in merged:
            sheet.merge_cells(area)
    made.save(file)
    return file


def text(tmp_path: Path, rows: Rows, merged: Sequence[str] = ()) -> list[str]:
    return xlsx.read(book(tmp_path / "a.xlsx", {"表": rows}, merged)).text.split("\n")


@pytest.mark.parametrize(
    ("name", "role"),
    [
        ("序号", Role.NUMBER),
        ("工作任务", Role.TASK),
        ("主要任务", Role.TASK),
        ("重点工作", Role.TASK),
        ("工作内容", Role.TASK),
        ("2026年重点工作", Role.TASK),
        ("具体措施", Role.MEASURE),
        ("工作举措", Role.MEASURE),
        ("具体内容", Role.MEASURE),
        ("责任部门", Role.LEAD),
        ("牵头单位", Role.LEAD),
        ("责任科室", Role.LEAD),
        ("配合部门", Role.SUPPORT),
        ("责任人", Role.PERSON),
        ("分管领导", Role.SUPERVISOR),
        ("完成时限", Role.DEADLINE),
        ("时间节点", Role.DEADLINE),
        ("工作类别", Role.CATEGORY),
        ("备注", Role.REMARK),
        ("得分", Role.OTHER),
    ],
)
def test_words_of_a_header(name: str, role: Role) -> None:
    assert role_of(name) is role


def test_a_table_of_tasks_becomes_a_plan(tmp_path: Path) -> None:
    rows = [
        ["云溪区2026年教育重点任务分解表"],
        ["序号", "类别", "工作任务", "具体措施", "责任单位", None, "完成时限", "经费"],
        [None, None, None, None, "牵头单位", "配合单位"],
        [
            1,
            "党建",
            "落实“第一议题”制度",
            "1.每月学习1次。\n2.全年不少于12次。",
            "组织科",
            "办公室",
            date(2026, 12, 31),
        ],
        [2, None, "加强师德建设", "签订承诺书。", "人事科", None, "全年", 0.8],
        [None, None, None, "开展评议。", None, None, "6月"],
        [3, "教学", "深化课程改革", "开展校本教研。", "教育科", "教研室", "长期"],
        ["注：本表由各科室分别落实。"],
    ]
    file = book(tmp_path / "a.xlsx", {"分解": rows}, ["A1:H1", "E2:F2", "B4:B6", "C5:C6"])
    source = xlsx.read(file)
    assert source.text.split("\n") == [
        "云溪区2026年教育重点任务分解表",
        "一、党建",
        "1.落实“第一议题”制度",
        "（1）每月学习1次。",
        "（2）全年不少于12次。",
        "牵头单位：组织科",
        "配合单位：办公室",
        "完成时限：2026年12月31日",
        "2.加强师德建设",
        "签订承诺书。",
        "经费：0.8",
        "牵头单位：人事科",
        "完成时限：全年",
        "开展评议。",
        "完成时限：6月",
        "二、教学",
        "3.深化课程改革",
        "开展校本教研。",
        "牵头单位：教育科",
        "配合单位：教研室",
        "完成时限：长期",
        "注：本表由各科室分别落实。",
    ]
    (warning,) = source.warnings
    assert warning.code == "columns_guessed"
    assert "“工作任务”作要点" in warning.message
    assert "“牵头单位”作牵头部门" in warning.message
    (mark,) = source.marks
    assert source.text[slice(*mark.span)].startswith("一、党建")
    outline = parse(source)
    assert [outline.count(level) for level in (Level.SECTION, Level.POINT)] == [2, 3]
    assert outline.title == "云溪区2026年教育重点任务分解表"
    points = [node for node in outline.walk() if node.level is Level.POINT]
    assert points[1].title == "加强师德建设"
    assert "牵头单位：人事科" in points[1].text


def test_who_and_when_are_facts_and_no_measures(tmp_path: Path) -> None:
    rows = [
        ["序号", "任务", "具体措施", "责任部门", "完成时限", "备注"],
        [1, "学习制度", "每月学习1次。", "组织科", "6月", "列入考核"],
        [2, "校园安全", None, "安保科", "长期", None],
    ]
    first, second = parse(xlsx.read(book(tmp_path / "a.xlsx", {"表": rows}))).children
    assert [node.title for node in first.children] == [
        "每月学习1次。\n备注：列入考核\n牵头单位：组织科\n完成时限：6月"
    ]
    assert (first.duty.lead, first.duty.due) == ("组织科", "6月")
    assert second.children == ()
    assert (second.duty.lead, second.duty.due) == ("安保科", "长期")
    assert second.text == "牵头单位：安保科\n完成时限：长期"


def test_rows_over_all_columns_are_sections(tmp_path: Path) -> None:
    rows = [
        ["序号", "重点工作", "责任科室"],
        ["一、党的建设"],
        [1, "学习制度", "组织科"],
        ["教学工作"],
        [2, "课程改革", "教育科"],
        ["三", "安全"],
        [3, "校园安全", "安保科"],
    ]
    assert text(tmp_path, rows, ["A2:C2", "A4:C4"]) == [
        *("一、党的建设", "1.学习制度", "牵头单位：组织科"),
        *("二、教学工作", "2.课程改革", "牵头单位：教育科"),
        *("三、安全", "3.校园安全", "牵头单位：安保科"),
    ]


def test_two_levels_of_categories(tmp_path: Path) -> None:
    rows = [
        ["板块", "领域", "任务", "部门"],
        ["党建", "思想", "甲", "一科"],
        [None, "组织", "乙", "二科"],
        ["教学", "课程", "丙", "三科"],
    ]
    assert [line for line in text(tmp_path, rows) if "：" not in line] == [
        *("一、党建", "（一）思想", "1.甲", "（二）组织", "2.乙", "二、教学", "（一）课程", "3.丙"),
    ]


def test_numbers_typed_in_the_task_are_not_doubled(tmp_path: Path) -> None:
    rows = [["任务", "部门"], ["1.甲。做好。", "一科"], ["2、乙", "二科"]]
    assert [line for line in text(tmp_path, rows) if "：" not in line] == ["1.甲。做好。", "2.乙"]


def test_several_sheets_of_tasks_become_sections(tmp_path: Path) -> None:
    rows = [["序号", "任务", "部门"], [1, "甲", "一科"]]
    file = book(tmp_path / "a.xlsx", {"组织科": rows, "教育科": rows})
    lines = [line for line in xlsx.read(file).text.split("\n") if "：" not in line]
    assert lines == ["一、组织科", "1.甲", "二、教育科", "1.甲"]


def test_a_sheet_without_a_known_header_gives_its_rows(tmp_path: Path) -> None:
    rows = [["云溪区教育局2026年工作要点"], [], ["一、党建", None, "甲"], ["1.学习。"]]
    source = xlsx.read(book(tmp_path / "a.xlsx", {"表": rows}))
    assert source.text == "云溪区教育局2026年工作要点\n一、党建\t甲\n1.学习。"
    assert source.warnings == ()


def test_values_as_they_are_shown(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.append([0.8, date(2026, 3, 1), date(2026, 3, 1), 3.0, 2.5, True, "=1/0", "文字"])
    sheet["A1"].number_format = "0%"
    sheet["B1"].number_format = 'yyyy"年"m"月"'
    sheet["C1"].number_format = "m月d日"
    made.save(tmp_path / "a.xlsx")
    assert xlsx.read(tmp_path / "a.xlsx").text.split("\t")[:5] == ["80%", "2026年3月", "3月1日", "3", "2.5"]


def test_hidden_sheets_and_rows_are_left_out(tmp_path: Path) -> None:
    made = openpyxl.Workbook()
    first, second = made.active, made.create_sheet("藏")
    assert first is not None
    first.append(["看得见"])
    first.append(["藏着"])
    first.row_dimensions[2].hidden = True
    second.append(["也藏着"])
    second.sheet_state = "hidden"
    made.save(tmp_path / "a.xlsx")
    assert xlsx.read(tmp_path / "a.xlsx").text == "看得见"


def test_an_empty_book_is_refused(tmp_path: Path) -> None:
    with pytest.raises(YaodianError, match="没有文字"):
        xlsx.read(book(tmp_path / "a.xlsx", {"表": []}))
