"""Papers as bureaus and schools save them: calendars, contents, codes, old zeros; each on invented text."""

import pytest

from desktop_app.documents.lines import Line, Paragraph
from desktop_app.documents.outline import Level
from desktop_app.documents.parser import parse
from tests.documents.test_parser import shape

OPENING = "今年的工作要求是抓好落实。\n"


def test_what_a_calendar_lists_below_its_months_is_text() -> None:
    body = "一、思路\n抓实。\n二、重点\n1、常规。天天查。\n2、教研。周周做。\n三、逐月安排\n"
    calendar = "九月份：\n1、迎新。\n2、开会。\n十月份：\n1、比赛。\n2、参观。\n"
    read = parse("云溪幼儿园2026年工作计划\n" + OPENING + body + calendar)
    assert shape(read.children) == ["一 思路", "二 重点", "  1 常规", "  2 教研", "三 逐月安排"]
    assert read.children[2].text == calendar.strip()


def test_a_date_in_brackets_is_no_month_of_a_calendar() -> None:
    read = parse("云溪区教育局2026年工作要点\n（2026年3月）\n一 、抓实。落实。\n二 、抓细。落实。\n")
    assert shape(read.children) == ["一 抓实", "二 抓细"]


CHAPTERS = (
    "1 思路\n落实任务。\n2 任务\n2.1 专业\n2.1.1 调整专业\n发布报告。\n2.1.2 共建基地\n签订协议。\n2.2 师资\n"
)
CHAPTERS += "2.2.1 引进人才\n引进3名。\n3 保障\n"


@pytest.mark.parametrize("page", ["", "……{}", " {}"])
def test_contents_without_leaders_and_decimals_of_three_parts(page: str) -> None:
    contents = "".join(
        f"{line}{page.format(number)}\n"
        for number, line in enumerate(["1 思路", "2 任务", "2.1 专业", "3 保障"], 1)
    )
    read = parse(f"目 录\n{contents}云溪职业学校2026年工作计划\n{OPENING}{CHAPTERS}落实责任。\n")
    assert shape(read.children) == [
        "1 思路", "2 任务", "  2.1 专业", "    2.1.1 调整专业", "    2.1.2 共建基地", "  2.2 师资",
        "    2.2.1 引进人才", "3 保障",
    ]  # fmt: skip
    assert read.title == "云溪职业学校2026年工作计划"
    assert [piece.reason for piece in read.set_aside] == ["contents"] * 5


def test_the_index_code_at_the_head_of_a_page_is_the_number_where_there_is_no_other() -> None:
    body = "云溪县教育局2026年工作要点\n" + OPENING + "一、抓实。落实。\n二、抓细。落实。\n"
    assert parse("002960000/2026-170000\n部门文件\n" + body).document_number == "002960000/2026-170000"
    assert parse("002960000/2026-170000\n云教〔2026〕3号\n" + body).document_number == "云教〔2026〕3号"


@pytest.mark.parametrize("year", ["二〇二六", "二○二六", "二Ｏ二六", "二O二六", "二0二六", "二０二六"])
def test_every_zero_that_is_typed_in_a_year(year: str) -> None:
    signed = f"一、抓实。落实。\n二、抓细。落实。\n云溪县教育局\n{year}年三月五日\n"
    read = parse(f"云溪县教育局{year}年工作要点\n{OPENING}{signed}")
    assert (read.year, read.date) == (2026, "2026-03-05")
    assert read.children[-1].text == "落实。"


@pytest.mark.parametrize(
    ("title", "issuer"),
    [
        ("中共云溪县教育局党组2026年责任清单", "中共云溪县教育局党组"),
        ("云溪县教育局教研室2026年工作计划", "云溪县教育局教研室"),
        ("云溪县人民政府教育督导室关于开展督导的意见", "云溪县人民政府教育督导室"),
        ("云溪县教育局2026年学校党委工作要点", "云溪县教育局"),
        ("云溪县教育局关于加强学校党委建设的意见", "云溪县教育局"),
    ],
)
def test_a_part_of_a_body_belongs_to_its_name(title: str, issuer: str) -> None:
    assert parse(f"{title}\n{OPENING}一、抓实。落实。\n二、抓细。落实。\n").issuer == issuer


