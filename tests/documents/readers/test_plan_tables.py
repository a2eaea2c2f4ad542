"""Tables of tasks inside a text: the same plan from .docx, .doc and .rtf, and no harm to a plan in words."""

from collections.abc import Sequence
from pathlib import Path

import pytest
from docx import Document

from desktop_app.documents import read_outline
from desktop_app.documents.outline import Level, Outline
from desktop_app.documents.readers import read_source
from tests.documents.readers.make_files import task_table

FILES = Path(__file__).parent / "files"
HEAD = ["序号", "工作任务", "具体措施", "责任部门", "完成时限"]
TASKS = [
    HEAD,
    ["1", "学习制度", "每月学习1次。", "组织科", "12月"],
    ["2", "校园安全", "开展检查。", "安保科", "6月"],
    ["3", "课程改革", "开展教研。", "教育科", "长期"],
]


def word(file: Path, parts: Sequence[str | Sequence[Sequence[str]]]) -> Path:
    document = Document()
    for part in parts:
        if isinstance(part, str):
            document.add_paragraph(part)
            continue
        table = document.add_table(0, max(map(len, part)))
        for row in part:
            for cell, words in zip(table.add_row().cells, row, strict=False):
                cell.text = words
    document.save(str(file))
    return file


def points(outline: Outline) -> list[str]:
    return [f"{node.number}.{node.title}" for node in outline.walk() if node.level is Level.POINT]


def nothing_lost(outline: Outline) -> bool:
    """Tell whether every visible character lies in a node, a fact or what is set aside."""
    covered = [node.source for node in outline.walk()]
    covered += [found.source for found in outline.found] + [aside.source for aside in outline.set_aside]
    seen = bytearray(len(outline.source_text))
    for start, end in covered:
        seen[start:end] = b"\1" * (end - start)
    return all(seen[i] or char.isspace() for i, char in enumerate(outline.source_text))


@pytest.mark.parametrize("ending", ["docx", "doc", "rtf"])
def test_a_table_that_is_the_plan(ending: str, tmp_path: Path) -> None:
    file = FILES / f"tasks.{ending}"
    outline = read_outline(task_table(tmp_path / "tasks.docx") if ending == "docx" else file)
    assert outline.title == "云溪区2026年教育重点任务分解表"
    assert [node.title for node in outline.children] == ["党建", "教学"]
    assert points(outline) == ["1.落实“第一议题”制度", "2.加强师德建设", "3.深化课程改革"]
    first, second, third = (node for node in outline.walk() if node.level is Level.POINT)
    assert [node.title.split("\n")[0].rstrip("。") for node in first.children] == [
        "（1）每月学习1次",
        "（2）全年不少于12次",
    ]
    assert (first.duty.lead, first.duty.due) == ("组织科", "12月底")
    assert (second.duty.lead, third.duty.lead, third.duty.due) == ("人事科", "教育科", "长期")
    assert "columns_guessed" in [warning.code for warning in outline.warnings]
    assert [piece.text for piece in outline.set_aside] == [
        "序号\t类别\t工作任务\t具体措施\t责任部门\t完成时限"
    ]
    assert nothing_lost(outline)


def test_a_table_below_each_heading(tmp_path: Path) -> None:
    parts = ["2026年工作要点", "一、党建", TASKS, "二、教学", TASKS, "三、安全", TASKS, "附注一行。"]
    outline = read_outline(word(tmp_path / "a.docx", parts))
    assert [len(section.children) for section in outline.children] == [3, 3, 3]
    assert nothing_lost(outline)


def test_a_table_broken_in_two_counts_on(tmp_path: Path) -> None:
    outline = read_outline(word(tmp_path / "a.docx", ["2026年任务分解表", TASKS, "续表", TASKS]))
    assert points(outline) == [
        f"{number}.{title}" for number, title in enumerate(("学习制度", "校园安全", "课程改革") * 2, 1)
    ]


def test_a_plan_in_words_keeps_its_words_and_the_rows_of_its_annex(tmp_path: Path) -> None:
    words = [
        "2026年工作要点",
        "一、党建",
        "1.学习。每月学习。",
        "2.检查。每月检查。",
        "二、教学",
        "3.教研。每月教研。",
    ]
    source = read_source(word(tmp_path / "a.docx", [*words, "附件", "任务分解表", TASKS]))
    assert "1\t学习制度\t每月学习1次。\t组织科\t12月" in source.text.split("\n")
    assert "columns_guessed" not in [warning.code for warning in source.warnings]
    outline = read_outline(tmp_path / "a.docx")
    assert points(outline) == ["1.学习", "2.检查", "3.教研"]


def test_a_table_of_other_things_stays_rows(tmp_path: Path) -> None:
    rows = [["姓名", "电话"], ["甲", "1"], ["乙", "2"]]
    assert read_source(word(tmp_path / "a.docx", ["通讯录", rows])).text == "通讯录\n姓名\t电话\n甲\t1\n乙\t2"


def test_what_follows_a_table_keeps_its_place(tmp_path: Path) -> None:
    file = word(tmp_path / "a.docx", ["2026年任务分解表", TASKS, "表后标题"])
    document = Document(str(file))
    document.paragraphs[-1].style = document.styles["Heading 1"]
    document.sections[0].footer.paragraphs[0].text = "内部文件"
    document.save(str(file))
    source = read_source(file)
    assert [source.text[slice(*mark.span)] for mark in source.marks if mark.kind == "style"] == ["表后标题"]
    assert [source.text[slice(*aside.source)] for aside in source.asides] == ["\t".join(HEAD), "内部文件"]
    (table,) = (mark for mark in source.marks if mark.kind == "table")
    assert source.text[slice(*table.span)].endswith("完成时限：长期")
