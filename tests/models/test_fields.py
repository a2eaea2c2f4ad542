from dataclasses import fields as columns
from datetime import date

import pytest

from desktop_app.errors import YaodianError
from desktop_app.models.fields import (
    EVIDENCE_FIELDS,
    ITEM_FIELDS,
    SCHOOL_FIELDS,
    Field,
    Kind,
    named,
    names_in,
    renamed,
)
from desktop_app.models.values import ItemRow, Progress, SchoolRow, Verdict


def test_every_editable_field_is_there_and_no_other() -> None:
    fixed = {
        "id",
        "checklist_id",
        "parent_id",
        "position",
        "level",
        "numbered",
        "source_number",
        "source_head",
        "source_title",
        "source_text",
        "source",
        "duty",
        "evidence_count",
    }
    assert {field.name for field in ITEM_FIELDS} == {one.name for one in columns(ItemRow)} - fixed
    assert {field.name for field in SCHOOL_FIELDS} == {one.name for one in columns(SchoolRow)}


def test_no_word_means_two_fields() -> None:
    for every in (ITEM_FIELDS, SCHOOL_FIELDS):
        words = [word for field in every for word in {field.name, field.label, *field.words}]
        assert len(set(words)) == len(words)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("进度", "progress"),
        ("结论", "verdict"),
        ("自评结论", "verdict"),
        ("责任人", "person"),
        (" Lead ", "lead"),
    ],
)
def test_fields_are_found_by_either_language(word: str, name: str) -> None:
    assert named(word).name == name


def test_an_unknown_field_lists_the_known_ones() -> None:
    with pytest.raises(YaodianError, match="完成情况"):
        named("颜色")


@pytest.mark.parametrize(
    ("word", "text", "value"),
    [
        ("进度", "已完成", Progress.DONE),
        ("进度", "done", Progress.DONE),
        ("进度", " UNDER_WAY ", Progress.UNDER_WAY),
        ("进度", "", None),
        ("结论", "不适用", Verdict.NOT_APPLICABLE),
        ("得分", "8.5分", 8.5),
        ("得分", "-0", 0.0),
        ("得分", " ", None),
        ("时限", "2022-9-30", date(2022, 9, 30)),
        ("时限", "2022年9月30日", date(2022, 9, 30)),
        ("时限", "2022/09/30", date(2022, 9, 30)),
        ("时限", "2022.9.30", date(2022, 9, 30)),
        ("时限", "", None),
        ("责任人", " 张三\n李四 ", "张三 李四"),
        ("完成情况", " 一\r\n二\r三 ", " 一\n二\n三 "),
        ("备注", "", ""),
    ],
)
def test_typed_words_become_values_and_are_shown_again(word: str, text: str, value: object) -> None:
    field = named(word)
    assert field.parse(text) == value
    assert field.checked(value) == value
    assert field.parse(field.show(value)) == value


@pytest.mark.parametrize("field", ITEM_FIELDS, ids=lambda field: field.name)
def test_a_refusal_says_what_would_do(field: Field) -> None:
    with pytest.raises(YaodianError, match=r"没有改动。(可以填|请填)"):
        field.checked(object())


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("德育处 / 教导处", ["德育处", "教导处"]),
        ("党政办/团委", ["党政办/团委"]),
        ("王　芳", ["王芳"]),
        ("王 芳 李 明，德育处", ["王芳", "李明", "德育处"]),
        ("欧阳 娜娜；欧阳娜娜", ["欧阳娜娜"]),
        ("张三 李四", ["张三", "李四"]),
        ("甲 乙", ["甲", "乙"]),
        (" 、 ", []),
    ],
)
def test_names_are_parted_where_people_part_them(text: str, names: list[str]) -> None:
    assert names_in(text) == names


def test_tags_keep_their_gaps() -> None:
    assert named("标签").parse("王 芳") == "王、芳"


def test_a_name_with_a_gap_is_renamed() -> None:
    assert renamed("王　芳、张三 李四", "王芳", "王小芳") == "王小芳、张三 李四"
    assert renamed("德育处 / 教导处", "教导处", "教务处") == "德育处 / 教务处"


def test_a_choice_offers_its_words() -> None:
    with pytest.raises(YaodianError, match="未开始、进行中、已完成"):
        named("进度").parse("快了" * 30)
    assert {field.kind for field in (*ITEM_FIELDS, *EVIDENCE_FIELDS)} == set(Kind)
