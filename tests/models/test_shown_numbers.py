"""A checklist's numbers as its document prints them, until the school gives others."""

from pathlib import Path

from desktop_app.documents import outline_of
from desktop_app.models import operations, queries
from desktop_app.models.workspace import Workspace
from tests.models.samples import imported

RULES = """云溪区学校安全管理办法
第一章 总则
第一条 为了保障安全，制定本办法。
第二条 各校成立安全小组。每月检查1次。
第二章 职责
第三条 校长负总责。
第四条 教师配合。
"""


def shown(ws: Workspace, checklist_id: str) -> list[str]:
    return [row.shown_number for row in queries.tree(ws, checklist_id).walk() if row.shown_number]


def test_numbers_are_shown_as_the_document_prints_them(ws: Workspace, tmp_path: Path) -> None:
    listed = imported(ws, tmp_path, outline_of(RULES))
    assert shown(ws, listed) == ["第一章 ", "第一条 ", "第二条 ", "第二章 ", "第三条 ", "第四条 "]
    tree = queries.tree(ws, listed)
    again = queries.rows(ws, [row.id for row in tree.walk()])
    assert again == list(tree.walk())


def test_a_number_given_by_the_school_is_shown_plainly(ws: Workspace, tmp_path: Path) -> None:
    listed = imported(ws, tmp_path, outline_of(RULES))
    last = next(row for row in queries.tree(ws, listed).walk() if row.number == "四")
    operations.set_each(ws, {last.id: {"number": "9"}}, "改编号")
    assert shown(ws, listed)[-1] == "9."


def test_measures_and_titles_in_brackets_show_none(ws: Workspace, tmp_path: Path) -> None:
    words = "2026年工作计划\n【德育】\n1.家访。每学期1次。\n2.活动。\n【教学】\n1.听课。每周1节。\n2.教研。\n"
    listed = imported(ws, tmp_path, outline_of(words))
    assert shown(ws, listed) == ["1.", "2.", "1.", "2."]
