"""The parser's rules, each on a small document of a district that does not exist."""

import pytest

from desktop_app.documents.outline import Level, Node
from desktop_app.documents.parser import parse

HEAD = "云溪区教育局2026年工作要点\n2026年是教育强区建设的关键一年，各校要结合实际抓好落实。\n"


def shape(nodes: tuple[Node, ...]) -> list[str]:
    """The outline as lines: indent, number, title."""
    lines = []
    for node in nodes:
        if node.level is not Level.MEASURE:
            lines.append(f"{node.number} {node.title}")
            lines += [f"  {line}" for line in shape(node.children)]
    return lines


def outline_of(body: str) -> list[str]:
    return shape(parse(HEAD + body).children)


def codes(body: str) -> set[str]:
    return {warning.code for warning in parse(HEAD + body).warnings}


def test_three_levels_with_counters_that_run_on() -> None:
    body = "一、甲\n（一）子\n1.一个。正文。\n2.两个。正文。\n（二）丑\n3.三个。正文。\n二、乙\n（三）寅\n4.四个。正文。"
    assert outline_of(body) == [
        "一 甲", "  一 子", "    1 一个", "    2 两个", "  二 丑", "    3 三个", "二 乙", "  三 寅", "    4 四个",
    ]  # fmt: skip
    assert not codes(body)


def test_counters_that_start_anew_and_uneven_depth() -> None:
    body = "一、甲\n1、一个。正文。\n2、两个。正文。\n二、乙\n（一）子\n1、一个。正文。\n（二）丑\n1、一个。正文。"
    assert outline_of(body) == [
        "一 甲",
        "  1 一个",
        "  2 两个",
        "二 乙",
        "  一 子",
        "    1 一个",
        "  二 丑",
        "    1 一个",
    ]


def test_points_without_sections() -> None:
    assert outline_of("1. 一个。正文。\n2. 两个。正文。\n3. 三个。正文。") == ["1 一个", "2 两个", "3 三个"]


def test_chapters_and_articles() -> None:
    body = "第一章 总则\n第一条 目的。为了规范。\n第二条 范围。适用于各校。\n（一）公办。\n第二章 招生\n第三条 计划。按时下达。"
    assert outline_of(body) == ["一 总则", "  一 目的", "  二 范围", "二 招生", "  三 计划"]


def test_bracketed_numbers_are_points_only_where_there_are_no_others() -> None:
    assert outline_of("一、甲\n（1）一个。正文。\n（2）两个。正文。\n二、乙\n（1）一个。正文。") == [
        "一 甲", "  1 一个", "  2 两个", "二 乙", "  1 一个",
    ]  # fmt: skip
    assert outline_of("一、甲\n1.一个。做好：\n（1）普查。\n（2）建档。\n2.两个。正文。") == [
        "一 甲",
        "  1 一个",
        "  2 两个",
    ]


def test_a_list_inside_a_point_is_its_text() -> None:
    body = "一、甲\n1.一个。分三步：\n1.宣传。\n2.培训。\n3.总结。\n2.两个。正文。\n3.三个。正文。"
    parsed = parse(HEAD + body)
    assert shape(parsed.children) == ["一 甲", "  1 一个", "  2 两个", "  3 三个"]
    assert "3.总结" in parsed.children[0].children[0].text


@pytest.mark.parametrize(
    "line",
    [
        "2026年3月底前完成。",
        "12345热线办结率达100%。",
        "5.20宣传日活动。",
        "三、四年级学生参加。",
        "2.0版本上线。",
    ],
)
def test_numbers_that_begin_a_sentence_are_text(line: str) -> None:
    body = f"一、甲\n1.一个。正文。\n{line}\n2.两个。正文。\n3.三个。正文。\n4.四个。正文。"
    parsed = parse(HEAD + body)
    assert shape(parsed.children) == ["一 甲", "  1 一个", "  2 两个", "  3 三个", "  4 四个"]
    assert line[:-1] in parsed.children[0].children[0].text


def test_a_section_that_lost_its_number() -> None:
    body = (
        "一、落实立德树人，促进全面发展\n1.一个。正文。\n2.两个。正文。\n二、深化改革创新，提高办学质量\n3.三个。正文。\n"
        "加强队伍建设，打造育人铁军\n4.四个。正文。"
    )
    parsed = parse(HEAD + body)
    assert shape(parsed.children)[-2:] == ["三 加强队伍建设，打造育人铁军", "  4 四个"]
    assert not parsed.children[2].numbered
    assert "number_lost" in codes(body)


