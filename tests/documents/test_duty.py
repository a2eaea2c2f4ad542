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
