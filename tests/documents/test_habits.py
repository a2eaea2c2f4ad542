"""Habits of districts and of web sites that the parser had not met before, each on invented text."""

import pytest

from desktop_app.documents.outline import Level, Outline
from desktop_app.documents.parser import parse
from tests.documents.test_parser import shape

TITLE = "云溪区教育局2026年工作要点\n"


def outline_of(body: str) -> list[str]:
    return shape(parse(TITLE + "全区教育工作要抓好落实。\n" + body).children)


def text_of(outline: Outline, title: str) -> str:
    return next(node.text for node in outline.walk() if node.title == title)


def test_list_that_a_sentence_announces_is_text() -> None:
    """Semicolons part its members; below a bare title the same lines are points."""
    listed = "完善制度：\n1.谈话；\n2.首问；\n3.限时。\n"
    body = f"一、甲\n（一）子。改进作风。{listed}（二）丑。按时完成。"
    assert outline_of(body) == ["一 甲", "  一 子", "  二 丑"]
    assert "2.首问" in text_of(parse(TITLE + body), "子")
    assert outline_of("一、甲\n（一）做好以下工作：\n1.谈话；\n2.首问；\n3.限时。") == [
        "一 甲", "  一 做好以下工作", "    1 谈话", "    2 首问", "    3 限时",
    ]  # fmt: skip


def test_whole_numbers_without_a_mark_above_decimals() -> None:
    body = "1 学校现状\n教学班36个。\n2 人才培养\n2.1 目标\n育人。\n2.2 家校共育\n开会。\n3 保障\n3.1 经费\n到位。"
    assert outline_of(body) == [
        "1 学校现状", "2 人才培养", "  2.1 目标", "  2.2 家校共育", "3 保障", "  3.1 经费",
    ]  # fmt: skip


@pytest.mark.parametrize("count", ["12学时培训", "3人一组", "5家企业", "2个名额", "6项任务", "8以上"])
def test_a_number_that_counts_begins_no_heading(count: str) -> None:
    body = f"1.甲。正文要写得长一些。\n2.乙。开展\n{count}，要按时完成。\n3.丙。正文。"
    assert outline_of(body) == ["1 甲", "2 乙", "3 丙"]


def test_everything_on_one_line_with_the_first_section_at_its_start() -> None:
    body = (
        "一、指导思想以立德树人为根本任务，认真抓好各项工作的落实，办好人民满意的教育。二、工作目标1、加强队伍。"
        "2、加强常规。三、工作要点(一)基础工作。1、教师。严把关口。2、安全。天天检查。(二)创新工作。1、课程。做好研究。"
    )
    assert outline_of(body) == [
        "一 指导思想", "二 工作目标", "  1 加强队伍", "  2 加强常规", "三 工作要点", "  一 基础工作",
        "    1 教师", "    2 安全", "  二 创新工作", "    1 课程",
    ]  # fmt: skip


def test_numbers_run_in_over_several_lines() -> None:
    body = (
        "一、指导思想\n落实任务。二、工作目标1、加强队伍。2、加强常规。\n3、加强安全。三、工作要点1、教师。严把关口。\n"
        "2、安全。天天检查。"
    )
    assert outline_of(body) == [
        "一 指导思想", "二 工作目标", "  1 加强队伍", "  2 加强常规", "  3 加强安全", "三 工作要点", "  1 教师",
        "  2 安全",
    ]  # fmt: skip


def test_numbers_run_in_where_print_broke_the_line_before_one() -> None:
    body = (
        "要抓好落实。一、建设中心办好教育1.完成目标。毛入园率达到94%以上。\n2.落实规划。完成评估。二、突出重点3.党建工程。"
        "创建支部50个。\n4.育人工程。建设基地。"
    )
    assert outline_of(body) == [
        "一 建设中心办好教育", "  1 完成目标", "  2 落实规划", "二 突出重点", "  3 党建工程", "  4 育人工程",
    ]  # fmt: skip


def test_second_paper_without_a_label_begins_at_its_title() -> None:
    first = "一、甲\n（一）子。正文。\n（二）丑。正文。\n二、乙\n（三）寅。正文。\n"
    outline = parse(
        f"关于加强体育工作的意见\n{first}关于加强美育工作的意见\n一、卯\n正文。\n二、辰\n（一）巳。正文。"
    )
    assert shape(outline.children) == ["一 甲", "  一 子", "  二 丑", "二 乙", "  三 寅"]
    assert len(outline.papers) == 2