def test_a_point_that_lost_its_number() -> None:
    body = "一、甲\n1.一个。正文写在这里。\n强化资源供给。新建学校两所，扩建幼儿园一所。\n3.三个。正文。"
    assert outline_of(body) == ["一 甲", "  1 一个", "  2 强化资源供给", "  3 三个"]
    assert "number_lost" in codes(body)


def test_a_number_that_lost_its_dot() -> None:
    body = "一、甲\n1.一个。正文。\n2.两个。正文。\n3完善制度。正文。\n4.四个。正文。"
    assert outline_of(body) == ["一 甲", "  1 一个", "  2 两个", "  3 完善制度", "  4 四个"]
    assert codes(body) == {"mark_lost"}


def test_a_title_that_lost_its_full_stop() -> None:
    body = (
        "一、甲\n1.加强德育工作。组织轮训，完善制度。\n2.加强体育工作。开足课程，办好比赛。\n3.加强美育工作。办好展演，培育社团。\n"
        "4.加强校园安全工作建立健全隐患排查台账，每月组织一次应急疏散演练，责任落实到人。\n"
    )
    assert outline_of(body)[-1] == "  4 加强校园安全工作"
    assert codes(body) == {"stop_lost"}


def test_gaps_and_repeats_are_kept_and_said() -> None:
    assert codes("一、甲\n1.一个。正文。\n2.两个。正文。\n4.四个。正文。") == {"number_gap"}
    assert codes("一、甲\n1.一个。正文。\n2.两个。正文。\n2.又两个。正文。\n3.三个。正文。") == {
        "number_repeat"
    }


def test_a_counter_that_starts_anew_is_no_repeat() -> None:
    assert not codes("一、甲\n1.一个。正文。\n二、乙\n1.一个。正文。\n2.两个。正文。")


def test_a_warning_names_its_item() -> None:
    body = "一、甲\n1.一个。正文。\n二、乙\n1.一个。正文。\n2.两个。正文。\n3完善制度。正文。\n4.四个。正文。"
    (warning,) = parse(HEAD + body).warnings
    assert (warning.code, warning.item) == ("mark_lost", "二/3")


def test_the_documents_own_counts() -> None:
    source = "云溪区教育局2026年工作要点\n重点抓好以下两个方面3项工作：\n一、甲\n1.一个。正文。\n2.两个。正文。\n二、乙\n3.三个。正文。"
    parsed = parse(source)
    assert parsed.claims == {"sections": 2, "points": 3}
    assert not parsed.warnings
    differing = parse(source.replace("3项", "5项"))
    assert [warning.code for warning in differing.warnings] == ["claims_differ"]


def test_a_heading_in_mid_line() -> None:
    body = "一、甲 1.一个。正文。\n2.两个。正文。3.三个。正文。\n4.四个。正文。"
    assert outline_of(body) == ["一 甲", "  1 一个", "  2 两个", "  3 三个", "  4 四个"]


def test_a_heading_in_mid_line_after_a_page_end_leaves_the_sentence_whole() -> None:
    body = "一、甲\n1.一个。正文断在\n— 2 —\n这里。2.两个。正文。\n3.三个。正文。"
    points = parse(HEAD + body).children[0].children
    assert [point.title for point in points] == ["一个", "两个", "三个"]
    assert points[0].text == "正文断在这里。"


NOTICE = """首页 > 政务公开 > 规划计划
云溪区教育局关于印发《云溪区教育局2026年工作要点》的通知
发布时间：2026-02-09 15:37 来源：云溪区教育局 浏览次数：102
云教〔2026〕3号
各中小学、幼儿园：
现将《云溪区教育局2026年工作要点》印发给你们，请认真贯彻执行。
附件：云溪区教育局2026年工作要点
东海市云溪区教育局
2026年2月6日
附件
云溪区教育局2026年工作要点
2026年是关键一年。
一、甲
1.一个。正文，断在
— 2 —
这里。
2.两个。正文。
抄送：区委办公室。
云溪区教育局办公室 2026年2月7日印发
上一篇：没有了
"""


def test_a_notice_and_the_plan_it_forwards() -> None:
    parsed = parse(NOTICE)
    assert parsed.title == "云溪区教育局2026年工作要点"
    assert parsed.issuer == "东海市云溪区教育局"
    assert parsed.document_number == "云教〔2026〕3号"
    assert parsed.date == "2026-02-06"
    assert parsed.year == 2026
    assert parsed.preamble == "2026年是关键一年。"
    assert shape(parsed.children) == ["一 甲", "  1 一个", "  2 两个"]
    assert "断在这里" in parsed.children[0].children[0].text
    reasons = {piece.reason for piece in parsed.set_aside}
    assert {"web", "notice", "page_number", "imprint"} <= reasons


