"""An outline put right by hand before it is accepted."""

from collections import Counter
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from desktop_app.documents import editing
from desktop_app.documents.outline import Level, Outline, Warning
from desktop_app.documents.parser import parse
from tests.documents.test_parser import NOTICE, shape

SOURCE = (
    "云溪区教育局2026年工作要点\n总的要求。\n"
    "一、落实立德树人，促进发展\n1.抓德育。办好讲堂；每年培训不少于20学时。（责任科室：德育科）\n2.抓体育。开足课程。\n"
    "二、深化改革创新，提高质量\n3完善制度。建章立制。\n4.抓教研。组织活动。\n"
    "加强队伍建设，打造育人铁军\n5.抓培训。轮训一遍。\n"
)


def outline() -> Outline:
    return parse(SOURCE)


def test_rename() -> None:
    edited = editing.rename(outline(), 1, " 抓好德育 ")
    assert shape(edited.children)[1] == "  1 抓好德育"
    assert edited.children[0].children[0].children == outline().children[0].children[0].children


def test_a_level_up_and_down() -> None:
    up = editing.change_level(outline(), 2, -2)
    assert shape(up.children)[:3] == ["一 落实立德树人，促进发展", "  1 抓德育", "2 抓体育"]
    assert editing.change_level(up, 2, 2) == outline()
    down = editing.change_level(outline(), 3, 1)
    assert shape(down.children)[3:6] == ["  二 深化改革创新，提高质量", "    3 完善制度", "    4 抓教研"]
    assert editing.change_level(down, 3, 5).children[0].children[2].level is Level.POINT


def test_join_with_the_one_before() -> None:
    joined = editing.join_before(outline(), 2)
    point = joined.children[0].children[0]
    assert point.text.endswith("（责任科室：德育科）\n抓体育。开足课程。")
    assert [measure.title for measure in point.children][-2:] == ["抓体育", "开足课程"]
    assert editing.join_before(outline(), 0).preamble == "总的要求。\n落实立德树人，促进发展"


def test_split_at_the_cursor() -> None:
    text = outline().children[0].children[0].text
    divided = editing.split(outline(), 1, text.index("每年"))
    first, second = divided.children[0].children[:2]
    assert (first.text, second.title) == ("办好讲堂；", "每年培训不少于20学时")
    assert second.text == "（责任科室：德育科）"
    assert divided.source_text[slice(*second.source)].startswith("每年培训")
    assert [target.value for target in second.targets] == [20]
    assert editing.split(outline(), 1, len(text)) == outline()


def test_leave_out() -> None:
    less = editing.leave_out(outline(), 3)
    assert shape(less.children)[3] == "三 加强队伍建设，打造育人铁军"
    gone = [piece for piece in less.set_aside if piece.reason == "left_out"]
    assert [piece.text[:2] for piece in gone] == ["二、", "3完", "4."[:2]]


def test_every_repair_can_be_taken_back() -> None:
    read = outline()
    by_code = {warning.code: warning for warning in read.warnings}
    assert set(by_code) == {"mark_lost", "number_lost"}
    without_mark = editing.revert(read, by_code["mark_lost"])
    assert "  3 完善制度" not in shape(without_mark.children)
    assert without_mark.children[1].text == "完善制度。建章立制。"
    without_number = editing.revert(read, by_code["number_lost"])
    assert [node.number for node in without_number.children] == ["一", "二"]
    assert len(without_number.warnings) == 1
    accepted = editing.accept(read, by_code["mark_lost"])
    assert accepted.children == read.children
    assert [warning.code for warning in accepted.warnings] == ["number_lost"]


def test_a_lost_stop_and_joined_lines_can_be_taken_back() -> None:
    source = SOURCE.replace(
        "4.抓教研。组织",
        "4.加强校园安全工作建立健全隐患排查台账，每月组织一次应急演练，责任到人，做好记录，组织",
    )
    read = parse(source)
    lost = next(warning for warning in read.warnings if warning.code == "stop_lost")
    node = editing.revert(read, lost).children[1].children[1]
    assert node.title.startswith("加强校园安全工作建立健全")
    broken = parse(NOTICE)
    joined = next(warning for warning in broken.warnings if warning.code == "lines_joined")
    assert editing.revert(broken, joined).children[0].children[0].text == "正文，断在\n这里。"


def test_joined_lines_taken_back_keep_words_that_also_stand_aside() -> None:
    signed = "（责任单位：德育处）"
    source = f"2026年工作要点\n1.抓德育。办好讲堂，\n每月一次。\n{signed}\n2.抓体育。开课。\n附件：名单\n{signed}\n"
    read = parse(source)
    assert signed in [piece.text for piece in read.set_aside]
    warning = next(warning for warning in read.warnings if warning.code == "lines_joined")
    assert editing.headings(editing.revert(read, warning))[0].text == f"办好讲堂，\n每月一次。\n{signed}"