@pytest.mark.parametrize("place", ["第2篇", "篇二", "（第二篇）"])
def test_second_paper_of_a_collection(place: str) -> None:
    first = "一、甲\n1.子。正文。\n2.丑。正文。\n二、乙\n活动如下。\n"
    outline = parse(f"德育工作计划 第1篇\n{first}德育工作计划 {place}\n一、寅\n正文。\n二、卯\n1.辰。正文。")
    assert shape(outline.children) == ["一 甲", "  1 子", "  2 丑", "二 乙"]
    assert text_of(outline, "乙") == "活动如下。"


def test_number_on_its_own_line_then_title_then_text() -> None:
    rest = "（一）\n园务管理：\n科学管理，提高效益\n1、办园思想：\n依法治园。\n（二）\n保教工作：\n优化环境，促进发展\n1、常规：\n备课。"
    body = f"一、指导思想，要牢牢把握\n正文。\n二、主要工作，要认真落实\n{rest}"
    assert outline_of(body)[2:] == ["  一 园务管理", "    1 办园思想", "  二 保教工作", "    1 常规"]
    assert text_of(parse(TITLE + body), "保教工作") == "优化环境，促进发展"


def test_colon_parts_title_and_text_where_it_does_for_the_siblings() -> None:
    goals = "（一）学前教育：入园率98%以上。\n（二）高中教育：招生600人。升学率达标。\n（三）职业教育：招生300人。"
    works = "".join(f"（{n}）推进重点工作。按时做好。\n" for n in "一二三四五")
    found = outline_of(f"一、目标\n{goals}\n二、工作\n{works}")
    assert found[1:4] == ["  一 学前教育", "  二 高中教育", "  三 职业教育"]


def test_traditional_characters_name_the_same_things() -> None:
    head = "區教育局教育工作計劃\n時間：2022-03-27 06:47:00\n本年教育工作要全面落實，辦好人民滿意的教育。\n"
    outline = parse(head + "一、甲\n1、子。正文。\n2、丑。正文。\n上一篇：安全工作總結 下一篇：沒有了\n")
    assert outline.title == "區教育局教育工作計劃"
    assert outline.preamble == "本年教育工作要全面落實，辦好人民滿意的教育。"
    assert text_of(outline, "丑") == "正文。"


def test_labels_in_traditional_characters() -> None:
    head = "雲溪教育實施意見\n印發機關：雲溪市教育局\n文號：雲教辦〔2026〕47 號\n發文日期：2026年7月6日\n雲溪教育實施意見\n"
    outline = parse(head + "一、甲\n正文。\n二、乙\n正文。")
    assert (outline.document_number, outline.date) == ("雲教辦〔2026〕47號", "2026-07-06")


def test_a_list_on_one_line_is_text() -> None:
    body = "一、甲\n1．抓养成；2．抓队伍；3．抓家校。\n二、乙\n1．子。正文。\n2．丑。正文。"
    assert outline_of(body) == ["一 甲", "二 乙", "  1 子", "  2 丑"]


def test_words_that_a_site_starred_out_stay() -> None:
    body = "一、甲\n贯彻******讲话精神，树牢**四个意识**。\n二、乙\n正文。"
    assert text_of(parse(TITLE + body), "甲") == "贯彻******讲话精神，树牢四个意识。"


def test_sections_right_before_the_running_number_of_a_point() -> None:
    body = (
        "一、建设教育中心办好教育1.完成目标。毛入园率达到94%以上。2.落实规划。完成评估。二、突出重点推进工程3.党建工程。"
        "创建支部50个。4.育人工程。建设基地。三、深化改革激发活力5.评价改革。制定方案。"
    )
    assert outline_of(body) == [
        "一 建设教育中心办好教育", "  1 完成目标", "  2 落实规划", "二 突出重点推进工程", "  3 党建工程",
        "  4 育人工程", "三 深化改革激发活力", "  5 评价改革",
    ]  # fmt: skip


def test_a_sites_own_words_and_its_repeated_title_are_furniture() -> None:
    title = "教育局2026年工作要点范文"
    outline = parse(
        f"奇文共赏，见贤思齐\n{title}\n导语：本文来源于网友上传，不代表本站观点。\n一、甲\n正文。\n{title}\n"
        f"二、乙\n正文。\n{title}由书库网友分享，如有侵权请联系删除。\n"
    )
    assert outline.title == title
    assert outline.year == 2026
    assert text_of(outline, "甲") == text_of(outline, "乙") == "正文。"


