"""Where files belong: how often it is right on made-up school years, and what it may never do."""

import json
import os
import random
import subprocess
import sys
from collections import Counter
from dataclasses import replace
from datetime import date

import pytest

from desktop_app.evidence.clues import days_told, names_office, telling, words_of
from desktop_app.evidence.matching import LIKELY, MAYBE, SHOWN, WEIGHTS, Candidate, Match, Matcher, Point
from desktop_app.evidence.school_words import listed, themes
from tests.evidence.placing import YEARS, Figures, document, figures, points, year

SAFETY = Point(
    "s",
    "25",
    "加强校园安全管理",
    "每月至少开展1次应急疏散演练，隐患整改率达到100%。",
    people="安全科",
    measures=2,
)
MEALS = Point(
    "m", "26", "保障食品安全与营养健康", "落实陪餐制度，食堂收支每学期公开1次。", people="总务处", measures=2
)
TALES = Point("t", "27", "办好故事节", "每年11月举办一次，讲快递员和邮票的故事。")
READING = Point("r", "28", "建设书香校园", "每班设图书角。")
POINTS = (SAFETY, MEALS, TALES, READING)
# By year: the least that holds, a little below what was reached. Each has been learnt from.
LEAST = {
    "yunxi": Figures(0.96, 0.99, 0.80),
    "qinglan": Figures(0.93, 0.97, 0.90),
    "baoshan": Figures(0.95, 0.97, 0.85),
    "chongming": Figures(0.95, 0.97, 0.55),
    "yunxi_desk": Figures(0.92, 0.95, 0.80),
    "chongming_desk": Figures(0.84, 0.92, 0.75),
    "wujin": Figures(0.92, 0.97, 0.45),
    "chenghu": Figures(0.92, 0.97, 0.80),
    "fengling": Figures(0.89, 0.97, 0.75),
    "liuwan": Figures(0.92, 0.97, 0.80),
    "songping": Figures(0.92, 0.96, 0.85),
    "beihe": Figures(0.90, 0.95, 0.80),
    "yunting": Figures(0.93, 0.96, 0.85),
}


def place(*files: Candidate, matcher: Matcher | None = None) -> list[list[Match]]:
    return (matcher or Matcher(POINTS)).match(files)


def first(name: str, *folders: str, text: str = "", taken: date | None = None) -> str:
    """Return the id of the likeliest point of one file, "" where it belongs nowhere."""
    (matches,) = place(Candidate(name, folders, text, taken))
    return matches[0].point_id if matches else ""


def overlap(every: list[Point], file: Candidate) -> list[str]:
    """Return where a file belongs by the share of its pairs and triples of characters: the plain way."""

    def grams(words: str) -> Counter[str]:
        return Counter(words[at : at + size] for size in (2, 3) for at in range(len(words) - size + 1))

    mine = grams("".join((*file.folders, file.name, file.text)))
    scores = {
        one.id: (mine & theirs).total() / (theirs.total() + 1) ** 0.5
        for one in every
        for theirs in [grams(one.title + one.text)]
    }
    return sorted(scores, key=lambda one: -scores[one])


@pytest.mark.parametrize("name", YEARS)
def test_a_school_year_finds_its_places(name: str) -> None:
    files, every = year(name), points(document(name))
    candidates = [one.candidate for one in files]
    reached = figures(files, [[one.point_id for one in found] for found in Matcher(every).match(candidates)])
    assert reached.first >= LEAST[name].first
    assert reached.three >= LEAST[name].three
    assert reached.alone >= LEAST[name].alone
    assert reached.first > figures(files, [overlap(every, one) for one in candidates]).first


@pytest.mark.parametrize("name", YEARS)
def test_the_right_answers_are_points_of_the_document(name: str) -> None:
    numbers = {point.number for point in points(document(name))}
    files = year(name)
    assert len(files) >= (100 if name != "wujin" else 50)
    assert len({(one.candidate.folders, one.candidate.name) for one in files}) == len(files)
    assert {number for one in files for number in one.right} <= numbers
    assert sum(not one.right for one in files) >= 15