def test_numbers_without_any_mark_are_believed_where_the_whole_document_counts_so() -> None:
    body = "一、原则\n1坚持育人。面向全体。\n2坚持协同。形成合力。\n二、行动\n（一）护眼行动\n1改善采光。改造教室。\n"
    read = parse(f"云溪区健康行动方案\n{OPENING}{body}2建立档案。每期一查。\n")
    assert shape(read.children) == [
        "一 原则", "  1 坚持育人", "  2 坚持协同", "二 行动", "  一 护眼行动", "    1 改善采光", "    2 建立档案",
    ]  # fmt: skip
    assert not read.warnings


def test_rows_of_a_table_are_points_and_its_head_is_set_aside() -> None:
    head = "序号\t工作任务\t具体措施\t责任科室\t完成时限\n"
    rows = [
        f"{n}\t{task}\t每月抓{n}次\t办公室\t12月\n"
        for n, task in enumerate(("抓学习", "抓清廉", "抓质量", "抓安全"), 1)
    ]
    read = parse(
        f"云溪县教育局2026年任务分解表\n一、党建\n{head}{rows[0]}{rows[1]}二、业务\n{head}{rows[2]}{rows[3]}"
    )
    assert shape(read.children) == [
        "一 党建",
        "  1 抓学习",
        "  2 抓清廉",
        "二 业务",
        "  3 抓质量",
        "  4 抓安全",
    ]
    assert read.children[1].children[1].text == "每月抓4次\t办公室\t12月"
    assert [piece.reason for piece in read.set_aside] == ["table_head", "table_head"]


SECTIONS = "一、抓实。落实。\n二、抓细。落实。\n"


def test_an_office_of_a_body_signs_and_begins_a_title() -> None:
    office = "云溪省教育厅语言文字管理处"
    read = parse(f"{office}\n2026年工作要点\n{OPENING}{SECTIONS}")
    assert (read.title, read.issuer) == (f"{office}2026年工作要点", office)
    signed = parse(f"工作要点\n{OPENING}{SECTIONS}{office}\n2026年3月5日\n")
    assert (signed.issuer, signed.date) == (office, "2026-03-05")


def test_a_title_whose_upper_line_says_what_it_is_about() -> None:
    read = parse(
        f"云溪县人民政府关于实施\n《教育决定》的意见\n(云政[2001]85号)\n各学校：\n{OPENING}{SECTIONS}"
    )
    assert read.title == "云溪县人民政府关于实施《教育决定》的意见"
    assert (read.document_number, read.preamble) == ("云政[2001]85号", OPENING.strip())


def test_speaker_and_salutation_of_a_speech_are_no_preamble() -> None:
    head = "在2026年教育工作会议上的讲话\n县教育局局长  王 明\n（2026年2月17日）\n同志们：\n"
    assert parse(f"{head}{OPENING}{SECTIONS}").preamble == OPENING.strip()
    assert parse(f"云溪县教育局2026年工作要点\n• |\n{OPENING}{SECTIONS}").preamble == OPENING.strip()


@pytest.mark.parametrize("mark", [".", "、", "．"])
def test_a_title_that_begins_with_a_month_is_no_decimal(mark: str) -> None:
    stages = [
        f"1{mark}4 月底前，各校动员。",
        f"2{mark}9月1日至9月15日，自查。建立台账。",
        f"3{mark}12月，总结。",
    ]
    read = parse(f"云溪区教育局2026年工作方案\n{OPENING}一、思路\n落实。\n二、步骤\n" + "\n".join(stages))
    assert shape(read.children)[2:] == [
        "  1 4 月底前，各校动员",
        "  2 9月1日至9月15日，自查",
        "  3 12月，总结",
    ]


