"""What the command line tells of a checklist: enough to type the next command."""

from tests.test_cli import DOCUMENT, Run, facts, imported, item, run, workspace

__all__ = ["imported", "run", "workspace"]


def test_every_measure_is_listed_with_what_names_it(imported: Run) -> None:
    lines = [line.strip() for line in imported("list").splitlines()]
    measure = next(line for line in lines if line.startswith("○ 2（2） "))
    imported("tick", "2（2）")
    assert f"●{measure[1:]}" in imported("list")


def test_what_was_set_is_told(imported: Run) -> None:
    told = imported("set", "3", "自评结论＝达成", "标签=迎检 重点", "备注=")
    assert "[达成]" in told
    assert "自评结论：达成" in told
    assert "标签：迎检、重点" in told
    assert "备注：空" in told
    assert item(imported, "一/3")["tags"] == "迎检、重点"


def test_items_are_found_by_words_and_pinyin(imported: Run) -> None:
    by_words = facts(imported, "find", "校园", "安全")
    by_pinyin = facts(imported, "find", "xyaq")
    assert by_words
    assert {one["item"] for one in by_pinyin} <= {one["item"] for one in facts(imported, "find", "安全")}
    assert by_pinyin
    printed = imported("find", "校园", "安全").splitlines()
    assert printed[-1] == f"找到 {len(by_words)} 项"
    assert printed[0].split("\t")[0] == by_words[0]["item"]
    assert imported("find", "没有这样的词").strip() == "找到 0 项"


def test_a_file_attached_again_is_told_apart(imported: Run) -> None:
    assert imported("attach", "3", DOCUMENT).startswith("已添加")
    assert "已经在这一条的材料里" in imported("attach", "3", DOCUMENT)
    assert len(item(imported, "一/3")["evidence"]) == 1