def test_lines_of_one_width_are_joined() -> None:
    text = "1.加强德育队伍建设。组织班主任轮训，提高不同层级班主任能力水平，培训内容纳入继续教育课程，评比优秀班主任。"
    wrapped = "\n".join(text[i : i + 20] for i in range(0, len(text), 20))
    body = "一、甲\n" + "\n".join(
        [wrapped, wrapped.replace("1.", "2.", 1), wrapped.replace("1.", "3.", 1)] * 2
    )
    parsed = parse(HEAD.replace("，", "，\n") + body.replace("1.加", "1.加", 1))
    assert parsed.children[0].children[0].text == text.split("。", 1)[1]


def test_a_text_without_numbers_gives_a_flat_outline() -> None:
    parsed = parse("今天天气好。\n明天也好。还要更好。", name="天气")
    assert shape(parsed.children) == ["1 今天天气好", "2 明天也好"]
    assert not any(node.numbered for node in parsed.children)
    assert [warning.code for warning in parsed.warnings] == ["no_headings"]
    assert parsed.title


def test_first_and_second_are_points_where_nothing_else_numbers() -> None:
    source = "关于做好学校重点工作的意见\n各学校：\n现提出如下意见。\n第一，抓思想。开展教育。\n第二，抓教学。听课。\n第三，抓安全。"
    assert shape(parse(source).children) == ["一 抓思想", "二 抓教学", "三 抓安全"]


def test_decimals_are_points_below_sections_and_text_below_points() -> None:
    assert outline_of("一、甲\n1.1 抓实。正文。\n1.2 抓细。正文。\n二、乙\n2.1 抓好。正文。") == [
        "一 甲", "  1.1 抓实", "  1.2 抓细", "二 乙", "  2.1 抓好",
    ]  # fmt: skip
    body = "一、甲\n（一）子\n1.一个\n1.1 开展。\n1.2 组织。\n2.两个\n2.1 检查。\n二、乙\n（一）丑\n1.三个\n1.1 总结。"
    assert outline_of(body) == [
        "一 甲",
        "  一 子",
        "    1 一个",
        "    2 两个",
        "二 乙",
        "  一 丑",
        "    1 三个",
    ]


def test_points_that_all_run_in_with_their_sections() -> None:
    body = "一、甲　　1.一个。正文。　　2.两个。正文。\n二、乙　　3.三个。正文。"
    assert outline_of(body) == ["一 甲", "  1 一个", "  2 两个", "二 乙", "  3 三个"]


def test_entities_and_markdown() -> None:
    parsed = parse(
        "# 云溪区教育局2026年工作要点\n## 一、甲\n**1.办好&quot;思政课&quot;。**正文。\n&nbsp;&nbsp;2.两个。正文。"
    )
    assert shape(parsed.children) == ["一 甲", '  1 办好"思政课"', "  2 两个"]
    assert parsed.title == "云溪区教育局2026年工作要点"


def test_each_measure_knows_its_place() -> None:
    parsed = parse(NOTICE)
    for node in parsed.walk():
        if node.level is Level.MEASURE:
            there = parsed.source_text[slice(*node.source)]
            assert there.replace("\n— 2 —\n", "").rstrip("。") == node.title


def test_json_has_the_keys_that_others_rely_on() -> None:
    printed = parse(NOTICE).to_json()
    assert set(printed) >= {
        "title", "issuer", "document_number", "date", "year", "kind", "claims",
        "preamble", "set_aside", "warnings", "children",
    }  # fmt: skip
    node = printed["children"][0]["children"][0]
    assert set(node) == {
        "level",
        "number",
        "numbered",
        "title",
        "text",
        "source",
        "targets",
        "children",
        "duty",
    }
    assert [child["level"] for child in node["children"]] == ["measure"]


def test_several_plans_in_one_file() -> None:
    plan = "2026年{name}工作要点\n一、甲\n1.{name}一。正文。\n2.{name}二。正文。\n3.{name}三。正文。"
    source = (
        "附件1\n" + plan.format(name="德育") + "\n附件2\n" + plan.format(name="体育") + "\n4.体育四。正文。"
    )
    parsed = parse(source)
    assert parsed.papers == ("2026年德育工作要点", "2026年体育工作要点")
    assert (parsed.paper, parsed.title) == (1, "2026年体育工作要点")
    other = parse(source, paper=0)
    assert (other.paper, other.title) == (0, "2026年德育工作要点")
    assert shape(other.children) == ["一 甲", "  1 德育一", "  2 德育二", "  3 德育三"]