def test_scores_are_sorted_and_say_how_sure() -> None:
    files, every = year("yunxi"), points(document("yunxi"))
    found = Matcher(every).match([one.candidate for one in files])
    for matches in found:
        scores = [one.score for one in matches]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)
        assert len(matches) <= SHOWN
        assert len({one.point_id for one in matches}) == len(matches)
    rated = sorted(
        (matches[0].score, matches[0].point_id in one.right)
        for one, matches in zip(files, found, strict=True)
        if matches
    )
    surest = rated[len(rated) // 2 :]
    assert all(right for _, right in surest)  # who accepts from the top may trust the top


def test_what_is_called_likely_is_right_nine_times_of_ten() -> None:
    rated = []
    for name in YEARS:
        files = year(name)
        found = Matcher(points(document(name))).match([one.candidate for one in files])
        rated += [
            (matches[0].score, matches[0].point_id in one.right)
            for one, matches in zip(files, found, strict=True)
            if matches
        ]

    def share(least: float, below: float) -> float:
        right = [right for score, right in rated if least <= score < below]
        return sum(right) / len(right)

    assert share(LIKELY, 2) >= 0.9
    assert share(LIKELY, 2) > share(MAYBE, LIKELY) > share(0, MAYBE)
    assert share(MAYBE, LIKELY) >= 0.66
    assert sum(score >= LIKELY for score, _right in rated) >= len(rated) / 2  # and it is said often enough


def test_the_order_of_the_files_changes_nothing() -> None:
    candidates = [one.candidate for one in year("yunxi")]
    matcher = Matcher(points(document("yunxi")))
    there = dict(zip(candidates, matcher.match(candidates), strict=True))
    random.Random(5).shuffle(candidates)
    assert dict(zip(candidates, matcher.match(candidates), strict=True)) == there


def test_another_process_gives_the_same_answer() -> None:
    script = (
        "import json; from tests.evidence.placing import *; from desktop_app.evidence.matching import Matcher;"
        "found = Matcher(points(document('yunxi'))).match([one.candidate for one in year('yunxi')]);"
        "print(json.dumps([[(one.point_id, one.score) for one in found] for found in found]))"
    )
    answers = set()
    for seed in ("1", "2"):
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        run = subprocess.run(
            [sys.executable, "-c", script], capture_output=True, text=True, check=True, env=environment
        )
        answers.add(run.stdout)
    (answer,) = answers
    assert len(json.loads(answer)) == len(year("yunxi"))


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".jpg",
        "IMG_2034.jpg",
        "微信图片_20220315.jpg",
        "附件2.xlsx",
        "新建 Microsoft Word 文档.docx",
        "扫描件001.pdf",
    ],
)
def test_a_name_that_says_nothing_belongs_nowhere(name: str) -> None:
    assert first(name) == ""
    assert first(name, "照片", "新建文件夹") == ""
    assert telling(name.rpartition(".")[0]).strip(" 0123456789") == ""


@pytest.mark.parametrize("ending", [".exe", ".LNK", ".msi", ".db"])
def test_programs_and_shortcuts_belong_nowhere_whatever_they_are_called(ending: str) -> None:
    assert first("消防安全应急疏散演练方案.docx") != ""
    assert first(f"消防安全应急疏散演练方案{ending}") == ""


@pytest.mark.parametrize(
    "name",
    [
        "../../../etc/passwd",
        "C:\\Windows\\win.ini",
        "\x00\x01.jpg",
        "\udce4\udcbd.docx",
        "第" + "9" * 400 + "条.docx",
        "9" * 5_000,
        "安全" * 20_000 + ".txt",
        "\u202egpj.exe",
        "(((((((((((((((((((((((((",
        "20261399 99999999999999999999.jpg",
        "٣٤٥.jpg",
        "²³.docx",
        "🎉" * 300,
    ],
)
def test_hostile_names_are_only_words(name: str) -> None:
    for file in (Candidate(name), Candidate("a.txt", (name, name), name), Candidate(name, (), name * 3)):
        for one in place(file)[0]:
            assert one.point_id in {point.id for point in POINTS}


def test_without_points_or_files_there_is_nothing() -> None:
    assert Matcher([]).match([Candidate("应急疏散演练.jpg")]) == [[]]
    assert place() == []
    assert Matcher([Point("e", "", "")]).match([Candidate("应急疏散演练.jpg", ("安全",), "演练")]) == [[]]


def test_every_clue_is_heard() -> None:
    assert first("应急疏散演练总结.docx") == "s"
    assert first("灭火器使用.jpg") == "s"  # by its theme: the point says 疏散
    assert first("IMG_0001.jpg", "总务处", "食堂") == "m"
    assert first("附件1.docx", text="陪餐人 菜品 日期") == "m"
    assert first("IMG_0001.jpg", "安全办") == "s"  # by who does it