def test_split_where_a_title_was_joined_to_its_text() -> None:
    read = parse(
        "2026年工作要点\n1.抓德育。办好讲堂。\n2.抓体育\n开足体育与健康课程，保证活动时间。\n3.抓美育。办展。\n"
    )
    joint = read.source_text.index("开足")
    again = editing.split_at(editing.join_before(read, 1), 0, joint)
    first, second = editing.headings(again)[:2]
    assert (second.title, second.source[0]) == ("开足体育与健康课程，保证活动时间", joint)
    assert (first.title, first.text) == ("抓德育", "办好讲堂。\n抓体育。")
    assert all(first.source[0] <= child.source[0] < child.source[1] <= joint for child in first.children)


def test_what_is_a_fact_is_not_left_out_with_the_words_around_it() -> None:
    read = parse("2026年工作要点\n责任科室：办公室，各科室配合\n云溪区教育局\n　　正文又一行。\n")
    assert read.issuer == "云溪区教育局"
    gone = editing.leave_out(editing.join_before(read, 1), 0)
    assert [piece.text.strip() for piece in gone.set_aside] == [
        "责任科室：办公室，各科室配合",
        "正文又一行。",
    ]


def words(read: Outline) -> Counter[str]:
    """Count every visible character of the outline; stops come and go with the cuts."""
    text = read.preamble + "".join(node.title + node.text for node in editing.headings(read))
    text += "".join(piece.text for piece in read.set_aside if piece.reason == "left_out")
    return Counter(
        char for char in text if not char.isspace() and char not in "。一二三四五六七八九十、0123456789."
    )


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.tuples(
            st.sampled_from(["up", "down", "join", "split", "out"]), st.integers(0, 9), st.integers(0, 40)
        ),
        max_size=12,
    )
)
@example(  # a title and a text of two lines, joined by a stop that stands nowhere in the source
    [("join", 4, 0), ("join", 0, 0), ("join", 0, 0), ("join", 1, 0), ("split", 0, 0), ("out", 0, 0)]
)
def test_no_word_is_lost_by_any_edits(steps: list[tuple[str, int, int]]) -> None:
    edited = outline()
    before = words(edited)
    for name, number, offset in steps:
        count = len(editing.headings(edited))
        if not count:
            break
        place = number % count
        if name in ("up", "down"):
            edited = editing.change_level(edited, place, -1 if name == "up" else 1)
        elif name == "join":
            edited = editing.join_before(edited, place)
        elif name == "split":
            edited = editing.split(edited, place, offset)
        else:
            edited = editing.leave_out(edited, place)
        assert words(edited) == before
        spans = sorted(node.source for node in editing.headings(edited))
        assert all(one[1] <= other[0] for one, other in pairwise(spans))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 20)), max_size=1), st.integers(0, 20))
@example([(True, 2), (True, 2)], 3)
def test_up_and_down_again_gives_what_was_before(steps: list[tuple[bool, int]], number: int) -> None:
    edited = parse(LONG)
    for up, which in steps:
        edited = editing.change_level(edited, which % len(editing.headings(edited)), -1 if up else 1)
    node = editing.headings(edited)[number % len(editing.headings(edited))]
    if node.level is Level.SECTION:
        return
    higher = editing.change_level(edited, editing.headings(edited).index(node), -1)
    again = editing.change_level(higher, editing.place_from(higher, node.source[0]), 1)
    assert shape(again.children) == shape(edited.children)
    assert again == edited


LONG = SOURCE + (
    "（一）改善条件\n6.修校舍。修缮一新。\n7.添设备。配齐配足。\n8.建操场。铺好跑道。\n（二）家校共育\n"
    "9.办学校。开课；每学期不少于2次。\n10.常家访。走进家门。\n（三）安全\n1.抓门卫。值班。\n2.抓食堂。陪餐。\n"
)


def test_up_a_level_what_counts_on_stays_where_it_was() -> None:
    read = parse(LONG)
    place = next(at for at, node in enumerate(editing.headings(read)) if node.title == "修校舍")
    up = editing.change_level(read, place, -1)
    below = next(node for node in up.children if node.title.startswith("加强队伍"))
    assert [node.title for node in below.children] == ["抓培训", "改善条件", "修校舍", "家校共育", "安全"]
    assert [node.title for node in below.children[1].children] == ["添设备", "建操场"]
    assert [node.title for node in below.children[2].children] == ["修缮一新"]  # its measures stay items
    assert up.count(Level.MEASURE) == read.count(Level.MEASURE)
    assert editing.left_as_text(read, up) == []
    levels = {node.source[0]: node.level for node in editing.headings(read)}
    assert editing.rechecked(read, up, levels).warnings == read.warnings
    top = editing.change_level(up, editing.place_from(up, below.children[2].source[0]), -1)
    assert [node.title for node in top.children][-2:] == [below.title, "修校舍"]
    assert editing.rechecked(read, top, levels).warnings == read.warnings


