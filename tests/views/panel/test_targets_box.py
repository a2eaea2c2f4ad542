from pytestqt.qtbot import QtBot

from desktop_app.models.values import TargetRow
from desktop_app.views.panel.targets_box import TargetsBox


def row(text: str, value: float | None, per: str | None, unit: str | None = "次") -> TargetRow:
    return TargetRow(text, "item", text, "=", value, unit, per, None, "target")


def test_what_recurs_says_how_many_the_year_expects(qtbot: QtBot) -> None:
    box = TargetsBox()
    qtbot.addWidget(box)
    rows = [
        row("每半年分析1次", 1, "半年"),
        row("每年培训32学时", 32, "年", "学时"),
        row("每学期述评", 1, "学期", None),
        row("新增100个", 100, None, "个"),
    ]
    box.show_rows(rows, another=True)
    texts = [box._labels[number].text() for number in range(len(rows))]
    assert texts == [
        "每半年分析1次（全年应 2 次）",
        "每年培训32学时",
        "每学期述评（全年应 2 次）",
        "新增100个",
    ]
