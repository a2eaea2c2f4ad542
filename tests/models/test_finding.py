import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.models import operations, queries
from desktop_app.models.finding import FindIndex
from desktop_app.models.tree import ItemTree
from desktop_app.models.values import ItemRow, Level
from desktop_app.models.workspace import Workspace
from tests.models.samples import stored


def row(item_id: str, title: str, **fields: object) -> ItemRow:
    given: dict[str, object] = {
        "id": item_id,
        "checklist_id": "c",
        "parent_id": None,
        "position": int(item_id[1:]),
        "level": Level.POINT,
        "number": item_id[1:],
        "numbered": True,
        "title": title,
        "text": "",
        "source_title": None,
        "source_text": None,
        "source": None,
    }
    return ItemRow(**(given | fields))  # type: ignore[arg-type]


def index(*titles: str) -> FindIndex:
    return FindIndex(ItemTree([row(f"i{at}", title) for at, title in enumerate(titles)]), {})


ONE = row(
    "i13",
    "落实立德树人",
    text="每年举办ＰＰＴ比赛",
    narrative="已办三场",
    problem="场地不够",
    improvement="借用体育馆",
    note="备注一句",
    tags="迎检",
    lead="德育处",
    supporting="教导处",
    person="张三",
    supervisor="李四",
)


@pytest.mark.parametrize(
    "words",
    [
        "13.",
        "立德",
        "ppt",
        "ＰＰＴ",
        "三场",
        "场地",
        "体育馆",
        "备注",
        "迎检",
        "德育处",
        "教导",
        "张三",
        "李四",
        "演练方案.docx",
        "德育\u3000张三",
        "１３",
    ],
)
def test_every_field_is_found_in_any_width_and_case(words: str) -> None:
    items = ItemTree([ONE, row("i14", "别的")])
    assert FindIndex(items, {"i13": ["演练方案.DOCX"]}).find(words) == ["i13"]


def test_every_word_must_occur() -> None:
    items = index("立德树人", "立德", "树人")
    assert items.find("树人 立德") == ["i0"]
    assert items.find("立") == ["i0", "i1"]
    assert items.find("　 ") == []


def test_numbers_are_found_as_printed_and_as_said() -> None:
    rows = [
        row("i0", "章", level=Level.SECTION, number="一"),
        row("i1", "要点", number="3", parent_id="i0"),
        row("i2", "甲", level=Level.MEASURE, number="", parent_id="i1"),
        row("i3", "乙", level=Level.MEASURE, number="", parent_id="i1"),
    ]
    items = FindIndex(ItemTree(rows), {})
    assert items.find("一、") == ["i0"]
    assert items.find("3.2") == ["i3"]
    assert items.find("3.") == ["i1", "i2", "i3"]


@pytest.mark.parametrize(
    "words",
    [
        "ldsr",
        "LDSR",
        "dsr",
        "lide",
        "lid",
        "lideshuren",
        "lideshur",
        "zdgz",
        "cdgz",
        "zcfz",
        "ldsr 3月",
        "lvsexiao",
        "lusex",
    ],
)
def test_pinyin_finds_by_first_letters_and_by_syllables(words: str) -> None:
    items = index("3月落实立德树人根本任务，重点工作，支撑发展，绿色校园", "别的事情")
    assert items.find(words) == ["i0"]


def test_a_character_is_found_by_each_of_its_readings() -> None:
    items = index("长期规划", "队长", "重要", "重新")
    assert items.find("cq") == items.find("zq") == ["i0"]
    assert items.find("dz") == items.find("dc") == ["i1"]
    assert items.find("zhongyao") == ["i2"]
    assert items.find("chongx") == ["i3"]


def test_no_other_letters_find_it() -> None:
    items = index("立德\n树人", "VR教室")
    for words in ("ldsr", "lds", "ldx", "l1d", "zzzz", "lidee", "a" * 40):
        assert items.find(words) == []
    assert items.find("vr") == ["i1"]


def test_latin_letters_are_searched_without_pinyin_beside_other_signs() -> None:
    assert index("立德", "ld-1").find("ld-") == ["i1"]


def test_typing_on_narrows_and_going_back_widens() -> None:
    items = index("立德树人", "立德", "理顺", "课堂")
    for words, hits in (("l", 3), ("ld", 2), ("lds", 1), ("ld", 2), ("l 德", 2), ("l", 3), ("k", 1), ("", 0)):
        assert len(items.find(words)) == hits, words


def test_what_changed_is_found_at_once() -> None:
    items = ItemTree([row("i0", "甲"), row("i1", "乙")])
    found = FindIndex(items, {"i0": ["旧.docx"]})
    assert found.find("旧") == ["i0"]
    assert found.find("kc") == []
    items.update([replace(items["i0"], narrative="课程")])
    found.update(["i0"], {"i0": ["新.docx"]})
    assert (found.find("旧"), found.find("新"), found.find("kc")) == ([], ["i0"], ["i0"])


def test_a_measure_follows_the_number_of_its_point() -> None:
    rows = [row("i1", "要点", number="3"), row("i2", "甲", level=Level.MEASURE, number="", parent_id="i1")]
    items = ItemTree(rows)
    found = FindIndex(items, {})
    assert found.find("3.1") == ["i2"]
    items.update([replace(items["i1"], number="8")])
    found.update(["i1"], {})
    assert (found.find("3.1"), found.find("8.1")) == ([], ["i2"])


def test_it_can_be_made_ready_bit_by_bit() -> None:
    items = index(*(f"第{at}项课程" for at in range(500)))
    rounds = 1
    while not items.warm(0):
        rounds += 1
    assert rounds > 3
    assert len(items.find("kc")) == 500


WORDS = st.text(alphabet="立德树人重长ldsz", max_size=5)


@given(
    st.lists(st.lists(WORDS, max_size=2).map(" ".join), max_size=6), st.lists(WORDS, min_size=1, max_size=6)
)
def test_typing_finds_what_a_search_from_scratch_finds(typed: list[str], titles: list[str]) -> None:
    kept = index(*titles)
    for words in typed:
        assert kept.find(words) == index(*titles).find(words)


def test_pinyin_is_not_loaded_before_letters_are_searched() -> None:
    program = (
        "import sys; from desktop_app.models.finding import FindIndex; from desktop_app.models.tree import ItemTree\n"
        "FindIndex(ItemTree([]), {}).find('立德'); print('pypinyin' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        cwd=Path(__file__).parents[2],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"


def test_names_of_files_are_read_by_item(
    ws: Workspace, checklist: str, items: ItemTree, tmp_path: Path
) -> None:
    first, second = items.points()[:2]
    operations.attach(ws, [first.id], [stored(ws, tmp_path, "甲.txt"), stored(ws, tmp_path, "乙.txt")])
    operations.attach(ws, [second.id], [stored(ws, tmp_path, "丙.txt")])
    assert queries.evidence_names(ws, checklist) == {first.id: ["甲.txt", "乙.txt"], second.id: ["丙.txt"]}
    assert queries.evidence_names(ws, checklist, [second.id]) == {second.id: ["丙.txt"]}
    assert queries.evidence_names(ws, checklist, []) == {}