def test_numbers_that_name_an_item_are_trusted() -> None:
    assert first("25-1 附件.docx") == "s"
    assert first("要点26 附件.docx") == "m"
    assert first("26-2 疏散演练.docx") == "m"
    assert first("IMG_1.jpg", "第26条") == "m"
    twins = Matcher([replace(SAFETY, number="1"), replace(MEALS, number="1")])
    assert place(Candidate("要点1 附件.docx"), matcher=twins) == [[]]  # which of the two is not said


@pytest.mark.parametrize(
    "name",
    [
        "第26周.docx",
        "第26讲.docx",
        "第25版.docx",
        "25班.jpg",
        "2025-26.jpg",
        "20260325.jpg",
        "25.附件.docx",
        "26-9 附件.docx",
        "26.jpg",
    ],
)
def test_other_numbers_alone_name_no_item(name: str) -> None:
    assert first(name) == ""


def test_a_day_is_not_an_item() -> None:
    early = Matcher([replace(SAFETY, number="5", measures=20), MEALS])
    assert place(Candidate("5-12 附件.docx"), matcher=early) == [[]]
    ((sole, *_), (helped, *_)) = early.match([Candidate("疏散.jpg"), Candidate("5-12 疏散.jpg")])
    assert helped.score > sole.score


def test_neighbours_lend_to_a_file_that_says_nothing() -> None:
    picture = Candidate("IMG_2034.jpg", ("5月",), taken=date(2026, 5, 12))
    plan = Candidate("消防疏散演练.docx", ("5月",), "撤离路线", date(2026, 5, 12))
    meals = Candidate("陪餐.xlsx", ("5月",), "食堂 陪餐", date(2026, 5, 20))
    assert place(picture)[0] == []
    assert place(picture, plan, meals)[0][0].point_id == "s"
    assert place(replace(picture, taken=date(2026, 5, 20)), plan, meals)[0][0].point_id == "m"
    elsewhere_ = replace(picture, folders=("6月",))
    assert place(elsewhere_, plan, meals)[0] == []


def test_the_files_beside_one_alone_never_make_it_likely() -> None:
    day = date(2026, 5, 12)
    beside = [
        Candidate(f"消防疏散演练{number}.docx", ("新建文件夹",), "撤离路线 消防 疏散演练", day)
        for number in range(6)
    ]
    scan = Candidate("扫描件0001.pdf", ("新建文件夹",), "", day)
    ((match, *_),) = place(scan, *beside)[:1]
    assert match.point_id == "s"
    assert MAYBE <= match.score < LIKELY
    # A folder's name is something said of it, and so is a paper that names its day.
    for told, other in (
        (replace(scan, folders=("消防疏散演练",)), beside),
        (scan, [*beside, replace(beside[0], name="5月12日消防疏散.docx", folders=("桌面",))]),
    ):
        assert place(told, *other)[0][0].score >= LIKELY


def test_a_paper_that_tells_of_a_day_lends_to_its_pictures_wherever_they_lie() -> None:
    picture = Candidate("IMG_2034.jpg", ("下载",), taken=date(2026, 3, 20))
    paper = Candidate("逃生.docx", ("桌面",), "3月20日上午警报响，全校用时两分钟撤离。", date(2026, 7, 1))
    assert place(picture, paper)[0][0].point_id == "s"
    assert place(replace(picture, taken=date(2026, 3, 21)), paper)[0] == []
    named = replace(paper, name="3.20 逃生.docx", text="警报响，全校撤离。")
    assert place(picture, named)[0][0].point_id == "s"
    log = replace(paper, text=paper.text + "3月21日，3月22日，3月23日。")
    assert place(picture, log)[0] == []  # a log of many days
    assert place(picture, *[paper] * 5)[0] == []  # a deadline that all name
    assert place(*[picture] * 31, paper)[0] == []  # pictures all copied on that day


def test_where_a_thing_happens_says_less_than_what_happens() -> None:
    garden = Matcher([*POINTS, Point("g", "29", "加强劳动教育", "建设劳动基地。")])
    ((meal, *_),) = place(Candidate("1.docx", text="我们种菜浇水拔草，送到食堂"), matcher=garden)
    assert meal.point_id == "g"
    assert first("食堂.jpg") == "m"
    assert days_told("4.8 通讯稿", "4月9日参观，9月30日") == {(4, 8), (4, 9), (9, 30)}
    assert days_told("IMG_1", "3.14") == frozenset()


def test_a_word_inside_a_longer_one_of_another_theme_is_not_meant() -> None:
    inside = words_of("开展防溺水宣传").themes
    apart = words_of("开展防溺水宣传，宣传费").themes
    assert set(words_of("防溺水宣传").themes) <= set(inside)
    assert set(words_of("宣传").themes) - set(words_of("防溺水宣传").themes)
    assert not (set(words_of("宣传").themes) - set(words_of("防溺水宣传").themes)) & set(inside)
    assert set(words_of("宣传").themes) <= set(apart)
    assert not words_of("指导师").themes
    assert words_of("导师").themes