@pytest.mark.parametrize("sign", ["▌", "➤", "☞", "◎ ", "→", "·"])
def test_ornaments_before_numbers(sign: str) -> None:
    body = f"{sign}一、抓实\n{sign}1.学习。周周学。\n{sign}2.讲课。月月讲。\n{sign}二、抓细\n{sign}3.检查。天天查。\n"
    read = parse(f"云溪区2026年教育工作要点\n{OPENING}{body}")
    assert shape(read.children) == ["一 抓实", "  1 学习", "  2 讲课", "二 抓细", "  3 检查"]


def test_what_a_library_site_adds_at_the_end() -> None:
    read = parse(f"云溪区2026年教育工作要点\n{OPENING}{SECTIONS}下载文档原格式\n相关文档\n")
    assert read.children[-1].text == "落实。"


def test_labels_of_a_web_table_without_colons() -> None:
    head = "信息索引号\t014000000/2026-00018\t主题分类\t教育\n发布机构\t云溪市教育局\t公文生成日期\t2026-03-10\n文号\t云教办〔2026〕3号\n"
    read = parse(f"{head}2026年教育工作要点\n{OPENING}{SECTIONS}")
    assert (read.issuer, read.date, read.document_number) == (
        "云溪市教育局",
        "2026-03-10",
        "云教办〔2026〕3号",
    )
    head = "[发文机构] 云溪市教育局\n[成文日期] 2026-03-10\n[有效性]\n"
    read = parse(f"{head}2026年教育工作要点\n{OPENING}{SECTIONS}")
    assert (read.issuer, read.date, read.preamble) == ("云溪市教育局", "2026-03-10", OPENING.strip())


@pytest.mark.parametrize("label", ["所属机构", "公开责任部门", "发布机构"])
def test_a_label_is_no_part_of_the_body_it_names(label: str) -> None:
    read = parse(f"{label}：云溪县教育局\n签署日期：2026-02-25\n2026年全县教育工作要点\n{OPENING}{SECTIONS}")
    assert (read.issuer, read.date) == ("云溪县教育局", "2026-02-25")


def test_points_that_run_in_after_the_first_of_a_line() -> None:
    body = "一、园务\n1、开好大会。2、签订责任书。3、完善考核。\n二、保教\n1、常规：逐项制定标准。\n2、教研：每学期不少于8次。\n"
    read = parse(f"云溪幼儿园2026年工作计划\n{OPENING}{body}")
    assert shape(read.children) == [
        "一 园务", "  1 开好大会", "  2 签订责任书", "  3 完善考核", "二 保教", "  1 常规", "  2 教研",
    ]  # fmt: skip


@pytest.mark.parametrize("imprint", ["分送：新区管委会领导。", "综合处 2026年2月28日印", "呈报：县委办。"])
def test_more_forms_of_an_imprint(imprint: str) -> None:
    read = parse(f"云溪区2026年教育工作要点\n{OPENING}{SECTIONS}{imprint}\n")
    assert read.children[-1].text == "落实。"


def test_a_research_institute_signs() -> None:
    read = parse(f"2026年工作计划\n{OPENING}{SECTIONS}云溪市教育科学研究院\n2026年2月16日\n")
    assert (read.issuer, read.children[-1].text) == ("云溪市教育科学研究院", "落实。")


def printed(paragraph: str, columns: int, indent: str = "　　") -> str:
    """Return a paragraph as a page prints it: an indent, hard line ends, no mark at a line's start."""
    lines, rest = [], indent + paragraph
    while rest:
        end = columns + (rest[columns : columns + 1] in tuple("，。；、"))
        lines.append(rest[:end])
        rest = rest[end:]
    return "\n".join(lines)


DUTY = "完善责任督学挂牌督导制度，每月到校不少于一次，建立问题清单和整改台账，及时通报整改情况，形成工作合力"


