"""Where the cursor stands in a field whose words became others."""

import pytest
from pytestqt.qtbot import QtBot

from desktop_app.views.widgets.answer_edit import AnswerEdit


@pytest.fixture
def field(qtbot: QtBot) -> AnswerEdit:
    made = AnswerEdit("完成情况", "")
    qtbot.addWidget(made)
    return made


@pytest.mark.parametrize("end", ["。", "𠮷𠮷𠮷。"])  # a rare character counts two in Qt
def test_after_undo_the_cursor_stands_where_words_went(field: AnswerEdit, end: str) -> None:
    field.load(f"全年开课三十六节{end}")
    field.show_text(f"全年{end}")
    field.insertPlainText("上课")
    assert field.typed() == f"全年上课{end}"


def test_in_another_items_words_the_cursor_stands_at_the_end(field: AnswerEdit) -> None:
    field.load("每月一次教研。")
    field.load("全年开课。")
    field.insertPlainText("完")
    assert field.typed() == "全年开课。完"