def test_a_school_is_heard_more_easily() -> None:
    matcher = Matcher(POINTS, replace(WEIGHTS, least=9.0, least_school=0.01))
    assert place(Candidate("1.docx", text="全校师生演练撤离"), matcher=matcher)[0][0].point_id == "s"
    assert place(Candidate("1.docx", text="演练撤离"), matcher=matcher) == [[]]
    assert place(Candidate("1.docx", text="全校师生演练撤离，报销发票"), matcher=matcher) == [[]]


def test_files_all_copied_on_one_day_are_no_neighbours_by_it() -> None:
    day = date(2026, 5, 12)
    crowd = [Candidate(f"疏散演练{number}.docx", (), "撤离", day) for number in range(40)]
    assert place(Candidate("IMG_1.jpg", (), "", day), *crowd)[0] == []
    assert place(Candidate("IMG_1.jpg", (), "", day), *crowd[:5])[0][0].point_id == "s"


def test_private_papers_are_left_alone_unless_a_point_speaks_of_them() -> None:
    assert first("快递单.jpg", "总务处") == ""
    assert first("陪餐.jpg", "总务处") == "m"
    assert first("快递员和邮票.jpg") == "t"
    assert first("食堂快递.jpg") == ""
    assert first("食堂收支.jpg") == "m"


def test_the_month_a_point_names_counts_a_little() -> None:
    def score(day: date) -> float:
        (found,) = place(Candidate("故事.jpg", taken=day))
        return found[0].score

    assert score(date(2026, 11, 3)) > score(date(2026, 6, 3))


@pytest.mark.parametrize("name", ["xiaofang yanlian 0305", "xfyl", "消防演炼"])
def test_a_name_in_pinyin_by_initials_or_with_a_wrong_character_is_heard(name: str) -> None:
    assert first(f"{name}.jpg") == "s"


def test_what_computers_call_folders_says_nothing() -> None:
    assert telling("企业微信 手机备份 D盘 备份 手机照片 U盘").strip() == ""
    assert telling("手机管理").strip() == "手机管理"


def test_what_is_part_of_a_theme_is_about_that_too() -> None:
    assert words_of("溺水").themes.keys() & words_of("校园安全").themes.keys() == set()
    assert first("全校防溺水教育.jpg") == "s"


def test_an_offices_folder_says_little_by_its_name() -> None:
    assert names_office("3.德育处")
    assert not any(map(names_office, ("德育处 班会", "宿舍")))  # what it holds is about its one duty


def test_what_the_school_filed_there_already_counts() -> None:
    assert first("晨风岗.jpg") == ""
    known = Matcher([replace(SAFETY, known="晨风岗排班表.xlsx"), MEALS, TALES, READING])
    assert place(Candidate("晨风岗.jpg"), matcher=known)[0][0].point_id == "s"


def test_a_theme_is_heard_in_a_name_though_part_of_it_stands_in_papers_of_every_kind() -> None:
    every = {word for theme in themes() for word in theme.words if not word.isascii()}
    assert {word for word in every if not words_of(word).themes} <= set(listed("everywhere"))
    assert telling("教师节合影照片").strip() == "教师节"
    teachers = Matcher([SAFETY, MEALS, Point("v", "29", "弘扬高尚师德", "选树榜样。")])
    assert place(Candidate("教师节.jpg"), matcher=teachers)[0][0].point_id == "v"


def test_an_office_tells_what_its_folder_holds_where_points_name_none() -> None:
    points = [replace(one, people="") for one in (Point("j", "30", "加强劳动教育", "评比优秀"), MEALS)]
    points.append(Point("k", "31", "加强师德建设", "评比优秀"))
    matcher = Matcher([*points, SAFETY, TALES])
    assert place(Candidate("评比优秀.docx", ("德育处",)), matcher=matcher)[0][0].point_id == "j"
    assert place(Candidate("评比优秀.docx", ("人事",)), matcher=matcher)[0][0].point_id == "k"
    eager = Matcher([*points, SAFETY], replace(WEIGHTS, least=0.01))
    assert place(Candidate("龟兔.docx", ("人事",)), matcher=eager)[0][0].point_id == "k"
    assert place(Candidate("IMG_1.jpg", ("人事",)), matcher=eager) == [[]]  # a picture may be anything