def test_the_last_line_of_a_printed_text_without_a_stop_is_no_lost_heading() -> None:
    texts = [f"{n}.加强第{n}项工作。{DUTY}。{DUTY}" for n in range(1, 10)]
    paper = [
        "一、深化改革，激发活力",
        *texts[:3],
        "二、强化保障，守牢底线",
        *texts[3:6],
        "加强队伍，锻造铁军",
        *texts[6:],
    ]
    read = parse("云溪区2026年教育工作要点\n" + "\n".join(printed(one, 26) for one in paper))
    assert [node.title for node in read.children] == [
        "深化改革，激发活力",
        "强化保障，守牢底线",
        "加强队伍，锻造铁军",
    ]
    assert [node.text for node in read.walk() if node.level is Level.POINT] == [f"{DUTY}。{DUTY}"] * 9


def test_a_few_full_lines_among_many_short_ones_are_printed_lines() -> None:
    short = "责任领导：李四\n牵头科室：办公室\n配合科室：督导室\n完成时限：年底"
    duties = [
        f"{n}．抓实工作。建立健全责任督学挂牌督导制度和整改台账，每月到校督导不少于一次，按时通报。\n{short}"
        for n in range(1, 11)
    ]
    paper = ["一、重点任务", *"\n".join(duties).split("\n")]
    read = parse("云溪区2026年任务分解\n" + "\n".join(printed(one, 32, "") for one in paper))
    texts = [node.text.split("\n")[0] for node in read.walk() if node.level is Level.POINT]
    assert texts == ["建立健全责任督学挂牌督导制度和整改台账，每月到校督导不少于一次，按时通报。"] * 10


def test_a_broken_line_of_the_preamble_that_ends_like_a_title_is_none() -> None:
    opening = "根据区委、区政府工作部署和全区教育工作会议精神，结合实际，确定今年的重点工作任务\n如下。\n"
    read = parse(f"云溪区教育局2026年重点工作分解方案\n{opening}{SECTIONS}")
    assert read.title == "云溪区教育局2026年重点工作分解方案"
    assert read.preamble.replace("\n", "") == opening.replace("\n", "")


@pytest.mark.parametrize(
    ("first", "second", "joined"),
    [
        ("五个方面2", "2项", "五个方面22项"),
        ("用Open", "Office办公", "用Open Office办公"),
        ("抓实", "12项", "抓实12项"),
    ],
)
def test_lines_are_joined_with_a_space_between_latin_words_alone(
    first: str, second: str, joined: str
) -> None:
    pieces = (Line(0, len(first), first), Line(len(first) + 1, len(first) + 1 + len(second), second))
    paragraph = Paragraph(pieces)
    assert paragraph.text == joined
    assert paragraph.after(len(joined) - 1) == Paragraph(
        (pieces[1]._replace(start=pieces[1].end - 1, text=joined[-1]),)
    )


def test_a_point_that_runs_in_and_over_a_printed_line_end() -> None:
    goals = "1、创建区级文明校园和书香校园。2、体质健康合格率达到百分之九十八。3、教师获得区级以上奖励不少于三十人次。"
    texts = [f"1、抓实常规。{DUTY}。{DUTY}。", f"2、抓实教研。{DUTY}。{DUTY}。"]
    paper = ["一、工作目标", goals, "二、主要工作", *texts, "三、重点工作", *texts]
    read = parse("云溪小学2026年工作计划\n" + "\n".join(printed(one, 26) for one in paper))
    assert [node.title for node in read.children[0].children] == [
        "创建区级文明校园和书香校园", "体质健康合格率达到百分之九十八", "教师获得区级以上奖励不少于三十人次",
    ]  # fmt: skip


def test_a_kind_of_paper_alone_is_the_lower_line_of_its_title() -> None:
    read = parse(f"云溪县推进学前教育深化改革规范发展\n实施方案\n{OPENING}{SECTIONS}")
    assert (read.title, read.preamble) == ("云溪县推进学前教育深化改革规范发展实施方案", OPENING.strip())


@pytest.mark.parametrize("part", ["英语教研组", "图书馆", "少先队大队部"])
def test_a_part_of_a_school_signs(part: str) -> None:
    read = parse(f"云溪中学{part}2026年工作计划\n{OPENING}{SECTIONS}云溪中学{part}\n2026年2月20日\n")
    assert (read.issuer, read.children[-1].text) == (f"云溪中学{part}", "落实。")