def test_up_a_level_what_counts_anew_comes_below() -> None:
    read = parse(
        "2026年工作要点\n1.抓德育。办讲堂。\n2.保障措施。人人有责。\n1.抓经费。用好。\n2.抓督导。巡查。\n"
    )
    up = editing.change_level(read, 1, -1)
    assert [node.title for node in up.children] == ["抓德育", "保障措施"]
    assert [node.title for node in up.children[1].children] == ["抓经费", "抓督导"]
    assert [node.title for node in editing.left_as_text(read, up)] == ["保障措施"]
    assert up.children[1].text == "人人有责。"
    assert editing.change_level(up, 1, 1) == read


def test_what_was_moved_behind_joins_what_stands_before_it_in_the_document() -> None:
    read = parse(LONG)
    place = next(at for at, node in enumerate(editing.headings(read)) if node.title == "添设备")
    up = editing.change_level(read, place, -1)
    again = editing.join_before(up, editing.place_from(up, editing.headings(read)[place].source[0]))
    assert editing.headings(again) == editing.headings(editing.join_before(read, place))


def eaten(date: str) -> tuple[Outline, Warning]:
    read = parse(NOTICE.replace("2026年2月6日", date).replace("2026年2月7日印发", "印发"))
    return read, next(one for one in read.warnings if one.code == "date_unclear")


@pytest.mark.parametrize(
    ("date", "choices"),
    [
        ("202626", ("2026-02-06", "2026-02-16", "2026-02-26", "2026-12-06")),
        ("2026111", ("2026-01-11", "2026-11-01")),
        ("20269940", ()),
    ],
)
def test_an_eaten_date_asks_which_of_its_readings_holds(date: str, choices: tuple[str, ...]) -> None:
    read, warning = eaten(date)
    assert warning.choices == choices
    assert editing.asks(warning)
    assert warning.to_json().get("choices", []) == list(choices)
    others = tuple(one for one in read.warnings if one is not warning)
    assert editing.accept(read, warning) == replace(read, warnings=others)  # left open: no date is made up
    for choice in choices:
        chosen = editing.choose(read, warning, choice)
        assert (chosen.date, chosen.year, chosen.warnings) == (choice, 2026, others)


def test_a_repaired_date_is_taken_back_unless_it_stands_elsewhere_too() -> None:
    read = parse(NOTICE.replace("2026年2月6日", "20262月6").replace("2026年2月7日印发", "印发"))
    (warning,) = (one for one in read.warnings if one.code == "date_repaired")
    assert read.date == "2026-02-06"
    assert editing.revert(read, warning).date is None
    assert editing.revert(replace(read, date="2026-03-01"), warning).date == "2026-03-01"
    twice = parse(NOTICE.replace("2026年2月6日", "20262月6").replace("2026年2月7日印发", "2026年2月6日印发"))
    (warning,) = (one for one in twice.warnings if one.code == "date_repaired")
    assert editing.revert(twice, warning).date == "2026-02-06"


def test_a_date_corrected_by_hand_settles_the_repaired_one() -> None:
    read = parse(NOTICE.replace("2026年2月6日", "20262月6").replace("2026年2月7日印发", "印发"))
    (warning,) = (one for one in read.warnings if one.code == "date_repaired")
    assert "按 2026年2月6日 处理" in warning.message
    assert warning not in editing.with_facts(read, date="2026-02-08").warnings
    assert warning in editing.with_facts(read, title="工作要点").warnings


def test_facts_are_corrected() -> None:
    read = replace(outline(), year=None)
    named = editing.with_facts(
        read, title="工作要点", issuer="云溪区教育局", document_number="云教〔2026〕1号"
    )
    assert (named.title, named.issuer, named.document_number) == (
        "工作要点",
        "云溪区教育局",
        "云教〔2026〕1号",
    )
    assert named.children is read.children
    assert editing.with_facts(read, date="2026-02-06").year == 2026
    assert editing.with_facts(read, date="2026-02-06", year=None).year is None
    assert editing.with_facts(replace(read, year=2025), date="2026-02-06").year == 2025


def test_another_kind_finds_the_targets_anew() -> None:
    plan = outline()
    summary = editing.with_facts(plan, kind="summary")
    as_summary = parse(SOURCE.replace("工作要点", "工作总结"))
    assert as_summary.kind == "summary"
    assert [node.targets for node in summary.walk()] == [node.targets for node in as_summary.walk()]
    assert [node.targets for node in plan.walk()] != [node.targets for node in summary.walk()]
    assert editing.with_facts(summary, kind="plan") == plan