def test_notice_that_forwards_nothing_keeps_its_own_title() -> None:
    outline = parse(
        "铜溪春季安全工作通知\n时间：2019-05-12\n铜溪中心校\n关于做好2026年春季安全工作的通知\n各中小学校：\n现通知如下：\n"
        "一、甲\n正文。\n二、乙\n正文。\n铜溪中心校\n2026年2月10日\n"
    )
    assert outline.title == "铜溪中心校关于做好2026年春季安全工作的通知"
    assert (outline.issuer, outline.date) == ("铜溪中心校", "2026-02-10")
    assert text_of(outline, "乙") == "正文。"


def test_year_that_begins_a_title_needs_no_mark() -> None:
    assert parse("2026幼儿园工作计划\n一、甲\n正文。\n二、乙\n正文。").year == 2026


def test_a_title_is_not_cut_inside_a_compound() -> None:
    points = "".join(f"{n}.抓好落实。按时完成工作。\n" for n in range(1, 6))
    words = (
        "进一步加强和改进制度建设，组织全体教师学习教师管理制度、教学常规管理办法等系列管理制度，提高效率。"
    )
    assert outline_of(f"{points}6.{words}")[5] == f"6 {words[:-1]}"


def test_a_title_is_not_cut_before_a_measure_word_or_inside_a_noun() -> None:
    points = "".join(f"{n}.抓好落实。按时完成工作。\n" for n in range(1, 6))
    body = points + "6.无一般以上校园安全责任事故，安全事故总起数和伤亡率均下降10%以上，校园内无渗透现象。"
    assert outline_of(body)[5].startswith("6 无一般以上校园安全责任事故，安全")
    assert all(node.level is Level.POINT for node in parse(TITLE + body).children)


def test_a_line_at_the_margin_goes_on_in_an_indented_paragraph() -> None:
    body = "　　一、甲\n　　各校要严格按要求全面安排部署防护设施的建设工作，确保如期\n保质完成。\n　　二、乙\n正文。"
    assert text_of(parse(TITLE + body), "甲").endswith("确保如期保质完成。")
    assert text_of(parse(TITLE + body), "乙") == "正文。"


def test_a_number_may_repeat_its_first_numeral_in_the_title() -> None:
    body = (
        "壹、一个目标\n正文。\n贰、两个突破\n正文。\n叁、三个提升\n一、二年级学生参加。\n肆、四项保障\n正文。"
    )
    assert outline_of(body) == ["壹 一个目标", "贰 两个突破", "叁 三个提升", "肆 四项保障"]


def test_a_bullet_is_no_lost_heading_nor_is_a_line_where_the_count_goes_on() -> None:
    body = (
        "一、概述\n1.1 目的\n提高意识。\n1.2 内容\n如下。\n二、安全教育\n2.1 对象\n全校师生\n2.2 内容\n- 交通安全教育\n"
        "2.3 方式\n全校师生员工\n2.4 时间\n全年。\n三、安全管理\n3.1 对象\n设施设备。"
    )
    assert outline_of(body) == [
        "一 概述", "  1.1 目的", "  1.2 内容", "二 安全教育", "  2.1 对象", "  2.2 内容", "  2.3 方式", "  2.4 时间",
        "三 安全管理", "  3.1 对象",
    ]  # fmt: skip


def test_a_speech_has_its_title_above_its_subtitle() -> None:
    outline = parse(
        "深化改革 全面提升云溪教育水平\n2026-03-14   来源:记者站     浏览数:\n——在2026年全区教育工作会议上的报告\n"
        "区教育局局长 赵某\n(2026年3月5日)\n同志们:\n总结2025年工作，部署2026年任务。\n一、甲\n正文。\n二、乙\n正文。"
    )
    assert outline.title == "深化改革全面提升云溪教育水平"


def test_what_stands_below_a_plans_title() -> None:
    outline = parse(
        "云溪区教育发展第十五个五年规划\n20262030年)\n时间: 2026-02-10 14:40    来源:云溪市\n视力保护色:\n引言\n"
        "本规划依据市规划制定，经区政府同意后施行。\n一、甲\n正文。\n二、乙\n正文。"
    )
    assert outline.preamble == "本规划依据市规划制定，经区政府同意后施行。"


def test_document_number_in_square_brackets_of_full_width() -> None:
    outline = parse(f"云教办发［2026］3号　　　签发人：刘某\n{TITLE}一、甲\n正文。\n二、乙\n正文。")
    assert outline.document_number == "云教办发［2026］3号"


def test_a_title_that_fills_its_line_goes_on_at_the_margin() -> None:
    title = "进一步加强和改进制度建设，组织全体教师学习教师管理制度、教学常规"
    body = (
        f"　　一、甲\n　　1．{title}\n管理办法等系列制度。\n　　2．丑。正文。\n　　二、乙\n　　1．寅。正文。"
    )
    assert outline_of(body)[1] == f"  1 {title}管理办法等系列制度"
