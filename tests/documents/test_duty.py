"""Who is responsible, from the end of an item's text."""

import pytest

from desktop_app.documents.duty import find_duty
from desktop_app.documents.outline import Duty


@pytest.mark.parametrize(
    ("text", "duty"),
    [
        ("办好比赛。（责任科室：体卫艺科、基教科）", Duty(lead="体卫艺科、基教科")),
        (
            "办好比赛。（牵头单位：体卫艺科；配合单位：各中小学；完成时限：12月底）",
            Duty(lead="体卫艺科", supporting="各中小学", due="12月底"),
        ),
        (
            "办好比赛。\n牵头单位：体卫艺科\n配合单位：人事科，财务科",
            Duty(lead="体卫艺科", supporting="人事科，财务科"),
        ),
        ("办好比赛。（责任领导：李某；责任科室：宣传科）", Duty(lead="宣传科", supervisor="李某")),
        ("办好比赛。责任单位：教育科。", Duty(lead="教育科")),
        ("（责任单位：甲科）。办好比赛。（责任单位：乙科）", Duty(lead="乙科")),
        ("办好比赛。责任科室：体卫艺科 完成时限：12月底", Duty(lead="体卫艺科", due="12月底")),
        (
            "办好比赛。（责任领导：李某，责任科室:体卫艺科，完成时限：全年）",
            Duty(lead="体卫艺科", supervisor="李某", due="全年"),
        ),
        (
            "办好比赛。（牵头：体卫艺科；配合：基教科、人事科）",
            Duty(lead="体卫艺科", supporting="基教科、人事科"),
        ),
        ("办好比赛。［责任单位：各学校（幼儿园）、教研室］", Duty(lead="各学校（幼儿园）、教研室")),
        ("办好比赛。【牵头科室】办公室 【配合科室】人事科", Duty(lead="办公室", supporting="人事科")),
        ("办好比赛。（责任科室：办公室，各科室配合）", Duty(lead="办公室", supporting="各科室")),
        (
            "办好比赛。（分管领导：李某；责任科室及责任人：办公室 王某）",
            Duty(lead="办公室 王某", supervisor="李某"),
        ),
        (
            "办好比赛。\n责 任 单 位：办公室、\n人事科\n责任科（室）：财务科",
            Duty(lead="办公室、人事科、财务科"),
        ),
        (
            "办好比赛。（教研室牵头，人事科、财务科配合）",
            Duty(lead="教研室", supporting="人事科、财务科"),
        ),
        (
            "办好比赛。（县教育局牵头，县财政局等部门按职责分工负责）",
            Duty(lead="县教育局", supporting="县财政局"),
        ),
        (
            "办好比赛。\n牵头科室：教研室\n责任单位：各小学\n配合单位：各社区",
            Duty(lead="教研室", supporting="各小学、各社区"),
        ),
        ("办好比赛。责任科室：人事科；责任单位：各小学", Duty(lead="人事科、各小学")),
        ("办好比赛。（由安全科负责）", Duty(lead="安全科")),
        ("办好比赛。（主要由学生自己负责）", Duty()),
        ("办好比赛。（责任人：李某；详见附件）", Duty()),
        ("明确责任人：校长，并落实到位。再写一句。", Duty()),
        ("办好比赛。", Duty()),
        ("", Duty()),
    ],
)
def test_duty(text: str, duty: Duty) -> None:
    assert find_duty(text) == duty


@pytest.mark.parametrize("end", ["（思政科、团工委）", "(思政科，团工委)。", "【思政科 团工委】"])
def test_a_bracket_of_departments_alone(end: str) -> None:
    assert find_duty(f"组织研学。{end}") == Duty(lead="思政科、团工委")
    assert find_duty("组织研学（含小学、中学）。") == Duty()
