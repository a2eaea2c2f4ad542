"""A difference holds both texts whole."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtGui import QTextDocument
from pytestqt.qtbot import QtBot

from desktop_app.views.panel.difference import LONGEST, Kind, Part, as_markup, difference
from desktop_app.views.widgets.theme import Theme

WORDS = st.text("甲乙丙，。\n<&", max_size=40)


@given(WORDS, WORDS)
def test_a_difference_holds_both_texts(old: str, new: str) -> None:
    parts = difference(old, new)
    assert "".join(part.words for part in parts if part.kind is not Kind.NEW) == old
    assert "".join(part.words for part in parts if part.kind is not Kind.GONE) == new
    assert all(part.words for part in parts)
    kinds = [part.kind for part in parts]
    assert all(one is not other for one, other in pairwise(kinds))


@pytest.mark.parametrize(
    ("old", "new", "parts"),
    [
        ("每年两次", "每年两次", [(Kind.SAME, "每年两次")]),
        (
            "每年两次。",
            "每年三次。",
            [(Kind.SAME, "每年"), (Kind.GONE, "两"), (Kind.NEW, "三"), (Kind.SAME, "次。")],
        ),
        ("", "新增", [(Kind.NEW, "新增")]),
        ("开展研学", "组织全员研学", [(Kind.GONE, "开展"), (Kind.NEW, "组织全员"), (Kind.SAME, "研学")]),
    ],
)
def test_what_changed_is_what_a_person_would_mark(old: str, new: str, parts: list[tuple[Kind, str]]) -> None:
    assert difference(old, new) == [Part(*part) for part in parts]


def test_long_texts_are_compared_as_wholes() -> None:
    old, new = "甲" + "乙" * (LONGEST + 1) + "丁", "甲" + "丙" * (LONGEST + 1) + "丁"
    assert [part.kind for part in difference(old, new)] == [Kind.SAME, Kind.GONE, Kind.NEW, Kind.SAME]


@given(WORDS, WORDS)
def test_words_are_never_markup(old: str, new: str) -> None:
    document = QTextDocument()
    parts = difference(old, new)
    document.setHtml(as_markup(parts, Theme()))
    shown = document.toPlainText()
    for word in "甲乙丙，。<&":
        assert shown.count(word) == sum(part.words.count(word) for part in parts)


def test_markup_needs_an_application(qtbot: QtBot) -> None:
    assert "<s " in as_markup(difference("甲", "乙"), Theme())
