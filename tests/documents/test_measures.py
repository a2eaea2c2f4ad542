"""A point's text cut into duties."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop_app.documents.measures import cut_measures


def cut(text: str) -> list[str]:
    return [text[start:end] for start, end in cut_measures(text)]


@pytest.mark.parametrize(
    ("text", "measures"),
    [
        ("开展大教研。举办比赛；完善制度。", ["开展大教研。", "举办比赛；", "完善制度。"]),
        ("落实“一校一案。每月一讲”制度。做好总结", ["落实“一校一案。每月一讲”制度。", "做好总结"]),
        (
            "学习《办法（试行）；细则》。开展宣讲（含线上；线下）。",
            ["学习《办法（试行）；细则》。", "开展宣讲（含线上；线下）。"],
        ),
        (
            "一是抓党建。成立专班。二是抓教研，办好论坛；三是抓安全。",
            ["一是抓党建。成立专班。", "二是抓教研，办好论坛；", "三是抓安全。"],
        ),
        ("重点做好：（1）普查；（2）建档。", ["重点做好：（1）普查；", "（2）建档。"]),
        ("第一，抓实。第二，抓细。", ["第一，抓实。", "第二，抓细。"]),
        ("组织轮训。（责任科室：人事科）", ["组织轮训。（责任科室：人事科）"]),
        ("组织轮训。\n责任单位：人事科", ["组织轮训。\n责任单位：人事科"]),
        (
            "一是抓党建。成立专班。\n二是抓教研。\n年底总结。上报材料。",
            ["一是抓党建。成立专班。", "二是抓教研。", "年底总结。", "上报材料。"],
        ),
        ("丢了引号“的名师。下一句。", ["丢了引号“的名师。", "下一句。"]),
        ("他说：“好。”然后做。", ["他说：“好。”然后做。"]),
        ("确保一是一。", ["确保一是一。"]),
        ("", []),
    ],
)
def test_cuts(text: str, measures: list[str]) -> None:
    assert cut(text) == measures


@given(st.text(alphabet="一二是（1）。；“”《》：，\n责任单位党建 ", max_size=80))
def test_nothing_visible_is_lost_and_order_stays(text: str) -> None:
    assert "".join("".join(cut(text)).split()) == "".join(text.split())
    assert all(part.strip() == part and part for part in cut(text))
